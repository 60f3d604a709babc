"""The office's clocks of an application „Za życiem”."""

from datetime import date, timedelta


def handing_over_due(received_on: date, days: int) -> date:
	"""The last day for handing an application to an assistant."""
	return received_on + timedelta(days=days)


def first_contact_due(received_on: date, handed_on: date | None, days: int) -> date:
	"""The last day for the first contact: counted from the day on which the assistant got the application,
	until then from the day on which it came."""
	return (handed_on or received_on) + timedelta(days=days)
