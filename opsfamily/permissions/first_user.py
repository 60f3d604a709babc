"""The platform's first user: some versions make the first user of a site a System Manager without a word.

So half of what an office sees „as an assistant” would be what an administrator sees. A worker of the office is
refused instead, until there is a user who runs the platform.
"""

from __future__ import annotations

import frappe
from frappe import ValidationError, _

from opsfamily.core.roles import ROLES

PLATFORM = "System Manager"


class FirstUserError(ValidationError):
	"""The platform would make this worker a System Manager, because there is no other."""


def note_roles(doc, _event: str | None = None) -> None:
	"""Keep the roles that a User was given, before the platform adds its own (`before_validate`)."""
	doc.flags.roles_given = {row.role for row in doc.roles}


def refuse_silent_role(doc, _event: str | None = None) -> None:
	"""Refuse a worker whom the platform has just made a System Manager (FirstUserError)."""
	roles, given = {row.role for row in doc.roles}, doc.flags.roles_given or set()
	if PLATFORM not in roles or PLATFORM in given or has_profile(doc) or roles.isdisjoint(ROLES):
		return
	frappe.throw(
		_(
			"{0} would become a System Manager, because nobody else is. First create a user with this role who works on no case."
		).format(frappe.bold(doc.get("full_name") or doc.name)),
		FirstUserError,
	)


def has_profile(doc) -> bool:
	"""Return whether a Role Profile gives the User its roles."""
	return bool(doc.get("role_profile_name") or doc.get("role_profiles"))
