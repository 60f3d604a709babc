"""Rules that hold between documents, checked: `bench --site SITE execute opsfamily.setup.check.run`.

For an office after a restore or a crash, and for the tests. Nothing is repaired: each broken rule is answered with
the documents that break it. All documents are read, whoever runs it, so it is no method of the API.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, groupby
from operator import itemgetter

import frappe
from frappe import _
from frappe.query_builder import Order
from frappe.query_builder.functions import Count, Max
from frappe.utils import getdate

from opsfamily.case.document import RUNNING, WITH_VERSIONS
from opsfamily.case.facts import read_statuses
from opsfamily.case.names import find_outdated_names, find_unknown_people
from opsfamily.case.people import SHOWN_PARTS
from opsfamily.clocks import own
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.assignments import ASSISTANT, MANAGER, periods_meet, runs_on, runs_on_in_sql
from opsfamily.core.closing import CASE_CLOSED, MONITORED
from opsfamily.core.consents import RUNS, WITHDRAWN
from opsfamily.core.court_opinion import APPROVED
from opsfamily.core.meanings import FROZEN
from opsfamily.core.supervision import HELD
from opsfamily.notify import in_language_of
from opsfamily.office import SETTINGS
from opsfamily.ops_visits.doctype.assistant_timesheet.contacts import (
	get_card_rows,
	get_row_fields,
	make_fingerprint,
)
from opsfamily.permissions.known import get_children, get_entries, get_parents
from opsfamily.setup.contact_rules import (
	check_cards_without_second_person,
	check_overlapping_visits,
	check_torn_meetings,
	check_two_rules_on_a_card,
	check_visits_without_nature,
)
from opsfamily.setup.document_rules import (
	check_closed_notifications,
	check_counters,
	check_monitoring,
	check_notes_in_enrolment,
	check_one_closing,
	check_one_outing,
	check_one_waiting_request,
	check_row_states,
	check_same_family,
	check_signed_letters,
	check_state_meanings,
	check_states,
	check_unsaid_states,
)
from opsfamily.setup.fact_rules import (
	check_no_gap_in_days,
	check_shown_facts,
	check_steps_have_authority,
	check_work_on_closed_cases,
)
from opsfamily.setup.finding import Document, Finding
from opsfamily.setup.report_rules import check_sent_reports


def run() -> dict:
	"""Check every rule. Return the number of rules and those that are broken, each with its documents."""
	with in_language_of("Administrator"):
		findings = [check() for check in RULES]
		broken = [make_answer(finding) for finding in findings if finding.documents]
	return {"rules": len(findings), "broken": broken}


def make_answer(finding: Finding) -> dict:
	"""Return a broken rule as text: its sentence, and each document as „kind name”."""
	names = [f"{_(doctype)} {name}" for doctype, name in sorted(set(finding.documents))]
	return {"rule": finding.rule, "documents": names}


def check_one_running_version() -> Finding:
	"""Find families with two running plans or schedules."""
	documents = []
	for doctype in WITH_VERSIONS:
		table = frappe.qb.DocType(doctype)
		running = frappe.qb.from_(table).where((table.docstatus == 1) & (table.status == RUNNING))
		families = running.select(table.family).groupby(table.family).having(Count("*") > 1)
		query = running.select(table.name).where(table.family.isin(families.run(pluck=True) or [""]))
		documents += [(doctype, name) for name in query.run(pluck=True)]
	return Finding(_("A family has one running plan and one running schedule."), documents)


def check_frozen_cards() -> Finding:
	"""Find sent and accepted cards that differ from their visits."""
	card = frappe.qb.DocType("Assistant Timesheet")
	columns = (card.name, card.family, card.month, card.assistant)
	frozen = card.state_meaning.isin(FROZEN) & (card.docstatus < 2)
	cards, rows = frappe.qb.from_(card).select(*columns).where(frozen).run(), get_rows_of_frozen_cards()
	broken = [
		("Assistant Timesheet", name)
		for name, *keys in cards
		if make_fingerprint(get_card_rows(*keys)) != make_fingerprint(rows.get(name, []))
	]
	return Finding(_("A sent or accepted card equals its visits."), broken)


def get_rows_of_frozen_cards() -> dict[str, list[dict]]:
	"""Return card → its rows, for the cards that are sent or accepted."""
	card, row = frappe.qb.DocType("Assistant Timesheet"), frappe.qb.DocType("Timesheet Row")
	query = (
		frappe.qb.from_(row)
		.join(card)
		.on((row.parent == card.name) & (row.parenttype == "Assistant Timesheet"))
		.select(row.parent, *(row[field] for field in get_row_fields()))
		.where(card.state_meaning.isin(FROZEN) & (card.docstatus < 2))
		.orderby(row.parent, row.idx)
	)
	rows = query.run(as_dict=True)
	return {name: list(group) for name, group in groupby(rows, key=itemgetter("parent"))}


def check_scheduled_actions() -> Finding:
	"""Find rows of running schedules that have no Scheduled Action."""
	schedule, row = frappe.qb.DocType("Action Schedule"), frappe.qb.DocType("Agreed Action")
	action = frappe.qb.DocType("Scheduled Action")
	query = (
		frappe.qb.from_(row)
		.join(schedule)
		.on((row.parent == schedule.name) & (row.parenttype == "Action Schedule"))
		.left_join(action)
		.on((action.family == schedule.family) & (action.action_key == row.action_key))
		.select(schedule.name)
		.where((schedule.docstatus == 1) & (schedule.status == RUNNING) & action.name.isnull())
	)
	documents = [("Action Schedule", name) for name in query.run(pluck=True)]
	return Finding(_("Every row of a running schedule has its action."), documents)


def check_private_files() -> Finding:
	"""Find public files on our documents and on their rows."""
	file = frappe.qb.DocType("File")
	ours = file.attached_to_doctype.isin([*get_entries(), *get_children()])
	query = frappe.qb.from_(file).select(file.name)
	names = query.where(ours & (file.is_private == 0) & (file.is_folder == 0)).run(pluck=True)
	return Finding(_("No file of a family is public."), [("File", name) for name in names])


def check_closed_cases() -> Finding:
	"""Find assignments that run longer than the closing of their case and its monitoring allow."""
	closing, assignment = frappe.qb.DocType("Case Closing"), frappe.qb.DocType("Case Assignment")
	in_force = (closing.docstatus == 1) & closing.reopened_on.isnull()
	ends = (
		frappe.qb.from_(closing)
		.select(closing.family, Max(closing.closing_date), Max(closing.monitoring_until))
		.where(in_force)
		.groupby(closing.family)
	).run()
	last_days = {family: until or day for family, day, until in ends}
	columns = (assignment.name, assignment.family, assignment.until_date)
	rows = frappe.qb.from_(assignment).select(*columns).where(assignment.family.isin([*last_days, ""])).run()
	documents = [
		("Case Assignment", name) for name, family, until in rows if not until or until > last_days[family]
	]
	return Finding(_("Nobody is on a closed case after its monitoring."), documents)


def check_rows_have_parents() -> Finding:
	"""Find rows whose document is gone."""
	documents = []
	for child in get_children():
		row = frappe.qb.DocType(child)
		for kind in frappe.qb.from_(row).select(row.parenttype).distinct().run(pluck=True):
			documents += [(child, name) for name in find_orphans(child, kind)]
	return Finding(_("Every row has its document."), documents)


def find_orphans(child: str, kind: str | None) -> list[str]:
	"""Return the rows of a child table that name a document of this kind which is not there."""
	row = frappe.qb.DocType(child)
	if kind not in get_parents(child):
		# Only a DocType that another app has entered wrongly, or none at all, is not among the parents.
		of_kind = row.parenttype == kind if kind else row.parenttype.isnull()
		exists = bool(kind) and frappe.db.table_exists(kind)
		if not exists:
			return frappe.qb.from_(row).select(row.name).where(of_kind).run(pluck=True)
	parent = frappe.qb.DocType(kind)
	joined = frappe.qb.from_(row).left_join(parent).on(row.parent == parent.name)
	return joined.select(row.name).where((row.parenttype == kind) & parent.name.isnull()).run(pluck=True)


def check_one_person_for_a_part() -> Finding:
	"""Find assistants, and case managers, of one family whose times meet."""
	assignment = frappe.qb.DocType("Case Assignment")
	columns = (
		assignment.family,
		assignment.part,
		assignment.name,
		assignment.from_date,
		assignment.until_date,
	)
	rows = (
		frappe.qb.from_(assignment)
		.select(*columns)
		.where(assignment.part.isin([ASSISTANT, MANAGER]))
		.orderby(assignment.family, assignment.part)
	).run()
	documents = [("Case Assignment", name) for name in find_overlaps(rows)]
	return Finding(_("A family has one family assistant and one case manager at a time."), documents)


def find_overlaps(rows: Iterable[tuple]) -> Iterator[str]:
	"""Yield the names of rows (two keys, name, first day, last day) that share a day, within the same keys."""
	for _keys, group in groupby(rows, key=itemgetter(0, 1)):
		for one, other in combinations(list(group), 2):
			if periods_meet(*one[3:5], *other[3:5]):
				yield from (one[2], other[2])


def check_one_card() -> Finding:
	"""Find cards of the same family, month and assistant that are not cancelled."""
	card = frappe.qb.DocType("Assistant Timesheet")
	keys = (card.family, card.month, card.assistant)
	documents = find_repeated("Assistant Timesheet", keys, card.docstatus < 2)
	return Finding(_("An assistant has one card of a family and month."), documents)


def check_live_cards() -> Finding:
	"""Find cards that do not hold their place (`live_for`), and cancelled ones that still do."""
	card = frappe.qb.DocType("Assistant Timesheet")
	without = (card.docstatus < 2) & (card.live_for.isnull() | (card.live_for != card.assistant))
	wrong = without | ((card.docstatus == 2) & card.live_for.isnotnull())
	names = frappe.qb.from_(card).select(card.name).where(wrong).run(pluck=True)
	rule = _("A card that is not cancelled is the one of its assistant, a cancelled one is nobody's.")
	return Finding(rule, [("Assistant Timesheet", name) for name in names])


def check_one_note() -> Finding:
	"""Find notes of the same enrolment and day."""
	note = frappe.qb.DocType("Day Centre Note")
	documents = find_repeated("Day Centre Note", (note.enrolment, note.day), note.docstatus < 2)
	return Finding(_("A child has one note a day."), documents)


def find_repeated(doctype: str, keys: tuple, condition) -> list[Document]:
	"""Return the documents that have the same keys (columns) as another one."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*keys, table.name).where(condition)
	for key in keys:
		query = query.orderby(key)
	groups = (list(group) for _keys, group in groupby(query.run(), key=lambda row: row[:-1]))
	return [(doctype, row[-1]) for group in groups if len(group) > 1 for row in group]


