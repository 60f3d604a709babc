from frappe.model.document import Document


class CooperationEvaluation(Document):
	"""A yearly evaluation of the cooperation with a body: how far it goes, what works, what to improve."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		degree: DF.Link
		evaluated_on: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		participants: DF.Data | None
		stage: DF.Link
		to_improve: DF.SmallText | None
		works_well: DF.SmallText | None
	# end: auto-generated types
