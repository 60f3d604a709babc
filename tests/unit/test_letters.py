"""Letters: the text in force on a day, the addressee, the head's title and the checksum of the signed paper."""

from datetime import date
from hashlib import sha256

import pytest

from opsfamily.core import letters
from opsfamily.core.letters import DatedText, text_on

TEXTS = [
	DatedText("Letter of Refusal", date(2012, 1, 1), "art. 11"),
	DatedText("Letter of Refusal", date(2026, 7, 1), "art. 12"),
	DatedText("Court Opinion", date(2012, 1, 1), "art. 15"),
]


@pytest.mark.parametrize(
	("day", "text"),
	[
		(date(2011, 12, 31), ""),
		(date(2012, 1, 1), "art. 11"),
		(date(2026, 6, 30), "art. 11"),
		(date(2026, 7, 1), "art. 12"),
		(date(2030, 1, 1), "art. 12"),
	],
)
def test_the_text_in_force_on_a_day(day, text):
	assert text_on(TEXTS, "Letter of Refusal", day) == text
	assert text_on(reversed(TEXTS), "Letter of Refusal", day) == text


def test_a_kind_without_a_text_has_none():
	assert text_on(TEXTS, "Letter of Closing", date(2026, 1, 1)) == ""


@pytest.mark.parametrize(
	("title", "genitive"),
	[
		("Kierownik", "kierownika"),
		("Dyrektor", "dyrektora"),
		(None, "kierownika"),
		("p.o. Dyrektora", "p.o. dyrektora"),
	],
)
def test_the_genitive_of_the_heads_title(title, genitive):
	assert letters.get_genitive(title) == genitive


def test_the_controller_stands_in_the_clause():
	assert (
		letters.name_controller("Administratorem jest {administrator}.", "OPS") == "Administratorem jest OPS."
	)
	assert "…" in letters.name_controller("{administrator}", None)
	assert letters.name_controller("Bez pola {inne}.", "OPS") == "Bez pola {inne}."


def test_nobodys_gender_is_guessed():
	assert letters.address("Maria Testowa") == "Pani/Pan Maria Testowa"
	assert letters.address(None) == ""


def test_a_changed_and_a_missing_file_are_told_apart():
	kept = letters.make_checksum(b"pismo")
	assert kept == sha256(b"pismo").hexdigest()
	assert letters.compare_checksum(kept, b"pismo") == letters.UNCHANGED
	assert letters.compare_checksum(kept, b"pismo.") == letters.CHANGED
	assert letters.compare_checksum(kept, None) == letters.MISSING
	assert letters.compare_checksum(None, b"pismo") is None
