"""Monday morning: what an empty Desk says, the tour of a form, the office's own paper."""

from collections.abc import Iterator

import pytest

import frappe

from opsfamily.office import SETTINGS
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DESKTOP, PHONE

IMPORTER = "Irena Importowa"
F4 = "F4 Karta czasu pracy"
NEW_HEAD = "Pismo próbne"
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


@pytest.fixture
def founder(site: str) -> Iterator[str]:
	"""An administrator who works on no case, on a site whose papers know no office yet."""
	user = email("founder")
	if not frappe.db.exists("User", user):
		factories.make_person("founder", "Ada Zakładająca", ("OPS Administrator", "System Manager"))
	frappe.db.set_value("User", user, "enabled", 1)
	before = {field: frappe.db.get_single_value(SETTINGS, field) for field in ("office_name", "place")}
	heads = frappe.get_all("Letter Head", {"is_default": 1}, pluck="name", order_by="name")
	write_office(dict.fromkeys(before, ""))
	frappe.db.set_value("Letter Head", {"is_default": 1}, "is_default", 0)
	frappe.db.commit()
	frappe.clear_cache()
	yield user
	# What the browser stored came after this connection's last look.
	frappe.db.rollback()
	write_office(before)
	frappe.delete_doc("Letter Head", NEW_HEAD, force=True, ignore_missing=True)
	for head in heads:
		frappe.db.set_value("Letter Head", head, "is_default", 1)
	frappe.db.set_value("User", user, "enabled", 0)
	frappe.db.commit()
	frappe.clear_cache()


def write_office(values: dict[str, str]) -> None:
	for field, value in values.items():
		frappe.db.set_single_value(SETTINGS, field, value)


@SIZES
def test_the_administrator_is_led_and_each_step_ticks_by_itself(size, founder, desk_of):
	desk = desk_of(founder, size=size).open("administrator-day")
	panel = desk.page.locator(".ops-first-steps")
	panel.wait_for()
	step = {name: panel.locator("li", has_text=name) for name in ("Dane ośrodka", "Nagłówek pism", "Rodziny")}
	for name in ("Dane ośrodka", "Nagłówek pism"):
		assert step[name].locator("button").count() == 1
	# Families are on this site, and there is no way to them from here.
	assert step["Rodziny"].get_attribute("class") == "is-done"
	assert step["Rodziny"].locator("button").count() == 0
	desk.assert_accessible(".ops-first-steps")
	desk.assert_no_sideways_scroll()
	desk.shot(f"first-steps-administrator-{size['width']}")
	desk.tap(step["Dane ośrodka"].locator("button"))
	desk.page.wait_for_function("window.cur_frm?.doctype === 'OPS Settings' && !cur_frm.refreshing")
	desk.settle()
	desk.fill("office_name", "Ośrodek Pomocy Społecznej w Lipowej Górze")
	desk.fill("place", "Lipowa Góra")
	desk.save()
	desk.page.evaluate("frappe.set_route('administrator-day')")
	panel.locator("li.is-done", has_text="Dane ośrodka").wait_for()
	desk.tap(step["Nagłówek pism"].locator("button"))
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Letter Head' && !cur_frm.refreshing")
	desk.page.evaluate(
		"""(name) => cur_frm.set_value({ letter_head_name: name, source: "HTML", content: "OPS", is_default: 1 })
			.then(() => cur_frm.save())""",
		NEW_HEAD,
	)
	desk.settle()
	# Nothing is left to do: the page is as short as ever.
	desk.open("administrator-day")
	desk.page.get_by_text("Użytkownicy i role").first.wait_for()
	desk.settle()
	assert panel.count() == 0
	desk.shot(f"administrator-day-{size['width']}")
