"""Staff see their own work only: the platform's workspaces are hidden from whoever first gets a role of ours.

By the platform's own means, a Module Profile, which is convenience and no access rule. It is given once: who has a
profile or blocked modules, or administers anything, keeps what he has, and nothing is changed afterwards. v16 hides
workspaces by it, not the tile Framework.
"""

from __future__ import annotations

import frappe

from opsfamily.core.roles import ADMINISTRATOR, ROLES

PROFILE = "Wsparcie rodziny"
PLATFORM = "frappe"
ADMINISTRATORS = {ADMINISTRATOR, "System Manager", "Workspace Manager", "Administrator"}


def hide_platform(doc, _event: str | None = None) -> None:
	"""Give a User the profile with its first role of ours (`validate`, when roles of a Role Profile are known)."""
	roles = {row.role for row in doc.roles}
	if roles.isdisjoint(ROLES) or roles & ADMINISTRATORS or doc.name == "Administrator":
		return
	if doc.get("module_profile") or doc.get("block_modules") or had_role_of_ours(doc):
		return
	if not frappe.db.exists("Module Profile", PROFILE):
		return
	doc.module_profile = PROFILE
	for row in frappe.get_cached_doc("Module Profile", PROFILE).block_modules:
		doc.append("block_modules", {"module": row.module})


def had_role_of_ours(doc) -> bool:
	"""Return whether the stored User has a role of ours."""
	# Asked of the database: what the document said before does not matter.
	return bool(
		frappe.db.exists("Has Role", {"parenttype": "User", "parent": doc.name, "role": ["in", ROLES]})
	)


def create_profile() -> None:
	"""Create the profile that hides the platform's own modules, if it is missing; then it is the office's."""
	if frappe.db.exists("Module Profile", PROFILE):
		return
	# get_all: only installing and updating the app does this.
	modules = frappe.get_all("Module Def", {"app_name": PLATFORM}, pluck="name", order_by="name")
	profile = {"module_profile_name": PROFILE, "block_modules": [{"module": module} for module in modules]}
	# Safe: only installing and updating the app does this.
	frappe.get_doc({"doctype": "Module Profile", **profile}).insert(ignore_permissions=True)


def take_profile_away() -> None:
	"""Delete the profile, and show its people the platform's workspaces again (uninstalling)."""
	# get_all: only uninstalling the app does this.
	people = frappe.get_all("User", {"module_profile": PROFILE}, pluck="name")
	frappe.db.delete("Block Module", {"parenttype": "User", "parent": ["in", people or [""]]})
	for person in people:
		frappe.db.set_value("User", person, "module_profile", None, update_modified=False)
	frappe.delete_doc("Module Profile", PROFILE, force=True, ignore_missing=True, delete_permanently=True)
