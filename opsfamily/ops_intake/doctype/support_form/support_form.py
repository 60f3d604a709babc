from frappe.model.document import Document


class SupportForm(Document):
	"""A form of support that a catalogue may offer: the office's own dictionary."""
