from opsfamily.case.document import CaseRow


class FamilyIncome(CaseRow):
	"""One income of the household in PLN a month: who gets it and from what (F1)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recipient: DF.Data
		source: DF.Data
	# end: auto-generated types
