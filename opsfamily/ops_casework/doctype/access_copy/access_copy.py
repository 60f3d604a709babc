import frappe
from frappe import ValidationError, _
from frappe.utils import getdate, now_datetime

from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_everybody
from opsfamily.core.access_copy import Person, is_same_person, mentions_blue_card, mentions_health
from opsfamily.core.months import add_months
from opsfamily.exceptions import EmptyDocumentError, NotAMemberError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries


class AmbiguousPersonError(ValidationError):
	"""Two members have the same name, so that their documents cannot be told apart."""


class AlreadyReleasedError(ValidationError):
	"""A released access copy cannot be prepared again."""


class RedactionMissingError(ValidationError):
	"""A text about another person's health or a „Niebieska Karta” procedure cannot be released."""


class NotReleasedError(ValidationError):
	"""Only a released access copy can be printed."""


# GDPR art. 12(3).
MONTHS_TO_ANSWER = 1


class AccessCopy(CaseDocument):
	"""A copy of what the office's documents hold about one person (GDPR art. 15).

	It is prepared, reviewed, then released by submitting; only a released copy prints, and only its ticked texts.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.access_copy_entry.access_copy_entry import AccessCopyEntry

		amended_from: DF.Link | None
		due: DF.Date | None
		entries: DF.Table[AccessCopyEntry]
		family: DF.Link
		naming_series: DF.Literal["KOPIA-.YYYY.-.####"]
		person: DF.Autocomplete
		released_by: DF.Link | None
		released_on: DF.Datetime | None
		representative: DF.Data | None
		requested_on: DF.Date
		review_note: DF.SmallText | None
	# end: auto-generated types

	def validate(self):
		self.refuse_future("requested_on")
		self.set_due()
		self.clear_release_of_draft()
		self.validate_person()

	def set_due(self):
		"""Set the last day for the answer: a month after the request (GDPR art. 12(3))."""
		self.due = add_months(getdate(self.requested_on), MONTHS_TO_ANSWER)

	def clear_release_of_draft(self):
		"""Empty the release of a draft, whatever a client has sent."""
		if self.docstatus.is_draft():
			self.released_on = self.released_by = None

	def validate_person(self):
		"""Refuse a name that is nobody's (NotAMemberError) or may be two people's (AmbiguousPersonError)."""
		meant = [
			member
			for member in get_everybody(self.family)
			if is_same_person(member, self.get_requested_person())
		]
		if not meant:
			frappe.throw(
				_("{0}: {1} is not in the household of this family.").format(
					self.label_of("person"), self.person
				),
				NotAMemberError,
			)
		if not all(is_same_person(one, other) for one in meant for other in meant):
			frappe.throw(
				_(
					"{0}: two members have this name, or its birth date differs between papers. Correct the papers first."
				).format(frappe.bold(self.person)),
				AmbiguousPersonError,
			)

	def get_requested_person(self) -> Person:
		return Person((self.person or "").strip())

	def get_member(self) -> Person:
		"""Return the person, with a birth date if any document has one."""
		same = [
			member
			for member in get_everybody(self.family)
			if is_same_person(member, self.get_requested_person())
		]
		return next((member for member in same if member.birth_date), same[0])

	def get_others(self) -> list[Person]:
		"""Return everybody else who is or was in the household, cancelled assessments included."""
		member, everybody = self.get_member(), get_everybody(self.family, with_cancelled=True)
		return [other for other in everybody if not is_same_person(other, member)]

	def prepare(self):
		"""Fill the entries again from the family's documents; earlier edits are lost.

		Raises AlreadyReleasedError when the copy was submitted.
		"""
		if not self.docstatus.is_draft():
			frappe.throw(
				_("{0} was released, so it cannot be prepared anew.").format(self.name), AlreadyReleasedError
			)
		prepared = get_prepared_entries(self.family, self.get_member(), self.get_others())
		self.set("entries", [])
		for entry in prepared.entries:
			self.append("entries", entry)
		self.save()
		self.show_left_out_texts(prepared)

	def show_left_out_texts(self, prepared):
		"""Show how many texts were left out, and why."""
		frappe.msgprint(
			_(
				"Texts left out: {0} that repeat another person's health, {1} that mention a „Niebieska Karta” procedure. Notes of third parties and the sphere of violence are never prepared."
			).format(prepared.left_out_health, prepared.left_out_card),
			alert=True,
		)

	def before_submit(self):
		self.validate_something_is_released()
		self.validate_redaction()
		self.released_on, self.released_by = now_datetime(), frappe.session.user

	def validate_something_is_released(self):
		"""Refuse a copy without a ticked text (EmptyDocumentError)."""
		if not any(row.include for row in self.entries):
			frappe.throw(_("{0}: nothing is ticked.").format(self.label_of("entries")), EmptyDocumentError)

	def validate_redaction(self):
		"""Refuse texts about a „Niebieska Karta” or another person's health (RedactionMissingError)."""
		others, own_health = self.get_others(), self.get_own_health_texts()
		for row in self.get_released_rows():
			if mentions_blue_card(" ".join(get_printed_texts(row))):
				self.refuse_release(row, _("It mentions a „Niebieska Karta” procedure."))
			rest = [text for text in get_printed_texts(row) if text.strip() not in own_health]
			if mentions_health(" ".join(rest), [other.health for other in others]):
				self.refuse_release(row, _("It repeats what is written of another person's health."))

	def get_own_health_texts(self) -> list[str]:
		"""Return the texts about the person's own health, and the label of that field."""
		member = self.get_member()
		texts = [each.health for each in get_everybody(self.family) if is_same_person(each, member)]
		return [*texts, _(frappe.get_meta("Family Member").get_label("health"))]

	def refuse_release(self, row, why: str):
		"""Refuse to release a row (RedactionMissingError). why: a translated sentence."""
		frappe.throw(f"{self.label_of('text', row)}: {why}", RedactionMissingError)

	def get_released_rows(self) -> list:
		return [row for row in self.entries if row.include]

	def before_print(self, settings=None):
		"""Refuse printing a copy that is not released (NotReleasedError); leave out unticked texts."""
		stored = frappe.db.get_value(self.doctype, self.name, "docstatus") if self.name else None
		if self.name and stored != 1:
			frappe.throw(_("{0} is not released, so it is not printed.").format(self.name), NotReleasedError)
		super().before_print(settings)
		self.set("entries", self.get_released_rows())
		for row in self.entries:
			# For the review alone: it says what the copy must not say.
			row.doubt = None


def get_printed_texts(row) -> list[str]:
	"""Return the texts of a row that are printed."""
	return [row.heading or "", row.text or "", row.redaction_note or ""]
