import frappe
from frappe import ValidationError, _
from frappe.utils import getdate, now_datetime

from opsfamily.case.document import CaseDocument
from opsfamily.case.household import get_household
from opsfamily.core.access_copy import Person, is_same_person, mentions_blue_card, mentions_health
from opsfamily.core.months import add_months
from opsfamily.exceptions import EmptyDocumentError, NotAMemberError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries


class AmbiguousPersonError(ValidationError):
	"""Two members have the same name, so that their papers cannot be told apart."""


class AlreadyReleasedError(ValidationError):
	"""A released access copy is not prepared anew."""


class RedactionMissingError(ValidationError):
	"""Another person's health, or a „Niebieska Karta” procedure, was to be released."""


class NotReleasedError(ValidationError):
	"""Only a released access copy is printed."""


# GDPR art. 12(3).
MONTHS_TO_ANSWER = 1


class AccessCopy(CaseDocument):
	"""What the office's papers say of one person (GDPR art. 15): prepared, reviewed, then released.

	Submitting releases it; only a released copy prints, and only its ticked texts.
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
		self.set_release()
		self.validate_person()

	def set_due(self):
		self.due = add_months(getdate(self.requested_on), MONTHS_TO_ANSWER)

	def set_release(self):
		"""A draft is not released, whatever a client says."""
		if self.docstatus.is_draft():
			self.released_on = self.released_by = None

	def validate_person(self):
		"""Raises NotAMemberError, or AmbiguousPersonError where the papers may mean two people."""
		meant = [member for member in get_household(self.family) if is_same_person(member, self.asked_for())]
		if not meant:
			frappe.throw(
				_("{0}: {1} is not in the household of this family.").format(
					self.label_of("person"), self.person
				),
				NotAMemberError,
			)
		if not all(is_same_person(meant[0], other) for other in meant):
			frappe.throw(
				_(
					"{0}: two members have this name, or its birth date differs between papers. Correct the papers first."
				).format(frappe.bold(self.person)),
				AmbiguousPersonError,
			)

	def asked_for(self) -> Person:
		return Person((self.person or "").strip())

	def member(self) -> Person:
		"""The person with the birth date that some paper gives."""
		same = [member for member in get_household(self.family) if is_same_person(member, self.asked_for())]
		return next((member for member in same if member.birth_date), same[0])

	def others(self) -> list[Person]:
		"""Everybody else who is or was in the household, also on a paper that was cancelled."""
		member, everybody = self.member(), get_household(self.family, with_cancelled=True)
		return [other for other in everybody if not is_same_person(other, member)]

	def prepare(self):
		"""Fill the entries anew from the family's documents; what was edited before is lost.

		Raises AlreadyReleasedError once the copy was submitted.
		"""
		if not self.docstatus.is_draft():
			frappe.throw(
				_("{0} was released, so it cannot be prepared anew.").format(self.name), AlreadyReleasedError
			)
		prepared = get_prepared_entries(self.family, self.member(), self.others())
		self.set("entries", [])
		for entry in prepared.entries:
			self.append("entries", entry)
		self.save()
		self.tell_what_was_left_out(prepared)

	def tell_what_was_left_out(self, prepared):
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
		if not any(row.include for row in self.entries):
			frappe.throw(_("{0}: nothing is ticked.").format(self.label_of("entries")), EmptyDocumentError)

	def validate_redaction(self):
		"""Raises RedactionMissingError: whatever was typed, this is not released."""
		others, own = self.others(), self.own_healths()
		for row in self.released_rows():
			if mentions_blue_card(" ".join(written(row))):
				self.refuse_release(row, _("It mentions a „Niebieska Karta” procedure."))
			rest = [text for text in written(row) if text.strip() not in own]
			if mentions_health(" ".join(rest), [other.health for other in others]):
				self.refuse_release(row, _("It repeats what is written of another person's health."))

	def own_healths(self) -> list[str]:
		"""What papers say of the person's own health, and the label over it."""
		member = self.member()
		own = [each.health for each in get_household(self.family) if is_same_person(each, member)]
		return [*own, _(frappe.get_meta("Family Member").get_label("health"))]

	def refuse_release(self, row, why: str):
		frappe.throw(f"{self.label_of('text', row)}: {why}", RedactionMissingError)

	def released_rows(self) -> list:
		return [row for row in self.entries if row.include]

	def before_print(self, settings=None):
		"""Raises NotReleasedError for a draft or a cancelled copy; unticked texts stand on no paper."""
		stored = frappe.db.get_value(self.doctype, self.name, "docstatus") if self.name else None
		if self.name and stored != 1:
			frappe.throw(_("{0} is not released, so it is not printed.").format(self.name), NotReleasedError)
		super().before_print(settings)
		self.set("entries", self.released_rows())


def written(row) -> list[str]:
	"""What of a row stands on paper."""
	return [row.heading or "", row.text or "", row.redaction_note or ""]
