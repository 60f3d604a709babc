"""Families of a table written to the database: for good, or as a trial of which nothing is left.

The trial asks every rule of the form, also those that look at several families, such as an assistant's limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import unescape

import frappe
from frappe import _
from frappe.utils import getdate, strip_html

from opsfamily.core.assignments import ASSISTANT as ASSISTANT_PART
from opsfamily.core.assignments import SOCIAL_WORKER as SOCIAL_WORKER_PART
from opsfamily.notify import discard_messages
from opsfamily.ops_casework.doctype.family.import_template import ABOVE_LIMIT, ASSISTANT, SOCIAL_WORKER
from opsfamily.ops_casework.page.family_import.reading import FamilyRows, Fault, Table, get_table
from opsfamily.permissions.rule import forget_families

SAVEPOINT = "one_family_of_the_table"
PARTS = {ASSISTANT: ASSISTANT_PART, SOCIAL_WORKER: SOCIAL_WORKER_PART}


class PersonRefusedError(Exception):
	"""A person was refused for a part in the case. key: the column; refusal: what the rule said."""

	def __init__(self, key: str, refusal: Exception):
		super().__init__(str(refusal))
		self.key, self.refusal = key, refusal


def try_families(table: Table, families: Iterable[FamilyRows], alone: Iterable[FamilyRows]) -> None:
	"""Note what the rules of the form refuse, and leave nothing behind.

	families: tried one after another, as the import writes them. alone: each as if the others were not there, because
	they are on file already. Undoes the whole transaction: call it when the request has nothing else to store.
	"""
	with nothing_leaves():
		for family in families:
			try_one(table, family, keep=True)
		for family in alone:
			try_one(table, family, keep=False)


@contextmanager
def nothing_leaves() -> Iterator[None]:
	"""Undo what a block writes, with the messages, notices, mails and jobs that would follow it."""
	before = {flag: frappe.flags.get(flag) for flag in ("in_import", "mute_emails")}
	# With both, neither the office's notifications nor webhooks are run.
	frappe.flags.in_import = frappe.flags.mute_emails = True
	try:
		with discard_messages():
			yield
	finally:
		frappe.flags.update(before)
		# Takes along what waits for the commit: events on the screen, queued jobs.
		frappe.db.rollback()
		forget_families()


def try_one(table: Table, family: FamilyRows, keep: bool) -> None:
	"""Write a family and note what is refused. keep: whether the next ones find it."""
	frappe.db.savepoint(SAVEPOINT)
	try:
		write_family(family)
	except PersonRefusedError as error:
		keep = False
		family.faults.append(Fault(family.number, table.get_column(error.key), get_text(error.refusal)))
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		keep = False
		family.faults.append(locate(table, family, str(refusal)))
	if not keep:
		frappe.db.rollback(save_point=SAVEPOINT)
		forget_families()


def write_family(family: FamilyRows) -> str:
	"""Write a family and the people on its case; return its name.

	Raises the errors of Family, and PersonRefusedError.
	"""
	doc = frappe.get_doc({"doctype": "Family", **family.values})
	# The preview has shown them.
	doc.flags.similar_shown = True
	doc.insert()
	for key, part in PARTS.items():
		if user := family.people.get(key):
			assign(doc, key, user, part, family.people.get(ABOVE_LIMIT))
	return doc.name


def assign(family, key: str, user: str, part: str, reason: str | None) -> None:
	"""Put a person on the case: the assistant from the day that the table says, others from today."""
	first = family.assistant_since if part == ASSISTANT_PART else None
	values = {"family": family.name, "user": user, "part": part, "from_date": first or getdate()}
	if part == ASSISTANT_PART:
		values["workload_reason"] = reason
	try:
		frappe.get_doc({"doctype": "Case Assignment", **values}).insert()
	except frappe.ValidationError as refusal:
		raise PersonRefusedError(key, refusal)


def get_text(refusal: Exception | str) -> str:
	"""Return a refusal as plain text."""
	text = unescape(strip_html(str(refusal))).strip()
	return text or _("This document is not yours to see.")


def locate(table: Table, family: FamilyRows, refusal: str) -> Fault:
	"""Return a refusal of the form (HTML) as a fault of the cell that it names, without the form's number of the row."""
	for named in re.finditer(make_pattern_of_labels(), refusal):
		position, label = int(named["row"] or 0), unescape(named["label"])
		for number, column in table.columns.items():
			name = get_table(column.key)
			row = family.places.get((name, position)) if name else family.number
			if bool(name) == bool(position) and row and _(column.df.label) == label:
				return Fault(row, number, get_text(refusal.replace(named[0], label)))
	return Fault(family.number, None, get_text(refusal))


def make_pattern_of_labels() -> str:
	"""Return a pattern of how `ConfidentialDocument.label_of` names a field: its label in bold, after the row if in one."""
	before, after = re.escape(_("Row {0}: {1}")).split(r"\{1\}")
	in_row = before.replace(r"\{0\}", r"(?P<row>\d+)")
	return f"(?:{in_row})?<strong>(?P<label>[^<]+)</strong>{after}"
