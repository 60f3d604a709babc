"""A changed name is the same person's, or somebody else's; former names are kept once each."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core.former_names import add, is_renamed, is_same_name, split

BORN, OTHER = date(1990, 1, 1), date(2015, 6, 1)
names = st.text("abcdefghijklmnoprstuwyzż", min_size=2, max_size=8).map(str.capitalize)


@pytest.mark.parametrize(
	"before, after",
	[
		("Maria Testowa", "Maria Nowa"),
		("Maria Testowa", "Maria Nowa-Testowa"),
		("Testowa Maria", "Maria Nowa"),
		("Mraia Testowa", "Maria Testowa"),
		("Jan Kowlaski", "Jan Kowalski"),
	],
)
def test_the_same_person(before, after):
	assert is_renamed(before, after)


@pytest.mark.parametrize(
	"before, after",
	[
		("Maria Testowa", "Jan Testowy"),
		("Maria Kowalczyk", "Jan Kowalczyk"),
		("Maria Kowalczyk", "Marta Nowak"),
		("Maria Testowa", "maria  testowa"),
		("", "Maria Nowa"),
		("Maria Testowa", None),
	],
)
def test_somebody_else_or_the_same_name(before, after):
	assert not is_renamed(before, after)


@given(names, names)
def test_the_birth_date_decides_where_both_are_known(one, other):
	changed = not is_same_name(one, other)
	assert is_renamed(one, other, BORN, BORN) == changed
	assert not is_renamed(one, other, BORN, OTHER)


@given(st.lists(names, min_size=1, max_size=5))
def test_each_former_name_is_kept_once_and_never_the_current_one(chain):
	text = ""
	for former, current in pairwise(chain):
		text = add(text, former, current)
		assert not any(is_same_name(name, current) for name in split(text))
	kept = split(text)
	assert len(set(kept)) == len(kept)
	assert set(kept) == {name for name in chain[:-1] if not is_same_name(name, chain[-1])}
