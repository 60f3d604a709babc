"""Fields that an office added by Customize Form, printed at the end of their section of the paper form."""

from typing import NamedTuple

from markupsafe import Markup, escape

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, flt, strip_html

from opsfamily.core.hours import format_minutes
from opsfamily.ops_paper.values import as_written, paper_date, paper_money, paper_text, paper_time
from opsfamily.ops_paper.widths import get_least_widths, shrink

# Without text to print: layout, secrets, maps.
SILENT_FIELDS = {*no_value_fields, "Password", "Geolocation", "Read Only"} - set(table_fields)
PLACEHOLDER = "signature-placeholder.png"
TABLE = "Table"
# Papers are Polish, whatever language their reader has on the Desk.
LANGUAGE = "pl"


class AddedTable(NamedTuple):
	"""A table that an office added. heads: labels of its columns; widths: percents, empty where the columns do not fit."""

	label: str
	heads: list[str]
	rows: list[list[Markup]]
	widths: list[float]


def paper_custom_fields(doc, sections: list[str]) -> list[tuple[str, Markup]]:
	"""Return (label, value) of the fields added to these sections of the form (fieldnames of Section Breaks)."""
	added = [df for df in _get_printed(doc, sections) if df.fieldtype != TABLE]
	return [(_(df.label, LANGUAGE), paper_value(doc, df)) for df in added]


def paper_custom_tables(doc, sections: list[str]) -> list[AddedTable]:
	"""Return the tables added to these sections of the form; one without rows has an empty row to fill in."""
	return [_read_table(doc, df) for df in _get_printed(doc, sections) if df.fieldtype == TABLE]


def paper_tables(doc) -> list[AddedTable]:
	"""Return every table that has rows and is printed for this reader, for a plain sheet."""
	tables = doc.meta.get("fields", {"fieldtype": TABLE})
	return [_read_table(doc, df) for df in tables if is_printed(doc, df) and doc.get(df.fieldname)]


def _get_printed(doc, sections: list[str]) -> list:
	by_section = group_by_section(doc.meta)
	added = [df for section in sections for df in by_section.get(section, ())]
	return [
		df for df in added if is_printed(doc, df) and (doc.get(df.fieldname) or not df.print_hide_if_no_value)
	]


def _read_table(doc, df) -> AddedTable:
	fields = frappe.get_meta(df.options).fields
	columns = [column for column in fields if column.label and is_printed(doc, column)]
	heads = [_(column.label, LANGUAGE) for column in columns]
	rows = [[paper_value(row, column) for column in columns] for row in doc.get(df.fieldname) or ()]
	rows = rows or [[Markup("") for _column in columns]]
	least = get_least_widths(heads, rows)
	fits = columns and sum(least) <= 100
	return AddedTable(
		_(df.label, LANGUAGE), heads, rows, shrink([1.0] * len(columns), least, 100) if fits else []
	)


def paper_custom_columns(doc, table: str) -> list:
	"""Return the fields added to the rows of a table, as far as the reader may see them."""
	meta = frappe.get_meta(doc.meta.get_field(table).options)
	return [df for df in meta.fields if _is_added(df) and is_printed(doc, df)]


def paper_custom_values(row, columns: list) -> list[tuple[str, Markup]]:
	"""Return (label, value) of a row's added fields; values are empty in a row to be filled in by pen."""
	return [(_(df.label, LANGUAGE), paper_value(row, df)) for df in columns]


def paper_custom_lines(doc, table: str, rows) -> list:
	"""Return for each of these rows of a table what stands below it: (label, value) of the fields added to the table."""
	columns = paper_custom_columns(doc, table)
	return [paper_custom_values(row, columns) if columns else () for row in rows]


def paper_fields(doc) -> list[tuple[str, Markup]]:
	"""Return (label, value) of every field that has a value and is printed for this reader, for a plain sheet."""
	printed = [
		df
		for df in doc.meta.fields
		if df.fieldtype != TABLE and is_printed(doc, df) and doc.get(df.fieldname) not in (None, "", 0, [])
	]
	return [(_(df.label, LANGUAGE), paper_value(doc, df)) for df in printed if df.label]


