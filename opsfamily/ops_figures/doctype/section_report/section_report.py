import frappe
from frappe import ValidationError, _
from frappe.utils import cint, flt, format_date, getdate, now_datetime

from opsfamily.case.document import ConfidentialDocument
from opsfamily.core.figures.register import AMOUNT
from opsfamily.core.figures.reports import CORRECTED, DRAFT, SENT, fits
from opsfamily.core.figures.values import is_text, read_typed, seal
from opsfamily.exceptions import PeriodError
from opsfamily.ops_figures.computing import (
	COMPUTED,
	WRITTEN,
	EmptyTemplateError,
	check_rows,
	count_rows,
	get_value,
	is_reported,
	make_values,
)
from opsfamily.ops_figures.counted import keep_lists
from opsfamily.ops_figures.loading import load_facts
from opsfamily.permissions.rule import is_head


class OverlappingReportError(ValidationError):
	"""Reports of one kind do not overlap; what was sent is corrected by a correction."""


class CorrectionError(ValidationError):
	"""Only the latest version of a sent report is corrected, in the same period and by the same kind."""


class TypedValueError(ValidationError):
	"""A typed value is not what its row asks for, or overrides a computed one without a reason."""


class PeriodNotOverError(ValidationError):
	"""A report is sent after its period has ended."""


class SentReportError(ValidationError):
	"""A sent report stays as it is; it is corrected by a correction."""


