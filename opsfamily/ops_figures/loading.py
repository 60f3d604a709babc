"""What the figures of a period are computed from, read for the whole section in a fixed number of queries.

Everything is read without a permission check: figures are sums over all families, whoever may see them. The documents
that a figure counts are shown by `lists.py`, with the reader's own rights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from pypika import Order
from pypika.functions import NullIf

import frappe
from frappe.query_builder.functions import Coalesce, Count, Max, Sum
from frappe.utils import flt, getdate

from opsfamily.case.contacts import PART_FIELDS, join_contacts
from opsfamily.case.employment import get_employments, get_norms
from opsfamily.case.facts import read_bases, read_facts
from opsfamily.case.names import find_current_name
from opsfamily.case.travel import get_travel, is_counted
from opsfamily.core.competences import ALONE
from opsfamily.core.contact_kinds import DIRECT
from opsfamily.core.day_centre import PRESENT
from opsfamily.core.figures import facts as core
from opsfamily.core.figures.facts import Facts
from opsfamily.core.figures.work import CHANGED, NEW
from opsfamily.core.meanings import ACCEPTED
from opsfamily.core.months import month_of
from opsfamily.core.supervision import HELD
from opsfamily.office import get_setting

SUBMITTED = 1


def load_facts(first: date, last: date) -> Facts:
	"""Return the section's facts for a period; one that still runs is read up to today."""
	last = min(last, getdate())
	members, pages = _read_members(), _read_pages()
	renamed = _find_renamed(members, pages)
	# Read the facts of cases first: they are asked for by the others.
	return Facts(
		first=first,
		last=last,
		status=read_facts(),
		bases=read_bases(),
		ceilings=_read_ceilings(),
		weights=_read_weights(),
		same_people=tuple(_read("Same Person", ("member", "other_member"))),
		assessment_months=get_setting("assessment_interval_months"),
		on_paper={name: day for name, day, *_names in pages if day},
		**_read_people(last, members),
		**_read_intake(),
		**_read_contacts(first, last),
		**_read_papers(last),
		answers=_rows(core.Answer, _read_answers(first, last)),
		**_read_for_life(),
		**_read_centres(first, last, renamed),
		**_read_groups(last, renamed),
		**_read_child_cards(),
		**_read_agreements(),
		**_read_supporting(last),
		sessions=_read_sessions(first, last),
		trainings=_read_trainings(first, last),
		cards=_read_cards(first, last),
		**_read_staff(first, last),
	)


def _read_ceilings() -> tuple[tuple[date, float], ...]:
	return tuple((getdate(row.from_date), flt(row.families)) for row in get_setting("workload_ceilings"))


def _read_weights() -> dict[str, float]:
	family, difficulty = frappe.qb.DocType("Family"), frappe.qb.DocType("Case Difficulty")
	query = frappe.qb.from_(family).join(difficulty).on(difficulty.name == family.difficulty)
	return dict(query.select(family.name, difficulty.weight).run())


def _read_pages() -> list[tuple]:
	"""Return name, last assessment on paper, representative and former names of the families that have one of these."""
	family = frappe.qb.DocType("Family")
	query = frappe.qb.from_(family).select(
		family.name, family.last_assessment_on, family.representative, family.former_names
	)
	return query.where(family.last_assessment_on.isnotnull() | (family.former_names != "")).run()


def _read_members() -> list[tuple]:
	"""Return the members of all families: the fields of `core.Member`, and the former names last."""
	fields = ("name", "parent", "full_name", "birth_date", "joined_on", "left_on", "has_disability")
	more = ("disability_from", "disability_until", "former_names")
	return _read("Family Member", (*fields, *more), {"parenttype": "Family"}, order="idx")


