from frappe.model.document import Document


class DatedText(Document):
	"""A text that letters print from a day on: a legal basis, the clause on data protection, a text below the family's plan."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		text: DF.SmallText
		used_in: DF.Literal[
			"Letter of Assignment",
			"Letter of Assignment, „Za życiem”",
			"Letter to the Assistant",
			"Letter of Refusal",
			"Request for an Assistant",
			"Statutory Authorisation",
			"Power of Attorney",
			"Consent to Work",
			"Consent to Data Processing",
			"Letter of Closing",
			"Court Opinion",
			"Conference Minutes",
			"Letter to the Court",
			"Data Protection Clause",
			"Family Plan in Polish",
			"Family Plan in Ukrainian",
			"Family Plan in Russian",
			"Family Plan in English",
		]
	# end: auto-generated types
