"""Planned visits, for tests."""

import frappe
from frappe.utils import add_days, getdate

# So many days lie between today and the plan.
DAYS_AHEAD = 3


# As in factories, which makes these documents and so cannot be asked from here.
def email(key: str) -> str:
	return f"{key.replace('_', '.')}@test.opsfamily.example"


def make_planned_visit(family: str, key: str = "assistant", **values):
	"""A visit that the worker plans in three days, 15:00–16:30."""
	defaults = {
		"planned_on": add_days(getdate(), DAYS_AHEAD),
		"from_time": "15:00",
		"to_time": "16:30",
		"purpose": "rozmowa o wydatkach",
	}
	values = {"doctype": "Planned Visit", "family": family, "worker": email(key), **defaults, **values}
	return frappe.get_doc(values).insert()


def make_plans(family: str, _person: str, word: str, assistant: str = "assistant") -> list:
	"""One planned visit, open: of the assistant, or of the head where the assistant is not on the case today."""
	assignments = {"family": family, "user": email(assistant), "until_date": ["is", "not set"]}
	worker = assistant if frappe.db.exists("Case Assignment", assignments) else "head"
	return [make_planned_visit(family, worker, purpose=word)]
