"""Flags of bodies and closing reasons, and the kind of authorisations and steps that were written without one."""

from __future__ import annotations

import frappe

from opsfamily.core.authorisations import ACTING_FOR, STATUTORY
from opsfamily.setup.defaults import read_dictionaries

# DocType → its field with the name of an entry, and the flag.
FLAGS = {
	"Support Body": ("body_name", "is_health_provider"),
	"Closing Reason": ("reason_name", "assessment_from_files"),
}


def execute() -> None:
	"""Set the flags of entries shipped with the app; list the office's own bodies, which nobody can know."""
	for doctype, (name_field, flag) in FLAGS.items():
		for record in read_dictionaries()[doctype]:
			if record.get(flag):
				frappe.db.set_value(doctype, record[name_field], flag, 1, update_modified=False)
	fill_empty("Authorisation", "kind", STATUTORY)
	fill_empty("Support Catalogue Step", "nature", ACTING_FOR)
	list_unknown_bodies()


def fill_empty(doctype: str, column: str, value: str) -> None:
	"""Set the value that held for all until now, where the column is empty."""
	table = frappe.qb.DocType(doctype)
	empty = table[column].isnull() | (table[column] == "")
	frappe.qb.update(table).set(table[column], value).where(empty).run()


def list_unknown_bodies() -> None:
	"""List bodies of the office's own, and statutory authorisations before health providers, in the Error Log."""
	shipped = {record["body_name"] for record in read_dictionaries()["Support Body"]}
	# get_all: a dictionary with no family in it, and names of papers for the office alone.
	bodies = [
		name for name in frappe.get_all("Support Body", pluck="name", order_by="name") if name not in shipped
	]
	providers = frappe.get_all("Support Body", {"is_health_provider": 1}, pluck="name", order_by="name")
	filters = {"docstatus": 1, "kind": STATUTORY, "body": ["in", providers]}
	papers = frappe.get_all("Authorisation", filters=filters, pluck="name", order_by="name")
	if lines := [*bodies, *papers]:
		title = "Bodies that may be health providers, and authorisations that do not reach them"
		frappe.log_error(title=title, message="\n".join(lines))
