from opsfamily.core.risk_list import NO, NOT_KNOWN, YES, Item, Score, item, score_of, unanswered


def test_the_score_is_the_weight_of_what_was_answered_yes():
	answers = [(3, YES), (2, NO), (1.5, YES), (1, NOT_KNOWN), (0, YES)]
	assert score_of(answers) == Score(score=4.5, highest=7.5, unknown=1)


def test_nothing_answered_scores_nothing():
	assert score_of([(3, None), (1, "")]) == Score(0, 4, 0)
	assert score_of([]) == Score(0, 0, 0)


def test_thirds_add_up_without_a_tail():
	assert score_of([(0.1, YES)] * 3).score == 0.3


def test_not_known_is_an_answer_and_nothing_else_is():
	assert unanswered([YES, None, NOT_KNOWN, "", NO, "Perhaps"]) == [2, 4, 6]
	assert unanswered([]) == []


def test_an_item_is_told_apart_by_what_a_reader_sees():
	assert item(" Dom ", "Brak ciepłej wody. ", "2") == Item("Dom", "Brak ciepłej wody.", 2)
	assert item(None, None, None) == Item("", "", 0)
	assert item("Dom", "Brak", 1) != item("Dom", "Brak", 2)
	assert item("Dom", "Brak", 1) != item("Dom", "Brak.", 1)
