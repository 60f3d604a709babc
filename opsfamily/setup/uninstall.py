"""Uninstalling the app: the site is left as it was, and submitted documents are never lost by accident."""

import frappe
from frappe import ValidationError, _

from opsfamily.case import batches
from opsfamily.core.optional_parts import PARTS
from opsfamily.core.roles import ROLES
from opsfamily.ops_casework.first_steps import HIDDEN
from opsfamily.permissions.known import get_entries
from opsfamily.permissions.own_desk import PROFILE, take_profile_away
from opsfamily.setup import leftovers, shipped
from opsfamily.setup.defaults import KANBAN_BOARD
from opsfamily.setup.desk import remove_generated
from opsfamily.setup.workflows import WORKFLOWS


class UninstallRefusedError(ValidationError):
	"""Submitted documents would be lost."""


# An administrator who has a backup sets this to 1 in the site's configuration.
CONSENT = "opsfamily_uninstall_with_documents"


def before_uninstall() -> None:
	"""Refuse while submitted documents exist without consent to lose them (UninstallRefusedError)."""
	# The office's own DocTypes stay.
	ours = [entry.doctype for entry in get_entries().values() if not entry.by_link]
	submitted = {doctype: count for doctype in ours if (count := count_submitted(doctype))}
	if submitted and not frappe.conf.get(CONSENT):
		frappe.throw(
			_(
				"Submitted documents would be lost: {0}. Make a backup, then set {1} to 1 in the site's configuration."
			).format(", ".join(f"{_(doctype)}: {count}" for doctype, count in submitted.items()), CONSENT),
			UninstallRefusedError,
		)


def count_submitted(doctype: str) -> int:
	"""Return the number of submitted and cancelled documents."""
	if not frappe.get_meta(doctype).is_submittable:
		return 0
	return frappe.db.count(doctype, {"docstatus": ["!=", 0]})


def take_away() -> None:
	"""Delete the records that the app created in the framework's DocTypes, and what hangs on its documents.

	It runs before the app's own DocTypes are deleted: the framework does not commit later changes.
	"""
	leftovers.delete_what_hangs()
	leftovers.delete_series()
	delete("Workflow", [design.name for design in WORKFLOWS])
	delete("Workflow State", {state for design in WORKFLOWS for state in design.states})
	delete("Workflow Action Master", {move.action for design in WORKFLOWS for move in design.moves})
	delete("Kanban Board", [KANBAN_BOARD])
	frappe.db.delete("Has Domain", {"domain": ["in", list(PARTS.values())]})
	delete("Domain", PARTS.values())
	take_profile_away()
	leftovers.forget("Module Profile", PROFILE)
	shipped.take_away()
	leftovers.delete_jobs()
	batches.forget_all()
	leftovers.delete_standard_records()
	remove_generated()
	# A user with a role that no longer exists could not be saved.
	for holder in ("Has Role", "Custom DocPerm"):
		frappe.db.delete(holder, {"role": ["in", ROLES]})
	delete("Role", ROLES)
	frappe.db.delete("DefaultValue", {"defkey": ["like", f"{HIDDEN}%"]})


def take_away_the_rest() -> None:
	"""Delete what the uninstalling itself has written, and the app's indexes in tables of the framework.

	Dropping an index commits, so nothing is done in a dry run, after which the app is still installed.
	"""
	if leftovers.APP in frappe.get_installed_apps():
		return
	leftovers.delete_notes_of_uninstalling()
	leftovers.drop_indexes()


def delete(doctype: str, names) -> None:
	"""Delete those of the records that exist, with their versions."""
	for name in names:
		if frappe.db.exists(doctype, name):
			leftovers.delete(doctype, name)
			leftovers.forget(doctype, name)
