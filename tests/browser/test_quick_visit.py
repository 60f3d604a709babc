"""A visit written on a phone: taps counted, the network cut, tabs closed, logins ended, and nothing typed is lost."""

import json
import re
from collections.abc import Callable

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.sessions import clear_sessions

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DESKTOP, LOG_IN, PHONE, URL, Desk

ASSISTANT, OTHER = email("assistant"), email("other_assistant")
TASKS = "Rachunki za prąd – przynieść"
WARNING = "pies <b>duży</b>, nie wchodzić bez dzwonka"
ACTIONS = "rozmowa o rachunkach"
TEXT = "Rozmowa o „rachunkach” <b>i szkole</b> 😀"
# What the Desk itself writes to the console when the network or the login is gone.
NETWORK = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_CONNECTION_RESET")
LOGIN = ("403", "401", "400")
KEPT = """() => Object.keys(localStorage).filter((name) => name.startsWith("opsfamily-visit:"))
	.map((name) => [name, localStorage.getItem(name)])"""


@pytest.fixture
def family(site: str) -> str:
	"""A committed family of the test assistant: two members, two actions, a last visit, a warning."""
	name = f"Rodzina {frappe.generate_hash(length=6)}"
	family = factories.make_family(representative=name, home_warning=WARNING).name
	factories.assign(family)
	factories.make_running_schedule(family)
	factories.make_visit(
		family, visit_date="2022-01-03", kind="towarzyszenie", place="dom dziadków", next_meeting_tasks=TASKS
	)
	frappe.db.commit()
	return family


@pytest.fixture
def phone_of(desk_of: Callable[..., Desk]) -> Callable[..., Desk]:
	"""`phone_of(user)`: the page's first screen on a phone."""

	def open_phone(user: str = ASSISTANT, size: dict = PHONE) -> Desk:
		return first_screen(desk_of(user, size=size))

	return open_phone


def from_home(desk: Desk) -> Desk:
	"""The page opened from the home screen: taps are counted from there."""
	desk.open("")
	# The platform's charts complain when they are left before they are drawn.
	desk.page.wait_for_load_state("networkidle")
	desk.page.wait_for_timeout(1000)
	desk.taps = 0
	desk.tap(desk.page.locator(".shortcut-widget-box", has_text="Zapisz wizytę"))
	desk.page.wait_for_selector(".qv-families > li")
	return desk


def first_screen(desk: Desk) -> Desk:
	desk.open("quick-visit")
	desk.page.wait_for_selector(".qv-families > li")
	desk.taps = 0
	return desk


def row(desk: Desk, family: str, css: str = ".qv-open"):
	return desk.page.locator(f'{css}[data-family="{family}"]')


def open_visit(desk: Desk, family: str, css: str = ".qv-open") -> None:
	desk.tap(row(desk, family, css))
	desk.page.wait_for_selector(".qv-save")
	desk.settle()


def choose(desk: Desk, duration: int, start: int | None = None) -> None:
	desk.tap(desk.page.locator(f'[data-duration="{duration}"]'))
	if start:
		desk.tap(desk.page.locator(f'[data-start="{start}"]'))


def write(desk: Desk, text: str = TEXT) -> None:
	"""Text typed by a keyboard, and what was done in one line; the taps count without it."""
	desk.page.locator('[name="course"]').fill(text)
	desk.page.locator('[name="actions"]').fill(ACTIONS)


def save(desk: Desk) -> None:
	desk.tap(desk.page.locator(".qv-save"))


def wait_for_saved(desk: Desk) -> None:
	desk.page.wait_for_selector(".qv-saved")


def wait_for_state(desk: Desk, text: str) -> None:
	desk.page.locator(".qv-state", has_text=text).wait_for()


def written(family: str) -> list:
	"""The visits that were written on the page, as the database has them."""
	frappe.db.rollback()
	names = frappe.get_all(
		"Family Visit", {"family": family, "entry_key": ["is", "set"]}, pluck="name", order_by="name"
	)
	return [frappe.get_doc("Family Visit", name) for name in names]


def drafts(family: str) -> list[dict]:
	frappe.db.rollback()
	found = frappe.get_all("Visit Draft", {"family": family}, ["owner", "payload"], order_by="name")
	return [{"owner": draft.owner, **json.loads(draft.payload)} for draft in found]


def kept_on_device(desk: Desk) -> list[list[str]]:
	return desk.page.evaluate(KEPT)


def wait_for_device(desk: Desk, count: int) -> None:
	desk.page.wait_for_function(f"() => ({KEPT})().length === {count}")


def forgive(desk: Desk, words: tuple[str, ...]) -> None:
	desk.errors = [error for error in desk.errors if not any(word in error for word in words)]


