"""From the session to its record and the warning about a name, on a real Desk."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from opsfamily.tests.make_supervision import erase_support, make_record, make_session
from tests.browser.conftest import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
RECORD = "Supervision Record"


@pytest.fixture
def session(connected_site):
	"""A session of the client and the social worker; the client works on a family called Wilczyńska."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	factories.assign(factories.make_family(representative="Ewa Wilczyńska").name, "client")
	session = make_session("client", "social_worker").name
	frappe.db.commit()
	yield session
	frappe.db.rollback()
	factories.erase_leftovers(before)
	erase_support(factories.DOMAIN)
	frappe.db.commit()


@SIZES
def test_from_the_session_to_its_record(session, desk_of, size):
	desk = desk_of(email("client"), size=size)
	desk.open_form("Supervision Session", session)
	desk.assert_polish()
	desk.assert_no_sideways_scroll()
	desk.page.evaluate("cur_frm.custom_buttons[__('Begin the Record')].click()")
	desk.page.wait_for_function(f"cur_frm?.doctype === '{RECORD}' && cur_frm.is_new()")
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.session") == session
	desk.page.get_by_text("Czytają i piszą wyłącznie: Klara Kliencka, Marek Socjalny.").wait_for()
	desk.fill("topic", "Dług pani Wilczyńskiej")
	name = desk.save()
	warning = desk.page.locator(".modal.show")
	warning.wait_for()
	assert "„Wilczyńskiej”" in warning.inner_text() and "Temat" in warning.inner_text()
	desk.shot(f"supervision-name-{'phone' if size is PHONE else 'desktop'}")
	desk.page.keyboard.press("Escape")
	desk.open_form("Supervision Session", session)
	desk.page.evaluate("cur_frm.custom_buttons[__('Supervision Record')].click()")
	desk.page.wait_for_function(f"cur_frm?.doctype === '{RECORD}' && cur_frm.doc.name === '{name}'")
	desk.settle()


def test_the_head_sees_the_attendance_and_no_record(session, desk_of):
	frappe.set_user("Administrator")
	make_record(session, topic="słowo z zapisu")
	frappe.db.commit()
	desk = desk_of(email("head"))
	desk.open_form("Supervision Session", session)
	assert "Klara Kliencka" in desk.page.inner_text(".form-layout")
	assert desk.page.evaluate("Object.keys(cur_frm.custom_buttons)") == []
	assert "słowo z zapisu" not in desk.page.content()
	desk.open("supervision-record")
	desk.page.locator(".no-result:visible").first.wait_for()
	desk.open("query-report/Supervision Hours")
	desk.page.locator(".dt-cell__content", has_text="Klara Kliencka").first.wait_for()
	desk.assert_polish()
