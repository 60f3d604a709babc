"""What a request says about itself: which method it calls, and which names of a given set it holds.

A name counts where a whole text equals it, ignoring case, accents and blanks around it, and as `tab<name>` within
a text. Texts are looked for in keys and values, however nested, and in JSON within texts.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

MAX_DEPTH = 20
MAX_PARTS = 50_000
# Longer texts are files and documents; whoever sends one to a method that nobody has reviewed is refused.
MAX_TEXT = 4_000_000
# Shorter texts are compared at once; only longer ones are worth a quick look first.
SHORT = 64
TABLE = "tab"
ESCAPED_LETTER = "\\u"
# Escaped ends of lines in JSON, which would stick to the word that follows.
LINE_SIGNS = re.compile(r"\\+[bfnrt]")
SEPARATORS = str.maketrans({chr(sign): " " for sign in range(128) if not chr(sign).isalnum()})
# Signs at the beginning of a text that may be JSON.
JSON_BEGINS = ("{", "[", '"')
# Categories of signs that a comparison in the database does not see: accents, joiners, control signs.
UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
READ, CREATE, UPDATE, DELETE = "read", "create", "update", "delete"
VERBS = {"GET": READ, "HEAD": READ, "POST": CREATE, "PUT": UPDATE, "PATCH": UPDATE, "DELETE": DELETE}


class TooLargeToSearchError(ValueError):
	"""The request is nested deeper or is longer than we search."""


@dataclass(frozen=True)
class Call:
	"""What a request calls: a method by its path, a method of a document, or a page or route of the framework.

	method: the path of a method; for a document's method its name.
	doctype: the DocType of a document's method.
	name: the document's name, where the path holds it.
	route: a page (`/printview`) or a route of REST (`rest read`); None where a method is called.
	"""

	method: str | None = None
	doctype: str | None = None
	route: str | None = None
	name: str | None = None


def read_call(path: str, verb: str, arguments: Mapping) -> Call:
	"""Return what the request calls. `cmd` wins on every path, as in the framework."""
	if cmd := arguments.get("cmd"):
		return Call(method=str(cmd))
	parts = path.strip("/").split("/")
	if parts[0] != "api":
		return Call(route=f"/{path.strip('/')}")
	if parts[1:2] == ["v2"]:
		return _read_second_version(parts[2:], verb)
	return _read_first_version(parts[2:] if parts[1:2] == ["v1"] else parts[1:], verb, arguments)


def _read_first_version(parts: list[str], verb: str, arguments: Mapping) -> Call:
	match parts:
		case ["method", method, *_rest]:
			return Call(method=method)
		case ["resource", doctype, *name] if name and "run_method" in arguments:
			return Call(method=str(arguments["run_method"]), doctype=doctype, name="/".join(name))
		case ["resource", _doctype, *_rest]:
			return Call(route=f"rest {VERBS.get(verb, verb)}")
	return Call(route="/".join(["rest", *parts[:1]]))


def _read_second_version(parts: list[str], verb: str) -> Call:
	match parts:
		case ["method", method]:
			return Call(method=method)
		case ["method", doctype, method]:
			return Call(method=method, doctype=doctype)
		case ["document", doctype, *name, "method", method] if name:
			return Call(method=method, doctype=doctype, name="/".join(name))
		case ["document", _doctype, _name, *_rest, "copy"] if verb == "GET":
			return Call(route="rest copy")
		case ["document", _doctype, *_rest]:
			return Call(route=f"rest {VERBS.get(verb, verb)}")
		case ["doctype", _doctype, ("meta" | "count") as asked]:
			return Call(route=f"rest {asked}")
	return Call(route="/".join(["rest", *parts[:1]]))


def normalise(text: str) -> str:
	"""Return the text as names are compared: without case, accents, unseen signs and blanks around it."""
	if not text.isascii():
		text = "".join(
			sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in UNSEEN
		)
	return text.strip().lower()


def find_names(value: object, names: frozenset[str], body: str = "") -> set[str]:
	"""Return those of the names (normalised) that the value of a request's argument holds.

	body: the text that the value was read from; where no name can be in it, the value is not walked through.
	Raises TooLargeToSearchError.
	"""
	if body and not _may_hold(body, names):
		return set()
	found: set[str] = set()
	for text in _iterate_texts(value, names):
		found |= _find_in_text(normalise(text), names)
	return found


def _iterate_texts(value: object, names: frozenset[str]) -> Iterator[str]:
	"""Yield every text of the value that may hold a name: keys, values, and those of JSON within texts."""
	waiting, seen = [(value, 0)], 0
	while waiting:
		part, depth = waiting.pop()
		seen += 1
		if depth > MAX_DEPTH or seen > MAX_PARTS:
			raise TooLargeToSearchError
		inner = _open(part, names) if isinstance(part, str) else part
		if isinstance(inner, Mapping):
			waiting.extend((each, depth + 1) for pair in inner.items() for each in pair)
		elif isinstance(inner, list | tuple | set):
			waiting.extend((each, depth + 1) for each in inner)
		elif isinstance(inner, str):
			if inner is part:
				yield part
			else:
				waiting.append((inner, depth + 1))


def _open(text: str, names: frozenset[str]) -> dict | list | str | None:
	"""Return what the text holds as JSON, the text itself if that is nothing, None if no name can be in it."""
	if not _may_hold(text, names):
		return None
	if not text.lstrip().startswith(JSON_BEGINS):
		return text
	try:
		parsed = json.loads(text)
	except RecursionError as error:
		raise TooLargeToSearchError from error
	except ValueError:
		return text
	return parsed if isinstance(parsed, dict | list | str) else None


def _may_hold(text: str, names: frozenset[str]) -> bool:
	"""Return whether a name may be in the text: quick, and never wrong when it says no."""
	if len(text) > MAX_TEXT:
		raise TooLargeToSearchError
	if len(text) < SHORT or ESCAPED_LETTER in text:
		return True
	words = _get_words(names)
	# A name without a longer word of ASCII letters is looked for everywhere.
	return "" in words or not words.isdisjoint(_reduce(text).split())


@cache
def _get_words(names: frozenset[str]) -> frozenset[str]:
	"""Return the longest word of each name and its first as it follows `tab`; one of them is where the name is."""
	words = [_reduce(name).split() or [""] for name in names]
	return frozenset(word for each in words for word in (max(each, key=len), f"{TABLE}{each[0]}"))


def _reduce(text: str) -> str:
	"""Return the text in small ASCII letters, blanks for all other signs."""
	if not text.isascii():
		text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
	if "\\" in text:
		text = LINE_SIGNS.sub(" ", text)
	return text.lower().translate(SEPARATORS)


def _find_in_text(text: str, names: frozenset[str]) -> set[str]:
	if text in names:
		return {text}
	if TABLE not in text:
		return set()
	return {name for name in names if f"{TABLE}{name}" in text}
