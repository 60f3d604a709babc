"""Planned visits by day: for the phone page, for the screen of a week, and for the paper „Plan tygodnia”."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from opsfamily.arguments import as_day
from opsfamily.case.locks import lock_families
from opsfamily.case.office_fields import (
	get_office_fields,
	lacks_office_fields,
	read_office_fields,
	set_office_fields,
)
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.core import deadlines
from opsfamily.core.assignments import SUBSTITUTE
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.contact_kinds import ATTEMPT, DIRECT
from opsfamily.core.planned_visits import (
	CALLED_OFF,
	DAYS_A_WEEK,
	MADE,
	NOBODY_MET,
	PLANNED,
	get_next_week_day,
	get_week,
)
from opsfamily.core.polish import plural
from opsfamily.core.work_days import is_day_off
from opsfamily.ops_paper.downloads import send_sheet_pdf
from opsfamily.ops_paper.values import as_written, paper_date, paper_time
from opsfamily.ops_visits.doctype.planned_visit import plans
from opsfamily.ops_visits.doctype.planned_visit.plans import PLAN, get_families_as
from opsfamily.permissions.documents import get_permitted, get_viewed_once, require_any
from opsfamily.permissions.rule import can_see_section, get_families_of, get_readable_rows

TEMPLATE = "opsfamily/templates/print_formats/week_plan.html"
# So long an open plan of a past day is shown, to be written or called off.
LATE_DAYS = 14
# The states that a week shows: a visit that moved is shown where it moved to.
SHOWN = (PLANNED, MADE, NOBODY_MET, CALLED_OFF)
KEPT = (PLANNED, MADE, NOBODY_MET)
# After these somebody goes again at the same hours; a call or work without the family says nothing of the next visit.
VISITED = (DIRECT, ATTEMPT)
FIELDS = [
	"name",
	"family",
	"representative",
	"worker",
	"worker_name",
	"planned_on",
	"from_time",
	"to_time",
	"minutes",
	"purpose",
	"status",
	"visit",
]


def get_rows(filters: dict, or_filters: dict | None = None) -> list[dict]:
	"""Return the plans that the session's user may see, by day and hour, each with its `actions`."""
	options = {"or_filters": or_filters} if or_filters else {}
	plans = get_readable_rows(PLAN, filters, FIELDS, "planned_on, from_time, name", **options)
	actions = get_actions([plan.name for plan in plans])
	return [make_row(plan, actions.get(plan.name, [])) for plan in plans]


def get_actions(plans: list[str]) -> dict[str, list[frappe._dict]]:
	"""Return plan → its scheduled actions. get_all: they are rows of plans that the user may see."""
	if not plans:
		return {}
	filters = {"parenttype": PLAN, "parent": ["in", plans]}
	fields = ["parent", "scheduled_action", "action"]
	rows = frappe.get_all("Visit Action", filters=filters, fields=fields, order_by="parent, idx")
	actions = defaultdict(list)
	for row in rows:
		actions[row.parent].append(row)
	return actions


def make_row(plan, actions: list) -> dict:
	"""Return a plan as screens and the paper show it; hours as HH:MM."""
	return {
		"name": plan.name,
		"family": plan.family,
		"representative": as_written(plan.representative or ""),
		"worker": plan.worker,
		"worker_name": plan.worker_name,
		"planned_on": str(plan.planned_on),
		"from_time": paper_time(plan.from_time),
		"to_time": paper_time(plan.to_time),
		"minutes": plan.minutes,
		"purpose": as_written(plan.purpose or ""),
		"status": plan.status,
		"visit": plan.visit,
		"scheduled_actions": [row.scheduled_action for row in actions],
		"actions": [as_written(row.action or "") for row in actions],
	}


def get_own_rows(first: date, last: date, states: tuple[str, ...]) -> list[dict]:
	"""Return the user's own plans, and those with families in which they stand in for somebody, who is named in
	`instead_of`."""
	user = frappe.session.user
	stands_in = sorted(get_families_as(user, (SUBSTITUTE,)))
	own = {"worker": user, **({"family": ["in", stands_in]} if stands_in else {})}
	rows = get_rows({"planned_on": ["between", [first, last]], "status": ["in", states]}, own)
	return [{**row, "instead_of": "" if row["worker"] == user else row["worker_name"]} for row in rows]