def _read_people(last: date, members: list[tuple]) -> dict[str, tuple]:
	"""Return assignments up to the last day, members, and absences."""
	assignment = ("name", "family", "user", "part", "from_date", "until_date", "workload_reason")
	of_family = {"parenttype": "Family"}
	absences = _read("Family Absence", ("name", "parent", "from_date", "until_date", "kind"), of_family)
	return {
		"assignments": _rows(
			core.Assignment,
			_read("Case Assignment", assignment, until={"from_date": last}, order="from_date"),
		),
		"members": _rows(core.Member, (row[:-1] for row in members)),
		"absences": _rows(core.Span, absences),
	}


def _read_intake() -> dict[str, tuple]:
	"""Return requests, closings, monitoring contacts and placements."""
	closing = ("name", "family", "closing_date", "statistical_class", "reopened_on")
	placement = ("name", "family", "child", "since", "until_date", "end_code")
	return {
		"requests": _rows(core.Request, _read_requests()),
		"closings": _rows(
			core.Closing, _read("Case Closing", closing, {"docstatus": SUBMITTED}, order="closing_date")
		),
		"monitoring": _rows(core.Dated, _read_monitoring()),
		"placements": _rows(core.Placement, _read("Foster Placement", placement, order="since")),
	}


def _read_requests() -> Iterable[tuple]:
	request, notification = frappe.qb.DocType("Assistant Request"), frappe.qb.DocType("Family Notification")
	own = ("name", "family", "state_meaning", "basis", "request_date", "decision_date", "refusal_code")
	query = frappe.qb.from_(request).left_join(notification).on(notification.name == request.notification)
	query = query.select(*(request[field] for field in own), notification.received_on)
	query = query.select(request.application_date, request.court_date)
	return query.where(request.docstatus < 2).orderby(request.creation).run()


def _read_monitoring() -> Iterable[tuple]:
	contact, kind = frappe.qb.DocType("Monitoring Contact"), frappe.qb.DocType("Contact Kind")
	query = frappe.qb.from_(contact).left_join(kind).on(kind.name == contact.kind)
	query = query.select(contact.name, contact.family, contact.contact_date, kind.nature)
	return query.orderby(contact.contact_date).run()


def _read_contacts(first: date, last: date) -> dict[str, tuple]:
	"""Return the sums of contacts in the period, the days of direct ones, and the last direct one before it."""
	visit = frappe.qb.DocType("Family Visit")
	direct = frappe.qb.from_(visit).where(visit.nature == DIRECT)
	met = direct.select(visit.family, visit.visit_date).distinct()
	before = direct.select(visit.family, Max(visit.visit_date)).where(visit.visit_date < first)
	days = (
		*before.groupby(visit.family).run(),
		*met.where(visit.visit_date[first:last]).run(),
	)
	return {"contacts": _sum_contacts(first, last), "direct_days": _rows(core.ContactDay, days)}


def _sum_contacts(first: date, last: date) -> tuple[core.ContactSum, ...]:
	"""Return the contacts and the workers' minutes per family and nature; two workers in one home are one contact."""
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).where(visit.visit_date[first:last])
	query = query.select(visit.family, visit.nature, Count(visit.name), Sum(visit.minutes))
	doubled = _count_doubled(first, last)
	return tuple(
		core.ContactSum(family, nature or "", count - doubled[family, nature], int(minutes or 0))
		for family, nature, count, minutes in query.groupby(visit.family, visit.nature).run()
	)


def _count_doubled(first: date, last: date) -> dict[tuple[str, str], int]:
	"""Return (family, nature) → how many of its visits are the second worker's part of a contact."""
	found = defaultdict(int)
	for family, visits in _read_days_of_two_workers(first, last).items():
		found[family, DIRECT] += len(visits) - len(join_contacts(visits))
	return found


