"""A section's report on a real Desk: made and sent by the clerk, its numbers opened by the head."""

from collections.abc import Iterator

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_figures import make_report
from tests.browser.conftest import DESKTOP, PHONE
from tests.rest.test_figures_rest import HALF, erase_reports

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
NAME = "Rodzina <b>Policzona</b>"


@pytest.fixture
def family(connected_site) -> Iterator[str]:
	"""A family that the first half of 2017 counts."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	erase_reports()
	name = make_family(representative=NAME, assistant_since="2017-02-01").name
	assign(name, from_date="2017-02-01")
	frappe.db.commit()
	yield name
	frappe.db.rollback()
	factories.erase_leftovers(before)
	erase_reports()


def make_committed() -> str:
	name = make_report(*HALF.values()).name
	frappe.db.commit()
	return name


def test_the_clerk_makes_a_report_and_sends_it(family, desk_of):
	desk = desk_of(email("clerk"))
	desk.open("section-report/new")
	desk.page.evaluate("cur_frm.set_value({ template: 'Sprawozdanie półroczne' })")
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.from_date"), "the last period is proposed"
	desk.page.evaluate("(half) => cur_frm.set_value(half)", HALF)
	name = desk.save()
	desk.page.wait_for_selector(".section-report .sr-table")
	assert desk.page.locator(".sr-number").count() == 0, "the clerk opens no list"
	desk.page.evaluate("frappe.call('frappe.client.submit', { doc: cur_frm.doc })")
	desk.settle()
	desk.open_form("Section Report", name)
	desk.page.wait_for_selector(".section-report .sr-table")
	desk.assert_polish()
	assert desk.page.evaluate("cur_frm.doc.status") == "Report Sent"


@SIZES
def test_a_number_opens_its_list(family, desk_of, size):
	report = make_committed()
	desk = desk_of(email("head"), size=size)
	desk.open_form("Section Report", report)
	desk.page.wait_for_selector(".section-report .sr-table")
	desk.tap(desk.page.locator('[data-code="F1"]'))
	listed = desk.page.locator(".modal.show td a").first
	assert listed.inner_text() == f"{family} {NAME}"
	desk.shot(f"report-list-{'phone' if size is PHONE else 'desktop'}")
	desk.page.keyboard.press("Escape")
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".section-report")
	desk.shot(f"report-{'phone' if size is PHONE else 'desktop'}")
