"""„Czego brakuje / co było po terminie”: of a family, or of all of the section, with rule, day due and day done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from frappe import _
from frappe.utils import getdate

from opsfamily.clocks.kept import Past, get_kept
from opsfamily.core.kept import Term, count_by_rule
from opsfamily.ops_casework.doctype.family.completeness import get_missing
from opsfamily.ops_paper.values import paper_month

MONTH_LENGTH = 7


class Sheet(NamedTuple):
	"""The sheet of a period. rows: what is missing and what was late; counts: for each rule its terms, and those missed."""

	rows: list[dict]
	counts: list[dict]


def get_sheet(family: str | None, first: date, last: date) -> Sheet:
	"""Return the sheet of a family, or (None) of every family that the session's user may see.

	A row: family, its representative, rule, what it is about, due, done, days late. A count: rule, terms, missed.
	"""
	today, past = getdate(), Past(family)
	terms = get_kept(past, first, last)
	rows = [*(row for name in past.families for row in get_missing_rows(name))]
	rows += make_rows((term for term in terms if term.is_missed(today)), today)
	for row in rows:
		row["representative"] = past.families[row["family"]].representative
	rows.sort(key=lambda row: (row["representative"], row["family"], row["due"] or date.min))
	counts = [count._asdict() | {"rule": _(count.clock)} for count in count_by_rule(terms, today)]
	return Sheet(rows, counts)


def get_missing_rows(family: str) -> list[dict]:
	"""Return what the file lacks today, by the checks of „Kompletność akt”."""
	return [
		{
			"family": family,
			"rule": _("Missing in the File"),
			"what": row["what"],
			"due": None,
			"done": None,
			"days": None,
		}
		for row in get_missing(family)
	]


def make_rows(terms: Iterable[Term], today: date) -> list[dict]:
	"""Return missed terms as rows."""
	return [
		{
			"family": term.family,
			"rule": _(term.clock),
			"what": describe(term),
			"due": term.due,
			"done": term.done,
			"days": term.days_late(today),
		}
		for term in terms
	]


def describe(term: Term) -> str:
	"""Return what the term is about: its words, the month of a card, or its document."""
	if len(term.what) == MONTH_LENGTH and term.what[:4].isdigit():
		return paper_month(term.what)
	return term.what or f"{_(term.doctype)} {term.document}"
