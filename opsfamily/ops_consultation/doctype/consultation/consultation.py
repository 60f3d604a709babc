from collections.abc import Iterator

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case.document import CaseDocument
from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.consultations import OPEN
from opsfamily.core.supervision import is_duration
from opsfamily.exceptions import DurationError, PeriodError
from opsfamily.office import get_setting
from opsfamily.ops_consultation.anonymity import Place, warn_about_names
from opsfamily.ops_consultation.requests import renew_status
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import can_see_section, forget_families


class ConsultationsOffError(ValidationError):
	"""The office does not use consultations (OPS Settings)."""


class ConsultantNotAssignedError(ValidationError):
	"""The consultant is not assigned to the family on the day of the consultation."""


class ConsultationKindError(ValidationError):
	"""A consultation of this kind must not name a family."""


class RequestError(ValidationError):
	"""The consultation answers a request about another family, or one that is no longer asked."""


class ConsultationWriterError(ValidationError):
	"""Only its consultant, the coordinator and the head write a consultation."""


class PersonsError(ValidationError):
	"""An advised person has no name, is listed twice or is the consultant."""


STEPS = ("child_in_bond", "family_readiness", "family_needs", "worker_experience")
TEXTS = ("topic", *STEPS, "advice")


class Consultation(CaseDocument):
	"""Advice of a psychologist or social-emotional consultant to workers (konsultacja).

	It is about a family to which the consultant is assigned, or about a case without names.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_consultation.doctype.consultation_person.consultation_person import (
			ConsultationPerson,
		)

		advice: DF.Text | None
		child_in_bond: DF.Text | None
		consultant: DF.Link
		consultant_name: DF.Data | None
		consultation_date: DF.Date
		family: DF.Link | None
		family_needs: DF.Text | None
		family_readiness: DF.Text | None
		follow_up_on: DF.Date | None
		has_steps: DF.Check
		kind: DF.Link
		minutes: DF.Int
		naming_series: DF.Literal["KONS-.YYYY.-.####"]
		persons: DF.Table[ConsultationPerson]
		representative: DF.Data | None
		request: DF.Link | None
		topic: DF.Data
		worker_experience: DF.Text | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		refuse_while_off()

	def before_validate(self):
		# The Desk sends an emptied link as empty text, which the database keeps as nothing.
		self.family = self.family or None
		if not self.family:
			self.representative = None

	def validate(self):
		self.validate_writer()
		self.refuse_future("consultation_date")
		self.validate_duration()
		self.validate_topic()
		self.validate_persons()
		self.validate_follow_up()
		self.validate_kind()
		self.validate_assignment()
		self.validate_request()
		self.warn_about_names()

	def on_update(self):
		forget_families()
		renew_status(self.request)

	def after_delete(self):
		renew_status(self.request)

	def validate_writer(self):
		"""Refuse users other than the consultant, the coordinator and the head (ConsultationWriterError)."""
		user = frappe.session.user
		consultant = self.consultant if self.is_new() else self.get_doc_before_save().consultant
		if not can_see_section(user) and {user} != {consultant, self.consultant}:
			frappe.throw(
				_("{0}: a consultation is written by its consultant, or by coordinator and head.").format(
					self.label_of("consultant")
				),
				ConsultationWriterError,
			)

	def validate_duration(self):
		"""Refuse a duration of no minutes, or of a day or more (DurationError)."""
		if not is_duration(self.minutes):
			frappe.throw(
				_("{0}: more than none and less than a day, in whole minutes.").format(
					self.label_of("minutes")
				),
				DurationError,
			)

	def validate_topic(self):
		self.require("topic")

	def validate_persons(self):
		"""Refuse persons without a name, listed twice, or who are the consultant (PersonsError)."""
		seen = {self.consultant}
		for row in self.persons:
			person = row.user or (row.full_name or "").strip()
			if not person:
				refuse_missing(self.label_of("full_name", row), PersonsError)
			if person in seen:
				frappe.throw(
					_("{0}: {1} stands here twice.").format(
						self.label_of("full_name", row),
						frappe.bold(frappe.utils.escape_html(row.full_name or person)),
					),
					PersonsError,
				)
			seen.add(person)

	def validate_follow_up(self):
		"""Refuse a follow-up before the consultation (PeriodError)."""
		if self.follow_up_on and getdate(self.follow_up_on) < getdate(self.consultation_date):
			frappe.throw(
				_("{0} lies before the consultation ({1}).").format(
					self.label_of("follow_up_on"), paper_date(self.consultation_date)
				),
				PeriodError,
			)

	def validate_kind(self):
		"""Refuse a family in a consultation of a kind about no family (ConsultationKindError)."""
		if self.family and not frappe.db.get_value("Consultation Kind", self.kind, "about_family"):
			frappe.throw(
				_("{0}: a consultation of the kind {1} is about no family.").format(
					self.label_of("family"), frappe.bold(self.kind)
				),
				ConsultationKindError,
			)

	def validate_assignment(self):
		"""Refuse a consultant without an assignment to the family on the day (ConsultantNotAssignedError)."""
		changed = any(self.is_changed(fieldname) for fieldname in ("consultant", "consultation_date"))
		if self.family and changed and not self.is_assigned():
			frappe.throw(
				_(
					"{0}: on {2}, {1} was not assigned to this family. Without a family, write without names."
				).format(
					self.label_of("consultant"),
					frappe.bold(self.consultant_name or self.consultant),
					paper_date(self.consultation_date),
				),
				ConsultantNotAssignedError,
			)

	def validate_request(self):
		"""Refuse a request of another family, and one that was declined or withdrawn (RequestError).

		Raises PermissionError for a request that the user may not read.
		"""
		if not (self.request and self.is_changed("request")):
			return
		name = get_permitted("Consultation Request", self.request, "read").name
		# As it is now: it may have been withdrawn while this one waited.
		request = frappe.get_doc("Consultation Request", name, for_update=True)
		if (request.family or None) != self.family or request.status not in OPEN:
			frappe.throw(
				_("{0}: the request is about another family, or is not asked any more.").format(
					self.label_of("request")
				),
				RequestError,
			)

	def is_assigned(self) -> bool:
		"""Return whether the consultant's assignment to the family runs on the day."""
		assignment, day = frappe.qb.DocType("Case Assignment"), getdate(self.consultation_date)
		return bool(
			frappe.qb.from_(assignment)
			.select(assignment.name)
			.where((assignment.family == self.family) & (assignment.user == self.consultant))
			.where(runs_on_in_sql(assignment, day))
			.limit(1)
			.run()
		)

	def warn_about_names(self):
		if not self.family:
			warn_about_names(self.get_places(), self.consultation_date)

	def get_places(self) -> Iterator[Place]:
		"""Return the texts that must not name a family."""
		for fieldname in TEXTS:
			yield Place(self.label_of(fieldname), self.get(fieldname))
		for row in self.persons:
			if not row.user:
				yield Place(self.label_of("full_name", row), row.full_name)


def refuse_while_off() -> None:
	"""Refuse new consultations, and requests for one, while the office does not use them (ConsultationsOffError)."""
	if not get_setting("uses_consultations"):
		frappe.throw(
			_("This office does not use consultations (OPS Settings), so no new one is written."),
			ConsultationsOffError,
		)
