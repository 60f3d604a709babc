"""Signs that two families are one, or share somebody: representative, address, phone, or a child.

A sign is shown, never a reason to refuse: the same child in two families is right where both parents have custody.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

REPRESENTATIVE, ADDRESS, PHONE, CHILD = "representative", "address", "phone", "child"
# Digits of a Polish phone number without the country.
PHONE_DIGITS = 9
STREET_WORDS = frozenset(
	{"ul", "ulica", "al", "aleja", "os", "osiedle", "pl", "plac", "m", "lok", "mieszkanie"}
)
WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^<>]*>")
POSTCODE = re.compile(r"\b\d{2}-\d{3}\b")
AGE_OF_MAJORITY = 18


class Household(NamedTuple):
	"""What is compared of a family. members: (full name, birth date) of each, as far as known."""

	representative: str = ""
	address: str = ""
	phone: str = ""
	members: tuple[tuple[str, date | None], ...] = ()


def get_shared(one: Household, other: Household, today: date) -> list[str]:
	"""Return what both families have: their representative, address, phone or a child."""
	keys, others = get_keys(one, today), get_keys(other, today)
	return [what for what in keys if keys[what] & others[what]]


def get_keys(household: Household, today: date) -> dict[str, set]:
	"""Return what is compared → its spellings that are the same for the same thing; empty where it is not known."""
	keys = {
		REPRESENTATIVE: {normalize_name(household.representative)},
		ADDRESS: {normalize_address(household.address)},
		PHONE: {normalize_phone(household.phone)},
		CHILD: get_children(household.members, today),
	}
	return {what: values - {None} for what, values in keys.items()}


def is_same(shared: Iterable[str]) -> bool:
	"""Return whether families that share this are one: their representative, and an address, a phone or a child."""
	return REPRESENTATIVE in shared and len(set(shared)) > 1


def normalize_name(name: str | None) -> str | None:
	"""Return the words of a name in any order, case and spelling of the hyphen; None for an empty one."""
	return " ".join(sorted(_get_words(name))) or None


def normalize_address(address: str | None) -> str | None:
	"""Return street and number without words such as „ul.”, and without the postcode; None without a number."""
	words = [word for word in _get_words(POSTCODE.sub(" ", address or "")) if word not in STREET_WORDS]
	has_number = any(character.isdigit() for word in words for character in word)
	return " ".join(words) if has_number else None


def normalize_phone(phone: str | None) -> str | None:
	"""Return the last nine digits; None for a shorter number."""
	digits = "".join(re.findall(r"\d", phone or ""))
	return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else None


def get_children(members: Iterable[tuple[str, date | None]], today: date) -> set[tuple[str, date]]:
	"""Return name and birth date of each member under age; a name alone identifies nobody."""
	return {
		(name, born)
		for full_name, born in members
		if born and (name := normalize_name(full_name)) and _is_under_age(born, today)
	}


def _is_under_age(born: date, today: date) -> bool:
	return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < AGE_OF_MAJORITY


def _get_words(text: str | None) -> list[str]:
	# The framework stores a tag otherwise than it was typed.
	plain = TAG.sub(" ", text or "")
	return WORD.findall(unicodedata.normalize("NFKC", plain).casefold())
