from frappe.model.document import Document


class OPSSettings(Document):
	"""What an office decides for itself: its name on papers, its clocks and limits."""
