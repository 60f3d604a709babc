import frappe
from frappe import ValidationError, _
from frappe.utils import escape_html, getdate

from opsfamily.case.hidden_document import HiddenFamilyDocument
from opsfamily.core.assignments import runs_on
from opsfamily.core.day_centre import is_still_open
from opsfamily.exceptions import NoteOutsideEnrolmentError
from opsfamily.office import get_setting
from opsfamily.ops_day_centre.doctype.day_centre_note.alarms import notify_of_alarm
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.rule import can_see_section


class SecondDayNoteError(ValidationError):
	"""A child has one note a day."""


class DayNoteClosedError(ValidationError):
	"""The staff cannot change a note after the number of days that the office sets."""


class AlarmTextError(ValidationError):
	"""The sign of alarm and its description are given together or not at all."""


ENROLMENT = "Day Centre Enrolment"


class DayCentreNote(HiddenFamilyDocument):
	"""The note of a day centre's staff about one child on one day („notatka ze świetlicy”)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		alarm: DF.Check
		alarm_text: DF.Text | None
		behaviour: DF.Text | None
		centre: DF.Link | None
		child: DF.Data | None
		day: DF.Date
		enrolment: DF.Link
		family: DF.Link
		learning: DF.Text | None
		mood: DF.Link | None
		naming_series: DF.Literal["SWI-.YYYY.-.####"]
		presence: DF.Literal["Present", "Absent", "Excused"]
	# end: auto-generated types

	def before_validate(self):
		"""Set child, centre and family from the stored enrolment, whatever the client sent."""
		stored = frappe.db.get_value(ENROLMENT, self.enrolment, ["child", "centre", "family"], as_dict=True)
		if stored:
			self.update({"child": stored.child, "centre": stored.centre})
			# An existing note keeps the family it was sent with, so that an attempt to move it is refused, not ignored.
			self.family = stored.family if self.is_new() else self.family

	def validate(self):
		self.refuse_future("day")
		self.validate_enrolled()
		self.validate_only_note()
		self.validate_still_open()
		self.validate_alarm_text()

	def validate_enrolled(self):
		"""Refuse a day on which the child was not enrolled (NoteOutsideEnrolmentError)."""
		self.require("enrolment")
		self.require("day")
		period = ["from_date", "until_date"]
		stored = frappe.db.get_value(ENROLMENT, self.enrolment, period, for_update=True)
		if not stored:
			frappe.throw(
				_("{0}: {1} does not exist.").format(
					self.label_of("enrolment"), frappe.bold(escape_html(self.enrolment))
				)
			)
		start, until = stored
		if not runs_on(getdate(self.day), start, until):
			frappe.throw(
				_("{0}: {1} is not enrolled on {2}.").format(
					self.label_of("day"), frappe.bold(self.child), paper_date(self.day)
				),
				NoteOutsideEnrolmentError,
			)

	def validate_only_note(self):
		"""Refuse a second note of the child for the day (SecondDayNoteError).

		Of two notes saved at the same moment the unique key of enrolment and day lets the database refuse one.
		"""
		same = {"enrolment": self.enrolment, "day": getdate(self.day), "name": ["!=", self.name]}
		other = frappe.db.get_value(self.doctype, same, for_update=True)
		if other:
			frappe.throw(
				_("{0}: there is a note of {1} for {2} already ({3}).").format(
					self.label_of("day"), paper_date(self.day), frappe.bold(self.child), other
				),
				SecondDayNoteError,
			)

	def validate_still_open(self):
		"""Refuse a change by the staff after the days that the office sets (DayNoteClosedError)."""
		before = self.get_doc_before_save()
		if not before or can_see_section(frappe.session.user):
			return
		if not all(is_still_open(getdate(day), getdate(), get_edit_days()) for day in (before.day, self.day)):
			frappe.throw(
				_("{0}: a note is changed until {1} days after its day; ask the coordinator.").format(
					self.label_of("day"), get_edit_days()
				),
				DayNoteClosedError,
			)

	def validate_alarm_text(self):
		"""Refuse a sign of alarm without a description, or a description without the sign (AlarmTextError)."""
		text = (self.alarm_text or "").strip()
		if self.alarm:
			self.require("alarm_text", AlarmTextError)
		if text and not self.alarm:
			frappe.throw(
				_("{0}: tick {1} too, or nobody is told.").format(
					self.label_of("alarm_text"), self.label_of("alarm")
				),
				AlarmTextError,
			)

	def on_update(self):
		if self.alarm and self.is_changed("alarm"):
			notify_of_alarm(self)


def get_edit_days() -> int:
	"""Return for how many days after its day the staff may change a note; 0: only on the day itself."""
	return get_setting("day_note_edit_days")
