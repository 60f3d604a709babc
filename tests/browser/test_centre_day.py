"""„Dzień świetlicy” on a phone and a desk; a sign of alarm on its way to the family's assistant."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import NOTE, make_centre, make_enrolment
from tests.browser.conftest import DESKTOP, PHONE, Desk

CENTRE, SURNAME = "Świetlica w Przeglądarce", "Przeglądarska"
TEXT = "Płakał <b>x</b> 😀"
ALARM = "Mówi, że boi się wracać."
NETWORK = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")


@pytest.fixture
def enrolments(connected_site):
	"""Two children of the client's family in a centre of which the only others were other tests'."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	members = [{"full_name": name} for name in (f"Maria {SURNAME}", "Staś <i>y</i>", "Zosia Druga")]
	family = factories.make_family(representative=f"Maria {SURNAME}", members=members).name
	factories.assign(family, "client")
	make_centre(CENTRE, email("day_centre"))
	found = [make_enrolment(family, child=row["full_name"], centre=CENTRE) for row in members[1:]]
	frappe.db.commit()
	yield found
	frappe.db.rollback()
	factories.erase_leftovers(before)


def page_of(desk: Desk) -> Desk:
	desk.open("centre-day")
	desk.page.locator(".cd-head .cd-date").wait_for()
	choice = desk.page.locator(".cd-centre")
	if choice.count():
		choice.select_option(CENTRE)
	desk.page.locator(".cd-child", has_text="Zosia").wait_for()
	desk.settle()
	return desk


def child(desk: Desk, name: str):
	return desk.page.locator(".cd-child", has_text=name)


def noted(enrolment, fields="presence", on=None):
	frappe.db.rollback()
	return frappe.db.get_value(NOTE, {"enrolment": enrolment.name, "day": on or day()}, fields)


def wait_for_saved(row) -> None:
	row.locator(".cd-state", has_text="Zapisano").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_alarm_reaches_the_assistant(enrolments, desk_of, size):
	suffix = "phone" if size is PHONE else "desktop"
	desk = page_of(desk_of(email("day_centre"), size=size))
	assert SURNAME not in desk.page.content() and enrolments[0].family not in desk.page.content()
	desk.shot(f"centre-day-{suffix}")
	row = child(desk, "Staś")
	desk.tap(row.locator('[data-presence="Present"]'))
	wait_for_saved(row)
	assert noted(enrolments[0]) == "Present"
	desk.tap(row.locator(".cd-open"))
	row.locator('[name="mood"]').select_option("lękowy")
	row.locator('[name="behaviour"]').fill(TEXT)
	desk.tap(row.locator(".cd-tick"))
	desk.tap(row.locator(".cd-save"))
	row.locator(".cd-error", has_text="Co niepokoi").wait_for()
	assert row.locator('[name="behaviour"]').input_value() == TEXT
	row.locator('[name="alarm_text"]').fill(ALARM)
	desk.assert_accessible(".centre-day")
	desk.shot(f"centre-day-alarm-{suffix}")
	desk.tap(row.locator(".cd-save"))
	wait_for_saved(row)
	row.locator(".cd-told", has_text="Sygnał alarmowy").wait_for()
	assert noted(enrolments[0], "alarm_text") == ALARM
	desk.tap(desk.page.locator(".cd-all"))
	desk.page.locator(".cd-notice", has_text="Zapisano").wait_for()
	assert noted(enrolments[1]) == "Present"
	desk.assert_no_sideways_scroll()
	desk.forgive_refusal()
	if size is DESKTOP:
		assistant_opens_the_note(desk_of, enrolments[0])


def assistant_opens_the_note(desk_of, enrolment) -> None:
	"""The bell tells of it, and leads to the note."""
	desk = desk_of(email("client"))
	desk.open("family")
	desk.page.locator(".dropdown-notifications > a, .dropdown-notifications > button").first.click()
	notice = desk.page.locator(".notification-item:visible", has_text="Sygnał alarmowy").first
	notice.wait_for()
	assert enrolment.family in notice.inner_text()
	desk.shot("centre-day-bell")
	notice.click()
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Day Centre Note' && cur_frm.doc")
	desk.settle()
	text = desk.page.evaluate("[cur_frm.doc.alarm_text, cur_frm.doc.family]")
	assert text == [ALARM, enrolment.family]
	desk.shot("centre-day-note")


