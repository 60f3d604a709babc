import frappe
from frappe import ValidationError, _, throw
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_names_of, require_member
from opsfamily.case.locks import read_now
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.assignments import runs_on
from opsfamily.core.supervision import is_duration
from opsfamily.exceptions import DurationError


class HelperError(ValidationError):
	"""Help is given by a worker or by a specialist from outside: exactly one of them is named."""


class NotEnrolledError(ValidationError):
	"""Work in a day centre is for a child that is enrolled there on the day."""


class SpecialistHelp(CaseDocument):
	"""Help that a specialist gave to members of a family: counselling, therapy, mediation, legal help.

	Forms of work with a family: art. 10(3) of the Act of 9 June 2011. Notes of a therapy are not stored here.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_visits.doctype.visit_participant.visit_participant import VisitParticipant

		centre: DF.Link | None
		family: DF.Link
		follow_up_on: DF.Date | None
		help_date: DF.Date
		institution: DF.Data | None
		kind: DF.Link
		minutes: DF.Int
		naming_series: DF.Literal["POM-.YYYY.-.####"]
		note: DF.SmallText | None
		outside_specialist: DF.Data | None
		persons: DF.Table[VisitParticipant]
		representative: DF.Data | None
		worker: DF.Link | None
		worker_name: DF.Data | None
	# end: auto-generated types

	def validate(self):
		self.validate_helper()
		self.validate_duration()
		self.validate_persons()
		self.validate_centre()
		self.refuse_before("follow_up_on", "help_date")

	def validate_helper(self):
		"""Refuse help by nobody, and by a worker and an outsider at once (HelperError)."""
		if bool(self.worker) == bool((self.outside_specialist or "").strip()):
			throw(
				_("{0}, {1}: write one of them.").format(
					self.label_of("worker"), self.label_of("outside_specialist")
				),
				HelperError,
			)

	def validate_duration(self):
		"""Refuse a duration of no minutes, or of a day or more (DurationError)."""
		if not is_duration(self.minutes):
			throw(
				_("{0}: more than none and less than a day, in whole minutes.").format(
					self.label_of("minutes")
				),
				DurationError,
			)

	def validate_persons(self):
		"""Refuse a person who is not in the household, naming the row (NotAMemberError)."""
		for row in self.persons:
			require_member(self, "full_name", row)

	def validate_centre(self):
		"""Refuse a person who does not go to the day centre on the day, naming the row (NotEnrolledError)."""
		if not self.centre:
			return
		enrolled = self.get_enrolled()
		for row in self.persons:
			person = Person(row.full_name, other_names=tuple(get_names_of(self.family, row.full_name)))
			if not any(is_same_person(Person(child), person) for child in enrolled):
				throw(
					_("{0}: {1} is not enrolled in {2} on this day.").format(
						self.label_of("full_name", row),
						frappe.bold(frappe.utils.escape_html(row.full_name)),
						frappe.bold(self.centre),
					),
					NotEnrolledError,
				)

	def get_enrolled(self) -> list[str]:
		"""Return the family's children who go to the day centre on the day."""
		filters = {"family": self.family, "centre": self.centre}
		fields = ["child", "from_date", "until_date"]
		rows = read_now("Day Centre Enrolment", filters, fields, "from_date, name")
		return [row.child for row in rows if runs_on(getdate(self.help_date), row.from_date, row.until_date)]
