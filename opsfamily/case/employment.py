"""Employment and absences of workers, for figures, sums of a month and statements.

Nothing here asks a permission: numbers of hours and posts are figures of the office. Whoever shows the rows themselves
asks `permissions/employment.py` first, by `frappe.get_list`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import getdate

from opsfamily.case.locks import read_now
from opsfamily.core.employment import Period, Post, count_absent_days, ends_within, get_norm
from opsfamily.office import get_setting

EMPLOYMENT, ABSENCE = "Employment", "Work Absence"
EMPLOYMENT_FIELDS = (
	"name",
	"user",
	"full_name",
	"employer",
	"form",
	"fte",
	"contract_number",
	"from_date",
	"until_date",
)


def get_employments(first_day: date, last_day: date, user: str | None = None) -> list[frappe._dict]:
	"""Return the employments with at least one day of the period, by worker and day: EMPLOYMENT_FIELDS; one query."""
	return _get_periods(EMPLOYMENT, EMPLOYMENT_FIELDS, first_day, last_day, user)


def get_absences(first_day: date, last_day: date, user: str | None = None) -> list[frappe._dict]:
	"""Return the absences with at least one day of the period, by worker and day; one query."""
	return _get_periods(ABSENCE, ("name", "user", "from_date", "until_date"), first_day, last_day, user)


def get_norm_minutes(user: str, first_day: date, last_day: date) -> int | None:
	"""Return the worker's norm in minutes for a period; None where no employment is on file for it."""
	return get_norms(first_day, last_day, user).get(user)


def get_norms(first_day: date, last_day: date, user: str | None = None) -> dict[str, int]:
	"""Return worker → norm in minutes for a period, of everybody who is employed in it; two queries for all of them."""
	first_day, last_day, hours = getdate(first_day), getdate(last_day), get_setting("monthly_norm_hours")
	posts = _group_by_user(get_employments(first_day, last_day, user), to_post)
	absences = _group_by_user(get_absences(first_day, last_day, user), to_period)
	return {
		worker: get_norm(worker_posts, absences.get(worker, ()), first_day, last_day, hours)
		for worker, worker_posts in posts.items()
	}


def get_absent_days(user: str, first_day: date, last_day: date) -> int:
	"""Return the worker's working days of absence in a period."""
	first_day, last_day = getdate(first_day), getdate(last_day)
	rows = get_absences(first_day, last_day, user)
	return count_absent_days([to_period(row) for row in rows], first_day, last_day)


def has_contract_ended(user: str, first_day: date, last_day: date) -> bool | None:
	"""Return whether all employment that the worker has in a period ends before its last day; None where none is on file.

	With a locking read, as a card is sent by the answer.
	"""
	rows = read_now(EMPLOYMENT, {"user": user}, ["fte", "from_date", "until_date"])
	return ends_within([to_post(row) for row in rows], first_day, last_day)


def to_post(row: frappe._dict) -> Post:
	return Post(row.fte, getdate(row.from_date), row.until_date and getdate(row.until_date))


def to_period(row: frappe._dict) -> Period:
	return Period(getdate(row.from_date), getdate(row.until_date))


def _group_by_user(rows: Iterable[frappe._dict], convert) -> dict[str, list]:
	groups: dict[str, list] = {}
	for row in rows:
		groups.setdefault(row.user, []).append(convert(row))
	return groups


def _get_periods(
	doctype: str, fields: tuple[str, ...], first_day: date, last_day: date, user: str | None
) -> list[frappe._dict]:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[field] for field in fields))
	query = query.where(table.from_date <= last_day)
	query = query.where(table.until_date.isnull() | (table.until_date >= first_day))
	query = query.orderby(table.user, table.from_date, table.name)
	return (query.where(table.user == user) if user else query).run(as_dict=True)
