"""The paper of a sheet of the office's own, filled in or blank: its blocks of questions and answers, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

import frappe
from frappe import _

from opsfamily.case.office_columns import get_added_fields
from opsfamily.core import sheets
from opsfamily.ops_paper import pages
from opsfamily.ops_paper.custom_fields import paper_value
from opsfamily.ops_paper.values import paper_date, paper_text
from opsfamily.permissions.gate import can_read_sensitive_fields

SHEET, TEMPLATE = "Family Sheet", "Sheet Template"
YES_OR_NO = {sheets.YES: "tak", sheets.NO: "nie"}
WITHHELD = "(odpowiedź do wglądu osób uprawnionych)"
# On a blank sheet there is room for so many children or members.
BLANK_PEOPLE, BLANK_PERSON, BLANK_ROWS = 2, "(imię i nazwisko) ……………………………………………", 4
QUESTION_WIDTH = 38
# Signs: choices no longer than this stand in one line.
SHORT_CHOICE = 3
# Millimetres: of a row, of one for a long text to be written by pen, of a heading, and of the head of the sheet.
ROW, LONG_ROW, HEADING, HEAD = 8, 32, 10, 55


def paper_sheet(doc, letter_head: str | None = None) -> frappe._dict:
	"""Return a sheet for its paper: `title`, `intro`, `signatures` and `blocks`.

	A block has a `heading` and either `rows`, (question, answer, millimetres), or a `table` with `heads`, `rows` and
	`widths`, and `above`, the millimetres taken on its first page. doc: a sheet, or a template for a blank one.
	"""
	source = _get_source(doc)
	rows = _get_rows(source) if source else []
	above = HEAD + pages.letter_head_height(letter_head)
	return frappe._dict(
		title=(source.get("sheet_title") or source.get("template_name")) if source else "Arkusz",
		intro=source.get("intro") if source else "",
		signatures=sheets.get_choices(source.get("signatures")) if source else [],
		blocks=list(_place(_get_blocks(rows, doc.doctype == SHEET and bool(doc.get("answers"))), above)),
	)


def _get_source(doc):
	"""Return the document with the questions: a blank form has those of the office's newest sheet."""
	if doc.doctype == TEMPLATE or doc.get("answers"):
		return doc
	filters = {"name": doc.template} if doc.get("template") else {"disabled": 0}
	names = frappe.get_list(
		TEMPLATE, filters=filters, pluck="name", order_by="creation desc", limit_page_length=1
	)
	return frappe.get_doc(TEMPLATE, names[0]) if names else None


def _get_rows(source) -> list:
	if source.doctype != TEMPLATE:
		return source.answers
	people = [BLANK_PERSON] * BLANK_PEOPLE
	arranged = sheets.arrange(source.get_questions(), {sheets.EACH_CHILD: people, sheets.EACH_MEMBER: people})
	# Two blocks of a blank sheet differ by nothing but their place.
	return [frappe._dict(question, person=person) for question, person in arranged]


def _get_blocks(rows: list, is_filled: bool) -> Iterator[frappe._dict]:
	"""Yield the blocks: for each section and person the questions, with the tables among them each alone."""
	for (section, person, _number), group in groupby(_with_parts(rows), lambda pair: pair[1]):
		heading = ": ".join(filter(None, (section, person)))
		for is_table, run in groupby((row for row, _part in group), lambda row: row.kind == sheets.TABLE):
			for block in _get_tables(run, is_filled) if is_table else [_get_list(run, is_filled)]:
				yield frappe._dict(block, heading=heading)
				heading = ""


def _with_parts(rows: list) -> Iterator[tuple]:
	"""Yield (row, its part); a question that comes again begins a new part, as on a blank sheet."""
	seen, number = set(), 0
	for row in rows:
		key = sheets.key_of(row)
		if key in seen:
			number, seen = number + 1, set()
		seen.add(key)
		yield row, (row.section or "", row.person or "", number)


def _get_list(rows, is_filled: bool) -> dict:
	return {"rows": [_get_line(row, is_filled) for row in rows]}


