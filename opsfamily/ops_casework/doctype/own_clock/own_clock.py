from frappe.model.document import Document


class OwnClock(Document):
	"""A clock of the office's own: a date of a kind of documents, the days after it, and who acts."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clock_name: DF.Data
		counted: DF.Literal["From Each Document", "From the Last Document"]
		date_field: DF.Literal[None]
		days: DF.Int
		disabled: DF.Check
		document_kind: DF.Literal[None]
		done_field: DF.Literal[None]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Literal["Family Assistant", "Social Worker", "Case Manager", "Coordinator"]
	# end: auto-generated types
