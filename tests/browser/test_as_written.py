"""Signs that the framework stores as entities are shown as they were typed, on the pages for the thumb and the forms."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import NOTE, make_centre, make_enrolment, make_note
from tests.browser.conftest import PHONE, Desk

# A tag makes the framework's sanitizer turn the other signs into entities.
FAMILY = 'Róg <i>Anna</i> & "Syn"'
CHILD = "Staś <i>y</i> & Zoś"
WARNING = "pies <b>zły</b> & kot, schody < 5"
TASKS = "Rachunki <b>za prąd</b> & gaz"
BEHAVIOUR = "Bawił się <b>sam</b> & cicho, < 5 min"
CENTRE = "Świetlica w Przeglądarce"
ENTITIES = ("&lt;", "&gt;", "&amp;", "&quot;")


@pytest.fixture
def family(connected_site: str):
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	family = factories.make_family(
		representative=FAMILY, home_warning=WARNING, members=[{"full_name": CHILD}]
	).name
	factories.assign(family)
	factories.make_visit(family, visit_date="2022-02-07", place=TASKS, next_meeting_tasks=TASKS)
	frappe.db.commit()
	assert "&amp;" in frappe.db.get_value("Family", family, "representative")
	yield family
	frappe.db.rollback()
	factories.erase_leftovers(before)


def assert_as_written(desk: Desk, region: str, *texts: str) -> None:
	shown = desk.page.locator(f"{region}:visible").first
	shown.get_by_text(texts[0]).first.wait_for()
	said = shown.inner_text()
	fields = shown.locator("input, textarea").evaluate_all("(all) => all.map((one) => one.value).join(' ')")
	assert [text for text in texts if text not in f"{said} {fields}"] == []
	assert [entity for entity in ENTITIES if entity in f"{said} {fields}"] == []


def test_a_visit_on_the_phone(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	desk.open("quick-visit")
	desk.page.locator(f'.qv-open[data-family="{family}"]').wait_for()
	assert_as_written(desk, f'.qv-open[data-family="{family}"]', FAMILY, WARNING)
	desk.page.locator(f'.qv-open[data-family="{family}"]').click()
	desk.page.locator(".qv-save").wait_for()
	assert_as_written(desk, ".quick-visit", FAMILY, WARNING, TASKS, CHILD)
	assert desk.page.locator('[name="place"]').input_value() == TASKS


def test_a_way_out_from_the_phone_and_the_form(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	desk.open(f"quick-visit/{family}/out")
	assert_as_written(desk, ".quick-visit", FAMILY, WARNING)
	desk.page.locator("[data-minutes='30']").click()
	desk.page.locator(".qv-away").wait_for()
	assert_as_written(desk, ".qv-away", FAMILY)
	desk.page.locator(".qv-back-again").click()
	desk.page.locator(".qv-notice").get_by_text("z powrotem").wait_for()
	desk.open_form("Family", family)
	desk.page.evaluate("cur_frm.custom_buttons[__('Go Out to the Family')].trigger('click')")
	assert_as_written(desk, ".ops-outing", WARNING)


def test_the_form_of_a_visit(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open(f"family-visit/new?family={family}")
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Family Visit'")
	desk.page.evaluate("(family) => cur_frm.set_value('family', family)", family)
	desk.settle()
	assert_as_written(desk, ".form-message", WARNING, TASKS)
	assert desk.page.evaluate("cur_frm.doc.place") == TASKS
	chip = desk.page.locator(".ops-chip", has_text="Staś").first
	assert chip.inner_text().strip() == CHILD
	chip.click()
	assert desk.page.evaluate("cur_frm.doc.participants.filter((row) => row.full_name).length") == 1
	assert desk.page.locator(".ops-chip[aria-pressed='true']").inner_text().strip() == CHILD
	# Ticked twice is not there.
	desk.page.locator(".ops-chip", has_text="Staś").first.click()
	assert not desk.page.evaluate("(cur_frm.doc.participants || []).length")


def test_a_day_in_the_day_centre(family, desk_of):
	make_centre(CENTRE, email("day_centre"))
	child = frappe.db.get_value("Family Member", {"parent": family}, "full_name")
	enrolment = make_enrolment(family, child=child, centre=CENTRE)
	make_note(enrolment, day=day(), behaviour=BEHAVIOUR)
	frappe.db.commit()
	desk = desk_of(email("day_centre"), size=PHONE)
	desk.open("centre-day")
	desk.page.locator(".cd-head .cd-date").wait_for()
	if desk.page.locator(".cd-centre").count():
		desk.page.locator(".cd-centre").select_option(CENTRE)
	row = desk.page.locator(".cd-child", has_text="Staś")
	row.locator(".cd-open").click()
	assert row.locator(".cd-name").inner_text().startswith(CHILD)
	assert row.locator('[name="behaviour"]').input_value() == BEHAVIOUR
	assert_as_written(desk, ".centre-day", CHILD, BEHAVIOUR)
	# Saved as it is, it is the same note: what is shown is what is compared.
	row.locator('[name="learning"]').fill("Czyta.")
	row.locator(".cd-save").click()
	row.locator(".cd-state", has_text="Zapisano").wait_for()
	frappe.db.rollback()
	assert "&amp; cicho" in frappe.db.get_value(NOTE, {"enrolment": enrolment.name}, "behaviour")
