"""A month closed in the Desk: the assistant prepares, sends and prints; the coordinator accepts or returns."""

import re

import pytest

import frappe
from frappe.utils import get_last_day

from opsfamily.core.months import month_of
from opsfamily.core.timesheet import ACCEPTED, RETURNED, SENT
from opsfamily.ops_paper.values import paper_month
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import DESKTOP, PHONE

CARD, MONTH = "Assistant Timesheet", "2026-03"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
HOSTILE = "<i>Róg</i> & „Syn”"
FIRST_BYTES = (
	"""(link) => fetch(link.href).then((answer) => answer.text()).then((text) => text.slice(0, 5))"""
)


@pytest.fixture
def families(site: str) -> list[str]:
	"""Three committed families with a visit in the month, a long name among them, and a silent one."""
	names = ("Adamska Zofia", HOSTILE, "Brzęczyszczykiewicz-Nowakowska Aleksandra", "Cicha Maria")
	made = [factories.make_family(representative=name).name for name in names]
	for number, family in enumerate(made):
		factories.assign(family, "client", from_date=day(-1000))
		if number < 3:
			visit(family, number + 10)
	frappe.cache.delete_keys("user:*opsfamily_month_close")
	frappe.db.commit()
	return made


@pytest.fixture
def sent_cards(families: list[str]) -> list[str]:
	"""The three cards of the month, sent."""
	factories.make_visit(
		families[0], assistant=email("client"), visit_date="2026-02-10", from_time="10:00", to_time="10:30"
	)
	cards = [
		factories.sent(factories.make_timesheet(family, assistant=email("client"), month=MONTH)).name
		for family in families[:3]
	]
	frappe.db.commit()
	return cards


def visit(family: str, on: int, **values):
	values = {"assistant": email("client"), "visit_date": f"{MONTH}-{on:02d}", **values}
	return factories.make_visit(family, **values)


def name_of(size: dict) -> str:
	return "phone" if size == PHONE else "desktop"


def open_month(desk, month: str = MONTH, title: str = "marzec 2026"):
	desk.open(f"month-close/{month}")
	desk.page.get_by_role("heading", name=title, exact=True).wait_for()
	desk.settle()


def press(desk, label: str, **options) -> None:
	desk.tap(desk.page.locator(".month-close").get_by_role("button", name=label, **options).first)


def says(desk, text: str) -> None:
	desk.page.locator(".month-close").get_by_text(text).first.wait_for()
	# The screen is drawn anew after what it says.
	desk.settle()


def looks_right(desk, shot: str) -> None:
	desk.assert_accessible(".month-close")
	desk.assert_no_sideways_scroll()
	desk.page.evaluate("scrollTo(0, 0)")
	desk.shot(shot)


def states(cards: list[str]) -> list[str]:
	frappe.db.rollback()
	return [frappe.db.get_value(CARD, card, "workflow_state") for card in cards]


def all_targets_are_large(desk) -> None:
	small = desk.page.evaluate(
		"""() => [...document.querySelectorAll(".month-close button, .month-close a")]
			.filter((el) => el.checkVisibility())
			.map((el) => [el.innerText, el.getBoundingClientRect()])
			.filter(([text, box]) => Math.min(box.width, box.height) < 43.5)
			.map(([text, box]) => `${text}: ${box.width} × ${box.height}`)"""
	)
	assert small == []


@SIZES
def test_an_assistant_closes_the_month(size, families, desk_of):
	desk = desk_of(email("client"), size=size)
	open_month(desk)
	says(desk, "Cicha Maria: brak kontaktu w tym miesiącu.")
	says(desk, HOSTILE)
	looks_right(desk, f"month-problems-{name_of(size)}")

	press(desk, "Przygotuj karty")
	desk.page.get_by_role("progressbar").wait_for()
	says(desk, "Przygotowane karty: 3")
	assert desk.page.get_by_role("progressbar").get_attribute("aria-valuenow") == "100"
	press(desk, "Przygotuj karty")
	says(desk, "Przygotowane karty: 3")
	looks_right(desk, f"month-prepared-{name_of(size)}")

	press(desk, "Wyślij wszystkie (3)")
	says(desk, "Wysłane karty: 3")
	assert desk.page.get_by_role("button", name="Wyślij wszystkie (0)").is_disabled()
	papers = desk.page.get_by_role("link", name="Wszystkie karty (F4 i F5) w jednym PDF")
	assert papers.evaluate(FIRST_BYTES) == "%PDF-"
	looks_right(desk, f"month-sent-{name_of(size)}")
	if size == PHONE:
		all_targets_are_large(desk)
	frappe.db.rollback()
	cards = frappe.get_all(CARD, {"family": ["in", families]}, pluck="name", order_by="name")
	assert states(cards) == [SENT] * 3


