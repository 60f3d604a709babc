"""Two things timed side by side: A, B, A, B … in one process, the median of the per-pair ratios."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

PAIRS = 30


class Result(NamedTuple):
	"""One line of the report. ratio: ours divided by theirs, or what `limit` limits (`≤ 25 MB more`)."""

	goal: str
	what: str
	ours_ms: float
	theirs_ms: float
	ratio: float
	limit: str

	@property
	def is_missed(self) -> bool:
		"""Return whether the ratio is above its limit."""
		return self.ratio > float(self.limit.removeprefix("≤ ").split()[0])


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
	"""Return the table of ratios; missed goals are marked."""
	lines = [f"{'goal':5} {'what':58} {'ours':>9} {'other':>9} {'ratio':>7}  goal"]
	for r in results:
		mark = "  MISSED" if r.is_missed else ""
		lines.append(
			f"{r.goal:5} {r.what:58} {r.ours_ms:9.2f} {r.theirs_ms:9.2f} {r.ratio:7.2f}  {r.limit}{mark}"
		)
	return "\n".join(lines)
