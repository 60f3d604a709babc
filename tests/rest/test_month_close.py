"""A month closed over real HTTP, with the real background worker; a stranger gets nothing."""

import json
import time

import pytest

import frappe

from opsfamily.core.timesheet import ACCEPTED, DRAFT, RETURNED, SENT
from opsfamily.tests.factories import assign, day, email, make_family, make_visit
from tests.rest.http import Person

MODULE = "opsfamily.ops_visits.page.month_close.month_close"
CARD = "Assistant Timesheet"
MONTH = "2026-01"
SECRET = "Zamkowska"
PATIENCE_SECONDS = 90


@pytest.fixture(scope="module")
def families(committed) -> list[str]:
	"""Three families of the client with a visit each, and one without."""

	def make() -> list[str]:
		made = [make_family(representative=f"{SECRET} {number}").name for number in range(4)]
		for number, family in enumerate(made):
			assign(family, "client", from_date=day(-1000))
			if number < 3:
				make_visit(family, assistant=email("client"), visit_date=f"{MONTH}-{number + 10}")
		return made

	return committed(make)


@pytest.fixture
def fresh_month(families):
	"""No card of the month, and no progress of an earlier test."""
	frappe.db.rollback()
	cards = frappe.get_all(CARD, {"family": ["in", families]}, pluck="name", order_by="name")
	frappe.db.delete("Timesheet Row", {"parent": ["in", cards]})
	frappe.db.delete("Notification Log", {"document_name": ["in", cards]})
	frappe.db.delete(CARD, {"name": ["in", cards]})
	frappe.db.commit()
	frappe.cache.delete_keys("user:*opsfamily_month_close")


@pytest.fixture(scope="module")
def client(families) -> Person:
	return Person(email("client"))


@pytest.fixture(scope="module")
def coordinator(families) -> Person:
	return Person(email("coordinator"))


@pytest.fixture(scope="module", params=["stranger", "consultant", "social_worker", "administrator", "nobody"])
def outsider(request, families) -> Person:
	return Person(email(request.param))


def ask(person: Person, method: str, **arguments):
	answer = person.call(f"{MODULE}.{method}", **arguments)
	assert answer.ok, answer.text
	return answer.json().get("message")


def do(person: Person, method: str, **arguments):
	answer = person.do(f"{MODULE}.{method}", **arguments)
	assert answer.ok, answer.text
	return answer.json().get("message")


def wait_for(client: Person) -> dict:
	until = time.monotonic() + PATIENCE_SECONDS
	while time.monotonic() < until:
		progress = ask(client, "progress", month=MONTH)
		if progress["state"] not in ("waiting", "running"):
			return progress
		time.sleep(0.3)
	raise AssertionError(progress)


def cards_of(families) -> list:
	frappe.db.rollback()
	fields = ["name", "family", "workflow_state", "docstatus", "owner", "total_minutes", "return_reason"]
	return frappe.get_all(CARD, {"family": ["in", families]}, fields, order_by="family")


def test_the_worker_prepares_all_cards_as_the_user(families, client, fresh_month):
	assert ask(client, "progress", month=MONTH)["state"] == "none"
	assert do(client, "prepare", month=MONTH)["state"] in ("waiting", "running", "done")
	progress = wait_for(client)
	assert (progress["state"], progress["total"], len(progress["results"])) == ("done", 3, 3)
	assert {result["outcome"] for result in progress["results"]} == {"made"}
	cards = cards_of(families)
	assert [card.family for card in cards] == sorted(families[:3])
	assert {card.owner for card in cards} == {email("client")}


def test_pressed_twice_it_makes_each_card_once(families, client, fresh_month):
	for _press in range(3):
		do(client, "prepare", month=MONTH)
	assert wait_for(client)["state"] == "done"
	do(client, "prepare", month=MONTH)
	results = wait_for(client)["results"]
	assert {result["outcome"] for result in results} == {"kept"}
	assert len(cards_of(families)) == 3


def test_the_whole_way(families, client, coordinator, fresh_month):
	do(client, "prepare", month=MONTH)
	wait_for(client)
	sent = do(client, "send", month=MONTH)
	assert [result["outcome"] for result in sent] == [SENT] * 3
	first, *others = (card.name for card in cards_of(families))
	assert do(coordinator, "send_back", card=first, reason="brak miejsca <spotkania>") is None
	accepted = do(coordinator, "accept", cards=json.dumps([first, *others]))
	by_card = {result["card"]: result["outcome"] for result in accepted}
	assert by_card == {first: "refused", **dict.fromkeys(others, ACCEPTED)}
	states = {card.name: (card.workflow_state, card.docstatus) for card in cards_of(families)}
	assert states == {first: (RETURNED, 0), **dict.fromkeys(others, (ACCEPTED, 1))}
	shown = ask(client, "screen", month=MONTH)["own"]
	[told] = [problem for problem in shown["problems"] if problem["kind"] == "returned"]
	assert told["document"] == first and "brak miejsca <spotkania>" in told["text"]
	notices = client.get("/api/resource/Notification Log", params={"fields": '["document_name"]'}).json()
	assert first in {notice["document_name"] for notice in notices["data"]}


