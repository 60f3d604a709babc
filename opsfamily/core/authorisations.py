"""On whose word an assistant acts before a body on a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

GENERAL, SPECIAL = "General", "Special"


class Authority(NamedTuple):
	"""A signed authorisation. body: None when it is general; both ends are included."""

	name: str
	body: str | None
	start: date
	until: date | None = None
	withdrawn_on: date | None = None

	@property
	def last_day(self) -> date | None:
		"""The last day on which it may be used: its end or the day of its withdrawal, the earlier one."""
		return min((day for day in (self.until, self.withdrawn_on) if day), default=None)

	def covers(self, body: str, day: date) -> bool:
		"""Whether a step before this body may be taken on it on this day."""
		right_body = self.body in (None, "", body)
		return right_body and self.start <= day and (not self.last_day or day <= self.last_day)


def authority_for(body: str, day: date, authorities: Iterable[Authority]) -> str | None:
	"""Name of the authorisation that covers the body on the day: one made for it before a general one."""
	fitting = [row for row in authorities if row.covers(body, day)]
	return min(fitting, key=lambda row: not row.body).name if fitting else None
