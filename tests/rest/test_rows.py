"""A row answers for its document: nobody reads or writes it by its name who may not read or write the document."""

import json

import pytest

import frappe
from frappe.utils import add_days

from opsfamily.permissions.registry import CASE_CHILDREN, CONFIDENTIAL
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.rest.http import Guest, Person

SECRET = "Sekretna-Wisniowa"
FORM = "frappe.desk.form"
READ_DOCTYPES = tuple(child for child in CASE_CHILDREN if not child.startswith("Supervision"))


@pytest.fixture(scope="module")
def case(committed) -> dict:
	"""A family of the other assistant with every document and row: DocType → document."""

	def make() -> dict:
		documents = factories.make_whole_case("other_assistant", SECRET)
		family = documents["Family"].name
		ended = {"from_date": factories.day(-300), "until_date": factories.day(-2)}
		factories.assign(family, "assistant", "Substitute", **ended)
		return documents

	return committed(make)


@pytest.fixture(scope="module")
def own(committed) -> str:
	"""A family of the stranger's own."""

	def make() -> str:
		family = factories.make_family(representative="Własna Rodzina")
		factories.assign(family.name, "stranger")
		return family.name

	return committed(make)


@pytest.fixture(scope="module")
def outsiders(case, own) -> dict[str, Person]:
	people = {key: Person(email(key)) for key in ("assistant", "stranger", "day_centre", "nobody")}
	return {**people, "Guest": Guest()}


@pytest.fixture(scope="module")
def insider(case) -> Person:
	return Person(email("other_assistant"))


WAYS_TO_READ = {
	"rest": lambda person, dt, dn: person.get(f"/api/resource/{dt}/{dn}"),
	"client.get": lambda person, dt, dn: person.call("frappe.client.get", doctype=dt, name=dn),
	"client.get by filter": lambda person, dt, dn: person.call(
		"frappe.client.get", doctype=dt, filters=json.dumps({"name": dn})
	),
	"getdoc": lambda person, dt, dn: person.call(f"{FORM}.load.getdoc", doctype=dt, name=dn),
	"get_docinfo": lambda person, dt, dn: person.call(f"{FORM}.load.get_docinfo", doctype=dt, name=dn),
	"run_doc_method": lambda person, dt, dn: person.do("run_doc_method", dt=dt, dn=dn, method="as_dict"),
	"run_doc_method, sent": lambda person, dt, dn: person.do(
		"run_doc_method", docs=json.dumps({"doctype": dt, "name": dn}), method="get_title"
	),
	"rest method": lambda person, dt, dn: person.get(
		f"/api/resource/{dt}/{dn}", params={"run_method": "get_title"}
	),
	"printview": lambda person, dt, dn: person.get("/printview", params={"doctype": dt, "name": dn}),
	"print preview": lambda person, dt, dn: person.call(
		"frappe.www.printview.get_html_and_style", doc=dt, name=dn
	),
	"link title": lambda person, dt, dn: person.call(
		"frappe.desk.search.get_link_title", doctype=dt, docname=dn
	),
	"pdf": lambda person, dt, dn: person.call("frappe.utils.print_format.download_pdf", doctype=dt, name=dn),
}


CHEAP = ("rest", "client.get", "getdoc")


@pytest.mark.parametrize("child", READ_DOCTYPES)
def test_a_row_is_not_read_by_its_name(child, case, outsiders):
	for key, person in outsiders.items():
		# The dear ways once: what they ask of a row is the same for everybody.
		ways = WAYS_TO_READ if key == "stranger" else {way: WAYS_TO_READ[way] for way in CHEAP}
		for way, walk in ways.items():
			answer = walk(person, child, case[child].name)
			assert answer.status_code < 500, f"{key}, {way}: {answer.text[:2000]}"
			assert SECRET not in answer.text, f"{key}, {way}: {answer.text[:2000]}"
			assert case[child].parent not in answer.text, f"{key}, {way}: {answer.text[:2000]}"


def test_who_reads_the_document_reads_its_row(case, insider):
	row = case["Family Member"]
	for way in ("rest", "getdoc"):
		answer = WAYS_TO_READ[way](insider, "Family Member", row.name)
		assert answer.ok, f"{way}: {answer.text[:2000]}"
		assert SECRET in answer.text, way


def test_permission_of_a_row_is_asked_of_its_document(case, outsiders, insider):
	ask = {"doctype": "Family Member", "docname": case["Family Member"].name}
	for key, person in {**outsiders, "insider": insider}.items():
		answer = person.call("frappe.client.has_permission", **ask)
		granted = answer.ok and bool(answer.json()["message"]["has_permission"])
		assert granted == (key == "insider"), f"{key}: {answer.text[:2000]}"


