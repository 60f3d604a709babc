"""A year of the section: three assistants, forty families of every basis, two day centres.

The same people and texts come out every time (a fixed seed for each family); days are counted back from the day on
which the section is made, as deadlines are looked at from today. A family that an earlier run made is found by its
name and phone and left alone, so the section may be made again, or grow.

What rules decide is made as documents, each by the worker whose step it is; what only numbers are made of (contacts,
cards, notes of the day centres, working time) is inserted in bulk with everything that the rules would derive.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import frappe
from frappe.utils import get_time, getdate

from opsfamily.office import get_setting
from opsfamily.setup.demo.case import CASE_FILE, DemoCase, read
from opsfamily.setup.demo.office_year.advice import ask_without_names, open_directory
from opsfamily.setup.demo.office_year.agreements import agree, cooperate
from opsfamily.setup.demo.office_year.cards import write_cards
from opsfamily.setup.demo.office_year.case import ASSISTANTS, Case
from opsfamily.setup.demo.office_year.centres import attend, open_centres
from opsfamily.setup.demo.office_year.child_card import write_card
from opsfamily.setup.demo.office_year.contacts import get_last_day, write_contacts
from opsfamily.setup.demo.office_year.days import Diary
from opsfamily.setup.demo.office_year.ending import close, reopen
from opsfamily.setup.demo.office_year.groups import join_groups, open_groups
from opsfamily.setup.demo.office_year.history import tell_history
from opsfamily.setup.demo.office_year.intake import take_in
from opsfamily.setup.demo.office_year.planning import plan_visits
from opsfamily.setup.demo.office_year.specialists import consult_specialists
from opsfamily.setup.demo.office_year.staff import employ, record_other_work
from opsfamily.setup.demo.office_year.supervision import supervise
from opsfamily.setup.demo.office_year.supporting import find_support
from opsfamily.setup.demo.office_year.teamwork import work_together
from opsfamily.setup.demo.office_year.week import write_week
from opsfamily.setup.demo.office_year.work import work

DATA = Path(CASE_FILE).parent
POOLS = DATA / "rok-sekcji.json"
PLANS = DATA / "rok-sekcji-rodziny.json"


class Office(DemoCase):
	"""The demo office with the workers of the section besides those of its story."""

	def __init__(self, pools: dict):
		story = read(CASE_FILE)
		super().__init__({**story, "workers": [*story["workers"], *pools["workers"]]})
		self.pools = pools
		self.diary = Diary()
		self.kinds: dict[str, tuple[str, int]] = {}
		self.signature_mode = ""

	def open(self) -> None:
		"""Write settings and workers, and read what the contacts need: kinds, signature, what is in the diary."""
		self.write_settings()
		self.write_users()
		# get_all: a dictionary.
		fields = ["name", "nature", "on_timesheet"]
		for kind in frappe.get_all("Contact Kind", fields=fields, order_by="name"):
			self.kinds[kind.name] = (kind.nature, kind.on_timesheet)
		self.signature_mode = get_setting("default_signature_mode")
		self.read_diary()

	def read_diary(self) -> None:
		"""Note the contacts that the section's assistants have already."""
		users = [self.get_email(key) for key in ASSISTANTS]
		fields = ["assistant", "visit_date", "from_time", "minutes"]
		# get_all: only their times are read, of whatever family.
		for visit in frappe.get_all("Family Visit", {"assistant": ["in", users]}, fields, order_by="name"):
			start = get_time(visit.from_time)
			self.diary.take(visit.assistant, visit.visit_date, start.hour * 60 + start.minute, visit.minutes)


def section(families: int | None = None) -> dict:
	"""Make the section, or its first families. Return `users` as the demo does, and how many families were `made`."""
	office, today = Office(read(POOLS)), getdate()
	office.open()
	open_office(office, today)
	cases = [
		Case(office, number, plan, today) for number, plan in enumerate(read(PLANS)["families"][:families])
	]
	new = [case for case in cases if not is_made(case)]
	if len(new) == len(cases):
		employ(office, today)
		supervise(office, today)
		record_other_work(office, today)
	for case in new:
		live_through(case)
	return {"users": office.get_users(), "made": len(new)}


def open_office(office: Office, today: date) -> None:
	"""Write what is there for every family: day centres, groups, agreements with bodies, whom one may ask."""
	open_centres(office, today)
	open_groups(office, today)
	agree(office, today)
	open_directory(office)
	ask_without_names(office, today)


def is_made(case: Case) -> bool:
	"""Return whether an earlier run made the family."""
	keys = {"representative": case.household.mother.full_name, "phone": case.phone}
	return bool(frappe.db.exists("Family", keys))


def live_through(case: Case) -> None:
	"""Take the family in, work with it to the end or until today, and close and reopen its case as planned."""
	take_in(case)
	if not case.began:
		return
	if case.end:
		closing = case.ago(case.end["ago"])
		work_through(case, case.began, get_last_day(case, closing), closing)
		close(case, closing)
		if "reopened" not in case.end:
			return
		case.began = reopen(case)
	work_through(case, case.began, case.today - timedelta(days=1), None)
	plan_visits(case)


def work_through(case: Case, first: date, last: date, closing: date | None) -> None:
	"""Write the documents of a spell, its contacts and cards, and what others do for the family."""
	work(case, first, last)
	write_contacts(case, first, last)
	attend(case)
	join_groups(case)
	work_together(case)
	consult_specialists(case)
	cooperate(case)
	find_support(case)
	tell_history(case, last)
	write_card(case, last, closing)
	write_week(case, first, closing)
	write_cards(case, closing)
