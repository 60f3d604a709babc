"""Names of families in the index of the global search, which an earlier version wrote."""

from frappe.utils.global_search import delete_global_search_records_for_doctype

from opsfamily.permissions.registry import CASE_CHILDREN, CONFIDENTIAL


def execute() -> None:
	"""Delete the texts of our documents from the index; what the search has of others stays."""
	for doctype in (*CONFIDENTIAL, *CASE_CHILDREN):
		delete_global_search_records_for_doctype(doctype)
