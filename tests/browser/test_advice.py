"""The overview of screenings, a request for a consultation and feedback without a name, in Chromium."""

import pytest

import frappe

from opsfamily.case.optional_parts import forget_what_is_shown
from opsfamily.office import SETTINGS
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, day, email, make_family
from opsfamily.tests.make_safety import make_screening
from opsfamily.tests.make_supervision import erase_support, make_adviser, make_session
from tests.browser.conftest import DESKTOP, PHONE

GROUP = ("client", "assistant", "other_assistant", "social_worker", "newcomer")
PARTS = ("uses_consultation_requests", "uses_supervision_plans")


@pytest.fixture(scope="module")
def world(connected_site):
	"""A family of the consultant and the client, an adviser, and a session of five; on a site with these parts."""
	frappe.set_user("Administrator")
	before, settings = len(factories.made_families), frappe.get_doc(SETTINGS)
	were = {part: settings.get(part) for part in PARTS}
	settings.update(dict.fromkeys(PARTS, 1)).save()
	born = {"Ola Przesiewowa": "2024-02-01", "Jan Przesiewowy": "2022-03-01"}
	members = [{"full_name": name, "birth_date": date} for name, date in born.items()]
	family = make_family(representative="Maria Przesiewowa", members=members).name
	assign(family, "client")
	assign(family, "consultant", "Consultant")
	make_screening(family, "Ola Przesiewowa", birth_date=None, follow_up="poradnia", next_due=day(-1))
	adviser, session = make_adviser("consultant"), make_session(*GROUP, session_date=day(-1)).name
	frappe.db.commit()
	forget_what_is_shown()
	yield {"family": family, "adviser": adviser, "session": session}
	frappe.db.rollback()
	factories.erase_leftovers(before)
	erase_support(factories.DOMAIN)
	frappe.db.delete("Adviser", {"name": adviser})
	frappe.get_doc(SETTINGS).update(were).save()
	frappe.db.commit()
	forget_what_is_shown()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_consultants_page_of_screenings(world, desk_of, size):
	desk = desk_of(email("consultant"), size=size).open("query-report/Screening Overview")
	desk.page.locator(".dt-cell__content", has_text="Ola Przesiewowa").first.wait_for()
	text = desk.page.inner_text(".layout-main-section")
	assert "Jan Przesiewowy" in text and "Bez badania" in text and "Do zbadania" in text
	desk.assert_polish()
	desk.shot(f"screening-overview-{'phone' if size is PHONE else 'desktop'}")


def test_a_worker_asks_on_a_phone_and_the_consultant_answers_at_a_desk(world, desk_of):
	desk = desk_of(email("client"), size=PHONE).open(f"consultation-request/new?family={world['family']}")
	desk.fill("topic", "Sen Oli")
	desk.fill("wanted_by", frappe.utils.formatdate(day(6), "dd.mm.yyyy"))
	desk.assert_no_sideways_scroll()
	desk.shot("consultation-request-phone")
	name = desk.save()
	desk = desk_of(email("consultant")).open_form("Consultation Request", name)
	desk.fill("agreed_on", frappe.utils.formatdate(day(3), "dd.mm.yyyy"))
	desk.fill("agreed_hours", "9:30, pokój 4")
	desk.save()
	desk.assert_polish()
	desk.shot("consultation-request-desktop")
	frappe.db.rollback()
	assert frappe.db.get_value("Consultation Request", name, "status") == "Day Agreed"


def test_feedback_without_a_name(world, desk_of):
	desk = desk_of(email("client"), size=PHONE)
	desk.open_form("Supervision Session", world["session"])
	desk.page.get_by_text("Uczestnicy odpowiadają bez nazwisk do").wait_for()
	desk.page.evaluate("cur_frm.custom_buttons[__('Give Feedback without My Name')].click()")
	dialog = desk.page.locator(".modal.show")
	dialog.wait_for()
	dialog.locator("select").first.select_option("4")
	dialog.locator("textarea").first.fill("Więcej czasu na omówienie.")
	desk.shot("supervision-feedback-phone")
	dialog.locator(".btn-primary:visible").click()
	desk.page.wait_for_function("!cur_frm.custom_buttons[__('Give Feedback without My Name')]")
	frappe.db.rollback()
	rows = frappe.get_all(
		"Supervision Feedback", {"session": world["session"]}, ["question", "mark"], order_by="mark"
	)
	assert [row.mark for row in rows] == [0, 0, 4]
