"""Records that would show documents of families to others are refused, whatever core role writes them."""

import json

import pytest

import frappe

from opsfamily.permissions.reaching import FIELDS
from opsfamily.permissions.registry import CASE_CHILDREN, CONFIDENTIAL
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import Person

KEY = "platform"
ROLES = (
	"System Manager",
	"Website Manager",
	"Script Manager",
	"Report Manager",
	"Newsletter Manager",
)
TODAY = "2026-11-26"
# DocType → what a record of it holds besides the DocType that it works on.
RECORDS = {
	"Assignment Rule": {
		"priority": 1,
		"description": "x",
		"assign_condition": "True",
		"rule": "Round Robin",
		"users": [{"user": email(KEY)}],
		"assignment_days": [{"day": "Monday"}],
	},
	"Auto Repeat": {"start_date": TODAY, "frequency": "Daily"},
	"Energy Point Rule": {"enabled": 1, "rule_name": "x", "points": 1, "for_doc_event": "New"},
	"Milestone Tracker": {"track_field": "owner"},
	"Notification": {
		"enabled": 1,
		"subject": "x",
		"message": "{{ doc.as_json() }}",
		"event": "Save",
		"channel": "System Notification",
		"recipients": [{"receiver_by_role": "System Manager"}],
	},
	"Server Script": {
		"script_type": "DocType Event",
		"doctype_event": "After Save",
		"script": "pass",
	},
	"Web Form": {"title": "Zgłoszenie", "web_form_fields": [], "published": 0},
	"Webhook": {
		"enabled": 1,
		"webhook_docevent": "on_update",
		"request_url": "https://example.com/",
		"request_method": "POST",
		"timeout": 5,
	},
}
NAMED = {"Assignment Rule", "Notification", "Server Script", "Webhook"}
OFF = {
	"Assignment Rule": {"disabled": 1},
	"Milestone Tracker": {"disabled": 1},
	"Notification": {"enabled": 0},
	"Server Script": {"disabled": 1},
	"Webhook": {"enabled": 0},
}


@pytest.fixture(scope="module")
def platform(committed) -> Person:
	"""Whoever may write all that the platform has, and is on no case."""

	def make():
		if not frappe.db.exists("User", email(KEY)):
			factories.make_person(KEY, "Piotr Platformowy", ROLES)

	committed(make)
	return Person(email(KEY))


@pytest.fixture(scope="module")
def documents(committed) -> dict[str, str]:
	"""DocType → the name of a document or row."""

	def make() -> dict[str, str]:
		family = factories.make_family()
		factories.assign(family.name)
		visit = factories.make_visit(family.name, visit_date="2022-03-03")
		return {"Family": family.name, "Family Visit": visit.name, "Family Member": family.members[0].name}

	return committed(make)


@pytest.fixture
def written(platform):
	"""`written(doctype, values)` posts a record; those that came to be are deleted after the test."""
	made = []

	def write(doctype: str, values: dict):
		answer = platform.post(f"/api/resource/{doctype}", json=values)
		if answer.ok:
			made.append((doctype, answer.json()["data"]["name"]))
		return answer

	yield write
	frappe.db.rollback()
	for doctype, name in made:
		frappe.delete_doc(doctype, name, force=True)
	frappe.db.commit()


def make_record(doctype: str, about: str, **values) -> dict:
	named = {"name": frappe.generate_hash(length=8)} if doctype in NAMED else {}
	return {**RECORDS[doctype], FIELDS[doctype]: about, **named, **values}


def is_refused(answer) -> bool:
	return answer.status_code == 417 and "ReachRefusedError" in answer.text


def is_there(doctype: str) -> bool:
	return bool(frappe.db.exists("DocType", doctype))


@pytest.mark.parametrize("doctype", sorted(RECORDS))
@pytest.mark.parametrize("about", ["Family", "Family Visit", "Family Member"])
def test_a_record_about_our_doctypes_is_refused(written, documents, doctype, about):
	if not is_there(doctype):
		pytest.skip("not in this version")
	document = {"reference_document": documents[about]} if doctype == "Auto Repeat" else {}
	answer = written(doctype, make_record(doctype, about, **document))
	# A record that names a document is refused before, to users who may not read that one.
	is_foreign = bool(document) and answer.status_code == 403
	assert is_refused(answer) or is_foreign, answer.text[:800]


