"""What the search of our own finds: families, people of the household, institutions and documents.

Every row is read by `get_list` for the session's user, so with the roles and the access rule of its DocType; the typed
text is compared afterwards, here. So what somebody may not see is never compared, counted or named, and the text never
becomes a part of a query but for the number of a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.finding import (
	INSIDE,
	Query,
	get_digits,
	get_words,
	may_be_number,
	parse,
	rank,
	split_by_kind,
)
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.permissions.known import get_entries
from opsfamily.permissions.rule import get_readable_rows

FAMILY, PERSON, INSTITUTION, DOCUMENT = "family", "person", "institution", "document"
KINDS = (FAMILY, PERSON, INSTITUTION, DOCUMENT)
# More is not looked through on a phone; a longer text finds less.
MOST_OF_A_KIND = 8
# Documents of one DocType in one answer.
MOST_OF_A_DOCTYPE = 3
# With more families a word such as „ocena” would list whatever was written last.
MOST_FAMILIES_OF_DOCUMENTS = 20
FAMILY_FIELDS = ["name", "representative", "former_names", "phone", "address", "status"]


class Found(NamedTuple):
	"""One result. doctype, name: the form that it opens; title, detail: as somebody wrote it, not escaped; phone: a
	number to call; order: smaller is better."""

	kind: str
	doctype: str
	name: str
	title: str
	detail: str
	phone: str
	order: int


def find(text: str) -> list[dict]:
	"""Return what fits the text, of what the session's user may read: the best of each kind, families first.

	Each as {`kind`, `route`: [DocType, name], `title`, `detail`, `phone`}. Nothing for fewer than two letters.
	"""
	query = parse(text)
	if not query.is_enough:
		return []
	families = read_families()
	found = [
		*find_families(query, families),
		*find_people(query, families),
		*find_children_of_centres(query),
		*find_institutions(query, families),
		*find_by_number(query, families),
		*find_by_kind(query, families),
	]
	return [as_answer(result) for kind in KINDS for result in pick(found, kind)]


def pick(found: list[Found], kind: str) -> list[Found]:
	"""Return the best results of a kind, each form and title once."""
	best = sorted((result for result in found if result.kind == kind), key=lambda result: result.order)
	once = {(result.doctype, result.name, result.title): result for result in reversed(best)}
	return [result for result in best if result in once.values()][:MOST_OF_A_KIND]


def as_answer(result: Found) -> dict:
	"""Return a result as the page reads it."""
	# Not as `doctype` and `name`: a list of what one may read is logged by no keystroke, as no list of the Desk is.
	return {
		"kind": result.kind,
		"route": [result.doctype, result.name],
		"title": as_written(result.title or ""),
		"detail": as_written(result.detail),
		"phone": as_written(result.phone or ""),
	}


def read_families() -> dict[str, frappe._dict]:
	"""Return name → family, of those that the user may see, the open ones first."""
	rows = get_readable_rows("Family", {}, FAMILY_FIELDS, "representative, name")
	return {row.name: row for row in sorted(rows, key=lambda row: row.status == CASE_CLOSED)}


def find_families(query: Query, families: dict[str, frappe._dict]) -> Iterator[Found]:
	"""Yield families by representative, former name, address, phone or number."""
	for family in families.values():
		texts = (family.representative, family.former_names, family.address, family.name)
		fits = rank(query, texts, [family.phone])
		if fits is not None:
			detail = join(family.name, family.address, _(family.status) if is_closed(family) else "")
			order = fits + 2 * is_closed(family)
			yield Found(FAMILY, "Family", family.name, family.representative, detail, family.phone, order)


def find_people(query: Query, families: dict[str, frappe._dict]) -> Iterator[Found]:
	"""Yield people of the households by name or former name; their form is their family's."""
	for row in read_rows("Family Member", ["full_name", "former_names", "kinship", "left_on"], families):
		family = families[row.parent]
		# The representative is found as the family.
		is_shown = get_words(row.full_name) == get_words(family.representative)
		fits = None if is_shown else rank(query, (row.full_name, row.former_names))
		if fits is not None:
			detail = join(row.kinship, get_words_of_family(family))
			order = fits + 2 * is_closed(family) + bool(row.left_on)
			yield Found(PERSON, "Family", family.name, row.full_name, detail, family.phone, order)


