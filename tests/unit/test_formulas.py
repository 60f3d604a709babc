import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from opsfamily.core.formulas import defuse_csv, defuse_xlsx, is_formula

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("x","y")')
HARMLESS = ("", "tekst", "5", "-5", "+48", "-5,50", "a=b", "1=1")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run(text):
	assert is_formula(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_it_would_not(text):
	assert not is_formula(text)


@given(
	st.lists(st.lists(st.text(alphabet=st.characters(blacklist_characters="\x00\r")), min_size=1), max_size=5)
)
def test_no_cell_of_a_csv_is_run_and_none_is_lost(rows):
	out = StringIO(newline="")
	csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
	content = out.getvalue().encode("utf-8", "ignore")
	before = list(csv.reader(StringIO(content.decode(), newline="")))
	after = list(csv.reader(StringIO(defuse_csv(content).decode(), newline="")))
	assert not any(is_formula(cell) for row in after for cell in row)
	# Written forward: a text of a person's may itself begin with an apostrophe.
	assert after == [[f"'{cell}" if is_formula(cell) else cell for cell in row] for row in before]


def test_formulas_of_a_workbook_become_text():
	book, out = Workbook(), BytesIO()
	book.active.append(["=1+1", "tekst", 5])
	book.save(out)
	cells = list(load_workbook(BytesIO(defuse_xlsx(out.getvalue()))).active[1])
	assert [cell.value for cell in cells] == ["=1+1", "tekst", 5]
	assert [cell.data_type for cell in cells] == ["s", "s", "n"]
