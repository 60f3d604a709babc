"""An update marks the app's own kind of training, and leaves what the office has marked."""

import frappe

from opsfamily.patches.v1_3 import mark_trainings

KIND = "Other Work Kind"


def get_marked() -> list[str]:
	return frappe.get_all(KIND, {"is_training": 1}, pluck="name", order_by="name")


def unmark() -> None:
	frappe.db.set_value(KIND, {"is_training": 1}, "is_training", 0)


def test_the_apps_own_kind_is_marked(site):
	unmark()
	mark_trainings.execute()
	mark_trainings.execute()
	assert get_marked() == ["szkolenie"]


def test_the_offices_own_stay(site):
	unmark()
	frappe.get_doc({"doctype": KIND, "kind_name": "warsztat ośrodka", "is_training": 1}).insert()
	mark_trainings.execute()
	assert get_marked() == ["warsztat ośrodka"]


def test_an_office_without_that_kind(site):
	unmark()
	frappe.db.delete(KIND, {"name": "szkolenie"})
	mark_trainings.execute()
	assert get_marked() == []
