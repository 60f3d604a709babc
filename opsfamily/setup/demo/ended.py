"""The second family of the demo office, whose case is closed."""

import frappe

from opsfamily.core.assignments import SOCIAL_WORKER
from opsfamily.ops_casework.doctype.family_assessment.taken_over import PARTS
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.case import CASE_FILE, CONTACT_KIND, OUTCOME, DemoCase

ENDED_CASE_FILE = CASE_FILE.with_name("lipowa-gora-zakonczona.json")


class EndedCase(DemoCase):
	"""A case that ends: the goal is reached, the case is closed, the social worker monitors the family."""

	def run_steps(self):
		steps = () if self.is_closed() else self.get_steps_of_work()
		for user, step in (("social_worker", self.open_family), *steps, ("social_worker", self.monitor)):
			with acting_as(self.get_email(user)):
				step()

	def is_closed(self) -> bool:
		"""Return whether an earlier run closed the case; its assistant no longer sees it then."""
		keys = {"representative": self.case["family"]["representative"], "docstatus": 1}
		return bool(frappe.db.exists("Case Closing", keys))

	def get_steps_of_work(self) -> tuple:
		"""Return the steps from the assignment to the closing, each with the key of its worker."""
		return (
			("coordinator", self.assign_people),
			("coordinator", self.backdate_social_worker),
			("assistant", self.assess),
			("assistant", self.plan),
			("assistant", self.schedule),
			("assistant", self.visit),
			("assistant", self.send_card),
			("coordinator", self.accept_card),
			("assistant", self.assess_finally),
			("assistant", self.write_closing),
			("coordinator", self.close),
		)

	def backdate_social_worker(self):
		"""Let the social worker's assignment begin with the consent; opening the family dated it today."""
		keys = {"family": self.family, "part": SOCIAL_WORKER}
		assignment = frappe.get_doc("Case Assignment", frappe.db.get_value("Case Assignment", keys))
		if str(assignment.from_date) != self.case["family"]["consent_date"]:
			assignment.from_date = self.case["family"]["consent_date"]
			assignment.save()

	def assess_finally(self):
		data = self.case["final_assessment"]
		ratings = {f"{sphere}_rating": rating for sphere, rating in data["ratings"].items()}
		texts = {sphere: data[sphere] for sphere in ("parenting", "education")}
		# What was not written anew is taken over from the first assessment, and confirmed.
		unchanged = {f"{part}_unchanged": 1 for part in PARTS if part not in texts}
		keys = {"family": self.family, "kind": "Final", "assessment_date": data["date"]}
		self.find_or_make("Family Assessment", keys, {**texts, **ratings, **unchanged}, submit=True)

	def write_closing(self):
		data = self.case["closing"]
		values = {
			**{fieldname: data[fieldname] for fieldname in ("reason", "monitoring_until", "summary")},
			"final_assessment": self.documents["Family Assessment"],
		}
		keys = {"family": self.family, "closing_date": data["date"]}
		self.find_or_make("Case Closing", keys, values)

	def close(self):
		closing = frappe.get_doc("Case Closing", self.documents["Case Closing"])
		if not closing.docstatus.is_draft():
			return
		for row in closing.people:
			row.kept_for_monitoring = int(row.part == SOCIAL_WORKER)
		for row in closing.actions:
			data = next(a for a in self.case["schedule"]["actions"] if a["action"] == row.action)
			row.update({"outcome": OUTCOME[data["outcome"]], "remark": data.get("remark")})
		closing.submit()

	def monitor(self):
		for data in self.case["monitoring"]:
			values = {"finding": data["finding"], "next_on": data["next_on"]}
			keys = {
				"family": self.family,
				"contact_date": data["date"],
				"kind": CONTACT_KIND[data["kind"]],
			}
			self.find_or_make("Monitoring Contact", keys, values)
