"""Arguments from a client as Python values, and the refusal of missing ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from opsfamily.core.days import FIRST_DAY, LAST_DAY


def parse(value: object) -> object:
	"""Return JSON in a text as Python values, other values unchanged, None for a text that is not JSON."""
	try:
		return frappe.parse_json(value)
	except ValueError:
		return None


def as_list(value: str | list | None) -> list:
	"""Return a list, given as JSON or as a list; empty for anything else."""
	parsed = parse(value)
	return parsed if isinstance(parsed, list) else []


def as_object(value: str | dict | None) -> dict:
	"""Return an object, given as JSON or as a dict; empty for anything else."""
	parsed = parse(value)
	return parsed if isinstance(parsed, dict) else {}


def texts_in(value: str | list | None) -> list[str]:
	"""Return the texts in a list, such as names of documents; other items are left out."""
	return [item for item in as_list(value) if isinstance(item, str)]


def as_filters(value: str | list | dict | None) -> list | dict:
	"""Return filters of a list, given as JSON, as a list or as a dict. Raises ValidationError for anything else."""
	parsed = parse(value) if value else {}
	if not isinstance(parsed, list | dict):
		_refuse_filters()
	return parsed


@contextmanager
def filters_refused() -> Iterator[None]:
	"""Refuse filters that the framework does not understand, which it answers with a server error."""
	try:
		yield
	except _get_errors():
		_refuse_filters()


@contextmanager
def arguments_refused() -> Iterator[None]:
	"""Refuse arguments that a method of the core cannot read, which it answers with a server error.

	What went wrong is in the Error Log, as it is after a server error.
	"""
	try:
		yield
	except _get_errors() as error:
		frappe.log_error(title="A request of unreadable arguments")
		detail = frappe.bold(escape_html(str(error.args[0] if error.args else "")[:60]))
		frappe.throw(_("The arguments of this request cannot be read: {0}.").format(detail))


def _get_errors() -> tuple[type[Exception], ...]:
	return (AttributeError, LookupError, StopIteration, TypeError, ValueError, *_get_database_errors())


def _get_database_errors() -> tuple[type[Exception], ...]:
	# An unknown column, or a value that fits no column; a deadlock is none of these.
	return (
		frappe.db.ProgrammingError,
		frappe.db.OperationalError,
		frappe.db.DataError,
		frappe.db.InternalError,
	)


def _refuse_filters() -> None:
	frappe.throw(_("{0}: these are no filters of a list.").format(frappe.bold(_("Filters"))))


def as_day(value: str | None, label: str) -> date:
	"""Return a day given as RRRR-MM-DD; today where none is given. label: translated, as the message shows it."""
	with suppress(ValueError):
		day = date.fromisoformat(str(value)[:10]) if value else getdate()
		if FIRST_DAY <= day <= LAST_DAY:
			return day
	frappe.throw(_("{0}: write the day as RRRR-MM-DD, e.g. 2026-10-05.").format(frappe.bold(label)))


def as_moment(value: str | None, label: str) -> datetime:
	"""Return a day with an hour. label: translated, as the message shows it. Raises ValidationError, also for none."""
	try:
		return datetime.fromisoformat(str(value))
	except ValueError:
		frappe.throw(_("{0}: write day and hour as RRRR-MM-DD HH:MM:SS.").format(frappe.bold(label)))


def refuse_missing(label: str, refusal: type[Exception] = frappe.ValidationError) -> None:
	"""Throw `refusal` for an empty field. label: its translated label, as the message shows it."""
	frappe.throw(_("{0} is missing.").format(label), refusal)
