"""What installing and updating the app does besides the framework's own sync."""

import frappe

from opsfamily.permissions.known import get_entries
from opsfamily.setup.defaults import create_defaults


def after_install() -> None:
	create_defaults()
	make_indexes()


def after_migrate() -> None:
	"""Dictionaries stay as the office left them; an index that a new version needs is made."""
	make_indexes()


def make_indexes() -> None:
	"""The access rule's column with the list's order: without this pair a worker's list is 100 times slower."""
	for entry in get_entries().values():
		order = frappe.get_meta(entry.doctype).sort_field
		if order != "modified":
			frappe.db.add_index(entry.doctype, [order])
		if entry.family not in (None, "name"):
			frappe.db.add_index(entry.doctype, [entry.family, order])
			frappe.db.add_index(entry.doctype, [entry.family, "modified"])
	frappe.db.add_index("Case Assignment", ["user", "from_date"])
	# Who saw a family's papers: the platform has no index on what was printed or downloaded.
	frappe.db.add_index("Access Log", ["export_from", "reference_document"])
	frappe.db.add_index("Family Visit", ["assistant", "visit_date"])
	frappe.db.add_index("Other Work Time", ["worker", "work_date"])
	# A card is read by this key in one range, already in the paper's order.
	frappe.db.add_index("Family Visit", ["family", "month", "assistant", "visit_date"])
