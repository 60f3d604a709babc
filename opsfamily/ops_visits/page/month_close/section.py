"""The facts of a month for the page `month-close`: all cards of the section, by assistant.

Everything is read with `get_list`, so that the access rule decides what is shown. Durations are in minutes.
"""

import frappe
from frappe.utils import cint

from opsfamily.case import meanings as states
from opsfamily.case.contacts import count_minutes
from opsfamily.case.employment import get_norms
from opsfamily.case.names import get_shown_names
from opsfamily.compat import get_readable_in_sql
from opsfamily.core.contact_kinds import ATTEMPT, DIRECT
from opsfamily.core.meanings import ACCEPTED, RETURNED, SENT
from opsfamily.core.month_close import Tally, shifted
from opsfamily.core.months import first_and_last_day
from opsfamily.notify import get_acceptors
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import get_second_persons
from opsfamily.ops_visits.doctype.other_work_time.sums import Sums, get_sums, get_sums_next_to_cards
from opsfamily.ops_visits.page.month_close.overview import (
	CARD,
	VISIT,
	compare_with_norm,
	get_assisted_cases,
	get_cards,
	get_contacts,
	get_representatives,
	get_statements,
	make_row,
)
from opsfamily.permissions.rule import can_see_section

# A screen with more families is shown by assistant, and a list on request.
MOST_ROWS = 300


def get_section_month(month: str) -> dict:
	"""Return all cards of the month by assistant, also those that are missing, with sums and differences.

	Of a large section the rows of an assistant are asked for by `get_rows_of`; `folded` is their number.
	"""
	contacts = sum_contacts(month)
	rows, groups = _get_section_rows(month, contacts), {}
	for row in rows:
		groups.setdefault(row["assistant"], []).append(row)
	# Whoever decides on the cards of single families does not see a worker's whole month.
	sees_all = can_see_section(frappe.session.user)
	other = get_sums(month) if sees_all else None
	worked = count_minutes_of_workers(month, contacts)
	# Assistants who worked only outside the families have no card, and are listed as well.
	groups.update({user: [] for user in other or () if user not in groups})
	norms = get_norms(*first_and_last_day(month)) if sees_all else {}
	statements = get_statements(month) if sees_all else {}
	# The name of today; a former one on the month's papers is shown next to it.
	names = get_shown_names(
		{user: [row["assistant_name"] for row in group_rows] for user, group_rows in groups.items()}
	)
	assistants = [
		{
			"assistant": user,
			"assistant_name": names[user],
			**_make_group(user, group_rows, other, worked.get(user, 0), norms.get(user)),
			"statements": statements.get(user, []),
		}
		for user, group_rows in groups.items()
	]
	assistants.sort(key=lambda group: (group["assistant_name"], group["assistant"]))
	return {
		"assistants": fold(assistants),
		"sums": _sum_up(rows),
		# Also of families that are folded.
		"waiting": [row["card"] for row in rows if row["may_decide"]],
		"needs_reason": [row["card"] for row in rows if row["needs_reason"]],
	}


def fold(groups: list[dict]) -> list[dict]:
	"""Return the groups without their rows where there are more than MOST_ROWS, with the number of them (`folded`)."""
	is_large = sum(len(group["rows"]) for group in groups) > MOST_ROWS
	if not is_large:
		return [{**group, "folded": 0} for group in groups]
	return [{**group, "rows": [], "folded": len(group["rows"])} for group in groups]


def get_rows_of(month: str, assistant: str) -> list[dict]:
	"""Return the rows of one assistant, as `get_section_month` has them for a small section."""
	return _get_section_rows(month, sum_contacts(month, assistant=assistant), assistant)


def sum_contacts(month: str, **filters: str) -> dict[tuple[str, str], Tally]:
	"""Return (family, assistant) → sums of the month's visits that the user may see; added up by the database."""
	columns = ("family", "assistant", "minutes", "on_timesheet", "nature")
	readable = get_readable_in_sql(VISIT, {"month": month, **filters}, columns)
	attempt, direct = frappe.db.escape(ATTEMPT), frappe.db.escape(DIRECT)
	# Safe: the framework wrote the subquery, with its values escaped.
	rows = frappe.db.sql(
		f"""select family, assistant, count(*), sum(minutes), sum(on_timesheet),
			sum(ifnull(nature, '') != {attempt}), sum(if(nature = {direct}, minutes, 0)),
			sum(if(on_timesheet, minutes, 0))
		from ({readable}) as readable group by family, assistant order by family, assistant"""
	)
	return {(family, assistant): Tally(*map(cint, sums)) for family, assistant, *sums in rows}


def count_minutes_of_workers(month: str, contacts: dict[tuple[str, str], Tally]) -> dict[str, int]:
	"""Return worker → minutes with families in the month; one meeting with several of them counts once."""
	worked: dict[str, int] = {}
	for (_family, worker), tally in contacts.items():
		worked[worker] = worked.get(worker, 0) + tally.minutes
	sharing, by_worker = _find_workers_with_shared_time(month), {}
	for contact in get_contacts(month, assistant=["in", sharing]) if sharing else ():
		by_worker.setdefault(contact.assistant, []).append(contact)
	return worked | {worker: count_minutes(visits) for worker, visits in by_worker.items()}


