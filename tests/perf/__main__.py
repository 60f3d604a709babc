"""`python3 -m devsite perf [benchmark …]`: seed the site for measuring, then print the ratios.

`python3 -m devsite perf --size XL` prints what a section's work costs at size S and at this one (S, M, L or XL).
"""

import os
import sys
from pathlib import Path

import frappe

from tests.perf import benchmarks, section, seed
from tests.perf.harness import report

VISITS = 20_000


def main(names: list[str]) -> None:
	site, sites = os.environ["OPSFAMILY_SITE"], Path(os.environ["OPSFAMILY_BENCH"]) / "sites"
	os.chdir(sites)
	frappe.init(site, sites_path=str(sites))
	frappe.connect()
	if names[:1] == ["--size"]:
		print("\n".join(section.run(list(dict.fromkeys(("S", *names[1:]))))))
		return
	seed.seed(VISITS)
	results = []
	for benchmark in benchmarks.ALL:
		if not names or benchmark.__name__ in names:
			seed.clear_cards()
			results += benchmark()
			# What a benchmark wrote goes, so that the next run measures the same.
			frappe.db.rollback()
	print(report(results))


main(sys.argv[1:])
