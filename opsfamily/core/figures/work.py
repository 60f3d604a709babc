"""Figures of the work: contacts, plans, assessments, conferences, causes, „Za życiem”, supervision (W, Z, S, A3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from opsfamily.core import deadlines
from opsfamily.core.assignments import ASSISTANT, SUBSTITUTE, periods_meet, runs_on
from opsfamily.core.basis import assessed_since
from opsfamily.core.contact_kinds import ATTEMPT
from opsfamily.core.figures.facts import (
	DAY,
	Assessment,
	Assignment,
	Counted,
	Facts,
	Item,
	Session,
	by_family,
	documents,
	families,
	mean,
)
from opsfamily.core.status import Period
from opsfamily.core.workload import ceiling_on, load_of

FAMILY, PLAN, EVALUATION, ACTION = "Family", "Family Work Plan", "Work Plan Evaluation", "Scheduled Action"
ASSESSMENT, CONFERENCE, OPINION = "Family Assessment", "Case Conference", "Court Opinion"
HELP, INTERVENTION = "Specialist Help", "Intervention"
CATALOGUE, AUTHORISATION, SESSION = "Support Catalogue", "Authorisation", "Supervision Session"
ASSIGNMENT, OTHER_WORK = "Case Assignment", "Other Work Time"
IN_TIME, LATE, NOT_MADE = "in time", "late", "not made"
# Plans: the first of a work, and one that replaces another.
NEW, CHANGED = "new", "changed"


# W1: contacts


def contacts(facts: Facts, part: str) -> Counted:
	"""Count contacts of a nature in the period, or all; attempts count only by themselves (W1)."""
	rows = get_contacts(facts, part)
	return families(row.family for row in rows)._replace(value=sum(row.contacts for row in rows))


def contact_minutes(facts: Facts, part: str) -> Counted:
	"""Add up the workers' minutes of contacts of a nature, as `contacts` (W1)."""
	rows = get_contacts(facts, part)
	return families(row.family for row in rows)._replace(value=sum(row.minutes for row in rows))


def get_contacts(facts: Facts, part: str) -> list:
	return [row for row in facts.contacts if (row.nature == part if part else row.nature != ATTEMPT)]


def contacts_per_family(facts: Facts, _part: str) -> Counted:
	"""Measure the mean number of contacts per family of F1 and month (W1)."""
	return get_mean_per_family(facts, "contacts")


def minutes_per_family(facts: Facts, _part: str) -> Counted:
	"""Measure the mean minutes of contacts per family of F1 and month (W1)."""
	return get_mean_per_family(facts, "minutes")


def get_mean_per_family(facts: Facts, what: str) -> Counted:
	rows = [row for row in get_contacts(facts, "") if row.family in facts.with_assistant]
	months = (facts.last.year - facts.first.year) * 12 + facts.last.month - facts.first.month + 1
	total, count = sum(getattr(row, what) for row in rows), len(facts.with_assistant)
	value = total / count / months if count else None
	value = round(value, 0 if what == "minutes" else 1) if count else None
	return families(facts.with_assistant)._replace(value=value, base=count)


class Gap(NamedTuple):
	"""Days of a family's support without a direct contact: the longest in the period, and those that run on its end."""

	longest: int = 0
	running: int = 0
	with_absence: bool = False


def longest_gap(facts: Facts, _part: str) -> Counted:
	"""Measure the longest time of a family of F1 without a direct contact in the period, in days (W1)."""
	return get_longest({name: gap.longest for name, gap in get_gaps(facts).items()})


def running_gap(facts: Facts, _part: str) -> Counted:
	"""Measure the longest time without a direct contact that runs on the last day, also from before the period (W1)."""
	return get_longest({name: gap.running for name, gap in get_gaps(facts).items()})


def get_longest(days: dict[str, int]) -> Counted:
	value = max(days.values(), default=None)
	return families(name for name in days if value and days[name] == value)._replace(
		value=value, base=len(days)
	)