def _read_days_of_two_workers(first: date, last: date) -> dict[str, list]:
	"""Return family → its direct contacts of those days on which more than one worker was there."""
	visit = frappe.qb.DocType("Family Visit")
	shared = frappe.qb.from_(visit).select(visit.family, visit.visit_date)
	shared = shared.where((visit.nature == DIRECT) & visit.visit_date[first:last])
	shared = shared.groupby(visit.family, visit.visit_date)
	days = shared.having(Count(visit.assistant).distinct() > 1).run()
	if not days:
		return {}
	families, dates = ({day[place] for day in days} for place in (0, 1))
	query = frappe.qb.from_(visit).select(visit.family, *(visit[field] for field in PART_FIELDS))
	query = query.where((visit.nature == DIRECT) & visit.family.isin(sorted(families)))
	rows = query.where(visit.visit_date.isin(sorted(dates))).run(as_dict=True)
	return core.by_family(row for row in rows if (row.family, row.visit_date) in set(days))


def _read_papers(last: date) -> dict[str, tuple]:
	"""Return plans, evaluations, outcomes, assessments, conferences, specialists' help, interventions, competences, opinions and causes."""
	submitted = {"docstatus": SUBMITTED}
	plans = _read("Family Work Plan", ("name", "family", "plan_date", "replaces"), submitted)
	assessment = ("name", "family", "assessment_date", "next_due", "kind", "handed_to_head_on")
	assessed = _read("Family Assessment", assessment, submitted, {"assessment_date": last}, "assessment_date")
	opinion = ("name", "family", "signed_on", "due_date")
	help_given = ("name", "family", "help_date", "kind", "minutes")
	return {
		"plans": _rows(core.Dated, ((*row[:3], CHANGED if row[3] else NEW) for row in plans)),
		"evaluations": _read_dated("Work Plan Evaluation", "meeting_date", submitted),
		"outcomes": _read_dated("Scheduled Action", "outcome_on", code="outcome"),
		"assessments": _rows(core.Assessment, ((*row[:4], row[4] == "Final") for row in assessed)),
		"handed_over": _rows(core.Dated, ((*row[:2], row[5]) for row in assessed if row[5])),
		"conferences": _read_dated("Case Conference", "conference_date", submitted),
		"helps": _rows(core.Help, _read("Specialist Help", help_given, order="help_date")),
		"interventions": _read_dated("Intervention", "intervention_date", submitted),
		"alone": _rows(core.Dated, _read_alone()),
		"opinions": _rows(core.Due, _read("Court Opinion", opinion, submitted, order="signed_on")),
		"causes": _rows(core.Dated, _read_causes(assessed, last)),
	}


def _read_alone() -> Iterable[tuple]:
	"""Return the visits at which a family managed an area of competence on its own, with the area."""
	row, visit = frappe.qb.DocType("Visit Competence"), frappe.qb.DocType("Family Visit")
	query = (
		frappe.qb.from_(row).join(visit).on((row.parent == visit.name) & (row.parenttype == "Family Visit"))
	)
	query = query.select(visit.name, visit.family, visit.visit_date, row.area)
	return query.where(row.level == ALONE).orderby(visit.visit_date, visit.name, row.idx).run()


def _read_answers(first: date, last: date) -> Iterable[tuple]:
	"""Return the answers with a code on the sheets of the period, at whatever level they stand."""
	sheet, row = frappe.qb.DocType("Family Sheet"), frappe.qb.DocType("Sheet Answer")
	answer = Coalesce(NullIf(row.answer, ""), row.sensitive_answer)
	query = (
		frappe.qb.from_(row).join(sheet).on((row.parent == sheet.name) & (row.parenttype == "Family Sheet"))
	)
	query = query.select(sheet.name, sheet.family, sheet.sheet_date, row.code, row.kind, row.choices, answer)
	query = query.where((sheet.docstatus == SUBMITTED) & sheet.sheet_date[first:last])
	return query.where((row.code != "") & (answer != "")).orderby(sheet.name, row.idx).run()


