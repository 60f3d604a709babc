"""„Popraw pierwszy dzień przydziału”: the offer to the coordinator when a contact was before the assignment."""

import frappe
from frappe import _

from opsfamily.arguments import as_day, refuse_missing
from opsfamily.permissions.documents import get_permitted, require_any


def correct_first_day(family: str, worker: str, day: str, reason: str) -> str:
	"""Move the first day of the worker's earliest assignment on the family back. Return the assignment's name.

	Raises PermissionError, FirstDayError.
	"""
	require_any("write", "Case Assignment")
	filters = {"family": family, "user": worker}
	names = frappe.get_list(
		"Case Assignment", filters=filters, pluck="name", order_by="from_date, name", limit_page_length=1
	)
	if not names:
		refuse_missing(frappe.bold(_("Case Assignment")))
	assignment = get_permitted("Case Assignment", names[0], "write")
	assignment.update({"from_date": as_day(day, _("Day")), "first_day_reason": reason})
	assignment.save()
	return assignment.name
