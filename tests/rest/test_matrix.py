"""Every cell of the written matrix over real HTTP: role × DocType × right × (own, other, ended) family."""

import json

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.permissions.registry import CONFIDENTIAL
from opsfamily.tests import factories, make_conference, make_help
from opsfamily.tests.factories import email
from opsfamily.tests.make_daycentre import make_centre
from opsfamily.tests.make_supervision import make_record, make_session, make_year_plan
from tests.rest.http import Person
from tests.rest.matrix import RIGHTS, SCOPES, USERS, Line, lines

# DocType → what stands in its fields of level 1 and nowhere else in it.
SENSITIVE = {
	"Family": "cukrzyca-tajna",
	"Family Assessment": "przemoc-tajna",
	"Family Notification": "sasiad-tajny",
	"Assistant Request": "przyczyna-tajna",
	"Court Opinion": "niebieska-karta-tajna",
	"Support Catalogue": "genetyk-tajny",
	"Case Conference": make_conference.SENSITIVE,
	"Screening": "poradnia-tajna",
	"Day Centre Note": "strach-tajny",
	"Case Analysis": "ustalenia-tajne",
	"Family Sheet": "leczenie-tajne",
	"Family History": "choroba-babci-tajna",
	"Child Card": "lekarz-dziecka-tajny",
	"Specialist Help": make_help.SENSITIVE_HELP,
	"Intervention": make_help.SENSITIVE,
}
# What the documents with nothing else to fill in refuse.
NEVER = dict.fromkeys(
	(
		"assessment_date",
		"plan_date",
		"requested_on",
		"received_on",
		"letter_date",
		"list_date",
		"request_date",
		"given_on",
		"since",
		"day",
		"sheet_date",
		"as_of",
	),
	"2999-01-01",
)
# The staff's own time → its column with the worker.
OWN_COLUMNS = {
	"Other Work Time": "worker",
	"Work Absence": "user",
	"Worker Vehicle": "user",
	"Employment": "user",
}
# These lead a group in the matrix.
LEADERS = ("Family Assistant", "Social Worker", "Family Consultant", "Day-Centre Staff")
LEFT_YESTERDAY = ("Family Assistant", "Family Visit", "create", "ended")
PARTS = {
	"Family Assistant": "Family Assistant",
	"Social Worker": "Social Worker",
	"Family Consultant": "Consultant",
}
CASE_LINES = [line for line in lines() if line.doctype in CONFIDENTIAL]
CELLS = len(CASE_LINES) * len(SCOPES) * (len(RIGHTS) + 3)


def identify(line: Line) -> str:
	return f"{line.role}-{line.doctype}".replace(" ", "")


@pytest.fixture(scope="module")
def documents(connected_site) -> dict[str, dict[str, str]]:
	"""Scope → DocType → name of a document of a family in that scope, for all the matrix's people."""
	frappe.set_user("Administrator")
	made = {scope: make_documents(scope) for scope in SCOPES}
	frappe.db.commit()
	return made


