from opsfamily.case.document import CaseRow


class SheetAnswer(CaseRow):
	"""One question as it was worded when the sheet was begun, whom it is about, and its answer.

	A table's answer is a text: a line for each row, its cells parted by tabulators.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Text | None
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
		person: DF.Data | None
		prompt: DF.SmallText | None
		question_text: DF.SmallText | None
		section: DF.Data | None
		sensitive_answer: DF.Text | None
	# end: auto-generated types
