import frappe
from frappe import ValidationError, _

from opsfamily.case.document import CaseDocument
from opsfamily.case.locks import read_now
from opsfamily.core.cooperation import key_of
from opsfamily.ops_paper.values import paper_date


class NotInNetworkError(ValidationError):
	"""The institution is not in the family's support network."""


class SecondCooperationError(ValidationError):
	"""Another degree is recorded for the institution from the same day."""


class Cooperation(CaseDocument):
	"""The degree of cooperation with a body of the family's support network, from a day on.

	The newest by day is the current one. The institution is kept as text, so that it outlives its row; its kind
	is an entry of the office's dictionary, so that it is called as the office calls it now.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		degree: DF.Link
		family: DF.Link
		institution: DF.Autocomplete
		kind: DF.Link | None
		naming_series: DF.Literal["WSP-.YYYY.-.####"]
		note: DF.SmallText | None
		representative: DF.Data | None
		since: DF.Date
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.take_institution_from_network()

	def take_institution_from_network(self):
		"""Copy institution and kind from the support network; refuse others (NotInNetworkError)."""
		if not (self.family and self.institution):
			return
		# get_all: a rule about the family's page, which everybody who may create this document reads.
		rows = frappe.get_all(
			"Support Contact",
			filters={"parenttype": "Family", "parent": self.family},
			fields=["institution", "kind"],
			order_by="idx",
		)
		row = next((row for row in rows if key_of(row.institution) == key_of(self.institution)), None)
		if not row:
			frappe.throw(
				_(
					"{0}: {1} is not in the family's support network. Write it on the family's page first."
				).format(self.label_of("institution"), frappe.bold(self.institution)),
				NotInNetworkError,
			)
		self.institution, self.kind = row.institution, row.kind

	def validate(self):
		self.keep_kind()
		self.refuse_future("since")
		self.validate_one_a_day()

	def keep_kind(self):
		"""Restore the kind: it is copied when the entry is written, whatever a client sends later."""
		if before := self.get_doc_before_save():
			self.kind = before.kind

	def validate_one_a_day(self):
		"""Refuse a second degree of the same institution from the same day (SecondCooperationError)."""
		# The rule is about every entry of the family.
		filters = {"family": self.family, "since": self.since, "name": ["!=", self.name or ""]}
		others = read_now("Cooperation", filters, ["name", "institution"])
		for other in others:
			if key_of(other.institution) == key_of(self.institution):
				frappe.throw(
					_("{0}: for {1} there is already an entry of {2} ({3}). Correct that one.").format(
						self.label_of("since"),
						frappe.bold(self.institution),
						paper_date(self.since),
						other.name,
					),
					SecondCooperationError,
				)
