"""Core DocTypes whose records work as somebody else than their reader, and the guard of each (reach.py).

Does not import frappe: hooks are read before there is a site. Some of these DocTypes are in an app of their own in
newer versions of the platform, and are guarded there as well.
"""

from __future__ import annotations

# Core DocType → the field that names the DocType which its records work on.
FIELDS = {
	"Assignment Rule": "document_type",
	"Auto Repeat": "reference_doctype",
	"Energy Point Rule": "reference_doctype",
	"Milestone Tracker": "document_type",
	"Notification": "document_type",
	"Server Script": "reference_doctype",
	"Web Form": "doc_type",
	"Webhook": "webhook_doctype",
}
# DocType → its guard, where that is another one than `guard_record`.
OWN_GUARDS = {
	"Auto Email Report": "guard_report_record",
	"Global Search Settings": "guard_global_search",
	"Newsletter": "guard_newsletter",
	"Prepared Report": "guard_report_record",
	"Report": "guard_report",
	"Web Form": "guard_web_form",
	"Web Page": "guard_template",
	"Web Template": "guard_template",
}


def doc_events() -> dict[str, dict[str, str]]:
	"""Return the hook `doc_events` of these DocTypes.

	In `before_validate`, which no flag leaves out.
	"""
	guards = {**dict.fromkeys(FIELDS, "guard_record"), **OWN_GUARDS}
	return {
		doctype: {"before_validate": f"opsfamily.permissions.reach.{guard}"}
		for doctype, guard in guards.items()
	}
