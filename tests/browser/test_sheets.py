"""A sheet of the office's own: made by its coordinator in the Desk, filled in on a phone, printed and compared."""

import pytest

import frappe

from opsfamily.ops_paper.values import as_written
from opsfamily.tests.factories import assign, email, make_family, make_visit, submitted
from opsfamily.tests.make_sheets import QUESTIONS, make_sheet, make_sheet_template
from tests.browser.conftest import PHONE
from tests.browser.test_intake import new_form, press, wait_for
from tests.browser.test_quick_visit import (
	choose,
	first_screen,
	open_visit,
	save,
	wait_for_saved,
	write,
	written,
)

SHEET = ".ops-sheet"
SAFETY, PROTOCOL = "Karta bezpieczeństwa dzieci (próbna)", "Protokół wizyty (próbny)"


@pytest.fixture
def family(site: str) -> str:
	"""A committed family of the assistant's with one child, and the two sheets of the office."""
	family = make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	assign(family)
	make_sheet_template(SAFETY, QUESTIONS)
	make_sheet_template(PROTOCOL, [{"question_text": "Jak przebiegła wizyta?"}], used_for="A Visit")
	frappe.db.commit()
	return family


def item(desk, question: str):
	legend = desk.page.locator("legend", has_text=question)
	return desk.page.locator(f"{SHEET} .ops-sheet-item").filter(has=legend).first


def begin(desk, family: str, template: str = SAFETY) -> None:
	desk.open_form("Family", family)
	new_form(desk, "Family Sheet", family=family, template=template)
	desk.page.wait_for_selector(".ops-sheet-item")
	desk.settle()


def stored(name: str) -> dict[str, str]:
	frappe.db.rollback()
	rows = frappe.get_doc("Family Sheet", name).answers
	return {row.question_text: as_written(row.sensitive_answer or row.answer or "") for row in rows}


