"""Whether a request names a column: for columns that its sender may neither read nor ask about."""

import json
import re
import unicodedata
from collections.abc import Iterable
from re import Pattern


def pattern_of(columns: Iterable[str]) -> Pattern[str]:
	"""What finds one of the columns in a text, as the database would.

	MariaDB's names know neither case nor accents; a letter beyond ASCII that has no accent to lose, such as
	the dotless i, may stand for one of theirs, so it is taken for any. A word of another script is none.
	"""
	words = ("".join(rf"(?:{letter}|[^\x00-\x7f])" for letter in column) for column in columns)
	begins = r"(?<![a-z0-9_])(?=[^\x00-\x7f]*[a-z])"
	return re.compile(rf"{begins}(?:{'|'.join(words)})(?![a-z0-9_])", re.IGNORECASE)


def names_column(value: object, pattern: Pattern[str]) -> bool:
	"""Whether the value of a request's argument names a column, be it within JSON (also within JSON's texts)."""
	if isinstance(value, dict):
		return any(names_column(part, pattern) for pair in value.items() for part in pair)
	if isinstance(value, list | tuple | set):
		return any(names_column(part, pattern) for part in value)
	if not isinstance(value, str):
		return False
	inner = _parsed(value)
	if inner is not None:
		return names_column(inner, pattern)
	return bool(pattern.search(_without_accents(value)))


def _without_accents(text: str) -> str:
	if text.isascii():
		return text
	return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _parsed(text: str) -> dict | list | str | None:
	"""What a text holds as JSON; None for one that is no JSON, or only a number."""
	try:
		found = json.loads(text)
	except (ValueError, RecursionError):
		return None
	return found if isinstance(found, dict | list | str) else None
