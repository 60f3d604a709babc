from frappe.model.document import Document


class FamilyMember(Document):
	"""One person of a household, on the family's page or on an assessment (F1, SKŁAD RODZINY)."""
