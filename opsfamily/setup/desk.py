"""The Desk of v16: what that version makes by itself beside our own icon and sidebars goes away again.

v16 makes a sidebar and an icon for every workspace whenever an app is installed, and once at the update from v15.
They know no roles, and a page of ours opened under somebody else's sidebar. Ours are `desktop_icon/` and
`workspace_sidebar/`, which the earlier versions do not read.
"""

from __future__ import annotations

import frappe

APP = "opsfamily"
SIDEBAR, ICON = "Workspace Sidebar", "Desktop Icon"


def remove_generated(_app: str | None = None) -> None:
	"""Delete the sidebars and icons that v16 made of our workspaces; what a user made for himself stays."""
	if not has_sidebars():
		return
	workspaces = get_workspaces()
	# get_all: only installing and updating an app does this.
	for sidebar in frappe.get_all(
		SIDEBAR, {"standard": 0, "for_user": ["is", "not set"], "name": ["in", workspaces]}, pluck="name"
	):
		delete(SIDEBAR, sidebar)
	made = {"standard": 0, "owner": "Administrator"}
	for icon in frappe.get_all(ICON, {**made, "icon_type": "Link", "name": ["in", workspaces]}, pluck="name"):
		delete(ICON, icon)
	for icon in frappe.get_all(ICON, {**made, "icon_type": "App", "app": APP}, pluck="name"):
		delete(ICON, icon)


def name_modules(bootinfo) -> None:
	"""Tell the Desk of v16 of which app our modules are, under the names by which it asks (`extend_bootinfo`).

	It asks by the name in small letters and knows the one of the folder, so that a list of a module whose name has
	several words, opened by its address or loaded again, stood beside a sidebar with nothing in it.
	"""
	apps = bootinfo.module_app
	ours = {module.replace("_", " "): app for module, app in apps.items() if app == APP}
	# A new one: the framework's own is shared by all requests.
	bootinfo.module_app = {**apps, **ours}


def has_sidebars() -> bool:
	"""Return whether this version of the Desk has sidebars of its own (v16)."""
	return bool(frappe.db.exists("DocType", SIDEBAR))


def get_workspaces() -> list[str]:
	"""Return the names of our workspaces."""
	modules = frappe.get_all("Module Def", {"app_name": APP}, pluck="name")
	return frappe.get_all("Workspace", {"module": ["in", modules], "public": 1}, pluck="name")


def delete(doctype: str, name: str) -> None:
	"""Delete a record of the Desk."""
	# Safe: only installing, updating and uninstalling an app do this.
	options = {"force": True, "ignore_permissions": True, "ignore_missing": True, "delete_permanently": True}
	frappe.delete_doc(doctype, name, **options)
