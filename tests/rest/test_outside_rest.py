"""A specialist without an account answers a delegated task by a link, over real HTTP: as a guest, and as who decides."""

import json

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.case.document import FutureDateError
from opsfamily.core import outside_answers as core
from opsfamily.exceptions import OutcomeError, ReasonMissingError
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import NotDelegatorError
from opsfamily.ops_teamwork.doctype.outside_answer.deciding import DecisionError, LinkError
from opsfamily.ops_teamwork.doctype.outside_answer.outside_answer import AnswerError
from opsfamily.tests.factories import assign, day, email, make_family
from opsfamily.tests.make_analysis import make_task
from opsfamily.tests.make_outside import DOCTYPE, make_question, make_token, use_outside_answers
from tests.rest.at_once import AT_ONCE, ROUNDS, at_once, count, make_sessions, wins
from tests.rest.http import Guest, Person
from tests.rest.test_closing_rest import made, post, put, refused

API, PAGE, TASK = "opsfamily.api.", "/odpowiedz", "Delegated Task"
MANAGER = "working_consultant"
MOTHER, WORK, TEXT = "Anna Tajemnicka", "Ćwiczenia Tajemnickich", "Czy chłopiec ma już ćwiczenia do domu?"
ANSWER = {"outcome": "Done", "answer": "Tak, ćwiczy < 10 min & chętnie.", "answered_by": "Hanna Bąk"}
WRONG = "Link jest nieprawidłowy"
# In days from today.
TOO_EARLY = -10


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in (MANAGER, "client", "coordinator", "stranger")}


@pytest.fixture(scope="module", autouse=True)
def used(committed):
	committed(use_outside_answers)
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	use_outside_answers(0)
	frappe.db.commit()


@pytest.fixture(autouse=True)
def unlimited(connected_site):
	"""All tests come from one address: its count begins anew with each."""
	forget_requests()
	yield
	forget_requests()


def forget_requests():
	for key in frappe.cache.keys("*rl:opsfamily.api.*"):
		frappe.cache.delete(key)


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make():
		name = make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
		assign(name, "client")
		assign(name, MANAGER, "Case Manager")
		return name

	return committed(make)


@pytest.fixture
def new_question(family, committed):
	"""`new_question()`: a question with its task, and `token`, the token of its link."""

	def make():
		task = make_task(family, task=WORK, delegated_on=day(-9), due_date=day(9))
		made = make_question(task, shown_text=TEXT)
		made.flags.token = make_token(made)
		return made

	return lambda: committed(make)


@pytest.fixture
def question(new_question):
	return new_question()


def ask(token: str, person: Person | None = None):
	return (person or Guest()).do(f"{API}open_outside_task", token=token)


def answer(token: str, **values):
	return send_answer(token, **{"done_on": str(day(-1)), **values})


def send_answer(token: str, **values):
	"""For a thread as well, where no site is connected that knows the day."""
	return Guest().do(f"{API}answer_outside_task", token=token, **{**ANSWER, **values})


def decide(person: Person, question, accepted: str, reason: str = ""):
	arguments = {"question": question.name, "accepted": accepted, "reason": reason}
	return person.do(f"{API}decide_outside_answer", **arguments)


def told(response) -> str:
	"""What a refusal says, without tags."""
	messages = json.loads(response.json()["_server_messages"])
	return strip_html(" ".join(json.loads(message)["message"] for message in messages))


def happened(question) -> list[str]:
	frappe.db.rollback()
	return frappe.get_all(
		"Outside Opening", {"parent": question.name}, pluck="what", order_by="creation, idx"
	)


def state(question) -> str:
	frappe.db.rollback()
	return frappe.db.get_value(DOCTYPE, question.name, "state")


# the good way


