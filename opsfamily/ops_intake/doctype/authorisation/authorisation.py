import frappe
from frappe import ValidationError, _

from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_names_of, household_on, require_member
from opsfamily.case.people import get_person_on_case
from opsfamily.core.assignments import ASSISTANT
from opsfamily.core.authorisations import POWER_OF_ATTORNEY, SPECIAL
from opsfamily.exceptions import WithdrawnTooEarlyError


class BodyMissingError(ValidationError):
	"""A special authorisation names no body."""


class PowerOfAttorneyNeededError(ValidationError):
	"""The statutory authorisation does not reach health providers."""


class AuthorisationUsedError(ValidationError):
	"""Steps were taken on the authorisation, so it can be withdrawn but not cancelled."""


class Authorisation(CaseDocument):
	"""A person's written permission („upoważnienie”) for the assistant to act for them before bodies.

	It is printed as a draft and submitted once signed; after that only its withdrawal can be written.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		assistant: DF.Link
		assistant_name: DF.Data | None
		birth_date: DF.Date | None
		body: DF.Link | None
		document_number: DF.Data | None
		family: DF.Link
		from_date: DF.Date
		kind: DF.Literal["Statutory Authorisation", "Power of Attorney"]
		naming_series: DF.Literal["UPOW-.YYYY.-.####"]
		person: DF.Autocomplete
		person_address: DF.SmallText | None
		reach: DF.Literal["General", "Special"]
		representative: DF.Data | None
		scan: DF.Attach | None
		scope: DF.SmallText
		until_date: DF.Date | None
		withdrawn_on: DF.Date | None
	# end: auto-generated types

	def before_validate(self):
		self.set_assistant()

	def set_assistant(self):
		"""Set the family's assistant of today where nobody was named."""
		person = None if self.assistant else get_person_on_case(self.family, ASSISTANT)
		if person:
			self.assistant, self.assistant_name = person

	def validate(self):
		require_member(self, "person")
		self.set_identity()
		self.validate_body()
		self.validate_kind()
		self.validate_period()
		self.withdrawn_on = None

	def set_identity(self):
		"""Fill in the address and birth date of a new authorisation from the family's page."""
		if not self.is_new():
			return
		self.person_address = self.person_address or frappe.db.get_value("Family", self.family, "address")
		names = get_names_of(self.family, self.person)
		born = [
			row.birth_date for row in household_on(self.family) if row.full_name in names and row.birth_date
		]
		self.birth_date = self.birth_date or next(iter(born), None)

	def validate_body(self):
		"""Refuse a special authorisation without its body (BodyMissingError); clear the body of a general one."""
		if self.reach != SPECIAL:
			self.body = None
		elif not self.body:
			frappe.throw(
				_("{0} is missing: a special authorisation names it.").format(self.label_of("body")),
				BodyMissingError,
			)

	def validate_kind(self):
		"""Refuse the statutory authorisation before a health provider (PowerOfAttorneyNeededError)."""
		is_provider = self.body and frappe.db.get_value("Support Body", self.body, "is_health_provider")
		if is_provider and self.kind != POWER_OF_ATTORNEY:
			frappe.throw(
				_("{0}: {1} is a health provider, so a power of attorney is needed.").format(
					self.label_of("kind"), frappe.bold(self.body)
				),
				PowerOfAttorneyNeededError,
			)

	def validate_period(self):
		self.refuse_before("until_date", "from_date")

	def before_update_after_submit(self):
		self.refuse_future("withdrawn_on")
		self.refuse_before("withdrawn_on", "from_date", WithdrawnTooEarlyError)

	def before_cancel(self):
		"""Refuse when steps were taken on it (AuthorisationUsedError): they would lose their basis."""
		super().before_cancel()
		# The rule is about every catalogue, whoever cancels.
		if frappe.db.exists("Support Catalogue Step", {"authorisation": self.name}):
			frappe.throw(
				_("{0}: steps were taken on it. Withdraw it instead: {1}.").format(
					frappe.bold(self.name), self.label_of("withdrawn_on")
				),
				AuthorisationUsedError,
			)
