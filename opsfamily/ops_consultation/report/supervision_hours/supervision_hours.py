"""„Godziny superwizji”: sessions and hours of every worker in a year, next to those that the office requires."""

from frappe import _
from frappe.utils import cint

from opsfamily.case.reports import answers_refusals
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


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows, also of workers without a session. filters: year (by default this one), programme."""
	user, programme = get_only_own(), (filters or {}).get("programme")
	hours = {row.user: row for row in get_supervision_hours(get_year(filters), user, programme)}
	users = {user} if user else {*hours, *get_workers(*SUPERVISED)}
	names = get_full_names(users)
	target = get_target_minutes()
	rows = [make_row(hours.get(name), name, names.get(name, name), target) for name in users]
	rows.sort(key=lambda row: (row["full_name"], row["user"]))
	return get_columns(target), rows


def get_target_minutes() -> int:
	"""Return the minutes that each worker needs in a year; 0 where the office has set nothing."""
	return 60 * get_setting("supervision_hours")


def make_row(hours: dict | None, user: str, full_name: str, target: int) -> dict:
	hours = hours or {}
	individual, group = (cint(hours.get(column)) for column in ("individual", "in_group"))
	return {
		"user": user,
		"full_name": full_name,
		"sessions": cint(hours.get("sessions")),
		"individual": format_minutes(individual),
		"in_group": format_minutes(group),
		"total": format_minutes(individual + group),
		"target": format_minutes(target),
		"missing": format_minutes(max(target - individual - group, 0)),
	}


def get_columns(target: int) -> list[dict]:
	hours = [
		make_hours_column("individual", _("Individual Hours")),
		make_hours_column("in_group", _("Group Hours")),
	]
	hours.append(make_hours_column("total", _("Hours Together")))
	if target:
		hours += [
			make_hours_column("target", _("Set by the Office")),
			make_hours_column("missing", _("Hours Missing")),
		]
	return [
		{"fieldname": "user", "label": _("User"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "full_name", "label": _("Worker"), "fieldtype": "Data", "width": 220},
		{"fieldname": "sessions", "label": _("Number of Sessions"), "fieldtype": "Int", "width": 150},
		*hours,
	]


def make_hours_column(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "align": "right", "width": 180}
