"""Hours of accepted cards, for statements about a worker.

They are read without the rule of families: the caller has asked whose statement it is, and of a family nothing is
shown but its number and locality, also when the worker has left it meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.query_builder.functions import Sum
from frappe.utils import cint

from opsfamily.case.contacts import count_minutes
from opsfamily.core.contact_kinds import NATURES

CARD, ROW = "Assistant Timesheet", "Timesheet Row"
ROW_FIELDS = ("visit_date", "from_time", "to_time", "minutes", "kind", "nature")


def get_accepted_rows(months: Iterable[str], worker: str | None = None) -> list[frappe._dict]:
	"""Return the contacts of the accepted cards of these months by day: ROW_FIELDS, `card`, `assistant`, `month`,
	`family` and its `address`; one query."""
	card, row, family = frappe.qb.DocType(CARD), frappe.qb.DocType(ROW), frappe.qb.DocType("Family")
	query = frappe.qb.from_(row).join(card).on((row.parent == card.name) & (row.parenttype == CARD))
	query = query.join(family).on(family.name == card.family)
	query = query.select(*(row[field] for field in ROW_FIELDS))
	query = query.select(card.name.as_("card"), card.assistant, card.month, card.family, family.address)
	query = query.where((card.docstatus == 1) & card.month.isin([*months, ""]))
	query = query.where(card.assistant == worker) if worker else query
	return query.orderby(row.visit_date, row.from_time, card.family, row.idx).run(as_dict=True)


def get_open_cards(months: Iterable[str], worker: str | None = None) -> list[frappe._dict]:
	"""Return `name`, `assistant` and `month` of the cards of these months that are not accepted yet; one query."""
	card = frappe.qb.DocType(CARD)
	query = frappe.qb.from_(card).select(card.name, card.assistant, card.month)
	query = query.where((card.docstatus == 0) & card.month.isin([*months, ""]))
	query = query.where(card.assistant == worker) if worker else query
	return query.orderby(card.month, card.name).run(as_dict=True)


def get_accepted_minutes(
	months: Iterable[str], worker: str | None = None
) -> dict[tuple[str, str], dict[str, int]]:
	"""Return (worker, month) → minutes of accepted cards by nature, and of all (`""`); one meeting with several families
	counts once."""
	groups: dict[tuple[str, str], list] = {}
	for row in get_accepted_rows(months, worker):
		groups.setdefault((row.assistant, row.month), []).append(row)
	return {key: _count_by_nature(rows) for key, rows in groups.items()}


def _count_by_nature(rows: list) -> dict[str, int]:
	of_natures = {nature: [row for row in rows if row.nature == nature] for nature in NATURES}
	return {"": count_minutes(rows), **{nature: count_minutes(own) for nature, own in of_natures.items()}}


def get_other_minutes(months: Iterable[str], worker: str | None = None) -> dict[tuple[str, str], int]:
	"""Return (worker, month) → minutes of work outside the families; one query."""
	entry = frappe.qb.DocType("Other Work Time")
	query = frappe.qb.from_(entry).select(entry.worker, entry.month, Sum(entry.minutes))
	query = query.where(entry.month.isin([*months, ""]))
	query = query.where(entry.worker == worker) if worker else query
	rows = query.groupby(entry.worker, entry.month).run()
	return {(user, month): cint(minutes) for user, month, minutes in rows}
