"""What a person outside a family gets over real HTTP: nothing, and never a server error."""

import json

import pytest
import requests

import frappe

from opsfamily.permissions.registry import CASE_CHILDREN, CASE_DOCTYPES, CONFIDENTIAL
from opsfamily.tests.factories import assign, day, email, make_whole_case
from tests.rest.http import ADDRESS, BASE, Person

WORD = "Tajemnicza Rodzina Zza Lasu"
HEALTH = "cukrzyca"
REFUSED = (403, 404, 417)
GETDOC = "frappe.desk.form.load.getdoc"
PDF = "frappe.utils.print_format.download_pdf"
HTML = "frappe.www.printview.get_html_and_style"


class Guest(requests.Session):
	"""Nobody logged in."""

	def request(self, method, url, *arguments, **options):
		options.setdefault("headers", {})["Host"] = ADDRESS.netloc
		return super().request(method, f"{BASE}{url}", *arguments, **options)

	call, do = Person.call, Person.do


@pytest.fixture(scope="module")
def case(committed) -> dict:
	"""The client's family; others had or will have a part in it."""

	def make() -> dict:
		made = make_whole_case("client", WORD)
		family = made["Family"].name
		assign(family, "consultant", "Consultant", until_date=day(-1))
		assign(family, "social_worker", "Social Worker", from_date=day(1))
		assign(family, "working_consultant", "Psychologist")
		return made

	return committed(make)


@pytest.fixture(scope="module")
def own_case(committed) -> dict:
	return committed(lambda: make_whole_case("other_assistant", "Rodzina Własna"))


PEOPLE = {
	"who works on another family": lambda: Person(email("other_assistant")),
	"whose assignment has ended": lambda: Person(email("consultant")),
	"whose assignment has not begun": lambda: Person(email("social_worker")),
	"without a role": lambda: Person(email("nobody")),
	"a guest": Guest,
}


@pytest.fixture(scope="module", params=PEOPLE)
def outsider(request, case, own_case):
	return PEOPLE[request.param]()


@pytest.fixture(scope="module")
def other_assistant(case, own_case) -> Person:
	return Person(email("other_assistant"))


@pytest.fixture(scope="module")
def insider(case) -> Person:
	return Person(email("client"))


def rows_of(person, row) -> requests.Response:
	"""A child row by its list, with every field that may hold text. v16 finds it under its own parent alone."""
	texts = ("Data", "Small Text", "Text", "Link", "Select")
	fields = [df.fieldname for df in frappe.get_meta(row.doctype).fields if df.fieldtype in texts]
	parameters = {
		"parent": row.parenttype,
		"filters": json.dumps([["name", "=", row.name]]),
		"fields": json.dumps(["name", *fields]),
	}
	return person.get(f"/api/resource/{row.doctype}", params=parameters)


def usual_ways(person, case: dict) -> dict[tuple[str, str], requests.Response]:
	"""(DocType, way) → answer, for every document and row of the case."""
	answers = {}
	for doctype in CONFIDENTIAL:
		name = case[doctype].name
		parameters = {"filters": json.dumps([["name", "=", name]]), "fields": json.dumps(["*"])}
		answers[doctype, "list"] = person.get(f"/api/resource/{doctype}", params=parameters)
		answers[doctype, "form"] = person.get(f"/api/resource/{doctype}/{name}")
		answers[doctype, "print"] = person.get("/printview", params={"doctype": doctype, "name": name})
	for doctype in CASE_CHILDREN:
		answers[doctype, "list"] = rows_of(person, case[doctype])
	return answers


def other_ways(person, case: dict) -> dict[tuple[str, str], requests.Response]:
	"""The Desk's own ways and those of `frappe.client`."""
	answers = {}
	for doctype in CONFIDENTIAL:
		name = case[doctype].name
		value = {"filters": json.dumps({"name": name}), "fieldname": json.dumps(["*"])}
		answers |= {
			(doctype, "desk form"): person.call(GETDOC, doctype=doctype, name=name),
			(doctype, "print preview"): person.call(HTML, doc=doctype, name=name),
			(doctype, "value"): person.call("frappe.client.get_value", doctype=doctype, **value),
			(doctype, "client.get"): person.call("frappe.client.get", doctype=doctype, name=name),
		}
	for doctype, parents in CASE_CHILDREN.items():
		name = case[doctype].name
		get = {"doctype": doctype, "name": name, "parent": parents[0]}
		answers[doctype, "client.get"] = person.call("frappe.client.get", **get)
		answers[doctype, "form"] = person.get(f"/api/resource/{doctype}/{name}")
	return answers


