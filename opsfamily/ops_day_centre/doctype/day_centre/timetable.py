"""When a day centre is open, what is on its timetable, and who is its head: nothing of a child."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import (
	BREAK,
	PUBLIC_HOLIDAY,
	SEASONS,
	Break,
	Calendar,
	Lesson,
	find_break,
	get_hours,
	get_lessons_of,
	get_lessons_on,
	why_closed,
)
from opsfamily.ops_paper.values import as_written, paper_date, paper_time

CENTRE = "Day Centre"


def get_calendar(centre: str) -> Calendar:
	"""Return the timetable, the holidays and the closed days of a stored centre."""
	lesson = ["name", "season", "weekday", "from_time", "to_time", "activity", "children_group"]
	lessons = (
		Lesson(
			row.season,
			row.weekday or "",
			paper_time(row.from_time),
			paper_time(row.to_time),
			row.activity,
			row.children_group or "",
			row.name,
		)
		for row in get_rows("Day Centre Lesson", centre, lesson)
	)
	fields = ["name", "break_name", "from_date", "until_date", "is_closed"]
	breaks = (
		Break(row.break_name, row.from_date, row.until_date, bool(row.is_closed), row.name)
		for row in get_rows("Day Centre Break", centre, fields)
	)
	return Calendar(tuple(lessons), tuple(breaks))


def get_rows(doctype: str, centre: str, fields: list[str]) -> list[frappe._dict]:
	"""Return rows of a centre. get_all: a timetable hangs on the door of the centre and names no child."""
	filters = {"parenttype": CENTRE, "parent": centre}
	return frappe.get_all(doctype, filters=filters, fields=fields, order_by="idx")


def get_head(centre: str, day: date) -> str:
	"""Return the name of the centre's head on the day, for papers; empty where none is written."""
	fields = ["full_name", "user", "from_date", "until_date", "is_head"]
	for row in get_rows("Day Centre Worker", centre, fields):
		if row.is_head and runs_on(getdate(day), row.from_date, row.until_date):
			return row.full_name or row.user
	return ""


def describe_day(centre: str, day: date) -> dict[str, str]:
	"""Return why the centre is `closed` on the day, in words, else its `hours` and what is on its `timetable`."""
	calendar = get_calendar(centre)
	reason = why_closed(day, calendar)
	if reason:
		return {"closed": describe_reason(reason, day, calendar), "hours": "", "timetable": ""}
	lessons = get_lessons_on(day, calendar)
	start, end = get_hours(lessons)
	return {
		"closed": "",
		"hours": f"{start}–{end}" if start and end else "",
		"timetable": "; ".join(map(describe_lesson, lessons)),
	}


def describe_reason(reason: str, day: date, calendar: Calendar) -> str:
	"""Return in words why the centre is closed; nothing for a weekend of a centre without a timetable."""
	if reason == PUBLIC_HOLIDAY:
		return _("The centre is closed: public holiday.")
	if reason == BREAK:
		return _("The centre is closed: {0}.").format(as_written(find_break(day, calendar).name))
	# Without a timetable nobody has said so: a Saturday needs no words.
	has_fixed_days = any(row.weekday for row in calendar.lessons)
	return _("The centre is not open on this day of the week.") if has_fixed_days else ""


def describe_lesson(lesson: Lesson) -> str:
	"""Return a row as „15:00–16:00 odrabianie lekcji (starszaki)”."""
	hours = f"{lesson.start}–{lesson.end}" if lesson.start and lesson.end else ""
	group = f"({as_written(lesson.group)})" if lesson.group else ""
	return " ".join(filter(None, (hours, lesson.activity, group)))


def paper_centre(name: str | None) -> frappe._dict:
	"""Return what papers of a centre print (`hooks.jinja`): `timetables` (season, rows of the week, what has no fixed
	day), `offered` (season → text and stored row of what has no fixed day), `breaks`, `head`. Nothing for a blank one."""
	calendar = get_calendar(name) if name else Calendar()
	lessons = {season: get_lessons_of(season, calendar) for season in SEASONS}
	return frappe._dict(
		timetables=[
			(
				season,
				[row for row in rows if row.weekday],
				[describe_lesson(row) for row in rows if not row.weekday],
			)
			for season, rows in lessons.items()
		],
		offered={
			season: [(describe_lesson(row), row.row) for row in rows if not row.weekday]
			for season, rows in lessons.items()
		},
		breaks=[
			(row.name, f"{paper_date(row.first)} – {paper_date(row.last)}", row.is_closed, row.row)
			for row in sorted(calendar.breaks, key=lambda row: row.first)
		],
		head=get_head(name, getdate()) if name else "",
	)


def paper_row_of(rows: list | None, name: str):
	"""Return the stored row of a lesson or a break, which holds the office's own columns; an empty one for a blank paper."""
	return next((row for row in rows or () if row.name == name), frappe._dict())
