"""The bench: the folders and files that the framework expects around its sites, and its command line."""

import json
import os
from pathlib import Path

from devsite.paths import REPO, Layout
from devsite.ports import Ports
from devsite.shell import run

DEFAULT_SITE = "ops.localhost"
APPS = ("frappe", "opsfamily")


def lay_out(layout: Layout, ports: Ports) -> None:
	"""Make the bench's folders, its list of apps and its common configuration."""
	layout.sites.mkdir(parents=True, exist_ok=True)
	_link(layout.bench / "logs", layout.logs)
	_link(layout.bench / "apps" / "opsfamily", REPO)
	(layout.sites / "apps.txt").write_text("\n".join(APPS) + "\n")
	write_json(layout.sites / "common_site_config.json", common_config(ports))


def is_laid_out(layout: Layout) -> bool:
	return (layout.sites / "common_site_config.json").is_file()


def common_config(ports: Ports) -> dict:
	"""What all sites of the bench share."""
	redis = f"redis://127.0.0.1:{ports['redis']}"
	return {
		"db_host": "127.0.0.1",
		"db_port": ports["mariadb"],
		"redis_cache": f"{redis}/0",
		"redis_queue": f"{redis}/1",
		"redis_socketio": f"{redis}/2",
		"webserver_port": ports["web"],
		"default_site": DEFAULT_SITE,
		"developer_mode": 0,
		"mute_emails": 1,
		"server_script_enabled": False,
		# What v16 prints with where a print format asks for chrome; else it would download one.
		"chromium_path": "chromium",
	}


def command(layout: Layout, *arguments: str) -> list[str]:
	"""The whole `bench` command line of the framework, to be run in the `sites` folder."""
	return [str(layout.python), "-m", "frappe.utils.bench_helper", "frappe", *arguments]


def frappe(layout: Layout, *arguments: str, log: Path, what: str) -> str:
	"""Run a command of the framework to its end."""
	return run(command(layout, *arguments), log, cwd=layout.sites, env=environment(layout), what=what)


def environment(layout: Layout) -> dict[str, str]:
	"""What processes on the bench find in their environment beside the user's own."""
	return {
		"PATH": f"{layout.env / 'bin'}:{os.environ.get('PATH', '')}",
		"VIRTUAL_ENV": str(layout.env),
		"PYTHONPATH": str(REPO),
		"PYTHONUNBUFFERED": "1",
	}


def write_json(file: Path, content: dict) -> None:
	"""Write a JSON file whole or not at all."""
	unfinished = file.with_suffix(".unfinished")
	unfinished.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
	unfinished.rename(file)


def _link(place: Path, target: Path) -> None:
	place.parent.mkdir(parents=True, exist_ok=True)
	if not place.is_symlink():
		place.symlink_to(target)
