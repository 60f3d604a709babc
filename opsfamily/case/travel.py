"""Kilometres of workers' own vehicles over visits and other work, and their cost.

Nothing here asks a permission: sums of kilometres are figures of the office, and of a family a way holds its number and
what was written as its ends. Whoever shows single ways asks first whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import cint, flt, getdate

from opsfamily.case.employment import get_absences, to_period
from opsfamily.core.assignments import runs_on
from opsfamily.core.employment import split_by_month
from opsfamily.core.travel import (
	LUMP_SUM,
	Rate,
	add_up,
	get_cost,
	get_limit_on,
	get_lump_sum,
	get_rate_on,
)
from opsfamily.core.work_days import get_working_days
from opsfamily.office import get_setting

VEHICLE = "Worker Vehicle"
VEHICLE_FIELDS = (
	"name",
	"user",
	"registration",
	"capacity_class",
	"monthly_limit",
	"from_date",
	"until_date",
)
# DocType → its columns with the worker and the day.
TRAVELLED = {"Family Visit": ("assistant", "visit_date"), "Other Work Time": ("worker", "work_date")}


class Travel(NamedTuple):
	"""What a worker drove in a period and what it costs the office in PLN.

	unpriced: kilometres without a vehicle or a rate on their day, which cost nothing here (by the record of the vehicle).
	"""

	kilometres: float
	cost: float
	unpriced: float


def is_counted() -> bool:
	"""Return whether the office pays for travel by the worker's own vehicle."""
	return bool(get_setting("counts_travel"))


def get_rates() -> list[Rate]:
	"""Return the office's dated rates."""
	rows = get_setting("travel_rates") or []
	return [Rate(row.capacity_class, getdate(row.from_date), flt(row.rate)) for row in rows]


def get_office_limit(day: date) -> int | None:
	"""Return the office's limit of kilometres a month on a day; None where it has none."""
	rows = get_setting("travel_limits") or []
	return get_limit_on(day, [(getdate(row.from_date), cint(row.kilometres)) for row in rows])


def get_travel(first_day: date, last_day: date, user: str | None = None) -> dict[str, Travel]:
	"""Return worker → Travel of a period, of everybody who drove or has a lump sum in it; a few queries for all of them.

	The cost follows the office's way: what was driven, or the lump sums of the months.
	"""
	first_day, last_day = getdate(first_day), getdate(last_day)
	ways, vehicles = get_ways(first_day, last_day, user), get_vehicles(first_day, last_day, user)
	by_lump_sum = get_setting("travel_settlement") == LUMP_SUM
	workers = sorted({way.user for way in ways} | {row.user for row in vehicles if by_lump_sum})
	priced = price(ways, vehicles)
	return {worker: _make_travel(worker, priced, first_day, last_day, by_lump_sum) for worker in workers}


def _make_travel(worker: str, ways: list, first_day: date, last_day: date, by_lump_sum: bool) -> Travel:
	own = [way for way in ways if way.user == worker]
	kilometres = add_up(way.kilometres for way in own)
	if not by_lump_sum:
		unpriced = add_up(way.kilometres for way in own if way.cost is None)
		return Travel(kilometres, round(sum(way.cost or 0 for way in own), 2), unpriced)
	sums = [get_lump_sum_of(worker, first, last) for first, last in split_by_month(first_day, last_day)]
	return Travel(kilometres, round(sum(month["sum"].amount for month in sums if month), 2), 0)


def get_ways(first_day: date, last_day: date, user: str | None = None) -> list[frappe._dict]:
	"""Return the ways driven in a period by worker, day and hour: `user`, `day`, `from_time`, `doctype`, `name`, `family`
	(None outside the families), `kind`, `travel_from`, `travel_to`, `kilometres`; two queries."""
	ways = [way for doctype in TRAVELLED for way in _get_ways_of(doctype, first_day, last_day, user)]
	return sorted(ways, key=lambda way: (way.user, way.day, _get_hour(way), way.name))


