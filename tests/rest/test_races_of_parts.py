"""Day centres, requests for a consultation, supervision and agreements, asked by several requests at the same moment over
real HTTP. Answers from outside are raced in `test_outside_rest.py`.

As in `test_races.py`: six rounds of at least four requests, no server error, one sentence in Polish for who is refused.
"""

import json
from collections.abc import Callable, Iterator

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.core.consultations import AGREED, DECLINED, HELD, WITHDRAWN
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import CENTRE, make_centre, make_enrolment
from opsfamily.tests.make_supervision import (
	KIND,
	make_request,
	make_session,
	make_year_plan,
)
from opsfamily.tests.make_week import STAGES, make_agreement_with
from tests.rest.at_once import AT_ONCE, ROUNDS, at_once, count, do, make_case, make_sessions, post, put, wins
from tests.rest.http import Person

GROUP = ("client", "assistant", "other_assistant", "social_worker", "newcomer")
REQUEST, CONSULTATION, AGREEMENT = "Consultation Request", "Consultation", "Cooperation Agreement"
PLAN, SESSION, RECORD, FEEDBACK = (
	"Supervision Plan",
	"Supervision Session",
	"Supervision Record",
	"Supervision Feedback",
)
ENROLMENT, DAY_CENTRE = "Day Centre Enrolment", "Day Centre"
# The answer to a request that another one was in the way of: try again.
BUSY = 409
PERSONS = [{"full_name": "Alicja Wychowawczyni"}]
NOT_THERE = [{"user": email(key), "attended": 0} for key in GROUP]


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, list[Person]]:
	"""Person → as many sessions of theirs as there are requests at once."""
	return {key: make_sessions(key) for key in ("client", "coordinator", "consultant")}


@pytest.fixture(scope="module")
def families(committed) -> list[str]:
	return [committed(lambda: make_case(assistant=True)) for _round in ROUNDS]


def told(answer) -> str:
	messages = json.loads(answer.json().get("_server_messages") or "[]")
	return strip_html(" ".join(json.loads(message)["message"] for message in messages))


def why(answers) -> list[str]:
	return [f"{answer.status_code} {answer.text[-300:]}" for answer in answers]


def delete(doctype: str, name: str) -> Callable:
	return lambda person: person.delete(f"/api/resource/{doctype}/{name}")


def read(doctype: str, name: str, fields):
	frappe.db.rollback()
	return frappe.db.get_value(doctype, name, fields)


def open_form(person: Person, doctype: str, name: str) -> dict:
	return person.get(f"/api/resource/{doctype}/{name}").json()["data"]


def save_form(form: dict) -> Callable:
	return do("frappe.desk.form.save.savedocs", doc=json.dumps(form), action="Save")


# day centres


@pytest.fixture(scope="module")
def centres(committed) -> Iterator[list[str]]:
	"""Centres of one place with one group of children each, one for a round of a race."""
	names = [committed(lambda at=at: make_small_centre(f"{CENTRE} {at} naraz")) for at in ROUNDS]
	yield names
	frappe.db.rollback()
	for name in names:
		for child in ("Day Centre Worker", "Day Centre Group"):
			frappe.db.delete(child, {"parenttype": DAY_CENTRE, "parent": name})
		frappe.db.delete(DAY_CENTRE, {"name": name})
	frappe.db.commit()


def make_small_centre(name: str) -> str:
	centre = frappe.get_doc(DAY_CENTRE, make_centre(name))
	centre.update({"places": 1, "children_groups": [{"group_name": "Starszaki"}]}).save()
	return name


def test_a_group_is_renamed_and_its_children_with_it(people, families, centres, committed):
	for at, centre in enumerate(centres):
		made = [
			committed(lambda family=family, centre=centre: make_enrolment(family, centre=centre).name)
			for family in families[: AT_ONCE - 1]
		]
		row = frappe.db.get_value("Day Centre Group", {"parent": centre}, "name")
		rename = put(DAY_CENTRE, centre, children_groups=[{"name": row, "group_name": f"Odkrywcy {at}"}])
		joins = [put(ENROLMENT, name, children_group="Starszaki") for name in made]
		answers = at_once(people["coordinator"], [joins[0], rename, *joins[1:]])
		assert answers[1].ok, why(answers)
		stored = {read(ENROLMENT, name, "children_group") for name in made}
		assert stored <= {None, f"Odkrywcy {at}"}, why(answers)
		assert count(ENROLMENT, centre=centre, children_group=["is", "set"]) == wins(answers) - 1


