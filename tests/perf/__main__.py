"""`python3 -m devsite perf [benchmark …]`: seed the site for measuring, then print the ratios."""

import os
import sys
from pathlib import Path

import frappe

from tests.perf import benchmarks, seed
from tests.perf.harness import report

VISITS = 20_000


def main(names: list[str]) -> None:
	site, sites = os.environ["OPSFAMILY_SITE"], Path(os.environ["OPSFAMILY_BENCH"]) / "sites"
	os.chdir(sites)
	frappe.init(site, sites_path=str(sites))
	frappe.connect()
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
