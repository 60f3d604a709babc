"""Requests for a consultation and feedback on supervision over real HTTP, as the user whose step it is; a stranger's empty
hands, and nothing that tells who wrote what."""

import json

import pytest

import frappe

from opsfamily.case.optional_parts import forget_what_is_shown
from opsfamily.office import SETTINGS
from opsfamily.ops_consultation.doctype.consultation_request.consultation_request import (
	AdviserNotAssignedError,
	AnswererError,
	AskerError,
)
from opsfamily.ops_consultation.feedback import FeedbackAnswerError, FeedbackClosedError, FeedbackGivenError
from opsfamily.tests.factories import assign, day, email, make_family
from opsfamily.tests.make_supervision import make_adviser, make_request, make_session
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused

REQUEST, FEEDBACK, SESSION = "Consultation Request", "Supervision Feedback", "Supervision Session"
GROUP = ("assistant", "other_assistant", "social_worker", "client", "newcomer")
SECRET = "slowo-z-opinii"
GIVE, SEE = "opsfamily.api.give_supervision_feedback", "opsfamily.api.supervision_feedback"


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	keys = (*GROUP, "consultant", "coordinator", "head", "stranger", "administrator", "clerk")
	return {key: Person(email(key)) for key in keys}


@pytest.fixture(scope="module")
def asked(committed) -> dict[str, str]:
	"""A family of the client and the consultant, two advisers, and a request without a family."""

	def make():
		family = make_family(representative="Maria Doradcza").name
		assign(family, "client")
		assign(family, "consultant", "Consultant")
		advisers = {key: make_adviser(key) for key in ("consultant", "working_consultant")}
		return {"family": family, **advisers}

	names = committed(make)
	yield names
	frappe.db.rollback()
	frappe.db.delete("Adviser", {"name": ["in", [names["consultant"], names["working_consultant"]]]})
	frappe.db.commit()


@pytest.fixture(scope="module")
def group(committed):
	"""A session of five on a site that asks for feedback."""

	def make() -> str:
		settings = frappe.get_doc(SETTINGS)
		was = settings.uses_supervision_plans
		settings.update({"uses_supervision_plans": 1}).save()
		return was, make_session(*GROUP, session_date=day(-2)).name

	was, session = committed(make)
	forget_what_is_shown()
	yield session
	frappe.db.rollback()
	frappe.db.delete(FEEDBACK, {"session": session})
	frappe.get_doc(SETTINGS).update({"uses_supervision_plans": was}).save()
	frappe.db.commit()
	forget_what_is_shown()


def test_asking_and_answering(people, asked, stored):
	values = {"topic": "Sen dziecka", "wanted_by": day(5), "family": asked["family"]}
	for key in ("stranger", "administrator", "clerk"):
		assert post(people[key], REQUEST, **values).status_code == 403
	refused(
		post(people["client"], REQUEST, **values, adviser=asked["working_consultant"]),
		AdviserNotAssignedError,
	)
	name = made(post(people["client"], REQUEST, **values, adviser=asked["consultant"]))["name"]
	refused(put(people["client"], REQUEST, name, agreed_on=str(day(2))), AnswererError)
	refused(put(people["consultant"], REQUEST, name, topic="inny"), AskerError)
	made(put(people["consultant"], REQUEST, name, agreed_on=str(day(2)), agreed_hours="9:30"))
	assert stored(REQUEST, name, ["status", "answered_by"]) == ("Day Agreed", email("consultant"))
	for key in ("stranger", "other_assistant", "administrator", "clerk"):
		answer = people[key].get(f"/api/resource/{REQUEST}/{name}")
		assert answer.status_code == 403 and "Sen dziecka" not in answer.text
		assert name not in people[key].get(f"/api/resource/{REQUEST}").text
		assert put(people[key], REQUEST, name, answer="x").status_code == 403


