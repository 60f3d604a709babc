"""Two assessments of a family side by side, field by field, for a reader of both."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

import frappe
from frappe import ValidationError, _
from frappe.model import table_fields
from frappe.utils import cint

from opsfamily.core.comparison import ADDED, CHANGED, GONE, SAME, change_of, compared_rows
from opsfamily.ops_paper.custom_fields import is_printed, paper_value
from opsfamily.ops_paper.downloads import send_sheet_pdf
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.documents import get_permitted, get_viewed_once


class AssessmentsOfTwoFamiliesError(ValidationError):
	"""Two assessments are compared within one family."""


DOCTYPE = "Family Assessment"
TEMPLATE = "opsfamily/templates/print_formats/comparison.html"
# Said of the paper as a whole, or by another field in words.
LEFT_OUT = frozenset({"family", "assistant", "social_worker", "next_due", "handed_to_head_on"})
ROW_KEYS = {"Family Member": ("full_name",), "Family Income": ("recipient", "source")}
# What can be seen without colour.
SIGNS = {SAME: "", CHANGED: "≠", ADDED: "+", GONE: "−"}


class Line(NamedTuple):
	"""One field, or one row of a table; the texts are escaped markup."""

	label: str | Markup
	earlier: Markup
	later: Markup
	change: str
	words: str

	@property
	def sign(self) -> str:
		return SIGNS[self.change]


class Part(NamedTuple):
	"""A section of the form."""

	heading: str
	lines: list[Line]


def choices_of(family: str) -> list[frappe._dict]:
	"""The family's assessments that the reader may see, drafts too, the newest first."""
	return frappe.get_list(
		DOCTYPE,
		filters={"family": family, "docstatus": ["<", 2]},
		fields=["name", "assessment_date", "kind", "docstatus"],
		order_by="assessment_date desc, creation desc",
		limit_page_length=0,
	)


def chosen(choices: list[frappe._dict], later: str, earlier: str) -> tuple[str | None, str | None]:
	"""(later, earlier): what was asked for, else the newest, and the one before it."""
	names = [row.name for row in choices]
	later = later or (names[0] if names else "")
	before = names[names.index(later) + 1 :] if later in names else []
	return later or None, earlier or (before[0] if before else None)


def label_of(assessment: frappe._dict) -> str:
	"""`17.08.2026 – początkowa (OCENA-2026-0001)`"""
	draft = f", {_('Draft').lower()}" if assessment.docstatus == 0 else ""
	kind = _(assessment.kind).lower() if assessment.kind else ""
	return f"{paper_date(assessment.assessment_date)} – {kind} ({assessment.name}{draft})"


def comparison_html(earlier, later) -> str:
	"""Both assessments as one sheet, on screen and on paper. Raises AssessmentsOfTwoFamiliesError."""
	require_one_family(earlier, later)
	parts = compared(earlier, later)
	lines = [line for part in parts for line in part.lines]
	context = {
		"earlier": earlier,
		"later": later,
		"parts": parts,
		"changes": sum(line.change != SAME for line in lines),
	}
	return frappe.render_template(TEMPLATE, context)


def require_one_family(earlier, later) -> None:
	if earlier.family != later.family:
		frappe.throw(
			_("{0} and {1} belong to two families.").format(earlier.name, later.name),
			AssessmentsOfTwoFamiliesError,
		)


def compared(earlier, later) -> list[Part]:
	"""The form's sections with what the reader may see of them, fields that the office added as well."""
	parts = [Part("", [])]
	for df in later.meta.fields:
		if df.fieldtype == "Section Break":
			parts.append(Part(_(df.label) if df.label else "", []))
		elif df.fieldname not in LEFT_OUT and is_printed(later, df):
			parts[-1].lines.extend(lines_of(earlier, later, df))
	return [part for part in parts if part.lines]


