from frappe.model.document import Document


class ClosingReason(Document):
	"""A reason why the work with a family ends: the office's own dictionary. Its ticks say what a closing requires."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		asks_office: DF.Check
		disabled: DF.Check
		family_gone: DF.Check
		reason_name: DF.Data
	# end: auto-generated types
