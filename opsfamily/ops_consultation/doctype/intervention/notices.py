"""Notices of an intervention, sent at once to the coordinators of the family and to the head.

They get one on the screen with a link to the record and one by e-mail; both name the family's number only.
"""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.notify import (
	get_coordinators_of,
	get_heads,
	in_language_of,
	try_email,
	works_here,
	write_notice,
)
from opsfamily.office import get_setting

TEMPLATE = "intervention_notice"


def notify_of_intervention(record) -> None:
	"""Notify coordinators and head. record: a stored Intervention; call once for each."""
	for user in get_recipients(record):
		with in_language_of(user):
			subject = _("Intervention recorded: family {0}").format(record.family)
			write_notice(user, subject, document_type=record.doctype, document_name=record.name)
			if get_setting("sends_digest_email"):
				send_email(user, subject, record)


def get_recipients(record) -> list[str]:
	"""Return the coordinators of the family and the head, without the writer, as far as they may read the record."""
	users = dict.fromkeys([*get_coordinators_of(record.family), *get_heads()])
	others = [user for user in users if user != frappe.session.user and works_here(user)]
	return [user for user in others if can_read(record, user)]


def can_read(record, user: str) -> bool:
	"""Return whether the user may read the stored record."""
	return bool(frappe.has_permission(record.doctype, "read", doc=record.name, user=user))


def send_email(user: str, subject: str, record) -> None:
	"""Send the user the notice by e-mail; a failure is only logged."""
	failure = _("The notice of an intervention for {0} could not be sent by e-mail.").format(user)
	args = {"family": record.family, "link": frappe.utils.get_url_to_form(record.doctype, record.name)}
	try_email(user, failure, subject, template=TEMPLATE, args=args)
