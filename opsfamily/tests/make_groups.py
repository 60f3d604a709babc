"""Groups, their meetings and who comes to them, for tests."""

import frappe
from frappe.utils import add_days, getdate

from opsfamily.tests.make_safety import email

GROUP, MEETING, PARTICIPATION = "Support Group", "Group Meeting", "Group Participation"
SCHOOL = "szkoła dla rodziców i wychowawców"


def day(offset: int = 0):
	return add_days(getdate(), offset)


def make_group(name: str, *leaders: str, **values):
	"""A school for parents that began 60 days ago, led by these people of the tests since then."""
	rows = [{"user": email(key), "from_date": day(-60)} for key in leaders]
	rows = rows or [{"outside_leader": "Irena Sowa", "from_date": day(-60)}]
	defaults = {"kind": SCHOOL, "from_date": day(-60), "leaders": rows}
	return _insert(GROUP, {"group_name": name, **defaults, **values})


def make_meeting(group: str, **values):
	"""A meeting of a week ago."""
	defaults = {"meeting_date": day(-7), "topic": "Granice, które chronią"}
	return _insert(MEETING, {"support_group": group, **defaults, **values})


def make_participation(family: str, group: str, person: str = "Jan Testowy", **values):
	"""The person comes to the group since a month ago."""
	defaults = {"person": person, "from_date": day(-30)}
	return _insert(PARTICIPATION, {"family": family, "support_group": group, **defaults, **values})


def make_groups(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""A meeting, and the person's part in the group, with the word in every text."""
	number = frappe.db.count(GROUP) + 1
	group = make_group(f"Grupa na próbę {number}").name
	meeting = make_meeting(group, topic=word, note=word, place=word)
	row = {"meeting": meeting.name, "presence": "Present", "remark": word}
	return [meeting, make_participation(family, group, person, presences=[row])]


def find_groups() -> set[str]:
	return set(frappe.get_all(GROUP, pluck="name", order_by="name"))


def erase_groups(names) -> None:
	"""Take away groups that a test committed, with their meetings and all parts in them."""
	for group in names:
		for doctype in (PARTICIPATION, MEETING):
			for name in frappe.get_all(doctype, {"support_group": group}, pluck="name", order_by="name"):
				frappe.delete_doc(doctype, name, force=True)
		frappe.delete_doc(GROUP, group, force=True)


def _insert(doctype: str, values: dict):
	return frappe.get_doc({"doctype": doctype, **values}).insert()
