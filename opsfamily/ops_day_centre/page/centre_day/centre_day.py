"""The server's side of the page „Dzień świetlicy”: who is there today, and what was seen of each child.

Everything goes through the rights and rules of Day Centre Note; what is sent twice is one note, and nobody
overwrites what somebody else wrote meanwhile.
"""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import cstr, escape_html, get_datetime, getdate

from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import PRESENT, is_still_open
from opsfamily.ops_day_centre.doctype.day_centre_note.day_centre_note import get_edit_days
from opsfamily.ops_paper.values import as_written
from opsfamily.permissions.gate import require_read
from opsfamily.permissions.rule import can_see_section


class DayNoteChangedError(ValidationError):
	"""Nobody overwrites a note that somebody else has changed since the page was loaded."""


ENROLMENT, NOTE = "Day Centre Enrolment", "Day Centre Note"
# What the page may fill in; everything else of a note is the server's.
TEXTS = ("presence", "mood", "behaviour", "learning", "alarm_text")
WRITTEN = ("behaviour", "learning", "alarm_text")
ANSWERED = ("name", "modified", "alarm", *TEXTS)


def screen(centre: str, day: str) -> dict:
	"""The page: the user's centres, the one shown, its children of a day with their notes, the moods.

	Without a centre the first one, without a day today. Raises PermissionError for a centre that is not the
	user's.
	"""
	require_writer()
	centres = own_centres()
	centre = centre or next(iter(centres), "")
	if centre and centre not in centres:
		raise frappe.PermissionError
	chosen = getdate(day or None)
	return {
		"centres": centres,
		"centre": centre,
		"day": chosen,
		"today": getdate(),
		"moods": moods(),
		"children": children(centre, chosen) if centre else [],
	}


def save(enrolment: str, day: str, values: dict) -> dict:
	"""Write a child's note of a day, or change it. Answers the note as the page shows it.

	values: the texts, `alarm`, and `modified` of the note that the page knows (none: it knows no note).
	Raises DayNoteChangedError when somebody else wrote meanwhile, and whatever Day Centre Note refuses.
	"""
	require_writer()
	require_read(ENROLMENT, enrolment)
	note, typed = stored_note(enrolment, getdate(day)), typed_of(values)
	if not note:
		note = frappe.get_doc(
			{"doctype": NOTE, "enrolment": enrolment, "day": getdate(day), **typed}
		).insert()
	elif not is_same(note, typed):
		refuse_stale(note, values.get("modified"))
		note.update(typed)
		note.save()
	return answer_of(note)


def all_present(centre: str, day: str) -> dict:
	"""Note every child of whom nothing was noted that day as present. Answers the page anew."""
	for child in screen(centre, day)["children"]:
		if not child["note"]:
			save(child["enrolment"], day, {"presence": PRESENT})
	return screen(centre, day)


def require_writer() -> None:
	if not frappe.has_permission(NOTE, "create"):
		raise frappe.PermissionError


def own_centres() -> list[str]:
	return frappe.get_list(
		"Day Centre",
		filters={"disabled": 0},
		pluck="name",
		order_by="centre_name",
		limit_page_length=0,
	)


def moods() -> list[str]:
	return frappe.get_list(
		"Child Mood", filters={"disabled": 0}, pluck="name", order_by="creation, name", limit_page_length=0
	)


def children(centre: str, day: date) -> list[dict]:
	"""Who is enrolled on the day, by name, each with the note of the day."""
	rows = frappe.get_list(
		ENROLMENT,
		filters={"centre": centre, "from_date": ["<=", day]},
		fields=["name", "child", "from_date", "until_date"],
		order_by="child, name",
		limit_page_length=0,
	)
	enrolled = [row for row in rows if runs_on(day, row.from_date, row.until_date)]
	notes = notes_of([row.name for row in enrolled], day)
	return [
		{
			"enrolment": row.name,
			"child": as_written(row.child or ""),
			"note": notes.get(row.name),
			"may_change": may_change(notes.get(row.name), day),
		}
		for row in enrolled
	]


def notes_of(enrolments: list[str], day: date) -> dict[str, dict]:
	rows = frappe.get_list(
		NOTE,
		filters={"enrolment": ["in", enrolments or [""]], "day": day},
		fields=["enrolment", *ANSWERED],
		order_by="name",
		limit_page_length=0,
	)
	return {row.enrolment: answer_of(row) for row in rows}


def may_change(note: dict | None, day: date) -> bool:
	return not note or can_see_section(frappe.session.user) or is_still_open(day, getdate(), get_edit_days())


def stored_note(enrolment: str, day: date):
	"""The note of the day, whoever wrote it; a second save of the same child waits for the first one's end."""
	frappe.db.get_value(ENROLMENT, enrolment, "name", for_update=True)
	# A locking read: it sees what another request has just committed.
	name = frappe.db.get_value(NOTE, {"note_key": f"{enrolment}|{day}"}, "name", for_update=True)
	if not name:
		return None
	note = frappe.get_doc(NOTE, name)
	note.check_permission("write")
	return note


def typed_of(values: dict) -> dict:
	texts = {fieldname: cstr(values.get(fieldname)).strip() or None for fieldname in TEXTS}
	return {**texts, "alarm": int(bool(values.get("alarm")))}


def is_same(note, typed: dict) -> bool:
	"""Whether the note says this already, as when an answer was lost and the page asks again."""
	return all((value_of(note, fieldname) or None) == (value or None) for fieldname, value in typed.items())


def refuse_stale(note, modified: object) -> None:
	if not modified or get_datetime(cstr(modified)) != get_datetime(note.modified):
		frappe.throw(
			_(
				"{0}: somebody else has changed this note meanwhile. Load the day anew before you save."
			).format(frappe.bold(escape_html(as_written(note.child)))),
			DayNoteChangedError,
		)


def answer_of(note) -> dict:
	return {fieldname: value_of(note, fieldname) for fieldname in ANSWERED}


def value_of(note, fieldname: str) -> object:
	"""Return a field's value, and of a text what the person typed; a mood is the name of its entry."""
	value = note.get(fieldname)
	return as_written(value) if fieldname in WRITTEN and value else value
