"""Signs that two families are one, or share a child."""

from datetime import date

import pytest

from opsfamily.core.similar_families import (
	ADDRESS,
	CHILD,
	PHONE,
	REPRESENTATIVE,
	Household,
	get_shared,
	normalize_address,
	normalize_name,
	normalize_phone,
)

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize("other", ["TESTOWA Maria", "maria  testowa", "Maria Testowa "])
def test_a_name_in_any_order_and_case(other):
	assert normalize_name(other) == normalize_name("Maria Testowa")


@pytest.mark.parametrize("other", ["Próbna 1/2, 00-001 Lipowa Góra", "ulica Próbna 1 m. 2, Lipowa Góra"])
def test_an_address_as_people_write_it(other):
	assert normalize_address(other) == normalize_address("ul. Próbna 1/2 Lipowa Góra")


def test_an_address_without_a_number_says_nothing():
	assert normalize_address("Lipowa Góra") is None


@pytest.mark.parametrize("other", ["500-100-200", "+48 500 100 200", "0048500100200"])
def test_a_phone_as_people_write_it(other):
	assert normalize_phone(other) == normalize_phone("500 100 200") == "500100200"


@pytest.mark.parametrize("phone", [None, "", "brak", "112"])
def test_no_phone(phone):
	assert normalize_phone(phone) is None


def test_empty_fields_are_nothing_in_common():
	assert get_shared(Household(), Household(), TODAY) == []


def test_what_families_share():
	child = ("Jan Testowy", date(2015, 6, 1))
	one = Household("Maria Testowa", "ul. Próbna 1", "500 100 200", (child,))
	assert get_shared(one, one, TODAY) == [REPRESENTATIVE, ADDRESS, PHONE, CHILD]
	father = Household("Adam Inny", "ul. Inna 3", "", (("Testowy Jan", date(2015, 6, 1)),))
	assert get_shared(one, father, TODAY) == [CHILD]


@pytest.mark.parametrize(
	"member", [("Jan Testowy", None), ("Jan Testowy", date(2015, 6, 2)), ("Jan Testowy", date(2008, 11, 26))]
)
def test_another_birth_an_unknown_one_and_an_adult_are_no_shared_child(member):
	one = Household(members=(("Jan Testowy", date(2015, 6, 1)), ("Jan Testowy", date(2008, 11, 26))))
	assert get_shared(one, Household(members=(member,)), TODAY) == []
