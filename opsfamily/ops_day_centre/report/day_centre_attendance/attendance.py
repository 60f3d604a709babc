"""The attendance of a month in the day centres, for the report and for the paper „Lista obecności”."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.core.day_centre import (
	MARKS,
	Attendance,
	Enrolled,
	attendance,
	days_of,
	why_closed,
)
from opsfamily.core.months import first_and_last_day, month_of
from opsfamily.ops_day_centre.doctype.day_centre.places import may_see_whole
from opsfamily.ops_day_centre.doctype.day_centre.timetable import get_calendar, get_head
from opsfamily.ops_paper.downloads import send_file
from opsfamily.ops_paper.pages import split, text_height
from opsfamily.ops_paper.together import make_sheet_pdf
from opsfamily.ops_paper.values import paper_month
from opsfamily.permissions.access_log import write_line


class ForeignMonthError(ValidationError):
	"""An attendance list covers one calendar month, written YYYY-MM."""


ENROLMENT, NOTE = "Day Centre Enrolment", "Day Centre Note"
TEMPLATE = "opsfamily/templates/print_formats/attendance.html"
# Millimetres on a landscape A4 sheet with margins of 15 mm: the space above and below the table, its head, a row.
SHEET_HEIGHT, ABOVE, BELOW, HEAD, ROW, PADDING = 178, 26, 38, 9, 6.2, 2
NAME_PERCENT, NAME_WIDTH = 26.0, 64
# The number of rows moved along to a page that would otherwise hold the signatures alone.
KEPT_ROWS = 3
# Lines of a list without names, and empty lines below the names for children who join.
EMPTY_LINES, SPARE_LINES = 16, 3


def get_attendance(month: str, centre: str | None = None, group: str | None = None) -> Attendance:
	"""Return the month as far as the user may see it, by centre and name. group: of children, by default all.

	Raises ForeignMonthError.
	"""
	first, last = get_first_and_last_day(month)
	chosen = {"centre": centre, "children_group": group}
	filters = {"from_date": ["<=", last], **{field: value for field, value in chosen.items() if value}}
	fields = ["name", "child", "centre", "from_date", "until_date"]
	rows = get_rows(ENROLMENT, filters, fields, "centre, child, from_date, name")
	enrolments = [Enrolled(*(row[fieldname] for fieldname in fields)) for row in rows]
	notes = get_rows(NOTE, {"day": ["between", [first, last]]}, ["enrolment", "day", "presence"], "name")
	return attendance(month, enrolments, {(row.enrolment, row.day): row.presence for row in notes})


def get_rows(doctype: str, filters: dict, fields: list[str], order_by: str) -> list[frappe._dict]:
	"""Return the rows that the user may see. Raises PermissionError where their role may not read the DocType."""
	return frappe.get_list(doctype, filters=filters, fields=fields, order_by=order_by, limit_page_length=0)


def get_first_and_last_day(month: str) -> tuple[date, date]:
	"""Return the month's first and last day. Raises ForeignMonthError when the text is no month."""
	try:
		return first_and_last_day(month)
	except ValueError:
		frappe.throw(
			_("{0}: write a month as year and number, e.g. 2026-10.").format(frappe.bold(_("Month"))),
			ForeignMonthError,
		)


def require_whole_centre(centre: str) -> None:
	"""Refuse users who may not see all children of the centre: only its staff, coordinator and head do
	(PermissionError)."""
	if not (may_see_whole(centre, frappe.session.user) and frappe.db.exists("Day Centre", centre)):
		raise frappe.PermissionError


def make_attendance_pdf(month: str, centre: str, blank: bool, group: str = "") -> bytes:
	"""Return the attendance list of a centre, or of a group of its children, as PDF; logged for every child.

	blank: names without marks, to be filled in by pen. Raises PermissionError, ForeignMonthError.
	"""
	require_whole_centre(centre)
	table = get_attendance(month, centre, group)
	sheet = get_attendance_html(table, month, centre, blank, group)
	pdf = make_sheet_pdf(sheet, _("Attendance List"), landscape=True)
	for line in table.lines:
		write_line(doctype=ENROLMENT, document=line.enrolled.name, file_type="PDF", method="Print")
	return pdf


def get_attendance_html(
	table: Attendance, month: str, centre: str, blank: bool = False, group: str = ""
) -> str:
	"""Return the list as HTML for printing. blank, group: as for `make_attendance_pdf`."""
	rows, calendar = make_paper_rows(table, blank), get_calendar(centre)
	return frappe.render_template(
		TEMPLATE,
		{
			"centre": centre,
			"group": group,
			"month": paper_month(month),
			"days": [(day.day, bool(why_closed(day, calendar))) for day in days_of(month)],
			"head": get_head(centre, getdate()),
			"rows": rows,
			"pages": split_into_pages(rows),
			"present": None if blank else [number or "" for number in table.present],
			"total": None if blank else table.total,
			"marks": [(mark, _(presence)) for presence, mark in MARKS.items()],
			"printed_on": getdate(),
			"name_percent": NAME_PERCENT,
		},
	)


def make_paper_rows(table: Attendance, blank: bool) -> list[dict]:
	"""Return the rows of the paper: `child`, `marks` of each day and `sums` of the three presences."""
	rows = [
		{
			"child": line.enrolled.child,
			"marks": [""] * len(table.days) if blank else line.marks,
			"sums": [""] * 3 if blank else [line.present, line.absent, line.excused],
		}
		for line in table.lines
	]
	spare = (SPARE_LINES if rows else EMPTY_LINES) if blank else 0
	return rows + [{"child": "", "marks": [""] * len(table.days), "sums": [""] * 3}] * spare


def split_into_pages(rows: list[dict]) -> list[list[int]]:
	"""Return the numbers of the rows on each page. Each page has a head, the signatures have some rows above them."""
	heights = [max(ROW, text_height(row["child"], NAME_WIDTH) + PADDING) for row in rows]
	room = SHEET_HEIGHT - HEAD
	pages = split(heights, room - ABOVE, room)
	last, taken = pages[-1], BELOW + (ABOVE if len(pages) == 1 else 0)
	if sum(heights[number] for number in last) > room - taken and len(last) > KEPT_ROWS:
		pages[-1:] = [last[:-KEPT_ROWS], last[-KEPT_ROWS:]]
	return pages


def send_pdf(month: str, centre: str, blank: bool, group: str = "") -> None:
	"""Answer with the list of a centre as PDF. month: by default the current one."""
	month = month or month_of(getdate())
	send_file("pdf", f"lista-obecnosci-{month}.pdf", make_attendance_pdf(month, centre, blank, group))
