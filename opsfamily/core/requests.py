"""The request for an assistant: its states, what each basis needs, and what it makes of the family."""

DRAFT, SENT = "Request Draft", "Request Sent"
ASSIGNED, REFUSED = "Request Assigned", "Request Refused"
DOCSTATUS = {DRAFT: 0, SENT: 0, ASSIGNED: 1, REFUSED: 1}
MOVES = frozenset({(DRAFT, SENT), (SENT, ASSIGNED), (SENT, REFUSED)})

INTERVIEW, FOR_LIFE, COURT_ORDER = "Interview and Analysis", "Za Życiem", "Court Order"
OWN_APPLICATION, MINOR_PARENT = "Own Application", "Minor Parent"
# Basis → the fields without which a request on it is not sent, besides the reason.
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
	"""Whether a request may go from this state to that one."""
	return (state, next_state) in MOVES


def needed_fields(basis: str | None) -> tuple[str, ...]:
	"""What has to be written before the request is sent; without a basis, the basis."""
	return (*NEEDS.get(basis, ("basis",)), "reason")