def test_whoever_enrols_above_the_places_is_told(people, families, centres):
	for centre in centres:
		frappe.db.delete(ENROLMENT, {"centre": centre})
		frappe.db.commit()
		values = {"child": "Maria Testowa", "centre": centre, "from_date": day(-1)}
		calls = [post(ENROLMENT, {**values, "family": family}) for family in families[:AT_ONCE]]
		answers = at_once(people["coordinator"], calls)
		assert wins(answers) == count(ENROLMENT, centre=centre), why(answers)
		told_of_places = sum("miejsc" in told(answer) for answer in answers if answer.ok)
		assert told_of_places == wins(answers) - 1, why(answers)


def test_of_several_forms_of_a_centre_one_is_saved(people, centres):
	for centre in centres:
		form = open_form(people["coordinator"][0], DAY_CENTRE, centre)
		head = {"from_date": str(day(-9)), "is_head": 1}
		keys = ("day_centre", "other_centre") * 2
		forms = [{**form, "workers": [*form["workers"], {**head, "user": email(key)}]} for key in keys]
		answers = at_once(people["coordinator"], [save_form(each) for each in forms])
		assert wins(answers) == 1, why(answers)
		assert count("Day Centre Worker", parent=centre, is_head=1) == 1


# agreements


@pytest.fixture(scope="module")
def agreements(committed) -> Iterator[list[str]]:
	names = [committed(lambda: make_agreement_with().name) for _round in ROUNDS]
	yield names
	frappe.db.rollback()
	for child in ("Cooperation Evaluation", "Agreement Contact"):
		frappe.db.delete(child, {"parent": ["in", names]})
	frappe.db.delete(AGREEMENT, {"name": ["in", names]})
	frappe.db.commit()


def test_a_cooperation_is_evaluated_once_a_day(people, agreements):
	degree = frappe.db.get_value("Cooperation Degree", {})
	for name in agreements:
		form = open_form(people["coordinator"][0], AGREEMENT, name)
		row = {"evaluated_on": str(day(-1)), "stage": STAGES[0], "degree": degree}
		answers = at_once(
			people["coordinator"], [save_form({**form, "evaluations": [row]}) for _form in range(AT_ONCE)]
		)
		assert wins(answers) == count("Cooperation Evaluation", parent=name) == 1, why(answers)


NEW_SERIES = "PROBA-.YYYY.-.####"


@pytest.fixture
def new_series(committed) -> Iterator[None]:
	"""A series of agreements that has given no number yet, as that of a year on 1 January."""

	def offer() -> str:
		options = f"{frappe.get_meta(AGREEMENT).get_field('naming_series').options}\n{NEW_SERIES}"
		values = {
			"doc_type": AGREEMENT,
			"field_name": "naming_series",
			"property": "options",
			"value": options,
		}
		whole = {
			"doctype": "Property Setter",
			"doctype_or_field": "DocField",
			"property_type": "Text",
			**values,
		}
		return frappe.get_doc(whole).insert().name

	setter = committed(offer)
	yield
	frappe.db.rollback()
	frappe.delete_doc("Property Setter", setter)
	frappe.db.delete("Series", {"name": ["like", "PROBA-%"]})
	made = frappe.get_all(AGREEMENT, {"name": ["like", "PROBA-%"]}, pluck="name", order_by="name")
	frappe.db.delete("Agreement Contact", {"parent": ["in", made]})
	frappe.db.delete(AGREEMENT, {"name": ["in", made]})
	frappe.db.commit()


def test_the_first_agreements_of_a_year_at_once(people, new_series):
	values = {
		"naming_series": NEW_SERIES,
		"body": "SP nr 2",
		"keeper": email("coordinator"),
		"subject": "Praca",
	}
	whole = {**values, "valid_from": day(-9), "contacts": [{"person": "Joanna Wrona"}]}
	for _round in ROUNDS:
		frappe.db.rollback()
		frappe.db.delete("Series", {"name": ["like", "PROBA-%"]})
		frappe.db.delete(AGREEMENT, {"name": ["like", "PROBA-%"]})
		frappe.db.commit()
		answers = at_once(people["coordinator"], [post(AGREEMENT, whole)] * AT_ONCE)
		assert wins(answers) and {answer.status_code for answer in answers} <= {200, BUSY}, why(answers)
		assert count(AGREEMENT, name=["like", "PROBA-%"]) == wins(answers)


