"""What a genogram proposes for a household."""

import pytest

from opsfamily.core.genogram import FEMALE, MALE
from opsfamily.core.kin import guess_sex, propose_parents


@pytest.mark.parametrize(
	("name", "sex"),
	[
		("Maria Testowa", FEMALE),
		("Testowy Jan", MALE),
		("Mykoła Kowal", MALE),
		("Nieznane Imię", ""),
		("", ""),
		(None, ""),
	],
)
def test_sex_by_the_given_name(name, sex):
	assert guess_sex(name) == sex


def test_parents_of_the_children_of_a_household():
	household = {"Ewa": "Matka", "Jan": " ojciec ", "Ola": "córka", "Adam": "syn", "Zofia": "babcia"}
	assert propose_parents(household) == {"Ola": ("Ewa", "Jan"), "Adam": ("Ewa", "Jan")}


def test_where_it_is_not_clear_nobody_is_proposed():
	assert propose_parents({"Ewa": "matka", "Ula": "matka", "Ola": "córka"}) == {"Ola": (None, None)}
	assert propose_parents({"Jan": "ojciec", "Ola": "córka"}) == {"Ola": ("Jan", None)}
	assert propose_parents({"Jan": "ojczym"}) == {}
