from frappe.model.document import Document


class SheetQuestion(Document):
	"""A question of a sheet's template: its section, words, kind of answer, and of whom it is asked."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		asked_of: DF.Literal["Once", "For Every Child", "For Every Member of the Household"]
		choices: DF.SmallText | None
		code: DF.Data | None
		in_access_copy: DF.Check
		is_carried_forward: DF.Check
		is_required: DF.Check
		is_sensitive: DF.Check
		kind: DF.Literal[
			"Short Text",
			"Long Text",
			"Yes or No",
			"One Choice",
			"Several Choices",
			"Rating on a Scale",
			"A Number",
			"A Day",
			"A Table",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		prompt: DF.SmallText | None
		question_text: DF.SmallText
		section: DF.Data | None
	# end: auto-generated types
