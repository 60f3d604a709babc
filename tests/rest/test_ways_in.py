"""Every way in that was tried on real sites: for who is not on the case each gives nothing, or a refusal."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import pytest
from pypdf import PdfReader

import frappe
from frappe.utils import add_days, getdate

from opsfamily.permissions.registry import CASE_CHILDREN, CONFIDENTIAL, PRIVATE_DOCTYPES
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.releases import NOT_ALLOWED, get_refusals_of_prints, validate_link
from tests.rest.http import Person
from tests.site.papers import pdf_text

# Stands in every text of the family; an answer that holds it has told something.
SECRET = "Tajnowska"
FORM = "frappe.desk.form."


class Case(NamedTuple):
	"""A foreign family with a document of every kind, and what a guess must not confirm."""

	documents: dict[str, str]
	rows: dict[str, str]
	file_url: str
	file_name: str

	@property
	def family(self) -> str:
		return self.documents["Family"]


@pytest.fixture(scope="module")
def case(connected_site) -> Case:
	frappe.set_user("Administrator")
	documents = make_documents()
	rows = {}
	for child, parents in CASE_CHILDREN.items():
		parent = next((p for p in parents if p in documents), None)
		row = parent and frappe.db.get_value(child, {"parent": documents[parent], "parenttype": parent})
		if row:
			rows[child] = row
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{SECRET}.txt",
			"content": SECRET,
			"attached_to_doctype": "Family",
			"attached_to_name": documents["Family"],
		}
	).insert()
	frappe.get_doc("Family", documents["Family"]).add_comment("Comment", SECRET)
	frappe.get_doc("Family", documents["Family"]).add_tag(SECRET)
	frappe.db.commit()
	return Case(documents, rows, file.file_url, file.name)


def make_documents() -> dict[str, str]:
	members = [{"full_name": f"Maria {SECRET}", "health": SECRET}]
	network = [{"kind": "szkoła", "institution": SECRET}]
	family = factories.make_family(
		representative=f"Maria {SECRET}", members=members, support_network=network
	).name
	assignment = factories.assign(family, "other_assistant")
	factories.assign(family, "stranger", "Substitute", until_date=add_days(getdate(), -1))
	factories.assign(family, "stranger", "Substitute", from_date=add_days(getdate(), 1))
	plan = factories.make_plan(family, main_goal=SECRET, long_term_goals=[{"goal": SECRET}])
	plan.submit()
	schedule = factories.make_schedule(plan, actions=[action_of(SECRET)])
	schedule.submit()
	evaluation = {"doctype": "Work Plan Evaluation", "schedule": schedule.name, "family": family}
	count = frappe.db.count("Family Visit", {"assistant": email("other_assistant")})
	day = add_days("2024-01-01", count)
	visit = factories.make_visit(
		family, assistant=email("other_assistant"), visit_date=day, place=SECRET, course=SECRET
	)
	card = factories.make_timesheet(family, assistant=email("other_assistant"), month=visit.month)
	intake = factories.make_intake(family, f"Maria {SECRET}", SECRET, "other_assistant")
	opinion, closing, contact, letter = factories.make_bare_end(family, SECRET)
	together = factories.make_together(family, f"Maria {SECRET}", SECRET, "other_assistant")
	return {
		**{doc.doctype: doc.name for doc in together},
		"Family": family,
		"Family Notification": factories.make_notification(
			family, reporter=SECRET, subject=SECRET, analysis=SECRET
		).name,
		"Risk List": factories.make_risk_list(family, conclusion=SECRET).name,
		"Assistant Request": factories.make_request(family, reason=SECRET).name,
		"Case Assignment": assignment.name,
		"Family Assessment": factories.make_assessment(
			family, violence=SECRET, incomes=[{"recipient": SECRET, "source": SECRET, "amount": 1}]
		).name,
		"Family Work Plan": plan.name,
		"Action Schedule": schedule.name,
		"Scheduled Action": frappe.db.get_value("Scheduled Action", {"schedule": schedule.name}),
		"Work Plan Evaluation": frappe.get_doc(evaluation).insert().name,
		"Family Visit": visit.name,
		"Assistant Timesheet": card.name,
		"Access Copy": factories.make_access_copy(family, person=f"Maria {SECRET}").name,
		**{doc.doctype: doc.name for doc in intake},
		"Visit Draft": factories.make_draft(family, "other_assistant", SECRET).name,
		"Case Closing": closing.name,
		"Monitoring Contact": contact.name,
		"Court Opinion": opinion.name,
		"Court Letter": letter.name,
	}


def action_of(text: str) -> dict:
	return {"party": "Family", "action": text, "due_date": "2026-09-14", "expected_effect": text}


OUTSIDERS = ("stranger", "consultant", "social_worker", "administrator", "nobody", "other_centre")


@pytest.fixture(scope="module", params=OUTSIDERS)
def outsider(request, connected_site) -> Person:
	"""Nobody of the case: the stranger's own assignments ended yesterday and begin tomorrow."""
	return Person(email(request.param))