def test_a_sent_row_does_not_name_another_parent(case, own, outsiders):
	row = case["Family Member"]
	for forged in ({"parent": own}, {"parent_doc": {"name": own}}, {"_parent_doc": own}):
		sent = {"doctype": row.doctype, "name": row.name, "parenttype": "Family", "parentfield": "members"}
		answer = outsiders["stranger"].do(
			"run_doc_method", docs=json.dumps({**sent, **forged}), method="reload"
		)
		assert answer.status_code in (403, 404, 417), answer.text[:2000]
		assert SECRET not in answer.text


def test_a_row_is_not_written_by_its_name(case, outsiders, insider, stored):
	name = case["Family Member"].name
	before = stored("Family Member", name, "*")
	for key, person in {**outsiders, "insider": insider}.items():
		for answer in write_row(person, name):
			assert 400 <= answer.status_code < 500, f"{key}: {answer.text[:2000]}"
	assert stored("Family Member", name, "*") == before


@pytest.mark.parametrize("doctype", ["Family", "Family Visit", "Family Assessment"])
def test_a_document_is_not_discarded(doctype, case, insider, stored):
	"""From 16 on a draft of any DocType could be given the number of a cancelled one."""
	name = case[doctype].name
	before = stored(doctype, name, "docstatus")
	answer = insider.do("frappe.desk.form.save.discard", doctype=doctype, name=name)
	assert 400 <= answer.status_code < 500, answer.text[:2000]
	assert stored(doctype, name, "docstatus") == before
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc(doctype, name).run_method("before_discard")


def write_row(person: Person, name: str):
	change = {"kinship": "ciotka"}
	row = {"doctype": "Family Member", "name": name, **change}
	yield person.put(f"/api/resource/Family Member/{name}", json=change)
	yield person.delete(f"/api/resource/Family Member/{name}")
	yield person.do(f"{FORM}.save.savedocs", doc=json.dumps(row), action="Save")
	yield person.do("frappe.client.save", doc=json.dumps(row))
	yield person.do(f"{FORM}.save.cancel", doctype="Family Member", name=name)
	yield person.do(f"{FORM}.save.discard", doctype="Family Member", name=name)
	yield person.do("run_doc_method", dt="Family Member", dn=name, method="submit")


# Rows of these are stolen: a submitted schedule, a card, a draft assessment, a submitted plan.
STOLEN = ("Agreed Action", "Timesheet Row", "Family Income", "Plan Goal", "Family Member")


@pytest.mark.parametrize("child", STOLEN)
def test_no_document_takes_over_the_row_of_another(child, case, insider, committed, stored):
	"""Nor does one that the thief may write: the row stays, also when it was submitted."""
	row = case[child]
	own = committed(lambda: make_thief(row, case["Family"].name))
	before = stored(child, row.name, "*")
	for way, answer in steal(insider, own, row):
		assert answer.status_code in (403, 409, 417), f"{way}: {answer.status_code} {answer.text[:2000]}"
		assert stored(child, row.name, "*") == before, way


def make_thief(row, family: str):
	"""A draft of the same DocType as the row's document, of a second family of the same worker."""
	second = factories.make_family().name
	factories.assign(second, "other_assistant")
	month = add_days("2024-03-01", 31 * (frappe.db.count("Assistant Timesheet") % 20))
	makers = {
		"Action Schedule": lambda: factories.make_schedule(factories.submitted(factories.make_plan(second))),
		"Assistant Timesheet": lambda: factories.make_timesheet(
			second, assistant=email("other_assistant"), month=str(month)[:7]
		),
		"Family Assessment": lambda: factories.make_assessment(second),
		"Family Work Plan": lambda: factories.make_plan(second, long_term_goals=[{"goal": "x"}]),
		"Family": lambda: frappe.get_doc("Family", second),
	}
	return makers[row.parenttype]()


def steal(person: Person, own, row):
	"""Walk every way to save `own` with the row of another document."""
	# The whole row, so that nothing but the place where it is stored can refuse it.
	taken = json.loads(frappe.as_json(row))
	sent = {"doctype": own.doctype, "name": own.name, "modified": str(own.modified), row.parentfield: [taken]}
	yield "put", person.put(f"/api/resource/{own.doctype}/{own.name}", json={row.parentfield: [taken]})
	yield (
		"set_value",
		person.do(
			"frappe.client.set_value",
			doctype=own.doctype,
			name=own.name,
			fieldname=json.dumps({row.parentfield: [taken]}),
		),
	)
	whole = json.loads(frappe.as_json(frappe.get_doc(own.doctype, own.name)))
	for action in ("Save", "Submit"):
		doc = json.dumps({**whole, **sent})
		yield action, person.do(f"{FORM}.save.savedocs", doc=doc, action=action)
	yield "save", person.do("frappe.client.save", doc=json.dumps({**whole, **sent}))
	yield "submit", person.do("frappe.client.submit", doc=json.dumps({**whole, **sent}))


