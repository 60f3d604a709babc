from frappe.model.document import Document


class VisitParticipant(Document):
	"""One person who took part in a visit."""
