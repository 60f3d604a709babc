"""The office's dictionaries: an entry is renamed by whoever keeps them, never by typing, never into another one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import frappe

import opsfamily
from opsfamily.tests.factories import email
from tests.rest.http import Person

RENAME = "frappe.model.rename_doc.update_document_title"
REFUSED = (403, 417)


def find_dictionaries() -> Iterator[str]:
	"""The DocTypes whose records are named by what they say."""
	for path in sorted(Path(opsfamily.__file__).parent.glob("*/doctype/*/*.json")):
		doctype = json.loads(path.read_text(encoding="utf-8"))
		if str(doctype.get("autoname")).startswith("field:"):
			yield doctype["name"]


DICTIONARIES = tuple(find_dictionaries())


@pytest.fixture
def entry(committed, request) -> Iterator[tuple[str, str, str]]:
	"""(DocType, name of an entry, the field of its name)."""
	doctype = request.param
	fieldname = frappe.get_meta(doctype).autoname.removeprefix("field:")

	def make() -> str:
		# A copy of an entry of the office has what the DocType asks for.
		found = frappe.get_all(doctype, pluck="name", order_by="creation", limit=1)
		made = frappe.copy_doc(frappe.get_doc(doctype, found[0])) if found else frappe.new_doc(doctype)
		return made.update({fieldname: f"Wpis {frappe.generate_hash(length=6)}"}).insert().name

	name = committed(make)
	yield doctype, name, fieldname
	frappe.db.rollback()
	for found in frappe.get_all(doctype, {"name": ["like", f"{name}%"]}, pluck="name", order_by="name"):
		frappe.delete_doc(doctype, found, force=True)
	frappe.db.commit()


@pytest.fixture(scope="module")
def keeper(connected_site) -> Person:
	return Person(email("administrator"))


def is_refused(answer, why: str) -> bool:
	return answer.status_code == 417 and answer.json()["exc_type"] == why


@pytest.mark.parametrize("entry", DICTIONARIES, indirect=True)
def test_an_entry_is_renamed_switched_off_and_never_merged(entry, keeper, stored):
	doctype, name, fieldname = entry
	path = f"/api/resource/{doctype}/{name}"
	typed = keeper.put(path, json={fieldname: f"{name} wpisany"})
	assert is_refused(typed, "TypedNameError"), typed.text[:1500]
	assert stored(doctype, name, fieldname) == name
	new = f"{name} po zmianie"
	assert keeper.do(RENAME, doctype=doctype, docname=name, name=new).ok
	assert stored(doctype, new, fieldname) == new
	assert stored(doctype, name, "name") is None
	other = frappe.get_all(doctype, {"name": ["!=", new]}, pluck="name", order_by="creation", limit=1)
	for target in other:
		merged = keeper.do(RENAME, doctype=doctype, docname=new, name=target, merge=1)
		assert is_refused(merged, "MergedEntryError"), merged.text[:1500]
	assert keeper.put(f"/api/resource/{doctype}/{new}", json={"disabled": 1}).ok
	assert stored(doctype, new, "disabled") == 1


@pytest.mark.parametrize("entry", ["Contact Kind"], indirect=True)
@pytest.mark.parametrize("key", ["assistant", "social_worker", "coordinator", "head", "day_centre"])
def test_nobody_else_renames(entry, key, stored):
	doctype, name, _fieldname = entry
	answer = Person(email(key)).do(RENAME, doctype=doctype, docname=name, name=f"{name} cudzy")
	assert answer.status_code in REFUSED, answer.text[:1500]
	assert stored(doctype, name, "name") == name
