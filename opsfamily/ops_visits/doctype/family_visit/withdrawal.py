"""Visits after the family has withdrawn its consent to work: the first one says why it was made."""

from __future__ import annotations

from datetime import date

from opsfamily.case.locks import read_now
from opsfamily.core.consents import Given, withdrawn_since


def get_unanswered_withdrawal(family: str, day: date, excluding: str | None = None) -> date | None:
	"""Return the day of the withdrawal after which nobody has said yet why the family is visited; else None.

	day: of the visit. excluding: a visit to leave out. The rule is about every consent and visit of the family, so it
	reads with a lock and without a permission check.
	"""
	consents = read_now(
		"Consent", {"family": family, "is_consent_to_work": 1}, ["given_on", "withdrawn_on"], "given_on"
	)
	since = withdrawn_since([Given(*row.values()) for row in consents], day)
	if not since:
		return None
	answered = {
		"family": family,
		"visit_date": ["between", [since, day]],
		"after_withdrawal": ["is", "set"],
		"name": ["!=", excluding or ""],
	}
	return None if read_now("Family Visit", answered, ["name"]) else since
