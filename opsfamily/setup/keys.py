"""Keys of several columns that the database refuses to repeat.

They are columns that link or hold a code or a day, never texts made of names: a renamed user, family or dictionary
entry keeps its place. An empty value (NULL) frees the place.
"""

from typing import NamedTuple

import frappe
from frappe.query_builder.functions import Count


class UniqueKey(NamedTuple):
	"""One key. columns: those that tell most rows apart first."""

	doctype: str
	name: str
	columns: tuple[str, ...]


UNIQUE_KEYS = (
	# A cancelled card has no `live_for`.
	UniqueKey("Assistant Timesheet", "one_live_card", ("live_for", "family", "month")),
	UniqueKey("Visit Draft", "one_draft_of_entry", ("entry_key", "writer", "family")),
	UniqueKey("Family History", "one_history", ("family",)),
	UniqueKey("Day Centre Note", "one_note_a_day", ("enrolment", "day")),
	UniqueKey(
		"Deadline Notice",
		"one_notice",
		("user", "about", "clock", "due_date", "threshold", "month", "worker", "about_type"),
	),
)


def make_unique_keys() -> None:
	"""Create the keys that are missing; one that documents of the site break is not created, and they are listed.

	Called after every install and update, so that a key is made as soon as the office has corrected its documents.
	"""
	for key in UNIQUE_KEYS:
		if has_key(key):
			continue
		if repeated := find_repeated(key):
			frappe.log_error(title=f"{key.doctype}: not unique", message="\n".join(map(str, repeated)))
		else:
			frappe.db.add_unique(key.doctype, list(key.columns), key.name)


def has_key(key: UniqueKey) -> bool:
	"""Return whether the database has the key."""
	return frappe.db.has_index(f"tab{key.doctype}", key.name)


def find_repeated(key: UniqueKey) -> list[tuple]:
	"""Return the values that several rows have in the key's columns; rows with an empty one (NULL) are free."""
	table = frappe.qb.DocType(key.doctype)
	columns = [table[column] for column in key.columns]
	query = frappe.qb.from_(table).select(*columns).groupby(*columns).having(Count("*") > 1)
	for column in columns:
		query = query.where(column.isnotnull())
	return list(query.run())
