"""The dates of the half-year's and the council's report are clocks, for those who send them."""

from datetime import date

import pytest

import frappe

from opsfamily.clocks.calendar import make_deadline_event
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_content, get_notices
from opsfamily.clocks.register import describe, get_deadlines
from opsfamily.core.deadlines import REPORT
from opsfamily.core.roles import CLERK
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import email, make_family
from opsfamily.tests.make_figures import make_report

JANUARY = date(2026, 1, 5)
HALF = ("2025-07-01", "2025-12-31")
HALF_YEAR, COUNCIL = "Sprawozdanie półroczne", "Sprawozdanie roczne dla rady"


@pytest.fixture(autouse=True)
def templates(site) -> None:
	"""The office has had its templates since before."""
	frappe.db.set_value("Report Template", {"name": ["like", "Sprawozdanie%"]}, "creation", "2025-02-01")


def due(today: date = JANUARY, person: str = "head", family: str | None = None) -> dict[str, date]:
	with acting_as(email(person)):
		return {row.document: row.due for row in get_deadlines(Cases(family, today), REPORT)}


def test_the_three_dates():
	assert due(date(2026, 1, 5)) == {HALF_YEAR: date(2026, 1, 31), COUNCIL: date(2026, 3, 31)}
	assert due(date(2026, 7, 1))[HALF_YEAR] == date(2026, 7, 31)


def test_what_was_sent_is_due_no_more():
	report = make_report(*HALF)
	assert HALF_YEAR in due()
	report.submit()
	assert HALF_YEAR not in due()


@pytest.mark.parametrize(
	("person", "sees"), [("clerk", True), ("coordinator", True), ("assistant", False), ("nobody", False)]
)
def test_who_has_them(person, sees):
	assert bool(due(person=person)) is sees


def test_a_period_from_before_the_template_is_not_asked_for():
	frappe.db.set_value("Report Template", HALF_YEAR, "creation", "2026-02-01")
	assert HALF_YEAR not in due()


def test_a_newer_template_forgives_no_report_that_is_due():
	newer = frappe.copy_doc(frappe.get_doc("Report Template", HALF_YEAR))
	newer.update({newer.meta.autoname.partition(":")[2] or "template_name": "Sprawozdanie nowe"})
	newer.update({"valid_from": "2026-02-01"}).insert()
	frappe.db.set_value("Report Template", newer.name, "creation", "2026-02-03")
	assert due(date(2026, 2, 5))[newer.name] == date(2026, 1, 31)


def test_every_clerk_is_told():
	with acting_as("Administrator"):
		user = frappe.get_doc("User", email("newcomer"))
		user.add_roles(CLERK)
	for person in ("clerk", "newcomer"):
		with acting_as(email(person)):
			notices = list(get_notices(email(person), Cases(None, date(2026, 1, 28))))
		assert REPORT in {notice.deadline.clock for notice in notices}, person


def test_a_disabled_template_asks_for_nothing():
	frappe.db.set_value("Report Template", COUNCIL, "disabled", 1)
	assert COUNCIL not in due()


def test_they_are_no_familys():
	assert due(family=make_family().name) == {}


def test_clerk_and_head_are_told_and_the_mail_names_the_report():
	for person in ("clerk", "head"):
		with acting_as(email(person)):
			cases = Cases(today=date(2026, 1, 29))
			notices = [each for each in get_notices(email(person), cases) if each.deadline.clock == REPORT]
			assert HALF_YEAR in {row["family"] for row in get_content(notices, cases)["rows"]}


def test_the_calendar_shows_the_period():
	with acting_as(email("head")):
		cases = Cases(today=JANUARY)
		titles = [make_deadline_event(describe(row, cases))["title"] for row in get_deadlines(cases, REPORT)]
	assert any("01.07.2025 – 31.12.2025" in title for title in titles)
