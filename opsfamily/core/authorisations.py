"""Authorisations under which an assistant acts before a body."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

GENERAL, SPECIAL = "General", "Special"


class Authority(NamedTuple):
	"""A signed authorisation. body: None when it is general. start, until: both included."""

	name: str
	body: str | None
	start: date
	until: date | None = None
	withdrawn_on: date | None = None

	@property
	def last_day(self) -> date | None:
		"""Return the last day on which it may be used: its end or its withdrawal, the earlier; None: no end."""
		return min((day for day in (self.until, self.withdrawn_on) if day), default=None)

	def covers(self, body: str, day: date) -> bool:
		"""Return whether it allows a step before this body on this day."""
		right_body = self.body in (None, "", body)
		return right_body and self.start <= day and (not self.last_day or day <= self.last_day)


def authority_for(body: str, day: date, authorities: Iterable[Authority]) -> str | None:
	"""Return the name of the authorisation for the body and day, a special one before a general one, or None."""
	fitting = [row for row in authorities if row.covers(body, day)]
	return min(fitting, key=lambda row: not row.body).name if fitting else None
