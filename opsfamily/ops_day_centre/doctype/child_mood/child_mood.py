from frappe.model.document import Document


class ChildMood(Document):
	"""In what mood a child was seen in the day centre: the office's own dictionary."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		mood_name: DF.Data
	# end: auto-generated types
