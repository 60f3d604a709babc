from opsfamily.case.document import CaseRow


class SupportCatalogueNeed(CaseRow):
	"""One need, and the support that was agreed for it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		body: DF.Link | None
		need: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		status: DF.Literal["To Be Arranged", "Applied For", "Granted", "Support Refused", "Given Up"]
		step_agreed: DF.SmallText | None
		support_form: DF.Link | None
	# end: auto-generated types
