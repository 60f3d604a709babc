"""Pages for engineers name files and tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
	*(
		ROOT / name
		for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/permissions.md")
	),
	*sorted((ROOT / "docs" / "recipes").glob("*.md")),
]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
# A path in the repository, written out: no placeholder, no pattern, no ellipsis.
PATH = re.compile(r"`((?:opsfamily|tests|docs|devsite)/[\w./-]+)`")
FUNCTION = re.compile(r"^\s*def (test_\w+)", re.MULTILINE)


def get_named_tests(page: Path) -> set[tuple[str, str]]:
	"""Return (file, test) of each test that a page names; `::test_…` alone is of the file before it."""
	named, file = set(), ""
	for found in re.finditer(r"`(?:[\w/]*?(test_\w+)\.py)?::(test_\w+)`", page.read_text(encoding="utf-8")):
		file = found[1] or file
		named.add((file, found[2]))
	return named


def get_tests() -> set[tuple[str, str]]:
	files = (file for folder in ("tests", "opsfamily") for file in (ROOT / folder).rglob("test_*.py"))
	return {
		(file.stem, name) for file in files for name in FUNCTION.findall(file.read_text(encoding="utf-8"))
	}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path):
	targets = LINK.findall(page.read_text(encoding="utf-8"))
	assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_paths_exist(page: Path):
	paths = PATH.findall(page.read_text(encoding="utf-8"))
	assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_named_tests_exist(page: Path):
	assert get_named_tests(page) - get_tests() == set()


def test_the_recipes_are_six_and_name_their_tests():
	recipes = [page for page in PAGES if page.parent.name == "recipes"]
	assert len(recipes) == 6
	assert all(get_named_tests(page) for page in recipes)
