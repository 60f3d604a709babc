"""Which questions of a list are so plain that nobody has to try them first."""

import json

import pytest

from opsfamily.core.questions import is_plain

COLUMNS, TEXTS = {"name", "family", "visit_date", "docstatus"}, {"name", "family"}


@pytest.mark.parametrize(
	"asked",
	[
		{},
		{"fields": '["name", "visit_date"]'},
		{"filters": '{"family": "ROD-1"}', "limit_page_length": "20"},
		{"filters": '[["family", "!=", "ROD-1"]]', "order_by": "visit_date desc", "limit_start": "0"},
		{"or_filters": '[["name", "=", ""]]', "order_by": "`name`"},
	],
)
def test_plain_questions(asked):
	assert is_plain(asked, COLUMNS, TEXTS)


@pytest.mark.parametrize(
	("name", "value"),
	[
		("fields", "name"),
		("fields", "[]"),
		("fields", '["no_column"]'),
		("fields", '[["a", "b"]]'),
		("fields", "[" * 5000),
		("filters", "tysiąc"),
		("filters", '{"visit_date": "wczoraj"}'),
		("filters", '{"family": ["like", 7]}'),
		("filters", '[["family", "="]]'),
		("filters", '[["family", ["a"], "b"]]'),
		("filters", "[{}]"),
		("filters", json.dumps({"family": "ż" * 200})),
		("order_by", "-1"),
		("order_by", "name desc, family"),
		("order_by", "no_column"),
		("limit_page_length", "HARM-1"),
		("limit_page_length", "9" * 30),
		("limit_start", "²"),
		("group_by", "family"),
		("limit", ["1"]),
	],
)
def test_other_questions_are_tried(name, value):
	assert not is_plain({name: value}, COLUMNS, TEXTS)
