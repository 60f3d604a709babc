"""Who came to a meeting: one screen for its leaders, stored with each person's part in the group."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.locks import lock_families
from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import PRESENCES
from opsfamily.ops_paper.custom_fields import paper_custom_columns, paper_custom_values
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_teamwork.doctype.group_participation.group_participation import PresenceError
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import get_readable_rows

MEETING, PARTICIPATION, PRESENCE = "Group Meeting", "Group Participation", "Group Presence"


def get_attendance(meeting: str) -> list[dict]:
	"""Return everybody whose part in the group runs on the day of the meeting, by name, with what is noted of it.

	`modified` is the state that the page has loaded: `save_attendance` refuses to overwrite a later one.
	"""
	doc = get_permitted(MEETING, meeting, "read")
	people = get_people(doc)
	noted = get_noted(doc.name, [row.name for row in people])
	return [
		{
			"participation": row.name,
			"person": as_written(row.person or ""),
			"presence": noted.get(row.name, {}).get("presence") or "",
			"remark": as_written(noted.get(row.name, {}).get("remark") or ""),
			"modified": cstr(row.modified),
		}
		for row in people
	]


def get_people(meeting) -> list[frappe._dict]:
	"""Return the parts in the group that run on the day of the meeting and that the user may see, by name."""
	filters = {"support_group": meeting.support_group, "from_date": ["<=", meeting.meeting_date]}
	fields = ["name", "person", "from_date", "until_date", "modified"]
	rows = get_readable_rows(PARTICIPATION, filters, fields, "person, name")
	return [row for row in rows if runs_on(getdate(meeting.meeting_date), row.from_date, row.until_date)]


def get_noted(meeting: str, participations: list[str]) -> dict[str, frappe._dict]:
	"""Return participation → what is noted of the meeting."""
	# get_all: they are rows of documents that the user may see.
	rows = frappe.get_all(
		PRESENCE,
		{"meeting": meeting, "parenttype": PARTICIPATION, "parent": ["in", participations or [""]]},
		["parent", "presence", "remark"],
		order_by="parent",
	)
	return {row.parent: row for row in rows}


def save_attendance(meeting: str, rows: list[dict]) -> list[dict]:
	"""Note who came, all of them or nobody. Return as `get_attendance`.

	rows: `participation`, `presence` (empty: nothing is noted), `remark`, `modified` as loaded. Raises PresenceError for a
	row that names no part in the group on this day, and for one that somebody else has changed meanwhile.
	"""
	doc = get_permitted(MEETING, meeting, "write")
	people = {row.name: row for row in get_people(doc)}
	lock_families(find_families(list(people)))
	for row in rows:
		note_presence(doc, row, people)
	return get_attendance(meeting)


def find_families(participations: list[str]) -> list[str]:
	"""Return the families whose rows are changed, to lock them in the order of every request."""
	# get_all: only locked, never answered.
	return frappe.get_all(
		PARTICIPATION, {"name": ["in", participations or [""]]}, pluck="family", order_by="family"
	)


def note_presence(meeting, row: dict, people: dict[str, frappe._dict]) -> None:
	"""Write one row of the screen into the person's part in the group, if it says something else than is stored."""
	name = cstr(row.get("participation"))
	if name not in people:
		refuse_missing(frappe.bold(_(PARTICIPATION)), PresenceError)
	presence, remark = cstr(row.get("presence")), cstr(row.get("remark")).strip()
	person = frappe.bold(frappe.utils.escape_html(as_written(people[name].person or "")))
	refuse_impossible_presence(person, presence, remark)
	stored = frappe.get_doc(PARTICIPATION, name, for_update=True)
	found = next((one for one in stored.presences if one.meeting == meeting.name), None)
	before = (found.presence, as_written(found.remark or "")) if found else ("", "")
	if before == (presence, remark):
		return
	if cstr(row.get("modified")) != cstr(stored.modified):
		frappe.throw(
			_("{0}: somebody else has changed this meanwhile. Load the page anew before you save.").format(
				person
			),
			PresenceError,
		)
	store(stored, found, meeting, presence, remark)


def refuse_impossible_presence(person: str, presence: str, remark: str) -> None:
	"""Refuse what is no presence, and a remark without one, naming the person (PresenceError)."""
	if presence and presence not in PRESENCES:
		frappe.throw(_("{0}: choose whether the person came.").format(person), PresenceError)
	if remark and not presence:
		frappe.throw(_("{0}: a remark needs a presence.").format(person), PresenceError)


def store(stored, found, meeting, presence: str, remark: str) -> None:
	"""Change, add or take out the row of a meeting, and save the document with its own rules."""
	if not presence:
		stored.remove(found)
	elif found:
		found.update({"presence": presence, "remark": remark})
	else:
		stored.append("presences", {"meeting": meeting.name, "presence": presence, "remark": remark})
	stored.save()


def paper_group_people(doc) -> list[dict]:
	"""Return as `get_attendance`, for the paper, with the office's own columns (`added`: label and value); nothing for a
	blank one (`hooks.jinja`)."""
	people = get_attendance(doc.name) if doc.get("creation") else []
	columns = paper_custom_columns(frappe.new_doc(PARTICIPATION), "presences") if people else []
	return [{**row, "added": get_added_values(row["participation"], doc.name, columns)} for row in people]


def get_added_values(participation: str, meeting: str, columns: list) -> list[tuple]:
	"""Return label and value of the columns that the office added to what is noted of a meeting; none where nothing is."""
	noted = frappe.get_doc(PARTICIPATION, participation).presences if columns else []
	row = next((row for row in noted if row.meeting == meeting), None)
	return paper_custom_values(row, columns) if row else []


def log_print(meeting) -> None:
	"""Log the print of a list for everybody who is named on it."""
	for row in get_people(meeting):
		write_line(doctype=PARTICIPATION, document=row.name, file_type="PDF", method="Print")


def paper_group_leaders(doc) -> list[str]:
	"""Return the names of those who lead the group on the day of the meeting, for the paper (`hooks.jinja`)."""
	if not doc.get("creation"):
		return []
	# get_all: they are rows of the group whose meeting the user reads.
	rows = frappe.get_all(
		"Support Group Leader",
		{"parent": doc.support_group, "parenttype": "Support Group"},
		["user", "full_name", "outside_leader", "from_date", "until_date"],
		order_by="idx",
	)
	day = getdate(doc.meeting_date)
	return [
		row.full_name or row.outside_leader or row.user
		for row in rows
		if runs_on(day, row.from_date, row.until_date)
	]
