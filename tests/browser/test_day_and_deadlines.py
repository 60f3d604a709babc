"""The day in the Desk: everybody's own workspace, Terminy, the calendars, the board and the Gantt of actions."""

import json

import pytest

import frappe
from frappe.utils import add_days

from opsfamily.core.timesheet import SENT
from opsfamily.ops_casework.first_steps import HIDDEN, get_first_steps
from opsfamily.permissions.session import acting_as
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from opsfamily.tests.make_plan import make_planned_visit
from tests.browser.conftest import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
# Part → (its workspace, what stands on it).
PAGES = {
	"assistant-day": "Assistant Day",
	"coordinator-day": "Coordinator Day",
	"head-day": "Head Day",
	"social-worker-day": "Social Worker Day",
	"in-the-day-centre": "In the Day Centre",
}
PARTS = {
	"assistant": ("Dzień asystenta", ("Wizyty dzisiaj", "Zaległe terminy", "Karty do wysłania")),
	"social_worker": ("Dzień pracownika socjalnego", ("Moje rodziny", "Zaległe terminy")),
	"coordinator": ("Dzień koordynatora", ("Karty do akceptacji", "Rodziny w sekcji")),
	"head": ("Dzień kierownika", ("Rodziny w sekcji", "Karty do akceptacji")),
}


@pytest.fixture
def family(site) -> str:
	"""A committed family with an overdue, a near and a far action and a near evaluation day."""
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	factories.assign(family, from_date=factories.day(-10))
	factories.assign(family, "social_worker", "Social Worker")
	actions = [
		{"party": "Family", "action": f"{word} {{{{ 7*7 }}}} & „plan”", "due_date": factories.day(offset)}
		for word, offset in (("zaległe", -1), ("bliskie", 1), ("dalekie", 60))
	]
	factories.make_running_schedule(family, actions=actions, evaluation_date=factories.day(2))
	frappe.db.commit()
	return family


@pytest.fixture
def visit(family) -> str:
	"""A visit of this month, on a day before today if there is one, at an hour that is free."""
	day = factories.day(-1) if factories.day().day > 1 else factories.day()
	taken = frappe.db.count("Family Visit", {"assistant": email("assistant"), "visit_date": day})
	hour = f"{taken % 24:02d}"
	visit = factories.make_visit(family, visit_date=day, from_time=f"{hour}:00", to_time=f"{hour}:30")
	frappe.db.commit()
	return visit.name


# workspaces


@SIZES
@pytest.mark.parametrize("key", PARTS)
def test_everybody_lands_on_their_own_workspace(key, size, family, desk_of):
	title, shown = PARTS[key]
	desk = desk_of(email(key), size=size)
	desk.open("")
	desk.page.wait_for_selector(".number-widget-box .number, .number-widget-box .widget-content")
	desk.settle()
	assert desk.page.locator(".title-text:visible").first.inner_text() == title
	text = desk.page.inner_text(".layout-main-section:visible")
	for words in shown:
		assert words in text, text
	assert "Terminy" in text
	desk.page.wait_for_timeout(1000)
	desk.assert_no_sideways_scroll()
	desk.shot(f"workspace-{key.replace('_', '-')}{'-phone' if size is PHONE else ''}")


