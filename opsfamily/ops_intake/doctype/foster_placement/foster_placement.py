import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_names_of, require_member
from opsfamily.case.locks import read_now
from opsfamily.case.people import get_person_on_case
from opsfamily.core.assignments import FOSTER_COORDINATOR, periods_meet
from opsfamily.ops_intake.family_page import show_foster_care


class SecondPlacementError(ValidationError):
	"""A child lives in one place at a time."""


class PlacementEndError(ValidationError):
	"""A placement ends on a day and with a code, or with neither."""


class FosterPlacement(CaseDocument):
	"""A child of the family in foster care: with whom, since when, and what has to be true for its return.

	The family's page shows from here that the child is in care, and F2 asks for its coordinator's signature.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		carer: DF.Data
		carer_contact: DF.SmallText | None
		child: DF.Autocomplete
		court_decision: DF.Data | None
		end_code: DF.Literal[
			"",
			"Returned Home",
			"Adoption",
			"Came of Age",
			"Stays in Care of Age",
			"Other Care",
			"Other End",
		]
		end_note: DF.SmallText | None
		family: DF.Link
		foster_coordinator: DF.Data | None
		kind: DF.Link
		naming_series: DF.Literal["PIECZA-.YYYY.-.####"]
		next_plan_due: DF.Date | None
		plan_date: DF.Date | None
		plan_goal: DF.SmallText | None
		representative: DF.Data | None
		reunification_goal: DF.SmallText | None
		since: DF.Date
		until_date: DF.Date | None
	# end: auto-generated types

	def onload(self):
		self.set_foster_coordinator()

	def validate(self):
		self.validate_days()
		self.validate_end()
		require_member(self, "child")
		self.validate_only_placement()
		self.set_foster_coordinator()

	def validate_days(self):
		"""Refuse future days (FutureDateError) and days in the wrong order (PeriodError)."""
		for fieldname in ("since", "until_date", "plan_date"):
			self.refuse_future(fieldname)
		for later, earlier in (("until_date", "since"), ("next_plan_due", "plan_date")):
			self.refuse_before(later, earlier)

	def validate_end(self):
		"""Refuse a last day without a code of how the placement ended, and a code without a day (PlacementEndError)."""
		if self.until_date:
			self.require("end_code", PlacementEndError)
		if self.end_code:
			self.require("until_date", PlacementEndError)

	def validate_only_placement(self):
		"""Refuse a placement that overlaps another one of the child (SecondPlacementError)."""
		# The rule is about every placement of the child, whoever is saving this one.
		names = get_names_of(self.family, self.child)
		filters = {"family": self.family, "child": ["in", names], "name": ["!=", self.name or ""]}
		others = read_now("Foster Placement", filters, ["name", "since", "until_date"], "since")
		start, until = getdate(self.since), getdate(self.until_date) if self.until_date else None
		for other in others:
			# The day on which one placement ends may be the first of the next.
			meets = periods_meet(start, until, other.since, other.until_date)
			if meets and start != other.until_date and until != other.since:
				frappe.throw(
					_("{0}: {1} is in care in this time ({2}). End that placement first.").format(
						self.label_of("child"), frappe.bold(self.child), other.name
					),
					SecondPlacementError,
				)

	def set_foster_coordinator(self):
		person = get_person_on_case(self.family, FOSTER_COORDINATOR)
		self.foster_coordinator = person.full_name if person else None

	def on_update(self):
		show_foster_care(self.family, self.child)

	def after_delete(self):
		show_foster_care(self.family, self.child)
