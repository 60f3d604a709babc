"""Letters of the office: the text in force on a day, the addressee, and the checksum of a signed letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

# Kinds of letters, each with the text of the settings that it prints.
ASSIGNMENT, TO_ASSISTANT, REFUSAL = "Letter of Assignment", "Letter to the Assistant", "Letter of Refusal"
REQUEST, AUTHORISATION, CONSENT = "Request for an Assistant", "Written Authorisation", "Consent Form"
CLOSING, OPINION, MINUTES = "Letter of Closing", "Court Opinion", "Conference Minutes"
TO_COURT, OTHER = "Letter to the Court", "Other Letter"
# Texts of the settings that depend on more than the kind of letter.
FOR_LIFE_ASSIGNMENT = "Letter of Assignment, „Za życiem”"
STATUTORY, POWER = "Statutory Authorisation", "Power of Attorney"
TO_WORK, TO_DATA = "Consent to Work", "Consent to Data Processing"
CLAUSE = "Data Protection Clause"
# DocType of the printed document → kinds of letters that may be made of it, the usual one first.
KINDS = {
	"Assistant Request": (ASSIGNMENT, TO_ASSISTANT, REFUSAL, REQUEST),
	"Authorisation": (AUTHORISATION,),
	"Case Closing": (CLOSING,),
	"Case Conference": (MINUTES,),
	"Consent": (CONSENT,),
	"Court Letter": (TO_COURT,),
	"Court Opinion": (OPINION,),
}
# Letters to the family, which the clause on data protection goes with.
TO_FAMILY = frozenset({ASSIGNMENT, REFUSAL, CLOSING})
CONTROLLER = "{administrator}"
# Genitive of the head's title, for „(pieczęć i podpis kierownika)”.
GENITIVES = {"kierownik": "kierownika", "dyrektor": "dyrektora"}
UNCHANGED, CHANGED, MISSING = "unchanged", "changed", "missing"


class DatedText(NamedTuple):
	"""A text of the settings, in force from a day on."""

	used_in: str
	from_date: date
	text: str


def text_on(texts: Iterable[DatedText], used_in: str, day: date) -> str:
	"""Return the text in force on a day, the latest one that began; empty where none had begun."""
	begun = [row for row in texts if row.used_in == used_in and row.from_date <= day]
	return max(begun, key=lambda row: row.from_date).text if begun else ""


def name_controller(text: str, controller: str | None) -> str:
	"""Return the clause with the data controller's name in its place."""
	return text.replace(CONTROLLER, controller or "…………………………")


def get_genitive(title: str | None) -> str:
	"""Return the head's title in the genitive, in small letters; another title than the usual two stays as it is."""
	word = (title or "kierownik").strip().lower()
	return GENITIVES.get(word, word)


def split_lines(text: str | None) -> list[str]:
	"""Return the lines that say something."""
	return [line.strip() for line in (text or "").splitlines() if line.strip()]


def address(name: str | None) -> str:
	"""Return the addressee with „Pani/Pan”: nobody's gender is guessed from a name."""
	return f"Pani/Pan {name}" if name else ""


def make_checksum(content: bytes) -> str:
	"""Return the SHA-256 of a file, 64 hexadecimal digits."""
	return sha256(content).hexdigest()


def compare_checksum(kept: str | None, content: bytes | None) -> str | None:
	"""Return whether a file is still the one whose checksum was kept; None where there is none."""
	if not kept:
		return None
	if content is None:
		return MISSING
	return UNCHANGED if make_checksum(content) == kept else CHANGED
