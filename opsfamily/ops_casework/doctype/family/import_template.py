"""The workbook with which an office imports the families that it already has.

The page `family-import` reads the first sheet; the others explain it. Columns follow the DocTypes of this site, custom
fields included.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

import frappe
from frappe import _
from frappe.model import no_value_fields

from opsfamily.core.formulas import is_formula

# DocType → its child tables that are imported with it.
IMPORTED = {"Family": ("members", "support_network", "bases")}
# Keys of the columns that say who works with the family.
ASSISTANT, SOCIAL_WORKER, ABOVE_LIMIT = "assistant", "social_worker", "workload_reason"
PHONE = ("Family", "phone")
ROWS_READY, WIDTH = 500, 26
DATE_FORMAT, TEXT_FORMAT = "dd.mm.yyyy", "@"
BOLD, HEAD = Font(bold=True), PatternFill("solid", fgColor="E8EEF5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
# A made-up household: the second and third row continue the child tables of the first.
EXAMPLES: dict[str, tuple[dict[str, Any], ...]] = {
	"Family": (
		{
			"representative": "Katarzyna Przykładowa",
			"phone": "600 100 200",
			"assistant": "anna.asystentka@ops.example",
			"social_worker": "marek.socjalny@ops.example",
			"address": "ul. Lipowa 1, 00-001 Lipowa Góra",
			"assistant_since": date(2026, 1, 15),
			"bases.basis": "Family Consent",
			"bases.from_date": date(2026, 1, 12),
			"work_consent_date": date(2026, 1, 12),
			"last_assessment_on": date(2026, 7, 20),
			"members.full_name": "Katarzyna Przykładowa",
			"members.birth_date": date(1990, 5, 14),
			"members.kinship": "matka",
			"support_network.kind": "szkoła",
			"support_network.institution": "Szkoła Podstawowa nr 1",
			"support_network.contact": "pedagog Anna Wzór",
		},
		{
			"members.full_name": "Jan Przykładowy",
			"members.birth_date": date(2015, 9, 1),
			"members.kinship": "syn",
			"support_network.kind": "kurator sądowy",
			"support_network.institution": "Sąd Rejonowy",
		},
		{
			"members.full_name": "Zofia Przykładowa",
			"members.birth_date": date(2018, 3, 20),
			"members.kinship": "córka",
		},
	),
}


class Column(NamedTuple):
	"""One column: the header by which the import finds the field, the field, and its key in EXAMPLES."""

	header: str
	df: Any
	key: str


@frappe.whitelist(methods=["GET"])
def download_import_template(doctype: str = "Family") -> None:
	"""Answer with the workbook for importing a DocType, for users who may import it.

	Raises PermissionError, or ValidationError for a DocType without a template.
	"""
	if doctype not in IMPORTED:
		frappe.throw(_("{0} has no import template.").format(_(doctype) if doctype else _("Document Type")))
	if not (frappe.has_permission(doctype, "create") and frappe.has_permission(doctype, "import")):
		raise frappe.PermissionError
	content = make_template_workbook(doctype)
	frappe.local.response.update(
		{"type": "download", "filename": f"import - {_(doctype)}.xlsx", "filecontent": content}
	)


def make_template_workbook(doctype: str) -> bytes:
	"""Return the workbook: an empty sheet to fill in, an example, and an explanation of each column."""
	book, columns = Workbook(), get_columns(doctype)
	_write_sheet_to_fill(book.active, columns)
	_write_example(book.create_sheet(_("Example")), columns, EXAMPLES[doctype])
	_write_explanations(book.create_sheet(_("What to Write")), columns)
	out = BytesIO()
	book.save(out)
	return out.getvalue()


def get_columns(doctype: str) -> list[Column]:
	"""Return the columns of the DocType and its child tables, with headers that the import recognises."""
	meta = frappe.get_meta(doctype)
	columns = [Column(_(df.label), df, df.fieldname) for df in _get_typed_fields(meta)]
	for table in IMPORTED[doctype]:
		table_df = meta.get_field(table)
		for df in _get_typed_fields(frappe.get_meta(table_df.options)):
			header = f"{_(df.label)} ({_(table_df.label)})"
			columns.append(Column(header, df, f"{table}.{df.fieldname}"))
	return [*columns, *_get_people_columns()]


def _get_people_columns() -> list[Column]:
	"""Return the columns of the people on the case: their Case Assignments are written with the family."""
	labels = {
		ASSISTANT: _("Family Assistant (E-Mail Address)"),
		SOCIAL_WORKER: _("Social Worker (E-Mail Address)"),
	}
	people = [
		Column(label, frappe._dict(fieldname=key, fieldtype="Data", options="User"), key)
		for key, label in labels.items()
	]
	reason = frappe.get_meta("Case Assignment").get_field(ABOVE_LIMIT)
	return [*people, Column(_(reason.label), reason, ABOVE_LIMIT)]


def _get_typed_fields(meta) -> list:
	"""Return the fields that people type: computed, numbered and attached ones are not imported."""
	untyped = (*no_value_fields, "Attach", "Attach Image", "Signature")
	fields = [df for df in meta.fields if df.fieldtype not in untyped]
	return [df for df in fields if not (df.read_only or df.hidden or df.fieldname == "naming_series")]


def _write_sheet_to_fill(sheet: Worksheet, columns: list[Column]) -> None:
	sheet.title = _("To Fill In")
	_write_head(sheet, columns)
	for number, column in enumerate(columns, 1):
		letter = get_column_letter(number)
		sheet.cell(1, number).comment = Comment(_explain(column.df), "OPS", width=320, height=160)
		if number_format := _get_number_format(column.df):
			for row in range(2, ROWS_READY + 2):
				sheet[f"{letter}{row}"].number_format = number_format
		if allowed := _get_allowed_values(column.df):
			_offer_choices(sheet, f"{letter}2:{letter}{ROWS_READY + 1}", allowed)


def _get_number_format(df) -> str | None:
	# A phone is no number: a spreadsheet would drop its zeros and plus.
	return DATE_FORMAT if df.fieldtype == "Date" else TEXT_FORMAT if df.fieldname == "phone" else None


def _offer_choices(sheet: Worksheet, cells: str, allowed: list[str]) -> None:
	choices = f'"{",".join(allowed)}"'
	# Excel takes a list of at most 255 characters in a validation rule; a longer one is only explained.
	if len(choices) <= 255:
		rule = DataValidation(type="list", formula1=choices, allow_blank=True)
		sheet.add_data_validation(rule)
		rule.add(cells)


def _write_example(sheet: Worksheet, columns: list[Column], rows: tuple[dict, ...]) -> None:
	_write_head(sheet, columns)
	for row in rows:
		sheet.append([_show(row.get(column.key)) for column in columns])
	for cells in sheet.iter_rows(min_row=2):
		for cell in cells:
			if isinstance(cell.value, (date, datetime)):
				cell.number_format = DATE_FORMAT


def _show(value: Any) -> Any:
	"""Return a value of the example as an office writes it: words in its language."""
	return _(value) if value == "Family Consent" else value


def _write_explanations(sheet: Worksheet, columns: list[Column]) -> None:
	sheet.append([_("Column"), _("What to Write")])
	for column in columns:
		sheet.append([column.header, _explain(column.df)])
	for cell in sheet[1]:
		cell.font, cell.fill = BOLD, HEAD
	sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 44, 90
	for row in sheet.iter_rows(min_row=2):
		for cell in row:
			cell.alignment = WRAPPED


def _write_head(sheet: Worksheet, columns: list[Column]) -> None:
	sheet.append([column.header for column in columns])
	for number, cell in enumerate(sheet[1], 1):
		cell.font, cell.fill, cell.alignment = BOLD, HEAD, WRAPPED
		sheet.column_dimensions[get_column_letter(number)].width = WIDTH
	sheet.freeze_panes = "A2"


def _explain(df) -> str:
	"""Return what may be written in the column, in the words of the form."""
	parts = [_("Required.") if is_required(df) else _("May stay empty.")]
	if df.description:
		parts.append(_(df.description))
	if df.fieldtype == "Date":
		parts.append(_("A date, e.g. 26.03.2026."))
	if df.fieldtype == "Check":
		parts.append(_("“tak” or “nie”; empty – no."))
	if df.options == "User":
		parts.append(_("The e-mail address with which the person logs in."))
	if (df.parent, df.fieldname) == PHONE:
		parts.append(_("Without a phone, write “brak”."))
	if allowed := _get_allowed_values(df):
		parts.append(_("Write one of: {0}.").format("; ".join(allowed)))
	return " ".join(parts)


def is_required(df) -> bool:
	"""Return whether a column must be filled in; a phone also with a word that says that there is none."""
	return bool(df.reqd and not df.default) or (df.parent, df.fieldname) == PHONE


def get_options(df) -> list[str]:
	"""Return the stored words of a Select."""
	return [value for value in (df.options or "").split("\n") if value]


def _get_allowed_values(df) -> list[str]:
	"""Return what may be chosen, in the words of the form."""
	if df.fieldtype == "Select":
		return [_(value) for value in get_options(df)]
	if df.fieldtype == "Check":
		return [_("Yes"), _("No")]
	if df.fieldtype == "Link" and df.options == "Support Kind":
		kinds = frappe.get_list(
			"Support Kind", filters={"disabled": 0}, pluck="name", order_by="name", limit_page_length=0
		)
		return [kind for kind in kinds if not is_formula(kind)]
	return []
