from frappe.model.document import Document


class ReportTemplateRow(Document):
	"""A row of a report: a figure that is computed, or a number, an amount or a text that a person types."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code: DF.Data
		figure: DF.Literal[
			"",
			"Families Supported",
			"Families Without Contact",
			"Families by Basis",
			"Families Under Order",
			"Families Before the Period",
			"Families Begun",
			"Families Taken Up Again",
			"Supports Ended",
			"Families Under Support",
			"Families Monitored",
			"Families Waiting",
			"Requests Refused",
			"Days Until the Assistant",
			"Endings",
			"Families Ended",
			"Length of Support",
			"Mean Length of Support",
			"Returns Within a Year",
			"Monitoring Contacts",
			"Children",
			"Children With a Certificate",
			"Members Without a Birth Date",
			"Children in Care Before",
			"Children in Care",
			"Children Placed",
			"Placements Ended",
			"Families „Za życiem”",
			"Applications „Za życiem”",
			"Authorisations",
			"Steps „Za życiem”",
			"Needs „Za życiem”",
			"Contacts",
			"Contact Hours",
			"Contacts per Family",
			"Contact Hours per Family",
			"Longest Gap",
			"Running Gap",
			"Families With a Gap",
			"Plans",
			"Plan Evaluations",
			"Agreed Actions",
			"Half-Year Assessments",
			"Days Late",
			"Assessments Handed Over",
			"Conferences",
			"Specialist Help Hours",
			"Interventions",
			"Competences Gained",
			"Opinions for the Court",
			"Causes of Difficulties",
			"Answers on Sheets",
			"Mean of Answers",
			"Day Centres",
			"Places in Day Centres",
			"Children Enrolled",
			"Days of Attendance",
			"Group Meetings",
			"Families in Groups",
			"People in Groups",
			"Children With a Card",
			"Children With a Contact",
			"Children With a Card in Day Centres",
			"Agreements With Bodies",
			"Cooperations Evaluated",
			"Families With a Supporting Family",
			"Agreements With Supporting Families",
			"Costs of Supporting Families",
			"Supervision Hours Together",
			"Supervision Hours per Worker",
			"Training Hours Together",
			"Training Hours per Worker",
			"Families per Assistant",
			"Days Above the Ceiling",
			"Substitutions",
		]
		is_of_them: DF.Check
		is_sensitive: DF.Check
		kind: DF.Literal["Computed", "Typed"]
		label: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Data | None
		part_of: DF.Data | None
		reach: DF.Literal["All Families", "„Za życiem” Only", "Without „Za życiem”"]
		row_group: DF.Data | None
		unit: DF.Literal["", "Number", "Amount", "Text"]
	# end: auto-generated types
