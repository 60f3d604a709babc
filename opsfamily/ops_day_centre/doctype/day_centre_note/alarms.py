"""Notices of a sign of alarm, sent at once to the family's assistant and to the coordinators.

They get one on the screen with a link to the note and one by e-mail; neither names the child or what happened.
"""

from __future__ import annotations

from frappe import _

from opsfamily.case.people import get_person_on_case
from opsfamily.core.assignments import ASSISTANT
from opsfamily.notify import get_coordinators, tell_at_once


def notify_of_alarm(note) -> None:
	"""Notify everybody concerned of a sign of alarm. note: a stored Day Centre Note; call once for each alarm."""

	def say(user: str) -> tuple[str, str]:
		subject = _("Sign of alarm from the day centre: family {0}").format(note.family)
		return subject, _("The notice of an alarm for {0} could not be sent by e-mail.").format(user)

	tell_at_once(get_recipients(note), note, "day_centre_alarm", say)


def get_recipients(note) -> dict[str, None]:
	"""Return the family's assistant of today and the coordinators, each once."""
	assistant = get_person_on_case(note.family, ASSISTANT)
	return dict.fromkeys([*([assistant.user] if assistant else []), *get_coordinators()])
