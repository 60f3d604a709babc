"""Fields that an office made mandatory: each page of ours asks for them, saves them, and is stopped by none of them."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import NOTE, make_centre, make_enrolment
from tests.browser.conftest import DESKTOP, PHONE

CARD, VISIT, OUTING, PLAN = "Assistant Timesheet", "Family Visit", "Home Outing", "Planned Visit"
CENTRE = "Świetlica Pól Ośrodka"
TEXT = {"fieldname": "custom_programme", "fieldtype": "Data", "label": "Program „X” & <b>inne</b>"}
# Several types, one of which is chosen, one typed as a day, one counted, one searched for.
FIELDS = {
	VISIT: [
		TEXT,
		{"fieldname": "custom_reach", "fieldtype": "Select", "label": "Zasięg", "options": "\nmiasto\nwieś"},
		{"fieldname": "custom_asked_on", "fieldtype": "Date", "label": "Umówiono dnia"},
		{"fieldname": "custom_persons", "fieldtype": "Int", "label": "Liczba osób"},
		{
			"fieldname": "custom_colleague",
			"fieldtype": "Link",
			"label": "Rodzaj pomocy",
			"options": "Support Kind",
		},
		{"fieldname": "custom_remark", "fieldtype": "Small Text", "label": "Uwagi ośrodka"},
	],
	NOTE: [TEXT],
	CARD: [TEXT],
	OUTING: [TEXT],
	PLAN: [TEXT],
}
VALUES = {
	"custom_programme": "Asystent rodziny 2026",
	"custom_reach": "wieś",
	"custom_asked_on": "2026-11-02",
	"custom_persons": 3,
	"custom_colleague": "szkoła",
	"custom_remark": "bez uwag",
}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def office(connected_site) -> Iterator[str]:
	"""A family of the client and a child in a day centre, on a site whose office has fields of its own."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	family = factories.make_family(
		representative="Rodzina Pól Ośrodka", members=[{"full_name": "Jan Polny"}]
	).name
	factories.assign(family, "client")
	factories.make_visit(family, assistant=email("client"), visit_date=day(-1))
	make_centre(CENTRE, email("day_centre"))
	make_enrolment(family, child="Jan Polny", centre=CENTRE)
	create_custom_fields(
		{doctype: [{**field, "reqd": 1} for field in fields] for doctype, fields in FIELDS.items()}
	)
	frappe.db.commit()
	yield family
	frappe.db.rollback()
	factories.erase_leftovers(before)
	for doctype, fields in FIELDS.items():
		for field in fields:
			frappe.delete_doc("Custom Field", f"{doctype}-{field['fieldname']}", force=True)
	frappe.db.commit()


def fill_dialog(desk) -> None:
	dialog = desk.page.locator(".modal.show")
	dialog.locator('[data-fieldname="custom_programme"] input').fill(VALUES["custom_programme"])
	dialog.locator(".btn-primary:visible").click()


def stored(doctype: str, filters: dict, fields="custom_programme"):
	frappe.db.rollback()
	return frappe.db.get_value(doctype, filters, fields, as_dict=isinstance(fields, list))


@SIZES
def test_a_visit_on_the_phone_page_has_them_all(office, size, desk_of):
	desk = desk_of(email("client"), size=size).open(f"quick-visit/{office}")
	form = desk.page.locator(".quick-visit-form")
	form.locator("[data-duration='30']").click()
	form.locator("[name='visit_date']").fill(str(day(-2)))
	form.locator("[name='from_time']").fill("10:00")
	form.locator("[name='to_time']").fill("10:30")
	form.locator("[name='actions']").fill("rozmowa")
	form.locator(".qv-save").click()
	form.locator(".qv-error", has_text="Program").wait_for()
	own = form.locator(".ops-office-fields")
	own.locator("[data-fieldname='custom_programme'] input").fill(VALUES["custom_programme"])
	own.locator("[data-fieldname='custom_reach'] select").select_option(VALUES["custom_reach"])
	own.locator("[data-fieldname='custom_asked_on'] input").press_sequentially("02.11.2026")
	own.locator("[data-fieldname='custom_asked_on'] input").press("Tab")
	own.locator("[data-fieldname='custom_persons'] input").fill("3")
	link = own.locator("[data-fieldname='custom_colleague'] input")
	link.fill(VALUES["custom_colleague"])
	desk.page.locator(".awesomplete li", has_text=VALUES["custom_colleague"]).first.click()
	own.locator("[data-fieldname='custom_remark'] textarea").fill(VALUES["custom_remark"])
	own.locator("[data-fieldname='custom_remark'] textarea").press("Tab")
	desk.settle()
	desk.assert_no_sideways_scroll()
	form.locator(".qv-save").click()
	desk.page.locator(".qv-open-visit").wait_for()
	made = stored(VISIT, {"family": office, "visit_date": day(-2)}, list(VALUES))
	assert {name: str(value) for name, value in made.items()} == {n: str(v) for n, v in VALUES.items()}


def test_a_draft_keeps_them(office, desk_of):
	desk = desk_of(email("client"), size=PHONE).open(f"quick-visit/{office}")
	field = desk.page.locator("[data-fieldname='custom_programme'] input")
	field.fill("zapisane w szkicu")
	field.press("Tab")
	desk.page.locator(".qv-state", has_text="Wersja robocza").wait_for()
	desk.open(f"quick-visit/{office}")
	field = desk.page.locator("[data-fieldname='custom_programme'] input")
	field.wait_for()
	desk.page.wait_for_function(
		"document.querySelector(\"[data-fieldname='custom_programme'] input\").value === 'zapisane w szkicu'"
	)