def make_documents(scope: str) -> dict[str, str]:
	members = [{"full_name": "Maria Macierz", "health": SENSITIVE["Family"]}]
	family = factories.make_family(representative=f"Macierz {scope}", members=members).name
	assignment = factories.assign(family, "other_assistant", part="Psychologist")
	for role, part in PARTS.items():
		if scope != "other":
			until = add_days(getdate(), -1) if scope == "ended" else None
			factories.assign(family, USERS[role], part, until_date=until)
	# Drafts, as writing what was submitted is nobody's right; the action needs a running schedule.
	plan = factories.make_plan(family)
	draft = factories.make_schedule(plan)
	schedule = factories.make_running_schedule(family)
	action = frappe.db.get_value("Scheduled Action", {"schedule": schedule.name}, "name")
	evaluation = {"doctype": "Work Plan Evaluation", "schedule": schedule.name, "family": family}
	# Far from the hours of other tests: the people of the section are shared.
	hour = 1 + 2 * SCOPES.index(scope)
	day = add_days("2024-01-01", frappe.db.count("Family Visit") % 300)
	visit = factories.make_visit(family, visit_date=day, from_time=f"{hour}:00", to_time=f"{hour}:30")
	opinion, closing, contact, letter = factories.make_bare_end(family, SENSITIVE["Court Opinion"])
	opinion.db_set("opinion", "bez słów")
	together = factories.make_together(family, "Maria Macierz", "słowo zwykłe")
	screening = next(doc for doc in together if doc.doctype == "Screening")
	screening.db_set("follow_up", SENSITIVE["Screening"])
	sheet = next(doc for doc in together if doc.doctype == "Family Sheet")
	sheet.answers[0].db_set("sensitive_answer", SENSITIVE["Family Sheet"])
	history = next(doc for doc in together if doc.doctype == "Family History")
	history.relatives[0].db_set("illness", SENSITIVE["Family History"])
	card = next(doc for doc in together if doc.doctype == "Child Card")
	card.health_dates[0].db_set("what", SENSITIVE["Child Card"])
	put_into_centre(scope, together)
	lead_group(scope, together)
	if scope != "own":
		for doc in together:
			if doc.doctype in OWN_COLUMNS:
				doc.db_set(OWN_COLUMNS[doc.doctype], email("other_assistant"))
	return {
		**{doc.doctype: doc.name for doc in together},
		**make_staff_work(scope),
		"Family": family,
		"Family Notification": factories.make_notification(
			family, reporter=SENSITIVE["Family Notification"]
		).name,
		"Risk List": factories.make_risk_list(family).name,
		"Assistant Request": factories.make_request(
			family, sensitive_causes=[{"cause": factories.make_cause(SENSITIVE["Assistant Request"], 1)}]
		).name,
		"Case Assignment": assignment.name,
		"Family Assessment": factories.make_assessment(family, violence=SENSITIVE["Family Assessment"]).name,
		"Family Work Plan": plan.name,
		"Action Schedule": draft.name,
		"Scheduled Action": action,
		"Work Plan Evaluation": frappe.get_doc(evaluation).insert().name,
		"Family Visit": visit.name,
		"Assistant Timesheet": factories.make_timesheet(family, month=str(day)[:7]).name,
		"Access Copy": factories.make_access_copy(family, person="Maria Macierz").name,
		"Consent": factories.make_consent(family, person="Maria Macierz").name,
		"Support Catalogue": factories.make_catalogue(
			family, person="Maria Macierz", issuer=SENSITIVE["Support Catalogue"]
		).name,
		"Authorisation": factories.make_authorisation(family, person="Maria Macierz").name,
		"Foster Placement": factories.make_placement(family, child="Maria Macierz").name,
		"Visit Draft": factories.make_draft(family).name,
		"Case Closing": closing.name,
		"Monitoring Contact": contact.name,
		"Court Opinion": opinion.name,
		"Court Letter": letter.name,
	}


def lead_group(scope: str, together: list) -> None:
	"""Let all people of the matrix lead the meeting's group: today, never, or until yesterday."""
	meeting = next(doc for doc in together if doc.doctype == "Group Meeting")
	group = frappe.get_doc("Support Group", meeting.support_group)
	until = add_days(getdate(), -1) if scope == "ended" else None
	for role in LEADERS if scope != "other" else ():
		period = {"from_date": add_days(getdate(), -10), "until_date": until}
		group.append("leaders", {"user": email(USERS[role]), **period})
	group.save()


def put_into_centre(scope: str, together: list) -> None:
	"""The staff's own child is enrolled today in their centre; another centre's is not theirs, nor one who left."""
	documents = {doc.doctype: doc for doc in together}
	mine = make_centre("Świetlica Macierzy", email(USERS["Day-Centre Staff"]))
	centre = make_centre("Świetlica Obca") if scope == "other" else mine
	until = add_days(getdate(), -1) if scope == "ended" else None
	documents["Day Centre Enrolment"].db_set({"centre": centre, "until_date": until})
	# Past the rules: nobody is to be told of it.
	alarm = {"centre": centre, "alarm": 1, "alarm_text": SENSITIVE["Day Centre Note"]}
	documents["Day Centre Note"].db_set(alarm)


def make_staff_work(scope: str) -> dict[str, str]:
	"""A session, its record and a plan: in the scope of one's own with everybody of the matrix, else with others."""
	keys = USERS.values() if scope == "own" else ("other_assistant", "working_consultant")
	session = make_session(*keys)
	plan = make_year_plan(*keys)
	names = {document.doctype: document.name for document in (session, plan)}
	return {**names, "Supervision Record": make_record(session.name).name}


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {role: Person(email(key)) for role, key in USERS.items()}


