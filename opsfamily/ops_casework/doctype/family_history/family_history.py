import re

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.locks import read_now
from opsfamily.core.former_names import is_same_name
from opsfamily.core.genogram import find_contradiction
from opsfamily.exceptions import PeriodError
from opsfamily.ops_casework.doctype.family_history.genogram import get_genogram_html, make_relatives
from opsfamily.ops_casework.doctype.family_history.household import bring_household

FIRST_YEAR = 1850
YEAR = re.compile(r"[0-9]{4}")
KIN_FIELDS = ("first_parent", "second_parent", "partner")


class SecondHistoryError(ValidationError):
	"""A family has one history, which is carried on."""


class WrongYearError(ValidationError):
	"""A year has four digits and lies between 1850 and this one; a month is a number from 1 to 12."""


class SameNameError(ValidationError):
	"""Two relatives with one name: the genogram could not say who is whose child."""


class UnknownRelativeError(ValidationError):
	"""A parent or a partner is somebody else of the table."""


class KinshipError(ValidationError):
	"""Nobody is one's own ancestor, nor the partner of one."""


class FamilyHistory(CaseDocument):
	"""A family's history: events by year, relatives (for the genogram), resources and patterns, help beside the work.

	One for each family, which is carried on; earlier wordings are in its versions. The household comes from the family's
	page at every saving.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.family_relative.family_relative import FamilyRelative
		from opsfamily.ops_casework.doctype.history_event.history_event import HistoryEvent
		from opsfamily.ops_casework.doctype.material_help.material_help import MaterialHelp

		as_of: DF.Date
		events: DF.Table[HistoryEvent]
		family: DF.Link
		material_help: DF.Table[MaterialHelp]
		naming_series: DF.Literal["HISTORIA-.YYYY.-.####"]
		patterns: DF.Text | None
		relatives: DF.Table[FamilyRelative]
		representative: DF.Data | None
		resources: DF.Text | None
		work_place: DF.SmallText | None
	# end: auto-generated types

	def onload(self):
		if not self.is_new():
			self.set_onload("genogram", get_genogram_html(self))

	def validate(self):
		self.refuse_future("as_of")
		self.validate_only_history()
		self.validate_events()
		bring_household(self)
		self.validate_names()
		self.validate_years()
		self.validate_kin()
		self.validate_generations()
		self.validate_help()

	def validate_only_history(self):
		"""Refuse a second history of the family, and name the first (SecondHistoryError)."""
		# The rule is about every history of the family, whoever is saving this one.
		filters = {"family": self.family, "name": ["!=", self.name or ""]}
		for other in read_now("Family History", filters, ["name"]):
			frappe.throw(
				_("The family has a history already ({0}). Carry it on.").format(other.name),
				SecondHistoryError,
			)

	def validate_events(self):
		"""Refuse years and months that are none (WrongYearError); put the events in their order."""
		for row in self.events:
			for fieldname in ("kind", "description"):
				self.require(fieldname, row=row)
			self.refuse_wrong_year("year", row)
			if cint(row.month) not in range(13):
				self.refuse_value("month", row, _("a month is a number from 1 to 12"))
			today = getdate()
			if (cint(row.year), cint(row.month)) > (today.year, today.month):
				self.refuse_value("month", row, _("this month has not begun yet"))
		self.events.sort(key=lambda row: (cint(row.year), cint(row.month)))
		number_rows(self.events)

	def validate_names(self):
		"""Refuse two relatives with one name (SameNameError)."""
		for number, row in enumerate(self.relatives):
			self.require("full_name", row=row)
			row.full_name = " ".join(row.full_name.split())
			for other in self.relatives[:number]:
				if is_same_name(row.full_name, other.full_name):
					frappe.throw(
						_("{0}: {1} is in row {2} already. Please add what tells them apart.").format(
							self.label_of("full_name", row), frappe.bold(row.full_name), other.idx
						),
						SameNameError,
					)

	def validate_years(self):
		"""Refuse years that are none (WrongYearError), a death before the birth, a child older than a parent (PeriodError)."""
		by_name = {}
		for row in self.relatives:
			for fieldname in ("born", "died"):
				row.set(fieldname, (row.get(fieldname) or "").strip())
				if row.get(fieldname):
					self.refuse_wrong_year(fieldname, row)
			row.is_dead = cint(bool(row.is_dead or row.died))
			self.refuse_year_before("died", row, row.born)
			by_name[row.full_name] = row
		for row in self.relatives:
			for parent in filter(None, (by_name.get(row.get(field)) for field in KIN_FIELDS[:2])):
				self.refuse_year_before("born", row, parent.born)

	def refuse_year_before(self, fieldname: str, row, year: str | None):
		"""Refuse a year of the row that is earlier than another one (PeriodError)."""
		if row.get(fieldname) and year and cint(row.get(fieldname)) < cint(year):
			frappe.throw(_("{0} lies before {1}.").format(self.label_of(fieldname, row), year), PeriodError)

	def refuse_wrong_year(self, fieldname: str, row):
		"""Refuse what is no year up to this one (WrongYearError)."""
		text, last = str(row.get(fieldname) or ""), getdate().year
		if not YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= last:
			reason = _("a year from {0} to {1}, in four digits").format(FIRST_YEAR, last)
			self.refuse_value(fieldname, row, reason)

	def refuse_value(self, fieldname: str, row, reason: str):
		"""Refuse a year or a month, with the field, the row and what it takes (WrongYearError)."""
		frappe.throw(f"{self.label_of(fieldname, row)}: {reason}.", WrongYearError)

	def validate_kin(self):
		"""Write parents and partner as their rows are named; refuse whoever has no row (UnknownRelativeError)."""
		for row in self.relatives:
			for fieldname in KIN_FIELDS:
				if not (row.get(fieldname) or "").strip():
					row.set(fieldname, None)
					continue
				row.set(fieldname, self.get_name_of(row, fieldname))
			if not row.partner:
				row.separated = 0

	def get_name_of(self, row, fieldname: str) -> str:
		"""Return the name of somebody else of the table (UnknownRelativeError)."""
		for other in self.relatives:
			if other is not row and is_same_name(other.full_name, row.get(fieldname)):
				return other.full_name
		frappe.throw(
			_(
				"{0}: {1} is nobody else of this table. Please enter this person in a row of their own first."
			).format(self.label_of(fieldname, row), frappe.bold(row.get(fieldname))),
			UnknownRelativeError,
		)

	def validate_generations(self):
		"""Refuse ties by which somebody would be of two generations at once (KinshipError)."""
		name = find_contradiction(make_relatives(self))
		if name:
			row = next(row for row in self.relatives if row.full_name == name)
			frappe.throw(
				_("{0}: by parents and partners, {1} would be of two generations at once.").format(
					self.label_of("first_parent", row), frappe.bold(name)
				),
				KinshipError,
			)

	def validate_help(self):
		"""Refuse help without a kind, and a last day before the first (PeriodError)."""
		for row in self.material_help:
			self.require("kind", row=row)
			if row.from_date and row.until_date and getdate(row.until_date) < getdate(row.from_date):
				frappe.throw(
					_("{0} lies before {1}.").format(
						self.label_of("until_date", row), self.label_of("from_date", row)
					),
					PeriodError,
				)


def number_rows(rows: list) -> None:
	"""Number rows in their order."""
	for number, row in enumerate(rows, 1):
		row.idx = number
