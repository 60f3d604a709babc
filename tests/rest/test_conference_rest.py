"""Conferences over real HTTP: every step as the user whose step it is, and every refusal by its name."""

import json

import pytest

import frappe
from frappe.permissions import reset_perms, update_permission_property

from opsfamily.case.document import FutureDateError
from opsfamily.ops_teamwork.doctype.case_conference.case_conference import (
	AttendanceMissingError,
	DecisionIncompleteError,
	NextConferenceError,
	TwoResponsibleError,
)
from opsfamily.ops_teamwork.doctype.case_conference.invitations import InvitationError, NoOutgoingAccountError
from opsfamily.tests.factories import assign, day, email, make_family, make_running_schedule
from opsfamily.tests.make_conference import decision, make_held, make_planned
from tests.rest.http import Person
from tests.rest.test_closing_rest import made, post, put, refused, submit

DOCTYPE, ACTION = "Case Conference", "Scheduled Action"
INVITE, GUESTS = "opsfamily.api.invite_to_conference", "opsfamily.api.possible_guests"


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	keys = ("client", "coordinator", "social_worker", "working_consultant", "stranger")
	return {key: Person(email(key)) for key in keys}


@pytest.fixture
def family(committed) -> str:
	def make():
		name = make_family(representative="Rodzina Spotkana").name
		assign(name, "client")
		assign(name, "social_worker", "Social Worker")
		assign(name, "working_consultant", "Psychologist")
		make_running_schedule(name)
		return name

	return committed(make)


def plan(person: Person, family: str, **values) -> dict:
	defaults = {
		"occasion": "podejrzenie przemocy domowej",
		"conference_date": day(),
		"people": [{"user": email("client"), "attended": 1}, {"full_name": "Zofia", "body": "SP nr 2"}],
	}
	return made(post(person, DOCTYPE, family=family, **{**defaults, **values}))


def own(until: int = 14, **who) -> dict:
	return {"what": "Towarzyszyć w poradni.", "until_date": day(until), **(who or {"user": email("client")})}


def actions_of(person: Person, conference: str) -> list[dict]:
	filters = json.dumps([["conference", "=", conference]])
	fields = json.dumps(["name", "party", "party_name", "outcome"])
	asked = {"filters": filters, "fields": fields, "order_by": "due_date"}
	return person.get(f"/api/resource/{ACTION}", params=asked).json()["data"]


def test_from_the_decision_to_the_next_conference(people, family, stored):
	client, worker = people["client"], people["social_worker"]
	conference = plan(client, family, findings="Omówiono postępy.", sensitive_findings="wniosek-poufny")
	name = conference["name"]
	assert (conference["organiser"], conference.get("from_time")) == (email("client"), None)
	decisions = [own(), own(20, body="SP nr 2"), own(25, user=email("social_worker"))]
	made(put(client, DOCTYPE, name, decisions=decisions, next_date=day(30), next_from_time="9:00"))
	made(submit(client, DOCTYPE, name))
	found = [(row["party"], row["party_name"], row["outcome"]) for row in actions_of(worker, name)]
	assert found == [
		("Family Assistant", None, "Pending"),
		("Other Party", "SP nr 2", "Pending"),
		("Social Worker", None, "Pending"),
	]
	done = actions_of(worker, name)[2]["name"]
	made(put(worker, ACTION, done, outcome="Done", remark="złożono wniosek"))
	following = stored(DOCTYPE, {"family": family, "docstatus": 0}, "name")
	shown = made(worker.get(f"/api/resource/{DOCTYPE}/{following}"))
	assert shown["previous"] == name
	assert shown["conference_date"] == str(day(30))
	saved = made(put(worker, DOCTYPE, following, agenda="co dalej"))
	outcomes = [(row["who"], row["outcome"], row.get("remark")) for row in saved["earlier_decisions"]]
	assert outcomes == [
		("Klara Kliencka", "Pending", None),
		("SP nr 2", "Pending", None),
		("Marek Socjalny", "Done", "złożono wniosek"),
	]
	pdf = client.call("frappe.utils.print_format.download_pdf", doctype=DOCTYPE, name=name)
	assert pdf.content.startswith(b"%PDF")


def test_refusals_of_the_minutes(people, family):
	client = people["client"]
	name = plan(client, family, people=[{"user": email("client")}])["name"]
	refused(submit(client, DOCTYPE, name), AttendanceMissingError, "Zaproszeni i obecni")
	seen = [{"user": email("client"), "attended": 1}]
	made(put(client, DOCTYPE, name, people=seen, decisions=[own(), {"what": "x", "until_date": day()}]))
	refused(submit(client, DOCTYPE, name), DecisionIncompleteError, "Wiersz 2", "Kto")
	made(put(client, DOCTYPE, name, decisions=[{"what": "x", "body": "policja"}]))
	refused(submit(client, DOCTYPE, name), DecisionIncompleteError, "Wiersz 1", "Do dnia")
	both = [own(user=email("client"), body="policja")]
	refused(put(client, DOCTYPE, name, decisions=both), TwoResponsibleError, "Wiersz 1")
	refused(put(client, DOCTYPE, name, next_date=day()), NextConferenceError, "Data następnego spotkania")
	made(put(client, DOCTYPE, name, decisions=[], conference_date=day(1)))
	refused(submit(client, DOCTYPE, name), FutureDateError, "Data spotkania")


