"""axe finds nothing serious in what is ours: every form, page, workspace and calendar, as the roles that use them.

One login for each role and size. The Desk stays open from screen to screen, as people work.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import TimeoutError

import frappe

from opsfamily.permissions.session import acting_as
from tests.browser.conftest import DEMO_PASSWORD, PHONE, Desk

PEOPLE = ("assistant", "social.worker", "coordinator", "head", "day.centre", "psychologist", "administrator")
FORM, LIST, PAGE, CALENDAR, BOARD = (
	".form-layout",
	".frappe-list .result",
	".layout-main-section",
	".fc-view-container",
	".kanban",
)
# What the platform draws alike on everybody's screens; no setting, style or script of an app reaches it.
PLATFORM = {
	".grid-row-check, .list-row-checkbox, .list-check-all, .list-row-like": "boxes without a name in each of its tables",
	".grid-buttons, .grid-footer, .grid-pagination, .grid-static-col, .page-number, input.text-center": "buttons and grey heads of its tables",
	".like-disabled-input, .disp-area": "grey of what cannot be typed",
	".form-dashboard, .form-links, .document-link-badge": "its list of what hangs on a document",
	".fc-day-header, .fc-axis, .fc-scroller, .fc-day-number": "grey of its calendar, which scrolls without a key",
	".widget-control, .onboarding-widget-box, .chart-actions": "menus of its widgets",
	".frappe-chart, .chart-legend": "letters in its charts; the report below has the same numbers",
	".ql-toolbar, .ql-editor": "its editor of rich text",
	".link-btn, .btn-open, .search-icon": "the arrow in a link",
	"input[aria-activedescendant]": "a link that names a proposal which is gone",
	".page-form .placeholder": "grey of a filter's name; the filter has it as its label as well",
	".list-row-container": "rows of its lists carry a positive tabindex; their cells are read below",
}
WORKSPACES = {
	"assistant": ("assistant-day", "families"),
	"social.worker": ("social-worker-day",),
	"coordinator": ("coordinator-day",),
	"head": ("head-day",),
	"day.centre": ("in-the-day-centre",),
	"administrator": ("administrator-day",),
}
# Memory of the app, and what its writer fills in by a page of steps: nobody opens them as a form.
WITHOUT_FORM = ("Counted Document", "Deadline Notice", "Supervision Feedback", "Visit Draft")
# Milliseconds until a screen is there, and after how many screens the page is loaded anew: it keeps each, and slows down.
LONGEST, SCREENS_KEPT = 20_000, 15
CALENDARS = ("Family", "Family Visit", "Planned Visit", "Scheduled Action", "Case Conference")
DAILY = (
	"Family",
	"Family Visit",
	"Planned Visit",
	"Family Assessment",
	"Family Work Plan",
	"Action Schedule",
	"Scheduled Action",
	"Case Conference",
)


class Screen(NamedTuple):
	"""A route of the Desk, and the selector of the part of it that is ours. new: the DocType of a form that is new."""

	route: tuple[str, ...]
	region: str
	new: str = ""


def get_pages(family: str) -> dict[str, tuple[str, ...]]:
	"""Return person → the routes of the pages that they use."""
	return {
		"assistant": (
			"find",
			"quick-visit",
			f"quick-visit/{family}",
			f"quick-visit/{family}/phone",
			"quick-visit/week",
			"month-close",
			f"assessment-comparison/{family}",
			f"case-manager/{family}",
		),
		"coordinator": ("month-close", "find", "family-import"),
		"head": ("month-close",),
		"day.centre": ("centre-day",),
		"psychologist": ("find", f"case-manager/{family}"),
	}


def get_doctypes() -> list[frappe._dict]:
	"""Return our DocTypes that have a form."""
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name")
	return frappe.get_all(
		"DocType",
		{"module": ["in", modules], "istable": 0, "name": ["not in", WITHOUT_FORM]},
		["name", "issingle"],
		order_by="name",
	)


def find_forms() -> Iterator[tuple[str, Screen]]:
	"""Yield (person, form): each DocType once with a document and once new, by the first person who may."""
	for doctype in get_doctypes():
		creator = find_first(
			lambda person, one=doctype: not one.issingle and frappe.has_permission(one.name, "create")
		)
		if creator:
			yield creator[0], Screen(("Form", doctype.name), FORM, new=doctype.name)
		# An entry of a dictionary looks as a new one does.
		if creator and creator[0] == "administrator":
			continue
		existing = find_first(lambda person, one=doctype: find_document(person, one))
		if existing:
			yield existing[0], Screen(("Form", doctype.name, existing[1]), FORM)


def find_first(ask: Callable):
	"""Return the first person for whom `ask` answers something, and the answer; None where there is nobody."""
	for person in PEOPLE:
		with acting_as(f"{person}@lipowagora.example"):
			found = ask(person)
		if found:
			return person, found
	return None


def find_document(_person: str, doctype: frappe._dict) -> str | None:
	"""Return a document of the DocType that the session's user may open."""
	if not frappe.has_permission(doctype.name, "read"):
		return None
	if doctype.issingle:
		return doctype.name
	names = frappe.get_list(doctype.name, pluck="name", order_by="creation", limit=1)
	return names[0] if names else None


