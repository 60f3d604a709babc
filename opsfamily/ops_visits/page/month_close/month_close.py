"""„Zamknij miesiąc”: what the page `month-close` asks of the server, for assistant and coordinator.

Each method asks for the right that it needs; what a user sees and moves goes through the access rule.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.arguments import refuse_missing, texts_in
from opsfamily.core.month_close import month_to_close, shifted
from opsfamily.core.months import first_and_last_day
from opsfamily.exceptions import EmptyDocumentError, MonthError, ReasonMissingError
from opsfamily.ops_paper.together import make_month_pdf
from opsfamily.ops_paper.values import paper_month
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import may_accept
from opsfamily.ops_visits.page.month_close import cards as month_cards
from opsfamily.ops_visits.page.month_close.overview import CARD, get_cards, get_own_month, get_section_month


@frappe.whitelist(methods=["GET"])
def screen(month: str = "") -> dict:
	"""What the page shows of a month: `own` for who makes cards, `section` for who accepts them, else None.

	month: `2026-10`; by default the one that is to be closed. Raises MonthError, PermissionError.
	"""
	month, user = _month(month), frappe.session.user
	_require("read")
	makes_cards = "Family Assistant" in frappe.get_roles(user)
	if not (makes_cards or may_accept(user)):
		raise frappe.PermissionError
	return {
		"month": month,
		"title": paper_month(month),
		"previous": shifted(month, -1),
		"next": shifted(month, 1) if _has_begun(shifted(month, 1)) else None,
		"own": get_own_month(month, user) if makes_cards else None,
		"progress": month_cards.progress_of(month) if makes_cards else None,
		"section": get_section_month(month) if may_accept(user) else None,
	}


@frappe.whitelist(methods=["POST"])
def prepare(month: str) -> dict:
	"""Begin to make or refresh the cards of all own families. Answers the progress; may be asked twice."""
	_require("create")
	return month_cards.start_preparing(_month(month))


@frappe.whitelist(methods=["GET"])
def progress(month: str) -> dict:
	"""How far the preparing is: `state` (none, waiting, running, done, stopped), `total`, `results`."""
	_require("create")
	return month_cards.progress_of(_month(month))


@frappe.whitelist(methods=["POST"])
def send(month: str) -> list[dict]:
	"""Send all own cards of the month. Answers one result per card: its new state, or why it was refused."""
	_require("write")
	return month_cards.send_own_cards(_month(month))


@frappe.whitelist(methods=["POST"])
def accept(cards: str) -> list[dict]:
	"""Accept sent cards (a JSON list of names). Answers one result per card that the user may see."""
	_require("submit")
	return month_cards.accept_cards(texts_in(cards))


@frappe.whitelist(methods=["POST"])
def send_back(card: str, reason: str = "") -> None:
	"""Return a sent card to its assistant. Raises ReasonMissingError, CardStateError, SelfAcceptanceError."""
	_require("submit")
	if not reason.strip():
		refuse_missing(frappe.bold(_("Reason")), ReasonMissingError)
	month_cards.return_card(card, reason)


@frappe.whitelist(methods=["GET"])
def papers(month: str, assistant: str = "") -> None:
	"""Both papers (F4, F5) of every family of the month in one PDF; by default of one's own cards.

	Raises EmptyDocumentError when there is no card; each print is logged.
	"""
	_require("print")
	month = _month(month)
	cards = get_cards(month, assistant=assistant or frappe.session.user)
	if not cards:
		frappe.throw(_("There is no card for {0} yet.").format(paper_month(month)), EmptyDocumentError)
	content = make_month_pdf([frappe.get_doc(CARD, each.name) for each in cards])
	frappe.local.response.update({"type": "pdf", "filename": f"karty-{month}.pdf", "filecontent": content})


def _require(right: str) -> None:
	"""Raises PermissionError unless the user's roles give this right on cards at all."""
	if not frappe.has_permission(CARD, right):
		raise frappe.PermissionError


def _month(month: str) -> str:
	"""The month asked for. Raises MonthError for what is no month, or has not begun."""
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


def _has_begun(month: str) -> bool:
	return first_and_last_day(month)[0] <= getdate()
