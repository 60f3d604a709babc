"""What a later assessment takes over from the last one, and whether the worker has confirmed it.

A part that was taken over counts only when the worker confirms it („potwierdzam bez zmian”, with the day) or
rewrites it.
"""

from __future__ import annotations

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cast, cstr, getdate

from opsfamily.case.document import NUMBERS
from opsfamily.core.options import SPHERES
from opsfamily.ops_paper.custom_fields import group_by_section

INITIAL, PERIODIC = "Initial", "Periodic"
# Part → its section of the form, and its fields.
PARTS = {
	"housing": ("section_4", ("housing_tenure", "housing_order", "residents", "sleep_study_rest")),
	"income": ("section_5", ("incomes", "debts")),
	**{sphere: (f"{sphere}_section", (sphere, f"{sphere}_rating")) for sphere in SPHERES},
	"causes": ("causes_section", ("causes", "sensitive_causes")),
}
# Listed among the parts taken over even when it was empty, so that the list says nothing of it.
OF_LEVEL_ONE = "violence"
# Filled in from the household before anything was written of the home.
COMPUTED = frozenset({"residents"})


def take_over_last(doc) -> None:
	"""Begin a new assessment from the family's last submitted one, as a periodic one; typed parts stay as typed."""
	doc.update({"taken_from": None, "taken_over_parts": None})
	if doc.amended_from:
		kept = ["taken_from", "taken_over_parts"]
		doc.update(frappe.db.get_value(doc.doctype, doc.amended_from, kept, as_dict=True))
	elif name := get_last_assessment(doc.family):
		_take_over(doc, frappe.get_doc(doc.doctype, name))


def _take_over(doc, source) -> None:
	doc.taken_from = source.name
	if doc.kind == INITIAL and not _was_reopened_since(doc.family, source.assessment_date):
		doc.kind = PERIODIC
	empty = [part for part in PARTS if _is_empty(doc, part)]
	for part in empty:
		_copy_part(doc, source, part)
	filled = {part for part in empty if not _is_empty(doc, part)}
	doc.taken_over_parts = ",".join(part for part in PARTS if part in filled or part == OF_LEVEL_ONE)


def _is_empty(doc, part: str) -> bool:
	return not any(doc.get(field) for field in get_fields(doc.meta, part) if field not in COMPUTED)


def get_last_assessment(family: str | None) -> str | None:
	"""Return the name of the family's last submitted assessment."""
	filters = {"family": family, "docstatus": 1}
	order = "assessment_date desc, creation desc"
	return frappe.db.get_value("Family Assessment", filters, order_by=order) if family else None


def get_fields(meta, part: str) -> list[str]:
	"""Return the fields of a part, with those that the office has added to its section."""
	section, fields = PARTS[part]
	return [*fields, *(df.fieldname for df in group_by_section(meta).get(section, ()))]


def get_unconfirmed_parts(doc) -> list[str]:
	"""Return the parts that are still as they were taken over, and that nobody has confirmed."""
	source = get_source(doc)
	parts = [part for part in PARTS if is_taken_over(doc, source, part)]
	return [part for part in parts if not doc.get(f"{part}_unchanged")]


def set_confirmations(doc) -> None:
	"""Set the day of each confirmation; a part that was rewritten is not confirmed, whatever was ticked."""
	before = doc.get_doc_before_save()
	if before:
		# Whatever a client sends.
		doc.update({name: before.get(name) for name in ("taken_from", "taken_over_parts")})
	source = get_source(doc)
	for part in PARTS:
		tick, day = f"{part}_unchanged", f"{part}_confirmed_on"
		if not (doc.get(tick) and is_taken_over(doc, source, part)):
			doc.update({tick: 0, day: None})
			continue
		doc.set(day, (before.get(day) if before and before.get(tick) else None) or getdate())


def get_source(doc):
	"""Return the assessment from which this one was begun; None for a first one."""
	return frappe.get_doc(doc.doctype, doc.taken_from) if doc.get("taken_from") else None


def is_taken_over(doc, source, part: str) -> bool:
	"""Return whether the app took the part over, and it is still as in the source."""
	if not source or part not in (doc.taken_over_parts or "").split(","):
		return False
	values = [_get_value(doc, fieldname) for fieldname in get_fields(doc.meta, part)]
	return any(values) and values == [_get_value(source, name) for name in get_fields(doc.meta, part)]


def _copy_part(doc, source, part: str) -> None:
	for fieldname in get_fields(doc.meta, part):
		if doc.meta.get_field(fieldname).fieldtype in table_fields:
			for row in source.get(fieldname):
				doc.append(fieldname, row.as_dict(no_default_fields=True))
		elif not doc.get(fieldname):
			doc.set(fieldname, source.get(fieldname))


def _get_value(doc, fieldname: str) -> object:
	df = doc.meta.get_field(fieldname)
	if df.fieldtype not in table_fields:
		return _normalize(df, doc.get(fieldname))
	columns = [
		column for column in frappe.get_meta(df.options).fields if column.fieldtype not in no_value_fields
	]
	return [
		[_normalize(column, row.get(column.fieldname)) for column in columns]
		for row in doc.get(fieldname) or []
	]


def _normalize(df, value: object) -> object:
	if df.fieldtype in NUMBERS:
		return cast(df.fieldtype, value or 0)
	return cstr(value).replace("\r\n", "\n").strip()


def _get_source_of_amended(doc) -> str | None:
	return frappe.db.get_value(doc.doctype, doc.amended_from, "taken_from") if doc.amended_from else None


def _was_reopened_since(family: str, day) -> bool:
	filters = {"family": family, "docstatus": 1, "reopened_on": [">=", day]}
	return bool(frappe.db.exists("Case Closing", filters))
