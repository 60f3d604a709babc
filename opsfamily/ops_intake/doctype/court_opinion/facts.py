"""What a family's file holds for an opinion, read as the session's user, at their permission levels."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate

from opsfamily.core import court_opinion as core
from opsfamily.core.court_opinion import Action, Contact, Facts, Person, Rating
from opsfamily.core.outcomes import WITHDRAWN

SPHERES = ("parenting", "education", "conflicts", "structure_and_roles", "bonds")
SENSITIVE_SPHERES = ("violence",)
Period = tuple[date, date]


def get_persons(family: str) -> list[Person]:
	members = frappe.get_doc("Family", family).members
	return [
		Person(row.full_name, day_of(row.birth_date), row.kinship or "", bool(row.in_foster_care))
		for row in members
	]


def get_facts(family: str, period: Period) -> Facts:
	"""Everything that the sentences need. Raises PermissionError where the user may not read the family."""
	doc = frappe.get_doc("Family", family)
	doc.check_permission("read")
	assistants = assistants_of(family)
	plan = plan_of(family, period)
	assessments = assessments_of(family, period)
	return Facts(
		period=period,
		since=assistants[0].from_date if assistants else None,
		basis=basis_of(doc),
		assistants=names_in(assistants, period),
		contacts=contacts_of(family, period),
		main_goal=plan.main_goal if plan else "",
		goals=goals_of(plan),
		actions=actions_of(family, period),
		ratings=tuple(rating(doc, SPHERES) for doc in assessments),
		sensitive=tuple(row for doc in assessments if (row := rating(doc, SENSITIVE_SPHERES)).spheres),
	)


def basis_of(family) -> str:
	parts = (in_sentence(polish(family.legal_basis or "")), family.legal_basis_note)
	return ", ".join(filter(None, parts))


def assistants_of(family: str) -> list:
	"""The assistants' assignments, the oldest first."""
	filters = {"family": family, "part": "Family Assistant"}
	return listed("Case Assignment", filters, ["full_name", "from_date", "until_date"], "from_date, creation")


def names_in(assignments: list, period: Period) -> tuple[str, ...]:
	names = (
		row.full_name for row in assignments if core.overlaps_period(row.from_date, row.until_date, period)
	)
	return tuple(dict.fromkeys(names))


def contacts_of(family: str, period: Period) -> tuple[Contact, ...]:
	filters = {"family": family, "visit_date": ["between", period]}
	rows = listed("Family Visit", filters, ["kind", "minutes"], "visit_date, from_time")
	return tuple(Contact(row.kind, cint(row.minutes)) for row in rows)


def plan_of(family: str, period: Period):
	"""The plan that was agreed last in the period or before it; None where there was none."""
	filters = {"family": family, "docstatus": 1, "plan_date": ["<=", period[1]]}
	rows = listed("Family Work Plan", filters, ["name"], "plan_date desc, creation desc")
	return readable("Family Work Plan", rows[0].name) if rows else None


def goals_of(plan) -> tuple[str, ...]:
	rows = [*plan.long_term_goals, *plan.short_term_goals] if plan else []
	return tuple(row.goal for row in rows if row.goal)


def actions_of(family: str, period: Period) -> tuple[Action, ...]:
	"""What was agreed by the end of the period and neither ended before it nor was due before it."""
	fields = ["party", "party_name", "action", "start_date", "due_date", "done_on", "outcome"]
	filters = {"family": family, "outcome": ["!=", WITHDRAWN]}
	rows = listed("Scheduled Action", filters, fields, "party, due_date, name")
	return tuple(
		Action(row.party_name or in_sentence(polish(row.party)), row.action, row.due_date, row.outcome)
		for row in rows
		if core.overlaps_period(row.start_date, row.done_on or row.due_date, period)
	)


def assessments_of(family: str, period: Period) -> list:
	filters = {"family": family, "docstatus": 1, "assessment_date": ["between", period]}
	rows = listed("Family Assessment", filters, ["name"], "assessment_date, creation")
	return [readable("Family Assessment", row.name) for row in rows]


def rating(assessment, spheres: tuple[str, ...]) -> Rating:
	given = {
		polish(assessment.meta.get_label(sphere)): value
		for sphere in spheres
		if (value := assessment.get(f"{sphere}_rating"))
	}
	return Rating(getdate(assessment.assessment_date), polish(assessment.kind), given)


def readable(doctype: str, name: str):
	"""A document that a list has shown to the user, without the fields of a level that they do not hold."""
	doc = frappe.get_doc(doctype, name)
	doc.apply_fieldlevel_read_permissions()
	return doc


def listed(doctype: str, filters: dict, fields: list[str], order_by: str) -> list:
	return frappe.get_list(doctype, filters=filters, fields=fields, order_by=order_by, limit_page_length=0)


def polish(text: str) -> str:
	# A court reads Polish, whatever language the user's screen speaks.
	return _(text, lang="pl") if text else ""


def in_sentence(text: str) -> str:
	"""A label within a sentence: `zgoda rodziny`, but `„Za życiem”`."""
	return text[:1].lower() + text[1:]


def day_of(value) -> date | None:
	return getdate(value) if value else None
