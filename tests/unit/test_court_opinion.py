from datetime import date

import pytest

from opsfamily.core import court_opinion as core
from opsfamily.core.court_opinion import Action, Contact, Facts, Person, Rating
from opsfamily.core.outcomes import DONE, NOT_DONE, PENDING
from opsfamily.core.polish import counted, plural

PERIOD = (date(2026, 8, 1), date(2026, 11, 20))
FORMS = ("kontakt", "kontakty", "kontaktów")


@pytest.mark.parametrize(
	("count", "form"),
	[
		(0, 2),
		(1, 0),
		(2, 1),
		(4, 1),
		(5, 2),
		(11, 2),
		(12, 2),
		(14, 2),
		(21, 2),
		(22, 1),
		(25, 2),
		(101, 2),
		(102, 1),
		(112, 2),
		(114, 2),
		(122, 1),
		(1000, 2),
	],
)
def test_plural_forms(count, form):
	assert plural(count, *FORMS) == FORMS[form]
	assert counted(count, *FORMS) == f"{count} {FORMS[form]}"


@pytest.mark.parametrize(
	("minutes", "words"),
	[
		(0, "0 minut"),
		(1, "1 minuta"),
		(20, "20 minut"),
		(60, "1 godzina"),
		(122, "2 godziny 2 minuty"),
		(1535, "25 godzin 35 minut"),
		(22 * 60 + 1, "22 godziny 1 minuta"),
	],
)
def test_durations(minutes, words):
	assert core.format_duration(minutes) == words


def test_members_by_name_birth_and_kinship():
	members = [
		Person("Maria Testowa", date(1990, 1, 1), "matka"),
		Person("Jan Testowy", None, " "),
		Person("Ola Testowa", None, "córka", in_foster_care=True),
	]
	assert core.persons(members).split("\n") == [
		"Maria Testowa, ur. 1 stycznia 1990 r., matka",
		"Jan Testowy",
		"Ola Testowa, córka, w pieczy zastępczej",
	]


def test_an_empty_file_says_what_is_missing():
	text = core.facts(Facts(PERIOD))
	assert text.split("\n\n") == [
		"W aktach nie ma przydziału asystenta rodziny.",
		"W okresie od 1 sierpnia 2026 r. do 20 listopada 2026 r. nie odnotowano kontaktów z rodziną.",
		"W tym okresie nie obowiązywał plan pracy z rodziną.",
		"W tym okresie nie było działań z harmonogramu.",
		"W tym okresie nie sporządzono oceny sytuacji rodziny.",
	]
	assert core.sensitive_facts(Facts(PERIOD)) == ""


def test_since_when_on_what_basis_and_with_whom():
	file = Facts(
		PERIOD, since=date(2026, 8, 10), basis="zgoda rodziny", assistants=("Anna Asystentka", "Beata Bystra")
	)
	assert core.write_since(file) == (
		"Rodzina jest objęta pracą asystenta rodziny od 10 sierpnia 2026 r. (podstawa: zgoda rodziny). "
		"Asystenci rodziny w okresie, którego dotyczy opinia: Anna Asystentka, Beata Bystra."
	)
	alone = core.write_since(file._replace(basis="", assistants=("Anna Asystentka",)))
	assert "od 10 sierpnia 2026 r. Asystent rodziny" in alone
	assert "podstawa" not in alone and "Asystent rodziny w okresie" in alone


@pytest.mark.parametrize(
	("count", "words"),
	[
		(1, "odbył się 1 kontakt, łącznie 1 godzina:"),
		(3, "odbyły się 3 kontakty, łącznie 3 godziny:"),
		(12, "odbyło się 12 kontaktów, łącznie 12 godzin:"),
		(22, "odbyły się 22 kontakty, łącznie 22 godziny:"),
	],
)
def test_verbs_go_with_the_number_of_contacts(count, words):
	assert words in core.write_contacts(Facts(PERIOD, contacts=(Contact("wizyta", 60),) * count))


