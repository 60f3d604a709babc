"""What the README and the page for the data-protection officer say is true."""

import csv
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import frappe

import opsfamily
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import ADDRESS, BASE
from tests.rest.matrix import lines

ROOT = Path(opsfamily.__file__).parents[1]
WORDS = {
	"read": "czyta, drukuje",
	"create": "tworzy",
	"write": "zmienia",
	"submit": "zatwierdza",
	"cancel": "anuluje",
	"amend": "poprawia",
	"delete": "usuwa robocze",
	"report": "raport",
	"export": "eksport",
}


@pytest.fixture
def family(committed) -> str:
	def make() -> dict:
		family = factories.make_family(representative="Rodzina z README")
		factories.assign(family.name)
		return {"Family": family}

	return committed(make)["Family"].name


@pytest.fixture
def api_key(connected_site) -> tuple[str, str]:
	"""An assistant's key and secret, as the user settings make them."""
	user = frappe.get_doc("User", email("assistant"))
	user.api_key, user.api_secret = user.api_key or "readme-key", "readme-secret"
	user.save(ignore_permissions=True)
	frappe.db.commit()
	return user.api_key, "readme-secret"


def test_rest_example_of_the_readme(family, api_key, monkeypatch):
	readme = (ROOT / "README.md").read_text(encoding="utf-8")
	example = re.search(r"```python\n(.*?)```", readme, re.DOTALL)[1]
	key, secret = api_key
	# The site is asked by its address, with its name in a header: no resolver here knows *.localhost.
	example = example.replace(
		"desk = requests.Session()", "desk = requests.Session(); desk.headers['Host'] = host"
	)
	names = {"site": BASE, "host": ADDRESS.netloc, "family": family, "api_key": key, "api_secret": secret}
	exec(compile(example, "README.md", "exec"), names)
	assert names["visit"]["minutes"] == 120
	assert names["card"]["total_minutes"] == 120
	sheet = load_workbook(BytesIO(names["xlsx"])).active
	assert sheet["B9"].value.date().isoformat() == "2026-10-05"


def test_page_for_the_officer_says_what_the_matrix_says(site):
	page = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
	with (ROOT / "opsfamily" / "translations" / "pl.csv").open(encoding="utf-8") as file:
		polish = {row[0]: row[1] for row in csv.reader(file) if row}
	for line in lines():
		rights = ", ".join(words for right, words in WORDS.items() if right in line.rights) or "–"
		sensitive = "tak" if line.level1 else "–"
		row = f"| {polish[line.role]} | {polish[line.doctype]} | {rights} | {sensitive} |"
		assert row in page, row
