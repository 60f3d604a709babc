"""A twin of one of our DocTypes: the same fields, Links, child rows and tracking, and no code."""

import frappe

MODULE = "Custom"
COPIED = ("fieldname", "fieldtype", "label", "options", "fetch_from", "reqd", "read_only", "search_index")


def make_twin(doctype: str) -> str:
	"""Make (once) a custom DocType like ours without a controller; answers its name."""
	name = f"Bare {doctype}"
	if frappe.db.exists("DocType", name):
		return name
	meta = frappe.get_meta(doctype)
	twin = frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": MODULE,
			"custom": 1,
			"istable": meta.istable,
			"track_changes": meta.track_changes,
			"is_submittable": meta.is_submittable,
			"autoname": "" if meta.istable else "BARE-.#####",
			"fields": [_field_of_twin(field, name) for field in meta.fields],
			"permissions": []
			if meta.istable
			else [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
		}
	)
	twin.insert()
	return name


def _field_of_twin(field, name: str) -> dict:
	copy = {key: field.get(key) for key in COPIED}
	if field.fieldtype == "Table":
		copy["options"] = make_twin(field.options)
	if field.fieldname == "amended_from":
		copy["options"] = name
	return copy
