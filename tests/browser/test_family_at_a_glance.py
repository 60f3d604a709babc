"""A family at a glance, two assessments side by side, and their papers, in a real Chromium."""

import pytest

import frappe

from opsfamily.ops_casework.doctype.family.overview import SPHERES
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from tests.browser.conftest import DEMO_PASSWORD, DESKTOP, PHONE

OVERVIEW = '.frappe-control[data-fieldname="overview"] .family-overview'
# Tab → what stands on it.
PICTURES = {
	"Skład i sieć": '.frappe-control[data-fieldname="network_overview"] .family-overview',
	"Przebieg sprawy": '.frappe-control[data-fieldname="course_overview"] .family-overview',
}
# What one looks for daily is above this (pixels), the whole overview above the other.
FIRST_SCREEN, LONGEST, LONGEST_ON_A_PHONE = 844, 1500, 1900
NETWORK = [
	{"kind": "szkoła", "institution": "Szkoła Podstawowa nr 2 im. Janusza Korczaka w Lipowej Górze"},
	{"kind": "kurator sądowy", "institution": "Sąd Rejonowy", "contact": "kurator", "phone": "22 555 04 01"},
	{"kind": "rodzina", "institution": "babcia Krystyna", "phone": "511 555 870"},
	{"kind": "ochrona zdrowia", "institution": "Poradnia leczenia uzależnień"},
	{"kind": "świetlica środowiskowa", "institution": "Świetlica „Przystań”"},
]
HOSTILE = "<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>{{ 7*7 }}"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def rated(shift: int) -> dict[str, str]:
	return {f"{sphere}_rating": str((number + shift) % 5 + 1) for number, sphere in enumerate(SPHERES)}


@pytest.fixture
def family(site) -> str:
	"""A committed family in the middle of the work: two assessments, a running plan, a year of visits."""
	family = factories.make_family(
		representative=f"Rodzina {frappe.generate_hash(length=6)}", support_network=NETWORK
	).name
	factories.assign(family, from_date="2020-01-01")
	first = factories.make_assessment(
		family, assessment_date=day(-200), housing_order="brak lodówki", debts="czynsz", **rated(0)
	)
	second = factories.make_assessment(
		family, assessment_date=day(-20), housing_order="kupiona lodówka", **rated(1)
	)
	for assessment in (first, second):
		assessment.submit()
	actions = [
		{"party": "Family", "action": "Stały plan dnia", "due_date": day(-2)},
		{"party": "Family Assistant", "action": "Trening budżetowy", "due_date": day(30)},
	]
	factories.make_running_schedule(family, schedule_date=day(-60), evaluation_date=day(40), actions=actions)
	taken = frappe.db.count("Family Visit", {"assistant": email("assistant")})
	for number in range(6):
		factories.make_visit(family, visit_date=frappe.utils.add_days("2020-01-01", taken + 5 * number))
	frappe.db.commit()
	return family


def open_overview(desk, family: str):
	desk.open_form("Family", family)
	desk.page.wait_for_selector(OVERVIEW)
	desk.settle()
	return desk.page.locator(OVERVIEW)


@SIZES
def test_opening_a_family_shows_all_at_a_glance(size, family, desk_of):
	desk = desk_of(email("assistant"), size=size)
	seen = open_overview(desk, family)
	show_folded(desk, seen)
	text = seen.inner_text()
	for words in (
		"Dzieci są bezpieczne w domu.",
		"Najbliższe terminy",
		"po terminie",
		"Ostatnie kontakty",
		"Omówiono wydatki.",
		"Stały plan dnia",
		"Asystent rodziny (1)",
	):
		assert words in text
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(OVERVIEW)
	name = "phone" if size is PHONE else "desktop"
	desk.shot(f"family-overview-{name}")
	for number, tab in enumerate(PICTURES):
		shown = open_tab(desk, tab)
		assert shown.locator("svg[role=img]").count() == 1
		desk.assert_no_sideways_scroll()
		desk.assert_accessible(PICTURES[tab])
		desk.shot(f"family-picture-{number}-{name}")