def _read_causes(assessed: list[tuple], last: date) -> Iterable[tuple]:
	"""Yield the causes on the latest assessment of each family that names any, else on its latest request up to the day."""
	dated = {row[1]: row[0] for row in assessed}
	requests = _read(
		"Assistant Request",
		("name", "family", "request_date"),
		{"docstatus": SUBMITTED},
		until={"request_date": last},
		order="request_date",
	)
	asked = {row[1]: row[0] for row in requests}
	found = _read_causes_of({*dated.values(), *asked.values()})
	for family in sorted({*dated, *asked}):
		causes = found.get(dated.get(family)) or found.get(asked.get(family)) or ()
		for cause in dict.fromkeys(causes):
			yield family, family, None, cause


def _read_causes_of(parents: set[str]) -> dict[str, list[str]]:
	"""Return document → its causes, those of level 1 as well: figures tell how many families have them, not which."""
	found = defaultdict(list)
	for doctype in ("Case Cause", "Sensitive Case Cause"):
		for parent, cause in _read(doctype, ("parent", "cause")):
			if parent in parents:
				found[parent].append(cause)
	return found


def _read_for_life() -> dict[str, tuple]:
	"""Return what was done under „Za życiem”: catalogues, authorisations, steps, needs."""
	catalogue = ("name", "family", "application_received_on", "ended_on")
	return {
		"catalogues": _rows(core.Span, _read("Support Catalogue", catalogue)),
		"authorisations": _read_dated("Authorisation", "from_date", {"docstatus": SUBMITTED}),
		"steps": _rows(core.Dated, _read_rows_of_catalogues("Support Catalogue Step", "step_date", "body")),
		"needs": _rows(core.Dated, _read_rows_of_catalogues("Support Catalogue Need", "creation", "status")),
	}


def _read_rows_of_catalogues(doctype: str, day: str, code: str) -> Iterable[tuple]:
	row, catalogue = frappe.qb.DocType(doctype), frappe.qb.DocType("Support Catalogue")
	query = frappe.qb.from_(row).join(catalogue).on(row.parent == catalogue.name)
	query = query.select(catalogue.name, catalogue.family, row[day], row[code])
	return query.orderby(catalogue.name, row.idx).run()


def _read_centres(first: date, last: date, renamed: dict) -> dict[str, tuple]:
	enrolment = ("name", "family", "from_date", "until_date", "centre", "child")
	note = frappe.qb.DocType("Day Centre Note")
	query = frappe.qb.from_(note).select(note.enrolment, note.family, Count(note.day).distinct())
	query = query.where((note.presence == "Present") & note.day[first:last])
	enrolments = (
		(*row, _name_today(row[1], child, renamed))
		for *row, child in _read("Day Centre Enrolment", enrolment)
	)
	return {
		"enrolments": _rows(core.Enrolment, enrolments),
		"places": dict(_read("Day Centre", ("name", "places"))),
		"presences": _rows(core.Presence, query.groupby(note.enrolment, note.family).run()),
	}


def _read_child_cards() -> dict[str, tuple]:
	"""Return children's cards, and the contacts of single children in the networks of their families."""
	card, contact = frappe.qb.DocType("Child Card"), frappe.qb.DocType("Support Contact")
	of_a_child = (contact.parenttype == "Family") & (contact.child != "")
	query = frappe.qb.from_(card).left_join(contact).on((contact.parent == card.family) & of_a_child)
	query = query.select(card.name, card.family, card.child, card.creation, contact.child, contact.kind)
	rows = query.orderby(card.creation, card.name, contact.idx).run()
	cards = dict.fromkeys(
		(name, family, child, getdate(begun)) for name, family, child, begun, *_contact in rows
	)
	contacts = dict.fromkeys((row[1], row[4], row[5] or "") for row in rows if row[4])
	return {
		"child_cards": _rows(core.ChildCard, cards),
		"child_contacts": _rows(core.ChildContact, contacts),
	}


