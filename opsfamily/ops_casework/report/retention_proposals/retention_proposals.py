"""„Propozycje brakowania”: documents whose time, by the office's own retention rules, has passed.

A list for the office's archive; nothing is deleted, neither here nor elsewhere.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.retention import kept_until, latest_base
from opsfamily.office import get_setting

CASE_CLOSED = "Case Closed"


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns and rows for the families that the reader may see. filters: as_of (a day)."""
	filters = frappe._dict(filters or {})
	today = getdate(filters.as_of)
	rules = get_setting("retention_rules")
	rows = [row for rule in rules for row in proposals(rule, today)]
	return columns(), sorted(rows, key=lambda row: (row["kept_until"], row["kind"], row["document"]))


def proposals(rule, today: date) -> list[dict]:
	"""The documents of one kind whose last day lies before `today`."""
	if not frappe.has_permission(rule.document_kind, "read"):
		return []
	by_case = rule.counted_from == CASE_CLOSED
	found = of_closed_cases(rule, today) if by_case else by_own_date(rule, today)
	return [row_of(rule, doc, base) for doc, base in found]


def of_closed_cases(rule, today: date) -> list[tuple]:
	closed = frappe.get_list(
		"Family",
		filters={"status": CASE_CLOSED, "closed_on": ["<=", end_of(rule, today)]},
		fields=["name", "representative", "closed_on"],
		order_by="closed_on, name",
		limit_page_length=0,
	)
	if rule.document_kind == "Family":
		return [(frappe._dict(family, family=family.name), family.closed_on) for family in closed]
	days = {family.name: family.closed_on for family in closed}
	docs = documents(rule, {"family": ["in", list(days)]}) if days else []
	return [(doc, days[doc.family]) for doc in docs]


def by_own_date(rule, today: date) -> list[tuple]:
	"""The day is the one by which the documents are sorted, of a monthly card its month, else the making."""
	column = day_column(rule.document_kind)
	docs = documents(rule, {column: ["<=", end_of(rule, today)]}, column)
	return [(doc, doc[column]) for doc in docs]


def end_of(rule, today: date) -> str:
	"""The last moment that counts. A month, RRRR-MM, is text and sorted like its days."""
	return f"{latest_base(today, rule.years)} 23:59:59"


def documents(rule, filters: dict, column: str = "creation") -> list:
	meta = frappe.get_meta(rule.document_kind)
	# The staff's own work hangs on no family.
	fields = {"name", column, *filter(meta.has_field, ("family", "representative"))}
	return frappe.get_list(
		rule.document_kind,
		filters=filters,
		fields=sorted(fields),
		order_by=f"{column}, name",
		limit_page_length=0,
	)


def day_column(doctype: str) -> str:
	meta = frappe.get_meta(doctype)
	field = meta.get_field(meta.sort_field)
	is_day = field and (field.fieldtype == "Date" or field.fieldname == "month")
	return field.fieldname if is_day else "creation"


def row_of(rule, doc, base) -> dict:
	return {
		"kind": _(rule.document_kind),
		"doctype": rule.document_kind,
		"document": doc.name,
		"family": doc.family,
		"representative": doc.get("representative"),
		"symbol": rule.symbol,
		"category": rule.category,
		"counted_from": f"{_(rule.counted_from)}: {str(base)[:10]}",
		"kept_until": kept_until(int(str(base)[:4]), rule.years),
	}


def columns() -> list[dict]:
	return [
		{"fieldname": "kept_until", "label": _("Kept Until"), "fieldtype": "Date", "width": 110},
		{"fieldname": "kind", "label": _("Kind of the Document"), "fieldtype": "Data", "width": 180},
		{
			"fieldname": "doctype",
			"label": _("Kind of the Document"),
			"fieldtype": "Data",
			"hidden": 1,
		},
		{
			"fieldname": "document",
			"label": _("Document"),
			"fieldtype": "Dynamic Link",
			"options": "doctype",
			"width": 160,
		},
		{"fieldname": "family", "label": _("Family"), "fieldtype": "Link", "options": "Family", "width": 140},
		{
			"fieldname": "representative",
			"label": _("Family Representative"),
			"fieldtype": "Data",
			"width": 180,
		},
		{"fieldname": "symbol", "label": _("JRWA Symbol"), "fieldtype": "Data", "width": 110},
		{"fieldname": "category", "label": _("Archive Category"), "fieldtype": "Data", "width": 110},
		{"fieldname": "counted_from", "label": _("Counted From"), "fieldtype": "Data", "width": 220},
	]
