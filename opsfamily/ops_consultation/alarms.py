"""A sign of alarm from the day centre reaches the family's assistant and the coordinators at once.

On the screen with a link to the note, and by e-mail; neither says whose child it is nor what happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.translate import get_user_lang

from opsfamily.notices import coordinators, guarded, wants_email, workers
from opsfamily.people import person_on_case

TEMPLATE = "day_centre_alarm"


def tell_of_alarm(note) -> None:
	"""Tell everybody whom the note concerns; called once a sign of alarm (note: a stored Day Centre Note)."""
	for user in listeners(note):
		with in_language_of(user):
			write_log(user, note)
			# Without an account to send from, or an address, the notice on the screen stands.
			with (
				without_messages(),
				guarded(_("The notice of an alarm for {0} could not be sent by e-mail.").format(user)),
			):
				send_email(user, note)


def listeners(note) -> list[str]:
	"""The family's assistant of today and the coordinators: of these, who works here and may read the note."""
	assistant = person_on_case(note.family, "Family Assistant")
	asked = dict.fromkeys([*([assistant.user] if assistant else []), *coordinators()])
	enabled = frozenset(workers())
	return [user for user in asked if user in enabled and may_read(note, user)]


def may_read(note, user: str) -> bool:
	return bool(frappe.has_permission(note.doctype, "read", doc=note.name, user=user))


def write_log(user: str, note) -> None:
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"from_user": user,
			"type": "Alert",
			"subject": subject_of(note),
			"document_type": note.doctype,
			"document_name": note.name,
		}
		# Safe: a notice to somebody who may read the note, with no more than the family's number.
	).insert(ignore_permissions=True)


def send_email(user: str, note) -> None:
	"""The same by e-mail, unless the office wants none."""
	address = frappe.db.get_value("User", user, "email")
	if address and wants_email():
		args = {"family": note.family, "link": frappe.utils.get_url_to_form(note.doctype, note.name)}
		frappe.sendmail([address], subject=subject_of(note), template=TEMPLATE, args=args)


def subject_of(note) -> str:
	return _("Sign of alarm from the day centre: family {0}").format(note.family)


@contextmanager
def without_messages() -> Iterator[None]:
	"""That an e-mail failed is for the Error Log, not for whoever writes the note."""
	before = list(frappe.local.message_log)
	try:
		yield
	finally:
		frappe.local.message_log = before


@contextmanager
def in_language_of(user: str) -> Iterator[None]:
	"""In another user's language, in the middle of the writer's own request."""
	before = frappe.local.lang
	frappe.local.lang = get_user_lang(user)
	try:
		yield
	finally:
		frappe.local.lang = before
