import frappe
from frappe import ValidationError, _

from opsfamily.case.dictionaries import DictionaryEntry
from opsfamily.case.document import ClosedDocument
from opsfamily.ops_figures.computing import COMPUTED, COPIED, TYPED, require_figure


class RepeatedCodeError(ValidationError):
	"""Two rows of a template have the same code."""


class WrongPartError(ValidationError):
	"""A row is part of a row that the template does not have, or of itself."""


class ReportTemplate(DictionaryEntry, ClosedDocument):
	"""The rows of one kind of report, as the office reports them. A changed row makes a new version."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_figures.doctype.report_template_row.report_template_row import ReportTemplateRow

		disabled: DF.Check
		report_kind: DF.Literal["Half-Year Report", "Yearly Report", "Report of Another Period"]
		rows: DF.Table[ReportTemplateRow]
		source: DF.SmallText | None
		template_name: DF.Data
		valid_from: DF.Date
		version: DF.Int
	# end: auto-generated types

	def validate(self):
		self.clear_other_kind()
		self.validate_codes()
		self.validate_figures()
		self.validate_parts()
		self.set_version()

	def clear_other_kind(self):
		"""Empty what the row's kind does not ask for."""
		for row in self.rows:
			if row.kind == TYPED:
				row.update({"figure": None, "part": None, "reach": None, "part_of": None, "is_of_them": 0})
			else:
				row.unit = None

	def validate_codes(self):
		"""Refuse a code that two rows have (RepeatedCodeError)."""
		seen = set()
		for row in self.rows:
			row.code = (row.code or "").strip()
			if row.code in seen:
				frappe.throw(
					_("Row {0}: the code {1} is used twice.").format(row.idx, frappe.bold(row.code)),
					RepeatedCodeError,
				)
			seen.add(row.code)

	def validate_figures(self):
		"""Refuse a computed row without a figure that exists (UnknownFigureError)."""
		for row in self.rows:
			if row.kind == COMPUTED:
				require_figure(row)

	def validate_parts(self):
		"""Refuse a row that is part of itself or of no computed row (WrongPartError)."""
		codes = {row.code for row in self.rows if row.kind == COMPUTED}
		for row in self.rows:
			if row.part_of and row.part_of not in codes - {row.code}:
				frappe.throw(
					_("Row {0}: there is no other computed row {1}, of which this could be a part.").format(
						row.idx, frappe.bold(frappe.utils.escape_html(row.part_of))
					),
					WrongPartError,
				)

	def set_version(self):
		"""Count the version up when a row changed, whatever a client sends."""
		before = self.get_doc_before_save()
		self.version = 1
		if before:
			self.version = before.version + (self.get_content() != before.get_content())

	def get_content(self) -> list[tuple]:
		"""Return what the rows say, in their order."""
		return [tuple(row.get(fieldname) or "" for fieldname in (*COPIED, "unit")) for row in self.rows]
