"""Notices of an intervention, sent at once to the coordinators of the family and to the head.

They get one on the screen with a link to the record and one by e-mail; both name the family's number only.
"""

from __future__ import annotations

import frappe
from frappe import _

from opsfamily.notify import get_coordinators_of, get_heads, tell_at_once


def notify_of_intervention(record) -> None:
	"""Notify coordinators and head. record: a stored Intervention; call once for each."""

	def say(user: str) -> tuple[str, str]:
		subject = _("Intervention recorded: family {0}").format(record.family)
		return subject, _("The notice of an intervention for {0} could not be sent by e-mail.").format(user)

	tell_at_once(get_recipients(record), record, "intervention_notice", say)


def get_recipients(record) -> list[str]:
	"""Return the coordinators of the family and the head, without the writer."""
	users = dict.fromkeys([*get_coordinators_of(record.family), *get_heads()])
	return [user for user in users if user != frappe.session.user]