def leaks(answers: dict, word: str = WORD) -> list[tuple]:
	return [
		(*way, answer.status_code)
		for way, answer in answers.items()
		if word in answer.text or answer.status_code >= 500
	]


def test_an_outsider_reads_nothing(outsider, case):
	assert leaks(usual_ways(outsider, case)) == []


def test_nothing_by_the_desks_and_the_clients_other_ways(other_assistant, case):
	assert leaks(other_ways(other_assistant, case)) == []


# The coordinator's and the head's own, the System Manager's, what is of a group's leaders, and what holds days alone, where no text could leak.
NOT_SHOWN_TO_ASSISTANTS = (
	"Access Copy",
	"Control Pack",
	"Counted Document",
	"Deadline Notice",
	"Group Meeting",
	"Same Person",
	"Supervision Feedback",
	# A row that holds a user alone.
	"Supervision Plan Person",
	"Work Absence",
)


def test_the_same_ways_show_it_to_who_works_on_it(insider, case):
	# So that the tests above would see a leak.
	answers = {**usual_ways(insider, case), **other_ways(insider, case)}
	hidden = {way for way, answer in answers.items() if WORD not in answer.text}
	# An access copy is the coordinator's; a row alone is no document of its own for a list of forms. The columns of
	# a sensitive cause and of a health appointment are of level 1, which a list of rows gives to nobody; their forms show it.
	hidden -= {("Sensitive Case Cause", "list"), ("Child Health Date", "list")}
	assert {way for way in hidden if not way[0].startswith(NOT_SHOWN_TO_ASSISTANTS)} == set()


def test_health_is_withheld_by_every_way_from_who_may_not_read_it(case):
	# The psychologist reads the family, without the level of sensitive fields.
	person = Person(email("working_consultant"))
	answers = {**usual_ways(person, case), **other_ways(person, case)}
	assert WORD in answers["Family", "form"].text
	assert leaks(answers, HEALTH) == []


def test_an_outsider_gets_no_pdf(outsider, case):
	for doctype in CONFIDENTIAL:
		answer = outsider.call(PDF, doctype=doctype, name=case[doctype].name)
		assert answer.status_code in REFUSED, doctype
		assert not answer.content.startswith(b"%PDF"), doctype


def test_who_works_on_it_gets_the_pdf(insider, case):
	assert insider.call(PDF, doctype="Family", name=case["Family"].name).content.startswith(b"%PDF")