def get_today() -> dict:
	"""Return the plan as the phone page opens with it: its `heading`, the visits of `today`, the `late` ones that are
	neither written nor called off, whether there is a week to show, and the families `without` plan and contact."""
	today = getdate()
	rows = get_own_rows(add_days(today, -LATE_DAYS), add_days(today, DAYS_A_WEEK), (PLANNED,))
	on_today = [row for row in rows if row["planned_on"] == str(today)]
	return {
		"heading": get_heading(len({row["family"] for row in on_today})) if on_today else "",
		"today": on_today,
		"late": [row for row in rows if row["planned_on"] < str(today)],
		"has_week": bool(rows),
		"without": get_families_without(),
	}


def get_today_of_reader() -> dict:
	"""Return `get_today` to a client whose roles read plans (PermissionError)."""
	require_any("read", PLAN)
	return get_today()


def get_heading(families: int) -> str:
	"""Return „dziś: 3 rodziny”."""
	forms = (_("today: 1 family"), _("today: {0} families"), _("{0} families today"))
	return plural(families, *forms).format(families)


def get_families_without() -> dict[str, str]:
	"""Return family → when it was last met, of those for which the user is to plan a visit."""
	user = frappe.session.user
	# Whoever is to plan it is on the case today.
	rows = get_deadlines(Cases(only=get_families_of(user)), deadlines.VISIT_TO_PLAN)
	return {row.family: row.what for row in rows if row.responsible == user}


def get_plan(name: str) -> dict:
	"""Return one plan, for the visit that is to come of it."""
	get_viewed_once(PLAN, name)
	[row] = get_rows({"name": name})
	return row


def get_plan_of_family(family: str, visit: str = "") -> dict:
	"""Return the `next` open plan of the family after today, if any, and the user's plan of `today`.

	visit: a visit that the user has just written; where nothing is planned after it, `proposed` says what `plan_next`
	would plan.
	"""
	get_permitted("Family", family, "read")
	rows = get_rows({"family": family, "status": PLANNED, "planned_on": [">", getdate()]})
	proposed = get_proposed(visit, family) if visit and not rows else None
	return {"next": rows[0] if rows else None, "proposed": proposed, "today": get_today()}


def get_proposed(visit: str, family: str) -> dict | None:
	"""Return the `planned_on` and hours at which the user may plan the family again, and what the `office` asks.

	None where planning makes no sense: the user plans nothing or is not on the case on that day, the case is closed, or
	nobody was visited.
	"""
	done = get_permitted("Family Visit", visit, "read")
	day = get_next_week_day(getdate(done.visit_date), getdate())
	if done.family != family or done.nature not in VISITED or not frappe.has_permission(PLAN, "create"):
		return None
	is_closed = frappe.db.get_value("Family", family, "status") == CASE_CLOSED
	if is_closed or not plans.is_on_the_case(frappe.session.user, family, day):
		return None
	hours = {"from_time": paper_time(done.from_time), "to_time": paper_time(done.to_time)}
	return {"planned_on": str(day), **hours, "office": get_office_fields(PLAN, plans.KNOWN)}


def plan_next(visit: str, office: dict | None = None) -> dict:
	"""Plan the visit's family again, a week later at the same hours, no day off. Return the plan.

	office: values of what `get_proposed` asks.
	"""
	done = get_permitted("Family Visit", visit, "read")
	require_any("create", PLAN)
	plan = frappe.new_doc(PLAN)
	day = get_next_week_day(getdate(done.visit_date), getdate())
	plan.update({"family": done.family, "worker": frappe.session.user, "planned_on": day})
	plan.update({"from_time": done.from_time, "to_time": done.to_time})
	set_office_fields(plan, office, plans.KNOWN)
	return make_row(plan.insert(), [])


def get_week_plan(week: str) -> dict:
	"""Return the user's week from Monday to Sunday: its `days`, each with its `plans`, and what the `office` wants to
	know before it is repeated. week: any day of it."""
	require_any("read", PLAN)
	days = get_week(as_day(week, _("Week")))
	rows = get_own_rows(days[0], days[-1], SHOWN)
	return {
		"first": str(days[0]),
		"last": str(days[-1]),
		"office": get_asked_of_copies(rows),
		"days": [
			{
				"day": str(day),
				"is_day_off": is_day_off(day),
				"plans": [row for row in rows if row["planned_on"] == str(day)],
			}
			for day in days
		],
	}


