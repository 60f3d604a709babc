"""„Badania przesiewowe – przegląd”: which children were never screened, what is due, and whose follow-up is open.

Of the open cases that the reader sees. Results and follow-ups are shown to readers of permission level 1 only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint

from opsfamily.case.household import read_households
from opsfamily.case.reports import answers_refusals
from opsfamily.clocks.cases import Cases
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.age import age_on, in_years
from opsfamily.core.options import read_options
from opsfamily.core.screening import (
	AGE_BOUNDS,
	DUE,
	NEVER,
	SCREENED,
	Range,
	age_group,
	is_child,
	is_follow_up_open,
	is_to_screen,
	state_of,
)
from opsfamily.permissions.gate import can_read_sensitive_fields

SCREENING, TOOL = "Screening", "Screening Tool"
FOLLOW_UP_OPEN, RESULTS = "Follow-Up Open", "Results"
COLOURS = {NEVER: "red", DUE: "orange", SCREENED: "green"}
PLAIN = ["name", "family", "child", "birth_date", "tool", "screened_on", "next_due"]
# Of permission level 1.
SENSITIVE = ["result", "follow_up", "follow_up_done_on"]


@answers_refusals
def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, the message about missing birth dates, no chart and the sums.

	filters: view (a state, Follow-Up Open or Results; empty: every child), tool.
	"""
	filters = frappe._dict(filters or {})
	cases, knows_results = Cases(), can_read_sensitive_fields(SCREENING)
	screenings = read_screenings(cases, filters.tool, knows_results)
	if filters.view == RESULTS:
		return get_result_columns(), count_results(screenings) if knows_results else [], None
	members, ranges = read_members(cases), read_ranges(filters.tool)
	rows = [row for each in members for row in make_rows(each, screenings, cases.today, ranges)]
	shown = [row for row in rows if filters.view in (None, "", row["state_key"], row["follow_up_key"])]
	return get_columns(knows_results), shown, count_unknown(members), None, get_summary(rows, knows_results)


def read_screenings(cases: Cases, tool: str | None, knows_results: bool) -> dict[str, list]:
	"""Return family → its screenings, the oldest first. tool: only by this one."""
	fields = [*PLAIN, *(SENSITIVE if knows_results else ())]
	found = defaultdict(list)
	filters = {"tool": tool} if tool else {}
	for row in cases.listed(SCREENING, filters, fields, "screened_on, creation"):
		found[row.family].append(row)
	return found


def read_members(cases: Cases) -> list[frappe._dict]:
	"""Return the members of the households of today whom no birth date shows to be of age, by the families' names."""
	families = cases.families
	households = read_households(cases.today, list(families))
	for name, rows in households.items():
		for row in rows:
			row.update(family=name, representative=families[name].representative)
	members = [row for rows in households.values() for row in rows]
	members = [row for row in members if not row.birth_date or is_child(row.birth_date, cases.today)]
	return sorted(members, key=lambda row: (row.representative or "", row.family, str(row.birth_date or "")))


def make_rows(
	member: frappe._dict, screenings: dict[str, list], today: date, ranges: list[Range]
) -> Iterator[dict]:
	"""Yield a row for the newest screening of the child by each tool, or one that says that there was none."""
	person = Person(member.full_name or "", member.birth_date)
	own = [
		row for row in screenings[member.family] if is_same_person(person, Person(row.child, row.birth_date))
	]
	newest = {row.tool: row for row in own}
	for row in newest.values():
		yield show(member, row, state_of(row.next_due, today), today)
	if not newest and member.birth_date and is_to_screen(member.birth_date, today, ranges):
		yield show(member, frappe._dict(), NEVER, today)


def read_ranges(tool: str | None) -> list[Range]:
	"""Return the ages for which the office's tools are meant. tool: only this one."""
	# get_all: the office's dictionary, of which nothing is told.
	filters = {"name": tool} if tool else {"disabled": 0}
	rows = frappe.get_all(TOOL, filters, ["from_months", "until_months"], order_by="name")
	return [Range(cint(row.from_months), cint(row.until_months)) for row in rows]