def our_methods(case: dict) -> dict[str, tuple[str, dict]]:
	family, card = case["Family"].name, case["Assistant Timesheet"].name
	assessment = case["Family Assessment"].name
	return {
		"fetch_visits": ("POST", {"timesheet": card}),
		"withdraw_acceptance": ("POST", {"timesheet": card, "reason": "bo tak"}),
		"new_version": ("POST", {"doctype": "Family Work Plan", "name": case["Family Work Plan"].name}),
		"visit_context": ("GET", {"family": family}),
		"household": ("GET", {"family": family}),
		"letter_beginning": ("GET", {"document_type": "Case Closing", "document": case["Case Closing"].name}),
		"timesheets_pdf": ("GET", {"timesheets": json.dumps([card]), "print_format": "F4 Karta czasu pracy"}),
		"timesheet_xlsx": ("GET", {"timesheet": card}),
		"prepare_access_copy": ("POST", {"access_copy": case["Access Copy"].name}),
		"household_names": ("GET", {"family": family}),
		"reopen_case": ("POST", {"closing": case["Case Closing"].name, "reason": "bo tak"}),
		"open_late_entries": (
			"POST",
			{"closing": case["Case Closing"].name, "until": "2027-01-31", "reason": "bo tak"},
		),
		"correct_first_day": (
			"POST",
			{"family": family, "worker": email("client"), "day": "2026-01-02", "reason": "bo tak"},
		),
		"close_task": ("POST", {"task": case["Visit Task"].name, "outcome": "Done"}),
		"compose_opinion": ("POST", {"opinion": case["Court Opinion"].name}),
		"send_opinion": ("POST", {"opinion": case["Court Opinion"].name}),
		"return_opinion": ("POST", {"opinion": case["Court Opinion"].name, "reason": "bo tak"}),
		"file_completeness": ("GET", {"family": family}),
		"family_week_pdf": ("GET", {"family": family}),
		"family_procedure": ("GET", {"family": family}),
		"group_attendance": ("GET", {"meeting": case["Group Meeting"].name}),
		"save_group_attendance": ("POST", {"meeting": case["Group Meeting"].name, "rows": "[]"}),
		"add_centre_children": ("POST", {"group": case["Group Meeting"].support_group}),
		"invite_to_conference": ("POST", {"conference": case["Case Conference"].name}),
		"possible_guests": ("GET", {"family": family}),
		"family_overview": ("GET", {"family": family}),
		"centre_day": ("GET", {"centre": case["Day Centre Enrolment"].centre}),
		"note_house_rules_signed": ("POST", {"enrolment": case["Day Centre Enrolment"].name}),
		"save_day_note": ("POST", {"enrolment": case["Day Centre Enrolment"].name, "day": "2026-11-20"}),
		"all_present": ("POST", {"centre": case["Day Centre Enrolment"].centre, "day": "2026-11-20"}),
		"attendance_list": ("GET", {"centre": case["Day Centre Enrolment"].centre, "month": "2026-11"}),
		"assistant_loads": ("GET", {"family": family}),
		"household_choices": ("GET", {"family": family}),
		"assessment_comparison": ("GET", {"family": family}),
		"sheet_beginning": ("GET", {"family": family, "template": case["Family Sheet"].template}),
		"sheet_comparison": ("GET", {"later": case["Family Sheet"].name}),
		"sheet_comparison_pdf": (
			"GET",
			{"later": case["Family Sheet"].name, "earlier": case["Family Sheet"].name},
		),
		"network_choices": ("GET", {"family": family}),
		"add_person_of_child": (
			"POST",
			{"card": case["Child Card"].name, "kind": "szkoła", "institution": "SP nr 2"},
		),
		"appoint_case_manager": ("POST", {"analysis": case["Case Analysis"].name}),
		"case_manager_page": ("GET", {"family": family}),
		"write_task_outcome": ("POST", {"task": case["Delegated Task"].name, "outcome": "Done"}),
		"make_outside_link": ("POST", {"question": case["Outside Answer"].name}),
		"withdraw_outside_question": ("POST", {"question": case["Outside Answer"].name}),
		"decide_outside_answer": ("POST", {"question": case["Outside Answer"].name, "accepted": "1"}),
		# What is no secret of a link, by whoever it is.
		"open_outside_task": ("POST", {"token": case["Outside Answer"].name}),
		"answer_outside_task": (
			"POST",
			{
				"token": f"{case['Outside Answer'].name}.{'x' * 43}",
				"outcome": "Not Done",
				"answer": "x",
				"answered_by": "y",
			},
		),
		"arrange_supervision": ("POST", {"plan": case["Supervision Plan"].name}),
		"earlier_supervision_actions": ("GET", {"session": case["Supervision Session"].name}),
		"supervision_feedback": ("GET", {"session": case["Supervision Session"].name}),
		"give_supervision_feedback": (
			"POST",
			{"session": case["Supervision Session"].name, "answers": "{}"},
		),
		"assessment_comparison_pdf": ("GET", {"later": assessment, "earlier": assessment}),
		"go_out": ("POST", {"family": family, "minutes": 30}),
		"stay_longer": ("POST", {"outing": case["Home Outing"].name, "minutes": 30}),
		"come_back": ("POST", {"outing": case["Home Outing"].name}),
		"planned_visit": ("GET", {"planned_visit": case["Planned Visit"].name}),
		"plan_of_family": ("GET", {"family": family}),
		"week_plan_pdf": ("GET", {"worker": email("client"), "week": str(case["Planned Visit"].planned_on)}),
		"call_off_planned_visit": (
			"POST",
			{"planned_visit": case["Planned Visit"].name, "by": "The Family", "reason": "bo tak"},
		),
		"restore_planned_visit": ("POST", {"planned_visit": case["Planned Visit"].name}),
		"move_planned_visit": (
			"POST",
			{
				"planned_visit": case["Planned Visit"].name,
				"by": "The Family",
				"day": str(case["Planned Visit"].planned_on),
				"from_time": "10:00",
				"to_time": "11:00",
			},
		),
		"plan_next_visit": ("POST", {"visit": case["Family Visit"].name}),
		"make_control_pack": ("POST", {"pack": case["Control Pack"].name}),
		"make_control_packs": (
			"POST",
			{
				"families": frappe.as_json([case["Family"].name]),
				"period_from": "2026-01-01",
				"period_until": "2026-06-30",
				"recipient": "Urząd",
				"purpose": "kontrola",
				"basis": "art. 197",
			},
		),
	}