def _get_line(row, is_filled: bool) -> tuple[Markup, str, float]:
	answer = format_row(row) if is_filled else get_blank_answer(row)
	return label_question(row), answer, LONG_ROW if row.kind == sheets.LONG_TEXT and not is_filled else ROW


def _get_tables(rows, is_filled: bool) -> Iterator[dict]:
	for row in rows:
		heads = sheets.get_choices(row.choices)
		cells = sheets.get_cells(get_answer(row), len(heads)) if is_filled else []
		empty = [[""] * len(heads)] * (1 if is_filled else BLANK_ROWS)
		table = {"question": label_question(row), "heads": heads, "rows": cells or empty}
		if is_filled and is_withheld(row):
			table["rows"] = [[WITHHELD, *([""] * (len(heads) - 1))]]
		yield {"table": frappe._dict(table, widths=[round(100 / len(heads), 2)] * len(heads))}


def _place(blocks: Iterator[frappe._dict], above: float) -> Iterator[frappe._dict]:
	"""Yield the blocks, the tables with the millimetres that stand above them on their page."""
	for block in blocks:
		above += HEADING if block.heading else 0
		if block.table:
			block.above = above % pages.SHEET_HEIGHT
			above += HEADING + sum(
				pages.row_height(cells, block.table.widths, ROW) for cells in block.table.rows
			)
		else:
			widths = [QUESTION_WIDTH, 100 - QUESTION_WIDTH]
			above += sum(
				pages.row_height([str(label), answer], widths, mm) for label, answer, mm in block.rows
			)
		yield block


def label_question(row) -> Markup:
	"""Return a question with its prompt, and the columns that the office added to answers, in small print."""
	added = [df for df in get_added_fields("Sheet Answer") if row.get(df.fieldname)]
	small = [paper_text(row.prompt), *(_label_column(row, df) for df in added)]
	lines = [Markup('<div class="sheet-small">{}</div>').format(text) for text in small if text]
	return Markup("").join((paper_text(row.question_text), *lines))


def _label_column(row, df) -> Markup:
	return Markup("{}: {}").format(_(df.label), paper_value(row, df))


def is_withheld(row) -> bool:
	"""Return whether the reader may not know an answer."""
	return sheets.is_ticked(row, "is_sensitive") and not can_read_sensitive_fields(SHEET)


def get_answer(row) -> str:
	"""Return the stored answer of a row, from the column of its level."""
	return row.get("sensitive_answer" if sheets.is_ticked(row, "is_sensitive") else "answer") or ""


def format_row(row) -> str:
	"""Return the answer of a row in words, or that the reader may not know it."""
	return WITHHELD if is_withheld(row) else format_answer(row.kind, row.choices, get_answer(row))


def format_answer(kind: str, choices: str | None, answer: str) -> str:
	"""Return an answer in the words of a paper, plain text; empty for none."""
	if kind == sheets.YES_NO:
		return YES_OR_NO.get(answer, "")
	if kind == sheets.DAY:
		return paper_date(answer)
	if kind == sheets.RATING:
		return _format_rating(choices, answer)
	if kind == sheets.TABLE:
		return _format_table(sheets.get_choices(choices), answer)
	return answer


def _format_rating(choices: str | None, answer: str) -> str:
	place, scale = sheets.get_number(sheets.RATING, choices, answer), sheets.get_choices(choices)
	if place is None or answer == f"{place:g}":
		return answer
	return f"{answer} ({place:g} z {len(scale)})"


def _format_table(heads: list[str], answer: str) -> str:
	rows = (zip(heads, cells, strict=True) for cells in sheets.get_cells(answer, len(heads)))
	return "\n".join("; ".join(f"{head}: {cell}" for head, cell in row if cell) for row in rows)


def get_blank_answer(row) -> str:
	"""Return what is printed for the pen: the choices to mark, or nothing."""
	choices = ["tak", "nie"] if row.kind == sheets.YES_NO else sheets.get_choices(row.choices)
	are_short = all(len(choice) <= SHORT_CHOICE for choice in choices)
	return ("\u2003" if are_short else "\n").join(f"….. {choice}" for choice in choices)
