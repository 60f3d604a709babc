"""A table of families is read as spreadsheets and people write it; what has two readings is refused."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import import_table as table
from opsfamily.core.import_table import Row, TableError

LINE = "Żaneta Źródło;tak;12.03.2026\r\n"
DAY = date(2026, 3, 5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_every_encoding_of_a_polish_spreadsheet_is_read(encoding):
	[row] = table.read_rows_of_text(LINE.encode(encoding))
	assert row == Row(1, ("Żaneta Źródło", "tak", "12.03.2026"))


@pytest.mark.parametrize(
	("text", "values"),
	[
		("a;b;c", ("a", "b", "c")),
		("a,b,c", ("a", "b", "c")),
		("a\tb\tc", ("a", "b", "c")),
		("sep=,\r\na,b;c", ("a", "b;c")),
		('"a,b,c,d";e', ("a,b,c,d", "e")),
		('"ul. ""Krótka"" 5\nm. 3";e', ('ul. "Krótka" 5\nm. 3', "e")),
		("\xa0a ; ;c", ("a", None, "c")),
		('="0600";b', ("0600", "b")),
	],
)
def test_delimiters_and_quotes(text, values):
	[row] = table.read_rows_of_text(text.encode())
	assert row.values == values


def test_a_line_that_names_the_separator_is_not_counted_and_empty_lines_are():
	rows = table.read_rows_of_text(b"sep=;\r\na;b\r\n;\r\n\r\nc;d")
	assert [row.number for row in rows] == [1, 4]


@pytest.mark.parametrize(
	("content", "reason"),
	[
		(b"", table.EMPTY),
		(b" \r\n ", table.EMPTY),
		(b";;;\r\n;;", table.EMPTY),
		(b"\xd0\xcf\x11\xe0\x00\x00", table.BINARY),
		(b"\xff\xfe\x00\xd8", table.BINARY),
		(b"a;b\r\n" + b"x" * 200_000, table.UNREADABLE),
		(b"a\n" * (table.MOST_ROWS + 1), table.TOO_LONG),
		(b";" * table.MOST_COLUMNS + b"a", table.TOO_LONG),
	],
)
def test_what_is_no_table_is_refused(content, reason):
	with pytest.raises(TableError) as refusal:
		table.read_rows_of_text(content)
	assert refusal.value.reason == reason


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(content):
	try:
		assert table.read_rows_of_text(content)
	except TableError as refusal:
		assert refusal.reason in (table.EMPTY, table.BINARY, table.UNREADABLE, table.TOO_LONG)


def test_headers_match_however_they_are_spelled():
	keys = {"Imię i nazwisko (Skład rodziny)": "members.full_name", "Telefon": "phone"}
	headers = ["TELEFON *", " imię  i nazwisko( skład rodziny ):", "Uwagi", None, "telefon", "Co poprawić"]
	found = table.match_headers(headers, keys, {"co poprawić"})
	assert found.known == {0: "phone", 1: "members.full_name"}
	assert (found.unknown, found.doubled) == ([2], [4])


def test_a_row_with_a_representative_begins_a_family():
	rows = [
		Row(2, (None, "nikt")),
		Row(3, ("A", 1)),
		Row(4, (None, 2)),
		Row(6, ("B",)),
		Row(7, ("B", 1), frozenset({0})),
	]
	families, orphans = table.split_families(rows, 0)
	assert [[row.number for row in family] for family in families] == [[3, 4], [6, 7]]
	assert [row.number for row in orphans] == [2]


@pytest.mark.parametrize(
	"value",
	[
		"05.03.2026",
		"5.3.2026",
		"5-03-2026",
		"05/03/2026",
		"2026-03-05",
		"2026-03-05 00:00:00",
		"05.03.2026 00:00",
		"5.03.2026 r.",
		"2026-03-05T10:15:00.000",
		datetime(2026, 3, 5, 12, 30),
		DAY,
		46086,
		46086.0,
	],
)
def test_days(value):
	assert table.read_day(value) == DAY


@pytest.mark.parametrize(
	"value",
	["wczoraj", "31.02.2026", "5.3.26", "05.03-2026", "2026", 2026, 15, "03/2026", True, -1, 1e12, ""],
)
def test_what_is_no_day_is_refused(value):
	with pytest.raises(ValueError):
		table.read_day(value)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_is_read_as_excel_writes_it(day):
	assert table.read_day(day.strftime("%d.%m.%Y")) == table.read_day(f"{day} 00:00:00") == day


@pytest.mark.parametrize("value", ["tak", "Tak", "X", 1, 1.0, True, "PRAWDA", "t"])
def test_yes(value):
	assert table.read_yes_no(value) == 1


@pytest.mark.parametrize("value", ["nie", 0, 0.0, False, "fałsz", "FAŁSZ", "-"])
def test_no(value):
	assert table.read_yes_no(value) == 0


@pytest.mark.parametrize("value", ["może", 2, "tak nie"])
def test_neither_yes_nor_no_is_refused(value):
	with pytest.raises(ValueError):
		table.read_yes_no(value)


@pytest.mark.parametrize(
	("value", "phone"),
	[
		(600100200.0, "600100200"),
		(600100200, "600100200"),
		("600100200.0", "600100200"),
		("600100200,00", "600100200"),
		("+48 600 100 200", "+48 600 100 200"),
		("600-100-200", "600-100-200"),
		("22/600 10 20", "22 600 10 20"),
		("brak", None),
		("Nie ma", None),
		("-", None),
	],
)
def test_phones(value, phone):
	assert table.read_phone(value) == phone


@pytest.mark.parametrize("value", ["4,86E+10", "tel. domowy", "600100200 600100200 600", "()"])
def test_what_is_no_phone_is_refused(value):
	with pytest.raises(ValueError):
		table.read_phone(value)


def test_options_by_either_word_in_any_case():
	options = {"Family Consent": "Family Consent", "Zgoda rodziny": "Family Consent"}
	for word in ("zgoda  rodziny", "ZGODA RODZINY", "family consent"):
		assert table.read_option(word, options) == "Family Consent"
	with pytest.raises(ValueError):
		table.read_option("umowa ustna", options)


@pytest.mark.parametrize(("value", "number"), [("1,5", "1.5"), (2.0, "2"), ("1 200", "1200"), (-3, "-3")])
def test_numbers(value, number):
	assert table.read_number(value) == number


def test_a_text_is_what_the_cell_shows():
	assert table.read_text(datetime(2026, 3, 5)) == "05.03.2026"
	assert table.read_text(12.0) == "12"
	assert table.read_text(" <b>a</b> ") == "<b>a</b>"


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_the_spreadsheet_does(number, letters):
	assert table.name_column(number) == letters
