"""The commands of `python3 -m devsite`."""

import argparse
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from devsite import bench, check, demo, framework, hosts, python_env, recipe, report, servers
from devsite import site as sites
from devsite.errors import DevsiteError, PortTaken
from devsite.locking import locked
from devsite.paths import REPO, STATE, Layout, layout_for
from devsite.ports import Ports
from devsite.shell import run_in_front
from devsite.steps import Runner

# How often the set-up goes on with another port where one was taken meanwhile, and how many seconds it waits at most.
TRIES_FOR_PORTS = 12
LONGEST_WAIT = 0.5

USAGE = """usage: python3 -m devsite COMMAND [--frappe PATH] [--python PATH] [ARGUMENTS]

  up                  set up what is missing and start ops.localhost with the demo case
  down                stop all servers that devsite started
  status              what runs, and where
  test                set up test.localhost and test2.localhost and run all tests, on both at once
  test ARGUMENTS      run pytest with these arguments on test.localhost
  perf [ARGUMENTS]    set up perf.localhost and run the benchmarks; --size S|M|L|XL measures a section of that size, --pages our pages over a slow line
  demo-section        a section over a year on ops.localhost: 40 families, 3 assistants, 2 day centres
  check               the rules that hold between documents, on ops.localhost
  frappe ARGUMENTS    the framework's own command line on ops.localhost
  logs [NAME] [-f]    the last lines of the logs; -f follows them
  reset [SITE]        throw away all sites and their database, or one site; downloads are kept

  --frappe PATH       use a Frappe checkout (v15, v16) instead of the built-in one, on a bench of its own
  --python PATH       make the bench's environment with this Python"""


def main(arguments: list[str]) -> int:
	"""Run one command; every failure is one clear line."""
	# Another program's way to interrupt, handled like Ctrl-C.
	signal.signal(signal.SIGTERM, signal.default_int_handler)
	sys.stdout.reconfigure(line_buffering=True)
	try:
		layout, command, rest = parse(arguments)
		return COMMANDS[command](layout, rest)
	except DevsiteError as error:
		print(f"devsite: {error}", file=sys.stderr)
		return 1
	except OSError as error:
		# A full disk, a folder that may not be written: the machine's own words, and where.
		print(f"devsite: {error.strerror or error}: {error.filename or STATE}", file=sys.stderr)
		return 1
	except KeyboardInterrupt:
		print("devsite: interrupted; the same command goes on from here", file=sys.stderr)
		return 130


def parse(arguments: list[str]) -> tuple[Layout, str, list[str]]:
	"""(bench, command, its arguments); by hand, since `test` and `frappe` pass all of theirs on.

	The bench's options stand before or right after the command.
	"""
	before, rest = _take_options(arguments)
	command, rest = (rest[0], rest[1:]) if rest else ("help", [])
	after, rest = _take_options(rest)
	command = {"-h": "help", "--help": "help"}.get(command, command)
	if command not in COMMANDS:
		raise DevsiteError(f"no such command: {command}\n{USAGE}")
	options = {**before, **after}
	return layout_for(options.get("--frappe"), options.get("--python")), command, rest


def print_help(layout: Layout, rest: list[str]) -> int:
	print(USAGE)
	return 0


def up(layout: Layout, rest: list[str]) -> int:
	_nothing_more("up", rest)
	began = time.monotonic()
	with _one_at_a_time(layout):
		worked = _bring(hosts.FOR_TRYING, layout, scheduler=True, papers=True)
	report.print_site(layout, _ports(layout))
	did = f"{len(worked)} steps" if worked else "nothing to do"
	print(f"\nReady in {time.monotonic() - began:.1f} s ({did}).")
	return 0