def _get_hour(way: frappe._dict) -> str:
	"""Return the hour as a text that sorts; ways without one come last in their day."""
	return "~" if way.from_time is None else str(way.from_time).zfill(8)


def _get_ways_of(doctype: str, first_day: date, last_day: date, user: str | None) -> list[frappe._dict]:
	worker, day = TRAVELLED[doctype]
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table[worker].as_("user"), table[day].as_("day"))
	query = query.select(table.name, table.from_time, table.kind, table.kilometres)
	query = query.select(table.travel_from, table.travel_to)
	query = query.select(table.family) if doctype == "Family Visit" else query
	query = query.where((table.kilometres > 0) & (table[day] >= first_day) & (table[day] <= last_day))
	query = query.where(table[worker] == user) if user else query
	rows = query.orderby(table[day], table.name).run(as_dict=True)
	return [frappe._dict(row, doctype=doctype, family=row.get("family")) for row in rows]


def price(ways: Iterable[frappe._dict], vehicles: list[frappe._dict]) -> list[frappe._dict]:
	"""Return the ways with `vehicle` (a row), `rate` and `cost` on their day; each None where it is not known."""
	rates = get_rates()
	return [frappe._dict(way, **_get_price(way, vehicles, rates)) for way in ways]


def _get_price(way: frappe._dict, vehicles: list[frappe._dict], rates: list[Rate]) -> dict:
	day = getdate(way.day)
	vehicle = next((row for row in vehicles if row.user == way.user and _runs_on(row, day)), None)
	rate = get_rate_on(day, vehicle.capacity_class, rates) if vehicle else None
	cost = None if rate is None else get_cost(way.kilometres, rate)
	return {"vehicle": vehicle, "rate": rate, "cost": cost}


def get_vehicles(first_day: date, last_day: date, user: str | None = None) -> list[frappe._dict]:
	"""Return the vehicles with at least one day of the period, by worker and day; one query."""
	table = frappe.qb.DocType(VEHICLE)
	query = frappe.qb.from_(table).select(*(table[field] for field in VEHICLE_FIELDS))
	query = query.where(table.from_date <= last_day)
	query = query.where(table.until_date.isnull() | (table.until_date >= first_day))
	query = query.where(table.user == user) if user else query
	return query.orderby(table.user, table.from_date, table.name).run(as_dict=True)


def get_lump_sum_of(user: str, first_day: date, last_day: date) -> dict | None:
	"""Return the lump sum of a worker's month: `vehicle` (the last one of the month), `limit` (km), `rate`, `absent` and
	`without_vehicle` (working days), `sum` (LumpSum). None without a vehicle, a limit or a rate.
	"""
	vehicles = get_vehicles(first_day, last_day, user)
	vehicle = vehicles[-1] if vehicles else None
	limit = (vehicle.monthly_limit or get_office_limit(last_day)) if vehicle else None
	rate = get_rate_on(last_day, vehicle.capacity_class, get_rates()) if vehicle else None
	if not limit or rate is None:
		return None
	absent, without_vehicle = count_missed_days(user, first_day, last_day, vehicles)
	return {
		"vehicle": vehicle,
		"limit": limit,
		"rate": rate,
		"absent": absent,
		"without_vehicle": without_vehicle,
		"sum": get_lump_sum(limit, rate, absent + without_vehicle),
	}


def count_missed_days(
	user: str, first_day: date, last_day: date, vehicles: list[frappe._dict]
) -> tuple[int, int]:
	"""Return the working days of absence, and the other working days without a vehicle."""
	absences = [to_period(row) for row in get_absences(first_day, last_day, user)]
	days = get_working_days(first_day, last_day)
	absent = {day for day in days if any(runs_on(day, *absence) for absence in absences)}
	without = [day for day in days if day not in absent and not any(_runs_on(row, day) for row in vehicles)]
	return len(absent), len(without)


def _runs_on(row: frappe._dict, day: date) -> bool:
	return runs_on(day, getdate(row.from_date), row.until_date and getdate(row.until_date))
