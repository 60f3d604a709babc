import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.core import court_opinion as core
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.ops_intake.doctype.court_opinion.facts import get_facts, get_persons
from opsfamily.permissions.rule import can_see_section


class CourtOpinion(CaseDocument):
	"""The opinion on a family and its members that a court asks for (art. 15(1)(17)).

	Its draft is composed from the file; a person edits it, adds the opinion itself and signs. Submitting
	freezes it.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		asked_by: DF.Data
		asked_on: DF.Date
		due_date: DF.Date | None
		facts: DF.Text | None
		family: DF.Link
		naming_series: DF.Literal["OPINIA-.YYYY.-.####"]
		opinion: DF.Text | None
		period_from: DF.Date
		period_until: DF.Date
		persons: DF.SmallText | None
		reference: DF.Data | None
		representative: DF.Data | None
		sensitive_facts: DF.Text | None
		signed_by: DF.Link | None
		signed_by_name: DF.Data | None
		signed_on: DF.Date | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		if not self.facts and self.has_period():
			self.compose()

	def has_period(self) -> bool:
		return bool(self.family and self.period_from and self.period_until)

	def compose(self):
		"""Compose facts and names anew from what the session's user may read of the file."""
		self.validate_period()
		facts = get_facts(self.family, (getdate(self.period_from), getdate(self.period_until)))
		self.persons = core.persons(get_persons(self.family))
		self.facts = core.facts(facts)
		self.sensitive_facts = core.sensitive_facts(facts)

	def validate(self):
		self.refuse_future("asked_on")
		self.refuse_future("period_until")
		self.refuse_future("signed_on")
		self.validate_period()
		self.validate_due_date()

	def validate_period(self):
		self.refuse_before("period_until", "period_from")

	def validate_due_date(self):
		self.refuse_before("due_date", "asked_on")

	def before_submit(self):
		for fieldname in ("facts", "opinion", "signed_by"):
			self.require(fieldname)
		self.validate_signature()
		self.signed_on = self.signed_on or getdate()

	def validate_signature(self):
		"""Refuse to submit what another person signs, except by coordinator and head (SomebodyElsesWorkError)."""
		user = frappe.session.user
		if self.signed_by != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you submit only what you sign yourself.").format(self.label_of("signed_by")),
				SomebodyElsesWorkError,
			)
