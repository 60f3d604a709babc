"""Rules about states, numbers and links of documents; a part of `check.py`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from opsfamily.case.meanings import OF_OURS, find_unsaid_states, get_said_meanings
from opsfamily.core import meanings, outings
from opsfamily.core.letters import UNCHANGED
from opsfamily.ops_casework.doctype.letter_sent import scans
from opsfamily.permissions.known import get_case_doctypes, get_entries
from opsfamily.setup.finding import Document, Finding


def check_one_closing() -> Finding:
	"""Find families with two closings in force."""
	closing = frappe.qb.DocType("Case Closing")
	in_force = (closing.docstatus == 1) & closing.reopened_on.isnull()
	documents = find_second("Case Closing", closing.family, in_force)
	return Finding(_("A case is closed by one closing."), documents)


def check_one_waiting_request() -> Finding:
	"""Find families of which two requests wait for a decision."""
	request = frappe.qb.DocType("Assistant Request")
	waits = (request.state_meaning == meanings.SENT) & (request.docstatus == 0)
	documents = find_second("Assistant Request", request.family, waits)
	return Finding(_("One request of a family waits for a decision."), documents)


def check_signed_letters() -> Finding:
	"""Find sent letters whose signed scan is gone or is another file than the one that was attached."""
	filters = {"scan_checksum": ["is", "set"]}
	# get_all: the rule is about every letter, whoever runs it.
	letters = frappe.get_all(
		"Letter Sent", filters=filters, fields=["name", "scan", "scan_checksum"], order_by="name"
	)
	documents = [("Letter Sent", row.name) for row in letters if scans.get_state(row) != UNCHANGED]
	return Finding(_("A signed letter is the file that was attached to it."), documents)


def check_one_outing() -> Finding:
	"""Find workers with two open outings."""
	outing = frappe.qb.DocType("Home Outing")
	documents = find_second("Home Outing", outing.worker, outing.status != outings.BACK)
	return Finding(_("A worker is out with one family at a time."), documents)


def find_second(doctype: str, key, condition) -> list[Document]:
	"""Return the documents under the condition that share their key (a column) with another one."""
	table = frappe.qb.DocType(doctype)
	rows = frappe.qb.from_(table).where(condition)
	keys = rows.select(key).groupby(key).having(Count("*") > 1).run(pluck=True)
	names = rows.select(table.name).where(key.isin(keys or [""])).run(pluck=True)
	return [(doctype, name) for name in names]


def check_closed_notifications() -> Finding:
	"""Find notifications that were closed without a request, and have one that was sent."""
	notification = frappe.qb.DocType("Family Notification")
	request = frappe.qb.DocType("Assistant Request")
	query = (
		frappe.qb.from_(notification)
		.join(request)
		.on(request.notification == notification.name)
		.select(notification.name)
		.where(notification.closed_on.isnotnull() & (request.state_meaning != meanings.BEING_WRITTEN))
		.where(request.docstatus < 2)
	)
	documents = [("Family Notification", name) for name in query.run(pluck=True)]
	return Finding(_("No request comes from a notification that was closed without one."), documents)


def check_monitoring() -> Finding:
	"""Find monitoring contacts whose closing is cancelled or gone."""
	contact, closing = frappe.qb.DocType("Monitoring Contact"), frappe.qb.DocType("Case Closing")
	query = (
		frappe.qb.from_(contact)
		.left_join(closing)
		.on(contact.closing == closing.name)
		.select(contact.name)
		.where(closing.name.isnull() | (closing.docstatus == 2))
	)
	documents = [("Monitoring Contact", name) for name in query.run(pluck=True)]
	return Finding(_("A contact of monitoring belongs to a closing that was not cancelled."), documents)


def check_notes_in_enrolment() -> Finding:
	"""Find notes of days on which the child was not enrolled."""
	note, enrolment = frappe.qb.DocType("Day Centre Note"), frappe.qb.DocType("Day Centre Enrolment")
	outside = (note.day < enrolment.from_date) | (note.day > enrolment.until_date)
	query = (
		frappe.qb.from_(note)
		.left_join(enrolment)
		.on(note.enrolment == enrolment.name)
		.select(note.name)
		.where(enrolment.name.isnull() | outside)
	)
	documents = [("Day Centre Note", name) for name in query.run(pluck=True)]
	return Finding(_("A note is of a day on which the child is enrolled."), documents)


def check_states() -> Finding:
	"""Find cards and requests whose state does not fit their docstatus, as after half a submission."""
	documents = [
		(doctype, name)
		for doctype in OF_OURS
		for name, said, docstatus, _stored in read_states(doctype)
		# Of a state without a meaning its docstatus says all.
		if said and not meanings.fits(said, docstatus)
	]
	return Finding(_("A card or request is submitted as its state says."), documents)


def check_state_meanings() -> Finding:
	"""Find cards and requests that are kept under another meaning than their state has."""
	documents = [
		(doctype, name)
		for doctype in OF_OURS
		for name, said, docstatus, stored in read_states(doctype)
		if stored != meanings.get_meaning(said, docstatus)
	]
	return Finding(_("A card or request counts as what its state means."), documents)


def check_unsaid_states() -> Finding:
	"""Find states of the office's workflows that have no meaning, or one that does not fit their docstatus."""
	documents = [("Workflow State", state) for doctype in OF_OURS for state in find_unsaid_states(doctype)]
	return Finding(_("OPS Settings say what each workflow state of cards and requests means."), documents)


