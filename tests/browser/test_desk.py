"""The main job in the Desk: forms open in Polish, a visit is written, a card is printed and accepted."""

import re

import pytest

import frappe

from opsfamily.setup.desk import has_sidebars
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DEMO_PASSWORD, PHONE, URL

ASSISTANT = "assistant@lipowagora.example"
FORMS = {
	"Family": "Najbliższe terminy",
	"Family Assessment": "Warunki mieszkaniowe",
	"Family Work Plan": "Mocne strony",
	"Action Schedule": "Dzień oceny realizacji",
	"Work Plan Evaluation": "Perspektywa rodziny",
	"Family Visit": "Miejsce spotkania",
	"Assistant Timesheet": "Kontakty w miesiącu",
}


@pytest.fixture
def family(site: str) -> str:
	"""A committed family of the test assistant, with a pending action."""
	family = factories.make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	factories.assign(family)
	factories.make_running_schedule(family)
	frappe.db.commit()
	return family


@pytest.fixture
def open_card(family: str) -> str:
	"""A committed draft card of one visit of today's month."""
	today = frappe.utils.getdate()
	month = today.strftime("%Y-%m")
	hour = frappe.db.count("Family Visit", {"assistant": email("assistant"), "visit_date": today})
	factories.make_visit(
		family, visit_date=today, from_time=f"{hour % 24:02d}:00", to_time=f"{hour % 24:02d}:30"
	)
	card = factories.make_timesheet(family, month=month)
	frappe.db.commit()
	return card.name


@pytest.mark.parametrize("doctype", FORMS)
def test_form_opens_in_polish_without_an_error(doctype, desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD)
	desk.open_form(doctype, demo[doctype])
	text = desk.page.inner_text(".layout-main-section:visible")
	assert FORMS[doctype] in text
	assert not re.search(r"\b(Family|Visit|Schedule|Assessment|Outcome|Minutes)\b", text)
	desk.shot(f"form-{doctype.lower().replace(' ', '-')}")


@pytest.mark.parametrize("doctype", [*FORMS, "Scheduled Action"])
def test_form_fits_a_phone(doctype, desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD, size=PHONE)
	name = demo.get(doctype) or frappe.db.get_value(doctype, {"family": demo["Family"]}, "name")
	desk.open_form(doctype, name)
	desk.assert_no_sideways_scroll()
	desk.shot(f"form-{doctype.lower().replace(' ', '-')}-phone")


@pytest.mark.parametrize("page", ["find", "month-close", "quick-visit"])
def test_a_page_keeps_off_the_edges_of_a_phone(page, desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD, size=PHONE)
	desk.open(page)
	desk.page.wait_for_selector(".ops-page > *, .ops-thumb > *")
	shown = desk.page.locator(":is(.ops-page, .ops-thumb) > :visible")
	for box in (part.bounding_box() for part in shown.all()):
		assert 8 <= box["x"] and box["x"] + box["width"] <= PHONE["width"] - 8, box


@pytest.mark.parametrize("doctype", [doctype for doctype in FORMS if doctype != "Family"])
def test_new_form_opens_without_an_error(doctype, desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD)
	desk.open_form(doctype, "new")
	assert "Rodzina" in desk.page.inner_text(".layout-main-section:visible")


def test_list_shows_the_own_families_and_hours_as_on_paper(desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD)
	desk.open("assistant-timesheet")
	desk.page.wait_for_selector(".list-row-container .list-subject")
	assert "25:35" in desk.page.inner_text(".frappe-list")
	desk.shot("list-timesheets")


def test_times_show_hours_and_minutes(desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD)
	desk.open_form("Family Visit", demo["Family Visit"])
	shown = desk.page.locator('[data-fieldname="from_time"]:visible').first.inner_text()
	value = desk.page.evaluate("cur_frm.fields_dict.from_time.$input?.val()") or shown
	assert re.search(r"15:00(?!:)", value), value


