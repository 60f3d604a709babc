"""The server side of the page „Dzień świetlicy”: the children of a day, their presence and their notes.

Everything goes through the permissions and rules of Day Centre Note. A note that is sent twice is stored once,
and nobody overwrites what another user wrote meanwhile.
"""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import cstr, escape_html, get_datetime, getdate

from opsfamily.arguments import as_day
from opsfamily.case.locks import lock_family
from opsfamily.case.office_fields import get_office_fields, read_office_fields, set_office_fields
from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import PRESENT, is_still_open
from opsfamily.ops_day_centre.doctype.day_centre.timetable import describe_day, get_rows
from opsfamily.ops_day_centre.doctype.day_centre_note.day_centre_note import get_edit_days
from opsfamily.ops_paper.values import as_written
from opsfamily.permissions.gate import require_read
from opsfamily.permissions.rule import can_see_section


class DayNoteChangedError(ValidationError):
	"""A note that another user has changed since the page was loaded is not overwritten."""


ENROLMENT, NOTE = "Day Centre Enrolment", "Day Centre Note"
# Fields that the page may fill in; the server sets all others.
TEXTS = ("presence", "mood", "behaviour", "learning", "alarm_text")
# Fields that the page or the server fills in; what else is mandatory the page asks for.
KNOWN = frozenset({"naming_series", "enrolment", "day", "family", "child", "centre", "alarm", *TEXTS})
WRITTEN = ("behaviour", "learning", "alarm_text")
ANSWERED = ("name", "modified", "alarm", *TEXTS)


def screen(centre: str, day: str) -> dict:
	"""Return the page: the user's centres, the one shown, whether it is open (`on_day`), its `groups`, its children of a
	day with their notes, the moods, and what else the office wants to know in a note (`office`).

	centre: by default the user's first; day: by default today. Raises PermissionError for a centre that the user
	may not read.
	"""
	require_writer()
	centres = get_own_centres()
	centre = centre or next(iter(centres), "")
	if centre and centre not in centres:
		raise frappe.PermissionError
	chosen = as_day(day, _("Day"))
	return {
		"centres": centres,
		"centre": centre,
		"day": chosen,
		"today": getdate(),
		"on_day": describe_day(centre, chosen) if centre else {},
		"groups": get_groups(centre) if centre else [],
		"moods": get_moods(),
		"office": get_office_fields(NOTE, KNOWN),
		"children": get_children(centre, chosen) if centre else [],
	}


def save(enrolment: str, day: str, values: dict) -> dict:
	"""Write or change a child's note of a day. Return the note as the page shows it.

	values: the texts, `alarm`, and `modified` of the note that the page has loaded (none: it has loaded no note).
	Raises DayNoteChangedError when another user wrote meanwhile, and the errors of Day Centre Note.
	"""
	require_writer()
	require_read(ENROLMENT, enrolment)
	note, typed = get_stored_note(enrolment, as_day(day, _("Day"))), get_typed_values(values)
	office = values.get("office")
	if not note:
		note = frappe.get_doc(
			{"doctype": NOTE, "enrolment": enrolment, "day": as_day(day, _("Day")), **typed}
		)
		set_office_fields(note, office, KNOWN)
		note.insert()
	elif not is_same(note, typed, office):
		refuse_stale(note, values.get("modified"))
		note.update(typed)
		set_office_fields(note, office, KNOWN)
		note.save()
	return make_answer(note)


def all_present(centre: str, day: str, group: str = "", office: dict | None = None) -> dict:
	"""Write a note of presence for every child without a note that day. Return the page anew.

	group: of one group of children only. office: values of the office's own mandatory fields, for all of these notes.
	"""
	for child in screen(centre, day)["children"]:
		if not child["note"] and group in ("", child["group"]):
			save(child["enrolment"], day, {"presence": PRESENT, "office": office})
	return screen(centre, day)


def require_writer() -> None:
	"""Refuse users whose role may not write notes (PermissionError)."""
	if not frappe.has_permission(NOTE, "create"):
		raise frappe.PermissionError


def get_own_centres() -> list[str]:
	"""Return the open day centres that the user may read, by name."""
	return frappe.get_list(
		"Day Centre",
		filters={"disabled": 0},
		pluck="name",
		order_by="centre_name",
		limit_page_length=0,
	)


def get_groups(centre: str) -> list[str]:
	"""Return the names of the centre's groups of children, in its order."""
	return [as_written(row.group_name) for row in get_rows("Day Centre Group", centre, ["group_name"])]


