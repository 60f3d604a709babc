"""The office's decisions in OPS Settings."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import frappe
from frappe.utils import cast, get_system_timezone

SETTINGS = "OPS Settings"
# In these settings zero is an answer („never”, „on the day itself”); in others it means that nothing was set.
ZERO_COUNTS = frozenset(
	{
		"case_review_weeks",
		"clock_tolerance_minutes",
		"day_note_edit_days",
		"days_without_plan",
		"device_draft_hours",
		"first_day_correction_days",
		"first_assessment_days",
		"first_plan_days",
		"leaving_days",
		"opinion_alone_days",
		"other_work_grace_days",
		"late_entry_days",
		"outing_keep_days",
		"outing_margin_minutes",
		"similar_family_hints",
		"supervision_hours",
		"waiting_days",
	}
)


def get_setting(fieldname: str):
	"""Return a setting in its field's type: the office's value, else the default of the field.

	Settings that were never stored are filled in on loading (OPSSettings.load_from_db). Units are given in the
	field's description.
	"""
	value = frappe.get_cached_doc(SETTINGS).get(fieldname)
	# Asked first: the description of all settings is large, and every list of a worker asks for one.
	if value not in (None, "", 0) or fieldname in ZERO_COUNTS:
		return value
	df = frappe.get_meta(SETTINGS).get_field(fieldname)
	return value if df.fieldtype == "Check" or not df.default else cast(df.fieldtype, df.default)


def get_zone() -> ZoneInfo:
	"""Return the time zone of the office's clock, by which its hours are written."""
	return ZoneInfo(get_system_timezone())
