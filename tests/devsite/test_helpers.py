"""The small pure helpers of devsite."""

import json
import socket
from pathlib import Path

import pytest

from devsite import cli, fingerprint, framework, python_env
from devsite.errors import DevsiteError
from devsite.ports import FIRST_CHOICE, Ports


@pytest.mark.parametrize(
	("theirs", "own"),
	[
		("import criscostack", "import frappe"),
		("CRISCOSTACK_ENV", "FRAPPE_ENV"),
		("Criscostack Technologies", "Frappestack Technologies"),
		("criscoerp/Criscoerp", "erpnext/ERPNext"),
		("utils/brik_helper.py", "utils/bench_helper.py"),
	],
)
def test_names_are_put_back(theirs, own):
	assert framework.put_names_back(theirs) == own


def test_fingerprint_changes_with_content_and_name_only(tmp_path):
	file = tmp_path / "a.json"
	file.write_text("1")
	before = fingerprint.of_tree(tmp_path)
	(tmp_path / "__pycache__").mkdir()
	(tmp_path / "__pycache__" / "a.pyc").write_text("1")
	assert fingerprint.of_tree(tmp_path) == before
	file.write_text("2")
	changed = fingerprint.of_tree(tmp_path)
	file.rename(tmp_path / "b.json")
	assert len({before, changed, fingerprint.of_tree(tmp_path)}) == 3


def test_a_port_is_remembered_and_never_one_that_is_taken(tmp_path):
	ports = Ports(tmp_path / "ports.json")
	with socket.socket() as stranger:
		stranger.bind(("127.0.0.1", 0))
		stranger.listen()
		FIRST_CHOICE["test"] = stranger.getsockname()[1]
		assert ports["test"] > FIRST_CHOICE.pop("test")
	assert Ports(tmp_path / "ports.json")["test"] == ports["test"]
	assert json.loads((tmp_path / "ports.json").read_text()) == {"test": ports["test"]}


def test_the_lock_file_gives_one_package_with_its_hashes():
	lock = (
		"six==1.0 \\\n    --hash=sha256:1\nuv==2.0 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\nzip==1\n"
	)
	block = python_env.locked_block(lock, "uv")
	assert block == "uv==2.0 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\n"
	with pytest.raises(DevsiteError):
		python_env.locked_block(lock, "u")


def test_arguments_of_test_and_frappe_are_passed_on_untouched():
	assert cli.parse(["test", "-k", "--frappe", "-x"]) == (None, "test", ["-k", "--frappe", "-x"])
	assert cli.parse(["frappe", "--site", "test.localhost", "migrate"])[2][0] == "--site"


def test_frappe_path_is_taken_before_and_after_up(tmp_path: Path):
	(tmp_path / "frappe").mkdir()
	(tmp_path / "frappe" / "__init__.py").touch()
	(tmp_path / "pyproject.toml").touch()
	checkout = ["--frappe", str(tmp_path)]
	assert cli.parse([*checkout, "up"]) == cli.parse(["up", *checkout]) == (tmp_path.resolve(), "up", [])
	with pytest.raises(DevsiteError):
		cli.parse(["--frappe", str(tmp_path / "frappe"), "up"])


def test_an_unknown_command_is_refused():
	with pytest.raises(DevsiteError, match="no such command"):
		cli.parse(["upp"])
