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
	"""The birth date is missing, lies after the screening, or the child is said to be born far too early."""


class NextScreeningError(ValidationError):
	"""The next screening lies before this one."""


# Months; for tools for which the office has set nothing.
CORRECTED_UNTIL = 24


class Screening(CaseDocument):
	"""A child's screening by a tool: the age and the result.

	The questions of the tool belong to its publisher, so none of them is stored.
	"""

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
		follow_up_done_on: DF.Date | None
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
		"""Copy the birth date from the family's page, else from an assessment."""
		if self.birth_date or not self.child:
			return
		child = Person(self.child.strip())
		dates = [person.birth_date for person in get_everybody(self.family) if is_same_person(person, child)]
		self.birth_date = next(filter(None, dates), None)

	def propose_next(self):
		"""Propose the next screening after the months that the office has set for the tool."""
		months = cint(self.get_from_tool("next_after_months"))
		if months and self.screened_on and not self.next_due:
			self.next_due = add_months(getdate(self.screened_on), months)

	def get_from_tool(self, fieldname: str):
		"""Return a field of the chosen tool."""
		return frappe.db.get_value("Screening Tool", self.tool, fieldname) if self.tool else None

	def validate(self):
		require_member(self, "child")
		self.refuse_future("screened_on")
		self.validate_birth_date()
		self.validate_weeks_early()
		self.validate_next_due()
		self.validate_follow_up_done()
		self.set_ages()

	def validate_birth_date(self):
		"""Refuse a missing birth date, and one after the screening (ScreeningAgeError)."""
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
		"""Refuse a number of weeks that can only be a typing mistake (ScreeningAgeError)."""
		if not 0 <= cint(self.weeks_early) <= MOST_WEEKS_EARLY:
			frappe.throw(
				_("{0}: from 0 to {1}.").format(self.label_of("weeks_early"), MOST_WEEKS_EARLY),
				ScreeningAgeError,
			)

	def validate_next_due(self):
		"""Refuse a next day before this screening (NextScreeningError)."""
		if self.next_due and getdate(self.next_due) < getdate(self.screened_on):
			frappe.throw(
				_("{0} lies before this screening ({1}).").format(
					self.label_of("next_due"), paper_date(self.screened_on)
				),
				NextScreeningError,
			)

	def validate_follow_up_done(self):
		"""Refuse a day before the screening (PeriodError) or in the future (FutureDateError)."""
		self.refuse_before("follow_up_done_on", "screened_on")
		self.refuse_future("follow_up_done_on")

	def set_ages(self):
		"""Set the age on the day of the screening, and the age corrected for a birth before term."""
		born, day = getdate(self.birth_date), getdate(self.screened_on)
		age = age_on(born, day)
		self.age, self.corrected_age = in_words(age), self.format_corrected_age(born, day, age)

	def format_corrected_age(self, born, day, age: Age) -> str | None:
		"""Return the corrected age in words; None where it is not corrected."""
		weeks, until = cint(self.weeks_early), self.get_from_tool("corrected_until_months")
		if not is_corrected(age, weeks, CORRECTED_UNTIL if until is None else cint(until)):
			return None
		expected = expected_birth(born, weeks)
		# Stored, therefore in Polish, the language of the papers.
		return in_words(age_on(expected, day)) if expected <= day else _("before term", "pl")