def _read_agreements() -> dict[str, tuple]:
	"""Return the agreements with bodies, and the days of their evaluations."""
	agreement, row = frappe.qb.DocType("Cooperation Agreement"), frappe.qb.DocType("Cooperation Evaluation")
	query = frappe.qb.from_(agreement).left_join(row).on(row.parent == agreement.name)
	query = query.select(agreement.name, agreement.kind, agreement.valid_from, agreement.valid_until)
	query = query.select(agreement.not_continued, row.evaluated_on)
	rows = query.orderby(agreement.valid_from, agreement.name, row.idx).run()
	agreements = dict.fromkeys(
		(name, kind or "", first, last, not ended) for name, kind, first, last, ended, _day in rows
	)
	return {
		"agreements": _rows(core.Agreement, agreements),
		"cooperations_evaluated": _rows(
			core.EvaluatedAgreement, ((row[0], row[5]) for row in rows if row[5])
		),
	}


def _read_supporting(last: date) -> dict[str, tuple]:
	"""Return the agreements with supporting families, and the costs that were paid back by them."""
	doc, cost = frappe.qb.DocType("Supporting Family"), frappe.qb.DocType("Supporting Family Cost")
	# An agreement may end earlier than it says.
	until = Coalesce(doc.ended_on, doc.until_date)
	agreed = frappe.qb.from_(doc).select(doc.name, doc.family, doc.from_date, until)
	paid = frappe.qb.from_(cost).join(doc).on(cost.parent == doc.name)
	paid = paid.select(doc.name, doc.family, cost.cost_date, cost.amount)
	paid = paid.where((doc.docstatus == SUBMITTED) & (cost.cost_date <= last))
	return {
		"supporting": _rows(core.Span, agreed.where(doc.docstatus == SUBMITTED).orderby(doc.name).run()),
		"supporting_costs": _rows(core.Cost, paid.orderby(cost.cost_date, cost.name).run()),
	}


def _read_groups(last: date, renamed: dict) -> dict[str, tuple]:
	"""Return the groups' meetings up to the last day, and who came to them."""
	group, meeting = frappe.qb.DocType("Support Group"), frappe.qb.DocType("Group Meeting")
	held = frappe.qb.from_(meeting).join(group).on(meeting.support_group == group.name)
	held = held.select(meeting.name, meeting.meeting_date, group.kind).where(meeting.meeting_date <= last)
	part, row = frappe.qb.DocType("Group Participation"), frappe.qb.DocType("Group Presence")
	came = frappe.qb.from_(row).join(part).on(row.parent == part.name)
	came = came.join(group).on(part.support_group == group.name)
	came = came.select(part.name, part.family, part.person, row.meeting_date, group.kind)
	came = came.where(
		(row.presence == PRESENT) & (row.meeting_date <= last) & (row.parenttype == "Group Participation")
	)
	meetings = held.orderby(meeting.meeting_date, meeting.name).run()
	days = (
		(name, family, _name_today(family, person, renamed), *rest)
		for name, family, person, *rest in came.orderby(row.meeting_date, part.name).run()
	)
	return {
		"group_meetings": _rows(core.GroupMeeting, meetings),
		"group_days": _rows(core.GroupDay, days),
	}


def _find_renamed(members: list[tuple], pages: list[tuple]) -> dict[str, list[frappe._dict]]:
	"""Return family → `full_name` and `former_names` of its people, of the families in which a name has changed.

	What has ended keeps the name of its time, so a person would be two in the figures.
	"""
	people = [(row[1], row[2], row[-1]) for row in members]
	people += [(name, representative, former) for name, _day, representative, former in pages]
	changed, found = {family for family, _name, former in people if former}, defaultdict(list)
	for family, full_name, former in people:
		if family in changed:
			found[family].append(frappe._dict(full_name=full_name, former_names=former))
	return found


def _name_today(family: str, person: str, renamed: dict[str, list[frappe._dict]]) -> str:
	return find_current_name(person, renamed.get(family, ())) or person


