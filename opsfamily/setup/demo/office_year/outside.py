"""A specialist from outside answers a delegated task by a link; the answer waits for the case manager."""

from __future__ import annotations

from urllib.parse import unquote

from opsfamily.ops_teamwork.doctype.outside_answer.by_link import answer_task, open_task
from opsfamily.ops_teamwork.doctype.outside_answer.deciding import make_link
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import PSYCHOLOGIST, Case


def ask_outside(case: Case, task: str, words: dict) -> None:
	"""Ask about a task by a link, and answer at once: the secret of the link is told this once and kept nowhere."""
	question = case.make(PSYCHOLOGIST, "Outside Answer", task=task, shown_text=words["text"])
	with acting_as(case.office.get_email(PSYCHOLOGIST)):
		token = unquote(make_link(question.name)["url"].partition("#")[2])
	with acting_as("Guest"):
		open_task(token)
		answer_task(token, done_on=str(case.today), **words["answer"])
