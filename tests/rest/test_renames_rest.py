"""A new address of a worker, and a new name of a family, over real HTTP."""

import json
from collections.abc import Iterator

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import (
	accepted,
	assign,
	make_family,
	make_plan,
	make_timesheet,
	make_visit,
	submitted,
)
from tests.rest.http import Person

KEY, NEW_KEY = "renamed.worker", "renamed.worker.now"
OLD, NEW = factories.email(KEY), factories.email(NEW_KEY)
REPRESENTATIVE, MARRIED = "Zofia Dawna", "Zofia Obecna"


@pytest.fixture(scope="module")
def case(committed) -> Iterator[dict]:
	"""A worker of their own, whose address has changed since the September card was accepted."""

	def make() -> dict:
		factories.make_person(KEY, "Zuzanna Zmienna", ("Family Assistant",))
		family = make_family(representative=REPRESENTATIVE, members=[{"full_name": REPRESENTATIVE}]).name
		assign(family, KEY)
		people = [{"full_name": REPRESENTATIVE}]
		visit = make_visit(family, assistant=OLD, visit_date="2026-09-07", participants=people)
		card = accepted(make_timesheet(family, assistant=OLD, month="2026-09"))
		agreed, draft = submitted(make_plan(family)), make_plan(family)
		open_as(OLD, family)
		frappe.rename_doc("User", OLD, NEW, show_alert=False, rebuild_search=False)
		return {
			"family": family,
			"visit": visit.name,
			"card": card.name,
			"agreed": agreed.name,
			"draft": draft.name,
		}

	yield committed(make)
	frappe.set_user("Administrator")
	frappe.db.rollback()
	factories.erase_leftovers(0)
	for user in (OLD, NEW):
		if frappe.db.exists("User", user):
			frappe.delete_doc("User", user, force=True)
	frappe.db.commit()


def open_as(user: str, family: str) -> None:
	frappe.set_user(user)
	frappe.get_doc("Family", family).add_viewed(user, force=True)
	frappe.set_user("Administrator")


@pytest.fixture(scope="module")
def worker(case) -> Person:
	return Person(NEW)


def test_the_accepted_visit_stays_frozen(case, worker, stored):
	answer = worker.put(f"/api/resource/Family Visit/{case['visit']}", json={"to_time": "23:00"})
	assert answer.status_code == 417 and case["card"] in answer.text
	assert stored("Family Visit", case["visit"], "minutes") == 120


def test_a_second_card_of_the_month_is_refused(case, worker, stored):
	values = {"family": case["family"], "month": "2026-09", "assistant": NEW}
	answer = worker.post("/api/resource/Assistant Timesheet", json=values)
	assert answer.status_code == 417 and case["card"] in answer.text
	assert (
		stored("Assistant Timesheet", {"family": case["family"], "name": ["!=", case["card"]]}, "name")
		is None
	)


def test_no_deadline_says_that_the_card_was_not_sent(case, worker):
	answer = worker.call("frappe.desk.query_report.run", report_name="Deadlines", filters="{}")
	assert answer.ok
	rows = [row for row in answer.json()["message"]["result"] if isinstance(row, dict)]
	assert [row for row in rows if row.get("family") == case["family"] and row.get("what") == "2026-09"] == []


def test_what_was_opened_is_found_by_the_new_address(case):
	filters = json.dumps({"family": case["family"], "user": NEW})
	head = Person(factories.email("head"))
	answer = head.call("frappe.desk.query_report.run", report_name="Family File Access", filters=filters)
	assert answer.ok, answer.text[:1500]
	rows = [row for row in answer.json()["message"]["result"] if isinstance(row, dict)]
	assert (NEW, "Family", case["family"]) in [(row["user"], row["doctype"], row["document"]) for row in rows]


def test_a_married_name_sent_by_the_coordinator(case, stored):
	coordinator = Person(factories.email("coordinator"))
	forged = {"representative": MARRIED, "former_names": "Obca Osoba"}
	assert coordinator.put(f"/api/resource/Family/{case['family']}", json=forged).ok
	assert stored("Family", case["family"], ["representative", "former_names"]) == (MARRIED, REPRESENTATIVE)
	assert stored("Family Work Plan", case["draft"], "representative") == MARRIED
	assert stored("Family Work Plan", case["agreed"], "representative") == REPRESENTATIVE
	assert stored("Assistant Timesheet", case["card"], "representative") == REPRESENTATIVE
