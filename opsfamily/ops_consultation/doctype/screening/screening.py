import frappe
from frappe import ValidationError, _
from frappe.utils import cint, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_everybody, require_member
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.age import MOST_WEEKS_EARLY, Age, age_on, expected_birth, in_words, is_corrected
from opsfamily.core.months import add_months
from opsfamily.ops_paper.values import paper_date


class ScreeningAgeError(ValidationError):
	"""Without a birth date, or before the birth, nobody is screened; nor is anybody born that much too early."""


class NextScreeningError(ValidationError):
	"""The next screening does not lie before this one."""


CORRECTED_UNTIL = 24


class Screening(CaseDocument):
	"""That a child was screened by a tool, at what age, with what result. The tool's questions stay its
	publisher's: none of them is here."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		age: DF.Data | None
		birth_date: DF.Date | None
		child: DF.Autocomplete
		corrected_age: DF.Data | None
		family: DF.Link
		follow_up: DF.Text | None
		naming_series: DF.Literal["PRZES-.YYYY.-.####"]
		next_due: DF.Date | None
		performed_by: DF.Link | None
		performed_by_name: DF.Data | None
		performed_outside: DF.Data | None
		representative: DF.Data | None
		result: DF.Literal["", "Below Cut-Off", "Near Cut-Off", "Above Cut-Off"]
		score: DF.Data | None
		screened_on: DF.Date
		tool: DF.Link
		weeks_early: DF.Int
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.take_over_birth_date()
		self.propose_next()

	def take_over_birth_date(self):
		"""From the family's page, else from an assessment."""
		if self.birth_date or not self.child:
			return
		child = Person(self.child.strip())
		known = [who.birth_date for who in get_everybody(self.family) if is_same_person(who, child)]
		self.birth_date = next(filter(None, known), None)

	def propose_next(self):
		"""So many months later as the office has set for the tool."""
		months = cint(self.of_tool("next_after_months"))
		if months and self.screened_on and not self.next_due:
			self.next_due = add_months(getdate(self.screened_on), months)

	def of_tool(self, fieldname: str):
		return frappe.db.get_value("Screening Tool", self.tool, fieldname) if self.tool else None

	def validate(self):
		require_member(self, "child")
		self.refuse_future("screened_on")
		self.validate_birth_date()
		self.validate_weeks_early()
		self.validate_next_due()
		self.set_ages()

	def validate_birth_date(self):
		if not self.birth_date:
			frappe.throw(
				_("{0} is missing: without it there is no age.").format(self.label_of("birth_date")),
				ScreeningAgeError,
			)
		if getdate(self.screened_on) < getdate(self.birth_date):
			frappe.throw(
				_("{0} lies before the birth ({1}).").format(
					self.label_of("screened_on"), paper_date(self.birth_date)
				),
				ScreeningAgeError,
			)

	def validate_weeks_early(self):
		if not 0 <= cint(self.weeks_early) <= MOST_WEEKS_EARLY:
			frappe.throw(
				_("{0}: from 0 to {1}.").format(self.label_of("weeks_early"), MOST_WEEKS_EARLY),
				ScreeningAgeError,
			)

	def validate_next_due(self):
		if self.next_due and getdate(self.next_due) < getdate(self.screened_on):
			frappe.throw(
				_("{0} lies before this screening ({1}).").format(
					self.label_of("next_due"), paper_date(self.screened_on)
				),
				NextScreeningError,
			)

	def set_ages(self):
		born, day = getdate(self.birth_date), getdate(self.screened_on)
		age = age_on(born, day)
		self.age, self.corrected_age = in_words(age), self.corrected(born, day, age)

	def corrected(self, born, day, age: Age) -> str | None:
		"""In words; None where nothing is corrected."""
		weeks, until = cint(self.weeks_early), self.of_tool("corrected_until_months")
		if not is_corrected(age, weeks, CORRECTED_UNTIL if until is None else cint(until)):
			return None
		expected = expected_birth(born, weeks)
		# Papers are Polish, and the field is one.
		return in_words(age_on(expected, day)) if expected <= day else _("before term", "pl")
