from opsfamily.case.document import CaseRow


class SensitiveCaseCause(CaseRow):
	"""A cause of the family's difficulties that is about violence, addiction, illness or disability (level 1)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cause: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
