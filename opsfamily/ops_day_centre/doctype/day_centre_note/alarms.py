"""Notices of a sign of alarm, sent at once to the family's assistant and to the coordinators.

They get one on the screen with a link to the note and one by e-mail; neither names the child or what happened.
"""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.case.people import get_person_on_case
from opsfamily.core.assignments import ASSISTANT
from opsfamily.notify import get_coordinators, in_language_of, try_email, works_here, write_notice
from opsfamily.office import get_setting

TEMPLATE = "day_centre_alarm"


def notify_of_alarm(note) -> None:
	"""Notify everybody concerned of a sign of alarm. note: a stored Day Centre Note; call once for each alarm."""
	for user in get_recipients(note):
		with in_language_of(user):
			subject = _("Sign of alarm from the day centre: family {0}").format(note.family)
			write_notice(user, subject, document_type=note.doctype, document_name=note.name)
			if get_setting("sends_digest_email"):
				send_email(user, subject, note)


def get_recipients(note) -> list[str]:
	"""Return the family's assistant of today and the coordinators, as far as they work here and may read the note."""
	assistant = get_person_on_case(note.family, ASSISTANT)
	users = dict.fromkeys([*([assistant.user] if assistant else []), *get_coordinators()])
	return [user for user in users if works_here(user) and can_read(note, user)]


def can_read(note, user: str) -> bool:
	"""Return whether the user may read the stored note."""
	return bool(frappe.has_permission(note.doctype, "read", doc=note.name, user=user))


def send_email(user: str, subject: str, note) -> None:
	"""Send the user the notice by e-mail; a failure is only logged."""
	failure = _("The notice of an alarm for {0} could not be sent by e-mail.").format(user)
	args = {"family": note.family, "link": frappe.utils.get_url_to_form(note.doctype, note.name)}
	try_email(user, failure, subject, template=TEMPLATE, args=args)
