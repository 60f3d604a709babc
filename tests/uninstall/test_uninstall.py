"""Uninstalling leaves nothing: a site before the app, with it, without it again, and with it a second time.

On a bench of its own, as the tests that kill have one.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from devsite import bench as benches
from devsite import site as sites
from devsite.paths import layout_of_tests
from tests.kills.own_bench import OwnBench

SITE = "uninstall.localhost"
# What goes on by itself while the app comes and goes, and who has seen what, which an office keeps.
MOVES = {
	"tabAccess Log",
	"tabActivity Log",
	"tabView Log",
	"tabError Log",
	"tabRoute History",
	"tabSessions",
	"tabScheduled Job Log",
	"tabDefaultValue",
	"tabSeries",
	# Written anew with every change of the apps.
	"tabInstalled Application",
}
# The office's people, whom the app has not made.
PEOPLE = {
	"tabUser",
	"tabHas Role",
	"tabContact",
	"tabContact Email",
	"tabContact Phone",
	"tabNotification Settings",
}
PEOPLE |= {"tabUser Email", "tabUser Social Login", "__Auth", "tabBlock Module", "tabUser Permission"}


@dataclass
class Life:
	"""What was counted at each stage of the site's life."""

	bench: OwnBench
	before: dict
	as_installed: dict
	with_it: dict
	after: dict


def ask(bench: OwnBench, what: str) -> dict:
	log = bench.layout.logs / "inside.log"
	said = sites.inside(
		bench.layout, "tests.uninstall.inside", SITE, what, log=log, what=f"uninstall: {what}"
	)
	return json.loads(said.splitlines()[-1])


def run(bench: OwnBench, *arguments: str) -> None:
	benches.frappe(
		bench.layout, "--site", SITE, *arguments, log=bench.layout.logs / "bench.log", what=arguments[0]
	)


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
	main = layout_of_tests()
	bench = OwnBench(main.root, "uninstall")
	try:
		bench.set_up(main.sites / "assets")
		# The framework finds its own commands by their place on the bench.
		place = bench.layout.bench / "apps" / "frappe"
		if not place.exists():
			place.symlink_to(bench.layout.framework)
		sites.make(SITE, bench.layout, bench.ports)
		before = ask(bench, "count")
		run(bench, "install-app", "opsfamily")
		as_installed = ask(bench, "count")
		ask(bench, "work")
		with_it = ask(bench, "count")
		run(bench, "uninstall-app", "opsfamily", "--yes", "--no-backup")
		yield Life(bench, before, as_installed, with_it, ask(bench, "count"))
	finally:
		bench.tear_down()


def test_the_app_was_there(life):
	assert life.with_it["rows"]["tabFamily"] == 1
	assert life.with_it["rows"]["tabVersion"] > life.before["rows"]["tabVersion"]
	assert len(life.with_it["named"]["tabScheduled Job Type"]) > len(
		life.before["named"]["tabScheduled Job Type"]
	)


def test_the_site_has_its_key_before_anybody_needs_it(life):
	assert not life.before["has_key"]
	assert life.as_installed["has_key"]


def test_no_table_is_left(life):
	assert sorted(life.after["rows"]) == sorted(life.before["rows"])


def test_no_record_is_left(life):
	left = {
		table: sorted(set(names) - set(life.before["named"][table]))
		for table, names in life.after["named"].items()
		if table not in MOVES | PEOPLE
	}
	assert {table: names for table, names in left.items() if names} == {}


def test_no_record_of_the_platform_is_missing(life):
	missing = {
		table: sorted(set(names) - set(life.after["named"][table]))
		for table, names in life.before["named"].items()
	}
	assert {table: names for table, names in missing.items() if names and table not in MOVES} == {}


def test_no_counter_of_ours_is_left(life):
	assert life.after["rows"]["tabSeries"] <= life.before["rows"]["tabSeries"] + len({"EV"})


def test_no_index_and_no_setting_is_left(life):
	assert life.after["indexes"] == life.before["indexes"]
	assert set(life.after["singles"]) - set(life.before["singles"]) == set()


def test_no_file_is_left_on_the_disk(life):
	folder = life.bench.layout.sites / SITE / "private" / "files"
	assert [path.name for path in folder.iterdir()] == []


def test_it_is_installed_a_second_time(life):
	run(life.bench, "install-app", "opsfamily")
	again = ask(life.bench, "count")
	for table in (
		"tabScheduled Job Type",
		"tabOnboarding Step",
		"tabWorkflow",
		"tabRole",
		"tabWorkspace",
		"tabReport",
	):
		assert again["rows"][table] == life.with_it["rows"][table], table
	assert again["rows"]["tabFamily"] == 0
	assert again["indexes"] == life.with_it["indexes"]