def test_a_refused_card_says_why_and_leads_to_it(families, desk_of):
	factories.make_timesheet(families[0], assistant=email("client"), month=MONTH)
	visit(families[0], 20)
	frappe.db.commit()
	desk = desk_of(email("client"))
	open_month(desk)
	says(desk, "Adamska Zofia: na karcie jest 2:00, według wizyt 4:00.")
	press(desk, "Wyślij wszystkie (1)")
	says(desk, "Nie udało się: 1")
	says(desk, "Najpierw proszę użyć przycisku „Pobierz wizyty”.")
	desk.shot("month-refused")
	desk.page.locator(".month-problem").get_by_role("link").first.click()
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Assistant Timesheet'")
	desk.settle()


def test_a_problem_is_mended_from_its_line(families, desk_of):
	desk = desk_of(email("client"))
	open_month(desk)
	desk.page.locator(".month-problem", has_text="Cicha Maria").get_by_role("button").click()
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Family Visit' && cur_frm.is_new()")
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.family") == families[3]


def test_the_months_beside_are_one_tap_away(families, desk_of):
	desk = desk_of(email("client"), size=PHONE)
	open_month(desk)
	for label, title in (
		("Następny miesiąc", "kwiecień 2026"),
		("Poprzedni miesiąc", "marzec 2026"),
		("Poprzedni miesiąc", "luty 2026"),
	):
		press(desk, label)
		desk.page.get_by_role("heading", name=title, exact=True).wait_for()
		desk.settle()
	assert desk.page.evaluate("frappe.get_route_str()") == "month-close/2026-02"
	this_month = str(day())[:7]
	open_month(desk, this_month, paper_month(this_month))
	assert desk.page.get_by_role("button", name="Następny miesiąc").is_disabled()


def test_nothing_to_close_says_who_helps(site, desk_of):
	desk = desk_of(email("stranger"))
	open_month(desk)
	says(desk, "Brak przydzielonych rodzin w tym miesiącu.")
	desk.shot("month-empty")


@SIZES
def test_a_coordinator_decides_on_the_cards(size, families, sent_cards, desk_of):
	desk = desk_of(email("coordinator"), size=size)
	open_month(desk)
	group = desk.page.get_by_role("region", name="Klara Kliencka")
	assert re.search(r"Godziny\s+6:00", group.locator(".month-sums").inner_text())
	first = group.get_by_role("row").filter(has_text="Adamska Zofia")
	assert "+1:30" in first.inner_text()
	looks_right(desk, f"month-section-{name_of(size)}")
	if size == PHONE:
		all_targets_are_large(desk)

	press(desk, "Zwróć kartę: Adamska Zofia")
	dialog = desk.page.locator(".modal.show")
	dialog.locator("textarea").fill("brak miejsca <b>spotkania</b>")
	dialog.locator(".btn-primary:visible").click()
	first.get_by_text("Zwrócona").wait_for()
	assert "brak miejsca <b>spotkania</b>" in first.inner_text()

	press(desk, "Zaakceptuj wszystkie wysłane (2)")
	says(desk, "Zaakceptowane karty: 2")
	looks_right(desk, f"month-accepted-{name_of(size)}")
	assert states(sent_cards) == [RETURNED, ACCEPTED, ACCEPTED]
	frappe.db.rollback()
	assert frappe.db.get_value(CARD, sent_cards[1], "accepted_by") == email("coordinator")
	papers = group.get_by_role("link", name="Wszystkie karty (F4 i F5) w jednym PDF")
	assert papers.evaluate(FIRST_BYTES) == "%PDF-"

	assistant = desk_of(email("client"), size=size)
	open_month(assistant)
	says(assistant, "Adamska Zofia: karta została zwrócona. Powód: brak miejsca <b>spotkania</b>")
	assistant.open_form(CARD, sent_cards[0])
	on_top = assistant.page.locator(".form-message:visible, .form-dashboard:visible").first.inner_text()
	assert "brak miejsca <b>spotkania</b>" in on_top
	assistant.page.evaluate("scrollTo(0, 0)")
	assistant.shot(f"month-returned-card-{name_of(size)}")


def test_one_card_is_accepted(families, sent_cards, desk_of):
	desk = desk_of(email("coordinator"))
	open_month(desk)
	press(desk, "Akceptuj kartę: Adamska Zofia")
	says(desk, "Zaakceptowane karty: 1")
	assert states(sent_cards) == [ACCEPTED, SENT, SENT]


