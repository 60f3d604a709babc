"""The monthly statement of hours of a civil contract (zlecenie), for the bill, from accepted cards."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import ValidationError, _

from opsfamily.case.contacts import count_minutes
from opsfamily.case.employment import get_employments
from opsfamily.core.assignments import runs_on
from opsfamily.core.employment import CIVIL_CONTRACT
from opsfamily.core.locality import get_locality
from opsfamily.office import get_setting
from opsfamily.ops_paper.downloads import send_file
from opsfamily.ops_paper.statements import make_pdf, make_workbook
from opsfamily.ops_paper.work_statements import make_bill
from opsfamily.ops_visits.statements.access import (
	get_begun_month,
	get_worker_name,
	log_cards,
	require_statement_of,
)
from opsfamily.ops_visits.statements.hours import get_accepted_rows, get_open_cards


class NoCivilContractError(ValidationError):
	"""The statement for a bill is made for a civil contract that is on file in the month."""


def send_bill(month: str, worker: str, as_workbook: bool) -> None:
	"""Answer with the statement as PDF or XLSX; it is logged as a print of each card.

	Raises MonthError, NoCivilContractError, PermissionError.
	"""
	require_statement_of(worker)
	statement, cards = get_bill(month, worker)
	log_cards(cards, "XLSX" if as_workbook else "PDF")
	if as_workbook:
		send_file("download", f"godziny-zlecenia-{month}.xlsx", make_workbook(statement))
	else:
		send_file("pdf", f"godziny-zlecenia-{month}.pdf", make_pdf([statement]))


def get_bill(month: str, worker: str) -> tuple:
	"""Return the statement and the names of its cards, without a permission check."""
	contracts = get_civil_contracts(month, worker)
	rows = [row for row in get_accepted_rows([month], worker) if _is_of_contracts(row.visit_date, contracts)]
	usual = get_setting("place")
	contacts = [
		{
			"day": row.visit_date,
			"from_time": row.from_time,
			"to_time": row.to_time,
			"family": row.family,
			"locality": get_locality(row.address, usual),
			"kind": row.kind,
			"minutes": row.minutes,
		}
		for row in rows
	]
	open_cards = [card.name for card in get_open_cards([month], worker)]
	numbers = [contract.contract_number for contract in contracts if contract.contract_number]
	statement = make_bill(get_worker_name(worker), month, numbers, contacts, count_minutes(rows), open_cards)
	return statement, sorted({row.card for row in rows})


def _is_of_contracts(day: date, contracts: list[frappe._dict]) -> bool:
	"""Return whether a civil contract runs on the day: in a month with two contracts the other hours are paid otherwise."""
	return any(runs_on(day, row.from_date, row.until_date) for row in contracts)


def get_civil_contracts(month: str, worker: str) -> list[frappe._dict]:
	"""Return the worker's civil contracts of a month. Raises NoCivilContractError."""
	contracts = [
		row for row in get_employments(*get_begun_month(month), worker) if row.form == CIVIL_CONTRACT
	]
	if not contracts:
		label = frappe.bold(_(frappe.get_meta("Employment").get_label("form")))
		frappe.throw(
			_("{0}: {1} has no civil contract in this month.").format(label, get_worker_name(worker)),
			NoCivilContractError,
		)
	return contracts