def families_with_gap(facts: Facts, part: str) -> Counted:
	"""Count families of F1 with more than so many days without a direct contact in the period (W1).

	part: the days, or `14 absence` for those of them with a dated absence of somebody of the family in that period.
	"""
	days, _space, apart = part.partition(" ")
	gaps = get_gaps(facts)
	return families(
		name for name, gap in gaps.items() if gap.longest > int(days) and (gap.with_absence or not apart)
	)


def get_gaps(facts: Facts) -> dict[str, Gap]:
	"""Return family of F1 → its gaps. An absence explains a gap and does not shorten it; monitoring is outside."""
	return facts.keep("gaps", lambda: measure_gaps(facts))


def measure_gaps(facts: Facts) -> dict[str, Gap]:
	met, absences = by_family(facts.direct_days), by_family(facts.absences)
	return {
		name: Gap(
			max((get_longest_run(part, met[name]) for part in facts.in_period[name]), default=0),
			get_running(facts, name, met[name]),
			any(periods_meet(row.first, row.last, facts.first, facts.last) for row in absences[name]),
		)
		for name in facts.with_assistant
	}


def get_longest_run(part: Period, met: list) -> int:
	"""Return the longest run of days in a part of the support on which nobody of the family was met."""
	days = sorted({row.day for row in met if part.first <= row.day <= part.last})
	bounds = [part.first - DAY, *days, part.last + DAY]
	return max((later - earlier).days - 1 for earlier, later in pairwise(bounds))


def get_running(facts: Facts, family: str, met: list) -> int:
	"""Return the days without a direct contact up to the last day, of a support that still runs; else 0."""
	spell = facts.spells[family][-1]
	if spell.last and spell.last <= facts.last:
		return 0
	latest = max((row.day for row in met if row.day >= spell.first), default=spell.first - DAY)
	return (facts.last - latest).days


# W2–W4: papers


def plans(facts: Facts, part: str) -> Counted:
	"""Count plans of the period: `new`, or `changed` by a new version (W2)."""
	return documents(PLAN, (row for row in facts.plans if facts.is_in(row.day) and row.code == part))


def evaluations(facts: Facts, _part: str) -> Counted:
	"""Count evaluations of plans in the period (W2)."""
	return documents(EVALUATION, (row for row in facts.evaluations if facts.is_in(row.day)))


def actions(facts: Facts, part: str) -> Counted:
	"""Count agreed actions whose outcome of this kind was set in the period (W2)."""
	return documents(ACTION, (row for row in facts.outcomes if facts.is_in(row.day) and row.code == part))


class Awaited(NamedTuple):
	"""A half-year assessment that was due: its day, the assessment that met it, if any, and the days that it was late."""

	family: str
	due: date
	made: Assessment | None
	late: int


def assessments(facts: Facts, part: str) -> Counted:
	"""Count half-year assessments due in the period; part: `in time`, `late`, `not made`, or empty for all (W3)."""
	rows = [row for row in get_awaited(facts) if part in ("", get_result(row))]
	return Counted(len(rows), tuple(Item(row.family, FAMILY, row.family) for row in rows))


def days_late(facts: Facts, part: str) -> Counted:
	"""Measure the days by which assessments of the period were late: part `mean` or `longest` (W3)."""
	late = [row for row in get_awaited(facts) if row.late]
	days = [row.late for row in late]
	value = max(days, default=None) if part == "longest" else mean(days)
	names = {row.family for row in late}
	return families(names)._replace(value=value, base=len(names))


def get_result(row: Awaited) -> str:
	if not row.made:
		return NOT_MADE
	return LATE if row.late else IN_TIME


def get_awaited(facts: Facts) -> list[Awaited]:
	"""Return the half-year assessments that were due on a day of support in the period (art. 15(1)(15) of the Act).

	Their day follows from the assessment before, on paper as well, or from the first day of the work that is assessed.
	"""
	return facts.keep("awaited", lambda: list(find_awaited(facts)))


def find_awaited(facts: Facts) -> Iterator[Awaited]:
	made = by_family(facts.assessments)
	for family, spells in facts.spells.items():
		for number, spell in enumerate(spells):
			ended = min(spell.last or facts.last, facts.last)
			began = assessed_since(facts.bases.get(family, ()), spell.first, ended)
			on_paper = None if number else facts.on_paper.get(family)
			own = [
				row for row in made[family] if row.done <= ended and (not number or row.done >= spell.first)
			]
			for row in get_awaited_in(facts, began, on_paper, own) if began else ():
				if facts.is_in(row.due) and row.due <= ended:
					yield row._replace(family=family)


