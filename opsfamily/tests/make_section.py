"""A section with a past, for the tests of figures: families of every course, written past the rules of the forms.

Always the same for a seed. What decides a figure is chosen at random, so that no course is thought of beforehand.
"""

import random
from datetime import date, timedelta
from functools import cache

import frappe

from opsfamily.tests.factories import email

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
NATURES = ("Direct Contact", "Indirect Contact", "Phone Contact", "Attempted Contact", "Other Contact")
CLASSES = ("Goal Reached", "Moved", "Child Placed", "Court", "Death", None)
BASES = ("Interview and Analysis", "Za Życiem", "Court Order", "Own Application", "Minor Parent")
WORKERS = ("assistant", "other_assistant", "working_coordinator")
CAUSES = ("ubóstwo", "bezrobocie", "przemoc domowa")
# Days from an ending to a return: before and after half a year, a year.
RETURNS = (15, 100, 200, 280, 350, 364, 365, 366, 367, 400)
CENTRES = {"Promyk": 20, "Iskierka": 0}
BODY_KINDS = ("kurator sądowy", "szkoła")
BODIES = ("urząd gminy", "Narodowy Fundusz Zdrowia")


def make_section(families: int, seed: int = 1) -> list[str]:
	"""Make so many families with two years of work. Return their names."""
	names = [_Course(random.Random(seed * 1000 + number), number).make() for number in range(families)]
	_make_centres()
	_make_staff(random.Random(seed))
	_make_participations(names, random.Random(seed))
	_make_supporting(names, random.Random(seed))
	_make_child_cards(names, random.Random(seed))
	_make_agreements(random.Random(seed))
	return names


def _make_centres() -> None:
	"""Make the day centres of the children; one has not written down its places."""
	for name, places in CENTRES.items():
		if not frappe.db.exists("Day Centre", name):
			put("Day Centre", centre_name=name, places=places)


def _make_staff(chosen: random.Random) -> None:
	"""Employ the workers, with an absence each, other work and supervision."""
	for number, key in enumerate(WORKERS):
		user = email(key)
		first = FIRST + timedelta(days=100 * number)
		form, employer = (
			("Task Time", "Civil Contract")[number % 2],
			("Own Centre", "Commissioned")[number % 2],
		)
		until = date(2025, 9, 30) if number == 2 else None
		post = {"employer": employer, "form": form, "fte": (1, 0.5, 0.75)[number]}
		put("Employment", user=user, from_date=first, until_date=until, **post)
		away = first + timedelta(days=chosen.randint(0, 300))
		put("Work Absence", user=user, from_date=away, until_date=away + timedelta(days=6))
		day = first + timedelta(days=chosen.randint(0, 300))
		put(
			"Other Work Time",
			worker=user,
			work_date=day,
			kind="szkolenie",
			minutes=90,
			month=str(day)[:7],
			kilometres=4.5,
		)
	for number in range(6):
		put(
			"Supervision Session",
			session_date=FIRST + timedelta(days=90 * number),
			status="Held" if number else "Planned",
			minutes=60 + number,
			attendance=[
				{"user": email(key), "attended": int(number != 3)} for key in WORKERS[: 1 + number % 3]
			],
		)


GROUP_KINDS = ("warsztaty", "szkoła dla rodziców i wychowawców")


def _make_groups() -> dict[str, list[tuple[str, date]]]:
	"""Make the section's groups with a meeting every 60 days. Return group → (meeting, its day)."""
	made = {}
	for number, kind in enumerate(GROUP_KINDS):
		name = put(
			"Support Group",
			group_name=f"{kind} {frappe.db.count('Support Group')}",
			kind=kind,
			from_date=FIRST,
		)
		days = [FIRST + timedelta(days=60 * step + number) for step in range(12)]
		made[name] = [
			(put("Group Meeting", support_group=name, meeting_date=day, topic="zajęcia"), day) for day in days
		]
	return made


def _make_participations(families: list[str], chosen: random.Random) -> None:
	"""Let somebody of every third family come to some of the meetings."""
	meetings = _make_groups()
	for number, family in enumerate(families[::3]):
		group = chosen.choice(tuple(meetings))
		rows = [
			{"meeting": name, "meeting_date": day, "presence": chosen.choice(("Present", "Absent"))}
			for name, day in chosen.sample(meetings[group], 4)
		]
		about = {"family": family, "support_group": group, "person": f"Rodzina {number}"}
		put("Group Participation", from_date=FIRST, presences=rows, **about)


