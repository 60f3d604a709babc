"""Clocks of an application „Za życiem”, set by the office."""

from datetime import date, timedelta


def handing_over_due(received_on: date, days: int) -> date:
	"""Return the last day for handing an application to an assistant."""
	return received_on + timedelta(days=days)


def first_contact_due(received_on: date, handed_on: date | None, days: int) -> date:
	"""Return the last day for the first contact.

	It is counted from the day on which the assistant got the application, or from its receipt until then.
	"""
	return (handed_on or received_on) + timedelta(days=days)
