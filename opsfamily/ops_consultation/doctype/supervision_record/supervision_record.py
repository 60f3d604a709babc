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
	"""A record is written of a session that was held."""


class SecondRecordError(ValidationError):
	"""A session has one record."""


class RecordDeletionError(ValidationError):
	"""A record is deleted by its writer or the supervisor; the other participants' words are in it too."""


TEXTS = ("topic", "possibilities", "limits", "main_goal")
# Table → the field of its text.
ROW_TEXTS = {"problems": "problem", "goals": "goal", "actions": "action"}


class SupervisionRecord(ConfidentialDocument):
	"""Zapis superwizji by the social-contract method, about a case without names. Read and written by who takes
	part in the session, by nobody else; of the Balint part only that it took place."""

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
		other = get_record(self.session)
		if other and other != self.name:
			frappe.throw(
				_("{0}: this session has its record already: {1}.").format(
					self.label_of("session"), frappe.bold(other)
				),
				SecondRecordError,
			)

	def validate_session_was_held(self):
		if self.is_new() and frappe.db.get_value("Supervision Session", self.session, "status") != HELD:
			frappe.throw(
				_("{0}: a record is written of a session that was held.").format(self.label_of("session")),
				SessionNotHeldError,
			)

	def validate_texts(self):
		"""A text of blanks alone says nothing."""
		self.require("topic")
		for table, fieldname in ROW_TEXTS.items():
			for row in self.get(table):
				self.require(fieldname, row=row)

	def validate_actions(self):
		"""What was agreed is done by somebody who takes part, on the day of the session or later."""
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
		"""The stored day of the session."""
		return frappe.db.get_value("Supervision Session", self.session, "session_date")

	def warn_about_names(self):
		warn_about_names(self.places(), get_people(self.session), self.day)

	def places(self) -> Iterator[Place]:
		for fieldname in TEXTS:
			yield Place(self.label_of(fieldname), self.get(fieldname))
		for table, fieldname in ROW_TEXTS.items():
			for row in self.get(table):
				yield Place(f"{self.label_of(table)}, {self.label_of(fieldname, row)}", row.get(fieldname))

	def on_trash(self):
		"""Raises RecordDeletionError for whoever did not begin it and does not supervise."""
		supervisor = frappe.db.get_value("Supervision Session", self.session, "supervisor")
		if frappe.session.user not in (self.owner, supervisor, "Administrator"):
			frappe.throw(
				_("The record is deleted by who began it, or by the supervisor."), RecordDeletionError
			)
		super().on_trash()
