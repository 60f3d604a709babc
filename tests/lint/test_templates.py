"""The browser's templates: every value is escaped once, and none holds a sign that breaks the script around it."""

import re
from collections import Counter
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "opsfamily"
TEMPLATES = sorted([*APP.glob("public/js/**/*.html"), *APP.glob("*/page/*/*.html")])
VALUE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
# These answer escaped HTML, a translation of ours, a number, or a key made by the script.
SAFE_CALLS = re.compile(
	r"(text|__|hours|button|link|render|id|late|fix_button|papers|card_link|frappe\.utils\.icon)\("
)
# `is_late ? "a" : "b"`: one of two words of ours.
CHOICE = re.compile(r"""[^?"]+ \? "[^"]*" : "[^"]*"$""")
# HTML that another template or helper has made.
MADE = {
	"cell",
	"family_table",
	"fault_table",
	"prepared",
	"results",
	"table",
	"tasks",
	"group.table",
	"group.unfold",
	"group.papers",
	"statements",
	"group.statements",
}
# Numbers, days and hours, and keys of ours.
PLAIN = {
	"ago",
	"day",
	"done",
	"minutes",
	"number",
	"percent",
	"presence",
	"refused.length",
	"row",
	"time",
	"today",
	"to_send",
	"total",
}


def is_safe(value: str) -> bool:
	return bool(value in MADE | PLAIN or SAFE_CALLS.match(value) or CHOICE.match(value)) or (
		" ? " in value and all(is_safe(part) for part in re.split(r" \? | : ", value)[1:])
	)


def name_of(template: Path) -> str:
	return str(template.relative_to(APP))


def test_there_are_templates():
	assert len(TEMPLATES) > 10


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_every_value_is_escaped(template: Path):
	values = VALUE.findall(template.read_text(encoding="utf-8"))
	assert [value for value in values if not is_safe(value)] == []


@pytest.mark.parametrize(
	"value", ["family.representative", "row.late ? name : text(name)", "`${name}`", "name || text(name)"]
)
def test_a_value_that_is_not_escaped_is_found(value: str):
	assert not is_safe(value)


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_sign_breaks_the_script(template: Path):
	"""The server puts a page's template between single quotes, the bundler between backticks; neither escapes it."""
	text = template.read_text(encoding="utf-8")
	assert [sign for sign in ("'", "`", "${", "\\") if sign in text] == []


def test_every_template_has_a_name_of_its_own():
	"""All of them stand in one object of the Desk, under the file's name."""
	names = Counter(template.stem for template in TEMPLATES)
	assert [name for name, count in names.items() if count > 1] == []


def test_every_template_is_found():
	texts = [path.read_text(encoding="utf-8") for path in (*APP.rglob("*.js"), *TEMPLATES)]
	rendered = {name for text in texts for name in re.findall(r'\brender\(\s*"(\w+)"', text)}
	assert rendered == {template.stem for template in TEMPLATES}
