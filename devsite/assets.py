"""The Desk's JavaScript and CSS, built by `devsite/bundler` from the apps' `public/` folders."""

import shutil

from devsite import fingerprint, framework
from devsite.paths import PACKAGE, REPO, Layout
from devsite.shell import run
from devsite.system_packages import command

BUNDLER = PACKAGE / "bundler"
PACKAGE_FILES = ("package.json", "package-lock.json")


def packages_made_from() -> str:
	return fingerprint.of_files(BUNDLER / name for name in PACKAGE_FILES)


def install_packages(layout: Layout) -> None:
	"""Install the bundler's npm packages from its lock file, beside a copy of it."""
	shutil.rmtree(layout.bundler, ignore_errors=True)
	layout.bundler.mkdir(parents=True)
	for name in PACKAGE_FILES:
		shutil.copy(BUNDLER / name, layout.bundler)
	npm_ci = ["ci", "--no-audit", "--no-fund", "--prefer-offline", "--cache", layout.downloads / "npm"]
	run([command("npm"), *npm_ci], layout.logs / "npm.log", cwd=layout.bundler, what="npm ci")


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
