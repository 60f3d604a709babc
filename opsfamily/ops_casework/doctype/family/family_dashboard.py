from frappe import _

from opsfamily.permissions.known import get_entries
from opsfamily.permissions.registry import PAGE_GROUPS


def get_data() -> dict:
	"""Return the links from a family to its documents, grouped in the order of the work."""
	entries = get_entries().values()
	groups = dict.fromkeys((*PAGE_GROUPS, *(entry.page for entry in entries if entry.page)))
	return {
		"fieldname": "family",
		"non_standard_fieldnames": {
			entry.doctype: entry.family
			for entry in entries
			if entry.page and entry.family not in (None, "family")
		},
		"transactions": [
			{"label": _(group), "items": [entry.doctype for entry in entries if entry.page == group]}
			for group in groups
		],
	}
