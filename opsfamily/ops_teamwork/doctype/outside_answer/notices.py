"""Notices of an answer from outside: to the family's case manager and to who asked, without a name."""

from __future__ import annotations

from collections.abc import Iterator

from frappe import _

from opsfamily.notify import get_coordinators_of, in_language_of, logged_failure, works_here, write_notice
from opsfamily.ops_teamwork.case_managers import get_manager
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import can_delegate


def notify_of_answer(question) -> None:
	"""Notify whoever may decide on the stored answer. A failure is logged and loses no answer."""
	failure = _("The notice of an answer from outside could not be written.")
	for user in get_recipients(question):
		with logged_failure(failure), in_language_of(user):
			subject = _("An answer from outside waits for a decision.")
			write_notice(user, subject, document_type=question.doctype, document_name=question.name)


def get_recipients(question) -> list[str]:
	"""Return the case manager and who made the link, as far as they still decide; else the coordinators."""
	users = [user for user in dict.fromkeys(get_candidates(question)) if works_here(user)]
	deciding = [user for user in users if can_delegate(question.family, user)]
	return deciding or get_coordinators_of(question.family)


def get_candidates(question) -> Iterator[str]:
	if manager := get_manager(question.family):
		yield manager.user
	yield question.link_made_by
