"""Imports run downwards (`[tool.importlinter]` in pyproject.toml), and each contract refuses what it is there for."""

import re
import shutil
from pathlib import Path

import pytest

from tests.lint.imports import PACKAGE, ROOT, TESTS, check

CORE, CIRCLE = "core knows no framework", "No circle, in no room"
LAYERS = "Imports run downwards, never sideways"
# A line that is planted in a file, and the contract that refuses it.
PLANTED = [
	("core/age.py", "import frappe", CORE),
	("permissions/registry.py", "import frappe", CORE),
	("core/hours.py", "import opsfamily.office", LAYERS),
	("permissions/rule.py", "import opsfamily.notify", LAYERS),
	("notify.py", "import opsfamily.case.people", LAYERS),
	("case/people.py", "import opsfamily.ops_paper.values", LAYERS),
	("ops_paper/values.py", "import opsfamily.clocks.cases", LAYERS),
	("clocks/cases.py", "import opsfamily.ops_visits", LAYERS),
	("ops_visits/page/quick_visit/quick_visit.py", "import opsfamily.ops_intake.family_page", LAYERS),
	("ops_intake/family_page.py", "import opsfamily.ops_teamwork.case_managers", LAYERS),
	("ops_teamwork/case_managers.py", "import opsfamily.ops_day_centre.centre_document", LAYERS),
	("ops_day_centre/centre_document.py", "import opsfamily.ops_consultation.support_hours", LAYERS),
	("ops_consultation/support_hours.py", "import opsfamily.ops_casework.doctype.family.family", LAYERS),
	("ops_casework/doctype/family/family.py", "import opsfamily.setup.seeds", LAYERS),
	("setup/seeds.py", "import opsfamily.hooks", LAYERS),
]
# Two modules of one room that need each other, and a room that has no floor yet.
A_CIRCLE = [("core/age.py", "import opsfamily.core.circle"), ("core/circle.py", "import opsfamily.core.age")]
A_NEW_ROOM = [("new_room/__init__.py", "")]


@pytest.fixture(scope="module")
def said_of_planted(tmp_path_factory) -> str:
	"""What import-linter says of a copy of the app with all these lines in it."""
	app = shutil.copytree(ROOT / PACKAGE, tmp_path_factory.mktemp("app") / PACKAGE, ignore=TESTS)
	for file, line in (*(planted[:2] for planted in PLANTED), *A_CIRCLE, *A_NEW_ROOM):
		(app / file).parent.mkdir(exist_ok=True)
		with (app / file).open("a", encoding="utf-8") as module:
			module.write(f"\n{line}\n")
	kept, said = check(app)
	assert not kept
	return said


def test_imports_run_downwards():
	kept, said = check()
	assert kept, said
	assert "0 broken" in said


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_an_import_upwards_or_sideways_is_refused(said_of_planted: str, file: str, line: str, contract: str):
	importer = ".".join(Path(PACKAGE, file).with_suffix("").parts)
	imported = line.removeprefix("import ")
	assert f"- {importer} -> {imported} (l." in get_section(said_of_planted, contract)


def test_a_circle_is_refused(said_of_planted):
	assert "No cycles are allowed in opsfamily.core." in get_section(said_of_planted, CIRCLE)


def test_a_new_room_is_given_its_floor(said_of_planted):
	assert "not listed as layers: - opsfamily.new_room" in get_section(said_of_planted, LAYERS)


def get_section(said: str, contract: str) -> str:
	"""Return what import-linter says of one broken contract, in one line."""
	_before, *pieces = re.split(r"^(.+)\n-{9,}$", said, flags=re.MULTILINE)
	sections = dict(zip(pieces[::2], pieces[1::2], strict=True))
	return " ".join(next(text for heading, text in sections.items() if heading.startswith(contract)).split())


def test_every_contract_refuses_something(said_of_planted):
	settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
	contracts = re.findall(r'^\[\[tool\.importlinter\.contracts\]\]\nname = "(.+)"$', settings, re.MULTILINE)
	assert contracts
	for contract in contracts:
		assert f"{contract} BROKEN" in said_of_planted