def go_to(desk, name: str) -> None:
	"""Tab to a button or link by its accessible name."""
	for _step in range(150):
		desk.page.keyboard.press("Tab")
		found = desk.page.evaluate(
			"""() => {
				const el = document.activeElement;
				return ["BUTTON", "A"].includes(el.tagName) ? el.getAttribute("aria-label") || el.innerText : "";
			}"""
		)
		if name in found:
			return
	raise AssertionError(f"{name} is not reached by keyboard")


def test_all_of_it_by_keyboard(families, desk_of):
	assistant = desk_of(email("client"))
	open_month(assistant)
	go_to(assistant, "Przygotuj karty")
	assistant.page.keyboard.press("Enter")
	says(assistant, "Przygotowane karty: 3")
	go_to(assistant, "Wyślij wszystkie (3)")
	assistant.page.keyboard.press("Enter")
	says(assistant, "Wysłane karty: 3")
	# Whoever works by keyboard goes on at what came of it.
	assert "Wysłane karty" in assistant.page.evaluate("document.activeElement.innerText")

	coordinator = desk_of(email("coordinator"))
	open_month(coordinator)
	go_to(coordinator, "Zwróć kartę: Adamska Zofia")
	coordinator.page.keyboard.press("Enter")
	coordinator.page.locator(".modal.show textarea:visible").wait_for()
	coordinator.page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
	coordinator.page.keyboard.type("brak opisu")
	go_to(coordinator, "Zatwierdź")
	coordinator.page.keyboard.press("Enter")
	coordinator.page.locator(".month-close").get_by_text("Zwrócona").first.wait_for()
	go_to(coordinator, "Zaakceptuj wszystkie wysłane (2)")
	coordinator.page.keyboard.press("Enter")
	says(coordinator, "Zaakceptowane karty: 2")


# before the end of the month, and before the assignment


def test_a_running_month_asks_whether_there_will_be_further_visits(site, desk_of):
	month, first = month_of(day()), day().replace(day=1)
	# On its last day a month has ended: nobody asks.
	reason = None if day() == get_last_day(day()) else "On Leave"
	family = factories.make_family(representative="Bieżąca Anna").name
	factories.assign(family, "client")
	at = {"visit_date": first, "from_time": "00:01", "to_time": "00:02"}
	factories.make_visit(family, assistant=email("client"), **at)
	card = factories.make_timesheet(family, assistant=email("client"), month=month)
	frappe.db.commit()
	desk = desk_of(email("client"))
	open_month(desk, month, paper_month(month))
	press(desk, "Wyślij wszystkie")
	if reason:
		dialog = desk.page.locator(".modal.show", has_text="czy będą dalsze wizyty?")
		dialog.locator("select[data-fieldname=early_reason]").select_option(reason)
		desk.shot("month-close-early-desktop")
		dialog.locator(".btn-modal-primary").click()
	says(desk, "Wysłane karty")
	frappe.db.rollback()
	assert frappe.db.get_value(CARD, card.name, ["workflow_state", "early_reason"]) == (SENT, reason)
	factories.erase_family(family)
	frappe.db.commit()


def test_the_coordinator_is_offered_to_correct_the_first_day(site, desk_of):
	family = factories.make_family(representative="Wczesna Anna").name
	factories.make_notification(family, received_on=day(-60))
	factories.assign(family, "client", from_date=day(-20))
	frappe.db.commit()
	desk = desk_of(email("coordinator"))
	desk.open("family-visit")
	values = {
		"doctype": "Family Visit",
		"family": family,
		"assistant": email("client"),
		"kind": "towarzyszenie",
	}
	at = {"visit_date": str(day(-25)), "from_time": "00:01", "to_time": "00:02"}
	desk.page.evaluate("(doc) => frappe.db.insert(doc).catch(() => {})", {**values, **at})
	desk.page.get_by_role("button", name="Popraw pierwszy dzień przydziału").click()
	dialog = desk.page.locator(".modal.show", has_text="Dlaczego pierwszy dzień przydziału jest poprawiany?")
	dialog.locator("textarea").fill("pierwsza wizyta przed pismem")
	dialog.locator(".btn-modal-primary").click()
	desk.page.get_by_text("Pierwszy dzień poprawiono.").wait_for()
	frappe.db.rollback()
	assert frappe.db.get_value("Case Assignment", {"family": family}, "from_date") == day(-25)
	# The console shows what the server refused at first.
	refusal = ("417", "Kontakt wstępny")
	desk.errors = [error for error in desk.errors if not any(word in error for word in refusal)]