@SIZES
def test_a_child_is_present_and_the_note_has_them(office, size, desk_of):
	desk = desk_of(email("day_centre"), size=size).open("centre-day")
	desk.page.locator(".cd-head .cd-date").wait_for()
	choice = desk.page.locator(".cd-centre")
	if choice.count():
		choice.select_option(CENTRE)
	row = desk.page.locator(".cd-child", has_text="Jan Polny")
	row.locator("[data-presence='Absent']").click()
	fill_dialog(desk)
	row.locator(".cd-state", has_text="Zapisano").wait_for()
	assert stored(NOTE, {"day": day(), "centre": CENTRE}) == VALUES["custom_programme"]
	row.locator(".cd-open").click()
	field = row.locator("[data-fieldname='custom_programme'] input")
	field.fill("inny program")
	field.press("Tab")
	row.locator(".cd-save").click()
	row.locator(".cd-state", has_text="Zapisano").wait_for()
	desk.settle()
	assert stored(NOTE, {"day": day(), "centre": CENTRE}) == "inny program"


def test_all_are_present_at_once(office, desk_of):
	desk = desk_of(email("day_centre")).open("centre-day")
	desk.page.locator(".cd-head .cd-date").wait_for()
	choice = desk.page.locator(".cd-centre")
	if choice.count():
		choice.select_option(CENTRE)
	desk.page.locator(".cd-child", has_text="Jan Polny").wait_for()
	desk.page.locator(".cd-all").click()
	fill_dialog(desk)
	desk.page.locator(".cd-notice", has_text="Zapisano").wait_for()
	assert stored(NOTE, {"day": day(), "centre": CENTRE}) == VALUES["custom_programme"]


def test_cards_are_made_and_sent_with_them(office, desk_of):
	month = str(day(-1))[:7]
	desk = desk_of(email("client")).open(f"month-close/{month}")
	desk.page.locator('[data-action="prepare"]').click()
	fill_dialog(desk)
	desk.page.locator(".indicator-pill", has_text="Robocza").wait_for()
	card = {"family": office, "month": month}
	assert stored(CARD, card) == VALUES["custom_programme"]
	assert stored(CARD, card, "workflow_state") == "Card Draft"
	# A card from before its office asked.
	frappe.db.set_value(CARD, card, "custom_programme", None)
	frappe.db.commit()
	desk.open(f"month-close/{month}")
	desk.page.locator('[data-action="send"]').click()
	dialog = desk.page.locator(".modal.show")
	early = dialog.locator("[data-fieldname='early_reason'] select")
	dialog.wait_for()
	if early.count():
		early.select_option("No More Visits")
		dialog.locator(".btn-primary:visible").click()
		desk.page.locator(".frappe-control[data-fieldname='custom_programme']:visible").wait_for()
	fill_dialog(desk)
	desk.page.locator(".indicator-pill", has_text="Wysłana").wait_for()
	assert stored(CARD, card, "workflow_state") == "Card Sent"
	assert stored(CARD, card) == VALUES["custom_programme"]


def test_somebody_goes_out_with_them(office, desk_of):
	desk = desk_of(email("client"), size=PHONE).open(f"quick-visit/{office}/out")
	desk.page.locator("[data-minutes='60']").click()
	fill_dialog(desk)
	desk.page.locator(".qv-back-again").first.wait_for()
	assert stored(OUTING, {"family": office}) == VALUES["custom_programme"]


def test_the_next_visit_is_planned_with_them(office, desk_of):
	visit = frappe.get_last_doc(VISIT, {"family": office})
	desk = desk_of(email("client"), size=PHONE).open("quick-visit")
	desk.page.wait_for_selector(".qv-families > li")
	# The screen after saving, of a visit that is there.
	desk.page.evaluate(
		"""([family, visit]) => frappe.container.page.quick_visit.then((page) =>
			page.show_saved(page.family_of(family), { name: visit, minutes: 30 }))""",
		[office, visit.name],
	)
	desk.tap(desk.page.locator(".qv-plan-next"))
	fill_dialog(desk)
	desk.page.locator(".qv-next", has_text="Następna planowana wizyta").wait_for()
	assert stored(PLAN, {"family": office}) == VALUES["custom_programme"]


def test_a_plan_from_before_is_called_off_and_taken_back(office, desk_of):
	plan = frappe.get_doc(
		{
			"doctype": PLAN,
			"family": office,
			"worker": email("client"),
			"planned_on": day(),
			"from_time": "15:00",
			"to_time": "16:00",
		}
	)
	plan.flags.ignore_mandatory = True
	plan.insert()
	frappe.db.commit()
	desk = desk_of(email("client"), size=PHONE).open("quick-visit")
	desk.tap(desk.page.locator(".qv-off"))
	desk.tap(desk.page.locator('.qv-caller[data-by="The Family"]'))
	desk.page.wait_for_selector(".qv-restore")
	assert stored(PLAN, {"name": plan.name}, "status") == "Visit Called Off"
	desk.tap(desk.page.locator(".qv-restore"))
	desk.page.wait_for_selector(".qv-off")
	assert stored(PLAN, {"name": plan.name}, "status") == "Visit Planned"
