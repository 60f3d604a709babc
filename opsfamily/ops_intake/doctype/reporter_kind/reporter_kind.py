from frappe.model.document import Document


class ReporterKind(Document):
	"""Who tells the office of a family in difficulty: a dictionary of the office's own."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		expects_answer: DF.Check
		kind_name: DF.Data
	# end: auto-generated types
