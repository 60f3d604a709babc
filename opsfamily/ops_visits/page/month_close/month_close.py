"""The server side of the page `month-close` („Zamknij miesiąc”), for assistant and coordinator.

Each method requires the permission that it needs; the access rule decides which cards a user sees and moves.
"""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from opsfamily.arguments import as_object, refuse_missing, texts_in
from opsfamily.case import meanings as states
from opsfamily.case.locks import repeated_once
from opsfamily.core.early_cards import is_early
from opsfamily.core.month_close import month_to_close, shifted
from opsfamily.core.months import first_and_last_day
from opsfamily.core.roles import ASSISTANT
from opsfamily.exceptions import EmptyDocumentError, MonthError, ReasonMissingError
from opsfamily.ops_paper.together import make_month_pdf
from opsfamily.ops_paper.values import paper_month
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import can_accept
from opsfamily.ops_visits.page.month_close import cards as month_cards
from opsfamily.ops_visits.page.month_close.overview import CARD, get_cards, get_own_labels, get_own_month
from opsfamily.ops_visits.page.month_close.section import get_rows_of, get_section_month
from opsfamily.ops_visits.statements.bill import send_bill
from opsfamily.ops_visits.statements.programme import send_statement
from opsfamily.ops_visits.statements.travel import send_travel


@frappe.whitelist(methods=["GET"])
def screen(month: str = "") -> dict:
	"""Return the page of a month: `own` for users who make cards, `section` for users who take them on, else None; what
	else the office wants to know in a card (`office`), which cards say nothing of it yet (`lacking`), and the heads of the
	columns that the office added to the list of cards (`own_labels`; each row has their texts as `own`).

	month: `2026-10`; by default the one to be closed now. Raises MonthError, PermissionError.
	"""
	month, user = _get_open_month(month), frappe.session.user
	_require_permission("read")
	makes_cards = ASSISTANT in frappe.get_roles(user)
	takes_on = _takes_cards_on(user)
	if not (makes_cards or takes_on):
		raise frappe.PermissionError
	return {
		"month": month,
		"title": paper_month(month),
		"is_running": is_early(getdate(), first_and_last_day(month)[1]),
		"previous": shifted(month, -1),
		"next": shifted(month, 1) if _has_begun(shifted(month, 1)) else None,
		"own": get_own_month(month, user) if makes_cards else None,
		"progress": month_cards.get_progress(month) if makes_cards else None,
		"section": get_section_month(month) if takes_on else None,
		"own_labels": get_own_labels(),
		"office": month_cards.get_fields_to_ask(),
		"lacking": month_cards.get_lacking_cards(month),
	}


@frappe.whitelist(methods=["GET"])
def section_rows(month: str = "", assistant: str = "") -> list[dict]:
	"""Return the rows of one assistant, for users who take cards on: of a large section the page asks for them.

	Raises MonthError, PermissionError.
	"""
	_require_permission("read")
	if not _takes_cards_on(frappe.session.user):
		raise frappe.PermissionError
	if not assistant:
		refuse_missing(frappe.bold(_("Assistant")))
	return get_rows_of(_get_open_month(month), assistant)


@frappe.whitelist(methods=["POST"])
def prepare(month: str = "", office: str | dict = "") -> dict:
	"""Begin to make or refresh the cards of all own families. Return the progress; a second call does no harm.

	office: values of the office's own mandatory fields, for the cards that have none yet.
	"""
	_require_permission("create")
	return month_cards.start_preparing(_get_open_month(month), as_object(office))


@frappe.whitelist(methods=["GET"])
def progress(month: str = "") -> dict:
	"""Return the progress of the job: `state` (none, waiting, running, done, stopped), `total`, `results`."""
	_require_permission("create")
	return month_cards.get_progress(_get_open_month(month))


@frappe.whitelist(methods=["POST"])
@repeated_once
def send(month: str = "", early_reason: str = "", office: str | dict = "") -> list[dict]:
	"""Send all own cards of the month. Return one result per card: its new state, or why it was refused.

	early_reason: why they are sent before the month's last day (`core.early_cards`); office: as `prepare`.
	"""
	_require_permission("write")
	return month_cards.send_own_cards(_get_open_month(month), early_reason, as_object(office))