def read_states(doctype: str) -> Iterator[tuple[str, str | None, int, str]]:
	"""Yield name, meaning of the state if it has one, docstatus and the stored meaning of every document."""
	known, table = get_said_meanings(doctype), frappe.qb.DocType(doctype)
	columns = (table.name, table.workflow_state, table.docstatus, table.state_meaning)
	for name, state, docstatus, stored in frappe.qb.from_(table).select(*columns).run():
		yield name, known.get(state), docstatus, stored


def check_row_states() -> Finding:
	"""Find documents with rows that are submitted when the document is not, or the other way round."""
	documents = []
	for doctype, entry in get_entries().items():
		for child in entry.children:
			documents += [(doctype, name) for name in find_other_states(doctype, child)]
	return Finding(_("A row is submitted with its document."), documents)


def find_other_states(doctype: str, child: str) -> list[str]:
	document, row = frappe.qb.DocType(doctype), frappe.qb.DocType(child)
	query = (
		frappe.qb.from_(row)
		.join(document)
		.on((row.parent == document.name) & (row.parenttype == doctype))
		.select(document.name)
		.distinct()
		.where(row.docstatus != document.docstatus)
	)
	return query.run(pluck=True)


def check_same_family() -> Finding:
	"""Find documents that link to a document of another family, or to one that is gone."""
	documents = [
		(doctype, name)
		for doctype, fieldname, target in get_links_of_cases()
		for name in find_foreign_links(doctype, fieldname, target)
	]
	return Finding(_("A document names documents of its own family."), documents)


def get_links_of_cases() -> Iterator[tuple[str, str, str]]:
	"""Yield (DocType, field, DocType it links to) between documents of families."""
	with_family = {doctype for doctype in get_case_doctypes() if doctype != "Family"}
	for doctype in with_family:
		for df in frappe.get_meta(doctype).get_link_fields():
			if df.options in with_family and not df.get("is_virtual"):
				yield doctype, df.fieldname, df.options


def find_foreign_links(doctype: str, fieldname: str, target: str) -> list[str]:
	entries = get_entries()
	document, other = frappe.qb.DocType(doctype), frappe.qb.DocType(target).as_("linked")
	link, family = document[fieldname], document[entries[doctype].family]
	query = (
		frappe.qb.from_(document)
		.left_join(other)
		.on(link == other.name)
		.select(document.name)
		.where(link.isnotnull() & (link != ""))
		.where(other.name.isnull() | (other[entries[target].family] != family))
	)
	return query.run(pluck=True)


def check_counters() -> Finding:
	"""Find documents with a higher number than their counter: the next document could not be saved."""
	counter = frappe.qb.DocType("Series")
	counters = dict(frappe.qb.from_(counter).select(counter.name, counter.current).run())
	documents = []
	for doctype in get_entries():
		for prefix, (number, name) in get_highest_numbers(doctype).items():
			if number > (counters.get(prefix) or 0):
				documents.append((doctype, name))
	return Finding(_("No number is higher than its counter."), documents)


def get_highest_numbers(doctype: str) -> dict[str, tuple[int, str]]:
	"""Return what stands before the number → (highest number, the document that has it).

	Left out: amendments, which are numbered after their document, and names that no series gives.
	"""
	highest, meta = defaultdict(lambda: (0, "")), frappe.get_meta(doctype)
	if not meta.has_field("naming_series"):
		return highest
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name, table.naming_series)
	if meta.has_field("amended_from"):
		query = query.where(table.amended_from.isnull())
	for name, series in query.run():
		beginning = re.escape((series or "").partition(".")[0])
		if found := re.fullmatch(rf"({beginning}[\d-]*-)(\d+)", name):
			highest[found[1]] = max(highest[found[1]], (int(found[2]), name))
	return highest
