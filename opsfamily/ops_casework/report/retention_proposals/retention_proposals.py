"""The report „Propozycje brakowania”: documents whose retention period, by the office's rules, has passed.

It is a list for the office's archive; the app never deletes these documents.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.reports import answers_refusals
from opsfamily.core.retention import kept_until, latest_base
from opsfamily.office import get_setting
from opsfamily.permissions.known import get_order_field

CASE_CLOSED = "Case Closed"
# Fields with the last day of documents that run for a time, as employment and foster care do: an earlier end counts first.
LAST_DAYS = ("ended_on", "until_date")


@answers_refusals
def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Return columns and rows of documents that the user may see. filters: as_of (a day)."""
	filters = frappe._dict(filters or {})
	today = getdate(filters.as_of)
	rules = get_setting("retention_rules")
	rows = [row for rule in rules for row in get_proposals(rule, today)]
	return get_columns(), sorted(rows, key=lambda row: (row["kept_until"], row["kind"], row["document"]))


def get_proposals(rule, today: date) -> list[dict]:
	"""Return the rows of one rule: documents whose last day is before `today`."""
	if not frappe.has_permission(rule.document_kind, "read"):
		return []
	by_case = rule.counted_from == CASE_CLOSED
	dated = get_by_case_closing(rule, today) if by_case else get_by_own_date(rule, today)
	return [make_row(rule, doc, base) for doc, base in dated]


def get_by_case_closing(rule, today: date) -> list[tuple]:
	"""Return (document, day on which its case was closed)."""
	closed = frappe.get_list(
		"Family",
		filters={"status": CASE_CLOSED, "closed_on": ["<=", get_last_moment(rule, today)]},
		fields=["name", "representative", "closed_on"],
		order_by="closed_on, name",
		limit_page_length=0,
	)
	if rule.document_kind == "Family":
		return [(frappe._dict(family, family=family.name), family.closed_on) for family in closed]
	days = {family.name: family.closed_on for family in closed}
	docs = get_documents(rule, {"family": ["in", list(days)]}) if days else []
	return [(doc, days[doc.family]) for doc in docs]


def get_by_own_date(rule, today: date) -> list[tuple]:
	"""Return (document, its own day): the first of `get_day_columns` that has one."""
	columns, last = get_day_columns(rule.document_kind), get_last_moment(rule, today)
	docs = get_documents(rule, {}, columns, {column: ["<=", last] for column in columns})
	dated = [(doc, next((doc[column] for column in columns if doc[column]), None)) for doc in docs]
	# The platform's filter counts an empty day as a very old one.
	return [(doc, base) for doc, base in dated if base and str(base) <= last]


def get_last_moment(rule, today: date) -> str:
	"""Return the last moment to count from for which the period has passed.

	It is text, so that it can be compared with a month (YYYY-MM) as well.
	"""
	return f"{latest_base(today, rule.years)} 23:59:59"


def get_documents(
	rule, filters: dict, columns: tuple[str, ...] = ("creation",), or_filters: dict | None = None
) -> list:
	"""Return the documents of the rule's DocType that the user may see, with `columns`, the oldest first."""
	meta = frappe.get_meta(rule.document_kind)
	# The staff's own work has no family.
	fields = {"name", *columns, *filter(meta.has_field, ("family", "representative"))}
	return frappe.get_list(
		rule.document_kind,
		filters=filters,
		or_filters=or_filters,
		fields=sorted(fields),
		order_by=f"{columns[-1]}, name",
		limit_page_length=0,
	)


def get_day_columns(doctype: str) -> tuple[str, ...]:
	"""Return the columns with the day of a document, the decisive one first: the last ones of what runs for a time, else the
	sort field if it is a day or month, else `creation`. What still runs has no last day, so it is not proposed."""
	meta = frappe.get_meta(doctype)
	if ends := tuple(filter(meta.has_field, LAST_DAYS)):
		return ends
	field = meta.get_field(get_order_field(doctype))
	is_day = field and (field.fieldtype == "Date" or field.fieldname == "month")
	return (field.fieldname if is_day else "creation",)


def make_row(rule, doc, base) -> dict:
	"""Return a row of the report. base: the day (or month) from which the period is counted."""
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


def get_columns() -> list[dict]:
	"""Return the columns of the report."""
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
