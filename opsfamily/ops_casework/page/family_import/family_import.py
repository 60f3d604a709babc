"""The server side of the page `family-import` („Wczytanie rodzin”), for coordinator and head.

The file comes with each request and is stored nowhere. A check tries everything and writes nothing; the import writes
all the families that were ticked, or none.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

import frappe
from frappe import ValidationError, _
from frappe.utils import cint, formatdate

from opsfamily.arguments import as_list
from opsfamily.case.locks import repeated_once
from opsfamily.core import import_table
from opsfamily.core.import_table import LARGEST_FILE, MOST_ROWS, TableError, name_column
from opsfamily.notify import discard_messages
from opsfamily.ops_casework.doctype.family.import_template import ASSISTANT
from opsfamily.ops_casework.doctype.family.similar import get_words
from opsfamily.ops_casework.page.family_import.error_rows import make_error_rows
from opsfamily.ops_casework.page.family_import.known_families import EXISTS, Known, compare
from opsfamily.ops_casework.page.family_import.reading import FamilyRows, Fault, Table, read_table
from opsfamily.ops_casework.page.family_import.table_file import read_rows
from opsfamily.ops_casework.page.family_import.trial import (
	PersonRefusedError,
	get_text,
	try_families,
	write_family,
)
from opsfamily.ops_paper.values import as_written

UNDER_WAY, SECONDS_OF_AN_IMPORT = "opsfamily_family_import", 300
MEGABYTE = 1024 * 1024


class TableRefusedError(ValidationError):
	"""The file is no table of families, or what was ticked cannot be imported as it is."""


class ImportUnderWayError(ValidationError):
	"""Somebody is importing families at this moment; a second time they would come twice."""


@frappe.whitelist(methods=["POST"])
@repeated_once
def check(content: str = "") -> dict:
	"""Return what an import of the file would do, and everything that is to be corrected, without writing anything.

	content: the file in Base64. Answers `notes`; `faults`: [{`row`, `column`, `text`}]; `families`, each with its
	`row`, `state` (new, exists, similar), `faults` and what the table says of it; `error_rows`: a workbook in Base64.
	Raises PermissionError, TableRefusedError.
	"""
	require_permission()
	table = read_content(content)
	known = find_known(table)
	sound = [family for family in table.families if not family.faults]
	exist = [family for family in sound if known[family.number].state == EXISTS]
	try_families(table, [family for family in sound if family not in exist], alone=exist)
	error_rows = make_error_rows(table)
	return {
		"notes": table.notes,
		"faults": [show_fault(table, fault) for fault in sort_faults(table)],
		"families": [show_family(family, known[family.number]) for family in table.families],
		"error_rows": b64encode(error_rows).decode() if error_rows else "",
	}


@frappe.whitelist(methods=["POST"])
@repeated_once
def import_families(content: str = "", rows: str | list = "", doubled: str | list = "") -> list[dict]:
	"""Write the families that begin in these rows of the file, all or none. Return their names and representatives.

	rows: a JSON list of numbers; doubled: those of them that are written although they are on file already.
	Raises PermissionError, TableRefusedError, ImportUnderWayError.
	"""
	require_permission()
	begin_import()
	table = read_content(content)
	known, chosen, again = find_known(table), pick(table, as_list(rows)), set(map(cint, as_list(doubled)))
	for family in chosen:
		refuse_faulty(family)
		if known[family.number].state == EXISTS and family.number not in again:
			refuse_row(family, _("This family is on file already."))
	with discard_messages():
		return [import_one(table, family) for family in chosen]


def require_permission() -> None:
	"""Refuse users who may not import families (PermissionError)."""
	if not all(frappe.has_permission("Family", permission) for permission in ("create", "import")):
		raise frappe.PermissionError


def begin_import() -> None:
	"""Refuse a second import while one runs (ImportUnderWayError), and look at the families as they are now."""
	key = frappe.cache.make_key(UNDER_WAY)
	if not frappe.cache.set(key, 1, nx=True, ex=SECONDS_OF_AN_IMPORT):
		frappe.throw(
			_("Families are being imported at this moment. Please wait for its end."),
			ImportUnderWayError,
		)
	# What was read before the other import ended would not show its families.
	frappe.db.rollback()
	for end in (frappe.db.after_commit, frappe.db.after_rollback):
		end.add(lambda: frappe.cache.delete(key))


def read_content(content: str) -> Table:
	"""Return the table of a file in Base64. Raises TableRefusedError."""
	try:
		return read_table(read_rows(decode(content)))
	except TableError as refusal:
		frappe.throw(get_sentence(refusal.reason), TableRefusedError)


def decode(content: str) -> bytes:
	"""Return the bytes of a file in Base64. Raises TableError."""
	# A client may send anything; not every release refuses what has another type.
	if not isinstance(content, str):
		raise TableError(import_table.UNREADABLE)
	# Four characters hold three bytes.
	if len(content) > LARGEST_FILE // 3 * 4 + 4:
		raise TableError(import_table.TOO_LARGE)
	try:
		return b64decode(content, validate=True)
	except ValueError as error:
		raise TableError(import_table.UNREADABLE) from error


def get_sentence(reason: str) -> str:
	"""Return why a file is no table, and what to do."""
	sentences = {
		import_table.TOO_LARGE: _(
			"The file is too large: at most {0} MB. Please leave only the table of families in it."
		),
		import_table.EMPTY: _("The file is empty. Please choose the table with the families."),
		import_table.TOO_LONG: _("The table is too long or too wide: at most {1} rows. Please divide it."),
	}
	sentence = sentences.get(reason) or _(
		"This file cannot be read as a table. Please save it in the spreadsheet as “Excel workbook (.xlsx)” or as CSV, and"
		" choose it again."
	)
	return sentence.format(LARGEST_FILE // MEGABYTE, MOST_ROWS)


def find_known(table: Table) -> dict[int, Known]:
	"""Return row → what is known of each family; a family that stands in the table twice is a fault."""
	known = compare(table.families)
	for family in table.families:
		if twin := known[family.number].twin:
			text = _(
				"The same family begins in row {0}. Its other people are written in rows without a representative."
			)
			column = table.get_column("representative")
			family.faults.append(Fault(family.number, column, text.format(twin)))
	return known


def sort_faults(table: Table) -> list[Fault]:
	"""Return the faults of the file and of its families, by their place in the sheet."""
	faults = [*table.faults, *(fault for family in table.families for fault in family.faults)]
	return sorted(faults, key=lambda fault: (fault.row, -1 if fault.column is None else fault.column))


def show_fault(table: Table, fault: Fault) -> dict:
	"""Return a fault as the page shows it."""
	return {"row": fault.row or "", "column": table.get_header(fault.column), "text": fault.text}


def show_family(family: FamilyRows, known: Known) -> dict:
	"""Return what the table says of a family, and whether it is on file."""
	values, words = family.values, get_words()
	bases = [row["from_date"] for row in values.get("bases", ()) if row.get("from_date")]
	return {
		"row": family.number,
		"last_row": family.rows[-1].number,
		"representative": values.get("representative") or "",
		"people": len(values.get("members", ())),
		"basis_since": formatdate(min(bases)) if bases else "",
		"assistant_since": formatdate(values.get("assistant_since")) or "",
		"last_assessment": formatdate(values.get("last_assessment_on")) or "",
		"assistant": get_full_name(family.people.get(ASSISTANT)),
		"state": known.state,
		"faults": len(family.faults),
		"matches": [
			{
				"name": match.name,
				"representative": as_written(match.representative),
				"shared": ", ".join(words[what] for what in match.shared),
			}
			for match in known.matches
		],
	}


def get_full_name(user: str | None) -> str:
	"""Return the name of a person whom the table names."""
	return frappe.utils.get_fullname(user) if user else ""


def pick(table: Table, rows: list) -> list[FamilyRows]:
	"""Return the families that begin in these rows (TableRefusedError for none, and for a row that begins none)."""
	families, chosen = (
		{family.number: family for family in table.families},
		list(dict.fromkeys(map(cint, rows))),
	)
	if not chosen or not families.keys() >= set(chosen):
		frappe.throw(
			_("Please tick the families that are to be imported, and check the file again."),
			TableRefusedError,
		)
	return [family for number, family in families.items() if number in chosen]


def import_one(table: Table, family: FamilyRows) -> dict:
	"""Write a family. Return its name and representative. Raises TableRefusedError, which undoes the whole import."""
	try:
		return {"name": write_family(family), "representative": family.values["representative"]}
	except PersonRefusedError as error:
		refuse_row(family, get_text(error.refusal), table.get_column(error.key))
	except ValidationError as refusal:
		refuse_row(family, get_text(refusal))


def refuse_faulty(family: FamilyRows) -> None:
	"""Refuse a family with a fault in the table (TableRefusedError)."""
	for fault in family.faults:
		refuse_row(family, fault.text, fault.column)


def refuse_row(family: FamilyRows, text: str, column: int | None = None) -> None:
	"""Refuse the whole import because of one family (TableRefusedError)."""
	cell = f"{name_column(column)}{family.number}" if column is not None else family.number
	sentence = _("Row {0}: {1} Nothing was imported.").format(cell, text)
	frappe.throw(frappe.utils.escape_html(sentence), TableRefusedError)
