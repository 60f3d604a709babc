"""The notification about a family in difficulty: its state, and the last day for the interview."""

from datetime import date, timedelta

NEW, INTERVIEW_DONE = "Newly Reported", "Interview Done"
REQUEST_MADE, CLOSED = "Request Made", "Closed Without Request"
URGENT = "Urgent"


def state_of(interview_date: date | None, has_request: bool, closed_on: date | None) -> str:
	"""Return the state that follows from the facts, the most advanced one."""
	if closed_on:
		return CLOSED
	if has_request:
		return REQUEST_MADE
	return INTERVIEW_DONE if interview_date else NEW


def interview_due(received_on: date, days: int) -> date:
	"""Return the last day for the interview, so many days after the notification."""
	return received_on + timedelta(days=days)
