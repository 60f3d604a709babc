"""What workers keep of a family that they have left: their own visits and cards of their own last days.

Until the card of the month is accepted, and at most for the days that the office sets, while the account is enabled.
Nothing else of the family: neither its page nor anybody else's papers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core.assignments import ASSISTANT, SUBSTITUTE
from opsfamily.core.months import add_months, month_of
from opsfamily.office import get_setting

# DocType → the column with the worker whose document it is.
OWN_DOCTYPES = {"Family Visit": "assistant", "Assistant Timesheet": "assistant"}
CARD = "Assistant Timesheet"
# A family and a month (`2026-10`).
Kept = tuple[str, str]


class Assignment(NamedTuple):
	"""A user's part in the case of a family, from a day until a day (None: it runs on)."""

	family: str
	part: str
	from_date: date
	until_date: date | None


def find_assignments(user: str) -> list[Assignment]:
	"""Return the user's assignments that have begun and run today, or have ended within the office's days."""
	assignment, today = frappe.qb.DocType("Case Assignment"), getdate()
	query = frappe.qb.from_(assignment).select(*(assignment[field] for field in Assignment._fields))
	query = query.where((assignment.user == user) & (assignment.from_date <= today))
	ends = assignment.until_date
	return [Assignment(*row) for row in query.where(ends.isnull() | (ends >= _get_first_day())).run()]


def find_kept_months(user: str, assignments: Iterable[Assignment]) -> list[Kept]:
	"""Return the family and month of each card that the user may still finish."""
	left = {each for each in assignments if _has_left(each)}
	if not left or not frappe.db.get_value("User", user, "enabled"):
		return []
	months = {(each.family, month) for each in left for month in _get_months(each.until_date)}
	return sorted(months - _find_accepted(user, months))


def get_months_of(doc, doctype: str, is_stored: bool, user: str) -> Kept | None:
	"""Return family and month of the user's own document, by what is stored; None for anybody else's."""
	fields = ["family", OWN_DOCTYPES[doctype], "month"]
	if is_stored:
		values = frappe.db.get_value(doctype, doc.name, fields)
	else:
		values = [doc.get(fieldname) for fieldname in fields[:2]] + [_get_month_of_new(doc)]
	family, worker, month = values
	return (family, month) if worker == user else None


def get_condition(doctype: str, user: str, kept: frozenset[Kept]) -> str:
	"""Return the SQL condition for the user's own documents of these families and months; empty for none."""
	if doctype not in OWN_DOCTYPES or not kept:
		return ""
	table = f"`tab{doctype}`"
	pairs = ", ".join(
		f"({frappe.db.escape(family)}, {frappe.db.escape(month)})" for family, month in sorted(kept)
	)
	own = f"{table}.`{OWN_DOCTYPES[doctype]}` = {frappe.db.escape(user)}"
	return f"({own} and ({table}.`family`, {table}.`month`) in ({pairs}))"


def _has_left(assignment: Assignment) -> bool:
	"""Return whether an assignment as an assistant has ended within the office's days."""
	until = assignment.until_date
	return (
		assignment.part in (ASSISTANT, SUBSTITUTE) and bool(until) and _get_first_day() <= until < getdate()
	)


def _get_first_day() -> date:
	"""Return the first of the days on which an assignment may have ended so that its cards can still be finished."""
	return getdate(add_days(getdate(), -get_setting("leaving_days")))


def _get_months(last_day) -> tuple[str, str]:
	"""Return the month of the last day, and the one before, whose card may not be accepted yet."""
	return month_of(last_day), month_of(add_months(last_day, -1))


def _find_accepted(user: str, months: set[Kept]) -> set[Kept]:
	card = frappe.qb.DocType(CARD)
	query = frappe.qb.from_(card).select(card.family, card.month)
	query = query.where((card.assistant == user) & (card.docstatus == 1))
	return set(query.where(card.family.isin(sorted({family for family, _month in months}))).run())


def _get_month_of_new(doc) -> str | None:
	if doc.doctype == CARD or not doc.get("visit_date"):
		return doc.get("month")
	try:
		return month_of(getdate(doc.visit_date))
	except ValueError:
		return None
