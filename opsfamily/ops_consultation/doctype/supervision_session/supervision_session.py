import frappe
from frappe import ValidationError, _
from frappe.utils import cint

from opsfamily.case.document import ConfidentialDocument
from opsfamily.core.supervision import (
	HELD,
	attendance_fits,
	fits_form,
	is_duration,
	minutes_of,
	parse_hour,
)
from opsfamily.exceptions import BlankTimeError, DurationError, NotParticipantError
from opsfamily.ops_consultation.doctype.supervision_plan.supervision_plan import show_held
from opsfamily.ops_consultation.feedback import delete_feedback, is_begun
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import can_see_section, forget_families
from opsfamily.permissions.supervision import get_record, takes_part


class SupervisorMissingError(ValidationError):
	"""The session has no supervisor: neither a user nor an outsider by name."""


class AttendanceError(ValidationError):
	"""The attendance lists somebody twice or does not fit the session's form, supervisor or status."""


class SessionWriterError(ValidationError):
	"""Only its supervisor, its writer, the coordinator and the head change a session."""


class AttendanceFixedError(ValidationError):
	"""Users who did not take part cannot change who reads an existing record."""


class SessionInUseError(ValidationError):
	"""The session has a record, so it cannot be deleted or become one that was not held."""


class SupervisionSession(ConfidentialDocument):
	"""A supervision session (superwizja): its day, form, length and people. Its content is only in its record."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_consultation.doctype.supervision_attendance.supervision_attendance import (
			SupervisionAttendance,
		)

		attendance: DF.Table[SupervisionAttendance]
		form: DF.Literal["Individual Session", "Group Session"]
		from_time: DF.Data | None
		minutes: DF.Int
		naming_series: DF.Literal["SUP-.YYYY.-.####"]
		plan: DF.Link | None
		plan_row: DF.Data | None
		programme: DF.Link | None
		session_date: DF.Date
		status: DF.Literal["Planned", "Held", "Not Held"]
		supervisor: DF.Link | None
		supervisor_name: DF.Data | None
		to_time: DF.Data | None
	# end: auto-generated types

	def onload(self):
		"""Send the form the name of the record, but only to participants: others do not learn whether it exists."""
		takes_part_here = takes_part(self.name, frappe.session.user)
		record = get_record(self.name) if takes_part_here else None
		self.set_onload("supervision_record", {"takes_part": takes_part_here, "name": record})

	def before_validate(self):
		self.from_time, self.to_time = ((value or "").strip() for value in (self.from_time, self.to_time))
		for row in self.attendance:
			row.attended = cint(row.attended)

	def validate(self):
		self.validate_writer()
		self.validate_day()
		self.set_minutes()
		self.validate_duration()
		self.validate_supervisor()
		self.validate_nobody_twice()
		self.validate_form()
		self.validate_attended()
		self.keep_readers_of_record()
		self.keep_held()
		self.keep_while_answered()
		self.validate_plan()

	def validate_writer(self):
		"""Refuse other users' sessions (SessionWriterError) and new ones without oneself (NotParticipantError).

		Coordinator and head write every session.
		"""
		user = frappe.session.user
		if can_see_section(user):
			return
		if self.is_new():
			if user not in self.get_participants():
				frappe.throw(
					_("You write down sessions in which you take part: add yourself to {0}.").format(
						self.label_of("attendance")
					),
					NotParticipantError,
				)
		elif user not in (self.stored.owner, self.stored.supervisor):
			frappe.throw(
				_(
					"This session is changed by its supervisor, by who wrote it down, by coordinator and head."
				),
				SessionWriterError,
			)

	def validate_day(self):
		"""Refuse a held session in the future (FutureDateError)."""
		if self.status == HELD:
			self.refuse_future("session_date")

	def set_minutes(self):
		"""Set the minutes from the hours, where both are written."""
		hours = [self.parse_hour_field(fieldname) for fieldname in ("from_time", "to_time")]
		self.minutes = minutes_of(*hours, self.minutes)

	def parse_hour_field(self, fieldname: str):
		"""Return the field's hour; refuse a text that is none (BlankTimeError)."""
		try:
			return parse_hour(self.get(fieldname))
		except ValueError:
			frappe.throw(
				_("{0}: “{1}” is no hour. Write it like 9:30.").format(
					self.label_of(fieldname), frappe.utils.escape_html(self.get(fieldname))
				),
				BlankTimeError,
			)

	def validate_duration(self):
		"""Refuse a missing or impossible duration (DurationError); only a session that was held needs one."""
		if (self.status == HELD or self.minutes) and not is_duration(self.minutes):
			frappe.throw(
				_("{0}: more than none and less than a day, in whole minutes.").format(
					self.label_of("minutes")
				),
				DurationError,
			)

	def validate_supervisor(self):
		"""Refuse a session without a supervisor (SupervisorMissingError)."""
		if not (self.supervisor or (self.supervisor_name or "").strip()):
			frappe.throw(
				_("{0}: choose a user, or write the name.").format(self.label_of("supervisor_name")),
				SupervisorMissingError,
			)

	def validate_nobody_twice(self):
		"""Refuse a user who is listed twice or is the supervisor (AttendanceError)."""
		seen = {self.supervisor} - {None, ""}
		for row in self.attendance:
			if row.user in seen:
				frappe.throw(
					_("{0}: {1} stands here twice.").format(
						self.label_of("user", row), frappe.bold(row.full_name or row.user)
					),
					AttendanceError,
				)
			seen.add(row.user)

	def validate_form(self):
		"""Refuse a number of participants that does not fit the form (AttendanceError)."""
		if not fits_form(self.form, len(self.attendance)):
			frappe.throw(
				_("{0}: an individual session has one participant, a group session at least two.").format(
					self.label_of("attendance")
				),
				AttendanceError,
			)

	def validate_attended(self):
		"""Refuse a held session that nobody attended, and attendance of another (AttendanceError)."""
		if attendance_fits(self.status, [row.attended for row in self.attendance]):
			return
		message = (
			_("{0}: tick who was at the session that was held.")
			if self.status == HELD
			else _("{0}: nobody was at a session that was not held.")
		)
		frappe.throw(message.format(self.label_of("attendance")), AttendanceError)

	def keep_readers_of_record(self):
		"""Refuse changes of who may read the record by users who were not there (AttendanceFixedError).

		So head and coordinator cannot add themselves.
		"""
		if self.is_new() or not get_record(self.name, lock=True):
			return
		before = self.stored.get_participants()
		was_there = before.get(frappe.session.user) or frappe.session.user == "Administrator"
		if self.get_participants() != before and not was_there:
			frappe.throw(
				_(
					"{0}: a record of this session is written. Who takes part is now changed only by the"
					" supervisor or a participant who was there."
				).format(self.label_of("attendance")),
				AttendanceFixedError,
			)

	def keep_held(self):
		"""Refuse to set a session with a record to not held (SessionInUseError)."""
		if not self.is_new() and self.status != HELD and get_record(self.name, lock=True):
			self.refuse_while_recorded(self.label_of("status"))

	def keep_while_answered(self):
		"""Refuse another day or state once participants have answered: their days of answering would begin anew
		(SessionInUseError)."""
		if self.is_new():
			return
		for fieldname in ("session_date", "status"):
			if self.is_changed(fieldname) and is_begun(self.name):
				frappe.throw(
					_("{0}: participants have given their feedback, so this stays.").format(
						self.label_of(fieldname)
					),
					SessionInUseError,
				)

	def validate_plan(self):
		"""Refuse a plan that the user may not read (PermissionError), and a second session of a row (SessionInUseError)."""
		if not (self.plan and self.is_changed("plan")):
			return
		get_permitted("Supervision Plan", self.plan, "read")
		row = {"plan": self.plan, "plan_row": self.plan_row, "name": ["!=", self.name]}
		if self.plan_row and frappe.db.get_value("Supervision Session", row, "name", for_update=True):
			frappe.throw(
				_("{0}: this session of the plan is arranged already.").format(self.label_of("plan")),
				SessionInUseError,
			)

	def on_update(self):
		forget_families()
		show_held(self.plan)

	def after_delete(self):
		show_held(self.plan)

	def on_trash(self):
		"""Refuse while a record exists, because nobody could read it any more (SessionInUseError)."""
		super().on_trash()
		if get_record(self.name, lock=True):
			self.refuse_while_recorded(frappe.bold(self.name))
		delete_feedback(self.name)

	def refuse_while_recorded(self, what: str):
		frappe.throw(
			_("{0}: a record of this session is written, so the session stays.").format(what),
			SessionInUseError,
		)

	@property
	def stored(self):
		"""The session as the database has it; the owner that a client sends does not count."""
		return self.get_doc_before_save()

	def get_participants(self) -> dict[str, bool]:
		"""Return user → whether they were there, for everybody on this document."""
		attendance = {row.user: bool(row.attended) for row in self.attendance}
		return {**attendance, **({self.supervisor: True} if self.supervisor else {})}
