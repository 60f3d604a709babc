"""Agreements with bodies and appointments of every week, for tests."""

import frappe
from frappe.utils import add_days, getdate

from opsfamily.tests.make_safety import email

AGREEMENT, APPOINTMENT = "Cooperation Agreement", "Weekly Appointment"
STAGES = ("zdobycie wiedzy o instytucji partnerskiej", "poprawa komunikacji")


def make_agreement_with(body: str = "SP nr 2", **values):
	"""An agreement that began a hundred days ago, kept by the coordinator, with one contact person."""
	defaults = {
		"keeper": email("coordinator"),
		"valid_from": add_days(getdate(), -100),
		"subject": "Wspólna praca z rodzinami uczniów.",
		"contacts": [{"person": "Joanna Wrona", "position": "pedagog", "phone": "22 555 02 10"}],
	}
	return frappe.get_doc({"doctype": AGREEMENT, "body": body, **defaults, **values}).insert()


def make_appointment(family: str, **values):
	"""On Wednesdays from 16:00 to 17:00, since the beginning of October 2026."""
	defaults = {
		"what": "zajęcia z logopedą",
		"weekday": "Wednesday",
		"from_time": "16:00:00",
		"to_time": "17:00:00",
		"from_date": "2026-10-01",
	}
	return frappe.get_doc({"doctype": APPOINTMENT, "family": family, **defaults, **values}).insert()


def make_appointments(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One appointment with the word in every text."""
	return [make_appointment(family, person=person, **dict.fromkeys(("what", "institution", "place"), word))]
