"""A site that an earlier version has left, made from a dump and updated. What is asked of it is in `inside.py`."""

import json
import lzma
from dataclasses import dataclass
from pathlib import Path

from devsite import bench, servers
from devsite import site as sites
from devsite.paths import Layout, layout_of_tests


@dataclass
class Update:
	"""What the site said before the update, after it, and after a second one; then what using it gave."""

	before: dict
	after: dict
	again: dict
	used: dict


def update_site(site: str, dump: Path, folder: Path, prepare: bool = False) -> Update:
	"""Make the site from the dump and update it twice. folder: for the unpacked dump; prepare: change it first."""
	layout = layout_of_tests()
	sql = folder / "site.sql"
	sql.write_bytes(lzma.decompress(dump.read_bytes()))
	restore(site, sql, layout)
	if prepare:
		ask(site, "prepare", layout)
	before = ask(site, "state", layout)
	migrate(site, layout)
	after = ask(site, "state", layout)
	migrate(site, layout)
	return Update(before, after, ask(site, "state", layout), ask(site, "use", layout))


def restore(site: str, sql: Path, layout: Layout) -> None:
	"""Make the site from the dump. Its scheduler rests: another process may run on this bench."""
	arguments = ["new-site", site, "--force", "--no-mariadb-socket"]
	arguments += ["--admin-password", servers.administrator_password(layout)]
	database = ["--db-name", site.replace(".", "_"), "--db-root-username", "root"]
	password = ["--db-root-password", servers.database_password(layout)]
	frappe(site, layout, *arguments, *database, *password, "--source-sql", str(sql))
	config = layout.sites / site / "site_config.json"
	bench.write_json(config, {**json.loads(config.read_text()), "pause_scheduler": 1})


def migrate(site: str, layout: Layout) -> None:
	frappe(site, layout, "--site", site, "migrate", "--skip-search-index")
	frappe(site, layout, "--site", site, "clear-cache")


def frappe(site: str, layout: Layout, *arguments: str) -> None:
	bench.frappe(layout, *arguments, log=layout.logs / f"site-{site}.log", what=f"update: {arguments[-1]}")


def ask(site: str, what: str, layout: Layout):
	log = layout.logs / f"site-{site}.log"
	said = sites.inside(layout, "tests.update.inside", site, what, log=log, what=f"update: {what}")
	return json.loads(said.splitlines()[-1])
