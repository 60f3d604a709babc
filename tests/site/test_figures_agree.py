"""Each figure of a report is counted once more, day by day and in plain Python, over the documents of a whole section.

Written from what the office reports, not from the code of the figures: a family is walked through every day of two
years, and what it was on that day is asked of its documents.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

import frappe

from opsfamily.case.employment import get_norm_minutes
from opsfamily.case.travel import get_travel
from opsfamily.core.figures.register import FIGURES, compute
from opsfamily.ops_figures.loading import load_facts
from opsfamily.tests.make_section import CLASSES, FIRST, LAST, make_section

FAMILIES = 60
PERIODS = (
	(date(2024, 7, 1), date(2024, 12, 31)),
	(date(2025, 1, 1), date(2025, 12, 31)),
	(date(2025, 3, 1), date(2025, 3, 31)),
)
DAY = timedelta(days=1)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
SUPPORT, MONITORING, CLOSED, WAITING, BEFORE = "support", "monitoring", "closed", "waiting", "before"
BASIS_OF = {
	"Interview and Analysis": "Family Consent",
	"Own Application": "Family Consent",
	"Za Życiem": "Za Życiem",
	"Court Order": "Court Order",
	"Minor Parent": "Minor Parent",
}


class Walked:
	"""A family's documents, and what it was on every day."""

	def __init__(self, name: str):
		self.name = name
		self.days, self.events = {}, []
		self.requests = self.read("Assistant Request", docstatus=1)
		self.assignments = [
			row for row in self.read("Case Assignment") if row.part in ("Family Assistant", "Substitute")
		]
		self.closings = self.read("Case Closing", docstatus=1)
		self.visits = self.read("Family Visit")
		self.placements = self.read("Foster Placement")
		self.members = frappe.get_all(
			"Family Member", {"parent": name, "parenttype": "Family"}, ["*"], order_by="idx"
		)
		self.walk()

	def read(self, doctype: str, **filters) -> list:
		return frappe.get_all(doctype, {"family": self.name, **filters}, ["*"], order_by="creation, name")

	def has_assistant(self, day: date) -> bool:
		return any(
			row.from_date <= day and (not row.until_date or day <= row.until_date) for row in self.assignments
		)

	def is_granted(self, day: date) -> bool:
		return any(
			row.workflow_state == "Request Assigned" and row.decision_date <= day for row in self.requests
		)

	def walk(self) -> None:
		state, closing = BEFORE, None
		for day in DAYS:
			if closing and closing.reopened_on == day:
				state, closing = WAITING, None
			if state in (BEFORE, WAITING) and not closing:
				# Before its reopening a case waits; else the resolution comes first.
				if self.has_assistant(day) and (state == WAITING or self.is_granted(day)):
					self.events.append(
						("again" if any(e[0] == "begun" for e in self.events) else "begun", day)
					)
					state = SUPPORT
			ending = next((row for row in self.closings if row.closing_date == day), None)
			if ending:
				if state == SUPPORT:
					self.events.append(("ended", day))
				state, closing = MONITORING if ending.monitoring_until else CLOSED, ending
			elif state == MONITORING and day > closing.monitoring_until:
				state = CLOSED
			self.days[day] = state
		self.ended_on = {day for event, day in self.events if event == "ended"}

	def is_supported(self, day: date) -> bool:
		"""Return whether the day is one of a spell; the day of the closing is its last."""
		return self.days[day] == SUPPORT or day in self.ended_on

	def supported_days(self, first: date, last: date) -> list[date]:
		return [day for day in DAYS if first <= day <= last and self.is_supported(day)]

	def kinds(self, day: date) -> set[str]:
		found = set()
		for row in self.requests:
			first = {"Court Order": row.court_date, "Za Życiem": row.application_date}.get(
				row.basis, row.decision_date
			)
			if row.workflow_state == "Request Assigned" and first <= day:
				found.add(BASIS_OF[row.basis])
		if any(row.application_received_on <= day for row in self.read("Support Catalogue")):
			found.add("Za Życiem")
		return found


