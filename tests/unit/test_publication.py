"""No hidden number of a publication copy can be computed from what is shown, alone or with other reports."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsfamily.core.figures.publication import LARGEST_SMALL, Number, find_hidden

counts = st.integers(0, 14)
PARTS = ("A", "B", "C")
# The same examples in every run.
always_the_same = settings(derandomize=True, deadline=None)
STEPS = (0, 1, -1, 2, -2, 3, -3)


def block(total: str, parts: tuple[str, ...]) -> dict[str, int]:
	return {total: -1, **dict.fromkeys(parts, 1)}


def find_other(equations: list[dict], values: dict[str, int], hidden: list[str], key: str) -> dict | None:
	"""Return numbers that fit what is shown, with another one in `key`: tried out near the true ones, not computed."""
	for step in STEPS[1:]:
		moved = {**values, key: values[key] + step}
		if moved[key] >= 0 and (found := repair(equations, moved, {*hidden} - {key})):
			return found
	shown = {name: value for name, value in values.items() if name not in hidden}
	for step in STEPS[1:]:
		if values[key] + step >= 0:
			fixed = {**shown, key: values[key] + step}
			if found := fill_in(equations, fixed, values, [name for name in hidden if name != key]):
				return found
	return None


def repair(equations: list[dict], values: dict[str, int], free: set[str]) -> dict | None:
	"""Return numbers that fit again after one was moved: each equation that does not is set right by one free number."""
	broken = next(
		(each for each in equations if sum(step * values[name] for name, step in each.items())), None
	)
	if not broken:
		return values
	rest = sum(step * values[name] for name, step in broken.items())
	for name in sorted(
		broken.keys() & free, key=lambda name: (sum(name in each for each in equations), name)
	):
		shift, remainder = divmod(-rest, broken[name])
		if not remainder and values[name] + shift >= 0:
			if found := repair(equations, {**values, name: values[name] + shift}, free - {name}):
				return found
	return None


def fill_in(equations: list[dict], known: dict, values: dict, unknown: list[str]) -> dict | None:
	known, unknown = dict(known), list(unknown)
	while forced := next((each for each in equations if len(each.keys() - known.keys()) == 1), None):
		(name,) = forced.keys() - known.keys()
		rest = sum(step * known[key] for key, step in forced.items() if key != name)
		value, remainder = divmod(-rest, forced[name])
		if remainder or value < 0:
			return None
		known[name] = value
		unknown.remove(name)
	for equation in equations:
		if equation.keys() <= known.keys() and sum(step * known[key] for key, step in equation.items()):
			return None
	if not unknown:
		return known
	name = choose_next(equations, known, unknown)
	others = [each for each in unknown if each != name]
	tried = (values[name] + step for step in STEPS if values[name] + step >= 0)
	found = (fill_in(equations, {**known, name: value}, values, others) for value in tried)
	return next(filter(None, found), None)


def choose_next(equations: list[dict], known: dict, unknown: list[str]) -> str:
	"""Return a number of the equation with the fewest unknown ones: it soon forces the others, or shows a contradiction."""
	missing = sorted((sorted(each.keys() - known.keys()) for each in equations), key=len)
	return next((names[0] for names in missing if names), unknown[0])


def assert_nothing_can_be_computed(
	numbers: dict[str, int], equations: list[dict], hidden: set[str], unprinted: tuple[str, ...] = ()
) -> None:
	unknown = sorted({*hidden, *unprinted})
	for key in hidden:
		assert find_other(equations, numbers, unknown, key), (numbers, hidden, key)


def make(values: dict[str, int], **options) -> list[Number]:
	return [Number(key, value, **options) for key, value in values.items()]


@always_the_same
@given(st.lists(counts, min_size=2, max_size=4))
def test_one_sum(parts):
	names = tuple(f"P{number}" for number in range(len(parts)))
	values = {**dict(zip(names, parts, strict=True)), "T": sum(parts)}
	equations = [block("T", names)]
	hidden = find_hidden(make(values), equations)
	assert {key for key, value in values.items() if 0 < value <= LARGEST_SMALL} <= hidden
	assert_nothing_can_be_computed(values, equations, hidden)


@always_the_same
@given(st.lists(counts, min_size=4, max_size=4))
def test_a_table_with_sums_of_rows_and_columns(cells):
	values = dict(zip(("a1", "a2", "b1", "b2"), cells, strict=True))
	values |= {"a": cells[0] + cells[1], "b": cells[2] + cells[3]}
	values |= {"1": cells[0] + cells[2], "2": cells[1] + cells[3], "all": sum(cells)}
	equations = [
		block("a", ("a1", "a2")),
		block("b", ("b1", "b2")),
		block("1", ("a1", "b1")),
		block("2", ("a2", "b2")),
		block("all", ("a", "b")),
	]
	hidden = find_hidden(make(values), equations)
	assert_nothing_can_be_computed(values, equations, hidden)


@always_the_same
@given(st.integers(5, 30), st.data())
def test_one_part_only_is_hidden_when_the_rest_is_small(total, data):
	"""„w tym”: whoever reads 47 of 50 knows of the other three."""
	part = data.draw(st.integers(0, total))
	values = {"T": total, "P": part, "rest": total - part}
	numbers = [Number("T", total), Number("P", part), Number("rest", total - part, is_printed=False)]
	hidden = find_hidden(numbers, [block("T", ("P", "rest"))])
	is_small = 0 < part <= LARGEST_SMALL or 0 < total - part <= LARGEST_SMALL
	assert bool(hidden) == is_small
	assert_nothing_can_be_computed(values, [block("T", ("P", "rest"))], hidden, ("rest",))


@always_the_same
@given(st.lists(counts, min_size=3, max_size=3), st.lists(counts, min_size=3, max_size=3))
def test_a_year_and_its_halves(first, second):
	"""The first half is published, then the second, then the year: each time what is out stays as it is."""
	halves = {"1": dict(zip(PARTS, first, strict=True)), "2": dict(zip(PARTS, second, strict=True))}
	halves["Y"] = {key: halves["1"][key] + halves["2"][key] for key in PARTS}
	values = {f"{half}{key}": value for half, parts in halves.items() for key, value in parts.items()}
	values |= {f"{half}T": sum(parts.values()) for half, parts in halves.items()}
	equations = [block(f"{half}T", tuple(f"{half}{key}" for key in PARTS)) for half in halves]
	equations += [block(f"Y{key}", (f"1{key}", f"2{key}")) for key in (*PARTS, "T")]
	out: dict[str, bool] = {}
	for half in ("1", "2", "Y"):
		numbers = [
			Number(key, value, is_fixed=key in out, was_hidden=out.get(key, False))
			for key, value in values.items()
			if key in out or key[0] == half
		]
		hidden = find_hidden(numbers, equations)
		out = {number.key: number.key in hidden for number in numbers}
		known = {number.key: number.value for number in numbers}
		fitting = [equation for equation in equations if equation.keys() <= known.keys()]
		assert_nothing_can_be_computed(known, fitting, hidden)


@always_the_same
@given(st.lists(counts, min_size=3, max_size=3), st.lists(st.integers(0, 6), min_size=3, max_size=3))
def test_a_correction_and_its_first_version(first, added):
	"""What has not changed is taken as equal; a small difference is as small as a small number."""
	values = {f"1{key}": value for key, value in zip(PARTS, first, strict=True)}
	values |= {f"2{key}": values[f"1{key}"] + more for key, more in zip(PARTS, added, strict=True)}
	values |= {"1T": sum(first), "2T": sum(first) + sum(added)}
	differences = {f"d{key}": values[f"2{key}"] - values[f"1{key}"] for key in (*PARTS, "T")}
	equations = [block("1T", ("1A", "1B", "1C")), block("2T", ("2A", "2B", "2C"))]
	for key in (*PARTS, "T"):
		same = not differences[f"d{key}"]
		equations.append({f"2{key}": 1, f"1{key}": -1, **({} if same else {f"d{key}": -1})})
	kept = {key: value for key, value in differences.items() if value}
	of_first = make({key: value for key, value in values.items() if key[0] == "1"})
	out = find_hidden(of_first, equations)
	numbers = [
		*(number._replace(is_fixed=True, was_hidden=number.key in out) for number in of_first),
		*make({key: value for key, value in values.items() if key[0] == "2"}),
		*make(kept, is_printed=False),
	]
	hidden = find_hidden(numbers, equations)
	assert_nothing_can_be_computed({**values, **kept}, equations, hidden, tuple(kept))
	for key, value in kept.items():
		if 0 < value <= LARGEST_SMALL:
			assert {f"1{key[1]}", f"2{key[1]}"} & hidden


def test_what_is_large_is_shown():
	values = {"A": 20, "B": 30, "T": 50}
	assert find_hidden(make(values), [block("T", ("A", "B"))]) == set()


def test_a_small_number_takes_the_next_smallest_with_it():
	values = {"A": 2, "B": 9, "C": 30, "T": 41}
	assert find_hidden(make(values), [block("T", ("A", "B", "C"))]) == {"A", "B"}


def test_zeros_and_all_of_a_small_group_are_small():
	values = {"A": 3, "B": 0, "T": 3}
	assert find_hidden(make(values), [block("T", ("A", "B"))]) == {"A", "B", "T"}


def test_many_contacts_with_few_families_are_small():
	assert find_hidden([Number("W", 80, behind=2)], []) == {"W"}


def test_the_head_may_show_one():
	assert find_hidden([Number("A", 2, may_be_shown=True)], []) == set()


@pytest.mark.parametrize("shown", [True, False])
def test_what_was_published_stays(shown):
	numbers = [Number("A", 2, is_fixed=True, was_hidden=not shown)]
	assert find_hidden(numbers, []) == (set() if shown else {"A"})
