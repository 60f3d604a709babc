"""The comparison of two assessments of a family, field by field."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

import frappe
from frappe import ValidationError, _
from frappe.model import table_fields
from frappe.utils import cint

from opsfamily.case.names import show_with_former
from opsfamily.core.comparison import ADDED, CHANGED, GONE, SAME, change_of, compared_rows
from opsfamily.core.former_names import is_same_name, normalize, split
from opsfamily.ops_paper.custom_fields import is_printed, paper_value
from opsfamily.ops_paper.downloads import send_sheet_pdf
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.documents import get_permitted, get_viewed_once


class AssessmentsOfTwoFamiliesError(ValidationError):
	"""Only assessments of one family can be compared."""


DOCTYPE = "Family Assessment"
TEMPLATE = "opsfamily/templates/print_formats/comparison.html"
# Fields that describe the whole document, or repeat another field.
LEFT_OUT = frozenset({"family", "assistant", "social_worker", "next_due", "handed_to_head_on", "taken_from"})
ROW_KEYS = {"Family Member": ("full_name",), "Family Income": ("recipient", "source")}
# Marks of a change that can be seen without colour.
SIGNS = {SAME: "", CHANGED: "≠", ADDED: "+", GONE: "−"}


class Line(NamedTuple):
	"""One field, or one row of a table. words: the change in words; the texts are escaped markup."""

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


def get_choices(family: str) -> list[frappe._dict]:
	"""Return the family's assessments that the user may see, drafts too, the newest first."""
	return frappe.get_list(
		DOCTYPE,
		filters={"family": family, "docstatus": ["<", 2]},
		fields=["name", "assessment_date", "kind", "docstatus"],
		order_by="assessment_date desc, creation desc",
		limit_page_length=0,
	)


def choose_pair(choices: list[frappe._dict], later: str, earlier: str) -> tuple[str | None, str | None]:
	"""Return (later, earlier): the names given, else the newest and the one before it."""
	names = [row.name for row in choices]
	later = later or (names[0] if names else "")
	before = names[names.index(later) + 1 :] if later in names else []
	return later or None, earlier or (before[0] if before else None)


def put_in_order(
	choices: list[frappe._dict], later: str | None, earlier: str | None
) -> tuple[str | None, str | None]:
	"""Return (later, earlier) by the days of the assessments, in whatever order they were chosen."""
	names = [row.name for row in choices]
	is_reversed = later in names and earlier in names and names.index(later) > names.index(earlier)
	return (earlier, later) if is_reversed else (later, earlier)


def format_label(assessment: frappe._dict) -> str:
	"""Return the label of a choice: `17.08.2026 – wstępna (OCENA-2026-0001)`."""
	draft = f", {_('Draft').lower()}" if assessment.docstatus == 0 else ""
	kind = _(assessment.kind).lower() if assessment.kind else ""
	return f"{paper_date(assessment.assessment_date)} – {kind} ({assessment.name}{draft})"


def render_comparison(earlier, later) -> str:
	"""Return both assessments as one HTML sheet for screen and paper (AssessmentsOfTwoFamiliesError)."""
	require_one_family(earlier, later)
	return render_parts(
		_("Assessment Comparison"), earlier, later, "assessment_date", get_parts(earlier, later)
	)


def render_parts(title: str, earlier, later, day_field: str, parts: list[Part]) -> str:
	"""Return the compared parts of two documents as one HTML sheet. day_field: the field with the day of each."""
	lines = [line for part in parts for line in part.lines]
	context = {
		"title": title,
		"earlier": earlier,
		"later": later,
		"day_field": day_field,
		"parts": parts,
		"changes": sum(line.change != SAME for line in lines),
	}
	return frappe.render_template(TEMPLATE, context)


def require_one_family(earlier, later) -> None:
	"""Refuse assessments of two families (AssessmentsOfTwoFamiliesError)."""
	if earlier.family != later.family:
		frappe.throw(
			_("{0} and {1} belong to two families.").format(earlier.name, later.name),
			AssessmentsOfTwoFamiliesError,
		)


def get_parts(earlier, later) -> list[Part]:
	"""Return the form's sections with the fields that the user may see, the office's custom fields included."""
	parts = [Part("", [])]
	for df in later.meta.fields:
		if df.fieldtype == "Section Break":
			parts.append(Part(_(df.label) if df.label else "", []))
		elif df.fieldname not in LEFT_OUT and is_printed(later, df):
			parts[-1].lines.extend(get_lines(earlier, later, df))
	return [part for part in parts if part.lines]


def get_lines(earlier, later, df) -> list[Line]:
	"""Return the line of a field, or the lines of a table."""
	if df.fieldtype in table_fields:
		return get_table_lines(earlier, later, df)
	before, after = get_value(earlier, df), get_value(later, df)
	change = change_of(before, after)
	words = describe_change(change, df, earlier, later)
	return [Line(_(df.label), before, make_bold(after) if change != SAME else after, change, words)]