def refuses(answer, case: Case, *more: str) -> None:
	"""The answer is no error of the server and holds nothing of the family."""
	assert answer.status_code < 500, answer.text[:2000]
	for told in (SECRET, *more):
		assert told not in answer.text, answer.text[:2000]


Way = Callable[[Person, str, str], object]
DOCUMENT_WAYS: dict[str, Way] = {
	"form": lambda p, dt, dn: p.call(f"{FORM}load.getdoc", doctype=dt, name=dn),
	"docinfo": lambda p, dt, dn: p.call(f"{FORM}load.get_docinfo", doctype=dt, name=dn),
	"communications": lambda p, dt, dn: p.call(f"{FORM}load.get_communications", doctype=dt, name=dn),
	"REST form": lambda p, dt, dn: p.get(f"/api/resource/{dt}/{dn}"),
	"REST v2 form": lambda p, dt, dn: p.get(f"/api/v2/document/{dt}/{dn}"),
	"client.get": lambda p, dt, dn: p.call("frappe.client.get", doctype=dt, name=dn),
	"client.get_value": lambda p, dt, dn: p.call(
		"frappe.client.get_value", doctype=dt, fieldname='["name","owner"]', filters=json.dumps({"name": dn})
	),
	"REST list": lambda p, dt, dn: p.get(f"/api/resource/{dt}", params={"fields": '["*"]'}),
	"client.get_list": lambda p, dt, dn: p.call("frappe.client.get_list", doctype=dt, fields='["*"]'),
	"report view": lambda p, dt, dn: p.call("frappe.desk.reportview.get", doctype=dt, fields='["*"]'),
	"export": lambda p, dt, dn: p.do(
		"frappe.desk.reportview.export_query",
		doctype=dt,
		fields='["name"]',
		file_format_type="CSV",
		title="x",
	),
	"data export": lambda p, dt, dn: p.call(
		"frappe.core.doctype.data_export.exporter.export_data",
		doctype=dt,
		select_columns=json.dumps({dt: ["name"]}),
		with_data=1,
	),
	"import template": lambda p, dt, dn: p.call(
		"frappe.core.doctype.data_import.data_import.download_template",
		doctype=dt,
		export_fields=json.dumps({dt: ["name"]}),
		export_records="all",
		file_type="CSV",
	),
	"link search": lambda p, dt, dn: p.call(
		"frappe.desk.search.search_link", doctype=dt, txt="", ignore_user_permissions=1
	),
	"widget search": lambda p, dt, dn: p.call(
		"frappe.desk.search.search_widget", doctype=dt, txt="", ignore_user_permissions=1
	),
	"link title": lambda p, dt, dn: p.call("frappe.desk.search.get_link_title", doctype=dt, docname=dn),
	"validate link": lambda p, dt, dn: validate_link(p, dt, dn, "owner"),
	"preview": lambda p, dt, dn: p.call("frappe.desk.link_preview.get_preview_data", doctype=dt, docname=dn),
	"print": lambda p, dt, dn: p.call("frappe.www.printview.get_html_and_style", doc=dt, name=dn),
	"print page": lambda p, dt, dn: p.get("/printview", params={"doctype": dt, "name": dn}),
	"PDF": lambda p, dt, dn: p.call("frappe.utils.print_format.download_pdf", doctype=dt, name=dn),
	"many PDFs": lambda p, dt, dn: p.call(
		"frappe.utils.print_format.download_multi_pdf", doctype=dt, name=json.dumps([dn])
	),
	"linked documents": lambda p, dt, dn: p.call(f"{FORM}linked_with.get", doctype=dt, docname=dn),
	"submitted linked": lambda p, dt, dn: p.call(
		f"{FORM}linked_with.get_submitted_linked_docs", doctype=dt, name=dn
	),
	"dashboard counts": lambda p, dt, dn: p.call(
		"frappe.desk.notifications.get_open_count", doctype=dt, name=dn
	),
	"group by": lambda p, dt, dn: p.call(
		"frappe.desk.listview.get_group_by_count", doctype=dt, current_filters="[]", field="owner"
	),
	"tagged": lambda p, dt, dn: p.call("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype=dt, tag=SECRET),
	"followers": lambda p, dt, dn: p.call(f"{FORM}document_follow.get_follow_users", doctype=dt, doc_name=dn),
	"amended": lambda p, dt, dn: p.call("frappe.client.is_document_amended", doctype=dt, docname=dn),
	"method": lambda p, dt, dn: p.do("run_doc_method", dt=dt, dn=dn, method="get_title"),
	"transitions": lambda p, dt, dn: p.do(
		"frappe.model.workflow.get_transitions", doc=json.dumps({"doctype": dt, "name": dn})
	),
}
# It prints the refusal as a page of the website, which takes longer than a dozen others; what is asked of the document is
# what „print” and „PDF” ask. So the outsiders take turns at it.
IN_TURN = "many PDFs"
# These must not leave a trace on the document either.
WRITING_WAYS: dict[str, Way] = {
	"comment": lambda p, dt, dn: p.do(
		f"{FORM}utils.add_comment",
		reference_doctype=dt,
		reference_name=dn,
		content="x",
		comment_email=p.user,
		comment_by=p.user,
	),
	"like": lambda p, dt, dn: p.do("frappe.desk.like.toggle_like", doctype=dt, name=dn, add="Yes"),
	"tag": lambda p, dt, dn: p.do("frappe.desk.doctype.tag.tag.add_tag", dt=dt, dn=dn, tag="obcy"),
	"share": lambda p, dt, dn: p.do("frappe.share.add", doctype=dt, name=dn, user=p.user),
	"assign": lambda p, dt, dn: p.do(
		f"{FORM}assign_to.add", doctype=dt, name=dn, assign_to=json.dumps([p.user])
	),
	"attach": lambda p, dt, dn: p.do(
		"frappe.client.attach_file", filename="x.txt", filedata="x", doctype=dt, docname=dn
	),
	"e-mail": lambda p, dt, dn: p.do(
		"frappe.core.doctype.communication.email.make",
		doctype=dt,
		name=dn,
		content="x",
		subject="x",
		recipients=p.user,
	),
	"set value": lambda p, dt, dn: p.do(
		"frappe.client.set_value", doctype=dt, name=dn, fieldname="owner", value=p.user
	),
	"save": lambda p, dt, dn: p.put(f"/api/resource/{dt}/{dn}", json={"representative": "x"}),
	"submit": lambda p, dt, dn: p.do(
		"frappe.client.submit", doc=json.dumps({"doctype": dt, "name": dn, "docstatus": 0})
	),
	"cancel": lambda p, dt, dn: p.do("frappe.client.cancel", doctype=dt, name=dn),
	"delete": lambda p, dt, dn: p.delete(f"/api/resource/{dt}/{dn}"),
	"rename": lambda p, dt, dn: p.do("frappe.client.rename_doc", doctype=dt, old_name=dn, new_name="moje"),
	"workflow": lambda p, dt, dn: p.do(
		"frappe.model.workflow.apply_workflow",
		doc=json.dumps({"doctype": dt, "name": dn}),
		action="Send Card",
	),
}
TRACES = {
	"Comment": ("reference_doctype", "reference_name"),
	"DocShare": ("share_doctype", "share_name"),
	"ToDo": ("reference_type", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Tag Link": ("document_type", "document_name"),
}

# The document's own columns that a way in may write.
MARKS = ("modified", "owner", "docstatus", "_liked_by", "_user_tags", "_assign", "_comments")


def read_answer(answer) -> str:
	"""What stands in the answer; of a PDF on its pages (its title repeats the name that was asked for).

	v16 leaves the refused ones out of a PDF of many, and one without a page cannot be read by pdftotext.
	"""
	if not answer.content.startswith(b"%PDF"):
		return answer.text
	return pdf_text(answer.content) if PdfReader(BytesIO(answer.content)).pages else ""


def get_next_outsider(doctype: str) -> str:
	return email(OUTSIDERS[CONFIDENTIAL.index(doctype) % len(OUTSIDERS)])


@pytest.mark.parametrize("doctype", CONFIDENTIAL)
def test_reading_ways(doctype, outsider, case):
	name = case.documents[doctype]
	for way, walk in DOCUMENT_WAYS.items():
		if way == IN_TURN and outsider.user != get_next_outsider(doctype):
			continue
		answer = walk(outsider, doctype, name)
		# A refusal may repeat the name that was asked for; it tells nothing of the document.
		assert answer.status_code < 500, f"{way}: {answer.text[:2000]}"
		said = read_answer(answer)
		assert SECRET not in said, f"{way}: {said[:2000]}"
		if answer.ok:
			assert name not in said, f"{way}: {said[:2000]}"


@pytest.mark.parametrize("doctype", CONFIDENTIAL)
def test_writing_ways(doctype, outsider, case):
	name = case.documents[doctype]
	before = traces_of(doctype, name)
	for way, walk in WRITING_WAYS.items():
		answer = walk(outsider, doctype, name)
		assert answer.status_code < 500, f"{way}: {answer.text[:2000]}"
		assert SECRET not in answer.text, f"{way}: {answer.text[:2000]}"
		assert traces_of(doctype, name) == before, way


@pytest.mark.parametrize("key", ["coordinator", "head", "assistant"])
@pytest.mark.parametrize("doctype", PRIVATE_DOCTYPES)
def test_nobody_of_the_section_gets_at_what_another_keeps_to_themselves(doctype, key, case):
	"""Also who sees the family: what is not finished is its writer's."""
	assignment = factories.assign(case.family, "assistant", "Psychologist") if key == "assistant" else None
	frappe.db.commit()
	person, name = Person(email(key)), case.documents[doctype]
	before = traces_of(doctype, name)
	for way, walk in {**DOCUMENT_WAYS, **WRITING_WAYS}.items():
		answer = walk(person, doctype, name)
		assert answer.status_code < 500, f"{way}: {answer.text[:2000]}"
		assert SECRET not in answer.text, f"{way}: {answer.text[:2000]}"
	assert traces_of(doctype, name) == before
	if assignment:
		assignment.delete(ignore_permissions=True)
		frappe.db.commit()


def traces_of(doctype: str, name: str) -> tuple:
	"""What a way in may leave of itself on a document; nothing of one that is gone. One question, asked after every way."""
	frappe.db.rollback()
	counts = [
		f"(select count(*) from `tab{trace}` where `{type_field}` = %(doctype)s and `{name_field}` = %(name)s)"
		for trace, (type_field, name_field) in TRACES.items()
	]
	found = frappe.db.sql(
		f"select {', '.join([*MARKS, *counts])} from `tab{doctype}` where name = %(name)s",
		{"doctype": doctype, "name": name},
	)
	return found[0] if found else ()


@pytest.mark.parametrize("child", CASE_CHILDREN)
def test_rows_of_tables(child, outsider, case):
	row = case.rows.get(child, "none")
	for parent in CASE_CHILDREN[child]:
		for answer in (
			outsider.get(f"/api/resource/{child}/{row}", params={"parent": parent}),
			outsider.get(f"/api/resource/{child}", params={"fields": '["*"]', "parent": parent}),
			outsider.call("frappe.client.get", doctype=child, name=row, parent=parent),
			outsider.call(
				"frappe.client.get_value", doctype=child, parent=parent, fieldname='["*"]', filters=row
			),
			outsider.call("frappe.client.get_list", doctype=child, parent=parent, fields='["*"]'),
			outsider.call("frappe.desk.form.load.getdoc", doctype=child, name=row),
			outsider.call("frappe.desk.reportview.get", doctype=child, fields='["*"]', parent_doctype=parent),
		):
			refuses(answer, case)


def test_guesses_are_not_confirmed(outsider, case):
	for doctype in ("Family", "Scheduled Action", "Family Visit"):
		for method in ("frappe.client.get_count", "frappe.desk.reportview.get_count"):
			guess = {"representative": ["like", f"%{SECRET}%"]}
			answer = outsider.call(method, doctype=doctype, filters=json.dumps(guess), fields="[]")
			assert answer.status_code < 500, answer.text[:2000]
			assert not answer.ok or not answer.json().get("message")


def test_files(outsider, case):
	refuses(outsider.get(case.file_url), case)
	refuses(outsider.get("/api/resource/File", params={"fields": '["*"]'}), case, case.file_name)
	refuses(outsider.get(f"/api/resource/File/{case.file_name}"), case)
	claimed = outsider.post(
		"/api/resource/File", json={"file_url": case.file_url, "file_name": "moj.txt", "is_private": 1}
	)
	assert claimed.status_code in (403, 417), claimed.text
	refuses(outsider.get(case.file_url), case)


def test_scan_of_what_was_submitted_stays(case):
	"""Also for who may write the family: the paper that was signed is part of what was agreed."""
	plan = case.documents["Family Work Plan"]
	scan = {
		"doctype": "File",
		"file_name": "skan.txt",
		"content": "skan",
		"attached_to_doctype": "Family Work Plan",
	}
	file = frappe.get_doc({**scan, "attached_to_name": plan}).insert()
	frappe.db.commit()
	head = Person(email("head"))
	answer = head.do("frappe.desk.form.utils.remove_attach", fid=file.name, dt="Family Work Plan", dn=plan)
	assert answer.status_code in (403, 417), answer.text[:2000]
	frappe.db.rollback()
	assert frappe.db.exists("File", file.name)


def test_lists_of_the_platform(outsider, case):
	for doctype in (
		"Comment",
		"Version",
		"View Log",
		"Access Log",
		"ToDo",
		"Communication",
		"Workflow Action",
		"Tag Link",
	):
		refuses(outsider.get(f"/api/resource/{doctype}", params={"fields": '["*"]'}), case, case.family)
	refuses(outsider.call("frappe.utils.global_search.search", text=SECRET), case)
	refuses(outsider.call("frappe.desk.doctype.tag.tag.get_documents_for_tag", tag=SECRET), case, case.family)
	for doctype, name in (("User", email("other_assistant")), ("Contact Kind", "wizyta w rodzinie")):
		refuses(outsider.call(f"{FORM}linked_with.get", doctype=doctype, docname=name), case, case.family)


def test_views_of_the_desk(outsider, case):
	fields = {"start": "due_date", "end": "due_date", "id": "name", "title": "action"}
	period = {"start": "2020-01-01", "end": "2030-01-01", "field_map": json.dumps(fields)}
	refuses(outsider.call("frappe.desk.calendar.get_events", doctype="Scheduled Action", **period), case)
	boards = "frappe.desk.doctype.kanban_board.kanban_board.get_kanban_boards"
	refuses(outsider.call(boards, doctype="Scheduled Action"), case)


@pytest.mark.parametrize("report", ["Family File Access", "Retention Proposals"])
def test_reports_of_ours(report, outsider, case):
	filters = json.dumps({"family": case.family})
	for method in ("frappe.desk.query_report.run", "frappe.desk.query_report.export_query"):
		answer = outsider.call(method, report_name=report, filters=filters, file_format_type="CSV")
		refuses(answer, case)
		assert answer.status_code == 403, answer.text[:2000]


@pytest.mark.parametrize("doctype", ["Family", "Family Visit", "Scheduled Action"])
def test_cards_and_charts(doctype, outsider, case):
	# About this family: the people asked may have families of their own.
	guess = json.dumps([[doctype, "representative", "like", f"%{SECRET}%"]])
	card = {"document_type": doctype, "function": "Count", "type": "Document Type", "filters_json": guess}
	number = outsider.do(
		"frappe.desk.doctype.number_card.number_card.get_result", doc=json.dumps(card), filters=guess
	)
	assert number.status_code < 500, number.text[:2000]
	assert not number.ok or not number.json().get("message")
	chart = {
		"chart_name": "x",
		"chart_type": "Group By",
		"document_type": doctype,
		"group_by_based_on": "owner",
		"group_by_type": "Count",
		"filters_json": "[]",
		"timespan": "Last Year",
		"time_interval": "Monthly",
	}
	method = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	answer = outsider.do(method, chart=json.dumps(chart), filters="[]", no_cache=1)
	refuses(answer, case, email("other_assistant"))


def test_reports_by_mail_or_prepared(outsider, case):
	"""Nobody of the section sends a report away by itself, and nobody reads another's prepared result."""
	mail = {
		"report": "Family File Access",
		"user": outsider.user,
		"email_to": outsider.user,
		"frequency": "Daily",
		"format": "HTML",
		"filters": json.dumps({"family": case.family}),
	}
	assert outsider.post("/api/resource/Auto Email Report", json=mail).status_code == 403
	refuses(outsider.get("/api/resource/Prepared Report", params={"fields": '["*"]'}), case, case.family)
	for report in ("Family File Access", "Retention Proposals"):
		assert not frappe.db.get_value("Report", report, "prepared_report")


def test_forged_print_of_a_foreign_document(outsider, case):
	"""The document's own word about its family does not count: the stored family decides."""
	for doctype in ("Assistant Timesheet", "Family Work Plan"):
		forged = {
			"doctype": doctype,
			"name": case.documents[doctype],
			"family": None,
			"plan_date": "2026-01-01",
		}
		answer = outsider.do("frappe.www.printview.get_html_and_style", doc=json.dumps(forged))
		assert answer.status_code == 403, answer.text[:2000]


@pytest.mark.parametrize(
	("doctype", "paper"), [("Family", "Rodzina w zarysie"), ("Action Schedule", "Plan dla rodziny")]
)
def test_papers_of_ours(doctype, paper, outsider, case):
	name = case.documents[doctype]
	of_paper = {"doctype": doctype, "name": name, "format": paper}
	html = outsider.call(
		"frappe.www.printview.get_html_and_style", doc=doctype, name=name, print_format=paper
	)
	page = outsider.get("/printview", params=of_paper)
	pdf = outsider.call("frappe.utils.print_format.download_pdf", **of_paper)
	prints = get_refusals_of_prints()
	for answer, refusals in ((html, NOT_ALLOWED), (page, prints), (pdf, prints)):
		refuses(answer, case)
		assert answer.status_code in refusals, answer.text[:2000]


OWN_METHODS = {
	"fetch_visits": lambda p, c: p.do(
		"opsfamily.api.fetch_visits", timesheet=c.documents["Assistant Timesheet"]
	),
	"withdraw_acceptance": lambda p, c: p.do(
		"opsfamily.api.withdraw_acceptance", timesheet=c.documents["Assistant Timesheet"], reason="x"
	),
	"new_version": lambda p, c: p.do(
		"opsfamily.api.new_version", doctype="Family Work Plan", name=c.documents["Family Work Plan"]
	),
	"save_day_note": lambda p, c: p.do(
		"opsfamily.api.save_day_note", enrolment=c.documents["Day Centre Enrolment"], day="2026-11-20"
	),
	"note_house_rules_signed": lambda p, c: p.do(
		"opsfamily.api.note_house_rules_signed", enrolment=c.documents["Day Centre Enrolment"]
	),
	"visit_context": lambda p, c: p.call("opsfamily.api.visit_context", family=c.family),
	"household": lambda p, c: p.call("opsfamily.api.household", family=c.family),
	"family_overview": lambda p, c: p.call("opsfamily.api.family_overview", family=c.family),
	"assessment_comparison": lambda p, c: p.call("opsfamily.api.assessment_comparison", family=c.family),
	"assessment_comparison_pdf": lambda p, c: p.call(
		"opsfamily.api.assessment_comparison_pdf",
		later=c.documents["Family Assessment"],
		earlier=c.documents["Family Assessment"],
	),
	"timesheet_xlsx": lambda p, c: p.call(
		"opsfamily.api.timesheet_xlsx", timesheet=c.documents["Assistant Timesheet"]
	),
	"prepare_access_copy": lambda p, c: p.do(
		"opsfamily.api.prepare_access_copy", access_copy=c.documents["Access Copy"]
	),
	"assistant_loads": lambda p, c: p.call("opsfamily.api.assistant_loads", family=c.family),
	"household_choices": lambda p, c: p.call("opsfamily.api.household_choices", family=c.family),
	"add_person_of_child": lambda p, c: p.do(
		"opsfamily.api.add_person_of_child",
		card=c.documents["Child Card"],
		kind="szkoła",
		institution="SP nr 2",
	),
	"reopen_case": lambda p, c: p.do(
		"opsfamily.api.reopen_case", closing=c.documents["Case Closing"], reason="x"
	),
	"open_late_entries": lambda p, c: p.do(
		"opsfamily.api.open_late_entries",
		closing=c.documents["Case Closing"],
		until="2027-01-31",
		reason="x",
	),
	"compose_opinion": lambda p, c: p.do(
		"opsfamily.api.compose_opinion", opinion=c.documents["Court Opinion"]
	),
	"send_opinion": lambda p, c: p.do("opsfamily.api.send_opinion", opinion=c.documents["Court Opinion"]),
	"return_opinion": lambda p, c: p.do(
		"opsfamily.api.return_opinion", opinion=c.documents["Court Opinion"], reason="x"
	),
	"file_completeness": lambda p, c: p.call("opsfamily.api.file_completeness", family=c.family),
	"invite_to_conference": lambda p, c: p.do(
		"opsfamily.api.invite_to_conference", conference=c.documents["Case Conference"]
	),
	"possible_guests": lambda p, c: p.call("opsfamily.api.possible_guests", family=c.family),
	"household_names": lambda p, c: p.call("opsfamily.api.household_names", family=c.family),
	"timesheets_pdf": lambda p, c: p.call(
		"opsfamily.api.timesheets_pdf",
		timesheets=json.dumps([c.documents["Assistant Timesheet"]]),
		print_format="F4 Karta czasu pracy",
	),
}


@pytest.mark.parametrize("method", OWN_METHODS)
def test_own_methods(method, outsider, case):
	answer = OWN_METHODS[method](outsider, case)
	refuses(answer, case)
	assert answer.status_code == 403, answer.text[:2000]
