from frappe.model.document import Document


class AcceptorField(Document):
	"""A field of the office's own that whoever decides on a sent card or request may write."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document_type: DF.Literal["Assistant Timesheet", "Assistant Request"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		writable_field: DF.Literal[None]
	# end: auto-generated types
