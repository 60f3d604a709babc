"""The section of the demo office: what it holds, that it comes out the same, and that nothing in it contradicts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.case.facts import read_bases, read_statuses
from opsfamily.core import outside_answers, requests
from opsfamily.core.basis import COURT, FOR_LIFE, MINOR_PARENT
from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT
from opsfamily.core.optional_parts import PARTS
from opsfamily.core.outcomes import PENDING
from opsfamily.core.requests import COURT_ORDER, INTERVIEW, OWN_APPLICATION
from opsfamily.core.status import TURNED_DOWN
from opsfamily.ops_consultation import feedback
from opsfamily.setup import check
from opsfamily.setup import demo as demo_office
from opsfamily.setup.defaults import read_dictionaries
from opsfamily.setup.demo.case import CASE_FILE, read
from opsfamily.setup.demo.office_year.centres import get_breaks
from opsfamily.setup.demo.office_year.days import Diary, is_workday, workday
from opsfamily.setup.demo.office_year.household import (
	Person,
	describe_child,
	get_age,
	get_class,
	make_household,
)
from opsfamily.setup.demo.office_year.section import PLANS, POOLS
from tests.site.contradictions import OFFICE, find_contradictions

# The first families of the section: one of most courses.
FAMILIES = 8
VISIT, CARD, NOTE = "Family Visit", "Assistant Timesheet", "Day Centre Note"
DERIVED = ("month", "minutes", "nature", "on_timesheet", "people", "signature_mode")
SUMS = ("total_minutes", "timesheet_minutes", "direct_minutes")

# What specialists write, with the fields that are compared.
SPECIALISTS = {
	"Case Analysis": ["representative", "analysis_date", "level", "needs_manager", "docstatus"],
	"Delegated Task": ["representative", "task", "given_to", "outside", "due_date", "outcome", "result"],
	"Screening": ["child", "tool", "screened_on", "result", "next_due", "performed_by"],
	"Consultation": ["representative", "consultation_date", "topic"],
	"Specialist Help": ["representative", "help_date", "kind", "minutes", "worker", "outside_specialist"],
}
# The parts of the work that an office chooses, as far as they are of one family.
CHOSEN = {
	"Group Participation": ["person", "support_group", "from_date"],
	"Supporting Family": ["supporting_people", "proposed_on", "opinion", "docstatus", "total_costs"],
	"Consultation Request": ["topic", "asked_on", "status", "agreed_on"],
	"Cooperation": ["institution", "degree", "since"],
	"Outside Answer": ["state", "answered_by", "answer"],
	"Weekly Appointment": ["person", "what", "weekday", "from_time"],
	"Day Centre Enrolment": ["child", "centre", "children_group", "rules_signed_on"],
}
COMPARED = (VISIT, CARD, NOTE, "Family Assessment", *SPECIALISTS, *CHOSEN)
# What is there once for all families.
OF_THE_OFFICE = (
	"Support Group",
	"Group Meeting",
	"Cooperation Agreement",
	"Adviser",
	"Supervision Plan",
	"Supervision Session",
	"Supervision Record",
	"Supervision Feedback",
	"Supervision Programme",
)


class Section(NamedTuple):
	"""What a small section left behind. contents: what is comparable between two runs."""

	made: int
	made_again: int
	statuses: list[str]
	bases: set[str]
	broken: list[tuple]
	contradictions: list[str]
	unlike_the_document: list[str]
	contents: dict[str, Counter]
	parts_without_documents: list[str]
	of_the_office: dict[str, int]
	of_the_office_again: dict[str, int]
	sessions_with_feedback: int


@pytest.fixture(scope="module")
def small(connected_site, demo) -> Iterator[Section]:
	"""A small section beside the story, read and undone: nothing of it stays on the site."""
	yield make_and_undo()


def make_and_undo() -> Section:
	frappe.db.rollback()
	frappe.set_user("Administrator")
	before = set(frappe.get_all("Family", pluck="name", order_by="name"))
	try:
		made = demo_office.section(FAMILIES)["made"]
		families = sorted(set(frappe.get_all("Family", pluck="name", order_by="name")) - before)
		return look_at(families, made)
	finally:
		frappe.set_user("Administrator")
		frappe.db.rollback()


def look_at(families: list[str], made: int) -> Section:
	statuses, of_the_office = read_statuses(families), count_of_the_office()
	return Section(
		made,
		demo_office.section(FAMILIES)["made"],
		[statuses[name] for name in families],
		{basis.kind for bases in read_bases(families).values() for basis in bases},
		[*find_broken_rules()],
		find_contradictions(),
		[*find_derived_otherwise(families)],
		{doctype: read_contents(doctype, families) for doctype in COMPARED},
		[*find_parts_without_documents()],
		of_the_office,
		count_of_the_office(),
		count_sessions_with_feedback(),
	)


def count_of_the_office() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in OF_THE_OFFICE}


def find_parts_without_documents() -> Iterator[str]:
	"""Yield each DocType of a part that an office chooses of which nobody of the demo office has written a document."""
	filters = {"restrict_to_domain": ["in", [*PARTS.values()]], "name": ["not in", [*read_dictionaries()]]}
	sessions = frappe.get_all(
		"Supervision Session", {"owner": ["like", OFFICE]}, pluck="name", order_by="name"
	)
	for doctype in frappe.get_all("DocType", filters, pluck="name", order_by="name"):
		# Feedback has no owner, by design.
		of_office = {"owner": ["like", OFFICE]}
		if doctype == "Supervision Feedback":
			of_office = {"session": ["in", sessions]}
		if not frappe.get_all(doctype, of_office, limit=1, order_by="name"):
			yield doctype


def count_sessions_with_feedback() -> int:
	names = frappe.get_all("Supervision Session", {"owner": ["like", OFFICE]}, pluck="name", order_by="name")
	shown = [feedback.get_results(frappe.get_doc("Supervision Session", name)) for name in names]
	return sum(any(row["words"] for row in results or ()) for results in shown)


def find_broken_rules() -> Iterator[tuple]:
	"""Yield each rule between documents that one of the demo office breaks."""
	for rule in check.RULES:
		finding = rule()
		for doctype, name in finding.documents:
			if (frappe.db.get_value(doctype, name, "owner") or "").endswith(OFFICE.removeprefix("%")):
				yield finding.rule, doctype, name


def find_derived_otherwise(families: list[str]) -> Iterator[str]:
	"""Yield visits and cards that their own rules would store otherwise than the bulk did."""
	for name in frappe.get_all(VISIT, {"family": ["in", families]}, pluck="name", order_by="name")[::20]:
		visit = frappe.get_doc(VISIT, name)
		stored = {field: visit.get(field) for field in DERIVED}
		visit.signature_mode = None
		for rule in (visit.set_times, visit.set_kind_facts, visit.set_people, visit.set_signature_mode):
			rule()
		yield from (f"{name} {field}" for field in DERIVED if visit.get(field) != stored[field])
	for name in frappe.get_all(CARD, {"family": ["in", families]}, pluck="name", order_by="name")[::5]:
		card = frappe.get_doc(CARD, name)
		stored = {field: card.get(field) for field in SUMS}
		rows = [row.visit for row in card.rows]
		card.set_rows()
		yield from (f"{name} {field}" for field in SUMS if card.get(field) != stored[field])
		yield from (f"{name} rows" for _once in range(rows != [row.visit for row in card.rows]))


def read_contents(doctype: str, families: list[str]) -> Counter:
	"""Return how often each content occurs: everything but numbers, hours of writing and keys."""
	fields = {
		VISIT: [
			"representative",
			"visit_date",
			"from_time",
			"minutes",
			"kind",
			"people",
			"course",
			"assistant",
		],
		CARD: ["representative", "month", "assistant", "workflow_state", "total_minutes"],
		NOTE: ["child", "day", "presence", "mood", "behaviour"],
		"Family Assessment": ["representative", "assessment_date", "kind", "parenting", "income_total"],
		**SPECIALISTS,
		**CHOSEN,
	}
	rows = frappe.get_all(
		doctype, {"family": ["in", families]}, fields[doctype], as_list=True, order_by="name"
	)
	return Counter(tuple(map(str, row)) for row in rows)


# what it holds


def test_it_has_its_families_and_doubles_nothing(small):
	assert small.made == FAMILIES
	assert small.made_again == 0


def test_it_has_a_case_of_every_kind(small):
	assert {UNDER_SUPPORT, MONITORED, CASE_CLOSED, TURNED_DOWN} <= set(small.statuses)
	assert {COURT, FOR_LIFE, MINOR_PARENT} <= small.bases


def test_every_rule_between_documents_holds(small):
	assert small.broken == []


def test_nothing_in_either_demo_contradicts(small):
	assert small.contradictions == []


def test_what_was_inserted_in_bulk_is_what_the_document_would_store(small):
	assert small.unlike_the_document == []


def test_it_has_a_year_of_work(small):
	days = [date.fromisoformat(day) for _family, day, *_rest in small.contents[VISIT]]
	assert len(days) > 60 * 6
	assert max(days) < getdate() and max(days) > getdate() - timedelta(days=14)
	assert min(days) < getdate() - timedelta(days=365)
	assert all(is_workday(day) for day in days)


def test_it_has_what_specialists_write(small):
	assert all(small.contents[doctype] for doctype in SPECIALISTS)
	answered = [row for row in small.contents["Delegated Task"] if row[5] != PENDING]
	assert answered and all(result != "None" for *_row, result in answered)


def test_screenings_are_done_and_due(small):
	days = [date.fromisoformat(due) for _child, _tool, _on, _result, due, _by in small.contents["Screening"]]
	assert min(days) < getdate() < max(days)


def test_each_part_of_the_work_has_documents(small):
	assert small.parts_without_documents == []
	assert all(small.contents[doctype] for doctype in CHOSEN)


def test_what_is_there_once_is_not_doubled(small):
	assert all(small.of_the_office.values())
	assert small.of_the_office_again == small.of_the_office


def test_supporting_families_are_proposed_and_agreed(small):
	rows = small.contents["Supporting Family"]
	found = {(opinion == "Positive", docstatus) for _people, _on, opinion, docstatus, _costs in rows}
	assert {(False, "0"), (True, "1")} <= found
	assert max(float(costs) for *_rest, costs in rows) > 0


def test_what_participants_said_of_a_supervision_is_shown(small):
	assert small.sessions_with_feedback == 2


def test_children_of_the_centres_are_in_their_groups(small):
	groups = {group for _child, _centre, group, _signed in small.contents["Day Centre Enrolment"]}
	signed = {signed for *_rest, signed in small.contents["Day Centre Enrolment"]}
	assert groups == {"Młodsi", "Starsi"}
	assert "None" in signed and len(signed) > 1


def test_an_answer_from_outside_waits_for_the_manager(small):
	[(state, answered_by, _text)] = small.contents["Outside Answer"]
	assert state == outside_answers.TO_DECIDE
	assert answered_by != "None"


def test_it_comes_out_the_same_every_time(small):
	assert make_and_undo().contents == small.contents


# the plan of all families


def test_the_plan_has_forty_families_and_every_ending():
	plans = read(PLANS)["families"]
	ends = {plan["end"]["reason"] for plan in plans if "end" in plan}
	ways = {plan["way"] for plan in plans}
	assert len(plans) == len(read(POOLS)["surnames"]) == 40
	assert {plan["worker"] for plan in plans} == {0, 1, 2}
	assert {reason["reason_name"] for reason in read_dictionaries()["Closing Reason"]} == ends
	assert {INTERVIEW, OWN_APPLICATION, COURT_ORDER, requests.FOR_LIFE, requests.MINOR_PARENT} <= ways


def test_what_a_plan_names_is_in_the_pools():
	plans, pools = read(PLANS)["families"], read(POOLS)
	for key, pool in (
		("supporting", "supporting"),
		("request", "requests"),
		("intervention", "interventions"),
	):
		key_of_place = "people" if key == "supporting" else "place"
		named = {plan[key][key_of_place] for plan in plans if key in plan}
		assert named == set(range(len(pools[pool]))), key
	joined = {place for plan in plans for place in plan.get("groups", ())}
	outings = {place for place, group in enumerate(pools["groups"]) if "centre" in group}
	assert joined | outings == set(range(len(pools["groups"]))) and not joined & outings


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 31)])
def test_holidays_of_a_centre_are_ahead(today):
	winter, summer = get_breaks(today)
	assert winter["is_closed"] and winter["from_date"] > today
	assert today <= summer["until_date"] < today.replace(year=today.year + 1)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 9, 1)])
def test_every_family_fits_its_plan_on_any_day(today):
	pools, phones = read(POOLS), set()
	for number, plan in enumerate(read(PLANS)["families"]):
		household = make_household(number, plan, pools, today, Random(number))
		again = make_household(number, plan, pools, today, Random(number))
		ages = [get_age(child.birth_date, today) for child in household.children]
		assert household == again
		assert ages == plan["children"]
		assert len({child.full_name for child in household.children}) == len(ages)
		phones.add(household.mother.full_name)
	assert len(phones) == 40


def test_nobody_of_the_section_has_a_name_of_the_story():
	pools = read(POOLS)
	of_section = {name for pair in pools["surnames"] for name in pair}
	files = (
		CASE_FILE,
		CASE_FILE.with_name("za-zyciem.json"),
		CASE_FILE.with_name("lipowa-gora-zakonczona.json"),
	)
	story = {row["full_name"].split()[-1] for file in files for row in read(file)["family"]["members"]}
	workers = {row["full_name"].split()[-1] for row in (*read(CASE_FILE)["workers"], *pools["workers"])}
	assert not of_section & (story | workers)


# days, ages, diary


@pytest.mark.parametrize(
	("day", "expected"),
	[
		(date(2026, 11, 11), date(2026, 11, 12)),
		(date(2026, 4, 6), date(2026, 4, 7)),
		(date(2026, 6, 4), date(2026, 6, 5)),
		(date(2026, 12, 24), date(2026, 12, 28)),
		(date(2026, 11, 26), date(2026, 11, 26)),
	],
)
def test_nobody_works_on_holidays(day, expected):
	assert workday(day) == expected


def test_a_workday_is_not_after_the_last_day():
	assert workday(date(2026, 11, 14), not_after=date(2026, 11, 15)) == date(2026, 11, 13)


@pytest.mark.parametrize(
	("born", "day", "number", "words"),
	[
		("2019-12-31", "2026-09-01", 1, "uczennica kl. I"),
		("2019-12-31", "2026-08-31", 0, "przedszkolak"),
		("2012-01-01", "2026-11-26", 8, "uczennica kl. VIII"),
		("2011-12-31", "2026-11-26", 9, "uczennica szkoły średniej"),
		("2024-02-01", "2026-11-26", -4, "–"),
	],
)
def test_a_child_does_what_its_age_allows(born, day, number, words):
	child = Person("Pola Próbna", date.fromisoformat(born), "córka")
	assert get_class(child.birth_date, date.fromisoformat(day)) == number
	assert describe_child(child, date.fromisoformat(day))[0] == words


def test_a_diary_gives_each_time_once():
	diary, day = Diary(), date(2026, 11, 26)
	starts = [diary.book("worker", day, 10 * 60, 120) for _contact in range(6)]
	taken = sorted(start for start in starts if start is not None)
	assert starts[0] == 10 * 60 and starts[-1] is None
	assert all(later - earlier >= 135 for earlier, later in pairwise(taken))
	assert diary.book("another", day, 10 * 60, 120) == 10 * 60
