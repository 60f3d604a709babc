"""Words that an official would not write, and second words for one thing, do not come back.

Read are the translations, the templates of papers and pages, the guides of the office, and what JSON records say in Polish
(first steps, tours, dictionaries). Each word says what to write instead.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "opsfamily"

# Pattern → what is written instead, and why.
WORDS = {
	r"\bstoi\b|\bstoją\b|\bstanie na\b": "figuruje, widnieje, jest wpisane: a calque",
	r"(?i)przydzielenie rodziny asystentowi": "przydzielenie asystenta rodziny: the Act assigns the assistant",
	r"(?i)czas\w* (pracy )?poza rodzinami|godziny poza rodzinami": "pozostały czas pracy",
	r"(?i)przegląd\w* u menedżera": "przegląd przypadku",
	r"Dni przechowywania wyjść": "okres przechowywania zapisów o wyjściach",
	r"(?i)wyrzuć|wyrzucić": "usuń, usunąć: colloquial",
	r"za stara\b": "straciła aktualność: colloquial",
	r"(?i)rodziny (już )?nie ma na miejscu": "brak możliwości spotkania z rodziną: ambiguous",
	r"(?i)sprawa grupowa": "grupowa konsultacja przypadku",
	r"RODZINA W ZARYSIE": "informacja o rodzinie – podsumowanie",
	r"(?i)jednocześnie w rolach": "nie można łączyć ról",
	r"(?i)bezpowrotnie": "zatwierdzić, anulować: unintended threat",
	r"(?i)\bdecyzj(?!\w* administracyj)": "rozstrzygnięcie, of a meeting ustalenie: these are no administrative decisions",
	r"(?i)\bszkic": "wersja robocza: one word for one thing",
	r"\bPoczątkowa\b": "wstępna: one word for one thing",
	r"Wniosek o asystenta": "wniosek o przydzielenie asystenta",
	r"(?i)\b(zeby|ktory|ktora|ktore|mozna|jesli|rowniez|wiecej|pózniej|polaczenie|wlasny)\b": "Polish letters are missing",
}
# The reader is spoken to impersonally: „Proszę uzupełnić…”, „Nie można…”.
TO_THE_READER = re.compile(
	r"(?i)\b(twój|twoj\w+|ciebie|tobie|masz|możesz|musisz|widzisz|jesteś|prowadzisz|chcesz|wpisujesz|zobaczysz"
	r"|zapisujesz|wychodzisz|zwracasz|cofasz|prosimy|pracujecie|w państwa)\b|\bCię\b|\bCi\b|\(Ty\)"
)
COMMANDS = (
	"zrób zacznij wybierz zapisz wpisz popraw odznacz skróć zaznacz poproś zwróć użyj napisz wydrukuj dołącz dodaj sporządź "
	"zmień ułóż naciśnij zakończ wczytaj przydziel załóż wyślij podaj wskaż otwórz zatwierdź zaplanuj odpowiedz zleć "
	"powiadom zadzwoń spróbuj wypełnij odśwież zaloguj utwórz uzupełnij"
)
# A label has a form without gender: „zaakceptowana przez”. Below a line for a signature the usual form stays.
GENDERED = re.compile(r"ł\(a\)|\(-ła?\)|ął/\w+ęła")
# A button commands the program („Zapisz”); a sentence commands its reader.
COMMAND = re.compile(rf"(?i)(?:^|[.:;,–] |[Nn]ajpierw )(?:{'|'.join(COMMANDS.split())})\b(?=[^„”]*[.?!]$)")
# The administrator of personal data decides in the words of the regulation.
DECIDES_BY_LAW = {"docs/rodo-szablony.md"}
SPOKEN = ("title", "subtitle", "description", "success_message", "action_label", "callback_message")


def of_translations() -> Iterator[tuple[str, str]]:
	with (PACKAGE / "translations" / "pl.csv").open(encoding="utf-8", newline="") as file:
		yield from ((f"pl.csv: {source}", target) for source, target in csv.reader(file))


def of_records() -> Iterator[tuple[str, str]]:
	for kind in ("module_onboarding", "onboarding_step", "form_tour"):
		for path in sorted(PACKAGE.glob(f"ops_*/{kind}/*/*.json")):
			record = json.loads(path.read_text(encoding="utf-8"))
			for row in (record, *record.get("steps", [])):
				yield from ((f"{path.stem}: {key}", row[key]) for key in SPOKEN if row.get(key))


def of_dictionaries() -> Iterator[tuple[str, str]]:
	path = PACKAGE / "setup" / "data" / "dictionaries.json"
	for doctype, rows in json.loads(path.read_text(encoding="utf-8")).items():
		for row in rows:
			yield from ((f"{doctype}: {key}", value) for key, value in row.items() if isinstance(value, str))


def of_files() -> Iterator[tuple[str, str]]:
	paths = [*PACKAGE.rglob("*.html"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.svg")]
	for path in sorted(paths):
		name = str(path.relative_to(ROOT))
		if "recipes" not in path.parts:
			lines = path.read_text(encoding="utf-8").splitlines()
			yield from ((f"{name}:{number}", line) for number, line in enumerate(lines, 1))


def texts() -> list[tuple[str, str]]:
	return [*of_translations(), *of_records(), *of_dictionaries(), *of_files()]


def test_texts_are_found_everywhere():
	found = {place.split(":")[0] for place, _text in texts()}
	assert {"pl.csv", "family_visit", "ops_write_a_visit", "Contact Kind", "docs/terminy.md"} <= found
	assert any(place.endswith(".html") for place in found)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_does_not_come_back(word):
	pattern = re.compile(word)
	found = [
		f"{place}: {text.strip()[:120]}"
		for place, text in texts()
		if pattern.search(text) and place.split(":")[0] not in DECIDES_BY_LAW
	]
	assert found == [], f"write: {WORDS[word]}"


def test_the_reader_is_spoken_to_impersonally():
	spoken = (*of_translations(), *of_records())
	assert [f"{place}: {text}" for place, text in spoken if TO_THE_READER.search(text)] == []


def test_a_label_has_no_gender():
	assert [f"{place}: {text}" for place, text in of_translations() if GENDERED.search(text)] == []


def test_a_sentence_gives_no_command():
	spoken = (*of_translations(), *of_records())
	found = [f"{place}: {text}" for place, text in spoken if text[-1] in ".?!" and COMMAND.search(text)]
	assert found == []


@pytest.mark.parametrize(
	"text",
	[
		"Najpierw wybierz rodzinę.",
		"Zapisz dokument.",
		"Nie ma jeszcze karty. Najpierw zapisz wizyty z miesiąca.",
	],
)
def test_a_command_is_recognised(text):
	assert COMMAND.search(text)


@pytest.mark.parametrize(
	"text", ["Zapisz", "Proszę użyć przycisku „Pobierz wizyty”.", "Proszę wybrać rodzinę."]
)
def test_a_button_and_a_request_are_no_command(text):
	assert text[-1] not in ".?!" or not COMMAND.search(text)
