"""Workspaces, number cards and charts become the office's to change: until now each update overwrote them."""

import frappe

from opsfamily.setup.shipped import adopt, keep_from_cleaning, read_shipped

# The framework gave a synced record the whole minute of its file; what is saved on the Desk has fractions of a second.
NEWEST_FILE = "2026-11-27 23:59:00"


def execute() -> None:
	"""Enter what is there in the register; what the office has changed is left. Run again, it finds nothing."""
	for record in read_shipped().values():
		modified = frappe.db.get_value(record["doctype"], record["name"], "modified")
		adopt(record, is_ours=modified is not None and is_of_file(modified))
	keep_from_cleaning()


def is_of_file(modified) -> bool:
	"""Return whether a record was last written by the sync of its file."""
	moment = frappe.utils.get_datetime(modified)
	return not (moment.second or moment.microsecond) and moment <= frappe.utils.get_datetime(NEWEST_FILE)
