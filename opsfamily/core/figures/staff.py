"""Figures of the staff: who is employed how, and hours against the norm (codes A1, A2 and T1)."""

from __future__ import annotations

from opsfamily.core.assignments import runs_on
from opsfamily.core.figures.facts import Counted, Employment, Facts, Item

EMPLOYMENT, CARD = "Employment", "Assistant Timesheet"


def assistants_employed(facts: Facts, part: str) -> Counted:
	"""Count workers employed on the last day; part: by this employer or this contract, or all (A1).

	A worker with two contracts counts once in each, and once in all.
	"""
	rows = [row for row in get_employments(facts) if part in ("", row.employer, row.form)]
	items = tuple(Item("", EMPLOYMENT, row.name) for row in rows)
	return Counted(len({row.user for row in rows}), items)


def full_posts(facts: Facts, _part: str) -> Counted:
	"""Add up the parts of full posts on the last day (A1)."""
	rows = get_employments(facts)
	items = tuple(Item("", EMPLOYMENT, row.name) for row in rows)
	return Counted(round(sum(row.fte for row in rows), 2), items, base=len({row.user for row in rows}))


def get_employments(facts: Facts) -> list[Employment]:
	"""Return the employments that run on the last day."""
	return [row for row in facts.employments if runs_on(facts.last, row.first, row.last)]


def accepted_minutes(facts: Facts, part: str) -> Counted:
	"""Add up minutes on accepted cards of the period, by nature or all; attempts are work as well (A2)."""
	rows = [row for row in facts.cards if row.is_accepted and part in ("", row.nature)]
	items = dict.fromkeys(Item(row.family, CARD, row.card) for row in rows)
	return Counted(sum(row.minutes for row in rows), tuple(items))


def cards_not_accepted(facts: Facts, _part: str) -> Counted:
	"""Count cards of the period that are not accepted yet: their hours are in no sum (A2)."""
	items = tuple(
		dict.fromkeys(Item(row.family, CARD, row.card) for row in facts.cards if not row.is_accepted)
	)
	return Counted(len(items), items)


def other_work_minutes(facts: Facts, _part: str) -> Counted:
	"""Return the minutes of work beside the families in the period (A2)."""
	return Counted(facts.other_work_minutes, base=count_workers(facts))


def norm_minutes(facts: Facts, _part: str) -> Counted:
	"""Return the norm of the period in minutes: 120 hours a month of a full post, less days of absence (A2)."""
	return Counted(facts.norm_minutes, base=count_workers(facts))


def kilometres(facts: Facts, _part: str) -> Counted:
	"""Add up the kilometres of workers' own vehicles in the period (T1)."""
	return Counted(round(sum(row.kilometres for row in facts.travel), 1), base=len(facts.travel))


def cost_of_travel(facts: Facts, _part: str) -> Counted:
	"""Add up what those kilometres cost in PLN, by the office's way of settling (T1)."""
	return Counted(round(sum(row.cost for row in facts.travel), 2), base=len(facts.travel))


def count_workers(facts: Facts) -> int:
	"""Return the number of workers who were employed on a day of the period."""
	return len({row.user for row in facts.employments})
