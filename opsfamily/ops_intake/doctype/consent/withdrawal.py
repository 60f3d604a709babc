"""Who is notified that a family took back its consent to work."""

import frappe
from frappe import _

from opsfamily.notify import get_coordinators_of, in_language_of, write_notice
from opsfamily.ops_paper.values import paper_date


def notify_coordinators(consent) -> None:
	"""Notify the coordinators of the case but the one who writes it, of the document's name and nobody's."""
	for user in get_coordinators_of(consent.family, but=frappe.session.user):
		with in_language_of(user):
			write_notice(
				user,
				get_subject(consent),
				from_user=frappe.session.user,
				document_type=consent.doctype,
				document_name=consent.name,
			)


def get_subject(consent) -> str:
	return _("The consent to work was withdrawn on {0} in {1}. What happens next: {2}.").format(
		paper_date(consent.withdrawn_on), consent.family, _(consent.next_step)
	)
