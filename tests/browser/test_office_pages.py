"""Fields that an office put in a list or allowed in quick entry, on our pages in both sizes, also without a connection."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from opsfamily.ops_paper.values import as_written
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_quick_visit import (
	NETWORK,
	choose,
	first_screen,
	forgive,
	kept_on_device,
	open_visit,
	row,
	save,
	wait_for_device,
	wait_for_saved,
	write,
	written,
)

CARD, VISIT = "Assistant Timesheet", "Family Visit"
LISTED, QUICK = {"in_list_view": 1}, {"allow_in_quick_entry": 1}
FIELDS = {
	CARD: [{"fieldname": "custom_budget", "fieldtype": "Data", "label": "Paragraf <i>budżetu</i>", **LISTED}],
	VISIT: [
		{"fieldname": "custom_mood", "fieldtype": "Data", "label": "Nastrój w domu", **LISTED, **QUICK},
		{
			"fieldname": "custom_photos",
			"fieldtype": "Check",
			"label": "Zrobiono zdjęcia",
			"insert_after": "custom_mood",
			**QUICK,
		},
	],
	"Family": [
		{
			"fieldname": "custom_intercom",
			"fieldtype": "Data",
			"label": "Kod domofonu",
			"insert_after": "phone",
			**LISTED,
		}
	],
}
CODE, MOOD = "12#<b>34</b>", "spokojnie & bez <b>krzyku</b>"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def fields(connected_site) -> Iterator[None]:
	frappe.set_user("Administrator")
	create_custom_fields(FIELDS)
	frappe.db.commit()
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype, added in FIELDS.items():
		for field in added:
			frappe.delete_doc("Custom Field", f"{doctype}-{field['fieldname']}", force=True)
	frappe.db.commit()


@pytest.fixture
def family(fields, site) -> Iterator[str]:
	"""A family of the client with a card of the running month, committed."""
	before = len(factories.made_families)
	name = factories.make_family(
		representative=f"Rodzina {frappe.generate_hash(length=6)}", custom_intercom=CODE
	).name
	factories.assign(name, "client")
	factories.make_visit(name, assistant=email("client"), visit_date=day(-1), custom_mood=MOOD)
	month = str(day(-1))[:7]
	factories.make_timesheet(name, assistant=email("client"), month=month, custom_budget="855 <b>a</b>")
	frappe.db.commit()
	yield name
	frappe.db.rollback()
	factories.erase_leftovers(before)
	frappe.db.commit()


def test_a_visit_without_a_connection_has_them(family, desk_of):
	desk = first_screen(desk_of(email("client"), size=PHONE).open("quick-visit"))
	assert f"Kod domofonu: {CODE}" in row(desk, family).inner_text()
	desk.shot("office-pages-families-phone")
	desk.page.context.set_offline(True)
	open_visit(desk, family)
	choose(desk, 30, 60)
	write(desk)
	mood = desk.page.locator("[data-fieldname='custom_mood'] input")
	mood.fill(MOOD)
	mood.press("Tab")
	photos = desk.page.locator("[data-fieldname='custom_photos'] input:enabled")
	photos.check()
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".quick-visit-form")
	desk.page.locator(".ops-office-fields").scroll_into_view_if_needed()
	desk.shot("office-pages-visit-phone")
	save(desk)
	wait_for_device(desk, 1)
	# What the device kept is what a new tab goes on with.
	desk.page.locator(".qv-back").click()
	open_visit(desk, family)
	desk.page.wait_for_function(
		"(mood) => document.querySelector(\"[data-fieldname='custom_mood'] input\")?.value === mood", arg=MOOD
	)
	assert photos.is_checked()
	desk.page.context.set_offline(False)
	wait_for_saved(desk)
	made = written(family)[-1]
	assert kept_on_device(desk) == []
	stored = frappe.db.get_value(VISIT, made.name, ["custom_mood", "custom_photos"])
	assert (as_written(stored[0]), stored[1]) == (MOOD, 1)
	forgive(desk, NETWORK)


def test_what_may_stay_empty_holds_up_nothing(family, desk_of):
	desk = first_screen(desk_of(email("client"), size=PHONE).open("quick-visit"))
	open_visit(desk, family)
	choose(desk, 30, 60)
	write(desk)
	save(desk)
	wait_for_saved(desk)
	assert len(written(family)) == 1


@SIZES
@pytest.mark.parametrize("who", ["client", "coordinator"])
def test_the_month_has_their_columns(family, desk_of, size, who):
	desk = desk_of(email(who), size=size).open(f"month-close/{str(day(-1))[:7]}")
	name = frappe.db.get_value("Family", family, "representative")
	line = desk.page.locator(".ops-table tr", has_text=name).first
	line.wait_for()
	cell = line.locator("[data-label='Paragraf <i>budżetu</i>']")
	assert cell.inner_text().strip().endswith("855 <b>a</b>")
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".month-close")
	line.scroll_into_view_if_needed()
	desk.shot(f"office-pages-month-{who}-{size['width']}")


@SIZES
def test_the_familys_page_says_them(family, desk_of, size):
	desk = desk_of(email("client"), size=size).open_form("Family", family)
	text = desk.page.locator(".family-overview").first.inner_text()
	assert f"Kod domofonu: {CODE}" in text and f"Nastrój w domu: {MOOD}" in text
	desk.assert_no_sideways_scroll()
	desk.shot(f"office-pages-family-{size['width']}")
