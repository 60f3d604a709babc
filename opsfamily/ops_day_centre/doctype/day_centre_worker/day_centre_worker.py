from frappe.model.document import Document


class DayCentreWorker(Document):
	"""Who works in a day centre, from which day until which."""