@pytest.mark.parametrize("size", [None, PHONE], ids=["desktop", "phone"])
def test_writing_a_visit(size, family, desk_of):
	desk = desk_of(email("assistant"), **({"size": size} if size else {}))
	desk.open_form("Family", family)
	desk.page.evaluate("frappe.new_doc('Family Visit', { family: cur_frm.doc.name })")
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Visit' && cur_frm.is_new()")
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.from_time") in (None, "")
	taken = frappe.db.count("Family Visit", {"assistant": email("assistant")})
	desk.page.evaluate("(day) => cur_frm.set_value('visit_date', day)", f"2026-09-{taken % 28 + 1:02d}")
	desk.page.evaluate("cur_frm.set_value('kind', 'wizyta w rodzinie')")
	desk.fill("from_time", "21:15")
	desk.fill("to_time", "22:00")
	# Tab leads from the hour to the people, who are chips, and no row of the hidden table opens.
	assert desk.page.evaluate("document.activeElement.closest('.ops-chips') !== null")
	assert desk.page.evaluate("(cur_frm.doc.participants || []).length") == 0
	desk.page.get_by_role("button", name="Jan Testowy").click()
	desk.fill("actions", "rozmowa „wspierająca” <b>& spokojna</b> 😀")
	for _step in range(4):
		desk.page.keyboard.press("Shift+Tab")
	assert not desk.page.locator("#freeze").count()
	name = desk.save()
	desk.shot(f"visit-{'phone' if size else 'desktop'}")
	desk.assert_no_sideways_scroll()
	frappe.db.rollback()
	visit = frappe.get_doc("Family Visit", name)
	assert (visit.minutes, visit.people) == (45, "Jan Testowy")
	assert visit.signature_mode == "On Paper Card"
	frappe.delete_doc("Family Visit", name)
	frappe.db.commit()


def test_refusal_names_the_field_in_polish(family, desk_of):
	desk = desk_of(email("assistant"))
	desk.open_form("Family Visit", "new")
	desk.page.evaluate(
		"""(family) => cur_frm.set_value({ family, kind: "wizyta w rodzinie",
			from_time: "17:00:00", to_time: "15:00:00" })""",
		family,
	)
	desk.settle()
	desk.page.locator(".page-actions .primary-action:visible").first.click()
	message = desk.page.locator(".msgprint").first
	message.wait_for()
	assert "Godzina do (15:00) musi być późniejsza niż Godzina od (17:00)" in message.inner_text()
	desk.forgive_refusal()


def test_card_is_printed(desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD)
	card = demo["Assistant Timesheet"]
	desk.page.goto(f"{URL}/app/print/Assistant%20Timesheet/{card}")
	paper = desk.page.frame_locator("iframe.print-format-container").locator(".print-format")
	paper.get_by_text("Miesięczna karta czasu pracy asystenta rodziny").wait_for()
	assert "25:15" in paper.inner_text()
	desk.shot("print-timesheet")


def test_a_document_without_a_paper_is_printed_after_one_with(desk_of, demo):
	"""The print page keeps what was chosen for the document before, unless the DocType names a default."""
	desk = desk_of(ASSISTANT, DEMO_PASSWORD)
	card, visit = demo["Assistant Timesheet"], frappe.get_doc("Family Visit", demo["Family Visit"])
	desk.page.goto(f"{URL}/app/print/Assistant%20Timesheet/{card}")
	sheet = desk.page.frame_locator("iframe.print-format-container").locator(".print-format")
	sheet.get_by_text("Miesięczna karta czasu pracy asystenta rodziny").wait_for()
	desk.page.evaluate("(name) => frappe.set_route('print', 'Family Visit', name)", visit.name)
	sheet.get_by_text(visit.place).first.wait_for()
	assert not desk.page.locator(".msgprint:visible").count()


