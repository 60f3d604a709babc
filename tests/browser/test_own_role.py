"""Somebody who has only a role that the office made itself: its steps of the office's workflow, in the form, in the list and
in *Miesiąc*, for the families that they are on."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.permissions import add_permission, reset_perms, update_permission_property

from opsfamily.core import requests
from opsfamily.core import timesheet as card_states
from opsfamily.setup.workflows import REQUEST, TIMESHEET, create_workflow
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email
from tests.browser.conftest import PHONE
from tests.browser.test_month_close import open_month, says
from tests.browser.test_office_workflow import restore, return_in_dialog
from tests.browser.test_workflow_actions import press, state_of, wait_for_state
from tests.site.test_office_workflow import CHECKED, forget, put_between, step

CARD, ASKED, MONTH = TIMESHEET.doctype, REQUEST.doctype, "2026-03"
ROLE, CHECKER = "Sprawdzający ośrodka", "checker"
# What an administrator ticks for the role in the Role Permission Manager.
RIGHTS = {
	CARD: ("read", "write", "submit", "print"),
	ASKED: ("read", "write", "submit", "print"),
	"Family": ("read",),
	"Family Visit": ("read",),
}


@pytest.fixture(scope="module")
def own_role(connected_site) -> Iterator[str]:
	"""The role with its rights, its steps and the page *Miesiąc*, and one person who has it alone; all committed."""
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.get_doc({"doctype": "Role", "role_name": ROLE, "desk_access": 1}).insert()
	for doctype, rights in RIGHTS.items():
		add_permission(doctype, ROLE, 0)
		for right in rights:
			update_permission_property(doctype, ROLE, 0, right, 1)
	make_page_of_role(ROLE)
	if not frappe.db.exists("User", email(CHECKER)):
		factories.make_person(CHECKER, "Celina Sprawdzająca", (ROLE,))
	frappe.get_doc("User", email(CHECKER)).add_roles(ROLE)
	put_between(role=ROLE)
	make_steps()
	frappe.db.commit()
	forget()
	yield ROLE
	frappe.db.rollback()
	frappe.set_user("Administrator")
	frappe.delete_doc("Custom Role", frappe.db.get_value("Custom Role", {"page": "month-close"}))
	for doctype in RIGHTS:
		reset_perms(doctype)
	frappe.delete_doc("Workflow", REQUEST.name, force=True)
	create_workflow(REQUEST)
	restore()
	frappe.get_doc("User", email(CHECKER)).remove_roles(ROLE)
	frappe.delete_doc("Role", ROLE, force=True)
	frappe.db.commit()


def make_page_of_role(role: str) -> None:
	"""Open *Miesiąc* to a role beside those that have it."""
	roles = [*frappe.get_all("Has Role", {"parent": "month-close"}, pluck="role", order_by="idx"), role]
	rows = [{"role": role} for role in roles]
	frappe.get_doc({"doctype": "Custom Role", "page": "month-close", "roles": rows}).insert()


def make_steps() -> None:
	cards = frappe.get_doc("Workflow", TIMESHEET.name)
	step(cards, CHECKED, "Zatwierdź", card_states.ACCEPTED, ROLE)
	step(cards, CHECKED, "Cofnij do poprawy", card_states.RETURNED, ROLE)
	cards.save()
	asked = frappe.get_doc("Workflow", REQUEST.name)
	step(asked, requests.SENT, "Assign Assistant", requests.ASSIGNED, ROLE)
	step(asked, requests.SENT, "Refuse Request", requests.REFUSED, ROLE)
	asked.save()


@pytest.fixture
def family(own_role, site) -> str:
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	assign(family, "client", from_date="2026-01-01")
	assign(family, CHECKER, "Consultant", from_date="2026-01-01")
	frappe.db.commit()
	return family


@pytest.fixture
def card(family) -> str:
	taken = frappe.db.count("Family Visit", {"assistant": email("client"), "month": MONTH})
	visited_on = f"{MONTH}-{taken % 28 + 1:02d}"
	factories.make_visit(family, assistant=email("client"), visit_date=visited_on)
	made = factories.sent(factories.make_timesheet(family, assistant=email("client"), month=MONTH))
	frappe.db.commit()
	return made.name


@pytest.fixture
def asked(family) -> str:
	made = factories.make_request(family, proposed_assistant=email("client"))
	made = factories.moved(made, requests.SENT)
	frappe.db.commit()
	return made.name


def test_a_card_in_the_form(card, desk_of):
	desk = desk_of(email(CHECKER))
	desk.open_form(CARD, card)
	press(desk, ".actions-btn-group", "Sprawdź")
	wait_for_state(desk, CARD, card, CHECKED)
	desk.settle()
	desk.shot("own-role-card")
	press(desk, ".actions-btn-group", "Zatwierdź")
	wait_for_state(desk, CARD, card, card_states.ACCEPTED)
	desk.settle()
	assert frappe.db.get_value(CARD, card, "accepted_by") == email(CHECKER)


def test_a_return_asks_for_its_reason(card, desk_of):
	desk = desk_of(email(CHECKER), size=PHONE)
	desk.open_form(CARD, card)
	press(desk, ".actions-btn-group", "Sprawdź")
	wait_for_state(desk, CARD, card, CHECKED)
	desk.settle()
	press(desk, ".actions-btn-group", "Cofnij do poprawy")
	return_in_dialog(desk)
	wait_for_state(desk, CARD, card, card_states.RETURNED)
	desk.settle()


def press_in_the_list(desk, doctype: str, name: str, action: str) -> None:
	desk.open(f"{doctype.lower().replace(' ', '-')}/view/list?name={name}")
	row = desk.page.locator(f'.list-row-checkbox[data-name="{name}"]')
	row.wait_for()
	desk.settle()
	row.check()
	desk.settle()
	press(desk, ".actions-btn-group", action)


def test_a_card_in_the_list(card, desk_of):
	desk = desk_of(email(CHECKER))
	press_in_the_list(desk, CARD, card, "Sprawdź")
	wait_for_state(desk, CARD, card, CHECKED)
	desk.settle()


def test_cards_in_the_month(card, desk_of):
	representative = frappe.db.get_value(CARD, card, "representative")
	desk = desk_of(email(CHECKER))
	open_month(desk)
	desk.shot("own-role-month")
	desk.page.get_by_role("button", name=f"Sprawdź: {representative}", exact=True).click()
	says(desk, f"{CHECKED}: 1")
	assert state_of(CARD, card) == CHECKED
	desk.page.get_by_role("button", name=f"Zatwierdź: {representative}", exact=True).click()
	says(desk, "Zaakceptowane karty: 1")
	assert state_of(CARD, card) == card_states.ACCEPTED


def test_a_request_is_refused_in_the_form(asked, desk_of):
	desk = desk_of(email(CHECKER))
	desk.open_form(ASKED, asked)
	press(desk, ".actions-btn-group", "Refuse Request")
	dialog = desk.page.locator(".modal.show")
	dialog.locator("select:visible").first.select_option("Other Reason")
	dialog.locator("textarea:visible").last.fill("rodzina wyjechała")
	dialog.locator(".btn-primary:visible").first.click()
	wait_for_state(desk, ASKED, asked, requests.REFUSED)
	desk.settle()


def test_a_request_is_granted_in_the_form(asked, desk_of):
	desk = desk_of(email(CHECKER))
	desk.open_form(ASKED, asked)
	press(desk, ".actions-btn-group", "Assign Assistant")
	dialog = desk.page.locator(".modal.show")
	dialog.locator('[data-fieldname="workload_reason"] textarea').wait_for()
	desk.settle()
	desk.shot("own-role-request")
	dialog.locator(".btn-primary:visible").first.click()
	wait_for_state(desk, ASKED, asked, requests.ASSIGNED)
	desk.settle()


def test_a_family_that_they_are_not_on_is_nowhere(own_role, site, desk_of):
	"""Nor is its card that was not sent; what waits for their step is in test_whole_workflow.py."""
	other = factories.make_family(representative="Rodzina Nie Ich").name
	assign(other, "client", from_date="2026-01-01")
	frappe.db.commit()
	desk = desk_of(email(CHECKER))
	open_month(desk)
	assert "Rodzina Nie Ich" not in desk.page.inner_text("body")
	desk.open("family/view/list")
	assert "Rodzina Nie Ich" not in desk.page.inner_text("body")
