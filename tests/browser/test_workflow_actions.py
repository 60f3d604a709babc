"""Every action of cards and requests pressed in the Desk by each role that may take it: in the form and in the list.

*Miesiąc* has its own tests (test_month_close.py). On v16.4 the form first asks the server about the workflow.
"""

import pytest

import frappe

from opsfamily.core import requests
from opsfamily.core import timesheet as card
from opsfamily.setup.workflows import REQUEST, TIMESHEET
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email

CARD, ASKED = TIMESHEET.doctype, REQUEST.doctype
PEOPLE = {
	"Family Assistant": "client",
	"Social Worker": "social_worker",
	"Family Coordinator": "coordinator",
	"Head of Centre": "head",
}
MOVES = [
	(design, move, role) for design in (TIMESHEET, REQUEST) for move in design.moves for role in move.roles
]
# A reason is asked for one document at a time.
FROM_THE_LIST = [
	(design, move, role)
	for design, move, role in MOVES
	if move.action in ("Send Card", "Accept Card", "Send Request")
]


def named(case) -> str:
	_design, move, role = case
	return f"{move.action}, {role}, {move.state}".replace(" ", "-")


@pytest.fixture
def document(site: str, request) -> str:
	"""A committed card or request in the state that the action starts from."""
	design, move, _role = request.param
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	made = make_card(family, move.state) if design is TIMESHEET else make_request(family, move.state)
	frappe.db.commit()
	return made.name


def make_card(family: str, state: str):
	assign(family, "client", from_date="2026-01-01")
	factories.make_visit(family, assistant=email("client"), visit_date=free_day())
	made = factories.make_timesheet(family, assistant=email("client"), month="2026-03")
	steps = {card.SENT: factories.sent, card.RETURNED: factories.returned, card.ACCEPTED: factories.accepted}
	return steps[state](made) if state in steps else made


def free_day() -> str:
	taken = frappe.db.count("Family Visit", {"assistant": email("client"), "month": "2026-03"})
	return f"2026-03-{taken % 28 + 1:02d}"


def make_request(family: str, state: str):
	assign(family, "social_worker", "Social Worker")
	made = factories.make_request(family, proposed_assistant=email("client"))
	return factories.moved(made, requests.SENT) if state == requests.SENT else made


def answer_what_is_asked(desk, action: str) -> None:
	"""Fill in the dialogue of an action that asks for something."""
	dialog = desk.page.locator(".modal.show")
	if action in ("Return Card", "Withdraw Acceptance"):
		dialog.locator('textarea[data-fieldname="reason"]').fill("pomyłka w godzinach")
	elif action == "Refuse Request":
		dialog.locator("select:visible").first.select_option("Other Reason")
		dialog.locator("textarea:visible").last.fill("rodzina wyjechała")
	elif action == "Assign Assistant":
		dialog.locator(".ops-loads").wait_for()
		desk.page.wait_for_timeout(500)
		dialog.locator('[data-fieldname="workload_reason"] textarea').fill("rodzina próbna")
	else:
		return
	dialog.locator(".btn-primary:visible").first.click()


def state_of(doctype: str, name: str) -> str:
	frappe.db.rollback()
	return frappe.db.get_value(doctype, name, "workflow_state")


def press(desk, menu: str, action: str) -> None:
	desk.page.locator(f"{menu}:visible > button").first.click()
	desk.page.locator(f"{menu} .dropdown-menu:visible").get_by_text(frappe._(action), exact=True).click()


def wait_for_state(desk, doctype: str, name: str, state: str) -> None:
	for _half_a_second in range(40):
		if state_of(doctype, name) == state:
			return
		desk.page.wait_for_timeout(500)
	messages = desk.page.locator(".msgprint:visible").all_inner_texts()
	raise AssertionError(f"{name} stays {state_of(doctype, name)}, not {state}: {messages}")


@pytest.mark.parametrize(
	("document", "case"), [(c, c) for c in MOVES], indirect=["document"], ids=map(named, MOVES)
)
def test_in_the_form(document, case, desk_of):
	design, move, role = case
	desk = desk_of(email(PEOPLE[role]))
	desk.open_form(design.doctype, document)
	press(desk, ".actions-btn-group", move.action)
	answer_what_is_asked(desk, move.action)
	wait_for_state(desk, design.doctype, document, move.next_state)
	desk.settle()


@pytest.mark.parametrize(
	("document", "case"),
	[(c, c) for c in FROM_THE_LIST],
	indirect=["document"],
	ids=map(named, FROM_THE_LIST),
)
def test_in_the_list(document, case, desk_of):
	design, move, role = case
	desk = desk_of(email(PEOPLE[role]))
	desk.open(f"{design.doctype.lower().replace(' ', '-')}/view/list?name={document}")
	row = desk.page.locator(f'.list-row-checkbox[data-name="{document}"]')
	row.wait_for()
	desk.settle()
	row.check()
	desk.settle()
	press(desk, ".actions-btn-group", move.action)
	wait_for_state(desk, design.doctype, document, move.next_state)
	desk.settle()
