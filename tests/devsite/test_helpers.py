"""The small pure helpers of devsite."""

import json
import shutil
import socket
import sys
from pathlib import Path

import pytest

from devsite import assets, cli, fingerprint, framework, python_env
from devsite.errors import DevsiteError
from devsite.paths import STATE, Layout, layout_for
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
	assert cli.parse(["test", "-k", "--frappe", "-x"])[1:] == ("test", ["-k", "--frappe", "-x"])
	assert cli.parse(["test", "-k", "x"])[0].checkout is None
	assert cli.parse(["frappe", "--site", "test.localhost", "migrate"])[2][0] == "--site"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
	(tmp_path / "frappe").mkdir()
	(tmp_path / "frappe" / "__init__.py").touch()
	(tmp_path / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.14,<3.15"\n')
	return tmp_path.resolve()


@pytest.mark.parametrize("command", ["up", "test"])
def test_the_benchs_options_stand_before_or_after_the_command(checkout, command):
	options = ["--frappe", str(checkout), "--python", sys.executable]
	layout = Layout(STATE / layout_for(checkout).root.name, checkout, Path(sys.executable))
	assert cli.parse([*options, command]) == cli.parse([command, *options]) == (layout, command, [])
	assert cli.parse([command, *options, "-k", "x"])[2] == ["-k", "x"] or command == "up"


@pytest.mark.parametrize("option", [["--frappe", "frappe"], ["--python", "pyproject.toml"], ["--frappe"]])
def test_a_path_that_is_none_is_refused(checkout, option):
	name, *values = option
	with pytest.raises(DevsiteError):
		cli.parse([name, *(str(checkout / value) for value in values), "up"])


def test_a_checkout_says_which_python_it_runs_on(checkout):
	layout = layout_for(checkout)
	assert python_env.read_wanted(layout) == ">=3.14,<3.15"
	if not shutil.which("python3.14") and sys.version_info < (3, 14):
		with pytest.raises(DevsiteError, match=r"needs Python >=3\.14,<3\.15, .*--python"):
			python_env.find_python(layout)
	assert python_env.find_python(layout_for(checkout, Path(sys.executable))) == sys.executable


def test_what_compiles_mysqlclient_is_installed_for_a_checkout_that_asks_for_it(checkout):
	assert not python_env.builds_mysqlclient(layout_for(None))
	assert not python_env.builds_mysqlclient(layout_for(checkout))
	with (checkout / "pyproject.toml").open("a") as asks:
		asks.write('dependencies = [\n    "mysqlclient==2.2.7",\n]\n')
	assert python_env.builds_mysqlclient(layout_for(checkout))


@pytest.mark.parametrize(
	("version", "wanted", "does"),
	[
		((3, 11), ">=3.10,<3.13", True),
		((3, 13), ">=3.10,<3.13", False),
		((3, 9), ">=3.10", False),
		((3, 14), "~=3.14", True),
		((3, 12), "==3.12", True),
		((3, 12), "", True),
	],
)
def test_a_python_satisfies_what_is_wanted(version, wanted, does):
	assert python_env.satisfies(version, wanted) is does


def test_packages_of_a_checkout_are_its_own_but_for_those_at_an_address():
	own = {"dependencies": {"esbuild": "0.14.54", "vue": "3.3.4", "air-datepicker": "2.2.3"}}
	wanted = {"vue": "^3.5.0", "air-datepicker": "github:someone/air-datepicker", "esbuild": "^0.25.0"}
	packages = assets.packages_for_checkout(own, wanted)["dependencies"]
	assert packages == {
		"esbuild": "0.14.54",
		"vue": "^3.5.0",
		"@vue/compiler-sfc": "^3.5.0",
		"air-datepicker": "2.2.3",
	}


def test_an_unknown_command_is_refused():
	with pytest.raises(DevsiteError, match="no such command"):
		cli.parse(["upp"])


def test_a_checkouts_lock_file_pins_its_packages():
	listed = json.dumps({"dependencies": {"vue": "^3.3.0", "@a/b": "^1.0", "gone": "^2.0", "quill": "2.0.3"}})
	lock = (
		'vue@^3.2.0, vue@^3.3.0:\n  version "3.3.9"\n\n'
		'"@a/b@^0.9", "@a/b@^1.0":\n  version "1.4.2"\n\n'
		'quill@2.0.3:\n  version "2.0.3"\n\nnot-gone@^2.0:\n  version "9.9.9"\n'
	)
	assert assets.pin(listed, lock) == {"vue": "3.3.9", "@a/b": "1.4.2", "gone": "^2.0", "quill": "2.0.3"}
