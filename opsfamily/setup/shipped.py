"""Workspaces, number cards and charts: shipped by the app, and the office's to change.

They are data (`data/<kind>/*.json`) and no standard records of a module, which the framework overwrites. For each of
them a *Shipped Record* keeps what the app wrote last. An update writes only what still says that; what the office has
changed or deleted is left, named at the end of the update and listed on the Desk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import click

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.model.rename_doc import rename_doc

from opsfamily import compat
from opsfamily.core.shipped import (
	AS_SHIPPED,
	CHANGED,
	DELETED,
	Step,
	choose_step,
	get_fingerprint,
)

DATA = Path(__file__).parent / "data"
REGISTER = "Shipped Record"
# Number cards and charts first: workspaces show them.
KINDS = ("Number Card", "Dashboard Chart", "Workspace")
# Where a page is among the others, whether it is hidden, and what the framework notes: never a change of what it says.
UNCOMPARED = {"sequence_id", "parent_page", "is_hidden", "app", "last_synced_on"}
UNWRITTEN = UNCOMPARED | {"doctype", "name"}
STEPS_OF_LEAVING = {Step.LEAVE_CHANGED: CHANGED, Step.LEAVE_DELETED: DELETED}


@cache
def read_shipped() -> dict[str, dict]:
	"""Return key → record of everything that this version ships, in the order of writing."""
	paths = (path for kind in KINDS for path in sorted((DATA / frappe.scrub(kind)).glob("*.json")))
	records = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
	return {get_key(record["doctype"], record["name"]): record for record in records}


def get_key(doctype: str, name: str) -> str:
	"""Return the name of the entry of a shipped record; it stays when the office renames the record."""
	return f"{doctype}: {name}"


def write_shipped() -> None:
	"""Create what is missing, update what is untouched, and print what was left."""
	for line in _sync_all():
		click.secho(line, fg="yellow")


def _sync_all() -> Iterator[str]:
	for key, record in read_shipped().items():
		entry = get_entry(key, record)
		stored = describe(find_record(entry))
		step = choose_step(bool(entry.name), read_written(entry), stored, is_newer(entry, record))
		if step in (Step.CREATE, Step.UPDATE):
			write(entry, record)
		elif step in STEPS_OF_LEAVING:
			yield from leave(entry, record, STEPS_OF_LEAVING[step])
		elif entry.status != AS_SHIPPED:
			save_entry(entry, status=AS_SHIPPED, newer_is_waiting=0)


def get_entry(key: str, record: dict):
	"""Return the entry of a shipped record, one without a name for what the app has never written."""
	if frappe.db.exists(REGISTER, key):
		return frappe.get_doc(REGISTER, key)
	about = {"record_key": key, "record_type": record["doctype"], "record": record["name"]}
	return frappe.get_doc({"doctype": REGISTER, **about, "status": AS_SHIPPED})


def read_written(entry) -> dict | None:
	"""Return what the app wrote last; None if it has written nothing, or nobody knows what."""
	return json.loads(entry.written) if entry.written else None


def is_newer(entry, record: dict) -> bool:
	"""Return whether this version ships something else than was written last."""
	return entry.fingerprint != get_fingerprint(record)


def find_record(entry):
	"""Return the record of an entry under its present name, or None."""
	if entry.record and frappe.db.exists(entry.record_type, entry.record):
		return frappe.get_doc(entry.record_type, entry.record)
	return None


def describe(doc) -> dict | None:
	"""Return field → value of what a record says, tables as lists of rows; None for no record."""
	if doc is None:
		return None
	fields = [df for df in doc.meta.fields if df.fieldtype not in set(no_value_fields) - set(table_fields)]
	return {df.fieldname: _get_said(doc, df) for df in fields if df.fieldname not in UNCOMPARED}


def _get_said(doc, df) -> object:
	value = doc.get(df.fieldname)
	if df.fieldtype in table_fields:
		return [describe(row) for row in value or []]
	return value if isinstance(value, int | float) else str(value or "")


def write(entry, record: dict) -> None:
	"""Write a shipped record, and note what it says then."""
	give_name_back(entry, record["name"])
	doc = find_record(entry) or frappe.new_doc(record["doctype"])
	# A copy: a document changes the rows that it is given.
	doc.update(deepcopy(get_values(record) if doc.name else record))
	# As the framework syncs a standard record: what a page leads to may not be there yet.
	doc.flags.ignore_links = True
	# Safe: only installing and updating the app does this, and whoever may write the record (`take_ours`).
	doc.flags.ignore_permissions = True
	doc.save()
	doc.reload()
	written = json.dumps(describe(doc), ensure_ascii=False)
	state = {"written": written, "fingerprint": get_fingerprint(record)}
	save_entry(entry, record=doc.name, status=AS_SHIPPED, newer_is_waiting=0, **state)


def get_values(record: dict) -> dict:
	"""Return field → value of everything that a shipped record decides; what it does not name has its default."""
	new = frappe.new_doc(record["doctype"])
	tables = {df.fieldname: [] for df in new.meta.get_table_fields()}
	said = {**{field: new.get(field) for field in describe(new)}, **tables, **record}
	return {field: value for field, value in said.items() if field not in UNWRITTEN}


def give_name_back(entry, name: str) -> None:
	"""Rename a record that the office has renamed; its name and its label are one."""
	if find_record(entry) and entry.record != name and not frappe.db.exists(entry.record_type, name):
		# Safe: only for whoever may write the record (`take_ours`).
		rename_doc(
			entry.record_type, entry.record, name, force=True, ignore_permissions=True, show_alert=False
		)
		entry.record = name


def leave(entry, record: dict, status: str) -> Iterator[str]:
	"""Note that a record is left to the office; yield a line about it where this version ships a newer one."""
	waits = int(is_newer(entry, record))
	if (entry.status, entry.newer_is_waiting) != (status, waits):
		save_entry(entry, status=status, newer_is_waiting=waits)
	if waits:
		line = _("Left as it is: {0} {1} ({2}). A newer version waits in Shipped Record.")
		yield line.format(_(entry.record_type), _(entry.record), _(status))


def save_entry(entry, **values) -> None:
	"""Store an entry of the register."""
	entry.update(values)
	# A record that the office has deleted is still named.
	entry.flags.ignore_links = True
	# Safe: only the app writes the register.
	entry.save(ignore_permissions=True)


@frappe.whitelist(methods=["POST"])
def take_ours(key: str) -> str:
	"""Replace a changed or deleted record by the one of this version; return its name.

	For whoever may write the record itself. Raise DoesNotExistError for what this version does not ship.
	"""
	entry = frappe.get_doc(REGISTER, key)
	entry.check_permission("read")
	frappe.has_permission(entry.record_type, "write", find_record(entry), throw=True)
	record = read_shipped().get(key)
	if not record:
		frappe.throw(_("This version of the app has no such record."), frappe.DoesNotExistError)
	write(entry, record)
	return entry.record


def adopt(record: dict, is_ours: bool) -> None:
	"""Enter a record that an earlier version of the app left as a standard record of a module.

	is_ours: it says what that version shipped; otherwise the office has changed it, and it is left.
	"""
	key, doctype, name = get_key(record["doctype"], record["name"]), record["doctype"], record["name"]
	if frappe.db.exists(REGISTER, key) or not frappe.db.exists(doctype, name):
		return
	if frappe.get_meta(doctype).has_field("is_standard"):
		frappe.db.set_value(doctype, name, "is_standard", 0, update_modified=False)
	entry = get_entry(key, record)
	written = json.dumps(describe(frappe.get_doc(doctype, name)), ensure_ascii=False) if is_ours else ""
	save_entry(entry, status=AS_SHIPPED if is_ours else CHANGED, written=written)


def take_away() -> None:
	"""Delete the shipped records under whatever name or module they have now (uninstalling)."""
	# Safe: only uninstalling the app does this.
	options = {"force": True, "ignore_permissions": True, "ignore_missing": True, "delete_permanently": True}
	# get_all: only uninstalling the app does this.
	for entry in frappe.get_all(REGISTER, fields=["record_type", "record"], order_by="name"):
		frappe.delete_doc(entry.record_type, entry.record, **options)


def keep_from_cleaning() -> None:
	"""Take our workspaces out of what v16 deletes at the end of an update: those of an app that have no file."""
	if not compat.marks_workspaces_of_apps():
		return
	# get_all: only updating the app does this.
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	frappe.db.set_value("Workspace", {"module": ["in", modules]}, "app", None, update_modified=False)