def test_from_the_link_to_the_tasks_outcome(people, family, committed, stored):
	task = committed(
		lambda: make_task(family, task=WORK, delegated_on=day(-9), due_date=day(9), result="Było.")
	)
	manager = people[MANAGER]
	values = {"family": family, "task": task.name, "shown_text": TEXT}
	name = made(post(manager, DOCTYPE, **values))["name"]
	link = manager.do(f"{API}make_outside_link", question=name).json()["message"]
	address, _mark, token = link["url"].partition("#")
	assert address.endswith(PAGE) and link["until"] == str(day(14))
	question = frappe._dict(name=name)
	shown = ask(token).json()["message"]
	assert shown["text"] == TEXT and shown["asked_by"] == "Paweł Psycholog"
	assert set(shown) == {"office", "text", "asked_by", "phone", "until"}
	assert "Dziękujemy" in answer(token).json()["message"]["answered"]
	assert stored(TASK, task.name, "outcome") == "Pending"
	page = manager.call(f"{API}case_manager_page", family=family).json()["message"]["rows"][0]
	assert [row["waiting_answer"] for row in page["tasks"] if row["name"] == task.name] == [name]
	overview = people["client"].call(f"{API}family_overview", family=family).json()["message"]
	assert "Odpowiedzi spoza ośrodka do rozstrzygnięcia" in overview
	assert decide(manager, question, "1").json()["message"] == core.ACCEPTED
	written = stored(TASK, task.name, ["outcome", "done_on", "result"])
	assert written[:2] == ("Done", day(-1))
	assert as_written(written[2]) == f"Było.\n\n{ANSWER['answer']}"
	assert stored(DOCTYPE, name, ["answered_by", "decided_by"]) == ("Hanna Bąk", email(MANAGER))
	assert happened(question) == [core.LINK_MADE, core.OPENED, core.ANSWERED]


def test_the_manager_is_notified_without_a_name(people, question):
	assert answer(question.flags.token).ok
	frappe.db.rollback()
	about = {"document_type": DOCTYPE, "document_name": question.name}
	notices = frappe.get_all("Notification Log", about, ["for_user", "subject"], order_by="for_user")
	assert email(MANAGER) in [notice.for_user for notice in notices]
	assert {notice.subject for notice in notices} == {"Odpowiedź spoza ośrodka czeka na rozstrzygnięcie."}


def test_a_rejected_answer_leaves_the_task_and_is_kept(people, question, stored, family):
	assert answer(question.flags.token, outcome="Not Done", done_on="").ok
	refused(decide(people[MANAGER], question, "0", " "), ReasonMissingError, "Powód odrzucenia")
	assert decide(people[MANAGER], question, "0", "nie na temat").ok
	assert stored(TASK, question.task, "outcome") == "Pending"
	assert stored(DOCTYPE, question.name, ["state", "outcome", "answered_by"]) == (
		core.REJECTED,
		"Not Done",
		"Hanna Bąk",
	)
	again = {"family": family, "task": question.task, "shown_text": TEXT}
	made(post(people[MANAGER], DOCTYPE, **again))


# what a guest gets


def test_nothing_of_the_family_reaches_the_holder(family, question):
	for response in (ask(question.flags.token), answer(question.flags.token), ask(question.flags.token)):
		assert response.ok
		for word in (MOTHER, "Tajemnick", WORK, family, question.task):
			assert word not in response.text


def test_one_sentence_for_every_wrong_link(question, committed):
	name, _dot, secret = question.flags.token.rpartition(".")
	wrong = ["", name, f"{name}.{'A' * 43}", f"ODPZ-1999-0001.{secret}", question.flags.token[:-1]]
	answers = [ask(each) for each in wrong] + [answer(each) for each in wrong]
	committed(lambda: make_token(question))
	answers += [ask(question.flags.token), answer(question.flags.token)]
	assert {response.status_code for response in answers} == {403}
	assert len({told(response) for response in answers}) == 1 and WRONG in told(answers[0])
	assert happened(question) == [core.LINK_MADE, core.LINK_MADE]


CLOSING = {
	core.TOO_LATE: (DOCTYPE, {"expires_on": "2026-01-02"}, "stracił ważność"),
	core.LINK_WITHDRAWN: (DOCTYPE, {"state": core.WITHDRAWN}, "wycofał to pytanie"),
	core.ALREADY_ANSWERED: (DOCTYPE, {"state": core.REJECTED}, "już udzielono"),
	core.TASK_ENDED: (TASK, {"outcome": "Withdrawn"}, "zakończono"),
	"another recipient": (TASK, {"outside": "kto inny"}, "zakończono"),
}


@pytest.mark.parametrize("why", CLOSING)
def test_the_holder_of_the_right_link_is_told_why_it_is_closed(question, committed, why):
	doctype, values, words = CLOSING[why]
	name = question.name if doctype == DOCTYPE else question.task
	committed(lambda: frappe.db.set_value(doctype, name, values))
	for response in (ask(question.flags.token), answer(question.flags.token)):
		assert (
			list(response.json()["message"]) == ["closed"] and words in response.json()["message"]["closed"]
		)
	reason = core.TASK_ENDED if why == "another recipient" else why
	assert happened(question) == [core.LINK_MADE, reason, reason]
	assert frappe.db.get_value(DOCTYPE, question.name, "answer") is None


