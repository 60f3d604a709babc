"""An office's own workflow in the Desk: a state between ours, made on the screen, and pressed through by its roles."""

import pytest

import frappe

from opsfamily.core import meanings
from opsfamily.core import timesheet as card_states
from opsfamily.setup.workflows import TIMESHEET
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email
from tests.browser.test_month_close import open_month, says
from tests.browser.test_workflow_actions import press, state_of, wait_for_state
from tests.site.test_office_workflow import CHECKED, forget, put_between

CARD, MONTH = TIMESHEET.doctype, "2026-03"


@pytest.fixture
def office_workflow(site: str):
	"""Our workflow with the office's state between sent and accepted, committed; ours again afterwards."""
	put_between()
	frappe.db.commit()
	yield CHECKED
	frappe.db.rollback()
	restore()


def restore() -> None:
	"""Make the workflow and the settings again as the app creates them."""
	from opsfamily.setup.defaults import create_state_meanings
	from opsfamily.setup.workflows import create_workflow

	settings = frappe.get_single("OPS Settings")
	settings.state_meanings = [row for row in settings.state_meanings if row.state != CHECKED]
	settings.save()
	frappe.delete_doc("Workflow", TIMESHEET.name, force=True)
	create_workflow(TIMESHEET)
	create_state_meanings()
	frappe.db.commit()
	forget()


@pytest.fixture
def card(office_workflow) -> str:
	"""A sent card with a visit, committed."""
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	assign(family, "client", from_date="2026-01-01")
	factories.make_visit(family, assistant=email("client"), visit_date=f"{MONTH}-17")
	made = factories.make_timesheet(family, assistant=email("client"), month=MONTH)
	made = factories.sent(made)
	frappe.db.commit()
	return made.name


def return_in_dialog(desk) -> None:
	dialog = desk.page.locator(".modal.show")
	dialog.locator('textarea[data-fieldname="reason"]').fill("pomyłka w godzinach")
	dialog.locator(".btn-primary:visible").first.click()


def test_in_the_form_by_two_people(card, desk_of):
	desk = desk_of(email("coordinator"))
	desk.open_form(CARD, card)
	press(desk, ".actions-btn-group", "Sprawdź")
	wait_for_state(desk, CARD, card, CHECKED)
	desk.settle()
	head = desk_of(email("head"))
	head.open_form(CARD, card)
	head.shot("office-workflow-form")
	press(head, ".actions-btn-group", "Zatwierdź")
	wait_for_state(head, CARD, card, card_states.ACCEPTED)
	head.settle()


def test_a_renamed_return_asks_for_its_reason(card, desk_of):
	desk = desk_of(email("coordinator"))
	desk.open_form(CARD, card)
	press(desk, ".actions-btn-group", "Sprawdź")
	wait_for_state(desk, CARD, card, CHECKED)
	desk.settle()
	press(desk, ".actions-btn-group", "Cofnij do poprawy")
	return_in_dialog(desk)
	wait_for_state(desk, CARD, card, card_states.RETURNED)
	frappe.db.rollback()
	assert frappe.db.get_value(CARD, card, "return_reason") == "pomyłka w godzinach"
	desk.settle()


def test_in_the_list(card, desk_of):
	desk = desk_of(email("coordinator"))
	desk.open(f"{CARD.lower().replace(' ', '-')}/view/list?name={card}")
	row = desk.page.locator(f'.list-row-checkbox[data-name="{card}"]')
	row.wait_for()
	desk.settle()
	row.check()
	desk.settle()
	press(desk, ".actions-btn-group", "Sprawdź")
	wait_for_state(desk, CARD, card, CHECKED)
	desk.settle()


def test_in_the_month(card, desk_of):
	representative = frappe.db.get_value(CARD, card, "representative")
	desk = desk_of(email("coordinator"))
	open_month(desk)
	desk.page.get_by_role("button", name=f"Sprawdź: {representative}", exact=True).click()
	says(desk, f"{CHECKED}: 1")
	assert state_of(CARD, card) == CHECKED
	desk.shot("office-workflow-month")
	buttons = desk.page.get_by_role("button", name=f"Cofnij do poprawy: {representative}", exact=True)
	assert buttons.count() == 1
	assert not desk.page.get_by_role("button", name=f"Sprawdź: {representative}", exact=True).count()
	head = desk_of(email("head"))
	open_month(head)
	head.page.get_by_role("button", name=f"Zatwierdź: {representative}", exact=True).click()
	says(head, "Zaakceptowane karty: 1")
	assert state_of(CARD, card) == card_states.ACCEPTED


def test_an_administrator_saves_the_workflow_and_says_what_a_state_means(office_workflow, desk_of):
	if not frappe.db.exists("User", email("founder_of_flow")):
		factories.make_person("founder_of_flow", "Ada Obiegowa", ("OPS Administrator", "System Manager"))
		frappe.db.commit()
	desk = desk_of(email("founder_of_flow"))
	desk.open_form("Workflow", TIMESHEET.name)
	desk.settle()
	desk.page.evaluate(
		f"""() => {{
			const row = cur_frm.doc.states.find((each) => each.state === "{CHECKED}");
			return frappe.model.set_value(row.doctype, row.name, "message", "Do księgowej");
		}}"""
	)
	desk.page.evaluate("cur_frm.save()")
	desk.page.wait_for_function("() => !cur_frm.is_dirty()")
	desk.shot("office-workflow-of-an-administrator")
	assert not desk.page.locator(".msgprint:visible").count()
	frappe.db.rollback()
	where = {"parent": TIMESHEET.name, "state": CHECKED}
	assert frappe.db.get_value("Workflow Document State", where, "message") == "Do księgowej"
	desk.open_form("OPS Settings", "OPS Settings")
	desk.settle()
	told = desk.page.evaluate("cur_frm.doc.state_meanings.map((row) => [row.state, row.meaning])")
	assert [CHECKED, meanings.SENT] in told
	desk.page.evaluate(
		f"""() => {{
			const row = cur_frm.doc.state_meanings.find((each) => each.state === "{CHECKED}");
			frappe.model.set_value(row.doctype, row.name, "meaning", "Returned");
		}}"""
	)
	desk.page.evaluate("cur_frm.save()")
	desk.page.wait_for_function("() => !cur_frm.is_dirty()")
	frappe.db.rollback()
	forget()
	stored = frappe.get_single("OPS Settings").state_meanings
	assert {row.state: row.meaning for row in stored if row.document_type == CARD}[CHECKED] == "Returned"
