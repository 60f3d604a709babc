"""The Python environment: a venv filled from the lock file, by uv because it takes seconds."""

import operator
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from devsite import fingerprint
from devsite.errors import DevsiteError
from devsite.paths import PACKAGE, REPO, Layout
from devsite.shell import run

LOCK = PACKAGE / "requirements.lock"
TOOLS = PACKAGE / "tools.in"
# What the built-in framework's pinned packages have builds for, and the order in which a Python is looked for.
BUILT_IN_WANTS = ">=3.10,<3.13"
PREFERRED = ((3, 11), (3, 12), (3, 10), (3, 14), (3, 13))
COMPARISONS = {
	">=": operator.ge,
	"<=": operator.le,
	"==": operator.eq,
	# With two numbers: the same major version.
	"~=": lambda version, wanted: version >= wanted and version[0] == wanted[0],
	"<": operator.lt,
	">": operator.gt,
}

# Frappe checkouts name some packages by git address; this takes the released ones instead.
OVERRIDES = "gunicorn>=22\n"


@cache
def find_python(layout: Layout) -> str:
	"""The Python that the user names, else one that the framework's packages have builds for."""
	wanted = read_wanted(layout)
	if layout.base_python:
		return str(layout.base_python)
	for version in (each for each in PREFERRED if satisfies(each, wanted)):
		found = shutil.which("python{}.{}".format(*version))
		# A version manager's shim may stand for a Python that is not switched on: ask it.
		if found and _succeeds(found, "--version"):
			return found
	if satisfies(sys.version_info[:2], wanted):
		return sys.executable
	raise DevsiteError(_say_missing(layout, wanted))


def _say_missing(layout: Layout, wanted: str) -> str:
	if layout.checkout:
		return f"{layout.checkout} needs Python {wanted}, which this machine has not: name one with --python PATH"
	return "Python 3.10, 3.11 or 3.12 is needed (Debian 12: sudo apt-get install python3 python3-venv)"


def read_wanted(layout: Layout) -> str:
	"""The versions of Python that the framework runs on, as `requires-python` writes them."""
	if not layout.checkout:
		return BUILT_IN_WANTS
	found = re.search(
		r'^requires-python\s*=\s*"([^"]+)"', (layout.checkout / "pyproject.toml").read_text(), re.M
	)
	return found[1] if found else BUILT_IN_WANTS


def builds_mysqlclient(layout: Layout) -> bool:
	"""Whether the framework asks for mysqlclient, which is compiled here (v16)."""
	return layout.checkout is not None and '"mysqlclient' in (layout.checkout / "pyproject.toml").read_text()


def satisfies(version: tuple[int, int], wanted: str) -> bool:
	"""Whether a Python is one of the wanted ones, e.g. (3, 11) of ">=3.10,<3.13"."""
	for comparison, major, minor in re.findall(r"(>=|<=|==|~=|<|>)\s*(\d+)\.(\d+)", wanted):
		if not COMPARISONS[comparison](version, (int(major), int(minor))):
			return False
	return True


def checked_python(program: Path) -> Path:
	"""The user's Python, if it is one; a link is kept, since an environment is told by its place."""
	program = program.expanduser().absolute()
	if not os.access(program, os.X_OK) or not _succeeds(str(program), "--version"):
		raise DevsiteError(f"{program} is no Python")
	return program


def can_make_environments(layout: Layout) -> bool:
	"""Debian splits `venv` off from Python, into the package python3-venv."""
	return _succeeds(find_python(layout), "-c", "import ensurepip, venv")


def made_from(layout: Layout) -> str:
	"""What the environment depends on; of a user's checkout, what it says it needs."""
	files = [LOCK, TOOLS]
	if layout.checkout:
		files.append(layout.checkout / "pyproject.toml")
	return f"{find_python(layout)} {fingerprint.of_files(files)}"


def make(layout: Layout) -> None:
	"""Make the environment anew from the lock file, or for a checkout from what it asks for."""
	log = layout.logs / "python-environment.log"
	shutil.rmtree(layout.env, ignore_errors=True)
	run([find_python(layout), "-m", "venv", layout.env], log, what="making the Python environment")
	_install_uv(layout, log)
	if layout.checkout:
		_install_for_checkout(layout, log)
	else:
		_install_locked(layout, log)


def add_app(layout: Layout) -> None:
	"""Install opsfamily itself, editable, without asking for anything."""
	_uv_install(
		layout, ["--no-deps", "--no-build-isolation", "--editable", REPO], layout.logs / "app-install.log"
	)


def app_made_from() -> str:
	"""What an editable installation of the app has copied: its name, its version, its entry points."""
	return fingerprint.of_files([REPO / "pyproject.toml"])


def add_framework(layout: Layout) -> None:
	"""Let the environment import `frappe` from apps/frappe, as a bench does."""
	(_site_packages(layout) / "frappe_source.pth").write_text(f"{layout.framework}\n")


def pinned_package(layout: Layout, name: str) -> Path:
	"""Where a package of the lock file lies in the environment."""
	return _site_packages(layout) / name


def locked_block(lock: str, name: str) -> str:
	"""The lines of one package in a lock file: its version and its hashes."""
	lines = lock.splitlines(keepends=True)
	starts = [number for number, line in enumerate(lines) if line.startswith(f"{name}==")]
	if not starts:
		raise DevsiteError(f"{name} is not in the lock file")
	end = starts[0] + 1
	while end < len(lines) and lines[end].startswith(" "):
		end += 1
	return "".join(lines[starts[0] : end])


def _install_uv(layout: Layout, log: Path) -> None:
	only_uv = layout.run / "uv.lock"
	only_uv.write_text(locked_block(LOCK.read_text(), "uv"))
	cache = ["--cache-dir", layout.downloads / "pip"]
	install = ["install", "--require-hashes", "--no-deps", "--disable-pip-version-check", "-r", only_uv]
	run([layout.python, "-m", "pip", *cache, *install], log, what="installing uv")


def _install_locked(layout: Layout, log: Path) -> None:
	# Some pinned packages are source only: what builds them comes from the lock file too.
	_uv_install(layout, ["--require-hashes", "--no-deps", "--build-constraints", LOCK, "-r", LOCK], log)


def _install_for_checkout(layout: Layout, log: Path) -> None:
	overrides = layout.run / "overrides.txt"
	overrides.write_text(OVERRIDES)
	wanted = ["-r", layout.checkout / "pyproject.toml", "-r", TOOLS, "setuptools<81", "wheel"]
	_uv_install(layout, ["--overrides", overrides, *wanted], log)


def _uv_install(layout: Layout, arguments: list[str | Path], log: Path) -> None:
	uv = [layout.env / "bin" / "uv", "--no-config", "--cache-dir", layout.downloads / "uv"]
	run(
		[*uv, "pip", "install", "--python", layout.python, *arguments], log, what="installing Python packages"
	)


def _site_packages(layout: Layout) -> Path:
	return next(layout.env.glob("lib/python3.*/site-packages"))


def _succeeds(*command: str) -> bool:
	return subprocess.run(command, capture_output=True, check=False).returncode == 0