def test_our_own_methods_refuse_an_outsider(outsider, case):
	for method, (verb, arguments) in our_methods(case).items():
		answer = outsider.request(verb, f"/api/method/opsfamily.api.{method}", params=arguments)
		assert answer.status_code == 403, (method, answer.text)
		assert WORD not in answer.text, method


def test_every_method_of_ours_that_names_a_document_is_tried(case):
	import opsfamily.api as api

	ours = {
		name: value for name, value in vars(api).items() if getattr(value, "__module__", "") == api.__name__
	}
	names = {name for name, value in ours.items() if value in frappe.whitelisted}
	# A blank form is of no family; some answer the asker's own; finding takes a text (test_find_rest.py); reports of a
	# period are tried with their own rules (ops_figures).
	without_document = {"blank_form", "current_outing", "other_work_state", "find_in_cases"}
	without_document |= {"today_plan", "week_plan", "repeat_week_plan", "outing_fields"}
	# What a day centre offers is no secret: groups' names, and whether it has house rules; nor whom to call in a school.
	without_document |= {"enrolment_choices", "agreement_with"}
	without_document |= {name for name in names if "report" in name}
	assert names - without_document == set(our_methods(case))


def ways_to_write(person, case: dict, own_family: str):
	"""Attempts to change the case, each with its answer."""
	for doctype in CONFIDENTIAL:
		name = case[doctype].name
		resource = f"/api/resource/{doctype}/{name}"
		yield f"PUT {doctype}", person.put(resource, json={"family": own_family})
		yield f"PUT nothing {doctype}", person.put(resource, json={})
		yield f"DELETE {doctype}", person.delete(resource)
		yield (
			f"set_value {doctype}",
			person.do(
				"frappe.client.set_value",
				doctype=doctype,
				name=name,
				fieldname="family",
				value=own_family,
			),
		)
		forged = {**case[doctype].as_dict(), "family": own_family, "__islocal": 0}
		yield (
			f"savedocs {doctype}",
			person.do("frappe.desk.form.save.savedocs", doc=frappe.as_json(forged), action="Save"),
		)
		yield f"print forged {doctype}", person.do(HTML, doc=frappe.as_json(forged))
		yield (
			f"submit {doctype}",
			person.do("frappe.client.submit", doc=frappe.as_json(case[doctype].as_dict())),
		)
		yield f"cancel {doctype}", person.do("frappe.client.cancel", doctype=doctype, name=name)
		yield (
			f"like {doctype}",
			person.do("frappe.desk.like.toggle_like", doctype=doctype, name=name, add="Yes"),
		)
		yield (
			f"comment {doctype}",
			person.do(
				"frappe.desk.form.utils.add_comment",
				reference_doctype=doctype,
				reference_name=name,
				content="widzę to",
				comment_email=person.user,
				comment_by=person.user,
			),
		)
	for doctype, parents in CASE_CHILDREN.items():
		row = case[doctype]
		yield f"PUT row {doctype}", person.put(f"/api/resource/{doctype}/{row.name}", json={"idx": 9})
		yield f"DELETE row {doctype}", person.delete(f"/api/resource/{doctype}/{row.name}")
		new = {"parent": row.parent, "parenttype": parents[0], "parentfield": row.parentfield}
		yield f"POST row {doctype}", person.post(f"/api/resource/{doctype}", json=new)