@SIZES
def test_what_one_looks_for_daily_needs_no_scrolling(size, family, desk_of):
	desk = desk_of(email("assistant"), size=size)
	seen = open_overview(desk, family)
	phone, address = seen.get_by_role("link", name="Telefon:"), seen.get_by_role("link", name="Mapa:")
	assert phone.get_attribute("href") == "tel:500100200"
	assert "ul.%20Pr" in address.get_attribute("href")
	assert "Maria Testowa (matka" in seen.inner_text() and "Asystent rodziny: Anna" in seen.inner_text()
	for shown in (phone, address, seen.get_by_role("heading", name="Najbliższe terminy")):
		assert get_bottom(shown) <= FIRST_SCREEN
	if size is DESKTOP:
		assert get_bottom(seen) < LONGEST


def show_folded(desk, seen) -> None:
	"""Unfold each list, as a phone shows its beginning alone."""
	buttons = seen.locator(".fo-all").locator("visible=true")
	for _each in range(buttons.count()):
		desk.tap(buttons.first)
	assert not seen.locator(".fo-rest").locator("visible=false").count()


def test_the_fullest_family_is_short(desk_of, demo):
	desk = desk_of("coordinator@lipowagora.example", DEMO_PASSWORD)
	seen = open_overview(desk, demo["Family"])
	assert "Współpraca" in seen.inner_text()
	assert desk.page.evaluate("document.documentElement.scrollHeight") < LONGEST
	assert not seen.locator(".fo-all").locator("visible=true").count()


def test_the_fullest_family_on_a_phone_begins_with_what_is_daily(desk_of, demo):
	desk = desk_of("coordinator@lipowagora.example", DEMO_PASSWORD, size=PHONE)
	seen = open_overview(desk, demo["Family"])
	next_one = seen.get_by_role("heading", name="Najbliższe terminy").locator("xpath=following::li[1]")
	for shown in (
		seen.get_by_role("link", name="Telefon:"),
		seen.get_by_role("link", name="Mapa:"),
		next_one,
	):
		assert get_bottom(shown) <= FIRST_SCREEN
	folded = desk.page.evaluate("document.documentElement.scrollHeight")
	assert folded < LONGEST_ON_A_PHONE
	assert seen.locator(".fo-late").locator("visible=true").count() == seen.locator(".fo-late").count() > 0
	desk.assert_accessible(OVERVIEW)
	desk.assert_no_sideways_scroll()
	desk.shot("family-fullest-phone")
	show_folded(desk, seen)
	assert desk.page.evaluate("document.documentElement.scrollHeight") > folded


def test_comments_are_below_the_other_tabs(family, desk_of):
	desk = desk_of(email("assistant"))
	open_overview(desk, family)
	assert not desk.page.locator(".form-footer").is_visible()
	desk.page.get_by_role("tab", name="Dane", exact=True).click()
	desk.page.locator(".form-footer").wait_for()


def get_bottom(shown) -> float:
	"""How far down a thing ends, in pixels from the top of the page."""
	return shown.evaluate("(el) => el.getBoundingClientRect().bottom + window.scrollY")


def open_tab(desk, tab: str):
	desk.page.get_by_role("tab", name=tab).click()
	shown = desk.page.locator(PICTURES[tab])
	shown.wait_for()
	return shown


