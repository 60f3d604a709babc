from datetime import date

import pytest

from opsfamily.core import basis as core
from opsfamily.core import requests
from opsfamily.core.basis import CONSENT, COURT, FOR_LIFE, MINOR_PARENT, OTHER, Basis
from opsfamily.core.consents import Given
from opsfamily.core.household import belongs_on, is_disabled_on

MARCH, MAY, JULY = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)


def test_several_in_turn():
	bases = (Basis(CONSENT, MARCH, date(2026, 4, 30)), Basis(COURT, MAY))
	assert core.bases_on(bases, date(2026, 4, 30)) == (CONSENT,)
	assert core.bases_on(bases, MAY) == (COURT,)
	assert core.bases_on(bases, date(2026, 2, 28)) == ()


def test_the_main_one_of_several():
	bases = (Basis(FOR_LIFE, MARCH), Basis(CONSENT), Basis(COURT, MAY))
	assert core.bases_on(bases, JULY) == (COURT, CONSENT, FOR_LIFE)
	assert core.main_basis(core.bases_on(bases, MARCH)) == CONSENT
	assert core.main_basis(()) is None


def test_a_withdrawn_consent_holds_until_the_day_before():
	bases = core.merge([], [Given(MARCH, MAY)])
	assert core.bases_on(bases, date(2026, 4, 30)) == (CONSENT,)
	assert core.bases_on(bases, MAY) == ()


def test_a_recorded_consent_holds_until_the_one_on_paper():
	bases = core.merge([Basis(CONSENT, MARCH)], [Given(MAY, JULY)])
	assert core.bases_on(bases, date(2026, 4, 1)) == (CONSENT,)
	assert core.bases_on(bases, JULY) == ()
	assert core.bases_on(core.merge([Basis(COURT, MARCH)], [Given(MAY, JULY)]), JULY) == (COURT,)


def test_a_consent_withdrawn_on_its_day_leaves_none():
	assert core.merge([], [Given(MAY, MAY)]) == ()


@pytest.mark.parametrize(
	("kinds", "assessed", "work", "data"),
	[
		((CONSENT,), True, True, False),
		((FOR_LIFE,), False, False, True),
		((CONSENT, FOR_LIFE), True, True, True),
		((COURT,), True, False, False),
		((COURT, CONSENT), True, False, False),
		((MINOR_PARENT,), True, False, False),
		((OTHER,), True, False, False),
		((), True, False, False),
	],
)
def test_what_a_basis_asks_for(kinds, assessed, work, data):
	assert core.needs_assessment(kinds) == assessed
	assert core.needs_work_consent(kinds) == work
	assert core.needs_data_consent(kinds) == core.works_by_catalogue(kinds) == data


def test_stricter_duties_begin_with_the_second_basis():
	for_life = Basis(FOR_LIFE, MARCH)
	assert core.assessed_since([for_life], MARCH, JULY) is None
	assert core.assessed_since([for_life, Basis(COURT, MAY)], MARCH, JULY) == MAY
	assert core.assessed_since([for_life, Basis(COURT, MAY)], MARCH, date(2026, 4, 30)) is None
	assert core.assessed_since([Basis(CONSENT, MARCH)], MAY, JULY) == MAY
	assert core.assessed_since([], MAY, JULY) == MAY


def test_what_held_last_decides_once_nothing_holds():
	ended = core.FOR_LIFE, MARCH, MAY
	assert core.bases_on([Basis(*ended)], JULY) == ()
	assert core.bases_held([Basis(*ended)], JULY) == (core.FOR_LIFE,)
	assert core.assessed_since([Basis(*ended)], MARCH, JULY) is None
	assert core.bases_held([Basis(CONSENT, MARCH, MARCH), Basis(*ended)], JULY) == (core.FOR_LIFE,)
	assert core.bases_held([Basis(*ended), Basis(COURT, JULY)], JULY) == (COURT,)
	assert core.bases_held([Basis(COURT, JULY)], MAY) == ()
	assert core.assessed_since([Basis(CONSENT, MARCH, MAY)], MARCH, JULY) == MARCH


@pytest.mark.parametrize(
	("basis", "decided", "found"),
	[
		(requests.COURT_ORDER, None, (COURT, MARCH, None)),
		(requests.FOR_LIFE, None, (FOR_LIFE, MAY, None)),
		(requests.OWN_APPLICATION, None, None),
		(requests.OWN_APPLICATION, JULY, (CONSENT, JULY, None)),
		(requests.MINOR_PARENT, None, (MINOR_PARENT, JULY, None)),
	],
)
def test_the_basis_of_a_request(basis, decided, found):
	assert requests.basis_of(basis, decided, MARCH, MAY, JULY, None, None) == found


def test_an_end_of_the_order_and_a_withdrawal_end_it():
	ended = requests.basis_of(requests.COURT_ORDER, None, MARCH, None, MARCH, MAY, None)
	assert ended == (COURT, MARCH, MAY)
	withdrawn = requests.basis_of(requests.FOR_LIFE, None, None, MARCH, MARCH, None, MAY)
	assert withdrawn == (FOR_LIFE, MARCH, date(2026, 4, 30))


@pytest.mark.parametrize(
	("born", "joined", "left", "belongs"),
	[
		(None, None, None, True),
		(MARCH, None, MAY, True),
		(None, MAY, None, True),
		(None, JULY, None, False),
		(JULY, None, None, False),
		(None, None, date(2026, 4, 30), False),
	],
)
def test_who_belongs_to_a_household_on_the_first_of_may(born, joined, left, belongs):
	assert belongs_on(MAY, born, joined, left) == belongs


def test_a_certificate_holds_for_its_days():
	assert is_disabled_on(MAY, True, None, None)
	assert is_disabled_on(MAY, True, MARCH, MAY)
	assert not is_disabled_on(MAY, True, JULY, None)
	assert not is_disabled_on(MAY, True, None, MARCH)
	assert not is_disabled_on(MAY, False, None, None)
