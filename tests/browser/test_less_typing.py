"""Less typing: a short form of a visit, an assessment from the last one, drafts on the device, dates that stay typed."""

import pytest
from playwright.sync_api import expect

import frappe

from opsfamily.core.entry import DRAFTED
from opsfamily.ops_casework.doctype.family.overview import SPHERES
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
PEOPLE = ["Maria Testowa", "Adam Pierwszy", "Zofia Druga <b>x</b>", "Ewa Trzecia"]
HEIGHT = """(selector) => [...document.querySelectorAll(selector)].find((part) => part.checkVisibility())
	.getBoundingClientRect().height"""


@pytest.fixture
def family(connected_site) -> str:
	"""A committed family whose household is in an order of its own, with an agreed schedule."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	family = factories.make_family(members=[{"full_name": name} for name in PEOPLE]).name
	factories.assign(family)
	actions = [
		{"party": "Family", "action": f"Działanie {number}", "due_date": day(30)} for number in range(3)
	]
	factories.make_running_schedule(family, schedule_date=day(-60), evaluation_date=day(40), actions=actions)
	frappe.db.commit()
	yield family
	frappe.db.rollback()
	factories.erase_leftovers(before)


def new_form(desk, doctype: str, family: str):
	desk.open(f"{doctype}/new?family={family}")
	desk.page.wait_for_function(
		"(family) => window.cur_frm?.doc?.family === family && cur_frm.is_new() && !cur_frm.refreshing",
		arg=family,
	)
	desk.settle()
	return desk


def chips(desk, fieldname: str):
	return desk.page.locator(f'[data-fieldname="{fieldname}"] .ops-chips')


@SIZES
def test_an_ordinary_visit_is_no_longer_than_the_page_for_the_thumb(family, size, desk_of):
	desk = desk_of(email("assistant"), size=size).open(f"quick-visit/{family}")
	desk.page.locator(".quick-visit-form").wait_for()
	page = desk.page.evaluate(HEIGHT, ".quick-visit-form")
	new_form(desk, "family-visit", family)
	chips(desk, "participants").wait_for()
	form = desk.page.evaluate(HEIGHT, ".form-page")
	assert form <= page
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".ops-chips")


@SIZES
def test_people_are_ticked_in_the_order_of_the_household(family, size, desk_of):
	desk = new_form(desk_of(email("assistant"), size=size), "family-visit", family)
	people = chips(desk, "participants")
	assert people.locator(".ops-chip").all_inner_texts() == PEOPLE
	for name in (PEOPLE[3], PEOPLE[2], PEOPLE[0]):
		desk.tap(people.get_by_text(name, exact=True))
	desk.tap(people.get_by_text(PEOPLE[3], exact=True))
	rows = desk.page.evaluate("cur_frm.doc.participants.map((row) => [row.idx, row.full_name])")
	assert rows == [[1, PEOPLE[0]], [2, PEOPLE[2]]]
	desk.tap(people.locator(".ops-other"))
	dialog = desk.page.locator(".modal.show")
	dialog.locator("input").fill("kurator")
	dialog.locator(".btn-primary:visible").click()
	people.locator('[data-value="kurator"][aria-pressed="true"]').wait_for()
	desk.tap(chips(desk, "scheduled_actions").locator(".ops-chip").nth(1))
	values = {"kind": "wizyta w rodzinie", "from_time": "10:00:00", "to_time": "11:00:00"}
	# Yesterday, at whatever hour the test runs.
	for field, value in {"visit_date": str(day(-1)), **values}.items():
		desk.page.evaluate("([field, value]) => cur_frm.set_value(field, value)", [field, value])
	dialog.wait_for(state="hidden")
	desk.fill("actions", "rozmowa")
	name = desk.save()
	visit = frappe.get_doc("Family Visit", name)
	names = [row.full_name for row in visit.participants]
	assert (names[0], names[-1]) == (PEOPLE[0], "kurator")
	assert len(visit.scheduled_actions) == 1


def test_what_is_rare_is_folded_and_opens_where_it_is_needed(family, desk_of):
	desk = new_form(desk_of(email("assistant")), "family-visit", family)
	assert not desk.page.locator('[data-fieldname="same_meeting_as"]:visible').count()
	# The assignment began six years ago.
	desk.page.evaluate("cur_frm.set_value('visit_date', '2019-01-05')")
	desk.page.locator('.frappe-control[data-fieldname="introductory"]').wait_for()


@SIZES
def test_a_typed_date_stays_when_the_form_is_drawn_anew(family, size, desk_of):
	desk = new_form(desk_of(email("assistant"), size=size), "family-visit", family)
	date = desk.page.locator('.frappe-control[data-fieldname="visit_date"] input:visible').first
	for typed in ("05.11", "05.11.2026"):
		date.fill("")
		date.press_sequentially(typed)
		desk.page.evaluate("cur_frm.refresh()")
		desk.settle()
		expect(date).to_have_value(typed)
	date.press("Tab")
	assert desk.page.evaluate("cur_frm.doc.visit_date") == "2026-11-05"


def test_a_day_that_does_not_exist_is_named_in_polish(family, desk_of):
	desk = new_form(desk_of(email("assistant")), "family-visit", family)
	before = desk.page.evaluate("cur_frm.doc.visit_date")
	date = desk.page.locator('.frappe-control[data-fieldname="visit_date"] input:visible').first
	for typed in ("31.02.2026", "wczoraj", "32.13.2026"):
		date.click()
		date.select_text()
		date.press_sequentially(typed)
		date.press("Tab")
		message = desk.page.locator(".msgprint:visible")
		message.wait_for()
		assert typed in message.inner_text()
		assert "nie ma takiego dnia" in message.inner_text()
		assert "Invalid" not in desk.page.locator("body").inner_text()
		desk.page.locator(".modal.show .btn-modal-close:visible").first.click()
		message.wait_for(state="hidden")
	assert desk.page.evaluate("cur_frm.doc.visit_date") == before


@pytest.mark.parametrize("pause", [0, 1000], ids=["at once", "after a moment"])
def test_it_is_named_though_the_form_was_drawn_anew_meanwhile(pause, family, desk_of):
	"""What the form draws is no change for the browser, so it says nothing when the field is left."""
	desk = new_form(desk_of(email("assistant")), "family-visit", family)
	date = desk.page.locator('.frappe-control[data-fieldname="visit_date"] input:visible').first
	date.click()
	date.select_text()
	date.press_sequentially("31.02.2026")
	desk.page.evaluate("cur_frm.refresh()")
	desk.page.wait_for_timeout(pause)
	desk.page.keyboard.press("Tab")
	desk.page.locator(".msgprint:visible", has_text="31.02.2026").wait_for()


# Assessments


@pytest.fixture
def assessed(family) -> str:
	"""The family with an assessment of half a year ago, all of it written and agreed."""
	texts = {sphere: f"Opis: {sphere}." for sphere in SPHERES}
	ratings = {f"{sphere}_rating": "3" for sphere in SPHERES}
	first = factories.make_assessment(
		family,
		assessment_date=day(-180),
		housing_order="porządek",
		debts="czynsz",
		incomes=[{"recipient": "Maria Testowa", "source": "praca", "amount": 3000}],
		**{**texts, **ratings},
	)
	first.submit()
	frappe.db.commit()
	return family


@SIZES
def test_a_second_assessment_is_confirmed_part_by_part(assessed, size, desk_of):
	desk = new_form(desk_of(email("assistant"), size=size), "family-assessment", assessed)
	name = desk.save()
	parts = desk.page.locator(".ops-parts [data-part]")
	parts.first.wait_for()
	number = parts.count()
	assert number >= len(SPHERES)
	desk.assert_polish()
	first = parts.first.get_attribute("data-part")
	desk.tap(parts.first)
	for _turn in range(number):
		part = desk.page.evaluate("document.querySelector('.ops-parts [data-part]').dataset.part")
		tick = desk.page.locator(f'[data-fieldname="{part}_unchanged"] input.input-with-feedback')
		tick.scroll_into_view_if_needed()
		tick.click()
		desk.page.wait_for_function(
			'(part) => !document.querySelector(`.ops-parts [data-part="${part}"]`)', arg=part
		)
	assert first == "income"
	assert not parts.count()
	desk.save()
	frappe.db.rollback()
	again = frappe.get_doc("Family Assessment", name)
	assert again.parenting_unchanged
	assert again.kind == "Periodic"
	frappe.set_user(email("assistant"))
	again.submit()
	frappe.set_user("Administrator")


def test_sums_are_shown_while_one_types(assessed, desk_of):
	desk = new_form(desk_of(email("assistant")), "family-assessment", assessed)
	desk.page.evaluate(
		"""() => {
			const row = cur_frm.add_child("incomes", { recipient: "Maria", source: "praca" });
			cur_frm.refresh_field("incomes");
			return frappe.model.set_value(row.doctype, row.name, "amount", 1000.01);
		}"""
	)
	total, per_head = desk.page.evaluate("[cur_frm.doc.income_total, cur_frm.doc.income_per_head]")
	persons = desk.page.evaluate("cur_frm.doc.household.length")
	assert (total, per_head) == (1000.01, round(1000.01 / persons, 2))


@SIZES
def test_what_was_typed_and_not_saved_is_offered_again(assessed, size, desk_of):
	desk = new_form(desk_of(email("assistant"), size=size), "family-assessment", assessed)
	name = desk.save()
	text = desk.page.locator('[data-fieldname="parenting"] textarea')
	text.scroll_into_view_if_needed()
	text.fill("Nowy opis <b>x</b> 😀")
	text.press_sequentially(" i dalej")
	desk.page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('opsfamily-form:'))")
	kept = desk.page.evaluate(
		"Object.entries(localStorage).filter(([key]) => key.startsWith('opsfamily-form:')).map(String).join()"
	)
	assert "Nowy opis" not in kept
	desk.page.wait_for_timeout(1500)
	desk.open_form("Family Assessment", name)
	take = desk.page.locator(".ops-draft-take")
	take.wait_for()
	desk.assert_polish()
	desk.tap(take)
	assert desk.page.evaluate("cur_frm.doc.parenting") == "Nowy opis <b>x</b> 😀 i dalej"
	desk.save()
	desk.open_form("Family Assessment", name)
	desk.page.wait_for_timeout(800)
	assert not desk.page.locator(".ops-draft").count()


# A text of each form that keeps drafts, and who writes it.
TEXTS = {
	"Family Assessment": ("parenting", "assistant"),
	"Family Visit": ("course", "assistant"),
	"Family Work Plan": ("main_goal", "assistant"),
	"Work Plan Evaluation": ("description", "assistant"),
	"Court Opinion": ("opinion", "assistant"),
	"Family Notification": ("subject", "social_worker"),
	"Assistant Request": ("reason", "social_worker"),
	"Case Conference": ("findings", "assistant"),
	"Case Analysis": ("conclusions", "assistant"),
	"Consultation": ("advice", "coordinator"),
	"Family History": ("resources", "assistant"),
	"Intervention": ("seen", "assistant"),
}


@pytest.fixture
def assigned(family) -> str:
	"""The family with a social worker, too."""
	factories.assign(family, "social_worker", "Social Worker")
	frappe.db.commit()
	return family


def test_every_form_that_keeps_drafts_is_tested(family, desk_of):
	desk = desk_of(email("assistant")).open("family")
	assert desk.page.evaluate("opsfamily.DRAFTED") == list(DRAFTED)
	# A sheet has no such field: tests/browser/test_sheets.py.
	assert set(DRAFTED) == {*TEXTS, "Family Sheet"}


@pytest.mark.parametrize("doctype", TEXTS)
def test_each_long_form_offers_what_was_not_saved(doctype, assigned, desk_of):
	fieldname, key = TEXTS[doctype]
	slug = doctype.lower().replace(" ", "-")
	desk = new_form(desk_of(email(key)), slug, assigned)
	text = desk.page.locator(f'.frappe-control[data-fieldname="{fieldname}"] textarea:visible').first
	text.fill("Opis <b>x</b> 😀")
	text.press_sequentially(" i dalej")
	desk.page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('opsfamily-form:'))")
	desk.page.wait_for_timeout(1500)
	new_form(desk, slug, assigned)
	take = desk.page.locator(".ops-draft-take")
	take.wait_for()
	desk.assert_polish()
	desk.tap(take)
	assert desk.page.evaluate(f"cur_frm.doc.{fieldname}") == "Opis <b>x</b> 😀 i dalej"


def test_a_draft_is_gone_with_the_logout(assessed, desk_of):
	desk = new_form(desk_of(email("assistant")), "family-assessment", assessed)
	text = desk.page.locator('[data-fieldname="parenting"] textarea')
	text.fill("Opis, który nie został zapisany")
	desk.page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('opsfamily-form:'))")
	desk.page.evaluate(
		"fetch('/api/method/logout', { method: 'POST', headers: {'X-Frappe-CSRF-Token': frappe.csrf_token} })"
	)
	desk.page.wait_for_function("document.cookie.includes('opsfamily_logged_out')")
	desk.page.goto(desk.page.url.split("/app")[0] + "/login")
	desk.page.wait_for_load_state("networkidle")
	desk.page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('opsfamily-form:'))")
