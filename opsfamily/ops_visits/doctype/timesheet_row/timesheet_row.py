from frappe.model.document import Document


class TimesheetRow(Document):
	"""One contact of the month, copied from its Family Visit (F4 and F5). Durations are whole minutes."""
