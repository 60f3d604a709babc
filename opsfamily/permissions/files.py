"""Files of confidential documents: private, read and written as their document, and kept with what was submitted.

A file is one thing in three places: the record, the path in its URL, and the disk. The record's rule is the hook
`can_see_file`. Downloads ask no hook, so `refuse_foreign_paths` looks at the path of every request that serves a
file. The disk is guarded where the framework writes (`write_to_disk`) and deletes (`delete_from_disk`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import unquote

import frappe
from frappe import ValidationError, _
from frappe.core.doctype.file.utils import get_file_name
from frappe.utils import get_files_path, get_url

from opsfamily.compat import ask_other_hooks
from opsfamily.exceptions import SubmittedDeletionError
from opsfamily.permissions.attached import can_reach, get_places
from opsfamily.permissions.attached_doctypes import CAN_SEE_FILE
from opsfamily.permissions.known import get_children, get_entries, get_parents, is_known

PRIVATE, PUBLIC = "/private/files/", "/files/"
PLACE = ("attached_to_doctype", "attached_to_name")
READING = (None, "read", "select", "print", "email", "report", "export")
# Methods that read files by the names of their records and ask nobody.
BY_NAME = ("zip_files", "unzip_file")
# Between the hash of a content, which has none, and the name of the record.
OWN = "-"
WRITE, DELETE = "write_file", "delete_file_data_content"


class ForeignFileError(ValidationError):
	"""The file belongs to a document that the user may not see, or its path leads out of the site's files."""


class KeptFileError(ValidationError):
	"""A file of a family's document stays on that document."""


