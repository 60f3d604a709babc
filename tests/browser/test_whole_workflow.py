"""An office's own workflow from beginning to end: no state, action or deciding role of ours is left, for cards and for requests.
Every action is pressed by who may press it, in the form, in the list and in *Miesiąc*; who decides has the office's role alone
and is on no family."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.permissions import add_permission, reset_perms, update_permission_property

from opsfamily.core import meanings
from opsfamily.setup.defaults import create_state_meanings
from opsfamily.setup.workflows import REQUEST, TIMESHEET, create_workflow
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email
from tests.browser.test_month_close import open_month
from tests.browser.test_office_workflow import return_in_dialog
from tests.browser.test_own_role import make_page_of_role, press_in_the_list
from tests.browser.test_workflow_actions import press, state_of, wait_for_state
from tests.rest.http import Person
from tests.site.test_office_workflow import forget, make_states, mean, step

CARD, ASKED, MONTH = TIMESHEET.doctype, REQUEST.doctype, "2026-03"
ROLE, DIRECTOR = "Dyrektor ośrodka", "director"
ASSISTANT, COORDINATOR, SOCIAL_WORKER = "Family Assistant", "Family Coordinator", "Social Worker"
NEW, HANDED_IN, AT_DIRECTOR, BACK = "Nowa", "Oddana", "U dyrektora", "Do poprawki"
AGREED, PAID, ANNULLED = "Uzgodniona", "Rozliczona", "Anulowana"
WRITTEN, INCOMPLETE, GRANTED, DENIED = "W pisaniu", "Do uzupełnienia", "Przyznano", "Nie przyznano"
# DocType → (states: name, docstatus, meaning; steps: from, action, to, role).
FLOWS = {
	CARD: (
		(
			(NEW, 0, meanings.BEING_WRITTEN),
			(HANDED_IN, 0, meanings.SENT),
			(AT_DIRECTOR, 0, meanings.SENT),
			(BACK, 0, meanings.RETURNED),
			(AGREED, 1, meanings.ACCEPTED),
			(PAID, 1, meanings.ACCEPTED),
			(ANNULLED, 2, meanings.WITHDRAWN),
		),
		(
			(NEW, "Oddaj", HANDED_IN, ASSISTANT),
			(BACK, "Oddaj", HANDED_IN, ASSISTANT),
			(HANDED_IN, "Przekaż", AT_DIRECTOR, COORDINATOR),
			(AT_DIRECTOR, "Uzgodnij", AGREED, ROLE),
			(AT_DIRECTOR, "Oddaj do poprawki", BACK, ROLE),
			(AGREED, "Rozlicz", PAID, COORDINATOR),
			(AGREED, "Anuluj kartę", ANNULLED, COORDINATOR),
		),
	),
	ASKED: (
		(
			(WRITTEN, 0, meanings.BEING_WRITTEN),
			(AT_DIRECTOR, 0, meanings.SENT),
			(INCOMPLETE, 0, meanings.RETURNED),
			(GRANTED, 1, meanings.ACCEPTED),
			(DENIED, 1, meanings.REFUSED),
		),
		(
			(WRITTEN, "Złóż", AT_DIRECTOR, SOCIAL_WORKER),
			(INCOMPLETE, "Złóż", AT_DIRECTOR, SOCIAL_WORKER),
			(AT_DIRECTOR, "Cofnij do uzupełnienia", INCOMPLETE, ROLE),
			(AT_DIRECTOR, "Przyznaj", GRANTED, ROLE),
			(AT_DIRECTOR, "Odmów", DENIED, ROLE),
		),
	),
}
RIGHTS = ("read", "write", "submit", "print")
# The page *Miesiąc* counts these; a right of a role shows no row of them.
READ = ("Family", "Family Visit")


@pytest.fixture(scope="module")
def whole_workflow(connected_site) -> Iterator[None]:
	"""Both workflows of the office, and the director with their role; all committed."""
	frappe.set_user("Administrator")
	frappe.db.rollback()
	frappe.get_doc({"doctype": "Role", "role_name": ROLE, "desk_access": 1}).insert()
	for doctype in FLOWS:
		add_permission(doctype, ROLE, 0)
		for right in RIGHTS:
			update_permission_property(doctype, ROLE, 0, right, 1)
	for doctype in READ:
		add_permission(doctype, ROLE, 0)
	make_page_of_role(ROLE)
	if not frappe.db.exists("User", email(DIRECTOR)):
		factories.make_person(DIRECTOR, "Dorota Dyrektorska", (ROLE,))
	frappe.get_doc("User", email(DIRECTOR)).add_roles(ROLE)
	for doctype in FLOWS:
		make_flow(doctype)
	frappe.db.commit()
	forget()
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	bring_ours_back()


def make_flow(doctype: str) -> None:
	states, steps = FLOWS[doctype]
	make_states(*(state for state, _docstatus, _meaning in states))
	mean(doctype, **{state: meaning for state, _docstatus, meaning in states})
	rows = [
		{"state": state, "doc_status": str(docstatus), "allow_edit": COORDINATOR}
		for state, docstatus, _meaning in states
	]
	values = {"workflow_name": f"Obieg: {doctype}", "document_type": doctype, "is_active": 1}
	values |= {"workflow_state_field": "workflow_state", "send_email_alert": 0, "states": rows}
	workflow = frappe.get_doc({"doctype": "Workflow", **values})
	for state, action, next_state, role in steps:
		step(workflow, state, action, next_state, role)
	workflow.insert()


def bring_ours_back() -> None:
	"""Delete the office's workflows, and make ours again as the app creates them; the documents follow."""
	for design in (TIMESHEET, REQUEST):
		frappe.delete_doc("Workflow", f"Obieg: {design.doctype}", force=True)
		frappe.delete_doc("Workflow", design.name, force=True)
		create_workflow(design)
	ours = {state for states, _steps in FLOWS.values() for state, _docstatus, _meaning in states}
	settings = frappe.get_single("OPS Settings")
	settings.state_meanings = [row for row in settings.state_meanings if row.state not in ours]
	settings.save()
	create_state_meanings()
	of_app = {
		state
		for design in (TIMESHEET, REQUEST)
		for state in frappe.get_all(
			"Workflow Document State", {"parent": design.name}, pluck="state", order_by="name"
		)
	}
	for state in ours - of_app:
		frappe.delete_doc("Workflow State", state, force=True)
	frappe.delete_doc("Custom Role", frappe.db.get_value("Custom Role", {"page": "month-close"}))
	for doctype in (*FLOWS, *READ):
		reset_perms(doctype)
	frappe.get_doc("User", email(DIRECTOR)).remove_roles(ROLE)
	frappe.delete_doc("Role", ROLE, force=True)
	frappe.db.commit()
	forget()