def test_a_request_without_a_family_is_of_who_asks_and_who_is_asked(people, asked, committed):
	name = committed(lambda: make_request(adviser=asked["working_consultant"], topic="Bez rodziny").name)
	assert people["consultant"].get(f"/api/resource/{REQUEST}/{name}").status_code == 403
	assert people["head"].get(f"/api/resource/{REQUEST}/{name}").ok
	frappe.db.delete(REQUEST, {"name": name})
	frappe.db.commit()


def test_feedback_is_given_once_and_leaves_no_name(people, group, stored):
	asked = people["assistant"].call(SEE, session=group).json()["message"]["questions"]
	mark = next(question["name"] for question in asked if not question["in_words"])
	words = next(question["name"] for question in asked if question["in_words"])
	for key in ("stranger", "clerk"):
		assert post_feedback(people[key], group, {mark: 3}).status_code == 403
	refused(post_feedback(people["head"], group, {mark: 3}), FeedbackClosedError)
	refused(post_feedback(people["assistant"], group, {mark: 9}), FeedbackAnswerError)
	for key in GROUP:
		answer = post_feedback(people[key], group, {mark: 4, words: f"{SECRET} {len(key)}"})
		assert answer.ok and "message" not in answer.json(), answer.text
	refused(post_feedback(people["assistant"], group, {mark: 5}), FeedbackGivenError)
	assert_no_trace(group)
	for key in (*GROUP, "coordinator", "head"):
		assert SECRET not in people[key].call(SEE, session=group).text


def post_feedback(person: Person, session: str, answers: dict):
	return person.post(f"/api/method/{GIVE}", json={"session": session, "answers": json.dumps(answers)})


def assert_no_trace(session: str) -> None:
	"""No log holds the words, a row's name, or who gave feedback on the session."""
	frappe.db.rollback()
	rows = frappe.get_all(FEEDBACK, {"session": session}, ["name", "owner", "words"], order_by="name")
	assert len(rows) == 15 and {row.owner for row in rows} == {"Administrator"}
	for trace, column in (
		("Version", "data"),
		("Access Log", "reference_document"),
		("View Log", "reference_name"),
		("Comment", "content"),
		("Error Log", "error"),
		("Deleted Document", "data"),
	):
		found = frappe.get_all(trace, {"creation": [">", day(-1)]}, pluck=column, order_by="creation")
		told = " ".join(str(value) for value in found)
		assert SECRET not in told, trace
		assert not [row.name for row in rows if row.name in told], trace


def test_rows_of_feedback_are_reached_by_nobody(people, group):
	name = frappe.get_all(FEEDBACK, {"session": group}, pluck="name", order_by="name", limit=1)[0]
	for key in (*GROUP, "coordinator", "head", "administrator", "clerk"):
		person = people[key]
		answers = (
			person.get(f"/api/resource/{FEEDBACK}"),
			person.get(f"/api/resource/{FEEDBACK}", params={"fields": '["*"]'}),
			person.get(f"/api/resource/{FEEDBACK}/{name}"),
			person.put(f"/api/resource/{FEEDBACK}/{name}", json={"words": "x"}),
			person.delete(f"/api/resource/{FEEDBACK}/{name}"),
			person.post(f"/api/resource/{FEEDBACK}", json={"session": group, "words": "x"}),
			person.call("frappe.client.get_count", doctype=FEEDBACK),
			person.call(
				"frappe.client.get_value", doctype=FEEDBACK, filters={"name": name}, fieldname="words"
			),
			person.call("frappe.desk.reportview.get", doctype=FEEDBACK, fields='["name", "words"]'),
			person.call("frappe.desk.form.load.getdoc", doctype=FEEDBACK, name=name),
			person.call("frappe.desk.search.search_link", doctype=FEEDBACK, txt=""),
			person.call(
				"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
				doctype=FEEDBACK,
				workflow_state_field="words",
				states="[]",
			),
		)
		for number, answer in enumerate(answers):
			assert SECRET not in answer.text, (key, number)
			assert answer.status_code in (403, 404, 417), (key, number, answer.status_code)
