import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import show_facts
from opsfamily.case.household import require_member
from opsfamily.core.authorisations import ACTING_FOR, Authority, authority_for
from opsfamily.ops_intake.doctype.support_catalogue.application import get_missing_consents
from opsfamily.ops_paper.values import paper_date


class HandedTooEarlyError(ValidationError):
	"""The assistant got the application before the office received it."""


class NoAuthorisationError(ValidationError):
	"""The assistant acts before a body only on a written authorisation (Act of 4 November 2016)."""


class SupportCatalogue(CaseDocument):
	"""„Za życiem” (Act of 4 November 2016): the person entitled, the support agreed, the steps taken."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_intake.doctype.support_catalogue_need.support_catalogue_need import (
			SupportCatalogueNeed,
		)
		from opsfamily.ops_intake.doctype.support_catalogue_step.support_catalogue_step import (
			SupportCatalogueStep,
		)

		application_received_on: DF.Date
		catalogue_date: DF.Date | None
		document_date: DF.Date | None
		ended_on: DF.Date | None
		entitlement_kind: DF.Link | None
		family: DF.Link
		handed_on: DF.Date | None
		issuer: DF.Data | None
		naming_series: DF.Literal["KAT-.YYYY.-.####"]
		needs: DF.Table[SupportCatalogueNeed]
		person: DF.Autocomplete
		representative: DF.Data | None
		scan: DF.Attach | None
		steps: DF.Table[SupportCatalogueStep]
	# end: auto-generated types

	def onload(self):
		self.set_onload("missing_consents", get_missing_consents(self.family))

	def validate(self):
		self.validate_days()
		require_member(self, "person")
		self.validate_handing_over()
		self.set_authorisations()

	def validate_days(self):
		"""Refuse future days, in the steps as well (FutureDateError)."""
		for fieldname in (
			"application_received_on",
			"handed_on",
			"catalogue_date",
			"ended_on",
			"document_date",
		):
			self.refuse_future(fieldname)
		self.refuse_before("ended_on", "application_received_on")
		for row in self.steps:
			self.refuse_future("step_date", row)

	def validate_handing_over(self):
		"""Refuse an application handed over before the office received it (HandedTooEarlyError)."""
		self.refuse_before("handed_on", "application_received_on", HandedTooEarlyError)

	def on_update(self):
		show_facts(self.family)

	def after_delete(self):
		show_facts(self.family)

	def set_authorisations(self):
		"""Set the authorisation of each step for the person; refuse one that none covers (NoAuthorisationError).

		Accompanying the person, informing and telephoning with them need none and are never refused. A stored step keeps the authorisation on which it was taken, even if that was withdrawn since.
		"""
		stored = {row.name: row for row in self.get_stored_steps()}
		authorities = self.get_authorities()
		for row in self.steps:
			before = stored.get(row.name)
			row.nature = row.nature or ACTING_FOR
			if row.nature != ACTING_FOR:
				row.authorisation = None
			elif before and before.authorisation and is_same_step(before, row):
				row.authorisation = before.authorisation
			else:
				row.authorisation = self.find_authorisation(row, authorities)

	def get_stored_steps(self) -> list:
		"""Return the steps as the database has them."""
		before = self.get_doc_before_save()
		return before.steps if before else []

	def get_authorities(self) -> list[Authority]:
		"""Return the family's submitted authorisations, oldest first."""
		# get_all: the rule is about every authorisation of the family, whoever is saving the catalogue.
		rows = frappe.get_all(
			"Authorisation",
			filters={"family": self.family, "docstatus": 1},
			fields=["name", "body", "from_date", "until_date", "withdrawn_on", "kind"],
			order_by="from_date, name",
		)
		return [Authority(*row.values()) for row in rows]

	def find_authorisation(self, row, authorities: list[Authority]) -> str:
		"""Return the name of the authorisation that covers the step. Raises NoAuthorisationError."""
		day = getdate(row.step_date)
		is_provider = bool(frappe.db.get_value("Support Body", row.body, "is_health_provider"))
		authorisation = authority_for(row.body, day, authorities, is_provider)
		if not authorisation:
			message = _("{0}: no submitted authorisation covers {1} on {2}.")
			if is_provider:
				message = _("{0}: no power of attorney covers {1}, a health provider, on {2}.")
			frappe.throw(
				message.format(self.label_of("body", row), frappe.bold(row.body), paper_date(day)),
				NoAuthorisationError,
			)
		return authorisation


def is_same_step(before, row) -> bool:
	"""Return whether the stored row is of the same body and day."""
	return (before.body, before.step_date) == (row.body, getdate(row.step_date))