@pytest.fixture
def card(whole_workflow, site) -> str:
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	assign(family, "client", from_date="2026-01-01")
	taken = frappe.db.count("Family Visit", {"assistant": email("client"), "month": MONTH})
	factories.make_visit(family, assistant=email("client"), visit_date=f"{MONTH}-{taken % 28 + 1:02d}")
	made = factories.make_timesheet(family, assistant=email("client"), month=MONTH)
	frappe.db.commit()
	return made.name


@pytest.fixture
def asked(whole_workflow, site) -> str:
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	assign(family, "social_worker", "Social Worker")
	made = factories.make_request(family, proposed_assistant=email("client"))
	frappe.db.commit()
	return made.name


def in_the_form(desk, doctype: str, name: str, action: str, state: str, answer=None) -> None:
	desk.open_form(doctype, name)
	press(desk, ".actions-btn-group", action)
	if answer:
		answer(desk)
	wait_for_state(desk, doctype, name, state)
	desk.settle()


def in_the_list(desk, doctype: str, name: str, action: str, state: str) -> None:
	press_in_the_list(desk, doctype, name, action)
	wait_for_state(desk, doctype, name, state)
	desk.settle()


def grant(desk) -> None:
	dialog = desk.page.locator(".modal.show")
	dialog.locator('[data-fieldname="workload_reason"] textarea').wait_for()
	desk.settle()
	dialog.locator(".btn-primary:visible").first.click()


def deny(desk) -> None:
	dialog = desk.page.locator(".modal.show")
	dialog.locator("select:visible").first.select_option("Other Reason")
	dialog.locator("textarea:visible").last.fill("rodzina wyjechała")
	dialog.locator(".btn-primary:visible").first.click()


def names_in_the_list(desk, doctype: str) -> list[str]:
	desk.open(f"{doctype.lower().replace(' ', '-')}/view/list")
	desk.settle()
	return desk.page.locator(".list-row-checkbox").evaluate_all("rows => rows.map((row) => row.dataset.name)")