class SectionReport(ConfidentialDocument):
	"""A section's report of a period: figures computed on the server, frozen when it is sent."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_figures.doctype.section_report_check.section_report_check import SectionReportCheck
		from opsfamily.ops_figures.doctype.section_report_row.section_report_row import SectionReportRow

		amended_from: DF.Link | None
		checks: DF.Table[SectionReportCheck]
		checksum: DF.Data | None
		computed_on: DF.Datetime | None
		confirmation_number: DF.Data | None
		confirmed_on: DF.Date | None
		correction_number: DF.Int
		correction_reason: DF.SmallText | None
		council_text: DF.Text | None
		from_date: DF.Date
		naming_series: DF.Literal["RAP-.YYYY.-.####"]
		needs_next_year: DF.Text | None
		published_by_name: DF.Data | None
		published_on: DF.Datetime | None
		replaces: DF.Link | None
		report_kind: DF.Literal["", "Half-Year Report", "Yearly Report", "Report of Another Period"]
		rows: DF.Table[SectionReportRow]
		sent_by: DF.Link | None
		sent_by_name: DF.Data | None
		sent_on: DF.Datetime | None
		status: DF.Literal["Report Draft", "Report Sent", "Report Corrected"]
		template: DF.Link
		template_version: DF.Int
		to_date: DF.Date
	# end: auto-generated types

	def before_insert(self):
		"""Refuse an amendment: a sent report is never cancelled (SentReportError)."""
		if self.get("amended_from"):
			self.refuse_change()

	def validate(self):
		self.set_kind()
		self.validate_period()
		self.validate_correction()
		self.validate_no_overlap()
		self.status = DRAFT
		self.compute()
		self.read_typed_values()
		self.validate_overridden()

	def set_kind(self):
		"""Set the kind and version of the template; refuse one without rows (EmptyTemplateError)."""
		template = frappe.get_cached_doc("Report Template", self.template)
		if not template.rows:
			frappe.throw(
				_("{0}: the template {1} has no rows.").format(
					self.label_of("template"), frappe.bold(self.template)
				),
				EmptyTemplateError,
			)
		self.report_kind, self.template_version = template.report_kind, template.version

	def validate_period(self):
		"""Refuse a period that is none of its kind (PeriodError)."""
		if not fits(self.report_kind, getdate(self.from_date), getdate(self.to_date)):
			frappe.throw(
				_("{0} – {1}: {2} is made for a whole period: {3}.").format(
					self.label_of("from_date"),
					self.label_of("to_date"),
					_(self.report_kind),
					PERIODS[self.report_kind](),
				),
				PeriodError,
			)

	def validate_correction(self):
		"""Refuse a correction of what was not sent or is corrected already (CorrectionError), also without a reason."""
		if not self.replaces:
			self.correction_number = 0
			return
		self.require("correction_reason", CorrectionError)
		values = ["docstatus", "status", "report_kind", "from_date", "to_date", "correction_number"]
		former = frappe.db.get_value("Section Report", self.replaces, values, as_dict=True, for_update=True)
		if former.docstatus != 1 or former.status != SENT or self.has_other_correction():
			frappe.throw(
				_("{0} was not sent or has a correction already, so it cannot be corrected.").format(
					frappe.bold(self.replaces)
				),
				CorrectionError,
			)
		own = (self.report_kind, getdate(self.from_date), getdate(self.to_date))
		if own != (former.report_kind, former.from_date, former.to_date):
			frappe.throw(
				_("A correction has the kind and the period of the report that it replaces."), CorrectionError
			)
		self.correction_number = former.correction_number + 1

	def has_other_correction(self) -> bool:
		"""Return whether another report corrects the same one."""
		others = {"replaces": self.replaces, "docstatus": ["<", 2], "name": ["!=", self.name or ""]}
		return bool(frappe.db.get_value("Section Report", others, "name", for_update=True))

	def validate_no_overlap(self):
		"""Refuse a second first version of one kind in one time (OverlappingReportError).

		All templates of the kind are locked first, so that two people do not begin it at the same moment.
		"""
		if self.replaces:
			return
		frappe.db.get_values(
			"Report Template", {"report_kind": self.report_kind}, "name", order_by="name asc", for_update=True
		)
		other = frappe.db.get_value(
			"Section Report",
			{
				"report_kind": self.report_kind,
				"docstatus": ["<", 2],
				"correction_number": 0,
				"name": ["!=", self.name or ""],
				"from_date": ["<=", self.to_date],
				"to_date": [">=", self.from_date],
			},
			"name",
			for_update=True,
		)
		if other:
			frappe.throw(
				_("{0} for this time exists: {1}. What was sent is corrected by a correction.").format(
					_(self.report_kind), frappe.bold(other)
				),
				OverlappingReportError,
			)

	def compute(self):
		"""Set every row and sum from the template and the documents, whatever a client sends; what was typed is kept."""
		typed = {row.code: {name: row.get(name) for name in WRITTEN} for row in self.rows}
		template = frappe.get_cached_doc("Report Template", self.template)
		facts = load_facts(getdate(self.from_date), getdate(self.to_date))
		rows = [row for row in template.rows if is_reported(row) or self.keeps_row(typed.get(row.code))]
		self.counted = count_rows(rows, facts)
		self.set("rows", [])
		for row in rows:
			self.append("rows", {**make_values(row, self.counted), **typed.get(row.code, {})})
		self.computed_on = now_datetime()
		self.set_checks()

	def keeps_row(self, typed: dict | None) -> bool:
		"""Return whether the report has a row though its part of the work is not used any more: something was typed there, or
		the report corrects one that had it."""
		return bool(typed) and bool(typed.get("typed") or self.replaces)

	def set_checks(self):
		"""Set the sums that must agree."""
		self.set("checks", [])
		for check in check_rows(self.rows, self.counted):
			values = {"total": check.total, "parts": ", ".join(check.parts), "agrees": int(check.agrees)}
			self.append("checks", {**values, "expected": check.expected, "found": check.found})

	def read_typed_values(self):
		"""Read what people typed; refuse what its row does not ask for (TypedValueError). Who and when is noted."""
		before = self.get_doc_before_save()
		stored = {row.code: row for row in before.rows} if before else {}
		for row in self.rows:
			row.typed = (row.typed or "").strip()
			row.typed_number = row.typed_amount = 0
			if row.typed and not is_text(row.unit):
				self.set_number(row)
			former = stored.get(row.code)
			if not row.typed:
				row.typed_by = row.typed_on = None
			elif not former or former.typed != row.typed:
				row.typed_by, row.typed_on = frappe.session.user, getdate()
			else:
				row.typed_by, row.typed_on = former.typed_by, former.typed_on

	def set_number(self, row):
		"""Set the number or amount that a row's text says (TypedValueError)."""
		try:
			number = read_typed(row.typed, row.unit)
		except ValueError:
			frappe.throw(
				_("Row {0} ({1}), {2}: “{3}” is not what is asked for here. Write {4}.").format(
					row.idx,
					row.code,
					self.label_of("typed", row),
					frappe.utils.escape_html(row.typed[:60]),
					EXAMPLES.get(row.unit, EXAMPLES["Mean"])(),
				),
				TypedValueError,
			)
		row.set("typed_amount" if row.unit == AMOUNT else "typed_number", number)

	def validate_overridden(self):
		"""Refuse a typed value over a computed one without a reason (TypedValueError)."""
		for row in self.rows:
			if row.kind == COMPUTED and row.typed and not (row.reason or "").strip():
				frappe.throw(
					_("Row {0} ({1}): a computed value is overridden only with a reason.").format(
						row.idx, row.code
					),
					TypedValueError,
				)

	def before_submit(self):
		self.validate_period_over()
		self.set_sender()
		self.checksum = self.get_checksum()

	def validate_period_over(self):
		"""Refuse sending before the period has ended (PeriodNotOverError)."""
		if getdate(self.to_date) >= getdate():
			frappe.throw(
				_("The report can be sent after its period, from {0} on.").format(
					format_date(frappe.utils.add_days(self.to_date, 1))
				),
				PeriodNotOverError,
			)

	def set_sender(self):
		"""Note who sent it and when."""
		self.status, self.sent_by, self.sent_on = SENT, frappe.session.user, now_datetime()
		self.sent_by_name = frappe.get_cached_value("User", self.sent_by, "full_name")

	def get_checksum(self) -> str:
		"""Return the checksum of what the report says: its rows, texts, period, template, sender and day."""
		fields = ("report_kind", "template", "template_version", "replaces", "correction_number", "sent_by")
		texts = ("correction_reason", "council_text", "needs_next_year")
		rows = [
			[
				row.code,
				row.label,
				f"{flt(row.computed):.2f}",
				cint(row.is_empty),
				row.typed or "",
				row.reason or "",
			]
			for row in self.rows
		]
		return seal(
			{
				**{name: self.get(name) or "" for name in (*fields, *texts)},
				"period": [str(getdate(self.from_date)), str(getdate(self.to_date))],
				"sent_on": str(frappe.utils.get_datetime(self.sent_on).replace(microsecond=0)),
				"rows": rows,
			}
		)

	def is_intact(self) -> bool:
		"""Return whether a sent report still says what it said when it was sent."""
		return self.checksum == self.get_checksum()

	def on_submit(self):
		"""Keep the lists behind the numbers, and mark the report that this one corrects."""
		keep_lists(self.name, self.counted)
		if self.replaces:
			# db_set: the earlier version is submitted and says nothing else than before.
			frappe.db.set_value("Section Report", self.replaces, "status", CORRECTED)

	def before_update_after_submit(self):
		self.validate_shown()

	def validate_shown(self):
		"""Refuse showing a small number by anybody but the head, without a reason, or of level 1 (TypedValueError)."""
		stored = {row.name: row.is_shown_anyway for row in self.get_doc_before_save().rows}
		for row in self.rows:
			if row.is_shown_anyway and not stored.get(row.name):
				self.validate_shown_row(row)

	def validate_shown_row(self, row):
		if row.is_sensitive or not is_head(frappe.session.user) or not (row.shown_reason or "").strip():
			frappe.throw(
				_(
					"Row {0} ({1}): only the head shows a small number, with a reason, and never one about health, addiction, violence or disability."
				).format(row.idx, row.code),
				TypedValueError,
			)

	def before_cancel(self):
		"""Refuse cancelling (SentReportError)."""
		self.refuse_change()

	def refuse_change(self):
		frappe.throw(
			_("A sent report is not cancelled. Make a correction: it has its own number and reason."),
			SentReportError,
		)

	def get_values(self) -> dict[str, float | str | None]:
		"""Return code → what the row says."""
		return {row.code: get_value(row) for row in self.rows}


# Functions, because a text is translated for whoever reads it.
PERIODS = {
	"Half-Year Report": lambda: _("from 1 January to 30 June, or from 1 July to 31 December"),
	"Yearly Report": lambda: _("from 1 January to 31 December"),
	"Report of Another Period": lambda: _("whole months"),
}
EXAMPLES = {
	"Number": lambda: _("a whole number, e.g. 12"),
	"Hours": lambda: _("hours and minutes, e.g. 25:30"),
	"Amount": lambda: _("an amount with at most two decimals, e.g. 1234,50"),
	"Mean": lambda: _("a number with at most two decimals, e.g. 12,5"),
}
