"""The closing in force for a family's case, and the daily end of monitoring."""

import frappe
from frappe.query_builder import Order
from frappe.utils import getdate

from opsfamily.core.closing import MONITORING_RUNS


def get_standing_closing(family: str | None, excluding: str | None = None, lock: bool = False) -> str | None:
	"""Return the name of the submitted closing that was not reopened; None while the case is open.

	excluding: a closing to leave out. lock: with a locking read, for a rule.
	"""
	filters = {
		"family": family,
		"docstatus": 1,
		"reopened_on": ["is", "not set"],
		"name": ["!=", excluding or ""],
	}
	if not family:
		return None
	return frappe.db.get_value("Case Closing", filters, "name", order_by="creation desc", for_update=lock)


def read_end_of_case(family: str) -> frappe._dict | None:
	"""Return what ends the family's case, read with a lock in one query: closing_date, monitoring_until and late_until of
	the closing in force (None without one), and `ended_before` of the family. None for a family that is not there.
	"""
	kept, closing = frappe.qb.DocType("Family"), frappe.qb.DocType("Case Closing")
	in_force = (closing.family == kept.name) & (closing.docstatus == 1) & closing.reopened_on.isnull()
	query = frappe.qb.from_(kept).left_join(closing).on(in_force).where(kept.name == family)
	query = query.select(
		closing.closing_date, closing.monitoring_until, closing.late_until, kept.ended_before
	)
	# qb: whatever the user may see, the rule holds.
	rows = query.orderby(closing.creation, order=Order.desc).limit(1).for_update().run(as_dict=True)
	return rows[0] if rows else None


def end_monitoring() -> None:
	"""Close the cases whose last day of monitoring has passed (daily job).

	The job may run twice a day or miss days. get_all: it works on every family, without a user.
	"""
	closings = frappe.get_all(
		"Case Closing",
		filters={"docstatus": 1, "monitoring_status": MONITORING_RUNS, "monitoring_until": ["<", getdate()]},
		pluck="name",
		order_by="monitoring_until, name",
	)
	for name in closings:
		_end_monitoring_of(name)


def _end_monitoring_of(name: str) -> None:
	# A family that cannot be saved does not hold up the others; the error is logged.
	frappe.db.savepoint("end_monitoring")
	try:
		frappe.get_doc("Case Closing", name).end_monitoring()
	except frappe.ValidationError:
		frappe.db.rollback(save_point="end_monitoring")
		frappe.log_error(title=f"Monitoring of {name} was not ended")
