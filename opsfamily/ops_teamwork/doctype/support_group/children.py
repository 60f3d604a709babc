"""The children of a day centre in its trips, contests and workshops."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.core.assignments import periods_meet, runs_on
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.groups import leads
from opsfamily.permissions.rule import get_readable_rows

GROUP, PARTICIPATION, ENROLMENT = "Support Group", "Group Participation", "Day Centre Enrolment"


class NoCentreError(ValidationError):
	"""Only a group of a day centre takes its children in at once."""


def add_children(group: str) -> int:
	"""Enter every child of the group's day centre that is not in the group yet. Return how many were entered.

	For who leads the group, coordinator and head; each sees their own children only.
	"""
	doc = get_permitted(GROUP, group, "read")
	if not leads(doc.name, frappe.session.user):
		raise frappe.PermissionError
	if not doc.centre:
		frappe.throw(_("{0} is missing.").format(frappe.bold(_(doc.meta.get_label("centre")))), NoCentreError)
	first = max(getdate(), doc.from_date)
	taken = get_taken(doc, first)
	entered = [row for row in get_enrolled(doc.centre, first) if (row.family, row.child) not in taken]
	for row in entered:
		values = {"support_group": doc.name, "enrolment": row.name, "from_date": first}
		frappe.get_doc({"doctype": PARTICIPATION, "until_date": doc.until_date, **values}).insert()
	return len(entered)


def get_enrolled(centre: str, day: date) -> list[frappe._dict]:
	"""Return the enrolments in the centre on the day that the user may see, by child."""
	readable = get_readable_rows(ENROLMENT, {"centre": centre}, ["name"], "name")
	# get_all: the family is compared, and never answered; the rows are those that the user may see.
	rows = frappe.get_all(
		ENROLMENT,
		{"name": ["in", [row.name for row in readable] or [""]]},
		["name", "family", "child", "from_date", "until_date"],
		order_by="child, name",
	)
	return [row for row in rows if runs_on(day, row.from_date, row.until_date)]


def get_taken(group, first: date) -> set[tuple[str, str]]:
	"""Return (family, person) of everybody who comes to the group on or after the day, whoever entered them."""
	# get_all: the family is compared, and never answered.
	rows = frappe.get_all(
		PARTICIPATION,
		{"support_group": group.name},
		["family", "person", "from_date", "until_date"],
		order_by="name",
	)
	return {
		(row.family, row.person) for row in rows if periods_meet(first, None, row.from_date, row.until_date)
	}