def _read_staff(first: date, last: date) -> dict:
	"""Return employments of the period, minutes of other work, travel, and the norm of all who were employed."""
	fields = ("name", "user", "employer", "form", "fte", "from_date", "until_date")
	work = frappe.qb.DocType("Other Work Time")
	minutes = frappe.qb.from_(work).select(Sum(work.minutes)).where(work.work_date[first:last]).run()[0][0]
	return {
		"employments": tuple(
			core.Employment(*(row[name] for name in fields)) for row in get_employments(first, last)
		),
		"other_work_minutes": int(minutes or 0),
		"travel": _read_travel(first, last),
		"norm_minutes": sum(get_norms(first, last).values()),
	}


def _read_travel(first: date, last: date) -> tuple[core.Travelled, ...]:
	found = get_travel(first, last) if is_counted() else {}
	return tuple(core.Travelled(user, row.kilometres, row.cost) for user, row in found.items())


def _read_cards(first: date, last: date) -> tuple[core.CardSum, ...]:
	"""Return the minutes on the cards of the months, by nature; cancelled cards do not count."""
	card, row = frappe.qb.DocType("Assistant Timesheet"), frappe.qb.DocType("Timesheet Row")
	query = (
		frappe.qb.from_(card)
		.left_join(row)
		.on((row.parent == card.name) & (row.parenttype == "Assistant Timesheet"))
	)
	query = query.select(card.name, card.family, row.nature, Sum(row.minutes), card.state_meaning)
	query = query.where((card.docstatus < 2) & card.month[month_of(first) : month_of(last)])
	rows = query.groupby(card.name, row.nature).orderby(card.name).run()
	return tuple(
		core.CardSum(name, family, nature or "", int(minutes or 0), state == ACCEPTED)
		for name, family, nature, minutes, state in rows
	)


def _read_sessions(first: date, last: date) -> tuple[core.Session, ...]:
	session, row = frappe.qb.DocType("Supervision Session"), frappe.qb.DocType("Supervision Attendance")
	query = frappe.qb.from_(session).join(row).on(row.parent == session.name)
	query = query.select(session.name, row.user, session.minutes)
	query = query.where((session.status == HELD) & (row.attended == 1) & session.session_date[first:last])
	return _rows(core.Session, query.orderby(session.session_date, row.idx).run())


def _read_trainings(first: date, last: date) -> tuple[core.Session, ...]:
	work, kind = frappe.qb.DocType("Other Work Time"), frappe.qb.DocType("Other Work Kind")
	query = frappe.qb.from_(work).join(kind).on(kind.name == work.kind)
	query = query.select(work.name, work.worker, work.minutes)
	query = query.where((kind.is_training == 1) & work.work_date[first:last])
	return _rows(core.Session, query.orderby(work.work_date, work.name).run())


def _read_dated(
	doctype: str, day: str, filters: dict | None = None, code: str | None = None
) -> tuple[core.Dated, ...]:
	fields = ("name", "family", day, *([code] if code else []))
	return _rows(core.Dated, (row for row in _read(doctype, fields, filters, order=day) if row[2]))


def _read(
	doctype: str,
	fields: tuple[str, ...],
	filters: dict[str, Any] | None = None,
	until: dict[str, date] | None = None,
	order: str = "creation",
) -> list[tuple]:
	"""Return rows of a DocType. filters: column → value; until: column → the last day that counts."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[field] for field in fields))
	for column, value in (filters or {}).items():
		query = query.where(table[column] == value)
	for column, day in (until or {}).items():
		query = query.where(table[column] <= day)
	return query.orderby(table[order], order=Order.asc).orderby(table.name, order=Order.asc).run()


def _rows(kind: type, rows: Iterable[tuple]) -> tuple:
	"""Return rows of the database as rows of the core."""
	return tuple(kind(*row) for row in rows)
