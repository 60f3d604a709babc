"""Facts of a family's file for an opinion, read as the session's user, at their permission levels."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.contacts import PART_FIELDS, join_contacts
from opsfamily.case.facts import bases_on
from opsfamily.case.facts import get_facts as get_facts_of_case
from opsfamily.case.household import get_present_members
from opsfamily.case.names import get_shown_name
from opsfamily.core import court_opinion as core
from opsfamily.core.assignments import ASSISTANT
from opsfamily.core.basis import main_basis
from opsfamily.core.contacts import count_minutes, is_contact
from opsfamily.core.court_opinion import Action, Contact, Facts, Person, Rating
from opsfamily.core.outcomes import WITHDRAWN
from opsfamily.core.status import get_spells
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.rule import get_readable_rows

SPHERES = ("parenting", "education", "conflicts", "structure_and_roles", "bonds")
SENSITIVE_SPHERES = ("violence",)
Period = tuple[date, date]


def get_persons(family: str, day: date) -> list[Person]:
	"""Return the members who belonged to the household on a day."""
	members = get_present_members(frappe.get_doc("Family", family), day)
	return [
		Person(row.full_name, to_day(row.birth_date), row.kinship or "", bool(row.in_foster_care))
		for row in members
	]


def get_facts(family: str, period: Period) -> Facts:
	"""Return everything that the sentences need. Raises PermissionError where the user may not read the family."""
	doc = frappe.get_doc("Family", family)
	doc.check_permission("read")
	assistants, visits = get_assistants(family), get_visits(family, period)
	plan = get_plan(family, period)
	assessments = get_assessments(family, period)
	return Facts(
		period=period,
		since=get_first_day(family, period[1]),
		basis=get_basis(doc, period[1]),
		assistants=get_names_in(assistants, period),
		contacts=get_contacts(visits),
		attempts=sum(1 for visit in visits if not is_contact(visit.nature)),
		main_goal=plan.main_goal if plan else "",
		goals=get_goals(plan),
		actions=get_actions(family, period),
		ratings=tuple(make_rating(doc, SPHERES) for doc in assessments),
		sensitive=tuple(row for doc in assessments if (row := make_rating(doc, SENSITIVE_SPHERES)).spheres),
	)


def get_basis(family, day: date) -> str:
	"""Return the legal basis of the work on a day, with the note on the family's page, for a sentence."""
	kind = main_basis(bases_on(family.name, day))
	note = "" if is_note_of_another(family, kind) else family.legal_basis_note
	parts = (lower_first_letter(translate_to_polish(kind or "")), note)
	return ", ".join(filter(None, parts))


def is_note_of_another(family, kind: str | None) -> bool:
	"""Return whether the details on the family's page are those of an order or an institution on which the work rests no more."""
	note = family.legal_basis_note or ""
	fields = ["basis", "court_reference", "institution"]
	requests = (
		get_readable_rows("Assistant Request", {"family": family.name}, fields, "request_date")
		if note
		else ()
	)
	others = [row for row in requests if row.basis != kind]
	return any(word and word in note for row in others for word in (row.court_reference, row.institution))


def get_first_day(family: str, day: date) -> date | None:
	"""Return the first day of the support that runs on a day or ran last before it; None before any."""
	spells = get_spells(get_facts_of_case(family), day)
	return spells[-1].first if spells else None


def get_assistants(family: str) -> list:
	"""Return the assignments of the family's assistants, oldest first."""
	filters = {"family": family, "part": ASSISTANT}
	return read_rows(
		"Case Assignment", filters, ["user", "full_name", "from_date", "until_date"], "from_date, creation"
	)


def get_names_in(assignments: list, period: Period) -> tuple[str, ...]:
	"""Return the assistants whose assignment runs in the period, each once, whatever they were called then."""
	running = [row for row in assignments if core.overlaps_period(row.from_date, row.until_date, period)]
	names = {
		user: [row.full_name for row in running if row.user == user] for user in [row.user for row in running]
	}
	return tuple(get_shown_name(user, before, "pl") for user, before in names.items())


def get_visits(family: str, period: Period) -> list:
	"""Return the visits of the period, attempts as well, oldest first."""
	filters = {"family": family, "visit_date": ["between", period]}
	return read_rows("Family Visit", filters, list(PART_FIELDS), "visit_date, from_time")


def get_contacts(visits: list) -> tuple[Contact, ...]:
	"""Return the contacts, oldest first, each with the minutes in which at least one worker was there."""
	return tuple(
		Contact(parts[0].kind, count_minutes(part.span for part in parts)) for parts in join_contacts(visits)
	)


def get_plan(family: str, period: Period):
	"""Return the last plan that was agreed by the end of the period; None where there is none."""
	filters = {"family": family, "docstatus": 1, "plan_date": ["<=", period[1]]}
	rows = read_rows("Family Work Plan", filters, ["name"], "plan_date desc, creation desc")
	return get_readable("Family Work Plan", rows[0].name) if rows else None


def get_goals(plan) -> tuple[str, ...]:
	"""Return the plan's long-term goals, then its short-term ones."""
	rows = [*plan.long_term_goals, *plan.short_term_goals] if plan else []
	return tuple(row.goal for row in rows if row.goal)


def get_actions(family: str, period: Period) -> tuple[Action, ...]:
	"""Return actions agreed by the end of the period that neither ended nor were due before it."""
	fields = ["party", "party_name", "action", "start_date", "due_date", "done_on", "outcome"]
	filters = {"family": family, "outcome": ["!=", WITHDRAWN]}
	rows = read_rows("Scheduled Action", filters, fields, "party, due_date, name")
	return tuple(
		Action(
			row.party_name or lower_first_letter(translate_to_polish(row.party)),
			row.action,
			row.due_date,
			row.outcome,
		)
		for row in rows
		if core.overlaps_period(row.start_date, row.done_on or row.due_date, period)
	)


def get_assessments(family: str, period: Period) -> list:
	"""Return the submitted assessments of the period, oldest first."""
	filters = {"family": family, "docstatus": 1, "assessment_date": ["between", period]}
	rows = read_rows("Family Assessment", filters, ["name"], "assessment_date, creation")
	return [get_readable("Family Assessment", row.name) for row in rows]


def make_rating(assessment, spheres: tuple[str, ...]) -> Rating:
	"""Return the ratings (1 to 5) that an assessment gives to these spheres."""
	given = {
		translate_to_polish(assessment.meta.get_label(sphere)): value
		for sphere in spheres
		if (value := assessment.get(f"{sphere}_rating"))
	}
	return Rating(getdate(assessment.assessment_date), translate_to_polish(assessment.kind), given)


def get_readable(doctype: str, name: str):
	"""Return a document from a list of the user's, without fields above their permission level."""
	doc = frappe.get_doc(doctype, name)
	doc.apply_fieldlevel_read_permissions()
	return doc


def translate_to_polish(text: str) -> str:
	# A court reads Polish, whatever language the user's screen speaks.
	return _(text, lang="pl") if text else ""


def lower_first_letter(text: str) -> str:
	"""Return a label for the middle of a sentence: `zgoda rodziny`, but `„Za życiem”`."""
	return text[:1].lower() + text[1:]


def to_day(value) -> date | None:
	return getdate(value) if value else None


def read_rows(doctype: str, filters: dict, fields: list[str], order_by: str) -> list:
	"""Return rows that the user may see. Raise PermissionError where their role may not read the DocType: a paper
	for a court leaves no part of the file out in silence."""
	require_any("read", doctype)
	return get_readable_rows(doctype, filters, fields, order_by)
