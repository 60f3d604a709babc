from datetime import date

import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.arguments import as_day
from opsfamily.case.hidden_document import HiddenFamilyDocument
from opsfamily.case.household import get_names_of, require_member
from opsfamily.case.locks import read_now
from opsfamily.core.access_copy import Person, is_same_person
from opsfamily.core.assignments import periods_meet, runs_on
from opsfamily.exceptions import NoteOutsideEnrolmentError
from opsfamily.ops_day_centre.doctype.day_centre.day_centre import refuse_group
from opsfamily.ops_day_centre.doctype.day_centre.places import count_enrolled
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.permissions.day_centre import ENROLMENT, get_enrolments_of
from opsfamily.permissions.documents import get_permitted
from opsfamily.permissions.rule import forget_families


class SecondEnrolmentError(ValidationError):
	"""A child has one enrolment at a time in the same day centre."""


class NoHouseRulesError(ValidationError):
	"""Only rules that the day centre has written down are signed."""


class RulesSignedError(ValidationError):
	"""The day of signing is written already; whoever writes enrolments corrects it."""


class DayCentreEnrolment(HiddenFamilyDocument):
	"""A child's time in a day centre: while it runs, the centre's staff see the child's name and the notes."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		centre: DF.Link
		child: DF.Autocomplete
		children_group: DF.Autocomplete | None
		family: DF.Link
		from_date: DF.Date
		naming_series: DF.Literal["ZAP-.YYYY.-.####"]
		rules_signed_on: DF.Date | None
		signed_rules: DF.Text | None
		until_date: DF.Date | None
	# end: auto-generated types

	def onload(self):
		"""Tell the form whether its reader notes the day of signing."""
		self.set_onload("may_note_signing", not self.is_new() and self.may_note_signing())

	def validate(self):
		# Who has left the household since is no fault of whoever notes that the house rules were signed.
		if self.is_changed("child"):
			require_member(self, "child")
		self.validate_period()
		self.validate_only_enrolment()
		self.validate_notes()
		self.validate_group()
		self.keep_signed_rules()

	def validate_period(self):
		self.refuse_before("until_date", "from_date")

	def validate_only_enrolment(self):
		"""Refuse a period that shares a day with the child's other enrolment in this centre (SecondEnrolmentError)."""
		child = Person(self.child, other_names=tuple(get_names_of(self.family, self.child)))
		for other in self.get_others():
			same_child = is_same_person(Person(other.child), child)
			if same_child and periods_meet(*self.get_period(), other.from_date, other.until_date):
				frappe.throw(
					_("{0}: {1} is enrolled in this centre in this time already ({2}).").format(
						self.label_of("child"), frappe.bold(self.child), other.name
					),
					SecondEnrolmentError,
				)

	def get_others(self) -> list[frappe._dict]:
		"""Return the family's other enrolments in this centre, of any child."""
		# Every enrolment of the child counts, also those that the writer may not see.
		filters = {"family": self.family, "centre": self.centre, "name": ["!=", self.name or ""]}
		fields = ["name", "child", "from_date", "until_date"]
		return read_now(self.doctype, filters, fields, "from_date, name")

	def get_period(self) -> tuple[date, date | None]:
		"""Return the first and the last day; without a last day the enrolment goes on."""
		return getdate(self.from_date), getdate(self.until_date) if self.until_date else None

	def validate_notes(self):
		"""Refuse a period that leaves out a day with a note (NoteOutsideEnrolmentError)."""
		if self.is_new():
			return
		# Every note counts, also those that the writer may not see.
		days = [row.day for row in read_now("Day Centre Note", {"enrolment": self.name}, ["day"], "day")]
		outside = [day for day in days if not runs_on(day, *self.get_period())]
		if outside:
			fieldname = "from_date" if outside[0] < self.get_period()[0] else "until_date"
			frappe.throw(
				_("{0}: there is a note of {1}.").format(self.label_of(fieldname), paper_date(outside[0])),
				NoteOutsideEnrolmentError,
			)

	def validate_group(self):
		"""Refuse a newly chosen group that the centre does not have (ChildrenGroupError); spell it as the centre does."""
		if not self.children_group or not self.is_changed("children_group"):
			return
		filters = {"parenttype": "Day Centre", "parent": self.centre, "group_name": self.children_group}
		groups = read_now("Day Centre Group", filters, ["group_name"])
		if not groups:
			refuse_group(self.label_of("children_group"), self.children_group, self.centre)
		self.children_group = groups[0].group_name

	def keep_signed_rules(self):
		"""Keep the rules as they were on the day of signing: the centre may change its own (NoHouseRulesError)."""
		if self.is_changed("rules_signed_on"):
			self.signed_rules = self.rules_signed_on and self.get_house_rules()
		else:
			self.signed_rules = self.get_doc_before_save().signed_rules

	def may_note_signing(self) -> bool:
		"""Return whether the user notes the day of signing: staff of the centre to which the child goes today."""
		is_missing = not self.rules_signed_on and frappe.db.get_value(
			"Day Centre", self.centre, "house_rules"
		)
		return bool(is_missing) and self.name in get_enrolments_of(frappe.session.user)

	def refuse_second_signing(self):
		"""Refuse another day of signing (RulesSignedError): what was signed is kept with it."""
		if self.rules_signed_on:
			frappe.throw(
				_("{0}: {1} is written already. The coordinator or the head corrects it.").format(
					self.label_of("rules_signed_on"), paper_date(self.rules_signed_on)
				),
				RulesSignedError,
			)

	def get_house_rules(self) -> str:
		"""Return the rules of the centre; refuse a signature under none (NoHouseRulesError)."""
		rules = frappe.db.get_value("Day Centre", self.centre, "house_rules", for_update=True)
		if not (rules or "").strip():
			frappe.throw(
				_("{0}: {1} has no house rules yet.").format(
					self.label_of("rules_signed_on"), frappe.bold(self.centre)
				),
				NoHouseRulesError,
			)
		return rules

	def warn_of_places(self):
		"""Say that the centre has more children than places from a day of the enrolment on; it is no refusal.

		Not every child comes every day, and the head decides.
		"""
		places = frappe.db.get_value("Day Centre", self.centre, "places", for_update=True)
		first, last = self.get_period()
		day = max(first, getdate())
		if not places or (last and last < day):
			return
		enrolled = count_enrolled(self.centre, day, lock=True)
		if enrolled > places:
			frappe.msgprint(
				_("{0} has {1} places; {2} children are enrolled on {3}.").format(
					frappe.bold(self.centre), places, enrolled, paper_date(day)
				),
				indicator="orange",
			)

	def on_update(self):
		forget_families()
		if any(map(self.is_changed, ("centre", "from_date", "until_date"))):
			self.warn_of_places()
		if self.is_changed("child"):
			filters = {"enrolment": self.name}
			frappe.db.set_value("Day Centre Note", filters, "child", self.child, update_modified=False)


def note_signing(enrolment: str, day: str) -> date:
	"""Write the day on which the house rules were signed, by the staff of the child's centre, once. day: by default today.

	Raises PermissionError for everybody else, RulesSignedError, NoHouseRulesError, FutureDateError.
	"""
	name = get_permitted(ENROLMENT, enrolment, "read").name
	if name not in get_enrolments_of(frappe.session.user):
		raise frappe.PermissionError
	doc = frappe.get_doc(ENROLMENT, name, for_update=True)
	doc.refuse_second_signing()
	doc.rules_signed_on = as_day(day, doc.label_of("rules_signed_on"))
	# Safe: the staff of this centre write this one field, which was empty; the rules of the document hold.
	doc.save(ignore_permissions=True)
	return doc.rules_signed_on


def paper_house_rules(doc) -> list[str]:
	"""Return the rules to sign, one a line (`hooks.jinja`): as they were signed, else as the centre has them now."""
	rules = doc.get("signed_rules") or (
		doc.get("centre") and frappe.db.get_value("Day Centre", doc.centre, "house_rules")
	)
	return [line.strip() for line in as_written(rules or "").splitlines() if line.strip()]
