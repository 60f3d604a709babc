"""Cooperation, case analysis and the case manager over real HTTP: each step as the user whose step it is."""

import json

import pytest

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import EmptyDocumentError
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import SecondManagerError
from opsfamily.ops_teamwork.doctype.case_analysis.case_analysis import (
	ManagerQuestionError,
	ManagerReasonError,
	NoManagerNeededError,
	ParticipantError,
)
from opsfamily.ops_teamwork.doctype.cooperation.cooperation import NotInNetworkError, SecondCooperationError
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import (
	DelegatedTaskFixedError,
	NotDelegatorError,
	NotOnCaseError,
	RecipientError,
)
from opsfamily.tests.factories import assign, day, email, make_family
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused, submit

COOPERATION, ANALYSIS, TASK = "Cooperation", "Case Analysis", "Delegated Task"
ON_CASE = ("client", "social_worker", "working_consultant")
API = "opsfamily.api."


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in (*ON_CASE, "coordinator", "head", "stranger")}


@pytest.fixture
def family(committed) -> str:
	def make() -> str:
		network = [{"kind": "szkoła", "institution": "SP nr 2"}]
		name = make_family(representative="Rodzina Złożona", support_network=network).name
		assign(name, "client")
		assign(name, "social_worker", "Social Worker")
		assign(name, "working_consultant", "Psychologist")
		return name

	return committed(make)


def finding(**values) -> dict:
	return {"outsider": "Hanna Bąk", "body": "logopeda", "finding": "Postępy.", **values}


def analysis(person: Person, family: str, **values) -> str:
	defaults = {"level": "szczegółowa", "findings": [finding()]}
	return made(post(person, ANALYSIS, family=family, **{**defaults, **values}))["name"]


def message(answer):
	assert answer.ok, answer.text
	return answer.json()["message"]


def test_how_far_the_cooperation_goes(people, family):
	assistant = people["client"]
	assert message(assistant.call(f"{API}network_choices", family=family)) == ["SP nr 2"]
	school = {"family": family, "institution": "SP nr 2"}
	first = made(post(assistant, COOPERATION, **school, degree="łączność", since=day(-30)))
	assert first["kind"] == "szkoła"
	refused(
		post(assistant, COOPERATION, **school, degree="integracja", since=day(-30)),
		SecondCooperationError,
		first["name"],
	)
	refused(
		post(assistant, COOPERATION, **school, degree="integracja", since=day(1)), FutureDateError, "Od dnia"
	)
	outside = {**school, "institution": "Sąd"}
	refused(post(assistant, COOPERATION, **outside, degree="integracja"), NotInNetworkError, "Sąd")
	made(post(people["working_consultant"], COOPERATION, **school, degree="ścisła współpraca"))
	assert "ścisła współpraca od" in message(assistant.call(f"{API}family_overview", family=family))


def test_from_the_analysis_to_the_outcome_of_a_task(people, family, stored):
	psychologist, coordinator = people["working_consultant"], people["coordinator"]
	name = analysis(psychologist, family)
	# A psychologist on the case and a speech therapist from outside: the question comes by itself.
	refused(submit(psychologist, ANALYSIS, name), ManagerQuestionError, "Paweł Psycholog; Hanna Bąk")
	made(put(psychologist, ANALYSIS, name, needs_manager="Yes"))
	refused(submit(psychologist, ANALYSIS, name), ManagerReasonError, "Powód")
	answer = {"manager_reason": "dwie instytucje", "proposed_manager": email("working_consultant")}
	made(put(psychologist, ANALYSIS, name, **answer))
	refused(coordinator.do(f"{API}appoint_case_manager", analysis=name), NoManagerNeededError, name)
	made(submit(psychologist, ANALYSIS, name))
	assert psychologist.do(f"{API}appoint_case_manager", analysis=name).status_code == 403
	assignment = message(coordinator.do(f"{API}appoint_case_manager", analysis=name))
	assert stored("Case Assignment", assignment, ["user", "part", "reason"]) == (
		email("working_consultant"),
		"Case Manager",
		"dwie instytucje",
	)
	again = coordinator.do(f"{API}appoint_case_manager", analysis=name, user=email("client"))
	refused(again, SecondManagerError, "Paweł Psycholog")
	given = {"family": family, "task": "Plan weekendu", "due_date": day(14)}
	task = made(post(psychologist, TASK, **given, given_to=email("client")))["name"]
	made(post(psychologist, TASK, **given, outside="poradnia"))
	page = message(psychologist.call(f"{API}case_manager_page"))
	row = next(row for row in page["rows"] if row["family"] == family)
	assert len(row["tasks"]) == 2 and row["review"]["when"] == "za 42 dni"
	outcome = {"task": task, "outcome": "Done", "result": "Rodzina ma plan."}
	message(people["client"].do(f"{API}write_task_outcome", **outcome))
	assert stored(TASK, task, ["outcome", "done_on", "result"]) == ("Done", day(), "Rodzina ma plan.")


