"""Days of the section's work: workdays, counted back from the day on which the demo is made."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

# Month and day; the holidays that move are counted from Easter.
HOLIDAYS = frozenset(
	{(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)}
)
DAYS_FROM_EASTER = (1, 60)


def is_workday(day: date) -> bool:
	"""Return whether the office works on the day: no weekend, no holiday."""
	is_holiday = (day.month, day.day) in HOLIDAYS or (day - easter(day.year)).days in DAYS_FROM_EASTER
	return day.weekday() < 5 and not is_holiday


def workday(day: date, not_after: date | None = None) -> date:
	"""Return the first workday from `day` on; where that lies after `not_after`, the last one before it."""
	found = day
	while not is_workday(found):
		found += timedelta(days=1)
	if not_after and found > not_after:
		found = not_after
		while not is_workday(found):
			found -= timedelta(days=1)
	return found


class Diary:
	"""Who is busy when: a worker is in one contact at a time."""

	def __init__(self):
		# (worker, day) → taken spans, in minutes from midnight.
		self.taken: dict[tuple[str, date], list[tuple[int, int]]] = {}

	def take(self, worker: str, day: date, start: int, minutes: int) -> None:
		"""Note that the worker is busy from a minute of the day on."""
		self.taken.setdefault((worker, day), []).append((start, start + minutes))

	def book(self, worker: str, day: date, wish: int, minutes: int) -> int | None:
		"""Take the free time nearest after the wished minute of the day, else before it. Return its start or None."""
		later = range(wish, 18 * 60 + 1 - minutes, 15)
		earlier = range(wish - 15, 8 * 60 - 1, -15)
		start = next((at for at in (*later, *earlier) if self.is_free(worker, day, at, minutes)), None)
		if start is not None:
			self.take(worker, day, start, minutes)
		return start

	def is_free(self, worker: str, day: date, start: int, minutes: int) -> bool:
		"""Return whether the worker has no contact in these minutes, nor just before or after them."""
		spans = self.taken.get((worker, day), ())
		return all(start + minutes <= other - 15 or other_end + 15 <= start for other, other_end in spans)
