"""What the forms say while somebody writes: a later assessment, a plan without goals, an opinion and its steps."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import PHONE


@pytest.fixture
def family(connected_site):
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	family = factories.make_family(representative="Rodzina Faktów <b>x</b>").name
	factories.assign(family, "client")
	values = {"assessment_date": "2026-03-10", "parenting": "Rodzice stawiają <b>granice</b>."}
	factories.submitted(factories.make_assessment(family, **values))
	frappe.db.commit()
	yield family
	frappe.set_user("Administrator")
	frappe.db.rollback()
	factories.erase_leftovers(before)


def get_intro(desk) -> str:
	return (
		desk.page.inner_text(".form-message:visible")
		if desk.page.locator(".form-message:visible").count()
		else ""
	)


def test_a_later_assessment_says_what_is_to_be_confirmed(family, desk_of):
	desk = desk_of(email("client"), size=PHONE)
	desk.open_form("Family", family)
	desk.page.evaluate("(family) => frappe.new_doc('Family Assessment', { family })", family)
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Assessment' && cur_frm.doc.kind === 'Periodic'")
	desk.settle()
	assert "zostanie przejęta" in get_intro(desk)
	name = desk.save()
	desk.page.wait_for_function("cur_frm.doc.parenting?.includes('granice')")
	desk.settle()
	assert "Sfera wychowawcza" in get_intro(desk)
	desk.assert_no_sideways_scroll()
	desk.page.evaluate("cur_frm.set_value('parenting_unchanged', 1)")
	desk.save()
	desk.settle()
	assert "Sfera wychowawcza" not in get_intro(desk)
	frappe.db.rollback()
	assert str(frappe.db.get_value("Family Assessment", name, "parenting_confirmed_on")) == str(day())


def test_a_plan_without_goals_says_so_while_it_is_written(family, desk_of):
	desk = desk_of(email("client"))
	desk.open_form("Family", family)
	desk.page.evaluate("(family) => frappe.new_doc('Family Work Plan', { family })", family)
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Work Plan' && cur_frm.is_new()")
	desk.settle()
	assert "celu szczegółowego" in get_intro(desk)
	desk.page.evaluate(
		"cur_frm.add_child('short_term_goals', { goal: 'Szkoła' }); cur_frm.script_manager.trigger('short_term_goals_add', 'Plan Goal', cur_frm.doc.short_term_goals[0].name)"
	)
	desk.page.wait_for_function(
		"!document.querySelector('.form-message:not(.hidden)')?.innerText.includes('celu')"
	)


def test_an_opinion_is_sent_returned_and_approved(family, desk_of):
	frappe.set_user("Administrator")
	opinion = factories.make_opinion(family, signed_by=email("client"), facts=None, due_date=day(20)).name
	frappe.db.commit()
	author = desk_of(email("client"))
	author.open_form("Court Opinion", opinion)
	author.fill("opinion", "Rodzina współpracuje.")
	author.save()
	author.page.evaluate("cur_frm.custom_buttons[__('Send for Approval')].click()")
	author.page.wait_for_function("cur_frm.doc.approval === 'Waits for Approval'")
	head = desk_of(email("head"))
	head.open_form("Court Opinion", opinion)
	head.page.evaluate("cur_frm.custom_buttons[__('Return to the Author')].click()")
	dialog = head.page.locator(".modal.show")
	dialog.locator('textarea[data-fieldname="reason"]').fill("brak oceny postępów")
	dialog.locator(".btn-primary:visible").first.click()
	head.page.wait_for_function("cur_frm.doc.approval === 'Returned'")
	author.open_form("Court Opinion", opinion)
	author.page.wait_for_function("cur_frm.doc.approval === 'Returned'")
	author.settle()
	assert "brak oceny postępów" in get_intro(author)
