"""What workers keep of a family that they have left: their own visits and cards of their own last days.

Until the card of the month is accepted, and at most for the days that the office sets, while the account is enabled.
Nothing else of the family: neither its page nor anybody else's papers.
"""

from __future__ import annotations

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


def find_kept_months(user: str) -> list[Kept]:
	"""Return the family and month of each card that the user may still finish; two queries at most."""
	if not get_setting("leaving_days") or not frappe.db.get_value("User", user, "enabled"):
		return []
	months = {
		(family, month) for family, last_day in _find_left_families(user) for month in _get_months(last_day)
	}
	return sorted(months - _find_accepted(user, months)) if months else []


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


def _find_left_families(user: str) -> list[tuple]:
	"""Return (family, last day) of the assignments as an assistant that have ended within the office's days."""
	assignment, today = frappe.qb.DocType("Case Assignment"), getdate()
	since = add_days(today, -get_setting("leaving_days"))
	query = frappe.qb.from_(assignment).select(assignment.family, assignment.until_date)
	query = query.where((assignment.user == user) & assignment.part.isin([ASSISTANT, SUBSTITUTE]))
	return query.where((assignment.until_date >= since) & (assignment.until_date < today)).run()


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
