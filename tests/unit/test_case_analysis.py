from datetime import date

import pytest

from opsfamily.core.case_analysis import Participant, asks_for_manager, review_due, specialists

ASSISTANT = ("anna", "Anna Asystentka", "Family Assistant")
WORKER = ("marek", "Marek Socjalny", "Social Worker")
COORDINATOR = ("ewa", "Ewa Koordynatorka", "Coordinator")
SUBSTITUTE = ("beata", "Beata Bystra", "Substitute")
PSYCHOLOGIST = ("karol", "Karol Konsultant", "Psychologist")
THERAPIST = Participant(None, "Robert Kania")


def test_who_is_on_every_case_is_no_specialist():
	assert specialists([ASSISTANT, WORKER, COORDINATOR, SUBSTITUTE], []) == []


@pytest.mark.parametrize(
	"part", ["Psychologist", "Consultant", "Foster-Care Coordinator", "Case Manager", "Another of the Office"]
)
def test_everybody_else_is_one(part):
	assert specialists([ASSISTANT, ("karol", "Karol", part)], []) == ["Karol"]


def test_one_person_in_two_parts_counts_once():
	manager = ("karol", "Karol Konsultant", "Case Manager")
	assert specialists([PSYCHOLOGIST, manager], [Participant("karol", "Karol Konsultant")]) == [
		"Karol Konsultant"
	]


def test_an_outsider_counts_once_however_written():
	found = specialists([], [THERAPIST, Participant(None, "robert kania"), Participant(None, "Hanna Bąk")])
	assert found == ["Robert Kania", "Hanna Bąk"]


def test_a_user_who_takes_part_counts_by_their_role():
	assert specialists([], [Participant("karol", "Karol", True)]) == ["Karol"]
	assert specialists([], [Participant("ewa", "Ewa", False)]) == []


def test_the_assistant_who_takes_part_stays_the_assistant():
	assert specialists([ASSISTANT], [Participant("anna", "Anna Asystentka", True)]) == []


def test_who_is_assistant_and_psychologist_is_a_specialist_too():
	both = [("anna", "Anna", "Family Assistant"), ("anna", "Anna", "Psychologist")]
	assert specialists(both, []) == ["Anna"]


def test_the_question_comes_with_the_second_specialist():
	assert [asks_for_manager(count) for count in (0, 1, 2, 5)] == [False, False, True, True]


@pytest.mark.parametrize(
	("last", "due"),
	[
		(None, date(2026, 12, 15)),
		# The analysis that named the manager was before the first day.
		(date(2026, 11, 2), date(2026, 12, 15)),
		(date(2026, 11, 3), date(2026, 12, 15)),
		(date(2026, 11, 20), date(2027, 1, 1)),
	],
)
def test_a_review_is_due_after_the_last_one_or_the_first_day(last, due):
	assert review_due(date(2026, 11, 3), last, 6) == due