def describe_change(change: str, df, earlier, later) -> str:
	"""Return the change in words; for a rating, whether it is better."""
	before, after = (cint(doc.get(df.fieldname)) for doc in (earlier, later))
	if change == CHANGED and df.fieldname.endswith("_rating") and before and after:
		return _("better") if after > before else _("worse")
	return format_change(change)


def format_change(change: str) -> str:
	"""Return the kind of a change in words."""
	words = {SAME: _("no change"), CHANGED: _("changed"), ADDED: _("added"), GONE: _("gone")}
	return words[change]


def get_table_lines(earlier, later, df) -> list[Line]:
	"""Return a line for each row, labelled by its first column, with the columns that changed.

	Rows of a table that the office added say whose they are: only the app's tables stand under a heading of their own.
	"""
	fields = frappe.get_meta(df.options).fields
	shown = [column for column in fields if column.label and is_printed(later, column)]
	if not shown:
		return []
	first = shown[0]
	before, after = ([get_values(row, shown) for row in doc.get(df.fieldname)] for doc in (earlier, later))
	show_renamed(first.fieldname, before, after, get_former_names(later))
	pairs = compared_rows(before, after, ROW_KEYS.get(df.options, (first.fieldname,)))
	table = _(df.label) if df.get("is_custom_field") else ""
	return [make_line(pair, first, shown[1:], table) for pair in pairs]


def get_former_names(later) -> dict[str, str]:
	"""Return former name (normalized) → current name of the members of the later assessment."""
	return {
		normalize(name): member.full_name for member in later.household for name in split(member.former_names)
	}


def show_renamed(column: str, before: list[dict], after: list[dict], renamed: dict[str, str]) -> None:
	"""Name the rows of a renamed person alike on both sides, „Maria Nowa (dawniej: Maria Stara)”."""
	for row in before:
		former = row[column].unescape()
		current = renamed.get(normalize(former))
		if not current:
			continue
		shown = escape(show_with_former(current, [former]))
		for same in (row, *(other for other in after if is_same_name(other[column].unescape(), current))):
			same[column] = shown


def get_values(row, columns: list) -> dict[str, Markup]:
	"""Return fieldname → value of a row on paper."""
	return {df.fieldname: get_value(row, df) for df in columns}


def get_value(doc, df) -> Markup:
	"""Return the field's value on paper; empty for an unset Int and an unticked Check."""
	return (
		Markup() if df.fieldtype in ("Check", "Int") and not doc.get(df.fieldname) else paper_value(doc, df)
	)


def make_line(pair, first, columns: list, table: str) -> Line:
	"""Return the line of a pair of rows. first: the column that labels it; columns: the others; table: its name, if it is
	to be said."""
	name = Markup(": ").join(filter(None, (escape(table), (pair.later or pair.earlier)[first.fieldname])))
	changed = [_(df.label) for df in columns if df.fieldname in pair.changed]
	words = ": ".join(filter(None, (format_change(pair.change), ", ".join(changed))))
	marked = [df.fieldname for df in columns] if pair.change == ADDED else pair.changed
	earlier, later = format_row(pair.earlier, columns, ()), format_row(pair.later, columns, marked)
	return Line(name, earlier, later, pair.change, words)


def format_row(row: dict | None, columns: list, marked: Iterable[str]) -> Markup:
	"""Return the row's values with their labels, one under the other; marked: the fieldnames to put in bold."""
	lines = [
		(df.fieldname, Markup("{}: {}").format(_(df.label), row[df.fieldname]))
		for df in columns
		if row and row[df.fieldname]
	]
	return Markup("<br>").join(make_bold(line) if name in marked else line for name, line in lines)


def make_bold(text: Markup) -> Markup:
	return Markup("<strong>{}</strong>").format(text)


def get_screen(family: str, later: str, earlier: str) -> dict:
	"""Return the content of the page: the names of the pair, the family's choices, and `html`.

	By default the family's newest assessment and the one before it. Raises AssessmentsOfTwoFamiliesError.
	"""
	get_permitted("Family", family, "read")
	choices = get_choices(family)
	later, earlier = put_in_order(choices, *choose_pair(choices, later, earlier))
	return {
		"family": family,
		"later": later,
		"earlier": earlier,
		"choices": [{"value": row.name, "label": format_label(row)} for row in choices],
		"html": get_comparison_html(earlier, later),
	}


def get_comparison_html(earlier: str | None, later: str | None) -> str:
	"""Return the comparison of two names as HTML, or a sentence when there is no pair."""
	if not (earlier and later):
		return _("There are no two assessments to compare.")
	return render_comparison(*(get_viewed_once(DOCTYPE, name) for name in (earlier, later)))


def send_pdf(later: str, earlier: str) -> None:
	"""Answer with the pair as PDF, for users who may print both; the print of both is logged."""
	both = [get_permitted(DOCTYPE, name, "print") for name in (earlier, later)]
	both.sort(key=lambda doc: (doc.assessment_date, doc.creation))
	sheet, filename = render_comparison(*both), f"{both[1].name}-{both[0].name}.pdf"
	send_sheet_pdf(sheet, _("Assessment Comparison"), filename, both)
