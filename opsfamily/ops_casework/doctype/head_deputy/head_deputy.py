import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import getdate

from opsfamily.case.labels import NamesFields
from opsfamily.core.roles import COORDINATOR, HEAD
from opsfamily.exceptions import PartRoleError, PeriodError


class DeputyshipError(ValidationError):
	"""A deputyship is a record of who could decide when: it is neither deleted nor moved into the past."""


class OwnDeputyshipError(ValidationError):
	"""Nobody appoints themselves as the head's deputy."""


class HeadDeputy(NamesFields, Document):
	"""The days on which somebody stands in for the head of the centre, in every step of the head.

	`permissions.rule.is_head` reads it. Only users who see the section anyway are appointed, so access to families
	does not change.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		full_name: DF.Data | None
		naming_series: DF.Literal["ZAST-.YYYY.-.####"]
		reason: DF.SmallText | None
		until_date: DF.Date
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		self.validate_period()
		self.validate_past_stays()
		self.validate_appointed_by_another()
		self.validate_role()

	def validate_period(self):
		"""Refuse a deputyship that ends before it begins (PeriodError)."""
		if getdate(self.until_date) < getdate(self.from_date):
			frappe.throw(
				_("{0} lies before {1}.").format(self.label_of("until_date"), self.label_of("from_date")),
				PeriodError,
			)

	def validate_past_stays(self):
		"""Refuse to change days that have passed, so that what was decided on them stays valid (DeputyshipError)."""
		today, before = getdate(), self.get_doc_before_save()
		if not before:
			return
		if before.from_date <= today and getdate(self.from_date) != before.from_date:
			self.refuse(_("{0} is no longer changed: the deputyship has begun."), "from_date")
		if getdate(self.until_date) != before.until_date and self.ends_in_the_past(before, today):
			self.refuse(_("{0} cannot lie before today: what was decided by then stays valid."), "until_date")

	def ends_in_the_past(self, before, today) -> bool:
		"""Return whether the new last day takes away a day that has begun, or lengthens a deputyship of the past."""
		return before.until_date < today or (before.from_date <= today and getdate(self.until_date) < today)

	def validate_appointed_by_another(self):
		"""Refuse a user who appoints themselves (OwnDeputyshipError)."""
		if self.is_new() and self.user == frappe.session.user:
			self.refuse(
				_("{0}: nobody appoints themselves as the head's deputy."), "user", OwnDeputyshipError
			)

	def validate_role(self):
		"""Refuse a user who does not see the section by their own role (PartRoleError)."""
		if {HEAD, COORDINATOR}.isdisjoint(frappe.get_roles(self.user)):
			frappe.throw(
				_(
					"{0}: {1} cannot stand in for the head; the administrator gives the role of a coordinator or of the head first."
				).format(self.label_of("user"), frappe.bold(self.full_name or self.user)),
				PartRoleError,
			)

	def refuse(self, message: str, fieldname: str, refusal: type[Exception] = DeputyshipError):
		"""Throw `refusal`. message: with the field's label as {0}."""
		frappe.throw(message.format(self.label_of(fieldname)), refusal)

	def after_insert(self):
		self.give_role()

	def give_role(self):
		"""Give a coordinator the role of the head, which counts on the days of a deputyship only (rule.is_head)."""
		if HEAD in frappe.get_roles(self.user):
			return
		user = frappe.get_doc("User", self.user)
		# Safe: the coordinator sees the section already, and whoever appoints is the head or gives roles anyway.
		user.flags.ignore_permissions = True
		user.add_roles(HEAD)

	def on_trash(self):
		"""Refuse (DeputyshipError): without its rows a deputy would be head on every day."""
		frappe.throw(
			_("A deputyship is not deleted, as it says who could decide when. It is ended by its last day."),
			DeputyshipError,
		)