# requests for a consultation


@pytest.fixture(scope="module", params=[True, False], ids=["about a family", "without a family"])
def asked(request, committed, families) -> list[str]:
	"""Requests for a consultation, one for each round of a race."""
	where = families if request.param else [None for _round in ROUNDS]

	def ask(family: str | None) -> str:
		with acting_as(email("coordinator")):
			return make_request(family).name

	return [
		(family, [committed(lambda family=family: ask(family)) for _race in range(3)]) for family in where
	]


def consultation(family: str | None, request: str) -> Callable:
	values = {"kind": KIND, "consultation_date": day(), "minutes": 30, "topic": "Sen", "request": request}
	# Of a consultant on the case, whom the rule of assignments asks about.
	return post(CONSULTATION, {**values, "family": family, "consultant": email("client"), "persons": PERSONS})


def test_a_request_is_withdrawn_or_held(people, asked):
	for family, (name, *_others) in asked:
		withdraw, hold = put(REQUEST, name, withdrawn=1), consultation(family, name)
		answers = at_once(people["coordinator"], [withdraw, hold, withdraw, hold])
		held = count(CONSULTATION, request=name)
		assert held == wins(answers[1::2]) and held < 2, why(answers)
		state = read(REQUEST, name, ["status", "withdrawn"])
		assert state == ((HELD, 0) if held else (WITHDRAWN, 1)), why(answers)


def test_one_consultation_answers_a_request(people, asked):
	for family, (_first, name, _third) in asked:
		answers = at_once(people["coordinator"], [consultation(family, name)] * AT_ONCE)
		assert wins(answers) == count(CONSULTATION, request=name) == 1, why(answers)
		assert read(REQUEST, name, "status") == HELD


def test_a_request_gets_a_day_or_is_declined(people, asked):
	for _family, (*_others, name) in asked:
		agree = put(REQUEST, name, agreed_on=day(2))
		decline = put(REQUEST, name, declined=1, answer="Nie w tym miesiącu.")
		answers = at_once(people["coordinator"], [agree, decline, agree, decline])
		status, agreed_on, declined = read(REQUEST, name, ["status", "agreed_on", "declined"])
		assert (status, bool(agreed_on), declined) in ((AGREED, True, 0), (DECLINED, False, 1)), why(answers)


# the year's plan of supervision


@pytest.fixture
def plans(committed) -> list[str]:
	return [committed(lambda: make_year_plan("client", "coordinator").name) for _round in ROUNDS]


def test_a_plan_is_arranged_once(people, plans):
	for plan in plans:
		answers = at_once(
			people["coordinator"], [do("opsfamily.api.arrange_supervision", plan=plan)] * AT_ONCE
		)
		assert wins(answers) == AT_ONCE, why(answers)
		assert sorted(answer.json()["message"] for answer in answers) == [0, 0, 0, 3]
		assert count(SESSION, plan=plan) == 3


def get_rows(plan: str) -> list[str]:
	return frappe.get_all("Supervision Plan Session", {"parent": plan}, pluck="name", order_by="idx")


def session_of(plan: str, row: str | None, **values) -> dict:
	there = [{"user": email(key), "attended": 1} for key in ("client", "coordinator")]
	held = {"session_date": day(-1), "form": "Group Session", "status": "Held", "minutes": 90}
	return {**held, "supervisor_name": "dr Z.", "attendance": there, "plan": plan, "plan_row": row, **values}


def test_a_row_of_a_plan_has_one_session(people, plans):
	for plan in plans:
		row = get_rows(plan)[0]
		answers = at_once(people["coordinator"], [post(SESSION, session_of(plan, row))] * AT_ONCE)
		assert wins(answers) == count(SESSION, plan=plan) == 1, why(answers)


