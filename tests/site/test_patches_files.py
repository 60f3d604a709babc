"""Files that several documents shared before an update, each with its own after it."""

from pathlib import Path
from uuid import uuid4

import frappe

from opsfamily.patches.v1_3 import keep_files_apart
from opsfamily.tests.factories import make_consent, make_family

FIELDS = ["file_url", "content_hash"]


def make_shared(content: str, doctype: str, documents: list[str]) -> list[str]:
	"""The records of one path on two documents, as an earlier version stored them."""
	names = []
	for document in documents:
		values = {"attached_to_doctype": doctype, "attached_to_name": document}
		made = frappe.get_doc({"doctype": "File", "file_name": "wzor.txt", "content": content, **values})
		names.append(made.insert().name)
	stored = frappe.db.get_value("File", names[0], FIELDS, as_dict=True)
	plain = stored.content_hash.partition("-")[0]
	for name in names:
		frappe.db.set_value("File", name, {"file_url": stored.file_url, "content_hash": plain})
	return names


def read(name: str) -> str:
	url = frappe.db.get_value("File", name, "file_url")
	return Path(frappe.get_site_path(url.lstrip("/"))).read_text()


def test_each_document_has_its_own_file(site):
	content = f"Wzór {uuid4().hex}"
	names = make_shared(content, "Family", [make_family().name, make_family().name])
	keep_files_apart.execute()
	first = [frappe.db.get_value("File", name, FIELDS) for name in names]
	keep_files_apart.execute()
	assert [frappe.db.get_value("File", name, FIELDS) for name in names] == first
	assert len({url for url, _hash in first}) == len({hash_ for _url, hash_ in first}) == len(names)
	assert [read(name) for name in names] == [content] * len(names)


def test_a_field_follows_its_file(site):
	consents = [make_consent(make_family().name).name for _part in range(2)]
	names = make_shared(f"Skan {uuid4().hex}", "Consent", consents)
	shared = frappe.db.get_value("File", names[0], "file_url")
	for consent in consents:
		frappe.db.set_value("Consent", consent, "scan", shared)
	keep_files_apart.execute()
	urls = [frappe.db.get_value("File", name, "file_url") for name in names]
	assert [frappe.db.get_value("Consent", consent, "scan") for consent in consents] == urls
	assert urls[0] == shared != urls[1]
