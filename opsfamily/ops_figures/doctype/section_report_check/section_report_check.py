from frappe.model.document import Document


class SectionReportCheck(Document):
	"""A sum of a report that must agree. The families by which it differs are listed for their readers only."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agrees: DF.Check
		expected: DF.Float
		found: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		parts: DF.SmallText | None
		total: DF.Data | None
	# end: auto-generated types
