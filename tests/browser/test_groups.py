"""Who came to a group is noted in a browser, on a phone and at a desk; the procedure is opened on the family's page."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from opsfamily.tests.make_groups import (
	PARTICIPATION,
	erase_groups,
	make_group,
	make_meeting,
	make_participation,
)
from opsfamily.tests.make_supporting import make_supporting_family
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_family_at_a_glance import open_tab

MOTHER, OTHER = "Maria Grupowa", "Olga Grupowa"
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])


@pytest.fixture(autouse=True)
def on_the_desk(site) -> None:
	"""An office that uses both parts."""
	settings = frappe.get_single("OPS Settings")
	settings.update({"uses_groups": 1, "uses_supporting_families": 1}).save()
	frappe.db.commit()


@pytest.fixture
def meeting(site) -> str:
	"""A committed meeting of a group that the consultant leads, with two families."""
	group = make_group(f"Szkoła {frappe.generate_hash(length=6)}", "consultant").name
	for name in (MOTHER, OTHER):
		family = factories.make_family(representative=name, members=[{"full_name": name}]).name
		factories.assign(family)
		make_participation(family, group, name)
	made = make_meeting(group)
	frappe.db.commit()
	yield made.name
	frappe.db.rollback()
	erase_groups([group])
	frappe.db.commit()


def get_presences(meeting: str) -> dict[str, str]:
	frappe.db.rollback()
	rows = frappe.get_all("Group Presence", {"meeting": meeting}, ["parent", "presence"], order_by="parent")
	return {frappe.db.get_value(PARTICIPATION, row.parent, "person"): row.presence for row in rows}


@SIZES
def test_who_came(meeting, desk_of, size):
	desk = desk_of(email("consultant"), size=size).open(f"group-meeting/{meeting}")
	choices = desk.page.locator('[data-fieldname="attendance"] select')
	choices.first.wait_for()
	assert choices.count() == 2
	desk.assert_no_sideways_scroll()
	desk.assert_accessible('[data-fieldname="attendance"]')
	choices.nth(1).select_option("Excused")
	desk.page.locator('[data-action="everybody"]').click()
	desk.page.locator('[data-fieldname="attendance"] [data-action="save"]').click()
	desk.page.locator(".desk-alert", has_text="Zapisano").first.wait_for()
	desk.shot(f"group-meeting-{suffix(size)}")
	assert get_presences(meeting) == {MOTHER: "Present", OTHER: "Excused"}


def test_what_is_noted_stays_while_the_meeting_is_saved(meeting, desk_of):
	desk = desk_of(email("consultant"), size=DESKTOP).open(f"group-meeting/{meeting}")
	attendance = desk.page.locator('[data-fieldname="attendance"]')
	attendance.locator("select").first.wait_for()
	attendance.locator("select").nth(1).select_option("Excused")
	attendance.locator("input").nth(1).fill("dzwoniła")
	desk.page.locator('[data-fieldname="topic"] input').fill("Inny temat")
	with desk.page.expect_response(lambda answer: "group_attendance" in answer.url):
		desk.page.keyboard.press("Control+s")
	desk.page.locator(".desk-alert", has_text="Zapisano").first.wait_for()
	assert attendance.locator("select").nth(1).input_value() == "Excused"
	assert attendance.locator("input").nth(1).input_value() == "dzwoniła"
	attendance.locator('[data-action="save"]').click()
	desk.page.wait_for_function(
		"() => !cur_frm.attendance || cur_frm.attendance.people.some((row) => row.remark)"
	)
	assert get_presences(meeting) == {OTHER: "Excused"}


@SIZES
def test_the_procedure_of_a_family(site, desk_of, size):
	family = factories.make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
	factories.assign(family)
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=size).open_form("Family", family)
	course = open_tab(desk, "Przebieg sprawy")
	course.locator("[data-procedure] summary").click()
	step = course.locator(".fo-steps [aria-current=step]")
	step.wait_for()
	assert "Ocena sytuacji rodziny" in step.inner_text()
	assert "Anna Asystentka" in step.inner_text()
	desk.assert_no_sideways_scroll()
	desk.assert_accessible("[data-procedure]")
	desk.shot(f"procedure-{suffix(size)}")


@SIZES
def test_a_supporting_family_waits_for_the_heads_opinion(site, desk_of, size):
	family = factories.make_family(representative=MOTHER, members=[{"full_name": MOTHER}]).name
	factories.assign(family)
	name = make_supporting_family(family).name
	frappe.db.commit()
	desk = desk_of(email("head"), size=size).open_form("Supporting Family", name)
	desk.page.locator('.frappe-control[data-fieldname="opinion"] select').select_option("Positive")
	desk.page.locator('.frappe-control[data-fieldname="opinion_reason"] textarea').fill("Warunki dobre.")
	desk.assert_no_sideways_scroll()
	desk.save()
	desk.shot(f"supporting-family-{suffix(size)}")
	frappe.db.rollback()
	assert frappe.db.get_value("Supporting Family", name, "opinion_by") == email("head")


def suffix(size: dict) -> str:
	return "phone" if size == PHONE else "desk"