@pytest.fixture
def walked(site) -> list[Walked]:
	frappe.db.set_single_value("OPS Settings", "counts_travel", 1)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	# Families of other tests and of the demo case are outside: figures are asked of these alone.
	return [Walked(name) for name in make_section(FAMILIES)]


def in_period(day, first: date, last: date) -> bool:
	return day is not None and first <= day <= last


def test_every_figure_agrees(walked):
	names = {family.name for family in walked}
	for first, last in PERIODS:
		facts = load_facts(first, last).of_families(names)
		expected = dict(count(walked, first, last))
		found = {key: compute(facts, *key).value for key in expected}
		assert {figure for figure, _part in expected} == set(FIGURES)
		differing = {key: (expected[key], found[key]) for key in expected if expected[key] != found[key]}
		assert differing == {}, (first, last)
		# A section in which nothing happens would agree with anything.
		assert sum(bool(value) for value in expected.values()) > 25


def count(walked: list[Walked], first: date, last: date):
	"""Yield (figure, part) and its value."""
	days = {family.name: family.supported_days(first, last) for family in walked}
	f1 = [family for family in walked if any(family.has_assistant(day) for day in days[family.name])]
	yield ("Families Supported", ""), len(f1)
	yield from count_contacts(walked, f1, days, first, last)
	yield from count_bases(f1, days, last)
	yield from count_flow(walked, first, last)
	yield from count_ends(walked, first, last)
	yield from count_children(walked, f1, days, first, last)
	yield from count_papers(walked, f1, first, last)
	yield from count_answers(walked, first, last)
	yield from count_assessments(walked, first, last)
	yield from count_centres(walked, first, last)
	yield from count_groups(walked, first, last)
	yield from count_child_cards(walked, first, last)
	yield from count_agreements(first, last)
	yield from count_supporting(walked, first, last)
	yield from count_cards(walked, first, last)
	yield from count_staff(first, last)
	yield from count_loads(walked, days, last)


def count_contacts(walked, f1, days, first, last):
	contacts, minutes, met = Counter(), Counter(), defaultdict(set)
	for family in walked:
		visits = [row for row in family.visits if in_period(row.visit_date, first, last)]
		for row in visits:
			minutes[row.nature] += row.minutes
			met[family.name].add(row.nature)
		for nature in {row.nature for row in visits}:
			own = [row for row in visits if row.nature == nature]
			contacts[nature] += count_together(own) if nature == "Direct Contact" else len(own)
	attempts = "Attempted Contact"
	yield ("Families Without Contact", ""), sum(not met[family.name] - {attempts} for family in f1)
	for nature in ("Direct Contact", "Indirect Contact", "Phone Contact", attempts, "Other Contact"):
		yield ("Contacts", nature), contacts[nature]
		yield ("Contact Hours", nature), minutes[nature]
	yield ("Contacts", ""), sum(contacts.values()) - contacts[attempts]
	yield ("Contact Hours", ""), sum(minutes.values()) - minutes[attempts]
	months = (last.year - first.year) * 12 + last.month - first.month + 1
	of_f1 = [count_met(family, first, last) for family in f1]
	number = sum(each[0] for each in of_f1) / len(f1) / months
	yield ("Contacts per Family", ""), round(number, 1)
	yield ("Contact Hours per Family", ""), round(sum(each[1] for each in of_f1) / len(f1) / months)
	longest, running = {}, {}
	for family in f1:
		direct = {row.visit_date for row in family.visits if row.nature == "Direct Contact"}
		longest[family.name] = run = 0
		before = None
		for day in days[family.name]:
			run = 0 if day in direct else (run + 1 if before == day - DAY else 1)
			before = day
			longest[family.name] = max(longest[family.name], run)
		running[family.name] = count_back(family, direct, last)
	yield ("Longest Gap", ""), max(longest.values())
	yield ("Running Gap", ""), max(running.values())
	for limit in (14, 30):
		yield ("Families With a Gap", str(limit)), sum(value > limit for value in longest.values())


