"""Supervision and consultation over real HTTP: every step as the user whose step it is; for head, coordinator
and strangers of a record nothing by any way."""

import json

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.case.document import FutureDateError, RowAloneError
from opsfamily.exceptions import NotParticipantError
from opsfamily.ops_consultation.doctype.consultation.consultation import (
	ConsultantNotAssignedError,
	ConsultationKindError,
	ConsultationWriterError,
)
from opsfamily.ops_consultation.doctype.supervision_record.supervision_record import (
	SecondRecordError,
	SessionNotHeldError,
)
from opsfamily.ops_consultation.doctype.supervision_session.supervision_session import (
	AttendanceError,
	AttendanceFixedError,
	SessionInUseError,
	SessionWriterError,
)
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.registry import CASE_CHILDREN
from opsfamily.tests.factories import assign, day, email, make_family
from opsfamily.tests.make_supervision import KIND, TRAINING, make_record, make_session
from tests.rest.http import Person
from tests.rest.test_ways_in import DOCUMENT_WAYS, WRITING_WAYS, traces_of

SESSION, RECORD, CONSULTATION = "Supervision Session", "Supervision Record", "Consultation"
SECRET = "Tajemnica superwizji"


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	keys = ("assistant", "social_worker", "coordinator", "head", "consultant", "stranger")
	return {key: Person(email(key)) for key in keys}


@pytest.fixture(scope="module")
def recorded(committed) -> dict[str, str]:
	"""A session of assistant and social worker with its record, a file and a comment on it."""

	def make() -> dict[str, str]:
		session = make_session(supervisor=email("working_consultant"))
		actions = [{"action": SECRET, "user": email("assistant")}]
		rows = {"problems": [{"problem": SECRET}], "goals": [{"goal": SECRET}], "actions": actions}
		record = make_record(session.name, topic=SECRET, possibilities=SECRET, **rows)
		record.add_comment("Comment", SECRET)
		record.add_tag(SECRET)
		file = {"doctype": "File", "file_name": "tajne.txt", "content": f"{SECRET} {record.creation}"}
		attached = {"attached_to_doctype": RECORD, "attached_to_name": record.name}
		url = frappe.get_doc({**file, **attached}).insert().file_url
		record.update({"limits": SECRET}).save()
		tag = frappe.db.get_value("Tag Link", {"document_type": RECORD, "document_name": record.name})
		names = {"session": session.name, "record": record.name, "tag": tag}
		return {**names, "file": url, "row": record.goals[0].name}

	return committed(make)


def post(person: Person, doctype: str, **values):
	return person.post(f"/api/resource/{doctype}", data=json.dumps(values, default=str))


def put(person: Person, doctype: str, name: str, **values):
	return person.put(f"/api/resource/{doctype}/{name}", data=json.dumps(values, default=str))


def made(answer) -> dict:
	assert answer.ok, answer.text
	return answer.json()["data"]


def said(answer) -> str:
	messages = json.loads(answer.json().get("_server_messages") or "[]")
	return strip_html(" ".join(json.loads(message)["message"] for message in messages))


def refused(answer, exception: type[Exception], *words: str) -> None:
	"""The rule of this exception refused, in a message that holds these words."""
	assert answer.status_code == 417, answer.text
	assert answer.json()["exc_type"] == exception.__name__, answer.text
	for word in words:
		assert word in said(answer), said(answer)


def there(*keys: str, attended: int = 1) -> list[dict]:
	return [{"user": email(key), "attended": attended} for key in keys]


def held(*keys: str, **values) -> dict:
	defaults = {"session_date": day(-1), "form": "Group Session", "minutes": 120, "supervisor_name": "dr Z."}
	return {**defaults, "attendance": there(*keys), **values}


# the good way and the refusals


def test_a_session_and_its_record(people, stored):
	session = made(post(people["assistant"], SESSION, **held("assistant", "social_worker")))["name"]
	action = {"action": "Dzwoni do szkoły.", "user": email("social_worker"), "until_date": day(7)}
	record = {"session": session, "topic": "Nastolatek bez szkoły", "actions": [action], "balint_held": 1}
	for key in ("head", "coordinator", "stranger", "consultant"):
		assert post(people[key], RECORD, **record).status_code == 403
	name = made(post(people["social_worker"], RECORD, **record))["name"]
	refused(post(people["assistant"], RECORD, **record), SecondRecordError, "Superwizja")
	made(put(people["assistant"], RECORD, name, limits="Szkoła daleko."))
	assert stored(RECORD, name, ["limits", "balint_held"]) == ("Szkoła daleko.", 1)
	for key in ("head", "coordinator", "stranger", "consultant"):
		answer = people[key].get(f"/api/resource/{RECORD}/{name}")
		assert answer.status_code == 403 and "Szkoła" not in answer.text, key
	seen = made(people["head"].get(f"/api/resource/{SESSION}/{session}"))
	assert (seen["form"], len(seen["attendance"])) == ("Group Session", 2)
	assert people["stranger"].get(f"/api/resource/{SESSION}/{session}").status_code == 403


