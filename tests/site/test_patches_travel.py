"""An update sets the rates and the limit for travel where the office has none, and leaves its own alone."""

import pytest

import frappe

from opsfamily.core.travel import LARGE_CAR
from opsfamily.office import SETTINGS
from opsfamily.patches.v1_3 import create_travel_rates


@pytest.fixture(autouse=True)
def settings_as_before(site):
	yield
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def forget_rows() -> None:
	for doctype in ("Travel Rate", "Travel Limit"):
		frappe.db.delete(doctype, {"parent": SETTINGS})
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def rates() -> dict[str, float]:
	return {row.capacity_class: row.rate for row in frappe.get_single(SETTINGS).travel_rates}


def test_a_site_without_them_gets_those_of_the_law():
	forget_rows()
	create_travel_rates.execute()
	create_travel_rates.execute()
	assert sorted(rates().values()) == [0.42, 0.69, 0.89, 1.15]
	assert [row.kilometres for row in frappe.get_single(SETTINGS).travel_limits] == [300]
	assert not frappe.get_single(SETTINGS).counts_travel


def test_the_offices_own_stay():
	forget_rows()
	settings = frappe.get_single(SETTINGS)
	settings.append("travel_rates", {"capacity_class": LARGE_CAR, "from_date": "2023-01-17", "rate": 1.1})
	settings.append("travel_limits", {"from_date": "2024-01-01", "kilometres": 500})
	settings.save()
	create_travel_rates.execute()
	assert rates() == {LARGE_CAR: 1.1}
	assert [row.kilometres for row in frappe.get_single(SETTINGS).travel_limits] == [500]