def show(member: frappe._dict, screening: frappe._dict, state: str, today: date) -> dict:
	"""Return a row of the report. screening: empty where there was none."""
	is_open = is_follow_up_open(screening.follow_up, screening.follow_up_done_on)
	return {
		"family": member.family,
		"representative": member.representative,
		"child": member.full_name,
		"age": in_years(member.birth_date, today) if member.birth_date else None,
		"state": _(state),
		"state_key": state,
		"colour": COLOURS[state],
		"tool": screening.tool,
		"screened_on": screening.screened_on,
		"next_due": screening.next_due,
		"result": _(screening.result) if screening.result else None,
		"follow_up": screening.follow_up if is_open else None,
		"follow_up_key": FOLLOW_UP_OPEN if is_open else "-",
		"screening": screening.name,
	}


def count_unknown(members: list[frappe._dict]) -> str | None:
	"""Return how many members of households have no birth date, so that nobody knows whether they are to be screened."""
	unknown = sum(not row.birth_date for row in members)
	return _("Without a birth date, so not asked for: {0}.").format(unknown) if unknown else None


def get_summary(rows: list[dict], knows_results: bool) -> list[dict]:
	"""Return the sums above the report, of all rows whatever is shown."""
	states = Counter(row["state_key"] for row in rows)
	numbers = [(_("Never Screened"), states[NEVER], "Red"), (_("To Be Screened"), states[DUE], "Orange")]
	if knows_results:
		is_open = sum(row["follow_up_key"] == FOLLOW_UP_OPEN for row in rows)
		numbers.append((_("Follow-Up Open"), is_open, "Orange"))
	return [
		{"label": label, "value": value, "datatype": "Int", "indicator": colour if value else "Grey"}
		for label, value, colour in numbers
	]


def get_columns(knows_results: bool) -> list[dict]:
	"""Return the columns of the children; result and follow-up only for who may read them."""
	columns = [
		("child", _("Child"), "Data", 180),
		("state", _("State"), "Data", 150),
		("age", _("Age"), "Data", 90),
		("tool", _("Tool"), "Data", 150),
		("screened_on", _("Screened On"), "Date", 110),
		("next_due", _("Next Screening On"), "Date", 110),
	]
	if knows_results:
		columns += [("result", _("Result"), "Data", 140), ("follow_up", _("Follow-Up Open"), "Data", 260)]
	return make_columns([*columns, ("representative", _("Family Representative"), "Data", 180)])


def make_columns(columns: list[tuple]) -> list[dict]:
	names = ("fieldname", "label", "fieldtype", "width")
	# The framework aligns a column by its first value, which is empty for a child who was never screened.
	return [{**dict(zip(names, column, strict=True)), "align": get_side(column[2])} for column in columns]


def get_side(fieldtype: str) -> str:
	return "right" if fieldtype == "Int" else "left"


# results by tool and age


def count_results(screenings: dict[str, list]) -> list[dict]:
	"""Return for every tool and age group how many screenings had which result, by the age on their day."""
	counts = Counter(
		(row.tool, age_group(age_on(row.birth_date, row.screened_on).months), row.result or "")
		for rows in screenings.values()
		for row in rows
	)
	results = get_results()
	return [
		{
			"tool": tool,
			"age": describe_group(group),
			"number": sum(counts[tool, group, result] for result in {*results, *(key[2] for key in counts)}),
			**{frappe.scrub(result): counts[tool, group, result] for result in results},
		}
		for tool, group in sorted({key[:2] for key in counts})
	]


def get_results() -> list[str]:
	"""Return the results that the office uses, its own as well."""
	return read_options(frappe.get_meta(SCREENING).get_field("result").options)


def describe_group(group: int) -> str:
	"""Return the ages of a group in words."""
	if group == len(AGE_BOUNDS):
		return _("{0} months and more").format(AGE_BOUNDS[-1])
	first = AGE_BOUNDS[group - 1] if group else 0
	return _("{0} to {1} months").format(first, AGE_BOUNDS[group] - 1)


def get_result_columns() -> list[dict]:
	"""Return the columns of the results: one for each that the office uses."""
	results = [(frappe.scrub(result), _(result), "Int", 150) for result in get_results()]
	columns = [("tool", _("Tool"), "Data", 180), ("age", _("Age on That Day"), "Data", 150)]
	return make_columns([*columns, ("number", _("Number of Screenings"), "Int", 150), *results])
