"""What differs between the releases of the framework, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

HOOK = "has_permission"
PERMISSION_NOTES = "has_permission_check_logs"


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
