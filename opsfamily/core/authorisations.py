"""Authorisations under which an assistant acts before a body."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

GENERAL, SPECIAL = "General", "Special"
STATUTORY, POWER_OF_ATTORNEY = "Statutory Authorisation", "Power of Attorney"
# The way of acting that needs an authorisation; accompanying, informing and telephoning with the person need none.
ACTING_FOR = "Acting for the Person"


class Authority(NamedTuple):
	"""A signed authorisation. body: None when it is general. start, until: both included.

	kind: a power of attorney reaches health providers as well, the statutory authorisation does not.
	"""

	name: str
	body: str | None
	start: date
	until: date | None = None
	withdrawn_on: date | None = None
	kind: str = STATUTORY

	@property
	def last_day(self) -> date | None:
		"""Return the last day on which it may be used: its end or its withdrawal, the earlier; None: no end."""
		return min((day for day in (self.until, self.withdrawn_on) if day), default=None)

	def covers(self, body: str, day: date, is_health_provider: bool = False) -> bool:
		"""Return whether it allows a step before this body on this day."""
		right_kind = self.kind == POWER_OF_ATTORNEY or not is_health_provider
		right_body = right_kind and self.body in (None, "", body)
		return right_body and self.start <= day and (not self.last_day or day <= self.last_day)


def authority_for(
	body: str, day: date, authorities: Iterable[Authority], is_health_provider: bool = False
) -> str | None:
	"""Return the name of the authorisation for the body and day, a special one before a general one, or None."""
	fitting = [row for row in authorities if row.covers(body, day, is_health_provider)]
	return min(fitting, key=lambda row: not row.body).name if fitting else None
