import frappe
from frappe import ValidationError, _
from frappe.utils import flt, formatdate, getdate

from opsfamily.case.worker_period import WorkerPeriod
from opsfamily.core.assignments import ASSISTANTS
from opsfamily.core.employment import is_fte
from opsfamily.core.roles import ASSISTANT
from opsfamily.exceptions import NotHeadError, PartRoleError
from opsfamily.permissions.rule import is_head


class FteError(ValidationError):
	"""A post is more than nothing and at most a full one."""


class Employment(WorkerPeriod):
	"""How an assistant is employed: by whom, by what contract, for what part of a full post, and when.

	Written by the head. The norm of a month, the figures of the staff and „Kontrakt kończy się” on a card follow from it.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		contract_number: DF.Data | None
		employer: DF.Literal["Own Centre", "Other Unit", "Commissioned"]
		form: DF.Literal["Task Time", "Other Employment", "Civil Contract"]
		from_date: DF.Date
		fte: DF.Float
		full_name: DF.Data | None
		naming_series: DF.Literal["ZATR-.YYYY.-.####"]
		until_date: DF.Date | None
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		self.validate_is_head()
		self.validate_period()
		self.validate_role()
		self.validate_fte()
		self.validate_no_overlap()

	def validate_is_head(self):
		"""Refuse a coordinator on days without a deputyship (NotHeadError)."""
		if not (is_head(frappe.session.user) or frappe.session.user == "Administrator"):
			frappe.throw(_("Employment is written by the head of the centre."), NotHeadError)

	def validate_role(self):
		"""Refuse a user who is no assistant (PartRoleError): the figures count these rows as assistants."""
		if self.is_new() and ASSISTANT not in frappe.get_roles(self.user):
			frappe.throw(
				_("{0}: {1} does not have the role of a family assistant.").format(
					self.label_of("user"), frappe.bold(self.full_name or self.user)
				),
				PartRoleError,
			)

	def validate_fte(self):
		"""Refuse no post at all, or more than a full one (FteError)."""
		if not is_fte(flt(self.fte)):
			frappe.throw(
				_("{0}: more than 0 and at most 1, e.g. 0.5 for half a post.").format(self.label_of("fte")),
				FteError,
			)

	def on_update(self):
		self.warn_of_assignments_that_go_on()

	def warn_of_assignments_that_go_on(self):
		"""Name the families to which the worker stays assigned after the last day of work, so that somebody ends them."""
		families = self.get_families_left_behind() if self.until_date else []
		if families:
			frappe.msgprint(
				_("{0} is assigned after {1} to: {2}. Please end these assignments.").format(
					self.full_name or self.user, formatdate(self.until_date), ", ".join(families)
				),
				indicator="orange",
			)

	def get_families_left_behind(self) -> list[str]:
		"""Return the families of assignments that go on after the last day, unless another employment follows.

		Numbers only, of any family: the head ends these assignments.
		"""
		if any(row.from_date > getdate(self.until_date) for row in self.get_others()):
			return []
		assignment = frappe.qb.DocType("Case Assignment")
		query = frappe.qb.from_(assignment).select(assignment.family).distinct().orderby(assignment.family)
		query = query.where((assignment.user == self.user) & assignment.part.isin(ASSISTANTS))
		goes_on = assignment.until_date.isnull() | (assignment.until_date > self.until_date)
		return query.where(goes_on).run(pluck=True)

	def on_trash(self):
		self.validate_is_head()
		super().on_trash()
