"""Every string of ours is Polish on the screen: whatever the code and the JSONs say stands in pl.csv."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import opsfamily
from opsfamily.core.roles import ROLES
from opsfamily.permissions.registry import PAGE_GROUPS
from opsfamily.setup.defaults import OUTCOME_COLOURS
from opsfamily.setup.workflows import WORKFLOWS
from tests.releases import get_texts_of_other_releases

PACKAGE = Path(opsfamily.__file__).parent
PL = PACKAGE / "translations" / "pl.csv"

# Words that the framework's own pl.csv translates as we mean them.
THE_FRAMEWORKS = {"Create", "Date", "Print Format", "User"}
# No words for a person: keys, numbers, naming series.
NO_WORDS = re.compile(r"[\d\s.,–-]*|[A-Z]+-\.[\w.#-]+")
JS_STRING = re.compile(r"""\b__\(\s*(["'])((?:(?!\1)[^\\]|\\.)*)\1""")
TEMPLATE_STRING = re.compile(r"""\{[{%][^}]*?\b_\(\s*(["'])((?:(?!\1)[^\\]|\\.)*)\1""")
PLACEHOLDER = re.compile(r"\{\d*\}")


def files(pattern: str) -> Iterator[Path]:
	return (path for path in sorted(PACKAGE.rglob(pattern)) if "tests" not in path.parts)


def records(doctype: str) -> Iterator[dict]:
	"""The JSON records of the package, of one DocType of the framework."""
	for path in files("*.json"):
		record = json.loads(path.read_text(encoding="utf-8"))
		if isinstance(record, dict) and record.get("doctype") == doctype:
			yield record


def of_doctypes() -> Iterator[str]:
	for doctype in records("DocType"):
		yield doctype["name"]
		yield from (rule["role"] for rule in doctype.get("permissions", []))
		yield from (link.get("group") for link in doctype.get("links", []))
		for df in doctype["fields"]:
			yield from (df.get("label"), df.get("description"), df.get("placeholder"))
			yield from df.get("options", "").split("\n") if df["fieldtype"] == "Select" else ()


def of_the_desk() -> Iterator[str]:
	for workspace in records("Workspace"):
		yield from (workspace["label"], workspace["title"])
		for part in ("links", "shortcuts", "number_cards", "charts", "quick_lists"):
			yield from (row.get("label") for row in workspace.get(part, []))
		for block in json.loads(workspace["content"]):
			if block["type"] in ("header", "paragraph"):
				yield re.sub(r"<[^>]+>", "", block["data"]["text"])
	yield from (PACKAGE / "modules.txt").read_text(encoding="utf-8").split("\n")
	for sidebar in records("Workspace Sidebar"):
		yield from (sidebar["title"], *(item["label"] for item in sidebar["items"]))
	for icon in records("Desktop Icon"):
		yield icon["label"]
	for report in records("Report"):
		yield report["report_name"]
	for page in records("Page"):
		yield page["title"]
	for doctype, fieldname in (
		("Page", "title"),
		("Number Card", "label"),
		("Dashboard Chart", "chart_name"),
		("Dashboard", "dashboard_name"),
	):
		yield from (record[fieldname] for record in records(doctype))


def of_defaults() -> Iterator[str]:
	for design in WORKFLOWS:
		yield design.name
		yield from design.states
		yield from (move.action for move in design.moves)
	yield from OUTCOME_COLOURS
	yield from ROLES
	yield from PAGE_GROUPS


def of_python() -> Iterator[str]:
	for path in files("*.py"):
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.Call) and is_translated(node.func) and node.args:
				yield from texts_of(node.args[0])


def is_translated(function: ast.expr) -> bool:
	name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
	return name in ("_", "_lt")


def texts_of(node: ast.expr) -> Iterator[str]:
	"""The literals that may be translated: `_("a")`, `_("a" if b else "c")`, `_(name or "d")`."""
	if isinstance(node, ast.Constant) and isinstance(node.value, str):
		yield node.value
	elif isinstance(node, ast.IfExp):
		yield from (*texts_of(node.body), *texts_of(node.orelse))
	elif isinstance(node, ast.BoolOp):
		for value in node.values:
			yield from texts_of(value)


def of_scripts_and_templates() -> Iterator[str]:
	# A template is rendered by Jinja on the server, or by the browser.
	for pattern, string in (("*.js", JS_STRING), ("*.html", TEMPLATE_STRING), ("*.html", JS_STRING)):
		for path in files(pattern):
			for found in string.finditer(path.read_text(encoding="utf-8")):
				yield (
					found[2].encode().decode("unicode_escape").encode("latin-1").decode()
					if "\\" in found[2]
					else found[2]
				)


def to_translate() -> set[str]:
	sources = (of_doctypes(), of_the_desk(), of_defaults(), of_python(), of_scripts_and_templates())
	strings = {text for source in sources for text in source if text}
	return {text for text in strings if not NO_WORDS.fullmatch(text)} - THE_FRAMEWORKS


def translations() -> list[list[str]]:
	with PL.open(encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


def test_strings_are_found_everywhere():
	found = to_translate()
	for text in (
		"Family Visit",  # a DocType
		"Kinship",  # a field of a child table
		"On Paper Card",  # an option
		"Card Withdrawn",  # a state
		"Withdraw Acceptance",  # an action
		"Family Consultant",  # a role
		"{0} is missing.",  # Python
		"Fetch Visits",  # a script
		"Families",  # the workspace
		"Retention Proposals",  # a report
	):
		assert text in found, text


def said_by_the_framework(sources: set[str]) -> set[str]:
	"""Those of the texts that stand in the framework's own code: the Desk says them around our forms."""
	import frappe

	root = Path(frappe.__file__).parent
	paths = (path for kind in ("py", "js", "html", "vue", "json") for path in root.rglob(f"*.{kind}"))
	code = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in paths)
	return {source for source in sources if source in code}


def test_every_string_has_its_polish():
	known = {row[0] for row in translations()}
	assert sorted(to_translate() - known) == []


def test_translations_are_used():
	# A source string that was reworded leaves an old line behind.
	known = {row[0] for row in translations()}
	others = get_texts_of_other_releases()
	assert others <= known
	stale = known - to_translate() - THE_FRAMEWORKS - others
	assert sorted(stale - said_by_the_framework(stale)) == []


def test_every_line_is_a_translation():
	lines = translations()
	sources = [row[0] for row in lines]
	assert [row for row in lines if len(row) != 2 or not row[1].strip()] == []
	assert sorted({source for source in sources if sources.count(source) > 1}) == []
	assert [row for row in lines if row[0] != row[0].strip() or row[1] != row[1].strip()] == []


def test_placeholders_stay():
	wrong = [
		source
		for source, target in translations()
		if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(target))
	]
	assert wrong == []


def test_a_sentence_stays_a_sentence():
	wrong = [
		source for source, target in translations() if source[-1] in ".?!" and target[-1] not in ".?!”)…"
	]
	assert wrong == []


def test_the_framework_speaks_polish(site):
	import frappe

	frappe.local.lang = "pl"
	wrong = [row for row in translations() if frappe._(row[0]) != row[1]]
	assert wrong == []