def test_a_sheet_is_filled_in_on_a_phone(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	begin(desk, family)
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(SHEET)
	desk.shot("sheet-empty-phone")
	item(desk, "Czy w domu jest ciepło?").get_by_text("Tak", exact=True).click()
	item(desk, "Ile osób śpi w izbie?").locator("input").fill("2.5")
	item(desk, "Ostatni przegląd pieca").locator("input").fill("2026-11-03")
	item(desk, "Bezpieczeństwo").get_by_text("2 – średnio").click()
	item(desk, "Spostrzeżenia").locator("textarea").fill("boi się <b>psa</b>\ni ciemności")
	item(desk, "Leczenie domowników").locator("input").fill("poradnia")
	tasks = item(desk, "Zadania")
	tasks.get_by_label("Zadanie").fill("lekarz")
	tasks.get_by_label("Kto").fill("matka")
	tasks.get_by_role("button", name="Dodaj wiersz").click()
	desk.page.keyboard.type("szkoła")
	item(desk, "Kto był obecny").get_by_text("dzieci", exact=True).click()
	item(desk, "Kto był obecny").get_by_text("matka", exact=True).click()
	item(desk, "Wniosek").get_by_text("bez zmian").click()
	item(desk, "Wniosek").get_by_role("button", name="Wyczyść").click()
	name = desk.save()
	assert stored(name) == {
		"Czy w domu jest ciepło?": "Yes",
		"Ile osób śpi w izbie?": "2,5",
		"Ostatni przegląd pieca": "2026-11-03",
		"Bezpieczeństwo": "średnio",
		"Spostrzeżenia": "boi się <b>psa</b>\ni ciemności",
		"Leczenie domowników": "poradnia",
		"Zadania": "lekarz\tmatka\nszkoła",
		"Kto był obecny": "matka\ndzieci",
		"Wniosek": "",
	}
	# What was saved is shown as it was typed, ready to go on.
	assert item(desk, "Spostrzeżenia").locator("textarea").input_value() == "boi się <b>psa</b>\ni ciemności"
	assert tasks.locator(".ops-sheet-line").count() == 2
	desk.assert_no_sideways_scroll()
	desk.assert_polish()
	desk.shot("sheet-filled-phone")
	desk.page.evaluate("() => void cur_frm.savesubmit()")
	desk.page.locator(".modal.show .btn-primary:visible").first.click()
	desk.page.wait_for_function("cur_frm.doc.docstatus === 1")
	desk.settle()
	assert desk.page.locator(f"{SHEET} input").count() == 0
	assert "2 – średnio" in desk.page.inner_text(SHEET) and "03.11.2026" in desk.page.inner_text(SHEET)
	desk.assert_accessible(SHEET)
	desk.shot("sheet-submitted-phone")


def test_by_keyboard_alone(family, desk_of):
	desk = desk_of(email("assistant"))
	begin(desk, family)
	item(desk, "Czy w domu jest ciepło?").locator("input").first.focus()
	desk.page.keyboard.press("Space")
	desk.page.keyboard.press("Tab")
	desk.page.keyboard.press("Tab")
	desk.page.keyboard.type("3")
	desk.page.keyboard.press("Tab")
	assert desk.page.evaluate("document.activeElement.type") == "date"
	assert desk.page.evaluate("cur_frm.doc.answers.slice(0, 2).map((row) => row.answer)") == ["Yes", "3"]
	desk.shot("sheet-desktop")


def test_a_wrong_answer_is_named_and_nothing_typed_is_lost(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	begin(desk, family)
	item(desk, "Ile osób śpi w izbie?").locator("input").fill("dwie")
	item(desk, "Spostrzeżenia").locator("textarea").fill("długi opis")
	desk.page.evaluate("() => void cur_frm.save().catch(() => {})")
	message = desk.page.locator(".modal.show .msgprint")
	message.wait_for()
	assert "Ile osób śpi w izbie?" in message.inner_text() and "dwie" in message.inner_text()
	desk.forgive_refusal()
	desk.page.locator(".modal.show .btn-modal-close").click()
	assert item(desk, "Spostrzeżenia").locator("textarea").input_value() == "długi opis"
	item(desk, "Ile osób śpi w izbie?").locator("input").fill("2")
	assert stored(desk.save())["Spostrzeżenia"] == "długi opis"


def test_what_was_typed_and_not_saved_is_offered_again(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	begin(desk, family)
	item(desk, "Spostrzeżenia").locator("textarea").press_sequentially("niezapisane")
	desk.page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('opsfamily-form'))")
	desk.page.evaluate("window.onbeforeunload = null; cur_frm.doc.__unsaved = 0")
	begin(desk, family)
	desk.page.locator(".ops-draft-take").click()
	desk.page.wait_for_function("document.querySelector('.ops-sheet textarea')?.value === 'niezapisane'")
	assert stored(desk.save())["Spostrzeżenia"] == "niezapisane"


def test_from_the_family_and_from_a_visit(family, desk_of):
	visit = make_visit(family, visit_date="2022-05-04").name
	frappe.db.commit()
	desk = desk_of(email("assistant"))
	desk.open_form("Family", family)
	press(desk, "Wypełnij arkusz")
	wait_for(desk, "Family Sheet")
	assert desk.page.evaluate("cur_frm.doc.family") == family
	desk.open_form("Family Visit", visit)
	press(desk, "Wypełnij arkusz")
	wait_for(desk, "Family Sheet")
	values = desk.page.evaluate("[cur_frm.doc.family, cur_frm.doc.visit, cur_frm.doc.sheet_date]")
	assert values == [family, visit, "2022-05-04"]


def test_after_a_contact_on_the_page_for_the_phone(family, desk_of):
	desk = first_screen(desk_of(email("assistant"), size=PHONE))
	open_visit(desk, family, ".qv-phone")
	choose(desk, 15)
	write(desk)
	save(desk)
	wait_for_saved(desk)
	desk.tap(desk.page.locator(".qv-sheet button"))
	wait_for(desk, "Family Sheet")
	[visit] = written(family)
	values = desk.page.evaluate("[cur_frm.doc.family, cur_frm.doc.visit, cur_frm.doc.sheet_date]")
	assert values == [family, visit.name, str(visit.visit_date)]
	# The demo case has another one.
	desk.page.evaluate("(template) => cur_frm.set_value({ template })", PROTOCOL)
	desk.page.wait_for_selector(".ops-sheet-item")


def test_a_child_that_came_since_is_asked_about(family, desk_of):
	name = make_sheet(family).name
	doc = frappe.get_doc("Family", family)
	doc.append("members", {"full_name": "Iga <b>Nowa</b>", "birth_date": "2022-02-02"})
	doc.save()
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=PHONE).open_form("Family Sheet", name)
	desk.page.locator(".form-message", has_text="Iga <b>Nowa</b>").wait_for()
	desk.assert_no_sideways_scroll()
	desk.shot("sheet-child-came-phone")
	block = desk.page.locator(f"{SHEET} .ops-sheet-item textarea[aria-label*='Iga']")
	block.fill("dopiero przyszła")
	block.press("Tab")
	desk.save()
	frappe.db.rollback()
	rows = frappe.get_doc("Family Sheet", name).answers
	found = {as_written(row.person or ""): row.answer for row in rows if row.question_text == "Spostrzeżenia"}
	assert found["Iga <b>Nowa</b>"] == "dopiero przyszła"
	assert [row.idx for row in rows] == list(range(1, len(rows) + 1))


def test_two_sheets_side_by_side(family, desk_of):
	answers = {"Czy w domu jest ciepło?": "Yes", "Bezpieczeństwo": "źle"}
	earlier = submitted(make_sheet(family, answers, sheet_date="2026-01-05"))
	later = make_sheet(family, {**answers, "Bezpieczeństwo": "dobrze"})
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=PHONE)
	desk.open_form("Family Sheet", later.name)
	desk.page.evaluate("([route]) => frappe.set_route(...route)", [["sheet-comparison", later.name]])
	desk.page.wait_for_selector(".sheet-comparison .paper")
	desk.settle()
	text = desk.page.inner_text(".sheet-comparison")
	assert earlier.name in text and "wyżej" in text
	desk.assert_accessible(".sheet-comparison")
	desk.assert_no_sideways_scroll()
	desk.shot("sheet-comparison-phone")


def test_a_template_is_made_and_a_second_one_of_its_name_refused(site, desk_of):
	name = f"Wzór {frappe.generate_hash(length=6)}"
	desk = desk_of(email("coordinator"))
	desk.open("sheet-template")
	for refused in (False, True):
		new_form(desk, "Sheet Template")
		desk.page.evaluate(
			"""(name) => cur_frm.set_value("template_name", name).then(() => {
				cur_frm.clear_table("questions");
				cur_frm.add_child("questions", { question_text: "Co słychać?" });
				cur_frm.refresh_field("questions");
			})""",
			name,
		)
		if not refused:
			desk.save()
			continue
		desk.page.evaluate("() => void cur_frm.save().catch(() => {})")
		message = desk.page.locator(".modal.show .msgprint")
		message.wait_for()
		assert name in message.inner_text()
		desk.forgive_refusal()
		assert desk.page.evaluate("cur_frm.doc.questions[0].question_text") == "Co słychać?"
	frappe.db.rollback()
	frappe.delete_doc("Sheet Template", name)
	frappe.db.commit()
