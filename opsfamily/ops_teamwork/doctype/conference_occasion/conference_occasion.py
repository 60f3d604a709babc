from frappe.model.document import Document


class ConferenceOccasion(Document):
	"""Why the people on a case meet: the office's own dictionary."""
