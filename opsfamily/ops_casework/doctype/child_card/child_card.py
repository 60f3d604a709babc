import frappe
from frappe import ValidationError, _

from opsfamily.case.document import CaseDocument, get_running_version
from opsfamily.case.household import get_names_of, require_member
from opsfamily.case.locks import read_now
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.former_names import normalize
from opsfamily.office import get_setting
from opsfamily.ops_casework.doctype.child_card.people import get_people_html

PLAN = "Family Work Plan"


class SecondCardError(ValidationError):
	"""A child has one card, which is carried on."""


class HealthDateError(ValidationError):
	"""A health appointment is kept only where the office does so, and only for a goal of the family's plan."""


class ChildCard(CaseDocument):
	"""The people of a child on one card: school, doctor, probation officer, day centre, carer, parental authority, dates.

	Who they are is gathered from the family's page, enrolments and placements; nobody is typed twice. One card for each
	child, which is carried on; earlier wordings are in its versions.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.child_date.child_date import ChildDate
		from opsfamily.ops_casework.doctype.child_health_date.child_health_date import ChildHealthDate
		from opsfamily.ops_casework.doctype.parental_authority.parental_authority import ParentalAuthority

		as_of: DF.Date
		authority: DF.Table[ParentalAuthority]
		child: DF.Autocomplete
		dates: DF.Table[ChildDate]
		family: DF.Link
		health_dates: DF.Table[ChildHealthDate]
		naming_series: DF.Literal["DZIECKO-.YYYY.-.####"]
		representative: DF.Data | None
	# end: auto-generated types

	def onload(self):
		if not self.is_new():
			self.set_onload("people", get_people_html(self))
			self.set_onload("goals", get_goals(self.family))
		self.set_onload("keeps_health_dates", bool(self.health_dates or get_setting("keeps_health_dates")))

	def validate(self):
		self.refuse_future("as_of")
		require_member(self, "child")
		self.validate_only_card()
		self.validate_authority()
		self.validate_dates()
		self.validate_health_dates()

	def validate_only_card(self):
		"""Refuse a second card of the child, under any of its names, and name the first (SecondCardError)."""
		child = Person(self.child, other_names=tuple(get_names_of(self.family, self.child)))
		# Every card of the family counts, whoever is saving this one.
		filters = {"family": self.family, "name": ["!=", self.name or ""]}
		for other in read_now("Child Card", filters, ["name", "child"], "name"):
			if is_same_person(Person(other.child), child):
				frappe.throw(
					_("{0}: the child has a card already ({1}). Carry it on.").format(
						self.label_of("child"), other.name
					),
					SecondCardError,
				)

	def validate_authority(self):
		"""Refuse a row without its person or state (EmptyDocumentError), and a decision of a day to come (FutureDateError)."""
		for row in self.authority:
			self.require("person", row=row)
			self.require("state", row=row)
			self.refuse_future("since", row)

	def validate_dates(self):
		"""Refuse a date without its day or matter (EmptyDocumentError); put them in their order."""
		for table in (self.dates, self.health_dates):
			for row in table:
				self.require("due_on", row=row)
				self.require("what", row=row)
			table.sort(key=lambda row: str(row.due_on))
			for number, row in enumerate(table, 1):
				row.idx = number

	def validate_health_dates(self):
		"""Refuse a new or changed appointment where the office keeps none, and one without a goal (HealthDateError)."""
		rows = [row for row in self.health_dates if self.is_row_changed(row)]
		goals = {normalize(goal) for goal in get_goals(self.family)} if rows else set()
		for row in rows:
			if not get_setting("keeps_health_dates"):
				frappe.throw(
					_("{0}: the office keeps no health appointments of children (OPS Settings).").format(
						self.label_of("what", row)
					),
					HealthDateError,
				)
			if normalize(row.goal) not in goals:
				frappe.throw(
					_("{0}: choose a goal of the family's running plan that needs this appointment.").format(
						self.label_of("goal", row)
					),
					HealthDateError,
				)

	def is_row_changed(self, row) -> bool:
		"""Return whether an appointment is new, or another one than it was; ticking it off is no change."""
		before = self.get_doc_before_save()
		stored = {each.name: each for each in before.health_dates} if before else {}
		old = stored.get(row.name)
		return not old or any(str(row.get(name)) != str(old.get(name)) for name in ("due_on", "what", "goal"))


def get_goals(family: str | None) -> list[str]:
	"""Return the goals of the family's running plan: the main one, then the others.

	Without a permission check: whoever sees the card of a family's child sees the family's plan.
	"""
	name = family and get_running_version(PLAN, family)
	if not name:
		return []
	plan = frappe.get_doc(PLAN, name)
	rows = [*plan.long_term_goals, *plan.short_term_goals]
	return list(dict.fromkeys(filter(None, [plan.main_goal, *(row.goal for row in rows)])))
