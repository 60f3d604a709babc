from frappe.model.document import Document


class ReporterKind(Document):
	"""Who tells the office of a family in difficulty: a dictionary of the office's own."""
