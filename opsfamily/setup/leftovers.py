"""What the app leaves in tables of the framework, found and deleted when the app is uninstalled.

What is ours is read from the package's own records, since most of it is gone from the database by then. The
logs of access stay: an office must be able to say later who saw whose file (GDPR art. 5(2)).
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import frappe

import opsfamily

APP = "opsfamily"
PACKAGE = Path(opsfamily.__file__).parent
KEPT = ("Access Log", "Activity Log", "View Log")
# Tables of the framework without a DocType, and the column that names one.
BARE_TABLES = {"__global_search": "doctype", "__UserSettings": "doctype", "__Auth": "doctype"}
# Records of ours that belong to no module, so that the framework leaves them.
WITHOUT_MODULE = ("Onboarding Step", "Desktop Icon", "Workspace Sidebar")


@cache
def read_records() -> tuple[dict, ...]:
	"""Return the package's standard records: DocTypes, reports, workspaces, icons …"""
	records = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.json")))
	return tuple(
		record
		for record in records
		if isinstance(record, dict) and record.get("doctype") and "name" in record
	)


def get_names(doctype: str) -> list[str]:
	"""Return the names of the package's records of a DocType."""
	return [record["name"] for record in read_records() if record["doctype"] == doctype]


def get_links() -> list[tuple[str, str]]:
	"""Return (DocType, field) of everything stored in the framework that may name a DocType of ours."""
	named = {"fieldtype": "Link", "options": "DocType"}
	# get_all: only uninstalling the app does this.
	fields = frappe.get_all("DocField", named, ["parent", "fieldname"])
	fields += [
		{"parent": df.dt, "fieldname": df.fieldname}
		for df in frappe.get_all("Custom Field", named, ["dt", "fieldname"])
	]
	fields += [{"parent": "Deleted Document", "fieldname": "deleted_doctype"}]
	ours = {*get_names("DocType"), *KEPT}
	return sorted(
		{(df["parent"], df["fieldname"]) for df in fields if df["parent"] not in ours and has_column(df)}
	)


def has_column(df: dict) -> bool:
	"""Return whether the field is stored in a table of its DocType."""
	return frappe.db.table_exists(df["parent"]) and df["fieldname"] in frappe.db.get_table_columns(
		df["parent"]
	)


def delete_what_hangs() -> None:
	"""Delete versions, comments, notices, tasks, files … of documents of ours, and settings about our DocTypes."""
	ours = get_names("DocType")
	# Files first: with each of them goes a comment on its document.
	for doctype, fieldname in sorted(get_links(), key=lambda link: link[0] != "File"):
		delete_rows(doctype, {fieldname: ["in", ours]})
	for table, column in BARE_TABLES.items():
		frappe.db.delete(table, {column: ["in", ours]})


def delete_rows(doctype: str, filters: dict) -> None:
	"""Delete rows at once; records with a file or rows of their own one by one, so that these go with them."""
	meta = frappe.get_meta(doctype)
	if meta.istable or not (doctype == "File" or meta.get_table_fields()):
		frappe.db.delete(doctype, filters)
		return
	# get_all: only uninstalling the app does this.
	for name in frappe.get_all(doctype, filters, pluck="name"):
		delete(doctype, name, ignore_on_trash=doctype != "File")


def delete(doctype: str, name: str, **options) -> None:
	"""Delete a record without a copy in Deleted Document."""
	# Safe: only uninstalling the app does this.
	options.update(
		{"force": True, "ignore_permissions": True, "ignore_missing": True, "delete_permanently": True}
	)
	frappe.delete_doc(doctype, name, **options)


def delete_series() -> None:
	"""Delete the counters of our naming series: "ROD-2026-" of `ROD-.YYYY.-.####`."""
	patterns = [re.compile(pattern) for pattern in get_series_patterns()]
	series = frappe.qb.DocType("Series")
	for (name,) in frappe.qb.from_(series).select(series.name).run():
		if any(pattern.fullmatch(name or "") for pattern in patterns):
			frappe.db.delete("Series", {"name": name})


def get_series_patterns() -> set[str]:
	"""Return what the counters' names look like, from the series that the office chooses from."""
	numbered = (frappe.get_meta(doctype).get_field("naming_series") for doctype in get_names("DocType"))
	offered = (field.options or "" for field in numbered if field)
	series = {line.split(".")[0] for options in offered for line in options.split("\n") if "." in line}
	return {re.escape(prefix) + r"[\d-]*" for prefix in series if prefix}


def delete_jobs() -> None:
	"""Delete our scheduled jobs, one of which would fail every five minutes, and the log of our patches."""
	ours = {"method": ["like", f"{APP}.%"]}
	# get_all: only uninstalling the app does this.
	jobs = frappe.get_all("Scheduled Job Type", ours, pluck="name")
	frappe.db.delete("Scheduled Job Log", {"scheduled_job_type": ["in", jobs or [""]]})
	frappe.db.delete("Scheduled Job Type", ours)
	frappe.db.delete("Patch Log", {"patch": ["like", f"%{APP}.%"]})


def delete_standard_records() -> None:
	"""Delete our records that no module holds, and what lists our modules."""
	for doctype in WITHOUT_MODULE:
		if frappe.db.exists("DocType", doctype):
			for name in get_names(doctype):
				delete(doctype, name)
	frappe.db.delete("Block Module", {"module": ["in", get_modules()]})


def get_modules() -> list[str]:
	"""Return the names of our modules."""
	return [line for line in (PACKAGE / "modules.txt").read_text(encoding="utf-8").split("\n") if line]


def delete_notes_of_uninstalling() -> None:
	"""Delete the settings left of ours, and the copies and versions that deleting our records has made."""
	ours = get_names("DocType")
	frappe.db.delete("Singles", {"doctype": ["in", ours]})
	for record in read_records():
		forget(record["doctype"], record["name"])
	for module in get_modules():
		forget("Module Def", module)
	for doctype, fieldname in (("Deleted Document", "deleted_doctype"), ("Version", "ref_doctype")):
		frappe.db.delete(doctype, {fieldname: ["in", ours]})


def forget(doctype: str, name: str) -> None:
	"""Delete the copy, the versions and (v16) the log of rights of a deleted record."""
	frappe.db.delete("Deleted Document", {"deleted_doctype": doctype, "deleted_name": name})
	frappe.db.delete("Version", {"ref_doctype": doctype, "docname": name})
	if frappe.db.table_exists("Permission Log"):
		frappe.db.delete("Permission Log", {"for_doctype": doctype, "for_document": name})


def drop_indexes() -> None:
	"""Drop the index that the app made in a table of the framework (setup/install.py); it commits."""
	index = "export_from_reference_document_index"
	if frappe.db.has_index("tabAccess Log", index):
		frappe.db.sql_ddl("ALTER TABLE `tabAccess Log` DROP INDEX `export_from_reference_document_index`")
