import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.blank_times import refuse_no_hour, refuse_wrong_order
from opsfamily.case.dictionaries import DictionaryEntry, refuse_disabled_entries
from opsfamily.case.locks import read_now
from opsfamily.case.values import refuse_wrong_values
from opsfamily.core.assignments import periods_meet
from opsfamily.core.day_centre import TERM
from opsfamily.core.roles import CENTRE_STAFF
from opsfamily.exceptions import PeriodError
from opsfamily.ops_day_centre.doctype.day_centre.places import count_enrolled, may_see_whole
from opsfamily.permissions.rule import forget_families


class CentreWorkerRoleError(ValidationError):
	"""A worker of a day centre needs the role of its staff."""


class SecondHeadError(ValidationError):
	"""A day centre has one head at a time."""


class ChildrenGroupError(ValidationError):
	"""A group of children is one of its day centre's, and each has a name of its own."""


class DayCentre(DictionaryEntry):
	"""A day centre: its places, timetable, groups and house rules, and its workers, who see the children enrolled here
	while they work here.

	A day centre for support in the day: art. 18–28 of the Act of 9 June 2011; one person is its head (art. 25).
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_day_centre.doctype.day_centre_break.day_centre_break import DayCentreBreak
		from opsfamily.ops_day_centre.doctype.day_centre_group.day_centre_group import DayCentreGroup
		from opsfamily.ops_day_centre.doctype.day_centre_lesson.day_centre_lesson import DayCentreLesson
		from opsfamily.ops_day_centre.doctype.day_centre_worker.day_centre_worker import DayCentreWorker

		address: DF.SmallText | None
		breaks: DF.Table[DayCentreBreak]
		centre_name: DF.Data
		children_groups: DF.Table[DayCentreGroup]
		disabled: DF.Check
		house_rules: DF.Text | None
		phone: DF.Data | None
		places: DF.Int
		timetable: DF.Table[DayCentreLesson]
		workers: DF.Table[DayCentreWorker]
	# end: auto-generated types

	def before_validate(self):
		super().before_validate()
		refuse_wrong_values(self)
		for row in self.timetable:
			# The default of a row, which the framework gives to rows of new documents alone.
			row.season = row.season or TERM

	def validate(self):
		refuse_disabled_entries(self)
		for row in self.workers:
			self.validate_period(row)
			self.validate_role(row)
		for row in self.breaks:
			self.validate_period(row)
		self.validate_heads()
		self.validate_groups()
		self.carry_group_names()
		for row in self.timetable:
			self.validate_hours(row)
			self.validate_group(row)

	def validate_period(self, row):
		"""Refuse a last day before the first one, of a worker or of holidays (PeriodError)."""
		if row.until_date and getdate(row.until_date) < getdate(row.from_date):
			frappe.throw(
				_("{0} lies before {1}.").format(
					self.label_of("until_date", row), _(row.meta.get_label("from_date"))
				),
				PeriodError,
			)

	def validate_role(self, row):
		"""Refuse a new worker without the staff's role (CentreWorkerRoleError).

		A worker already listed may have lost the role: their last day can still be written.
		"""
		before = self.get_doc_before_save()
		known = {worker.user for worker in before.workers} if before else set()
		if row.user not in known and CENTRE_STAFF not in frappe.get_roles(row.user):
			frappe.throw(
				_("{0}: {1} needs the role {2}.").format(
					self.label_of("user", row), frappe.bold(row.full_name or row.user), _(CENTRE_STAFF)
				),
				CentreWorkerRoleError,
			)

	def validate_heads(self):
		"""Refuse two heads on one day, naming the later row (SecondHeadError)."""
		heads = [row for row in self.workers if row.is_head]
		for number, row in enumerate(heads):
			for other in heads[:number]:
				if periods_meet(*get_period(row), *get_period(other)):
					frappe.throw(
						_("{0}: {1} is the head in this time already.").format(
							self.label_of("is_head", row), frappe.bold(other.full_name or other.user)
						),
						SecondHeadError,
					)

	def validate_groups(self):
		"""Refuse a second group of the same name (ChildrenGroupError)."""
		seen = set()
		for row in self.children_groups:
			row.group_name = (row.group_name or "").strip()
			if row.group_name.casefold() in seen:
				frappe.throw(
					_("{0}: “{1}” is in the table twice.").format(
						self.label_of("group_name", row), frappe.utils.escape_html(row.group_name)
					),
					ChildrenGroupError,
				)
			seen.add(row.group_name.casefold())

	def carry_group_names(self):
		"""Write the changed name of a group into the timetable and into what is stored of its children."""
		before = self.get_doc_before_save()
		earlier = {row.name: row.group_name for row in before.children_groups} if before else {}
		changed = {
			earlier[row.name]: row.group_name
			for row in self.children_groups
			if earlier.get(row.name) and earlier[row.name] != row.group_name
		}
		for row in self.timetable if changed else ():
			row.children_group = changed.get(row.children_group, row.children_group)
		carry_to_enrolments(self.name, changed)

	def validate_group(self, row):
		"""Refuse a row of the timetable for a group that the centre does not have (ChildrenGroupError)."""
		if row.children_group and row.children_group not in {one.group_name for one in self.children_groups}:
			refuse_group(self.label_of("children_group", row), row.children_group, self.name)

	def validate_hours(self, row):
		"""Refuse one hour without the other, what is no hour, and an end that is not later (BlankTimeError, TimeOrderError)."""
		hours = {self.label_of(fieldname, row): row.get(fieldname) for fieldname in ("from_time", "to_time")}
		if all(value in (None, "") for value in hours.values()):
			return
		for label, value in hours.items():
			refuse_no_hour(label, value)
		refuse_wrong_order(tuple(hours), *hours.values())

	def onload(self):
		"""Tell the form how many children are enrolled, if its reader sees all of them."""
		if not self.is_new() and may_see_whole(self.name, frappe.session.user):
			unsigned = count_enrolled(self.name, getdate(), without_rules=True) if self.house_rules else 0
			self.set_onload("enrolled", count_enrolled(self.name, getdate()))
			self.set_onload("unsigned", unsigned)

	def on_update(self):
		forget_families()


def get_period(row) -> tuple:
	"""Return the first and the last day of a worker; None: until further notice."""
	return getdate(row.from_date), getdate(row.until_date) if row.until_date else None


def carry_to_enrolments(centre: str, changed: dict[str, str]) -> None:
	"""Write new names of groups into the enrolments. changed: the earlier name → the new one."""
	if not changed:
		return
	enrolment = "Day Centre Enrolment"
	# A label is corrected on every child's enrolment, also where the writer sees none of them.
	filters = {"centre": centre, "children_group": ["in", list(changed)]}
	for row in read_now(enrolment, filters, ["name", "children_group"], "name"):
		if value := changed.get(row.children_group):
			frappe.db.set_value(enrolment, row.name, "children_group", value, update_modified=False)


def refuse_group(label: str, group: str, centre: str) -> None:
	"""Refuse a group of children that the centre does not have (ChildrenGroupError)."""
	frappe.throw(
		_("{0}: {1} has no group “{2}”.").format(label, frappe.bold(centre), frappe.utils.escape_html(group)),
		ChildrenGroupError,
	)
