from opsfamily.case.document import CaseRow


class SupportingFamilyCost(CaseRow):
	"""A cost that was paid back to a supporting family."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		cost_date: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		purpose: DF.Data
	# end: auto-generated types
