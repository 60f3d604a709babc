"""The month's paper for a worker's own vehicle: the record of what was driven, or the statement for the lump sum."""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.travel import (
	get_lump_sum_of,
	get_office_limit,
	get_rates,
	get_vehicles,
	get_ways,
	is_counted,
	price,
)
from opsfamily.case.travelled import TravelOffError
from opsfamily.core.meanings import FROZEN
from opsfamily.core.statement import Statement
from opsfamily.core.travel import LUMP_SUM, add_up, get_rate_on
from opsfamily.office import SETTINGS, get_setting
from opsfamily.ops_paper.downloads import send_file
from opsfamily.ops_paper.statements import make_pdf, make_workbook
from opsfamily.ops_paper.values import paper_date, paper_decimal
from opsfamily.ops_paper.work_statements import make_lump_sum, make_mileage_record
from opsfamily.ops_visits.statements.access import get_begun_month, get_worker_name, require_statement_of
from opsfamily.permissions.access_log import write_line


class VehicleMissingError(ValidationError):
	"""The worker has no vehicle on a day of travel."""


class RateMissingError(ValidationError):
	"""The office has no rate, or no limit, for the vehicle on a day of travel."""


def send_travel(month: str, worker: str, as_workbook: bool) -> None:
	"""Answer with the month's paper as PDF or XLSX; it is logged for each visit on it.

	Raises MonthError, TravelOffError, VehicleMissingError, RateMissingError, PermissionError.
	"""
	require_statement_of(worker)
	statement, visits = get_statement(month, worker)
	for visit in visits:
		kind = "XLSX" if as_workbook else "PDF"
		write_line(doctype="Family Visit", document=visit, file_type=kind, method="Print")
	if as_workbook:
		send_file("download", f"przejazdy-{month}.xlsx", make_workbook(statement))
	else:
		send_file("pdf", f"przejazdy-{month}.pdf", make_pdf([statement]))


def get_statement(month: str, worker: str) -> tuple[Statement, list[str]]:
	"""Return the statement and the names of the visits on it, without a permission check."""
	first, last = get_begun_month(month)
	require_counted()
	if get_setting("travel_settlement") == LUMP_SUM:
		return get_lump_sum_statement(month, worker, first, last), []
	ways = price(get_ways(first, last, worker), get_vehicles(first, last, worker))
	require_prices(ways)
	visits = [way.name for way in ways if way.doctype == "Family Visit"]
	return get_mileage_record(month, worker, ways), visits


def require_counted() -> None:
	"""Refuse where the office does not pay for travel (TravelOffError)."""
	if not is_counted():
		label = frappe.bold(_(frappe.get_meta(SETTINGS).get_label("counts_travel")))
		frappe.throw(
			_("{0}: the office has not switched it on (OPS Settings).").format(label), TravelOffError
		)


def require_prices(ways: list[frappe._dict]) -> None:
	"""Refuse a day on which the worker has no vehicle (VehicleMissingError), or the office no rate (RateMissingError)."""
	for way in ways:
		if not way.vehicle:
			refuse_without_vehicle(get_worker_name(way.user), way.day)
		if way.rate is None:
			refuse_without_rate(way.vehicle.capacity_class, way.day)


def refuse_without_vehicle(worker: str, day) -> None:
	frappe.throw(
		_("{0}: {1} has none on {2}.").format(frappe.bold(_("Worker Vehicle")), worker, paper_date(day)),
		VehicleMissingError,
	)


def refuse_without_rate(capacity_class: str, day, fieldname: str = "travel_rates") -> None:
	label = frappe.bold(_(frappe.get_meta(SETTINGS).get_label(fieldname)))
	frappe.throw(
		_("{0}: none is set for “{1}” on {2} (OPS Settings).").format(
			label, _(capacity_class), paper_date(day)
		),
		RateMissingError,
	)


def get_mileage_record(month: str, worker: str, ways: list[frappe._dict]) -> Statement:
	vehicles = {way.vehicle.name: describe(way.vehicle) for way in ways}
	rows = [
		{
			"day": way.day,
			"route": f"{way.travel_from} – {way.travel_to}",
			"purpose": f"{way.kind}, {way.family}" if way.family else way.kind,
			"kilometres": way.kilometres,
			"rate": way.rate,
			"cost": way.cost,
		}
		for way in ways
	]
	kilometres = add_up(way.kilometres for way in ways)
	sums = (kilometres, round(sum(way.cost for way in ways), 2))
	limit = get_limit(ways)
	notes = get_notes_on_limit(kilometres, limit) + get_notes_on_cards(month, worker)
	return make_mileage_record(get_worker_name(worker), month, list(vehicles.values()), rows, sums, notes)


def get_limit(ways: list[frappe._dict]) -> int | None:
	"""Return the agreed kilometres of the last vehicle of the month, else the office's limit."""
	last = ways[-1] if ways else None
	return (last.vehicle.monthly_limit or get_office_limit(getdate(last.day))) if last else None


def get_notes_on_limit(kilometres: float, limit: int | None) -> list[str]:
	if not limit or kilometres <= limit:
		return []
	above = paper_decimal(add_up([kilometres, -limit]))
	return [_("Limit of the month: {0} km; above it: {1} km.", "pl").format(limit, above)]


def get_notes_on_cards(month: str, worker: str) -> list[str]:
	"""Return that the month can still change: while a card is not sent, its visits are not frozen."""
	# get_all: names of the worker's own cards; whose statement it is was asked before.
	filters = {"assistant": worker, "month": month, "docstatus": 0, "state_meaning": ["not in", FROZEN]}
	cards = frappe.get_all("Assistant Timesheet", filters, pluck="name", order_by="name")
	if not cards:
		return []
	return [_("Cards not sent yet, so their kilometres may change: {0}.", "pl").format(", ".join(cards))]


def get_lump_sum_statement(month: str, worker: str, first, last) -> Statement:
	"""Return the statement for the lump sum (VehicleMissingError, RateMissingError)."""
	name, vehicles = get_worker_name(worker), get_vehicles(first, last, worker)
	if not vehicles:
		refuse_without_vehicle(name, last)
	facts, vehicle = get_lump_sum_of(worker, first, last), vehicles[-1]
	if not facts:
		has_rate = get_rate_on(last, vehicle.capacity_class, get_rates()) is not None
		refuse_without_rate(vehicle.capacity_class, last, "travel_limits" if has_rate else "travel_rates")
	driven = add_up(way.kilometres for way in get_ways(first, last, worker))
	notes = get_notes_on_cards(month, worker)
	return make_lump_sum(name, month, describe(vehicle), facts, driven, notes)


def describe(vehicle: frappe._dict) -> str:
	return f"{vehicle.registration}, {_(vehicle.capacity_class, 'pl')}"
