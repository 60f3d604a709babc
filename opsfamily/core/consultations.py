"""A worker's request for a consultation: where it stands."""

from __future__ import annotations

from datetime import date

WAITING, AGREED, HELD = "Waiting", "Day Agreed", "Held"
DECLINED, WITHDRAWN = "Declined", "Request Withdrawn"
# Somebody still acts on these.
OPEN = (WAITING, AGREED)


def status_of(is_held: bool, is_withdrawn: bool, is_declined: bool, agreed_on: date | None) -> str:
	"""Return where a request stands. A consultation that took place counts more than any word about it."""
	if is_held:
		return HELD
	if is_withdrawn:
		return WITHDRAWN
	if is_declined:
		return DECLINED
	return AGREED if agreed_on else WAITING