def test_what_an_analysis_refuses(people, family):
	assistant = people["client"]
	post_with = lambda **values: post(assistant, ANALYSIS, family=family, level="szeroka", **values)  # noqa: E731
	refused(post_with(findings=[{"finding": "x"}]), ParticipantError, "Wiersz 1")
	refused(post_with(findings=[finding(user=email("client"))]), ParticipantError, "Wiersz 1")
	refused(post_with(findings=[finding(body="")]), ParticipantError, "Zawód lub instytucja")
	refused(post_with(analysis_date=day(1)), FutureDateError, "Data analizy")
	empty = made(post_with(findings=[]))["name"]
	refused(submit(assistant, ANALYSIS, empty), EmptyDocumentError, "Ustalenia")


def test_who_delegates_and_who_only_answers(people, family, committed):
	committed(lambda: assign(family, "working_consultant", "Case Manager"))
	given = {"family": family, "task": "Ćwiczenia", "due_date": day(7)}
	for key in ("client", "social_worker"):
		refused(post(people[key], TASK, **given, outside="poradnia"), NotDelegatorError, "koordynator")
	manager = people["working_consultant"]
	refused(post(manager, TASK, **given), RecipientError, "Komu zlecono")
	refused(post(manager, TASK, **given, given_to=email("stranger")), NotOnCaseError, "Obca Osoba")
	task = made(post(manager, TASK, **given, given_to=email("client")))["name"]
	refused(put(people["client"], TASK, task, due_date=day(30)), DelegatedTaskFixedError, "W terminie")
	refused(put(people["social_worker"], TASK, task, outcome="Done"), NotDelegatorError)
	made(put(people["client"], TASK, task, outcome="Not Done", result="dziecko chore"))
	for key in ("coordinator", "head"):
		made(put(people[key], TASK, task, due_date=day(30)))


def test_a_stranger_has_empty_hands(people, family, committed):
	committed(lambda: assign(family, "working_consultant", "Case Manager"))
	name = analysis(people["client"], family)
	task = made(
		post(people["working_consultant"], TASK, family=family, task="x", outside="y", due_date=day(7))
	)["name"]
	stranger = people["stranger"]
	for doctype, document in ((ANALYSIS, name), (TASK, task)):
		assert stranger.get(f"/api/resource/{doctype}/{document}").status_code == 403
		assert put(stranger, doctype, document).status_code == 403
	for doctype in (COOPERATION, ANALYSIS, TASK):
		filters = json.dumps([["family", "=", family]])
		assert stranger.get(f"/api/resource/{doctype}", params={"filters": filters}).json()["data"] == []
		assert post(stranger, doctype, family=family).status_code == 403
	assert stranger.call(f"{API}case_manager_page", family=family).status_code == 403
	assert family not in stranger.call(f"{API}case_manager_page").text
	assert stranger.do(f"{API}write_task_outcome", task=task, outcome="Done").status_code == 403
	assert stranger.do(f"{API}appoint_case_manager", analysis=name).status_code == 403
	assert stranger.call(f"{API}network_choices", family=family).status_code == 403
