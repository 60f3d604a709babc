"""When each clock of a case runs out, its colour, and which notice is due."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from opsfamily.core.months import add_months, first_and_last_day

# The kinds of clocks, in the order in which they stand on the list.
ASSESSMENT = "Half-Year Assessment"
EVALUATION = "Evaluation Day"
ACTION = "Action Due"
ASSIGNMENT = "Assignment Ends"
CARD = "Card Not Sent"
HANDING_OVER = "Application to Hand Over"
FIRST_CONTACT = "First Contact"
AUTHORISATION = "Authorisation Ends"
CHILD_PLAN = "Child's Plan Due"
INTERVIEW = "Interview Due"
ANSWER = "Answer Due"
REQUEST = "Request Waits"
COURT_OPINION = "Court Opinion Due"
MONITORING_CONTACT = "Monitoring Contact Due"
MONITORING_END = "Monitoring Ends"
CONFERENCE = "Conference Planned"
SCREENING = "Screening Due"
CONSULTATION = "Consultation Follow-Up Due"
DELEGATED_TASK = "Delegated Task Due"
CASE_REVIEW = "Case Review Due"
# Set by the Act of 9 June 2011; every other clock is the office's own.
STATUTORY = (ASSESSMENT, EVALUATION)

RED, ORANGE, YELLOW, GREEN = "red", "orange", "yellow", "green"
# The stage of a notice after the last day; the stages before it are days that are left.
OVERDUE = -1


class Deadline(NamedTuple):
	"""One clock of one family: what has to be done until when, and by whom.

	key: what the clock is about even before its document exists. responsible: a user, or None where
	nobody has the part.
	"""

	clock: str
	family: str
	doctype: str
	document: str
	due: date
	responsible: str | None = None
	what: str = ""
	key: str = ""

	@property
	def is_statutory(self) -> bool:
		return self.clock in STATUTORY

	@property
	def subject(self) -> str:
		"""What notices of this clock are counted by."""
		return self.key or self.document

	def days_left(self, today: date) -> int:
		"""Days until the last day; 0 on it, negative after it."""
		return (self.due - today).days


def put_in_order(deadlines: Iterable[Deadline]) -> list[Deadline]:
	"""The statutory clocks first, each part by day."""
	return sorted(deadlines, key=lambda row: (not row.is_statutory, row.due, row.family, row.document))


def assessment_due(last: date | None, written: date | None, began: date, months: int) -> date:
	"""The last day for the next assessment: `months` after the last one, or the earlier day written on it.

	A family that was never assessed is to be within `months` of the beginning of the work.
	"""
	latest = add_months(last or began, months)
	return min(latest, written) if last and written else latest


def card_due(month: str, due_day: int) -> date:
	"""The last day for sending the card of a month: `due_day` of the next one.

	Raises ValueError when the text is no month.
	"""
	first_day, _last_day = first_and_last_day(month)
	next_month = add_months(first_day, 1)
	_first, last_day = first_and_last_day(f"{next_month.year:04d}-{next_month.month:02d}")
	return next_month.replace(day=min(max(due_day, 1), last_day.day))


def get_colour(days_left: int, thresholds: Iterable[int]) -> str:
	"""Red after the last day, orange from the last notice on, yellow from the first one, else green."""
	days = sorted(thresholds)
	if days_left < 0:
		return RED
	if not days or days_left > days[-1]:
		return GREEN
	return ORANGE if days_left <= days[0] else YELLOW


def parse_thresholds(text: str) -> list[int]:
	"""`30, 14, 3` → [30, 14, 3], the largest first. Raises ValueError for what is no such list."""
	days = sorted({int(part) for part in (text or "").split(",") if part.strip()}, reverse=True)
	if not days or days[-1] < 0:
		raise ValueError(text)
	return days


def get_stages_reached(days_left: int, thresholds: Iterable[int]) -> list[int]:
	"""The stages of notice that a clock has reached, the latest first: that one is told, the others are
	past. Empty while it is too early for any."""
	reached = sorted(days for days in thresholds if days_left <= days)
	return [OVERDUE, *reached] if days_left < 0 else reached


def make_notice_key(deadline: Deadline, stage: int, user: str) -> str:
	"""The name of the notice: one for a clock, its subject and day, a stage and a user."""
	parts = (deadline.clock, deadline.subject, deadline.due.isoformat(), str(stage), user)
	return sha256("|".join(parts).encode()).hexdigest()[:32]