def test_an_outsider_writes_nothing(other_assistant, case, own_case, stored):
	before = {doctype: stored(doctype, case[doctype].name, "modified") for doctype in CONFIDENTIAL}
	accepted = [
		(attempt, answer.status_code)
		for attempt, answer in ways_to_write(other_assistant, case, own_case["Family"].name)
		if answer.status_code not in (*REFUSED, 409) or WORD in answer.text
	]
	assert accepted == []
	after = {doctype: stored(doctype, case[doctype].name, "modified") for doctype in CONFIDENTIAL}
	assert after == before


def test_an_insert_into_a_foreign_family_is_refused(other_assistant, case):
	for doctype in CASE_DOCTYPES[1:]:
		values = {
			**frappe.copy_doc(case[doctype]).as_dict(),
			"docstatus": 0,
			"assistant": other_assistant.user,
			"user": other_assistant.user,
		}
		answer = other_assistant.post(f"/api/resource/{doctype}", data=frappe.as_json(values))
		assert answer.status_code == 403, (doctype, answer.text)


def test_a_flag_in_the_body_opens_nothing(other_assistant, case):
	body = {"flags": {"ignore_permissions": 1}, "ignore_permissions": 1, "course": "widzę to"}
	answer = other_assistant.put(f"/api/resource/Family Visit/{case['Family Visit'].name}", json=body)
	assert answer.status_code == 403


def test_counts_and_links_tell_nothing(other_assistant, case):
	family = case["Family"].name
	filters = json.dumps({"family": family})
	for doctype in CASE_DOCTYPES[1:]:
		for method in ("frappe.client.get_count", "frappe.desk.reportview.get_count"):
			answer = other_assistant.call(method, doctype=doctype, filters=filters, fields="[]")
			assert answer.status_code < 500, (method, doctype, answer.text)
			assert not answer.json().get("message"), (method, doctype)
	for method, arguments in {
		"frappe.desk.search.search_link": {
			"doctype": "Family",
			"txt": WORD[:6],
			"ignore_user_permissions": 1,
		},
		"frappe.desk.search.get_link_title": {"doctype": "Family", "docname": family},
		"frappe.client.validate_link": {
			"doctype": "Family",
			"docname": family,
			"fields": '["representative"]',
		},
		"frappe.desk.form.linked_with.get": {"doctype": "Family", "docname": family},
		"frappe.utils.global_search.search": {"text": WORD},
	}.items():
		answer = other_assistant.call(method, **arguments)
		assert answer.status_code < 500, (method, answer.text)
		assert WORD not in answer.text, method


def test_the_linked_documents_of_an_own_family_are_listed(insider, case):
	"""DocTypes that the role may not read are left out, and do not stop the list."""
	answer = insider.call("frappe.desk.form.linked_with.get", doctype="Family", docname=case["Family"].name)
	assert answer.ok, answer.text[:2000]
	names = {row["name"] for row in answer.json()["message"]["Family Visit"]}
	assert case["Family Visit"].name in names


def test_an_insider_cannot_open_the_case_to_a_stranger(insider, case):
	family, stranger = case["Family"].name, email("stranger")
	for method, arguments in {
		"frappe.share.add": {"doctype": "Family", "name": family, "user": stranger, "read": 1},
		"frappe.desk.form.assign_to.add": {
			"doctype": "Family",
			"name": family,
			"assign_to": json.dumps([stranger]),
			"description": "zajrzyj",
		},
		"frappe.desk.form.document_follow.follow_document": {
			"doctype": "Family",
			"doc_name": family,
			"user": stranger,
		},
	}.items():
		answer = insider.do(method, **arguments)
		assert answer.status_code < 500, (method, answer.text)
	assert WORD not in Person(stranger).get(f"/api/resource/Family/{family}").text
