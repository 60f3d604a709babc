"""Two things timed side by side: A, B, A, B … in one process, the median of the per-pair ratios."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

PAIRS = 30


class Result(NamedTuple):
	"""One line of the report; `ratio` is ours divided by theirs."""

	goal: str
	what: str
	ours_ms: float
	theirs_ms: float
	ratio: float
	limit: str


def compare(
	goal: str, what: str, ours: Callable, theirs: Callable, limit: str, pairs: int = PAIRS, warm: bool = True
) -> Result:
	"""Time `ours` against `theirs`, after one warm run of each unless they take minutes anyway."""
	if warm:
		ours(), theirs()
	gc.collect()
	timed = [(_milliseconds(ours), _milliseconds(theirs)) for _pair in range(pairs)]
	ratio = median(own / other for own, other in timed)
	return Result(goal, what, median(t[0] for t in timed), median(t[1] for t in timed), ratio, limit)


def _milliseconds(work: Callable) -> float:
	begin = perf_counter()
	work()
	return (perf_counter() - begin) * 1000


def report(results: list[Result]) -> str:
	lines = [f"{'goal':5} {'what':58} {'ours ms':>9} {'other ms':>9} {'ratio':>7}  goal of the ratio"]
	for r in results:
		lines.append(f"{r.goal:5} {r.what:58} {r.ours_ms:9.2f} {r.theirs_ms:9.2f} {r.ratio:7.2f}  {r.limit}")
	return "\n".join(lines)
