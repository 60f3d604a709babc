"""Sums of the working time outside the families („Czas poza rodzinami”), shown next to the cards, never on them.

Read with `get_list`, so that the access rule decides whose time is shown. Durations are in minutes.
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
	"""Return whether the office records working time outside the families."""
	return bool(get_setting("counts_other_work"))


def state() -> dict:
	"""Return whether the office records such time (`is_counted`) and the kind that the user wrote last (`last_kind`).

	The list and a new form ask for it. Raises PermissionError.
	"""
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
	"""Return worker → `name`, `minutes` and `kinds` (kind and minutes) of the month; empty where it is not recorded."""
	if not is_counted() or not frappe.has_permission(WORK_TIME, "read"):
		return {}
	entries: dict[str, list] = {}
	for entry in get_entries(month, **filters):
		entries.setdefault(entry.worker, []).append(entry)
	return {worker: _sum_up(worker_entries) for worker, worker_entries in entries.items()}


def get_entries(month: str, **filters: str) -> list[frappe._dict]:
	"""Return the month's entries that the user may see, the oldest first."""
	return frappe.get_list(
		WORK_TIME,
		filters={"month": month, **filters},
		fields=["worker", "worker_name", "kind", "minutes"],
		order_by="work_date, creation",
		limit_page_length=0,
	)


def get_sums_next_to_cards(sums: Sums, worker: str, card_minutes: int) -> dict | None:
	"""Return the worker's sums of `get_sums`, and as `whole` the minutes of the month with the cards.

	None where such time is not recorded.
	"""
	if not is_counted():
		return None
	worker_sums = sums.get(worker) or _sum_up([])
	return {**worker_sums, "whole": card_minutes + worker_sums["minutes"]}


def _sum_up(entries: Iterable[frappe._dict]) -> dict:
	entries = list(entries)
	return {
		"name": (entries[0].worker_name or entries[0].worker) if entries else "",
		"minutes": sum(cint(entry.minutes) for entry in entries),
		"kinds": [{"kind": kind, "minutes": minutes} for kind, minutes in by_kind(entries)],
	}