def get_moods() -> list[str]:
	"""Return the moods to choose from, the oldest first."""
	return frappe.get_list(
		"Child Mood", filters={"disabled": 0}, pluck="name", order_by="creation, name", limit_page_length=0
	)


def get_children(centre: str, day: date) -> list[dict]:
	"""Return the children enrolled on the day, by name, each with the note of the day."""
	rows = frappe.get_list(
		ENROLMENT,
		filters={"centre": centre, "from_date": ["<=", day]},
		fields=["name", "child", "children_group", "from_date", "until_date"],
		order_by="child, name",
		limit_page_length=0,
	)
	enrolled = [row for row in rows if runs_on(day, row.from_date, row.until_date)]
	notes = get_notes([row.name for row in enrolled], day)
	return [
		{
			"enrolment": row.name,
			"child": as_written(row.child or ""),
			"group": as_written(row.children_group or ""),
			"note": notes.get(row.name),
			"may_change": can_change(notes.get(row.name), day),
		}
		for row in enrolled
	]


def get_notes(enrolments: list[str], day: date) -> dict[str, dict]:
	"""Return enrolment → its note of the day, as the page shows it."""
	asked = [field["fieldname"] for field in get_office_fields(NOTE, KNOWN)["fields"]]
	rows = frappe.get_list(
		NOTE,
		filters={"enrolment": ["in", enrolments or [""]], "day": day},
		fields=["enrolment", *ANSWERED, *asked],
		order_by="name",
		limit_page_length=0,
	)
	return {row.enrolment: make_answer(row) for row in rows}


def can_change(note: dict | None, day: date) -> bool:
	"""Return whether the user may still write or change the note of the day."""
	return not note or can_see_section(frappe.session.user) or is_still_open(day, getdate(), get_edit_days())


def get_stored_note(enrolment: str, day: date):
	"""Return the day's note for writing, whoever wrote it; None where there is none.

	A second save for the same child waits here until the first one is committed. Raises PermissionError.
	"""
	lock_family(frappe.db.get_value(ENROLMENT, enrolment, "family"))
	frappe.db.get_value(ENROLMENT, enrolment, "name", for_update=True)
	# A locking read also sees what another request has just committed.
	name = frappe.db.get_value(NOTE, {"enrolment": enrolment, "day": day}, "name", for_update=True)
	if not name:
		return None
	note = frappe.get_doc(NOTE, name)
	note.check_permission("write")
	return note


def get_typed_values(values: dict) -> dict:
	"""Return the fields that the page may fill in, from what it sent; an empty text is None."""
	texts = {fieldname: cstr(values.get(fieldname)).strip() or None for fieldname in TEXTS}
	return {**texts, "alarm": int(bool(values.get("alarm")))}


def is_same(note, typed: dict, office: dict | None = None) -> bool:
	"""Return whether the note has these values already, as when an answer was lost and the page sends again."""
	given = office if isinstance(office, dict) else {}
	# A number that was left empty is stored as 0.
	asked = {
		name: cstr(value or "") for name, value in read_office_fields(note, KNOWN).items() if name in given
	}
	return asked == {name: cstr(given[name] or "") for name in asked} and all(
		(get_value_as_typed(note, fieldname) or None) == (value or None) for fieldname, value in typed.items()
	)


def refuse_stale(note, modified: object) -> None:
	"""Refuse a change of a note other than the one that the page has loaded (DayNoteChangedError)."""
	if not modified or get_datetime(cstr(modified)) != get_datetime(note.modified):
		frappe.throw(
			_(
				"{0}: somebody else has changed this note meanwhile. Load the day anew before you save."
			).format(frappe.bold(escape_html(as_written(note.child)))),
			DayNoteChangedError,
		)


def make_answer(note) -> dict:
	"""Return the note as the page shows it; `office`: the values of what the office asks besides."""
	asked = [field["fieldname"] for field in get_office_fields(NOTE, KNOWN)["fields"]]
	return {
		**{fieldname: get_value_as_typed(note, fieldname) for fieldname in ANSWERED},
		"office": {fieldname: note.get(fieldname) for fieldname in asked},
	}


def get_value_as_typed(note, fieldname: str) -> object:
	"""Return a field's value; of a text, what the person typed. A mood is the name of its entry."""
	value = note.get(fieldname)
	return as_written(value) if fieldname in WRITTEN and value else value
