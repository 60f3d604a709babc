from frappe.model.document import Document


class RiskListTemplateItem(Document):
	"""One item of the office's risk list."""
