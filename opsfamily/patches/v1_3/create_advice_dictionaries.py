"""Fields of advice, and what screening tools and kinds of consultations say since 1.3, for a site that is older."""

import frappe

from opsfamily.setup.defaults import (
	ADVICE_DICTIONARIES,
	create_dictionaries,
	create_entry,
	read_dictionaries,
)

# DocType → its columns that are new: what nobody has written yet.
NEW_COLUMNS = {"Screening Tool": ("from_months", "until_months"), "Consultation Kind": ("has_steps",)}


def execute() -> None:
	"""Create the missing records and fill the new columns of ours that are empty; run again, it changes nothing."""
	create_dictionaries(ADVICE_DICTIONARIES)
	create_entry("Consultation Kind", "nieformalna konsultacja partnerska")
	shipped = read_dictionaries()
	for doctype, columns in NEW_COLUMNS.items():
		for record in shipped[doctype]:
			values = {column: record[column] for column in columns if record.get(column)}
			# The first value of a record is its name.
			fill(doctype, next(iter(record.values())), values)


def fill(doctype: str, name: str, values: dict) -> None:
	"""Set the values of a stored entry whose columns are all empty."""
	stored = frappe.db.get_value(doctype, name, list(values), as_dict=True) if values else None
	if stored and not any(stored.values()):
		frappe.db.set_value(doctype, name, values, update_modified=False)
