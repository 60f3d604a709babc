import frappe
from frappe import ValidationError, _
from frappe.utils import get_fullname, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import bases_on
from opsfamily.core.basis import COURT
from opsfamily.core.meanings import ACCEPTED
from opsfamily.core.requests import COURT_ORDER
from opsfamily.exceptions import NotHeadError
from opsfamily.permissions.rule import is_deputy, is_head


class NoCourtOrderError(ValidationError):
	"""The court is told of a family's cooperation only where it has ordered the work."""


# Written by this controller alone, whatever a client sends.
SIGNATURE = ("signed_by", "signed_by_name", "signed_on", "signed_as_deputy")


class CourtLetter(CaseDocument):
	"""The letter to the court when a family that is obliged by it does not cooperate with its assistant.

	The assistant prepares it, the head signs: submitting is signing.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		court: DF.Data | None
		facts: DF.Text | None
		family: DF.Link
		letter_date: DF.Date
		naming_series: DF.Literal["PISMO-.YYYY.-.####"]
		order_date: DF.Date | None
		proposal: DF.Text | None
		reference: DF.Data | None
		representative: DF.Data | None
		signed_as_deputy: DF.Check
		signed_by: DF.Link | None
		signed_by_name: DF.Data | None
		signed_on: DF.Date | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.update(dict.fromkeys(SIGNATURE))
		self.take_over_order()

	def take_over_order(self):
		"""Fill empty reference and day of the order from the request on which the work rests."""
		order = get_court_order(self.family)
		if order:
			self.reference = self.reference or order.court_reference
			self.order_date = self.order_date or order.court_date

	def validate(self):
		self.keep_signature()
		for fieldname in ("letter_date", "order_date"):
			self.refuse_future(fieldname)
		self.refuse_before("letter_date", "order_date")
		self.validate_court_order()

	def keep_signature(self):
		"""Restore the signature: a client cannot write it."""
		if before := self.get_doc_before_save():
			self.update({fieldname: before.get(fieldname) for fieldname in SIGNATURE})

	def validate_court_order(self):
		"""Refuse a letter about a family whose work no court has ordered (NoCourtOrderError)."""
		if COURT not in bases_on(self.family, getdate(self.letter_date)):
			frappe.throw(
				_("{0}: no court has ordered the work with this family.").format(self.label_of("family")),
				NoCourtOrderError,
			)

	def before_submit(self):
		for fieldname in ("court", "facts"):
			self.require(fieldname)
		self.sign()

	def sign(self):
		"""Record the signature of the head, or of the head's deputy (NotHeadError)."""
		user = frappe.session.user
		if not is_head(user):
			frappe.throw(_("Only the head signs a letter to a court."), NotHeadError)
		values = {"signed_by": user, "signed_by_name": get_fullname(user), "signed_on": getdate()}
		self.update({**values, "signed_as_deputy": int(is_deputy(user))})


def get_court_order(family: str | None):
	"""Return reference and day of the newest court order on which the work with the family rests; None without one.

	Without a permission check: for whoever may write a document of this family.
	"""
	filters = {"family": family, "basis": COURT_ORDER, "state_meaning": ACCEPTED}
	fields = ["court_reference", "court_date"]
	order = "court_date desc, creation desc"
	return (
		frappe.db.get_value("Assistant Request", filters, fields, as_dict=True, order_by=order)
		if family
		else None
	)
