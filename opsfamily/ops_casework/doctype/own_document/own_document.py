from frappe.model.document import Document


class OwnDocument(Document):
	"""A kind of documents that the office made itself with a link to Family, and where its documents are shown."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document_kind: DF.Literal[None]
		in_control_pack: DF.Check
		on_family_page: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
