"""Whom a change of the settings touches: said at saving, before somebody wonders at red deadlines."""

from __future__ import annotations

from collections import Counter

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from opsfamily.case.workload import get_loads_of_assistants
from opsfamily.clocks.ordinary import Window
from opsfamily.clocks.section import find
from opsfamily.permissions.rule import can_see_section

LIMITS = "workload_ceilings"


class Touched:
	"""What was overdue, and who had more families than the limit, before a change of the settings."""

	def __init__(self, settings):
		self.changes_limits = _get_limits(settings) != _get_limits(settings.get_doc_before_save())
		self.overdue, self.above = count_overdue(), set(find_above())

	def tell(self, settings) -> None:
		"""Show which deadlines became overdue or no longer are, and who is above the new limit."""
		frappe.clear_document_cache(settings.doctype, settings.name)
		lines = describe_overdue(self.overdue, count_overdue())
		if self.changes_limits:
			lines += [
				_("{0}: {1} families, more than the limit.").format(name, families)
				for user, (name, families) in find_above().items()
				if user not in self.above
			]
		if not can_see_section(frappe.session.user):
			lines.append(_("Which deadlines this touches the coordinator and the head see in Deadlines."))
		if lines:
			frappe.msgprint("<br>".join(lines), title=_("Whom the Change Touches"), indicator="orange")


def may_touch(settings) -> bool:
	"""Return whether saving changes a number of days, months or families that clocks and limits look at."""
	before = settings.get_doc_before_save()
	return bool(before) and (
		_get_limits(settings) != _get_limits(before)
		or any(
			settings.has_value_changed(df.fieldname)
			for df in settings.meta.get("fields", {"fieldtype": "Int"})
		)
	)


def _get_limits(settings) -> list[tuple[str, float]]:
	return [(str(row.from_date), row.families) for row in settings.get(LIMITS)]


def count_overdue() -> Counter[str]:
	"""Return clock → its deadlines that have passed, of those that the user sees."""
	overdue = Counter()
	for (clock, _day), number in find(Window(last=add_days(getdate(), -1)), limit=0).numbers.items():
		overdue[clock] += number
	return overdue


def find_above() -> dict[str, tuple[str, int]]:
	"""Return user → (full name, families) of the assistants above the limit of today."""
	rows = get_loads_of_assistants(getdate())
	return {row["user"]: (frappe.bold(row["full_name"]), row["families"]) for row in rows if row["is_above"]}


def describe_overdue(before: Counter[str], now: Counter[str]) -> list[str]:
	"""Return a line for each clock whose number of overdue deadlines changes."""
	return [
		_("{0}: {1} overdue, before the change {2}.").format(frappe.bold(_(clock)), now[clock], before[clock])
		for clock in sorted(before | now)
		if before[clock] != now[clock]
	]
