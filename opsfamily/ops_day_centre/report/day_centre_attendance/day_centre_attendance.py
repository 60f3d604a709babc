"""The report „Lista obecności w świetlicy”: a month's children by day, as far as the reader may see them."""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.core.day_centre import CLOSED_MARK, Attendance, Line, why_closed
from opsfamily.core.months import month_of
from opsfamily.ops_day_centre.doctype.day_centre.timetable import get_calendar
from opsfamily.ops_day_centre.report.day_centre_attendance.attendance import get_attendance
from opsfamily.permissions.documents import require_any

REPORT_TYPE = "Day Centre Note"


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows, the sums of the days last. filters: month (by default the current one), centre,
	children_group.

	Raises PermissionError, ForeignMonthError.
	"""
	require_any("read", REPORT_TYPE)
	filters = frappe._dict(filters or {})
	table = get_attendance(
		filters.month or month_of(getdate()), filters.centre or None, filters.children_group
	)
	return get_columns(table), get_rows(table)


def get_columns(table: Attendance) -> list[dict]:
	"""Return the child, the centre, the sums of each presence, and a column for each day."""
	days = [
		{"fieldname": f"day_{day.day}", "label": str(day.day), "fieldtype": "Data", "width": 44}
		for day in table.days
	]
	sums = [
		{"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": 150}
		for fieldname, label in (
			("present", _("Present")),
			("absent", _("Absent")),
			("excused", _("Excused")),
		)
	]
	return [
		{"fieldname": "child", "label": _("Child"), "fieldtype": "Data", "width": 200},
		{"fieldname": "centre", "label": _("Day Centre"), "fieldtype": "Data", "width": 170},
		*sums,
		*days,
	]


def get_rows(table: Attendance) -> list[dict]:
	"""Return a row for each child and the row of the sums; no row at all without children."""
	closed = get_closed_days(table)
	lines = [
		{
			"child": line.enrolled.child,
			"centre": line.enrolled.centre,
			"present": line.present,
			"absent": line.absent,
			"excused": line.excused,
			**get_marks(table, line, closed[line.enrolled.centre]),
		}
		for line in table.lines
	]
	return [*lines, get_sums(table)] if lines else []


def get_closed_days(table: Attendance) -> dict[str, set]:
	"""Return centre → the days of the month on which it is closed."""
	calendars = {centre: get_calendar(centre) for centre in {line.enrolled.centre for line in table.lines}}
	return {
		centre: {day for day in table.days if why_closed(day, calendar)}
		for centre, calendar in calendars.items()
	}


def get_marks(table: Attendance, line: Line, closed: set) -> dict[str, str]:
	"""Return the cells of a child's days; a day on which the centre is closed has a dash where nothing is noted."""
	return {
		f"day_{day.day}": mark or (CLOSED_MARK if day in closed else "")
		for day, mark in zip(table.days, line.marks, strict=True)
	}


def get_sums(table: Attendance) -> dict:
	"""Return the last row: the number of children present on each day, and all of a kind together."""
	days = {
		f"day_{day.day}": str(number or "") for day, number in zip(table.days, table.present, strict=True)
	}
	return {
		"child": _("Present together"),
		"present": table.total,
		"absent": sum(line.absent for line in table.lines),
		"excused": sum(line.excused for line in table.lines),
		"is_sum": 1,
		**days,
	}