def get_awaited_in(
	facts: Facts, began: date, on_paper: date | None, made: list[Assessment]
) -> Iterator[Awaited]:
	"""Yield every assessment that one work asked for, also outside the period; after a final one none is due."""
	last, written = on_paper, None
	for row in (*sorted(made, key=lambda row: row.done), None):
		due = deadlines.assessment_due(last, written, began, facts.assessment_months)
		yield Awaited("", due, row, max((row.done - due).days, 0) if row else 0)
		if row and row.is_final:
			return
		if row:
			last, written = row.done, row.next_due


def assessments_handed_over(facts: Facts, _part: str) -> Counted:
	"""Count assessments that were handed to the head in the period (W3)."""
	return documents(ASSESSMENT, (row for row in facts.handed_over if facts.is_in(row.day)))


def conferences(facts: Facts, _part: str) -> Counted:
	"""Count meetings of the people on a case in the period (W4)."""
	return documents(CONFERENCE, (row for row in facts.conferences if facts.is_in(row.day)))


def help_minutes(facts: Facts, part: str) -> Counted:
	"""Add up minutes of specialists' help in the period; part: of this kind only (W4)."""
	rows = [row for row in facts.helps if facts.is_in(row.day) and part in ("", row.kind)]
	return documents(HELP, rows)._replace(value=sum(row.minutes for row in rows))


def interventions(facts: Facts, _part: str) -> Counted:
	"""Count interventions in the period that their worker has signed (W4)."""
	return documents(INTERVENTION, (row for row in facts.interventions if facts.is_in(row.day)))


def competences_gained(facts: Facts, part: str) -> Counted:
	"""Count families that managed an area on their own for the first time in the period; part: this area only (W4)."""
	first = {}
	for row in sorted(facts.alone, key=lambda row: row.day):
		first.setdefault((row.family, row.code), row.day)
	return families(
		family for (family, area), day in first.items() if facts.is_in(day) and part in ("", area)
	)


def opinions(facts: Facts, part: str) -> Counted:
	"""Count opinions for the court that were signed in the period; part `in time`: by the day that the court set (W4)."""
	rows = [row for row in facts.opinions if facts.is_in(row.done)]
	return documents(OPINION, (row for row in rows if not part or row.due is None or row.done <= row.due))


def causes(facts: Facts, part: str) -> Counted:
	"""Count families of F1 with this cause of difficulties; a family may have several (W5).

	The rows are those of its latest assessment up to the last day, else of its request.
	"""
	return families(
		row.family for row in facts.causes if row.code == part and row.family in facts.with_assistant
	)


# Z1: „Za życiem”


def families_for_life(facts: Facts, _part: str) -> Counted:
	"""Count families with a catalogue of support that ran on a day of the period (Z1)."""
	rows = [row for row in facts.catalogues if periods_meet(row.first, row.last, facts.first, facts.last)]
	return families(row.family for row in rows)


def applications_for_life(facts: Facts, _part: str) -> Counted:
	"""Count applications „Za życiem” received in the period (Z1)."""
	return documents(CATALOGUE, (row for row in facts.catalogues if facts.is_in(row.first)))


def authorisations(facts: Facts, _part: str) -> Counted:
	"""Count authorisations that began in the period (Z1)."""
	return documents(AUTHORISATION, (row for row in facts.authorisations if facts.is_in(row.day)))


def steps_for_life(facts: Facts, part: str) -> Counted:
	"""Count steps taken for families „Za życiem” in the period; part: at this body, or all (Z1)."""
	rows = (row for row in facts.steps if facts.is_in(row.day))
	return documents(CATALOGUE, (row for row in rows if part in ("", row.code)))


def needs_for_life(facts: Facts, part: str) -> Counted:
	"""Count needs in the catalogues that ran in the period, by their result (Z1). day of a need: of its catalogue."""
	running = {item.family for item in families_for_life(facts, "").items}
	return documents(CATALOGUE, (row for row in facts.needs if row.family in running and row.code == part))


