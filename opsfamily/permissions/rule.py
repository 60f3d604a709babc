"""Who may see which family: one rule, used by every DocType that holds a family.

Whoever has a Case Assignment that runs today sees that family and all that hangs on it; coordinator and
head see the section; everybody else nothing. Fail closed: a DocType that is not known here shows nothing.
"""

from collections.abc import Callable
from functools import cache

import frappe
from frappe.utils import getdate

from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.core.roles import HEAD, SECTION_ROLES
from opsfamily.permissions.known import get_children, get_entries, get_family_column, get_parents
from opsfamily.permissions.registry import scrubbed

NOTHING = "1=0"


def can_see_section(user: str) -> bool:
	"""Whether the user sees every family of the section."""
	return user == "Administrator" or not SECTION_ROLES.isdisjoint(frappe.get_roles(user))


def is_head(user: str) -> bool:
	"""Whether the user is the head of the centre."""
	return HEAD in frappe.get_roles(user)


def get_families_of(user: str) -> frozenset[str]:
	"""Names of the families on which the user has an assignment that runs today (kept for one request)."""
	return keep_for_request(("families", user), lambda: _assigned_families(user))


def keep_for_request(key: tuple[str, str], look_up: Callable[[], list[str]]) -> frozenset[str]:
	"""What access is decided by, looked up once a request. key: the kind of the names, and the user."""
	known = _known()
	if key not in known:
		known[key] = frozenset(look_up())
	return known[key]


def get_readable_rows(
	doctype: str, filters: dict, fields: list[str], order_by: str, **options
) -> list[frappe._dict]:
	"""Rows that the session's user may see; none where their role may not read the DocType."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(
		doctype, filters=filters, fields=fields, order_by=order_by, limit_page_length=0, **options
	)


def forget_families() -> None:
	"""Look up again what access is decided by: called when an assignment was written in this request."""
	_known().clear()


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The `has_permission` hook of every confidential DocType. It only denies: the role must allow as well."""
	user = user or frappe.session.user
	entry = get_entries().get(doc.doctype)
	if not entry or (entry.private and not _is_own(doc, user)):
		return False
	if entry.rule:
		return bool(frappe.get_attr(f"{entry.rule}.can_see")(doc, user))
	return can_see_by_family(doc, user)


def can_see_by_family(doc, user: str) -> bool:
	"""The family rule for one document."""
	if can_see_section(user):
		return True
	family = get_stored_family(doc)
	# A new document without a family passes, so that whoever may create one can print a blank form.
	return family in get_families_of(user) if family else is_unsaved(doc)


def get_stored_family(doc) -> str | None:
	"""The family that the database says the document belongs to; its own word counts while it is new."""
	column = get_family_column(doc.doctype)
	if not column or (column == "name" and is_unsaved(doc)):
		return None
	if column == "name":
		return doc.name
	return doc.get(column) if is_unsaved(doc) else frappe.db.get_value(doc.doctype, doc.name, column)


def get_row_condition(doctype: str, user: str | None) -> str:
	"""SQL condition that leaves the rows that the user may see (`1=0`: none, empty: all)."""
	user = user or frappe.session.user
	entry = get_entries().get(doctype)
	if not entry:
		return _child_condition(doctype, user)
	if entry.rule:
		return frappe.get_attr(f"{entry.rule}.get_condition")(doctype, user)
	condition = get_family_condition(doctype, user)
	if not entry.private or condition == NOTHING:
		return condition
	own = f"`tab{doctype}`.`owner` = {frappe.db.escape(user)}"
	return f"{condition} and {own}" if condition else own


def get_family_condition(doctype: str, user: str) -> str:
	"""The family rule for the rows of a DocType with a family."""
	if can_see_section(user):
		return ""
	families = get_families_of(user)
	if not families:
		return NOTHING
	return f"`tab{doctype}`.`{get_family_column(doctype)}` in ({quote(families)})"


def _child_condition(doctype: str, user: str) -> str:
	# Of a DocType that the registry does not know, nothing is seen.
	conditions = {parent: get_row_condition(parent, user) for parent in get_parents(doctype)}
	if conditions and not any(conditions.values()):
		return ""
	parts = [
		f"(`tab{doctype}`.`parenttype` = {frappe.db.escape(parent)} and `tab{doctype}`.`parent` in"
		f" (select `name` from `tab{parent}` where {own or '1=1'}))"
		for parent, own in conditions.items()
		if own != NOTHING
	]
	return f"({' or '.join(parts)})" if parts else NOTHING


def quote(names: frozenset[str]) -> str:
	"""Names as a list in SQL."""
	# The framework formats conditions with %, so a percent sign in a name is doubled by `escape`.
	return ", ".join(frappe.db.escape(name) for name in sorted(names))


def _known() -> dict[tuple[str, str], frozenset[str]]:
	if not hasattr(frappe.local, "opsfamily_families"):
		frappe.local.opsfamily_families = {}
	return frappe.local.opsfamily_families


def _assigned_families(user: str) -> list[str]:
	assignment = frappe.qb.DocType("Case Assignment")
	return (
		frappe.qb.from_(assignment)
		.select(assignment.family)
		.where((assignment.user == user) & runs_on_in_sql(assignment, getdate()))
	).run(pluck=True)


def _is_own(doc, user: str) -> bool:
	# By the stored owner: a document's own word does not count.
	return is_unsaved(doc) or frappe.db.get_value(doc.doctype, doc.name, "owner") == user


def is_unsaved(doc) -> bool:
	"""Whether the database has no such document yet."""
	# Not `doc.is_new()`: a client may call a foreign document's name its own new one.
	return not doc.name or not frappe.db.exists(doc.doctype, doc.name)


def __getattr__(name: str) -> Callable[[str | None], str]:
	"""Return `query_<doctype>`, the `permission_query_conditions` hook of a DocType in the registry.

	15.0 does not tell the hook which DocType it is asked for, so each has a function of its own.
	"""
	for doctype in (*get_entries(), *get_children()) if name.startswith("query_") else ():
		if name == f"query_{scrubbed(doctype)}":
			return _query_of(doctype)
	raise AttributeError(name)


@cache
def _query_of(doctype: str) -> Callable[[str | None], str]:
	# Takes the user alone: later releases name the DocType as well, which is known here.
	def query(user: str | None = None) -> str:
		return get_row_condition(doctype, user)

	return query
