"""Locks for rules that look at other rows, so that they also hold when two requests arrive at the same moment.

Always in this order: family, worker, other documents (card, centre, enrolment, plan, session). Whoever waited for a lock must ask
with a locking read (`read_now`, `for_update=True`): a plain one answers from before the wait (REPEATABLE READ). A lock
ends with the request's transaction, so nothing slow (mail, PDF, file) is done while it is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps

import frappe
from frappe import _

from opsfamily.permissions.known import get_family_column


class TryAgainError(Exception):
	"""Another request was changing the same documents. No ValidationError: nobody may go on after it, as the database
	has undone the whole transaction."""

	http_status_code = 409


# DocType → its field with the worker whose other time, cards or cases the rules look at.
WORKER_FIELDS = {
	"Assistant Timesheet": "assistant",
	"Case Assignment": "user",
	"Employment": "user",
	"Family Visit": "assistant",
	"Home Outing": "worker",
	"Other Work Time": "worker",
	"Work Absence": "user",
	"Worker Vehicle": "user",
}
# DocType → its field with the document that the rules look at, and the DocType of that.
DOCUMENT_FIELDS = {
	"Day Centre Enrolment": ("centre", "Day Centre"),
	"Day Centre Note": ("enrolment", "Day Centre Enrolment"),
	"Supervision Record": ("session", "Supervision Session"),
	"Supervision Session": ("plan", "Supervision Plan"),
}
# MariaDB from 11.6 on: the row has changed since the transaction began.
CHANGED_SINCE_READ = 1020


def lock_family(name: str | None) -> None:
	_lock("Family", name)


def lock_worker(user: str | None) -> None:
	_lock("User", user)


def lock_families(names: Iterable[str]) -> None:
	"""Lock several families in the order that every request keeps."""
	for name in sorted(set(names)):
		lock_family(name)


def lock_for(doc, values: dict | None = None) -> None:
	"""Lock what the rules of a document look at. values: its stored values, by default those of the document."""
	values, column = values or doc, get_family_column(doc.doctype)
	if column and column != "name":
		lock_family(values.get(column))
	if doc.doctype in WORKER_FIELDS:
		lock_worker(values.get(WORKER_FIELDS[doc.doctype]))
	if doc.doctype in DOCUMENT_FIELDS:
		fieldname, doctype = DOCUMENT_FIELDS[doc.doctype]
		_lock(doctype, values.get(fieldname))


def lock_for_stored(doctype: str, name: str) -> None:
	"""Lock what the rules of a stored document look at, before the document itself is locked."""
	columns = [get_family_column(doctype), WORKER_FIELDS.get(doctype)]
	columns.append(DOCUMENT_FIELDS.get(doctype, (None,))[0])
	columns = [column for column in columns if column and column != "name"]
	stored = frappe.db.get_value(doctype, name, columns, as_dict=True) if columns else None
	if stored:
		lock_for(frappe._dict(doctype=doctype), stored)


def lock_stored(doctype: str, name: str) -> None:
	"""Lock a stored document, after what its rules look at."""
	lock_for_stored(doctype, name)
	_lock(doctype, name)


def read_now(doctype: str, filters: dict, fields: list[str], order_by: str = "name") -> list[frappe._dict]:
	"""Return rows as they are committed at this moment, without a permission check, and keep them so until the end of
	the transaction."""
	order = ", ".join(name_direction(part) for part in order_by.split(","))
	# Columns rather than texts: the framework parses each text as SQL, which takes longer than the query.
	columns = [frappe.qb.DocType(doctype)[field] for field in fields]
	return frappe.db.get_values(doctype, filters, columns, as_dict=True, order_by=order, for_update=True)


def name_direction(column: str) -> str:
	"""Return a column to order by with its direction: without one, versions differ in which way it goes."""
	column = column.strip()
	return column if " " in column else f"{column} asc"


@contextmanager
def busy_as_refusal() -> Iterator[None]:
	"""Turn a deadlock, and a wait that took too long, into TryAgainError, with a sentence that asks to try again."""
	try:
		yield
	except Exception as error:
		if not is_busy(error):
			raise
		frappe.throw(
			_(
				"Somebody else is saving the same documents at this moment. Nothing was saved; please try again."
			),
			TryAgainError,
		)


def is_busy(error: Exception) -> bool:
	"""Return whether the database refused because of another transaction."""
	busy = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)
	return isinstance(error, busy) or error.args[:1] == (CHANGED_SINCE_READ,)


def repeated_once(method: Callable) -> Callable:
	"""Repeat a method of a client once from the start when another request was in its way, or changed in between what
	the method had read: then the rules answer from what is stored now.

	Only for methods whose work is all in the database: the first attempt is undone whole.
	"""

	@wraps(method)
	def attempt_twice(*args, **arguments):
		try:
			with busy_as_refusal():
				return method(*args, **arguments)
		except (TryAgainError, frappe.TimestampMismatchError):
			frappe.db.rollback()
			frappe.clear_messages()
		with busy_as_refusal():
			return method(*args, **arguments)

	return attempt_twice


def _lock(doctype: str, name: object) -> None:
	# A client may send anything as a name; what is no text names no row.
	if name and isinstance(name, str):
		table = frappe.qb.DocType(doctype)
		frappe.qb.from_(table).select(table.name).where(table.name == name).for_update().run()
