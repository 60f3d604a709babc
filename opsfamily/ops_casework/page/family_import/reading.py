"""Families in the rows of a table: values of the form, and the faults of each cell in words.

No rule of the form is repeated here; those are asked by a trial (`trial.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate

from opsfamily.core import roles
from opsfamily.core.days import get_bounds
from opsfamily.core.import_table import (
	MOST_FAMILIES,
	Row,
	Unreadable,
	fold,
	get_cell,
	match_headers,
	name_column,
	normalize_header,
	read_day,
	read_number,
	read_option,
	read_phone,
	read_text,
	read_yes_no,
	repair_number,
	split_families,
)
from opsfamily.notify import get_workers
from opsfamily.ops_casework.doctype.family.import_template import (
	ABOVE_LIMIT,
	ASSISTANT,
	SOCIAL_WORKER,
	Column,
	get_columns,
	get_options,
	is_required,
)

# Column of a person → the role that the part in the case needs.
ROLE_OF = {ASSISTANT: roles.ASSISTANT, SOCIAL_WORKER: roles.SOCIAL_WORKER}
PEOPLE = (*ROLE_OF, ABOVE_LIMIT)
# What the framework stores of a field without a length of its own.
LENGTH_OF_DATA = 140


class Fault(NamedTuple):
	"""What is to be corrected. row: of the sheet, 0 for the whole file; column: its number, None for the whole row."""

	row: int
	column: int | None
	text: str


@dataclass
class FamilyRows:
	"""A family as it is written in the table.

	values: of the Family and its tables; people: of PEOPLE; places: (table, position) → row of the sheet.
	"""

	rows: list[Row]
	values: dict = field(default_factory=dict)
	people: dict[str, str] = field(default_factory=dict)
	places: dict[tuple[str, int], int] = field(default_factory=dict)
	faults: list[Fault] = field(default_factory=list)

	@property
	def number(self) -> int:
		"""Return the row with which the family begins, its name within the file."""
		return self.rows[0].number


@dataclass
class Table:
	"""What was read of a file. columns: column number → Column; faults: of the whole file; notes: what is left out."""

	headers: Row
	columns: dict[int, Column] = field(default_factory=dict)
	families: list[FamilyRows] = field(default_factory=list)
	orphans: list[Row] = field(default_factory=list)
	faults: list[Fault] = field(default_factory=list)
	notes: list[str] = field(default_factory=list)
	readers: dict[int, Callable[[object], object]] = field(default_factory=dict)

	def get_column(self, key: str) -> int | None:
		"""Return the number of the column with this key."""
		return next((number for number, column in self.columns.items() if column.key == key), None)

	def get_header(self, number: int | None) -> str:
		"""Return a column as a message names it: its header and its letter."""
		if number is None:
			return ""
		header = read_text(get_cell(self.headers, number) or "")
		return _("{0} (column {1})").format(header, name_column(number)).strip()


def read_table(rows: list[Row]) -> Table:
	"""Return the families of a table, with everything that is wrong in its cells. rows: the headers first."""
	table = read_headers(rows[0])
	if table.faults:
		return table
	table.readers = {number: make_reader(column) for number, column in table.columns.items()}
	families, table.orphans = split_families(rows[1:], table.get_column("representative"))
	table.faults = list(find_faults_of_the_file(table, families))
	# Nothing is read of a file that is refused whole.
	if not any(fault.row == 0 for fault in table.faults):
		table.families = [read_family(table, family) for family in families]
	return table


def read_headers(headers: Row) -> Table:
	"""Return a table of known columns, with the faults of its headers."""
	columns = {column.key: column for column in get_columns("Family")}
	found = match_headers(headers.values, {each.header: key for key, each in columns.items()}, get_ignored())
	table = Table(headers, {number: columns[key] for number, key in found.known.items()})
	for number in found.doubled:
		text = _("This column appears twice. Please delete one of them.")
		table.faults.append(Fault(headers.number, number, text))
	table.faults += find_missing_columns(table, columns)
	if found.unknown:
		names = ", ".join(map(table.get_header, found.unknown))
		table.notes.append(_("These columns are not known and are left out: {0}.").format(names))
	return table


def get_ignored() -> set[str]:
	"""Return the headers that need no mention: the column of an earlier sheet of errors."""
	return {normalize_header(_("What to Correct"))}


def find_missing_columns(table: Table, columns: dict[str, Column]) -> Iterator[Fault]:
	"""Yield a fault for each required column that the table lacks; of a child table only where it has others."""
	present = {column.key for column in table.columns.values()}
	tables = {get_table(key) for key in present} | {""}
	for key, column in columns.items():
		if key not in present and get_table(key) in tables and is_required(column.df):
			text = _("The column “{0}” is missing. Please add it as in the template.").format(column.header)
			yield Fault(0, None, text)


def get_table(key: str) -> str:
	"""Return the child table of a key; empty for a field of the family."""
	return key.rpartition(".")[0]


def find_faults_of_the_file(table: Table, families: list[list[Row]]) -> Iterator[Fault]:
	"""Yield what is wrong beyond single families."""
	if not families:
		yield Fault(0, None, _("There is no family in the table: no row has a representative."))
	if len(families) > MOST_FAMILIES:
		text = _("The table has {0} families; at most {1} are imported at once. Please divide it.")
		yield Fault(0, None, text.format(len(families), MOST_FAMILIES))
	for row in table.orphans:
		text = _("This row belongs to no family: the row above it has no representative.")
		yield Fault(row.number, table.get_column("representative"), text)


def read_family(table: Table, rows: list[Row]) -> FamilyRows:
	"""Return a family with its values and faults."""
	family = FamilyRows(rows)
	for number, column in table.columns.items():
		if not get_table(column.key):
			read_family_column(table, family, number, column)
	for name in dict.fromkeys(get_table(column.key) for column in table.columns.values()):
		for row in rows if name else ():
			read_child_row(table, family, name, row)
	return family


def read_family_column(table: Table, family: FamilyRows, number: int, column: Column) -> None:
	"""Read a column of the family from its first row, and refuse other values in the rows below."""
	first, *others = family.rows
	value = read_cell(table, family, first, number)
	if value is not None:
		(family.people if column.key in PEOPLE else family.values)[column.key] = value
	for row in others:
		below = get_cell(row, number)
		if below is not None and number not in row.repeated and below != get_cell(first, number):
			text = _(
				"This column is filled in once, in the family's first row. For a new family write its representative."
			)
			family.faults.append(Fault(row.number, number, text))


def read_child_row(table: Table, family: FamilyRows, name: str, row: Row) -> None:
	"""Read what a row says of a child table, if anything."""
	columns = {number: column for number, column in table.columns.items() if get_table(column.key) == name}
	# A row that only lies beside a merged cell says nothing of its own.
	if not any(get_cell(row, number) is not None and number not in row.repeated for number in columns):
		return
	values = {}
	for number, column in columns.items():
		values[column.df.fieldname] = read_cell(table, family, row, number)
	rows = family.values.setdefault(name, [])
	rows.append({fieldname: value for fieldname, value in values.items() if value is not None})
	family.places[name, len(rows)] = row.number


def read_cell(table: Table, family: FamilyRows, row: Row, number: int) -> object:
	"""Return the value that the form stores; None for an empty cell and for a faulty one, which is noted."""
	value, column = get_cell(row, number), table.columns[number]
	if value is None and not is_required(column.df):
		return None
	try:
		return table.readers[number](refuse_no_value(column, value))
	except WrongCell as wrong:
		sentence = wrong.sentence
	except (ValueError, OverflowError):
		sentence = get_sentence(column, value)
	family.faults.append(Fault(row.number, number, sentence))
	return None


def refuse_no_value(column: Column, value: object) -> object:
	"""Return the value of a cell. Raises WrongCell for an empty one, and for a formula without a result."""
	if value is None:
		raise WrongCell(get_sentence_for_missing(column))
	if isinstance(value, Unreadable):
		sentence = _(
			"The cell has a formula without a result, or an error ({0}). Please write the value itself."
		)
		raise WrongCell(sentence.format(value.shown))
	return value


class WrongCell(ValueError):
	"""A value that does not fit, with a sentence of its own."""

	def __init__(self, sentence: str):
		super().__init__(sentence)
		self.sentence = sentence


def make_reader(column: Column) -> Callable[[object], object]:
	"""Return the function that reads the cells of a column; what it compares with is read once. It raises ValueError."""
	df = column.df
	if column.key in ROLE_OF:
		return make_reader_of_people(ROLE_OF[column.key])
	if df.fieldname == "phone":
		# A contact's phone may have words beside it.
		return read_phone if df.options == "Phone" else repair_number
	if df.fieldtype == "Select":
		words = {word: value for value in get_options(df) for word in (value, _(value))}
		return lambda value: read_option(value, words)
	if df.fieldtype == "Link":
		return make_reader_of_links(df.options)
	if df.fieldtype in ("Int", "Float", "Currency", "Percent"):
		return read_number
	readers = {"Date": lambda value: read_bounded_day(df, value), "Check": read_yes_no}
	return readers.get(df.fieldtype, lambda value: read_limited(df, value))


def read_limited(df, value: object) -> str:
	"""Return a text that fits its column. Raises WrongCell."""
	text, most = read_text(value), cint(df.length) or LENGTH_OF_DATA
	if df.fieldtype == "Data" and len(text) > most:
		raise WrongCell(_("The text is too long: at most {0} characters.").format(most))
	return text


def read_bounded_day(df, value: object) -> str:
	"""Return a day that the field of a new family takes, as the form stores it. Raises WrongCell."""
	day, label = read_day(value), _(df.label)
	bounds = get_bounds(df.parent, df.fieldname, getdate(), None)
	if day < bounds.first:
		raise WrongCell(_("{0}: no day before {1}.").format(label, formatdate(bounds.first)))
	if day > bounds.last == getdate():
		raise WrongCell(_("{0} cannot lie in the future.").format(label))
	if day > bounds.last:
		raise WrongCell(_("{0}: this day is too far ahead.").format(label))
	return str(day)


def make_reader_of_links(doctype: str) -> Callable[[object], str]:
	"""Return the function that finds an entry of a dictionary by its name in any case, among those that the user may read."""
	may_read = frappe.has_permission(doctype, "read")
	found = frappe.get_list(doctype, pluck="name", order_by="name", limit_page_length=0) if may_read else []
	names = {fold(str(name)): name for name in found}

	def read(value: object) -> str:
		if fold(read_text(value)) in names:
			return names[fold(read_text(value))]
		sentence = _("“{0}” is not in the dictionary “{1}”. Please add it there, or correct the cell.")
		raise WrongCell(sentence.format(read_text(value), _(doctype)))

	return read


def make_reader_of_people(role: str) -> Callable[[object], str]:
	"""Return the function that finds a user with the role by e-mail address, or by a full name that one of them has."""
	users: dict[str, set[str]] = {}
	filters = {"name": ["in", get_workers(role)]}
	# get_all: accounts of the staff, of whom whoever puts people on a case names one.
	for user in frappe.get_all(
		"User", filters=filters, fields=["name", "email", "full_name"], order_by="name"
	):
		for word in {user.name, user.email, user.full_name} - {None}:
			users.setdefault(fold(word), set()).add(user.name)

	def read(value: object) -> str:
		found = users.get(fold(read_text(value)), set())
		if len(found) == 1:
			return next(iter(found))
		sentence = _(
			"Nobody with the role {1} has the address “{0}”. Please correct it, or give the person the role."
		)
		raise WrongCell(sentence.format(read_text(value), _(role)))

	return read


def get_sentence_for_missing(column: Column) -> str:
	"""Return what to do about an empty cell."""
	if column.key == "phone":
		return _("The phone is missing. Please write it, or “brak” where the family has none.")
	return _("This cell is empty. Please fill it in.")


def get_sentence(column: Column, value: object) -> str:
	"""Return what to do about a value that does not fit."""
	df, text = column.df, read_text(value)
	if df.fieldname == "phone":
		return _("“{0}” is no phone number. Please write its digits, e.g. 600 100 200, or “brak”.").format(
			text
		)
	if df.fieldtype == "Date":
		return _("“{0}” is no day. Please write it as dd.mm.yyyy, e.g. 26.03.2026.").format(text)
	if df.fieldtype == "Check":
		return _("“{0}” is neither yes nor no. Please write “tak” or “nie”.").format(text)
	if df.fieldtype == "Select":
		words = "; ".join(_(option) for option in get_options(df))
		return _("“{0}” is not on the list. Please write one of: {1}.").format(text, words)
	return _("“{0}” is no number.").format(text)
