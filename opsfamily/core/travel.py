"""Kilometres of a worker's own vehicle, and what the office pays for them.

Source: the regulation of the Minister of Infrastructure of 25 March 2002 on the use of private cars for business
(Dz.U. 2002 nr 27 poz. 271, as amended): rates for a kilometre by the capacity of the engine, either for what was driven
by the record of the vehicle („ewidencja przebiegu pojazdu”), or as a monthly lump sum for the agreed limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

SMALL_CAR, LARGE_CAR = "Car up to 900 cm³", "Car above 900 cm³"
MOTORCYCLE, MOPED = "Motorcycle", "Moped"
CAPACITY_CLASSES = (SMALL_CAR, LARGE_CAR, MOTORCYCLE, MOPED)
MILEAGE_RECORD, LUMP_SUM = "Mileage Record", "Lump Sum"
# § 4(2) of the regulation: each working day of absence takes a twenty-second part of the lump sum.
PARTS_OF_A_MONTH = 22
# More on one way is a typing mistake.
LONGEST_WAY = 2000
GROSZ = Decimal("0.01")


class Rate(NamedTuple):
	"""PLN for a kilometre of a class of vehicles, from a day on."""

	capacity_class: str
	from_date: date
	rate: float


class LumpSum(NamedTuple):
	"""The lump sum of a month in PLN: for all days, what is taken off for the days of absence, and what is paid."""

	whole: float
	reduction: float
	amount: float


def is_distance(kilometres: float) -> bool:
	"""Return whether these are kilometres of one way: none or more, with one decimal at most."""
	tenths = kilometres * 10
	return 0 <= kilometres <= LONGEST_WAY and abs(tenths - round(tenths)) < 1e-6


def add_up(distances: Iterable[float]) -> float:
	"""Return the sum of kilometres, exact to one decimal."""
	return float(sum((to_decimal(distance) for distance in distances), Decimal(0)))


def to_decimal(number: float) -> Decimal:
	"""Return a stored number as it was written, with at most four decimals."""
	return Decimal(str(round(number or 0, 4)))


def round_to_grosz(amount: Decimal) -> float:
	"""Return an amount in PLN with two decimals, half upwards."""
	return float(amount.quantize(GROSZ, ROUND_HALF_UP))


def get_rate_on(day: date, capacity_class: str, rates: Iterable[Rate]) -> float | None:
	"""Return the rate of a class of vehicles in force on a day, the latest that has begun; None where there is none."""
	begun = [
		(rate.from_date, rate.rate)
		for rate in rates
		if rate.capacity_class == capacity_class and rate.from_date <= day
	]
	return max(begun)[1] if begun else None


def get_limit_on(day: date, limits: Iterable[tuple[date, int]]) -> int | None:
	"""Return the office's limit of kilometres a month in force on a day; None where there is none. limits: (from, km)."""
	begun = [limit for limit in limits if limit[0] <= day]
	return max(begun)[1] if begun else None


def get_cost(kilometres: float, rate: float) -> float:
	"""Return what a way costs: PLN with two decimals."""
	return round_to_grosz(to_decimal(kilometres) * to_decimal(rate))


def get_lump_sum(limit: int, rate: float, missed_days: int) -> LumpSum:
	"""Return the lump sum of a month. limit: kilometres; missed_days: working days without the worker or the vehicle."""
	whole = round_to_grosz(to_decimal(limit) * to_decimal(rate))
	parts = min(missed_days, PARTS_OF_A_MONTH)
	reduction = round_to_grosz(to_decimal(whole) * parts / PARTS_OF_A_MONTH)
	return LumpSum(whole, reduction, round_to_grosz(to_decimal(whole) - to_decimal(reduction)))
