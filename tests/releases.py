"""What releases of the framework answer otherwise than the snapshot, asked of the framework that is installed."""

import json
from inspect import getsource
from time import sleep

import frappe
from frappe import app, client, config
from frappe.desk.doctype.workspace import workspace
from frappe.www import printview

from opsfamily.compat import get_release

# Texts of the framework that have their Polish in pl.csv: until which release they are said, or from which on.
ONLY_OF_15_0 = {
	"Group By {0}",
	"Inavlid Values",
	"Search or type a command (Ctrl + G)",
	"You do not have permission to view this document",
	"You viewed this {0}",
	"{0} View",
	"{0} created this {1}",
	"{0} edited this {1}",
	"{0} filters",
	"{0} viewed this {1}",
}
SINCE_LATER_15 = {
	"Filters {0}",
	"Invalid Values",
	"Search or type a command ({0})",
}
UNTIL_15 = {
	"Create Duplicate",
	"Frappe Light",
	"Frappe Support",
	"Hide Saved",
	"Hide Tags",
	"Monthly Rank",
	"My Profile",
	"My Settings",
	"No Data to Show",
	"No Items Found",
	"No activities to show",
	"No {0} Found",
	"Reset the password for your account",
	"Search Results for",
	"Search or type a command ({0})",
	"Show Saved",
	"The page you are looking for has gone missing.",
	"There's nothing here",
	"Type Distribution",
	"Your site is undergoing maintenance or being updated.",
	"added rows for {0}",
	"removed rows for {0}",
}
NOT_ALLOWED, NOT_THERE = (403, 417), (404,)


def get_refusals_of_prints() -> tuple[int, ...]:
	"""Return how page and PDF are refused: later 15 says of a document that is not the reader's that there is none."""
	hides = "DoesNotExistError" in getsource(printview.validate_print_permission)
	return NOT_THERE if hides else NOT_ALLOWED


def reads_every_kind_of_json() -> bool:
	"""Return whether a body of any type of JSON is the request, and its query nothing; else application/json alone is."""
	return "is_json" in getsource(app.make_form_dict)


def takes_empty_filters() -> bool:
	"""Return whether empty filters are none, or on v16 the name of nothing; the snapshot cannot read them."""
	try:
		client.get_list("ToDo", filters="", limit_page_length=1, order_by="name")
	except Exception:
		return False
	return True


def takes_names_as_filters() -> bool:
	"""Return whether a list of plain values asks for the documents of those names (v16)."""
	try:
		frappe.get_list("ToDo", filters=[1], limit_page_length=1, order_by="name")
	except Exception:
		return False
	return True


def leaves_out_unknown_columns() -> bool:
	"""Return whether a list leaves out a column that its reader may not see, also one that there is not (v16)."""
	return get_release() >= (16, 0)


def count_in_fields(label: str) -> str | dict:
	"""Return how the fields of a list ask for a count: v16 takes no function as text."""
	return {"COUNT": "name", "as": label} if get_release() >= (16, 0) else f"count(name) as {label}"


def get_texts_of_other_releases() -> set[str]:
	"""Return the framework's texts with a line in pl.csv that the installed release does not say, and another does."""
	release = get_release()
	earlier = ONLY_OF_15_0 if release > (15, 0) else set()
	later = SINCE_LATER_15 if release == (15, 0) else set()
	return earlier | later | (UNTIL_15 if release >= (16, 0) else set())


def sort_and_hide_pages(titles: list[str], hidden: str) -> None:
	"""Put the workspaces in this order and hide one, as the Desk does: by methods, which v16 has no more."""
	if hasattr(workspace, "sort_pages"):
		workspace.sort_pages(json.dumps([{"title": title} for title in titles]), "[]")
		workspace.hide_page(hidden)
		return
	client.set_value("Workspace", hidden, {"sequence_id": titles.index(hidden) + 1, "is_hidden": 1})


def delete_page(name: str) -> None:
	"""Delete a workspace as the Desk does."""
	if hasattr(workspace, "delete_page"):
		workspace.delete_page(json.dumps({"name": name, "public": 1, "title": name}))
	else:
		# v16 lets no workspace go to which a sidebar leads: it has been taken out there before.
		frappe.db.delete("Workspace Sidebar Item", {"link_type": "Workspace", "link_to": name})
		client.delete("Workspace", name)


def duplicate_page(name: str, title: str) -> None:
	"""Copy a workspace under another title, as the Desk does."""
	if hasattr(workspace, "duplicate_page"):
		values = {"title": title, "icon": "star", "parent": "", "is_public": 1}
		workspace.duplicate_page(name, json.dumps(values))
	else:
		copy = frappe.copy_doc(frappe.get_doc("Workspace", name))
		client.insert(copy.update({"title": title, "label": title}).as_dict())


def validate_link(person, doctype: str, docname: str, *fields: str):
	"""Ask over HTTP what a Link field asks of a document: on v16 by another method, whose fields have another name."""
	name, argument = (
		("validate_link", "fields")
		if hasattr(client, "validate_link")
		else ("validate_link_and_fetch", "fields_to_fetch")
	)
	asked = {"doctype": doctype, "docname": docname, argument: json.dumps(fields)}
	return person.call(f"frappe.client.{name}", **asked)


def wait_until_configuration_is_read() -> None:
	"""Wait as long as a web process may keep the site's configuration: v16 reads it once a minute."""
	if hasattr(config, "clear_site_config_cache"):
		sleep(61)
