"""`python3 -m devsite perf [benchmark …]`: seed the site for measuring, then print the ratios.

`python3 -m devsite perf --size XL` prints what a section's work costs at size S and at this one (S, M, L or XL);
`python3 -m devsite perf --pages` what our pages ask for on a phone. Each ends with the names of the goals that were missed,
and fails.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import frappe

from tests.perf import benchmarks, pages, section, seed
from tests.perf.harness import Result, report

VISITS = 20_000


def main(names: list[str]) -> None:
	site, sites = os.environ["OPSFAMILY_SITE"], Path(os.environ["OPSFAMILY_BENCH"]) / "sites"
	os.chdir(sites)
	frappe.init(site, sites_path=str(sites))
	frappe.connect()
	if names[:1] == ["--pages"]:
		missed = []
		for line in pages.run(missed):
			print(line, flush=True)
	elif names[:1] == ["--size"]:
		lines, missed = section.run(list(dict.fromkeys(("S", *names[1:]))))
		print("\n".join(lines))
	else:
		results = list(run_benchmarks(names))
		print(report(results))
		missed = [f"{r.goal}, {r.what}: {r.ratio:.2f}; {r.limit}" for r in results if r.is_missed]
	if missed:
		sys.exit("\n".join(["", "Missed:", *missed]))


def run_benchmarks(names: list[str]) -> Iterator[Result]:
	"""Run the benchmarks of these names, or all."""
	seed.seed(VISITS)
	for benchmark in benchmarks.ALL:
		if not names or benchmark.__name__ in names:
			seed.clear_cards()
			yield from benchmark()
			# What a benchmark wrote goes, so that the next run measures the same.
			frappe.db.rollback()


main(sys.argv[1:])
