"""Kinds of other work that count as training, for a site that is older than their figure."""

import frappe

from opsfamily.setup.defaults import read_dictionaries

KIND = "Other Work Kind"


def execute() -> None:
	"""Mark the app's own kind, if the office still has it and has marked none."""
	if frappe.db.exists(KIND, {"is_training": 1}):
		return
	for record in read_dictionaries()[KIND]:
		if record.get("is_training") and frappe.db.exists(KIND, record["kind_name"]):
			frappe.db.set_value(KIND, record["kind_name"], "is_training", 1, update_modified=False)
