"""What the office does with a question to a specialist outside: makes its link, withdraws it, decides on the answer."""

from __future__ import annotations

from urllib.parse import quote

import frappe
from frappe import ValidationError, _
from frappe.utils import get_fullname, get_url, getdate, now_datetime

from opsfamily.arguments import refuse_missing
from opsfamily.core import outside_answers as core
from opsfamily.exceptions import ReasonMissingError
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import write_outcome
from opsfamily.ops_teamwork.doctype.outside_answer.outside_answer import get_locked, read_task
from opsfamily.ops_teamwork.doctype.outside_answer.secret import make_token
from opsfamily.ops_teamwork.doctype.outside_answer.switch import is_open

PAGE = "/odpowiedz"


class LinkError(ValidationError):
	"""No link can be made or withdrawn: it was answered or withdrawn, its day or its task has passed, or links are off."""


class DecisionError(ValidationError):
	"""The answer does not wait for a decision, or its task has ended meanwhile."""


def make_link(name: str) -> dict:
	"""Make the link of a question, anew where there is one, which opens nothing any more then.

	Return its `url`, told this once, and `until`. Raises LinkError, NotDelegatorError.
	"""
	question = get_locked(name)
	refuse_no_link(question)
	user = frappe.session.user
	made = {"link_made_by": user, "link_made_by_name": get_fullname(user), "link_made_on": now_datetime()}
	question.save_by_action(state=core.AWAITED, **made)
	question.write_down(core.LINK_MADE, get_fullname(user))
	token = make_token(question.name)
	return {"url": f"{get_url(PAGE)}#{quote(token, safe='')}", "until": question.expires_on}


def refuse_no_link(question) -> None:
	"""Refuse a link that would open nothing (LinkError)."""
	if not is_open():
		frappe.throw(_("Answers by a link are off in OPS Settings."), LinkError)
	if question.state not in core.UNANSWERED:
		frappe.throw(_("{0}: no link is made any more.").format(_(question.state)), LinkError)
	if not question.task_waits():
		frappe.throw(
			_("{0}: the task has ended, or is somebody else's now.").format(question.label_of("task")),
			LinkError,
		)
	if getdate(question.expires_on) < getdate():
		frappe.throw(
			_("{0} has passed. Write a later day and save first.").format(question.label_of("expires_on")),
			LinkError,
		)


def withdraw(name: str) -> str:
	"""Withdraw a question that nobody has answered, so that its link opens nothing. Return the state (LinkError)."""
	question = get_locked(name)
	if question.state not in core.UNANSWERED:
		frappe.throw(_("{0}: no link is withdrawn any more.").format(_(question.state)), LinkError)
	question.save_by_action(state=core.WITHDRAWN)
	return question.state


def decide(name: str, accepted: bool, reason: str = "") -> str:
	"""Accept an answer, which writes it to the task by the task's own rules, or reject it for a reason.

	Return the state. Raises DecisionError, ReasonMissingError, NotDelegatorError and what Delegated Task refuses.
	"""
	question = get_locked(name)
	if question.state != core.TO_DECIDE:
		frappe.throw(
			_("{0}: this answer does not wait for a decision.").format(_(question.state)), DecisionError
		)
	reason = "" if accepted else (reason or "").strip()
	if accepted:
		write_to_task(question)
	elif not reason:
		refuse_missing(question.label_of("decision_reason"), ReasonMissingError)
	user = frappe.session.user
	decided = {"decided_by": user, "decided_by_name": get_fullname(user), "decided_on": now_datetime()}
	state = core.ACCEPTED if accepted else core.REJECTED
	question.save_by_action(state=state, decision_reason=reason or None, **decided)
	return question.state


def write_to_task(question) -> None:
	"""Write the answer to its task, after what stood there; refuse a task that has ended meanwhile (DecisionError)."""
	if not question.task_waits():
		frappe.throw(
			_(
				"{0} {1} has ended meanwhile, or is somebody else's now. Reject the answer, or set the task back first."
			).format(_("Delegated Task"), frappe.bold(question.task)),
			DecisionError,
		)
	result = "\n\n".join(filter(None, (read_task(question.task).result, question.answer)))
	write_outcome(question.task, question.outcome, str(question.done_on or ""), result)
