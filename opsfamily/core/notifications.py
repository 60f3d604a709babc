"""The report of a family in difficulty: in which state it is, and until when the interview is due."""

from datetime import date, timedelta

NEW, INTERVIEW_DONE = "Newly Reported", "Interview Done"
REQUEST_MADE, CLOSED = "Request Made", "Closed Without Request"
URGENT = "Urgent"


def state_of(interview_date: date | None, has_request: bool, closed_on: date | None) -> str:
	"""The state that follows from the facts: the one furthest on the way counts."""
	if closed_on:
		return CLOSED
	if has_request:
		return REQUEST_MADE
	return INTERVIEW_DONE if interview_date else NEW


def interview_due(received_on: date, days: int) -> date:
	"""The last day for the interview, so many days after the notification."""
	return received_on + timedelta(days=days)
