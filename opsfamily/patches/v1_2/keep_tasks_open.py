"""The tasks of each family's last visit with tasks are open; the app did not keep what became of older ones."""

import frappe
from frappe.query_builder import Order

from opsfamily.core.visit_tasks import OPEN, split_tasks

VISIT, TASK = "Family Visit", "Visit Task"


def execute() -> None:
	"""Make the rows of the tasks that the app showed until now."""
	for visit in get_last_visits_with_tasks():
		# get_all: the patch works on every family.
		if not frappe.get_all(TASK, {"parent": visit.name, "parenttype": VISIT}, limit=1):
			make_rows(visit)


def get_last_visits_with_tasks() -> list:
	"""Return each family's latest visit on which tasks were written."""
	visit = frappe.qb.DocType(VISIT)
	rows = (
		frappe.qb.from_(visit)
		.select(visit.name, visit.family, visit.owner, visit.creation, visit.next_meeting_tasks)
		.where(visit.next_meeting_tasks.isnotnull() & (visit.next_meeting_tasks != ""))
		.orderby(visit.visit_date, visit.from_time, order=Order.asc)
	).run(as_dict=True)
	return list({row.family: row for row in rows}.values())


def make_rows(visit) -> None:
	"""Write a row of every task, as saving the visit would; the visit itself may be frozen."""
	for number, task in enumerate(split_tasks(visit.next_meeting_tasks), start=1):
		place = {"parent": visit.name, "parenttype": VISIT, "parentfield": "tasks", "idx": number}
		row = frappe.get_doc({"doctype": TASK, "task": task, "outcome": OPEN, **place})
		row.db_insert()
