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

	def before_insert(self):
		super().before_insert()
		take_over(self, ("representative", "address", "phone"))
		fill_people(self)
		self.take_over_household()

	def take_over_household(self):
		"""The household as the family's page has it; from now on it belongs to the assessment."""
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
		"""Total and per-head income in PLN a month; per head of the household."""
		total: Decimal = income.total(row.amount for row in self.incomes)
		persons = len(self.household) or self.residents or 0
		self.income_total = float(total)
		self.income_per_head = float(income.per_head(total, persons))

	def set_next_due(self):
		if not self.next_due and self.assessment_date and self.kind != "Final":
			months = get_setting("assessment_interval_months")
			self.next_due = add_months(getdate(self.assessment_date), months)

	def before_update_after_submit(self):
		self.refuse_future("handed_to_head_on")
