from opsfamily.case.document import CaseRow


class ControlPackPaper(CaseRow):
	"""One paper that a control pack leaves out, unless it is put in for a reason."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		day: DF.Date | None
		document: DF.Data | None
		document_type: DF.Data | None
		include: DF.Check
		paper: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		why: DF.Literal[
			"Third-Party Information",
			"„Niebieska Karta” Paper",
			"Supervision of the Staff",
			"Copy for a Person",
			"Danger to Life or Health",
		]
	# end: auto-generated types
