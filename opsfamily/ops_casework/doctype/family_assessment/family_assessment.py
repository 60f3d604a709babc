from decimal import Decimal

import frappe
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.people import fill_people, take_over
from opsfamily.core import income
from opsfamily.core.months import add_months
from opsfamily.office import get_setting

MEMBER_FIELDS = (
	"full_name",
	"birth_date",
	"kinship",
	"in_foster_care",
	"education_and_work",
	"workplace_or_school",
	"health",
)


class FamilyAssessment(CaseDocument):
	"""The assessment of a family's situation (paper F1), at least every half-year (art. 15(1)(15))."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.family_income.family_income import FamilyIncome
		from opsfamily.ops_casework.doctype.family_member.family_member import FamilyMember

		address: DF.SmallText | None
		amended_from: DF.Link | None
		assessment_date: DF.Date
		assistant: DF.Link | None
		assistant_name: DF.Data | None
		bonds: DF.Text | None
		bonds_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		conflicts: DF.Text | None
		conflicts_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		debts: DF.SmallText | None
		education: DF.Text | None
		education_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		family: DF.Link
		handed_to_head_on: DF.Date | None
		household: DF.Table[FamilyMember]
		housing_order: DF.SmallText | None
		housing_tenure: DF.SmallText | None
		income_per_head: DF.Currency
		income_total: DF.Currency
		incomes: DF.Table[FamilyIncome]
		kind: DF.Literal["Initial", "Periodic", "Final"]
		naming_series: DF.Literal["OCENA-.YYYY.-.####"]
		next_due: DF.Date | None
		other_observations: DF.Text | None
		other_observations_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		parenting: DF.Text | None
		parenting_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		phone: DF.Data | None
		representative: DF.Data
		residents: DF.Int
		sleep_study_rest: DF.SmallText | None
		social_worker: DF.Link | None
		social_worker_name: DF.Data | None
		structure_and_roles: DF.Text | None
		structure_and_roles_rating: DF.Literal["", "1", "2", "3", "4", "5"]
		third_party_note: DF.Text | None
		violence: DF.Text | None
		violence_rating: DF.Literal["", "1", "2", "3", "4", "5"]
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		take_over(self, ("representative", "address", "phone"))
		fill_people(self)
		self.take_over_household()

	def take_over_household(self):
		"""Copy the household of the family's page into a new assessment, where it may be changed."""
		if self.household or not self.family:
			return
		for member in frappe.get_doc("Family", self.family).members:
			self.append("household", {fieldname: member.get(fieldname) for fieldname in MEMBER_FIELDS})

	def validate(self):
		self.refuse_future("assessment_date")
		self.refuse_future("handed_to_head_on")
		for member in self.household:
			self.refuse_future("birth_date", member)
		self.set_incomes()
		self.set_next_due()

	def set_incomes(self):
		"""Set the total income and the income per head of the household, in PLN a month."""
		total: Decimal = income.total(row.amount for row in self.incomes)
		persons = len(self.household) or self.residents or 0
		self.income_total = float(total)
		self.income_per_head = float(income.per_head(total, persons))

	def set_next_due(self):
		"""Set the day of the next assessment by the office's interval, unless it was typed or this is the final one."""
		if not self.next_due and self.assessment_date and self.kind != "Final":
			months = get_setting("assessment_interval_months")
			self.next_due = add_months(getdate(self.assessment_date), months)

	def before_update_after_submit(self):
		self.refuse_future("handed_to_head_on")
