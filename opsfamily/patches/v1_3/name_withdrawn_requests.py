"""A withdrawn request for a consultation has a state of its own name: the word of tasks is neuter in Polish."""

import frappe


def execute() -> None:
	"""Write the state under its new name. By SQL: nothing else of the requests changes, and nobody is told."""
	request = frappe.qb.DocType("Consultation Request")
	query = frappe.qb.update(request).set(request.status, "Request Withdrawn")
	query.where(request.status == "Withdrawn").run()
