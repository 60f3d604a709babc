"""The request for an assistant: its states, the fields that each basis needs, and its legal basis."""

DRAFT, SENT = "Request Draft", "Request Sent"
ASSIGNED, REFUSED = "Request Assigned", "Request Refused"
DOCSTATUS = {DRAFT: 0, SENT: 0, ASSIGNED: 1, REFUSED: 1}
MOVES = frozenset({(DRAFT, SENT), (SENT, ASSIGNED), (SENT, REFUSED)})

INTERVIEW, FOR_LIFE, COURT_ORDER = "Interview and Analysis", "Za Życiem", "Court Order"
OWN_APPLICATION, MINOR_PARENT = "Own Application", "Minor Parent"
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
	MINOR_PARENT: "Other Basis",
}


def may_move(state: str | None, next_state: str | None) -> bool:
	"""Return whether a request may go from one state to the other."""
	return (state, next_state) in MOVES


def needed_fields(basis: str | None) -> tuple[str, ...]:
	"""Return the fields to fill in before the request is sent; without a basis, these include the basis."""
	return (*NEEDS.get(basis, ("basis",)), "reason")
