"""One family of the section on its way through the office: its plan, its people and its documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

import frappe

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.days import workday
from opsfamily.setup.demo.office_year.household import Household, Person, get_age, make_household

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

ASSISTANTS = ("assistant_2", "assistant_3", "assistant_4")
COORDINATOR, HEAD, SOCIAL_WORKERS = "coordinator", "head", ("social_worker", "social_worker_2")
PSYCHOLOGIST = "psychologist"
COURT_ORDER, FOR_LIFE, MINOR_PARENT = "Court Order", "Za Życiem", "Minor Parent"
OWN_APPLICATION, INTERVIEW = "Own Application", "Interview and Analysis"
# Families that came to the app with their work under way.
TAKEN_OVER = ("Taken Over", "Other Basis")
EVERY_AGE = (0, 17)
# The same numbers every time; each family has a stream of its own, so that it does not depend on how many there are.
SEED = "rok sekcji"


@dataclass
class Case:
	"""A family of the section. plan: its row of `rok-sekcji-rodziny.json`, days counted back from `today`."""

	office: Office
	number: int
	plan: dict
	today: date
	name: str = ""
	# What later steps refer to: DocType → name of its last document.
	documents: dict[str, str] = field(default_factory=dict)
	began: date | None = None

	@cached_property
	def rng(self) -> Random:
		return Random(f"{SEED} {self.number}")

	@cached_property
	def household(self) -> Household:
		return make_household(self.number, self.plan, self.pools, self.today, self.rng)

	@property
	def pools(self) -> dict:
		return self.office.pools

	@property
	def phone(self) -> str:
		return f"511 555 {401 + self.number}"

	@property
	def assistant(self) -> str:
		"""The key of the assistant who works with the family now, or did last."""
		return ASSISTANTS[self.plan["worker"]]

	@property
	def social_worker(self) -> str:
		return SOCIAL_WORKERS[self.number % 2]

	@property
	def end(self) -> dict | None:
		return self.plan.get("end")

	def is_at_home(self, child: Person, day: date) -> bool:
		"""Return whether a child is born and not in foster care on the day."""
		placement = self.plan.get("placement")
		if not placement or child is not self.household.children[placement["child"]]:
			return child.birth_date <= day
		until = self.ago(placement["until"]) if "until" in placement else self.today
		return day < self.ago(placement["since"]) or day > until

	def assistant_on(self, day: date) -> str:
		"""Return the key of the assistant who had the case on the day."""
		before = self.plan.get("before")
		return ASSISTANTS[before["worker"]] if before and day <= self.ago(before["until"]) else self.assistant

	def ago(self, days: int) -> date:
		"""Return the workday so many days before today, or the first one after it."""
		return workday(self.today - timedelta(days=days), self.today - timedelta(days=1))

	def after(self, day: date, days: int) -> date:
		"""Return the workday so many days after a day, at the latest yesterday."""
		return workday(day + timedelta(days=days), self.today - timedelta(days=1))

	def choose(self, pool: str) -> object:
		"""Return one of the entries of a pool, the same for this family every time."""
		entries = self.pools[pool]
		return entries[self.rng.randrange(len(entries))]

	def choose_by_age(self, entries: Iterable[dict], day: date) -> list[dict]:
		"""Return the entries (with `from` and `to`, years of age) that fit a child of the family on the day.

		What fits every age is said of a family without such a child at home as well, as before a birth.
		"""
		children = [child for child in self.household.children if self.is_at_home(child, day)]
		ages = [get_age(child.birth_date, day) for child in children]
		return [
			row
			for row in entries
			if (row["from"], row["to"]) == EVERY_AGE or any(row["from"] <= age <= row["to"] for age in ages)
		]

	def make(self, worker: str, doctype: str, /, submit: bool = False, **values):
		"""Create a document of the family as the worker with this key, and submit it if asked."""
		with acting_as(self.office.get_email(worker)):
			doc = frappe.get_doc({"doctype": doctype, "family": self.name, **values}).insert()
			if submit:
				doc.submit()
		self.documents[doctype] = doc.name
		return doc

	def put_on_case(self, worker: str, part: str, first: date, last: date | None = None, reason: str = ""):
		"""Give a worker a part in the case, as the coordinator."""
		values = {"user": self.office.get_email(worker), "part": part, "from_date": first, "until_date": last}
		return self.make(COORDINATOR, "Case Assignment", **values, reason=reason)

	def backdate(self, doctype: str, name: str, **values) -> None:
		"""Write days of a step that the app dates today, as the story tells of an earlier day.

		db_set of a document that this run has just made by all its rules.
		"""
		frappe.db.set_value(doctype, name, values, update_modified=False)
