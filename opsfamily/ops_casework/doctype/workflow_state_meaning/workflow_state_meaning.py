from frappe.model.document import Document


class WorkflowStateMeaning(Document):
	"""What a state of the office's workflow of cards or requests means to the rules."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document_type: DF.Literal["Assistant Timesheet", "Assistant Request"]
		meaning: DF.Literal["Being Written", "Sent", "Returned", "Accepted", "Refused", "Withdrawn"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		state: DF.Link
	# end: auto-generated types
