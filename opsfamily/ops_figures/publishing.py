"""The publication copy of a sent report, for the council and the public bulletin: small numbers are hidden.

What a reader could put together is taken into account: the halves of a year, versions of one report, the periods before
and after, as far as they were published. The rule itself is `core/figures/publication.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, getdate, now_datetime

from opsfamily.core.figures.checks import AFTER, BEFORE, FLOW, get_flow
from opsfamily.core.figures.publication import Equation, Number, find_hidden
from opsfamily.core.figures.register import FEWEST_FAMILIES, FIGURES, MINUTES, NUMBER
from opsfamily.core.figures.reports import YEAR
from opsfamily.core.figures.values import get_blocks
from opsfamily.ops_figures.comparing import REPORT
from opsfamily.ops_figures.computing import COMPUTED, get_value, make_lines
from opsfamily.permissions.documents import get_permitted

SHOWN, HIDDEN, LEFT_OUT = "Shown", "Hidden", "Left Out"


class NotPublishedError(ValidationError):
	"""A publication copy is made of a report that was sent."""


def make_copy(name: str) -> dict:
	"""Decide which rows of a sent report the publication copy shows, and store it. Raises NotPublishedError.

	Return `hidden` and `left_out` (numbers of rows) and `parts`: those of which more than half is hidden, where the copy
	gives the hidden rows together. What an earlier copy showed stays shown.
	"""
	report = get_permitted(REPORT, name, "submit")
	if not report.docstatus.is_submitted():
		frappe.throw(_("A publication copy is made of a report that was sent."), NotPublishedError)
	for code, publication in decide(report).items():
		row = next(row for row in report.rows if row.code == code)
		# db_set: a decision about the copy, not a change of what was sent.
		row.db_set("publication", publication, update_modified=False)
	full_name = frappe.get_cached_value("User", frappe.session.user, "full_name")
	report.db_set({"published_on": now_datetime(), "published_by_name": full_name}, update_modified=False)
	states = [row.publication for row in report.rows]
	parts = sorted({row.row_group or "" for row in report.rows if is_mostly_hidden(report, row.row_group)})
	return {"hidden": states.count(HIDDEN), "left_out": states.count(LEFT_OUT), "parts": parts}


def decide(report) -> dict[str, str]:
	"""Return code → whether the publication copy shows, hides or leaves out the row."""
	related = get_published_beside(report)
	numbers = [*get_numbers(report), *(number for other in related for number in get_numbers(other, True))]
	equations = list(get_equations([report, *related], numbers))
	extra = [number for other in related for number in get_differences(report, other, equations)]
	extra += list(get_rests([report, *related], equations))
	hidden = find_hidden([*numbers, *extra], equations)
	decided = {row.code: HIDDEN if get_key(report, row.code) in hidden else SHOWN for row in report.rows}
	return {**decided, **{row.code: LEFT_OUT for row in report.rows if is_left_out(report, row, decided)}}


def is_left_out(report, row, decided: dict[str, str]) -> bool:
	"""Return whether a mean, a longest time or a row of the staff is left out: it rests on too few, or leads to a hidden one."""
	if row.kind != COMPUTED or is_counted(row):
		return False
	of_part = [other for other in report.rows if other.row_group == row.row_group]
	leads = any(decided[other.code] == HIDDEN for other in of_part)
	fewest = FIGURES[row.figure].fewest
	return row.base < fewest or (leads and fewest == FEWEST_FAMILIES and cint(row.families) > 0)


def is_counted(row) -> bool:
	"""Return whether the row is a sum of things, which other rows could give away; a mean or a row of the staff is none."""
	return row.kind == COMPUTED and row.unit in (NUMBER, MINUTES) and not row.base and row.figure in FIGURES


def get_key(report, code: str) -> str:
	return f"{report.name}:{code}"


def get_numbers(report, is_published: bool = False) -> list[Number]:
	"""Return the counted rows of a report. is_published: it is another one, whose copy is out."""
	return [
		Number(
			key=get_key(report, row.code),
			value=int(get_value(row) or 0),
			behind=cint(row.families) if cint(row.families) else None,
			is_fixed=is_published or row.publication == SHOWN,
			was_hidden=is_published and row.publication != SHOWN,
			may_be_shown=bool(row.is_shown_anyway) and not row.is_sensitive,
		)
		for row in report.rows
		if is_counted(row)
	]


def get_published_beside(report) -> list:
	"""Return the published reports that a reader could hold next to this one: versions, halves of the year, neighbours."""
	first, last = getdate(report.from_date), getdate(report.to_date)
	# get_all: reports hold no family, and what was published is public.
	rows = frappe.get_all(
		REPORT,
		{"docstatus": 1, "published_on": ["is", "set"], "name": ["!=", report.name]},
		["name", "from_date", "to_date"],
		order_by="from_date, name",
	)
	day = timedelta(days=1)
	near = [row.name for row in rows if row.from_date <= last + day and row.to_date >= first - day]
	return [frappe.get_doc(REPORT, name) for name in near]


def get_equations(reports: list, numbers: Iterable[Number]) -> Iterator[Equation]:
	"""Yield what adds up within the reports and between them, as far as the numbers do: a typed one may not."""
	values = {number.key: number.value for number in numbers}
	for equation in _find_equations(reports):
		if equation.keys() <= values.keys() and not sum(step * values[key] for key, step in equation.items()):
			yield equation


def _find_equations(reports: list) -> Iterator[Equation]:
	for report in reports:
		lines = make_lines(report.rows)
		for block in get_blocks(lines):
			parts = {get_key(report, line.code): 1 for line in block.parts}
			yield {get_key(report, block.total.code): -1, **parts}
		if flow := get_flow(lines):
			yield {get_key(report, line.code): FLOW[line.figure] for line in flow}
	for one in reports:
		for other in reports:
			yield from _find_equations_between(one, other, reports)


def _find_equations_between(one, other, reports: list) -> Iterator[Equation]:
	"""Yield that a year is the sum of its halves, and that a period begins where the one before ended."""
	if getdate(one.to_date) + timedelta(days=1) == getdate(other.from_date):
		for after, before in zip(_get_codes(one, AFTER), _get_codes(other, BEFORE), strict=False):
			yield {get_key(one, after): 1, get_key(other, before): -1}
		for year in (each for each in reports if _is_year_of(each, one, other)):
			for row in year.rows:
				if row.kind == COMPUTED and row.figure in FIGURES and FIGURES[row.figure].is_additive:
					halves = {get_key(one, row.code): 1, get_key(other, row.code): 1}
					yield {get_key(year, row.code): -1, **halves}


def _get_codes(report, figure: str) -> list[str]:
	return [row.code for row in report.rows if row.figure == figure]


def _is_year_of(year, first, second) -> bool:
	same = getdate(year.from_date) == getdate(first.from_date) and getdate(year.to_date) == getdate(
		second.to_date
	)
	return year.report_kind == YEAR and same


def get_differences(report, other, equations: list[Equation]) -> Iterator[Number]:
	"""Yield what a reader gets by subtracting a published report that covers the same time, or a part of it.

	Equal numbers of two versions are taken as one and the same.
	"""
	one, two = ({row.code: row for row in each.rows if is_counted(row)} for each in (report, other))
	is_version = (getdate(report.from_date), getdate(report.to_date)) == (
		getdate(other.from_date),
		getdate(other.to_date),
	)
	if not is_version and not _is_nested(report, other):
		return
	for code in one.keys() & two.keys():
		larger, smaller = sorted(
			(
				(int(get_value(row) or 0), key)
				for row, key in (
					(one[code], get_key(report, code)),
					(two[code], get_key(other, code)),
				)
			),
			reverse=True,
		)
		difference = larger[0] - smaller[0]
		if difference:
			key = f"{larger[1]}-{smaller[1]}"
			equations.append({larger[1]: 1, smaller[1]: -1, key: -1})
			yield Number(key, difference, is_printed=False)
		elif is_version:
			equations.append({larger[1]: 1, smaller[1]: -1})


def _is_nested(one, other) -> bool:
	periods = [(getdate(each.from_date), getdate(each.to_date)) for each in (one, other)]
	(first, last), (start, end) = periods
	return (first <= start and end <= last) or (start <= first and last <= end)


def get_rests(reports: list, equations: list[Equation]) -> Iterator[Number]:
	"""Yield what is left of a whole beside one part of it („w tym”): a reader subtracts it."""
	for report in reports:
		rows = {row.code: row for row in report.rows if is_counted(row)}
		for row in rows.values():
			whole = rows.get(row.part_of) if row.is_of_them else None
			rest = int((get_value(whole) or 0) - (get_value(row) or 0)) if whole else -1
			if rest >= 0 and row.unit == whole.unit:
				key = f"{get_key(report, row.code)}:rest"
				equations.append({get_key(report, whole.code): -1, get_key(report, row.code): 1, key: 1})
				yield Number(key, rest, is_printed=False)


def is_mostly_hidden(report, row_group: str | None) -> bool:
	"""Return whether more than half of a part of the report is hidden."""
	rows = [row for row in report.rows if row.row_group == row_group and row.kind == COMPUTED]
	return sum(row.publication == HIDDEN for row in rows) * 2 > len(rows)


def get_merged(report, row_group: str | None) -> list[tuple[str, float]]:
	"""Return (label of the total, sum) of the hidden rows of a part that is mostly hidden, where the total is shown."""
	merged = []
	for block in get_blocks(make_lines(report.rows)) if is_mostly_hidden(report, row_group) else ():
		rows = {row.code: row for row in report.rows}
		parts = [rows[line.code] for line in block.parts if rows[line.code].row_group == row_group]
		hidden = [row for row in parts if row.publication == HIDDEN]
		if len(hidden) > 1 and rows[block.total.code].publication == SHOWN:
			merged.append((block.total.code, sum(get_value(row) or 0 for row in hidden)))
	return merged
