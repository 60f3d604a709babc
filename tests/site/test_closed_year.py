"""A closed year: its sent report stays as it was and the next year's numbers do not depend on tidying up; what was agreed is
not removed, whatever its retention period; on a restored site that is an archive nothing about families changes."""

import pytest

import frappe

from opsfamily.case.archive import ARCHIVE, ArchiveSiteError
from opsfamily.ops_casework.report.retention_proposals.retention_proposals import execute
from opsfamily.ops_visits.doctype.family_visit.family_visit import MonthClosedError
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	accepted,
	assign,
	email,
	fresh,
	make_assessment,
	make_family,
	make_plan,
	make_timesheet,
	make_visit,
	submitted,
)
from opsfamily.tests.make_figures import make_report
from tests.site.papers import F1, F5, page_of, text_of

CLOSED = {"first": "2018-07-01", "last": "2018-12-31"}
LATER = {"first": "2019-01-01", "last": "2019-06-30"}
RULED = ("Family Assessment", "Family Work Plan", "Family Visit", "Assistant Timesheet")


@pytest.fixture
def year(site) -> dict:
	"""A family with a whole month of the closed year, drafts of it that nobody finished, and a visit of the next one."""
	family = make_family(representative="Rodzina Zamkniętego Roku", assistant_since="2018-09-01").name
	assign(family, from_date="2018-09-01")
	made = {
		"family": family,
		"visit": make_visit(family, visit_date="2018-11-10"),
		"assessment": submitted(make_assessment(family, assessment_date="2018-10-01")),
		"plan": make_plan(family, plan_date="2018-12-20"),
	}
	made["card"] = accepted(make_timesheet(family, month="2018-11"))
	made["late"] = make_visit(family, visit_date="2018-12-05")
	made["next"] = make_visit(family, visit_date="2019-03-03")
	return made


def numbers(period: dict) -> list[tuple]:
	report = make_report(**period)
	found = [(row.code, row.computed, row.computed_text) for row in report.rows]
	report.delete()
	return found


def rule_all(years: int = 5) -> None:
	settings = frappe.get_doc("OPS Settings")
	for kind in RULED:
		row = {"document_kind": kind, "symbol": "5120", "category": "B5", "years": years}
		settings.append("retention_rules", {**row, "counted_from": "Document Date"})
	settings.save()


def proposed(family: str, as_of: str) -> set[str]:
	return {row["document"] for row in execute({"as_of": as_of})[1] if row["family"] == family}


def test_what_was_agreed_stays_however_long_it_was_kept(year):
	rule_all()
	of_the_year = {year[key].name for key in ("visit", "assessment", "plan", "card", "late")}
	assert proposed(year["family"], "2023-12-31") == set()
	assert proposed(year["family"], "2024-01-01") == of_the_year
	for key, refusal in (
		("assessment", frappe.ValidationError),
		("card", frappe.ValidationError),
		("visit", MonthClosedError),
	):
		with acting_as(email("head")), pytest.raises(refusal):
			fresh(year[key]).delete()
	# What nobody finished is not a paper of the office's: it may go.
	with acting_as(email("head")):
		fresh(year["plan"]).delete()
		fresh(year["late"]).delete()
	assert proposed(year["family"], "2024-01-01") == of_the_year - {year["plan"].name, year["late"].name}


def test_tidying_the_closed_year_up_changes_no_later_number(year):
	frozen = make_report(**CLOSED).submit()
	rows = [(row.code, row.computed) for row in frozen.rows]
	before = numbers(LATER)
	assert any(computed for _code, computed, _text in before)
	for key in ("plan", "late"):
		fresh(year[key]).delete()
	assert numbers(LATER) == before
	assert [(row.code, row.computed) for row in fresh(frozen).rows] == rows


@pytest.fixture
def archive(year, monkeypatch) -> dict:
	monkeypatch.setitem(frappe.local.conf, ARCHIVE, 1)
	return year


def change(doc, **values):
	doc.update(values)
	return doc.save()


@pytest.mark.parametrize("key", ["assistant", "coordinator", "head"])
def test_nothing_changes_in_an_archive(archive, key):
	for attempt in (
		lambda: change(fresh(archive["plan"]), main_goal="inny"),
		lambda: fresh(archive["plan"]).submit(),
		lambda: change(frappe.get_doc("Family", archive["family"]), phone="1"),
		lambda: make_visit(archive["family"], visit_date="2019-03-04"),
	):
		with acting_as(email(key)), pytest.raises(ArchiveSiteError):
			attempt()


def test_nothing_is_cancelled_or_deleted_in_an_archive(archive):
	with acting_as(email("head")):
		for attempt in (fresh(archive["assessment"]).cancel, fresh(archive["plan"]).delete):
			with pytest.raises(ArchiveSiteError):
				attempt()
	assert fresh(archive["assessment"]).docstatus == 1


def test_an_archive_is_read_and_printed(archive):
	with acting_as(email("head")):
		assert "Rodzina Zamkniętego Roku" in text_of(page_of(fresh(archive["assessment"]), F1))
		assert "Rodzina Zamkniętego Roku" in text_of(page_of(fresh(archive["card"]), F5))
		assert frappe.get_list("Family", {"name": archive["family"]}, pluck="name", order_by="name")


def test_an_update_carries_the_archive_along(archive, monkeypatch):
	monkeypatch.setitem(frappe.flags, "in_migrate", True)
	assert change(fresh(archive["plan"]), main_goal="inny").main_goal == "inny"
