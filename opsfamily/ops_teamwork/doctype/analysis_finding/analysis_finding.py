from opsfamily.case.document import CaseRow


class AnalysisFinding(CaseRow):
	"""One participant of an analysis, with their findings."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		areas: DF.SmallText | None
		body: DF.Data | None
		finding: DF.Text | None
		full_name: DF.Data | None
		outsider: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sensitive_finding: DF.Text | None
		user: DF.Link | None
	# end: auto-generated types
