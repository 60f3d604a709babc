"""The main work of an office, run on a case file through the app's own documents and permissions.

Each step runs as the user who would take it. A step that was done before is found, not repeated.
"""

import json
import re
from pathlib import Path

import frappe
from frappe.utils.password import update_password

from opsfamily.core import assignments, outcomes, requests, roles
from opsfamily.core import timesheet as card
from opsfamily.core.optional_parts import PARTS
from opsfamily.permissions.session import acting_as

CASE_FILE = Path(__file__).parent / "data" / "lipowa-gora.json"
# Where a site names the password of the demo's users; without it, every run chooses one for those it makes.
PASSWORD_OPTION = "opsfamily_demo_password"
# Runs the platform, and is made first: the platform would make the first worker a System Manager without a word.
ADMINISTRATOR = "administrator"
PLATFORM_ROLE = "System Manager"
PLATFORM_USER = {
	"key": ADMINISTRATOR,
	"full_name": "Tomasz Zieliński",
	"phone": "22 555 01 30",
	"part": "administrator of the platform",
}
ROLES = {
	ADMINISTRATOR: (roles.ADMINISTRATOR, PLATFORM_ROLE),
	"assistant": (roles.ASSISTANT,),
	"social_worker": (roles.SOCIAL_WORKER,),
	"coordinator": (roles.COORDINATOR,),
	"head": (roles.HEAD,),
	"day_centre": (roles.CENTRE_STAFF,),
	"psychologist": (roles.CONSULTANT,),
	"foster_coordinator": (roles.CONSULTANT,),
}
LEGAL_BASIS = {"consent (art. 8 ust. 3)": "Family Consent"}
ASSESSMENT_KIND = {"initial": "Initial", "periodic": "Periodic", "final": "Final"}
PARTY = {"family": "Family", "assistant": "Family Assistant", "social_worker": "Social Worker"}
OUTCOME = {"done": outcomes.DONE, "partly done": outcomes.PARTLY_DONE, "not done": outcomes.NOT_DONE}
CONTACT_KIND = {
	"visit": "wizyta w rodzinie",
	"phone call": "rozmowa telefoniczna",
	"accompanying": "towarzyszenie",
	"institution contact": "kontakt z instytucją w sprawie rodziny",
}
DECISION = {"continue": "Continue the Plan", "change": "Change the Plan", "end": "End the Work"}
RISK_LIST = "Lista ryzyka"
SPHERES = ("parenting", "education", "conflicts", "violence", "structure_and_roles", "bonds")


def get_roles(key: str) -> tuple[str, ...]:
	"""Return the roles of a worker; the second of a kind (`assistant_2`) has those of the first."""
	return ROLES[re.sub(r"_\d+$", "", key)]


def read(case_file: str | Path) -> dict:
	"""Return the content of a case file (JSON)."""
	return json.loads(Path(case_file).read_text(encoding="utf-8"))