def test_a_plan_knows_all_of_its_sessions_that_were_held(people, plans, committed):
	for plan in plans:
		made = [
			committed(
				lambda plan=plan: frappe.get_doc({"doctype": SESSION, **session_of(plan, None)}).insert()
			)
			for _session in range(3)
		]
		again = [put(SESSION, doc.name, minutes=60) for doc in made]
		answers = at_once(people["coordinator"], [*again, put(PLAN, plan, aims="Mniej wypalenia.")])
		assert wins(answers) == AT_ONCE, why(answers)
		assert read(PLAN, plan, ["held_sessions", "held_minutes"]) == (3, 180)
		gone = [delete(SESSION, doc.name) for doc in made]
		answers = at_once(people["coordinator"], [*gone, post(SESSION, session_of(plan, None))])
		assert wins(answers) == AT_ONCE, why(answers)
		assert read(PLAN, plan, ["held_sessions", "held_minutes"]) == (1, 90)


# sessions, their records and feedback


@pytest.fixture(scope="module")
def asks_feedback(committed) -> Iterator[str]:
	"""A question for a mark, on a site that asks for feedback."""

	def switch(value: int) -> int:
		settings = frappe.get_doc("OPS Settings")
		was = settings.uses_supervision_plans
		settings.update({"uses_supervision_plans": value}).save()
		return was

	was = committed(lambda: switch(1))
	question = frappe.db.get_value("Supervision Question", {"disabled": 0, "in_words": 0})
	yield json.dumps({question: 4})
	frappe.db.rollback()
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	committed(lambda: switch(was))


@pytest.fixture
def sessions(committed) -> list[str]:
	"""Sessions of five, one for a round of a race."""
	return [committed(lambda: make_session(*GROUP, session_date=day(-2)).name) for _round in ROUNDS]


def give(session: str, answers: str) -> Callable:
	return do("opsfamily.api.give_supervision_feedback", session=session, answers=answers)


def not_held(session: str) -> Callable:
	return put(SESSION, session, status="Not Held", attendance=NOT_THERE)


def test_a_participant_answers_once(people, sessions, asks_feedback):
	for session in sessions:
		answers = at_once(people["client"], [give(session, asks_feedback)] * AT_ONCE)
		assert wins(answers) == 1, why(answers)
		assert count(FEEDBACK, session=session, question=["is", "not set"]) == 1


def test_five_answers_at_once_are_five(people, sessions, asks_feedback):
	everybody = [Person(email(key)) for key in GROUP]
	for session in sessions:
		answers = at_once([*everybody, people["client"][1]], [give(session, asks_feedback)] * 6)
		assert wins(answers) == 5, why(answers)
		assert count(FEEDBACK, session=session, question=["is", "not set"]) == 5
		assert count(FEEDBACK, session=session, question=["is", "set"]) == 5


def test_feedback_and_the_state_of_the_session_agree(people, sessions, asks_feedback):
	both = [people["coordinator"][0], people["client"][0], people["coordinator"][1], people["client"][1]]
	for session in sessions:
		change, answer = not_held(session), give(session, asks_feedback)
		answers = at_once(both, [change, answer, put(SESSION, session, session_date=day(-1)), answer])
		given = count(FEEDBACK, session=session)
		status, session_date = read(SESSION, session, ["status", "session_date"])
		assert not (given and status != "Held"), why(answers)
		moments = set(frappe.get_all(FEEDBACK, {"session": session}, pluck="creation", order_by="name"))
		assert {moment.date() for moment in moments} <= {session_date}, why(answers)


def test_feedback_on_a_session_that_is_deleted(people, sessions, asks_feedback):
	both = [people["coordinator"][0], people["client"][0], people["coordinator"][1], people["client"][1]]
	for session in sessions:
		gone, answer = delete(SESSION, session), give(session, asks_feedback)
		answers = at_once(both, [gone, answer, gone, answer])
		assert count(SESSION, name=session) or not count(FEEDBACK, session=session), why(answers)


@pytest.mark.parametrize(
	"end", [not_held, lambda session: delete(SESSION, session)], ids=["not held", "deleted"]
)
def test_a_record_and_the_end_of_its_session_agree(end, people, sessions):
	both = [people["coordinator"][0], people["client"][0], people["coordinator"][1], people["client"][1]]
	for session in sessions:
		record, ended = post(RECORD, {"session": session, "topic": "Rodzina z długami"}), end(session)
		answers = at_once(both, [ended, record, ended, record])
		is_held = read(SESSION, session, "status") == "Held"
		assert is_held == bool(count(RECORD, session=session)), why(answers)
