"""Who is told that a family took back its consent to work."""

import frappe
from frappe import _
from frappe.translate import get_user_lang
from frappe.utils.user import get_users_with_role

from opsfamily.core.assignments import runs_on
from opsfamily.ops_paper.values import paper_date

COORDINATOR_ROLE = "Family Coordinator"


def tell_coordinators(consent) -> None:
	"""A notice to every coordinator of the case but the one who writes it; the document's name, nobody's."""
	for user in coordinators_of(consent.family) - {frappe.session.user}:
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": user,
				"from_user": frappe.session.user,
				"type": "Alert",
				"document_type": consent.doctype,
				"document_name": consent.name,
				"subject": subject_of(consent, get_user_lang(user)),
			}
			# Safe: a notice to those who see the whole section, without anybody's name.
		).insert(ignore_permissions=True)


def subject_of(consent, lang: str) -> str:
	return _("The consent to work was withdrawn on {0} in {1}. What happens next: {2}.", lang).format(
		paper_date(consent.withdrawn_on), consent.family, _(consent.next_step, lang)
	)


def coordinators_of(family: str) -> set[str]:
	"""The coordinators on the case today; where there is none, everybody in that role."""
	# get_all: who is told does not depend on what the withdrawing user sees.
	rows = frappe.get_all(
		"Case Assignment",
		filters={"family": family, "part": "Coordinator"},
		fields=["user", "from_date", "until_date"],
		order_by="from_date",
	)
	today = frappe.utils.getdate()
	on_case = {row.user for row in rows if runs_on(today, row.from_date, row.until_date)}
	return on_case or set(get_users_with_role(COORDINATOR_ROLE))
