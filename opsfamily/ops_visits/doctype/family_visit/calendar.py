"""The calendar of visits and pending actions, and moving a visit in it by dragging."""

from typing import Any

import frappe
from frappe import _
from frappe.utils import format_time, get_time, getdate

from opsfamily.arguments import as_day, as_list, as_moment, as_object, filters_refused
from opsfamily.case.locks import repeated_once
from opsfamily.clocks.calendar import COLOURS, FROZEN_COLOUR, VISIT_COLOUR
from opsfamily.compat import get_readable_in_sql
from opsfamily.core import deadlines as core
from opsfamily.core.meanings import FROZEN
from opsfamily.core.months import months_between
from opsfamily.core.outcomes import PENDING, is_overdue
from opsfamily.core.timesheet import get_place
from opsfamily.permissions.rule import can_see_section, get_families_of

# A month's screen cannot be read beyond this.
MOST_EVENTS = 1_500
MOST_MONTHS = 24
EVENT_FIELDS = (
	"name",
	"family",
	"representative",
	"visit_date",
	"from_time",
	"to_time",
	"ends_next_day",
	"kind",
	"assistant",
	"month",
)


@frappe.whitelist(methods=["GET"])
def visit_events(start: str = "", end: str = "", filters: str | None = None, **_rest: Any) -> list[dict]:
	"""Return visits and pending actions between two days as events. filters: those of the list of visits.

	Of a large section, more than MOST_EVENTS visits, or actions, are one event a day with their number.
	"""
	period, chosen = [as_day(start, _("From Date")), as_day(end, _("Until"))], as_list(filters)
	with filters_refused():
		return [*get_visits_between(period, chosen), *get_actions_between(period, chosen)]


def get_visits_between(period: list, chosen: list) -> list[dict]:
	"""Return the visits as events. period: first and last day; chosen: filters of the list of visits."""
	shown = [*chosen, ["Family Visit", "visit_date", "between", period]]
	# By the month as well, which has an index: the framework asks for days in a way that no index serves.
	if len(months := months_between(*period)) <= MOST_MONTHS:
		shown.append(["Family Visit", "month", "in", months])
	days = count_by_day("Family Visit", "visit_date", shown)
	if sum(number for _day, number in days) > MOST_EVENTS:
		return [make_day_event(*day) for day in days]
	visits = frappe.get_list(
		"Family Visit",
		filters=shown,
		fields=list(EVENT_FIELDS),
		order_by="visit_date, from_time, name",
		limit_page_length=0,
	)
	frozen, may_move = get_frozen_cards(visits), _get_whose_may_move()
	return [make_visit_event(visit, frozen, may_move) for visit in visits]


def count_by_day(doctype: str, column: str, filters: list) -> list[tuple]:
	"""Return (day, number) of the documents that the user may see."""
	readable = get_readable_in_sql(doctype, filters, (column,))
	query = (
		f"select `{column}`, count(*) from ({readable}) as readable group by `{column}` order by `{column}`"
	)
	# Safe: the framework wrote the subquery, with its values escaped.
	return frappe.db.sql(query)


def make_day_event(day, number: int) -> dict:
	"""Return an event of a whole day that tells how many visits it has."""
	hint = _("To see each of them, choose an assistant in the filter of the list.")
	return make_sum("Family Visit", day, _("Visits: {0}").format(number), VISIT_COLOUR, hint)


def make_day_of_actions(day, number: int) -> dict:
	"""Return an event of a whole day that tells how many actions are due on it, in red when they are overdue."""
	overdue = is_overdue(PENDING, day, getdate())
	title = (_("Overdue Actions: {0}") if overdue else _("Actions Due: {0}")).format(number)
	hint = _("To see each of them, choose an assistant in the filter of the list.")
	return make_sum("Scheduled Action", day, title, COLOURS[core.RED if overdue else core.YELLOW], hint)


def make_sum(doctype: str, day, title: str, colour: str, hint: str) -> dict:
	"""Return an event of a whole day that stands for its documents; a click lists them."""
	return {
		"name": f"{day}",
		"doctype": doctype,
		"title": title,
		"tooltip": f"{title}. {hint}",
		"start": day,
		"end": day,
		"all_day": 1,
		"color": colour,
		"movable": 0,
		"is_sum": 1,
	}