def test_a_document_that_is_not_ours_takes_no_row(case, committed, stored):
	"""A DocType of the office with our table in it is no way out of the rule."""
	doctype = committed(make_foreign_doctype)
	row = case["Agreed Action"]
	before = stored(row.doctype, row.name, "*")
	person = Person(email("stranger"))
	taken = {"rows": [json.loads(frappe.as_json(row))]}
	try:
		made = person.post(f"/api/resource/{doctype}", json={"label": "x"})
		assert made.ok, made.text
		name = made.json()["data"]["name"]
		answer = person.put(f"/api/resource/{doctype}/{name}", json=taken)
		assert answer.status_code in (403, 417), answer.text[:2000]
		assert stored(row.doctype, row.name, "*") == before
	finally:
		committed(lambda: frappe.delete_doc("DocType", doctype, force=True))


def make_foreign_doctype() -> str:
	fields = [
		{"fieldname": "label", "fieldtype": "Data", "label": "Label"},
		{"fieldname": "rows", "fieldtype": "Table", "label": "Rows", "options": "Agreed Action"},
	]
	rights = [{"role": "Family Assistant", "read": 1, "write": 1, "create": 1}]
	values = {"module": "Custom", "custom": 1, "autoname": "hash", "fields": fields, "permissions": rights}
	return frappe.get_doc({"doctype": "DocType", "name": "Kept By The Office", **values}).insert().name


def test_what_was_submitted_loses_no_row(case, insider, stored):
	schedule = case["Action Schedule"]
	rows = {"parent": schedule.name, "parenttype": schedule.doctype}
	before = stored("Agreed Action", {"parent": schedule.name}, "*")
	whole = json.loads(frappe.as_json(frappe.get_doc(schedule.doctype, schedule.name)))
	replaced = [{"party": "Family", "action": "Inne", "due_date": "2026-09-14"}]
	for value in ([], replaced):
		body = {"actions": value}
		sent = json.dumps({**whole, **body})
		answers = (
			insider.put(f"/api/resource/Action Schedule/{schedule.name}", json=body),
			insider.do(f"{FORM}.save.savedocs", doc=sent, action="Update"),
			insider.do(f"{FORM}.save.savedocs", doc=sent, action="Cancel"),
			insider.do("frappe.client.save", doc=sent),
			insider.do("frappe.client.save", doc=json.dumps({**whole, **body, "docstatus": 2})),
		)
		for answer in answers:
			assert 400 <= answer.status_code < 500, answer.text[:2000]
	assert stored("Agreed Action", rows, "*") == before


def test_a_row_of_something_submitted_leaves_no_table(case, insider, stored):
	row = case["Agreed Action"]
	for change in ({"parentfield": "other"}, {"name": "another"}, {"parent": case["Family"].name}):
		insider.do(
			"frappe.client.set_value",
			doctype=row.doctype,
			name=row.name,
			fieldname=json.dumps(change),
		)
		place = stored(row.doctype, row.name, ["parenttype", "parent", "parentfield"])
		assert place == (row.parenttype, row.parent, row.parentfield)


@pytest.mark.parametrize("doctype", [d for d in CONFIDENTIAL if not d.startswith(("Supervision", "Other"))])
def test_no_key_of_a_request_replaces_an_attribute_of_a_controller(doctype, case, committed, stored):
	"""Each public name of the class, sent as a value: the document is saved or refused as ever, never broken."""
	from opsfamily.case.document import get_attributes

	controller = frappe.model.base_document.get_controller(doctype)
	names = [name for name in dir(controller) if not name.startswith("_")]
	fields = {df.fieldname for df in frappe.get_meta(doctype).fields}
	assert not fields & get_attributes(controller), "a field cannot have the name of an attribute"
	doc = frappe.get_doc({"doctype": doctype, **dict.fromkeys(names, "x")})
	changed = [name for name in names if name in vars(doc) and callable(getattr(controller, name))]
	assert not changed
	person = Person(email("other_assistant"))
	plain = person.put(f"/api/resource/{doctype}/{case[doctype].name}", json={})
	body = {
		name: "x" for name in names if name not in fields and name not in ("docstatus", "name", "run_method")
	}
	answer = person.put(f"/api/resource/{doctype}/{case[doctype].name}", json=body)
	assert answer.status_code == plain.status_code, answer.text[:2000]
