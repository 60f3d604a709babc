"""A twin of one of our DocTypes: the same fields, Links, child rows and tracking, and no code."""

import frappe
from frappe.model.workflow import get_workflow_name

MODULE = "Custom"
COPIED = ("fieldname", "fieldtype", "label", "options", "fetch_from", "reqd", "read_only", "search_index")


def make_twin_with_workflow(doctype: str) -> str:
	"""Make (once) a twin that goes the way of our workflow: what the platform itself asks for it. Return its name."""
	twin = make_twin(doctype, "Steered")
	if not frappe.db.exists("Workflow", {"document_type": twin}):
		workflow = frappe.copy_doc(frappe.get_doc("Workflow", get_workflow_name(doctype)))
		workflow.update({"workflow_name": f"{twin} Workflow", "document_type": twin})
		workflow.insert()
	return twin


def make_twin(doctype: str, kind: str = "Bare") -> str:
	"""Make (once) a custom DocType like ours without a controller. Return its name."""
	name = f"{kind} {doctype}"
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
			"autoname": "" if meta.istable else f"{kind.upper()}-.#####",
			"fields": [_field_of_twin(field, name, kind) for field in meta.fields],
			"permissions": []
			if meta.istable
			else [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
		}
	)
	twin.insert()
	return name


def _field_of_twin(field, name: str, kind: str) -> dict:
	copy = {key: field.get(key) for key in COPIED}
	if field.fieldtype == "Table":
		copy["options"] = make_twin(field.options, kind)
	if field.fieldname == "amended_from":
		copy["options"] = name
	return copy
