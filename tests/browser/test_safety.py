"""Going out to a family and being back, by thumb and at a desk; hours beside the families on the month's page."""

import pytest

import frappe
from frappe.utils import getdate

from opsfamily.core.outings import BACK, OUT
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DESKTOP, PHONE

ASSISTANT = email("assistant")
WARNING = "pies <b>duży</b>, nie wchodzić bez dzwonka"


@pytest.fixture
def family(site) -> str:
	"""A committed family of the test assistant, who is at the desk."""
	frappe.db.set_value("Home Outing", {"worker": ASSISTANT}, "status", BACK)
	child = {"full_name": "Lena Testowa", "birth_date": "2024-07-08"}
	name = factories.make_family(
		representative=f"Rodzina {frappe.generate_hash(length=6)}", members=[child], home_warning=WARNING
	).name
	factories.assign(name)
	frappe.db.commit()
	return name


def outing_of(family: str):
	frappe.db.rollback()
	return frappe.get_last_doc("Home Outing", {"family": family})


def test_out_and_back_with_a_thumb(family, desk_of):
	desk = desk_of(ASSISTANT, size=PHONE).open("quick-visit")
	desk.page.wait_for_selector(".qv-families > li")
	desk.taps = 0
	desk.tap(desk.page.locator(f'.qv-go[data-family="{family}"]'))
	assert WARNING in desk.page.locator(".ops-outing-warning").inner_text()
	desk.assert_accessible(".quick-visit")
	desk.assert_no_sideways_scroll()
	desk.shot("outing-until-phone")
	desk.tap(desk.page.locator('[data-minutes="60"]'))
	desk.page.wait_for_selector(".qv-away")
	assert desk.taps == 2
	desk.assert_accessible(".quick-visit")
	desk.assert_no_sideways_scroll()
	desk.shot("outing-open-phone")
	assert desk.page.locator(".qv-go").count() == 0, "one outing at a time"
	first = outing_of(family)
	desk.tap(desk.page.locator(".qv-longer"))
	desk.tap(desk.page.locator('.qv-longer-how [data-minutes="120"]'))
	desk.page.wait_for_selector(".qv-longer-how:empty", state="attached")
	assert outing_of(family).expected_end > first.expected_end
	# Also on the screen of its visit.
	desk.tap(desk.page.locator(f'.qv-open[data-family="{family}"]'))
	desk.page.wait_for_selector(".qv-save")
	desk.tap(desk.page.locator(".qv-back-again"))
	desk.page.wait_for_selector(".qv-out")
	assert outing_of(family).status == BACK
	desk.assert_accessible(".quick-visit")


def test_without_a_connection_that_is_said(family, desk_of):
	desk = desk_of(ASSISTANT, size=PHONE).open("quick-visit")
	desk.page.wait_for_selector(".qv-families > li")
	desk.tap(desk.page.locator(f'.qv-go[data-family="{family}"]'))
	desk.page.context.set_offline(True)
	desk.tap(desk.page.locator('[data-minutes="30"]'))
	desk.page.locator(".ops-outing-error", has_text="Proszę zadzwonić do koordynatora").wait_for()
	desk.page.context.set_offline(False)
	desk.tap(desk.page.locator('[data-minutes="30"]'))
	desk.page.wait_for_selector(".qv-away")
	assert outing_of(family).status == OUT
	desk.errors = [error for error in desk.errors if "ERR_INTERNET_DISCONNECTED" not in error]


def test_at_a_desk(family, desk_of):
	desk = desk_of(ASSISTANT, size=DESKTOP).open_form("Family", family)
	desk.page.get_by_role("button", name="Wychodzę do rodziny").click()
	desk.page.wait_for_selector(".modal.show .ops-outing")
	assert WARNING in desk.page.locator(".ops-outing-warning").inner_text()
	desk.page.wait_for_timeout(500)
	desk.shot("outing-until-desktop")
	desk.page.locator('.modal.show [data-minutes="90"]').click()
	desk.page.get_by_role("button", name="Jestem z powrotem").wait_for()
	desk.settle()
	assert "Teraz u rodziny" in desk.page.locator('[data-fieldname="overview"]').inner_text()
	desk.shot("family-outing-desktop")
	coordinator = desk_of(email("coordinator"), size=DESKTOP).open("home-outing")
	coordinator.page.locator(".list-row", has_text="Anna Asystentka").first.wait_for()
	coordinator.shot("outings-list-desktop")
	desk.page.get_by_role("button", name="Jestem z powrotem").click()
	desk.page.get_by_role("button", name="Wychodzę do rodziny").wait_for()
	assert outing_of(family).status == BACK


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_hours_beside_the_families(family, desk_of, size):
	frappe.db.delete("Other Work Time", {"worker": ASSISTANT})
	frappe.db.commit()
	desk = desk_of(ASSISTANT, size=size).open(f"month-close/{getdate():%Y-%m}")
	desk.tap(desk.page.locator('[data-action="add_other_work"]'))
	desk.page.wait_for_selector(".modal.show .modal-body")
	desk.page.wait_for_timeout(500)
	kind = desk.page.locator('.modal.show [data-fieldname="kind"] input').first
	kind.fill("szkolenie")
	desk.page.locator(".modal.show .awesomplete li", has_text="szkolenie").first.click()
	desk.page.locator('.modal.show [data-fieldname="minutes"] input').first.fill("90")
	# The platform's number field marks what it holds a moment later, wherever the focus is by then.
	desk.page.wait_for_timeout(300)
	desk.shot(f"other-work-{'desktop' if size == DESKTOP else 'phone'}")
	desk.page.locator(".modal.show .btn-primary:visible").last.click()
	desk.page.locator(".month-own .month-other summary", has_text="1:30").wait_for()
	desk.settle()
	desk.tap(desk.page.locator(".month-own .month-other summary"))
	assert "szkolenie" in desk.page.locator(".month-own .month-other").inner_text()
	desk.assert_accessible(".month-close")
	desk.assert_no_sideways_scroll()
	desk.shot(f"month-other-{'desktop' if size == DESKTOP else 'phone'}")
	frappe.db.rollback()
	[entry] = frappe.get_all(
		"Other Work Time", {"worker": ASSISTANT}, ["kind", "minutes", "work_date"], order_by="name"
	)
	assert (entry.kind, entry.minutes, entry.work_date) == ("szkolenie", 90, getdate())
	frappe.db.delete("Other Work Time", {"worker": ASSISTANT})
	frappe.db.commit()
