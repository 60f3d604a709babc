import frappe
from frappe import _

from opsfamily.case.document import CaseDocument
from opsfamily.core.entry import is_draft, is_entry_key
from opsfamily.exceptions import DraftError, EntryKeyError


class VisitDraft(CaseDocument):
	"""The unfinished entry of a visit that is not saved yet: one per worker, family and key of the entry, so that what
	is typed on one device never replaces what is typed on another.

	Only its writer sees it, while on the family's case (`private` in permissions/registry.py).
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		entry_key: DF.Data
		family: DF.Link
		payload: DF.LongText
		writer: DF.Link | None
	# end: auto-generated types

	def before_insert(self):
		# Frappe makes the user who inserts the draft its owner.
		self.writer = frappe.session.user

	def validate(self):
		# No Version of every few words: those would outlive the draft.
		self.flags.ignore_version = True
		self.keep_writer()
		require_entry_key(self.entry_key)
		if not is_draft(self.payload):
			frappe.throw(_("{0}: this is no draft of a visit.").format(self.label_of("payload")), DraftError)

	def keep_writer(self):
		"""Restore the writer, whatever a client has sent."""
		before = self.get_doc_before_save()
		if before:
			self.writer = before.writer


def require_entry_key(key: str) -> None:
	"""Refuse a text that is no entry key as the page makes them (EntryKeyError)."""
	if not is_entry_key(key):
		label = frappe.bold(_(frappe.get_meta("Family Visit").get_label("entry_key")))
		frappe.throw(_("{0}: 16 to 64 letters, digits and hyphens.").format(label), EntryKeyError)
