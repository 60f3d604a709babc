"""„Godziny superwizji”: sessions and hours of every worker in a year, beside the hours that the office wants."""

from frappe import _
from frappe.utils import cint

from opsfamily.core.hours import format_minutes
from opsfamily.core.roles import SUPERVISED
from opsfamily.notify import get_workers
from opsfamily.office import get_setting
from opsfamily.ops_consultation.support_hours import (
	get_full_names,
	get_only_own,
	get_supervision_hours,
	get_year,
)


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns and rows. filters: year (this one unless given). Also workers who were at none have a row."""
	user = get_only_own()
	found = {row.user: row for row in get_supervision_hours(get_year(filters), user)}
	users = {user} if user else {*found, *get_workers(*SUPERVISED)}
	names = get_full_names(users)
	target = target_minutes()
	rows = [row_of(found.get(key), key, names.get(key, key), target) for key in users]
	rows.sort(key=lambda row: (row["full_name"], row["user"]))
	return columns(target), rows


def target_minutes() -> int:
	"""What the office wants for each worker in a year; 0 where it has set nothing."""
	return 60 * get_setting("supervision_hours")


def row_of(found: dict | None, user: str, full_name: str, target: int) -> dict:
	found = found or {}
	individual, group = (cint(found.get(column)) for column in ("individual", "in_group"))
	return {
		"user": user,
		"full_name": full_name,
		"sessions": cint(found.get("sessions")),
		"individual": format_minutes(individual),
		"in_group": format_minutes(group),
		"total": format_minutes(individual + group),
		"target": format_minutes(target),
		"missing": format_minutes(max(target - individual - group, 0)),
	}


def columns(target: int) -> list[dict]:
	hours = [hours_column("individual", _("Individual Hours")), hours_column("in_group", _("Group Hours"))]
	hours.append(hours_column("total", _("Hours Together")))
	if target:
		hours += [hours_column("target", _("Set by the Office")), hours_column("missing", _("Hours Missing"))]
	return [
		{"fieldname": "user", "label": _("User"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "full_name", "label": _("Worker"), "fieldtype": "Data", "width": 220},
		{"fieldname": "sessions", "label": _("Number of Sessions"), "fieldtype": "Int", "width": 150},
		*hours,
	]


def hours_column(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "align": "right", "width": 180}
