"""The access rule for families, used by every confidential DocType.

A user with a Case Assignment that runs today sees that family and all its documents; coordinator and head see
the whole section; everybody else sees nothing. A DocType that is not in the registry shows nothing.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

import frappe
from frappe.utils import getdate

from opsfamily import compat
from opsfamily.core.assignments import runs_on
from opsfamily.core.roles import HEAD, SECTION_ROLES
from opsfamily.permissions import last_days, next_step
from opsfamily.permissions.hidden_columns import refuse_rows_without_columns
from opsfamily.permissions.known import get_children, get_entries, get_family_column, get_parents
from opsfamily.permissions.registry import make_identifier

NOTHING = "1=0"
FAMILY = "Family"


def can_see_section(user: str) -> bool:
	"""Return whether the user sees every family of the section."""
	return user == "Administrator" or not SECTION_ROLES.isdisjoint(frappe.get_roles(user))


def is_head(user: str, day: date | None = None) -> bool:
	"""Return whether the user takes the head's decisions on a day (default: today).

	A user who was ever appointed as the head's deputy has the role on the days of a deputyship only.
	"""
	if HEAD not in frappe.get_roles(user):
		return False
	deputyships = _get_deputyships(user)
	return not deputyships or _is_any_running(deputyships, day)


def is_deputy(user: str, day: date | None = None) -> bool:
	"""Return whether the user acts as the head's deputy on a day, so that papers say „w zastępstwie”."""
	return HEAD in frappe.get_roles(user) and _is_any_running(_get_deputyships(user), day)


def _get_deputyships(user: str) -> list[tuple[date, date]]:
	return frappe.db.get_values("Head Deputy", {"user": user}, ["from_date", "until_date"])


def _is_any_running(periods: list[tuple[date, date]], day: date | None) -> bool:
	return any(runs_on(getdate(day), start, end) for start, end in periods)


def get_families_of(user: str) -> frozenset[str]:
	"""Return the families on which the user has an assignment that runs today (kept for one request)."""
	return keep_for_request(("families", user), lambda: _find_assigned_families(user))


def _get_assignments(user: str) -> frozenset[last_days.Assignment]:
	# Two questions of one list are one query.
	return keep_for_request(("assignments", user), lambda: last_days.find_assignments(user))


def keep_for_request(key: tuple[str, str], look_up: Callable[[], list]) -> frozenset:
	"""Return the names that access is decided by, looked up once a request. key: (kind of names, user)."""
	cache = _get_request_cache()
	if key not in cache:
		cache[key] = frozenset(look_up())
	return cache[key]


def get_readable_rows(
	doctype: str, filters: dict | list, fields: list[str], order_by: str, limit: int = 0, **options
) -> list[frappe._dict]:
	"""Return the rows that the session's user may see; none where their roles may not read the DocType.

	limit: the number of rows; 0 means all.
	"""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype, filters=filters, fields=fields, order_by=order_by, limit_page_length=limit, **options
	)


def forget_families() -> None:
	"""Forget what `keep_for_request` holds: called when an assignment, an enrolment, a consultation or a session is written."""
	_get_request_cache().clear()


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Return whether the rule lets the user see the document (`has_permission` hook of every confidential DocType).

	The hook can only deny: the role must allow as well.
	"""
	user = user or frappe.session.user
	entry = get_entries().get(doc.doctype)
	if not entry or (entry.private and not _is_own(doc, user)):
		return False
	if entry.rule:
		return bool(frappe.get_attr(f"{entry.rule}.can_see")(doc, user))
	return can_see_by_family(doc, user) or next_step.was_taken_on(doc, user, ptype)


def can_see_linked(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Return whether the rule lets the user see a document of the office's own DocType, or a row of one.

	`has_permission` hook of every DocType, where the framework asks it. Anything else is not its business.
	"""
	user = user or frappe.session.user
	of = _get_document_of_row(doc) if is_linked(doc.doctype) and doc.doctype in get_children() else doc
	if is_linked(of.doctype) and not has_permission(of, ptype, user):
		return False
	return compat.not_our_business()


def query_linked(user: str | None = None, doctype: str | None = None) -> str:
	"""Return the condition for the rows of the office's own DocTypes; empty for any other.

	`permission_query_conditions` hook of every DocType, where the framework asks it.
	"""
	return get_row_condition(doctype, user) if is_linked(doctype) else ""


def is_linked(doctype: str | None) -> bool:
	"""Return whether this is the office's own DocType with a family, or a child table that such a one alone has."""
	owners = (doctype,) if doctype in get_entries() else get_parents(doctype)
	return bool(owners) and all(get_entries()[owner].by_link for owner in owners)


def _get_document_of_row(row) -> frappe._dict:
	# As stored: a client can send any other.
	stored = frappe.db.get_value(row.doctype, row.name, ["parenttype", "parent"]) if row.name else None
	doctype, name = stored or (row.get("parenttype"), row.get("parent"))
	return frappe._dict(doctype=doctype, name=name)


def can_see_by_family(doc, user: str) -> bool:
	"""Return whether the family rule lets the user see one document."""
	# A family with an assignment is stored, so the database is not asked for its own page.
	if can_see_section(user) or (doc.doctype == FAMILY and doc.name in get_families_of(user)):
		return True
	family = get_stored_family(doc)
	# A new document without a family passes, so that users who may create one can print a blank form.
	if not family:
		return get_entries()[doc.doctype].by_link or is_unsaved(doc)
	is_on_case = family in get_families_of(user)
	return is_on_case or is_of_last_days(doc, user) or next_step.waits_for(doc, user)


