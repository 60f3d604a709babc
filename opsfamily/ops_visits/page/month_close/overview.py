"""The facts of a month for the page `month-close`: an assistant's own families, and all cards of the section.

Everything is read with `get_list`, so that the access rule decides what is shown. Durations are in minutes.
"""

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, formatdate, get_time, getdate

from opsfamily.case import travel
from opsfamily.case.contacts import PART_FIELDS, count_minutes, get_span
from opsfamily.case.employment import get_employments, get_norms
from opsfamily.case.office_columns import get_listed_fields
from opsfamily.core.assignments import ASSISTANT, periods_meet
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.employment import CIVIL_CONTRACT
from opsfamily.core.hours import format_minutes
from opsfamily.core.meanings import OPEN, RETURNED
from opsfamily.core.month_close import Tally, differs, overlapping, shifted, tallies
from opsfamily.core.months import first_and_last_day
from opsfamily.ops_paper.custom_fields import get_screen_values
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_visits.doctype.other_work_time.sums import get_sums, get_sums_next_to_cards
from opsfamily.permissions.rule import get_readable_rows

CARD, VISIT = "Assistant Timesheet", "Family Visit"
CARD_FIELDS = (
	"name",
	"family",
	"representative",
	"assistant",
	"assistant_name",
	"workflow_state",
	"state_meaning",
	"total_minutes",
	"timesheet_minutes",
	"direct_minutes",
	"out_of_date",
	"return_reason",
	"sent_by",
)
CONTACT_FIELDS = (
	"name",
	"family",
	"representative",
	"assistant",
	"assistant_name",
	"visit_date",
	"from_time",
	"to_time",
	"minutes",
	"on_timesheet",
	"nature",
	"kind",
	"same_meeting_as",
)


def get_cards(month: str, **filters: str | list) -> list[frappe._dict]:
	"""Return the month's cards that are not cancelled, in the order of the families, with their number of `rows` and of
	`contacts`, which attempts are not, and `own`: the texts of `get_own_labels`."""
	own_fields = get_listed_fields(CARD)
	cards = frappe.get_list(
		CARD,
		filters={"month": month, "docstatus": ["<", 2], **filters},
		fields=[*CARD_FIELDS, *(df.fieldname for df in own_fields)],
		order_by="representative, family, name",
		limit_page_length=0,
	)
	rows = _count_rows([each.name for each in cards])
	for each in cards:
		each.rows, each.contacts = rows.get(each.name, (0, 0))
		each.own = get_screen_values(each, own_fields)
	return cards


def get_own_labels() -> list[str]:
	"""Return the heads of the columns that the office added to the list of cards."""
	return [_(df.label) for df in get_listed_fields(CARD)]


def get_contacts(month: str, **filters: str | list) -> list[frappe._dict]:
	"""Return the contacts of a month, oldest first."""
	return frappe.get_list(
		VISIT,
		filters={"month": month, **filters},
		fields=list(CONTACT_FIELDS),
		order_by="visit_date, from_time, name",
		limit_page_length=0,
	)


def get_own_month(month: str, user: str) -> dict:
	"""Return the user's own families of the month (`rows`), the `problems`, the `other` working time and the `norm`."""
	contacts, cards = get_contacts(month, assistant=user), get_cards(month, assistant=user)
	families = get_representatives({each.family for each in get_assisted_cases(month, user=user)})
	# Of a family that the user has left they see their own documents alone, which say its name.
	families |= {
		each.family: each.representative for each in (*contacts, *cards) if each.family not in families
	}
	card_of = {each.family: each for each in cards}
	now = tallies(contacts, "family")
	rows = [
		make_row(family, name, card_of.get(family), now.get((family,), Tally()))
		for family, name in families.items()
	]
	worked = count_own_minutes(month, user)
	other = get_sums_next_to_cards(get_sums(month, worker=user), user, worked)
	return {
		"rows": rows,
		"problems": list(_get_problems(month, user, rows, contacts)),
		"other": other,
		"norm": compare_with_norm(get_norms(*first_and_last_day(month), user).get(user), worked, other),
		"statements": get_statements(month, user).get(user, []),
	}


