"""A site: made, set up in Polish, the app on it; the same code for trying, for tests and for timing."""

import hashlib
import json
from pathlib import Path

from devsite import bench, fingerprint, framework, python_env, servers
from devsite.hosts import ADDRESSES, FOR_TRYING
from devsite.paths import PACKAGE, REPO, Layout
from devsite.ports import Ports
from devsite.shell import run

APP = REPO / "opsfamily"
# What `migrate` reads: records, fixtures, translations, patches, and the app's own set-up code.
MIGRATED_SUFFIXES = {".json", ".txt", ".csv"}


def url(site: str, ports: Ports) -> str:
	return f"http://{site}:{ports['web']}"


def exists(site: str, layout: Layout) -> bool:
	return (layout.sites / site / "site_config.json").is_file()


def make(site: str, layout: Layout, ports: Ports) -> None:
	"""Make an empty site; what an interrupted attempt left is made anew."""
	servers.forget_cache(layout, ports)
	servers.forget_database_user(_database(site), layout, ports)
	template = _template(layout)
	from_template = ["--source-sql", str(template)] if template.is_file() else []
	arguments = ["new-site", site, "--force", "--no-mariadb-socket"]
	arguments += ["--admin-password", servers.administrator_password(layout)]
	database = ["--db-name", _database(site), "--db-root-username", "root"]
	password = ["--db-root-password", servers.database_password(layout)]
	_frappe(layout, site, *arguments, *database, *password, *from_template, what=f"making the site {site}")


def keep_template(site: str, layout: Layout, ports: Ports) -> None:
	"""Keep the database of a site without the app: the next site is made from it, in a third of the time."""
	template = _template(layout)
	if template.is_file() or has_app(site, layout):
		return
	unfinished = template.with_suffix(".unfinished")
	template.parent.mkdir(parents=True, exist_ok=True)
	servers.dump_database(_database(site), unfinished, layout, ports)
	unfinished.rename(template)


def configure(site: str, layout: Layout, ports: Ports) -> None:
	"""Write what belongs to this site alone into its configuration."""
	file = layout.sites / site / "site_config.json"
	config = json.loads(file.read_text())
	wanted = {**config, **site_config(site, layout, ports)}
	if wanted != config:
		bench.write_json(file, wanted)


def site_config(site: str, layout: Layout, ports: Ports) -> dict:
	"""host_name is where wkhtmltopdf and links in mails find the site."""
	host = ADDRESSES[site] if layout.checkout and site in ADDRESSES else site
	config = {"host_name": url(host, ports), "ignore_csrf": 0}
	config["opsfamily_demo_password"] = servers.demo_password(layout)
	if site != FOR_TRYING:
		config["allow_tests"] = True
	return config


def set_up(site: str, layout: Layout) -> None:
	"""Do what the set-up wizard does, in Polish."""
	inside(layout, "devsite.inside.site_settings", site, log=_log(layout, site), what=f"setting up {site}")


def set_password(site: str, layout: Layout) -> None:
	"""Give the Administrator this bench's password: a site made from a template has that of the template's."""
	password = servers.administrator_password(layout)
	_frappe(layout, site, "--site", site, "set-admin-password", password, what=f"the password of {site}")


def settings_made_from() -> str:
	return fingerprint.of_files([PACKAGE / "inside" / "site_settings.py"])


def bring_app(site: str, layout: Layout) -> None:
	"""Install the app, or bring the site to what the app's files say now."""
	if has_app(site, layout):
		_frappe(layout, site, "--site", site, "migrate", "--skip-search-index", what=f"migrating {site}")
		# Migrating leaves the cached hooks as they were.
		_frappe(layout, site, "--site", site, "clear-cache", what=f"clearing the cache of {site}")
		return
	# --force, since an attempt that was interrupted may have written half of it.
	_frappe(layout, site, "--site", site, "install-app", "--force", "opsfamily", what="installing the app")
	_app_mark(site, layout).touch()


def has_app(site: str, layout: Layout) -> bool:
	return _app_mark(site, layout).exists()


def schema() -> str:
	"""The hash of what a site's tables and records are made from."""
	return fingerprint.of_tree(APP, _is_migrated)


def code() -> str:
	"""The hash of what running processes have loaded: all of the app."""
	return fingerprint.of_tree(APP)


def inside(layout: Layout, module: str, *arguments: str, log: Path, what: str) -> str:
	"""Run one of the modules that live within the framework's own environment."""
	command = [layout.python, "-m", module, *arguments]
	return run(command, log, cwd=layout.sites, env=bench.environment(layout), what=what)


def _app_mark(site: str, layout: Layout) -> Path:
	return layout.sites / site / ".app-installed"


def _database(site: str) -> str:
	return site.replace(".", "_")


def _template(layout: Layout) -> Path:
	"""One per release of the framework and of our settings."""
	made_from = framework.made_from(layout) + python_env.made_from(layout) + settings_made_from()
	return layout.downloads / "sites" / f"{hashlib.sha256(made_from.encode()).hexdigest()[:16]}.sql"


def _is_migrated(file: Path) -> bool:
	return file.suffix in MIGRATED_SUFFIXES or file.name == "hooks.py" or file.parent == APP / "setup"


def _frappe(layout: Layout, site: str, *arguments: str, what: str) -> None:
	bench.frappe(layout, *arguments, log=_log(layout, site), what=what)


def _log(layout: Layout, site: str) -> Path:
	return layout.logs / f"site-{site}.log"
