"""„Współpraca”: what the family's page says of the people who work together on its case.

A line is a function in `LINES`, asked as the reader; what the reader may not see is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from frappe import _
from frappe.utils import getdate, now_datetime

from opsfamily.core.assignments import runs_on
from opsfamily.core.outings import OPEN
from opsfamily.gate import reads_sensitive_fields
from opsfamily.ops_paper.values import paper_date, paper_time
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


def people_out_there(family: str) -> Iterator[Line]:
	"""Who is in the family's home now, and until when they are expected back."""
	fields = ["name", "worker", "worker_name", "left_at", "expected_end", "status"]
	filters = {"family": family, "status": ["in", OPEN]}
	for row in readable_rows("Home Outing", filters, fields, "left_at, name"):
		text = _("{0}, out since {1}, expected back at {2}").format(
			row.worker_name or row.worker, paper_time(row.left_at), paper_time(row.expected_end)
		)
		is_late = now_datetime() > row.expected_end
		yield Line(_("With the Family Now"), text, "Home Outing", row.name, is_late)


def newest_screenings(family: str) -> Iterator[Line]:
	"""The newest screening of every child by every tool; its result for who may read it."""
	fields = ["name", "child", "tool", "screened_on", "next_due"]
	if reads_sensitive_fields("Screening"):
		fields.append("result")
	rows = readable_rows("Screening", {"family": family}, fields, "screened_on, creation")
	newest = {(row.child, row.tool): row for row in rows}
	for row in newest.values():
		parts = (
			f"{row.child}, {row.tool} ({paper_date(row.screened_on)})",
			_(row.get("result") or ""),
			_("next on {0}").format(paper_date(row.next_due)) if row.next_due else "",
		)
		is_late = bool(row.next_due and row.next_due < getdate())
		yield Line(_("Screening"), "; ".join(filter(None, parts)), "Screening", row.name, is_late)


# (DocType that a line speaks of, the line), in the order of the page.
LINES: tuple[tuple[str, Callable[[str], Iterator[Line]]], ...] = (
	("Case Assignment", case_managers),
	("Home Outing", people_out_there),
	("Screening", newest_screenings),
)


def lines_of(family: str, kept: frozenset[str]) -> list[Line]:
	"""All lines of a family's page, in the order of `LINES`. kept: the kinds of documents that it has."""
	return [line for doctype, lines in LINES if doctype in kept for line in lines(family)]