def test_what_a_session_refuses(people):
	worker = people["assistant"]
	refused(post(worker, SESSION, **held("social_worker", "head")), NotParticipantError, "Lista obecności")
	refused(post(worker, SESSION, **held("assistant")), AttendanceError)
	refused(
		post(worker, SESSION, **held("assistant", "head", session_date=day(1))),
		FutureDateError,
		"Data superwizji",
	)
	planned = held("assistant", "head", session_date=day(1), status="Planned")
	planned["attendance"] = there("assistant", "head", attended=0)
	name = made(post(worker, SESSION, **planned))["name"]
	refused(post(worker, RECORD, session=name, topic="x"), SessionNotHeldError)


def test_who_changes_a_session(people):
	session = made(post(people["assistant"], SESSION, **held("assistant", "social_worker")))["name"]
	refused(put(people["social_worker"], SESSION, session, minutes=10), SessionWriterError)
	made(put(people["head"], SESSION, session, minutes=10))
	assert people["assistant"].delete(f"/api/resource/{SESSION}/{session}").status_code == 403
	assert people["head"].delete(f"/api/resource/{SESSION}/{session}").ok


@pytest.mark.parametrize("key", ["head", "coordinator"])
def test_they_do_not_let_themselves_in(key, people, recorded, stored):
	person, session = people[key], recorded["session"]
	people_now = there("assistant", "social_worker", key)
	refused(put(person, SESSION, session, attendance=people_now), AttendanceFixedError, "Lista obecności")
	refused(put(person, SESSION, session, supervisor=email(key)), AttendanceFixedError)
	row = {"parent": session, "parenttype": SESSION, "parentfield": "attendance", "user": email(key)}
	refused(post(person, "Supervision Attendance", **row), RowAloneError)
	first = made(person.get(f"/api/resource/{SESSION}/{session}"))["attendance"][0]["name"]
	own = {"doctype": "Supervision Attendance", "name": first, "fieldname": "user", "value": email(key)}
	assert person.do("frappe.client.set_value", **own).status_code in (403, 417)
	refused(person.delete(f"/api/resource/{SESSION}/{session}"), SessionInUseError, session)
	whole = {**made(person.get(f"/api/resource/{SESSION}/{session}")), "owner": email(key)}
	whole["attendance"] = people_now
	answer = person.do("frappe.desk.form.save.savedocs", doc=json.dumps(whole), action="Save")
	assert answer.status_code == 417, answer.text
	assert person.get(f"/api/resource/{RECORD}/{recorded['record']}").status_code == 403
	assert stored(SESSION, session, "supervisor") == email("working_consultant")


@pytest.mark.parametrize("key", ["head", "coordinator", "consultant", "stranger"])
def test_no_way_leads_to_a_record(key, people, recorded):
	person, name = people[key], recorded["record"]
	before = traces_of(RECORD, name)
	for way, walk in {**DOCUMENT_WAYS, **WRITING_WAYS}.items():
		answer = walk(person, RECORD, name)
		assert answer.status_code < 500, f"{way}: {answer.text[:1500]}"
		assert SECRET not in answer.text, f"{way}: {answer.text[:1500]}"
	assert traces_of(RECORD, name) == before
	assert SECRET not in person.get(recorded["file"]).text
	for child in (child for child, parents in CASE_CHILDREN.items() if RECORD in parents):
		for parameters in ({"parent": RECORD, "fields": '["*"]'}, {"fields": '["*"]'}):
			assert SECRET not in person.get(f"/api/resource/{child}", params=parameters).text
	tag = person.get(f"/api/resource/Tag Link/{recorded['tag']}")
	assert tag.status_code == 403 and SECRET not in tag.text
	row = {"doctype": "Supervision Goal", "name": recorded["row"], "parent": RECORD}
	assert SECRET not in person.call("frappe.client.get", **row).text
	for log in ("Version", "Comment", "File", "View Log", "Access Log", "Tag Link"):
		assert SECRET not in person.get(f"/api/resource/{log}", params={"fields": '["*"]'}).text, log


@pytest.mark.parametrize("key", ["head", "coordinator"])
def test_nor_do_the_session_or_its_paper_tell(key, people, recorded):
	person, session = people[key], recorded["session"]
	for answer in (
		person.call("frappe.desk.form.load.getdoc", doctype=SESSION, name=session),
		person.call("frappe.desk.form.linked_with.get", doctype=SESSION, docname=session),
		person.call("frappe.desk.notifications.get_open_count", doctype=SESSION, name=session),
		person.call("frappe.www.printview.get_html_and_style", doc=SESSION, name=session),
	):
		assert answer.ok, answer.text[:1500]
		assert SECRET not in answer.text and recorded["record"] not in answer.text


