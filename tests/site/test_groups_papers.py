"""The attendance list of a group's meeting: its wording, filled and blank, before the meeting and after it."""

import pytest

import frappe

from opsfamily.ops_paper.together import make_blank_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import assign, email, fresh, make_family
from opsfamily.tests.make_groups import (
	MEETING,
	PARTICIPATION,
	day,
	make_group,
	make_meeting,
	make_participation,
)
from tests.site.papers import assert_in_order, one_line, page_of, pdf_text, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

PAPER = "Lista obecności na zajęciach"
WORDING = """LISTA OBECNOŚCI | zajęcia grupy | grupa | data | godziny | miejsce | temat | prowadzący | Uczestnicy:
	| imię i nazwisko | obecność | uwagi | podpis | inne osoby (liczba) | podpis prowadzącego"""
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} <b>gruby</b> & 1 < 2"


def wording() -> list[str]:
	return [one_line(piece) for piece in WORDING.split("|")]


@pytest.fixture
def group(site) -> str:
	family = make_family(members=[{"full_name": "Jan Testowy"}, {"full_name": "Ola Testowa"}]).name
	assign(family)
	name = make_group("Grupa na papierze", "consultant").name
	for person in ("Jan Testowy", "Ola Testowa"):
		make_participation(family, name, person)
	return name


def test_the_blank_paper_has_its_wording(site):
	assert_in_order(wording(), text_of(page_of(frappe.get_doc({"doctype": MEETING}), PAPER)))
	text = one_line(pdf_text(make_blank_pdf(MEETING, PAPER), "-raw"))
	assert wording()[0] in text and wording()[-1] in text


def test_before_the_meeting_with_room_for_signatures(group):
	meeting = make_meeting(group, meeting_date=day(3), from_time="17:00", to_time="19:00")
	page = page_of(fresh(meeting), PAPER)
	text = text_of(page)
	assert_in_order(wording(), text)
	assert all(value in text for value in ("Jan Testowy", "Ola Testowa", "17:00", "19:00", "Granice"))
	# Three more lines for whoever comes besides.
	assert "5" in text and "tak" not in text.split("Uczestnicy:")[1].split()


def test_after_it_with_what_is_noted(group):
	meeting = make_meeting(group, other_people=4)
	for part in frappe.get_all(PARTICIPATION, {"support_group": group}, pluck="name", order_by="person"):
		doc = frappe.get_doc(PARTICIPATION, part)
		presence = "Present" if doc.person == "Jan Testowy" else "Excused"
		doc.append("presences", {"meeting": meeting.name, "presence": presence, "remark": HOSTILE})
		doc.save()
	page = page_of(fresh(meeting), PAPER)
	text = text_of(page)
	assert "tak" in text and "usprawiedliwiona nieobecność" in text and "4" in text
	assert not page.select("script, .paper b") and text.count("{{ 7*7 }}") == 2


def test_the_print_is_logged_for_everybody_on_it(group):
	meeting = make_meeting(group)
	with acting_as(email("consultant")):
		page_of(frappe.get_doc(MEETING, meeting.name), PAPER)
	logged = frappe.get_all(
		"Access Log",
		{"export_from": PARTICIPATION, "user": email("consultant"), "method": "Print"},
		pluck="reference_document",
		order_by="name",
	)
	parts = frappe.get_all(PARTICIPATION, {"support_group": group}, pluck="name", order_by="name")
	assert set(parts) <= set(logged)