def test_the_papers_of_the_month(families, client, coordinator, fresh_month):
	do(client, "prepare", month=MONTH)
	wait_for(client)
	for person, arguments in ((client, {}), (coordinator, {"assistant": email("client")})):
		answer = person.call(f"{MODULE}.papers", month=MONTH, **arguments)
		assert answer.content.startswith(b"%PDF"), answer.text[:500]


def test_both_papers_of_chosen_cards(families, client, fresh_month):
	do(client, "prepare", month=MONTH)
	wait_for(client)
	papers = json.dumps(["F4 Karta czasu pracy", "F5 Karta realizacji"])
	names = json.dumps([card.name for card in cards_of(families)])
	answer = client.call("opsfamily.api.timesheets_pdf", timesheets=names, print_format=papers)
	assert answer.content.startswith(b"%PDF")
	wrong = json.dumps(["F4 Karta czasu pracy", "Kopia danych osoby"])
	answer = client.call("opsfamily.api.timesheets_pdf", timesheets=names, print_format=wrong)
	assert answer.status_code == 417


def test_an_outsider_gets_nothing(families, client, outsider, fresh_month):
	do(client, "prepare", month=MONTH)
	wait_for(client)
	do(client, "send", month=MONTH)
	names = [card.name for card in cards_of(families)]
	told = (SECRET, *names)
	answers = [outsider.call(f"{MODULE}.{method}", month=MONTH) for method in ("screen", "progress")]
	answers += [outsider.call(f"{MODULE}.papers", month=MONTH, assistant=email("client"))]
	answers += [outsider.do(f"{MODULE}.{method}", month=MONTH) for method in ("prepare", "send")]
	for answer in answers:
		assert answer.status_code < 500, answer.text
		assert not any(word in answer.text for word in told), answer.text
	assert outsider.do(f"{MODULE}.accept", cards=json.dumps(names)).status_code == 403
	assert outsider.do(f"{MODULE}.send_back", card=names[0], reason="bo tak").status_code == 403
	assert {card.workflow_state for card in cards_of(families)} == {SENT}


def test_the_assistant_decides_on_nothing(families, client, fresh_month):
	do(client, "prepare", month=MONTH)
	wait_for(client)
	do(client, "send", month=MONTH)
	names = [card.name for card in cards_of(families)]
	assert client.do(f"{MODULE}.accept", cards=json.dumps(names)).status_code == 403
	assert client.do(f"{MODULE}.send_back", card=names[0], reason="bo tak").status_code == 403
	assert {card.workflow_state for card in cards_of(families)} == {SENT}


def test_a_return_is_refused_without_a_reason(families, client, coordinator, fresh_month):
	do(client, "prepare", month=MONTH)
	wait_for(client)
	name = cards_of(families)[0].name
	for reason, rule in (("", "ReasonMissingError"), (" ", "ReasonMissingError"), ("źle", "CardStateError")):
		answer = coordinator.do(f"{MODULE}.send_back", card=name, reason=reason)
		assert answer.status_code == 417 and rule in answer.text, answer.text
	assert {card.workflow_state for card in cards_of(families)} == {DRAFT}


@pytest.mark.parametrize("method", ["prepare", "send", "accept", "send_back"])
def test_nothing_changes_by_a_link(method, client, coordinator):
	for person in (client, coordinator):
		answer = person.call(f"{MODULE}.{method}", month=MONTH, cards="[]", card="x", reason="x")
		assert answer.status_code == 403


@pytest.mark.parametrize(
	"value", ["", "x", "[]", "{}", "null", "2026-99", "../..", "%s", "9" * 300, "2999-01"]
)
def test_odd_arguments_break_nothing(value, client, coordinator):
	for person in (client, coordinator):
		for method in ("screen", "progress", "papers"):
			assert person.call(f"{MODULE}.{method}", month=value, assistant=value).status_code < 500
		for method in ("send", "accept", "send_back"):
			answer = person.do(f"{MODULE}.{method}", month=value or "x", cards=value, card=value, reason="x")
			assert answer.status_code < 500, answer.text


def test_the_page_is_for_who_closes_months(client, coordinator, outsider):
	for person in (client, coordinator):
		assert person.call("frappe.desk.desk_page.getpage", name="month-close").ok
	answer = outsider.call("frappe.desk.desk_page.getpage", name="month-close")
	# The stranger is an assistant, only not of these families.
	assert answer.ok == (outsider.user == email("stranger"))
