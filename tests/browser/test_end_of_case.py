"""What a file lacks, closing a case, looking in on the family, reopening, an opinion: on a real Desk."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import DESKTOP, PHONE

MISSING = ".opsfamily-completeness"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def family(connected_site):
	"""A family of the client's, with what was agreed and an assessment that can end the work."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	family = factories.make_family(representative="Rodzina Końcowa <b>x</b>").name
	factories.assign(family, "client")
	factories.make_running_schedule(family)
	factories.make_final_assessment(family, assessment_date=day(-200))
	frappe.db.commit()
	yield family
	frappe.db.rollback()
	factories.erase_leftovers(before)


def closed(family: str) -> str:
	frappe.set_user("Administrator")
	assessment = frappe.db.get_value("Family Assessment", {"family": family})
	closing = factories.submitted(factories.make_closing(family, final_assessment=assessment))
	frappe.db.commit()
	return closing.name


def press(desk, label: str) -> None:
	desk.page.locator(".page-actions").get_by_role("button", name=label).first.click()


def confirm(desk) -> None:
	desk.page.locator(".modal.show .btn-primary:visible").first.click()


@SIZES
def test_what_the_file_lacks_and_the_way_to_make_it(family, desk_of, size):
	desk = desk_of(email("client"), size=size)
	desk.open_form("Family", family)
	rows = desk.page.locator(f"{MISSING} li:visible")
	rows.first.wait_for()
	text = desk.page.inner_text(MISSING)
	assert "Brak podstawy prawnej pracy z rodziną." in text and "straciła aktualność" in text
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(MISSING)
	rows.last.scroll_into_view_if_needed()
	desk.shot(f"file-completeness-{'phone' if size is PHONE else 'desktop'}")
	desk.tap(rows.filter(has_text="straciła aktualność").get_by_role("button"))
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Assessment' && cur_frm.is_new()")
	desk.settle()
	assert desk.page.evaluate("[cur_frm.doc.family, cur_frm.doc.kind]") == [family, "Periodic"]


@SIZES
def test_a_case_is_closed(family, desk_of, size):
	suffix = "phone" if size is PHONE else "desktop"
	desk = desk_of(email("coordinator"), size=size)
	desk.open_form("Family", family)
	desk.page.evaluate("(family) => frappe.new_doc('Case Closing', { family })", family)
	desk.page.wait_for_function("cur_frm?.doctype === 'Case Closing' && cur_frm.is_new()")
	desk.settle()
	desk.page.evaluate(
		"""([assessment, until]) => cur_frm.set_value({ reason: "cel pracy osiągnięty",
			final_assessment: assessment, monitoring_until: until })""",
		[frappe.db.get_value("Family Assessment", {"family": family}), str(day(60))],
	)
	desk.fill("summary", "Cele osiągnięte <b>x</b>")
	name = desk.save()
	assert desk.page.evaluate("[cur_frm.doc.people.length, cur_frm.doc.actions.length]") == [1, 2]
	desk.assert_no_sideways_scroll()
	desk.shot(f"closing-draft-{suffix}")
	desk.page.locator(".page-actions .primary-action:visible").first.click()
	confirm(desk)
	desk.page.wait_for_function("cur_frm.doc.docstatus === 1")
	desk.settle()
	desk.shot(f"closing-submitted-{suffix}")
	frappe.db.rollback()
	assert frappe.db.get_value("Family", family, "status") == "Monitored"
	assert frappe.db.get_value("Case Closing", name, "monitoring_status") == "Monitoring Runs"


def test_who_stayed_looks_in_on_the_family(family, desk_of):
	closing = closed(family)
	desk = desk_of(email("client"), size=PHONE)
	desk.open_form("Case Closing", closing)
	desk.page.evaluate("cur_frm.custom_buttons[__('New Monitoring Contact')].click()")
	desk.page.wait_for_function("cur_frm?.doctype === 'Monitoring Contact' && cur_frm.is_new()")
	desk.settle()
	desk.page.evaluate("cur_frm.set_value('kind', 'rozmowa telefoniczna')")
	desk.fill("finding", "W domu spokojnie.")
	name = desk.save()
	desk.assert_no_sideways_scroll()
	desk.shot("monitoring-contact-phone")
	frappe.db.rollback()
	found = frappe.db.get_value("Monitoring Contact", name, ["closing", "worker"])
	assert found == (closing, email("client"))


def test_the_head_reopens_from_the_familys_page(family, desk_of):
	closing = closed(family)
	desk = desk_of(email("head"))
	desk.open_form("Family", family)
	button = desk.page.get_by_role("button", name="Wznów sprawę").first
	button.wait_for()
	button.click()
	dialog = desk.page.locator(".modal.show")
	dialog.locator('textarea[data-fieldname="reason"]').fill("kryzys po utracie pracy")
	confirm(desk)
	desk.page.wait_for_function("cur_frm.doc.status === 'Under Support'")
	desk.open_form("Case Closing", closing)
	text = desk.page.inner_text(".layout-main-section:visible")
	assert "Grażyna Kierowniczka" in text and "kryzys po utracie pracy" in text
	desk.shot("closing-reopened")


@SIZES
def test_an_opinion_is_composed(family, desk_of, size):
	frappe.set_user(email("client"))
	opinion = factories.make_opinion(family, facts="moje poprawki").name
	frappe.db.commit()
	frappe.set_user("Administrator")
	desk = desk_of(email("client"), size=size)
	desk.open_form("Court Opinion", opinion)
	desk.assert_no_sideways_scroll()
	desk.page.evaluate("cur_frm.custom_buttons[__('Compose the Facts Anew')].click()")
	confirm(desk)
	desk.page.wait_for_function("cur_frm.doc.facts.includes('W okresie od 1 października 2026 r.')")
	desk.settle()
	desk.shot(f"court-opinion-{'phone' if size is PHONE else 'desktop'}")
