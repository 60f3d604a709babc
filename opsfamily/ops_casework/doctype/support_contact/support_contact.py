from opsfamily.case.document import CaseRow


class SupportContact(CaseRow):
	"""One institution or person of a family's support network."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		child: DF.Autocomplete | None
		contact: DF.Data | None
		institution: DF.Data
		kind: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		phone: DF.Data | None
	# end: auto-generated types
