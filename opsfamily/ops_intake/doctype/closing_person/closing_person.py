from opsfamily.case.document import CaseRow


class ClosingPerson(CaseRow):
	"""One person on a closed case: the last day before and after the closing, and whether they stay for monitoring."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_assignment: DF.Link
		ends_on: DF.Date | None
		full_name: DF.Data | None
		kept_for_monitoring: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal[
			"Family Assistant",
			"Social Worker",
			"Coordinator",
			"Psychologist",
			"Case Manager",
			"Foster-Care Coordinator",
			"Consultant",
			"Substitute",
		]
		until_before: DF.Date | None
	# end: auto-generated types