def test_card_goes_from_the_assistant_to_the_coordinator_and_back(open_card, desk_of):
	assistant = desk_of(email("assistant"))
	assistant.open_form("Assistant Timesheet", open_card)
	press_workflow(assistant, "Wyślij kartę", "Card Sent", early_reason=get_early_reason())

	coordinator = desk_of(email("coordinator"))
	coordinator.open_form("Assistant Timesheet", open_card)
	press_workflow(coordinator, "Zwróć kartę", "Card Returned", reason="brak miejsca spotkania")
	coordinator.shot("card-returned")

	assistant.open_form("Assistant Timesheet", open_card)
	assert "brak miejsca spotkania" in assistant.page.inner_text(".layout-main-section:visible")
	press_workflow(assistant, "Wyślij kartę", "Card Sent")
	coordinator.open_form("Assistant Timesheet", open_card)
	press_workflow(coordinator, "Akceptuj kartę", "Card Accepted")
	coordinator.shot("card-accepted")


def test_acceptance_is_withdrawn_with_a_reason(open_card, desk_of):
	card = frappe.get_doc("Assistant Timesheet", open_card)
	factories.accepted(factories.moved(card, "Card Sent", early_reason="No More Visits"))
	frappe.db.commit()
	desk = desk_of(email("coordinator"))
	desk.open_form("Assistant Timesheet", open_card)
	open_action(desk, "Cofnij akceptację")
	answer(desk, "zła godzina")
	desk.page.wait_for_function("(name) => cur_frm.doc.amended_from === name", arg=open_card)
	frappe.db.rollback()
	assert frappe.db.get_value("Assistant Timesheet", open_card, "workflow_state") == "Card Withdrawn"


def open_action(desk, label: str) -> None:
	desk.page.locator(".actions-btn-group:visible > button").first.click()
	desk.page.locator(".actions-btn-group .dropdown-menu:visible").get_by_text(label).click()


def answer(desk, reason: str) -> None:
	dialog = desk.page.locator(".modal.show")
	dialog.locator('textarea[data-fieldname="reason"]').fill(reason)
	dialog.locator(".btn-primary:visible").click()


def get_early_reason() -> str | None:
	"""Return the answer on a card of today's month, which nobody asks for on the month's last day."""
	return (
		None
		if frappe.utils.getdate() == frappe.utils.get_last_day(frappe.utils.getdate())
		else "No More Visits"
	)


def press_workflow(
	desk, label: str, state: str, reason: str | None = None, early_reason: str | None = None
) -> None:
	open_action(desk, label)
	if reason:
		answer(desk, reason)
	if early_reason:
		dialog = desk.page.locator(".modal.show", has_text="czy będą dalsze wizyty?")
		dialog.locator("select[data-fieldname=early_reason]").select_option(early_reason)
		dialog.locator(".btn-primary:visible").click()
	desk.page.wait_for_function("(state) => cur_frm.doc.workflow_state === state", arg=state)
	desk.settle()


def test_the_familys_own_plan_is_one_button_away(desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD).open_form("Action Schedule", demo["Action Schedule"])
	with desk.page.expect_popup() as opened, desk.page.context.expect_event("request") as asked:
		desk.page.get_by_role("button", name="Plan dla rodziny").click()
	assert opened.value and "download_pdf" in asked.value.url


def test_a_new_visit_on_a_phone_is_written_on_the_page_for_a_thumb(desk_of, demo):
	desk = desk_of(ASSISTANT, DEMO_PASSWORD, size=PHONE).open_form("Family", demo["Family"])
	desk.page.evaluate("cur_frm.custom_buttons['Nowa wizyta'].click()")
	desk.page.wait_for_function("frappe.get_route()[0] === 'quick-visit'")


@pytest.mark.parametrize(
	"doctype", ["Family", "Family Visit", "Cooperation Agreement", "Consultation Request"]
)
def test_a_list_opened_by_its_address_stands_beside_our_sidebar(doctype, desk_of, demo):
	if not has_sidebars():
		pytest.skip("the Desk of this version has no sidebars")
	desk = desk_of("coordinator@lipowagora.example", DEMO_PASSWORD)
	desk.open(doctype.lower().replace(" ", "-"))
	desk.page.wait_for_selector(".body-sidebar .active-sidebar")
	assert "Wsparcie rodziny" in desk.page.inner_text(".body-sidebar")
