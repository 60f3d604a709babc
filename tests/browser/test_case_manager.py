"""From an analysis to a case manager, to a delegated task and its outcome, on a real Desk; the ecomap's lines."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import assign, day, email, submitted
from opsfamily.tests.make_analysis import make_case_analysis, make_cooperation, make_task
from tests.browser.conftest import DESKTOP, PHONE

MANAGER, BODY = "working_consultant", ".case-manager"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SCHOOL = "SP nr 2 <b>x</b>"


@pytest.fixture
def family(connected_site):
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	network = [
		{"kind": "szkoła", "institution": SCHOOL},
		{"kind": "ochrona zdrowia", "institution": "Poradnia"},
		{"kind": "rodzina", "institution": "babcia Zofia"},
	]
	family = factories.make_family(representative="Rodzina Złożona <b>x</b>", support_network=network).name
	assign(family, "client")
	assign(family, MANAGER, "Psychologist")
	frappe.db.commit()
	yield family
	frappe.db.rollback()
	factories.erase_leftovers(before)


def suffix(size: dict) -> str:
	return "phone" if size is PHONE else "desktop"


def committed(make):
	frappe.set_user("Administrator")
	made = make()
	frappe.db.commit()
	return made


def test_the_coordinator_appoints_the_manager_from_the_analysis(family, desk_of):
	analysis = committed(
		lambda: make_case_analysis(family, proposed_manager=email(MANAGER), needs_manager="Yes")
	)
	desk = desk_of(email("coordinator"))
	desk.open_form("Case Analysis", analysis.name)
	assert "Paweł Psycholog; Hanna Bąk" in desk.page.inner_text(".layout-main-section:visible")
	desk.fill("manager_reason", "dwie instytucje")
	desk.save()
	desk.shot("case-analysis-draft")
	desk.page.locator(".page-actions .primary-action:visible").first.click()
	desk.page.locator(".modal.show .btn-primary:visible").first.click()
	desk.page.wait_for_function("cur_frm.doc.docstatus === 1")
	desk.settle()
	desk.page.locator(".page-actions").get_by_role("button", name="Powołaj menedżera").first.click()
	desk.page.locator(".modal.show .btn-primary:visible").first.click()
	desk.page.wait_for_function("cur_frm.doc.__onload.case_manager === 'Paweł Psycholog'")
	desk.settle()
	assert not desk.page.get_by_role("button", name="Powołaj menedżera").is_visible()
	frappe.db.rollback()
	found = frappe.db.get_value(
		"Case Assignment", {"family": family, "part": "Case Manager"}, ["user", "reason"]
	)
	assert found == (email(MANAGER), "dwie instytucje")


@SIZES
def test_the_manager_delegates_and_the_specialist_answers(family, desk_of, size):
	def make():
		assign(family, MANAGER, "Case Manager", from_date=day(-60))
		return make_task(family, task="Spóźnione <b>x</b>", due_date=day(-1), delegated_on=day(-9))

	late = committed(make)
	desk = desk_of(email(MANAGER), size=size)
	desk.open(f"case-manager/{family}")
	card = desk.page.locator(".manager-card:visible")
	card.wait_for()
	assert "po terminie" in card.inner_text() and "<b>x</b>" in card.inner_text()
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(BODY)
	desk.shot(f"case-manager-{suffix(size)}")
	desk.tap(card.get_by_role("button", name="Zleć zadanie"))
	desk.page.wait_for_function("cur_frm?.doctype === 'Delegated Task' && cur_frm.is_new()")
	desk.settle()
	desk.page.evaluate("(user) => cur_frm.set_value('given_to', user)", email("client"))
	desk.page.evaluate("(due) => cur_frm.set_value('due_date', due)", str(day(14)))
	desk.fill("task", "Plan weekendu")
	desk.save()
	desk.assert_no_sideways_scroll()
	desk.shot(f"delegated-task-{suffix(size)}")
	specialist = desk_of(email("client"), size=size)
	specialist.open(f"case-manager/{family}")
	# The late one was given to somebody else: only the own one is answered.
	answers = specialist.page.locator(f"{BODY} [data-action=write_outcome]:visible")
	answers.first.wait_for()
	assert answers.count() == 1
	specialist.tap(answers.first)
	dialog = specialist.page.locator(".modal.show")
	dialog.locator("select").select_option("Done")
	dialog.locator("textarea").fill("Rodzina ma plan.")
	dialog.locator(".btn-primary:visible").first.click()
	specialist.page.wait_for_function(
		f"document.querySelector('{BODY}').innerText.includes('Rodzina ma plan.')"
	)
	specialist.shot(f"case-manager-answered-{suffix(size)}")
	frappe.db.rollback()
	tasks = frappe.get_all(
		"Delegated Task", {"family": family}, ["name", "outcome"], order_by="creation", as_list=True
	)
	assert [outcome for _name, outcome in tasks] == ["Pending", "Done"] and tasks[0][0] == late.name


@SIZES
def test_the_ecomap_shows_how_far_the_cooperation_goes(family, desk_of, size):
	def make():
		make_cooperation(family, institution=SCHOOL, degree="ścisła współpraca", since=day(-9))
		make_cooperation(family, institution="Poradnia", degree="separacja", since=day(-20))

	committed(make)
	desk = desk_of(email("client"), size=size)
	desk.open_form("Family", family)
	desk.page.get_by_role("tab", name="Skład i sieć").click()
	history = desk.page.get_by_role("link", name="ścisła współpraca od").first
	history.wait_for()
	picture = desk.page.locator(".fo-picture svg").first
	assert "nie określono stopnia współpracy" in picture.text_content()
	picture.scroll_into_view_if_needed()
	desk.assert_no_sideways_scroll()
	desk.shot(f"ecomap-degrees-{suffix(size)}")
	desk.tap(history)
	desk.page.wait_for_function("cur_list?.doctype === 'Cooperation' && cur_list.data.length === 1")
	desk.page.evaluate("(family) => frappe.new_doc('Cooperation', { family })", family)
	desk.page.wait_for_function("cur_frm?.doctype === 'Cooperation' && cur_frm.is_new()")
	desk.settle()
	offered = desk.page.evaluate("cur_frm.fields_dict.institution.df.options")
	assert offered == [
		frappe.db.get_value("Support Contact", {"parent": family, "idx": n}, "institution") for n in (1, 2, 3)
	]


def test_the_form_of_a_finished_analysis_on_a_phone(family, desk_of):
	analysis = committed(
		lambda: submitted(make_case_analysis(family, needs_manager="No", manager_reason="wystarczy asystent"))
	)
	desk = desk_of(email("client"), size=PHONE)
	desk.open_form("Case Analysis", analysis.name)
	assert "wystarczy asystent" in desk.page.inner_text(".layout-main-section:visible")
	desk.assert_no_sideways_scroll()
	desk.shot("case-analysis-phone")
