from frappe.model.document import Document


class SectionReportRow(Document):
	"""A row of a section's report: the computed value, and next to it what a person typed. Hours are whole minutes."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		base: DF.Int
		code: DF.Data | None
		computed: DF.Float
		computed_text: DF.Data | None
		documents: DF.Int
		families: DF.Int
		figure: DF.Data | None
		is_empty: DF.Check
		is_of_them: DF.Check
		is_sensitive: DF.Check
		is_shown_anyway: DF.Check
		kind: DF.Literal["Computed", "Typed"]
		label: DF.SmallText | None
		list_removed_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Data | None
		part_of: DF.Data | None
		publication: DF.Literal["", "Shown", "Hidden", "Left Out"]
		reach: DF.Data | None
		reason: DF.SmallText | None
		row_group: DF.Data | None
		shown_reason: DF.SmallText | None
		source: DF.Data | None
		typed: DF.SmallText | None
		typed_amount: DF.Currency
		typed_by: DF.Link | None
		typed_number: DF.Float
		typed_on: DF.Date | None
		unit: DF.Data | None
	# end: auto-generated types
