import frappe
from frappe import ValidationError, _

from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import show_facts
from opsfamily.case.household import get_names_of, require_member
from opsfamily.core.consents import RUNS, WITH_OTHER_PARENT, WITHDRAWN, is_running
from opsfamily.exceptions import WithdrawnTooEarlyError
from opsfamily.ops_intake.doctype.consent.withdrawal import notify_coordinators
from opsfamily.ops_intake.family_page import get_people_who_consent, show_consents


class SecondConsentError(ValidationError):
	"""The person has another consent of this kind that was not withdrawn."""


class NextStepMissingError(ValidationError):
	"""A withdrawn consent to work needs the next step."""


class NobodyElseConsentsError(ValidationError):
	"""Work goes on with the other parent only while that parent's consent runs."""


class Consent(CaseDocument):
	"""One person's consent: its kind, the day on which it was given, and the day on which it was withdrawn.

	The family's page shows the days of the consents to work and to data processing from here.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		family: DF.Link
		given_on: DF.Date
		is_consent_to_work: DF.Check
		kind: DF.Link
		naming_series: DF.Literal["ZGODA-.YYYY.-.####"]
		next_step: DF.Literal[
			"", "Go On with the Other Parent", "End the Work", "Turn to the Court", "Work on Another Basis"
		]
		person: DF.Autocomplete
		remark: DF.SmallText | None
		representative: DF.Data | None
		scan: DF.Attach | None
		status: DF.Literal["Consent Runs", "Consent Withdrawn"]
		text: DF.SmallText | None
		withdrawn_on: DF.Date | None
	# end: auto-generated types

	def validate(self):
		self.validate_days()
		require_member(self, "person")
		self.set_status()
		self.validate_only_running_consent()
		self.validate_next_step()

	def validate_days(self):
		"""Refuse future days (FutureDateError) and a withdrawal before the consent (WithdrawnTooEarlyError)."""
		self.refuse_future("given_on")
		self.refuse_future("withdrawn_on")
		self.refuse_before("withdrawn_on", "given_on", WithdrawnTooEarlyError)

	def set_status(self):
		self.status = WITHDRAWN if self.withdrawn_on else RUNS

	def validate_only_running_consent(self):
		"""Refuse a second running consent of the person and kind (SecondConsentError)."""
		names = get_names_of(self.family, self.person)
		keys = {"family": self.family, "person": ["in", names], "kind": self.kind}
		other = frappe.db.get_value(
			"Consent", {**keys, "status": RUNS, "name": ["!=", self.name or ""]}, "name", for_update=True
		)
		if other and is_running(self.withdrawn_on):
			frappe.throw(
				_("{0}: {1} has given this consent already ({2}).").format(
					self.label_of("kind"), frappe.bold(self.person), other
				),
				SecondConsentError,
			)

	def validate_next_step(self):
		"""Refuse a withdrawn consent to work without its next step (NextStepMissingError); clear the step otherwise."""
		self.is_consent_to_work = frappe.db.get_value("Consent Kind", self.kind, "is_consent_to_work")
		if not (self.withdrawn_on and self.is_consent_to_work):
			self.next_step = None
		elif not self.next_step:
			frappe.throw(
				_("{0} is missing: the consent to work was withdrawn.").format(self.label_of("next_step")),
				NextStepMissingError,
			)
		self.validate_other_parent()

	def validate_other_parent(self):
		"""Refuse to go on with the other parent where nobody else's consent to work runs (NobodyElseConsentsError)."""
		if self.next_step != WITH_OTHER_PARENT:
			return
		names = set(get_names_of(self.family, self.person))
		if not set(get_people_who_consent(self.family, self.name, lock=True)) - names:
			frappe.throw(
				_("{0}: nobody else's consent to work runs in this family.").format(
					self.label_of("next_step")
				),
				NobodyElseConsentsError,
			)

	def on_update(self):
		self.show_on_family()
		if self.withdrawn_on and self.is_consent_to_work and self.is_changed("withdrawn_on"):
			notify_coordinators(self)

	def after_delete(self):
		self.show_on_family()

	def show_on_family(self):
		show_consents(self.family)
		show_facts(self.family)
