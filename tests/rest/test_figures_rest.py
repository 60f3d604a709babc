"""Reports of a section over real HTTP: the clerk sends them and sees no family; what is wrong is refused whole."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

import frappe

from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_figures import make_report
from tests.rest.at_once import AT_ONCE, at_once, make_sessions
from tests.rest.http import Person

REPORT, LIST = "Section Report", "Counted Document"
NAME = "Rodzina Policzona"
TEMPLATE = "Sprawozdanie półroczne"
HALF = {"from_date": "2017-01-01", "to_date": "2017-06-30"}
NEXT = {"from_date": "2017-07-01", "to_date": "2017-12-31"}


def erase_reports() -> None:
	names = frappe.get_all(REPORT, {"from_date": ["<", "2018-01-01"]}, pluck="name", order_by="name") or [""]
	for doctype in ("Section Report Row", "Section Report Check"):
		frappe.db.delete(doctype, {"parent": ["in", names]})
	frappe.db.delete(LIST, {"report": ["in", names]})
	frappe.db.delete(REPORT, {"name": ["in", names]})
	frappe.db.commit()


@pytest.fixture(scope="module", autouse=True)
def erased_reports(connected_site) -> Iterator[None]:
	erase_reports()
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	erase_reports()


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {key: Person(email(key)) for key in ("clerk", "head", "coordinator", "assistant", "administrator")}


@pytest.fixture(scope="module")
def sent(committed) -> dict[str, str]:
	"""A report of 2017 in which one family counts, sent, and a draft of the next half-year."""

	def make() -> dict[str, str]:
		family = make_family(representative=NAME, assistant_since="2017-02-01").name
		assign(family, from_date="2017-02-01")
		report = make_report(*HALF.values()).submit()
		return {"family": family, "report": report.name, "draft": make_report(*NEXT.values()).name}

	return committed(make)


def create(person: Person, **values):
	body = {"template": TEMPLATE, **values}
	return person.post(f"/api/resource/{REPORT}", data=json.dumps(body, default=str))


def test_the_clerk_reads_figures_and_nothing_of_a_family(people, sent):
	clerk = people["clerk"]
	view = clerk.call("opsfamily.api.report_view", report=sent["report"])
	assert view.ok and "F1" in view.text
	document = clerk.get(f"/api/resource/{REPORT}/{sent['report']}")
	assert document.ok
	for answer in (view, document, clerk.call("opsfamily.api.report_differences", report=sent["report"])):
		assert NAME not in answer.text and sent["family"] not in answer.text
	refused = (
		clerk.call("opsfamily.api.report_list", report=sent["report"], code="F1"),
		clerk.call("opsfamily.api.report_list", report=sent["draft"], code="F1"),
		clerk.get(f"/api/resource/{LIST}"),
		clerk.get(f"/api/resource/Family/{sent['family']}"),
		clerk.call("frappe.client.get_count", doctype=LIST),
		clerk.call("frappe.desk.reportview.get", doctype=LIST, fields='["family"]'),
	)
	for answer in refused:
		assert answer.status_code == 403, answer.text[-300:]
		assert NAME not in answer.text and sent["family"] not in answer.text


@pytest.mark.parametrize("person", ["head", "coordinator"])
def test_head_and_coordinator_open_the_list(people, sent, person):
	answer = people[person].call("opsfamily.api.report_list", report=sent["report"], code="F1")
	assert [row["family"] for row in answer.json()["message"]["rows"]] == [sent["family"]]


@pytest.mark.parametrize("person", ["assistant", "administrator"])
def test_nobody_else_has_a_part_in_it(people, sent, person):
	for method in ("report_view", "report_list", "report_differences", "report_xlsx"):
		answer = people[person].call(f"opsfamily.api.{method}", report=sent["report"], code="F1")
		assert answer.status_code == 403, (method, answer.text[-300:])
	assert people[person].get(f"/api/resource/{REPORT}/{sent['report']}").status_code == 403


def test_the_workbook_is_downloaded_by_the_clerk(people, sent):
	answer = people["clerk"].call("opsfamily.api.report_xlsx", report=sent["report"])
	assert answer.ok and answer.content[:2] == b"PK"
	answer = people["clerk"].call("opsfamily.api.report_xlsx", report=sent["report"], published=1)
	assert answer.status_code == 417


def test_each_sheet_of_a_printed_report_says_which_it_is(people, sent):
	answer = people["clerk"].call(
		"frappe.utils.print_format.download_pdf",
		doctype=REPORT,
		name=sent["report"],
		format="Sprawozdanie sekcji",
	)
	pdf = PdfReader(BytesIO(answer.content))
	assert len(pdf.pages) > 2 and sent["report"] in pdf.metadata.title
	for number, page in enumerate(pdf.pages, start=1):
		words = " ".join(page.extract_text().split())
		assert f"{sent['report']} strona {number} z {len(pdf.pages)}" in words


def test_wrong_reports_are_refused_whole(people, sent, stored):
	clerk = people["clerk"]
	wrong = (
		HALF,
		{"from_date": "2016-01-01", "to_date": "2016-05-31"},
		{"from_date": "2016-01-01", "to_date": "wczoraj"},
		{"from_date": "2016-07-01", "to_date": "2016-12-31", "template": "Nie ma takiego"},
		{"from_date": "2016-07-01", "to_date": "2016-12-31", "rows": "tysiąc"},
		{"from_date": "2016-07-01", "to_date": "2016-12-31", "rows": [{"code": "K1", "typed": "dużo"}]},
		{"from_date": "2016-07-01", "to_date": "2016-12-31", "rows": [{"code": "F1", "typed": "7"}]},
		{**NEXT, "replaces": sent["draft"], "correction_reason": "pomyłka"},
	)
	for values in wrong:
		answer = create(clerk, **values)
		assert 400 <= answer.status_code < 500, (values, answer.status_code, answer.text[-300:])
	assert stored(REPORT, {"from_date": "2016-07-01"}, "name") is None
	for name, reason in ((sent["draft"], "pomyłka"), (sent["report"], "")):
		answer = clerk.do("opsfamily.api.correct_report", report=name, reason=reason)
		assert 400 <= answer.status_code < 500
	assert clerk.do("opsfamily.api.publish_report", report=sent["draft"]).status_code == 417


def test_a_coordinator_does_not_send(people, sent):
	draft = {"docstatus": 1}
	answer = people["coordinator"].put(f"/api/resource/{REPORT}/{sent['draft']}", data=json.dumps(draft))
	assert answer.status_code == 403


def test_a_client_computes_nothing(people, sent, stored):
	body = {
		"rows": [{"code": "F1", "kind": "Computed", "computed": 99}],
		"checksum": "x",
		"status": "Report Sent",
	}
	assert people["clerk"].put(f"/api/resource/{REPORT}/{sent['draft']}", data=json.dumps(body)).ok
	assert stored("Section Report Row", {"parent": sent["draft"], "code": "F1"}, "computed") == 1
	assert stored(REPORT, sent["draft"], "status") == "Report Draft"


def test_of_several_at_once_one_begins_the_report(committed):
	sessions = make_sessions("clerk")
	period = {"from_date": "2015-01-01", "to_date": "2015-06-30"}
	answers = at_once(sessions, [lambda person: create(person, **period)] * AT_ONCE)
	frappe.db.rollback()
	assert frappe.db.count(REPORT, period) == 1
	assert sum(answer.ok for answer in answers) == 1
