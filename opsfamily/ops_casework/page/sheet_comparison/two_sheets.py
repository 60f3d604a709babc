"""The comparison of two sheets of a family on one template, question by question."""

from __future__ import annotations

from itertools import groupby

import frappe
from frappe import ValidationError, _

from opsfamily.core import sheets
from opsfamily.core.comparison import CHANGED, SAME, change_of
from opsfamily.ops_casework.page.assessment_comparison.comparison import (
	Line,
	Part,
	format_change,
	make_bold,
	render_parts,
)
from opsfamily.ops_paper.downloads import send_sheet_pdf
from opsfamily.ops_paper.own_sheets import format_row, get_answer
from opsfamily.ops_paper.values import paper_date, paper_text
from opsfamily.permissions.documents import get_permitted, get_viewed_once

SHEET = "Family Sheet"


class SheetsNotAlikeError(ValidationError):
	"""Only two sheets of one family on one template can be compared."""


def get_screen(later: str, earlier: str) -> dict:
	"""Return the content of the page: `later`, `earlier`, the earlier `choices`, and `html`.

	By default with the sheet before it. Raises SheetsNotAlikeError, PermissionError.
	"""
	sheet = get_viewed_once(SHEET, later)
	choices = get_others(sheet)
	earlier = earlier or choose_earlier(sheet, choices)
	return {
		"later": sheet.name,
		"earlier": earlier,
		"title": sheet.sheet_title,
		"choices": [{"value": row.name, "label": format_label(row)} for row in choices],
		"html": render(*put_in_order(get_viewed_once(SHEET, earlier), sheet))
		if earlier
		else _("There are no two sheets to compare."),
	}


def get_others(sheet) -> list[frappe._dict]:
	"""Return the family's other sheets on the template that the user may see, drafts too, the newest first."""
	filters = {"family": sheet.family, "template": sheet.template, "docstatus": ["<", 2]}
	return frappe.get_list(
		SHEET,
		filters={**filters, "name": ["!=", sheet.name]},
		fields=["name", "sheet_date", "creation", "docstatus"],
		order_by="sheet_date desc, creation desc",
		limit_page_length=0,
	)


def choose_earlier(sheet, choices: list[frappe._dict]) -> str | None:
	"""Return the newest sheet before this one, or any other where there is none."""
	before = [row for row in choices if (row.sheet_date, row.creation) < (sheet.sheet_date, sheet.creation)]
	return next((row.name for row in (*before, *choices)), None)


def format_label(row: frappe._dict) -> str:
	"""Return the label of a choice: `17.08.2026 (ARKUSZ-2026-0001)`."""
	draft = f", {_('Draft').lower()}" if row.docstatus == 0 else ""
	return f"{paper_date(row.sheet_date)} ({row.name}{draft})"


def put_in_order(one, other) -> tuple:
	"""Return two sheets, the earlier one first."""
	return tuple(sorted((one, other), key=lambda sheet: (sheet.sheet_date, sheet.creation)))


def render(earlier, later) -> str:
	"""Return both sheets as one HTML sheet for screen and paper (SheetsNotAlikeError)."""
	if (earlier.family, earlier.template) != (later.family, later.template):
		frappe.throw(
			_("{0} and {1} are not the same sheet of one family.").format(earlier.name, later.name),
			SheetsNotAlikeError,
		)
	title = f"{_('Sheet Comparison')}: {later.sheet_title}"
	return render_parts(title, earlier, later, "sheet_date", get_parts(earlier, later))


def get_parts(earlier, later) -> list[Part]:
	"""Return the questions of the later sheet in their order, then those that it no longer asks."""
	for doc in (earlier, later):
		doc.apply_fieldlevel_read_permissions()
	before, after = ({key_of(row): row for row in doc.answers} for doc in (earlier, later))
	pairs = [(before.get(key), row) for key, row in after.items()]
	pairs += [(row, None) for key, row in before.items() if key not in after]
	grouped = groupby(pairs, lambda pair: get_heading(pair[1] or pair[0]))
	return [Part(heading, [make_line(*pair) for pair in run]) for heading, run in grouped]


def key_of(row) -> tuple:
	"""Return by what a question is found in another version: its code, else its section and words; and the person."""
	key = sheets.key_of(row)
	return (row.code, key.person) if row.code else key


def get_heading(row) -> str:
	"""Return the section of a row, with whom it is about."""
	return ": ".join(filter(None, (row.section, row.person)))


def make_line(before, after) -> Line:
	"""Return the line of a question; None: one of the sheets does not ask it."""
	texts = [format_row(row) if row else "" for row in (before, after)]
	change, (earlier, later) = change_of(*texts), map(paper_text, texts)
	words = describe_change(change, before, after)
	question = (after or before).question_text or ""
	return Line(question, earlier, make_bold(later) if change != SAME else later, change, words)


def describe_change(change: str, before, after) -> str:
	"""Return the change in words; of a number or a place on one scale, which way it went."""
	if change == CHANGED and before.choices == after.choices:
		numbers = [sheets.get_number(row.kind, row.choices, get_answer(row)) for row in (before, after)]
		if None not in numbers:
			return _("higher") if numbers[1] > numbers[0] else _("lower")
	return format_change(change)


def send_pdf(later: str, earlier: str) -> None:
	"""Answer with the pair as PDF, for users who may print both; the print of both is logged."""
	both = put_in_order(*(get_permitted(SHEET, name, "print") for name in (earlier, later)))
	filename = f"{both[1].name}-{both[0].name}.pdf"
	send_sheet_pdf(render(*both), _("Sheet Comparison"), filename, list(both))
