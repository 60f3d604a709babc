"""What an update does with what the app ships: the office's changes are left, whatever they are."""

import json

import pytest

from opsfamily.core.shipped import Step, choose_step, get_fingerprint, is_untouched, normalize

CARD = {"label": "Own Families", "color": "", "is_public": 1, "roles": [{"role": "Family Assistant"}]}


@pytest.mark.parametrize(
	("is_entered", "written", "stored", "is_newer", "step"),
	[
		(False, None, None, True, Step.CREATE),
		(True, CARD, CARD, True, Step.UPDATE),
		(True, CARD, CARD, False, Step.KEEP),
		(True, CARD, {**CARD, "color": "#123456"}, True, Step.LEAVE_CHANGED),
		(True, CARD, {**CARD, "color": "#123456"}, False, Step.LEAVE_CHANGED),
		(True, CARD, None, True, Step.LEAVE_DELETED),
		# Changed before the register began, and deleted afterwards.
		(True, None, CARD, True, Step.LEAVE_CHANGED),
		(True, None, None, True, Step.LEAVE_DELETED),
		# The office's own, of the same name.
		(False, None, CARD, True, Step.LEAVE_CHANGED),
	],
)
def test_each_case_has_its_step(is_entered, written, stored, is_newer, step):
	assert choose_step(is_entered, written, stored, is_newer) is step


@pytest.mark.parametrize(
	"stored",
	[
		{**CARD, "roles": []},
		{**CARD, "roles": [{"role": "Head of Centre"}]},
		{**CARD, "roles": [*CARD["roles"], {"role": "Head of Centre"}]},
		{**CARD, "is_public": 0},
		{**CARD, "label": ""},
	],
)
def test_every_change_is_seen(stored):
	assert not is_untouched(CARD, stored)


def test_a_framework_with_other_fields_has_changed_nothing():
	later = {**CARD, "type": "Workspace", "roles": [{"role": "Family Assistant", "added": "x"}]}
	assert is_untouched(CARD, later)
	assert is_untouched(later, CARD)


@pytest.mark.parametrize("empty", [None, "", 0, 0.0, [], "[]", "{}"])
def test_nothing_is_nothing_however_it_is_stored(empty):
	assert normalize(empty) == ""


def test_json_is_compared_without_its_spaces():
	blocks = [{"type": "chart", "data": {"col": 12, "chart_name": "Więcej"}}]
	assert normalize(json.dumps(blocks)) == normalize(json.dumps(blocks, separators=(",", ":")))
	assert normalize("[broken") == "[broken"


def test_numbers_and_texts_of_numbers_agree():
	assert normalize(1) == normalize("1")
	assert normalize("0") == "0"


def test_the_fingerprint_follows_what_is_shipped():
	assert get_fingerprint(CARD) == get_fingerprint(dict(reversed(CARD.items())))
	assert get_fingerprint(CARD) != get_fingerprint({**CARD, "color": "#fff"})
