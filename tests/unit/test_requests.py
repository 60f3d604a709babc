import pytest

from opsfamily.core import meanings
from opsfamily.core.requests import (
	ASSIGNED,
	DOCSTATUS,
	DRAFT,
	LEGAL_BASIS,
	MEANINGS,
	MOVES,
	NEEDS,
	REFUSED,
	SENT,
	needed_fields,
)


def test_a_request_is_sent_and_then_decided_on():
	moves = {
		(a, b)
		for a in DOCSTATUS
		for b in DOCSTATUS
		if a != b and meanings.may_move(MEANINGS[a], MEANINGS[b], MOVES)
	}
	assert moves == {(DRAFT, SENT), (SENT, ASSIGNED), (SENT, REFUSED)}


def test_an_office_may_have_requests_returned():
	assert meanings.may_move(meanings.SENT, meanings.RETURNED, MOVES)
	assert meanings.may_move(meanings.RETURNED, meanings.SENT, MOVES)
	assert not meanings.may_move(meanings.RETURNED, meanings.ACCEPTED, MOVES)


def test_only_what_is_decided_is_submitted():
	assert {state for state, docstatus in DOCSTATUS.items() if docstatus} == {ASSIGNED, REFUSED}


@pytest.mark.parametrize("basis", NEEDS)
def test_every_basis_needs_its_own_and_a_reason(basis):
	assert needed_fields(basis) == (*NEEDS[basis], "reason")
	assert LEGAL_BASIS[basis]


def test_only_an_interview_needs_an_interview():
	assert [basis for basis, fields in NEEDS.items() if "risk_list" in fields] == ["Interview and Analysis"]


def test_without_a_basis_the_basis_is_missing():
	assert needed_fields(None) == ("basis", "reason")
