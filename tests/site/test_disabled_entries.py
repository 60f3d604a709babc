"""Entries that the office has switched off: not chosen any more, also in a row; what is stored keeps them."""

import pytest

import frappe

from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.tests.factories import confirmed, fresh, make_assessment, make_cause, make_family, make_request

MAKERS = {"Family Assessment": make_assessment, "Assistant Request": make_request}


@pytest.fixture
def cause(site) -> str:
	return make_cause("przyczyna wyłączana")


def disable(cause: str) -> None:
	frappe.get_doc("Difficulty Cause", cause).update({"disabled": 1}).save()


@pytest.mark.parametrize("doctype", MAKERS)
def test_a_row_takes_no_disabled_entry(cause, doctype):
	disable(cause)
	with pytest.raises(DisabledEntryError, match=r"1:.*przyczyna wyłączana"):
		MAKERS[doctype](make_family().name, causes=[{"cause": cause}])


@pytest.mark.parametrize("doctype", MAKERS)
def test_a_stored_row_keeps_its_entry(cause, doctype):
	document = MAKERS[doctype](make_family().name, causes=[{"cause": cause}])
	disable(cause)
	fresh(document).save()
	again = fresh(document)
	# Rows that a client sends without their names are the same choice.
	again.set("causes", [{"cause": cause}])
	again.save()
	assert [row.cause for row in again.causes] == [cause]


def test_a_later_assessment_takes_the_entry_over(cause):
	family = make_family().name
	confirmed(make_assessment(family, causes=[{"cause": cause}])).submit()
	disable(cause)
	later = make_assessment(family, assessment_date="2026-11-02", causes=[{"cause": cause}])
	assert [row.cause for row in later.causes] == [cause]
	with pytest.raises(DisabledEntryError):
		make_assessment(make_family().name, causes=[{"cause": cause}])