def test_who_took_part_gets_it_by_the_same_ways(people, recorded):
	# So that the tests above would see a leak.
	for way in ("form", "REST form", "REST list", "print", "client.get"):
		assert SECRET in DOCUMENT_WAYS[way](people["assistant"], RECORD, recorded["record"]).text, way
	assert SECRET in people["assistant"].get(recorded["file"]).text
	assert SECRET in people["assistant"].get(f"/api/resource/Tag Link/{recorded['tag']}").text


def test_a_forged_record_is_not_printed(people, recorded):
	"""The stored session decides, not what the sent document says."""
	own = made(post(people["head"], SESSION, **held("head", "coordinator")))["name"]
	forged = {"doctype": RECORD, "name": recorded["record"], "session": own, "topic": "x"}
	answer = people["head"].do("frappe.www.printview.get_html_and_style", doc=json.dumps(forged))
	assert answer.status_code == 403, answer.text
	assert put(people["head"], RECORD, recorded["record"], session=own).status_code == 403


def test_a_name_is_warned_of_and_kept(people, committed, stored):
	committed(lambda: assign(make_family(representative="Zofia Gołębiowska").name))
	session = made(post(people["assistant"], SESSION, **held("assistant", "social_worker")))["name"]
	answer = post(people["assistant"], RECORD, session=session, topic="O pani Gołębiowskiej")
	assert "„Gołębiowskiej”" in said(answer) and "Temat" in said(answer)
	assert stored(RECORD, made(answer)["name"], "topic") == "O pani Gołębiowskiej"


def test_the_hours_over_http(people, recorded):
	report = {"report_name": "Supervision Hours", "filters": json.dumps({"year": day(-3).year})}
	own = people["assistant"].call("frappe.desk.query_report.run", **report).json()["message"]["result"]
	assert [row["user"] for row in own] == [email("assistant")]
	everybody = people["head"].call("frappe.desk.query_report.run", **report).json()["message"]["result"]
	assert {email("assistant"), email("social_worker")} <= {row["user"] for row in everybody}
	export = {**report, "file_format_type": "Excel", "visible_idx": "[0]"}
	assert people["head"].do("frappe.desk.query_report.export_query", **export).content[:2] == b"PK"


# consultations


@pytest.fixture(scope="module")
def family(committed) -> str:
	def make() -> str:
		name = make_family(representative="Rodzina Konsultowana").name
		assign(name)
		assign(name, "consultant", "Consultant", from_date=day(-10))
		return name

	return committed(make)


def advice(**values) -> dict:
	defaults = {"kind": KIND, "consultation_date": day(-1), "minutes": 45, "topic": "Sen dziecka"}
	return {**defaults, "persons": [{"user": email("assistant")}], **values}


def test_a_consultation_about_a_family(people, family):
	name = made(post(people["consultant"], CONSULTATION, **advice(family=family)))["name"]
	for key in ("assistant", "coordinator", "head"):
		assert "Sen dziecka" in people[key].get(f"/api/resource/{CONSULTATION}/{name}").text, key
	for key in ("stranger", "social_worker"):
		answer = people[key].get(f"/api/resource/{CONSULTATION}/{name}")
		assert answer.status_code == 403 and "Sen" not in answer.text, key
	early = post(people["consultant"], CONSULTATION, **advice(family=family, consultation_date=day(-11)))
	refused(early, ConsultantNotAssignedError, "Karol Konsultant", paper_date(day(-11)))
	refused(
		post(people["consultant"], CONSULTATION, **advice(family=family, kind=TRAINING)),
		ConsultationKindError,
	)
	assert post(people["stranger"], CONSULTATION, **advice(family=family)).status_code == 403


def test_a_consultation_without_a_family(people, family):
	name = made(post(people["consultant"], CONSULTATION, **advice()))["name"]
	for key, status in (("assistant", 200), ("head", 200), ("social_worker", 403), ("stranger", 403)):
		assert people[key].get(f"/api/resource/{CONSULTATION}/{name}").status_code == status, key
	assert put(people["consultant"], CONSULTATION, name, family=family).status_code == 417
	assert (
		people["assistant"].get(f"/api/resource/{CONSULTATION}/{name}").json()["data"].get("family") is None
	)
	assert put(people["stranger"], CONSULTATION, name, consultant=email("stranger")).status_code == 403
	others = advice(consultant=email("working_consultant"))
	refused(post(people["consultant"], CONSULTATION, **others), ConsultationWriterError)
