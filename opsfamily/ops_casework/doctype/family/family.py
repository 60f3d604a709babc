import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import DERIVED, show_facts
from opsfamily.case.names import carry_names, find_current_name, note_former_names
from opsfamily.case.people import get_current_people
from opsfamily.core import basis, roles
from opsfamily.core.assignments import SOCIAL_WORKER
from opsfamily.core.former_names import is_same_name
from opsfamily.core.status import NOTIFIED
from opsfamily.exceptions import NotAMemberError, ReasonMissingError
from opsfamily.ops_casework.doctype.family.similar import show_similar
from opsfamily.ops_casework.doctype.same_person.same_person import forget_links
from opsfamily.ops_figures.counted import forget_family
from opsfamily.ops_intake.family_page import get_consent_days, keep_foster_care
from opsfamily.permissions.rule import can_see_section

# Fields of the page itself from which status, end and basis follow, next to the table of bases (`case/facts.py`).
TYPED_FACTS = ("assistant_since", "ended_before", "work_consent_date")


class TakenOverError(ValidationError):
	"""Only coordinator and head say since when a family taken over has been supported, or that its work had ended."""


class PeopleAwayError(ValidationError):
	"""Days of a member, a basis or an absence are in the wrong order or missing."""


class Family(CaseDocument):
	"""A family in the section's care: its data is typed here once and taken over by other documents.

	The people on the case come from Case Assignments and are refreshed when these change, and daily.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.family_absence.family_absence import FamilyAbsence
		from opsfamily.ops_casework.doctype.family_basis.family_basis import FamilyBasis
		from opsfamily.ops_casework.doctype.family_member.family_member import FamilyMember
		from opsfamily.ops_casework.doctype.missing_consent.missing_consent import MissingConsent
		from opsfamily.ops_casework.doctype.support_contact.support_contact import SupportContact

		absences: DF.Table[FamilyAbsence]
		address: DF.SmallText | None
		assistant_since: DF.Date | None
		bases: DF.Table[FamilyBasis]
		case_mark: DF.Data | None
		closed_on: DF.Date | None
		current_assistant: DF.Data | None
		current_coordinator: DF.Data | None
		current_social_worker: DF.Data | None
		data_consent_date: DF.Date | None
		difficulty: DF.Link | None
		ended_before: DF.Date | None
		former_names: DF.SmallText | None
		home_warning: DF.SmallText | None
		last_assessment_on: DF.Date | None
		legal_basis: DF.Literal[
			"", "Family Consent", "Court Order", "Za Życiem", "Minor Parent", "Other Basis"
		]
		legal_basis_note: DF.Data | None
		members: DF.Table[FamilyMember]
		missing_consents: DF.Table[MissingConsent]
		naming_series: DF.Literal["ROD-.YYYY.-.####"]
		phone: DF.Data | None
		representative: DF.Data
		status: DF.Literal[
			"Notified",
			"Assistant Refused",
			"Closed Without Request",
			"Application Withdrawn",
			"Waiting for Assistant",
			"Under Support",
			"Monitored",
			"Case Closed",
		]
		support_network: DF.Table[SupportContact]
		work_consent_date: DF.Date | None
	# end: auto-generated types

	def onload(self):
		self.set_current_people()

	def validate(self):
		self.set_consent_dates()
		self.validate_consents()
		self.validate_members()
		self.validate_absences()
		self.validate_bases()
		self.validate_taken_over()
		self.refuse_future("last_assessment_on")
		note_former_names(self)
		self.validate_network()
		keep_foster_care(self)
		self.set_current_people()
		self.keep_derived()

	def set_consent_dates(self):
		"""Set the days of the consents that are on file; without one the typed day stays."""
		self.update(get_consent_days(self.name))

	def validate_consents(self):
		"""Refuse future days of consents (FutureDateError)."""
		for fieldname in ("work_consent_date", "data_consent_date"):
			self.refuse_future(fieldname)
		self.validate_missing_consents()

	def validate_missing_consents(self):
		"""Refuse a missing consent without its coded reason (ReasonMissingError): nobody refuses by default."""
		for row in self.missing_consents:
			self.require("person", row=row)
			self.require("reason", ReasonMissingError, row)
			self.refuse_future("noted_on", row)

	def validate_members(self):
		"""Refuse future days of birth and joining (FutureDateError), and days in the wrong order."""
		for member in self.members:
			self.refuse_future("birth_date", member)
			self.refuse_future("joined_on", member)
			self.refuse_order(member, "left_on", "joined_on")
			self.refuse_order(member, "disability_until", "disability_from")

	def validate_network(self):
		"""Give contacts of one child its current name; refuse a child who is not in the household (NotAMemberError)."""
		for row in self.support_network:
			if not row.child:
				continue
			row.child = find_current_name(row.child, self.members) or row.child
			if not any(is_same_name(member.full_name, row.child) for member in self.members):
				frappe.throw(
					_("{0}: {1} is not in the household of this family.").format(
						self.label_of("child", row), frappe.bold(frappe.utils.escape_html(row.child))
					),
					NotAMemberError,
				)

	def validate_absences(self):
		"""Refuse an absence that ends before it begins (PeopleAwayError)."""
		for absence in self.absences:
			self.refuse_order(absence, "until_date", "from_date")

	def validate_bases(self):
		"""Refuse a basis without its first day, unless it came so from an older version (PeopleAwayError)."""
		self.record_sent_basis()
		before = self.get_doc_before_save()
		unknown = {row.name for row in before.bases if not row.from_date} if before else set()
		for row in self.bases:
			self.refuse_order(row, "until_date", "from_date")
			if row.name not in unknown:
				self.require("from_date", PeopleAwayError, row)

	def record_sent_basis(self):
		"""Record the basis that a new family is sent with, as an import does: since its consent or its assistant."""
		if self.is_new() and self.legal_basis and not self.bases:
			consent = self.work_consent_date if self.legal_basis == basis.CONSENT else None
			first = consent or self.assistant_since or getdate()
			self.append("bases", {"basis": self.legal_basis, "from_date": first})

	def refuse_order(self, row, later: str, earlier: str):
		"""Refuse a row whose day in `later` lies before its day in `earlier` (PeopleAwayError)."""
		if row.get(later) and row.get(earlier) and getdate(row.get(later)) < getdate(row.get(earlier)):
			frappe.throw(
				_("{0} lies before {1}.").format(self.label_of(later, row), self.label_of(earlier, row)),
				PeopleAwayError,
			)

	def validate_taken_over(self):
		"""Refuse future days (FutureDateError), and a change by others than coordinator and head (TakenOverError)."""
		for fieldname in ("assistant_since", "ended_before"):
			self.refuse_future(fieldname)
			if self.is_sent_newly(fieldname) and not can_see_section(frappe.session.user):
				frappe.throw(
					_("{0}: only the coordinator or the head writes this day.").format(
						self.label_of(fieldname)
					),
					TakenOverError,
				)
		self.refuse_before("ended_before", "assistant_since")

	def is_sent_newly(self, fieldname: str) -> bool:
		"""Return whether saving sets or changes the day."""
		return bool(self.get(fieldname)) if self.is_new() else self.is_changed(fieldname)

	def keep_derived(self):
		"""Restore status, end and basis, whatever a client sends: `on_update` writes what follows from the documents."""
		before = self.get_doc_before_save() or frappe._dict(status=NOTIFIED)
		self.update({fieldname: before.get(fieldname) for fieldname in DERIVED})

	def set_current_people(self):
		self.update(get_current_people(self.name))

	def on_update(self):
		if self.is_fact_changed():
			self.update(show_facts(self.name))
		carry_names(self)

	def is_fact_changed(self) -> bool:
		"""Return whether saving writes something of this page from which status, end or basis follow."""
		before = self.get_doc_before_save()
		if not before or any(map(self.is_changed, TYPED_FACTS)):
			return True
		return _list_bases(self) != _list_bases(before)

	def after_insert(self):
		self.put_social_worker_on_case()
		# The table of families has shown it before it was imported.
		if not self.flags.similar_shown:
			show_similar(self)

	def on_trash(self):
		super().on_trash()
		forget_family(self.name)
		forget_links(self.name)

	def put_social_worker_on_case(self):
		"""Assign a social worker who creates a family to its case from today."""
		user = frappe.session.user
		if can_see_section(user) or roles.SOCIAL_WORKER not in frappe.get_roles(user):
			return
		assignment = frappe.new_doc("Case Assignment")
		assignment.update({"family": self.name, "user": user, "part": SOCIAL_WORKER, "from_date": getdate()})
		# Safe: only for the family that this user has just been allowed to create, and only for themselves.
		assignment.insert(ignore_permissions=True)


def _list_bases(family: Family) -> list[tuple]:
	return [(row.basis, str(row.from_date), str(row.until_date)) for row in family.bases]
