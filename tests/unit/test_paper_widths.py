"""Widths of columns: no day and no word of a head is broken; what does not fit goes below the row."""

import pytest

from opsfamily.ops_paper.pages import PADDING, SHEET_WIDTH
from opsfamily.ops_paper.widths import CUSTOM_COLUMN, fit_widths, get_least_widths, word_width

HEADS = [
	"Lp.",
	"Data",
	"Godzina<br>od... do...",
	"Ilość<br>godzin",
	"miejsce spotkania",
	"Podpis przedstawiciela rodziny",
]
ROWS = [["1", "19.10.2026", "08:00–10:15", "2:15", "mieszkanie", ""]]
WIDTHS = [6, 13, 15, 11, 29, 26]


@pytest.mark.parametrize("labels", [[], ["Dojazd"], ["Dojazd", "Uwagi"], ["Dojazd", "Uwagi", "Numer"]])
def test_every_column_has_room_for_its_days_and_its_head(labels):
	least = get_least_widths(HEADS, ROWS)
	fitted = fit_widths(WIDTHS, least, labels)
	assert fitted.added == min(len(labels), 2)
	assert sum(fitted.widths) == pytest.approx(100, abs=0.1)
	for width, needed in zip(fitted.widths, least, strict=False):
		assert width >= needed - 0.01


def test_a_day_of_liberation_sans_of_ten_points_fits_its_least_width():
	# Ten signs as the font has them: eight digits of 0.556 and two full stops of 0.278 of the size.
	drawn = (8 * 0.556 + 2 * 0.278) * 10 * 0.3528
	assert word_width("19.10.2026") >= drawn
	assert get_least_widths(["Data"], [["19.10.2026"]])[0] * SHEET_WIDTH / 100 >= drawn + PADDING


def test_a_head_with_a_long_word_goes_below():
	fitted = fit_widths(WIDTHS, get_least_widths(HEADS, ROWS), ["Konstantynopolitańczykowianeczka", "Uwagi"])
	assert fitted.added == 0 and len(fitted.widths) == len(WIDTHS)


def test_columns_that_leave_no_room_go_below():
	fitted = fit_widths([50, 50], [45, 45], ["Dojazd", "Uwagi"])
	assert fitted.added == 0 and CUSTOM_COLUMN > 10
