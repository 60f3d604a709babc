"""Whether visits of a kind are listed on the timesheet (F4), and the change of that for cards that are not sent."""

from __future__ import annotations

import frappe

from opsfamily.case.locks import lock_families, lock_worker, read_now
from opsfamily.core.contact_kinds import is_on_timesheet
from opsfamily.core.meanings import FROZEN

CARD, VISIT = "Assistant Timesheet", "Family Visit"
# The columns that one card has in common with its visits.
CARD_KEYS = ("family", "assistant", "month")


def get_timesheet_rule(visit) -> bool:
	"""Return whether a visit is listed on F4: as the other visits of its kind on the same card, so that no card follows
	two rules; without any by the kind's rule for the month."""
	filters = {**{key: visit.get(key) for key in (*CARD_KEYS, "kind")}, "introductory": 0}
	others = read_now(VISIT, {**filters, "name": ["!=", visit.name or ""]}, ["on_timesheet"])
	if others:
		return bool(others[0].on_timesheet)
	kind = frappe.get_cached_value("Contact Kind", visit.kind, ["on_timesheet", "timesheet_month"])
	return is_on_timesheet(*kind, visit.month)


def get_nature(kind: str) -> str:
	"""Return the nature of a kind."""
	return frappe.get_cached_value("Contact Kind", kind, "nature")


def has_open_visits(kind: str) -> bool:
	"""Return whether there are visits of the kind on cards that are not sent."""
	return bool(_find_open_cards(kind))


def change_open_visits(kind: str, values: dict) -> None:
	"""Write the values on the kind's visits of cards that are not sent, and mark these cards as out of date.

	Without a permission check: what the office decides about a kind holds for every family.
	"""
	cards = _find_open_cards(kind)
	lock_families(keys.family for keys in cards)
	for worker in sorted({keys.assistant for keys in cards}):
		lock_worker(worker)
	for keys in cards:
		_change_visits_of_card(kind, keys, values)


def _change_visits_of_card(kind: str, keys: frappe._dict, values: dict) -> None:
	cards = read_now(CARD, {**keys, "docstatus": ["<", 2]}, ["name", "state_meaning"])
	if any(card.state_meaning in FROZEN for card in cards):
		return
	frappe.db.set_value(VISIT, {**keys, "kind": kind, "introductory": 0}, values)
	for card in cards:
		frappe.get_doc(CARD, card.name, for_update=True).mark_out_of_date()


def _find_open_cards(kind: str) -> list[frappe._dict]:
	"""Return the keys of cards, made or not, with visits of this kind, that are neither sent nor accepted."""
	visit, card = frappe.qb.DocType(VISIT), frappe.qb.DocType(CARD)
	is_its_card = card.state_meaning.isin(FROZEN) & (card.docstatus < 2)
	for key in CARD_KEYS:
		is_its_card &= card[key] == visit[key]
	query = frappe.qb.from_(visit).left_join(card).on(is_its_card).where(visit.kind == kind)
	return (
		query.select(*(visit[key] for key in CARD_KEYS))
		.distinct()
		.where(card.name.isnull())
		.run(as_dict=True)
	)
