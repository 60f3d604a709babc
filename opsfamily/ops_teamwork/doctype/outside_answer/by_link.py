"""What the holder of a link gets, without an account: the task as it was written for them, and one answer to it.

Whoever has no right secret learns nothing, not even whether there is such a task. The holder of a right one is told
why it opens nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import now_datetime

from opsfamily.arguments import as_day
from opsfamily.core import outside_answers as core
from opsfamily.notify import in_language
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.ops_teamwork.doctype.case_conference.invitations import get_phone
from opsfamily.ops_teamwork.doctype.outside_answer.notices import notify_of_answer
from opsfamily.ops_teamwork.doctype.outside_answer.outside_answer import DOCTYPE, OutsideAnswer
from opsfamily.ops_teamwork.doctype.outside_answer.secret import find_name
from opsfamily.ops_teamwork.doctype.outside_answer.switch import is_open


def open_task(token: str) -> dict:
	"""Return the task of a link, or why it is `closed`; both are written down. Raises PermissionError for no right link."""
	with in_office_language():
		question = find_question(token)
		reason = question.refuse_link()
		question.write_down(reason or core.OPENED)
		return {"closed": get_sentence(reason)} if reason else describe(question)


def answer_task(token: str, outcome: str, done_on: str, answer: str, answered_by: str) -> dict:
	"""Keep the one answer to the task of a link until it is decided on, and notify the manager.

	Return `answered`, or why the link is `closed`. Raises PermissionError for no right link, and what Outside Answer
	refuses, naming the field.
	"""
	with in_office_language():
		question = find_question(token)
		if reason := question.refuse_link():
			question.write_down(reason)
			return {"closed": get_sentence(reason)}
		day = as_day(done_on, question.label_of("done_on")) if done_on else None
		keep_answer(question, outcome=outcome, done_on=day, answer=answer, answered_by=answered_by)
		notify_of_answer(question)
		return {"answered": _("Thank you. The answer was sent to the office.")}


def keep_answer(question: OutsideAnswer, **values) -> None:
	"""Save the answer, and write down that the link was used."""
	# Safe: who sent it holds the secret of this very question, which lets them write these values once.
	question.flags.ignore_permissions = True
	question.flags.by_link = True
	texts = {
		name: value.strip() or None if isinstance(value, str) else value for name, value in values.items()
	}
	question.save_by_action(state=core.TO_DECIDE, answered_on=now_datetime(), **texts)
	question.write_down(core.ANSWERED)


def find_question(token: str) -> OutsideAnswer:
	"""Return the question of a right link, locked; the same refusal for every other one (PermissionError)."""
	name = find_name(token) if is_open() else None
	if not name:
		refuse_wrong_link()
	made_on = frappe.db.get_value(DOCTYPE, name, "link_made_on")
	# Safe: the secret of this very question was given.
	question = frappe.get_doc(DOCTYPE, name, for_update=True)
	# Made anew while this request waited for the lock.
	if question.link_made_on != made_on:
		refuse_wrong_link()
	return question


def refuse_wrong_link() -> None:
	frappe.throw(
		_("This link opens nothing. Please check that it was copied whole, or ask the office for a new one."),
		frappe.PermissionError,
	)


def get_sentence(reason: str) -> str:
	"""Return why the link opens nothing any more, for who holds the right one."""
	return {
		core.TOO_LATE: _("This link has expired. Please ask the office for a new one."),
		core.ALREADY_ANSWERED: _("This task was answered already. The office has the answer."),
		core.LINK_WITHDRAWN: _("The office has withdrawn this question. Nothing needs to be answered."),
		core.TASK_ENDED: _("This task has ended. Nothing needs to be answered."),
	}[reason]


def describe(question: OutsideAnswer) -> dict:
	"""Return all that the specialist is shown: what the delegator wrote, and whom to ask; nothing of the family."""
	return {
		"office": get_setting("office_name") or "",
		"text": as_written(question.shown_text),
		"asked_by": question.link_made_by_name or "",
		"phone": get_phone(question.link_made_by) or "",
		"until": paper_date(question.expires_on),
	}


@contextmanager
def in_office_language() -> Iterator[None]:
	"""Run a block in the language of the office, whatever the visitor's browser asks for."""
	with in_language(get_office_language()):
		yield


def get_office_language() -> str:
	return frappe.db.get_single_value("System Settings", "language") or frappe.local.lang
