"""Visits planned and written on the Desk and on a phone: dragged in the calendar, one tap to the visit, two to call off."""

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core import planned_visits as core
from opsfamily.core.planned_visits import get_week
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_plan import make_planned_visit
from tests.browser.conftest import PHONE

ASSISTANT = email("assistant")
PURPOSE = "Rachunki <b>i</b> szkoła"
DOCTYPE = "Planned Visit"


@pytest.fixture
def family(site: str) -> str:
	frappe.db.delete(DOCTYPE)
	name = f"Zofia Planowa {frappe.generate_hash(length=6)}"
	family = factories.make_family(representative=name).name
	factories.assign(family)
	factories.make_running_schedule(family)
	frappe.db.commit()
	yield family
	frappe.db.rollback()
	frappe.db.delete(DOCTYPE)
	frappe.db.commit()


def plan(family: str, **values):
	action = frappe.db.get_value("Scheduled Action", {"family": family}, "name", order_by="name")
	values = {
		"planned_on": day(),
		"purpose": PURPOSE,
		"scheduled_actions": [{"scheduled_action": action}],
		**values,
	}
	made = make_planned_visit(family, **values)
	frappe.db.commit()
	return made


def stored(name: str, fields="status"):
	frappe.db.rollback()
	return frappe.db.get_value(DOCTYPE, name, fields)


def first_screen(desk):
	desk.open("quick-visit")
	desk.page.wait_for_selector(".qv-families > li")
	desk.taps = 0
	return desk


def test_one_tap_to_the_visit_and_saving_closes_the_plan(family, desk_of):
	made = plan(family, from_time="00:01", to_time="00:31")
	desk = first_screen(desk_of(ASSISTANT, size=PHONE))
	assert desk.page.locator(".qv-today").inner_text() == "dziś: 1 rodzina"
	desk.shot("plan-telefon-dzis")
	desk.assert_accessible(".quick-visit")
	desk.assert_no_sideways_scroll()
	desk.tap(desk.page.locator(f'[data-plan="{made.name}"].qv-open'))
	desk.page.wait_for_selector(".qv-save")
	desk.settle()
	value = lambda name: desk.page.locator(f'[name="{name}"]').input_value()  # noqa: E731
	assert (value("from_time"), value("to_time"), value("actions")) == ("00:01", "00:31", PURPOSE)
	assert desk.page.locator('[name="scheduled_actions"]:checked').count() == 1
	desk.page.locator('[name="course"]').fill("Rozmowa odbyła się.")
	desk.tap(desk.page.locator(".qv-save"))
	desk.page.wait_for_selector(".qv-saved")
	assert stored(made.name) == core.MADE
	assert desk.taps == 2
	desk.page.wait_for_selector(".qv-plan-next")
	desk.shot("plan-telefon-zapisano")
	desk.tap(desk.page.locator(".qv-plan-next"))
	desk.page.locator(".qv-next", has_text="Następna planowana wizyta").wait_for()
	frappe.db.rollback()
	assert frappe.db.count(DOCTYPE, {"family": family, "planned_on": [">", day()]}) == 1


def test_called_off_with_two_taps_and_taken_back(family, desk_of):
	made = plan(family)
	desk = first_screen(desk_of(ASSISTANT, size=PHONE))
	desk.tap(desk.page.locator(".qv-off"))
	desk.page.wait_for_selector(".qv-caller")
	desk.shot("plan-telefon-odwolanie")
	desk.tap(desk.page.locator('.qv-caller[data-by="The Family"]'))
	desk.page.wait_for_selector(".qv-restore")
	assert desk.taps == 2
	assert stored(made.name, ["status", "called_off_by"]) == (core.CALLED_OFF, core.BY_FAMILY)
	desk.tap(desk.page.locator(".qv-restore"))
	desk.page.wait_for_selector(".qv-off")
	assert stored(made.name) == core.PLANNED


def test_who_met_nobody_writes_an_attempt(family, desk_of):
	made = plan(family, from_time="00:01", to_time="00:10")
	desk = first_screen(desk_of(ASSISTANT, size=PHONE))
	desk.tap(desk.page.locator(".qv-off"))
	desk.tap(desk.page.locator(".qv-attempt").first)
	desk.page.wait_for_selector(".qv-save")
	desk.settle()
	desk.tap(desk.page.locator(".qv-save"))
	desk.page.wait_for_selector(".qv-saved")
	assert stored(made.name) == core.NOBODY_MET
	assert desk.taps == 4 - 1


def test_the_week_on_a_phone_and_the_next_one_planned_alike(family, desk_of):
	week = get_week(getdate(day(7)))
	for number in range(5):
		plan(family, planned_on=week[number], from_time="08:00", to_time="09:30")
	desk = desk_of(ASSISTANT, size=PHONE).open(f"quick-visit/week/{week[0]}")
	desk.page.wait_for_selector(".qv-day")
	assert desk.page.locator(".qv-day").count() == 7
	desk.shot("plan-telefon-tydzien")
	desk.assert_accessible(".quick-visit")
	desk.assert_no_sideways_scroll()
	desk.taps = 0
	desk.tap(desk.page.locator(".qv-repeat-week"))
	desk.page.wait_for_function(f"frappe.get_route()[2] === '{add_days(week[0], 7)}'")
	desk.page.locator(".qv-open").first.wait_for()
	frappe.db.rollback()
	assert frappe.db.count(DOCTYPE, {"family": family}) >= 9
	assert desk.taps == 1