def course(desk: Desk) -> str:
	return desk.page.locator('[name="course"]').input_value()


# taps


def test_a_visit_is_eight_taps_and_the_text(family, phone_of):
	desk = from_home(phone_of())
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".quick-visit")
	assert WARNING in row(desk, family).inner_text()
	desk.shot("quick-visit-families-phone")
	open_visit(desk, family)
	assert WARNING in desk.page.locator(".qv-banner.qv-warning").inner_text()
	assert TASKS in desk.page.locator(".qv-tasks").inner_text()
	choose(desk, 45, 120)
	for name in ("Maria Testowa", "Jan Testowy"):
		desk.tap(desk.page.locator(".qv-tick", has_text=name))
	desk.tap(desk.page.locator(".qv-tick:has([name=scheduled_actions])", has_text="Trening budżetowy"))
	write(desk)
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-phone")
	save(desk)
	wait_for_saved(desk)
	assert desk.taps <= 8
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-saved-phone")
	[visit] = written(family)
	assert (visit.minutes, visit.people) == (45, "Maria Testowa, Jan Testowy")
	assert (visit.place, visit.kind, visit.course) == ("dom dziadków", "towarzyszenie", TEXT)
	assert [item.action for item in visit.scheduled_actions] == ["Trening budżetowy"]
	assert visit.assistant == visit.owner == ASSISTANT
	assert drafts(family) == []


def test_a_phone_call_is_four_taps(family, phone_of):
	desk = from_home(phone_of())
	open_visit(desk, family, ".qv-phone")
	choose(desk, 15)
	write(desk)
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-call-phone")
	save(desk)
	wait_for_saved(desk)
	assert desk.taps <= 4
	[visit] = written(family)
	assert (visit.minutes, visit.kind, visit.course) == (15, "rozmowa telefoniczna", TEXT)


def test_on_a_desktop_too(family, phone_of):
	desk = phone_of(size=DESKTOP)
	desk.shot("quick-visit-families-desktop")
	open_visit(desk, family)
	choose(desk, 60, 180)
	write(desk)
	desk.page.locator('[name="others"]').fill("kurator, pedagog szkolny")
	desk.page.locator('[name="next_meeting_tasks"]').fill("Umówić lekarza")
	sign(desk)
	desk.assert_accessible(".quick-visit-form > :not(.qv-signature)")
	desk.shot("quick-visit-desktop")
	save(desk)
	wait_for_saved(desk)
	[visit] = written(family)
	assert (visit.people, visit.next_meeting_tasks) == ("kurator, pedagog szkolny", "Umówić lekarza")
	assert (visit.signature_mode, visit.signed_by) == ("On Screen", "Maria Testowa")
	assert visit.signature.startswith("data:image/png;base64,")
	desk.page.locator(".qv-open-visit").click()
	desk.page.wait_for_function("(name) => cur_frm?.doc?.name === name", arg=visit.name)


def sign(desk: Desk) -> None:
	desk.page.locator(".qv-sign").click()
	canvas = desk.page.locator(".qv-canvas canvas")
	canvas.scroll_into_view_if_needed()
	box = canvas.bounding_box()
	desk.page.mouse.move(box["x"] + 40, box["y"] + 60)
	desk.page.mouse.down()
	desk.page.mouse.move(box["x"] + 200, box["y"] + 110, steps=6)
	desk.page.mouse.up()
	desk.page.locator('[name="signed_by"]').fill("Maria Testowa")


def test_by_keyboard_alone(family, phone_of):
	desk = phone_of(size=DESKTOP)
	keyboard = desk.page.keyboard

	def tab_to(css: str) -> None:
		for _step in range(120):
			keyboard.press("Tab")
			if desk.page.evaluate("(css) => document.activeElement.matches(css)", css):
				return
		raise AssertionError(f"the Tab key never comes to {css}")

	desk.page.locator(".qv-title").focus()
	tab_to(f'.qv-open[data-family="{family}"]')
	keyboard.press("Enter")
	desk.page.wait_for_selector(".qv-save")
	desk.settle()
	tab_to('[data-duration="30"]')
	keyboard.press("Space")
	tab_to('[data-start="180"]')
	keyboard.press("Space")
	tab_to('[name="participants"][value="Jan Testowy"]')
	keyboard.press("Space")
	tab_to('[name="usual_actions"]')
	keyboard.press("Space")
	tab_to('[name="course"]')
	keyboard.insert_text(TEXT)
	tab_to(".qv-save")
	keyboard.press("Enter")
	wait_for_saved(desk)
	[visit] = written(family)
	assert (visit.minutes, visit.people, visit.course) == (30, "Jan Testowy", TEXT)


