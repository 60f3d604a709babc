"""The papers of supervision: the attendance list without a word of what was said, and the record."""

import pytest

import frappe

from opsfamily.ops_consultation.doctype.supervision_plan.supervision_plan import arrange_sessions
from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.tests.factories import PEOPLE, day, email, fresh
from opsfamily.tests.make_supervision import SUPERVISOR, make_record, make_session, make_year_plan
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

LIST, RECORD, PLAN = "Lista obecności na superwizji", "Zapis superwizji", "Plan superwizji na rok"
DOCTYPES = {LIST: "Supervision Session", RECORD: "Supervision Record", PLAN: "Supervision Plan"}
WORDING = {
	LIST: """LISTA OBECNOŚCI | superwizja | numer | data | forma | godziny | czas trwania (godz.:min)
		| prowadzący superwizję | Uczestnicy: | lp. | imię i nazwisko | obecność | podpis
		| podpis prowadzącego superwizję""",
	RECORD: """ZAPIS SUPERWIZJI | bez danych rodziny | superwizja | data | temat | część balintowska
		| Możliwości rodziny: | Ograniczenia rodziny: | Problemy wybrane do pracy: | Cel główny:
		| Cele szczegółowe: | Uzgodnione działania: | co | kto | do kiedy""",
	PLAN: """PLAN SUPERWIZJI NA ROK | numer | nazwa planu | forma | prowadzący superwizję | program finansujący
		| uczestnicy | Cele na rok: | Superwizje w roku: | lp. | termin | czas (godz.:min) | temat | przebieg
		| razem zaplanowano | razem odbyło się | podpis sporządzającego plan | podpis prowadzącego superwizję
		| podpis zatwierdzającego""",
}
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} <b>gruby</b> & 1 < 2 😀"


@pytest.fixture
def session(site):
	return make_session(session_date="2026-10-21", from_time="9:00", to_time="11:30")


def whole_record(session, text: str):
	return make_record(
		session.name,
		topic=text,
		possibilities=text,
		limits=text,
		main_goal=text,
		problems=[{"problem": text}],
		goals=[{"goal": text}],
		actions=[{"action": text, "user": email("assistant"), "until_date": "2026-11-06"}],
		balint_held=1,
	)


def wording(print_format: str) -> list[str]:
	return [one_line(piece) for piece in WORDING[print_format].split("|")]


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_paper_has_its_wording(print_format, site):
	blank = frappe.get_doc({"doctype": DOCTYPES[print_format]})
	assert_in_order(wording(print_format), text_of(page_of(blank, print_format)))


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_so_has_its_pdf(print_format, site):
	text = one_line(pdf_text(make_blank_pdf(DOCTYPES[print_format], print_format), "-raw"))
	assert wording(print_format)[0] in text and wording(print_format)[-1] in text


@pytest.mark.parametrize("print_format", DOCTYPES)
def test_a_blank_paper_is_one_page(print_format, site):
	assert pdf_text(make_blank_pdf(DOCTYPES[print_format], print_format)).count("\f") == 1


def test_the_list_says_who_was_there(session):
	session.append("attendance", {"user": email("newcomer"), "attended": 0})
	session.save()
	page = page_of(session, LIST)
	text = text_of(page)
	assert_in_order(wording(LIST), text)
	for piece in (session.name, "21 października 2026", "grupowa", "od 9:00 do 11:30", "2:30", SUPERVISOR):
		assert piece in text
	cells = [[cell.get_text() for cell in row.select("td")] for row in page.select(".sheet-row tr")]
	assert [cells[1:3] for cells in cells if len(cells) == 4] == [
		["Anna Asystentka", "tak"],
		["Marek Socjalny", "tak"],
		["Nowa Osoba", "nie"],
	]


def test_it_says_nothing_of_the_record(session):
	whole_record(session, "słowo z zapisu")
	assert "słowo z zapisu" not in text_of(page_of(session, LIST))


def test_a_session_to_come_says_so(site):
	people = [{"user": email(key), "attended": 0} for key in ("assistant", "head")]
	session = make_session(status="Planned", session_date=day(3), minutes=None, attendance=people)
	text = text_of(page_of(session, LIST))
	assert "Superwizja zaplanowana." in text
	assert " nie " not in text.partition("Uczestnicy:")[2].partition("Superwizja")[0]


def test_the_record_shows_what_was_written(session):
	text = text_of(page_of(whole_record(session, "dzieci są bezpieczne"), RECORD))
	assert_in_order(wording(RECORD), text)
	assert text.count("dzieci są bezpieczne") == 7
	for piece in (session.name, "21 października 2026", "odbyła się", "Anna Asystentka", "06.11.2026"):
		assert piece in text


def test_a_paper_prints_as_text_what_was_typed(session):
	page = page_of(whole_record(session, HOSTILE), RECORD)
	assert not page.select("script, b")
	assert "{{ 7*7 }}" in text_of(page) and "49" not in text_of(page)


def test_the_plan_says_what_is_planned_and_how_it_goes(site):
	plan = make_year_plan(aims="mniej wypalenia")
	arrange_sessions(plan.name)
	[held, *_others] = frappe.get_all(
		"Supervision Session", {"plan": plan.name}, pluck="name", order_by="session_date"
	)
	session = frappe.get_doc("Supervision Session", held)
	session.update({"status": "Held", "session_date": day(-1), "minutes": 120})
	for row in session.attendance:
		row.attended = 1
	session.save()
	page = page_of(fresh(plan), PLAN)
	text = text_of(page)
	assert_in_order(wording(PLAN), text)
	people = f"Anna Asystentka, {PEOPLE['social_worker'][0]}"
	for piece in (f"NA ROK {day(0).year}", plan.name, "grupowa", SUPERVISOR, people, "mniej wypalenia"):
		assert piece in text, piece
	assert "3, łącznie 4:30 godz." in text and "1, łącznie 2:00 godz." in text
	cells = [[cell.get_text() for cell in row.select("td")] for row in page.select(".sheet-row tr")]
	rows = [row for row in cells if len(row) == 5]
	assert [row[2] for row in rows] == ["1:30"] * 3
	assert sorted(row[4] for row in rows) == ["Odbyła się", "Zaplanowana", "Zaplanowana"]


def test_the_plan_prints_as_text_what_was_typed(site):
	plan = make_year_plan(title=HOSTILE, aims=HOSTILE, supervisor_name=HOSTILE)
	plan.sessions[0].topic = HOSTILE
	page = page_of(fresh(plan.save()), PLAN)
	assert not page.select("script, b")
	# The supervisor's name stands above the signature as well.
	assert text_of(page).count(HOSTILE) == 5
