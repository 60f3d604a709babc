import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.dictionaries import refuse_disabled_entries
from opsfamily.case.document import ClosedDocument
from opsfamily.case.values import refuse_wrong_values
from opsfamily.exceptions import PeriodError


class EvaluationDayError(ValidationError):
	"""A cooperation is evaluated once a day, after the agreement began and not after today."""


class CooperationAgreement(ClosedDocument):
	"""An agreement with a body on how it works together with the office, and the yearly evaluation of that.

	It names nobody of a family. What was signed is on paper; this is how to find and to keep it.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.agreement_contact.agreement_contact import AgreementContact
		from opsfamily.ops_teamwork.doctype.cooperation_evaluation.cooperation_evaluation import (
			CooperationEvaluation,
		)

		agreement_number: DF.Data | None
		body: DF.Data
		contacts: DF.Table[AgreementContact]
		degree: DF.Link | None
		evaluated_on: DF.Date | None
		evaluations: DF.Table[CooperationEvaluation]
		keeper: DF.Link
		keeper_name: DF.Data | None
		kind: DF.Link | None
		naming_series: DF.Literal["POR-.YYYY.-.####"]
		not_continued: DF.Check
		shared_tools: DF.SmallText | None
		stage: DF.Link | None
		subject: DF.SmallText
		valid_from: DF.Date
		valid_until: DF.Date | None
		ways: DF.SmallText | None
	# end: auto-generated types

	def before_validate(self):
		refuse_wrong_values(self)

	def validate(self):
		refuse_disabled_entries(self)
		self.validate_period()
		self.validate_evaluations()
		self.show_latest_evaluation()

	def validate_period(self):
		"""Refuse a last day before the first one (PeriodError)."""
		if self.valid_until and getdate(self.valid_until) < getdate(self.valid_from):
			frappe.throw(
				_("{0} lies before {1}.").format(self.label_of("valid_until"), self.label_of("valid_from")),
				PeriodError,
			)

	def validate_evaluations(self):
		"""Refuse an evaluation ahead, before the agreement, or a second one of a day (EvaluationDayError)."""
		seen = set()
		for row in self.evaluations:
			fault = self.find_fault(getdate(row.evaluated_on), seen)
			if fault:
				frappe.throw(f"{self.label_of('evaluated_on', row)}: {fault}", EvaluationDayError)
			seen.add(getdate(row.evaluated_on))

	def find_fault(self, day, seen: set) -> str | None:
		"""Return what is wrong with the day of an evaluation. seen: the days of the rows before."""
		if day > getdate():
			return _("this day lies ahead.")
		if day < getdate(self.valid_from):
			return _("the agreement did not run yet on this day.")
		return _("this day is in the table twice.") if day in seen else None

	def show_latest_evaluation(self):
		"""Copy the latest evaluation to the top, for lists and clocks, whatever the client sent."""
		latest = max(self.evaluations, key=lambda row: getdate(row.evaluated_on), default=None)
		self.update(
			{
				"evaluated_on": latest and latest.evaluated_on,
				"stage": latest and latest.stage,
				"degree": latest and latest.degree,
			}
		)
