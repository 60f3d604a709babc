"""What a client asks of a list: whether it is so plain that the framework surely reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

LIMITS = ("limit", "limit_start", "limit_page_length", "start")
FILTERS = ("filters", "or_filters")
ORDER = re.compile(r"`?(\w+)`?(?: (?:asc|desc))?")
# Longer texts are no names, words or days.
LONGEST = 140
EQUAL = ("=", "!=")


def is_plain(asked: Mapping[str, object], columns: Collection[str], texts: Collection[str]) -> bool:
	"""Return whether a list is asked for by known columns, equal texts, one order and whole numbers alone.

	columns: all that the list has. texts: those of them that hold texts. What is not plain may be right as well.
	"""
	return all(_is_plain(name, value, columns, texts) for name, value in asked.items())


def _is_plain(name: str, value: object, columns: Collection[str], texts: Collection[str]) -> bool:
	if not isinstance(value, str):
		return False
	if name in LIMITS:
		return value.isascii() and value.isdigit() and len(value) < 10
	if name == "fields":
		fields = _parse(value)
		return isinstance(fields, list) and bool(fields) and all(_is_in(each, columns) for each in fields)
	if name in FILTERS:
		return _are_plain_filters(_parse(value), texts)
	order = ORDER.fullmatch(value) if name == "order_by" else None
	return bool(order and order.group(1) in columns)


def _are_plain_filters(filters: object, texts: Collection[str]) -> bool:
	if isinstance(filters, dict):
		filters = [[column, "=", value] for column, value in filters.items()]
	return isinstance(filters, list) and all(_is_plain_filter(each, texts) for each in filters)


def _is_plain_filter(condition: object, texts: Collection[str]) -> bool:
	if not isinstance(condition, list) or len(condition) != 3:
		return False
	column, operator, value = condition
	is_short = isinstance(value, str) and len(value) <= LONGEST
	return _is_in(column, texts) and _is_in(operator, EQUAL) and is_short


def _is_in(value: object, known: Collection[str]) -> bool:
	return isinstance(value, str) and value in known


def _parse(text: str) -> object:
	try:
		return json.loads(text)
	except (ValueError, RecursionError):
		return None
