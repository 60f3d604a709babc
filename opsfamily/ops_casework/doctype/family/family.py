import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.closing import get_standing_closing
from opsfamily.case.document import CaseDocument
from opsfamily.case.people import get_current_people
from opsfamily.core import roles
from opsfamily.core.assignments import SOCIAL_WORKER
from opsfamily.ops_intake.family_page import get_consent_days, keep_foster_care
from opsfamily.permissions.rule import can_see_section


class CaseClosedError(ValidationError):
	"""The status of a closed case follows from its closing and cannot be typed."""


class Family(CaseDocument):
	"""A family in the section's care: its data is typed here once and taken over by other documents.

	The people on the case come from Case Assignments and are refreshed when these change, and daily.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.family_member.family_member import FamilyMember
		from opsfamily.ops_casework.doctype.support_contact.support_contact import SupportContact

		address: DF.SmallText | None
		closed_on: DF.Date | None
		current_assistant: DF.Data | None
		current_coordinator: DF.Data | None
		current_social_worker: DF.Data | None
		data_consent_date: DF.Date | None
		difficulty: DF.Link | None
		home_warning: DF.SmallText | None
		last_assessment_on: DF.Date | None
		legal_basis: DF.Literal["", "Family Consent", "Court Order", "Za Życiem", "Other Basis"]
		legal_basis_note: DF.Data | None
		members: DF.Table[FamilyMember]
		naming_series: DF.Literal["ROD-.YYYY.-.####"]
		phone: DF.Data | None
		representative: DF.Data
		status: DF.Literal["Notified", "Under Support", "Monitored", "Case Closed"]
		support_network: DF.Table[SupportContact]
		work_consent_date: DF.Date | None
	# end: auto-generated types

	def onload(self):
		self.set_current_people()

	def validate(self):
		self.set_consent_dates()
		self.validate_consents()
		self.validate_births()
		self.refuse_future("last_assessment_on")
		keep_foster_care(self)
		self.set_current_people()
		self.validate_status_follows_closing()
		self.set_closed_on()

	def set_consent_dates(self):
		"""Set the days of the consents that are on file; without one the typed day stays."""
		self.update(get_consent_days(self.name))

	def validate_consents(self):
		"""Refuse future days of consents (FutureDateError)."""
		for fieldname in ("work_consent_date", "data_consent_date"):
			self.refuse_future(fieldname)

	def validate_births(self):
		"""Refuse future birth dates (FutureDateError)."""
		for member in self.members:
			self.refuse_future("birth_date", member)

	def validate_status_follows_closing(self):
		"""Refuse a changed status while a closing is in force (CaseClosedError)."""
		if self.flags.status_by_closing or self.is_new() or not self.is_changed("status"):
			return
		closing = get_standing_closing(self.name)
		if closing:
			frappe.throw(
				_("{0} follows from the closing {1}; the head reopens the case there.").format(
					self.label_of("status"), frappe.bold(closing)
				),
				CaseClosedError,
			)

	def set_closed_on(self):
		"""Set the day from which retention periods may run: today, unless another day was typed."""
		self.refuse_future("closed_on")
		is_closed = self.status == "Case Closed"
		self.closed_on = (self.closed_on or getdate()) if is_closed else None

	def set_current_people(self):
		self.update(get_current_people(self.name))

	def after_insert(self):
		self.put_social_worker_on_case()

	def put_social_worker_on_case(self):
		"""Assign a social worker who creates a family to its case from today."""
		user = frappe.session.user
		if can_see_section(user) or roles.SOCIAL_WORKER not in frappe.get_roles(user):
			return
		assignment = frappe.new_doc("Case Assignment")
		assignment.update({"family": self.name, "user": user, "part": SOCIAL_WORKER, "from_date": getdate()})
		# Safe: only for the family that this user has just been allowed to create, and only for themselves.
		assignment.insert(ignore_permissions=True)
