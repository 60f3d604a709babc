from opsfamily.case.document import CaseRow


class FamilyMember(CaseRow):
	"""One person of a household, on the family's page or on an assessment (F1, SKŁAD RODZINY)."""
