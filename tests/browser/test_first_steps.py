"""Monday morning: what an empty Desk says, the tour of a form, the office's own paper."""

from collections.abc import Iterator

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DESKTOP, PHONE

IMPORTER = "Irena Importowa"
F4 = "F4 Karta czasu pracy"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def importer(site: str) -> Iterator[str]:
	"""An administrator of the site who coordinates, for a day."""
	user = email("importer")
	if not frappe.db.exists("User", user):
		factories.make_person("importer", IMPORTER, ("Family Coordinator", "System Manager"))
	frappe.db.set_value("User", user, "enabled", 1)
	frappe.db.commit()
	yield user
	frappe.db.set_value("User", user, "enabled", 0)
	frappe.db.commit()


@SIZES
def test_an_empty_list_says_what_comes_first(size, desk_of, site):
	desk = desk_of(email("newcomer"), size=size).open("family")
	hint = desk.page.locator(".no-result:visible .msg-box").first
	hint.wait_for()
	assert "koordynator" in hint.inner_text()
	desk.assert_no_sideways_scroll()
	desk.shot(f"empty-families-{size['width']}")


@SIZES
def test_a_tour_leads_through_the_form(size, desk_of, site):
	desk = desk_of(email("newcomer"), size=size).open("")
	desk.page.evaluate(
		"""() => { frappe.route_hooks.after_load = (frm) =>
			frm.tour.init({ tour_name: "Family Visit" }).then(() => frm.tour.start());
			frappe.new_doc("Family Visit"); }"""
	)
	step = desk.page.locator("#driver-popover-item:visible, .driver-popover:visible")
	step.wait_for()
	assert "Rodzina" in step.inner_text()
	desk.shot(f"tour-{size['width']}")


def test_an_office_makes_a_paper_its_own(importer, desk_of):
	desk = desk_of(importer).open_form("Print Format", F4)
	desk.page.get_by_role("button", name="Utwórz edytowalną kopię").click()
	desk.page.wait_for_function("(name) => cur_frm?.doc?.name === name", arg=f"{F4} – nasz układ")
	assert desk.page.evaluate("cur_frm.doc.custom_format && cur_frm.doc.html.length > 100")
	frappe.db.rollback()
	frappe.delete_doc("Print Format", f"{F4} – nasz układ", force=True)
	frappe.db.commit()
