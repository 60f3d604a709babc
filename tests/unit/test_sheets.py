import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import sheets
from opsfamily.core.figures.facts import Answer, Facts
from opsfamily.core.figures.register import FIGURES, compute
from opsfamily.core.sheets import DAY, NUMBER, ONE, RATING, SEVERAL, TABLE, YES_NO, BadAnswerError

SCALE = "źle\n średnio \n\ndobrze"


@pytest.mark.parametrize(
	("kind", "choices", "answer", "stored"),
	[
		("Short Text", "", " jak jest ", " jak jest "),
		("Short Text", "", "  ", ""),
		("Short Text", "", None, ""),
		(YES_NO, "", " Yes ", "Yes"),
		(ONE, "a\nb", "b", "b"),
		(RATING, SCALE, "średnio", "średnio"),
		(SEVERAL, "a\nb\nc", "c\r\na\na", "a\nc"),
		(NUMBER, "", " 2.5 ", "2,5"),
		(NUMBER, "", "-3", "-3"),
		(DAY, "", "2026-11-27", "2026-11-27"),
		(DAY, "", "27.11.2026", "2026-11-27"),
		(TABLE, "co\nkto", "lekarz\tmatka\n\t\nszkoła", "lekarz\tmatka\nszkoła"),
		(TABLE, "co\nkto", "\tmatka", "\tmatka"),
	],
)
def test_an_answer_is_stored_in_the_form_of_its_kind(kind, choices, answer, stored):
	assert sheets.normalize(kind, choices, answer) == stored


@pytest.mark.parametrize(
	("kind", "choices", "answer", "reason"),
	[
		(YES_NO, "", "tak", sheets.NOT_A_CHOICE),
		(ONE, "a\nb", "c", sheets.NOT_A_CHOICE),
		(SEVERAL, "a\nb", "a\nc", sheets.NOT_A_CHOICE),
		(NUMBER, "", "dwa", sheets.NOT_A_NUMBER),
		(NUMBER, "", "nan", sheets.NOT_A_NUMBER),
		(NUMBER, "", "1e400", sheets.NOT_A_NUMBER),
		(DAY, "", "31.02.2026", sheets.NOT_A_DAY),
		(DAY, "", "wczoraj", sheets.NOT_A_DAY),
		(TABLE, "co\nkto", "a\tb\tc", sheets.TOO_MANY_CELLS),
	],
)
def test_what_does_not_fit_is_refused(kind, choices, answer, reason):
	with pytest.raises(BadAnswerError) as refused:
		sheets.normalize(kind, choices, answer)
	assert refused.value.reason == reason


KINDS = ("Short Text", "Long Text", *sheets.NORMALIZERS)


@given(st.sampled_from(KINDS), st.text(), st.text())
def test_what_was_stored_is_stored_alike_again(kind, choices, answer):
	try:
		stored = sheets.normalize(kind, choices, answer)
	except BadAnswerError:
		return
	assert sheets.normalize(kind, choices, stored) == stored


# One line in one cell, as the form writes them.
CELL = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"])).map(
	lambda text: re.sub(r"\s+", " ", text).strip()
)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any)))
def test_no_cell_of_a_table_is_lost(rows):
	text = "\n".join("\t".join(row) for row in rows)
	assert sheets.get_cells(sheets.normalize(TABLE, "a\nb\nc", text), 3) == rows


def test_numbers_of_answers():
	assert sheets.get_number(RATING, SCALE, "dobrze") == 3
	assert sheets.get_number(NUMBER, "", "2,5") == 2.5
	assert sheets.get_number(NUMBER, "", "") is None
	assert sheets.get_number(RATING, SCALE, "") is None
	assert sheets.get_number(YES_NO, "", "Yes") is None


def test_a_section_goes_on_until_the_next():
	assert sheets.fill_down([None, "A", "", " ", "B"]) == ["", "A", "A", "A", "B"]


def question(text: str, asked: str = sheets.ONCE, section: str = "A") -> dict:
	return {"section": section, "question_text": text, "asked_of": asked}


def test_what_is_asked_for_each_child_stands_together():
	each = sheets.EACH_CHILD
	rows = [question("1"), question("2", each), question("3", each), question("4"), question("5", each, "B")]
	arranged = sheets.arrange(rows, {each: ["Jan", "Ola"]})
	assert [(row["question_text"], person) for row, person in arranged] == [
		("1", ""),
		*(("2", "Jan"), ("3", "Jan"), ("2", "Ola"), ("3", "Ola")),
		("4", ""),
		*(("5", "Jan"), ("5", "Ola")),
	]
	assert len(sheets.arrange(rows, {each: []})) == 2


def test_a_child_is_under_18():
	born = date(2008, 11, 28)
	assert sheets.is_child_on(born, date(2026, 11, 27))
	assert not sheets.is_child_on(born, date(2026, 11, 28))
	assert not sheets.is_child_on(born, date(2008, 11, 27))
	assert not sheets.is_child_on(None, date(2026, 11, 27))


