"""Every patch in patches.txt can be run on an office's site: what it names is there."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from frappe.modules.patch_handler import PatchType, get_patches_from_app

import opsfamily

ROOT = Path(opsfamily.__file__).parent
EXECUTE = "execute:"


def get_patches() -> list[str]:
	return [patch for kind in PatchType for patch in get_patches_from_app("opsfamily", kind)]


PATCHES = get_patches()
MODULES = [patch.split()[0] for patch in PATCHES if not patch.startswith(EXECUTE)]
STATEMENTS = [patch.removeprefix(EXECUTE) for patch in PATCHES if patch.startswith(EXECUTE)]


def import_names(statement: str) -> Iterator[str]:
	"""Import what a line of code imports, running nothing of it; yield the names that it has then."""
	for node in ast.walk(ast.parse(statement)):
		if isinstance(node, ast.ImportFrom):
			module = importlib.import_module(node.module)
			for alias in node.names:
				assert hasattr(module, alias.name), f"{node.module} has no {alias.name}"
				yield alias.asname or alias.name
		elif isinstance(node, ast.Import):
			for alias in node.names:
				importlib.import_module(alias.name)
				yield alias.asname or alias.name.partition(".")[0]


def get_used_names(statement: str) -> set[str]:
	return {node.id for node in ast.walk(ast.parse(statement)) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("path", MODULES)
def test_a_patch_is_a_module_that_can_be_run(path):
	assert callable(importlib.import_module(path).execute)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_line_of_code_imports_what_it_uses(statement):
	# The framework gives such a line `frappe`.
	assert get_used_names(statement) <= {"frappe", *import_names(statement)}


def test_every_patch_on_disk_is_in_the_list():
	files = (file.relative_to(ROOT.parent).with_suffix("") for file in (ROOT / "patches").rglob("*.py"))
	on_disk = {".".join(file.parts) for file in files if file.name != "__init__"}
	assert on_disk == set(MODULES)


def test_no_patch_is_named_twice():
	assert sorted(set(PATCHES)) == sorted(PATCHES)


@pytest.mark.parametrize(
	"statement", ["from opsfamily.setup.seeds import plant_nothing", "import opsfamily.gone"]
)
def test_a_line_that_imports_what_is_gone_is_found(statement):
	with pytest.raises((AssertionError, ImportError)):
		list(import_names(statement))