def test_nothing_of_it_where_nobody_plans(family, desk_of):
	desk = first_screen(desk_of(ASSISTANT, size=PHONE))
	assert desk.page.locator(".qv-today, .qv-week-link, .qv-without-plan, .qv-planned").count() == 0
	assert desk.page.locator(".qv-plan").bounding_box()["height"] == 0


def test_a_coordinator_writes_the_visit_of_the_plans_worker(family, desk_of):
	made = plan(family, from_time="00:01", to_time="00:31")
	desk = desk_of(email("coordinator")).open_form(DOCTYPE, made.name)
	desk.page.get_by_role("button", name="Zapisz wizytę").click()
	desk.page.wait_for_function("() => cur_frm?.doctype === 'Family Visit' && cur_frm.is_new()")
	desk.settle()
	fields = ["family", "assistant", "planned_visit", "from_time"]
	values = desk.page.evaluate("(fields) => fields.map((field) => cur_frm.doc[field])", fields)
	assert values[:3] == [family, ASSISTANT, made.name] and "0:01" in values[3]


def test_a_done_action_of_an_old_visit_has_its_words(family, desk_of):
	action = frappe.get_doc("Scheduled Action", {"family": family})
	visit = factories.make_visit(family, scheduled_actions=[{"scheduled_action": action.name}])
	frappe.db.set_value("Scheduled Action", action.name, "outcome", "Done")
	frappe.db.commit()
	desk = desk_of(ASSISTANT).open_form("Family Visit", visit.name)
	chip = desk.page.locator('[data-fieldname="scheduled_actions"] .ops-chip.ops-chosen')
	chip.wait_for()
	assert chip.inner_text() == action.action


def test_a_day_with_too_many_visits_lists_them(family, desk_of):
	desk = desk_of(email("coordinator")).open("planned-visit/view/calendar/default")
	desk.page.locator(".fc-view").first.wait_for()
	sums = {"extendedProps": {"doctype": "Family Visit", "name": str(day()), "is_sum": 1}}
	desk.page.evaluate("(event) => opsfamily.open_event_of_work({ event })", sums)
	desk.page.wait_for_function("() => cur_list?.doctype === 'Family Visit'")
	shown = desk.page.evaluate("() => cur_list.get_filters_for_args().map((part) => part.slice(1, 4))")
	assert ["visit_date", "=", str(day())] in shown


def test_dragged_and_drawn_in_the_calendar(family, desk_of):
	made = plan(family, from_time="09:00", to_time="10:00")
	desk = desk_of(ASSISTANT).open("planned-visit/view/calendar/default")
	page = desk.page
	event = page.locator(".fc-time-grid-event", has_text="Planowa").first
	event.wait_for()
	page.locator('tr[data-time="12:00:00"]').first.scroll_into_view_if_needed()
	desk.settle()
	desk.shot("plan-kalendarz")
	column = page.locator(f'.fc-time-grid .fc-bg td[data-date="{day()}"]').bounding_box()
	row = page.locator('tr[data-time="12:00:00"]').first.bounding_box()
	box = event.bounding_box()
	page.mouse.move(box["x"] + 20, box["y"] + 8)
	page.mouse.down()
	page.mouse.move(column["x"] + 20, row["y"] + 8, steps=12)
	page.mouse.up()
	desk.settle()
	frappe.db.rollback()
	assert str(stored(made.name, "from_time")) == "12:00:00"
	assert stored(made.name, "minutes") == 60
	draw(desk, column, "14:00:00", "15:30:00")
	page.wait_for_selector(".modal.show .modal-body")
	page.wait_for_timeout(500)
	page.locator('.modal.show [data-fieldname="family"] input').fill("Planowa")
	page.locator(".modal.show .awesomplete li", has_text="Planowa").first.click()
	desk.settle()
	desk.shot("plan-kalendarz-nowa")
	page.locator(".modal.show .btn-primary:visible").click()
	page.locator(".fc-time-grid-event", has_text="14:00").wait_for()
	desk.settle()
	frappe.db.rollback()
	rows = frappe.get_all(
		DOCTYPE, {"family": family, "from_time": "14:00:00"}, ["minutes", "planned_on"], order_by="name"
	)
	assert [(row.minutes, row.planned_on) for row in rows] == [(90, getdate())]


def draw(desk, column: dict, begin: str, end: str) -> None:
	"""Select hours of a day with the mouse."""
	box = lambda time: desk.page.locator(f'tr[data-time="{time}"]').first.bounding_box()  # noqa: E731
	desk.page.mouse.move(column["x"] + 40, box(begin)["y"] + 5)
	desk.page.mouse.down()
	desk.page.mouse.move(column["x"] + 40, box(end)["y"] - 5, steps=8)
	desk.page.mouse.up()
