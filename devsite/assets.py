"""The Desk's JavaScript and CSS, built by `devsite/bundler` from the apps' `public/` folders."""

import json
import re
import shutil
from pathlib import Path

from devsite import bench, fingerprint, framework
from devsite.paths import PACKAGE, REPO, Layout
from devsite.shell import run
from devsite.system_packages import command

BUNDLER = PACKAGE / "bundler"
PACKAGE_FILES = ("package.json", "package-lock.json")
# A checkout's own list, and its lock file.
CHECKOUT_FILES = ("package.json", "yarn.lock")


def packages_made_from(layout: Layout) -> str:
	files = [BUNDLER / name for name in PACKAGE_FILES]
	if layout.checkout:
		files += [layout.checkout / name for name in CHECKOUT_FILES]
	return fingerprint.of_files(files)


def install_packages(layout: Layout) -> None:
	"""Install the bundler's npm packages: from its lock file, or for a checkout those that it asks for."""
	shutil.rmtree(layout.bundler, ignore_errors=True)
	layout.bundler.mkdir(parents=True)
	if layout.checkout:
		wanted = pin(*(_read(layout.checkout / name) for name in CHECKOUT_FILES))
		own = json.loads((BUNDLER / "package.json").read_text())
		bench.write_json(layout.bundler / "package.json", packages_for_checkout(own, wanted))
		_npm(layout, "install", "--no-package-lock", "--legacy-peer-deps")
		return
	for name in PACKAGE_FILES:
		shutil.copy(BUNDLER / name, layout.bundler)
	_npm(layout, "ci")


def pin(package_json: str, yarn_lock: str) -> dict[str, str]:
	"""A checkout's packages in the versions that its lock file names; one that it does not name, as the list has it."""
	wanted = json.loads(package_json)["dependencies"]
	return {name: _find_locked(yarn_lock, f"{name}@{version}") or version for name, version in wanted.items()}


def _find_locked(yarn_lock: str, wanted: str) -> str | None:
	"""The locked version of one package, of a block such as `vue@^3.3.0, "vue@^3.4.0":` and `  version "3.4.21"`."""
	found = re.search(rf'^(?:.*[ "])?{re.escape(wanted)}[",:].*\n  version "([^"]+)"', yarn_lock, re.M)
	return found[1] if found else None


def _read(file: Path) -> str:
	return file.read_text() if file.is_file() else ""


def packages_for_checkout(own: dict, wanted: dict[str, str]) -> dict:
	"""The bundler's package.json for a checkout: its packages in its versions, and ours that build them.

	A package that it names by an address is taken in our version, from the registry.
	"""
	named = {name: version for name, version in wanted.items() if ":" not in version}
	packages = {**own["dependencies"], **named}
	# What compiles Vue's components is of the same version as Vue.
	packages["@vue/compiler-sfc"] = packages["vue"]
	packages["esbuild"] = own["dependencies"]["esbuild"]
	return {**own, "dependencies": packages}


def _npm(layout: Layout, *arguments: str) -> None:
	options = ["--no-audit", "--no-fund", "--prefer-offline", "--cache", layout.downloads / "npm"]
	command_line = [command("npm"), *arguments, *options]
	run(command_line, layout.logs / "npm.log", cwd=layout.bundler, what=f"npm {arguments[0]}")


def made_from(layout: Layout) -> str:
	"""The bundler, the framework that it is run on, and the app's own `public/`."""
	of_app = fingerprint.of_tree(REPO / "opsfamily" / "public")
	return fingerprint.of_tree(BUNDLER) + of_app + framework.made_from(layout)


def build(layout: Layout) -> None:
	"""Bundle both apps into sites/assets."""
	for script in BUNDLER.glob("*.*js"):
		shutil.copy(script, layout.bundler)
	apps = [f"--app=frappe={layout.framework / 'frappe'}", f"--app=opsfamily={REPO / 'opsfamily'}"]
	bundle = [command("node"), "build.mjs", f"--sites={layout.sites}", *apps]
	run(bundle, layout.logs / "assets.log", cwd=layout.bundler, what="building the Desk's assets")


def are_there(layout: Layout) -> bool:
	return (layout.sites / "assets" / "assets.json").is_file()
