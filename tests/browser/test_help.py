"""An intervention and a specialist's help are written in a browser, on a phone and at a desk."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.conftest import DESKTOP, PHONE

ASSISTANT, MOTHER, CHILD = email("assistant"), "Maria Pomocowa", "Lena Pomocowa"


@pytest.fixture
def family(site) -> str:
	"""A committed family of the test assistant."""
	members = [{"full_name": MOTHER}, {"full_name": CHILD}]
	name = factories.make_family(representative=MOTHER, members=members).name
	factories.assign(name)
	frappe.db.commit()
	return name


def get_names(doctype: str, family: str) -> list[str]:
	frappe.db.rollback()
	return [row.full_name for row in frappe.get_last_doc(doctype, {"family": family}).persons]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_an_intervention(family, desk_of, size):
	desk = desk_of(ASSISTANT, size=size).open(f"intervention/new?family={family}")
	desk.page.locator(".form-message", has_text="W niebezpieczeństwie życia najpierw 112").wait_for()
	chips = desk.page.locator('[data-fieldname="persons"] .ops-chips button')
	chips.first.wait_for()
	assert [text.strip() for text in chips.all_inner_texts()] == [MOTHER, CHILD, "Inna osoba…"]
	desk.assert_no_sideways_scroll()
	chips.nth(1).click()
	desk.fill("seen", "Dziecko samo w oknie.")
	desk.save()
	assert get_names("Intervention", family) == [CHILD]


def test_help_of_somebody_from_outside(family, desk_of):
	desk = desk_of(ASSISTANT, size=PHONE).open(f"specialist-help/new?family={family}")
	chips = desk.page.locator('[data-fieldname="persons"] .ops-chips button')
	chips.first.wait_for()
	chips.nth(0).click()
	desk.fill("kind", "mediacja")
	# The Desk selects what has the focus a moment after a number got it: not as fast as a machine leaves it.
	desk.page.locator('[data-fieldname="minutes"] input:visible').first.click()
	desk.page.wait_for_timeout(300)
	desk.fill("minutes", "60")
	desk.fill("outside_specialist", "Marta Zgoda, mediatorka")
	desk.assert_no_sideways_scroll()
	desk.save()
	assert get_names("Specialist Help", family) == [MOTHER]
	helped = frappe.get_last_doc("Specialist Help", {"family": family})
	assert (helped.worker, helped.outside_specialist) == (None, "Marta Zgoda, mediatorka")
