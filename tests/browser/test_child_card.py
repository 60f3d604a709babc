"""A child's card in the Desk: who is around the child, a person added from it; competences on visit, family and evaluation."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_child_card import STATE, make_child_card
from tests.browser.conftest import DESKTOP, PHONE

MONEY = "gospodarowanie pieniędzmi"
WITH_PARTS = "(parts) => { frappe.boot.active_domains = parts; cur_frm.layout.refresh_dependency(); }"


@pytest.fixture
def family(site: str) -> str:
	tutor = {
		"kind": "szkoła",
		"institution": "SP nr 2, kl. V",
		"contact": "pani Ewa",
		"phone": "22 555 02 11",
	}
	network = [{**tutor, "child": "Jan Testowy"}, {"kind": "rodzina", "institution": "babcia Zofia"}]
	family = factories.make_family(support_network=network).name
	factories.assign(family)
	frappe.db.commit()
	return family


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_card_shows_who_to_call(family, desk_of, size):
	authority = [{"person": "Maria Testowa", "state": STATE, "decision": "SR w Lipowej Górze, III Nsm 1/26"}]
	dates = [{"due_on": day(3), "what": "zebranie w szkole", "with_whom": "pani Ewa"}]
	card = make_child_card(family, authority=authority, dates=dates)
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=size).open_form("Child Card", card.name)
	people = desk.page.locator(".opsfamily-people")
	people.wait_for()
	assert people.locator("a[href='tel:225550211']").is_visible()
	desk.shot(f"child-card-{size['width']}")
	desk.assert_no_sideways_scroll()
	assert not desk.page.locator("[data-fieldname='health_dates']").first.is_visible()


def test_a_person_is_added_from_the_card_into_the_network(family, desk_of):
	card = make_child_card(family)
	frappe.db.commit()
	desk = desk_of(email("assistant")).open_form("Child Card", card.name)
	desk.page.evaluate(
		"""() => cur_frm.custom_buttons[__("Add a Person")].trigger("click")""",
	)
	desk.page.wait_for_function("window.cur_dialog?.get_field('kind')")
	values = {"kind": "kurator sądowy", "institution": "Sąd Rejonowy", "phone": "22 555 09 09"}
	desk.page.evaluate("(values) => cur_dialog.set_values(values)", values)
	desk.page.locator(".modal.show .btn-primary").click()
	desk.page.locator(".opsfamily-people a[href='tel:225550909']").wait_for()
	frappe.db.rollback()
	row = frappe.db.get_value("Support Contact", {"parent": family, "institution": "Sąd Rejonowy"}, "child")
	assert row == "Jan Testowy"


def test_a_contact_of_the_network_chooses_from_the_household(family, desk_of):
	desk = desk_of(email("assistant")).open_form("Family", family)
	offered = "cur_frm.fields_dict.support_network.grid.get_docfield('child').options"
	assert desk.page.evaluate(offered) == ["Maria Testowa", "Jan Testowy"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_competences_are_drawn_on_the_familys_page_and_the_evaluation(family, desk_of, size):
	schedule = factories.make_running_schedule(family)
	for on, level in (
		("2026-10-05", "Being Trained"),
		("2026-10-19", "With Help"),
		("2026-11-09", "On Their Own"),
	):
		factories.make_visit(family, visit_date=on, competences=[{"area": MONEY, "level": level}])
	evaluation = factories.make_evaluation(schedule)
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=size).open_form("Work Plan Evaluation", evaluation.name)
	drawn = desk.page.locator(".opsfamily-competences svg")
	drawn.wait_for()
	assert "samodzielnie" in drawn.text_content()
	drawn.scroll_into_view_if_needed()
	desk.shot(f"competences-{size['width']}")
	desk.assert_no_sideways_scroll()
	desk.open_form("Family", family)
	picture = "svg[aria-labelledby='competences-title competences-desc']"
	desk.page.locator(picture).wait_for(state="attached")


def test_an_office_without_competences_has_no_field_more_on_a_visit(family, desk_of):
	visit = factories.make_visit(family)
	frappe.db.commit()
	desk = desk_of(email("assistant")).open_form("Family Visit", visit.name)
	is_hidden = "Boolean(cur_frm.fields_dict.competences.df.hidden_due_to_dependency)"
	for parts, is_expected in ((["OPS Competences"], False), ([], True)):
		desk.page.evaluate(WITH_PARTS, parts)
		assert desk.page.evaluate(is_hidden) == is_expected
