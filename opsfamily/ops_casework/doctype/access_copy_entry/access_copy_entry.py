from opsfamily.case.document import CaseRow


class AccessCopyEntry(CaseRow):
	"""One text of an access copy, with the document that it was taken from."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		doubt: DF.SmallText | None
		entry_date: DF.Date | None
		heading: DF.Data
		include: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		redaction_note: DF.SmallText | None
		source_doctype: DF.Data | None
		source_name: DF.Data | None
		text: DF.Text | None
	# end: auto-generated types
