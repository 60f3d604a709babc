import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsfamily.core import comparison
from opsfamily.core.comparison import ADDED, CHANGED, GONE, SAME


@pytest.mark.parametrize(
	("earlier", "later", "change"),
	[
		(None, "", SAME),
		("2 pokoje", " 2 pokoje\n", SAME),
		("a\r\nb", "a\nb", SAME),
		("2 pokoje", "3 pokoje", CHANGED),
		("", "3 pokoje", ADDED),
		("2 pokoje", None, GONE),
	],
)
def test_changes_of_a_text(earlier, later, change):
	assert comparison.change_of(earlier, later) == change


def member(name: str, **more: str) -> dict:
	return {"full_name": name, "school": "", **more}


def changes(earlier: list, later: list) -> list[tuple]:
	return [
		((pair.later or pair.earlier)["full_name"], pair.change, pair.changed)
		for pair in comparison.compared_rows(earlier, later, ["full_name"])
	]


def test_rows_that_stayed_changed_came_and_went():
	earlier = [member("Maria"), member("Jan", school="SP 2"), member("Piotr")]
	later = [member("Zosia"), member("Jan", school="SP 3"), member("Maria")]
	assert changes(earlier, later) == [
		("Zosia", ADDED, ()),
		("Jan", CHANGED, ("school",)),
		("Maria", SAME, ()),
		("Piotr", GONE, ()),
	]


def test_a_name_is_the_same_however_it_is_spaced():
	assert changes([member("Jan  Testowy ")], [member("jan testowy")]) == [
		("jan testowy", CHANGED, ("full_name",))
	]


def test_two_of_one_name_stay_two():
	assert changes([member("Jan")], [member("Jan"), member("Jan")]) == [("Jan", SAME, ()), ("Jan", ADDED, ())]


rows = st.lists(
	st.builds(member, st.sampled_from(["Jan", "Ewa", "Ola"]), school=st.text(max_size=3)), max_size=6
)


@given(rows)
def test_a_paper_is_the_same_as_itself(household):
	pairs = comparison.compared_rows(household, household, ["full_name"])
	assert all(pair.change == SAME for pair in pairs)


@given(rows, rows)
def test_no_row_is_lost(earlier, later):
	pairs = comparison.compared_rows(earlier, later, ["full_name"])
	assert [pair.later for pair in pairs if pair.later is not None] == later
	key = lambda row: sorted(row.items())  # noqa: E731
	assert sorted((pair.earlier for pair in pairs if pair.earlier is not None), key=key) == sorted(
		earlier, key=key
	)
