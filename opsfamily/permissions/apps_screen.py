"""Who finds the app on the screen of apps (`add_to_apps_screen`), which v15.55 and v16 ask after every login."""

import frappe

from opsfamily.core.roles import ROLES

ADMINISTRATORS = ("Administrator", "System Manager")


def may_open() -> bool:
	"""Return whether the session's user has a role of the app, or administers the platform."""
	return not {*ROLES, *ADMINISTRATORS}.isdisjoint(frappe.get_roles())
