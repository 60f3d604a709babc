"""Search for column names in requests, to refuse questions about columns that the user may not read."""

import json
import re
import unicodedata
from collections.abc import Iterable
from re import Pattern


def pattern_of(columns: Iterable[str]) -> Pattern[str]:
	"""Return a pattern that matches one of the columns in a text, as the database would.

	MariaDB compares names without case and accents. A letter beyond ASCII without an accent to strip, such as the
	dotless i, may equal one of theirs, so it matches any letter. A word of another script does not match.
	"""
	words = ("".join(rf"(?:{letter}|[^\x00-\x7f])" for letter in column) for column in columns)
	begins = r"(?<![a-z0-9_])(?=[^\x00-\x7f]*[a-z])"
	return re.compile(rf"{begins}(?:{'|'.join(words)})(?![a-z0-9_])", re.IGNORECASE)


def names_column(value: object, pattern: Pattern[str]) -> bool:
	"""Return whether the value of a request's argument names a column, also within JSON, nested JSON included."""
	if isinstance(value, dict):
		return any(names_column(part, pattern) for pair in value.items() for part in pair)
	if isinstance(value, list | tuple | set):
		return any(names_column(part, pattern) for part in value)
	if not isinstance(value, str):
		return False
	inner = _parse(value)
	if inner is not None:
		return names_column(inner, pattern)
	return bool(pattern.search(_strip_accents(value)))


def _strip_accents(text: str) -> str:
	if text.isascii():
		return text
	return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _parse(text: str) -> dict | list | str | None:
	"""Return the object, list or text that a text holds as JSON; None for other texts and other values."""
	try:
		parsed = json.loads(text)
	except (ValueError, RecursionError):
		return None
	return parsed if isinstance(parsed, dict | list | str) else None
