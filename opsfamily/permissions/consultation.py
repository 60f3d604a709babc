"""Access to consultations and to requests for them, decided by the stored family and the stored persons.

What is about a family is seen by everybody who sees that family. A consultation without one is seen by its consultant
and the workers named in it; a request without one by who asked and the adviser who is asked, or, where nobody is
named, by every consultant. Coordinator and head see all.
"""

import frappe

from opsfamily.core.roles import CONSULTANT
from opsfamily.permissions.rule import (
	NOTHING,
	can_see_by_family,
	can_see_section,
	get_family_condition,
	get_stored_family,
	is_unsaved,
	keep_for_request,
	quote,
)

REQUEST = "Consultation Request"


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one consultation or request."""
	if get_stored_family(doc) or is_unsaved(doc):
		return can_see_by_family(doc, user)
	return can_see_section(user) or doc.name in get_seen_without_family(doc.doctype, user)


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	by_family = get_family_condition(doctype, user)
	if not by_family:
		return ""
	names = get_seen_without_family(doctype, user)
	parts = [by_family] if by_family != NOTHING else []
	if names:
		parts.append(f"`tab{doctype}`.`name` in ({quote(names)})")
	if not parts:
		return NOTHING
	return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def get_seen_without_family(doctype: str, user: str) -> frozenset[str]:
	"""Return the names of the documents without a family that the user sees (kept for one request)."""
	find = _find_requests_of if doctype == REQUEST else _find_consultations_of
	return keep_for_request((doctype, user), lambda: find(user))


def _find_consultations_of(user: str) -> list[str]:
	# One query, as every list of files and tasks asks for it.
	return frappe.db.sql(
		"""select `name` from `tabConsultation`
			where `consultant` = %(user)s and ifnull(`family`, '') = ''
		union
		select `doc`.`name` from `tabConsultation Person` `row`
			join `tabConsultation` `doc` on `row`.`parent` = `doc`.`name`
			where `row`.`user` = %(user)s and `row`.`parenttype` = 'Consultation' and ifnull(`doc`.`family`, '') = ''""",
		{"user": user},
		pluck=True,
	)


def _find_requests_of(user: str) -> list[str]:
	advises = CONSULTANT in frappe.get_roles(user)
	return frappe.db.sql(
		"""select `name` from `tabConsultation Request` where ifnull(`family`, '') = '' and (
			`asked_by` = %(user)s or `consultant` = %(user)s or (%(advises)s and ifnull(`adviser`, '') = ''))""",
		{"user": user, "advises": int(advises)},
		pluck=True,
	)
