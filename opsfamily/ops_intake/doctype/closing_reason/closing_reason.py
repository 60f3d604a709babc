from frappe.model.document import Document


class ClosingReason(Document):
	"""Why the work with a family ends: the office's own dictionary. Its two ticks say what a closing asks for."""
