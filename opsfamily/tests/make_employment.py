"""Employment and absences of workers, for tests."""

import frappe
from frappe.utils import add_days

# Each next one of a worker begins after the last in these years, as no two of them meet.
FIRST_DAY, LAST_DAY = "1960-01-01", "2000-01-01"


# As in factories, which makes these documents and so cannot be asked from here.
def email(key: str) -> str:
	return f"{key.replace('_', '.')}@test.opsfamily.example"


def make_employment(key: str = "assistant", **values):
	"""A full post in the own centre; without days it is one long ago."""
	defaults = {"employer": "Own Centre", "form": "Task Time", "fte": 1}
	return _insert("Employment", key, {**defaults, **values})


def make_absence(key: str = "assistant", **values):
	"""Days without a cause; without days one long ago."""
	return _insert("Work Absence", key, values)


def make_vehicle(key: str = "assistant", **values):
	"""A worker's own car; without days it is one long ago."""
	defaults = {"registration": "WX 00000", "capacity_class": "Car above 900 cm³"}
	return _insert("Worker Vehicle", key, {**defaults, **values})


def make_staff_time(_family: str, _person: str, word: str, assistant: str = "assistant") -> list:
	"""One of each. An absence has no text in which the word could be."""
	return [
		make_employment(assistant, contract_number=word),
		make_absence(assistant),
		make_vehicle(assistant, registration=word),
	]


def _insert(doctype: str, key: str, values: dict):
	if "from_date" not in values:
		day = _get_free_day(doctype, key)
		values = {"from_date": day, "until_date": day, **values}
	return frappe.get_doc({"doctype": doctype, "user": email(key), **values}).insert()


def _get_free_day(doctype: str, key: str):
	filters = {"user": email(key), "from_date": ["<", LAST_DAY]}
	last = frappe.db.get_value(doctype, filters, "until_date", order_by="until_date desc")
	return add_days(last, 1) if last else FIRST_DAY