def count_met(family: Walked, first: date, last: date) -> tuple[int, int]:
	"""Return the contacts with one family in the period and their minutes, without attempts."""
	visits = [
		row
		for row in family.visits
		if in_period(row.visit_date, first, last) and row.nature != "Attempted Contact"
	]
	direct = [row for row in visits if row.nature == "Direct Contact"]
	return len(visits) - len(direct) + count_together(direct), sum(row.minutes for row in visits)


def is_waiting(family: Walked, day: date) -> bool:
	"""Return whether nobody came yet: after the head's resolution or a reopening; an order waits from its request."""
	if family.days[day] == WAITING:
		return True
	return family.days[day] == BEFORE and any(
		row.workflow_state == "Request Assigned"
		and (row.request_date if row.basis in ("Court Order", "Minor Parent") else row.decision_date) <= day
		for row in family.requests
	)


def count_together(visits) -> int:
	"""Count contacts: two workers in one home at one time are one."""
	joined = 0
	for number, row in enumerate(visits):
		for other in visits[:number]:
			same_day = other.visit_date == row.visit_date and other.assistant != row.assistant
			begin, end = row.from_time, row.from_time + timedelta(minutes=row.minutes)
			if (
				same_day
				and other.from_time < end
				and begin < other.from_time + timedelta(minutes=other.minutes)
			):
				joined += 1
				break
	return len(visits) - joined


def count_back(family: Walked, direct: set, last: date) -> int:
	"""Count the days back from the last day on which nobody was met, as far as the support reaches."""
	number, day = 0, last
	while day in family.days and family.days[day] == SUPPORT and day not in direct:
		number, day = number + 1, day - DAY
	return number


def count_bases(f1, days, last):
	order = ("Court Order", "Minor Parent", "Family Consent", "Za Życiem")
	main = Counter()
	for family in f1:
		kinds = family.kinds(days[family.name][-1] if days[family.name][-1] < last else last)
		main[next((kind for kind in order if kind in kinds), "No Basis on Record")] += 1
	for kind in (*order, "No Basis on Record"):
		yield ("Families by Basis", kind), main[kind]
	under_order = [f for f in f1 if any("Court Order" in f.kinds(day) for day in days[f.name])]
	yield ("Families Under Order", ""), len(under_order)


def count_flow(walked, first, last):
	events = Counter(
		event for family in walked for event, day in family.events if in_period(day, first, last)
	)
	yield ("Families Begun", ""), events["begun"]
	yield ("Families Taken Up Again", ""), events["again"]
	yield ("Supports Ended", ""), events["ended"]
	yield ("Families Before the Period", ""), sum(f.days[first - DAY] == SUPPORT for f in walked)
	yield ("Families Under Support", ""), sum(f.days[last] == SUPPORT for f in walked)
	yield ("Families Monitored", ""), sum(f.days[last] == MONITORING for f in walked)
	yield ("Families Waiting", ""), sum(is_waiting(f, last) for f in walked)
	refused = [
		row
		for family in walked
		for row in family.requests
		if row.workflow_state == "Request Refused" and in_period(row.decision_date, first, last)
	]
	yield ("Requests Refused", ""), len(refused)
	yield ("Requests Refused", "No Need Found"), sum(row.refusal_code == "No Need Found" for row in refused)
	waits = []
	for family in walked:
		began = next((day for event, day in family.events if event == "begun"), None)
		if in_period(began, first, last):
			row = next(row for row in family.requests if row.workflow_state == "Request Assigned")
			received = frappe.db.get_value("Family Notification", row.notification, "received_on")
			start = {"Court Order": row.court_date, "Interview and Analysis": received}.get(
				row.basis, row.application_date
			)
			waits.append((began - (start or row.request_date)).days)
	yield ("Days Until the Assistant", "mean"), round(sum(waits) / len(waits), 1) if waits else None
	yield ("Days Until the Assistant", "longest"), max(waits, default=None)


