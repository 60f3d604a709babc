"""The notice that a family withdrew its consent to work."""

import frappe
from frappe import _

from opsfamily.notify import get_coordinators_of, in_language_of, write_notice
from opsfamily.ops_paper.values import paper_date


def notify_coordinators(consent) -> None:
	"""Notify the coordinators of the case except the session's user; the notice names the document, no person."""
	for user in get_coordinators_of(consent.family, excluding=frappe.session.user):
		with in_language_of(user):
			write_notice(
				user,
				get_subject(consent),
				from_user=frappe.session.user,
				document_type=consent.doctype,
				document_name=consent.name,
			)


def get_subject(consent) -> str:
	"""Return the notice's text, in the language of its reader."""
	return _("The consent to work was withdrawn on {0} in {1}. What happens next: {2}.").format(
		paper_date(consent.withdrawn_on), consent.family, _(consent.next_step)
	)
