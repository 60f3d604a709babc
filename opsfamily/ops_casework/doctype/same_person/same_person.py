import frappe
from frappe import ValidationError, _
from frappe.utils import get_fullname, getdate

from opsfamily.case.document import CaseDocument
from opsfamily.case.locks import lock_families, read_now
from opsfamily.core.former_names import is_same_name
from opsfamily.exceptions import NotAMemberError
from opsfamily.permissions.gate import require_read


class SamePersonError(ValidationError):
	"""Two rows that cannot be one person, or are linked already."""


class SamePerson(CaseDocument):
	"""A worker's word that a person of one household is also in another one.

	Figures count such a person once (children whose parents live apart are right in both families). Nothing is guessed
	from a name and a date alone. Only coordinator and head see it, as it names two families.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		confirmed_by: DF.Link | None
		confirmed_by_name: DF.Data | None
		confirmed_on: DF.Date | None
		family: DF.Link
		member: DF.Data | None
		naming_series: DF.Literal["TOSAMO-.YYYY.-.####"]
		other_family: DF.Link
		other_member: DF.Data | None
		other_person: DF.Autocomplete
		other_representative: DF.Data | None
		person: DF.Autocomplete
		representative: DF.Data | None
	# end: auto-generated types

	def before_insert(self):
		lock_families(filter(None, (self.family, self.other_family)))

	def validate(self):
		self.validate_other_family()
		self.set_members()
		self.validate_birth_dates()
		self.validate_linked_once()
		self.set_confirmation()

	def validate_other_family(self):
		"""Refuse a family that the user may not see (PermissionError), or the same one twice (SamePersonError)."""
		if self.other_family:
			require_read("Family", self.other_family)
		if self.other_family == self.family:
			frappe.throw(
				_("{0}: choose another family.").format(self.label_of("other_family")), SamePersonError
			)

	def set_members(self):
		"""Set the rows of the households, whatever a client sends (NotAMemberError: nobody of that name)."""
		self._one = self.find_member("family", "person")
		self._other = self.find_member("other_family", "other_person")
		self.member, self.other_member = self._one.name, self._other.name

	def find_member(self, family: str, person: str) -> frappe._dict:
		"""Return the latest row of a person in a household."""
		filters = {"parent": self.get(family), "parenttype": "Family"}
		rows = read_now("Family Member", filters, ["name", "full_name", "birth_date", "idx"], "idx desc")
		for row in rows:
			if is_same_name(row.full_name, self.get(person)):
				return row
		frappe.throw(
			_("{0}: {1} is not in the household of this family.").format(
				self.label_of(person), frappe.bold(frappe.utils.escape_html(self.get(person)))
			),
			NotAMemberError,
		)

	def validate_birth_dates(self):
		"""Refuse two people who were born on different days (SamePersonError)."""
		days = {row.birth_date for row in (self._one, self._other) if row.birth_date}
		if len(days) > 1:
			frappe.throw(
				_("{0}: the birth dates differ. Correct the household that is wrong first.").format(
					self.label_of("other_person")
				),
				SamePersonError,
			)

	def validate_linked_once(self):
		"""Refuse a pair that is linked already (SamePersonError)."""
		pair = {self.member, self.other_member}
		filters = {"member": ["in", sorted(pair)], "name": ["!=", self.name or ""]}
		for row in read_now("Same Person", filters, ["name", "member", "other_member"]):
			if {row.member, row.other_member} == pair:
				frappe.throw(
					_("{0} says this already.").format(frappe.bold(row.name)),
					SamePersonError,
				)

	def set_confirmation(self):
		"""Set who says so and when, once, whatever a client sends: the right to write is only for the new form."""
		before, user = self.get_doc_before_save(), frappe.session.user
		said = before or {
			"confirmed_by": user,
			"confirmed_by_name": get_fullname(user),
			"confirmed_on": getdate(),
		}
		self.update({name: said.get(name) for name in ("confirmed_by", "confirmed_by_name", "confirmed_on")})


def forget_links(family: str) -> None:
	"""Delete what links a family that is being deleted with another one."""
	for column in ("family", "other_family"):
		# A user who may delete the family deletes what is said of it with it.
		frappe.db.delete("Same Person", {column: family})
