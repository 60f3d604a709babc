from datetime import date
from decimal import Decimal

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, getdate

from opsfamily.case.causes import validate_causes
from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_present_members
from opsfamily.case.names import show_former_names
from opsfamily.case.office_columns import copy_shared_columns
from opsfamily.case.people import fill_people, take_over
from opsfamily.core import income
from opsfamily.core.months import add_months
from opsfamily.office import get_setting
from opsfamily.ops_casework.doctype.family_assessment.taken_over import (
	PARTS,
	get_unconfirmed_parts,
	set_confirmations,
	take_over_last,
)
from opsfamily.ops_paper.values import paper_date


class UnconfirmedPartError(ValidationError):
	"""A part that was taken over from the last assessment is neither confirmed nor rewritten."""


MEMBER_FIELDS = (
	"full_name",
	"birth_date",
	"kinship",
	"in_foster_care",
	"education_and_work",
	"workplace_or_school",
	"health",
)


class MeetingMissingError(ValidationError):
	"""Only a final assessment may be written from the files, without a meeting."""


class FamilyAssessment(CaseDocument):
	"""The assessment of a family's situation (paper F1), at least every half-year (art. 15(1)(15)).

	A later one begins from the last one (taken_over.py).
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.family_income.family_income import FamilyIncome
		from opsfamily.ops_casework.doctype.family_member.family_member import FamilyMember
		from opsfamily.ops_intake.doctype.case_cause.case_cause import CaseCause
		from opsfamily.ops_intake.doctype.sensitive_case_cause.sensitive_case_cause import SensitiveCaseCause

		address: DF.SmallText | None
		amended_from: DF.Link | None
		assessment_date: DF.Date
		assistant: DF.Link | None
		assistant_name: DF.Data | None
		bonds: DF.Text | None
		bonds_confirmed_on: DF.Date | None
		bonds_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		bonds_unchanged: DF.Check
		causes: DF.TableMultiSelect[CaseCause]
		causes_confirmed_on: DF.Date | None
		causes_unchanged: DF.Check
		conflicts: DF.Text | None
		conflicts_confirmed_on: DF.Date | None
		conflicts_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		conflicts_unchanged: DF.Check
		debts: DF.SmallText | None
		education: DF.Text | None
		education_confirmed_on: DF.Date | None
		education_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		education_unchanged: DF.Check
		family: DF.Link
		handed_to_head_on: DF.Date | None
		household: DF.Table[FamilyMember]
		housing_confirmed_on: DF.Date | None
		housing_order: DF.SmallText | None
		housing_tenure: DF.SmallText | None
		housing_unchanged: DF.Check
		income_confirmed_on: DF.Date | None
		income_per_head: DF.Currency
		income_total: DF.Currency
		income_unchanged: DF.Check
		incomes: DF.Table[FamilyIncome]
		kind: DF.Literal["Initial", "Periodic", "Final"]
		naming_series: DF.Literal["OCENA-.YYYY.-.####"]
		next_due: DF.Date | None
		other_observations: DF.Text | None
		other_observations_confirmed_on: DF.Date | None
		other_observations_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		other_observations_unchanged: DF.Check
		parenting: DF.Text | None
		parenting_confirmed_on: DF.Date | None
		parenting_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		parenting_unchanged: DF.Check
		phone: DF.Data | None
		representative: DF.Data
		residents: DF.Int
		sensitive_causes: DF.TableMultiSelect[SensitiveCaseCause]
		sleep_study_rest: DF.SmallText | None
		social_worker: DF.Link | None
		social_worker_name: DF.Data | None
		structure_and_roles: DF.Text | None
		structure_and_roles_confirmed_on: DF.Date | None
		structure_and_roles_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		structure_and_roles_unchanged: DF.Check
		taken_from: DF.Link | None
		taken_over_parts: DF.Data | None
		third_party_note: DF.Text | None
		violence: DF.Text | None
		violence_confirmed_on: DF.Date | None
		violence_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		violence_unchanged: DF.Check
		without_meeting: DF.Check
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		take_over(self, ("representative", "address", "phone"))
		fill_people(self)
		self.take_over_household()
		take_over_last(self)

	def take_over_household(self):
		"""Copy the household of the family's page into a new assessment, where it may be changed."""
		if self.household or not self.family:
			return
		for member in get_present_members(frappe.get_doc("Family", self.family)):
			row = self.append("household", {fieldname: member.get(fieldname) for fieldname in MEMBER_FIELDS})
			copy_shared_columns(member, member.doctype, row)

	def validate(self):
		self.refuse_future("assessment_date")
		self.refuse_future("handed_to_head_on")
		for member in self.household:
			self.refuse_future("birth_date", member)
		validate_causes(self)
		set_confirmations(self)
		self.validate_meeting()
		show_former_names(self.household, self.family)
		self.set_incomes()
		self.set_next_due()

	def validate_meeting(self):
		"""Refuse an assessment from the files that is not the final one (MeetingMissingError)."""
		if cint(self.without_meeting) and self.kind != "Final":
			frappe.throw(
				_("{0}: only a final assessment may do without a meeting.").format(
					self.label_of("without_meeting")
				),
				MeetingMissingError,
			)

	def set_incomes(self):
		"""Set the total income and the income per head of the household, in PLN a month."""
		total: Decimal = income.total(row.amount for row in self.incomes)
		persons = len(self.household) or self.residents or 0
		self.income_total = float(total)
		self.income_per_head = float(income.per_head(total, persons))

	def set_next_due(self):
		"""Set the day of the next assessment by the office's interval, unless it was typed or this is the final one."""
		if not self.assessment_date or self.kind == "Final":
			return
		if not self.next_due or self.is_next_due_reckoned():
			self.next_due = reckon_next_due(self.assessment_date)

	def is_next_due_reckoned(self) -> bool:
		"""Return whether the day of the next assessment follows from the stored day of this one, and nobody typed another."""
		before = self.get_doc_before_save()
		if not (before and before.assessment_date and before.next_due) or self.is_changed("next_due"):
			return False
		return getdate(before.next_due) == reckon_next_due(before.assessment_date)

	def onload(self):
		parts = get_unconfirmed_parts(self) if self.docstatus.is_draft() else []
		self.set_onload(
			"unconfirmed_parts", [{"part": part, "label": self.label_part(part)} for part in parts]
		)

	def before_submit(self):
		self.validate_taken_over_is_confirmed()

	def validate_taken_over_is_confirmed(self):
		"""Refuse parts that were taken over and neither confirmed nor rewritten, naming them (UnconfirmedPartError)."""
		parts = self.get_unconfirmed_labels()
		if parts:
			frappe.throw(
				_(
					"Taken over from the last assessment and not confirmed: {0}. Confirm that nothing has changed, or rewrite them."
				).format(", ".join(frappe.bold(part) for part in parts)),
				UnconfirmedPartError,
			)

	def get_unconfirmed_labels(self) -> list[str]:
		"""Return the sections that were taken over and are not confirmed, as the form names them."""
		return [self.label_part(part) for part in get_unconfirmed_parts(self)]

	def label_part(self, part: str) -> str:
		"""Return how the form names a part: its section."""
		return _(self.meta.get_label(PARTS[part][0]))

	def get_remark_on_part(self, part: str) -> str:
		"""Return what the paper says under a part that was taken over; „bez zmian” only where a worker confirmed it."""
		if self.get(f"{part}_unchanged"):
			return f"potwierdzono bez zmian w dniu {paper_date(self.get(f'{part}_confirmed_on'))}"
		if self.docstatus.is_draft() and part in get_unconfirmed_parts(self):
			return "przejęto z poprzedniej oceny, do potwierdzenia"
		return ""

	def before_update_after_submit(self):
		self.refuse_future("handed_to_head_on")


def reckon_next_due(assessment_date) -> date:
	"""Return the day of the next assessment by the office's interval."""
	return add_months(getdate(assessment_date), get_setting("assessment_interval_months"))
