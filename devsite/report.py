"""What devsite tells at the end of `up`, and in `status`."""

from pathlib import Path

from devsite import demo, hosts, servers
from devsite import site as sites
from devsite.paths import Layout
from devsite.ports import Ports


def print_site(layout: Layout, ports: Ports) -> None:
	"""The address, who may log in, and the files that were printed."""
	print(f"\nDesk:  {sites.url(hosts.FOR_TRYING, ports)}/app")
	print(f"       Administrator / {servers.administrator_password(layout)}")
	_print_table("Demo users", [_user_row(user) for user in demo.users(hosts.FOR_TRYING, layout)])
	papers = demo.papers(hosts.FOR_TRYING, layout)
	_print_table(f"Papers, in {layout.papers}", [[Path(paper).name] for paper in papers])


def print_section(answer: dict) -> None:
	"""How many families were made, and who may log in."""
	print(f"{answer['made']} families were made.")
	_print_table("Demo users", [_user_row(user) for user in answer["users"]])


def print_status(layout: Layout, ports: Ports) -> None:
	"""One line per server and per site."""
	print(f"{'server':<12}{'state':<22}port")
	for name in servers.NAMES:
		pid = servers.running_pid(name, layout)
		state = f"running, pid {pid}" if pid else "stopped"
		print(f"{name:<12}{state:<22}{ports.chosen.get(name, '')}".rstrip())
	print(f"\n{'site':<18}address")
	for site in hosts.ALL:
		print(f"{site:<18}{sites.url(site, ports) if sites.exists(site, layout) else 'not made'}")


def _user_row(user: dict) -> list[str]:
	return [str(user.get(key, "")) for key in ("email", "password", "full_name", "part")]


def _print_table(title: str, rows: list[list[str]]) -> None:
	if not rows:
		return
	widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
	print(f"\n{title}:")
	for row in rows:
		print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
