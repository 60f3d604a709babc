from opsfamily.case.document import CaseRow


class MissingConsent(CaseRow):
	"""Why a person of age has not signed the consent to work: absent and refusing are two things."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		noted_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Data
		reason: DF.Literal[
			"", "Parent Absent", "Parental Authority Limited", "Refuses to Consent", "Takes No Part"
		]
		remark: DF.SmallText | None
	# end: auto-generated types
