"""Finding a family from wherever one is: the Desk's search bar, the day page, and the page „Znajdź”."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
HOSTILE = "<img src=x onerror='window.hacked = 1'>"
# What the framework's sanitizer stores of it; shown as text, it makes no picture.
STORED = '<img src="x">'
PHONE_NUMBER = "699 555 321"
# From the last key to the result on the screen, the wait for the writer's next key included.
MOST_MILLISECONDS = 1000


@pytest.fixture
def family(site) -> tuple[str, str]:
	"""A committed family with a name that nobody else has: (number, surname)."""
	surname = "Źdźbło" + frappe.generate_hash(length=5).lower()
	family = factories.make_family(
		representative=f"Świętosława {surname}", phone=PHONE_NUMBER, address=f"ul. Żółta 5 {HOSTILE}"
	).name
	factories.assign(family)
	frappe.db.commit()
	return family, surname


def type_folded(desk, surname: str) -> None:
	field = desk.page.locator(".ops-find-day input").first
	desk.tap(field)
	field.press_sequentially(surname.replace("Źdźbło", "zdzblo"), delay=30)


@SIZES
def test_the_search_bar_finds_a_family_without_polish_letters(family, size, desk_of):
	name, surname = family
	desk = desk_of(email("assistant"), size=size).open("assistant-day")
	# The Desk's own field, not as high as ours.
	field = desk.page.locator("#navbar-search")
	field.click()
	field.press_sequentially(surname.replace("Źdźbło", "zdzblo"), delay=30)
	option = desk.page.locator(".awesomplete li", has_text=surname).first
	option.wait_for()
	assert PHONE_NUMBER in option.inner_text()
	assert STORED in option.inner_text()
	desk.page.keyboard.press("Enter")
	desk.page.wait_for_function("(name) => window.cur_frm?.doc?.name === name", arg=name)
	assert desk.page.evaluate("window.hacked") is None


@SIZES
def test_two_taps_to_the_phone_from_the_day_page(family, size, desk_of):
	name, surname = family
	desk = desk_of(email("assistant"), size=size).open("assistant-day")
	desk.page.wait_for_selector(".ops-find-day input")
	type_folded(desk, surname)
	call = desk.page.locator(".ops-find-call").first
	call.wait_for()
	assert call.get_attribute("href") == "tel:699555321"
	if size is PHONE:
		assert call.bounding_box()["height"] >= 44
	assert desk.taps == 1
	assert STORED in desk.page.locator(".ops-find-results").inner_text()
	desk.assert_accessible(".ops-find-day")
	desk.assert_no_sideways_scroll()
	desk.assert_polish()
	desk.page.locator(".ops-find-day input").first.press("ArrowDown")
	assert desk.page.evaluate("document.activeElement.className") == "ops-find-open"
	desk.page.keyboard.press("Enter")
	desk.page.wait_for_function("(name) => window.cur_frm?.doc?.name === name", arg=name)
	assert desk.page.evaluate("window.hacked") is None


def test_an_answer_comes_while_one_writes(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE).open("find")
	_name, surname = family
	field = desk.page.locator(".ops-find-page input")
	field.fill("zd")
	desk.settle()
	field.fill("")
	milliseconds = desk.page.evaluate(
		"""async (surname) => {
			const input = document.querySelector(".ops-find-page input");
			const begun = performance.now();
			input.value = surname;
			input.dispatchEvent(new Event("input", { bubbles: true }));
			while (!document.querySelector(".ops-find-open")) await new Promise((resolve) => setTimeout(resolve, 5));
			return performance.now() - begun;
		}""",
		surname,
	)
	assert milliseconds < MOST_MILLISECONDS
	desk.shot("find")


@SIZES
def test_a_stranger_is_told_that_nothing_fits(family, size, desk_of):
	_name, surname = family
	desk = desk_of(email("stranger"), size=size).open("find")
	field = desk.page.locator(".ops-find-page input")
	field.fill(surname)
	desk.page.locator(".ops-find-state", has_text="Brak wyników").wait_for()
	assert not desk.page.locator(".ops-find-open").count()
	desk.assert_accessible(".ops-find-page")


def test_the_field_stands_on_day_pages_only_and_once(family, desk_of):
	desk = desk_of(email("assistant")).open("assistant-day")
	desk.page.wait_for_selector(".ops-find-day")
	desk.open("families").open("assistant-day")
	assert desk.page.locator(".ops-find-day:visible").count() == 1
	desk.page.evaluate("frappe.set_route('families')")
	desk.settle()
	assert not desk.page.locator(".ops-find-day:visible").count()
