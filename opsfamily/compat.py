"""What differs between the releases of the framework, in one place."""

from __future__ import annotations

import frappe

HOOK = "has_permission"


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
