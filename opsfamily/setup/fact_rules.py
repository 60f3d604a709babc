"""Rules of facts for `check.py`: what a family's page shows, days in their order, the lock of a closed case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.facts import find_outdated_pages, read_facts
from opsfamily.core import closed_case
from opsfamily.core.authorisations import ACTING_FOR
from opsfamily.core.months import first_and_last_day
from opsfamily.core.status import ending_on, is_in_force
from opsfamily.setup.finding import Document, Finding

# DocType of a row → its first and last day.
PERIODS = {
	"Family Member": ("joined_on", "left_on"),
	"Family Basis": ("from_date", "until_date"),
	"Family Absence": ("from_date", "until_date"),
}


def check_shown_facts() -> Finding:
	"""Find families whose page shows another status, end or basis than their documents say today."""
	documents = [("Family", name) for name in find_outdated_pages()]
	return Finding(_("A family's page shows the status and basis that follow from its documents."), documents)


def check_no_gap_in_days() -> Finding:
	"""Find members, bases and absences that end before they begin."""
	documents = []
	for doctype, (first, last) in PERIODS.items():
		row = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(row).select(row.parent).where(row[last] < row[first])
		documents += [("Family", name) for name in query.where(row.parenttype == "Family").run(pluck=True)]
	return Finding(_("Members, bases and absences of a family end after they begin."), documents)


def check_work_on_closed_cases() -> Finding:
	"""Find work that is dated after the end of its case, while the case is closed."""
	ends = dict(get_last_days())
	columns = {**closed_case.WORK, **closed_case.DATED}
	documents = [
		(doctype, name)
		for doctype, column in columns.items()
		if isinstance(column, str)
		for name, family, day in read_days(doctype, column)
		if family in ends and to_day(day) > ends[family]
	]
	return Finding(_("Nothing is dated after the end of a closed case."), documents)


def get_last_days() -> Iterator[tuple[str, date]]:
	"""Yield (family, last day of the work) of every case that is closed or monitored today."""
	today = getdate()
	for family, facts in read_facts().items():
		ending = ending_on(facts.endings, today)
		if is_in_force(ending, today):
			yield family, ending.closed


def read_days(doctype: str, column: str) -> list[tuple]:
	"""Return (name, family, day) of the documents that are not cancelled."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name, table.family, table[column])
	return query.where((table.docstatus < 2) & table[column].isnotnull()).run()


def to_day(value: date | str) -> date:
	"""Return a day, or the first day of a month (`2026-10`)."""
	return first_and_last_day(value)[0] if isinstance(value, str) else value


def check_steps_have_authority() -> Finding:
	"""Find steps for a person that no authorisation covers."""
	row = frappe.qb.DocType("Support Catalogue Step")
	query = frappe.qb.from_(row).select(row.parent)
	without = row.authorisation.isnull() | (row.authorisation == "")
	names = query.where((row.nature == ACTING_FOR) & without).run(pluck=True)
	documents: list[Document] = [("Support Catalogue", name) for name in names]
	return Finding(_("A step for a person before a body is on an authorisation."), documents)
