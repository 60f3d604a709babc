from frappe.model.document import Document


class EntitlementKind(Document):
	"""A kind of document that entitles to support „Za życiem”: the office's own dictionary."""
