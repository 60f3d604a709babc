"""The nature of the kinds of contact shipped with the app; an office's own kinds are listed, not guessed."""

import frappe

from opsfamily.setup.defaults import read_dictionaries

DOCTYPE = "Contact Kind"


def execute() -> None:
	"""Set the nature of the kinds shipped with the app, and list the others in the Error Log."""
	natures = {record["kind_name"]: record["nature"] for record in read_dictionaries()[DOCTYPE]}
	# get_all: a dictionary of the office with no family in it.
	kinds = frappe.get_all(DOCTYPE, pluck="name", order_by="name")
	for name in set(kinds) & set(natures):
		frappe.db.set_value(DOCTYPE, name, "nature", natures[name], update_modified=False)
	unknown = [name for name in kinds if name not in natures]
	if unknown:
		frappe.log_error(
			title="Kinds of contact whose nature the office has to choose", message="\n".join(unknown)
		)
