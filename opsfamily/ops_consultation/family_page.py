"""„Współpraca”: what the family's page says of the people who work together on its case.

A line is a function in `LINES`, asked as the reader; what the reader may not see is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from frappe import _
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on
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


def last_consultations(family: str) -> Iterator[Line]:
	"""The last thing that a consultant advised."""
	fields = ["name", "consultation_date", "consultant_name", "consultant", "topic"]
	order = "consultation_date desc, creation desc"
	for row in readable_rows("Consultation", {"family": family}, fields, order)[:1]:
		day, who = paper_date(row.consultation_date), row.consultant_name or row.consultant
		text = f"{day}, {who}: {row.topic}"
		yield Line(_("Last Consultation"), text, "Consultation", row.name)


# (DocType that a line speaks of, the line), in the order of the page.
LINES: tuple[tuple[str, Callable[[str], Iterator[Line]]], ...] = (
	("Case Assignment", case_managers),
	("Consultation", last_consultations),
)


def lines_of(family: str, kept: frozenset[str]) -> list[Line]:
	"""All lines of a family's page, in the order of `LINES`. kept: the kinds of documents that it has."""
	return [line for doctype, lines in LINES if doctype in kept for line in lines(family)]
