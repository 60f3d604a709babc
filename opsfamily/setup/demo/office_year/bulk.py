"""Many rows in one statement, for what only numbers are made of: visits, cards, notes, working time.

No rule looks at these rows, so whoever writes them sets every column as the document's own rules would;
`opsfamily.setup.check` says afterwards that all of it fits together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

import frappe


def take_names(prefixes: Iterable[str]) -> list[str]:
	"""Return a name for each prefix (`WIZ-2026-`), from the counters of the numbers given so far."""
	prefixes = list(prefixes)
	last = {prefix: advance_counter(prefix, count) - count for prefix, count in Counter(prefixes).items()}
	names = []
	for prefix in prefixes:
		last[prefix] += 1
		names.append(f"{prefix}{last[prefix]:04d}")
	return names


def advance_counter(prefix: str, count: int) -> int:
	"""Move the counter of a series on by `count`, and return it."""
	# qb: the framework moves a counter by one number at a time.
	series = frappe.qb.DocType("Series")
	current = frappe.qb.from_(series).select(series.current).where(series.name == prefix).for_update().run()
	if not current:
		frappe.qb.into(series).columns(series.name, series.current).insert(prefix, count).run()
		return count
	frappe.qb.update(series).set(series.current, series.current + count).where(series.name == prefix).run()
	return int(current[0][0] or 0) + count


def make_head(name: str, moment: datetime, user: str, docstatus: int = 0) -> dict:
	"""Return what the framework writes of every document: name, owner, when it was made, its state."""
	return {
		"name": name,
		"owner": user,
		"modified_by": user,
		"creation": moment,
		"modified": moment,
		"docstatus": docstatus,
		"idx": 0,
	}


def make_rows(parent: dict, doctype: str, fieldname: str, rows: Iterable[dict]) -> list[dict]:
	"""Return the rows of one document (its head, and its DocType) as they are stored."""
	head = {key: parent[key] for key in ("owner", "modified_by", "creation", "modified", "docstatus")}
	of_parent = {"parent": parent["name"], "parenttype": doctype, "parentfield": fieldname}
	return [
		{**head, **of_parent, "name": frappe.generate_hash(length=10), "idx": idx, **row}
		for idx, row in enumerate(rows, start=1)
	]


def insert(doctype: str, rows: list[dict]) -> None:
	"""Insert rows that have the same columns."""
	if rows:
		columns = list(rows[0])
		values = [[row[column] for column in columns] for row in rows]
		frappe.db.bulk_insert(doctype, columns, values)


def at(day: date, minute: int) -> datetime:
	"""Return the moment of a minute of the day."""
	return datetime(day.year, day.month, day.day, minute // 60, minute % 60)


def as_hour(minute: int) -> str:
	"""Return a minute of the day as the database keeps hours."""
	return f"{minute // 60:02d}:{minute % 60:02d}:00"
