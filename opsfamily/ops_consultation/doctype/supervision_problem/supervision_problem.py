from opsfamily.case.document import CaseRow


class SupervisionProblem(CaseRow):
	"""One of the problems that the group chose to work on."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		problem: DF.SmallText
	# end: auto-generated types