def test_nothing_is_lost_without_a_connection(enrolments, desk_of):
	desk = page_of(desk_of(email("day_centre"), size=PHONE))
	row = child(desk, "Zosia")
	desk.tap(row.locator(".cd-open"))
	row.locator('[name="behaviour"]').fill(TEXT)
	desk.page.context.set_offline(True)
	desk.tap(row.locator(".cd-save"))
	row.locator(".cd-state", has_text="czeka na połączenie").wait_for()
	desk.page.locator('[data-step="-1"]').click()
	desk.page.locator(".cd-notice", has_text="Jeszcze nie zapisano: Zosia").wait_for()
	assert row.locator('[name="behaviour"]').input_value() == TEXT
	desk.shot("centre-day-offline")
	desk.page.context.set_offline(False)
	wait_for_saved(row)
	assert "Płakał" in noted(enrolments[1], "behaviour")
	desk.errors = [error for error in desk.errors if not any(word in error for word in NETWORK)]


def test_the_staff_see_their_own_desk(enrolments, desk_of):
	desk = desk_of(email("day_centre"))
	desk.open("in-the-day-centre")
	desk.page.get_by_text("Zapisane dzieci").first.wait_for()
	desk.shot("centre-workspace")
	desk.open("query-report/Day Centre Attendance")
	desk.page.locator(".dt-cell", has_text="Zosia Druga").first.wait_for()
	desk.assert_polish()
	assert SURNAME not in desk.page.content()
	desk.shot("centre-attendance")


def test_a_day_is_loaded_when_its_year_is_typed_and_the_field_stays(enrolments, desk_of):
	"""A browser calls every digit of a typed year a change of the date."""
	desk = page_of(desk_of(email("day_centre")))
	asked = []
	desk.page.on("request", lambda request: "centre_day" in request.url and asked.append(request.url))
	yesterday = str(day(-1))
	desk.page.locator(".cd-date").focus()
	desk.page.evaluate(
		"""(values) => {
			const field = document.querySelector(".cd-date");
			field.typed_here = true;
			for (const value of values) {
				field.value = value;
				field.dispatchEvent(new Event("change", { bubbles: true }));
			}
		}""",
		[*(f"{year}{yesterday[4:]}" for year in ("0002", "0020", "0202")), yesterday],
	)
	desk.page.wait_for_timeout(1200)
	desk.settle()
	assert len(asked) == 1 and yesterday in asked[0]
	assert desk.page.evaluate("document.querySelector('.cd-date').typed_here") is True
	assert desk.page.locator(".cd-date").input_value() == yesterday
	# What is no day goes back to the one that is shown.
	desk.page.evaluate("document.querySelector('.cd-date').value = ''")
	desk.page.locator(".cd-date").blur()
	assert desk.page.locator(".cd-date").input_value() == yesterday
	assert "Invalid" not in desk.page.locator("body").inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_staff_note_when_the_house_rules_were_signed(enrolments, desk_of, size):
	frappe.db.set_value("Day Centre", CENTRE, "house_rules", "Mówimy prawdę.\nSprzątamy po sobie.")
	frappe.db.commit()
	suffix = "phone" if size is PHONE else "desktop"
	desk = desk_of(email("day_centre"), size=size)
	desk.open_form("Day Centre Enrolment", enrolments[1].name)
	desk.shot(f"house-rules-unsigned-{suffix}")
	sign = desk.page.get_by_role("button", name="Zapisz podpisanie zasad")
	if not sign.is_visible():
		# On a phone the platform puts the buttons of a form into its menu.
		desk.page.locator(".menu-btn-group:visible button").first.click()
		sign = desk.page.locator(".dropdown-menu:visible a", has_text="Zapisz podpisanie zasad").first
	sign.click()
	dialog = desk.page.locator(".modal-dialog:visible", has_text="Zasady podpisane dnia")
	dialog.wait_for()
	desk.shot(f"house-rules-{suffix}")
	dialog.locator(".btn-modal-primary").click()
	desk.page.wait_for_function("cur_frm.doc.rules_signed_on")
	desk.settle()
	frappe.db.rollback()
	signed = frappe.db.get_value(
		"Day Centre Enrolment", enrolments[1].name, ["rules_signed_on", "modified_by"]
	)
	assert signed == (day(), email("day_centre"))
	assert not desk.page.get_by_role("button", name="Zapisz podpisanie zasad").count()
	desk.shot(f"house-rules-signed-{suffix}")
