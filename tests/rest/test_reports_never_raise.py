"""No report of ours raises, and none becomes a "prepared" one, which shows everybody an old table."""

import json
import time
from importlib import import_module
from pathlib import Path

import pytest

import frappe

import opsfamily
from opsfamily.case.reports import answers_refusals, keep_reports_direct
from opsfamily.tests.factories import email, make_family
from tests.rest.http import Person

PACKAGE = Path(opsfamily.__file__).parent
MODULES = {path.stem: path for path in PACKAGE.glob("ops_*/report/*/*.json")}
# Released versions mark a report so many seconds after it began, if nothing stopped the clock.
MARKED_AFTER = 15


def get_execute(name: str):
	room = MODULES[name].parents[2].name
	return import_module(f"opsfamily.{room}.report.{name}.{name}").execute


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_report_answers_its_refusals(name, site):
	execute = get_execute(name)
	assert execute.__wrapped__
	frappe.set_user("Guest")
	assert len(execute({"family": "ROD-1999-9999", "month": "kiedyś", "year": "x", "as_of": "nigdy"})) >= 2
	frappe.local.response.pop("http_status_code", None)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_report_is_where_the_platform_looks_for_it(name, site):
	"""The platform makes the path of a report's function from the report's name."""
	report = frappe.get_doc("Report", json.loads(MODULES[name].read_text())["name"])
	frappe.set_user("Guest")
	assert len(report.execute_module({"family": "ROD-1999-9999"})) >= 2
	frappe.local.response.pop("http_status_code", None)


def test_a_mistake_is_logged_and_answered(site):
	def execute(filters):
		return filters["missing"]

	before = frappe.db.count("Error Log")
	assert answers_refusals(execute)({})[:2] == ([], [])
	assert frappe.local.response.pop("http_status_code") == 500
	assert frappe.db.count("Error Log") == before + 1


def test_a_refused_report_stays_direct(committed):
	family = committed(lambda: {"family": make_family()})["family"].name
	outsider = Person(email("coordinator"))
	for filters in ({"family": "ROD-1999-9999"}, {"family": f"{family}x"}):
		answer = outsider.call(
			"frappe.desk.query_report.run", report_name="Family File Access", filters=json.dumps(filters)
		)
		assert answer.status_code == 403, answer.text[:1000]
	time.sleep(MARKED_AFTER + 2)
	frappe.db.rollback()
	assert frappe.db.get_value("Report", "Family File Access", "prepared_report") == 0
	answer = outsider.call(
		"frappe.desk.query_report.run",
		report_name="Family File Access",
		filters=json.dumps({"family": family}),
	)
	assert answer.ok
	assert not answer.json()["message"].get("prepared_report")


def test_a_report_that_was_marked_is_direct_again_the_next_day(site):
	assert "opsfamily.case.reports.keep_reports_direct" in frappe.get_hooks("scheduler_events")["daily"]
	frappe.db.set_value("Report", "Deadlines", "prepared_report", 1)
	keep_reports_direct()
	assert frappe.db.get_value("Report", "Deadlines", "prepared_report") == 0


def test_a_report_of_the_offices_own_is_left_alone(site):
	values = {"report_name": "Raport urzędu", "ref_doctype": "ToDo", "report_type": "Report Builder"}
	own = frappe.get_doc({"doctype": "Report", "is_standard": "No", "prepared_report": 1, **values}).insert()
	frappe.db.set_value("Report", own.name, "prepared_report", 1)
	keep_reports_direct()
	assert frappe.db.get_value("Report", own.name, "prepared_report") == 1
