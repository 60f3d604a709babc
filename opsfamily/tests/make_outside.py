"""Questions to specialists outside, their links and answers, for tests."""

import frappe

from opsfamily.ops_teamwork.doctype.outside_answer import deciding
from opsfamily.tests.make_analysis import make_task

DOCTYPE = "Outside Answer"
SETTINGS = "OPS Settings"


def use_outside_answers(used: int = 1, closed: int = 0) -> None:
	"""Tick or untick the part in the office's settings, past its rules."""
	frappe.db.set_single_value(SETTINGS, "uses_outside_answers", used)
	frappe.db.set_single_value(SETTINGS, "closes_outside_answers", closed)
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def make_question(task, **values):
	"""A question about a delegated task to somebody outside."""
	defaults = {"family": task.family, "task": task.name, "shown_text": "Jak idą ćwiczenia z chłopcem?"}
	return frappe.get_doc({"doctype": DOCTYPE, **defaults, **values}).insert()


def make_token(question) -> str:
	"""The token of a new link of the question."""
	return deciding.make_link(question.name)["url"].partition("#")[2]


def make_outside(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""A question of which everything is written, with the word in every text."""
	question = make_question(make_task(family, outside=word), shown_text=word)
	question.write_down("Link Made", word)
	question.db_set({"answer": word, "answered_by": word, "decision_reason": word, "link_made_by_name": word})
	return [question]