def find_children_of_centres(query: Query) -> Iterator[Found]:
	"""Yield children by their enrolment, for the staff of a day centre, who read no family."""
	if frappe.has_permission("Family", "read"):
		return
	fields = ["name", "child", "centre"]
	for row in get_readable_rows("Day Centre Enrolment", {}, fields, "child, name"):
		fits = rank(query, (row.child, row.name))
		if fits is not None:
			yield Found(PERSON, "Day Centre Enrolment", row.name, row.child, row.centre or "", "", fits)


def find_institutions(query: Query, families: dict[str, frappe._dict]) -> Iterator[Found]:
	"""Yield institutions and people of the families' networks by name, contact person or phone, each once.

	The form is that of the first family which has it.
	"""
	rows = read_rows("Support Contact", ["institution", "contact", "phone"], families)
	by_institution: dict[tuple, list[tuple[int, frappe._dict]]] = {}
	for row in sorted(rows, key=lambda row: is_closed(families[row.parent])):
		fits = rank(query, (row.institution, row.contact), [row.phone])
		if fits is not None:
			key = (get_words(row.institution), get_digits(row.phone))
			by_institution.setdefault(key, []).append((fits, row))
	for found in by_institution.values():
		(fits, row), family = found[0], families[found[0][1].parent]
		others = len({other.parent for _fits, other in found} - {family.name})
		detail = join(row.contact, get_words_of_family(family, others))
		order = fits + 2 * is_closed(family)
		yield Found(INSTITUTION, "Family", family.name, row.institution, detail, row.phone, order)


def find_by_number(query: Query, families: dict[str, frappe._dict]) -> Iterator[Found]:
	"""Yield documents by a part of their number."""
	if not may_be_number(query):
		return
	for doctype in get_document_doctypes():
		for row in read_documents(doctype, [["name", "like", f"%{query.text}%"]]):
			yield make_document(doctype, row, families)


def find_by_kind(query: Query, families: dict[str, frappe._dict]) -> Iterator[Found]:
	"""Yield the newest documents of a kind, of the families that the other words name: `ocena zielińska`."""
	for doctype in get_document_doctypes():
		rest = split_by_kind(query, _(doctype))
		named = find_named(rest, families) if rest else []
		if 0 < len(named) <= MOST_FAMILIES_OF_DOCUMENTS:
			for row in read_documents(doctype, [["family", "in", named]]):
				yield make_document(doctype, row, families)


def find_named(words: tuple[str, ...], families: dict[str, frappe._dict]) -> list[str]:
	"""Return the families whose representative has all these words."""
	query = Query(words, "", "")
	return [
		family.name
		for family in families.values()
		if rank(query, (family.representative,)) not in (None, INSIDE)
	]


def get_document_doctypes() -> list[str]:
	"""Return the DocTypes whose documents are of a family and have a place on its page."""
	return [
		entry.doctype
		for entry in get_entries().values()
		if entry.family == "family" and entry.page and not entry.private and not entry.by_link
	]


def read_documents(doctype: str, filters: list) -> list[frappe._dict]:
	"""Return the newest documents that the user may see."""
	return get_readable_rows(
		doctype, filters, ["name", "family", "creation"], "creation desc", limit=MOST_OF_A_DOCTYPE
	)


def make_document(doctype: str, row: frappe._dict, families: dict[str, frappe._dict]) -> Found:
	"""Return a document as a result; its family is named to those who may see the family."""
	family = families.get(row.get("family"))
	detail = join(row.name, paper_date(row.creation), get_words_of_family(family) if family else "")
	return Found(DOCUMENT, doctype, row.name, _(doctype), detail, "", 0)


def read_rows(doctype: str, fields: list[str], families: dict[str, frappe._dict]) -> list[frappe._dict]:
	"""Return the rows of a table of the families that the user may see."""
	if not families:
		return []
	rows = frappe.get_list(
		doctype,
		parent_doctype="Family",
		filters={"parenttype": "Family"},
		fields=["parent", *fields],
		order_by="parent, idx",
		limit_page_length=0,
	)
	return [row for row in rows if row.parent in families]


def is_closed(family: frappe._dict) -> bool:
	"""Return whether the family's case is closed; it stands below the open ones."""
	return family.status == CASE_CLOSED


def get_words_of_family(family: frappe._dict, others: int = 0) -> str:
	"""Return how a result says whose it is, and of how many other families that the user may see."""
	if others:
		return _("family: {0} and others: {1}").format(family.representative, others)
	return _("family: {0}").format(family.representative)


def join(*parts: str | None) -> str:
	"""Return what is known, with a dot between."""
	return " · ".join(filter(None, parts))