def check_shown_people() -> Finding:
	"""Find open families whose page shows other people than its assignments say today."""
	people = get_people_today()
	fields = ["name", *SHOWN_PARTS]
	# get_all: the check is about every family.
	families = frappe.get_all("Family", fields=fields, order_by="name")
	statuses = read_statuses()
	documents = [
		("Family", family.name)
		for family in families
		for fieldname, part in SHOWN_PARTS.items()
		# An ended case shows who led it.
		if statuses[family.name] not in (CASE_CLOSED, MONITORED)
		and (family[fieldname] or None) != people.get((family.name, part))
	]
	return Finding(_("A family's page shows the people of its assignments."), documents)


def get_people_today() -> dict[tuple[str, str], str]:
	"""Return (family, part) → full name of the person who has it today, the newest if there are several."""
	assignment = frappe.qb.DocType("Case Assignment")
	rows = (
		frappe.qb.from_(assignment)
		.select(assignment.family, assignment.part, assignment.full_name)
		.where(runs_on_in_sql(assignment, getdate()))
		.orderby(assignment.from_date, assignment.creation, order=Order.asc)
	).run()
	return {(family, part): full_name for family, part, full_name in rows}


def check_names_of_open_papers() -> Finding:
	"""Find papers that are not agreed yet and bear another name than the family's page or the worker's account."""
	documents = [(doctype, name) for doctype, name, _fieldname, _now in find_outdated_names()]
	return Finding(_("What is not agreed yet bears the names of today."), documents)