def test_what_the_next_sheet_begins_with():
	tasks = {"kind": TABLE, "choices": "co\nkto\nwykonano", "is_carried_forward": 1}
	answer = "lekarz\tmatka\t3.11\nszkoła\tojciec\n\tmatka\t \nwniosek"
	assert sheets.carry_on(tasks, tasks, answer) == "szkoła\tojciec\n\tmatka\nwniosek"
	assert sheets.carry_on({**tasks, "is_carried_forward": 0}, tasks, answer) == ""
	day = {"kind": DAY, "is_carried_forward": "1"}
	assert sheets.carry_on(day, {"kind": DAY}, "2026-01-01") == "2026-01-01"
	assert sheets.carry_on(day, day, None) == ""


@pytest.mark.parametrize(
	("choices", "carried"),
	[
		("kto\nco\nwykonano", "ojciec\tszkoła"),
		("zadanie\nkto\nwykonano", "szkoła\tojciec"),
		("co\nwykonano", "szkoła"),
		("lp\nco\nkto\nwykonano", "\tszkoła\tojciec"),
	],
)
def test_a_cell_stays_under_its_head_when_the_office_changes_the_columns(choices, carried):
	tasks = {"kind": TABLE, "choices": "co\nkto\nwykonano", "is_carried_forward": 1}
	assert sheets.carry_on({**tasks, "choices": choices}, tasks, "szkoła\tojciec") == carried


@pytest.mark.parametrize(
	("change", "last"),
	[
		({"kind": NUMBER}, {}),
		({"kind": RATING, "choices": SCALE}, {}),
		({}, {"kind": TABLE, "choices": "co\nkto"}),
		({}, {"is_sensitive": 1}),
	],
)
def test_what_no_longer_fits_or_others_would_read_is_not_carried_on(change, last):
	asked = {"kind": "Long Text", "is_carried_forward": 1}
	assert sheets.carry_on({**asked, **change}, {**asked, **last}, "astma") == ""


def test_missing_answers_are_numbered():
	assert sheets.get_unanswered([(True, "a"), (True, " "), (False, None), (True, None)]) == [2, 4]


def test_a_question_equals_itself_but_for_spaces():
	one = {"question_text": " Ile? ", "is_required": 1}
	assert sheets.wording_of(one) == sheets.wording_of({"question_text": "Ile?", "is_required": "1"})
	assert sheets.wording_of(one) != sheets.wording_of({"question_text": "Ile?", "is_required": "0"})


# figures

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def said(answer: str, family: str = "A", day: date = FIRST, kind: str = RATING, code: str = "BEZP") -> Answer:
	return Answer(f"S-{family}-{day}", family, day, code, kind, SCALE, answer)


def counted(figure: str, part: str, *answers: Answer):
	return compute(Facts(FIRST, LAST, answers=answers), figure, part)


def test_answers_of_the_period_are_counted_by_their_code():
	rows = (
		said("źle"),
		said("dobrze", day=LAST),
		said("źle", "B"),
		said("źle", day=date(2026, 7, 1)),
		said("źle", code="INNY"),
		said("matka\nOjciec", kind=SEVERAL, code="KTO"),
	)
	assert counted("Answers on Sheets", "BEZP", *rows).value == 3
	assert counted("Answers on Sheets", "BEZP = Źle", *rows).value == 2
	assert counted("Answers on Sheets", "KTO=ojciec", *rows).value == 1
	assert counted("Answers on Sheets", "KTO=dziecko", *rows).value == 0


def test_the_mean_is_of_numbers_alone():
	rows = (said("źle"), said("dobrze", "B"), said("2,5", "B", kind=NUMBER), said("słowa", kind="Short Text"))
	mean = counted("Mean of Answers", "BEZP", *rows)
	assert (mean.value, mean.base) == (2.2, 2)
	assert counted("Mean of Answers", "BEZP").value is None


def test_which_parts_a_row_may_ask_for():
	answers, mean = FIGURES["Answers on Sheets"], FIGURES["Mean of Answers"]
	assert answers.takes("BEZP") and answers.takes("BEZP=źle") and mean.takes("BEZP")
	assert not any(answers.takes(part) for part in ("", "=źle", "BEZP="))
	assert not any(mean.takes(part) for part in ("", "BEZP=źle"))


def test_a_sheet_asks_first_about_whom_it_asked_already():
	known = {"Jan": False, "Ola": True, "Ewa": False}
	assert sheets.get_people_now(known, ["Iga", "Ewa", "Jan"]) == ["Jan", "Ola", "Ewa", "Iga"]
	assert sheets.get_people_now({}, ["Jan"]) == ["Jan"]
	assert sheets.get_people_now({"Ola": False}, []) == []


def test_the_questions_of_a_sheet_in_its_own_wording():
	rows = [
		{"section": "Dom", "question_text": "Ciepło?", "kind": YES_NO},
		{"section": "Dzieci", "question_text": "Sen", "person": "Jan"},
		{"section": "Dzieci", "question_text": "Lęk", "person": "Jan"},
		{"section": "Dzieci", "question_text": "Sen", "person": "Ola"},
	]
	asked_of = {sheets.Key("Dzieci", "Sen", ""): sheets.EACH_CHILD}
	found = sheets.read_questions(rows, asked_of)
	assert [row["question_text"] for row in found] == ["Ciepło?", "Sen", "Lęk"]
	once, child, unknown = (row["asked_of"] for row in found)
	assert (once, child) == (sheets.ONCE, sheets.EACH_CHILD)
	assert unknown not in (sheets.ONCE, sheets.EACH_CHILD, sheets.EACH_MEMBER)
