"""Notices on the screen and e-mails, in the recipient's language, and the users who receive them.

One rule: recipients are enabled users who work here now; where there is no coordinator, the head stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import frappe
from frappe.translate import get_user_lang
from frappe.utils import getdate

from opsfamily.core import assignments
from opsfamily.core.roles import CASE_WORKERS, COORDINATOR, HEAD
from opsfamily.office import get_setting
from opsfamily.permissions.rule import is_head
from opsfamily.permissions.session import acting_as


def get_workers(*roles: str) -> list[str]:
	"""Return the enabled users with one of the roles (default: any that may work on a case), sorted by name."""
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = (
		frappe.qb.from_(user)
		.join(role)
		.on((role.parent == user.name) & (role.parenttype == "User"))
		.where((user.enabled == 1) & role.role.isin(roles or CASE_WORKERS))
		.where(user.name != "Administrator")
	)
	return query.select(user.name).distinct().orderby(user.name).run(pluck=True)


def get_acceptors() -> list[str]:
	"""Return the enabled users who may accept monthly cards today: the coordinators, the head and the head's deputy."""
	return sorted({*get_workers(COORDINATOR), *get_heads()})


def works_here(user: str | None) -> bool:
	"""Return whether the user is enabled and has a role that may work on a case."""
	return is_enabled(user) and not set(CASE_WORKERS).isdisjoint(frappe.get_roles(user))


def is_enabled(user: str | None) -> bool:
	"""Return whether the account may log in, whatever its roles."""
	return bool(user and frappe.db.get_value("User", user, "enabled"))


def get_coordinators(excluding: str | None = None) -> list[str]:
	"""Return the users responsible when nobody else is: the coordinators, or the head where there is none.

	excluding: a user who is not notified, because they caused the notice.
	"""
	return _exclude(excluding, get_workers(COORDINATOR)) or _exclude(excluding, get_heads())


def get_heads() -> list[str]:
	"""Return the users who take the head's decisions today: the head, and a deputy whose days run."""
	return [user for user in get_workers(HEAD) if is_head(user)]


def get_coordinators_of(family: str, excluding: str | None = None) -> list[str]:
	"""Return the coordinators on the family's case today, else all coordinators, else the head.

	excluding: as in `get_coordinators`. Nobody is notified instead of that user if no other coordinator is on the case.
	"""
	assignment = frappe.qb.DocType("Case Assignment")
	on_case = (
		frappe.qb.from_(assignment)
		.select(assignment.user)
		.where((assignment.family == family) & (assignment.part == assignments.COORDINATOR))
		.where(assignments.runs_on_in_sql(assignment, getdate()))
	).run(pluck=True)
	coordinators = [user for user in get_workers() if user in on_case]
	return _exclude(excluding, coordinators) if coordinators else get_coordinators(excluding)


def _exclude(user: str | None, users: list[str]) -> list[str]:
	return [each for each in users if each != user]


def write_notice(user: str, subject: str, **details) -> None:
	"""Show a notice on the user's screen. details: further fields of Notification Log (a document, a text)."""
	log = {"doctype": "Notification Log", "for_user": user, "from_user": user, "type": "Alert"}
	# Safe: a notice for one user, about something that the caller has found them entitled to know.
	frappe.get_doc({**log, "subject": subject, **details}).insert(ignore_permissions=True)


def tell_at_once(
	users: Iterable[str], document, template: str | None, say: Callable[[str], tuple[str, str]]
) -> None:
	"""Notify users of a document that was just stored: on the screen with a link to it, and by e-mail where the office
	sends those. Only who works here and may read the document is told.

	template: an e-mail template, which is given the family's number and the link; None: no e-mail.
	say: takes the user and returns the subject, and the title in the error log of an e-mail that failed.
	"""
	for user in users:
		if not (works_here(user) and may_read(document, user)):
			continue
		with in_language_of(user):
			subject, failure = say(user)
			write_notice(user, subject, document_type=document.doctype, document_name=document.name)
			if template and get_setting("sends_digest_email"):
				link = frappe.utils.get_url_to_form(document.doctype, document.name)
				args = {"family": document.family, "link": link}
				try_email(user, failure, subject, template=template, args=args)


def may_read(document, user: str) -> bool:
	"""Return whether the user may read the stored document."""
	return bool(frappe.has_permission(document.doctype, "read", doc=document.name, user=user))


def try_email(user: str, failure: str, subject: str, **mail) -> None:
	"""Send the user an e-mail. A failure is logged with the title `failure` and does not undo the notice.

	mail: further arguments of `frappe.sendmail` (template and args, or message).
	"""
	with discard_messages(), logged_failure(failure):
		if address := frappe.db.get_value("User", user, "email"):
			frappe.sendmail([address], subject=subject, **mail)


@contextmanager
def logged_failure(title: str) -> Iterator[None]:
	"""Roll back and log a failure with its traceback only: values of variables would expose data of families."""
	savepoint = f"notice_{frappe.generate_hash(length=8)}"
	frappe.db.savepoint(savepoint)
	try:
		yield
	except Exception:
		frappe.db.rollback(save_point=savepoint)
		frappe.log_error(title, frappe.get_traceback())


@contextmanager
def discard_messages() -> Iterator[None]:
	"""Discard messages, such as those of a failed e-mail, instead of showing them to the user."""
	before = list(frappe.local.message_log)
	try:
		yield
	finally:
		frappe.local.message_log = before


@contextmanager
def acting_as_reader(user: str) -> Iterator[None]:
	"""Do something with another user's permissions and in their language."""
	with in_language_of(user), acting_as(user):
		yield


@contextmanager
def in_language_of(user: str) -> Iterator[None]:
	"""Run a block in another user's language, within the current user's request."""
	with in_language(get_user_lang(user)):
		yield


@contextmanager
def in_language(language: str) -> Iterator[None]:
	"""Run a block in a language (`pl`), whatever the current user's is."""
	before = frappe.local.lang
	frappe.local.lang = language
	try:
		yield
	finally:
		frappe.local.lang = before
