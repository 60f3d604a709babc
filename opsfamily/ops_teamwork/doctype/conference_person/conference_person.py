from opsfamily.case.document import CaseRow


class ConferencePerson(CaseRow):
	"""One person invited to a conference: a worker with an account, or an outsider with their body."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attended: DF.Check
		body: DF.Data | None
		email: DF.Data | None
		full_name: DF.Data | None
		invited_on: DF.Datetime | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		user: DF.Link | None
	# end: auto-generated types