def can_see_file(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the user has this right on the file (`has_permission` hook).

	Its document decides, not who uploaded it; so does every document of another record with the same path.
	"""
	user = user or frappe.session.user
	right = "read" if ptype in READING else "write"
	if not all(can_reach(doctype, name, right, user) for doctype, name in get_places(doc)):
		return False
	if (ptype == "delete" and is_kept(doc)) or not can_see_path(doc.file_url, user, doc.name):
		return False
	return ask_other_hooks(doc, ptype, user, CAN_SEE_FILE)


def can_see_path(url: str | None, user: str, excluding: str | None = None) -> bool:
	"""Return whether the user may read every document of ours that has the file of this URL.

	excluding: the name of a record that does not count.
	"""
	try:
		rows = get_files_at(url)
	except ForeignFileError:
		return False
	return all(
		can_reach(row.attached_to_doctype, row.attached_to_name, "read", user)
		for row in rows
		if row.name != excluding
	)


def get_files_at(url: str | None) -> list[frappe._dict]:
	"""Return the attached File records with the path of this URL, however it is written (ForeignFileError)."""
	urls = {make_url(path) for path in get_paths(url)}
	if not urls:
		return []
	filters = {"file_url": ["in", [*urls, url]], "attached_to_doctype": ["is", "set"]}
	# get_all: every record counts, also those that the user may not read.
	return frappe.get_all("File", filters=filters, fields=["name", *PLACE], order_by="creation")


def get_paths(url: str | None) -> set[str]:
	"""Return the paths on the disk that the URL may mean, quoted or not; none for another server's URL.

	Raises ForeignFileError for a path outside the two folders of the site's files.
	"""
	local = _strip_host(url)
	return {_find_path(spelled) for spelled in (local, unquote(local))} if local else set()


def _strip_host(url: str | None) -> str:
	url = url if isinstance(url, str) else ""
	site = get_url()
	if url.startswith(site) and PUBLIC in url:
		return url.removeprefix(site)
	return "" if url.startswith(("http://", "https://")) else url


def _find_path(url: str) -> str:
	if url.startswith(PRIVATE):
		path = get_files_path(*url.removeprefix(PRIVATE).split("/"), is_private=1)
	elif url.startswith(PUBLIC):
		path = get_files_path(*url.removeprefix(PUBLIC).split("/"))
	else:
		_refuse_path()
	path = os.path.realpath(path)
	if not any(path.startswith(f"{folder}{os.sep}") for folder in _get_folders()):
		_refuse_path()
	return path


def _get_folders() -> tuple[str, str]:
	return os.path.realpath(get_files_path(is_private=1)), os.path.realpath(get_files_path())


def _refuse_path() -> None:
	frappe.throw(_("This address does not lead to a file of this site."), ForeignFileError)


def make_url(path: str) -> str:
	"""Return the URL of a path on the disk, as the framework writes it."""
	private, public = _get_folders()
	if path.startswith(f"{private}{os.sep}"):
		return PRIVATE + os.path.relpath(path, private)
	return PUBLIC + os.path.relpath(path, public)


def guard_file(doc, _event: str | None = None) -> None:
	"""Refuse a File that would open, publish or take away the file of a document of ours (`before_validate`).

	Raises ForeignFileError, KeptFileError.
	"""
	if doc.is_folder:
		return
	_refuse_odd_spelling(doc)
	_refuse_new_place(doc)
	_refuse_foreign_path(doc)
	_refuse_public(doc)
	_keep_apart(doc)


def _keep_apart(doc) -> None:
	"""Give the records of a path of ours a hash of their own.

	The framework stores the same content once, under the path of whoever sent it first, whose document the next
	one may not read: a blank form that two families fill in would be refused, which also tells that it is there.
	"""
	if not _must_be_private(doc):
		return
	doc.content_hash = make_own_hash(doc.content_hash, doc.name)
	# get_all: every record counts, also those that the user may not read.
	for row in frappe.get_all(
		"File",
		filters={
			"file_url": doc.file_url,
			"name": ["!=", doc.name],
			"content_hash": ["not like", f"%{OWN}%"],
		},
		fields=["name", "content_hash"],
		order_by="creation",
	):
		own = make_own_hash(row.content_hash, row.name)
		frappe.db.set_value("File", row.name, "content_hash", own, update_modified=False)


def make_own_hash(content_hash: str | None, name: str) -> str | None:
	"""Return the hash of a content as that of one record alone; it still begins with the hash."""
	return f"{content_hash}{OWN}{name}" if content_hash and OWN not in content_hash else content_hash


def _refuse_odd_spelling(doc) -> None:
	# The framework compares URLs as text, so one path has one spelling.
	for url in (doc.file_url, doc.thumbnail_url):
		for path in get_paths(url):
			if make_url(path) not in (_strip_host(url), unquote(_strip_host(url))):
				_refuse_path()


def _refuse_new_place(doc) -> None:
	place = (doc.attached_to_doctype or None, doc.attached_to_name or None)
	stored = frappe.db.get_value("File", doc.name, PLACE) if doc.name else None
	if stored and stored == place:
		return
	if stored and is_known(stored[0]) and frappe.db.exists(*stored):
		frappe.throw(
			_("{0}: a file stays on its document. Attach it to the other one again.").format(
				frappe.bold(doc.file_name)
			),
			KeptFileError,
		)
	# A mailed paper is kept by whoever may read and mail its document (ops_paper/mailed.py).
	right = "read" if doc.flags.is_mailed_paper else "write"
	if place[0] and not can_reach(*place, right, frappe.session.user):
		frappe.throw(_("This file belongs to a document that is not yours to see."), ForeignFileError)


def _refuse_foreign_path(doc) -> None:
	user = frappe.session.user
	urls = [doc.file_url, doc.thumbnail_url]
	if not all(can_see_path(url, user, doc.name) for url in urls):
		frappe.throw(_("This file belongs to a document that is not yours to see."), ForeignFileError)


def _refuse_public(doc) -> None:
	ours = is_known(doc.attached_to_doctype)
	if not doc.is_private and (ours or _get_files_moved_along(doc)):
		frappe.throw(_("Files on a family's documents are private."), ForeignFileError)
	rows = () if ours else _get_files_moved_along(doc)
	user = frappe.session.user
	if not all(can_reach(row.attached_to_doctype, row.attached_to_name, "write", user) for row in rows):
		frappe.throw(_("This file belongs to a document that is not yours to see."), ForeignFileError)


def _get_files_moved_along(doc) -> list[frappe._dict]:
	"""Return the files of ours that the framework moves when this one is published or made private.

	It takes every record with the same hash, and the hash is what a client says it is.
	"""
	stored = frappe.db.get_value("File", doc.name, ["is_private", "content_hash"], as_dict=True)
	if not stored or bool(stored.is_private) == bool(doc.is_private):
		return []
	hashes = [value for value in (stored.content_hash, doc.content_hash) if value]
	same = _get_files_of_ours({"content_hash": ["in", hashes], "name": ["!=", doc.name]}) if hashes else []
	return [*same, *(row for row in get_files_at(doc.file_url) if is_known(row.attached_to_doctype))]


def _get_files_of_ours(filters: dict) -> list[frappe._dict]:
	ours = [*get_entries(), *get_children()]
	# get_all: every record counts, also those that the user may not read.
	return frappe.get_all(
		"File",
		filters={**filters, "attached_to_doctype": ["in", ours]},
		fields=["name", *PLACE],
		order_by="creation",
	)


def write_to_disk(doc):
	"""Write a file of ours to the private folder from its first byte (hook `write_file`).

	Refuses the content of a foreign file, which the framework reads from the URL and would write again.
	"""
	if not can_see_path(doc.file_url, frappe.session.user):
		frappe.throw(_("This file belongs to a document that is not yours to see."), ForeignFileError)
	if not doc.is_private and _must_be_private(doc):
		doc.is_private = 1
		return doc.save_file(content=doc._content)
	if other := _get_other_hook(WRITE):
		return other(doc)
	_take_path(doc)
	return doc.save_file_on_filesystem()


def _take_path(doc) -> None:
	# The framework looks for a free name and writes later, when another request may have taken it. It looks at the
	# disk alone, where the files of a restored database may be missing.
	while doc.is_new() and not _is_taken_now(doc):
		doc.file_name = get_file_name(doc.file_name)


def _is_taken_now(doc) -> bool:
	url = (PRIVATE if doc.is_private else PUBLIC) + doc.file_name
	if frappe.db.exists("File", {"file_url": url, "name": ["!=", doc.name or ""]}):
		return False
	try:
		os.close(os.open(_find_path(url), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
	except FileExistsError:
		return False
	return True


def _must_be_private(doc) -> bool:
	return is_private_place(doc) or any(
		is_known(row.attached_to_doctype) for row in get_files_at(doc.file_url)
	)


def is_private_place(doc) -> bool:
	"""Return whether the file hangs on a document of ours, or on a Data Import."""
	return is_known(doc.attached_to_doctype) or doc.attached_to_doctype == "Data Import"


def keep_file_private(doc, _event: str | None = None) -> None:
	"""Make a File private when it is attached to a document of ours or to a Data Import.

	Its content may be a public file that is there already; a new file is private when it is written.
	"""
	if is_private_place(doc) and not (doc.is_private or doc.is_folder or doc.is_remote_file):
		content = doc.get_content()
		doc.update({"is_private": 1, "file_url": None})
		doc.save_file(content=content)


def delete_from_disk(doc, only_thumbnail: bool = False) -> None:
	"""Delete a file from the disk, unless it must stay (hook `delete_file_data_content`).

	Raises SubmittedDeletionError for a file of something submitted. What another record points to stays.
	"""
	refuse_deletion(doc)
	if _is_used_by_another(doc, doc.thumbnail_url):
		doc.thumbnail_url = None
	only_thumbnail = only_thumbnail or _is_used_by_another(doc, doc.file_url)
	other = _get_other_hook(DELETE)
	delete = other or type(doc).delete_file_from_filesystem
	delete(doc, only_thumbnail=only_thumbnail)


def refuse_deletion(doc, _event: str | None = None) -> None:
	"""Refuse deleting the File of a submitted or cancelled document (SubmittedDeletionError)."""
	if is_kept(doc) and frappe.session.user != "Administrator":
		frappe.throw(
			_("{0} was submitted, so it cannot be deleted.").format(frappe.bold(doc.file_name)),
			SubmittedDeletionError,
		)


def is_kept(doc) -> bool:
	"""Return whether the stored File hangs on something submitted or cancelled, or on a row of it."""
	doctype, name = (frappe.db.get_value("File", doc.name, PLACE) if doc.name else None) or (None, None)
	if get_parents(doctype):
		doctype, name = frappe.db.get_value(doctype, name, ["parenttype", "parent"]) or (None, None)
	return bool(is_known(doctype) and name and frappe.db.get_value(doctype, name, "docstatus"))


def _is_used_by_another(doc, url: str | None) -> bool:
	if not url:
		return False
	# The framework deletes by the last part of the URL, in one of the two folders.
	folder, name = os.path.split(url.strip("/"))
	deleted = (PUBLIC if folder == "files" else PRIVATE) + name
	return bool(frappe.db.exists("File", {"file_url": deleted, "name": ["!=", doc.name or ""]}))


def _get_other_hook(hook: str):
	# Only one function serves the hook; another app's is called by ours.
	others = [path for path in frappe.get_hooks(hook) if not path.startswith(f"{__name__}.")]
	return frappe.get_attr(others[0]) if others else None


def refuse_foreign_paths() -> None:
	"""Refuse a request for the file of a document that the user may not read (`auth_hooks`).

	Downloads ask only who uploaded the file. Every record of the path counts.
	"""
	user = frappe.session.user
	if user == "Administrator":
		return
	if not all(can_see_path(url, user) for url in _get_requested_urls()):
		frappe.throw(_("This file belongs to a document that is not yours to see."), frappe.PermissionError)
	for name in _get_requested_files():
		if not can_see_file(frappe.get_doc("File", name), "read", user):
			frappe.throw(_("This document is not yours to see."), frappe.PermissionError)


def _get_requested_urls() -> Iterator[str]:
	path = frappe.request.path
	if path.startswith(PRIVATE):
		yield path
	url = frappe.form_dict.get("file_url")
	if isinstance(url, str) and url:
		yield url


def _get_requested_files() -> list[str]:
	method = frappe.form_dict.get("cmd") or frappe.request.path.rstrip("/")
	if not str(method).endswith(BY_NAME):
		return []
	asked = list(_find_texts([frappe.form_dict.get("files"), frappe.form_dict.get("name")]))
	# get_all: only whether there is such a record; the rule is asked of each.
	return frappe.get_all("File", filters={"name": ["in", asked]}, pluck="name") if asked else []


def _find_texts(value: object) -> Iterator[str]:
	value = frappe.parse_json(value) if isinstance(value, str) and value[:1] in '[{"' else value
	if isinstance(value, dict):
		value = [*value.values()]
	if isinstance(value, list):
		for part in value:
			yield from _find_texts(part)
	elif isinstance(value, str):
		yield value
