"""The lock of a closed case, asked before any of its documents is written (table: `core/closed_case.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.closing import read_end_of_case
from opsfamily.case.facts import get_facts
from opsfamily.case.locks import WORKER_FIELDS, read_now
from opsfamily.core import closed_case as core
from opsfamily.core.assignments import runs_on
from opsfamily.core.closed_case import End
from opsfamily.core.months import first_and_last_day
from opsfamily.core.status import ending_on, is_in_force
from opsfamily.office import get_setting
from opsfamily.permissions.rule import can_see_section


class CaseClosedError(ValidationError):
	"""Nothing new is written on a closed case until the head reopens it."""


class LateEntryError(CaseClosedError):
	"""The time for late entries is over, or the entry is of a day on which its worker was not on the case."""


class OutlivesClosingError(CaseClosedError):
	"""An assignment gives access longer than the closing and its monitoring allow."""


def refuse_on_closed_case(doc) -> None:
	"""Refuse what a closed case does not allow (CaseClosedError, LateEntryError, OutlivesClosingError)."""
	is_access = doc.doctype == core.ACCESS
	days = list(get_new_days(doc)) if core.is_locked(doc.doctype) and not is_access else []
	end = get_end(doc.get("family")) if days or is_access else None
	if not end:
		return
	if is_access:
		refuse_access(doc, end)
	for day, row, fieldname in days:
		if core.refuse_day(doc.doctype, day, end):
			refuse_after_end(doc, row, fieldname, end)
		if is_new_entry(doc):
			refuse_late_entry(doc, day, end)


def get_end(family: str | None) -> End | None:
	"""Return the end of the family's case in force, read with a lock; None while the case is open."""
	if not family:
		return None
	known = read_end_of_case(family)
	if known and known.closing_date:
		days = (known.closing_date, known.monitoring_until)
		return core.make_end(*days, get_setting("late_entry_days"), known.late_until)
	if not known or not known.ended_before:
		return None
	ending = ending_on(get_facts(family, lock=True).endings, getdate())
	return End(ending.closed, ending.closed) if is_in_force(ending, getdate()) else None


def get_new_days(doc) -> Iterator[tuple[date, object, str]]:
	"""Yield the days that saving writes newly, each with its row (or the document) and its field."""
	field = core.get_field(doc.doctype)
	if isinstance(field, tuple):
		yield from get_new_days_of_rows(doc, *field)
	elif field is None:
		if doc.is_new():
			yield getdate(), doc, ""
	elif doc.get(field) and (is_new_entry(doc) or doc.is_changed(field)):
		yield get_day(doc.get(field)), doc, field


def get_new_days_of_rows(doc, table: str, fieldname: str) -> Iterator[tuple[date, object, str]]:
	"""Yield the days of rows that are new or have another day than stored."""
	before = doc.get_doc_before_save()
	stored = {row.name: row.get(fieldname) for row in before.get(table)} if before else {}
	for row in doc.get(table):
		if row.get(fieldname) and getdate(row.get(fieldname)) != stored.get(row.name):
			yield getdate(row.get(fieldname)), row, fieldname


def get_day(value) -> date:
	"""Return a day, or the first day of a month (`2026-10`)."""
	return first_and_last_day(value)[0] if isinstance(value, str) and len(value) == 7 else getdate(value)


def is_new_entry(doc) -> bool:
	"""Return whether the document is new work: inserted or submitted, and no correction of a cancelled one."""
	return (doc.is_new() or doc._action == "submit") and not doc.get("amended_from")


def refuse_after_end(doc, row, fieldname: str, end: End) -> None:
	label = doc.label_of(fieldname, row if row is not doc else None) if fieldname else _(doc.doctype)
	frappe.throw(
		_("{0}: the work with this family ended on {1}. The head reopens the case first.").format(
			label, format_day(end.last_day)
		),
		CaseClosedError,
	)


def refuse_late_entry(doc, day: date, end: End) -> None:
	"""Refuse an entry that comes too late, or is not of its worker's own day (LateEntryError)."""
	reason = core.refuse_entry(doc.doctype, end, getdate(), was_on_case(doc, day))
	if reason == core.TOO_LATE:
		frappe.throw(
			_(
				"The work with this family ended on {0}; late entries were possible until {1}. The head opens them."
			).format(format_day(end.last_day), format_day(end.late_until)),
			LateEntryError,
		)
	if reason:
		frappe.throw(
			_(
				"The work with this family ended on {0}; late entries are written by the worker of that day."
			).format(format_day(end.last_day)),
			LateEntryError,
		)


def was_on_case(doc, day: date) -> bool:
	"""Return whether the document's worker, else the session's user, was on the case on the day.

	Coordinator and head write what has no worker of its own.
	"""
	fieldname = WORKER_FIELDS.get(doc.doctype)
	if not fieldname and can_see_section(frappe.session.user):
		return True
	user = doc.get(fieldname) if fieldname else frappe.session.user
	keys = {"family": doc.family, "user": user}
	return any(
		runs_on(day, *row.values()) for row in read_now("Case Assignment", keys, ["from_date", "until_date"])
	)


def refuse_access(doc, end: End) -> None:
	"""Refuse an assignment that would outlive the closing and its monitoring (OutlivesClosingError)."""
	last = getdate(doc.until_date) if doc.until_date else None
	if core.refuse_access(getdate(doc.from_date), last, end):
		frappe.throw(
			_(
				"{0}: this case is closed, so nobody is on it after {1}. The head reopens the case first."
			).format(doc.label_of("until_date"), format_day(end.access_until)),
			OutlivesClosingError,
		)


def format_day(day: date) -> str:
	"""Return a day as papers and messages say it: 05.10.2026."""
	return day.strftime("%d.%m.%Y")
