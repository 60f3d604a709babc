"""What differs between the releases of the framework, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import cint

HOOK = "has_permission"
PERMISSION_NOTES = "has_permission_check_logs"


# From this release on a hook may speak for every DocType ("*").
HOOKS_OF_EVERY_DOCTYPE = (15, 11)


def get_release() -> tuple[int, ...]:
	"""Return the framework's release, e.g. (15, 55); a snapshot of 15.0.0-dev is (15, 0)."""
	return tuple(cint(part) for part in frappe.__version__.split(".")[:2])


def asks_hooks_of_every_doctype() -> bool:
	"""Return whether the framework asks the hooks that stand under `"*"`."""
	return get_release() >= HOOKS_OF_EVERY_DOCTYPE


def marks_workspaces_of_apps() -> bool:
	"""Return whether a workspace says of which app it is (v16), which deletes those that have no file."""
	return frappe.db.has_column("Workspace", "app")


def not_our_business() -> bool | None:
	"""Return what a `has_permission` hook of every DocType answers for a document that it has nothing to say of.

	Up to v15 the first answer decides, so a True would switch other apps' hooks off; from v16 on every hook is asked,
	and None refuses.
	"""
	return True if get_release() >= (16, 0) else None


def get_readable_in_sql(
	doctype: str, filters: dict | list | None, fields: tuple[str, ...] = ("name",)
) -> str:
	"""Return the query for columns of what the session's user may list, for use as a subquery.

	The framework writes it, with its permissions. v15 returns text, v16 an object that becomes text.
	"""
	fields = [f"`tab{doctype}`.`{field}`" for field in fields]
	query = frappe.get_list(doctype, filters=filters, fields=fields, run=0, limit_page_length=0)
	return query if isinstance(query, str) else query.get_sql()


@contextmanager
def without_permission_notes() -> Iterator[None]:
	"""Ask a permission without leaving a note of it in the answer.

	From 15 on the framework shows the user its notes, with the names of the documents that were asked on the way.
	"""
	notes, muted = frappe.flags.get(PERMISSION_NOTES), frappe.flags.mute_messages
	frappe.flags[PERMISSION_NOTES], frappe.flags.mute_messages = [], True
	try:
		yield
	finally:
		frappe.flags[PERMISSION_NOTES], frappe.flags.mute_messages = notes, muted


def ask_other_hooks(doc, ptype: str | None, user: str, ours: str) -> bool:
	"""Return what a `has_permission` hook of ours answers for a record of the core that is not its business.

	Up to v15 the first hook with an answer decides, and ours is asked before the core's: a True of ours would
	switch the core's hook off. From v16 on every hook is asked, and None refuses. So ours answers as the others
	would, and True where there is none. ours: the dotted path of the hook that asks.
	"""
	hooks = frappe.get_hooks(HOOK)
	methods = [method for method in (*hooks.get(doc.doctype, ()), *hooks.get("*", ())) if method != ours]
	for method in reversed(methods):
		answer = frappe.call(frappe.get_attr(method), doc=doc, ptype=ptype, user=user)
		if answer is not None:
			return bool(answer)
	return True
