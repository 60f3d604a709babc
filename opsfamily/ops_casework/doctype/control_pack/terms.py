"""„Czego brakuje / co było po terminie”: of a family, or of all of the section, with rule, day due and day done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from frappe import _
from frappe.utils import getdate

from opsfamily.clocks.kept import Past, get_kept
from opsfamily.core.kept import Term, count_by_rule
from opsfamily.ops_casework.doctype.family.completeness import get_missing
from opsfamily.ops_paper.values import paper_month

MONTH_LENGTH = 7


def get_rows(family: str | None, first: date, last: date) -> list[dict]:
	"""Return what is missing and what was late, as rows: family, rule, what, due, done, days late.

	family: None for every family that the session's user may see.
	"""
	today, families = getdate(), Past(family).families
	missed = [term for term in get_kept(family, first, last) if term.is_missed(today)]
	names = [family] if family else [*families]
	rows = [*(row for name in names for row in get_missing_rows(name)), *make_rows(missed, today)]
	for row in rows:
		row["representative"] = families[row["family"]].representative
	return sorted(rows, key=lambda row: (row["representative"], row["family"], row["due"] or date.min))


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


def get_counts(family: str | None, first: date, last: date) -> list[dict]:
	"""Return for each rule how many terms the period has, and how many were missed."""
	counts = count_by_rule(get_kept(family, first, last), getdate())
	return [{"rule": _(count.clock), "terms": count.terms, "missed": count.missed} for count in counts]
