"""The demo office's second case: a family supported on its own application „Za życiem”."""

from pathlib import Path

import frappe

from opsfamily.core import assignments
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.case import CONTACT_KIND, DemoCase, read

CASE_FILE = Path(__file__).parent / "data" / "za-zyciem.json"


def read_case(office: dict) -> dict:
	"""Return the case file with the office and the workers of the case file `office`."""
	return {**read(CASE_FILE), "office": office["office"], "workers": office["workers"]}


class SupportCase(DemoCase):
	"""A case from the application to the first step that the assistant takes for the mother."""

	def run_steps(self):
		for user, step in (
			("coordinator", self.open_family),
			("coordinator", self.write_consents),
			("coordinator", self.receive_application),
			("coordinator", self.hand_over),
			("assistant", self.visit),
			("assistant", self.authorise),
			("assistant", self.fill_catalogue),
		):
			with acting_as(self.get_email(user)):
				step()

	def open_family(self):
		family = {**self.case["family"], "legal_basis": "Za Życiem"}
		keys = {"representative": family.pop("representative")}
		self.find_or_make("Family", keys, family)

	def write_consents(self):
		for kind in self.case["consents"]:
			keys = {"family": self.family, "person": self.case["person"], "kind": kind}
			self.find_or_make("Consent", keys, {"given_on": self.case["application"]["received_on"]})

	def receive_application(self):
		application = self.case["application"]
		fields = ("handed_on", "entitlement_kind", "issuer", "document_date")
		keys = {"family": self.family, "application_received_on": application["received_on"]}
		values = {"person": self.case["person"], **{field: application[field] for field in fields}}
		self.find_or_make("Support Catalogue", keys, values)

	def hand_over(self):
		"""Hand the application over to the assistant, and with it the family."""
		parts = (("assistant", assignments.ASSISTANT), ("coordinator", assignments.COORDINATOR))
		for key, part in parts:
			keys = {"family": self.family, "user": self.get_email(key), "part": part}
			values = {"from_date": self.case["application"]["handed_on"], "reason": "wniosek „Za życiem”"}
			self.find_or_make("Case Assignment", keys, values)

	def visit(self):
		data = self.case["visit"]
		keys = {"family": self.family, "visit_date": data["date"], "from_time": f"{data['from']}:00"}
		values = {
			"to_time": data["to"],
			"kind": CONTACT_KIND["visit"],
			"participants": [{"full_name": name} for name in data["participants"]],
			**{field: data[field] for field in ("place", "actions", "course")},
		}
		self.find_or_make("Family Visit", keys, values)

	def authorise(self):
		data = self.case["authorisation"]
		keys = {"family": self.family, "person": self.case["person"], "from_date": data["from_date"]}
		self.find_or_make("Authorisation", keys, data, submit=True)

	def fill_catalogue(self):
		catalogue = frappe.get_doc("Support Catalogue", self.documents["Support Catalogue"])
		if catalogue.needs:
			return
		catalogue.catalogue_date = self.case["visit"]["date"]
		catalogue.update({"needs": self.case["needs"], "steps": [self.case["step"]]})
		catalogue.save()
