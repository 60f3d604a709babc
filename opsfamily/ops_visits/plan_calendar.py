"""The calendar of planned visits, with what was done beside them, and moving a plan in it by dragging."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_time

from opsfamily.arguments import as_day, as_list, as_moment, as_object, filters_refused
from opsfamily.case.locks import repeated_once
from opsfamily.clocks.calendar import FROZEN_COLOUR, PLAN_COLOUR
from opsfamily.core.planned_visits import CALLED_OFF, MOVED, PLANNED
from opsfamily.ops_paper.values import paper_time
from opsfamily.ops_visits.doctype.family_visit.calendar import get_actions_between, get_visits_between
from opsfamily.ops_visits.doctype.planned_visit.plans import PLAN, may_plan_for

# Filters of the list of plans that the visits have as well, by their name there.
OF_VISITS = {"family": "family", "worker": "assistant"}


@frappe.whitelist(methods=["GET"])
def plan_events(start: str = "", end: str = "", filters: str | None = None, **_rest: Any) -> list[dict]:
	"""Return planned visits, visits and pending actions between two days as events. filters: those of the list of plans."""
	period, chosen = [as_day(start, _("From Date")), as_day(end, _("Until"))], as_list(filters)
	with filters_refused():
		of_visits = get_filters_of_visits(chosen)
		return [
			*get_plans_between(period, chosen),
			*get_done_between(period, of_visits),
			*get_actions_between(period, of_visits),
		]


def get_filters_of_visits(chosen: list) -> list[list]:
	"""Return the filters of the list of plans that visits have as well: those by family and worker."""
	return [
		["Family Visit", OF_VISITS[part[1]], *part[2:4]]
		for part in chosen
		if isinstance(part, list) and len(part) > 3 and part[1] in OF_VISITS
	]


def get_plans_between(period: list, chosen: list) -> list[dict]:
	"""Return the plans of which no visit has come yet as events: the visit stands for the others."""
	plans = frappe.get_list(
		PLAN,
		filters=[
			*chosen,
			[PLAN, "planned_on", "between", period],
			[PLAN, "status", "in", [PLANNED, CALLED_OFF, MOVED]],
		],
		fields=[
			"name",
			"family",
			"representative",
			"planned_on",
			"from_time",
			"to_time",
			"worker",
			"status",
			"purpose",
		],
		order_by="planned_on, from_time, name",
		limit_page_length=0,
	)
	return [make_plan_event(plan) for plan in plans]


def make_plan_event(plan) -> dict:
	"""Return the plan as an event, `movable` while it is open and the user may plan for its worker."""
	is_open = plan.status == PLANNED
	title = plan.representative if is_open else f"{_(plan.status)}: {plan.representative}"
	hours = f"{paper_time(plan.from_time)}–{paper_time(plan.to_time)}"
	may_move = is_open and bool(frappe.has_permission(PLAN, "write"))
	return {
		"name": plan.name,
		"doctype": PLAN,
		"title": title,
		"tooltip": ", ".join(filter(None, (f"{hours} {title}", _("planned"), plan.purpose))),
		"start": f"{plan.planned_on} {get_time(plan.from_time)}",
		"end": f"{plan.planned_on} {get_time(plan.to_time)}",
		"all_day": 0,
		"color": PLAN_COLOUR if is_open else FROZEN_COLOUR,
		"movable": int(may_move and may_plan_for(plan.worker, plan.family, frappe.session.user)),
	}


def get_done_between(period: list, chosen: list) -> list[dict]:
	"""Return the visits as events that are not moved here. chosen: filters of the list of visits."""
	return [{**event, "movable": 0} for event in get_visits_between(period, chosen)]


@frappe.whitelist(methods=["POST"])
@repeated_once
def move_plan(args: str | dict = "", field_map: str | dict | None = None) -> None:
	"""Give a plan the day and hours to which it was dragged; an event of a whole day (all_day) keeps its hours.

	Raises PermissionError, also for documents other than a plan, and the errors of Planned Visit.
	"""
	moved = frappe._dict(as_object(args))
	if moved.doctype != PLAN:
		raise frappe.PermissionError
	plan = frappe.get_doc(PLAN, moved.name, for_update=True)
	plan.check_permission("write")
	start = as_moment(moved.start, _("Start"))
	end = as_moment(moved.end, _("End")) if moved.end else start
	plan.planned_on = start.date()
	if not cint(moved.all_day):
		# An end at midnight or later lies on another day, which the plan's own rules refuse.
		times = (start, end) if start.date() == end.date() else (start, start)
		plan.from_time, plan.to_time = (moment.strftime("%H:%M:00") for moment in times)
	plan.save()
