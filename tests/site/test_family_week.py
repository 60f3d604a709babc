"""„Tydzień rodziny”: from every document that says when, what its reader may see, and nothing that the family must not read."""

import pytest
from bs4 import BeautifulSoup

import frappe
from frappe.utils import getdate

from opsfamily.core.planned_visits import get_week
from opsfamily.core.work_days import is_day_off
from opsfamily.ops_casework.doctype.family.week import SOURCES, get_family_week, get_html
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, fresh, make_family, make_running_schedule
from opsfamily.tests.make_child_card import make_child_card
from opsfamily.tests.make_conference import make_conference
from opsfamily.tests.make_daycentre import make_centre, make_enrolment
from opsfamily.tests.make_groups import make_group, make_meeting, make_participation
from opsfamily.tests.make_help import make_specialist_help
from opsfamily.tests.make_plan import make_planned_visit
from opsfamily.tests.make_week import AGREEMENT, make_agreement_with, make_appointment
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of
from tests.site.test_papers import HOSTILE

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

CENTRE, GROUP = "Świetlica Tygodnia", "Grupa tygodnia"
MEMBERS = [{"full_name": "Maria Testowa"}, {"full_name": "Jan Testowy"}]


@pytest.fixture
def days(site) -> list:
	"""The first week ahead without a public holiday in the middle of it."""
	day = frappe.utils.add_days(getdate(), 7)
	while any(is_day_off(row) for row in get_week(day)[:5]):
		day = frappe.utils.add_days(day, 7)
	return get_week(day)


@pytest.fixture
def family(days) -> str:
	name = make_family(members=MEMBERS).name
	assign(name)
	return name


def get_lines(family: str, days: list) -> list[tuple]:
	"""(day of the week, hours, who, what, place) of everything in the week."""
	week = get_family_week(family, days)
	return [(day.weekday(), row.hours, row.who, row.what, row.place) for day, rows in week for row in rows]


def fill(family: str, days: list, word: str = "x") -> None:
	"""One thing of every source, on the days of one week."""
	monday, _tuesday, wednesday, thursday, friday = days[:5]
	make_appointment(family, person="Jan Testowy", what=f"basen {word}", place=word, institution=word)
	make_planned_visit(family, planned_on=monday, purpose=f"tajny cel {word}")
	centre = frappe.get_doc("Day Centre", make_centre(CENTRE))
	hours = {"from_time": "13:00:00", "to_time": "17:00:00"}
	centre.append("timetable", {"weekday": "Tuesday", "activity": "konkurs", **hours})
	centre.save()
	make_enrolment(family, centre=CENTRE)
	group = make_group(GROUP).name
	make_participation(family, group, "Maria Testowa")
	times = {"from_time": "17:00:00", "to_time": "19:00:00"}
	make_meeting(group, meeting_date=thursday, place=word, topic=f"tajny temat {word}", **times)
	make_conference(family, conference_date=friday, from_time="10:00:00", to_time="11:00:00", place=word)
	make_specialist_help(family, help_date=getdate(), follow_up_on=wednesday, outside_specialist=word)
	make_child_card(family, dates=[{"due_on": friday, "what": f"zebranie {word}", "with_whom": word}])


def test_everything_that_says_when_stands_in_the_week(family, days):
	fill(family, days)
	visit = "wizyta: Anna Asystentka"
	assert get_lines(family, days) == [
		(0, "15:00–16:30", "", visit, "w domu"),
		(1, "13:00–17:00", "Jan Testowy", CENTRE, ""),
		(2, "16:00–17:00", "Jan Testowy", "basen x, x", "x"),
		(2, "", "", "termin u specjalisty: x", ""),
		(3, "17:00–19:00", "Maria Testowa", GROUP, "x"),
		(4, "10:00–11:00", "", "spotkanie osób prowadzących", "x"),
		(4, "", "Jan Testowy", "zebranie x, x", ""),
	]
	assert get_lines(family, get_week(frappe.utils.add_days(days[0], -70))) == []


def test_an_agreed_action_stands_on_its_last_day(family, days):
	action = {"party": "Family", "action": "Stały plan dnia", "due_date": days[1]}
	make_running_schedule(family, actions=[action])
	[line] = get_lines(family, days)
	assert line[0] == 1 and line[3] == "termin: Stały plan dnia"


