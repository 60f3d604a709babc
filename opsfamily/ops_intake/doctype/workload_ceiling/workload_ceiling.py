from frappe.model.document import Document


class WorkloadCeiling(Document):
	"""From which day on an assistant has at most so many families."""
