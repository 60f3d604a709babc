"""Comparison of two versions of the same paper: what is the same, changed, added or gone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SAME, CHANGED, ADDED, GONE = "Same", "Changed", "Added", "Gone"

Row = Mapping[str, str]


class RowPair(NamedTuple):
	"""A row of a table in both versions; None in the version without it."""

	earlier: Row | None
	later: Row | None
	change: str
	# Names of the columns that differ.
	changed: tuple[str, ...] = ()


def change_of(earlier: str | None, later: str | None) -> str:
	"""Return how a text changed. Surrounding spaces and the kind of line break are ignored."""
	before, after = _normalize(earlier), _normalize(later)
	if before == after:
		return SAME
	if before and after:
		return CHANGED
	return ADDED if after else GONE


def compared_rows(earlier: Sequence[Row], later: Sequence[Row], key: Sequence[str]) -> list[RowPair]:
	"""Return the rows in the order of the later version, then the rows that are gone.

	Rows with the same key are compared, the first with the first, the second with the second.
	"""
	before, after = _group_by_key(earlier, key), _group_by_key(later, key)
	kept = [_make_pair(before.get(name), row) for name, row in after.items()]
	return kept + [_make_pair(row, None) for name, row in before.items() if name not in after]


def _make_pair(earlier: Row | None, later: Row | None) -> RowPair:
	if earlier is None or later is None:
		return RowPair(earlier, later, ADDED if earlier is None else GONE)
	columns = dict.fromkeys((*later, *earlier))
	changed = tuple(name for name in columns if change_of(earlier.get(name), later.get(name)) != SAME)
	return RowPair(earlier, later, CHANGED if changed else SAME, changed)


def _group_by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple, Row]:
	"""Return (key, number of its occurrence) → row, so that two rows with the same key stay two."""
	grouped, seen = {}, Counter()
	for row in rows:
		name = tuple(" ".join(_normalize(row.get(column)).casefold().split()) for column in key)
		grouped[(*name, seen[name])] = row
		seen[name] += 1
	return grouped


def _normalize(text: str | None) -> str:
	return (text or "").replace("\r\n", "\n").strip()