def test_somebody_comes_home_and_every_second_week(family, days):
	values = {"from_date": days[0], "every_second": 1, "way": "Somebody Comes to Them", "institution": "PCPR"}
	make_appointment(family, what="psycholog", **values)
	assert get_lines(family, days) == [(2, "16:00–17:00", "", "psycholog, PCPR", "w domu")]
	assert get_lines(family, get_week(frappe.utils.add_days(days[0], 7))) == []


def test_a_public_holiday_closes_the_day_centre(family, days):
	fill(family, days)
	holiday = get_week(getdate("2027-05-03"))
	centre = frappe.get_doc("Day Centre", CENTRE)
	centre.append("timetable", {"weekday": "Monday", "activity": "konkurs"})
	centre.save()
	lines = [row for row in get_lines(family, holiday) if row[3] == CENTRE]
	assert [row[0] for row in lines] == [1]


def test_who_reads_a_part_of_the_family_sees_that_part_alone(family, days):
	fill(family, days)
	with acting_as(email("stranger")):
		assert get_lines(family, days) == []
	assert len(SOURCES) == 8


def test_the_paper_names_days_and_nothing_that_is_not_the_familys_to_read(family, days):
	fill(family, days)
	text = text_of(
		BeautifulSoup(get_html(frappe.get_doc("Family", family), days), "html5lib").select_one(".paper")
	)
	assert_in_order(
		["TYDZIEŃ RODZINY", "Maria Testowa", "godziny", "poniedziałek", "15:00–16:30", "niedziela"], text
	)
	for hidden in ("tajny", "poradnictwo", "None"):
		assert hidden not in text


def test_hostile_text_is_printed_as_text(family, days):
	fill(family, days, HOSTILE)
	paper = BeautifulSoup(get_html(frappe.get_doc("Family", family), days), "html5lib").select_one(".paper")
	assert not paper.select("script, b")
	assert text_of(paper).count(HOSTILE) == 8


# the card of an agreement

CARD = "Karta współpracy"
WORDING = """KARTA WSPÓŁPRACY Z PODMIOTEM | podmiot | rodzaj wsparcia | numer umowy | obowiązuje od | obowiązuje do
	| opiekun umowy | OSOBY DO KONTAKTU | imię i nazwisko | stanowisko | telefon | e-mail | PRZEDMIOT WSPÓŁPRACY
	| SPOSOBY KONTAKTU | WSPÓLNE NARZĘDZIA | OCENA WSPÓŁPRACY (RAZ W ROKU) | dzień | etap, stopień
	| co działa dobrze | co poprawić | kto oceniał | podpis w imieniu ośrodka | podpis w imieniu podmiotu"""
PIECES = [one_line(piece) for piece in WORDING.split("|")]


def make_whole_agreement(word: str):
	texts = dict.fromkeys(("agreement_number", "subject", "ways", "shared_tools"), word)
	row = {"evaluated_on": getdate(), "stage": "poprawa komunikacji", "degree": "łączność"}
	row.update(dict.fromkeys(("participants", "works_well", "to_improve"), word))
	contact = dict.fromkeys(("person", "position", "phone"), word)
	return make_agreement_with(word, **texts, evaluations=[row], contacts=[contact])


def test_the_card_has_its_wording_filled_and_blank(site):
	text = text_of(page_of(fresh(make_whole_agreement("słowo")), CARD))
	assert_in_order(PIECES, text)
	assert "poprawa komunikacji; łączność" in text and "odwołania" in text
	blank = one_line(pdf_text(make_blank_pdf(AGREEMENT, CARD)))
	for piece in PIECES:
		assert piece in blank, piece
	assert "None" not in blank


def test_hostile_text_on_the_card_is_printed_as_text(site):
	agreement = fresh(make_whole_agreement(HOSTILE))
	page = page_of(agreement, CARD)
	assert not page.select("script, b")
	assert text_of(page).count(HOSTILE) == 11
	assert "alert('x')" in pdf_text(make_pdf([agreement], CARD))
