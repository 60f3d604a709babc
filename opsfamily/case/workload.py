"""The workload of assistants, from Case Assignments and the families' difficulty."""

from collections import defaultdict
from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import flt, getdate

from opsfamily.arguments import as_day
from opsfamily.case.facts import read_statuses
from opsfamily.case.locks import read_now
from opsfamily.case.meanings import REQUEST, decides_by_workflow
from opsfamily.core import roles
from opsfamily.core.assignments import ASSISTANT, runs_on, runs_on_in_sql
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.meanings import SENT
from opsfamily.core.workload import Load, ceiling_on, load_of
from opsfamily.office import get_setting
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.gate import require_read


def get_ceiling(day: date) -> float | None:
	"""Return the office's limit of families for one assistant on a day; None if there is none."""
	rows = get_setting("workload_ceilings")
	return ceiling_on(day, [(getdate(row.from_date), flt(row.families)) for row in rows])


def get_weight(family: str | None) -> float:
	"""Return how many families a family counts as: the weight of its difficulty, else 1."""
	difficulty = frappe.db.get_value("Family", family, "difficulty") if family else None
	return flt(frappe.db.get_value("Case Difficulty", difficulty, "weight")) if difficulty else 1


def get_loads_on(day: date, without_family: str | None = None) -> dict[str, Load]:
	"""Return user → load on a day, over the whole section: the amount of work is not confidential.

	without_family: a family to leave out, because it is about to be assigned.
	"""
	left_out = [*_find_closed_with_assistant(day), *([without_family] if without_family else ())]
	weights = defaultdict(list)
	for user, weight, families in _count_assigned(day, left_out):
		weights[user] += [weight] * families
	return {user: load_of(assigned) for user, assigned in weights.items()}


def get_load_now(user: str, day: date, without_family: str) -> Load:
	"""Return one assistant's load on a day, for the rule of the limit: as it is committed at this moment.

	The user's row must be locked (`case/locks.py`), so that nobody assigns them another family meanwhile.
	"""
	filters = {"user": user, "part": ASSISTANT, "family": ["!=", without_family]}
	assignments = read_now("Case Assignment", filters, ["family", "from_date", "until_date"])
	families = {each.family for each in assignments if runs_on(day, each.from_date, each.until_date)}
	statuses = read_statuses(families, day) if families else {}
	return load_of(_get_weights({name for name, status in statuses.items() if status != CASE_CLOSED}))


def _get_weights(families: set[str]) -> list[float | None]:
	"""Return the weights of the families; one query, however many an assistant has."""
	if not families:
		return []
	family, difficulty = frappe.qb.DocType("Family"), frappe.qb.DocType("Case Difficulty")
	query = frappe.qb.from_(family).left_join(difficulty).on(difficulty.name == family.difficulty)
	return query.select(difficulty.weight).where(family.name.isin(sorted(families))).run(pluck=True)


def _count_assigned(day: date, left_out: list[str]) -> list[tuple[str, float | None, int]]:
	"""Return (assistant, weight, number of families of that weight) on that day; added up by the database."""
	assignment, family = frappe.qb.DocType("Case Assignment"), frappe.qb.DocType("Family")
	difficulty = frappe.qb.DocType("Case Difficulty")
	query = (
		frappe.qb.from_(assignment)
		.join(family)
		.on(family.name == assignment.family)
		.left_join(difficulty)
		.on(difficulty.name == family.difficulty)
		.select(assignment.user, difficulty.weight, Count(assignment.family).distinct())
		.where((assignment.part == ASSISTANT) & runs_on_in_sql(assignment, day))
		.where(family.name.notin([*left_out, ""]))
	)
	return list(
		query.groupby(assignment.user, difficulty.weight).orderby(assignment.user, difficulty.weight).run()
	)


def _find_closed_with_assistant(day: date) -> list[str]:
	"""Return the families whose case is closed on that day, of those with an assistant on it: few, if any.

	Only a family with an end on record can be closed, so no other's facts are read.
	"""
	assignment, family = frappe.qb.DocType("Case Assignment"), frappe.qb.DocType("Family")
	closing = frappe.qb.DocType("Case Closing")
	closed = frappe.qb.from_(closing).select(closing.family).where(closing.docstatus == 1)
	query = frappe.qb.from_(assignment).join(family).on(family.name == assignment.family)
	query = query.select(family.name).distinct().orderby(family.name)
	query = query.where((assignment.part == ASSISTANT) & runs_on_in_sql(assignment, day))
	ended = query.where(family.ended_before.isnotnull() | family.name.isin(closed)).run(pluck=True)
	statuses = read_statuses(ended, day) if ended else {}
	return [name for name, status in statuses.items() if status == CASE_CLOSED]


def get_assistants() -> list[tuple[str, str]]:
	"""Return (user, full name) of the enabled assistants, by name."""
	role, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	return list(
		(
			frappe.qb.from_(user)
			.join(role)
			.on((role.parent == user.name) & (role.parenttype == "User"))
			.select(user.name, user.full_name)
			.distinct()
			.where((role.role == roles.ASSISTANT) & (user.enabled == 1))
			.orderby(user.full_name, user.name)
		).run()
	)


def get_loads_of_assistants(day: date, family: str | None = None) -> list[dict]:
	"""Return a row for every assistant: their families, weighted load, and the limit.

	family: `weighted_then` and `is_above` count it on top.
	"""
	limit, loads = get_ceiling(day), get_loads_on(day, without_family=family)
	weight = get_weight(family) if family else 0
	rows = []
	for user, full_name in get_assistants():
		load = loads.get(user, Load())
		then = load.plus(weight) if family else load
		rows.append(
			{
				"user": user,
				"full_name": full_name,
				"families": load.families,
				"weighted": load.weighted,
				"weighted_then": then.weighted,
				"ceiling": limit,
				"is_above": then.is_above(limit),
			}
		)
	return rows


def get_loads(day: str, family: str) -> list[dict]:
	"""Return `get_loads_of_assistants` for users who may ask for an assistant, assign one, or decide on a request.

	day: today unless given. family: counted on top; one that the user may read, or whose request they are to decide.
	"""
	decides = decides_by_workflow(frappe.session.user, REQUEST)
	if not decides:
		require_any("create", REQUEST, "Case Assignment")
	if family and not (decides and _has_request_to_decide(family)):
		require_read("Family", family)
	return get_loads_of_assistants(as_day(day, _("Day")), family or None)


def _has_request_to_decide(family: str) -> bool:
	"""Return whether the user sees a sent request of the family: by a role of the office's own, it may be all they see."""
	return bool(frappe.get_list(REQUEST, {"family": family, "state_meaning": SENT}, order_by="name", limit=1))
