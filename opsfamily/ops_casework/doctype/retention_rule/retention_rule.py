from frappe.model.document import Document


class RetentionRule(Document):
	"""The period for which the office keeps documents of one DocType, by its archive instruction (JRWA)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Data | None
		counted_from: DF.Literal["Case Closed", "Document Date"]
		document_kind: DF.Literal
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		symbol: DF.Data | None
		years: DF.Int
	# end: auto-generated types