def count_ends(walked, first, last):
	classes, last_class, lengths, days, back = Counter(), {}, Counter(), [], 0
	for family in walked:
		began = None
		for event, day in family.events:
			if event != "ended":
				began = day
			elif in_period(day, first, last):
				closing = next(row for row in family.closings if row.closing_date == day)
				kind = closing.statistical_class or "Not Classified"
				classes[kind] += 1
				last_class[family.name] = kind
				days.append((day - began).days + 1)
				lengths[get_length(began, day)] += 1
		for row in family.closings:
			if in_period(row.reopened_on, first, last):
				back += row.reopened_on <= add_year(row.closing_date)
	for kind in (*CLASSES[:-1], "Not Classified"):
		yield ("Endings", kind), classes[kind]
		yield ("Families Ended", kind), Counter(last_class.values())[kind]
	yield ("Endings", ""), sum(classes.values())
	yield ("Families Ended", ""), len(last_class)
	for part in ("0-3", "3-12", "12-"):
		yield ("Length of Support", part), lengths[part]
	yield ("Mean Length of Support", ""), round(sum(days) / len(days), 1) if days else None
	yield ("Returns Within a Year", ""), back
	contacts = [row for family in walked for row in family.read("Monitoring Contact")]
	held = [row for row in contacts if row.kind != "nieobecność rodziny w domu"]
	yield ("Monitoring Contacts", ""), sum(in_period(row.contact_date, first, last) for row in held)


def get_length(began: date, ended: date) -> str:
	months = (ended.year - began.year) * 12 + ended.month - began.month + (ended.day > began.day) - 0
	return "0-3" if months <= 3 else "3-12" if months <= 12 else "12-"


def add_year(day: date) -> date:
	return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def count_children(walked, f1, days, first, last):
	bands, certified, undated = Counter(), 0, 0
	for family in walked:
		for row in family.members:
			if not row.birth_date:
				undated += bool([day for day in days[family.name] if not row.left_on or day <= row.left_on])
				continue
			majority = date(row.birth_date.year + 18, row.birth_date.month, min(row.birth_date.day, 28))
			own = [
				day
				for day in days[family.name]
				if row.birth_date <= day and (not row.left_on or day <= row.left_on) and day < majority
			]
			if own:
				counted_on = days[family.name][-1]
				born = row.birth_date
				years = (
					counted_on.year
					- born.year
					- ((counted_on.month, counted_on.day) < (born.month, born.day))
				)
				bands[min(years, 18)] += 1
				certified += bool(row.has_disability and row.disability_from <= counted_on)
	for part in ("0-2", "3-6", "7-12", "13-15", "16-17", "18-18"):
		low, high = map(int, part.split("-"))
		yield ("Children", "18" if low == 18 else part), sum(bands[age] for age in range(low, high + 1))
	yield ("Children", ""), sum(bands.values())
	yield ("Children With a Certificate", ""), certified
	yield ("Members Without a Birth Date", ""), undated
	placements = [(family.name, family.placements) for family in f1]

	def in_care(day):
		return sum(
			any(r.since <= day and (not r.until_date or day <= r.until_date) for r in rows)
			for _f, rows in placements
		)

	yield ("Children in Care Before", ""), in_care(first)
	yield ("Children in Care", ""), in_care(last)
	firsts = [rows[0].since for _f, rows in placements if rows]
	yield ("Children Placed", ""), sum(in_period(day, first, last) for day in firsts)
	ends = Counter(
		r.end_code for _f, rows in placements for r in rows if in_period(r.until_date, first, last)
	)
	yield ("Placements Ended", "Returned Home"), ends["Returned Home"]
	yield ("Placements Ended", "Stays in Care of Age"), ends["Stays in Care of Age"]
	yield ("Placements Ended", "other"), ends["Adoption"]