def check_people_of_papers() -> Finding:
	"""Find papers that are not agreed yet and name somebody who is not in the family's household."""
	documents = [(doctype, name) for doctype, name, _person in find_unknown_people()]
	return Finding(_("A paper about one person names somebody of the household."), documents)


def check_consent_status() -> Finding:
	"""Find consents whose status differs from their dates."""
	consent = frappe.qb.DocType("Consent")
	columns = (consent.name, consent.status, consent.withdrawn_on)
	documents = [
		("Consent", name)
		for name, status, withdrawn_on in frappe.qb.from_(consent).select(*columns).run()
		if status != (WITHDRAWN if withdrawn_on else RUNS)
	]
	return Finding(_("A consent is withdrawn when it has the day of its withdrawal."), documents)


def check_enrolments() -> Finding:
	"""Find enrolments of one child in one day centre that share a day."""
	enrolment = frappe.qb.DocType("Day Centre Enrolment")
	columns = ("family", "centre", "name", "from_date", "until_date", "child")
	rows = (
		frappe.qb.from_(enrolment)
		.select(*(enrolment[column] for column in columns))
		.orderby(enrolment.family, enrolment.centre)
	).run()
	names = set()
	for _keys, group in groupby(rows, key=itemgetter(0, 1)):
		for one, other in combinations(list(group), 2):
			if is_same_person(Person(one[5]), Person(other[5])):
				names.update(find_overlaps([one, other]))
	documents = [("Day Centre Enrolment", name) for name in names]
	return Finding(_("A child is enrolled in a day centre once at a time."), documents)


