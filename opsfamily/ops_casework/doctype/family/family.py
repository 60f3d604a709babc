import frappe
from frappe.utils import getdate

from opsfamily.case_document import CaseDocument
from opsfamily.people import person_on_case
from opsfamily.permissions import sees_section


class Family(CaseDocument):
	"""A family in the section's care: typed once here, taken over by every paper.

	Who is on the case today is shown from the Case Assignments (virtual fields).
	"""

	@property
	def current_assistant(self) -> str | None:
		return self.name_of("Family Assistant")

	@property
	def current_social_worker(self) -> str | None:
		return self.name_of("Social Worker")

	@property
	def current_coordinator(self) -> str | None:
		return self.name_of("Coordinator")

	def name_of(self, part: str) -> str | None:
		person = None if self.is_new() else person_on_case(self.name, part)
		return person.full_name if person else None

	def validate(self):
		self.validate_consents()
		self.validate_births()

	def validate_consents(self):
		for fieldname in ("work_consent_date", "data_consent_date"):
			self.refuse_future(fieldname)

	def validate_births(self):
		for member in self.members:
			self.refuse_future("birth_date", member)

	def after_insert(self):
		self.put_social_worker_on_case()

	def put_social_worker_on_case(self):
		"""A social worker who opens a family works on it from that day."""
		user = frappe.session.user
		if sees_section(user) or "Social Worker" not in frappe.get_roles(user):
			return
		assignment = frappe.new_doc("Case Assignment")
		assignment.update(
			{"family": self.name, "user": user, "part": "Social Worker", "from_date": getdate()}
		)
		# Safe: only for the family that this user has just been allowed to create, and only for themselves.
		assignment.insert(ignore_permissions=True)