def test_many_families_are_searched(family, phone_of):
	for _more in range(9):
		factories.assign(factories.make_family(representative="Rodzina Inna").name)
	frappe.db.commit()
	desk = phone_of()
	name = frappe.db.get_value("Family", family, "representative")
	desk.page.locator(".qv-search").fill(name[-6:].upper())
	assert row(desk, family).count() == 1
	assert "Rodzina Inna" not in desk.page.locator(".qv-families").inner_text()
	desk.page.locator(".qv-search").fill("nie ma takiej")
	assert "Nie ma takiej rodziny." in desk.page.locator(".qv-families").inner_text()


def test_a_visit_that_passes_midnight_on_another_day(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	fill_times(desk, "2022-03-01", "23:30", "00:10")
	choose(desk, 45)
	write(desk)
	assert desk.page.locator('[name="to_time"]').input_value() == "00:15"
	save(desk)
	wait_for_saved(desk)
	[visit] = written(family)
	assert (str(visit.visit_date), visit.ends_next_day, visit.minutes) == ("2022-03-01", 1, 45)


def set_clock(desk: Desk, days: int, time: str) -> None:
	"""The page's clock stands at an hour; the browser's own would stay so for the tests that come after."""
	moment = f"{factories.day(days)} {time}:00"
	desk.page.evaluate("(moment) => { frappe.datetime.system_datetime = () => moment; }", moment)


def shown_times(desk: Desk) -> list[str]:
	names = ("visit_date", "from_time", "to_time")
	return [desk.page.locator(f'[name="{name}"]').input_value() for name in names]


def test_a_form_that_stays_open_over_midnight(family, phone_of):
	desk = phone_of()
	set_clock(desk, -2, "23:50")
	open_visit(desk, family)
	assert shown_times(desk)[0] == str(factories.day(-2))
	set_clock(desk, -1, "00:30")
	desk.tap(desk.page.locator('[data-duration="30"]'))
	assert shown_times(desk) == [str(factories.day(-1)), "00:00", "00:30"]
	write(desk)
	save(desk)
	wait_for_saved(desk)
	assert [str(visit.visit_date) for visit in written(family)] == [str(factories.day(-1))]


def test_hours_of_last_night_are_yesterdays(family, phone_of):
	desk = phone_of()
	set_clock(desk, -1, "00:20")
	open_visit(desk, family)
	today, yesterday = str(factories.day(-1)), str(factories.day(-2))
	start = desk.page.locator('[name="from_time"]')
	start.fill("23:30")
	desk.tap(desk.page.locator('[data-duration="45"]'))
	assert shown_times(desk) == [yesterday, "23:30", "00:15"]
	# A mistake that is mended at once leaves the day as it was.
	start.fill("22:00")
	assert shown_times(desk) == [today, "22:00", "22:45"]
	start.fill("23:30")
	assert shown_times(desk) == [yesterday, "23:30", "00:15"]
	write(desk)
	save(desk)
	wait_for_saved(desk)
	[visit] = written(family)
	assert (str(visit.visit_date), visit.ends_next_day, visit.minutes) == (yesterday, 1, 45)


def test_hours_that_pass_the_coming_midnight_stay_todays(family, phone_of):
	desk = phone_of()
	set_clock(desk, -1, "23:50")
	open_visit(desk, family)
	desk.page.locator('[name="from_time"]').fill("23:20")
	desk.tap(desk.page.locator('[data-duration="45"]'))
	assert shown_times(desk) == [str(factories.day(-1)), "23:20", "00:05"]


def test_a_day_that_cannot_be_is_not_said_to_be_missing(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	fill_times(desk, str(factories.day(1)), "10:00", "10:30")
	write(desk)
	save(desk)
	error = desk.page.locator(".qv-error").inner_text()
	assert re.fullmatch(r"Data wizyty: od \S+ do \S+\.", error)
	assert frappe.format(factories.day(0), "Date") in error


def fill_times(desk: Desk, visit_date: str, from_time: str, to_time: str) -> None:
	for name, value in (("visit_date", visit_date), ("from_time", from_time), ("to_time", to_time)):
		desk.page.locator(f'[name="{name}"]').fill(value)


# what was done, and the open tasks


def test_without_an_action_the_page_asks_for_one(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	desk.page.locator('[name="course"]').fill(TEXT)
	assert desk.page.locator('[name="usual_actions"]:checked').count() == 0
	save(desk)
	assert "Podjęte działania" in desk.page.locator(".qv-error").inner_text()
	desk.tap(desk.page.locator(".qv-tick", has_text="rozmowa wspierająca"))
	save(desk)
	wait_for_saved(desk)
	[visit] = written(family)
	assert visit.actions == "rozmowa wspierająca"


def test_open_tasks_are_shown_until_they_are_closed(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	write(desk)
	desk.page.locator("select[data-task]").select_option("Task Done")
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-tasks-phone")
	save(desk)
	wait_for_saved(desk)
	[visit] = written(family)
	task = frappe.get_last_doc("Visit Task", {"task": TASKS})
	assert (task.outcome, task.closed_at, task.closed_by) == ("Task Done", visit.name, ASSISTANT)
	first_screen(desk)
	open_visit(desk, family)
	assert desk.page.locator(".qv-tasks").count() == 0


# one visit


def test_a_double_tap_is_one_visit(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 30, 90)
	write(desk)
	desk.page.locator(".qv-save").dblclick()
	wait_for_saved(desk)
	assert len(written(family)) == 1


def test_an_answer_that_was_lost_is_one_visit(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 30, 90)
	write(desk)
	wait_for_state(desk, "Wersja robocza zachowana")
	lost = lose_first_answer(desk)
	save(desk)
	# The page does not know that it is saved; it asks again by itself.
	desk.page.locator(".qv-notice", has_text="Brak połączenia").wait_for()
	assert lost == [200]
	assert len(written(family)) == 1
	wait_for_saved(desk)
	assert len(written(family)) == 1
	assert (drafts(family), kept_on_device(desk)) == ([], [])
	forgive(desk, NETWORK)


def lose_first_answer(desk: Desk) -> list[int]:
	"""The server saves, and its answer never comes: as when the signal is gone at that moment."""
	lost = []
	network = desk.page.context.new_cdp_session(desk.page)

	def on_answer(event):
		if lost:
			return network.send("Fetch.continueRequest", {"requestId": event["requestId"]})
		lost.append(event["responseStatusCode"])
		reset = {"requestId": event["requestId"], "errorReason": "ConnectionReset"}
		return network.send("Fetch.failRequest", reset)

	network.on("Fetch.requestPaused", on_answer)
	network.send(
		"Fetch.enable", {"patterns": [{"urlPattern": "*quick_visit.save", "requestStage": "Response"}]}
	)
	return lost


@pytest.mark.parametrize("is_saved_again", [False, True], ids=["typed", "saved again"])
def test_what_is_added_after_a_lost_answer_is_not_said_to_be_saved(family, phone_of, is_saved_again):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 30, 90)
	write(desk)
	wait_for_state(desk, "Wersja robocza zachowana")
	lose_first_answer(desk)
	# The signal is gone for the draft as well, by which the page would learn at once that the visit is saved.
	desk.page.route("**/*quick_visit.save_draft", lambda route: route.abort("connectionreset"))
	save(desk)
	desk.page.locator(".qv-notice", has_text="Brak połączenia").wait_for()
	desk.page.context.set_offline(True)
	desk.page.unroute("**/*quick_visit.save_draft")
	added = f"{TEXT}\n\nDopisane <b>potem</b>."
	desk.page.locator('[name="course"]').fill(added)
	if is_saved_again:
		save(desk)
	wait_for_device(desk, 1)
	desk.page.context.set_offline(False)
	left = desk.page.locator(".qv-unsaved")
	left.wait_for()
	assert left.locator("dd").all_inner_texts() == [added]
	assert desk.page.locator(".qv-saved").count() == 0
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-unsaved-phone")
	[visit] = written(family)
	assert visit.course == TEXT
	# It stays until it is thrown away.
	desk.page.locator(".qv-back").click()
	desk.page.locator(".qv-unfinished").first.wait_for()
	desk.tap(row(desk, family))
	left.wait_for()
	assert len(kept_on_device(desk)) == 1
	desk.page.locator(".qv-discard").click()
	desk.page.locator(".modal.show").wait_for()
	desk.settle()
	desk.page.locator(".modal.show .btn-primary:visible").click()
	wait_for_device(desk, 0)
	assert (drafts(family), len(written(family))) == ([], 1)
	forgive(desk, NETWORK)


def test_a_refusal_stands_beside_the_form_and_loses_nothing(family, phone_of):
	factories.make_visit(family, visit_date="2022-02-01", from_time="10:00", to_time="11:00")
	frappe.db.commit()
	desk = phone_of()
	open_visit(desk, family)
	write(desk)
	save(desk)
	assert "Godzina od" in desk.page.locator(".qv-error").inner_text()
	fill_times(desk, "2022-02-01", "10:30", "11:30")
	save(desk)
	error = desk.page.locator(".qv-error", has_text="nakłada się")
	error.wait_for()
	assert "10:30–11:30" in error.inner_text()
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-refused-phone")
	assert course(desk) == TEXT
	assert [draft["course"] for draft in drafts(family)] == [TEXT]
	desk.page.locator('[name="from_time"]').fill("11:00")
	save(desk)
	wait_for_saved(desk)
	assert [visit.minutes for visit in written(family)] == [30]
	forgive(desk, ("417",))


# nothing typed is lost


def test_a_closed_tab(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 60, 120)
	write(desk)
	wait_for_state(desk, "Wersja robocza zachowana")
	assert [(draft["owner"], draft["course"]) for draft in drafts(family)] == [(ASSISTANT, TEXT)]
	assert kept_on_device(desk) == []
	again = first_screen(in_new_tab(desk))
	assert "Niedokończony wpis" in row(again, family).inner_text()
	open_visit(again, family)
	assert "Własny niedokończony wpis" in again.page.locator(".qv-restored").inner_text()
	assert course(again) == TEXT
	again.shot("quick-visit-restored-phone")
	save(again)
	wait_for_saved(again)
	assert [visit.minutes for visit in written(family)] == [60]
	assert drafts(family) == []


def in_new_tab(desk: Desk) -> Desk:
	"""The tab is closed, and another one opened on the same device."""
	context = desk.page.context
	desk.page.close()
	page = context.new_page()
	# The fixture looks at the first desk's errors: the new tab writes into the same list.
	again = Desk(page)
	again.errors = desk.errors
	return again


def test_a_draft_that_is_not_wanted_is_thrown_away(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	write(desk)
	wait_for_state(desk, "Wersja robocza zachowana")
	desk.page.locator(".qv-back").click()
	desk.page.locator(".qv-unfinished").first.wait_for()
	open_visit(desk, family)
	assert course(desk) == TEXT
	desk.page.locator(".qv-discard").click()
	desk.page.locator(".modal.show").wait_for()
	# A dialog that still fades in does not hear that it is to hide.
	desk.settle()
	desk.page.locator(".modal.show .btn-primary:visible").click()
	desk.page.wait_for_selector(".qv-families > li")
	desk.page.wait_for_timeout(1500)
	assert drafts(family) == []
	open_visit(desk, family)
	assert course(desk) == ""


def test_the_network_is_cut_in_the_middle_of_a_visit(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	desk.page.context.set_offline(True)
	write(desk)
	wait_for_state(desk, "Zachowano w tym urządzeniu")
	[[name, kept]] = kept_on_device(desk)
	assert set(json.loads(kept)) == {"until", "iv", "data"}
	for told in (TEXT, "rachunkach", family, ASSISTANT):
		assert told not in name + kept
	save(desk)
	desk.page.locator(".qv-notice", has_text="Brak połączenia").wait_for()
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-offline-phone")
	assert written(family) == []
	desk.page.context.set_offline(False)
	wait_for_saved(desk)
	[visit] = written(family)
	assert (visit.minutes, visit.course) == (45, TEXT)
	assert (drafts(family), kept_on_device(desk)) == ([], [])
	forgive(desk, NETWORK)


def test_a_whole_visit_without_a_connection(family, phone_of):
	desk = phone_of()
	desk.page.context.set_offline(True)
	open_visit(desk, family)
	assert WARNING in desk.page.locator(".qv-banner.qv-warning").inner_text()
	choose(desk, 30, 60)
	write(desk)
	save(desk)
	wait_for_device(desk, 1)
	desk.page.locator(".qv-back").click()
	desk.page.locator(".qv-unfinished", has_text="Czeka na połączenie").wait_for()
	desk.page.context.set_offline(False)
	desk.page.locator(".qv-notice", has_text="Zapisano").wait_for()
	assert [visit.course for visit in written(family)] == [TEXT]
	forgive(desk, NETWORK)


def left_on_device(desk: Desk, family: str) -> Desk:
	"""Somebody wrote without a connection and closed the tab; the connection is back."""
	open_visit(desk, family)
	choose(desk, 45, 120)
	desk.page.context.set_offline(True)
	write(desk)
	wait_for_state(desk, "Zachowano w tym urządzeniu")
	forgive(desk, NETWORK)
	context = desk.page.context
	again = in_new_tab(desk)
	context.set_offline(False)
	return again


def test_a_tab_closed_without_a_connection(family, phone_of):
	desk = first_screen(left_on_device(phone_of(), family))
	assert "Niedokończony wpis" in row(desk, family).inner_text()
	open_visit(desk, family)
	assert course(desk) == TEXT
	save(desk)
	wait_for_saved(desk)
	assert (len(written(family)), kept_on_device(desk)) == (1, [])
	forgive(desk, NETWORK)


def test_two_unfinished_entries_of_a_family_become_one(family, phone_of):
	"""Begun on this device without a connection, and on another one with it."""
	desk = left_on_device(phone_of(), family)
	other = phone_of()
	open_visit(other, family)
	write(other, "Zaczęte na komputerze.")
	wait_for_state(other, "Wersja robocza zachowana")
	other.page.close()
	for _twice in range(2):
		first_screen(desk)
		open_visit(desk, family)
		assert sorted(course(desk).split("\n\n")) == [TEXT, "Zaczęte na komputerze."]
		desk.page.locator('[name="others"]').fill("kurator")
		wait_for_state(desk, "Wersja robocza zachowana")
		assert kept_on_device(desk) == []
	forgive(desk, NETWORK)


def test_what_was_begun_on_the_phone_is_joined_on_a_computer_that_was_open_before(family, phone_of):
	computer = phone_of(size=DESKTOP)
	phone = phone_of()
	open_visit(phone, family)
	write(phone, "Z telefonu.")
	phone.page.locator('[name="next_meeting_tasks"]').fill("Umówić lekarza")
	wait_for_state(phone, "Wersja robocza zachowana")
	# Within a minute the computer does not ask again: both begin an entry.
	open_visit(computer, family)
	computer.page.locator('[name="course"]').fill("Z komputera.")
	computer.page.locator('[name="actions"]').fill("telefon do szkoły")
	wait_for_state(computer, "Wersja robocza zachowana")
	assert sorted(draft["course"] for draft in drafts(family)) == ["Z komputera.", "Z telefonu."]
	computer.page.locator(".qv-back").click()
	computer.page.locator(".qv-unfinished").first.wait_for()
	pass_a_minute(computer)
	open_visit(computer, family)
	assert [computer.page.locator(f'[name="{name}"]').input_value() for name in JOINED] == [
		"Z komputera.\n\nZ telefonu.",
		f"telefon do szkoły; {ACTIONS}",
		"Umówić lekarza",
	]
	choose(computer, 45, 120)
	save(computer)
	wait_for_saved(computer)
	[visit] = written(family)
	assert visit.course == "Z komputera.\n\nZ telefonu."
	assert drafts(family) == []


JOINED = ("course", "actions", "next_meeting_tasks")


def pass_a_minute(desk: Desk) -> None:
	"""The page was asked for its families more than a minute ago."""
	desk.page.evaluate(
		"async () => { (await frappe.pages['quick-visit'].quick_visit).asked_at -= 61 * 1000; }"
	)


def test_a_computer_that_was_open_since_morning_shows_the_phones_draft(family, phone_of):
	computer = phone_of(size=DESKTOP)
	phone = phone_of()
	open_visit(phone, family)
	write(phone)
	wait_for_state(phone, "Wersja robocza zachowana")
	pass_a_minute(computer)
	open_visit(computer, family)
	assert course(computer) == TEXT


def test_a_weak_signal_that_the_device_does_not_notice(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	desk.page.route(
		"**/opsfamily.ops_visits.page.quick_visit.quick_visit.*", lambda route: route.abort("connectionreset")
	)
	write(desk)
	wait_for_state(desk, "Zachowano w tym urządzeniu")
	desk.page.unroute("**/opsfamily.ops_visits.page.quick_visit.quick_visit.*")
	# Nobody taps anything: the page tries again.
	wait_for_state(desk, "Wersja robocza zachowana")
	assert ([draft["course"] for draft in drafts(family)], kept_on_device(desk)) == ([TEXT], [])
	forgive(desk, NETWORK)


def test_a_login_that_ends_while_somebody_writes(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	end_login()
	write(desk)
	wait_for_device(desk, 1)
	log_in_again(desk, ASSISTANT)
	first_screen(desk)
	open_visit(desk, family)
	assert course(desk) == TEXT
	save(desk)
	wait_for_saved(desk)
	assert (len(written(family)), kept_on_device(desk)) == (1, [])
	forgive(desk, (*NETWORK, *LOGIN))


def test_who_has_to_log_in_again_is_told(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	end_login()
	write(desk)
	desk.page.locator(".qv-notice", has_text="Sesja wygasła").wait_for()
	link = desk.page.locator(".qv-notice a")
	assert re.search(r"/login\?redirect-to=.*quick-visit", link.get_attribute("href"))
	desk.shot("quick-visit-expired-phone")
	forgive(desk, (*NETWORK, *LOGIN))


def test_what_is_on_the_page_alone_is_saved_after_a_login_in_another_tab(
	family, phone_of, nothing_on_devices
):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	end_login()
	write(desk)
	desk.page.locator(".qv-notice", has_text="pozostaje na tej stronie").wait_for()
	desk.assert_accessible(".quick-visit")
	desk.shot("quick-visit-expired-not-kept-phone")
	with desk.page.context.expect_page() as opened:
		desk.page.locator(".qv-notice a").click()
	login = opened.value
	login.wait_for_url("**/login**")
	assert login.evaluate(LOG_IN, [ASSISTANT, factories.PASSWORD])
	login.goto(f"{URL}/app/family")
	login.wait_for_function("window.frappe?.get_route?.()?.length")
	assert login.evaluate("frappe.csrf_token") != desk.page.evaluate("frappe.csrf_token")
	login.close()
	# A browser without a window shows all of its tabs at once.
	desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
	wait_for_state(desk, "Wersja robocza zachowana")
	assert desk.page.locator(".qv-notice").inner_text() == ""
	save(desk)
	wait_for_saved(desk)
	assert [visit.course for visit in written(family)] == [TEXT]
	forgive(desk, (*NETWORK, *LOGIN))


def test_another_persons_login_in_another_tab_renews_nothing(family, phone_of):
	desk = phone_of()
	open_visit(desk, family)
	end_login()
	write(desk)
	desk.page.locator(".qv-notice", has_text="Sesja wygasła").wait_for()
	login = desk.page.context.new_page()
	login.goto(f"{URL}/login")
	assert login.evaluate(LOG_IN, [OTHER, factories.PASSWORD])
	desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
	desk.page.wait_for_timeout(2000)
	assert "Sesja wygasła" in desk.page.locator(".qv-notice").inner_text()
	assert drafts(family) == []
	forgive(desk, (*NETWORK, *LOGIN))


def end_login() -> None:
	frappe.db.rollback()
	clear_sessions(ASSISTANT, force=True)
	frappe.db.commit()


def log_in_again(desk: Desk, user: str) -> None:
	# Somebody still logged in would be led to the Desk, whose late answers bring their own session back.
	desk.page.context.clear_cookies()
	desk.page.goto(f"{URL}/login")
	assert desk.page.evaluate(LOG_IN, [user, factories.PASSWORD])


# the next user of the device


def test_the_next_user_of_the_device_reads_nothing(family, phone_of):
	desk = left_on_device(phone_of(), family)
	end_login()
	log_in_again(desk, OTHER)
	first_screen(desk)
	assert row(desk, family).count() == 0
	[[_name, kept]] = kept_on_device(desk)
	assert "rachunkach" not in kept
	assert TEXT not in desk.page.content()
	opened = desk.page.evaluate(
		"""async () => {
			const { store } = await frappe.pages["quick-visit"].quick_visit;
			const [name] = Object.keys(localStorage).filter((key) => key.startsWith("opsfamily-visit:"));
			return [await store.unseal(name), await store.all()];
		}"""
	)
	assert opened == [None, []]
	# Whose it is finds it again.
	log_in_again(desk, ASSISTANT)
	first_screen(desk)
	open_visit(desk, family)
	assert course(desk) == TEXT
	forgive(desk, (*NETWORK, *LOGIN))


def test_a_logout_clears_the_device(family, phone_of):
	desk = left_on_device(phone_of(), family)
	desk.open("family")
	assert len(kept_on_device(desk)) == 1
	desk.page.evaluate("frappe.app.logout()")
	desk.page.wait_for_url("**/login**")
	wait_for_device(desk, 0)
	log_in_again(desk, ASSISTANT)
	first_screen(desk)
	assert row(desk, family).locator(".qv-unfinished").count() == 0
	forgive(desk, (*NETWORK, *LOGIN))


def test_a_logout_elsewhere_leaves_others_entries(family, phone_of):
	desk = left_on_device(phone_of(), family)
	end_login()
	log_in_again(desk, OTHER)
	desk.open("family")
	desk.page.evaluate("frappe.app.logout()")
	desk.page.wait_for_url("**/login**")
	desk.page.wait_for_timeout(500)
	assert len(kept_on_device(desk)) == 1
	forgive(desk, (*NETWORK, *LOGIN))


def test_hours_pass(family, phone_of):
	desk = left_on_device(phone_of(), family)
	desk.open("family")
	assert len(kept_on_device(desk)) == 1
	hours = desk.page.evaluate(f"JSON.parse(({KEPT})()[0][1]).until - Date.now()") / 3_600_000
	assert 23.9 < hours <= 24
	desk.page.evaluate(
		f"""() => {{
			const [[name, kept]] = ({KEPT})();
			localStorage.setItem(name, JSON.stringify({{ ...JSON.parse(kept), until: Date.now() - 1 }}));
		}}"""
	)
	desk.open("family")
	assert kept_on_device(desk) == []


@pytest.fixture
def nothing_on_devices(site):
	frappe.db.set_single_value("OPS Settings", "device_draft_hours", 0)
	frappe.db.commit()
	yield
	frappe.db.set_single_value("OPS Settings", "device_draft_hours", 24)
	frappe.db.commit()


def test_an_office_that_keeps_nothing_on_devices(family, phone_of, nothing_on_devices):
	desk = phone_of()
	open_visit(desk, family)
	choose(desk, 45, 120)
	desk.page.context.set_offline(True)
	write(desk)
	wait_for_state(desk, "nie przechowuje wpisów")
	assert kept_on_device(desk) == []
	desk.page.context.set_offline(False)
	wait_for_state(desk, "Wersja robocza zachowana")
	assert [draft["course"] for draft in drafts(family)] == [TEXT]
	forgive(desk, NETWORK)


def test_a_device_that_cannot_encrypt_keeps_nothing(family, phone_of, desk_of):
	desk = desk_of(ASSISTANT, size=PHONE)
	# As on a page that came without https.
	desk.page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
	first_screen(desk)
	open_visit(desk, family)
	desk.page.context.set_offline(True)
	write(desk)
	wait_for_state(desk, "nie przechowa wpisu bezpiecznie")
	assert kept_on_device(desk) == []
	forgive(desk, NETWORK)


# the ordinary form


@pytest.fixture
def only_on_form(site):
	"""A mandatory field of the office's that the page cannot take."""
	field = {"fieldname": "custom_code", "fieldtype": "Code", "label": "Kod", "reqd": 1, "default": "x"}
	create_custom_fields({"Family Visit": [field]})
	frappe.db.commit()
	yield
	frappe.db.rollback()
	frappe.delete_doc("Custom Field", "Family Visit-custom_code", force=True)
	frappe.db.commit()


def test_the_full_form_takes_over_what_was_entered(family, phone_of, only_on_form):
	desk = phone_of(size=DESKTOP)
	open_visit(desk, family)
	fill_times(desk, "2022-03-01", "23:30", "00:10")
	write(desk)
	for text in ("Maria Testowa", "Trening budżetowy", "rozmowa wspierająca"):
		desk.page.locator(".qv-tick", has_text=text).first.click()
	desk.page.locator("select[data-task]").select_option("Task Done")
	sign(desk)
	desk.page.locator(".qv-full-form").click()
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Visit' && cur_frm.is_new()")
	desk.page.locator(".desk-alert", has_text="Wykonanie zadań").wait_for()
	desk.settle()
	desk.page.evaluate("cur_frm.save()")
	desk.page.wait_for_function("!cur_frm.is_new()")
	visit = frappe.get_doc("Family Visit", desk.page.evaluate("cur_frm.doc.name"))
	assert (visit.ends_next_day, visit.minutes, visit.people) == (1, 40, "Maria Testowa")
	assert [item.action for item in visit.scheduled_actions] == ["Trening budżetowy"]
	assert visit.actions == f"Trening budżetowy; rozmowa wspierająca; {ACTIONS}"
	assert (visit.signature_mode, visit.signed_by) == ("On Screen", "Maria Testowa")
	assert visit.signature.startswith("data:image/png;base64,")


def test_the_ordinary_form_says_it_too(family, desk_of):
	desk = desk_of(ASSISTANT)
	desk.open_form("Family", family)
	desk.page.evaluate("frappe.new_doc('Family Visit', { family: cur_frm.doc.name })")
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Visit' && cur_frm.is_new()")
	desk.settle()
	headline = desk.page.locator(".form-dashboard .form-message, .form-message").locator("visible=true").first
	headline.wait_for()
	assert headline.inner_text().count(WARNING) == headline.inner_text().count(TASKS) == 1
	desk.shot("visit-with-warning")


def test_the_first_visit_after_a_withdrawn_consent_asks_why(family, phone_of):
	consent = factories.make_consent(family, given_on="2022-01-02")
	consent.update({"withdrawn_on": factories.day(-3), "next_step": "End the Work"}).save()
	frappe.db.commit()
	phone = phone_of()
	open_visit(phone, family)
	question = phone.page.get_by_label("Zgodę na pracę wycofano")
	choose(phone, 60)
	write(phone)
	save(phone)
	phone.page.locator(".qv-error", has_text="Cel wizyty po wycofaniu zgody").wait_for()
	forgive(phone, ("417",))
	question.select_option(label="Pożegnanie")
	save(phone)
	wait_for_saved(phone)
	assert [visit.after_withdrawal for visit in written(family)] == ["Farewell"]
	first_screen(phone)
	open_visit(phone, family)
	assert question.count() == 0