def get_days_alone(family) -> dict:
	"""Area of competence → the first day on which the family managed it on its own."""
	days, visits = {}, {visit.name: visit.visit_date for visit in family.read("Family Visit")}
	filters = {"parent": ["in", [*visits, ""]], "level": "On Their Own"}
	for row in frappe.get_all("Visit Competence", filters, ["parent", "area"], order_by="parent, idx"):
		day = visits[row.parent]
		days[row.area] = min(days.get(row.area, day), day)
	return days


def count_papers(walked, f1, first, last):
	def dated(doctype: str, day: str, **filters) -> list:
		rows = [row for family in walked for row in family.read(doctype, **filters)]
		return [row for row in rows if in_period(row[day], first, last)]

	yield ("Plans", "new"), len(dated("Family Work Plan", "plan_date", docstatus=1))
	yield ("Agreed Actions", "Done"), len(dated("Scheduled Action", "outcome_on", outcome="Done"))
	yield ("Plan Evaluations", ""), len(dated("Work Plan Evaluation", "meeting_date", docstatus=1))
	yield ("Conferences", ""), len(dated("Case Conference", "conference_date", docstatus=1))
	helps = dated("Specialist Help", "help_date")
	yield ("Specialist Help Hours", ""), sum(row.minutes for row in helps)
	yield ("Specialist Help Hours", "terapia"), sum(row.minutes for row in helps if row.kind == "terapia")
	yield ("Interventions", ""), len(dated("Intervention", "intervention_date", docstatus=1))
	gained = [get_days_alone(family) for family in walked]
	yield (
		("Competences Gained", ""),
		sum(any(in_period(day, first, last) for day in days.values()) for days in gained),
	)
	yield (
		("Competences Gained", "gospodarowanie pieniędzmi"),
		sum(in_period(days.get("gospodarowanie pieniędzmi"), first, last) for days in gained),
	)
	yield (
		("Assessments Handed Over", ""),
		sum(
			in_period(row.handed_to_head_on, first, last) and row.assessment_date <= last
			for family in walked
			for row in family.read("Family Assessment", docstatus=1)
		),
	)
	opinions = dated("Court Opinion", "signed_on", docstatus=1)
	yield ("Opinions for the Court", ""), len(opinions)
	yield ("Opinions for the Court", "in time"), sum(row.signed_on <= row.due_date for row in opinions)
	catalogues = [
		(f, row) for f in walked for row in f.read("Support Catalogue") if row.application_received_on <= last
	]
	yield ("Families „Za życiem”", ""), len({family.name for family, _row in catalogues})
	yield ("Applications „Za życiem”", ""), len(dated("Support Catalogue", "application_received_on"))
	yield ("Authorisations", ""), len(dated("Authorisation", "from_date", docstatus=1))
	of_catalogues = {
		"parenttype": "Support Catalogue",
		"parent": ["in", [row.name for _f, row in catalogues]],
	}
	steps = frappe.get_all("Support Catalogue Step", of_catalogues, ["step_date", "body"], order_by="name")
	yield (
		("Steps „Za życiem”", "urząd gminy"),
		sum(row.body == "urząd gminy" and in_period(row.step_date, first, last) for row in steps),
	)
	needs = frappe.get_all("Support Catalogue Need", of_catalogues, "status", order_by="name", pluck="status")
	yield ("Needs „Za życiem”", "Granted"), needs.count("Granted")
	named = Counter()
	for family in f1:
		named.update(get_causes(family, last))
	for cause in ("ubóstwo", "bezrobocie", "przemoc domowa"):
		yield ("Causes of Difficulties", cause), named[cause]


def count_answers(walked, first, last):
	said = []
	for family in walked:
		for sheet in family.read("Family Sheet", docstatus=1):
			rows = frappe.get_doc("Family Sheet", sheet.name).answers
			if in_period(sheet.sheet_date, first, last):
				said += [row.answer or row.sensitive_answer for row in rows if row.code == "BEZP"]
	said = [answer for answer in said if answer]
	yield ("Answers on Sheets", "BEZP"), len(said)
	yield ("Answers on Sheets", "BEZP=źle"), said.count("źle")
	places = [("źle", "średnio", "dobrze").index(answer) + 1 for answer in said]
	yield ("Mean of Answers", "BEZP"), round(sum(places) / len(places), 1) if places else None


