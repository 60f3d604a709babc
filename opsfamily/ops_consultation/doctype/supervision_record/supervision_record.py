from collections.abc import Iterator

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import ConfidentialDocument
from opsfamily.core.supervision import HELD
from opsfamily.exceptions import NotParticipantError, PeriodError
from opsfamily.ops_consultation.anonymity import Place, warn_about_names
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.supervision import get_people, get_record


class SessionNotHeldError(ValidationError):
	"""The session of the record was not held."""


class SecondRecordError(ValidationError):
	"""The session has another record."""


class RecordDeletionError(ValidationError):
	"""Only its writer and the supervisor delete a record, which also holds the other participants' words."""


TEXTS = ("topic", "possibilities", "limits", "main_goal")
# Table → the field of its text.
ROW_TEXTS = {"problems": "problem", "goals": "goal", "actions": "action"}


class SupervisionRecord(ConfidentialDocument):
	"""The record of a supervision session (zapis superwizji, social-contract method), about a case without names.

	Only participants of the session read and write it. Of a Balint part it holds only that it took place.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_consultation.doctype.supervision_action.supervision_action import SupervisionAction
		from opsfamily.ops_consultation.doctype.supervision_goal.supervision_goal import SupervisionGoal
		from opsfamily.ops_consultation.doctype.supervision_problem.supervision_problem import (
			SupervisionProblem,
		)

		actions: DF.Table[SupervisionAction]
		balint_held: DF.Check
		goals: DF.Table[SupervisionGoal]
		limits: DF.SmallText | None
		main_goal: DF.SmallText | None
		naming_series: DF.Literal["SUPZ-.YYYY.-.####"]
		possibilities: DF.SmallText | None
		problems: DF.Table[SupervisionProblem]
		session: DF.Link
		session_date: DF.Date | None
		topic: DF.Data
	# end: auto-generated types

	def validate(self):
		self.validate_only_record()
		self.validate_session_was_held()
		self.validate_texts()
		self.validate_actions()
		self.warn_about_names()

	def validate_only_record(self):
		"""Refuse a second record of the session (SecondRecordError)."""
		other = get_record(self.session, lock=True)
		if other and other != self.name:
			frappe.throw(
				_("{0}: this session has its record already: {1}.").format(
					self.label_of("session"), frappe.bold(other)
				),
				SecondRecordError,
			)

	def validate_session_was_held(self):
		"""Refuse a new record of a session that was not held (SessionNotHeldError)."""
		if self.is_new() and frappe.db.get_value("Supervision Session", self.session, "status") != HELD:
			frappe.throw(
				_("{0}: a record is written of a session that was held.").format(self.label_of("session")),
				SessionNotHeldError,
			)

	def validate_texts(self):
		"""Refuse texts that are empty or blanks only (EmptyDocumentError)."""
		self.require("topic")
		for table, fieldname in ROW_TEXTS.items():
			for row in self.get(table):
				self.require(fieldname, row=row)

	def validate_actions(self):
		"""Refuse actions of other people (NotParticipantError) or due before the session (PeriodError)."""
		people = get_people(self.session)
		for row in self.actions:
			if row.user not in people:
				frappe.throw(
					_("{0}: {1} does not take part in this session.").format(
						self.label_of("user", row), frappe.bold(row.full_name or row.user)
					),
					NotParticipantError,
				)
			if row.until_date and getdate(row.until_date) < getdate(self.day):
				frappe.throw(
					_("{0} lies before the session ({1}).").format(
						self.label_of("until_date", row), paper_date(self.day)
					),
					PeriodError,
				)

	@property
	def day(self):
		"""The day of the session, as the database has it."""
		return frappe.db.get_value("Supervision Session", self.session, "session_date")

	def warn_about_names(self):
		warn_about_names(self.get_places(), get_people(self.session), self.day)

	def get_places(self) -> Iterator[Place]:
		"""Return the texts that must not name a family."""
		for fieldname in TEXTS:
			yield Place(self.label_of(fieldname), self.get(fieldname))
		for table, fieldname in ROW_TEXTS.items():
			for row in self.get(table):
				yield Place(f"{self.label_of(table)}, {self.label_of(fieldname, row)}", row.get(fieldname))

	def on_trash(self):
		"""Refuse users who neither began the record nor supervise (RecordDeletionError)."""
		supervisor = frappe.db.get_value("Supervision Session", self.session, "supervisor")
		if frappe.session.user not in (self.owner, supervisor, "Administrator"):
			frappe.throw(
				_("The record is deleted by who began it, or by the supervisor."), RecordDeletionError
			)
		super().on_trash()
