"""The monthly cards, made from the visits, accepted for all months but the last one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import get_fullname, now_datetime

from opsfamily.core import early_cards
from opsfamily.core import timesheet as card
from opsfamily.core.months import first_and_last_day, month_of
from opsfamily.ops_visits.doctype.assistant_timesheet.contacts import get_card_rows
from opsfamily.setup.demo.office_year import bulk
from opsfamily.setup.demo.office_year.case import COORDINATOR, Case
from opsfamily.setup.demo.office_year.days import workday

CARD = "Assistant Timesheet"
# Numbers of the families whose last card is not accepted yet.
RETURNED, DRAFT, SENT_EVERY = 16, 14, 5
RETURN_REASON = "Proszę uzupełnić opis dwóch wizyt."


def write_cards(case: Case, closed_on: date | None) -> None:
	"""Write the cards that are missing for the family's contacts. closed_on: all of them are accepted until then."""
	cards, rows = [], []
	for month, worker in get_open_places(case):
		state = get_state(case, month, closed_on)
		if state:
			document, contacts = make_card(case, month, worker, state, closed_on)
			cards.append(document)
			rows += contacts
	bulk.insert(CARD, cards)
	bulk.insert("Timesheet Row", rows)


def get_open_places(case: Case) -> list[tuple[str, str]]:
	"""Return (month, assistant) of the family's contacts that have no card."""
	# qb and get_all: every contact of the family has its card.
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).select(visit.month, visit.assistant).distinct()
	places = query.where(visit.family == case.name).orderby(visit.month, visit.assistant).run()
	cards = frappe.get_all(
		CARD, {"family": case.name}, ["month", "assistant"], order_by="month", as_list=True
	)
	return [place for place in places if place not in set(cards)]


def get_state(case: Case, month: str, closed_on: date | None) -> str | None:
	"""Return the state of the card of a month; None where the month still runs."""
	this_month = month_of(case.today)
	last_month = month_of(case.today.replace(day=1) - timedelta(days=1))
	if closed_on:
		return card.ACCEPTED
	if month == this_month:
		return None
	if month < last_month:
		return card.ACCEPTED
	special = {RETURNED: card.RETURNED, DRAFT: card.DRAFT}
	return special.get(case.number, card.SENT if case.number % SENT_EVERY == 0 else card.ACCEPTED)


def make_card(
	case: Case, month: str, worker: str, state: str, closed_on: date | None
) -> tuple[dict, list[dict]]:
	"""Return a card and its rows as they are stored."""
	contacts = get_card_rows(case.name, month, worker)
	sent = get_day_of_sending(case, month, closed_on)
	[name] = bulk.take_names([f"KARTA-{month}-"])
	document = {
		**bulk.make_head(name, sent, worker, card.DOCSTATUS[state]),
		"naming_series": "KARTA-.month.-.####",
		"family": case.name,
		"representative": case.household.mother.full_name,
		"month": month,
		"assistant": worker,
		"assistant_name": get_fullname(worker),
		"live_for": worker,
		"workflow_state": state,
		"state_meaning": card.MEANINGS[state],
		"total_minutes": card.total_minutes(contacts),
		"timesheet_minutes": card.timesheet_minutes(contacts),
		"direct_minutes": card.direct_minutes(contacts),
		**get_steps(case, state, worker, sent, month),
	}
	return document, bulk.make_rows(document, CARD, "rows", contacts)


def get_day_of_sending(case: Case, month: str, closed_on: date | None) -> datetime:
	"""Return when the card is sent: in the first days of the next month, or when the case closes before."""
	_first, last = first_and_last_day(month)
	day = workday(last + timedelta(days=1 + case.number % 3))
	return min(
		bulk.at(min(day, closed_on) if closed_on else day, 14 * 60), now_datetime().replace(microsecond=0)
	)


def get_steps(case: Case, state: str, worker: str, sent: datetime, month: str) -> dict:
	"""Return who sent, returned and accepted the card, and when."""
	_first, last = first_and_last_day(month)
	was_sent, is_accepted = state != card.DRAFT, state == card.ACCEPTED
	is_early = was_sent and early_cards.is_early(sent.date(), last)
	return {
		"sent_by": worker if was_sent else None,
		"sent_on": sent if was_sent else None,
		"early_reason": early_cards.CASE_ENDS if is_early else None,
		"return_reason": RETURN_REASON if state == card.RETURNED else None,
		"accepted_by": case.office.get_email(COORDINATOR) if is_accepted else None,
		"accepted_on": sent + timedelta(minutes=45) if is_accepted else None,
	}