@pytest.fixture(scope="module")
def screens(demo) -> dict[str, list[Screen]]:
	"""Person → the screens of a computer."""
	found: dict[str, list[Screen]] = {person: [] for person in PEOPLE}
	for person, screen in find_forms():
		found[person].append(screen)
	for person, pages in get_pages(demo["Family"]).items():
		found[person] += [Screen(tuple(page.split("/")), PAGE) for page in pages]
	for person, pages in WORKSPACES.items():
		found[person] += [Screen((page,), PAGE) for page in pages]
	found["coordinator"] += [Screen(("List", one, "Calendar", "default"), CALENDAR) for one in CALENDARS]
	found["coordinator"].append(Screen(("List", "Scheduled Action", "Kanban", "Działania"), BOARD))
	found["coordinator"].append(Screen(("List", "Family", "List"), LIST))
	return found


def show(desk: Desk, screen: Screen) -> None:
	"""Lead the open Desk to a screen, and wait until it is there."""
	if screen.new:
		desk.page.evaluate(
			"""(doctype) => frappe.model.with_doctype(doctype, () =>
				frappe.set_route("Form", doctype, frappe.model.get_new_doc(doctype).name))""",
			screen.new,
		)
		shown = (
			"([, doctype]) => window.cur_frm?.doctype === doctype && cur_frm.is_new() && !cur_frm.refreshing"
		)
	elif screen.route[0] == "Form":
		desk.page.evaluate("(route) => { frappe.set_route(route) }", list(screen.route))
		shown = "([, doctype, name]) => window.cur_frm?.doctype === doctype && cur_frm.doc?.name === name && !cur_frm.refreshing"
	else:
		desk.page.evaluate("(route) => { frappe.set_route(route) }", list(screen.route))
		shown = "(route) => document.querySelector('.page-container:not([style*=\"none\"])')"
	desk.page.wait_for_function(shown, arg=list(screen.route), timeout=LONGEST)
	desk.page.locator(screen.region).locator("visible=true").first.wait_for(timeout=LONGEST)
	desk.settle()


def open_desk(desk: Desk) -> None:
	"""Load the Desk, and wait until it has led its reader to their day: that would take the next screen's place."""
	desk.open("")
	desk.page.locator(PAGE).locator("visible=true").first.wait_for()
	desk.page.wait_for_timeout(1000)
	desk.settle()


def walk(desk: Desk, screens: list[Screen]) -> None:
	"""Open the screens one after the other, and say of all of them what axe finds."""
	found = []
	for number, screen in enumerate(screens):
		if number % SCREENS_KEPT == 0:
			open_desk(desk)
		try:
			show(desk, screen)
			desk.assert_accessible(screen.region, without=PLATFORM)
		except (AssertionError, TimeoutError) as wrong:
			found.append(f"{'/'.join(screen.route)}{' (new)' if screen.new else ''}: {wrong}")
	assert not found, "\n".join(found)


@pytest.mark.parametrize("person", PEOPLE)
def test_nothing_serious_on_any_screen(person, screens, desk_of):
	assert screens[person]
	walk(desk_of(f"{person}@lipowagora.example", DEMO_PASSWORD), screens[person])


@pytest.mark.parametrize("person", ["assistant", "coordinator", "day.centre"])
def test_nothing_serious_on_a_phone(person, screens, desk_of):
	daily = [
		screen
		for screen in screens[person]
		if screen.region == PAGE or (screen.region == FORM and screen.route[1] in DAILY)
	]
	assert daily
	walk(desk_of(f"{person}@lipowagora.example", DEMO_PASSWORD, size=PHONE), daily)


def test_every_form_of_ours_is_walked(screens):
	walked = {screen.route[1] for group in screens.values() for screen in group if screen.region == FORM}
	assert {doctype.name for doctype in get_doctypes()} == walked