def test_invitations(people, family, committed, stored):
	planned = committed(lambda: make_planned(family, people=[{"full_name": "Zofia"}])).name
	refused(people["client"].do(INVITE, conference=planned), InvitationError, "Zaproszeni i obecni")
	assert people["client"].call(INVITE, conference=planned).status_code == 403, "GET"
	made(put(people["client"], DOCTYPE, planned, people=[{"user": email("client")}]))
	# Mail of the trying-out site is muted: there is no account to send from.
	refused(people["client"].do(INVITE, conference=planned), NoOutgoingAccountError, "konta e-mail")
	assert stored("Conference Person", {"parent": planned}, "invited_on") is None


@pytest.fixture
def narrowed(committed):
	"""An office that lets its consultants read conferences only, and nothing of level 1 in them."""
	rights = [(0, right) for right in ("create", "write", "submit", "cancel", "amend")]

	def narrow():
		for level, right in (*rights, (1, "write"), (1, "read")):
			update_permission_property(DOCTYPE, "Family Consultant", level, right, 0)

	committed(narrow)
	yield
	committed(lambda: reset_perms(DOCTYPE))


def test_a_case_manager_who_is_a_consultant_convenes_and_holds_one(people, family, committed, stored):
	"""The manager arranges the meetings and begins the reviews, whatever specialist that is."""
	manager = people["working_consultant"]
	seen = [{"user": email("working_consultant"), "attended": 1}]
	values = {"family": family, "occasion": "przegląd cykliczny", "people": seen, "place": "sala nr 3"}
	name = made(post(manager, DOCTYPE, **values, conference_date=day()))["name"]
	made(put(manager, DOCTYPE, name, decisions=[own(body="SP nr 2")]))
	made(submit(manager, DOCTYPE, name))
	assert stored(DOCTYPE, name, ["docstatus", "occasion"]) == (1, "przegląd cykliczny")


def test_who_reads_only_sees_no_violence_and_changes_nothing(people, family, committed, narrowed):
	values = {"sensitive_findings": "wniosek-poufny", "occasion": "podejrzenie przemocy domowej"}
	held = committed(lambda: make_held(family, **values)).name
	reader = people["working_consultant"]
	text = reader.get(f"/api/resource/{DOCTYPE}/{held}").text
	assert "sala nr 3" in text
	assert "wniosek-poufny" not in text
	assert "przemocy" not in text
	page = reader.call(
		"frappe.www.printview.get_html_and_style", doctype=DOCTYPE, name=held, doc=DOCTYPE
	).text
	assert "sala nr 3" in page
	assert "wniosek-poufny" not in page
	assert "przemocy" not in page
	assert reader.do("frappe.client.cancel", doctype=DOCTYPE, name=held).status_code == 403
	assert reader.do(INVITE, conference=held).status_code == 403


def test_a_strangers_empty_hands(people, family, committed):
	held = committed(lambda: make_held(family, decisions=[decision(body="SP nr 2")])).name
	stranger = people["stranger"]
	assert stranger.get(f"/api/resource/{DOCTYPE}/{held}").status_code == 403
	assert stranger.get(f"/api/resource/{DOCTYPE}").json()["data"] == []
	for doctype in ("Conference Person", "Conference Decision"):
		answer = stranger.call("frappe.client.get_list", doctype=doctype, parent=DOCTYPE, fields='["*"]')
		assert "SP nr 2" not in answer.text
		assert "Towarzyszyć" not in answer.text
	assert stranger.do(INVITE, conference=held).status_code == 403
	assert stranger.call(GUESTS, family=family).status_code == 403
	events = stranger.call(
		"opsfamily.ops_teamwork.doctype.case_conference.calendar.conference_events",
		start=str(day(-9)),
		end=str(day(9)),
	)
	assert events.json()["message"] == []
	assert (
		post(stranger, DOCTYPE, family=family, occasion="inny powód", conference_date=day()).status_code
		== 403
	)


def test_a_mistake_is_cancelled(people, family, committed, stored):
	held = committed(lambda: make_held(family)).name
	assert people["client"].do("frappe.client.cancel", doctype=DOCTYPE, name=held).ok
	frappe.db.rollback()
	assert [row["outcome"] for row in actions_of(people["client"], held)] == ["Withdrawn"]
	assert people["coordinator"].delete(f"/api/resource/{DOCTYPE}/{held}").status_code == 417
