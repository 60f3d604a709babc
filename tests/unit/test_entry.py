"""The keys of an entry and of a device, and what may be kept as a draft."""

import base64
import json

import pytest

from opsfamily.core.entry import LARGEST_DRAFT, device_key, is_device_id, is_draft, is_entry_key, person_tag


@pytest.mark.parametrize("key", ["a" * 16, "A1-" * 10, "0" * 64])
def test_keys_of_an_entry(key):
	assert is_entry_key(key)


@pytest.mark.parametrize(
	"key", ["", "a" * 15, "a" * 65, "a" * 16 + "\n", "ą" * 20, "x y" * 8, None, 7, ["a" * 16]]
)
def test_what_is_no_key(key):
	assert not is_entry_key(key)


@pytest.mark.parametrize(
	("device", "is_one"), [("a1b2c3d4", True), ("short", False), ("a" * 65, False), (None, False)]
)
def test_identifiers_of_devices(device, is_one):
	assert is_device_id(device) is is_one


@pytest.mark.parametrize("text", ["{}", '{"course": "Ćma 😀"}'])
def test_drafts(text):
	assert is_draft(text)


@pytest.mark.parametrize("text", ["", "[]", "null", "1", '"text"', "{", None, {"course": "x"}])
def test_what_is_no_draft(text):
	assert not is_draft(text)


def test_a_draft_has_its_size():
	room = LARGEST_DRAFT - len('{"course": ""}')
	assert is_draft(json.dumps({"course": "x" * room}))
	assert not is_draft(json.dumps({"course": "x" * (room + 1)}))


def test_a_devices_key_is_one_users_on_one_device():
	key = device_key("secret", "anna@ops", "device-1")
	assert len(base64.b64decode(key)) == 32
	assert key == device_key("secret", "anna@ops", "device-1")
	others = [
		("other", "anna@ops", "device-1"),
		("secret", "beata@ops", "device-1"),
		("secret", "anna@ops", "device-2"),
	]
	assert len({key, *(device_key(*other) for other in others)}) == 4


def test_words_of_a_key_do_not_run_together():
	assert device_key("s", "anna", "1device") != device_key("s", "anna1", "device")


def test_a_persons_tag_does_not_say_who():
	tag = person_tag("secret", "anna@ops")
	assert tag == person_tag("secret", "anna@ops") != person_tag("secret", "beata@ops")
	assert "anna" not in tag
	assert len(tag) == 32
