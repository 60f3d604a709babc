from frappe.model.document import Document


class SupportBody(Document):
	"""An institution before which an assistant acts, or that gives support: the office's own dictionary."""
