"""Two sheets of the office's own, made by the coordinator and filled in by the assistant (docs/wzory-arkuszy.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from opsfamily.ops_casework.doctype.family_sheet.beginning import find_last, make_rows

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

SAFETY, PROTOCOL = "Karta oceny bezpieczeństwa dzieci", "Protokół wizyty: dom i zadania"
SCALE = "zagrożone\nczęściowo zabezpieczone\nzabezpieczone"
CHILD = {"asked_of": "For Every Child"}
SAFETY_QUESTIONS = (
	{
		"section": "Dom",
		"question_text": "Czy w domu jest ciepło i czysto?",
		"kind": "Yes or No",
		"is_required": 1,
	},
	{"question_text": "Liczba miejsc do spania", "kind": "A Number", "code": "LOZKA"},
	{
		"section": "Dziecko",
		"question_text": "Potrzeby podstawowe",
		"prompt": "jedzenie, ubranie, sen, higiena",
		"kind": "Rating on a Scale",
		"choices": SCALE,
		"code": "POTRZEBY",
		"is_required": 1,
		**CHILD,
	},
	{
		"question_text": "Opieka i nadzór",
		"prompt": "kto jest z dzieckiem, gdy rodzice wychodzą",
		"kind": "Rating on a Scale",
		"choices": SCALE,
		"code": "OPIEKA",
		"is_required": 1,
		**CHILD,
	},
	{"question_text": "Leczenie i szczepienia", "kind": "Long Text", "is_sensitive": 1, **CHILD},
	{"question_text": "Spostrzeżenia", "kind": "Long Text", **CHILD},
	{
		"section": "Wniosek",
		"question_text": "Co dalej",
		"kind": "One Choice",
		"choices": "bez zmian\nzmiana planu pracy\nspotkanie zespołu",
		"is_required": 1,
	},
)
PROTOCOL_QUESTIONS = (
	{
		"section": "Wizyta",
		"question_text": "Kto był obecny",
		"kind": "Several Choices",
		"choices": "matka\nojciec\ndzieci\ninne osoby",
	},
	{
		"question_text": "Nastrój w domu",
		"kind": "Rating on a Scale",
		"choices": "1\n2\n3\n4\n5",
		"code": "NASTROJ",
	},
	{
		"section": "Zadania",
		"question_text": "Zadania do następnej wizyty",
		"prompt": "zadania bez daty wykonania przechodzą do następnego protokołu",
		"kind": "A Table",
		"choices": "zadanie\nkto\nwykonano dnia",
		"is_carried_forward": 1,
	},
	{"question_text": "Uwagi rodziny", "kind": "Long Text"},
)
TEMPLATES = (
	(SAFETY, {"questions": SAFETY_QUESTIONS, "interval_days": 90}),
	(
		PROTOCOL,
		{
			"questions": PROTOCOL_QUESTIONS,
			"used_for": "A Visit",
			"signatures": "asystent rodziny\nprzedstawiciel rodziny",
		},
	),
)
SAFETY_ANSWERS = {
	"Czy w domu jest ciepło i czysto?": "Yes",
	"Liczba miejsc do spania": "4",
	"Potrzeby podstawowe": "zabezpieczone",
	"Opieka i nadzór": "częściowo zabezpieczone",
	"Spostrzeżenia": "Chętnie rozmawia, pokazuje zeszyty.",
	"Co dalej": "bez zmian",
}
PROTOCOL_ANSWERS = {
	"Kto był obecny": "matka\ndzieci",
	"Nastrój w domu": "4",
	"Zadania do następnej wizyty": "wniosek o obiady w szkole\tmatka\numówienie wizyty u pediatry\tmatka\t26.10.2026",
	"Uwagi rodziny": "Rodzina prosi o pomoc w rozmowie z wychowawcą.",
}


def make_templates(case: DemoCase) -> None:
	for name, values in TEMPLATES:
		questions = [dict(row) for row in values["questions"]]
		case.find_or_make("Sheet Template", {"template_name": name}, {**values, "questions": questions})


def fill_in(case: DemoCase) -> None:
	visit = {"visit": case.documents["Family Visit"]}
	for template, day, values, answers in (
		(SAFETY, "2026-10-20", {}, SAFETY_ANSWERS),
		(PROTOCOL, "2026-10-27", visit, PROTOCOL_ANSWERS),
	):
		keys = {"family": case.family, "template": template, "sheet_date": day}
		rows = get_answered_rows(case.family, template, day, answers)
		case.find_or_make("Family Sheet", keys, {**values, "answers": rows}, submit=True)


def get_answered_rows(family: str, template: str, day: str, answers: dict[str, str]) -> list[dict]:
	"""Return the rows with which the form of a new sheet begins, answered."""
	on = getdate(day)
	rows = make_rows(frappe.get_doc("Sheet Template", template), family, on, find_last(family, template, on))
	return [{**row, "answer": answers.get(row["question_text"])} for row in rows]


STEPS = (("coordinator", make_templates), ("assistant", fill_in))
