import frappe
from frappe import ValidationError, _
from frappe.utils import add_days, formatdate, getdate

from opsfamily.arguments import refuse_missing
from opsfamily.case import workload
from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import show_facts, status_on
from opsfamily.case.locks import read_now
from opsfamily.case.people import require_staff, show_current_people
from opsfamily.core.assignments import ASSISTANT, ASSISTANTS, MANAGER, SOCIAL_WORKER, periods_meet, runs_on
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.workload import Load
from opsfamily.office import get_setting
from opsfamily.permissions.rule import forget_families, is_deputy, is_head


class SecondAssistantError(ValidationError):
	"""A family has at most one running family assistant."""


class AssistantIsSocialWorkerError(ValidationError):
	"""The assistant may not be the family's social worker (art. 17(3) of the Act of 9 June 2011)."""


class WorkloadCeilingError(ValidationError):
	"""Only the head can assign an assistant above the limit of families, with a written reason."""


class FirstDayError(ValidationError):
	"""The first day of an assignment is moved back by a few days only, with a reason."""


class SecondManagerError(ValidationError):
	"""A family has at most one running case manager."""


class CaseAssignment(CaseDocument):
	"""A person's dated part in a family's case: while it runs, the person sees the family."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assistant_request: DF.Link | None
		family: DF.Link
		first_day_before: DF.Date | None
		first_day_reason: DF.SmallText | None
		from_date: DF.Date
		full_name: DF.Data | None
		naming_series: DF.Literal["PRZ-.YYYY.-.####"]
		part: DF.Literal[
			"Family Assistant",
			"Social Worker",
			"Coordinator",
			"Psychologist",
			"Case Manager",
			"Foster-Care Coordinator",
			"Consultant",
			"Substitute",
		]
		reason: DF.SmallText | None
		representative: DF.Data | None
		until_date: DF.Date | None
		user: DF.Link
		workload_as_deputy: DF.Check
		workload_reason: DF.SmallText | None
	# end: auto-generated types

	def validate(self):
		self.validate_period()
		self.validate_corrected_first_day()
		self.validate_role()
		self.validate_one_assistant()
		self.validate_one_manager()
		self.validate_assistant_is_not_social_worker()
		self.require_same_family("Assistant Request", self.assistant_request, "assistant_request")
		self.validate_workload()

	def validate_period(self):
		"""Refuse an assignment that ends before it begins (PeriodError)."""
		self.refuse_before("until_date", "from_date")

	def validate_corrected_first_day(self):
		"""Refuse moving an assistant's first day back by more than the office's days, or without a reason (FirstDayError).

		Only theirs decides what is working time with the family: a social worker is on the case from the day on which
		the page was opened, also where the case is older.
		"""
		before = self.get_doc_before_save()
		self.first_day_before = before.first_day_before if before else None
		if self.part not in ASSISTANTS or not before or getdate(self.from_date) >= getdate(before.from_date):
			return
		days, agreed = get_setting("first_day_correction_days"), self.first_day_before or before.from_date
		if getdate(self.from_date) < add_days(getdate(agreed), -days):
			frappe.throw(
				_("{0} may be moved back by at most {1} days from {2}.").format(
					self.label_of("from_date"), days, formatdate(agreed)
				),
				FirstDayError,
			)
		if not self.is_changed("first_day_reason"):
			refuse_missing(self.label_of("first_day_reason"), FirstDayError)
		self.require("first_day_reason", FirstDayError)
		self.first_day_before = agreed

	def validate_role(self):
		"""Refuse a person without the role for the part (PartRoleError).

		An unchanged person is not checked, so that the assignment of somebody who has lost the role can be ended.
		"""
		if not (self.is_new() or self.is_changed("user") or self.is_changed("part")):
			return
		require_staff(self.user, self.full_name, self.part)

	def validate_one_assistant(self):
		"""Refuse a second family assistant in the same period (SecondAssistantError)."""
		for other in self.get_overlapping_assignments():
			if self.part == other.part == ASSISTANT:
				frappe.throw(
					_("{0} is the family's assistant in this time. End that assignment first.").format(
						frappe.bold(other.full_name)
					),
					SecondAssistantError,
				)

	def validate_one_manager(self):
		"""Refuse a second case manager in the same period (SecondManagerError)."""
		for other in self.get_overlapping_assignments():
			if self.part == other.part == MANAGER:
				frappe.throw(
					_("{0} is the family's case manager in this time. End that assignment first.").format(
						frappe.bold(other.full_name)
					),
					SecondManagerError,
				)

	def validate_assistant_is_not_social_worker(self):
		"""Refuse one person as assistant and social worker of a family (AssistantIsSocialWorkerError).

		Art. 17(3) of the Act of 9 June 2011. A guard on User refuses the two roles on one user.
		"""
		for other in self.get_overlapping_assignments():
			if other.user == self.user and {self.part, other.part} == {ASSISTANT, SOCIAL_WORKER}:
				frappe.throw(
					_("{0} cannot be the family's assistant and its social worker.").format(
						frappe.bold(self.full_name or self.user)
					),
					AssistantIsSocialWorkerError,
				)

	def validate_workload(self):
		"""Refuse an assistant above the limit, unless the head assigns with a reason (WorkloadCeilingError)."""
		day, before = max(getdate(self.from_date), getdate()), self.get_doc_before_save()
		self.workload_as_deputy = before.workload_as_deputy if before else 0
		if not self.adds_work(day) or not self.get_load_with_this(day).is_above(workload.get_ceiling(day)):
			return
		if not is_head(frappe.session.user):
			frappe.throw(
				_(
					"{0} would have more families than the limit of {1}. Only the head assigns above it."
				).format(frappe.bold(self.full_name or self.user), f"{workload.get_ceiling(day):g}"),
				WorkloadCeilingError,
			)
		if not (self.workload_reason or "").strip():
			frappe.throw(
				_("{0} is missing: the assistant would have more families than the limit of {1}.").format(
					self.label_of("workload_reason"), f"{workload.get_ceiling(day):g}"
				),
				WorkloadCeilingError,
			)
		self.workload_as_deputy = int(is_deputy(frappe.session.user))

	def adds_work(self, day) -> bool:
		"""Return whether saving gives the assistant a family on that day that they did not have before."""
		before = self.get_doc_before_save()
		had = before and before.user == self.user and before.counts_on(day)
		return self.counts_on(day) and not had

	def counts_on(self, day) -> bool:
		"""Return whether the assignment is work of an assistant on that day."""
		until = getdate(self.until_date) if self.until_date else None
		is_work = self.part == ASSISTANT and runs_on(day, getdate(self.from_date), until)
		return is_work and status_on(self.family, day) != CASE_CLOSED

	def get_load_with_this(self, day) -> Load:
		"""Return the user's load on that day with this family on top."""
		others = workload.get_load_now(self.user, day, without_family=self.family)
		return others.plus(workload.get_weight(self.family))

	def get_overlapping_assignments(self) -> list:
		"""Return the family's other assignments that share a day with this one."""
		# The rule is about every assignment of the family, also those that the user may not read.
		filters = {"family": self.family, "name": ["!=", self.name or ""]}
		fields = ["part", "user", "full_name", "from_date", "until_date"]
		others = read_now("Case Assignment", filters, fields, "from_date")
		start, until = getdate(self.from_date), getdate(self.until_date) if self.until_date else None
		return [other for other in others if periods_meet(start, until, other.from_date, other.until_date)]

	def on_update(self):
		self.log_corrected_first_day()
		forget_families()
		show_facts(self.family)
		show_current_people(self.family)

	def log_corrected_first_day(self):
		"""Keep every correction of the first day on the document."""
		before = self.get_doc_before_save()
		if before and getdate(self.from_date) < getdate(before.from_date):
			text = _("The first day was corrected from {0} to {1}: {2}").format(
				formatdate(before.from_date), formatdate(self.from_date), self.first_day_reason
			)
			self.add_comment("Info", frappe.utils.escape_html(text))

	def after_delete(self):
		forget_families()
		show_facts(self.family)
		show_current_people(self.family)