def test_nothing_opens_on_a_closed_case(question, committed):
	before = committed(lambda: frappe.db.get_value("Family", question.family, "ended_before"))
	committed(lambda: frappe.db.set_value("Family", question.family, "ended_before", day(-1)))
	try:
		assert "zakończono" in ask(question.flags.token).json()["message"]["closed"]
	finally:
		committed(lambda: frappe.db.set_value("Family", question.family, "ended_before", before))


BAD = {
	"no outcome": ({"outcome": ""}, AnswerError, "Wykonanie"),
	"an outcome of the office's": ({"outcome": "Withdrawn"}, AnswerError, "Wykonanie"),
	"no day": ({"done_on": ""}, AnswerError, "Wykonano dnia"),
	"a day that is none": ({"done_on": "jutro"}, frappe.ValidationError, "RRRR-MM-DD"),
	"tomorrow": ({"done_on": "2190-01-01"}, FutureDateError, "Wykonano dnia"),
	"before it was given": ({"done_on": TOO_EARLY}, OutcomeError, "Wykonano dnia"),
	"no text": ({"answer": " \n "}, AnswerError, "Odpowiedź"),
	"too long": ({"answer": "x" * 5001}, AnswerError, "5000"),
	"nobody": ({"answered_by": ""}, AnswerError, "Imię i nazwisko odpowiadającego"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_answer_is_refused_whole(question, case):
	values, refusal, word = BAD[case]
	if values.get("done_on") == TOO_EARLY:
		values = {"done_on": str(day(TOO_EARLY))}
	refused(answer(question.flags.token, **values), refusal, word)
	assert state(question) == core.AWAITED and happened(question) == [core.LINK_MADE]
	assert answer(question.flags.token).ok


def test_hostile_text_is_kept_and_harmless(people, question, stored):
	hostile = "<script>alert(1)</script> {{ 7*7 }} =1+1"
	assert answer(question.flags.token, answer=hostile, answered_by="<img src=x onerror=alert(1)>").ok
	printed = people[MANAGER].get(f"/printview?doctype={DOCTYPE}&name={question.name}&trigger_print=0").text
	assert "<script>alert(1)" not in printed and "<img src=x" not in printed
	assert "{{ 7*7 }}" in stored(DOCTYPE, question.name, "answer")


def test_whoever_is_logged_in_reads_no_more_by_the_link(people, question):
	for key in ("stranger", "client"):
		assert set(ask(question.flags.token, people[key]).json()["message"]) == {
			"office",
			"text",
			"asked_by",
			"phone",
			"until",
		}
	assert people["stranger"].get(f"/api/resource/{DOCTYPE}/{question.name}").status_code == 403


def test_only_post_and_only_so_often(question):
	for method in ("open_outside_task", "answer_outside_task"):
		assert Guest().call(f"{API}{method}", token=question.flags.token).status_code == 403
	answers = [ask("x" * 43).status_code for _each in range(61)]
	assert set(answers[:60]) == {403} and answers[60] in (417, 429)
	assert not ask(question.flags.token).ok
	forget_requests()
	assert ask(question.flags.token).ok


# the page


def test_the_page_is_the_same_for_everybody_and_is_no_secret(question):
	page = Guest().get(PAGE)
	assert page.ok and 'name="robots" content="noindex' in page.text and "no-referrer" in page.text
	assert '<html lang="pl">' in page.text and "Odpowiedź na zadanie" in page.text
	assert PAGE not in Guest().get("/sitemap.xml").text
	for script in ("js/odpowiedz.js", "css/odpowiedz.css"):
		assert script in page.text and Guest().get(f"/assets/opsfamily/{script}").ok


@pytest.mark.parametrize("switch", [{"used": 0}, {"closed": 1}], ids=["not used", "closed"])
def test_there_is_no_page_and_no_way_while_it_is_off(people, question, committed, switch):
	committed(lambda: use_outside_answers(**switch))
	try:
		assert Guest().get(PAGE).status_code == 404
		for response in (ask(question.flags.token), answer(question.flags.token)):
			assert response.status_code == 403 and WRONG in told(response)
		link = people[MANAGER].do(f"{API}make_outside_link", question=question.name)
		refused(link, LinkError, "wyłączone")
	finally:
		committed(use_outside_answers)
	assert ask(question.flags.token).ok


# who decides


def test_others_on_the_case_read_and_decide_nothing(people, question, stored):
	client = people["client"]
	assert client.get(f"/api/resource/{DOCTYPE}/{question.name}").ok
	for method in ("make_outside_link", "withdraw_outside_question"):
		refused(client.do(f"{API}{method}", question=question.name), NotDelegatorError)
	refused(put(client, DOCTYPE, question.name, shown_text="inny"), NotDelegatorError)
	assert answer(question.flags.token).ok
	refused(decide(client, question, "1"), NotDelegatorError)
	assert state(question) == core.TO_DECIDE


def test_a_withdrawn_question_is_not_taken_up_again(people, question):
	assert people[MANAGER].do(f"{API}withdraw_outside_question", question=question.name).ok
	refused(people[MANAGER].do(f"{API}make_outside_link", question=question.name), LinkError)
	refused(decide(people[MANAGER], question, "1"), DecisionError)


def test_a_task_that_ended_meanwhile_takes_no_answer(people, question, stored):
	assert answer(question.flags.token).ok
	made(put(people[MANAGER], TASK, question.task, outcome="Not Done", result="dziecko chore"))
	refused(decide(people[MANAGER], question, "1"), DecisionError, question.task)
	assert stored(TASK, question.task, ["outcome", "result"]) == ("Not Done", "dziecko chore")
	assert decide(people[MANAGER], question, "0", "za późno").ok


def test_a_form_that_was_open_meanwhile_loses_no_opening(people, question):
	manager = people[MANAGER]
	form = manager.get(f"/api/resource/{DOCTYPE}/{question.name}").json()["data"]
	assert ask(question.flags.token).ok
	saved = manager.do(
		"frappe.desk.form.save.savedocs", doc=json.dumps({**form, "shown_text": "Jak idzie?"}), action="Save"
	)
	assert saved.ok, saved.text
	assert happened(question) == [core.LINK_MADE, core.OPENED]


# several at once


@pytest.fixture(scope="module")
def managers(connected_site) -> list[Person]:
	return make_sessions(MANAGER)


@pytest.fixture
def questions(new_question):
	"""Questions one after the other, for the rounds of a race; each counts its requests from the beginning."""
	return ((forget_requests(), new_question())[1] for _round in ROUNDS)


def count_kept(answers: list) -> int:
	return sum("answered" in (response.json().get("message") or {}) for response in answers)


def test_a_task_has_one_open_question(managers, family, committed):
	for _round in ROUNDS:
		task = committed(lambda: make_task(family, task=WORK, delegated_on=day(-9), due_date=day(9)).name)
		values = {"family": family, "task": task, "shown_text": TEXT}
		answers = at_once(managers, [lambda person, values=values: post(person, DOCTYPE, **values)] * AT_ONCE)
		assert wins(answers) == count(DOCTYPE, task=task) == 1, [each.text[-300:] for each in answers]


def test_of_several_answers_at_once_one_is_kept(questions):
	names, yesterday = [f"Osoba {letter}" for letter in "ABCD"], str(day(-1))
	for question in questions:
		token = question.flags.token
		calls = [
			lambda _guest, name=name, token=token: send_answer(token, done_on=yesterday, answered_by=name)
			for name in names
		]
		answers = at_once(names, calls)
		assert count_kept(answers) == 1
		frappe.db.rollback()
		[kept] = [name for name, each in zip(names, answers, strict=True) if count_kept([each])]
		assert frappe.db.get_value(DOCTYPE, question.name, "answered_by") == kept
		assert happened(question).count(core.ANSWERED) == 1


def test_of_several_decisions_at_once_one_is_kept(managers, questions, stored):
	for question in questions:
		assert answer(question.flags.token).ok
		calls = [
			lambda person, yes=yes, question=question: decide(person, question, yes, "powód")
			for yes in "1010"
		]
		answers = at_once(managers, calls)
		assert wins(answers) == 1, [each.text[-300:] for each in answers]
		outcome = stored(TASK, question.task, "outcome")
		assert (state(question) == core.ACCEPTED) == (outcome == "Done")


@pytest.mark.parametrize(
	("method", "after"),
	[("withdraw_outside_question", core.WITHDRAWN), ("make_outside_link", core.AWAITED)],
	ids=["withdrawn", "a new link"],
)
def test_an_answer_and_the_end_of_its_link_agree(method, after, managers, questions):
	yesterday = str(day(-1))
	for question in questions:
		token, name = question.flags.token, question.name

		def send(_guest, token=token):
			return send_answer(token, done_on=yesterday)

		def end(person, name=name):
			return person.do(f"{API}{method}", question=name)

		answers = at_once(managers, [send, end, send, end])
		kept = count_kept(answers)
		assert state(question) == (core.TO_DECIDE if kept else after), [each.text[-300:] for each in answers]
		assert kept == happened(question).count(core.ANSWERED) < 2