def _make_supporting(families: list[str], chosen: random.Random) -> None:
	"""Let people support every fourth family by an agreement, with costs; some ended earlier, some only proposed."""
	for number, family in enumerate(families[::4]):
		first = FIRST + timedelta(days=chosen.randint(0, 600))
		days = [first + timedelta(days=chosen.randint(0, 100)) for _cost in range(2)]
		costs = [
			{"cost_date": day, "purpose": "bilety", "amount": chosen.choice((10.5, 64, 99.99))}
			for day in days
		]
		ended = first + timedelta(days=120) if number % 3 == 0 else None
		until = first + timedelta(days=chosen.choice((110, 365))) if number % 2 else None
		period = {"proposed_on": first, "from_date": first, "until_date": until, "ended_on": ended}
		about = {
			"family": family,
			"supporting_people": f"Sąsiedzi {number}",
			"docstatus": chosen.choice((0, 1, 1, 2)),
		}
		put("Supporting Family", costs=costs, **period, **about)


def _make_child_cards(families: list[str], chosen: random.Random) -> None:
	"""Give the first child of every second family a card, and some of them a contact of its own."""
	for family in families[::2]:
		child = frappe.db.get_value("Family Member", {"parent": family, "idx": 2}, "full_name")
		begun = FIRST + timedelta(days=chosen.randint(0, 600))
		if child:
			put("Child Card", family=family, child=child, as_of=begun, creation=f"{begun} 09:00:00")
			of = {"parent": family, "parenttype": "Family", "parentfield": "support_network", "idx": 1}
			contact = {"institution": "sąd", "child": chosen.choice((child, child, None))}
			put("Support Contact", kind=chosen.choice(BODY_KINDS), **contact, **of)


def _make_agreements(chosen: random.Random) -> None:
	"""Agree with a dozen bodies, some for a time, some not continued, and evaluate most of it."""
	for number in range(12):
		first = FIRST + timedelta(days=chosen.randint(0, 500))
		until = first + timedelta(days=chosen.choice((90, 365))) if number % 2 else None
		days = [first + timedelta(days=chosen.randint(0, 400)) for _time in range(number % 3)]
		put(
			"Cooperation Agreement",
			body=f"Podmiot {number}",
			kind=chosen.choice((*BODY_KINDS, None)),
			keeper=email("coordinator"),
			valid_from=first,
			valid_until=until,
			not_continued=int(number % 5 == 0),
			evaluations=[{"evaluated_on": day} for day in days],
		)


def put(doctype: str, **values) -> str:
	"""Write a document as it is, past its rules. Return its name."""
	rows = {key: values.pop(key) for key in list(values) if isinstance(values[key], list)}
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.set_new_name()
	doc.db_insert()
	for table, children in rows.items():
		child = frappe.get_meta(doctype).get_field(table).options
		for idx, row in enumerate(children, start=1):
			of = {"parent": doc.name, "parenttype": doctype, "parentfield": table, "idx": idx}
			line = frappe.get_doc({"doctype": child, **of, **row})
			line.set_new_name()
			line.db_insert()
	return doc.name


@cache
def get_difficulties() -> tuple[str | None, ...]:
	# get_all: a dictionary of the office with no family in it.
	return (None, *frappe.get_all("Case Difficulty", pluck="name", order_by="name"))


