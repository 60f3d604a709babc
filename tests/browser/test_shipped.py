"""An administrator changes a page and a card of ours on the Desk, and takes the app's version back."""

from collections.abc import Iterator

import pytest

import frappe

from opsfamily.setup.shipped import REGISTER, get_key, read_shipped, take_ours, write_shipped
from opsfamily.tests import factories

ADMINISTRATOR = "administrator.of.the.desk"
CARD, DAY = "Own Families", "Social Worker Day"


@pytest.fixture
def administrator(site) -> Iterator[str]:
	"""A committed user who may change the Desk; afterwards everything is as shipped again."""
	roles = ("OPS Administrator", "System Manager", "Workspace Manager", "Head of Centre")
	user = factories.make_person(ADMINISTRATOR, "Ada Zmieniająca", roles).name
	write_shipped()
	frappe.db.commit()
	yield user
	frappe.db.rollback()
	for key in (get_key("Number Card", CARD), get_key("Workspace", DAY)):
		take_ours(key)
	frappe.delete_doc("User", user, force=True)
	frappe.db.commit()


def status(doctype: str, name: str) -> str:
	frappe.db.rollback()
	write_shipped()
	frappe.db.commit()
	return frappe.db.get_value(REGISTER, get_key(doctype, name), "status")


def test_a_card_is_changed_in_its_form_and_stays_changed(administrator, desk_of):
	page = desk_of(administrator).open_form("Number Card", CARD).page
	page.wait_for_function("window.cur_frm?.doc?.doctype === 'Number Card' && !cur_frm.refreshing")
	assert page.evaluate("cur_frm.perm[0].write && !cur_frm.doc.is_standard")
	page.evaluate("cur_frm.set_value('color', '#C0392B')")
	page.evaluate("cur_frm.save()")
	page.wait_for_function("!cur_frm.is_dirty()")
	assert status("Number Card", CARD) == "Changed by the Office"
	assert frappe.db.get_value("Number Card", CARD, "color").upper() == "#C0392B"


def test_a_page_is_changed_by_its_editor_and_taken_back(administrator, desk_of):
	desk = desk_of(administrator).open(DAY.lower().replace(" ", "-"))
	page = desk.page
	# Else the page is drawn anew after it was opened for editing.
	page.wait_for_selector(".number-widget-box:visible")
	page.wait_for_load_state("networkidle")
	page.locator("button:visible", has_text="Edycja").click()
	page.locator("button:visible", has_text="Zapisz").wait_for()
	editor = "(frappe.workspace || frappe.pages.Workspaces.workspace).editor"
	page.evaluate(f"{editor}.isReady")
	page.evaluate(f"{editor}.blocks.insert('header', {{ text: 'Dyżury', col: 12 }})")
	page.locator("button:visible", has_text="Zapisz").click()
	page.locator("button:visible", has_text="Edycja").wait_for()
	assert status("Workspace", DAY) == "Changed by the Office"
	assert "Dy" in frappe.db.get_value("Workspace", DAY, "content")[-120:]

	desk.open_form(REGISTER, get_key("Workspace", DAY))
	page.get_by_role("button", name="Przywróć wersję z aplikacji").click()
	page.locator(".modal.show").get_by_role("button", name="Tak").click()
	page.wait_for_function("cur_frm.doc.status === 'As Shipped'")
	frappe.db.rollback()
	shipped = read_shipped()[get_key("Workspace", DAY)]["content"]
	assert frappe.parse_json(frappe.db.get_value("Workspace", DAY, "content")) == frappe.parse_json(shipped)
