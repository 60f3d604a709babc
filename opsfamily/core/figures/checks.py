"""Sums of a report that must agree: parts with their totals, and the families at the beginning with those at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from opsfamily.core.figures.facts import Counted
from opsfamily.core.figures.values import Block, Line, get_blocks

# Families before the period + begun + taken up again − ended = under support on the last day.
BEFORE, BEGUN, AGAIN, ENDED, AFTER = (
	"Families Before the Period",
	"Families Begun",
	"Families Taken Up Again",
	"Supports Ended",
	"Families Under Support",
)
FLOW = {BEFORE: 1, BEGUN: 1, AGAIN: 1, ENDED: -1, AFTER: -1}


class Check(NamedTuple):
	"""A sum and what it must be, as codes of rows, and the families by which the two differ."""

	total: str
	parts: tuple[str, ...]
	expected: float
	found: float
	families: tuple[str, ...] = ()

	@property
	def agrees(self) -> bool:
		return self.expected == self.found and not self.families


def check_sums(lines: Iterable[Line], counted: Mapping[str, Counted]) -> list[Check]:
	"""Return the sums of a report. counted: code → what the row counts, as far as it is known."""
	lines = list(lines)
	checks = [_check_block(block, counted) for block in get_blocks(lines) if block.total.value is not None]
	flow = _check_flow(lines, counted)
	return [flow, *checks] if flow else checks


def _check_block(block: Block, counted: Mapping[str, Counted]) -> Check:
	codes = tuple(line.code for line in block.parts)
	found = sum(line.value for line in block.parts)
	whole, apart = _get_families(counted, [block.total.code]), _get_families(counted, codes)
	# A family with contacts of two natures is in both; only what is counted one by one shows who is missing.
	one_by_one = all(_is_one_by_one(line, counted) for line in (block.total, *block.parts))
	differing = _get_differing(whole, apart) if one_by_one else ()
	return Check(block.total.code, codes, block.total.value, found, differing)


def _is_one_by_one(line: Line, counted: Mapping[str, Counted]) -> bool:
	return line.code in counted and len(counted[line.code].items) == line.value


def _check_flow(lines: list[Line], counted: Mapping[str, Counted]) -> Check | None:
	rows = get_flow(lines)
	if not rows:
		return None
	*parts, after = rows
	found = sum(FLOW[line.figure] * line.value for line in parts)
	moved = Counter()
	for line in parts:
		for name, times in _get_families(counted, [line.code]).items():
			moved[name] += FLOW[line.figure] * times
	ended = _get_families(counted, [after.code])
	codes = tuple(line.code for line in parts)
	return Check(after.code, codes, after.value, found, _get_differing(ended, moved))


def get_flow(lines: Iterable[Line]) -> list[Line]:
	"""Return the rows of the flow of families in the order of `FLOW`; empty unless the report has them all."""
	by_figure = {}
	for line in lines:
		if line.figure in FLOW and line.value is not None:
			by_figure.setdefault(line.figure, line)
	return [by_figure[name] for name in FLOW] if len(by_figure) == len(FLOW) else []


def _get_families(counted: Mapping[str, Counted], codes: Iterable[str]) -> Counter:
	return Counter(item.family for code in codes if code in counted for item in counted[code].items)


def _get_differing(one: Counter, other: Counter) -> tuple[str, ...]:
	return tuple(sorted(name for name in {*one, *other} if name and one[name] != other[name]))
