"""A family's history in the Desk: the household comes in, parents are chosen, the genogram is drawn; on a phone too."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from opsfamily.tests.make_history import make_history
from tests.browser.conftest import DESKTOP, PHONE


@pytest.fixture
def family(site: str) -> str:
	family = factories.make_family().name
	factories.assign(family)
	frappe.db.commit()
	return family


def test_the_first_saving_brings_the_household_and_a_parent_is_chosen(family, desk_of):
	desk = desk_of(email("assistant")).open_form("Family", family)
	desk.page.evaluate("(family) => frappe.new_doc('Family History', { family })", family)
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Family History'")
	desk.settle()
	name = desk.save()
	drawn = desk.page.locator(".opsfamily-genogram svg")
	drawn.wait_for()
	assert "Maria Testowa" in drawn.text_content()
	offered = "cur_frm.fields_dict.relatives.grid.get_docfield('partner').options"
	assert desk.page.evaluate(offered) == ["Maria Testowa", "Jan Testowy"]
	frappe.db.rollback()
	assert frappe.db.count("Family Relative", {"parent": name}) == 2


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_form_fits_with_a_wide_genogram(family, desk_of, size):
	relatives = [{"full_name": f"Krewna {number}", "first_parent": "Maria Testowa"} for number in range(9)]
	history = make_history(family, relatives=relatives)
	frappe.db.commit()
	desk = desk_of(email("assistant"), size=size).open_form("Family History", history.name)
	desk.page.locator(".opsfamily-genogram svg").wait_for()
	desk.shot(f"family-history-{size['width']}")
	desk.assert_no_sideways_scroll()
	width = desk.page.evaluate(
		"document.querySelector('.opsfamily-genogram svg').getBoundingClientRect().width"
	)
	assert width > 900
