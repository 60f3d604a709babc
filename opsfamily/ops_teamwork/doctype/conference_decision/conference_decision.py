from opsfamily.case.document import CaseRow


class ConferenceDecision(CaseRow):
	"""One decision of a conference: what, who (a worker, a body or the family) and until when.

	Its outcome is on the Scheduled Action that came of it.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action_key: DF.Data | None
		body: DF.Data | None
		by_family: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		scheduled_action: DF.Link | None
		until_date: DF.Date | None
		user: DF.Link | None
		what: DF.SmallText
		who: DF.Data | None
	# end: auto-generated types
