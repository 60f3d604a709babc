"""Rules of contacts and monthly cards, checked for `setup/check.py`."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from opsfamily.case.contacts import PART_FIELDS, get_span
from opsfamily.core.hours import overlaps
from opsfamily.setup.finding import Finding

VISIT, CARD = "Family Visit", "Assistant Timesheet"


def check_overlapping_visits() -> Finding:
	"""Find visits of one worker that share a minute and are not the same meeting."""
	visit = frappe.qb.DocType(VISIT)
	columns = ("name", "same_meeting_as", *PART_FIELDS)
	query = frappe.qb.from_(visit).select(*(visit[column] for column in columns))
	rows = query.where(visit.from_time.isnotnull()).orderby(visit.assistant).run(as_dict=True)
	names = set()
	for _worker, visits in groupby(rows, key=itemgetter("assistant")):
		names |= _find_overlaps([(get_span(row), row) for row in visits])
	return Finding(_("A worker is in one contact at a time."), [(VISIT, name) for name in names])


def _find_overlaps(visits: list[tuple]) -> set[str]:
	"""Return the visits that overlap the one before them that lasts longest. visits: (span, row) of one worker."""
	names, last = set(), None
	for span, row in sorted(visits, key=lambda visit: (visit[0], visit[1].name)):
		if last and overlaps(last[0], span) and _get_meeting(last[1]) != _get_meeting(row):
			names |= {last[1].name, row.name}
		if not last or span[1] > last[0][1]:
			last = (span, row)
	return names


def _get_meeting(row: frappe._dict) -> str:
	return row.same_meeting_as or row.name


def check_torn_meetings() -> Finding:
	"""Find visits of one meeting with several families that have another time or worker than its first visit."""
	visit, first = frappe.qb.DocType(VISIT), frappe.qb.DocType(VISIT).as_("first")
	differs = visit.assistant != first.assistant
	for column in ("visit_date", "from_time", "minutes"):
		differs |= visit[column] != first[column]
	query = frappe.qb.from_(visit).left_join(first).on(first.name == visit.same_meeting_as).select(visit.name)
	is_of_meeting = visit.same_meeting_as.isnotnull() & (visit.same_meeting_as != "")
	names = query.where(is_of_meeting & (first.name.isnull() | differs)).run(pluck=True)
	return Finding(
		_("One meeting with several families is one time of one worker."), [(VISIT, name) for name in names]
	)


def check_two_rules_on_a_card() -> Finding:
	"""Find cards on which contacts of one kind are partly listed on F4 and partly not."""
	visit = frappe.qb.DocType(VISIT)
	keys = (visit.family, visit.assistant, visit.month, visit.kind)
	query = frappe.qb.from_(visit).select(*keys).where(visit.introductory == 0).groupby(*keys)
	mixed = query.having(Count(visit.on_timesheet).distinct() > 1).run()
	documents = []
	for family, assistant, month, kind in mixed:
		filters = {"family": family, "assistant": assistant, "month": month, "kind": kind}
		# get_all: the check is about every family.
		documents += [(VISIT, name) for name in frappe.get_all(VISIT, filters, pluck="name", order_by="name")]
	return Finding(_("A card follows one rule for each kind of contact."), documents)


def check_visits_without_nature() -> Finding:
	"""Find visits whose nature is not known, so that no figure can count them."""
	visit = frappe.qb.DocType(VISIT)
	query = frappe.qb.from_(visit).select(visit.name)
	names = query.where(visit.nature.isnull() | (visit.nature == "")).run(pluck=True)
	return Finding(_("Every contact has a nature."), [(VISIT, name) for name in names])


def check_cards_without_second_person() -> Finding:
	"""Find cards accepted by their assistant, or by whoever sent them without a reason for that."""
	card = frappe.qb.DocType(CARD)
	has_no_reason = card.sole_acceptance_reason.isnull() | (card.sole_acceptance_reason == "")
	is_alone = (card.accepted_by == card.assistant) | ((card.accepted_by == card.sent_by) & has_no_reason)
	query = frappe.qb.from_(card).select(card.name).where((card.docstatus == 1) & is_alone)
	names = query.run(pluck=True)
	return Finding(
		_("A card is accepted by a second person, or with a reason."), [(CARD, name) for name in names]
	)