def test_a_card_in_the_form(card, desk_of):
	assistant, coordinator, director = map(desk_of, map(email, ("client", "coordinator", DIRECTOR)))
	in_the_form(assistant, CARD, card, "Oddaj", HANDED_IN)
	in_the_form(coordinator, CARD, card, "Przekaż", AT_DIRECTOR)
	in_the_form(director, CARD, card, "Oddaj do poprawki", BACK, return_in_dialog)
	in_the_form(assistant, CARD, card, "Oddaj", HANDED_IN)
	in_the_form(coordinator, CARD, card, "Przekaż", AT_DIRECTOR)
	in_the_form(director, CARD, card, "Uzgodnij", AGREED)
	director.shot("whole-workflow-after-the-step")
	assert frappe.db.get_value(CARD, card, "accepted_by") == email(DIRECTOR)
	in_the_form(coordinator, CARD, card, "Rozlicz", PAID)


def test_a_card_in_the_list_and_annulled(card, desk_of):
	assistant, coordinator, director = map(desk_of, map(email, ("client", "coordinator", DIRECTOR)))
	in_the_list(assistant, CARD, card, "Oddaj", HANDED_IN)
	assert card not in names_in_the_list(director, CARD)
	in_the_list(coordinator, CARD, card, "Przekaż", AT_DIRECTOR)
	in_the_list(director, CARD, card, "Uzgodnij", AGREED)
	in_the_form(coordinator, CARD, card, "Anuluj kartę", ANNULLED, return_in_dialog)


def test_cards_in_the_month(card, desk_of):
	representative = frappe.db.get_value(CARD, card, "representative")
	assistant, coordinator, director = map(desk_of, map(email, ("client", "coordinator", DIRECTOR)))
	in_the_form(assistant, CARD, card, "Oddaj", HANDED_IN)
	for desk, action, state in (
		(coordinator, "Przekaż", AT_DIRECTOR),
		(director, "Uzgodnij", AGREED),
	):
		open_month(desk)
		desk.page.get_by_role("button", name=f"{action}: {representative}", exact=True).click()
		wait_for_state(desk, CARD, card, state)
		desk.settle()
	director.shot("whole-workflow-month")


def test_a_card_is_returned_in_the_month(card, desk_of):
	representative = frappe.db.get_value(CARD, card, "representative")
	assistant, coordinator, director = map(desk_of, map(email, ("client", "coordinator", DIRECTOR)))
	in_the_form(assistant, CARD, card, "Oddaj", HANDED_IN)
	in_the_form(coordinator, CARD, card, "Przekaż", AT_DIRECTOR)
	open_month(director)
	director.page.get_by_role("button", name=f"Oddaj do poprawki: {representative}", exact=True).click()
	dialog = director.page.locator(".modal.show")
	dialog.locator("textarea:visible").last.fill("brak podpisu")
	dialog.locator(".btn-primary:visible").first.click()
	wait_for_state(director, CARD, card, BACK)
	director.settle()
	assert frappe.db.get_value(CARD, card, "return_reason") == "brak podpisu"


def test_a_request_in_the_form(asked, desk_of):
	worker, director = desk_of(email("social_worker")), desk_of(email(DIRECTOR))
	in_the_form(worker, ASKED, asked, "Złóż", AT_DIRECTOR)
	in_the_form(director, ASKED, asked, "Cofnij do uzupełnienia", INCOMPLETE)
	in_the_form(worker, ASKED, asked, "Złóż", AT_DIRECTOR)
	in_the_form(director, ASKED, asked, "Przyznaj", GRANTED, grant)
	family, decided_by = frappe.db.get_value(ASKED, asked, ["family", "decided_by"])
	assert decided_by == email(DIRECTOR)
	assert frappe.db.exists("Case Assignment", {"family": family, "assistant_request": asked})


def test_a_request_in_the_list_and_refused(asked, desk_of):
	worker, director = desk_of(email("social_worker")), desk_of(email(DIRECTOR))
	assert asked not in names_in_the_list(director, ASKED)
	in_the_list(worker, ASKED, asked, "Złóż", AT_DIRECTOR)
	assert asked in names_in_the_list(director, ASKED)
	director.shot("whole-workflow-list-of-the-director")
	in_the_form(director, ASKED, asked, "Odmów", DENIED, deny)
	assert state_of(ASKED, asked) == DENIED


def test_a_family_opens_to_nobody_who_only_takes_a_step(asked, desk_of):
	in_the_form(desk_of(email("social_worker")), ASKED, asked, "Złóż", AT_DIRECTOR)
	family = frappe.db.get_value(ASKED, asked, "family")
	by_rest = Person(email(DIRECTOR))
	assert by_rest.get(f"/api/resource/Family/{family}").status_code == 403
	assert by_rest.get(f"/api/resource/{ASKED}/{asked}").status_code == 200
