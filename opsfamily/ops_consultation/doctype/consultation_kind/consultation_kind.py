from frappe.model.document import Document


class ConsultationKind(Document):
	"""How a consultant works with the section: the office's own dictionary. Its tick says what may name a family."""
