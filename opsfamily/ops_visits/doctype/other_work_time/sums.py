"""„Czas poza rodzinami”: what makes the hours of a month whole, beside the cards and never on them.

Read with `get_list`, so that the access rule decides whose time stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.utils import cint

from opsfamily.core.work_time import by_kind
from opsfamily.office import get_setting

WORK_TIME = "Other Work Time"
Sums = dict[str, dict]


def is_counted() -> bool:
	"""Return whether the office counts it."""
	return bool(get_setting("counts_other_work"))


def state() -> dict:
	"""For the list and a new form: whether the office counts it, and the kind that the user wrote last."""
	if not frappe.has_permission(WORK_TIME, "read"):
		raise frappe.PermissionError
	last = frappe.get_list(
		WORK_TIME,
		filters={"worker": frappe.session.user},
		pluck="kind",
		order_by="creation desc",
		limit_page_length=1,
	)
	kind = last[0] if last and not frappe.db.get_value("Other Work Kind", last[0], "disabled") else None
	return {"is_counted": is_counted(), "last_kind": kind}


def get_sums(month: str, **filters: str) -> Sums:
	"""Worker → their `name`, `minutes` and `kinds` (kind and minutes) of the month; empty where it is not counted."""
	if not is_counted() or not frappe.has_permission(WORK_TIME, "read"):
		return {}
	entries: dict[str, list] = {}
	for entry in get_entries(month, **filters):
		entries.setdefault(entry.worker, []).append(entry)
	return {worker: _sum(own) for worker, own in entries.items()}


def get_entries(month: str, **filters: str) -> list[frappe._dict]:
	return frappe.get_list(
		WORK_TIME,
		filters={"month": month, **filters},
		fields=["worker", "worker_name", "kind", "minutes"],
		order_by="work_date, creation",
		limit_page_length=0,
	)


def get_sums_beside_cards(sums: Sums, worker: str, card_minutes: int) -> dict | None:
	"""What stands beside a worker's cards: minutes outside the families, by kind, and the whole month."""
	if not is_counted():
		return None
	own = sums.get(worker) or _sum([])
	return {**own, "whole": card_minutes + own["minutes"]}


def _sum(entries: Iterable[frappe._dict]) -> dict:
	entries = list(entries)
	return {
		"name": (entries[0].worker_name or entries[0].worker) if entries else "",
		"minutes": sum(cint(entry.minutes) for entry in entries),
		"kinds": [{"kind": kind, "minutes": minutes} for kind, minutes in by_kind(entries)],
	}
