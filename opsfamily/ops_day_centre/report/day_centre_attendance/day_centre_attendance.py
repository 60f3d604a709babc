"""„Lista obecności w świetlicy”: the children of a month by day, as far as the reader may see them."""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.day_centre import Attendance
from opsfamily.core.months import month_of
from opsfamily.ops_day_centre.report.day_centre_attendance.attendance import get_attendance

REPORT_TYPE = "Day Centre Note"


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns and rows, the sums of the days last. filters: month (by default this one), centre.

	Raises ForeignMonthError.
	"""
	frappe.has_permission(REPORT_TYPE, "read", throw=True)
	filters = frappe._dict(filters or {})
	found = get_attendance(filters.month or month_of(getdate()), filters.centre or None)
	return columns(found), rows(found)


def columns(found: Attendance) -> list[dict]:
	days = [
		{"fieldname": f"day_{day.day}", "label": str(day.day), "fieldtype": "Data", "width": 44}
		for day in found.days
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


def rows(found: Attendance) -> list[dict]:
	lines = [
		{
			"child": line.enrolled.child,
			"centre": line.enrolled.centre,
			"present": line.present,
			"absent": line.absent,
			"excused": line.excused,
			**{f"day_{day.day}": mark for day, mark in zip(found.days, line.marks, strict=True)},
		}
		for line in found.lines
	]
	return [*lines, sums(found)] if lines else []


def sums(found: Attendance) -> dict:
	days = {
		f"day_{day.day}": str(number or "") for day, number in zip(found.days, found.present, strict=True)
	}
	return {
		"child": _("Present together"),
		"present": found.total,
		"absent": sum(line.absent for line in found.lines),
		"excused": sum(line.excused for line in found.lines),
		"is_sum": 1,
		**days,
	}
