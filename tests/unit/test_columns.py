"""Whether a request asks by a column that its sender may not read."""

import json

import pytest

from opsfamily.core.columns import names_column, pattern_of

PATTERN = pattern_of(["family"])


@pytest.mark.parametrize(
	"value",
	[
		"family",
		"FAMILY desc",
		"`tabDay Centre Note`.`family`",
		"tabNote.family as x",
		{"family": "ROD-1"},
		{"x": [["Day Centre Note", "Family", "like", "%1%"]]},
		json.dumps([["family", "=", "ROD-1"]]),
		json.dumps({"filters_json": json.dumps({"family": "ROD-1"})}),
		"fámily",
		"famılÿ",
		"fam\u0131ly",
	],
)
def test_a_column_is_found(value):
	assert names_column(value, PATTERN)


@pytest.mark.parametrize(
	"value",
	[
		"families",
		"opsfamily.api.save",
		"rodzina",
		"",
		None,
		7,
		"7",
		"привет",
		"child",
		{"child": "Fam Ily"},
		[],
	],
)
def test_nothing_else_is(value):
	assert not names_column(value, PATTERN)
