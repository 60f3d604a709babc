"""The bounds of every day in a confidential document: one rule, for forms, REST, the phone page and the import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import frappe
from frappe import ValidationError, _
from frappe.utils import formatdate, getdate

from opsfamily.core.days import WORK, Bounds, get_bounds
from opsfamily.permissions.known import get_family_column


class FutureDateError(ValidationError):
	"""Something that has happened cannot be dated in the future."""


class TooEarlyError(ValidationError):
	"""A day before 1900, or a day of work before the family was known to the office."""


class TooLateError(ValidationError):
	"""An end or a deadline in a distant future is a typing mistake."""


def refuse_impossible_days(doc) -> None:
	"""Refuse a changed day of the document or its rows that is out of bounds, naming the field (TooEarlyError,
	FutureDateError, TooLateError). What is not changed is left, so that an old document can still be saved."""
	# Asked once, however many rows have a day.
	today, day_known = getdate(), cache(get_day_known)
	for row, df in get_changed_days(doc):
		day, is_work = getdate(row.get(df.fieldname)), df.fieldname in WORK.get(row.doctype, ())
		is_bounded = is_work and not doc.is_day_of_work(day)
		known_since = day_known(get_family_of(doc)) if is_bounded else None
		bounds = get_bounds(row.doctype, df.fieldname, today, known_since)
		if not bounds.first <= day <= bounds.last:
			label = doc.label_of(df.fieldname, row if row is not doc else None)
			refuse_out_of_bounds(label, day, bounds, is_work)


def refuse_out_of_bounds(label: str, day: date, bounds: Bounds, is_work: bool) -> None:
	"""Say of a day, by the label of its field, on which side of its bounds it lies."""
	if day < bounds.first:
		frappe.throw(get_sentence_for_early(is_work).format(label, formatdate(bounds.first)), TooEarlyError)
	if bounds.last == getdate():
		frappe.throw(_("{0} cannot lie in the future.").format(label), FutureDateError)
	frappe.throw(_("{0}: this day is too far ahead.").format(label), TooLateError)


def get_sentence_for_early(is_work: bool) -> str:
	"""Return why a day is too early; takes the field's label and the first day."""
	if is_work:
		return _("{0} lies before the day on which the office came to know the family ({1}).")
	return _("{0}: no day before {1}.")


def get_changed_days(doc) -> Iterator[tuple]:
	"""Yield (document or row, field) for each day that this save writes anew."""
	before = doc.get_doc_before_save()
	rows = {row.name: row for row in before.get_all_children()} if before else {}
	for row in (doc, *doc.get_all_children()):
		stored = before if row is doc else rows.get(row.name)
		for df in row.meta.fields:
			value = row.get(df.fieldname) if df.fieldtype == "Date" else None
			if value and not (stored and str(stored.get(df.fieldname)) == str(getdate(value))):
				yield row, df


def get_family_of(doc) -> str | None:
	"""Return the family of a document; a Family is known by its own name once it is stored."""
	column = get_family_column(doc.doctype)
	return doc.get(column) if column and not (column == "name" and doc.is_new()) else None


def get_day_known(family: str | None) -> date | None:
	"""Return the first day on which the office knew a family: of its notification, request or application, or of an
	earlier assistant where it was taken over; None while no paper says how it came.

	Without a permission check: it bounds what may be written, and shows no document.
	"""
	if not family:
		return None
	[(came, assisted)] = frappe.db.sql(
		"""select
			(select min(`day`) from (
				select min(`received_on`) `day` from `tabFamily Notification` where `family` = %(family)s
				union all select min(least(`request_date`, ifnull(`application_date`, `request_date`),
					ifnull(`court_date`, `request_date`))) from `tabAssistant Request` where `family` = %(family)s
				union all select min(`application_received_on`) from `tabSupport Catalogue`
					where `family` = %(family)s
			) `came`),
			(select min(`day`) from (
				select min(`from_date`) `day` from `tabCase Assignment` where `family` = %(family)s
				union all select `assistant_since` from `tabFamily` where `name` = %(family)s
			) `assisted`)""",
		{"family": family},
	)
	return min(getdate(day) for day in (came, assisted) if day) if came else None
