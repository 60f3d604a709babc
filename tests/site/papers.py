"""What the tests of the papers share: the forms' wording, and prints as text."""

import re
import subprocess

from bs4 import BeautifulSoup

import frappe
from frappe.www.printview import get_rendered_template

# A drawn signature, as the platform's Signature field stores it: one transparent pixel.
DRAWN = (
	"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
	"YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
F1, F2, SCHEDULE = "F1 Ocena sytuacji rodziny", "F2 Plan pracy", "F2 Harmonogram"
F3, F4, F5 = "F3 Ocena planu pracy", "F4 Karta czasu pracy", "F5 Karta realizacji"
DOCTYPES = {
	F1: "Family Assessment",
	F2: "Family Work Plan",
	SCHEDULE: "Action Schedule",
	F3: "Work Plan Evaluation",
	F4: "Assistant Timesheet",
	F5: "Assistant Timesheet",
}
PLAN_HEAD = """PLAN PRACY Z RODZINĄ | RODZINA | (imię i nazwisko) | (adres) | ASYSTENT RODZINY
	| (imię i nazwisko) | (telefon kontaktowy) | Data sporządzenia:"""
SCHEDULE_PART = """II. HARMONOGRAM DZIAŁAŃ | 1 | Rodzina działanie | w terminie | 2 | Asystent rodziny działanie
	| w terminie | 3 | Pracownik socjalny działanie | w terminie | Ocena realizacji działań nastąpi w dniu:
	| W przypadku wystąpienia nowych okoliczności mających istotny wpływ plan pracy z rodziną powinien być
	dostosowany do aktualnej sytuacji. | , dnia | podpis przedstawiciela/członków rodziny
	| podpis asystenta rodziny | podpis pracownika socjalnego"""
# The wording of the office's forms, letter for letter and in their order.
WORDING = {
	F1: """Ocena sytuacji rodziny | przedstawiciel rodziny | adres | telefon | pracownik socjalny
		| asystent rodziny | SKŁAD RODZINY: | imię i nazwisko | data urodzenia
		| wykształcenie, status na rynku pracy | miejsce pracy, szkoła
		| stan zdrowia, choroby przewlekłe, niepełnosprawność, uzależnienia | WARUNKI MIESZKANIOWE
		| dom/mieszkanie - (forma własności, ilość pokoi, dostęp do CO, ciepłej wody, gazu, itp.)
		| porządek, higiena, standard wyposażenia: | liczba osób zamieszkujących
		| warunki do spania, nauki i wypoczynku | SYTUACJA FINANSOWA RODZINY
		| wysokość i źródła dochodów - (z wyszczególnieniem kto otrzymuje: wynagrodzenia za pracę, alimenty,
		pomoc socjalna, inne dochody) | OCENA FUNKCJONOWANIA RODZINY W NASTĘPUJĄCYCH SFERACH:
		| Wychowawcza | edukacyjna | konflikty w rodzinie | przemoc, zachowania destrukcyjne
		| struktura i role (pozycja członków rodziny, osoby dominujące) | więzi emocjonalne
		| inne spostrzeżenia, uwagi | data | podpis asystenta rodziny""",
	F2: f"""{PLAN_HEAD} | I. ANALIZA SWOT | Mocne strony | Słabe strony | Szanse | Zagrożenia | Cel główny:
		| Cele szczegółowe (długoterminowe): | Cele szczegółowe (krótkoterminowe): | {SCHEDULE_PART}""",
	SCHEDULE: f"{PLAN_HEAD} | {SCHEDULE_PART}",
	F3: """OCENA PLANU PRACY Z RODZINĄ | Nazwisko rodziny: | Data spotkania: | Ocena wykonania działań:
		| Działania: | Wykonane | W części wykonane | Niewykonane | Opis aktualnej sytuacji rodziny
		(opis wykonanych działań i osiągniętych efektów z perspektywy rodziny, asystenta rodziny i pracownika
		socjalnego): | (podpis asystenta rodziny) | (podpis rodziny) | (podpis pracownika socjalnego)""",
	F4: """Miesięczna karta czasu pracy asystenta rodziny | asystent rodziny
		| rodzina – imię i nazwisko przedstawiciela | miesiąc | Lp. | Data | Godzina od... do...
		| Ilość godzin | miejsce spotkania | Podpis przedstawiciela rodziny | 1 | 12 | razem ilość godzin:
		| Podpis asystenta rodziny | Akceptacja koordynatora""",
	F5: """KARTA REALIZACJI USŁUGI ASYSTENTA RODZINY MIESIĘCZNE SPRAWOZDANIE Z PRACY Z RODZINĄ
		| Asystent Rodziny: | Rodzina: | Miesiąc: | data godzina | osoby biorące udział | podjęte działania
		| przebieg, tematyka spotkania/rozmowy tel. | łącznie czas trwania | miejsce spotkania""",
}


def wording(print_format: str) -> list[str]:
	"""The pieces of text that stand on a paper, in their order."""
	return [one_line(piece) for piece in WORDING[print_format].split("|")]


def one_line(text: str) -> str:
	return re.sub(r"\s+", " ", text).strip()


def assert_in_order(pieces: list[str], text: str) -> None:
	place = 0
	for piece in pieces:
		found = text.find(piece, place)
		assert found >= 0, f"“{piece}” is missing after “{text[max(place - 60, 0) : place]}”:\n{text}"
		place = found + len(piece)


def blank(print_format: str):
	"""A new, unsaved, empty document."""
	return frappe.get_doc({"doctype": DOCTYPES[print_format]})


def page_of(doc, print_format: str, **options) -> BeautifulSoup:
	"""The paper as the platform renders it, without the page around it."""
	paper = frappe.get_doc("Print Format", print_format)
	html = get_rendered_template(doc, print_format=paper, meta=doc.meta, **options)
	return BeautifulSoup(html, "html5lib").select_one(".paper")


def text_of(page: BeautifulSoup) -> str:
	for style in page.select("style"):
		style.extract()
	return one_line(page.get_text(" "))


def pdf_text(pdf: bytes, *options: str) -> str:
	command = ["pdftotext", *options, "-enc", "UTF-8", "-", "-"]
	return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
