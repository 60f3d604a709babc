"""Hours of each assistant and month against the norm of the programme „Asystent rodziny” (120 hours of a full post)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import flt

from opsfamily.case.employment import get_norms
from opsfamily.core.employment import split_by_month
from opsfamily.core.months import first_and_last_day, month_of
from opsfamily.exceptions import PeriodError
from opsfamily.office import get_setting
from opsfamily.ops_paper.downloads import send_file
from opsfamily.ops_paper.statements import make_pdf, make_workbook
from opsfamily.ops_paper.work_statements import make_programme
from opsfamily.ops_visits.doctype.other_work_time.sums import is_counted
from opsfamily.ops_visits.statements.access import (
	get_begun_month,
	get_shown_employments,
	get_worker_name,
	require_statement_of,
)
from opsfamily.ops_visits.statements.hours import get_accepted_minutes, get_open_cards, get_other_minutes


def get_months(from_month: str, until_month: str) -> list[str]:
	"""Return the months from the first to the last one. Raises MonthError, PeriodError for a wrong order."""
	(first, _end), (_begin, last) = get_begun_month(from_month), get_begun_month(until_month)
	if last < first:
		frappe.throw(
			_("{0} lies before {1}.").format(frappe.bold(_("Until Month")), frappe.bold(_("From Month"))),
			PeriodError,
		)
	return [month_of(begin) for begin, _last in split_by_month(first, last)]


def get_rows(from_month: str, until_month: str, worker: str | None = None) -> list[dict]:
	"""Return a row for each worker and month with employment, accepted hours or open cards, by name and month.

	Minutes: `norm` (None without employment), `contacts`, `natures` (nature → those of it), `other`, `worked`,
	`difference`; `open_cards`: names. Without a permission check: numbers of hours are the office's figures, and whose they are the caller has asked.
	"""
	months = get_months(from_month, until_month)
	accepted = get_accepted_minutes(months, worker)
	other = get_other_minutes(months, worker) if is_counted() else {}
	open_cards: dict[tuple[str, str], list[str]] = {}
	for card in get_open_cards(months, worker):
		open_cards.setdefault((card.assistant, card.month), []).append(card.name)
	norms = {
		(user, month): norm
		for month in months
		for user, norm in get_norms(*first_and_last_day(month), worker).items()
	}
	names = {user: get_worker_name(user) for user, _month in {*accepted, *open_cards, *norms}}
	keys = sorted({*accepted, *open_cards, *norms}, key=lambda key: (names[key[0]], *key))
	return [
		make_row(user, names[user], month, norms.get((user, month)), accepted, other, open_cards)
		for user, month in keys
	]


def make_row(
	user: str, name: str, month: str, norm: int | None, accepted: dict, other: dict, open_cards: dict
) -> dict:
	natures, besides = accepted.get((user, month), {}), other.get((user, month), 0)
	contacts = natures.get("", 0)
	return {
		"user": user,
		"full_name": name,
		"month": month,
		"norm": norm,
		"contacts": contacts,
		"natures": natures,
		"other": besides,
		"worked": contacts + besides,
		"difference": None if norm is None else contacts + besides - norm,
		"open_cards": open_cards.get((user, month), []),
	}


def send_statement(from_month: str, until_month: str, worker: str, as_workbook: bool) -> None:
	"""Answer with the statement of one worker, or of all (worker: empty), as PDF or XLSX.

	Raises MonthError, PeriodError, PermissionError.
	"""
	require_statement_of(worker or frappe.session.user)
	rows = get_rows(from_month, until_month, worker or None)
	by_worker: dict[str, list] = {}
	for row in rows:
		by_worker.setdefault(row["user"], []).append(row)
	if not by_worker:
		frappe.throw(_("There are neither hours nor employment in this period."))
	statements = [
		make_programme(
			worker_rows[0]["full_name"],
			(from_month, until_month),
			describe_employment(user, from_month, until_month),
			get_setting("monthly_norm_hours"),
			worker_rows,
		)
		for user, worker_rows in by_worker.items()
	]
	name = f"godziny-{from_month}-{until_month}"
	if as_workbook:
		send_file("download", f"{name}.xlsx", make_workbook(*statements))
	else:
		send_file("pdf", f"{name}.pdf", make_pdf(statements))


def describe_employment(worker: str, from_month: str, until_month: str) -> list[tuple]:
	"""Return (form, part of a full post, from, until) of the employments that the user may see."""
	first, last = first_and_last_day(from_month)[0], first_and_last_day(until_month)[1]
	return [
		(_(row.form, "pl"), flt(row.fte), row.from_date, row.until_date)
		for row in get_shown_employments(worker, first, last)
	]
