import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.hidden_document import HiddenFamilyDocument
from opsfamily.case.household import get_names_of, require_member
from opsfamily.case.locks import read_now
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.assignments import periods_meet, runs_on
from opsfamily.exceptions import PeriodError
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.groups import leads
from opsfamily.permissions.rule import can_see_by_family


class SecondParticipationError(ValidationError):
	"""A person comes to a group once at a time."""


class PersonKeptError(ValidationError):
	"""Whose part it is, only the people on the family's case correct."""


class PresenceError(ValidationError):
	"""Presence is noted by who leads the group, once for each of its meetings that was held."""


MEETING, ENROLMENT = "Group Meeting", "Day Centre Enrolment"


class GroupParticipation(HiddenFamilyDocument):
	"""One person's part in a group: since when, and to which meetings they came.

	Seen by the people on the case of the family, and by those who lead the group.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.group_presence.group_presence import GroupPresence

		enrolment: DF.Link | None
		family: DF.Link
		from_date: DF.Date
		naming_series: DF.Literal["UDZ-.YYYY.-.####"]
		person: DF.Autocomplete
		presences: DF.Table[GroupPresence]
		support_group: DF.Link
		until_date: DF.Date | None
	# end: auto-generated types

	def before_validate(self):
		"""Take child and family from the stored enrolment in the day centre, whatever the client sent."""
		stored = self.enrolment and frappe.db.get_value(
			ENROLMENT, self.enrolment, ["child", "family"], as_dict=True
		)
		if stored and self.is_new():
			self.update({"person": stored.child, "family": stored.family})
		elif stored:
			# It stays the child's, whose changed name is carried here.
			self.person = self.get_doc_before_save().person
		self.date_presences()

	def date_presences(self):
		"""Copy the day of each meeting into its row, from which lists and figures read it."""
		for row in self.presences:
			# With a lock: nobody moves the meeting to another day meanwhile.
			row.meeting_date = row.meeting and frappe.db.get_value(
				MEETING, row.meeting, "meeting_date", for_update=True
			)

	def validate(self):
		self.validate_person_kept()
		require_member(self, "person")
		self.refuse_before("until_date", "from_date")
		self.validate_period()
		self.validate_only_one()
		self.validate_writer()
		self.validate_presences()

	def validate_person_kept(self):
		"""Refuse another person from who leads the group and is not on the case (PersonKeptError): what the household is
		asked would tell who belongs to it."""
		is_corrected = not self.is_new() and self.is_changed("person")
		if is_corrected and not can_see_by_family(self, frappe.session.user):
			frappe.throw(
				_("{0}: only the people on the family's case change it.").format(self.label_of("person")),
				PersonKeptError,
			)

	def get_period(self) -> tuple:
		"""Return the first and the last day; without a last day the person goes on coming."""
		return getdate(self.from_date), getdate(self.until_date) if self.until_date else None

	def validate_period(self):
		"""Refuse days that none of the group's shares (PeriodError)."""
		group = frappe.db.get_value("Support Group", self.support_group, ["from_date", "until_date"])
		if group and not periods_meet(*self.get_period(), *group):
			frappe.throw(
				_("{0}: {1} does not run on {2}.").format(
					self.label_of("from_date"), frappe.bold(self.support_group), paper_date(self.from_date)
				),
				PeriodError,
			)

	def validate_only_one(self):
		"""Refuse a period that shares a day with the person's other one in this group (SecondParticipationError)."""
		person = Person(self.person, other_names=tuple(get_names_of(self.family, self.person)))
		# Every one of the person counts, also those that the writer may not see.
		filters = {
			"family": self.family,
			"support_group": self.support_group,
			"name": ["!=", self.name or ""],
		}
		for other in read_now(self.doctype, filters, ["name", "person", "from_date", "until_date"]):
			same_days = periods_meet(*self.get_period(), other.from_date, other.until_date)
			if same_days and is_same_person(Person(other.person), person):
				frappe.throw(
					_("{0}: {1} comes to this group in this time already ({2}).").format(
						self.label_of("person"),
						frappe.bold(frappe.utils.escape_html(self.person)),
						other.name,
					),
					SecondParticipationError,
				)

	def validate_writer(self):
		"""Refuse presences that somebody else than a leader, coordinator or head changes (PresenceError)."""
		before = self.get_doc_before_save()
		if get_noted(self) != get_noted(before) and not leads(self.support_group, frappe.session.user):
			frappe.throw(
				_("{0}: it is noted by those who lead the group.").format(self.label_of("presences")),
				PresenceError,
			)

	def validate_presences(self):
		"""Refuse a row about another group's meeting, one that is ahead or outside of the period, or a second one."""
		seen = set()
		for row in self.presences:
			fault = self.find_fault(row, seen)
			if fault:
				frappe.throw(f"{self.label_of('meeting', row)}: {fault}", PresenceError)
			seen.add(row.meeting)

	def find_fault(self, row, seen: set[str]) -> str | None:
		"""Return what is wrong with a row, as a translated sentence. seen: the meetings of the rows before."""
		group = frappe.db.get_value(MEETING, row.meeting, "support_group")
		if group != self.support_group:
			return _("it is no meeting of this group.")
		if row.meeting in seen:
			return _("it is in the table twice.")
		if getdate(row.meeting_date) > getdate():
			return _("it has not been held yet.")
		if not runs_on(getdate(row.meeting_date), *self.get_period()):
			return _("the person did not come to the group on {0}.").format(paper_date(row.meeting_date))
		return None


def get_noted(doc) -> list[tuple]:
	"""Return what is noted of each meeting, in the order of the meetings; nothing for no document."""
	rows = doc.presences if doc else []
	return sorted((row.meeting or "", row.presence or "", row.remark or "") for row in rows)
