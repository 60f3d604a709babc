from opsfamily.case.dictionaries import DictionaryEntry


class ClosingReason(DictionaryEntry):
	"""A reason why the work with a family ends: the office's own dictionary.

	Its ticks say what a closing requires, its class under what the end is reported.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		asks_office: DF.Check
		assessment_from_files: DF.Check
		disabled: DF.Check
		family_gone: DF.Check
		reason_name: DF.Data
		statistical_class: DF.Literal[
			"",
			"Goal Reached",
			"Family Stopped Cooperating",
			"Consent Withdrawn or Never Given",
			"No Effects",
			"Change of Method",
			"Moved",
			"Child Placed",
			"No Minor Child Left",
			"„Za życiem” Ended",
			"Death",
			"Court",
			"Other Reason",
		]
	# end: auto-generated types
