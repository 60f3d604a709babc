"""„Współpraca”: what the family's page says of the people who work together on its case.

A line is a function in `LINES`, asked as the reader; what the reader may not see is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from frappe import _
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on
from opsfamily.core.case_analysis import NO, YES
from opsfamily.core.outcomes import PENDING
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions import readable_rows


class Line(NamedTuple):
	"""One line: its heading, what it says, the document that it leads to. late: to be marked."""

	label: str
	text: str
	doctype: str
	name: str
	late: bool = False


def case_managers(family: str) -> Iterator[Line]:
	"""Who holds the threads in hand today, and since when."""
	fields = ["name", "full_name", "user", "from_date", "until_date"]
	rows = readable_rows(
		"Case Assignment", {"family": family, "part": "Case Manager"}, fields, "from_date desc"
	)
	for row in rows:
		if runs_on(getdate(), row.from_date, row.until_date):
			text = _("{0}, since {1}").format(row.full_name or row.user, paper_date(row.from_date))
			yield Line(_("Case Manager"), text, "Case Assignment", row.name)


def last_analyses(family: str) -> Iterator[Line]:
	"""How deep the case was last looked at, and whether that asked for a case manager."""
	rows = readable_rows(
		"Case Analysis",
		{"family": family, "docstatus": 1},
		["name", "level", "analysis_date", "needs_manager"],
		"analysis_date desc, creation desc",
	)
	for row in rows[:1]:
		parts = (paper_date(row.analysis_date), row.level, answer_text(row.needs_manager))
		yield Line(_("Last Case Analysis"), ", ".join(filter(None, parts)), "Case Analysis", row.name)


def answer_text(needs_manager: str | None) -> str:
	"""What an analysis answered about a case manager; empty where it was not asked."""
	if needs_manager not in (YES, NO):
		return ""
	return _("a case manager is needed") if needs_manager == YES else _("no case manager is needed")


def delegated_tasks(family: str) -> Iterator[Line]:
	"""How many tasks of specialists are pending; it leads to the one that is due first."""
	filters = {"family": family, "outcome": PENDING}
	rows = readable_rows("Delegated Task", filters, ["name", "due_date"], "due_date, name")
	if rows:
		late = sum(row.due_date < getdate() for row in rows)
		text = _("{0}, overdue: {1}").format(len(rows), late) if late else str(len(rows))
		yield Line(_("Delegated Tasks Pending"), text, "Delegated Task", rows[0].name, bool(late))


# (DocType that a line speaks of, the line), in the order of the page.
LINES: tuple[tuple[str, Callable[[str], Iterator[Line]]], ...] = (
	("Case Assignment", case_managers),
	("Case Analysis", last_analyses),
	("Delegated Task", delegated_tasks),
)


def lines_of(family: str, kept: frozenset[str]) -> list[Line]:
	"""All lines of a family's page, in the order of `LINES`. kept: the kinds of documents that it has."""
	return [line for doctype, lines in LINES if doctype in kept for line in lines(family)]
