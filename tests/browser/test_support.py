"""„Za życiem”, consents and foster care in the Desk, on a screen and on a phone."""

import pytest

import frappe

from opsfamily.setup import demo
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import DEMO_PASSWORD, DESKTOP, PHONE

ZUS = "Zakład Ubezpieczeń Społecznych"
FORMS = ("Consent", "Support Catalogue", "Authorisation", "Foster Placement")


@pytest.fixture
def case(site: str) -> dict[str, str]:
	family = factories.make_family().name
	factories.assign(family)
	made = {"Family": family, "Consent": factories.make_consent(family).name}
	made["Authorisation"] = factories.submitted(factories.make_authorisation(family)).name
	made["Support Catalogue"] = factories.make_catalogue(family).name
	made["Foster Placement"] = factories.make_placement(family).name
	frappe.db.commit()
	return made


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("doctype", FORMS)
def test_a_form_fits_and_is_polish(case, desk_of, doctype, size):
	desk = desk_of(email("assistant"), size=size).open_form(doctype, case[doctype])
	desk.shot(f"{doctype.lower().replace(' ', '-')}-{size['width']}")
	desk.assert_no_sideways_scroll()


def test_withdrawing_the_consent_to_work_asks_what_happens_next(case, desk_of):
	desk = desk_of(email("assistant")).open_form("Consent", case["Consent"])
	asked = desk.page.locator('.frappe-control[data-fieldname="next_step"]')
	assert not asked.is_visible()
	desk.page.evaluate("([today]) => cur_frm.set_value('withdrawn_on', today)", [str(day())])
	asked.locator("select").select_option("End the Work")
	desk.shot("consent-withdrawn")
	desk.save()
	frappe.db.rollback()
	assert frappe.db.get_value("Consent", case["Consent"], "status") == "Consent Withdrawn"
	assert frappe.db.get_value("Family", case["Family"], "work_consent_date") is None


def test_the_catalogue_says_which_consents_are_missing_and_begins_one(case, desk_of):
	desk = desk_of(email("assistant")).open_form("Support Catalogue", case["Support Catalogue"])
	said = desk.page.locator(
		".form-dashboard:visible .form-message, .form-message:visible"
	).first.inner_text()
	assert "Brakuje zgód z wniosku" in said
	desk.page.get_by_role("button", name="Nowa zgoda", exact=True).locator("visible=true").first.click()
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Consent'")
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.family") == case["Family"]
	assert desk.page.evaluate("cur_frm.doc.kind").startswith("„Za życiem”")
	name = desk.save()
	frappe.db.rollback()
	assert frappe.db.get_value("Consent", name, "person") == "Maria Testowa"


def test_a_step_without_an_authorisation_is_refused_on_the_screen(case, desk_of):
	desk = desk_of(email("assistant")).open_form("Support Catalogue", case["Support Catalogue"])
	step = {"step_date": "2026-09-01", "body": ZUS, "step": "wniosek"}
	desk.page.evaluate("(step) => cur_frm.add_child('steps', step) && cur_frm.dirty()", step)
	desk.page.locator(".page-actions .primary-action:visible").first.click()
	message = desk.page.locator(".msgprint:visible").first
	message.wait_for()
	assert ZUS in message.inner_text() and "01.09.2026" in message.inner_text()
	desk.settle()
	desk.forgive_refusal()


def test_the_second_demo_case(site, desk_of):
	documents = demo.run()["support"]
	frappe.db.commit()
	worker = "assistant@lipowagora.example"
	for doctype in ("Support Catalogue", "Authorisation", "Family"):
		desk = desk_of(worker, DEMO_PASSWORD).open_form(doctype, documents[doctype])
		desk.shot(f"za-zyciem-{doctype.lower().replace(' ', '-')}")
