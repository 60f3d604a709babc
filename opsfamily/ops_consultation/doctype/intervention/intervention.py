import frappe
from frappe import ValidationError, _
from frappe.utils import now_datetime

from opsfamily.case.blank_times import BlankTimes
from opsfamily.case.document import CaseDocument
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.ops_consultation.doctype.intervention.notices import notify_of_intervention
from opsfamily.permissions.rule import can_see_section


class SignerError(ValidationError):
	"""An intervention is signed by the worker who took part in it, nobody else."""


class Intervention(BlankTimes, CaseDocument):
	"""A record of what was done when life or health was in danger (interwencja).

	A record, not an alarm: whoever is in danger needs 112 first. Everything that tells what happened is at level 1
	and never in access copies or papers for the family. The worker signs by submitting.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_consultation.doctype.intervention_notice.intervention_notice import (
			InterventionNotice,
		)
		from opsfamily.ops_visits.doctype.visit_participant.visit_participant import VisitParticipant

		amended_from: DF.Link | None
		blue_card_by: DF.Data | None
		blue_card_on: DF.Date | None
		done: DF.Text | None
		family: DF.Link
		from_time: DF.Time | None
		intervention_date: DF.Date
		naming_series: DF.Literal["INTER-.YYYY.-.####"]
		notified: DF.Table[InterventionNotice]
		persons: DF.Table[VisitParticipant]
		place: DF.Data | None
		representative: DF.Data | None
		seen: DF.Text
		signed_at: DF.Datetime | None
		worker: DF.Link
		worker_name: DF.Data | None
	# end: auto-generated types

	TIMES = ("from_time",)

	def validate(self):
		self.validate_writer()
		self.validate_days_of_notices()
		self.validate_blue_card()
		self.clear_signature()

	def validate_writer(self):
		"""Refuse another worker's record, except to coordinator and head (SomebodyElsesWorkError)."""
		user, before = frappe.session.user, self.get_doc_before_save()
		workers = {self.worker, before.worker if before else self.worker}
		if workers != {user} and not can_see_section(user):
			frappe.throw(
				_("{0}: an intervention is written by its worker, or by coordinator and head.").format(
					self.label_of("worker")
				),
				SomebodyElsesWorkError,
			)

	def validate_days_of_notices(self):
		"""Refuse a body that was notified before the intervention, naming the row (PeriodError)."""
		for row in self.notified:
			self.refuse_before("notified_on", "intervention_date", row=row)

	def validate_blue_card(self):
		"""Refuse a day of the „Niebieska Karta” without who started it (EmptyDocumentError).

		Who may start it: art. 9d with art. 9a(11)–(11d) of the Act of 29 July 2005, and § 2(2) of the regulation of
		6 September 2023 (Dz. U. 2023 poz. 1870).
		"""
		if self.blue_card_on:
			self.require("blue_card_by")

	def clear_signature(self):
		"""Clear the time of signing on a draft, whatever a client has sent."""
		if self.docstatus.is_draft():
			self.signed_at = None

	def before_submit(self):
		self.require("done")
		self.sign()

	def sign(self):
		"""Set the time of signing; refuse signing for somebody else (SignerError)."""
		if self.worker != frappe.session.user:
			frappe.throw(
				_("{0}: only {1} can sign this intervention.").format(
					self.label_of("worker"), frappe.bold(self.worker_name or self.worker)
				),
				SignerError,
			)
		self.signed_at = now_datetime().replace(microsecond=0)

	def after_insert(self):
		# A correction of a cancelled record is no new danger.
		if not self.amended_from:
			notify_of_intervention(self)
