"""Two versions of the same paper side by side: what stayed, changed, came and went."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

SAME, CHANGED, ADDED, GONE = "Same", "Changed", "Added", "Gone"

Row = Mapping[str, str]


class RowPair(NamedTuple):
	"""A row of a table as it was and as it is; None where it was not yet or is no more."""

	earlier: Row | None
	later: Row | None
	change: str
	# Names of the columns that differ, in a changed row.
	changed: tuple[str, ...] = ()


def change_of(earlier: str | None, later: str | None) -> str:
	"""How one text became the other. Spaces around it and the kind of line break are no change."""
	before, after = _plain(earlier), _plain(later)
	if before == after:
		return SAME
	if before and after:
		return CHANGED
	return ADDED if after else GONE


def compared_rows(earlier: Sequence[Row], later: Sequence[Row], key: Sequence[str]) -> list[RowPair]:
	"""Rows in the order of the later paper, then what is gone. Rows of one key are one row, in their order."""
	before, after = _by_key(earlier, key), _by_key(later, key)
	kept = [_pair(before.get(name), row) for name, row in after.items()]
	return kept + [_pair(row, None) for name, row in before.items() if name not in after]


def is_changed(changes: Iterable[str]) -> bool:
	return any(change != SAME for change in changes)


def _pair(earlier: Row | None, later: Row | None) -> RowPair:
	if earlier is None or later is None:
		return RowPair(earlier, later, ADDED if earlier is None else GONE)
	columns = dict.fromkeys((*later, *earlier))
	changed = tuple(name for name in columns if change_of(earlier.get(name), later.get(name)) != SAME)
	return RowPair(earlier, later, CHANGED if changed else SAME, changed)


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple, Row]:
	"""Key and the number of its occurrence → row, so that two of one name stay two."""
	found, seen = {}, Counter()
	for row in rows:
		name = tuple(" ".join(_plain(row.get(column)).casefold().split()) for column in key)
		found[(*name, seen[name])] = row
		seen[name] += 1
	return found


def _plain(text: str | None) -> str:
	return (text or "").replace("\r\n", "\n").strip()
