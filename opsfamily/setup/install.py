"""Steps of installing and updating the app, besides the framework's own sync."""

import frappe
from frappe.utils.password import get_encryption_key

from opsfamily.permissions.known import get_entries, get_order_field
from opsfamily.permissions.next_step import HANDED_ON
from opsfamily.setup.defaults import create_defaults
from opsfamily.setup.desk import remove_generated
from opsfamily.setup.keys import make_unique_keys
from opsfamily.setup.shipped import keep_from_cleaning, write_shipped


def after_install() -> None:
	"""Create the records that an office starts with, and the indexes."""
	make_key_of_site()
	create_defaults()
	write_shipped()
	make_indexes()
	make_unique_keys()


def before_migrate() -> None:
	"""Keep the office's workspaces from what v16 deletes at the end of an update."""
	keep_from_cleaning()


def after_migrate() -> None:
	"""Create the indexes that a new version needs; dictionaries stay as the office left them.

	Of the Desk only what the office has not touched is updated. What v16 makes by itself of our workspaces is removed:
	it may have made it at its own update, before this one.
	"""
	make_key_of_site()
	write_shipped()
	keep_from_cleaning()
	make_indexes()
	remove_generated()
	make_unique_keys()


def make_key_of_site() -> None:
	"""Let the site have its encryption key before its processes need one; one that is there stays.

	On v16 each process reads the configuration once a minute. Those that find no key each make their own, and the last
	one stays: unfinished visits on phones, the mark against a second answer, passwords and API keys of the others were
	then read by nobody.
	"""
	get_encryption_key()


def make_indexes() -> None:
	"""Create the indexes that the access rule and frequent queries need.

	Without an index on the rule's column and the list's order, a worker's list is 100 times slower.
	"""
	for entry in get_entries().values():
		order = get_order_field(entry.doctype)
		if order != "modified":
			frappe.db.add_index(entry.doctype, [order])
		if entry.family not in (None, "name"):
			frappe.db.add_index(entry.doctype, [entry.family, order])
			frappe.db.add_index(entry.doctype, [entry.family, "modified"])
	for doctype in HANDED_ON:
		frappe.db.add_index(doctype, ["workflow_state", "modified"])
	frappe.db.add_index("Case Assignment", ["user", "from_date"])
	# The log of access to a family's papers: the framework has no index on printed or downloaded documents.
	frappe.db.add_index("Access Log", ["export_from", "reference_document"])
	frappe.db.add_index("Family Visit", ["assistant", "visit_date"])
	frappe.db.add_index("Other Work Time", ["worker", "work_date"])
	frappe.db.add_index("Employment", ["user", "from_date"])
	frappe.db.add_index("Work Absence", ["user", "from_date"])
	frappe.db.add_index("Worker Vehicle", ["user", "from_date"])
	# The sums of a section's month, and which cards of a year are missing, come from this one alone.
	month = ["month", "assistant", "visit_date", "from_time", "minutes", "nature", "on_timesheet", "family"]
	frappe.db.add_index("Family Visit", month, "month_of_section_index")
	# When each family was last met.
	frappe.db.add_index("Family Visit", ["nature", "family", "visit_date"])
	frappe.db.add_index("Assistant Timesheet", ["month", "assistant"])
	frappe.db.add_index("Scheduled Action", ["outcome", "due_date"])
	# The visits of a card are read as one range, already in the order of the paper.
	frappe.db.add_index("Family Visit", ["family", "month", "assistant", "visit_date"])