@pytest.mark.parametrize("about", [*CONFIDENTIAL, *CASE_CHILDREN])
def test_no_doctype_of_ours_is_left_out(written, about):
	assert is_refused(written("Web Form", make_record("Web Form", about)))


@pytest.mark.parametrize("doctype", sorted(set(RECORDS) - {"Auto Repeat", "Web Form"}))
def test_other_doctypes_are_as_ever(written, doctype):
	if not is_there(doctype):
		pytest.skip("not in this version")
	answer = written(doctype, make_record(doctype, "Note"))
	assert answer.ok, answer.text[:800]


def test_an_honest_web_form(written):
	field = {"fieldname": "title", "fieldtype": "Data", "label": "Tytuł"}
	answer = written("Web Form", make_record("Web Form", "Note", web_form_fields=[field]))
	assert answer.ok, answer.text[:800]


@pytest.mark.parametrize("doctype", sorted(OFF))
def test_what_is_switched_off_may_stay(written, platform, doctype):
	answer = written(doctype, make_record(doctype, "Family", **OFF[doctype]))
	assert answer.ok, answer.text[:800]
	name = answer.json()["data"]["name"]
	[field] = OFF[doctype]
	switched_on = platform.put(f"/api/resource/{doctype}/{name}", json={field: 1 - OFF[doctype][field]})
	assert is_refused(switched_on), switched_on.text[:800]


def test_a_web_form_lists_no_families(written):
	field = {"fieldname": "title", "fieldtype": "Link", "options": "Family", "label": "Rodzina"}
	assert is_refused(written("Web Form", make_record("Web Form", "Note", web_form_fields=[field])))


def test_a_record_is_not_turned_to_families(written, platform):
	name = written("Notification", make_record("Notification", "Note")).json()["data"]["name"]
	answer = platform.put(f"/api/resource/Notification/{name}", json={"document_type": "Family"})
	assert is_refused(answer)


def mail(report: str, user: str) -> dict:
	fixed = {
		"format": "HTML",
		"frequency": "Daily",
		"email_to": "x@example.com",
		"filters": "{}",
		"enabled": 0,
	}
	return {**fixed, "report": report, "user": user, "no_of_rows": 5, "day_of_week": "Monday"}


@pytest.mark.parametrize("report", ["Deadlines", "Retention Proposals", "Family File Access"])
@pytest.mark.parametrize("user", [email("head"), email(KEY)])
def test_no_report_of_ours_is_mailed(written, report, user):
	assert is_refused(written("Auto Email Report", mail(report, user)))


def test_other_reports_are_mailed(written):
	answer = written("Auto Email Report", mail("ToDo", email(KEY)))
	assert answer.ok, answer.text[:800]


def test_no_report_of_ours_is_prepared(platform, written):
	method = "frappe.core.doctype.prepared_report.prepared_report.make_prepared_report"
	assert is_refused(platform.do(method, report_name="Deadlines", filters="{}"))
	assert not frappe.db.exists("Prepared Report", {"report_name": "Deadlines"})
	report = {
		"report_name": "Nasz",
		"ref_doctype": "Family",
		"report_type": "Report Builder",
		"is_standard": "No",
	}
	assert is_refused(written("Report", {**report, "prepared_report": 1}))
	assert written("Report", {**report, "report_name": frappe.generate_hash(length=8)}).ok


def test_families_are_not_searched_globally(platform):
	settings = platform.get("/api/resource/Global Search Settings/Global Search Settings").json()["data"]
	rows = [{"document_type": row["document_type"]} for row in settings["allowed_in_global_search"]]
	path = "/api/resource/Global Search Settings/Global Search Settings"
	with_families = [*rows, {"document_type": "Family"}]
	assert is_refused(platform.put(path, json={"allowed_in_global_search": with_families}))
	assert platform.put(path, json={"allowed_in_global_search": rows}).ok


