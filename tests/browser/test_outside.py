"""A specialist without an account answers by a link on a phone; the manager asks and accepts on a real Desk."""

import pytest

import frappe

from opsfamily.core import outside_answers as core
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, day, email
from opsfamily.tests.make_analysis import make_task
from opsfamily.tests.make_outside import DOCTYPE, make_question, make_token, use_outside_answers
from tests.browser.conftest import PHONE, URL, Desk

MANAGER = "working_consultant"
TEXT = (
	"Czy chłopiec, z którym pracuje Pani od września, ma już ćwiczenia do domu?\nProszę o dwa zdania. 2 < 3"
)


@pytest.fixture
def task(connected_site):
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	use_outside_answers()
	family = factories.make_family(representative="Rodzina Zewnętrzna").name
	assign(family, MANAGER, "Case Manager", from_date=day(-60))
	task = make_task(family, delegated_on=day(-9), due_date=day(9))
	frappe.db.commit()
	yield task
	frappe.db.rollback()
	factories.erase_leftovers(before)
	use_outside_answers(0)
	frappe.db.commit()


def stored(name: str, field: str):
	frappe.db.rollback()
	return frappe.db.get_value(DOCTYPE, name, field)


def test_the_specialist_answers_on_a_phone(task, chromium):
	question = make_question(task, shown_text=TEXT)
	token = make_token(question)
	frappe.db.commit()
	context = chromium.new_context(viewport=PHONE, locale="en-GB")
	page = context.new_page()
	sent = []
	page.on("request", lambda request: sent.append((request.url, request.headers)))
	visitor = Desk(page)
	page.goto(f"{URL}/odpowiedz#{token}")
	page.locator("#form").wait_for()
	assert page.inner_text("#shown") == TEXT
	assert "Zewnętrzna" not in page.content() and task.name not in page.content()
	visitor.assert_no_sideways_scroll()
	visitor.assert_accessible("body")
	visitor.shot("outside-phone-open")
	page.get_by_label("Wykonane", exact=True).check()
	page.get_by_label("Odpowiedź", exact=True).fill("Ma ćwiczenia i ćwiczy codziennie.")
	visitor.tap(page.get_by_role("button", name="Wyślij odpowiedź"))
	page.locator("#refused").wait_for()
	assert "Wykonano dnia" in page.inner_text("#refused") or "odpowiadającego" in page.inner_text("#refused")
	assert page.input_value("#answer") == "Ma ćwiczenia i ćwiczy codziennie."
	visitor.shot("outside-phone-refused")
	page.fill("#done_on", str(day(-1)))
	page.get_by_label("Imię i nazwisko odpowiadającego").fill("Hanna Bąk")
	page.keyboard.press("Enter")
	page.get_by_text("Dziękujemy").wait_for()
	visitor.shot("outside-phone-sent")
	assert stored(question.name, "state") == core.TO_DECIDE
	page.reload()
	page.get_by_text("już udzielono").wait_for()
	secret = token.rpartition(".")[2]
	assert all(secret not in url and secret not in str(headers) for url, headers in sent)
	assert all(url.startswith(URL) for url, _headers in sent)
	visitor.forgive_refusal()
	context.close()
	assert not visitor.errors


def test_the_manager_asks_by_a_link_and_accepts_the_answer(task, desk_of):
	desk = desk_of(email(MANAGER))
	desk.open_form("Delegated Task", task.name)
	desk.page.get_by_role("button", name="Zapytaj przez link").click()
	desk.page.wait_for_function(
		"cur_frm?.doctype === 'Outside Answer' && cur_frm.is_new() && cur_frm.doc.expires_on"
	)
	desk.settle()
	desk.fill("shown_text", "Czy chłopiec ma ćwiczenia?")
	name = desk.save()
	desk.page.get_by_role("button", name="Utwórz link").click()
	box = desk.page.locator(".modal.show textarea")
	box.wait_for()
	desk.settle()
	token = box.input_value().partition("#")[2]
	desk.shot("outside-link")
	desk.page.locator(".modal.show .btn-modal-close").first.click()
	answer = {"outcome": "Done", "done_on": str(day(-1)), "answer": "Ćwiczy.", "answered_by": "Hanna Bąk"}
	values = {"token": token, **answer}
	script = """(values) => fetch("/api/method/opsfamily.api.answer_outside_task", {
		method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" },
		body: JSON.stringify(values) }).then((answer) => answer.ok)"""
	assert desk.page.evaluate(script, values)
	desk.open(f"case-manager/{task.family}")
	waiting = desk.page.get_by_role("link", name="Odpowiedź czeka na rozstrzygnięcie")
	waiting.wait_for()
	desk.assert_accessible(".case-manager")
	desk.shot("outside-case-manager")
	waiting.click()
	desk.page.wait_for_function("cur_frm?.doctype === 'Outside Answer' && !cur_frm.refreshing")
	desk.settle()
	desk.shot("outside-to-decide")
	desk.page.get_by_role("button", name="Przyjmij odpowiedź").click()
	desk.page.wait_for_function("cur_frm.doc.state === 'Answer Accepted'")
	desk.settle()
	desk.shot("outside-accepted")
	assert stored(name, "state") == core.ACCEPTED
	assert frappe.db.get_value("Delegated Task", task.name, ["outcome", "result"]) == ("Done", "Ćwiczy.")
