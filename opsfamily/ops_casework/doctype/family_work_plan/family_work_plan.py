import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.document import VersionedDocument
from opsfamily.case.people import fill_people, take_over

# Who works with the family and where it lives, on the day of the plan.
OF_TODAY = (
	"representative",
	"address",
	"assistant",
	"assistant_name",
	"assistant_phone",
	"social_worker",
	"social_worker_name",
)


class FamilyWorkPlan(VersionedDocument):
	"""The plan of work with a family: SWOT and goals (paper F2 part I; art. 15(1)(1)). One runs per family."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.plan_goal.plan_goal import PlanGoal

		address: DF.SmallText | None
		amended_from: DF.Link | None
		assistant: DF.Link | None
		assistant_name: DF.Data | None
		assistant_phone: DF.Data | None
		family: DF.Link
		long_term_goals: DF.Table[PlanGoal]
		main_goal: DF.SmallText | None
		naming_series: DF.Literal["PLAN-.YYYY.-.####"]
		opportunities: DF.Text | None
		plan_date: DF.Date
		replaces: DF.Link | None
		representative: DF.Data
		short_term_goals: DF.Table[PlanGoal]
		social_worker: DF.Link | None
		social_worker_name: DF.Data | None
		status: DF.Literal["Draft", "Running", "Replaced", "Cancelled"]
		strengths: DF.Text | None
		threats: DF.Text | None
		weaknesses: DF.Text | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		take_over(self, ("representative", "address"))
		fill_people(self)
		self.set_assistant_phone()

	def clear_for_new_version(self):
		"""Begin with today and with whom and where the family is today; `before_insert` fills that in."""
		self.plan_date = getdate()
		self.update(dict.fromkeys(OF_TODAY))

	def set_assistant_phone(self):
		"""Fill an empty phone with the assistant's mobile number."""
		if self.assistant and not self.assistant_phone:
			self.assistant_phone = frappe.db.get_value("User", self.assistant, "mobile_no")

	def validate(self):
		self.set_draft_status()
		self.refuse_future("plan_date")
		self.validate_replaced_version_of_draft()
		self.warn_without_specific_goals()

	def warn_without_specific_goals(self):
		"""Tell whoever writes a draft that it has no specific goal yet, before it is printed and signed."""
		if self.docstatus.is_draft() and not (self.long_term_goals or self.short_term_goals):
			frappe.msgprint(_("The plan has no specific goal yet."), indicator="orange", alert=True)

	def validate_replaced_version_of_draft(self):
		if self.docstatus.is_draft():
			self.validate_replaced_version()

	def before_submit(self):
		self.validate_main_goal()
		self.validate_replaced_version()
		self.validate_only_running_version()

	def validate_main_goal(self):
		"""Refuse submitting a plan without a main goal (EmptyDocumentError)."""
		self.require("main_goal")

	def on_submit(self):
		self.start_running()

	def on_cancel(self):
		self.stop_running()
