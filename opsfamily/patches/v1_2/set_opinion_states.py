"""The state of opinions for a court: of what was submitted before this version nobody recorded who approved it."""

import frappe


def execute() -> None:
	"""Empty the state that a new column gives to submitted and cancelled opinions. By SQL: they stay as they were."""
	opinion = frappe.qb.DocType("Court Opinion")
	query = frappe.qb.update(opinion).set(opinion.approval, "")
	query.where((opinion.docstatus != 0) & (opinion.approval == "Being Written")).run()
