"""The request for an assistant: its states, the fields that each basis needs, and its legal basis."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.core import meanings

# The states that an office starts with; it may have others, so the rules ask what a state means.
DRAFT, SENT = "Request Draft", "Request Sent"
ASSIGNED, REFUSED = "Request Assigned", "Request Refused"
MEANINGS = {
	DRAFT: meanings.BEING_WRITTEN,
	SENT: meanings.SENT,
	ASSIGNED: meanings.ACCEPTED,
	REFUSED: meanings.REFUSED,
}
DOCSTATUS = {state: meanings.DOCSTATUS[meaning] for state, meaning in MEANINGS.items()}
# From one meaning to another; an office may have a state for requests that are returned to be completed.
MOVES = frozenset(
	{
		(meanings.BEING_WRITTEN, meanings.SENT),
		(meanings.RETURNED, meanings.SENT),
		(meanings.SENT, meanings.RETURNED),
		(meanings.SENT, meanings.ACCEPTED),
		(meanings.SENT, meanings.REFUSED),
	}
)

INTERVIEW, FOR_LIFE, COURT_ORDER = "Interview and Analysis", "Za Życiem", "Court Order"
OWN_APPLICATION, MINOR_PARENT = "Own Application", "Minor Parent"
# An order and art. 11(1a): the head may only assign an assistant, or let the family wait for one.
ORDERED = frozenset({COURT_ORDER, MINOR_PARENT})
# Basis → fields that a request needs before it is sent, besides the reason.
NEEDS = {
	INTERVIEW: ("notification", "risk_list"),
	FOR_LIFE: ("application_date",),
	COURT_ORDER: ("court_reference", "court_date"),
	OWN_APPLICATION: ("application_date",),
	MINOR_PARENT: ("institution",),
}
# Basis of the request → legal basis of the work with the family, on its page.
LEGAL_BASIS = {
	INTERVIEW: "Family Consent",
	FOR_LIFE: "Za Życiem",
	COURT_ORDER: "Court Order",
	OWN_APPLICATION: "Family Consent",
	MINOR_PARENT: "Minor Parent",
}


# Why a request is refused, and why it is withdrawn: coded for the figures of a period.
REFUSAL_CODES = (
	"No Need Found",
	"Family Does Not Agree",
	"Other Support Is Enough",
	"Outside the Municipality",
	"Conditions Not Met",
	"Other Reason",
)
WITHDRAWAL_CODES = (
	"Family Changed Its Mind",
	"Situation Improved",
	"Family Moved",
	"Other Support Is Enough",
	"Other Reason",
)


def may_be_refused(basis: str | None) -> bool:
	"""Return whether the head may refuse, and the family withdraw: not what a court or art. 11(1a) orders."""
	return basis not in ORDERED


def needed_fields(basis: str | None) -> tuple[str, ...]:
	"""Return the fields to fill in before the request is sent; without a basis, these include the basis."""
	return (*NEEDS.get(basis, ("basis",)), "reason")


def basis_of(
	basis: str | None,
	decided: date | None,
	court_date: date | None,
	applied: date | None,
	requested: date,
	until: date | None,
	withdrawn: date | None,
) -> tuple[str, date, date | None] | None:
	"""Return the legal basis that a sent or granted request gives the work, with its first and last day; else None.

	An order and an application hold by themselves; a consent once the head has decided. A withdrawal ends it before
	its own day.
	"""
	firsts = {COURT_ORDER: court_date, FOR_LIFE: applied, MINOR_PARENT: decided or requested}
	first = firsts.get(basis, decided)
	if not first or basis not in LEGAL_BASIS:
		return None
	ends = [day for day in (until, withdrawn and withdrawn - timedelta(days=1)) if day]
	return LEGAL_BASIS[basis], first, min(ends, default=None)
