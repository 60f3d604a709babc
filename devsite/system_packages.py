"""Debian packages that the site needs: what is missing is installed, or asked for by its exact command."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from devsite.errors import DevsiteError
from devsite.shell import run

# What shows that a package is there: a command, or a path. The servers' -core packages bring
# MariaDB without the machine-wide service that `mariadb-server` would start.
FOR_SITE = {
	"mariadb-server-core": "mariadbd",
	"mariadb-client": "mariadb-dump",
	"redis-server": "redis-server",
	"nodejs": "node",
	"npm": "npm",
	"wkhtmltopdf": "wkhtmltopdf",
	"chromium": "chromium",
	"poppler-utils": "pdftotext",
	"fonts-liberation": "/usr/share/fonts/truetype/liberation",
	"fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu",
	"fonts-noto-color-emoji": "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
}
FOR_TESTS = {
	"libreoffice-calc": "soffice",
	"git": "git",
	"chromium-headless-shell": "chromium-headless-shell",
}
# A release that talks to MariaDB by mysqlclient: PyPI has that package as source only.
FOR_MYSQLCLIENT = {"libmariadb-dev": "mariadb_config", "pkg-config": "pkg-config", "gcc": "gcc"}

# Servers live in folders that are not on an ordinary user's PATH.
SEARCH_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/sbin"


def missing(wanted: dict[str, str]) -> list[str]:
	"""Names of the packages whose command or path is not on this machine."""
	return [package for package, probe in wanted.items() if not _is_there(probe)]


def command(name: str) -> str:
	"""The full path of a command from one of the packages."""
	found = shutil.which(name, path=SEARCH_PATH)
	if not found:
		raise DevsiteError(f"{name} was not found although its package should be installed")
	return found


def install(packages: Iterable[str], log: Path) -> None:
	"""Install packages as root, by sudo without a password, or tell the user the command."""
	if not packages:
		return
	prefix = _become_root()
	if prefix is None:
		raise DevsiteError(
			f"system packages are missing; run this, then try again:\n  sudo apt-get install {' '.join(packages)}"
		)
	run([*prefix, *_apt("update")], log, what="apt-get update")
	install_command = [*prefix, *_apt("install", *packages)]
	try:
		run(install_command, log, what="apt-get install")
	except DevsiteError:
		# An apt-get that was interrupted earlier leaves packages half configured.
		run([*prefix, "dpkg", "--configure", "-a"], log, what="dpkg --configure -a")
		run(install_command, log, what="apt-get install")


def _is_there(probe: str) -> bool:
	if probe.startswith("/"):
		return Path(probe).exists()
	return shutil.which(probe, path=SEARCH_PATH) is not None


def _become_root() -> list[str] | None:
	"""What to put before a command that only root may run; None if that cannot be had unasked."""
	if os.geteuid() == 0:
		return []
	if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
		return ["sudo", "-n"]
	return None


def _apt(action: str, *packages: str) -> list[str]:
	"""An apt-get command that asks nothing and waits for another apt-get to end."""
	options = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"]
	return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *options, action, *packages]
