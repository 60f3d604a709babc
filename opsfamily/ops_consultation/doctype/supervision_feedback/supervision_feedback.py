from opsfamily.case.document import ConfidentialDocument


class SupervisionFeedback(ConfidentialDocument):
	"""One answer of somebody to one question about a session, or, without a question, that somebody has answered.

	Written and counted by `ops_consultation/feedback.py` alone; no role reads it.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		mark: DF.Int
		question: DF.Link | None
		session: DF.Link
		words: DF.Text | None
	# end: auto-generated types
