"""The register of letters and the consents of all, in the Desk, on a screen and on a phone."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from opsfamily.tests.make_letters import make_letter
from tests.browser.conftest import DESKTOP, PHONE


@pytest.fixture
def case(site: str) -> dict[str, str]:
	members = [
		{"full_name": "Maria Testowa", "birth_date": "1990-01-01"},
		{"full_name": "Piotr Testowy", "birth_date": "1988-05-05"},
	]
	missing = [{"person": "Piotr Testowy", "reason": "Parent Absent"}]
	family = factories.make_family(
		members=members, missing_consents=missing, case_mark="OPS.5213.12.2026"
	).name
	factories.assign(family)
	consents = [
		factories.make_consent(family, person=name).name for name in ("Maria Testowa", "Piotr Testowy")
	]
	made = {"Family": family, "Consent": consents[0], "Letter Sent": make_letter(family).name}
	frappe.db.commit()
	return made


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_form_of_a_letter_fits_and_is_polish(case, desk_of, size):
	desk = desk_of(email("assistant"), size=size).open_form("Letter Sent", case["Letter Sent"])
	desk.shot(f"letter-sent-{size['width']}")
	desk.assert_no_sideways_scroll()
	desk.assert_polish()


def test_a_document_is_entered_in_the_register_from_its_menu(case, desk_of):
	desk = desk_of(email("assistant")).open_form("Consent", case["Consent"])
	desk.page.evaluate(
		"""() => [...cur_frm.page.menu.find("a")]
			.find((item) => item.textContent.includes("Wpisz do rejestru pism"))
			.click()"""
	)
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Letter Sent'")
	desk.settle()
	values = desk.page.evaluate("[cur_frm.doc.document, cur_frm.doc.recipient, cur_frm.doc.case_mark]")
	assert values == [case["Consent"], "Maria Testowa", "OPS.5213.12.2026"]
	name = desk.save()
	frappe.db.rollback()
	assert "art. 8 ust. 3" in frappe.db.get_value("Letter Sent", name, "legal_basis")


def test_withdrawing_names_the_other_parent_and_asks(case, desk_of):
	desk = desk_of(email("assistant")).open_form("Consent", case["Consent"])
	desk.page.evaluate("cur_frm.set_value('withdrawn_on', frappe.datetime.get_today())")
	question = desk.page.locator(".form-message:visible", has_text="Piotr Testowy")
	question.wait_for()
	assert "Czy praca trwa z tymi osobami?" in question.inner_text()
	step = desk.page.locator('.frappe-control[data-fieldname="next_step"] select')
	step.select_option("Go On with the Other Parent")
	desk.shot("consent-other-parent")
	desk.save()
	frappe.db.rollback()
	assert frappe.db.get_value("Consent", case["Consent"], "next_step") == "Go On with the Other Parent"


def test_the_familys_page_lists_missing_consents(case, desk_of):
	desk = desk_of(email("assistant")).open_form("Family", case["Family"])
	desk.page.evaluate("cur_frm.scroll_to_field('missing_consents')")
	desk.settle()
	desk.shot("missing-consents")
	grid = desk.page.locator('.frappe-control[data-fieldname="missing_consents"]')
	assert "Nieobecność rodzica" in grid.inner_text()