def group_by_section(meta) -> dict[str, list]:
	"""Return Section Break → the fields that an office added to it. Its own sections do not end one of the app's."""
	sections = [df.fieldname for df in meta.fields if df.fieldtype == "Section Break" and not _is_added(df)]
	by_section, section = {}, sections[0] if sections else ""
	for df in meta.fields:
		if df.fieldname in sections:
			section = df.fieldname
		elif _is_added(df):
			by_section.setdefault(section, []).append(df)
	return by_section


def is_printed(doc, df) -> bool:
	"""Return whether a field of the document, or of its rows, is printed for this reader."""
	if df.fieldtype in SILENT_FIELDS or df.hidden or df.print_hide:
		return False
	return not df.permlevel or doc.has_permlevel_access_to(df.fieldname, df)


def paper_value(doc, df) -> Markup:
	"""Return a field's value as escaped text for paper; a picture as an image."""
	return paper_text(_format(doc, df))


def get_plain_value(doc, df) -> str:
	"""Return a field's value as paper has it, as text for a cell; nothing for a picture."""
	value = _format(doc, df)
	return "" if isinstance(value, Markup) else str(value)


def get_screen_values(row, fields: list) -> list[str]:
	"""Return the texts of a row's added fields for a page of ours, in the user's language; "" for what is not filled in.

	row: of a query or a document; fields: of `office_columns.get_listed_fields`.
	"""
	return [as_written(_show(row, df)) if row.get(df.fieldname) else "" for df in fields]


def get_screen_lines(row, fields: list) -> list[str]:
	"""Return `label: value` of those of a row's added fields that are filled in; see `get_screen_values`."""
	return [
		f"{_(df.label)}: {text}"
		for df, text in zip(fields, get_screen_values(row, fields), strict=True)
		if text
	]


def _show(row, df) -> str:
	if df.fieldtype == "Check":
		return _("Yes")
	return _(row.get(df.fieldname)) if df.fieldtype == "Select" else get_plain_value(row, df)


def _format(doc, df) -> object:
	value = doc.get(df.fieldname)
	if value in (None, "") or str(value).endswith(PLACEHOLDER):
		return ""
	show = FORMATS.get(df.fieldtype)
	return show(value, df) if show else value


def _is_added(df) -> bool:
	return bool(df.get("is_custom_field"))


def _format_decimal(value, _df) -> str:
	return f"{flt(value):g}".replace(".", ",")


def _format_link(value, df) -> str:
	meta = frappe.get_meta(df.options)
	titled = meta.title_field and meta.show_title_field_in_link
	return (frappe.get_cached_value(df.options, value, meta.title_field) if titled else None) or value


def _format_picture(value, _df) -> str | Markup:
	# Only pictures of this site: the server would fetch any other address that somebody wrote.
	if not value.startswith(("data:image/", "/files/", "/private/files/")):
		return value
	return Markup('<img class="sheet-drawn" src="{}">').format(value)


def _format_rows(rows, df) -> Markup:
	columns = [column for column in frappe.get_meta(df.options).fields if column.in_list_view]
	lines = [[paper_value(row, column) for column in columns] for row in rows]
	return Markup("<br>").join(escape(" · ").join(filter(None, line)) for line in lines)


def _format_rich_text(value, _df) -> str:
	lines = strip_html(value.replace("</p>", "</p>\n").replace("<br>", "\n"))
	return lines.strip()


FORMATS = {
	"Date": lambda value, _df: paper_date(value),
	"Datetime": lambda value, _df: f"{paper_date(value)} {paper_time(value)}",
	"Time": lambda value, _df: paper_time(value),
	"Currency": lambda value, _df: paper_money(value),
	"Float": _format_decimal,
	"Percent": lambda value, df: f"{_format_decimal(value, df)} %",
	"Rating": lambda value, df: (
		f"{_format_decimal(flt(value) * (cint(df.options) or 5), df)}/{cint(df.options) or 5}"
	),
	"Duration": lambda value, _df: format_minutes(cint(value) // 60),
	"Check": lambda value, _df: "tak" if cint(value) else "nie",
	"Select": lambda value, _df: _(value, LANGUAGE),
	"Link": _format_link,
	"Text Editor": _format_rich_text,
	"HTML Editor": _format_rich_text,
	"Attach": lambda value, _df: value.rsplit("/", 1)[-1],
	"Attach Image": _format_picture,
	"Signature": _format_picture,
	**dict.fromkeys(table_fields, _format_rows),
}
