"""The closing in force for a family's case, and the daily end of monitoring."""

import frappe
from frappe.utils import getdate

from opsfamily.case.locks import read_now
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


def read_standing_closing(family: str) -> frappe._dict | None:
	"""Return the days of the closing in force, read with a lock: closing_date, monitoring_until, late_until."""
	filters = {"family": family, "docstatus": 1, "reopened_on": ["is", "not set"]}
	fields = ["closing_date", "monitoring_until", "late_until"]
	rows = read_now("Case Closing", filters, fields, "creation desc")
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
