"""The demo case on a site, and its papers as files."""

import json
from pathlib import Path

from devsite import site as sites
from devsite.paths import Layout

RUN = "opsfamily.setup.demo.run"
SECTION = "opsfamily.setup.demo.section"
PRINT = "opsfamily.setup.demo.papers.print_papers"


def run(site: str, layout: Layout) -> None:
	"""Run the demo case; running it again doubles nothing."""
	_call(site, layout, RUN, {}, _answer_file(layout, site, "demo"), what="running the demo case")


def make_section(site: str, layout: Layout) -> dict:
	"""Make a section over a year; making it again doubles nothing. Return `users`, and how many families were `made`."""
	return call_and_read(site, layout, SECTION, "section", what="making the section")


def print_papers(site: str, layout: Layout) -> None:
	"""Print the demo's forms, filled and blank, into the folder of papers."""
	folder = {"folder": str(layout.papers)}
	_call(site, layout, PRINT, folder, _answer_file(layout, site, "papers"), what="printing the papers")


def users(site: str, layout: Layout) -> list[dict]:
	"""The demo's users as the app names them: address, full name, part in the work, password."""
	answer = _answer(layout, site, "demo") or {}
	return answer.get("users", [])


def papers(site: str, layout: Layout) -> list[str]:
	return _answer(layout, site, "papers") or []


def papers_are_there(site: str, layout: Layout) -> bool:
	names = papers(site, layout)
	return bool(names) and all((layout.papers / name).is_file() for name in names)


def call_and_read(site: str, layout: Layout, function: str, name: str, what: str):
	"""Call a function of the app that takes no arguments, and return its answer."""
	_call(site, layout, function, {}, _answer_file(layout, site, name), what=what)
	return _answer(layout, site, name)


def _call(site: str, layout: Layout, function: str, arguments: dict, answer: Path, what: str) -> None:
	log = layout.logs / f"site-{site}.log"
	call = (site, function, json.dumps(arguments), str(answer))
	sites.inside(layout, "devsite.inside.call", *call, log=log, what=what)


def _answer_file(layout: Layout, site: str, name: str) -> Path:
	return layout.run / f"{name}-{site}.json"


def _answer(layout: Layout, site: str, name: str):
	file = _answer_file(layout, site, name)
	return json.loads(file.read_text()) if file.is_file() else None