def get_causes(family: Walked, last: date) -> set[str]:
	"""Return the causes on the latest assessment up to the day; where it names none, or there is none, on the request."""
	assessed = [row for row in family.read("Family Assessment", docstatus=1) if row.assessment_date <= last]
	assessed.sort(key=lambda row: (row.assessment_date, row.name))
	requests = [row for row in family.requests if row.request_date <= last]
	for parent in (*[row.name for row in assessed[-1:]], *[row.name for row in requests[-1:]]):
		found = {
			cause
			for doctype in ("Case Cause", "Sensitive Case Cause")
			for cause in frappe.get_all(doctype, {"parent": parent}, pluck="cause", order_by="name")
		}
		if found:
			return found
	return set()


def count_loads(walked, days, last):
	loads = Counter()
	for family in walked:
		for row in family.assignments:
			for day in days[family.name]:
				if (
					row.part == "Family Assistant"
					and row.from_date <= day
					and (not row.until_date or day <= row.until_date)
				):
					loads[row.user, day, family.name] = 1
	held = Counter((user, day) for user, day, _family in loads)
	on_last = [number for (_user, day), number in held.items() if day == last]
	yield ("Days Above the Ceiling", ""), sum(number > 15 for number in held.values())
	substituted = {
		family.name
		for family in walked
		for row in family.assignments
		if row.part == "Substitute"
		and row.from_date <= last
		and (not row.until_date or last <= row.until_date)
	}
	yield ("Substitutions", ""), len(substituted)
	yield ("Families per Assistant", "mean"), round(sum(held.values()) / len(held), 1)
	yield ("Families per Assistant", "highest"), max(held.values())
	yield ("Families per Assistant", "last day"), round(sum(on_last) / len(on_last), 1) if on_last else None
	weighted = Counter()
	for user, day, family in loads:
		if day == last:
			difficulty = frappe.db.get_value("Family", family, "difficulty")
			weighted[user] += (
				frappe.db.get_value("Case Difficulty", difficulty, "weight") if difficulty else 1
			)
	mean = round(sum(weighted.values()) / len(weighted), 1) if weighted else None
	yield ("Families per Assistant", "weighted"), mean


def count_assessments(walked, first, last):
	"""Half a year after the assessment before, or after the first day of the work; not in „Za życiem” alone."""
	results, late = Counter(), []
	for family in walked:
		spells = []
		for event, day in family.events:
			if event == "ended":
				spells[-1][1] = day
			else:
				spells.append([day, LAST])
		for number, (began, ended) in enumerate(spells):
			made = sorted(row.assessment_date for row in family.read("Family Assessment", docstatus=1))
			made = [day for day in made if day <= min(ended, last) and (not number or day >= began)]
			kinds = family.kinds(min(ended, last))
			if began > last or kinds == {"Za Życiem"}:
				continue
			before = began
			for day in [*made, None]:
				due = add_half_year(before)
				if in_period(due, first, last) and due <= ended:
					result = "not made" if not day else "in time" if day <= due else "late"
					results[result] += 1
					if result == "late":
						late.append((day - due).days)
				before = day
	for result in ("in time", "late", "not made"):
		yield ("Half-Year Assessments", result), results[result]
	yield ("Half-Year Assessments", ""), sum(results.values())
	yield ("Days Late", "mean"), round(sum(late) / len(late), 1) if late else None
	yield ("Days Late", "longest"), max(late, default=None)


def add_half_year(day: date) -> date:
	year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
	while True:
		try:
			return date(year, month, day.day)
		except ValueError:
			day -= DAY