def is_of_last_days(doc, user: str) -> bool:
	"""Return whether this is a document of their own that users keep for a while after they have left its family."""
	if doc.doctype not in last_days.OWN_DOCTYPES:
		return False
	kept = get_kept_months(user)
	return bool(kept) and last_days.get_months_of(doc, doc.doctype, not is_unsaved(doc), user) in kept


def get_kept_months(user: str) -> frozenset[tuple[str, str]]:
	"""Return (family, month) of what the user keeps of families that they have left (kept for one request)."""
	return keep_for_request(
		("last days", user), lambda: last_days.find_kept_months(user, _get_assignments(user))
	)


def get_stored_family(doc) -> str | None:
	"""Return the family of the document as stored; its own field counts only while it is new."""
	column = get_family_column(doc.doctype)
	if not column or (column == "name" and is_unsaved(doc)):
		return None
	if column == "name":
		return doc.name
	stored = frappe.db.get_value(doc.doctype, doc.name, [column], as_dict=True) if doc.name else None
	return stored[column] if stored else doc.get(column)


def get_row_condition(doctype: str, user: str | None) -> str:
	"""Return the SQL condition for the rows that the user sees (`1=0`: none, empty: all)."""
	user = user or frappe.session.user
	entry = get_entries().get(doctype)
	if not entry:
		return _get_child_condition(doctype, user)
	if entry.rule:
		return frappe.get_attr(f"{entry.rule}.get_condition")(doctype, user)
	condition = get_family_condition(doctype, user)
	if not entry.private or condition == NOTHING:
		return condition
	by_owner = f"`tab{doctype}`.`owner` = {frappe.db.escape(user)}"
	return f"{condition} and {by_owner}" if condition else by_owner


def get_family_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition of the family rule for a DocType with a family."""
	if can_see_section(user):
		return ""
	families = get_families_of(user)
	own = (
		last_days.get_condition(doctype, user, get_kept_months(user))
		if doctype in last_days.OWN_DOCTYPES
		else ""
	)
	column = f"`tab{doctype}`.`{get_family_column(doctype)}`"
	of_families = f"{column} in ({quote(families)})" if families else ""
	of_no_family = f"ifnull({column}, '') = ''" if get_entries()[doctype].by_link else ""
	waiting = next_step.get_condition(doctype, user)
	allowed = [condition for condition in (of_families, own, of_no_family, waiting) if condition]
	if len(allowed) < 2:
		return allowed[0] if allowed else NOTHING
	return f"({' or '.join(allowed)})"


def _get_child_condition(doctype: str, user: str) -> str:
	# A DocType without parents is not in the registry: nothing of it is seen.
	conditions = {parent: get_row_condition(parent, user) for parent in get_parents(doctype)}
	if conditions and not any(conditions.values()):
		return ""
	parts = [
		f"(`tab{doctype}`.`parenttype` = {frappe.db.escape(parent)} and `tab{doctype}`.`parent` in"
		f" (select `name` from `tab{parent}` where {condition or '1=1'}))"
		for parent, condition in conditions.items()
		if condition != NOTHING
	]
	return f"({' or '.join(parts)})" if parts else NOTHING


def quote(names: frozenset[str]) -> str:
	"""Return the names as a list in SQL."""
	# The framework formats conditions with %, so a percent sign in a name is doubled by `escape`.
	return ", ".join(frappe.db.escape(name) for name in sorted(names))


def _get_request_cache() -> dict[tuple[str, str], frozenset[str]]:
	if not hasattr(frappe.local, "opsfamily_families"):
		frappe.local.opsfamily_families = {}
	return frappe.local.opsfamily_families


def _find_assigned_families(user: str) -> list[str]:
	today = getdate()
	return [each.family for each in _get_assignments(user) if runs_on(today, each.from_date, each.until_date)]


def _is_own(doc, user: str) -> bool:
	# The stored owner decides: a client can send any other.
	return is_unsaved(doc) or frappe.db.get_value(doc.doctype, doc.name, "owner") == user


def is_unsaved(doc) -> bool:
	"""Return whether the database has no such document yet."""
	# Not `doc.is_new()`: a client may send an existing document as a new one.
	return not doc.name or not frappe.db.exists(doc.doctype, doc.name)


def __getattr__(name: str) -> Callable[[str | None], str]:
	"""Return `query_<doctype>`, the `permission_query_conditions` hook of a DocType in the registry.

	Frappe 15.0 does not pass the DocType to the hook, so each DocType has a function of its own.
	"""
	for doctype in (*get_entries(), *get_children()) if name.startswith("query_") else ():
		if name == f"query_{make_identifier(doctype)}":
			return _make_query(doctype)
	raise AttributeError(name)


@cache
def _make_query(doctype: str) -> Callable[[str | None], str]:
	# Takes the user alone: later releases of Frappe pass the DocType only to hooks that accept it.
	def query(user: str | None = None) -> str:
		refuse_rows_without_columns(doctype)
		return get_row_condition(doctype, user)

	return query
