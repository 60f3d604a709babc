from collections.abc import Iterator

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.document import ConfidentialDocument
from opsfamily.core.outcomes import PENDING
from opsfamily.core.supervision import HELD
from opsfamily.exceptions import NotParticipantError, PeriodError
from opsfamily.ops_consultation.anonymity import Place, warn_about_names
from opsfamily.ops_consultation.earlier_actions import (
	COPIED,
	get_actions_known_to_all,
	get_open_actions,
)
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


class EarlierActionError(ValidationError):
	"""A row is not an open action of an earlier session in which the writer took part."""


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
		from opsfamily.ops_consultation.doctype.supervision_earlier_action.supervision_earlier_action import (
			SupervisionEarlierAction,
		)
		from opsfamily.ops_consultation.doctype.supervision_goal.supervision_goal import SupervisionGoal
		from opsfamily.ops_consultation.doctype.supervision_problem.supervision_problem import (
			SupervisionProblem,
		)

		actions: DF.Table[SupervisionAction]
		balint_held: DF.Check
		earlier_actions: DF.Table[SupervisionEarlierAction]
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

	def before_insert(self):
		self.bring_back_actions()

	def bring_back_actions(self):
		"""Bring back what was agreed at earlier sessions and is open, where nobody here is new."""
		if self.session and not self.earlier_actions:
			for row in get_actions_known_to_all(self.session):
				self.append("earlier_actions", {key: row[key] for key in COPIED})

	def validate(self):
		self.validate_only_record()
		self.validate_session_was_held()
		self.validate_texts()
		self.validate_actions()
		self.set_earlier_actions()
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
		if self.is_new() and self.get_state_now() != HELD:
			frappe.throw(
				_("{0}: a record is written of a session that was held.").format(self.label_of("session")),
				SessionNotHeldError,
			)

	def get_state_now(self) -> str | None:
		"""Return the state of the session as it is committed at this moment, with a lock."""
		return frappe.db.get_value("Supervision Session", self.session, "status", for_update=True)

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

	def set_earlier_actions(self):
		"""Set what the rows say from what was agreed, whatever a client sends; refuse other rows (EarlierActionError).

		A row that is stored keeps what it says: its writer may see no more than this record.
		"""
		before = self.get_doc_before_save()
		kept = {row.agreed_action: row.as_dict() for row in before.earlier_actions} if before else {}
		new = [row for row in self.earlier_actions if row.agreed_action not in kept]
		known = get_open_actions(self.session, frappe.session.user) if new else []
		known = {**{row.agreed_action: row for row in known}, **kept}
		seen = set()
		for row in self.earlier_actions:
			if row.agreed_action not in known or row.agreed_action in seen:
				frappe.throw(
					_(
						"{0}: this was not agreed at an earlier session of yours, or stands here twice."
					).format(self.label_of("action", row)),
					EarlierActionError,
				)
			seen.add(row.agreed_action)
			row.update({key: known[row.agreed_action].get(key) for key in COPIED})
			row.outcome = row.outcome or PENDING

	@property
	def day(self):
		"""The day of the session, as the database has it."""
		return frappe.db.get_value("Supervision Session", self.session, "session_date")

	def warn_about_names(self):
		warn_about_names(self.get_places(), self.day)

	def get_places(self) -> Iterator[Place]:
		"""Return the texts that must not name a family."""
		for fieldname in TEXTS:
			yield Place(self.label_of(fieldname), self.get(fieldname))
		for table, fieldname in {**ROW_TEXTS, "earlier_actions": "remark"}.items():
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