def count_centres(walked, first, last):
	rows = [row for family in walked for row in family.read("Day Centre Enrolment")]
	running = [
		row for row in rows if row.from_date <= last and (not row.until_date or row.until_date >= first)
	]
	yield ("Day Centres", ""), len({row.centre for row in running})
	places = {
		row.name: row.places
		for row in frappe.get_all("Day Centre", fields=["name", "places"], order_by="name")
	}
	yield ("Places in Day Centres", ""), sum(places[name] for name in {row.centre for row in running})
	yield ("Children Enrolled", ""), len(running)
	notes = [row for family in walked for row in family.read("Day Centre Note", presence="Present")]
	yield ("Days of Attendance", ""), sum(in_period(row.day, first, last) for row in notes)


def count_child_cards(walked, first, last):
	cards = [
		(one, row.child)
		for one in walked
		if one.supported_days(first, last)
		for row in one.read("Child Card")
		if row.creation.date() <= last
	]
	yield ("Children With a Card", ""), len(cards)
	kinds = [
		frappe.get_all("Support Contact", {"parent": one.name, "child": child}, pluck="kind", order_by="idx")
		for one, child in cards
	]
	yield ("Children With a Contact", ""), sum(bool(found) for found in kinds)
	yield ("Children With a Contact", "kurator sądowy"), sum("kurator sądowy" in found for found in kinds)
	enrolled = [
		any(
			row.child == child and row.from_date <= last and (not row.until_date or last <= row.until_date)
			for row in one.read("Day Centre Enrolment")
		)
		for one, child in cards
	]
	yield ("Children With a Card in Day Centres", ""), sum(enrolled)


def count_agreements(first, last):
	rows = frappe.get_all("Cooperation Agreement", fields=["*"], order_by="name")
	running = [
		row.kind
		for row in rows
		if row.valid_from <= last and (last <= row.valid_until if row.valid_until else not row.not_continued)
	]
	evaluated = {
		row.parent
		for row in frappe.get_all("Cooperation Evaluation", ["parent", "evaluated_on"], order_by="name")
		if in_period(row.evaluated_on, first, last)
	}
	for kind in ("", "szkoła"):
		yield ("Agreements With Bodies", kind), sum(kind in ("", one) for one in running)
		found = [row for row in rows if row.name in evaluated and kind in ("", row.kind)]
		yield ("Cooperations Evaluated", kind), len(found)


def count_supporting(walked, first, last):
	agreed = [(one, row) for one in walked for row in one.read("Supporting Family", docstatus=1)]

	def runs(row, day):
		end = row.ended_on or row.until_date
		return row.from_date <= day and (not end or day <= end)

	period = [day for day in DAYS if first <= day <= last]
	supported = {one.name for one, row in agreed if any(runs(row, day) for day in period)}
	yield ("Families With a Supporting Family", ""), len(supported)
	yield ("Agreements With Supporting Families", ""), sum(runs(row, last) for _one, row in agreed)
	costs = [
		cost.amount
		for _one, row in agreed
		for cost in frappe.get_all("Supporting Family Cost", {"parent": row.name}, ["*"], order_by="idx")
		if in_period(cost.cost_date, first, last)
	]
	yield ("Costs of Supporting Families", ""), round(sum(costs), 2)


def count_groups(walked, first, last):
	kinds = {row.name: row.kind for row in frappe.get_all("Support Group", ["name", "kind"], order_by="name")}
	meetings = frappe.get_all("Group Meeting", ["support_group", "meeting_date"], order_by="name")
	held = [kinds[row.support_group] for row in meetings if in_period(row.meeting_date, first, last)]
	came = set()
	for family in walked:
		for part in family.read("Group Participation"):
			rows = frappe.get_all(
				"Group Presence",
				{"parent": part.name, "presence": "Present"},
				pluck="meeting_date",
				order_by="idx",
			)
			if any(in_period(day, first, last) for day in rows):
				came.add((family.name, part.person, kinds[part.support_group]))
	for kind in ("", "warsztaty"):
		yield ("Group Meetings", kind), sum(kind in ("", one) for one in held)
		fitting = [row for row in came if kind in ("", row[2])]
		yield ("Families in Groups", kind), len({family for family, _person, _kind in fitting})
		yield ("People in Groups", kind), len({(family, person) for family, person, _kind in fitting})


