import frappe
from frappe import ValidationError, _
from frappe.utils import getdate

from opsfamily.case.dictionaries import DictionaryEntry
from opsfamily.core.months import add_months, month_of
from opsfamily.ops_visits.doctype.contact_kind.timesheet_rule import change_open_visits, has_open_visits


class OpenVisitsError(ValidationError):
	"""Whoever puts a kind on or off F4 says what becomes of the visits on cards that are not sent."""


CHANGE_THEM, FROM_NEXT_MONTH = "Change Them Too", "From the Next Month"


class ContactKind(DictionaryEntry):
	"""A kind of contact with a family: its nature, and whether it is listed on the timesheet (F4)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		kind_name: DF.Data
		nature: DF.Literal[
			"Direct Contact", "Indirect Contact", "Phone Contact", "Attempted Contact", "Other Contact"
		]
		on_timesheet: DF.Check
		open_visits: DF.Literal["", "Change Them Too", "From the Next Month"]
		timesheet_month: DF.Data | None
	# end: auto-generated types

	def validate(self):
		before = self.get_doc_before_save()
		self.timesheet_month = before.timesheet_month if before else None
		if self.is_rule_changed():
			self.validate_open_visits()
			self.set_timesheet_month(before)
		self.flags.open_visits, self.open_visits = self.open_visits, ""

	def is_rule_changed(self) -> bool:
		"""Return whether saving puts the kind on or off F4."""
		return not self.is_new() and self.has_value_changed("on_timesheet")

	def validate_open_visits(self):
		"""Refuse the change without an answer while there are visits on cards that are not sent (OpenVisitsError)."""
		if self.open_visits in (CHANGE_THEM, FROM_NEXT_MONTH):
			return
		if has_open_visits(self.name):
			frappe.throw(
				_(
					"{0}: there are visits of this kind in months that are not sent. Choose “{1}” or “{2}”."
				).format(
					frappe.bold(_(self.meta.get_label("open_visits"))), _(CHANGE_THEM), _(FROM_NEXT_MONTH)
				),
				OpenVisitsError,
			)
		self.open_visits = CHANGE_THEM

	def set_timesheet_month(self, before):
		"""Set from which month on the new rule holds; a change that has not begun yet is taken back whole."""
		today = getdate()
		has_not_begun = (before.timesheet_month or "") > month_of(today)
		is_at_once = self.open_visits == CHANGE_THEM or has_not_begun
		self.timesheet_month = None if is_at_once else month_of(add_months(today, 1))

	def on_update(self):
		"""Let the visits on cards that are not sent follow the kind."""
		if self.is_new() or not self.get_doc_before_save():
			return
		if self.has_value_changed("nature"):
			change_open_visits(self.name, {"nature": self.nature})
		if self.has_value_changed("on_timesheet") and self.flags.open_visits == CHANGE_THEM:
			change_open_visits(self.name, {"on_timesheet": self.on_timesheet})


def get_kinds(nature: str) -> list[str]:
	"""Return the office's kinds of this nature, disabled ones as well, the oldest first."""
	# get_all: a dictionary of the office with no family in it.
	return frappe.get_all("Contact Kind", filters={"nature": nature}, pluck="name", order_by="creation, name")