def get_frozen_cards(visits: list) -> set[tuple]:
	"""Return the places (`core.timesheet.get_place`) of the sent and accepted cards of these visits' families."""
	if not visits:
		return set()
	filters = {
		"family": ["in", sorted({visit.family for visit in visits})],
		"month": ["in", sorted({visit.month for visit in visits})],
		"state_meaning": ["in", FROZEN],
	}
	fields = ["family", "month", "assistant"]
	cards = frappe.get_list(
		"Assistant Timesheet", filters=filters, fields=fields, order_by="name", limit_page_length=0
	)
	return {get_place(card) for card in cards}


def _get_whose_may_move() -> str | None:
	"""Return whose visits the user may drag: their own, everybody's (empty), or nobody's (None)."""
	user = frappe.session.user
	if not frappe.has_permission("Family Visit", "write"):
		return None
	return "" if can_see_section(user) else user


def make_visit_event(visit, frozen: set[tuple], may_move: str | None) -> dict:
	"""Return the visit as an event, `movable` while its card is not in `frozen`. may_move: see `_get_whose_may_move`."""
	is_frozen = get_place(visit) in frozen
	last_day = frappe.utils.add_days(visit.visit_date, 1) if visit.ends_next_day else visit.visit_date
	return {
		"name": visit.name,
		"doctype": "Family Visit",
		"title": visit.representative,
		"tooltip": f"{format_time(visit.from_time, 'HH:mm')}–{format_time(visit.to_time, 'HH:mm')} "
		f"{visit.representative}, {visit.kind}",
		"start": f"{visit.visit_date} {get_time(visit.from_time)}",
		"end": f"{last_day} {get_time(visit.to_time)}",
		"all_day": 0,
		"color": FROZEN_COLOUR if is_frozen else VISIT_COLOUR,
		"movable": int(not is_frozen and may_move in ("", visit.assistant)),
	}


def get_actions_between(period: list, chosen: list) -> list[dict]:
	"""Return pending actions as events that cannot be moved: only a new version of the schedule changes a day.

	Of the chosen filters of visits, those by family and by assistant apply. Of a large section, more than MOST_EVENTS
	actions are one event a day with their number.
	"""
	due = [["Scheduled Action", "outcome", "=", PENDING], ["Scheduled Action", "due_date", "between", period]]
	shown = [*get_filters_of_actions(chosen), *due]
	days = count_by_day("Scheduled Action", "due_date", shown)
	if sum(number for _day, number in days) > MOST_EVENTS:
		return [make_day_of_actions(*day) for day in days]
	actions = frappe.get_list(
		"Scheduled Action",
		filters=shown,
		fields=["name", "representative", "action", "due_date"],
		order_by="due_date, name",
		limit_page_length=0,
	)
	return [make_action_event(action) for action in actions]


def get_filters_of_actions(chosen: list) -> list[list]:
	"""Return what the filters of visits mean for actions: by family, and by an assistant the families of that one today."""
	filters = [["Scheduled Action", *part[1:4]] for part in chosen if part[1] == "family"]
	for part in chosen:
		if part[1:3] == ["assistant", "="]:
			# No name stands for nobody's families.
			families = sorted(get_families_of(str(part[3]))) or [""]
			filters.append(["Scheduled Action", "family", "in", families])
	return filters


def make_action_event(action) -> dict:
	"""Return the action as an event of its day, in red when it is overdue."""
	overdue = is_overdue(PENDING, action.due_date, getdate())
	return {
		"name": action.name,
		"doctype": "Scheduled Action",
		"title": f"{_('Overdue') if overdue else _('Action Due')}: {action.representative}",
		"tooltip": f"{action.representative}: {action.action}",
		"start": action.due_date,
		"end": action.due_date,
		"all_day": 1,
		"color": COLOURS[core.RED if overdue else core.YELLOW],
		"movable": 0,
	}


@frappe.whitelist(methods=["POST"])
@repeated_once
def move_visit(args: str | dict = "", field_map: str | dict | None = None) -> None:
	"""Give a visit the day and hours to which it was dragged; an event of a whole day (all_day) keeps its hours.

	Raises PermissionError, also for documents other than a visit, and the errors of Family Visit.
	"""
	moved = frappe._dict(as_object(args))
	if moved.doctype != "Family Visit":
		raise frappe.PermissionError
	visit = frappe.get_doc("Family Visit", moved.name)
	visit.check_permission("write")
	start = as_moment(moved.start, _("Start"))
	end = as_moment(moved.end, _("End")) if moved.end else start
	visit.visit_date = start.date()
	if not frappe.utils.cint(moved.all_day):
		visit.from_time, visit.to_time = start.strftime("%H:%M:00"), end.strftime("%H:%M:00")
		visit.ends_next_day = int(end.date() > start.date())
	visit.save()