def down(layout: Layout, rest: list[str]) -> int:
	_nothing_more("down", rest)
	with _one_at_a_time(layout):
		stopped = servers.stop_all(layout)
	print(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")
	return 0


def status(layout: Layout, rest: list[str]) -> int:
	_nothing_more("status", rest)
	report.print_status(layout, _ports(layout))
	return 0


def test(layout: Layout, rest: list[str]) -> int:
	"""Run pytest; its summary is the last thing printed. Each of its processes has a site of its own (conftest.py),
	and the tests of one file stay together, the longest file first (conftest.py)."""
	if rest:
		return _run_on(hosts.FOR_TESTS[:1], layout, "pytest", rest)
	at_once = [f"--numprocesses={len(hosts.FOR_TESTS)}", "--dist=loadfile", "--no-loadscope-reorder"]
	return _run_on(hosts.FOR_TESTS, layout, "pytest", at_once)


def perf(layout: Layout, rest: list[str]) -> int:
	"""Run the benchmarks; `--size` measures a section of that size on a site that is made anew, as it is emptied for it,
	and `--pages` what our pages ask for over a slow line, on the site for trying out."""
	if rest[:1] == ["--size"]:
		reset(layout, [hosts.FOR_SECTIONS])
		return _run_on((hosts.FOR_SECTIONS,), layout, "tests.perf", rest)
	site = hosts.FOR_TRYING if rest[:1] == ["--pages"] else hosts.FOR_TIMING
	return _run_on((site,), layout, "tests.perf", rest)


def check_rules(layout: Layout, rest: list[str]) -> int:
	_nothing_more("check", rest)
	_require_site(layout)
	return check.run(hosts.FOR_TRYING, layout)


def demo_section(layout: Layout, rest: list[str]) -> int:
	"""Make the section of the demo office, beside its story; what was made before is left alone."""
	_nothing_more("demo-section", rest)
	_require_site(layout)
	began = time.monotonic()
	answer = demo.make_section(hosts.FOR_TRYING, layout)
	report.print_section(answer)
	print(f"\nReady in {time.monotonic() - began:.1f} s.")
	return 0


def frappe(layout: Layout, rest: list[str]) -> int:
	"""The framework's own command line; a --site of the user's comes later and wins."""
	_require_site(layout)
	command = bench.command(layout, "--site", hosts.FOR_TRYING, *rest)
	return run_in_front(command, layout.sites, bench.environment(layout))


def logs(layout: Layout, rest: list[str]) -> int:
	parser = argparse.ArgumentParser(prog="python3 -m devsite logs")
	parser.add_argument("name", nargs="?", default="*", help="the log's name without .log")
	parser.add_argument("-f", "--follow", action="store_true", help="go on as the logs grow")
	wanted = parser.parse_args(rest)
	files = [str(file) for file in sorted(layout.logs.glob(f"{wanted.name}.log"))]
	if not files:
		names = ", ".join(sorted(file.stem for file in layout.logs.glob("*.log")))
		raise DevsiteError(f"no such log; there are: {names or 'none yet'}")
	follow = ["-F"] if wanted.follow else []
	return run_in_front(["tail", "-n", "40", *follow, *files], layout.logs, {})


def reset(layout: Layout, rest: list[str]) -> int:
	"""Throw sites away; downloads, environment and Frappe's source stay."""
	if len(rest) > 1 or not set(rest).issubset(hosts.ALL):
		raise DevsiteError(f"reset takes nothing, or one of {', '.join(hosts.ALL)}")
	with _one_at_a_time(layout):
		if rest:
			_forget_site(rest[0], layout)
		else:
			_forget_all_sites(layout)
	print(f"Thrown away: {rest[0] if rest else 'all sites and their database'}.")
	return 0


COMMANDS: dict[str, Callable[[Layout, list[str]], int]] = {
	"help": print_help,
	"up": up,
	"down": down,
	"status": status,
	"test": test,
	"perf": perf,
	"check": check_rules,
	"demo-section": demo_section,
	"frappe": frappe,
	"logs": logs,
	"reset": reset,
}


def _require_site(layout: Layout) -> None:
	"""Refuse when the site for trying was not made, or its servers do not run."""
	if not sites.exists(hosts.FOR_TRYING, layout):
		raise DevsiteError("there is no site yet: python3 -m devsite up")
	for name in ("mariadb", "redis"):
		if not servers.stands(name, layout, _ports(layout)):
			raise DevsiteError(f"{name} does not run: python3 -m devsite up")


def _bring(site: str, layout: Layout, scheduler: bool = False, papers: bool = False) -> list[str]:
	"""Bring a site and its servers to stand; the names of the steps that had something to do."""
	layout.make_folders()
	ports = _ports(layout)
	runner = Runner(layout.stamps)
	for attempts_left in reversed(range(TRIES_FOR_PORTS)):
		servers.keep_or_choose_ports(layout, ports)
		try:
			runner.run(recipe.for_site(site, layout, ports, scheduler, papers))
			break
		except PortTaken:
			if not attempts_left:
				raise
			# Benches that lost to each other would meet again.
			time.sleep(random.uniform(0, LONGEST_WAIT))
	return runner.worked


def _run_on(names: tuple[str, ...], layout: Layout, module: str, arguments: list[str]) -> int:
	"""Run a Python module against sites of its own; servers that did not run before are stopped after."""
	with ExitStack() as locks:
		for site in names:
			locks.enter_context(locked(layout.run / f"{site}.lock", site))
		ran_before = [name for name in servers.NAMES if servers.running_pid(name, layout)]
		try:
			with _one_at_a_time(layout):
				for site in names:
					_bring(site, layout)
			command = [str(layout.python), "-m", module, *arguments]
			return run_in_front(command, REPO, {**bench.environment(layout), **_coordinates(names, layout)})
		finally:
			servers.stop_all(layout, [name for name in servers.NAMES if name not in ran_before])


def _coordinates(names: tuple[str, ...], layout: Layout) -> dict[str, str]:
	"""How tests and benchmarks find their sites: the first one, and one for each process that runs tests."""
	urls = [sites.url(site, _ports(layout)) for site in names]
	return {
		"OPSFAMILY_SITE": names[0],
		"OPSFAMILY_URL": urls[0],
		"OPSFAMILY_SITES": " ".join(names),
		"OPSFAMILY_URLS": " ".join(urls),
		"OPSFAMILY_BENCH": str(layout.bench),
		"OPSFAMILY_CHECKOUT": str(layout.checkout or ""),
		"OPSFAMILY_ADMIN_PASSWORD": servers.administrator_password(layout),
		"OPSFAMILY_DEMO_PASSWORD": servers.demo_password(layout),
		"OPSFAMILY_NODE_MODULES": str(layout.bundler / "node_modules"),
		"OPSFAMILY_SHOTS": str(layout.shots),
	}


def _forget_site(site: str, layout: Layout) -> None:
	"""The folder and what is noted of it; its database is overwritten when the site is made again."""
	shutil.rmtree(layout.sites / site, ignore_errors=True)
	for note in (*layout.stamps.glob(f"*{site}"), *layout.run.glob(f"*-{site}.json")):
		note.unlink()


def _forget_all_sites(layout: Layout) -> None:
	servers.stop_all(layout)
	for folder in (layout.mariadb, layout.redis, layout.papers, layout.shots):
		shutil.rmtree(folder, ignore_errors=True)
	for site in hosts.ALL:
		_forget_site(site, layout)


def _one_at_a_time(layout: Layout):
	return locked(layout.root / "lock", "This bench")


def _ports(layout: Layout) -> Ports:
	return Ports(layout.run / "ports.json")


OPTIONS: dict[str, Callable[[Path], Path]] = {
	"--frappe": framework.checked_checkout,
	"--python": python_env.checked_python,
}


def _take_options(arguments: list[str]) -> tuple[dict[str, Path], list[str]]:
	"""Take --frappe PATH and --python PATH from the front of the arguments."""
	options: dict[str, Path] = {}
	while arguments and arguments[0] in OPTIONS:
		name, *values = arguments
		if not values:
			raise DevsiteError(f"{name} needs a path")
		options[name], arguments = OPTIONS[name](Path(values[0])), values[1:]
	return options, arguments


def _nothing_more(command: str, rest: list[str]) -> None:
	if rest:
		raise DevsiteError(f"{command} takes no further arguments, but was given: {' '.join(rest)}")
