from frappe.model.document import Document


class AgreementContact(Document):
	"""A contact person of a body with which there is an agreement."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		email: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Data
		phone: DF.Data | None
		position: DF.Data | None
	# end: auto-generated types