def test_matrix_names_every_case_doctype_and_role():
	assert {(line.role, line.doctype) for line in CASE_LINES} == {
		(role, doctype) for role in USERS for doctype in CONFIDENTIAL
	}
	print(f"{CELLS} cells of the matrix are asked over HTTP")


@pytest.mark.parametrize("line", lines(), ids=identify)
def test_doctype_says_what_the_matrix_says(line, site):
	rows = frappe.get_meta(line.doctype).permissions
	level0 = [row for row in rows if row.role == line.role and not row.permlevel]
	level1 = [row for row in rows if row.role == line.role and row.permlevel == 1]
	assert {right for right in RIGHTS if level0 and level0[0].get(right)} == line.rights
	assert bool(level1) == line.level1
	assert not any(row.share or row.email or (row.get("import") and not row.export) for row in level0)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("line", CASE_LINES, ids=identify)
def test_cells(line: Line, scope: str, people, documents):
	person, name = people[line.role], documents[scope][line.doctype]
	rights = get_rights(person, line.doctype, name)
	checks = {
		"list": lambda: is_listed(person, line.doctype, name),
		"read": lambda: is_open(person.get(f"/api/resource/{line.doctype}/{name}")),
		"print": lambda: is_open(
			person.call("frappe.www.printview.get_html_and_style", doc=line.doctype, name=name)
		),
		"write": lambda: is_open(person.put(f"/api/resource/{line.doctype}/{name}", json={})),
		"create": lambda: may_create(person, line.doctype, documents[scope]),
	}
	for right in ("list", "print", *RIGHTS):
		asked = checks.get(right, lambda right=right: right in rights)
		expected = line.allows(right, scope)
		if line.doctype in ("Family", "Supervision Session", *OWN_COLUMNS) and right == "create":
			# A new one is nobody's yet: whoever may open one may.
			expected = "create" in line.rights
		if (line.role, line.doctype, right, scope) == LEFT_YESTERDAY:
			# Contacts of the last days may be added until the card is accepted; the rules ask for their day.
			expected = True
		assert asked() == expected, f"{line.role} · {line.doctype} · {right} · {scope}"


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("line", [line for line in CASE_LINES if line.doctype in SENSITIVE], ids=identify)
def test_sensitive_fields(line: Line, scope: str, people, documents):
	name = documents[scope][line.doctype]
	text = people[line.role].get(f"/api/resource/{line.doctype}/{name}").text
	assert (SENSITIVE[line.doctype] in text) == (line.level1 and line.allows("read", scope))


def is_open(answer) -> bool:
	assert answer.status_code < 500, answer.text
	return answer.status_code != 403


def is_listed(person: Person, doctype: str, name: str) -> bool:
	answer = person.get(f"/api/resource/{doctype}", params={"filters": json.dumps([["name", "=", name]])})
	assert answer.status_code < 500, answer.text
	return bool(answer.json().get("data"))


def may_create(person: Person, doctype: str, documents: dict[str, str]) -> bool:
	"""Permission is asked before any rule: a wrong document answers 403 or the rule's refusal."""
	belongs_to = {"family": documents["Family"], "session": documents["Supervision Session"]}
	if doctype == "Day Centre Note":
		belongs_to["enrolment"] = documents["Day Centre Enrolment"]
	if doctype in ("Group Meeting", "Group Participation"):
		# Both are judged by who leads the group; day-centre staff know a child by its enrolment alone.
		meeting = documents["Group Meeting"]
		belongs_to["support_group"] = frappe.db.get_value("Group Meeting", meeting, "support_group")
	if doctype == "Group Participation" and person.user == email(USERS["Day-Centre Staff"]):
		belongs_to = {**belongs_to, "enrolment": documents["Day Centre Enrolment"]}
	body = {} if doctype == "Family" else {**belongs_to, **NEVER}
	answer = person.post(f"/api/resource/{doctype}", json=body)
	assert answer.status_code in (403, 417), answer.text
	return answer.status_code == 417


def get_rights(person: Person, doctype: str, name: str) -> set[str]:
	"""What the framework says that the person may do with the document, all in one answer."""
	answer = person.call("frappe.client.get_doc_permissions", doctype=doctype, docname=name)
	assert answer.ok, answer.text
	return {right for right, has in answer.json()["message"]["permissions"].items() if has}
