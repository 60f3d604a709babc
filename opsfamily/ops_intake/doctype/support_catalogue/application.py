"""The application „Za życiem”: the consents that belong to it."""

import frappe

from opsfamily.core.consents import RUNS


def get_missing_consents(family: str | None) -> list[str]:
	"""Return kinds of consent that the application needs and nobody of the family gives today."""
	given = frappe.get_list(
		"Consent", filters={"family": family or "", "status": RUNS}, pluck="kind", order_by="kind"
	)
	# get_all: a dictionary of the office with no family in it, for everybody who reads the catalogue.
	kinds = frappe.get_all(
		"Consent Kind", filters={"in_application": 1, "disabled": 0}, pluck="name", order_by="name"
	)
	return [kind for kind in kinds if kind not in given]