def lines_of(earlier, later, df) -> list[Line]:
	if df.fieldtype in table_fields:
		return lines_of_table(earlier, later, df)
	before, after = value_of(earlier, df), value_of(later, df)
	change = change_of(before, after)
	words = words_of(change, df, earlier, later)
	return [Line(_(df.label), before, bold(after) if change != SAME else after, change, words)]


def words_of(change: str, df, earlier, later) -> str:
	"""The change in a word; of a rating, whether it is better."""
	before, after = (cint(doc.get(df.fieldname)) for doc in (earlier, later))
	if change == CHANGED and df.fieldname.endswith("_rating") and before and after:
		return _("better") if after > before else _("worse")
	return said(change)


def said(change: str) -> str:
	words = {SAME: _("no change"), CHANGED: _("changed"), ADDED: _("added"), GONE: _("gone")}
	return words[change]


def lines_of_table(earlier, later, df) -> list[Line]:
	"""A line for each row, named by its first column; in a changed one, what of it changed."""
	first, *columns = [column for column in frappe.get_meta(df.options).fields if is_printed(later, column)]
	before, after = (
		[values_of(row, [first, *columns]) for row in doc.get(df.fieldname)] for doc in (earlier, later)
	)
	pairs = compared_rows(before, after, ROW_KEYS.get(df.options, (first.fieldname,)))
	return [line_of_row(pair, first, columns) for pair in pairs]


def values_of(row, columns: list) -> dict[str, Markup]:
	return {df.fieldname: value_of(row, df) for df in columns}


def value_of(doc, df) -> Markup:
	"""The field's value on paper; a number that was not filled in and a box that is not ticked say nothing."""
	return (
		Markup() if df.fieldtype in ("Check", "Int") and not doc.get(df.fieldname) else paper_value(doc, df)
	)


def line_of_row(pair, first, columns: list) -> Line:
	name = (pair.later or pair.earlier)[first.fieldname]
	changed = [_(df.label) for df in columns if df.fieldname in pair.changed]
	words = ": ".join(filter(None, (said(pair.change), ", ".join(changed))))
	marked = [df.fieldname for df in columns] if pair.change == ADDED else pair.changed
	earlier, later = in_words(pair.earlier, columns, ()), in_words(pair.later, columns, marked)
	return Line(name, earlier, later, pair.change, words)


def in_words(row: dict | None, columns: list, marked: Iterable[str]) -> Markup:
	"""The row's values with their labels, one under the other, those that changed in bold."""
	lines = [
		(df.fieldname, Markup("{}: {}").format(_(df.label), row[df.fieldname]))
		for df in columns
		if row and row[df.fieldname]
	]
	return Markup("<br>").join(bold(line) if name in marked else line for name, line in lines)


def bold(text: Markup) -> Markup:
	return Markup("<strong>{}</strong>").format(text)


def get_screen(family: str, later: str, earlier: str) -> dict:
	"""Return what the page shows: the names of the pair, the family's choices, and `html`.

	By default the family's newest assessment and the one before it. Raises AssessmentsOfTwoFamiliesError.
	"""
	get_permitted("Family", family, "read")
	choices = choices_of(family)
	later, earlier = chosen(choices, later, earlier)
	return {
		"family": family,
		"later": later,
		"earlier": earlier,
		"choices": [{"value": row.name, "label": label_of(row)} for row in choices],
		"html": compared_html(earlier, later),
	}


def compared_html(earlier: str | None, later: str | None) -> str:
	"""Return the pair side by side; without a pair the sentence that says so."""
	if not (earlier and later):
		return _("There are no two assessments to compare.")
	return comparison_html(*(get_viewed_once(DOCTYPE, name) for name in (earlier, later)))


def send_pdf(later: str, earlier: str) -> None:
	"""Answer with the pair as PDF, for users who may print both; the print of both is logged."""
	both = [get_permitted(DOCTYPE, name, "print") for name in (earlier, later)]
	sheet, filename = comparison_html(*both), f"{later}-{earlier}.pdf"
	send_sheet_pdf(sheet, _("Assessment Comparison"), filename, both)