# S1, A3: the staff


def supervision_minutes(facts: Facts, _part: str) -> Counted:
	"""Add up minutes of supervision that workers attended in the period, each worker's apart (S1)."""
	return _add_up(SESSION, facts.sessions)


def supervision_per_worker(facts: Facts, _part: str) -> Counted:
	"""Measure the mean minutes of supervision per worker who attended any in the period (S1)."""
	return _get_mean_per_worker(supervision_minutes(facts, ""))


def training_minutes(facts: Facts, _part: str) -> Counted:
	"""Add up minutes of training in the period: other work of a kind that counts as training (S1)."""
	return _add_up(OTHER_WORK, facts.trainings)


def training_per_worker(facts: Facts, _part: str) -> Counted:
	"""Measure the mean minutes of training per worker who had any in the period (S1)."""
	return _get_mean_per_worker(training_minutes(facts, ""))


def _add_up(doctype: str, rows: tuple[Session, ...]) -> Counted:
	items = tuple(Item("", doctype, name) for name in dict.fromkeys(row.name for row in rows))
	return Counted(sum(row.minutes for row in rows), items, base=len({row.user for row in rows}))


def _get_mean_per_worker(total: Counted) -> Counted:
	return total._replace(value=round(total.value / total.base) if total.base else None)


def families_per_assistant(facts: Facts, part: str) -> Counted:
	"""Measure families per assistant, each as one (A3); part: `last day`, or `mean` and `highest` over the period.

	`weighted`: on the last day, each family by the weight of its difficulty as it is now.
	"""
	held = get_held(facts)
	if part in ("last day", "weighted"):
		held = {key: rows for key, rows in held.items() if key[1] == facts.last}
	counts = [_weigh(facts, rows) if part == "weighted" else len(rows) for rows in held.values()]
	value = max(counts, default=None) if part == "highest" else mean(counts)
	shown = {key: rows for key, rows in held.items() if part != "highest" or len(rows) == value}
	return _count_held(shown, value)._replace(base=len({user for user, _day in held}))


def _weigh(facts: Facts, rows: dict[str, str]) -> float:
	return load_of(facts.weights.get(family) for family in rows).weighted


def _count_held(held: dict[tuple[str, date], dict[str, str]], value: float | None) -> Counted:
	"""Return a value with the assignments that it rests on, each once."""
	items = (Item(family, ASSIGNMENT, name) for rows in held.values() for family, name in rows.items())
	return Counted(value, tuple(sorted(set(items))))


def days_above_ceiling(facts: Facts, _part: str) -> Counted:
	"""Count days of an assistant with more families than the ceiling of that day; a reason stays a breach (A3)."""
	held = get_held(facts)
	above = {key: rows for key, rows in held.items() if is_above(facts, key[1], len(rows))}
	return _count_held(above, len(above))._replace(base=len({user for user, _day in held}))


def is_above(facts: Facts, day: date, count: int) -> bool:
	ceiling = ceiling_on(day, facts.ceilings)
	return ceiling is not None and count > ceiling


def get_held(facts: Facts) -> dict[tuple[str, date], dict[str, str]]:
	"""Return (assistant, day of the period) → family under support on it → assignment, without substitutions."""
	return facts.keep("held", lambda: find_held(facts))


def find_held(facts: Facts) -> dict[tuple[str, date], dict[str, str]]:
	held: dict[tuple[str, date], dict[str, str]] = defaultdict(dict)
	for row in facts.assignments:
		for first, last in facts.in_period.get(row.family, ()) if row.part == ASSISTANT else ():
			day, end = max(first, row.first), min(last, row.last or last)
			while day <= end:
				held[row.user, day][row.family] = row.name
				day += DAY
	return held


def substitutions(facts: Facts, _part: str) -> Counted:
	"""Count families that have a substitute on the last day (A3)."""
	rows = (row for row in facts.assignments if is_substitute_on(row, facts.last))
	return families(row.family for row in rows)


def is_substitute_on(row: Assignment, day: date) -> bool:
	return row.part == SUBSTITUTE and runs_on(day, row.first, row.last)