def check_supervision_records() -> Finding:
	"""Find records of sessions that were not held or are gone."""
	record, session = frappe.qb.DocType("Supervision Record"), frappe.qb.DocType("Supervision Session")
	query = (
		frappe.qb.from_(record)
		.left_join(session)
		.on(record.session == session.name)
		.select(record.name)
		.where(session.name.isnull() | (session.status != HELD))
	)
	documents = [("Supervision Record", name) for name in query.run(pluck=True)]
	return Finding(_("A record of supervision belongs to a session that was held."), documents)


def check_deputies() -> Finding:
	"""Find requests that were decided in the head's place by somebody who was no deputy on that day."""
	request, deputy = frappe.qb.DocType("Assistant Request"), frappe.qb.DocType("Head Deputy")
	decided = frappe.qb.from_(request).select(request.name, request.decided_by, request.decided_on)
	days = frappe.qb.from_(deputy).select(deputy.user, deputy.from_date, deputy.until_date).run()
	documents = [
		("Assistant Request", name)
		for name, user, moment in decided.where(request.decided_as_deputy == 1).run()
		if not any(user == other and runs_on(moment.date(), start, end) for other, start, end in days)
	]
	return Finding(_("Whoever decides in the head's place is the head's deputy on that day."), documents)


def check_opinions() -> Finding:
	"""Find opinions that are approved by nobody, or by their own author."""
	opinion = frappe.qb.DocType("Court Opinion")
	by_another = opinion.approved_by.isnotnull() & (opinion.approved_by != opinion.signed_by)
	query = frappe.qb.from_(opinion).select(opinion.name)
	names = query.where((opinion.approval == APPROVED) & ~by_another).run(pluck=True)
	return Finding(
		_("An approved opinion is approved by somebody else than its author."),
		[("Court Opinion", name) for name in names],
	)


def check_placement_ends() -> Finding:
	"""Find placements that have ended without a code of how."""
	placement = frappe.qb.DocType("Foster Placement")
	has_code = placement.end_code.isnotnull() & (placement.end_code != "")
	query = frappe.qb.from_(placement).select(placement.name)
	names = query.where(placement.until_date.isnotnull() & ~has_code).run(pluck=True)
	return Finding(
		_("A placement that has ended says by a code how."), [("Foster Placement", name) for name in names]
	)


def check_closing_classes() -> Finding:
	"""Find submitted closings without a statistical class."""
	closing = frappe.qb.DocType("Case Closing")
	has_class = closing.statistical_class.isnotnull() & (closing.statistical_class != "")
	query = frappe.qb.from_(closing).select(closing.name)
	names = query.where((closing.docstatus == 1) & ~has_class).run(pluck=True)
	return Finding(_("A closing has its statistical class."), [("Case Closing", name) for name in names])


def check_cause_levels() -> Finding:
	"""Find causes about violence, addiction, illness or disability that everybody on the case reads."""
	row, cause = frappe.qb.DocType("Case Cause"), frappe.qb.DocType("Difficulty Cause")
	query = frappe.qb.from_(row).join(cause).on(cause.name == row.cause).select(row.parenttype, row.parent)
	documents = [(doctype, name) for doctype, name in query.where(cause.is_sensitive == 1).run()]
	return Finding(_("Sensitive causes of difficulties are in the field of level 1."), documents)


def check_own_clocks() -> Finding:
	"""Find clocks of the office's own that count from a kind or a field that has gone."""
	settings = frappe.get_cached_doc(SETTINGS)
	names = [(SETTINGS, row.clock_name) for row in settings.own_clocks if own.find_fault(row)]
	return Finding(_("The office's own clocks count from a date that exists."), names)


RULES: tuple[Callable[[], Finding], ...] = (
	check_one_running_version,
	check_frozen_cards,
	check_scheduled_actions,
	check_private_files,
	check_closed_cases,
	check_rows_have_parents,
	check_one_person_for_a_part,
	check_one_card,
	check_live_cards,
	check_one_note,
	check_shown_people,
	check_shown_facts,
	check_no_gap_in_days,
	check_work_on_closed_cases,
	check_steps_have_authority,
	check_sent_reports,
	check_names_of_open_papers,
	check_people_of_papers,
	check_consent_status,
	check_enrolments,
	check_supervision_records,
	check_one_closing,
	check_signed_letters,
	check_one_waiting_request,
	check_one_outing,
	check_closed_notifications,
	check_monitoring,
	check_notes_in_enrolment,
	check_states,
	check_state_meanings,
	check_unsaid_states,
	check_row_states,
	check_same_family,
	check_counters,
	check_deputies,
	check_opinions,
	check_placement_ends,
	check_closing_classes,
	check_cause_levels,
	check_own_clocks,
	check_overlapping_visits,
	check_torn_meetings,
	check_two_rules_on_a_card,
	check_visits_without_nature,
	check_cards_without_second_person,
)