def count_cards(walked, first, last):
	months = {day.isoformat()[:7] for day in DAYS if first <= day <= last}
	cards = [
		row
		for family in walked
		for row in family.read("Assistant Timesheet")
		if row.month in months and row.docstatus != 2
	]
	accepted = [row.name for row in cards if row.workflow_state == "Card Accepted"]
	of_cards = {"parent": ["in", accepted], "parenttype": "Assistant Timesheet"}
	rows = frappe.get_all("Timesheet Row", of_cards, ["nature", "minutes"], order_by="name")
	yield ("Accepted Hours", ""), sum(row.minutes for row in rows)
	yield ("Accepted Hours", "Direct Contact"), sum(r.minutes for r in rows if r.nature == "Direct Contact")
	yield ("Cards Not Accepted", ""), len(cards) - len(accepted)


def count_staff(first, last):
	"""The staff is the whole office's, not only that of these families. A norm is counted by the tests of employment."""
	posts = frappe.get_all("Employment", fields=["*"], order_by="name")
	on_last = [
		row for row in posts if row.from_date <= last and (not row.until_date or last <= row.until_date)
	]
	yield ("Assistants Employed", ""), len({row.user for row in on_last})
	for part, field in (("Own Centre", "employer"), ("Commissioned", "employer"), ("Civil Contract", "form")):
		yield ("Assistants Employed", part), len({row.user for row in on_last if row[field] == part})
	yield ("Full Posts", ""), round(sum(row.fte for row in on_last), 2)
	work = frappe.get_all("Other Work Time", fields=["work_date", "minutes"], order_by="name")
	yield ("Other Work Hours", ""), sum(r.minutes for r in work if in_period(r.work_date, first, last))
	yield (
		("Norm Hours", ""),
		sum(get_norm_minutes(user, first, last) or 0 for user in {row.user for row in posts}),
	)
	ways = [
		row.kilometres
		for doctype, day in (("Family Visit", "visit_date"), ("Other Work Time", "work_date"))
		for row in frappe.get_all(doctype, {day: ["between", (first, last)]}, ["kilometres"], order_by="name")
	]
	# Without rates and vehicles the kilometres cost nothing; the cost is counted by the tests of travel.
	yield ("Kilometres", ""), round(sum(ways), 1)
	yield ("Cost of Travel", ""), round(sum(row.cost for row in get_travel(first, last).values()), 2)
	attended = Counter()
	for session in frappe.get_all("Supervision Session", {"status": "Held"}, ["*"], order_by="name"):
		of_session = {"parent": session.name, "attended": 1}
		for user in frappe.get_all("Supervision Attendance", of_session, pluck="user", order_by="idx"):
			if in_period(session.session_date, first, last):
				attended[user] += session.minutes
	yield ("Supervision Hours Together", ""), sum(attended.values())
	mean = round(sum(attended.values()) / len(attended)) if attended else None
	yield ("Supervision Hours per Worker", ""), mean
	trained = Counter()
	for row in frappe.get_all("Other Work Time", {"kind": "szkolenie"}, ["*"], order_by="name"):
		if in_period(row.work_date, first, last):
			trained[row.worker] += row.minutes
	yield ("Training Hours Together", ""), sum(trained.values())
	mean = round(sum(trained.values()) / len(trained)) if trained else None
	yield ("Training Hours per Worker", ""), mean


def count_queries(monkeypatch) -> int:
	made, run = [], frappe.db.sql
	with monkeypatch.context() as patched:
		patched.setattr(
			frappe.db, "sql", lambda *values, **options: made.append(1) or run(*values, **options)
		)
		load_facts(*PERIODS[0])
	return len(made)


def test_no_family_has_a_query_of_its_own(site, monkeypatch):
	make_section(15)
	load_facts(*PERIODS[0])
	few = count_queries(monkeypatch)
	make_section(25, seed=2)
	assert count_queries(monkeypatch) == few < 60
