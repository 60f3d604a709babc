"""Tests talk to the real site that `python3 -m devsite test` sets up and names in the environment."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast a busy machine makes up its examples says nothing of the app; each run has the same ones.
settings.register_profile(
	"any machine", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

ROOT = Path(__file__).parent
ON_THE_SITE = ("tests/site", "tests/rest", "tests/browser", "opsfamily")
# These take longest, by far: begun last, they would be waited for alone.
LONGEST = ("tests/browser/test_accessible.py", "tests/kills", "tests/uninstall")


def choose_site(worker: str) -> None:
	"""Processes that run tests side by side (pytest-xdist: gw0, gw1, …) have a site each.

	Set before any module of the tests reads it.
	"""
	for one, all_of_them in (("OPSFAMILY_SITE", "OPSFAMILY_SITES"), ("OPSFAMILY_URL", "OPSFAMILY_URLS")):
		choices = os.environ[all_of_them].split()
		os.environ[one] = choices[int(worker.removeprefix("gw")) % len(choices)]


if "PYTEST_XDIST_WORKER" in os.environ:
	choose_site(os.environ["PYTEST_XDIST_WORKER"])


def pytest_sessionstart() -> None:
	"""Import what makes a log file on v16 from the folder that a bench runs in: the path is told from there."""
	if "OPSFAMILY_BENCH" not in os.environ:
		return
	before = Path.cwd()
	os.chdir(Path(os.environ["OPSFAMILY_BENCH"]) / "sites")
	try:
		import frappe.utils.pdf  # noqa: F401
	finally:
		os.chdir(before)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
	"""The longest files first, then those with most tests."""
	tests = Counter(item.path for item in items)

	def get_place(item: pytest.Item) -> tuple[bool, int]:
		is_longest = item.path.relative_to(ROOT).as_posix().startswith(LONGEST)
		return not is_longest, -tests[item.path]

	items.sort(key=get_place)


def on_the_site(node: pytest.Item | pytest.Collector) -> bool:
	return node.path.relative_to(ROOT).as_posix().startswith(ON_THE_SITE)


@pytest.fixture(scope="class", autouse=True)
def connected_before_the_class(request: pytest.FixtureRequest) -> None:
	"""`setUpClass` already talks to the site."""
	if on_the_site(request.node):
		request.getfixturevalue("connected_site")


@pytest.fixture(autouse=True)
def rolled_back_after_the_test(request: pytest.FixtureRequest) -> None:
	if on_the_site(request.node):
		request.getfixturevalue("site")


@pytest.fixture(scope="session")
def connected_site() -> Iterator[str]:
	"""The framework connected to the test site; it expects to run in the bench's `sites` folder."""
	import frappe

	site, sites = os.environ["OPSFAMILY_SITE"], Path(os.environ["OPSFAMILY_BENCH"]) / "sites"
	before = Path.cwd()
	os.chdir(sites)
	frappe.init(site, sites_path=str(sites))
	frappe.connect()
	frappe.local.lang = "pl"
	from opsfamily.tests import factories
	from opsfamily.tests.make_supervision import erase_support

	factories.make_people()
	frappe.db.commit()
	yield site
	frappe.set_user("Administrator")
	frappe.db.rollback()
	factories.erase_leftovers(0)
	erase_support(factories.DOMAIN)
	frappe.db.commit()
	frappe.destroy()
	os.chdir(before)


@pytest.fixture
def site(connected_site: str) -> Iterator[str]:
	"""One test as Administrator; what it did not commit is rolled back."""
	import frappe

	from opsfamily.office import SETTINGS
	from opsfamily.permissions.rule import forget_families
	from opsfamily.tests import factories

	frappe.db.rollback()
	frappe.set_user("Administrator")
	frappe.local.lang = "pl"
	frappe.clear_messages()
	forget_families()
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	before = len(factories.made_families)
	yield connected_site
	frappe.set_user("Administrator")
	frappe.db.rollback()
	# What the test wrote is undone; the cache does not know it.
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	factories.erase_leftovers(before)


@pytest.fixture(scope="module")
def erased_after_the_module(connected_site: str) -> Iterator[None]:
	import frappe

	from opsfamily.tests import factories
	from opsfamily.tests.make_groups import erase_groups, find_groups
	from opsfamily.tests.make_supervision import erase_support

	before, groups = len(factories.made_families), find_groups()
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	factories.erase_leftovers(before)
	erase_groups(find_groups() - groups)
	erase_support(factories.DOMAIN)
	frappe.db.commit()


@pytest.fixture(scope="module")
def committed(erased_after_the_module: None) -> Callable:
	"""`committed(make)` runs a maker of documents as Administrator and commits what it made, until the module ends."""
	import frappe

	from opsfamily.permissions.rule import forget_families

	def commit(make: Callable):
		frappe.set_user("Administrator")
		forget_families()
		made = make()
		frappe.db.commit()
		return made

	return commit


@pytest.fixture
def nothing_is_committed(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
	"""Keep the platform from committing its access log with each print, as it does outside of tests."""
	import frappe

	monkeypatch.setitem(frappe.flags, "in_test", True)
	if hasattr(frappe, "in_test"):  # v16
		monkeypatch.setattr(frappe, "in_test", True)


@pytest.fixture
def as_user():
	"""`with as_user(email): …` does something with that user's permissions."""
	from opsfamily.permissions.session import acting_as

	return acting_as


@pytest.fixture(scope="session")
def demo(connected_site: str) -> dict[str, str]:
	"""DocType → name of the demo case's documents; the case is run if it was not yet."""
	import frappe

	from opsfamily.setup import demo as demo_story

	documents = demo_story.run()["documents"]
	frappe.db.commit()
	return documents


def pytest_terminal_summary(terminalreporter) -> None:
	"""Say how many cells of the written matrix were asked over HTTP."""
	from tests.rest.matrix import RIGHTS, SCOPES, USERS

	passed = terminalreporter.stats.get("passed", [])
	cells = sum("test_matrix.py::test_cells" in report.nodeid for report in passed)
	if cells:
		asked = cells * (len(RIGHTS) + 2)
		terminalreporter.write_line(
			f"matrix: {asked} cells asked over HTTP ({len(USERS)} roles, {len(SCOPES)} scopes)"
		)
