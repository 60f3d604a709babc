from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, cstr, get_link_to_form, getdate, validate_email_address

from opsfamily.case.blank_times import BlankTimes, to_minute
from opsfamily.case.document import CaseDocument
from opsfamily.core import hours
from opsfamily.exceptions import BlankTimeError, TimeOrderError
from opsfamily.ops_teamwork.doctype.case_conference import actions as conference_actions
from opsfamily.ops_teamwork.doctype.case_conference.earlier_decisions import (
	get_earlier_decisions,
	get_previous_conference,
)
from opsfamily.permissions.rule import can_see_section, get_families_of


class AttendanceMissingError(ValidationError):
	"""The minutes do not say who attended."""


class DecisionIncompleteError(ValidationError):
	"""A decision does not say who does it, or until when."""


class TwoResponsibleError(ValidationError):
	"""A decision names more than one of: a worker, a body, the family."""


class GuestError(ValidationError):
	"""A guest has no name or no valid e-mail address, or a worker is listed twice."""


class NextConferenceError(ValidationError):
	"""The next conference has no day, or one that is not after this conference."""


# Fields that an invitation holds: a change of any of them makes it outdated.
INVITED_TO = ("conference_date", "from_time", "to_time", "place", "organiser")


class CaseConference(BlankTimes, CaseDocument):
	"""A meeting of the people on a case. A draft is planned; a submitted one was held, with its minutes.

	Every decision becomes a Scheduled Action and is shown at the next conference with its outcome.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_teamwork.doctype.conference_decision.conference_decision import ConferenceDecision
		from opsfamily.ops_teamwork.doctype.conference_person.conference_person import ConferencePerson
		from opsfamily.ops_teamwork.doctype.earlier_decision.earlier_decision import EarlierDecision

		agenda: DF.Text | None
		amended_from: DF.Link | None
		conference_date: DF.Date
		decisions: DF.Table[ConferenceDecision]
		earlier_decisions: DF.Table[EarlierDecision]
		family: DF.Link
		findings: DF.Text | None
		from_time: DF.Time | None
		invitation_sequence: DF.Int
		naming_series: DF.Literal["KONF-.YYYY.-.####"]
		next_date: DF.Date | None
		next_from_time: DF.Time | None
		next_place: DF.Data | None
		occasion: DF.Link
		organiser: DF.Link
		organiser_name: DF.Data | None
		people: DF.Table[ConferencePerson]
		place: DF.Data | None
		previous: DF.Link | None
		representative: DF.Data | None
		sensitive_findings: DF.Text | None
		to_time: DF.Time | None
	# end: auto-generated types

	TIMES = ("from_time", "to_time", "next_from_time")

	def onload(self):
		"""Show in a draft earlier decisions with their outcome of today, and which workers will not see it."""
		if self.docstatus.is_draft():
			self.set_previous()
			self.set_earlier_decisions(self.earlier_decisions)
			self.set_onload(
				"not_on_case", [self.get_full_name(user) for user in self.get_users_not_on_case()]
			)

	def validate(self):
		self.keep_ruled_fields()
		self.set_times()
		self.validate_time_order()
		self.set_previous()
		before = self.get_doc_before_save()
		self.set_earlier_decisions(before.earlier_decisions if before else [])
		self.set_people()
		self.validate_people()
		self.set_action_keys()
		self.set_who()
		self.validate_until_dates()
		self.validate_next_date()
		self.outdate_invitations()
		self.warn_about_users_not_on_case()

	def keep_ruled_fields(self):
		"""Restore what was sent and which action came of a decision, whatever a client sends."""
		if self.flags.by_invitation:
			return
		before = self.get_doc_before_save()
		invited = {row.name: row.invited_on for row in before.people} if before else {}
		self.invitation_sequence = cint(before.invitation_sequence) if before else 0
		for row in self.people:
			row.invited_on = invited.get(row.name)
		for row in self.decisions:
			row.scheduled_action = None

	def set_times(self):
		"""Set hours to whole minutes; refuse a text that is no hour (BlankTimeError)."""
		for fieldname in type(self).TIMES:
			value = self.get(fieldname)
			if value in (None, ""):
				self.set(fieldname, None)
			elif not hours.is_hour(cstr(value)):
				frappe.throw(
					_("{0}: write the hour as HH:MM, e.g. 15:30.").format(self.label_of(fieldname)),
					BlankTimeError,
				)
			else:
				self.set(fieldname, to_minute(value))

	def validate_time_order(self):
		"""Refuse an end without a start (BlankTimeError) or not after it (TimeOrderError)."""
		if self.to_time:
			self.require("from_time", BlankTimeError)
		if self.to_time and self.to_time <= self.from_time:
			frappe.throw(
				_("{0} ({1}) must be later than {2} ({3}).").format(
					self.label_of("to_time"),
					self.to_time[:5],
					self.label_of("from_time"),
					self.from_time[:5],
				),
				TimeOrderError,
			)

	def set_previous(self):
		self.previous = get_previous_conference(self.family, self.conference_date, self.name)

	def set_earlier_decisions(self, stored: list):
		"""Set the rows, which only the server writes.

		stored: earlier rows, which keep their names so that the history of the document stays short.
		"""
		rows = {row.decision: row.as_dict() for row in stored}
		self.set("earlier_decisions", [])
		for values in get_earlier_decisions(self.family, self.previous, self.conference_date, self.name):
			row = self.append("earlier_decisions", rows.get(values["decision"]) or {})
			row.idx = len(self.earlier_decisions)
			row.update(values)

	def set_people(self):
		"""Copy names and addresses of workers from their accounts, and strip those of others."""
		for row in self.people:
			if row.user:
				row.full_name, row.email = frappe.db.get_value("User", row.user, ["full_name", "email"])
			row.full_name, row.email = cstr(row.full_name).strip(), cstr(row.email).strip()

	def validate_people(self):
		"""Refuse a guest without a name, a worker listed twice and an invalid e-mail address (GuestError)."""
		users = [row.user for row in self.people if row.user]
		for row in self.people:
			self.require("full_name", GuestError, row)
			if row.user and users.count(row.user) > 1:
				self.refuse_guest(_("{0}: this person stands there twice."), "user", row)
			# The framework takes a list with commas for addresses.
			if row.email and ("," in row.email or validate_email_address(row.email) != row.email):
				self.refuse_guest(_("{0} is no e-mail address."), "email", row)

	def refuse_guest(self, message: str, fieldname: str, row):
		frappe.throw(message.format(self.label_of(fieldname, row)), GuestError)

	def set_action_keys(self):
		"""Set the keys by which decisions of corrected minutes find the actions that came of them before."""
		# get_all: keys of this document and of the one that it corrects.
		stored = [name for name in (self.name, self.amended_from) if name]
		filters = {"parent": ["in", stored], "parenttype": self.doctype}
		known = frappe.get_all("Conference Decision", filters=filters, pluck="action_key", order_by="idx")
		used = set()
		for row in self.decisions:
			if row.action_key in used or row.action_key not in known:
				row.action_key = frappe.generate_hash(length=10)
			used.add(row.action_key)

	def set_who(self):
		"""Set who does the decision, in words; refuse more than one of worker, body and family (TwoResponsibleError)."""
		for row in self.decisions:
			row.body = cstr(row.body).strip()
			if sum(map(bool, (row.user, row.body, cint(row.by_family)))) > 1:
				frappe.throw(
					_("{0}: name one – a worker, a body or the family.").format(self.label_of("who", row)),
					TwoResponsibleError,
				)
			# Stored, therefore in Polish, the language of the papers.
			row.who = (
				_("The Family", "pl") if cint(row.by_family) else row.body or self.get_full_name(row.user)
			)

	@staticmethod
	def get_full_name(user: str | None) -> str | None:
		return frappe.db.get_value("User", user, "full_name") if user else None

	def validate_until_dates(self):
		"""Refuse a decision due before the conference (PeriodError)."""
		for row in self.decisions:
			self.refuse_before("until_date", "conference_date", row=row)

	def validate_next_date(self):
		"""Refuse a next day that is not after this one (NextConferenceError)."""
		if self.next_date and getdate(self.next_date) <= getdate(self.conference_date):
			frappe.throw(
				_("{0} must lie after {1}.").format(
					self.label_of("next_date"), self.label_of("conference_date")
				),
				NextConferenceError,
			)

	def outdate_invitations(self):
		"""Clear the days of invitation when the day, hours, place or organiser changed, and say so."""
		invited = [row for row in self.people if row.invited_on]
		if self.flags.by_invitation or not invited or not any(map(self.is_changed, INVITED_TO)):
			return
		for row in invited:
			row.invited_on = None
		frappe.msgprint(
			_("Day, hours, place or organiser changed: send the invitations again."), indicator="orange"
		)

	def warn_about_users_not_on_case(self):
		"""Warn once about each listed worker who will not see the conference."""
		before = self.get_doc_before_save()
		known = {row.user for row in before.people} if before else set()
		names = [self.get_full_name(user) for user in self.get_users_not_on_case() if user not in known]
		if names:
			frappe.msgprint(
				_("Not on the case, so they will not see this conference: {0}.").format(
					frappe.utils.escape_html(", ".join(names))
				),
				indicator="orange",
			)

	def get_users_not_on_case(self) -> list[str]:
		"""Return listed workers who may not see the family today; access needs a dated assignment."""
		users = [row.user for row in self.people if row.user]
		return [u for u in users if not can_see_section(u) and self.family not in get_families_of(u)]

	def before_submit(self):
		self.refuse_future("conference_date")
		self.validate_attendance()
		self.validate_decisions()
		self.validate_next_is_dated()

	def validate_attendance(self):
		"""Refuse minutes without anybody who attended (AttendanceMissingError)."""
		if not any(cint(row.attended) for row in self.people):
			frappe.throw(_("{0}: tick who attended.").format(self.label_of("people")), AttendanceMissingError)

	def validate_decisions(self):
		"""Refuse a decision without somebody who does it or a day (DecisionIncompleteError)."""
		for row in self.decisions:
			for fieldname in ("who", "until_date"):
				self.require(fieldname, DecisionIncompleteError, row)

	def validate_next_is_dated(self):
		"""Refuse an hour or a place of the next conference without its day (NextConferenceError)."""
		if self.next_from_time or self.next_place:
			self.require("next_date", NextConferenceError)

	def on_submit(self):
		conference_actions.write_actions(self)
		self.insert_next()

	def insert_next(self):
		"""Insert a draft of the next conference, unless one is planned for that day already."""
		if not self.next_date:
			return
		planned = {"family": self.family, "docstatus": 0, "conference_date": self.next_date}
		name = frappe.db.get_value("Case Conference", planned, "name", order_by="creation")
		name = name or self.make_next().name
		frappe.msgprint(
			_("Next conference: {0}.").format(get_link_to_form("Case Conference", name)), alert=True
		)

	def make_next(self):
		following = frappe.get_doc(self.make_next_conference())
		# The occasion was chosen while it could be.
		following.flags.keeps_entries = True
		return following.insert()

	def make_next_conference(self) -> dict:
		"""Return the values of the next conference, with the same people."""
		fields = ("user", "full_name", "body", "email")
		return {
			"doctype": "Case Conference",
			"family": self.family,
			"occasion": self.occasion,
			"organiser": self.organiser,
			"conference_date": self.next_date,
			"from_time": self.next_from_time,
			"place": self.next_place,
			"people": [{fieldname: row.get(fieldname) for fieldname in fields} for row in self.people],
		}

	def before_cancel(self):
		super().before_cancel()
		# A later conference that has shown these decisions is history and stays as it was.
		self.ignore_linked_doctypes = ("Case Conference",)

	def on_cancel(self):
		conference_actions.withdraw_actions(self.name)
		self.clear_from_drafts()

	def clear_from_drafts(self):
		"""Remove this cancelled conference from planned ones, which the framework would not save otherwise."""
		# get_all: drafts of the family of this conference.
		planned = {"family": self.family, "docstatus": 0}
		drafts = frappe.get_all("Case Conference", filters=planned, pluck="name", order_by="name")
		for name in drafts:
			frappe.db.delete("Earlier Decision", {"parent": name, "conference": self.name})
			if frappe.db.get_value("Case Conference", name, "previous") == self.name:
				frappe.db.set_value("Case Conference", name, "previous", None)
