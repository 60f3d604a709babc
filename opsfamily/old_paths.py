"""Where methods went that page scripts of version 1.0 call: a phone may hold such a script for days.

Kept for one version. To be deleted with version 1.2, together with `ops_visits/month_cards.py` (a queued job's
old path) and `tests/rest/test_old_paths.py`. `opsfamily.api` has not moved; `gate` was never called by its own
path.
"""

# Old module → method → its new module.
MOVED = {
	"opsfamily.calendars": {
		"deadline_events": "opsfamily.clocks.calendar",
		"visit_events": "opsfamily.ops_visits.doctype.family_visit.calendar",
		"move_visit": "opsfamily.ops_visits.doctype.family_visit.calendar",
		"conference_events": "opsfamily.ops_teamwork.doctype.case_conference.calendar",
	},
	"opsfamily.ops_casework.import_template": dict.fromkeys(
		["download_import_template"], "opsfamily.ops_casework.doctype.family.import_template"
	),
	"opsfamily.ops_visits.month_close": dict.fromkeys(
		["screen", "prepare", "progress", "send", "accept", "send_back", "papers"],
		"opsfamily.ops_visits.page.month_close.month_close",
	),
	"opsfamily.ops_visits.quick_visit": dict.fromkeys(
		["start", "save", "save_draft", "discard_draft", "device_key"],
		"opsfamily.ops_visits.page.quick_visit.quick_visit",
	),
}


def overrides() -> dict[str, str]:
	"""Return the entries of `override_whitelisted_methods`: old dotted path → new one."""
	return {
		f"{old}.{method}": f"{new}.{method}"
		for old, methods in MOVED.items()
		for method, new in methods.items()
	}
