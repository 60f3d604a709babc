from frappe.model.document import Document


class VisitAction(Document):
	"""One scheduled action that a visit worked on."""