def get_statements(month: str, user: str | None = None) -> dict[str, list[str]]:
	"""Return worker → the statements that their month has: of the programme's hours, of a civil contract's,
	and of travel."""
	statements: dict[str, list[str]] = {}
	for row in get_employments(*first_and_last_day(month), user):
		kinds = ("programme", "bill") if row.form == CIVIL_CONTRACT else ("programme",)
		known = statements.setdefault(row.user, [])
		known += [kind for kind in kinds if kind not in known]
	for worker in _get_drivers(month, user):
		statements.setdefault(worker, []).append("travel")
	return statements


def _get_drivers(month: str, user: str | None) -> list[str]:
	"""Return the workers with kilometres in the month or a vehicle for it; none where the office pays nothing."""
	if not travel.is_counted():
		return []
	rows = (
		*travel.get_ways(*first_and_last_day(month), user),
		*travel.get_vehicles(*first_and_last_day(month), user),
	)
	return sorted({row.user for row in rows})


def count_own_minutes(month: str, user: str) -> int:
	"""Return the user's minutes with families in the month, also with those that they have left meanwhile.

	Without the rule of families: hours of one's own work say nothing of a family.
	"""
	visit = frappe.qb.DocType(VISIT)
	query = frappe.qb.from_(visit).select(*(visit[field] for field in PART_FIELDS))
	return count_minutes(query.where((visit.assistant == user) & (visit.month == month)).run(as_dict=True))


def compare_with_norm(norm: int | None, worked: int, other: dict | None) -> dict | None:
	"""Return the month's `norm`, the minutes `worked` with families and besides, and the `difference`.

	None where no employment of the worker is on file.
	"""
	if norm is None:
		return None
	whole = other["whole"] if other else worked
	return {"norm": norm, "worked": whole, "difference": whole - norm}


def get_families_to_prepare(month: str, user: str) -> dict[str, str]:
	"""Return family → representative, where the user has contacts in the month or a card that is not sent."""
	rows = get_own_month(month, user)["rows"]
	return {
		row["family"]: row["representative"]
		for row in rows
		if row["visits_now"] or (row["card"] and row["meaning"] in OPEN)
	}


def make_row(family: str, representative: str, month_card: frappe._dict | None, now: Tally) -> dict:
	shown_card = month_card or frappe._dict(rows=0, contacts=0)
	return {
		"family": family,
		"representative": as_written(representative or family),
		"card": shown_card.name,
		"state": shown_card.workflow_state,
		"meaning": shown_card.state_meaning,
		"visits": shown_card.rows,
		"contacts": shown_card.contacts,
		"minutes": shown_card.total_minutes or 0,
		"timesheet_minutes": shown_card.timesheet_minutes or 0,
		"direct_minutes": shown_card.direct_minutes or 0,
		"visits_now": now.visits,
		"contacts_now": now.contacts,
		"minutes_now": now.minutes,
		"on_timesheet_now": now.on_timesheet,
		"differs": bool(month_card) and differs(shown_card, shown_card.rows, now),
		"return_reason": as_written(shown_card.return_reason or "")
		if shown_card.state_meaning == RETURNED
		else "",
		"own": shown_card.own or [],
	}


def _get_problems(month: str, user: str, rows: list[dict], contacts: list) -> list[dict]:
	"""Return the problems of the month, the most pressing first, each with the document where it is fixed."""
	return [
		*(problem for row in rows for problem in _get_card_problems(row)),
		*_get_overlaps(month, user),
		*(problem for row in rows for problem in _get_contact_problems(row, contacts)),
		*_get_unsigned(month, user),
	]


def _get_card_problems(row: dict) -> list[dict]:
	problems = []
	if row["return_reason"]:
		text = _("{0}: the card was returned. Reason: {1}").format(
			row["representative"], row["return_reason"]
		)
		problems.append(_make_problem("returned", text, CARD, row["card"]))
	if row["differs"]:
		text = _("{0}: the card says {1}, the visits say {2}.").format(
			row["representative"], format_minutes(row["minutes"]), format_minutes(row["minutes_now"])
		)
		problems.append(_make_problem("out_of_date", text, CARD, row["card"]))
	return problems


