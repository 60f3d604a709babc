"""Periods of reports: which may be reported, by when, and which stand beside each other."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.core.months import first_and_last_day, month_of

HALF_YEAR, YEAR, OTHER = "Half-Year Report", "Yearly Report", "Report of Another Period"
KINDS = (HALF_YEAR, YEAR, OTHER)
DRAFT, SENT, CORRECTED = "Report Draft", "Report Sent", "Report Corrected"
# Month and day until which a report is due after its period: to the voivode (31 July, 31 January), to the council.
DUE = {HALF_YEAR: {6: (7, 31), 12: (1, 31)}, YEAR: {12: (3, 31)}}


def fits(kind: str, first: date, last: date) -> bool:
	"""Return whether the period is one of its kind: a half-year, a calendar year, else whole months."""
	whole = first.day == 1 and last == first_and_last_day(month_of(last))[1] and first <= last
	if kind == OTHER:
		return whole
	halves = ((1, 6), (7, 12)) if kind == HALF_YEAR else ((1, 12),)
	return whole and first.year == last.year and (first.month, last.month) in halves


def get_due(kind: str, last: date) -> date | None:
	"""Return the day until which a report is sent; None where no rule sets one. last: of its period."""
	month_and_day = DUE.get(kind, {}).get(last.month)
	if not month_and_day:
		return None
	return date(last.year + (month_and_day[0] < last.month), *month_and_day)


def get_halves(year: int) -> tuple[tuple[date, date], tuple[date, date]]:
	"""Return the two half-years of a year."""
	return (date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31))


def get_last_period(kind: str, today: date) -> tuple[date, date] | None:
	"""Return the latest period of a kind that has ended; None for a kind without set periods."""
	if kind == YEAR:
		return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
	if kind != HALF_YEAR:
		return None
	(first, _last), (second, _end) = get_halves(today.year)
	return get_halves(today.year)[0] if today >= second else get_halves(first.year - 1)[1]


def get_period_before(first: date, last: date) -> tuple[date, date]:
	"""Return the period of the same length in months that ends the day before."""
	months = (last.year - first.year) * 12 + last.month - first.month + 1
	end = first - timedelta(days=1)
	index = first.year * 12 + first.month - 1 - months
	return date(index // 12, index % 12 + 1, 1), end
