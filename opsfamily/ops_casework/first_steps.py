"""First steps on the day pages: what each role does first, ticked by what is on the site and never by a click.

Texts, order and targets are the platform's records (Module Onboarding, Onboarding Step), drawn by our own panel because
the Desk of v16 draws no onboarding on a workspace. A panel goes when all its steps are done, or when its reader hides it.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _

from opsfamily.core.roles import ASSISTANT, SECTION_ROLES
from opsfamily.office import get_setting

ADMINISTRATOR_DAY = "Administrator Day"
# Day page → the Module Onboarding that is drawn on top of it.
ONBOARDINGS = {
	ADMINISTRATOR_DAY: "OPS Administrator First Steps",
	"Assistant Day": "OPS Family Assistant",
	"Coordinator Day": "OPS Family Coordinator",
	"Head Day": "OPS Head of Centre",
	"Social Worker Day": "OPS Social Worker",
	"In the Day Centre": "OPS Day-Centre Staff",
}
# The platform's own switch for first steps.
SWITCH = "enable_onboarding"
# Default of a user who hid a panel; the rest of the key is the day page.
HIDDEN = "opsfamily_first_steps_hidden_"


def has_any(doctype: str, **filters) -> bool:
	"""Return whether a document exists: yes or no, past the access rule, as it names no family."""
	return bool(frappe.db.exists(doctype, filters or {"name": ["is", "set"]}))


def is_office_named(_user: str) -> bool:
	"""Return whether papers know the office's name and place."""
	return bool(get_setting("office_name") and get_setting("place"))


def has_letter_head(_user: str) -> bool:
	"""Return whether a letter head is printed unless another one is chosen."""
	return has_any("Letter Head", is_default=1, disabled=0)


def is_staffed(_user: str) -> bool:
	"""Return whether somebody leads the section and somebody is a family assistant."""
	return has_staff(SECTION_ROLES) and has_staff({ASSISTANT})


def has_staff(roles: set[str] | frozenset[str]) -> bool:
	"""Return whether an enabled user, besides the platform's own, has one of the roles."""
	# get_all: yes or no, names nobody.
	holders = frappe.get_all(
		"Has Role", {"parenttype": "User", "role": ["in", sorted(roles)]}, pluck="parent", order_by="parent"
	)
	people = [user for user in holders if user not in frappe.STANDARD_USERS]
	return has_any("User", enabled=1, name=["in", people or [""]])


def has_family(_user: str) -> bool:
	"""Return whether a family is on file."""
	return has_any("Family")


def has_assignment(_user: str) -> bool:
	"""Return whether anybody was ever put on a case."""
	return has_any("Case Assignment")


# Step → whether it is done, for a user. What a role does for the whole section is asked of the site.
FACTS: dict[str, Callable[[str], bool]] = {
	"OPS Name the Office": is_office_named,
	"OPS Make a Letter Head": has_letter_head,
	"OPS Give the Roles": is_staffed,
	"OPS Bring the Families": has_family,
	"OPS Assign for the First Time": has_assignment,
	"OPS Open a Family": has_family,
	"OPS Put People on a Case": has_assignment,
	"OPS Accept the Cards": lambda _user: has_any("Assistant Timesheet", docstatus=1),
	"OPS See Own Families": lambda user: has_any("Case Assignment", user=user),
	"OPS Write a Visit": lambda user: has_any("Family Visit", assistant=user),
	"OPS Make an Assessment": lambda user: has_any("Family Assessment", assistant=user, docstatus=1),
	"OPS Close the Month": lambda user: has_any("Assistant Timesheet", sent_by=user),
	"OPS Decide on a Request": lambda _user: has_any("Assistant Request", decision_date=["is", "set"]),
	"OPS Name a Deputy": lambda _user: has_any("Head Deputy"),
	"OPS Make a Report": lambda _user: has_any("Section Report"),
	"OPS Write a Notification": lambda user: has_any("Family Notification", owner=user),
	"OPS Ask for an Assistant": lambda user: has_any("Assistant Request", requested_by=user),
	"OPS Work in a Day Centre": lambda user: has_any("Day Centre Worker", user=user),
	"OPS Note the Day": lambda user: has_any("Day Centre Note", owner=user),
}


@frappe.whitelist()
def get_first_steps(page: str) -> dict:
	"""Return the panel of a day page for the session's user: title, subtitle and steps; empty where none is shown."""
	if not is_offered(page):
		return {}
	onboarding = frappe.get_cached_doc("Module Onboarding", ONBOARDINGS[page])
	steps = [get_step(row.step) for row in onboarding.steps]
	if all(step["is_done"] for step in steps):
		return {}
	return {"title": _(onboarding.title), "subtitle": _(onboarding.subtitle), "steps": steps}


@frappe.whitelist(methods=["POST"])
def hide_first_steps(page: str) -> None:
	"""Hide the panel of a day page from the session's user for good."""
	if is_offered(page):
		frappe.defaults.set_user_default(HIDDEN + frappe.scrub(page), "1")


def is_offered(page: str) -> bool:
	"""Return whether the page has steps for the user's roles that the user has not hidden.

	System Settings may switch first steps off for the staff, never on an empty site for who sets it up.
	"""
	onboarding = ONBOARDINGS.get(page)
	if not onboarding or not frappe.db.exists("Module Onboarding", onboarding):
		return False
	if page != ADMINISTRATOR_DAY and not frappe.db.get_single_value("System Settings", SWITCH):
		return False
	roles = {row.role for row in frappe.get_cached_doc("Module Onboarding", onboarding).allow_roles}
	is_hidden = frappe.defaults.get_user_default(HIDDEN + frappe.scrub(page))
	return not roles.isdisjoint(frappe.get_roles()) and not is_hidden


def get_step(name: str) -> dict:
	"""Return a step as the panel draws it; `target` and `tour` are empty where the user may not go there."""
	step = frappe.get_cached_doc("Onboarding Step", name)
	target = get_target(step)
	return {
		"name": name,
		"title": _(step.title),
		"description": _(step.description),
		"is_done": FACTS[name](frappe.session.user) if name in FACTS else bool(step.is_complete),
		"target": target,
		"label": _(step.action_label) if target else "",
		"tour": get_tour(step) if target else {},
	}


def get_target(step) -> dict:
	"""Return where a step leads: {"new": DocType} or {"route": parts of the Desk's address}."""
	if step.action == "Create Entry" and frappe.has_permission(step.reference_document, "create"):
		return {"new": step.reference_document}
	if step.action == "Update Settings" and frappe.has_permission(step.reference_document, "write"):
		return {"route": ["Form", step.reference_document]}
	if step.action == "Go to Page" and may_go(step.path):
		return {"route": step.path.split("/")}
	return {}


def may_go(path: str) -> bool:
	"""Return whether the user may open the page or the list at a path of the Desk."""
	name = path.split("/")[0]
	if frappe.db.exists("Page", name):
		return bool(frappe.get_cached_doc("Page", name).is_permitted())
	doctype = name.replace("-", " ").title()
	return bool(frappe.db.exists("DocType", doctype)) and frappe.has_permission(doctype, "read")


def get_tour(step) -> dict:
	"""Return the form tour of a step and its DocType, empty where there is none to take."""
	doctype = step.form_tour and frappe.db.get_value("Form Tour", step.form_tour, "reference_doctype")
	if not doctype or not frappe.has_permission(doctype, "create"):
		return {}
	return {"name": step.form_tour, "doctype": doctype}
