import frappe
from frappe import ValidationError, _

from opsfamily.case.document import CaseDocument
from opsfamily.case.letters import get_basis, get_text
from opsfamily.core import letters as core
from opsfamily.exceptions import LetterDocumentError
from opsfamily.ops_casework.doctype.letter_sent import scans
from opsfamily.permissions.documents import get_permitted


class ReceivedTooEarlyError(ValidationError):
	"""A letter is received after it was sent."""


class LetterSent(CaseDocument):
	"""A letter in the register of what was sent: its number, way, days, receipt, recipient, and the signed scan.

	Submitting is sending: from then on the legal basis and the clause are kept as they were printed.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		case_mark: DF.Data | None
		copies: DF.SmallText | None
		data_clause: DF.Text | None
		document: DF.DynamicLink | None
		document_type: DF.Literal[
			"",
			"Assistant Request",
			"Authorisation",
			"Case Closing",
			"Case Conference",
			"Consent",
			"Court Letter",
			"Court Opinion",
		]
		family: DF.Link
		legal_basis: DF.SmallText | None
		letter_date: DF.Date
		letter_kind: DF.Literal[
			"Letter of Assignment",
			"Letter to the Assistant",
			"Letter of Refusal",
			"Request for an Assistant",
			"Written Authorisation",
			"Consent Form",
			"Letter of Closing",
			"Court Opinion",
			"Conference Minutes",
			"Letter to the Court",
			"Other Letter",
		]
		naming_series: DF.Literal["KOR-.YYYY.-.####"]
		receipt_number: DF.Data | None
		received_on: DF.Date | None
		recipient: DF.Data
		recipient_address: DF.SmallText | None
		remark: DF.SmallText | None
		representative: DF.Data | None
		scan: DF.Attach | None
		scan_checksum: DF.Data | None
		sent_on: DF.Date
		way: DF.Literal["In Person", "Post", "e-Doręczenia"]
	# end: auto-generated types

	def onload(self):
		self.set_onload("scan_state", scans.get_state(self))

	def before_insert(self):
		super().before_insert()
		if not self.case_mark:
			self.case_mark = frappe.db.get_value("Family", self.family, "case_mark")

	def validate(self):
		self.validate_days()
		self.validate_document()
		self.set_texts()
		self.set_checksum()

	def validate_days(self):
		"""Refuse future days (FutureDateError), and sending before the letter's day (PeriodError)."""
		for fieldname in ("letter_date", "sent_on"):
			self.refuse_future(fieldname)
		self.refuse_before("sent_on", "letter_date")
		self.validate_receipt()

	def validate_receipt(self):
		self.refuse_future("received_on")
		self.refuse_before("received_on", "sent_on", ReceivedTooEarlyError)

	def validate_document(self):
		"""Refuse a document of another family (FamilyMovedError) or of another kind of letter (LetterDocumentError)."""
		if not self.document_type:
			self.document = None
			return
		self.require("document", LetterDocumentError)
		get_permitted(self.document_type, self.document, "read")
		self.require_same_family(self.document_type, self.document, "document")
		if self.letter_kind not in (*core.KINDS.get(self.document_type, ()), core.OTHER):
			frappe.throw(
				_("{0}: {1} is not made of this kind of document.").format(
					self.label_of("letter_kind"), frappe.bold(_(self.letter_kind))
				),
				LetterDocumentError,
			)

	def set_texts(self):
		"""Set the legal basis and the clause in force on the letter's day."""
		source = frappe.get_doc(self.document_type, self.document) if self.document else None
		self.legal_basis = get_basis(self.letter_kind, source, self.letter_date)
		is_for_family = self.letter_kind in core.TO_FAMILY
		self.data_clause = get_text(core.CLAUSE, self.letter_date) if is_for_family else None

	def before_submit(self):
		"""Refuse a letter of a document that is still a draft (LetterDocumentError)."""
		if not self.document:
			return
		if frappe.get_meta(self.document_type).is_submittable and not self.is_document_submitted():
			frappe.throw(
				_("{0}: {1} is not submitted.").format(self.label_of("document"), frappe.bold(self.document)),
				LetterDocumentError,
			)

	def is_document_submitted(self) -> bool:
		"""Return whether the document is submitted, as it is committed now; a request that was sent counts as well."""
		fields = ["docstatus", *(["sent_on"] if self.document_type == "Assistant Request" else [])]
		stored = frappe.db.get_value(self.document_type, self.document, fields, as_dict=True, for_update=True)
		return stored.docstatus == 1 or (self.letter_kind == core.REQUEST and bool(stored.get("sent_on")))

	def before_update_after_submit(self):
		self.validate_receipt()
		self.set_checksum()

	def set_checksum(self):
		"""Keep the checksum of the attached scan; whatever a client sends is overwritten."""
		before = self.get_doc_before_save()
		if before and before.scan == self.scan:
			self.scan_checksum = before.scan_checksum
		else:
			self.scan_checksum = scans.make_checksum_of(self)