def _find_workers_with_shared_time(month: str) -> list[str]:
	"""Return the workers with two visits of the month at one time, as at a meeting with several families."""
	readable = get_readable_in_sql(
		VISIT, {"month": month}, ("assistant", "visit_date", "from_time", "minutes")
	)
	# Safe: the framework wrote the subquery, with its values escaped.
	return frappe.db.sql(
		f"""select distinct assistant from (
			select assistant, timestamp(visit_date, from_time) as began,
				lag(timestamp(visit_date, from_time) + interval minutes minute) over (
					partition by assistant order by visit_date, from_time) as the_one_before_ended
			from ({readable}) as readable) as visits
		where began < the_one_before_ended order by assistant""",
		pluck=True,
	)


def _make_group(assistant: str, rows: list[dict], sums: Sums | None, worked: int, norm: int | None) -> dict:
	other = None if sums is None else get_sums_next_to_cards(sums, assistant, worked)
	return {
		"rows": rows,
		"sums": _sum_up(rows),
		"other": other,
		"norm": compare_with_norm(norm, worked, other),
	}


def _get_section_rows(
	month: str, contacts: dict[tuple[str, str], Tally], assistant: str | None = None
) -> list[dict]:
	"""Return a row for every family and assistant with a card in the month or without a card that is due, by family.

	assistant: only theirs, of which `contacts` are then as well.
	"""
	own, of_case = ({"assistant": assistant}, {"user": assistant}) if assistant else ({}, {})
	card_of = {(each.family, each.assistant): each for each in get_cards(month, **own)}
	before, nothing = sum_contacts(shifted(month, -1), **own), Tally()
	assisted = {
		(each.family, each.assistant): each.assistant_name for each in get_assisted_cases(month, **of_case)
	}
	pairs = dict.fromkeys(contacts) | assisted | {key: each.assistant_name for key, each in card_of.items()}
	names = get_representatives({family for family, _assistant in pairs})
	# A card that waits for the user's step is all that they see of its family, and it says whose it is.
	names |= {key[0]: each.representative for key, each in card_of.items() if key[0] not in names}
	order = {family: number for number, family in enumerate(names)}
	shown = sorted((key for key in pairs if key[0] in order), key=lambda key: (order[key[0]], key[1]))
	steps, user = _get_steps(), frappe.session.user
	# Asked once, and only where the user has sent a card for somebody.
	acceptors = get_acceptors() if any(each.sent_by == user for each in card_of.values()) else []
	return [
		{
			**_make_section_row(
				frappe._dict(family=key[0], assistant=key[1], assistant_name=pairs[key]),
				names[key[0]],
				card_of.get(key),
				contacts.get(key, nothing),
				before.get(key, nothing),
			),
			**_get_decisions(card_of.get(key), steps, acceptors),
		}
		for key in shown
	]


def _make_section_row(
	pair: frappe._dict, representative: str, month_card: frappe._dict | None, now: Tally, before: Tally
) -> dict:
	row = make_row(pair.family, representative, month_card, now)
	if not month_card:
		# A missing card counts by its visits, so that the sums are those of the work, not of the papers.
		row.update(
			contacts=now.contacts,
			minutes=now.minutes,
			direct_minutes=now.direct,
			timesheet_minutes=now.timesheet,
		)
	return {
		**row,
		"assistant": pair.assistant,
		"assistant_name": pair.assistant_name or pair.assistant,
		"minutes_before": before.minutes,
		"change": row["minutes"] - before.minutes,
	}


def _get_steps() -> dict[str, dict[str, str]]:
	"""Return state → action by which the user takes a card forward, and state → action by which the user returns it."""
	return {
		"may_decide": states.get_actions_towards(CARD, ACCEPTED),
		"may_return": states.get_actions_towards(CARD, RETURNED),
	}


def _get_decisions(
	month_card: frappe._dict | None, steps: dict[str, dict[str, str]], acceptors: list[str]
) -> dict[str, str | bool]:
	"""Return the office's words for the steps that the user may take with another's card that waits; "" for none.

	is_sender, needs_reason: the user has sent the card for its assistant, and nobody else can accept it.
	acceptors: all who can.
	"""
	waits, user = bool(month_card) and month_card.state_meaning == SENT, frappe.session.user
	if not waits or month_card.assistant == user:
		return {**dict.fromkeys(steps, ""), "is_sender": False, "needs_reason": False}
	found = {step: actions.get(month_card.workflow_state, "") for step, actions in steps.items()}
	is_sender = month_card.sent_by == user
	if is_sender and get_second_persons(acceptors, month_card.assistant):
		found["may_decide"] = ""
	return {**found, "is_sender": is_sender, "needs_reason": is_sender and bool(found["may_decide"])}


def _sum_up(rows: list[dict]) -> dict[str, int]:
	meanings = [row["meaning"] for row in rows]
	return {
		"cards": sum(1 for row in rows if row["card"]),
		"missing": sum(1 for row in rows if not row["card"]),
		"sent": meanings.count(SENT),
		"accepted": meanings.count(ACCEPTED),
		"contacts": sum(row["contacts"] for row in rows),
		"minutes": sum(row["minutes"] for row in rows),
		"timesheet_minutes": sum(row["timesheet_minutes"] for row in rows),
		"direct_minutes": sum(row["direct_minutes"] for row in rows),
		"minutes_before": sum(row["minutes_before"] for row in rows),
		"change": sum(row["change"] for row in rows),
		"differences": sum(1 for row in rows if row["differs"]),
	}