def test_the_cards_count_what_the_person_sees(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open("")
	box = '.widget[data-widget-name="Overdue Deadlines"], .number-widget-box:has-text("Zaległe terminy")'
	desk.page.wait_for_selector(f"{box} >> css=.number")
	assert int(desk.page.locator(box).locator(".number").first.inner_text()) >= 1


def test_the_coordinators_count_leads_to_the_families_without_a_plan(family, desk_of):
	# Planning is in use in this office, and nobody has met the family for a while.
	other = factories.make_family(representative="Planowana Testowa").name
	factories.assign(other)
	make_planned_visit(other)
	frappe.db.set_value("Case Assignment", {"family": family}, "from_date", factories.day(-60))
	frappe.db.commit()
	desk = desk_of(email("coordinator")).open("coordinator-day")
	card = desk.page.locator(".number-widget-box", has_text="Rodziny bez planu i kontaktu")
	card.locator(".number").wait_for()
	assert int(card.locator(".number").inner_text()) >= 1
	desk.tap(card.locator(".widget-body"))
	desk.page.wait_for_selector(".dt-cell .indicator-pill")
	desk.settle()
	assert desk.page.evaluate("frappe.query_report.get_filter_value('clock')") == "Visit to Plan"
	text = desk.page.inner_text(".report-wrapper")
	assert frappe.db.get_value("Family", family, "representative") in text
	assert "Ocena co pół roku" not in text


def test_another_persons_workspace_is_not_offered(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open("")
	names = desk.page.evaluate("frappe.workspaces ? Object.keys(frappe.workspaces) : []")
	sidebar = desk.page.inner_text(".desk-sidebar, .body-sidebar, .layout-side-section")
	assert "Dzień koordynatora" not in sidebar and "coordinator-day" not in names


@pytest.fixture
def onboarding(site):
	frappe.db.set_single_value("System Settings", "enable_onboarding", 1)
	end_the_platforms_tours()
	frappe.db.commit()
	frappe.clear_cache()
	yield
	frappe.db.set_single_value("System Settings", "enable_onboarding", 0)
	frappe.db.delete("DefaultValue", {"defkey": ["like", f"{HIDDEN}%"]})
	frappe.db.commit()
	frappe.clear_cache()


def end_the_platforms_tours() -> None:
	"""The platform's own tour of the Desk lies over the page where first steps are switched on, a second after it opens."""
	if frappe.get_meta("Form Tour").has_field("ui_tour"):
		tours = frappe.get_all("Form Tour", {"ui_tour": 1}, pluck="name", order_by="name")
		seen = json.dumps({tour: {"is_complete": True} for tour in tours})
		frappe.db.set_value("User", {"name": ["is", "set"]}, "onboarding_status", seen)


@SIZES
@pytest.mark.parametrize(
	"key, page, title",
	[
		("newcomer", "assistant-day", "Pierwsze kroki asystenta"),
		("coordinator", "coordinator-day", "Pierwsze kroki koordynatora"),
		("head", "head-day", "Pierwsze kroki kierownika"),
		("social_worker", "social-worker-day", "Pierwsze kroki pracownika socjalnego"),
		("day_centre", "in-the-day-centre", "Pierwsze kroki wychowawcy świetlicy"),
	],
)
def test_first_steps_are_on_top_until_their_reader_hides_them(key, page, title, size, onboarding, desk_of):
	desk = desk_of(email(key), size=size).open(page)
	with acting_as(email(key)):
		steps = get_first_steps(PAGES[page]).get("steps", [])
	panel = desk.page.locator(".ops-first-steps")
	if not steps:
		# All that this role does first has been done on this site.
		desk.page.wait_for_timeout(500)
		assert panel.count() == 0
		return
	panel.wait_for()
	assert title in panel.inner_text()
	assert panel.locator("li.is-done").count() == sum(step["is_done"] for step in steps)
	desk.assert_accessible(".ops-first-steps")
	desk.assert_no_sideways_scroll()
	desk.assert_polish()
	desk.shot(f"first-steps-{key}-{size['width']}")
	desk.tap(panel.locator("[data-action=hide]"))
	panel.wait_for(state="detached")
	desk.open(page)
	desk.page.wait_for_timeout(500)
	assert panel.count() == 0


# the report


@SIZES
def test_deadlines_in_two_parts_with_colours(size, family, desk_of):
	desk = desk_of(email("assistant"), size=size)
	desk.open(f"query-report/Deadlines?family={family}")
	desk.page.wait_for_selector(".dt-cell .indicator-pill")
	desk.settle()
	text = desk.page.inner_text(".report-wrapper")
	if size is PHONE:
		assert not desk.page.locator(".chart-wrapper").locator("visible=true").count()
	else:
		labels = desk.page.locator(".chart-wrapper .x.axis text").all_text_contents()
		assert labels == ["Zaległe", "7 dni", "14 dni", "30 dni", "90 dni", "Dalej"]
		assert text.index("Terminy ustawowe") < text.index("Pozostałe terminy")
	for colour, words in (("red", "1 dzień po terminie"), ("orange", "za 1 dzień"), ("green", "za 60 dni")):
		assert desk.page.locator(f".dt-cell .indicator-pill.{colour}", has_text=words).count(), words
	desk.assert_accessible(".dt-cell .indicator-pill")
	desk.assert_no_sideways_scroll()
	desk.shot(f"deadlines{'-phone' if size is PHONE else ''}")


def test_a_row_opens_its_document(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open(f"query-report/Deadlines?family={family}&clock=Action%20Due")
	link = desk.page.locator(".dt-cell a[data-doctype='Scheduled Action']").first
	link.wait_for()
	link.click()
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Scheduled Action'")
	desk.settle()


# calendars


@SIZES
def test_calendar_of_deadlines(size, family, desk_of):
	desk = desk_of(email("assistant"), size=size)
	desk.open("family/view/calendar/default")
	name = frappe.db.get_value("Family", family, "representative")
	# On a phone the week stands as a list.
	desk.page.locator(".fc-event, .fc-list-item", has_text=name).first.wait_for()
	desk.settle()
	assert desk.page.locator(".fc-event.fc-draggable").count() == 0
	if size is DESKTOP:
		assert desk.page.locator(".fc-day-header").first.inner_text().lower().startswith("p")
	desk.assert_no_sideways_scroll()
	desk.shot(f"calendar-deadlines{'-phone' if size is PHONE else ''}")


@SIZES
def test_calendar_of_visits(size, family, visit, desk_of):
	desk = desk_of(email("assistant"), size=size)
	desk.open("family-visit/view/calendar/default")
	name = frappe.db.get_value("Family", family, "representative")
	desk.page.locator(".fc-event, .fc-list-item", has_text=name).first.wait_for()
	desk.settle()
	desk.assert_no_sideways_scroll()
	desk.shot(f"calendar-visits{'-phone' if size is PHONE else ''}")


def the_visits_event(desk, family):
	name = frappe.db.get_value("Family", family, "representative")
	desk.open("family-visit/view/calendar/default")
	event = desk.page.locator(".fc-event:not(:has-text('terminie')):not(:has-text('Termin'))", has_text=name)
	event.first.wait_for()
	desk.settle()
	return event.first


def drag_to(desk, event, day) -> None:
	drag(desk, event, desk.page.locator(f'.fc-bg td[data-date="{day}"]').first)


def drag(desk, what, target) -> None:
	"""With the mouse, as a hand does it."""
	mouse = desk.page.mouse
	what.scroll_into_view_if_needed()
	start, end = what.bounding_box(), target.bounding_box()
	mouse.move(start["x"] + 10, start["y"] + min(start["height"] / 2, 12))
	mouse.down()
	mouse.move(start["x"] + 30, start["y"] + 20, steps=4)
	mouse.move(end["x"] + end["width"] / 2, end["y"] + min(end["height"] / 2, 60), steps=12)
	mouse.up()
	desk.settle()


def test_an_own_visit_is_dragged_to_another_day(family, visit, desk_of):
	day = frappe.db.get_value("Family Visit", visit, "visit_date")
	target = add_days(day, -1) if day.day > 1 else day
	desk = desk_of(email("assistant"))
	drag_to(desk, the_visits_event(desk, family), target)
	frappe.db.rollback()
	assert frappe.db.get_value("Family Visit", visit, "visit_date") == target


def test_a_visit_of_a_sent_card_cannot_be_dragged(family, visit, desk_of):
	doc = frappe.get_doc("Family Visit", visit)
	card = factories.make_timesheet(family, month=doc.month)
	factories.moved(card, SENT, early_reason="No More Visits")
	frappe.db.commit()
	desk = desk_of(email("assistant"))
	assert "fc-draggable" not in the_visits_event(desk, family).get_attribute("class")


def test_a_refused_day_springs_back(family, visit, desk_of):
	desk = desk_of(email("assistant"))
	event, day = the_visits_event(desk, family), factories.day(1)
	if not desk.page.locator(f'.fc-bg td[data-date="{day}"]').count():
		pytest.skip("tomorrow is not on this month's page")
	before = frappe.db.get_value("Family Visit", visit, "visit_date")
	drag_to(desk, event, day)
	message = desk.page.locator(".msgprint").first
	message.wait_for()
	assert "nie może" in message.inner_text()
	frappe.db.rollback()
	assert frappe.db.get_value("Family Visit", visit, "visit_date") == before
	desk.forgive_refusal()


# board and Gantt


def test_board_of_actions_by_outcome(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open(f"scheduled-action/view/kanban/Działania?family={family}")
	desk.page.wait_for_selector(".kanban-card")
	desk.settle()
	titles = desk.page.locator(".kanban-column[data-column-value] .kanban-title").all_inner_texts()
	assert [title.strip() for title in titles][:2] == ["W toku", "Wykonane"]
	# The tooltip of a column is the platform's own and repeats the stored value.
	desk.page.evaluate("$('.kanban-title').removeAttr('title')")
	desk.shot("kanban-actions")


def test_a_card_is_dragged_to_done(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open(f"scheduled-action/view/kanban/Działania?family={family}")
	card = desk.page.locator(".kanban-card", has_text="bliskie").first
	card.wait_for()
	desk.settle()
	target = desk.page.locator('.kanban-column[data-column-value="Done"] .kanban-cards')
	drag(desk, card, target)
	desk.page.wait_for_timeout(1500)
	desk.settle()
	frappe.db.rollback()
	outcome = {"family": family, "action": ["like", "bliskie%"]}
	assert frappe.db.get_value("Scheduled Action", outcome, "outcome") == "Done"


def test_gantt_of_a_plans_actions(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open(f"scheduled-action/view/gantt?family={family}")
	desk.page.wait_for_selector(".gantt .bar-wrapper")
	for mode in ("Day", "Week", "Month"):
		desk.page.locator(f'.btn-view-mode[data-value="{mode}"]').click()
		desk.page.wait_for_timeout(400)
		assert desk.page.locator(".gantt .bar-wrapper").count() == 3
	desk.shot("gantt-actions")


def test_gantt_of_nothing_says_what_comes_first(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open(f"scheduled-action/view/gantt?family={family}&outcome=Withdrawn")
	desk.page.wait_for_timeout(1500)
	assert desk.page.locator(".gantt .bar-wrapper:visible").count() == 0