@pytest.mark.parametrize(
	"text",
	[
		"{{ frappe.get_all('Family', fields=['*']) }}",
		'{% for row in frappe.get_all("Family Member") %}{{ row.name }}{% endfor %}',
		"{{ frappe.db.sql('select * from tabFamily') }}",
		"{{ frappe.db.sql('select * from `tabFamily Visit`') }}",
	],
)
def test_no_page_reads_families(written, text):
	page = {"title": "Strona", "route": frappe.generate_hash(length=8), "published": 1, "dynamic_template": 1}
	content = {"content_type": "HTML", "main_section_html": text}
	assert is_refused(written("Web Page", {**page, **content}))
	if is_there("Newsletter"):
		mail = {"subject": "x", "sender_email": "x@example.com", "email_group": [], "content_type": "HTML"}
		assert is_refused(written("Newsletter", {**mail, "message_html": text}))


def test_no_page_reads_families_by_a_script(written):
	page = {"title": "Strona", "route": frappe.generate_hash(length=8), "published": 1}
	script = "context.rows = frappe.get_all('Family')"
	assert is_refused(written("Web Page", {**page, "context_script": script}))


def test_ordinary_words_of_a_page_are_no_names(written):
	title = f"Family {frappe.generate_hash(length=8)}"
	page = {"title": title, "route": frappe.generate_hash(length=8), "content_type": "HTML"}
	text = "<p>Projekt 'Family' i „Consent” dla {{ frappe.session.user }}</p>"
	answer = written("Web Page", {**page, "main_section_html": text.replace("'", ""), "dynamic_template": 1})
	assert answer.ok, answer.text[:800]
	other = {"title": f"{title} 2", "route": frappe.generate_hash(length=8)}
	plain = written("Web Page", {**page, **other, "main_section_html": "'Family'"})
	assert plain.ok, plain.text[:800]


def test_no_row_is_shared_or_followed(platform, committed):
	family = committed(factories.make_family)
	row = family.members[0]
	share = {"share_doctype": row.doctype, "share_name": row.name, "user": email("stranger"), "read": 1}
	assert platform.post("/api/resource/DocShare", json=share).status_code in (403, 417)
	key = {"reference_doctype": row.doctype, "reference_docname": row.name}
	assert platform.post("/api/resource/Document Share Key", json=key).status_code in (403, 417)
	follow = {"ref_doctype": "Family", "ref_docname": family.name, "user": email(KEY)}
	assert platform.post("/api/resource/Document Follow", json=follow).status_code in (403, 417)
	assert not frappe.db.exists("DocShare", {"share_name": row.name})
	assert not frappe.db.exists("Document Share Key", {"reference_docname": row.name})


@pytest.mark.parametrize("row", [False, True], ids=["on the family", "on a row"])
@pytest.mark.parametrize("path", ["/private/files/", "/private/files/./"])
def test_a_newsletter_carries_no_file_of_a_family(written, committed, row, path):
	if not is_there("Newsletter"):
		pytest.skip("not in this version")

	def make():
		place = factories.make_family()
		place = place.members[0] if row else place
		file = {"doctype": "File", "file_name": "akta.txt", "content": f"akta {place.name}", "is_private": 1}
		return frappe.get_doc(
			{**file, "attached_to_doctype": place.doctype, "attached_to_name": place.name}
		).insert()

	mail = {"subject": "x", "sender_email": "x@example.com", "email_group": [], "content_type": "HTML"}
	attachment = [{"attachment": committed(make).file_url.replace("/private/files/", path)}]
	assert is_refused(written("Newsletter", {**mail, "message_html": "x", "attachments": attachment}))


def test_the_sentence_is_polish_and_names_both(written):
	answer = written("Web Form", make_record("Web Form", "Family"))
	message = json.loads(json.loads(answer.json()["_server_messages"])[0])["message"]
	assert "z pominięciem zasady dostępu" in message
	assert "Rodzina" in message
