from frappe.model.document import Document


class RetentionRule(Document):
	"""How long the office keeps one kind of document, as its own archive instruction (JRWA) says."""
