"""Sheets of an office's own, and their templates, for tests."""

import frappe
from frappe.utils import getdate

SAFETY = "Karta bezpieczeństwa dzieci (próbna)"
SCALE = "źle\nśrednio\ndobrze"
# One question of each kind: whether it is asked for every child, carried on, sensitive.
QUESTIONS = (
	{"section": "Dom", "question_text": "Czy w domu jest ciepło?", "kind": "Yes or No", "is_required": 1},
	{"question_text": "Ile osób śpi w izbie?", "kind": "A Number", "code": "IZBA"},
	{"question_text": "Ostatni przegląd pieca", "kind": "A Day"},
	{
		"section": "Dzieci",
		"question_text": "Bezpieczeństwo",
		"kind": "Rating on a Scale",
		"choices": SCALE,
		"asked_of": "For Every Child",
		"code": "BEZP",
		"is_required": 1,
		"prompt": "sen, jedzenie, opieka",
	},
	{"question_text": "Spostrzeżenia", "kind": "Long Text", "asked_of": "For Every Child"},
	{
		"section": "Zdrowie",
		"question_text": "Leczenie domowników",
		"kind": "Short Text",
		"is_sensitive": 1,
		"is_carried_forward": 1,
	},
	{
		"section": "Ustalenia",
		"question_text": "Zadania",
		"kind": "A Table",
		"choices": "Zadanie\nKto\nWykonano",
		"is_carried_forward": 1,
	},
	{"question_text": "Kto był obecny", "kind": "Several Choices", "choices": "matka\nojciec\ndzieci"},
	{"question_text": "Wniosek", "kind": "One Choice", "choices": "bez zmian\nprzegląd planu"},
)


def make_sheet_template(name: str = SAFETY, questions=QUESTIONS, **values):
	"""A template with one question of each kind, or with these."""
	if frappe.db.exists("Sheet Template", name):
		return frappe.get_doc("Sheet Template", name)
	given = {
		"doctype": "Sheet Template",
		"template_name": name,
		"questions": [dict(row) for row in questions],
	}
	return frappe.get_doc({**given, **values}).insert()


def make_sheet(family: str, answers: dict | None = None, **values):
	"""A draft of a sheet of today. answers: question, or (question, person) → the answer."""
	defaults = {"template": values.get("template") or make_sheet_template().name, "sheet_date": getdate()}
	sheet = frappe.get_doc({"doctype": "Family Sheet", "family": family, **defaults, **values}).insert()
	return answered(sheet, answers) if answers else sheet


def answered(sheet, answers: dict):
	"""The sheet, saved with these answers; each person gets the answer of a question without one."""
	for row in sheet.answers:
		keys = [(row.question_text, row.person or ""), row.question_text]
		given = next((answers[key] for key in keys if key in answers), None)
		if given is not None:
			row.set("sensitive_answer" if row.is_sensitive else "answer", given)
	return sheet.save()


def make_sheets(family: str, _person: str, word: str, _assistant: str = "assistant") -> list:
	"""A draft about everybody of the household, with the word in each answer."""
	questions = [
		{"section": "Zdrowie", "question_text": "Leczenie", "is_sensitive": 1},
		{
			"section": "Próba",
			"question_text": "Jak minął miesiąc?",
			"asked_of": "For Every Member of the Household",
		},
	]
	template = make_sheet_template("Arkusz o domownikach (próbny)", questions)
	answers = {"Jak minął miesiąc?": word, "Leczenie": word}
	return [make_sheet(family, answers, template=template.name)]
