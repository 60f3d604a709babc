import frappe
from frappe import ValidationError, _
from frappe.utils import cint, flt, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.core.assignments import runs_on
from opsfamily.exceptions import NotHeadError, ReasonMissingError
from opsfamily.permissions.rule import is_head


class OpinionError(ValidationError):
	"""The head's opinion follows on an interview, and an agreement on a positive opinion."""


class CostError(ValidationError):
	"""Costs are paid back for days of the agreement, each an amount above nought."""


POSITIVE = "Positive"
HELPS = ("helps_care", "helps_household", "helps_roles")
OPINION = ("opinion", "opinion_reason", "opinion_on")


class SupportingFamily(CaseDocument):
	"""People who support a family: the head's opinion after an interview, the agreement, and what it costs.

	Art. 29–31 of the Act of 9 June 2011. A draft is a proposal; it is submitted when the agreement was signed. A changed
	agreement is a new document.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.supporting_family_cost.supporting_family_cost import (
			SupportingFamilyCost,
		)

		agreement_number: DF.Data | None
		amended_from: DF.Link | None
		contact: DF.SmallText | None
		cost_rules: DF.SmallText | None
		costs: DF.Table[SupportingFamilyCost]
		end_reason: DF.SmallText | None
		ended_on: DF.Date | None
		family: DF.Link
		from_date: DF.Date | None
		helps_care: DF.Check
		helps_household: DF.Check
		helps_roles: DF.Check
		interview_on: DF.Date | None
		monthly_limit: DF.Currency
		naming_series: DF.Literal["RODZW-.YYYY.-.####"]
		opinion: DF.Literal["", "Positive", "Negative"]
		opinion_by: DF.Link | None
		opinion_on: DF.Date | None
		opinion_reason: DF.SmallText | None
		parties: DF.SmallText | None
		proposed_on: DF.Date
		relation: DF.Data | None
		representative: DF.Data | None
		signed_on: DF.Date | None
		supporting_people: DF.SmallText
		tasks: DF.SmallText | None
		total_costs: DF.Currency
		until_date: DF.Date | None
	# end: auto-generated types

	def validate(self):
		self.validate_days()
		self.validate_opinion()
		self.validate_costs()

	def validate_days(self):
		"""Refuse days in the wrong order (PeriodError)."""
		for later, earlier in (
			("until_date", "from_date"),
			("signed_on", "opinion_on"),
			("ended_on", "from_date"),
			# An earlier end: a longer agreement is a new document.
			("until_date", "ended_on"),
		):
			self.refuse_before(later, earlier)

	def validate_opinion(self):
		"""Let the head alone write the opinion (NotHeadError), after an interview (OpinionError); note who."""
		if any(self.is_written(fieldname) for fieldname in OPINION):
			if not is_head(frappe.session.user):
				frappe.throw(
					_("{0}: only the head of the centre writes it.").format(self.label_of("opinion")),
					NotHeadError,
				)
			self.opinion_by = frappe.session.user if self.opinion else None
			self.opinion_on = (self.opinion_on or getdate()) if self.opinion else None
		else:
			before = self.get_doc_before_save()
			self.opinion_by = before.opinion_by if before else None
		if self.opinion:
			self.require("interview_on", OpinionError)
			self.require("opinion_reason", OpinionError)
			self.refuse_before("opinion_on", "interview_on")

	def is_written(self, fieldname: str) -> bool:
		"""Return whether this save writes the field: changes it, or fills it in on a new document."""
		return self.is_changed(fieldname) if self.get_doc_before_save() else bool(self.get(fieldname))

	def before_submit(self):
		"""Refuse an agreement without a positive opinion, parties, days or any help (OpinionError, EmptyDocumentError)."""
		if self.opinion != POSITIVE:
			frappe.throw(
				_("{0}: an agreement needs a positive one.").format(self.label_of("opinion")), OpinionError
			)
		for fieldname in ("signed_on", "from_date", "parties", "cost_rules"):
			self.require(fieldname)
		if not any(cint(self.get(fieldname)) for fieldname in HELPS):
			self.require("tasks")

	def before_update_after_submit(self):
		self.validate_costs()
		self.validate_days()
		if self.ended_on:
			self.require("end_reason", ReasonMissingError)

	def validate_costs(self):
		"""Refuse a cost outside of the agreement or of no amount, naming the row (CostError); add them up."""
		for row in self.costs:
			if flt(row.amount, 2) <= 0:
				frappe.throw(
					_("{0}: an amount above nought.").format(self.label_of("amount", row)), CostError
				)
			self.refuse_future("cost_date", row)
			if not self.from_date or not self.runs_on(getdate(row.cost_date)):
				frappe.throw(
					_("{0}: the agreement does not run on this day.").format(self.label_of("cost_date", row)),
					CostError,
				)
		self.total_costs = flt(sum(flt(row.amount, 2) for row in self.costs), 2)

	def runs_on(self, day) -> bool:
		"""Return whether the agreement runs on a day; its first and last day count."""
		last = self.ended_on or self.until_date
		return runs_on(day, getdate(self.from_date), getdate(last) if last else None)
