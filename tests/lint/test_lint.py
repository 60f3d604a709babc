"""House style and the mistakes that a linter finds, as tests: one summary says all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_SOURCES = ("opsfamily", "devsite", "tests", "conftest.py")
JS_SOURCES = ("opsfamily/**/*.js", "devsite/bundler/*.js", "devsite/bundler/*.mjs")
JSON_FOLDERS = ("opsfamily", "devsite", "tests")
# Made by tools, none of it committed.
NOT_OURS = {".git", ".devsite", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "node_modules"}
HOUSE_STYLE = ("--use-tabs", "--print-width", "99", "--trailing-comma", "es5")


def says_nothing_against(*command: str, cwd: Path = ROOT) -> None:
	answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
	assert answer.returncode == 0, answer.stdout + answer.stderr


def test_ruff_finds_nothing():
	says_nothing_against(sys.executable, "-m", "ruff", "check", *PYTHON_SOURCES)


def test_python_is_formatted():
	says_nothing_against(sys.executable, "-m", "ruff", "format", "--check", *PYTHON_SOURCES)


def test_javascript_is_formatted():
	# Set by `python3 -m devsite test`, which brings prettier; without it this test fails rather than passes.
	prettier = Path(os.environ["OPSFAMILY_NODE_MODULES"]) / ".bin" / "prettier"
	says_nothing_against(str(prettier), *HOUSE_STYLE, "--check", *JS_SOURCES)


def test_nothing_that_frappe_16_removed(tmp_path: Path):
	"""Prefly reads the whole folder that it is given, so it gets one without the trying-out site."""
	shutil.copy(ROOT / "pyproject.toml", tmp_path)
	shutil.copytree(ROOT / "opsfamily", tmp_path / "opsfamily")
	preflight = Path(sys.executable).parent / "preflight"
	says_nothing_against(str(preflight), "--path", ".", "--target", "v16", "--fail-on", "error", cwd=tmp_path)


def test_no_name_in_the_repository_has_a_polish_letter():
	"""Archives, other systems and old tools spell such a name in other bytes, and then the file is not found."""
	names = [path.relative_to(ROOT).as_posix() for path in files_of_the_repository()]
	assert "pyproject.toml" in names
	assert [name for name in names if not name.isascii()] == []


def files_of_the_repository() -> Iterator[Path]:
	for folder, folders, files in os.walk(ROOT):
		folders[:] = [name for name in folders if name not in NOT_OURS]
		yield from (Path(folder) / name for name in files)


@pytest.mark.parametrize("folder", JSON_FOLDERS)
def test_json_is_valid(folder: str):
	wrong = [complaint for file in (ROOT / folder).rglob("*.json") if (complaint := complaint_about(file))]
	assert not wrong, "\n".join(wrong)


def complaint_about(file: Path) -> str:
	"""What is wrong with a JSON file; a key given twice is, though Python's reader lets it pass."""
	try:
		json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=without_doubles)
	except ValueError as error:
		return f"{file.relative_to(ROOT)}: {error}"
	return ""


def without_doubles(pairs: list[tuple[str, object]]) -> dict:
	keys = [key for key, _ in pairs]
	if doubles := {key for key in keys if keys.count(key) > 1}:
		raise ValueError(f"given twice: {', '.join(sorted(doubles))}")
	return dict(pairs)
