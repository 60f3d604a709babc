import re

import frappe
from frappe import ValidationError, _
from frappe.utils import cint

from opsfamily.case.dictionaries import DictionaryEntry
from opsfamily.case.office_columns import get_shared_columns
from opsfamily.clocks import own
from opsfamily.clocks.register import is_clock_of_ours
from opsfamily.core import sheets
from opsfamily.core.deadlines import MOST_DAYS


class SheetQuestionError(ValidationError):
	"""A question of the template is not whole: no words, no choices, or the same as another one."""


class SheetNameTakenError(ValidationError):
	"""There is another sheet of this name."""


class SheetClockError(ValidationError):
	"""The days of a sheet's deadline are out of bounds, or another deadline has the name of the sheet."""


# A word that fits a cell of a report.
CODE = re.compile(r"[\w-]{1,40}")


class SheetTemplate(DictionaryEntry):
	"""A sheet of the office's own: its questions, what it is filled in for, and its deadline.

	A changed question makes a new version; sheets that were begun keep the wording of theirs.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.sheet_question.sheet_question import SheetQuestion

		disabled: DF.Check
		first_after_days: DF.Int
		interval_days: DF.Int
		intro: DF.SmallText | None
		part: DF.Literal["Family Assistant", "Social Worker", "Case Manager", "Coordinator"]
		questions: DF.Table[SheetQuestion]
		signatures: DF.SmallText | None
		source: DF.SmallText | None
		template_name: DF.Data
		used_for: DF.Literal["The Family on a Day", "A Visit", "A Work Plan"]
		version: DF.Int
	# end: auto-generated types

	def before_insert(self):
		self.validate_name_is_free()

	def validate(self):
		self.validate_has_questions()
		for row in self.questions:
			self.validate_words(row)
			self.validate_choices(row)
			self.validate_code(row)
		self.validate_told_apart()
		self.validate_days()
		self.validate_clock_name(self.template_name)
		self.set_version()

	def before_rename(self, old: str, new: str, merge: bool = False):
		super().before_rename(old, new, merge)
		self.validate_clock_name(new)

	def validate_name_is_free(self):
		"""Refuse a second sheet of the same name, whatever its capitals (SheetNameTakenError)."""
		taken = self.template_name and frappe.db.exists("Sheet Template", self.template_name.strip())
		if taken:
			frappe.throw(
				_("{0}: there is a sheet “{1}” already. Change it, or choose another name.").format(
					frappe.bold(_(self.meta.get_label("template_name"))), frappe.utils.escape_html(taken)
				),
				SheetNameTakenError,
			)

	def validate_has_questions(self):
		"""Refuse a template without a question (SheetQuestionError)."""
		if not self.questions:
			frappe.throw(
				_("{0}: a sheet has at least one question.").format(
					frappe.bold(_(self.meta.get_label("questions")))
				),
				SheetQuestionError,
			)

	def validate_words(self, row):
		"""Refuse a question without words (SheetQuestionError)."""
		if not (row.question_text or "").strip():
			self.refuse(row, "question_text", _("write the question."))

	def validate_choices(self, row):
		"""Refuse too few or equal choices, and a table too wide for a sheet of paper (SheetQuestionError)."""
		choices, fewest = sheets.get_choices(row.choices), sheets.FEWEST_CHOICES.get(row.kind, 0)
		if len(choices) < fewest:
			self.refuse(row, "choices", _("at least {0}, each in a line of its own.").format(fewest))
		if fewest and len(set(choices)) < len(choices):
			self.refuse(row, "choices", _("two lines are the same."))
		if row.kind == sheets.TABLE and len(choices) > sheets.MOST_COLUMNS:
			self.refuse(row, "choices", _("at most {0} columns fit a sheet.").format(sheets.MOST_COLUMNS))

	def validate_code(self, row):
		"""Refuse a code with signs that reports part it by, and one of two questions (SheetQuestionError)."""
		row.code = (row.code or "").strip()
		if row.code and not CODE.fullmatch(row.code):
			self.refuse(row, "code", _("letters, digits, - and _ only."))
		if row.code and [(each.code or "").strip() for each in self.questions].count(row.code) > 1:
			self.refuse(row, "code", _("another question has this code."))

	def validate_told_apart(self):
		"""Refuse the same question twice in a section: answers are found by its words (SheetQuestionError)."""
		seen = set()
		for row, question in zip(self.questions, self.get_questions(), strict=True):
			key = sheets.key_of(question)
			if key in seen:
				self.refuse(row, "question_text", _("this section has the same question already."))
			seen.add(key)

	def validate_days(self):
		"""Refuse days of the deadline that are none (SheetClockError)."""
		for fieldname in ("first_after_days", "interval_days"):
			if not 0 <= cint(self.get(fieldname)) <= MOST_DAYS:
				label = frappe.bold(_(self.meta.get_label(fieldname)))
				why = _("a number of days from 0 to {0}.").format(MOST_DAYS)
				frappe.throw(f"{label}: {why}", SheetClockError)

	def validate_clock_name(self, name: str):
		"""Refuse a sheet with a deadline of the same name as another one (SheetClockError)."""
		if self.first_after_days or self.interval_days:
			if name in own.get_names() or is_clock_of_ours(name):
				label = frappe.bold(_(self.meta.get_label("template_name")))
				why = _("there is another clock of this name.")
				frappe.throw(f"{label}: {why}", SheetClockError)

	def refuse(self, row, fieldname: str, why: str):
		"""Refuse a field of a question (SheetQuestionError). why: a translated sentence."""
		label = frappe.bold(_(row.meta.get_label(fieldname)))
		frappe.throw(_("Row {0}: {1}").format(row.idx, f"{label}: {why}"), SheetQuestionError)

	def set_version(self):
		"""Count the version up when a question changed, whatever a client sends."""
		before = self.get_doc_before_save()
		self.version = 1
		if before:
			self.version = before.version + (self.get_wording() != before.get_wording())

	def get_wording(self) -> list[tuple]:
		"""Return the questions in their order, comparable with those of another version."""
		asked = [row.asked_of for row in self.questions]
		return list(zip(map(sheets.wording_of, self.get_questions()), asked, strict=True))

	def get_questions(self) -> list[frappe._dict]:
		"""Return the questions as a sheet copies them: fields of WORDING, `asked_of`, and columns of the office's own that
		answers have too; each with its section."""
		sections = sheets.fill_down(row.section for row in self.questions)
		fields = (*sheets.WORDING, "asked_of", *get_shared_columns("Sheet Question", "Sheet Answer"))
		return [
			frappe._dict({name: row.get(name) for name in fields}, section=section)
			for row, section in zip(self.questions, sections, strict=True)
		]