def test_contacts_by_kind_the_most_frequent_first():
	contacts = (Contact("telefon", 20), Contact("wizyta", 60), Contact("wizyta", 75))
	assert core.write_contacts(Facts(PERIOD, contacts=contacts)).split("\n")[1:] == [
		"– wizyta: 2, 2 godziny 15 minut",
		"– telefon: 1, 20 minut",
	]


def test_goals():
	file = Facts(PERIOD, main_goal=" Spokój w domu. ", goals=("Praca", "Spłata"))
	assert core.write_goals(file).split("\n") == [
		"Cel główny planu pracy z rodziną: Spokój w domu.",
		"Cele szczegółowe:",
		"– Praca",
		"– Spłata",
	]
	assert "szczegółowe" not in core.write_goals(file._replace(goals=()))


def test_actions_with_their_outcomes():
	actions = (
		Action("rodzina", "Plan dnia", date(2026, 9, 14), DONE),
		Action("szkoła", "Zajęcia", None, PENDING),
		Action("rodzina", "Raty", date(2026, 10, 1), DONE),
		Action("rodzina", "Kurs", date(2026, 10, 2), NOT_DONE),
		Action("rodzina", "Praca", date(2026, 10, 3), DONE),
	)
	lines = core.write_actions(Facts(PERIOD, actions=actions)).split("\n")
	assert (
		lines[0]
		== "Harmonogram obejmował 5 działań: wykonane – 3, niewykonane – 1, w trakcie realizacji – 1."
	)
	assert lines[1] == "– Plan dnia (rodzina, termin: 14 września 2026 r.): wykonane"
	assert lines[2] == "– Zajęcia (szkoła): w trakcie realizacji"
	assert core.write_actions(Facts(PERIOD, actions=actions[:1])).startswith(
		"Harmonogram obejmował 1 działanie:"
	)


def test_ratings_and_what_is_said_apart():
	plain = Rating(date(2026, 8, 17), "Wstępna", {"Sfera wychowawcza": "2", "Więzi emocjonalne": "4"})
	violence = Rating(date(2026, 8, 17), "Wstępna", {"Przemoc": "3"})
	file = Facts(PERIOD, ratings=(plain, plain._replace(spheres={})), sensitive=(violence,))
	text = core.write_ratings(file)
	assert "– 17 sierpnia 2026 r. (wstępna): sfera wychowawcza 2, więzi emocjonalne 4" in text
	assert text.endswith("bez ocen liczbowych")
	assert "przemoc" not in core.facts(file).lower()
	assert core.sensitive_facts(file).endswith("(wstępna): przemoc 3")


@pytest.mark.parametrize(
	("start", "end", "falls"),
	[
		(date(2026, 7, 1), date(2026, 7, 31), False),
		(date(2026, 7, 1), date(2026, 8, 1), True),
		(date(2026, 11, 20), None, True),
		(date(2026, 11, 21), None, False),
		(None, None, True),
	],
)
def test_what_falls_into_the_period(start, end, falls):
	assert core.overlaps_period(start, end, PERIOD) == falls


@pytest.mark.parametrize(
	("attempts", "words"), [(1, "1 próbę kontaktu"), (3, "3 próby kontaktu"), (5, "5 prób kontaktu")]
)
def test_attempts_are_named_beside_the_contacts(attempts, words):
	file = Facts(PERIOD, contacts=(Contact("wizyta w rodzinie", 60),), attempts=attempts)
	text = core.write_contacts(file)
	assert "odbył się 1 kontakt, łącznie 1 godzina" in text
	assert text.endswith(f"Ponadto podjęto {words}, w których nikogo nie zastano.")


def test_attempts_alone_are_no_contact():
	text = core.write_contacts(Facts(PERIOD, attempts=2))
	assert "nie odnotowano kontaktów" in text and "2 próby kontaktu" in text
