import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import escape_html, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.office_columns import get_added_fields
from opsfamily.core import sheets
from opsfamily.ops_casework.doctype.family_sheet.beginning import (
	OF_TEMPLATE,
	copy_from_template,
	find_last,
	get_column,
	get_rows_now,
	make_rows,
)
from opsfamily.permissions.gate import can_read_sensitive_fields


class SheetWordingError(ValidationError):
	"""The questions of a sheet come from its template; a sheet that was begun keeps its own wording."""


class NobodyToAskError(ValidationError):
	"""The sheet asks for each child or member only, and the household has none on its day."""


class SheetAnswerError(ValidationError):
	"""An answer does not fit its question."""


class UnansweredQuestionError(ValidationError):
	"""A question that must be answered has no answer."""


# Set from the template when the sheet is begun.
COPIED = ("sheet_title", "template_version", "previous", *OF_TEMPLATE)


class FamilySheet(CaseDocument):
	"""A sheet of the office's own, filled in for a family on a day, for a visit or a work plan.

	It keeps the wording that its template had when it was begun.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.sheet_answer.sheet_answer import SheetAnswer

		amended_from: DF.Link | None
		answers: DF.Table[SheetAnswer]
		family: DF.Link
		filled_in_by: DF.Link | None
		filled_in_by_name: DF.Data | None
		intro: DF.SmallText | None
		naming_series: DF.Literal["ARKUSZ-.YYYY.-.####"]
		plan: DF.Link | None
		previous: DF.Link | None
		representative: DF.Data | None
		sheet_date: DF.Date
		sheet_title: DF.Data | None
		signatures: DF.SmallText | None
		template: DF.Link
		template_version: DF.Int
		used_for: DF.Literal["The Family on a Day", "A Visit", "A Work Plan"]
		visit: DF.Link | None
	# end: auto-generated types

	def onload(self):
		"""Tell the form of rows for people who came since a draft was begun (`coming`, each with its place, from 0)."""
		if self.docstatus == 0 and not self.is_new() and self.has_permission("write"):
			rows = get_rows_now(self)
			coming = [{**row, "at": at} for at, row in enumerate(rows) if not isinstance(row, Document)]
			if not can_read_sensitive_fields(self.doctype):
				coming = [{**row, "sensitive_answer": None} for row in coming]
			self.set_onload("coming", coming)

	def before_insert(self):
		super().before_insert()
		self.begin()

	def begin(self):
		"""Set the rows in the wording of the template, or of the amended sheet, with the answers given so far."""
		if self.amended_from:
			source = frappe.get_doc(self.doctype, self.amended_from)
			self.update({name: source.get(name) for name in (*COPIED, "template")})
			self.set_rows([row.as_dict(no_default_fields=True) for row in source.answers])
		elif self.template and frappe.db.exists("Sheet Template", self.template):
			template, day = frappe.get_doc("Sheet Template", self.template), getdate(self.sheet_date)
			self.update(copy_from_template(template))
			self.previous = find_last(self.family, self.template, day)
			self.set_rows(make_rows(template, self.family, day, self.previous))

	def set_rows(self, rows: list[dict]):
		"""Set the answers to these rows; what was sent along goes first. Raises SheetWordingError, NobodyToAskError."""
		sent = {sheets.key_of(row): row for row in self.answers}
		unknown = sent.keys() - {sheets.key_of(row) for row in rows}
		if unknown:
			key = min(unknown)
			self.refuse_wording(" – ".join(filter(None, (key.person, key.question))))
		self.validate_somebody_to_ask(rows)
		self.set("answers", [])
		for row in rows:
			given = sent.get(sheets.key_of(row))
			typed = {name: given.get(name) for name in get_typed_columns()} if given else {}
			self.append("answers", {**row, **typed})

	def validate_somebody_to_ask(self, rows: list[dict]):
		"""Refuse a sheet without any question for this family (NobodyToAskError)."""
		if not rows:
			frappe.throw(
				_(
					"{0}: it asks for each child or member, and the family's page has none on this day. A child is known by the date of birth."
				).format(self.label_of("template")),
				NobodyToAskError,
			)

	def refuse_wording(self, text: str):
		frappe.throw(
			_("{0}: “{1}” is no question of the sheet. The questions come from the template.").format(
				self.label_of("answers"), escape_html(text)
			),
			SheetWordingError,
		)

	def validate(self):
		self.refuse_future("sheet_date")
		self.require_same_family("Family Visit", self.visit, "visit")
		self.require_same_family("Family Work Plan", self.plan, "plan")
		self.keep_copied()
		self.validate_wording()
		self.add_people()
		self.set_answers()

	def keep_copied(self):
		"""Restore what came from the template, whatever a client sends."""
		before = self.get_doc_before_save()
		if before:
			self.update({name: before.get(name) for name in COPIED})

	def validate_wording(self):
		"""Refuse questions that were reworded, added or left out (SheetWordingError); keep whom each is about."""
		before = self.get_doc_before_save()
		if not before:
			return
		stored = {row.name: row for row in before.answers}
		by_key = {sheets.key_of(row): row for row in (*get_rows_now(before), *before.answers)}
		for row in self.answers:
			known = stored.get(row.name) or by_key.get(sheets.key_of(row))
			if not known or sheets.wording_of(known) != sheets.wording_of(row):
				self.refuse_wording(row.question_text or "")
			# A name may have been corrected on the family's page while the form was open.
			row.person = known.get("person")
		self.validate_whole(before.answers)

	def validate_whole(self, stored: list):
		"""Refuse a sheet that asks a question twice, or leaves one out that it has asked (SheetWordingError)."""
		keys = [sheets.key_of(row) for row in self.answers]
		odd = [key for key in keys if keys.count(key) > 1]
		odd += [key for key in map(sheets.key_of, stored) if key not in keys]
		if odd:
			self.refuse_wording(odd[0].question)

	def add_people(self):
		"""Ask a draft's questions about who is in the household on its day; answers are kept, whoever left since."""
		before = self.get_doc_before_save()
		if before and before.docstatus == 0:
			self.set("answers", get_rows_now(self))
			for number, row in enumerate(self.answers, 1):
				row.idx = number

	def set_answers(self):
		"""Store each answer in the form of its kind, in the column of its level. Raises SheetAnswerError."""
		for row in self.answers:
			column = get_column(row)
			self.validate_column(row, column)
			answer = row.get(column) or ""
			try:
				fitting = sheets.normalize(row.kind, row.choices, answer)
			except sheets.BadAnswerError as error:
				self.refuse_answer(row, self.explain(row, error))
			if fitting != answer:
				row.set(column, fitting)

	def validate_column(self, row, column: str):
		"""Refuse an answer in the column of the other level, where others would read it (SheetAnswerError)."""
		other = "answer" if column == "sensitive_answer" else "sensitive_answer"
		if (row.get(other) or "").strip():
			label = frappe.bold(_(row.meta.get_label(column)))
			self.refuse_answer(row, _("this answer is written in the field {0}.").format(label))

	def explain(self, row, error: sheets.BadAnswerError) -> str:
		"""Return in words why an answer does not fit."""
		what = escape_html(error.text[:80])
		if error.reason == sheets.NOT_A_NUMBER:
			return _("“{0}” is no number; write e.g. 3 or 2,5.").format(what)
		if error.reason == sheets.NOT_A_DAY:
			return _("“{0}” is no day; write it as RRRR-MM-DD, e.g. 2026-10-05.").format(what)
		if error.reason == sheets.TOO_MANY_CELLS:
			return _("“{0}” has more cells than the table has columns.").format(what)
		choices = sheets.get_choices(row.choices) or [_("Yes"), _("No")]
		return _("“{0}” is none of the choices: {1}.").format(what, escape_html(", ".join(choices)))

	def refuse_answer(self, row, why: str):
		"""Refuse the answer of a row, naming its question (SheetAnswerError). why: a translated sentence."""
		frappe.throw(_("Row {0}: {1}").format(row.idx, f"{name_question(row)}: {why}"), SheetAnswerError)

	def before_submit(self):
		self.validate_answered()

	def validate_answered(self):
		"""Refuse missing answers of questions that must be answered, and name the first (UnansweredQuestionError)."""
		missing = sheets.get_unanswered(
			(sheets.is_ticked(row, "is_required"), row.get(get_column(row))) for row in self.answers
		)
		if missing:
			row = self.answers[missing[0] - 1]
			frappe.throw(
				_("Row {0}: {1} has no answer ({2} without an answer that must have one).").format(
					row.idx, name_question(row), len(missing)
				),
				UnansweredQuestionError,
			)


def get_typed_columns() -> tuple[str, ...]:
	"""Return the columns of a row that are filled in: the answers, and what the office added."""
	return ("answer", "sensitive_answer", *(df.fieldname for df in get_added_fields("Sheet Answer")))


def name_question(row) -> str:
	"""Return the question of a row, with whom it is about, for messages; escaped."""
	parts = (row.person, row.question_text)
	return frappe.bold(escape_html(" – ".join(part.strip() for part in parts if part)))