def test_the_pictures_letters_can_be_read_on_a_phone(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	open_overview(desk, family)
	for tab in PICTURES:
		open_tab(desk, tab)
		heights = desk.page.evaluate(
			"(css) => [...document.querySelectorAll(`${css} svg text`)].map((el) => el.getBoundingClientRect().height)",
			PICTURES[tab],
		)
		assert heights and min(heights) >= 9


def test_links_on_a_phone_are_large_enough_and_lead_to_the_forms(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	seen = open_overview(desk, family)
	show_folded(desk, seen)
	desk.tap(seen.get_by_role("link", name="Trening budżetowy"))
	desk.page.wait_for_function("cur_frm?.doctype === 'Scheduled Action'")
	desk.settle()


def test_everything_in_it_is_reached_by_keyboard(family, desk_of):
	desk = desk_of(email("assistant"))
	seen = open_overview(desk, family)
	seen.locator("a").first.focus()
	reached = set()
	for _step in range(40):
		reached.add(desk.page.evaluate("document.activeElement.tagName + document.activeElement.innerText"))
		desk.page.keyboard.press("Tab")
	assert any("Trening budżetowy" in name for name in reached)
	course = open_tab(desk, "Przebieg sprawy")
	course.locator("summary", has_text="To samo jako tabela").press("Enter")
	# It unfolds a moment after the key.
	course.get_by_role("row", name="Więzi emocjonalne").wait_for()
	desk.assert_accessible(PICTURES["Przebieg sprawy"])


def test_what_hangs_on_the_family_stands_on_a_tab_of_its_own(family, desk_of):
	desk = desk_of(email("assistant"), size=PHONE)
	open_overview(desk, family)
	assert not desk.page.locator(".form-links").is_visible()
	desk.page.get_by_role("tab", name="Powiązania").click()
	desk.page.locator(".form-links .document-link:visible").first.wait_for()
	desk.assert_no_sideways_scroll()
	desk.shot("family-connections-phone")


def test_another_familys_overview_never_stays(family, desk_of):
	other = factories.make_family(representative="Druga Testowa").name
	factories.assign(other)
	frappe.db.commit()
	desk = desk_of(email("assistant"))
	open_overview(desk, family)
	desk.page.evaluate("(name) => frappe.set_route('Form', 'Family', name)", other)
	desk.page.wait_for_function("(name) => cur_frm.doc.name === name", arg=other)
	desk.settle()
	text = desk.page.inner_text(OVERVIEW)
	assert "Nie ma jeszcze oceny sytuacji rodziny" in text and "Trening budżetowy" not in text
	desk.shot("family-overview-empty")


def test_an_empty_family_begins_with_its_assessment(desk_of, site):
	family = factories.make_family().name
	factories.assign(family)
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=PHONE)
	seen = open_overview(desk, family)
	desk.tap(seen.get_by_role("button", name="Nowa ocena"))
	desk.page.wait_for_function("cur_frm?.doctype === 'Family Assessment' && cur_frm.is_new()")
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.family") == family


def test_a_new_family_has_no_overview(desk_of):
	desk = desk_of(email("social_worker"))
	desk.open_form("Family", "new")
	assert not desk.page.locator(OVERVIEW).count()
	assert not desk.page.get_by_text("W skrócie", exact=True).locator("visible=true").count()


def test_nothing_runs_in_the_overview_or_the_comparison(site, desk_of):
	network = [{"kind": "szkoła", "institution": HOSTILE, "contact": HOSTILE, "phone": HOSTILE}]
	family = factories.make_family(representative=f"Zła {HOSTILE}", support_network=network).name
	factories.assign(family)
	for on in (day(-100), day(-10)):
		factories.make_assessment(
			family, assessment_date=on, parenting=HOSTILE, household=[{"full_name": HOSTILE}]
		)
	factories.make_plan(family, main_goal=HOSTILE).submit()
	frappe.db.commit()
	desk = desk_of(email("assistant"))
	seen = open_overview(desk, family)
	assert "{{ 7*7 }}" in seen.inner_text()
	desk.open(f"assessment-comparison/{family}")
	desk.page.wait_for_selector(".assessment-comparison .paper")
	assert "{{ 7*7 }}" in desk.page.inner_text(".assessment-comparison")
	desk.page.wait_for_timeout(500)
	assert desk.page.evaluate("window.hacked") is None
	# A picture with a wrong address, of the form's own fields, is all that is left of it.
	desk.errors = [error for error in desk.errors if "404" not in error]


@SIZES
def test_two_assessments_side_by_side(size, family, desk_of):
	desk = desk_of(email("assistant"), size=size)
	newest = frappe.get_last_doc("Family Assessment", {"family": family})
	desk.open(f"assessment-comparison/{family}/{newest.name}")
	desk.page.wait_for_selector(".assessment-comparison .paper")
	desk.settle()
	text = desk.page.inner_text(".assessment-comparison")
	for words in ("brak lodówki", "kupiona lodówka", "≠ zmiana", "− ubyło", "lepiej", "bez zmian"):
		assert words in text
	desk.assert_no_sideways_scroll()
	desk.assert_accessible(".assessment-comparison")
	desk.shot(f"assessment-comparison-{'phone' if size is PHONE else 'desktop'}")


def test_the_comparison_from_the_forms_and_any_two(family, desk_of):
	between = factories.make_assessment(family, assessment_date=day(-100), housing_order="zamówiona lodówka")
	frappe.db.commit()
	order = {"pluck": "name", "order_by": "assessment_date"}
	first, middle, newest = frappe.get_all("Family Assessment", {"family": family}, **order)
	assert middle == between.name
	desk = desk_of(email("assistant"))
	desk.open_form("Family Assessment", newest)
	desk.page.get_by_role("button", name="Porównaj z poprzednią").click()
	desk.page.wait_for_selector(".assessment-comparison .paper")
	desk.settle()
	text = desk.page.inner_text(".assessment-comparison")
	assert "zamówiona lodówka" in text and "kupiona lodówka" in text and "brak lodówki" not in text
	# In whatever order the two are chosen, they are shown and printed by their days.
	later = desk.page.locator('.page-form [data-fieldname="later"] select')
	earlier = desk.page.locator('.page-form [data-fieldname="earlier"] select')
	assert (later.input_value(), earlier.input_value()) == (newest, middle)
	later.select_option(first)
	desk.page.wait_for_function("(end) => location.pathname.endsWith(end)", arg=f"/{family}/{first}/{middle}")
	desk.page.wait_for_function(
		"document.querySelector('.assessment-comparison').innerText.includes('brak lodówki')"
	)
	desk.settle()
	text = desk.page.inner_text(".assessment-comparison")
	assert text.index("brak lodówki") < text.index("zamówiona lodówka") and "kupiona lodówka" not in text
	assert (later.input_value(), earlier.input_value()) == (middle, first)
	pair = f"later={middle}&earlier={first}"
	# The paper opens in a window of its own.
	with desk.page.context.expect_event("request", lambda request: pair in request.url):
		desk.page.get_by_role("button", name="Drukuj").click()


def test_one_assessment_is_no_pair(desk_of, site):
	family = factories.make_family().name
	factories.assign(family)
	factories.make_assessment(family)
	frappe.db.commit()
	desk = desk_of(email("assistant"))
	desk.open_form("Family", family)
	desk.page.get_by_role("button", name="Porównaj oceny").click()
	desk.page.get_by_text("Nie ma dwóch ocen do porównania.").wait_for()
	assert not desk.page.get_by_role("button", name="Drukuj").locator("visible=true").count()


@pytest.mark.parametrize(
	("doctype", "paper", "words"),
	[
		("Family", "Rodzina w zarysie", "INFORMACJA O RODZINIE – PODSUMOWANIE"),
		("Action Schedule", "Plan dla rodziny", "NASZ PLAN"),
	],
)
def test_the_papers_in_the_print_page(doctype, paper, words, family, desk_of):
	name = family if doctype == "Family" else frappe.db.get_value(doctype, {"family": family})
	desk = desk_of(email("assistant"))
	desk.open(f"print/{doctype.replace(' ', '%20')}/{name}")
	desk.page.locator('[data-fieldname="print_format"] input').fill(paper)
	desk.page.keyboard.press("Tab")
	sheet = desk.page.frame_locator("iframe.print-format-container").locator(".print-format")
	sheet.get_by_text(words).wait_for()
	desk.shot(f"print-{paper.lower().replace(' ', '-')}")
