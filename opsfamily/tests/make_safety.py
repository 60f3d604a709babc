"""Documents of the screening register, of working time beside the families and of outings, for tests."""

import frappe
from frappe.utils import add_to_date, now_datetime

# Each next one on a day of its own: the people of the section are shared, and a day has 24 hours.
WORK_DAY, WORK_MINUTES = "2024-01-02", 1


# As in factories, which makes these documents and so cannot be asked from here.
def email(key: str) -> str:
	return f"{key.replace('_', '.')}@test.opsfamily.example"


def make_screening(family: str, child: str = "Jan Testowy", **values):
	"""A screening of 22 September 2026, with the next one half a year later."""
	defaults = {
		"child": child,
		"birth_date": "2023-07-09",
		"tool": "ASQ:SE-2",
		"screened_on": "2026-09-22",
		"result": "Below Cut-Off",
	}
	return _insert("Screening", {"family": family, **defaults, **values})


def make_other_work(key: str = "assistant", **values):
	"""A short meeting of the worker."""
	defaults = {"work_date": WORK_DAY, "kind": "spotkanie", "minutes": WORK_MINUTES}
	return _insert("Other Work Time", {"worker": email(key), **defaults, **values})


def make_outing(family: str, key: str = "assistant", minutes: int = 60, **values):
	"""The worker goes out now, for so many minutes."""
	end = add_to_date(now_datetime(), minutes=minutes)
	return _insert("Home Outing", {"family": family, "worker": email(key), "expected_end": end, **values})


def make_safety(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One of each; the outing has ended, so that the worker may go out again."""
	screening = make_screening(family, person, performed_outside=word, follow_up=word)
	outing = make_outing(family, assistant, note=word)
	outing.come_back()
	return [screening, outing, make_other_work(assistant, description=word)]


def _insert(doctype: str, values: dict):
	return frappe.get_doc({"doctype": doctype, **values}).insert()