def _get_contact_problems(row: dict, contacts: list) -> list[dict]:
	if not row["contacts_now"]:
		text = _("{0}: no contact in this month.").format(row["representative"])
		return [_make_problem("no_contact", text, VISIT, None, row["family"])]
	if not row["on_timesheet_now"]:
		text = _("{0}: no visit, only contacts that do not stand on the timesheet (F4).")
		visit = next(each.name for each in contacts if each.family == row["family"])
		return [_make_problem("no_visit", text.format(row["representative"]), VISIT, visit)]
	return []


def _get_overlaps(month: str, user: str) -> list[dict]:
	"""Return contacts that share a minute with another of the user's, also with one of the evening before."""
	first, last = first_and_last_day(month)
	around = get_contacts(
		shifted(month, -1), assistant=user, visit_date=[">=", frappe.utils.add_days(first, -1)]
	)
	around += get_contacts(month, assistant=user)
	by_name = {each.name: each for each in around}
	spans = {each.name: get_span(each) for each in around}
	pairs = [(by_name[one], by_name[other]) for one, other in overlapping(spans)]
	pairs = [pair for pair in pairs if len({each.same_meeting_as or each.name for each in pair}) > 1]
	return [
		_make_problem(
			"overlap",
			_("{0} and {1} overlap.").format(_format_moment(one), _format_moment(other)),
			VISIT,
			other.name,
		)
		for one, other in pairs
		if first <= getdate(other.visit_date) <= last
	]


def _format_moment(contact: frappe._dict) -> str:
	return "{0} {1}–{2} ({3})".format(
		formatdate(contact.visit_date),
		get_time(contact.from_time).strftime("%H:%M"),
		get_time(contact.to_time).strftime("%H:%M"),
		as_written(contact.representative or contact.family),
	)


def _get_unsigned(month: str, user: str) -> list[dict]:
	"""Return visits that were to be signed on the screen and were not."""
	visits = frappe.get_list(
		VISIT,
		filters=[
			["month", "=", month],
			["assistant", "=", user],
			["signature_mode", "=", "On Screen"],
			["signature", "is", "not set"],
		],
		fields=list(CONTACT_FIELDS),
		order_by="visit_date, from_time, name",
		limit_page_length=0,
	)
	return [
		_make_problem(
			"unsigned", _("{0}: not signed on the screen.").format(_format_moment(each)), VISIT, each.name
		)
		for each in visits
	]


def _make_problem(kind: str, text: str, doctype: str, name: str | None, family: str | None = None) -> dict:
	# Not „doctype” and „name”: the answer would count as a document that was read.
	return {"kind": kind, "text": text, "where": doctype, "document": name, "family": family}


def get_representatives(families: set[str]) -> dict[str, str]:
	"""Return family → representative, in the order of the list of families."""
	rows = get_readable_rows(
		"Family", {"name": ["in", sorted(families)]}, ["name", "representative"], "representative, name"
	)
	return {family.name: family.representative for family in rows}


def get_assisted_cases(month: str, **filters: str) -> list[frappe._dict]:
	"""Return the assistants of open cases in the month: `family`, `assistant`, `assistant_name`."""
	first, last = first_and_last_day(month)
	open_cases = get_readable_rows("Family", {"status": ["!=", CASE_CLOSED]}, ["name"], "name")
	running = {family.name for family in open_cases}
	assignments = get_readable_rows(
		"Case Assignment",
		{"part": ASSISTANT, **filters},
		["family", "user", "full_name", "from_date", "until_date"],
		"from_date, name",
	)
	return [
		frappe._dict(family=each.family, assistant=each.user, assistant_name=each.full_name)
		for each in assignments
		if each.family in running and periods_meet(first, last, each.from_date, each.until_date)
	]


def _count_rows(cards: list[str]) -> dict[str, tuple[int, int]]:
	"""Return card → number of its rows, and of those that are contacts. cards: names read through the access rule."""
	if not cards:
		return {}
	row = frappe.qb.DocType("Timesheet Row")
	attempts = Sum(Case().when(row.nature == ATTEMPT, 1).else_(0))
	counted = frappe.qb.from_(row).select(row.parent, Count(row.name), attempts).where(row.parent.isin(cards))
	counted = counted.where(row.parenttype == CARD).groupby(row.parent).run()
	return {card: (rows, rows - cint(attempted)) for card, rows, attempted in counted}