def get_asked_of_copies(rows: list[dict]) -> dict:
	"""Return what the office has made mandatory since the user's plans of these rows were made; they are copied with the
	rest."""
	asked = get_office_fields(PLAN, plans.KNOWN)
	copied = [row["name"] for row in rows if row["worker"] == frappe.session.user and row["status"] in KEPT]
	if asked["fields"] and any(
		lacks_office_fields(frappe.get_doc(PLAN, name), plans.KNOWN) for name in copied
	):
		return asked
	return {"fields": [], "elsewhere": []}


def repeat_week(week: str, office: dict | None = None) -> dict:
	"""Plan the following week as this one, of the user's own visits that were not called off. week: any day of it.

	Days off, days that have passed and what is planned already are left out. Return the number `planned`, and the days off
	`left_out`. office: values of what `get_week_plan` asks.
	"""
	require_any("create", PLAN)
	days, user = get_week(as_day(week, _("Week"))), frappe.session.user
	between = {"worker": user, "planned_on": ["between", [days[0], days[-1] + timedelta(days=DAYS_A_WEEK)]]}
	rows = get_readable_rows(PLAN, between, FIELDS, "planned_on, from_time, name")
	lock_families(row.family for row in rows)
	taken = {(row.family, row.planned_on) for row in rows if row.status != CALLED_OFF}
	chosen = [row for row in rows if row.planned_on <= days[-1] and row.status in KEPT]
	later = [(row, row.planned_on + timedelta(days=DAYS_A_WEEK)) for row in chosen]
	later = [(row, day) for row, day in later if (row.family, day) not in taken and day >= getdate()]
	for row, day in later:
		if not is_day_off(day):
			copy_plan(row.name, day, office)
	left_out = sorted({str(day) for _row, day in later if is_day_off(day)})
	return {"planned": sum(not is_day_off(day) for _row, day in later), "left_out": left_out}


def copy_plan(name: str, day: date, office: dict | None) -> None:
	"""Plan a visit once more for another day. office: values for what the plan itself has not."""
	plan = frappe.get_doc(PLAN, name)
	own = {field: value for field, value in read_office_fields(plan, plans.KNOWN).items() if value}
	copy = plan.copy_to(day)
	set_office_fields(copy, {**(office or {}), **own}, plans.KNOWN)
	copy.insert()


def send_week_pdf(worker: str, week: str) -> None:
	"""Answer with the week's plan of a worker on paper: of the families that the reader may see; logged for each plan.

	worker: by default the user. Raises PermissionError for the plan of a worker with whom the reader shares no family.
	"""
	require_any("print", PLAN)
	user, days = frappe.session.user, get_week(as_day(week, _("Week")))
	worker = worker or user
	rows = get_own_rows(days[0], days[-1], KEPT) if worker == user else get_rows_of(worker, days[0], days[-1])
	if not rows and worker != user and not can_see_section(user):
		raise frappe.PermissionError
	sheet = get_week_html(worker, days, rows)
	documents = [frappe._dict(doctype=PLAN, name=row["name"]) for row in rows]
	send_sheet_pdf(sheet, "Plan tygodnia", f"plan-tygodnia-{days[0]}.pdf", documents)


def get_rows_of(worker: str, first: date, last: date) -> list[dict]:
	"""Return a worker's plans of these days that were not called off, as far as the session's user may see them."""
	return get_rows({"worker": worker, "planned_on": ["between", [first, last]], "status": ["in", KEPT]})


def get_week_html(worker: str, days: list[date], rows: list[dict]) -> str:
	"""Return the paper as HTML. Families are named by representative and number, without address and phone: the sheet lies
	in a bag."""
	by_day = defaultdict(list)
	for row in rows:
		by_day[row["planned_on"]].append(row)
	values = {
		"worker": frappe.db.get_value("User", worker, "full_name") or worker,
		"first": paper_date(days[0]),
		"last": paper_date(days[-1]),
		"days": [(day, is_day_off(day), by_day[str(day)]) for day in days],
		"printed_on": getdate(),
	}
	return frappe.render_template(TEMPLATE, values)