class DemoCase:
	"""A case file on its way through the office."""

	def __init__(self, case: dict):
		self.case = case
		self.password = frappe.conf.get(PASSWORD_OPTION) or frappe.generate_hash(length=12)
		self.documents: dict[str, str] = {}
		# Keys of the workers whose password is `password`.
		self.known_passwords: set[str] = set()

	def run(self) -> dict:
		"""Write settings and users, and run all steps.

		Return `users` and `documents`: DocType → name of its last document.
		"""
		self.write_settings()
		self.write_users()
		self.run_steps()
		return {"users": self.get_users(), "documents": self.documents}

	def run_steps(self):
		"""Run all steps, each as the worker who would take it."""
		for user, step in (
			("social_worker", self.open_family),
			("social_worker", self.write_notification),
			("social_worker", self.fill_in_risk_list),
			("social_worker", self.ask_for_assistant),
			("head", self.decide),
			("coordinator", self.assign_people),
			("assistant", self.assess),
			("assistant", self.plan),
			("assistant", self.schedule),
			("assistant", self.visit),
			("assistant", self.send_card),
			("coordinator", self.accept_card),
			("assistant", self.settle_actions),
			("assistant", self.evaluate),
		):
			with acting_as(self.get_email(user)):
				step()

	# the office, set up by its administrator

	def write_settings(self):
		office = self.case["office"]
		settings = frappe.get_single("OPS Settings")
		# A demo site of an earlier version gets the parts that are new since.
		if settings.office_name == office["name"] and all(settings.get(part) for part in PARTS):
			return
		genitive = office["name"].replace("Ośrodek", "Ośrodka")
		settings.update(
			{"office_name": office["name"], "place": office["place"], "office_name_genitive": genitive}
		)
		settings.update(dict.fromkeys(PARTS, 1))
		settings.save()
		self.find_or_make("Letter Head", {"letter_head_name": office["name"]}, self.make_letter_head())

	def make_letter_head(self) -> dict:
		office = {key: frappe.utils.escape_html(value) for key, value in self.case["office"].items()}
		lines = (office["address"], f"tel. {office['phone']}, {office['email']}")
		content = f"<div><strong>{office['name']}</strong><br>{'<br>'.join(lines)}</div>"
		return {"source": "HTML", "content": content, "is_default": 1}

	def write_users(self):
		for worker in self.get_workers():
			if not frappe.db.exists("User", self.get_email(worker["key"])):
				self.write_user(worker)
				self.known_passwords.add(worker["key"])
				continue
			self.take_platform_role(worker["key"])
			if frappe.conf.get(PASSWORD_OPTION):
				update_password(self.get_email(worker["key"]), self.password)
				self.known_passwords.add(worker["key"])

	def get_workers(self) -> list[dict]:
		"""Return the workers of the case file, the administrator of the platform first."""
		return [PLATFORM_USER, *self.case["workers"]]

	def take_platform_role(self, key: str):
		"""Take the platform's role from a worker to whom an earlier run of the demo gave it by accident."""
		user = frappe.get_doc("User", self.get_email(key))
		if PLATFORM_ROLE not in get_roles(key) and PLATFORM_ROLE in {row.role for row in user.roles}:
			user.remove_roles(PLATFORM_ROLE)

	def write_user(self, worker: dict):
		first_name, _space, last_name = worker["full_name"].partition(" ")
		user = frappe.get_doc(
			{
				"doctype": "User",
				"email": self.get_email(worker["key"]),
				"first_name": first_name,
				"last_name": last_name,
				"mobile_no": worker["phone"],
				"language": "pl",
				"send_welcome_email": 0,
				"new_password": self.password,
			}
		)
		user.append_roles(*get_roles(worker["key"]))
		user.insert()

	def get_users(self) -> list[dict]:
		"""Return address, name, part and password of each demo user; no password where an earlier run chose it."""
		return [
			{
				"email": self.get_email(worker["key"]),
				"full_name": worker["full_name"],
				"part": worker["part"],
				"password": self.password if worker["key"] in self.known_passwords else "",
			}
			for worker in self.get_workers()
		]

	def get_email(self, key: str) -> str:
		"""Return the demo address of a worker, made of the part, so that nobody takes it for a real person's."""
		domain = self.case["office"]["email"].partition("@")[2]
		return f"{key.replace('_', '.')}@{domain}"

	# the steps

	def open_family(self):
		family = self.case["family"]
		values = {
			"address": family["address"],
			"phone": family["phone"],
			"legal_basis": LEGAL_BASIS[family["legal_basis"]],
			"work_consent_date": family["consent_date"],
			"data_consent_date": family["consent_date"],
			"members": family["members"],
			"support_network": [
				{**contact, "institution": contact["name"]} for contact in family["support_network"]
			],
		}
		for contact in values["support_network"]:
			contact.pop("name")
		self.find_or_make("Family", {"representative": family["representative"]}, values)

	@property
	def family(self) -> str:
		return self.documents["Family"]

	def write_notification(self):
		data = self.case["intake"]["notification"]
		keys = {"family": self.family, "received_on": data["received_on"]}
		self.find_or_make("Family Notification", keys, data)

	def fill_in_risk_list(self):
		data = self.case["intake"]["risk_list"]
		items = frappe.get_doc("Risk List Template", RISK_LIST).items
		answers = {**dict.fromkeys(data["yes"], "Yes"), **dict.fromkeys(data["not_known"], "Not Known")}
		values = {
			"template": RISK_LIST,
			"conclusion": data["conclusion"],
			"answers": [
				{"item_text": row.item_text, "answer": answers.get(row.item_text, "No")} for row in items
			],
		}
		keys = {"family": self.family, "list_date": data["date"]}
		self.find_or_make("Risk List", keys, values, submit=True)

	def ask_for_assistant(self):
		data = self.case["intake"]["request"]
		values = {
			"basis": data["basis"],
			"notification": self.documents["Family Notification"],
			"risk_list": self.documents["Risk List"],
			"reason": data["reason"],
			"proposed_assistant": self.get_email("assistant"),
		}
		keys = {"family": self.family, "request_date": data["date"]}
		request = frappe.get_doc("Assistant Request", self.find_or_make("Assistant Request", keys, values))
		if request.workflow_state == requests.DRAFT:
			request.workflow_state = requests.SENT
			request.save()

	def decide(self):
		"""Assign the assistant in the request, unless it was decided before."""
		request = frappe.get_doc("Assistant Request", self.documents["Assistant Request"])
		if request.workflow_state != requests.SENT:
			return
		request.update(
			{
				"workflow_state": requests.ASSIGNED,
				"decision_date": self.case["intake"]["request"]["decision_date"],
				"assigned_from": self.case["family"]["consent_date"],
			}
		)
		request.submit()

	def assign_people(self):
		for key, part in (("assistant", assignments.ASSISTANT), ("coordinator", assignments.COORDINATOR)):
			values = {"from_date": self.case["family"]["consent_date"], "reason": "przydzielenie asystenta"}
			keys = {"family": self.family, "user": self.get_email(key), "part": part}
			self.find_or_make("Case Assignment", keys, values)

	def assess(self):
		data = self.case["assessment"]
		values = {
			"kind": ASSESSMENT_KIND[data["kind"]],
			"housing_tenure": data["housing"]["tenure_and_facilities"],
			"housing_order": data["housing"]["order_and_standard"],
			"residents": data["housing"]["residents"],
			"sleep_study_rest": data["housing"]["sleep_study_rest"],
			"incomes": data["incomes"],
			"debts": data["debts"],
			**{sphere: data["spheres"][sphere] for sphere in SPHERES},
			"other_observations": data["spheres"]["other"],
		}
		keys = {"family": self.family, "assessment_date": data["date"]}
		self.find_or_make("Family Assessment", keys, values, submit=True)

	def plan(self):
		data = self.case["plan"]
		values = {
			**{cell: "\n".join(lines) for cell, lines in data["swot"].items()},
			"main_goal": data["main_goal"],
			"long_term_goals": [{"goal": goal} for goal in data["long_term_goals"]],
			"short_term_goals": [{"goal": goal} for goal in data["short_term_goals"]],
		}
		keys = {"family": self.family, "plan_date": data["date"]}
		self.find_or_make("Family Work Plan", keys, values, submit=True)

	def schedule(self):
		data = self.case["schedule"]
		fields = ("action", "expected_effect")
		values = {
			"schedule_date": self.case["plan"]["date"],
			"signed_on": self.case["plan"]["date"],
			"evaluation_date": data["evaluation_date"],
			"actions": [
				{
					"party": PARTY[action["party"]],
					"due_date": action["due"],
					"competence_area": action.get("competence_area"),
					**{field: action[field] for field in fields},
				}
				for action in data["actions"]
			],
		}
		keys = {"family": self.family, "plan": self.documents["Family Work Plan"]}
		self.find_or_make("Action Schedule", keys, values, submit=True)

	def visit(self):
		for data in self.case["visits"]:
			keys = {"family": self.family, "visit_date": data["date"], "from_time": f"{data['from']}:00"}
			values = {
				"to_time": data["to"],
				"kind": CONTACT_KIND[data["kind"]],
				"place": data["place"],
				"participants": [{"full_name": name} for name in data["participants"]],
				"scheduled_actions": [
					{"scheduled_action": self.get_action(key)} for key in data["scheduled_actions"]
				],
				"actions": data["actions"],
				"course": data["course"],
				"competences": [
					{"area": area, "level": level} for area, level in data.get("competences", {}).items()
				],
			}
			self.find_or_make("Family Visit", keys, values)

	def get_action(self, key: str) -> str:
		"""Return the name of the Scheduled Action made from the case file's action `key`, by its place.

		Not by its words: a site where an earlier version of the demo was run has others.
		"""
		place = [action["key"] for action in self.case["schedule"]["actions"]].index(key)
		keys = {"family": self.family, "schedule": self.documents["Action Schedule"]}
		actions = frappe.get_list(
			"Scheduled Action", filters=keys, pluck="name", order_by="name", limit_page_length=0
		)
		return actions[place]

	def send_card(self):
		keys = {"family": self.family, "month": self.case["timesheet"]["month"], "docstatus": ["!=", 2]}
		name = self.find_or_make("Assistant Timesheet", keys, {"month": keys["month"], "docstatus": 0})
		self.move_card(name, card.DRAFT, card.SENT)

	def accept_card(self):
		self.move_card(self.documents["Assistant Timesheet"], card.SENT, card.ACCEPTED)

	def move_card(self, name: str, state: str, next_state: str):
		"""Move the card to the next state if it is in `state`."""
		timesheet = frappe.get_doc("Assistant Timesheet", name)
		if timesheet.workflow_state != state:
			return
		timesheet.workflow_state = next_state
		timesheet.submit() if card.DOCSTATUS[next_state] else timesheet.save()

	def settle_actions(self):
		for data in self.case["schedule"]["actions"]:
			action = frappe.get_doc("Scheduled Action", self.get_action(data["key"]))
			if action.outcome == outcomes.PENDING:
				action.update(
					{
						"outcome": OUTCOME[data["outcome"]],
						"done_on": data.get("done_on"),
						"remark": data.get("remark"),
					}
				)
				action.save()

	def evaluate(self):
		data = self.case["evaluation"]
		perspectives = {f"{who}_perspective": text for who, text in data["perspectives"].items()}
		values = {"decision": DECISION[data["decision"]], **perspectives}
		keys = {"schedule": self.documents["Action Schedule"], "meeting_date": data["date"]}
		self.find_or_make("Work Plan Evaluation", keys, values, submit=True)

	def find_or_make(self, doctype: str, keys: dict, values: dict, submit: bool = False) -> str:
		"""Return the name of the document with these keys, created if missing.

		submit: submit it as well, also when an earlier run was interrupted and left it a draft.
		"""
		name = frappe.db.get_value(doctype, keys, "name", order_by="creation desc")
		doc = (
			frappe.get_doc(doctype, name)
			if name
			else frappe.get_doc({"doctype": doctype, **keys, **values}).insert()
		)
		if submit and doc.docstatus.is_draft():
			doc.submit()
		self.documents[doctype] = doc.name
		return doc.name
