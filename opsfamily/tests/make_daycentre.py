"""An enrolment in a day centre and a note on it, for tests."""

import frappe
from frappe.utils import add_days, getdate

STAFF = "day_centre"
# A centre without staff for the tests that walk through every document.
CENTRE = "Świetlica na Próbę"
ENROLMENT, NOTE = "Day Centre Enrolment", "Day Centre Note"


def day(offset: int = 0):
	return add_days(getdate(), offset)


def make_centre(name: str = CENTRE, *staff: str, **period) -> str:
	"""The centre of this name, made if there is none, with these people working in it from a year ago on."""
	if frappe.db.exists("Day Centre", name):
		centre = frappe.get_doc("Day Centre", name)
	else:
		centre = frappe.get_doc({"doctype": "Day Centre", "centre_name": name})
	known = {row.user for row in centre.workers}
	for user in staff:
		if user not in known:
			centre.append("workers", {"user": user, "from_date": day(-365), **period})
	return centre.save().name


def make_enrolment(family: str, **values):
	"""Jan goes to the centre since a month ago, until further notice."""
	defaults = {"child": "Jan Testowy", "centre": CENTRE, "from_date": day(-30)}
	if not frappe.db.exists("Day Centre", values.get("centre", CENTRE)):
		make_centre(values.get("centre", CENTRE))
	return frappe.get_doc({"doctype": ENROLMENT, "family": family, **defaults, **values}).insert()


def make_note(enrolment, **values):
	"""A note of yesterday on an enrolment (a document)."""
	defaults = {"day": day(-1), "presence": "Present", "mood": "spokojny", "behaviour": "Bawił się z innymi."}
	return frappe.get_doc({"doctype": NOTE, "enrolment": enrolment.name, **defaults, **values}).insert()


def make_daycentre(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One of both documents, in a centre to which the child does not go yet."""
	taken = frappe.db.count(ENROLMENT, {"family": family})
	enrolment = make_enrolment(family, child=person, centre=f"{CENTRE} {taken}")
	return [enrolment, make_note(enrolment, behaviour=word)]
