"""Refusal of values that do not fit their field, before any rule or the database meets them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

import frappe
from frappe import ValidationError, _
from frappe.model import table_fields
from frappe.utils import cstr


class WrongValueError(ValidationError):
	"""A value does not fit its field: a text for a day, for a number or for a table, or a text that is too long."""


TEXTS = (
	"Attach",
	"Attach Image",
	"Autocomplete",
	"Data",
	"Dynamic Link",
	"Link",
	"Select",
	"Small Text",
	"Text",
)
# What the database stores in a column for texts, in bytes.
LARGEST_TEXT = 65_535
LARGEST_WHOLE_NUMBER = 2**31 - 1
LARGEST_AMOUNT = 10**11
HOUR = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?")


def refuse_wrong_values(doc) -> None:
	"""Refuse values of the document and its rows that do not fit their fields, naming the field (WrongValueError)."""
	for df in doc.meta.fields:
		if df.fieldtype in table_fields:
			refuse_no_table(doc, df.fieldname, doc.get(df.fieldname))
	for row in (doc, *doc.get_all_children()):
		for df in row.meta.fields:
			value, fits = row.__dict__.get(df.fieldname), FITTING.get(df.fieldtype)
			if fits and value not in (None, "") and not _is_left_to_the_document(row, df):
				_refuse_unless(fits(value), doc, row, df)
				if df.fieldtype in TEXTS and not isinstance(value, str):
					row.set(df.fieldname, cstr(value))


def refuse_no_table(doc, fieldname: str, rows: object) -> None:
	"""Refuse a table that is no list (WrongValueError)."""
	if isinstance(rows, (str, dict)) or not (rows is None or isinstance(rows, Iterable)):
		frappe.throw(_("{0}: this is no list of rows.").format(doc.label_of(fieldname)), WrongValueError)


def refuse_no_row(doc, fieldname: str, row: object) -> None:
	"""Refuse a row that is no object with fields (WrongValueError)."""
	if row is not None and not isinstance(row, dict) and not hasattr(row, "as_dict"):
		frappe.throw(
			_("{0}: each row is written as an object with fields.").format(doc.label_of(fieldname)),
			WrongValueError,
		)


def _is_left_to_the_document(row, df) -> bool:
	# Hours of a contact have a refusal of their own.
	return df.fieldtype == "Time" and df.fieldname in getattr(row, "TIMES", ())


def _refuse_unless(fits: bool, doc, row, df) -> None:
	if not fits:
		label = doc.label_of(df.fieldname, row if row is not doc else None)
		frappe.throw(get_sentence(df.fieldtype).format(label), WrongValueError)


def get_sentence(fieldtype: str) -> str:
	"""Return what is wrong with a value of a field of this type; takes the field's label."""
	if fieldtype == "Date":
		return _("{0}: write the day as RRRR-MM-DD, e.g. 2026-10-05.")
	if fieldtype == "Datetime":
		return _("{0}: write day and hour as RRRR-MM-DD HH:MM:SS.")
	if fieldtype == "Time":
		return _("{0}: write the hour as HH:MM, e.g. 15:30.")
	if fieldtype in TEXTS:
		return _("{0}: this is no text, or it is too long.")
	return _("{0}: write a number.")


def is_day(value: object) -> bool:
	"""Return whether the value is a day, or a text of one."""
	return _is_moment(value, lambda text: date.fromisoformat(text[:10]))


def is_moment(value: object) -> bool:
	"""Return whether the value is a day with an hour, or a text of one."""
	return _is_moment(value, datetime.fromisoformat)


def _is_moment(value: object, parse: Callable[[str], object]) -> bool:
	if isinstance(value, date):
		return True
	try:
		return isinstance(value, str) and bool(parse(value))
	except ValueError:
		return False


def is_hour(value: object) -> bool:
	"""Return whether the value is a time of day, or a text of one."""
	return not isinstance(value, (str, int, float, list, dict)) or bool(
		isinstance(value, str) and HOUR.fullmatch(value)
	)


def is_number(value: object, largest: int = LARGEST_AMOUNT) -> bool:
	"""Return whether the value is a number within bounds, or a text of one."""
	try:
		number = float(value.replace(",", "")) if isinstance(value, str) else float(value)
	except (TypeError, ValueError, OverflowError):
		return False
	return math.isfinite(number) and abs(number) <= largest


def is_whole_number(value: object) -> bool:
	"""Return whether the value is a number that fits a column of whole numbers."""
	return is_number(value, LARGEST_WHOLE_NUMBER)


def is_text(value: object) -> bool:
	"""Return whether the value is a text that fits its column, or a number or day, which becomes one.

	Half of a sign of two (a lone surrogate) is no text: the database takes none.
	"""
	try:
		return not isinstance(value, (list, dict)) and len(cstr(value).encode()) <= LARGEST_TEXT
	except UnicodeEncodeError:
		return False


FITTING = {
	"Check": is_whole_number,
	"Currency": is_number,
	"Date": is_day,
	"Datetime": is_moment,
	"Float": is_number,
	"Int": is_whole_number,
	"Percent": is_number,
	"Time": is_hour,
	**dict.fromkeys(TEXTS, is_text),
}
