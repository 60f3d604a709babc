"""Files that several documents of ours share: each document gets its own, and no hash leads to another's.

Before, the same content in two families lay under one path, which only who reads both might read.
"""

import os
import shutil

import frappe
from frappe.core.doctype.file.utils import get_file_name

from opsfamily.permissions.files import PRIVATE, get_paths, make_own_hash, make_url
from opsfamily.permissions.known import get_children, get_entries

PLACE = ["attached_to_doctype", "attached_to_name"]
PICTURES = ("Attach", "Attach Image")


def execute() -> None:
	"""Copy what is shared, then give each record a hash of its own; run again, it finds nothing."""
	taken: dict[str, tuple[str, str]] = {}
	for row in _get_files_of_ours():
		place = row.attached_to_doctype, row.attached_to_name
		if taken.setdefault(row.file_url, place) != place:
			_copy(row)
	for row in _get_files_of_ours():
		own = make_own_hash(row.content_hash, row.name)
		frappe.db.set_value("File", row.name, "content_hash", own, update_modified=False)


def _get_files_of_ours() -> list[frappe._dict]:
	# get_all: a patch is for every record of the site.
	return frappe.get_all(
		"File",
		filters={
			"attached_to_doctype": ["in", [*get_entries(), *get_children()]],
			"file_url": ["like", f"{PRIVATE}%"],
		},
		fields=["name", "file_name", "file_url", "content_hash", *PLACE],
		order_by="creation, name",
	)


def _copy(row: frappe._dict) -> None:
	# One path however it is spelled: of the spellings, the one that is there.
	paths = [path for path in get_paths(row.file_url) if os.path.exists(path)]
	if not paths:
		return
	folder, _slash, name = paths[0].rpartition("/")
	path = f"{folder}/{get_file_name(name, row.name)}"
	shutil.copy2(paths[0], path)
	url = make_url(path)
	frappe.db.set_value("File", row.name, "file_url", url, update_modified=False)
	_follow(row, url)


def _follow(row: frappe._dict, url: str) -> None:
	doctype, name = row.attached_to_doctype, row.attached_to_name
	for field in frappe.get_meta(doctype).get("fields", {"fieldtype": ["in", PICTURES]}):
		if frappe.db.get_value(doctype, name, field.fieldname) == row.file_url:
			frappe.db.set_value(doctype, name, field.fieldname, url, update_modified=False)
