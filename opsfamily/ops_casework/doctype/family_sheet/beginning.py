"""How a sheet begins: the questions of its template, for whom each is asked, and what the last sheet hands on."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from opsfamily.arguments import as_day
from opsfamily.case.household import get_present_members
from opsfamily.core import sheets
from opsfamily.permissions.documents import get_permitted, get_viewed_once, require_any
from opsfamily.permissions.gate import can_read_sensitive_fields

SHEET, TEMPLATE = "Family Sheet", "Sheet Template"
# What a sheet copies of its template itself.
OF_TEMPLATE = ("intro", "signatures", "used_for")


def get_beginning(family: str, template: str, day: str) -> dict:
	"""Return what a new sheet begins with, before it is saved: fields of the document, and `rows` of its answers.

	Sensitive answers of the last sheet only for readers of such fields. Raises PermissionError.
	"""
	require_any("create", SHEET)
	get_viewed_once("Family", family)
	source, on = get_permitted(TEMPLATE, template, "read"), as_day(day, frappe._("Filled In On"))
	last = find_last(family, template, on)
	rows = make_rows(source, family, on, last)
	if not can_read_sensitive_fields(SHEET):
		rows = [{**row, "sensitive_answer": None} for row in rows]
	return {**copy_from_template(source), "previous": last, "rows": rows}


def copy_from_template(template: Document) -> dict:
	"""Return the fields of a sheet that come from its template."""
	copied = {name: template.get(name) for name in OF_TEMPLATE}
	return {**copied, "sheet_title": template.name, "template_version": template.version}


def find_last(family: str, template: str, day: date, but: str | None = None) -> str | None:
	"""Return the family's newest submitted sheet of the template up to a day. but: not this one.

	Without a permission check: of a family whose sheet the user writes.
	"""
	filters = {"family": family, "template": template, "docstatus": 1, "sheet_date": ["<=", day]}
	if but:
		filters["name"] = ["!=", but]
	return frappe.db.get_value(SHEET, filters, "name", order_by="sheet_date desc, creation desc")


def make_rows(template: Document, family: str, day: date, last: str | None) -> list[dict]:
	"""Return the rows of a new sheet, in order, with what is carried on from the last one."""
	asked_last = get_last_rows(last)
	rows = []
	for number, (question, person) in enumerate(
		sheets.arrange(template.get_questions(), get_people(family, day))
	):
		rows.append(make_row(question, person, asked_last) | {"idx": number + 1})
	return rows


def make_row(question, person: str, asked_last: dict[tuple, Document]) -> dict:
	"""Return a new row: a question about a person (empty: asked once), with what is carried on. asked_last: see
	`get_last_rows`."""
	row = {name: value for name, value in question.items() if name != "asked_of"}
	row["person"] = person
	last = asked_last.get(sheets.key_of(row)) or asked_last.get((row.get("code"), person))
	row[get_column(question)] = sheets.carry_on(row, last, last.get(get_column(last))) if last else None
	return row


def get_rows_now(sheet: Document) -> list:
	"""Return the rows that a draft has today, in order: its own, and new ones for who came into the household since.

	Whoever is no longer in it keeps their rows where one is answered. The wording is the sheet's own.
	"""
	own = {sheets.key_of(row): row for row in sheet.answers}
	questions = get_questions_of(sheet)
	asked_last = get_last_rows(sheet.previous)
	rows = []
	for question, person in sheets.arrange(questions, get_people_now(sheet, questions)):
		row = make_row(question, person, asked_last)
		rows.append(own.get(sheets.key_of(row), row))
	return rows or list(sheet.answers)


def get_questions_of(sheet: Document) -> list:
	"""Return the questions of a sheet: of its template while that has the same version, else as its rows have them."""
	template = frappe.get_doc(TEMPLATE, sheet.template)
	questions = template.get_questions()
	if template.version == sheet.template_version:
		return questions
	return sheets.read_questions(sheet.answers, {sheets.key_of(row): row.asked_of for row in questions})


def get_people_now(sheet: Document, questions: list) -> dict[str, list[str]]:
	"""Return for whom each question is asked today, see `get_rows_now`: `asked_of` → names."""
	asked_of = {sheets.key_of(row): row["asked_of"] for row in questions}
	known: dict[str, dict[str, bool]] = {}
	for row in sheet.answers:
		if row.person:
			key = sheets.key_of(row)._replace(person="")
			people = known.setdefault(asked_of.get(key, ""), {})
			people[row.person] = people.get(row.person, False) or bool(row.get(get_column(row)))
	present = get_people(sheet.family, getdate(sheet.sheet_date))
	# A question of which the template no longer says of whom it is asked stays with whom it was asked about.
	return {
		asked: sheets.get_people_now(people, present.get(asked, list(people)))
		for asked, people in known.items()
	} | {asked: names for asked, names in present.items() if asked not in known}


def get_column(row) -> str:
	"""Return the field that holds the answer of a row."""
	return "sensitive_answer" if sheets.is_ticked(row, "is_sensitive") else "answer"


def get_last_rows(last: str | None) -> dict[tuple, Document]:
	"""Return key of a question → its row of the last sheet; a reworded one is found by (code, person)."""
	rows = frappe.get_doc(SHEET, last).answers if last else []
	by_code = {(row.code, row.person or ""): row for row in rows if row.code}
	return by_code | {sheets.key_of(row): row for row in rows}


def get_people(family: str, day: date) -> dict[str, list[str]]:
	"""Return for whom a question is asked: `asked_of` → names of the household on the day, each once."""
	members = get_present_members(frappe.get_doc("Family", family), day)
	born = {row.full_name: getdate(row.birth_date) if row.birth_date else None for row in members}
	children = [name for name in born if sheets.is_child_on(born[name], day)]
	return {sheets.EACH_CHILD: children, sheets.EACH_MEMBER: list(born)}
