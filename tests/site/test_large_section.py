"""A large section's deadlines are chosen by the database, and are those that the register makes of every family.

The families are of random courses: each had several things happen that a clock, a status or a basis looks at.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count as numbers_from
from random import Random

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.clocks import digest, ordinary, section
from opsfamily.clocks.calendar import deadline_events
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.ordinary import Window
from opsfamily.clocks.register import CLOCKS, get_deadlines
from opsfamily.core import basis, deadlines, meanings, requests
from opsfamily.core.assignments import ASSISTANT, COORDINATOR, MANAGER, SOCIAL_WORKER, SUBSTITUTE
from opsfamily.core.closing import MONITORING_RUNS
from opsfamily.core.court_opinion import WAITS
from opsfamily.core.notifications import NEW
from opsfamily.core.outcomes import PENDING
from opsfamily.core.planned_visits import PLANNED
from opsfamily.notify import acting_as_reader
from opsfamily.ops_casework.report.deadlines.deadlines import execute
from opsfamily.tests.factories import email
from tests.perf import sizes

SIZE = sizes.Size(24, 3, 3)
SEEDS = range(4)
WORKERS = ("section.1@example.com", "section.2@example.com", email("social_worker"), sizes.COORDINATOR)
NUMBERS = numbers_from()
SHEET, TEMPLATE_DOCTYPE, TEMPLATE = "Family Sheet", "Sheet Template", "Arkusz dużego oddziału"


def test_every_clock_goes_one_way():
	"""A new clock is either told by the database, or the families that may have it are named, or it needs neither."""
	ways = [*ordinary.COMMON, *ordinary.UNUSUAL, *ordinary.NEVER]
	assert sorted(ways) == sorted(CLOCKS)


# Families of random courses


def put(doctype: str, **values) -> None:
	"""Write a document as it is, whatever its rules would say."""
	frappe.get_doc({"doctype": doctype, "name": f"RANDOM-{next(NUMBERS)}", **values}).db_insert()


class Course:
	"""Things that happen to a family, drawn at random."""

	def __init__(self, random: Random, number: int):
		self.random, self.number, self.family = random, number, f"SEC-{number}"

	def day(self) -> date:
		offset = self.random.choice((-400, -200, -100, -40, -15, -3, -1, 0, 1, 3, 15, 40, 200))
		return getdate(add_days(getdate(), offset))

	def perhaps(self, value):
		return self.random.choice((value, None))

	def happen(self) -> None:
		self.random.choice(self.EVENTS)(self)

	def close(self) -> None:
		values = {"docstatus": self.random.choice((0, 1, 1, 1)), "closing_date": self.day()}
		until = self.perhaps(self.day())
		values |= {"monitoring_until": until, "reopened_on": self.perhaps(self.day())}
		values["final_assessment"] = self.perhaps(f"SEC-ASS-{self.number}")
		put("Case Closing", family=self.family, monitoring_status=until and MONITORING_RUNS, **values)

	def is_taken_over(self) -> None:
		field = self.random.choice(("ended_before", "assistant_since", "last_assessment_on"))
		frappe.db.set_value("Family", self.family, field, self.day())

	def gets_somebody(self) -> None:
		part = self.random.choice((ASSISTANT, SUBSTITUTE, SOCIAL_WORKER, MANAGER, COORDINATOR))
		values = {"part": part, "user": self.random.choice(WORKERS), "full_name": self.perhaps("Ktoś Inny")}
		days = {"from_date": self.day(), "until_date": self.perhaps(self.day())}
		put("Case Assignment", family=self.family, **values, **days)

	def loses_assistant(self) -> None:
		field = self.random.choice(("from_date", "until_date"))
		frappe.db.set_value("Case Assignment", f"SEC-ASG-{self.number}", field, self.day())

	def is_reported(self) -> None:
		values = {"status": self.random.choice((NEW, "Closed")), "interview_due": self.perhaps(self.day())}
		values |= {"answer_due": self.perhaps(self.day()), "answered_on": self.perhaps(self.day())}
		days = {"received_on": self.day(), "closed_on": self.perhaps(self.day())}
		put("Family Notification", family=self.family, **values, **days)

	def is_asked_for(self) -> None:
		states = (
			meanings.SENT,
			meanings.ACCEPTED,
			meanings.ACCEPTED,
			meanings.REFUSED,
			meanings.BEING_WRITTEN,
		)
		bases = (requests.INTERVIEW, requests.COURT_ORDER, requests.MINOR_PARENT, requests.FOR_LIFE)
		values = {"docstatus": self.random.choice((0, 1, 1, 2)), "state_meaning": self.random.choice(states)}
		values |= {"basis": self.random.choice(bases), "decision_date": self.perhaps(self.day())}
		days = {"request_date": self.day(), "sent_on": self.day(), "withdrawn_on": self.perhaps(self.day())}
		put("Assistant Request", family=self.family, **values, **days)

	def applies(self) -> None:
		days = {"application_received_on": self.day(), "handed_on": self.perhaps(self.day())}
		put("Support Catalogue", family=self.family, person="Zofia Testowa", **days)

	def gets_basis(self) -> None:
		kind = self.random.choice((basis.FOR_LIFE, basis.COURT, basis.CONSENT))
		days = {"from_date": self.day(), "until_date": self.perhaps(self.day())}
		parent = {"parent": self.family, "parenttype": "Family", "parentfield": "bases"}
		put("Family Basis", basis=kind, **days, **parent)

	def is_assessed(self) -> None:
		kind = self.random.choice(("Initial", "Periodic", "Final"))
		values = {"docstatus": self.random.choice((0, 1, 1, 2)), "kind": kind}
		days = {"assessment_date": self.day(), "next_due": self.perhaps(self.day())}
		put("Family Assessment", family=self.family, **values, **days)

	def was_never_assessed(self) -> None:
		doctype = self.random.choice(("Family Assessment", "Family Work Plan"))
		frappe.db.delete(doctype, {"family": self.family})

	def gets_schedule(self) -> None:
		values = {
			"docstatus": self.random.choice((0, 1)),
			"status": self.random.choice(("Running", "Replaced")),
		}
		put("Action Schedule", family=self.family, evaluation_date=self.perhaps(self.day()), **values)

	def is_evaluated(self) -> None:
		schedule, docstatus = f"SEC-HAR-{self.number}", self.random.choice((0, 1))
		put("Work Plan Evaluation", family=self.family, schedule=schedule, docstatus=docstatus)

	def gets_action(self) -> None:
		values = {
			"party": self.random.choice(("Family", "Social Worker", "Other Party")),
			"action": "rozmowa",
		}
		values |= {"outcome": self.random.choice((PENDING, "Done")), "due_date": self.perhaps(self.day())}
		put("Scheduled Action", family=self.family, action_key=f"RANDOM-{next(NUMBERS)}", **values)

	def keeps_card(self) -> None:
		card = f"SEC-KCP-{self.random.choice((0, 1, 2))}-{self.number}"
		if self.random.random() < 0.5:
			frappe.db.delete("Assistant Timesheet", {"name": card})
		else:
			frappe.db.set_value(
				"Assistant Timesheet", card, {"docstatus": 0, "state_meaning": meanings.RETURNED}
			)

	def meets_others(self) -> None:
		"""Happen one of the things whose every open document is a deadline."""
		family, day, later = {"family": self.family}, self.day(), self.perhaps(self.day())
		worker = self.random.choice(WORKERS)
		documents = (
			("Authorisation", {"docstatus": 1, "person": "Jan", "assistant": worker, "until_date": day, "withdrawn_on": later}),
			("Foster Placement", {"child": "Ola", "next_plan_due": day, "until_date": later}),
			("Court Opinion", {"due_date": day, "asked_by": "Sąd", "signed_by": worker, "approval": WAITS}),
			("Monitoring Contact", {"contact_date": day, "worker": worker, "next_on": later}),
			("Case Conference", {"conference_date": day, "organiser": worker, "docstatus": self.random.choice((0, 1))}),
			("Screening", {"child": "Ola", "tool": "ASQ-3", "screened_on": day, "performed_by": worker, "next_due": later}),
			("Specialist Help", {"kind": "psycholog", "help_date": day, "worker": worker, "follow_up_on": later}),
			("Consultation", {"consultation_date": day, "consultant": worker, "follow_up_on": later}),
			("Consultation Request", {"topic": "sen", "wanted_by": day, "consultant": worker, "status": self.random.choice(("Waiting", "Held"))}),
			("Delegated Task", {"task": "opinia", "given_to": worker, "due_date": day, "outcome": PENDING}),
			("Planned Visit", {"worker": worker, "planned_on": day, "status": PLANNED}),
			("Case Analysis", {"analysis_date": day, "docstatus": 1}),
			(SHEET, {"template": TEMPLATE, "sheet_date": day, "docstatus": self.random.choice((0, 1))}),
			(SHEET, {"template": TEMPLATE, "sheet_date": day, "docstatus": 1}),
		)  # fmt: skip
		doctype, values = self.random.choice(documents)
		put(doctype, **family, **values)

	EVENTS = (
		close,
		is_taken_over,
		gets_somebody,
		loses_assistant,
		is_reported,
		is_asked_for,
		is_asked_for,
		applies,
		gets_basis,
		is_assessed,
		was_never_assessed,
		gets_schedule,
		is_evaluated,
		gets_action,
		keeps_card,
		meets_others,
		meets_others,
	)


def make_sheets(random: Random) -> None:
	"""A sheet of the office with random days, which some of the ordinary families have as well."""
	days = {"first_after_days": random.choice((0, 30)), "interval_days": random.choice((0, 90))}
	put(TEMPLATE_DOCTYPE, name=TEMPLATE, part=random.choice((ASSISTANT, SOCIAL_WORKER)), **days)
	for number in range(2, SIZE.families + 1, 4):
		day = getdate(add_days(getdate(), -random.randint(0, 200)))
		put(SHEET, family=f"SEC-{number}", template=TEMPLATE, sheet_date=day, docstatus=1)


def make_random_section(seed: int) -> None:
	"""Of each two families one is as all others are; the next has up to four things happen to it."""
	sizes.insert(SIZE)
	random = Random(seed)
	make_sheets(random)
	for number in range(1, SIZE.families + 1, 2):
		for _event in range(random.randint(1, 4)):
			Course(random, number).happen()


@pytest.fixture
def as_large(monkeypatch) -> Callable:
	"""Have every section taken for a large one, and every way counted that a question went."""
	monkeypatch.setattr(section, "SMALL_SECTION", 0)


@pytest.fixture(params=SEEDS)
def random_section(request, site, as_large) -> Iterator[None]:
	make_random_section(request.param)
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	forget_users()


def forget_users() -> None:
	for number in range(1, SIZE.assistants + 1):
		frappe.clear_cache(user=f"section.{number}@example.com")
	frappe.clear_cache(user=sizes.COORDINATOR)


def get_windows() -> list[Window]:
	today = getdate()
	days = [getdate(add_days(today, offset)) for offset in (-1, 0, 1, 30)]
	return [
		Window(),
		*(Window(clock) for clock in (*CLOCKS, TEMPLATE)),
		*(Window(last=day) for day in days),
		Window(first=days[0], last=days[3]),
		*(Window(worker=worker) for worker in WORKERS),
		Window(deadlines.CARD, last=days[2], worker=WORKERS[0]),
	]


def test_the_first_ones_are_those_of_all(random_section):
	frappe.set_user(sizes.COORDINATOR)
	whole = get_deadlines(Cases())
	others = ordinary.find_others(getdate()).asked
	# Each way is gone.
	told = {row.family for row in whole if row.family.startswith("SEC-")} - set(others)
	assert len(told) >= SIZE.families / 3
	assert set(others) & {row.family for row in whole}
	for window in get_windows():
		of_window = [row for row in whole if window.holds(row)]
		for limit in (0, 3, 1_000):
			found = section.find(window, limit)
			assert found.deadlines == section.take_first(of_window, limit), window
			assert found.numbers == section.count(of_window), window


def test_of_the_demo_section_as_well(as_large, demo):
	from opsfamily.setup import demo as demo_office

	demo_office.section(6)
	whole = get_deadlines(Cases())
	for window in get_windows():
		of_window = [row for row in whole if window.holds(row)]
		found = section.find(window, 5)
		assert found.deadlines == section.take_first(of_window, 5), window
		assert found.numbers == section.count(of_window), window


@pytest.mark.parametrize("user", [sizes.COORDINATOR, email("coordinator"), email("head"), email("assistant")])
def test_the_digest_tells_the_same(random_section, user):
	with acting_as_reader(user):
		for recorded in (set(), get_half_of_notices(user)):
			cases = digest.get_cases_to_tell(user, recorded)
			assert get_news(user, cases, recorded) == get_news(user, Cases(), recorded)


def get_half_of_notices(user: str) -> set[tuple]:
	keys = [digest.get_key(row.deadline, row.stages[0]) for row in digest.get_notices(user, Cases())]
	return set(Random(1).sample(keys, len(keys) // 2))


def get_news(user: str, cases: Cases, recorded: set[tuple]) -> list:
	return [notice for notice in digest.get_notices(user, cases) if digest.is_new(notice, recorded)]


# What the screens make of it


@pytest.fixture
def large(site, as_large, monkeypatch) -> Iterator[None]:
	make_random_section(1)
	frappe.set_user(sizes.COORDINATOR)
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	forget_users()


def test_what_terminy_leaves_out_is_counted(large, monkeypatch):
	everything = execute({"all_rows": 1})
	monkeypatch.setattr("opsfamily.ops_casework.report.deadlines.deadlines.ROWS_OF_A_PART", 4)
	few = execute({})
	for field in ("overdue", "soon", "reached"):
		assert sum_of(few[1], field) == sum_of(everything[1], field) > 0
	assert few[3:] == everything[3:]
	rows = [row for row in few[1] if not row.get("is_part")]
	assert len(rows) == 8
	assert rows[:4] == [row for row in everything[1] if not row.get("is_part")][:4]
	rest = [row["clock_label"] for row in few[1] if row.get("is_part")]
	assert [label.split(":")[0] for label in rest if label.startswith("jeszcze")] == [
		f"jeszcze {number}" for number in count_parts(everything[1], minus=4)
	]


def sum_of(rows: list[dict], field: str) -> int:
	return sum(row.get(field, 0) for row in rows)


def count_parts(rows: list[dict], minus: int) -> list[int]:
	parts = Counter(row["statutory"] for row in rows if not row.get("is_part"))
	return [parts[1] - minus, parts[0] - minus]


def test_a_full_calendar_of_deadlines_shows_the_number_of_each_day(large, monkeypatch):
	days = {"start": str(add_days(getdate(), -20)), "end": str(add_days(getdate(), 20))}
	each = Counter(str(event["start"]) for event in deadline_events(**days))
	monkeypatch.setattr("opsfamily.clocks.calendar.MOST_EVENTS", 5)
	events = deadline_events(**days)
	assert all(event["is_sum"] for event in events)
	assert {str(event["start"]): int(event["title"].split(": ")[1]) for event in events} == dict(each)
	assert events[0]["title"].startswith("Po terminie: ")


def test_an_office_with_sheets_or_clocks_of_its_own_is_answered_as_well(large):
	row = {"clock_name": "Rocznica", "document_kind": "Family Assessment", "date_field": "assessment_date"}
	settings = frappe.get_doc("OPS Settings")
	settings.append(
		"own_clocks", {**row, "days": 365, "part": ASSISTANT, "counted": "From the Last Document"}
	)
	frappe.set_user("Administrator")
	settings.save()
	frappe.set_user(sizes.COORDINATOR)
	whole = [row for row in get_deadlines(Cases()) if row.clock == "Rocznica"]
	assert whole
	assert section.find(Window("Rocznica"), 3).numbers == section.count(whole)