@frappe.whitelist(methods=["POST"])
@repeated_once
def accept(cards: str = "", reason: str = "", office: str | dict = "") -> list[dict]:
	"""Accept sent cards (a JSON list of names). Return one result per card that the user may see.

	reason: why the user accepts cards that they sent for an absent assistant, where nobody else can; office: as
	`prepare`.
	"""
	_require_right_to_take_on()
	return month_cards.accept_cards(texts_in(cards), reason, as_object(office))


@frappe.whitelist(methods=["POST"])
@repeated_once
def send_back(card: str = "", reason: str = "", office: str | dict = "") -> None:
	"""Return a sent card to its assistant. Raises ReasonMissingError, CardStateError, SelfAcceptanceError."""
	_require_right_to_take_on()
	if not card:
		refuse_missing(frappe.bold(_(CARD)))
	if not reason.strip():
		refuse_missing(frappe.bold(_("Reason")), ReasonMissingError)
	month_cards.return_card(card, reason, as_object(office))


@frappe.whitelist(methods=["GET"])
def papers(month: str = "", assistant: str = "") -> None:
	"""Answer with both papers (F4, F5) of every card of the month in one PDF; each print is logged.

	assistant: by default the user. Raises EmptyDocumentError when there is no card.
	"""
	_require_permission("print")
	month = _get_open_month(month)
	cards = get_cards(month, assistant=assistant or frappe.session.user)
	if not cards:
		frappe.throw(_("There is no card for {0} yet.").format(paper_month(month)), EmptyDocumentError)
	content = make_month_pdf([frappe.get_doc(CARD, each.name) for each in cards])
	frappe.local.response.update({"type": "pdf", "filename": f"karty-{month}.pdf", "filecontent": content})


@frappe.whitelist(methods=["GET"])
def programme(
	from_month: str = "", until_month: str = "", worker: str = "", as_workbook: str | int = 0
) -> None:
	"""Answer with the hours of the months against the norm of the post, as PDF or XLSX: of one worker, or of all.

	Raises MonthError, PeriodError, PermissionError.
	"""
	first, last = from_month or until_month, until_month or from_month
	send_statement(first, last, worker, bool(cint(as_workbook)))


@frappe.whitelist(methods=["GET"])
def bill(month: str = "", worker: str = "", as_workbook: str | int = 0) -> None:
	"""Answer with the hours of a civil contract in a month, for its bill, as PDF or XLSX; each card is logged.

	worker: by default the user. Raises MonthError, NoCivilContractError, PermissionError.
	"""
	send_bill(month, worker or frappe.session.user, bool(cint(as_workbook)))


@frappe.whitelist(methods=["GET"])
def travel(month: str = "", worker: str = "", as_workbook: str | int = 0) -> None:
	"""Answer with the month's paper for the worker's own vehicle, as PDF or XLSX; each visit on it is logged.

	worker: by default the user. Raises MonthError, TravelOffError, VehicleMissingError, RateMissingError, PermissionError.
	"""
	send_travel(month, worker or frappe.session.user, bool(cint(as_workbook)))


def _require_permission(ptype: str) -> None:
	"""Refuse users whose roles do not have this permission on any card (PermissionError)."""
	if not frappe.has_permission(CARD, ptype):
		raise frappe.PermissionError


def _require_right_to_take_on() -> None:
	"""Refuse users whose roles accept no card; a step of the office's own role before that submits nothing."""
	_require_permission("write" if states.takes_on_by_workflow(frappe.session.user, CARD) else "submit")


def _takes_cards_on(user: str) -> bool:
	"""Return whether the user decides on sent cards, or takes a step of the office's workflow before that."""
	return can_accept(user) or states.takes_on_by_workflow(user, CARD)


def _get_open_month(month: str = "") -> str:
	"""Return the month, by default the one to be closed now. Raises MonthError for no month or one not begun."""
	month = month or month_to_close(getdate())
	try:
		shifted(month, -1)
		begun = _has_begun(month)
	except ValueError:
		label = frappe.bold(_("Month"))
		frappe.throw(_("{0}: write the month as RRRR-MM, e.g. 2026-10.").format(label), MonthError)
	if not begun:
		frappe.throw(_("{0} has not begun yet.").format(frappe.bold(_("Month"))), MonthError)
	return month


def _has_begun(month: str = "") -> bool:
	return first_and_last_day(month)[0] <= getdate()
