"""Leaving a site as it was, and never with an office's submitted papers by accident."""

import frappe
from frappe import ValidationError, _

from opsfamily.core.roles import ROLES
from opsfamily.permissions.known import get_entries
from opsfamily.setup.defaults import KANBAN_BOARD
from opsfamily.setup.workflows import WORKFLOWS


class UninstallRefusedError(ValidationError):
	"""Submitted documents would be lost."""


# Set to 1 in the site's configuration by whoever has a backup and means it.
CONSENT = "opsfamily_uninstall_with_documents"


def before_uninstall() -> None:
	"""Raises UninstallRefusedError while submitted documents exist and nobody consented to lose them."""
	submitted = {doctype: count for doctype in get_entries() if (count := submitted_documents(doctype))}
	if submitted and not frappe.conf.get(CONSENT):
		frappe.throw(
			_(
				"Submitted documents would be lost: {0}. Make a backup, then set {1} to 1 in the site's configuration."
			).format(", ".join(f"{_(doctype)}: {count}" for doctype, count in submitted.items()), CONSENT),
			UninstallRefusedError,
		)


def submitted_documents(doctype: str) -> int:
	if not frappe.get_meta(doctype).is_submittable:
		return 0
	return frappe.db.count(doctype, {"docstatus": ["!=", 0]})


def take_away() -> None:
	"""Take away what the app put beside its own DocTypes.

	Before these go: what is done after them the platform does not commit, so it would stay.
	"""
	delete("Workflow", [design.name for design in WORKFLOWS])
	delete("Workflow State", {state for design in WORKFLOWS for state in design.states})
	delete("Workflow Action Master", {move.action for design in WORKFLOWS for move in design.moves})
	delete("Kanban Board", [KANBAN_BOARD])
	# A user who keeps a role that is gone could not be saved any more.
	frappe.db.delete("Has Role", {"role": ["in", ROLES]})
	delete("Role", ROLES)


def delete(doctype: str, names) -> None:
	for name in names:
		if frappe.db.exists(doctype, name):
			# Safe: done by uninstalling the app alone.
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