class _Course:
	"""How one family came, was worked with, left and came back."""

	def __init__(self, random: random.Random, number: int):
		self.random, self.number = random, number

	def make(self) -> str:
		chosen = self.random
		self.family = put(
			"Family",
			representative=f"Rodzina {self.number}",
			members=self.make_members(),
			difficulty=chosen.choice(get_difficulties()),
		)
		if chosen.random() < 0.2:
			self.put_absence()
		day = self.day(FIRST, FIRST + timedelta(days=500))
		granted = self.make_request(day)
		if not granted:
			return self.family
		began = granted + timedelta(days=chosen.randint(0, 40))
		ended = self.work(began, closes=chosen.random() < 0.7)
		if ended and chosen.random() < 0.7:
			self.come_back(ended)
		self.make_papers(day)
		return self.family

	def day(self, first: date, last: date) -> date:
		return first + timedelta(days=self.random.randint(0, max((last - first).days, 0)))

	def make_members(self) -> list[dict]:
		rows = [{"full_name": f"Dorosły {self.number}", "birth_date": date(1988, 3, 3)}]
		for child in range(self.random.randint(0, 4)):
			row = {
				"full_name": f"Dziecko {self.number} {child}",
				"birth_date": self.day(date(2005, 6, 1), LAST),
			}
			if self.random.random() < 0.2:
				row["left_on"] = max(self.day(FIRST, LAST), row["birth_date"])
			if self.random.random() < 0.2:
				row |= {"has_disability": 1, "disability_from": self.day(FIRST, LAST)}
			if self.random.random() < 0.1:
				row["birth_date"] = None
			rows.append(row)
		return rows

	def put_absence(self) -> None:
		first = self.day(FIRST, LAST)
		values = {"parent": self.family, "parenttype": "Family", "parentfield": "absences", "idx": 1}
		days = {"from_date": first, "until_date": first + timedelta(days=self.random.randint(0, 60))}
		put("Family Absence", who="Dorosły", kind="Abroad", **values, **days)

	def make_request(self, day: date) -> date | None:
		"""Return the day of the head's positive resolution, or None."""
		basis = self.random.choice(BASES)
		decided = day + timedelta(days=self.random.randint(0, 20))
		refused = basis in ("Own Application", "Interview and Analysis") and self.random.random() < 0.2
		notification = None
		if basis == "Interview and Analysis":
			notification = put("Family Notification", family=self.family, received_on=day - timedelta(days=9))
		put(
			"Assistant Request",
			family=self.family,
			request_date=day,
			basis=basis,
			notification=notification,
			workflow_state="Request Refused" if refused else "Request Assigned",
			state_meaning="Refused" if refused else "Accepted",
			docstatus=1,
			decision_date=decided,
			application_date=day - timedelta(days=3) if basis in ("Za Życiem", "Own Application") else None,
			court_date=day - timedelta(days=5) if basis == "Court Order" else None,
			refusal_code=self.random.choice(("No Need Found", None)) if refused else None,
			causes=[{"cause": self.random.choice(CAUSES[:2])}],
		)
		if basis == "Za Życiem":
			self.make_catalogue(day)
		return None if refused else decided

	def make_catalogue(self, day: date) -> None:
		step = {"step_date": self.day(day, LAST), "body": self.random.choice(BODIES)}
		need = {"need": "x", "status": self.random.choice(("Granted", "Given Up"))}
		put("Support Catalogue", family=self.family, application_received_on=day, steps=[step], needs=[need])
		put("Authorisation", family=self.family, from_date=self.day(day, LAST), docstatus=1)

	def work(self, began: date, closes: bool) -> date | None:
		"""Assign one worker or two in turn, with a gap or without. Return the day of the closing, if any."""
		ended = began + timedelta(days=self.random.randint(20, 500)) if closes else None
		ended = ended if ended and ended <= LAST else None
		last = ended or LAST
		middle = self.day(began, last)
		self.assign(began, middle if self.random.random() < 0.4 else ended)
		if self.random.random() < 0.6:
			later = min(middle + timedelta(days=self.random.choice((1, 30))), last)
			self.assign(later, ended, self.random.choice(("Family Assistant", "Substitute")))
		self.visit(began, last)
		if ended:
			monitored = ended + timedelta(days=90) if self.random.random() < 0.5 else None
			self.closing = put(
				"Case Closing",
				family=self.family,
				closing_date=ended,
				statistical_class=self.random.choice(CLASSES),
				monitoring_until=monitored,
				docstatus=1,
			)
			if monitored:
				put(
					"Monitoring Contact",
					family=self.family,
					closing=self.closing,
					contact_date=self.day(ended, monitored),
					kind=self.random.choice(("wizyta w rodzinie", "nieobecność rodziny w domu")),
				)
		return ended

	def come_back(self, ended: date) -> None:
		reopened = ended + timedelta(days=self.random.choice(RETURNS))
		if reopened <= LAST:
			frappe.db.set_value("Case Closing", self.closing, "reopened_on", reopened)
			self.work(reopened + timedelta(days=self.random.randint(0, 15)), closes=False)

	def assign(self, first: date, last: date | None, part: str = "Family Assistant") -> None:
		user = email(self.random.choice(WORKERS))
		days = {"from_date": first, "until_date": last if last is None or last >= first else first}
		put("Case Assignment", family=self.family, user=user, part=part, **days)

	def visit(self, first: date, last: date) -> None:
		for _number in range(self.random.randint(0, 25)):
			day = self.day(first, min(last, LAST))
			nature = self.random.choice((*NATURES, "Direct Contact", "Direct Contact"))
			hour, minutes = self.random.randint(8, 15), self.random.choice((30, 60, 90))
			worker = self.random.choice(WORKERS)
			self.put_visit(day, nature, hour, minutes, worker)
			if self.random.random() < 0.15:
				# Somebody else was there too, or came in the afternoon.
				other = self.random.choice([one for one in WORKERS if one != worker])
				self.put_visit(day, nature, hour + self.random.choice((0, 5)), minutes, other)

	def put_visit(self, day: date, nature: str, hour: int, minutes: int, worker: str) -> None:
		put(
			"Family Visit",
			family=self.family,
			kind="wizyta w rodzinie",
			nature=nature,
			visit_date=day,
			month=day.isoformat()[:7],
			from_time=f"{hour:02d}:00:00",
			minutes=minutes,
			assistant=email(worker),
		)

	def make_sheets(self, day: date) -> None:
		"""Sheets with one rating at each level; drafts are not counted."""
		# Of its own, so that the rest of the section stays as it was.
		chosen = random.Random(self.number)
		question = {"code": "BEZP", "kind": "Rating on a Scale", "choices": "źle\nśrednio\ndobrze"}
		for _number in range(chosen.randint(0, 3)):
			on = day + timedelta(days=chosen.randint(0, max((LAST - day).days, 0)))
			said = chosen.choices(("źle", "średnio", "dobrze", ""), k=2)
			rows = [
				{**question, "answer": said[0]},
				{**question, "sensitive_answer": said[1], "is_sensitive": 1},
				{"kind": "Short Text", "answer": "źle"},
			]
			put(
				"Family Sheet",
				family=self.family,
				sheet_date=on,
				answers=rows,
				docstatus=chosen.choice((0, 1, 1, 2)),
			)

	def make_papers(self, day: date) -> None:
		chosen = self.random
		self.make_sheets(day)
		if chosen.random() < 0.6:
			put(
				"Family Work Plan",
				family=self.family,
				plan_date=self.day(day, LAST),
				docstatus=chosen.choice((1, 1, 2)),
			)
		for _number in range(chosen.randint(0, 3)):
			put(
				"Family Assessment",
				family=self.family,
				kind="Periodic",
				assessment_date=self.day(day, LAST),
				handed_to_head_on=self.day(day, LAST) if chosen.random() < 0.5 else None,
				docstatus=1,
				causes=[{"cause": cause} for cause in chosen.sample(CAUSES[:2], chosen.randint(0, 2))],
				sensitive_causes=[{"cause": CAUSES[2]}] if chosen.random() < 0.3 else [],
			)
		put(
			"Scheduled Action",
			family=self.family,
			outcome=chosen.choice(("Done", "Not Done")),
			outcome_on=self.day(day, LAST),
		)
		put("Work Plan Evaluation", family=self.family, meeting_date=self.day(day, LAST), docstatus=1)
		put("Case Conference", family=self.family, conference_date=self.day(day, LAST), docstatus=1)
		if chosen.random() < 0.4:
			self.make_help(self.day(day, LAST))
		if chosen.random() < 0.3:
			self.make_centre(self.day(day, LAST))
		for _number in range(2):
			self.make_card(self.day(day, LAST))
		signed = self.day(day, LAST)
		put(
			"Court Opinion",
			family=self.family,
			signed_on=signed,
			due_date=signed + timedelta(days=chosen.choice((-1, 1))),
			docstatus=1,
		)
		if chosen.random() < 0.3:
			first = self.day(day, LAST)
			last = self.day(first, LAST) if chosen.random() < 0.5 else None
			code = (
				chosen.choice(("Returned Home", "Adoption", "Other Care", "Stays in Care of Age"))
				if last
				else None
			)
			put(
				"Foster Placement",
				family=self.family,
				child=f"Dziecko {self.number} 0",
				since=first,
				until_date=last,
				end_code=code,
			)
			if code == "Other Care":
				put(
					"Foster Placement",
					family=self.family,
					child=f"Dziecko {self.number} 0",
					since=last + timedelta(days=1),
				)

	def make_help(self, day: date) -> None:
		kind, minutes = self.random.choice(("terapia", "mediacja")), self.random.choice((45, 60, 90))
		put("Specialist Help", family=self.family, help_date=day, kind=kind, minutes=minutes)
		docstatus = self.random.choice((0, 1, 1, 2))
		put("Intervention", family=self.family, intervention_date=day, docstatus=docstatus)

	def make_centre(self, day: date) -> None:
		last = self.day(day, LAST) if self.random.random() < 0.5 else None
		enrolment = put(
			"Day Centre Enrolment",
			family=self.family,
			child=f"Dziecko {self.number} 0",
			centre=self.random.choice(tuple(CENTRES)),
			from_date=day,
			until_date=last,
		)
		for number in range(5):
			presence = self.random.choice(("Present", "Present", "Absent"))
			note = {"family": self.family, "enrolment": enrolment, "presence": presence}
			put("Day Centre Note", day=day + timedelta(days=number), **note)

	def make_card(self, day: date) -> None:
		rows = [
			{
				"visit_date": day,
				"nature": self.random.choice(NATURES),
				"minutes": self.random.choice((30, 45)),
			}
			for _number in range(self.random.randint(0, 3))
		]
		put(
			"Assistant Timesheet",
			family=self.family,
			month=day.isoformat()[:7],
			assistant=email(self.random.choice(WORKERS)),
			rows=rows,
			**self.random.choice(
				(
					{"workflow_state": "Card Accepted", "state_meaning": "Accepted", "docstatus": 1},
					{"workflow_state": "Card Sent", "state_meaning": "Sent", "docstatus": 0},
					{"workflow_state": "Card Withdrawn", "state_meaning": "Withdrawn", "docstatus": 2},
				)
			),
		)
