"""An assistant who has left a family finishes their own visits and card of their own days, and sees nothing else."""

import json
from collections.abc import Iterator

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core.months import month_of
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email, make_family, make_timesheet, make_visit
from tests.rest.http import Person

VISIT, CARD = "Family Visit", "Assistant Timesheet"
SECRET = "Tajemnica rodziny"
LEFT = -3  # days ago


def visit_day(offset: int) -> str:
	return str(add_days(getdate(), offset))


@pytest.fixture
def left(committed) -> Iterator[dict]:
	"""A family that `newcomer` left three days ago and `other_assistant` has since; a visit of each."""

	def make() -> dict:
		family = make_family(representative="Rodzina Przekazana", home_warning=SECRET).name
		assign(family, "newcomer", until_date=visit_day(LEFT))
		assign(family, "other_assistant", from_date=visit_day(LEFT + 1))
		own = make_visit(
			family,
			assistant=email("newcomer"),
			visit_date=visit_day(LEFT),
			from_time="01:00",
			to_time="01:30",
		)
		values = {
			"visit_date": visit_day(LEFT + 1),
			"from_time": "02:00",
			"to_time": "02:30",
			"course": SECRET,
		}
		theirs = make_visit(family, assistant=email("other_assistant"), **values)
		return {"family": family, "own": own.name, "theirs": theirs.name, "month": own.month}

	made = committed(make)
	yield made
	committed(lambda: factories.erase_family(made["family"]))


@pytest.fixture
def newcomer() -> Person:
	return Person(email("newcomer"))


def post(person: Person, doctype: str, **values):
	return person.post(f"/api/resource/{doctype}", data=json.dumps(values))


def put(person: Person, doctype: str, name: str, **values):
	return person.put(f"/api/resource/{doctype}/{name}", data=json.dumps(values))


def listed(person: Person, doctype: str, family: str) -> list[str]:
	filters = json.dumps([["family", "=", family]])
	answer = person.get(f"/api/resource/{doctype}", params={"filters": filters, "limit_page_length": 0})
	return [row["name"] for row in answer.json()["data"]]


def own_visit(left: dict, **values) -> dict:
	return {
		"family": left["family"],
		"assistant": email("newcomer"),
		"kind": "wizyta w rodzinie",
		"visit_date": visit_day(LEFT),
		"from_time": "03:00",
		"to_time": "03:20",
		**values,
	}


def test_own_visits_are_read_corrected_and_added(left, newcomer):
	assert listed(newcomer, VISIT, left["family"]) == [left["own"]]
	assert newcomer.get(f"/api/resource/{VISIT}/{left['own']}").ok
	assert put(newcomer, VISIT, left["own"], course="Dopisane.").ok
	added = post(newcomer, VISIT, **own_visit(left))
	assert added.ok, added.text[-600:]


def test_the_card_of_own_days_is_made_and_sent(left, newcomer):
	card = post(newcomer, CARD, family=left["family"], month=left["month"], assistant=email("newcomer"))
	assert card.ok, card.text[-600:]
	card = card.json()["data"]
	assert [row["visit"] for row in card["rows"]] == [left["own"]]
	assert listed(newcomer, CARD, left["family"]) == [card["name"]]
	sent = put(newcomer, CARD, card["name"], workflow_state="Card Sent")
	assert sent.ok, sent.text[-600:]


def test_nothing_else_of_the_family_is_seen(left, newcomer):
	assert newcomer.get(f"/api/resource/Family/{left['family']}").status_code == 403
	assert newcomer.get(f"/api/resource/{VISIT}/{left['theirs']}").status_code == 403
	assert newcomer.call("opsfamily.api.family_overview", family=left["family"]).status_code == 403
	assert newcomer.call("opsfamily.api.visit_context", family=left["family"]).status_code == 403
	for doctype in ("Case Assignment", "Family Assessment", "Scheduled Action"):
		assert listed(newcomer, doctype, left["family"]) == []
	assert SECRET not in newcomer.get(f"/api/resource/{VISIT}", params={"limit_page_length": 0}).text


def test_days_of_others_are_not_theirs_to_write(left, newcomer):
	for values in (
		{"visit_date": visit_day(LEFT + 1)},
		{"assistant": email("other_assistant")},
		{"visit_date": visit_day(-120)},
	):
		answer = post(newcomer, VISIT, **own_visit(left, **values))
		assert answer.status_code in (403, 417), answer.text[-300:]
	assert put(newcomer, VISIT, left["own"], visit_date=visit_day(LEFT + 1)).status_code == 417
	assert put(newcomer, VISIT, left["theirs"], course="x").status_code == 403


def test_an_action_that_they_no_longer_see_is_not_taken(left, newcomer, committed):
	def make() -> str:
		schedule = factories.make_running_schedule(left["family"])
		return frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name}).name

	rows = [{"scheduled_action": committed(make)}]
	assert put(newcomer, VISIT, left["own"], scheduled_actions=rows).status_code == 417


def test_a_stranger_gets_nothing_from_it(left):
	stranger = Person(email("stranger"))
	assert listed(stranger, VISIT, left["family"]) == []
	assert stranger.get(f"/api/resource/{VISIT}/{left['own']}").status_code == 403
	values = own_visit(left, assistant=email("stranger"))
	assert post(stranger, VISIT, **values).status_code == 403


def assert_is_over(left: dict, newcomer: Person) -> None:
	assert listed(newcomer, VISIT, left["family"]) == []
	assert newcomer.get(f"/api/resource/{VISIT}/{left['own']}").status_code == 403
	assert put(newcomer, VISIT, left["own"], course="x").status_code == 403
	assert post(newcomer, VISIT, **own_visit(left)).status_code == 403


def test_it_ends_when_the_card_is_accepted(left, newcomer, committed):
	def accept():
		values = {"assistant": email("newcomer"), "month": left["month"]}
		card = factories.moved(
			make_timesheet(left["family"], **values), "Card Sent", early_reason="Assignment Ends"
		)
		return factories.accepted(card)

	committed(accept)
	assert_is_over(left, newcomer)


def test_it_ends_after_the_offices_days(left, newcomer, committed):
	def move_away():
		filters = {"family": left["family"], "user": email("newcomer")}
		frappe.db.set_value("Case Assignment", filters, "until_date", visit_day(-15))

	committed(move_away)
	assert_is_over(left, newcomer)


def test_the_office_decides_for_how_long(left, newcomer, committed):
	def set_days(days: int):
		def write():
			frappe.db.set_single_value("OPS Settings", "leaving_days", days)
			frappe.clear_document_cache("OPS Settings", "OPS Settings")

		committed(write)

	set_days(0)
	try:
		assert_is_over(left, newcomer)
	finally:
		set_days(14)
	assert month_of(getdate(visit_day(LEFT))) == left["month"]
	assert listed(newcomer, VISIT, left["family"]) == [left["own"]]


def test_the_page_of_the_month_lists_the_family_that_was_left(left, newcomer):
	screen = newcomer.call(
		"opsfamily.ops_visits.page.month_close.month_close.screen", month=left["month"]
	).json()["message"]
	row = next(row for row in screen["own"]["rows"] if row["family"] == left["family"])
	assert (row["representative"], row["minutes_now"]) == ("Rodzina Przekazana", 30)
	assert SECRET not in json.dumps(screen)
