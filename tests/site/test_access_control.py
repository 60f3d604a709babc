"""„Kontrola dostępu” names what goes round the access rule on this site, and tells of what is new."""

import json
from pathlib import Path

import pytest

import frappe
from frappe.desk.query_report import run

import opsfamily
from opsfamily.ops_casework.report.access_control_check import access_control_check as report
from opsfamily.ops_casework.report.access_control_check import notice
from opsfamily.patches.v1_1 import empty_search_index
from opsfamily.permissions.first_user import FirstUserError
from opsfamily.permissions.reach import SWITCHES
from opsfamily.permissions.reaching import FIELDS, OWN_GUARDS
from opsfamily.permissions.registry import CASE_CHILDREN, CONFIDENTIAL
from opsfamily.setup.demo.case import ADMINISTRATOR, CASE_FILE, DemoCase, read
from opsfamily.tests import factories
from opsfamily.tests.factories import day, email

REPORT = "Access Control Check"


@pytest.fixture
def family(site) -> str:
	family = factories.make_family().name
	factories.assign(family)
	return family


def find(finding) -> set[tuple[str, str]]:
	"""Return (where, who) of the rows of one finding."""
	return {(row.where, row.who) for row in finding()}


def write_past_the_guards(doctype: str, **values):
	"""Write a record as it was before the app refused it."""
	doc = frappe.get_doc({"doctype": doctype, "owner": "Administrator", **values})
	doc.name = doc.name or frappe.generate_hash(length=10)
	doc.db_insert()
	for row in doc.get_all_children():
		row.parent = doc.name
		row.set_new_name()
		row.db_insert()
	return doc


def test_every_finding_is_listed():
	findings = {name for name in vars(report) if name.startswith("find_")} - {
		"find_named_doctype",
		"find_read_doctype",
	}
	assert {finding.__name__ for finding in report.FINDINGS} == findings


def test_who_may(site, as_user):
	for key in ("head", "administrator"):
		with as_user(email(key)):
			answer = run(REPORT, filters={})
		assert [column["label"] for column in answer["columns"]][:4] == [
			"Ustalenia kontroli dostępu",
			"Gdzie",
			"Kto",
			"Jak to naprawić",
		]
		assert answer["result"]
	for key in ("assistant", "social_worker", "coordinator", "consultant", "day_centre", "nobody"):
		with as_user(email(key)), pytest.raises(frappe.PermissionError):
			run(REPORT, filters={})


def test_nobody_gets_a_row_behind_the_roles_of_the_report(site, as_user):
	with as_user(email("assistant")):
		assert report.execute()[1] == []


def test_it_names_no_family(family):
	text = frappe.as_json(report.execute()[1])
	assert family not in text
	assert "Maria Testowa" not in text


def test_a_failing_check_is_a_row(site):
	def find_nothing():
		raise ValueError("Maria Testowa")
		yield

	[row] = report.try_finding(find_nothing)
	assert (row.where, row.urgent) == ("find_nothing", True)
	assert "Maria Testowa" not in frappe.as_json(row)
	assert frappe.db.exists("Error Log", {"method": REPORT})


def test_powerful_users(site):
	assert "Website Manager" in report.get_roles_past_the_rule()
	assert email("stranger") not in {who for _where, who in find(report.find_powerful_users)}
	frappe.get_doc("User", email("stranger")).add_roles("Website Manager", "Newsletter Manager")
	[row] = [row for row in report.find_powerful_users() if row.who == email("stranger")]
	# Red, because the person works on cases as well.
	assert row.urgent
	frappe.get_doc("User", email("stranger")).remove_roles("Website Manager", "Newsletter Manager")
	assert email("stranger") not in {who for _where, who in find(report.find_powerful_users)}


def test_whoever_may_write_templates_is_named(site):
	frappe.get_doc({"doctype": "Role", "role_name": "Autor wydruków", "desk_access": 1}).insert()
	rule = {"doctype": "Custom DocPerm", "parent": "Print Format", "role": "Autor wydruków"}
	frappe.get_doc({**rule, "read": 1, "write": 1, "permlevel": 0}).insert()
	frappe.clear_cache(doctype="Print Format")
	assert "Autor wydruków" in report.get_roles_past_the_rule()


def test_the_first_user(site):
	assert not list(report.find_first_user())
	frappe.db.delete("Has Role", {"role": "System Manager", "parent": ["!=", "Administrator"]})
	[row] = report.find_first_user()
	assert row.urgent


def test_the_door_in_report_mode(site):
	before = dict(frappe.local.conf)
	try:
		frappe.local.conf.update({"ops_door": "report", "ops_door_methods": ["inna.metoda"]})
		assert report.execute()[1][0]["urgent"]
		assert find(report.find_door) == {("ops_door: report", ""), ("inna.metoda", "")}
	finally:
		frappe.local.conf.clear()
		frappe.local.conf.update(before)
	assert find(report.find_door) == set()


def test_public_files(family):
	values = {"file_name": "skan.txt", "attached_to_doctype": "Family", "attached_to_name": family}
	file = write_past_the_guards("File", **values, is_private=0, file_url="/files/skan.txt")
	# The framework's own word, in the language that the installed release has it in.
	where = f"{frappe._('File')} {file.name} (Rodzina)"
	assert (where, "Administrator") in find(report.find_public_files)
	frappe.db.set_value("File", file.name, "is_private", 1)
	assert (where, "Administrator") not in find(report.find_public_files)


@pytest.mark.parametrize("doctype", sorted(FIELDS))
def test_records_from_before(site, doctype):
	if not frappe.db.exists("DocType", doctype):
		pytest.skip("not in this version")
	switch, off = SWITCHES.get(doctype, (None, None))
	on = {switch: 1 - off} if switch else {}
	made = write_past_the_guards(doctype, **{FIELDS[doctype]: "Family", **on})
	other = write_past_the_guards(doctype, **{FIELDS[doctype]: "Note", **on})
	named = {where for where, _who in find(report.find_reaching_records)}
	assert any(made.name in where for where in named)
	assert not any(other.name in where for where in named)
	if switch:
		frappe.db.set_value(doctype, made.name, switch, off)
		assert not any(made.name in where for where, _who in find(report.find_reaching_records))


def test_a_web_form_that_lists_families(site):
	field = {"doctype": "Web Form Field", "fieldtype": "Link", "options": "Family", "label": "x"}
	form = write_past_the_guards("Web Form", doc_type="Note", web_form_fields=[field])
	assert any(form.name in where for where, _who in find(report.find_form_fields))


def test_pages(site):
	text = "{{ frappe.get_all('Family') }}"
	page = write_past_the_guards("Web Page", title="x", dynamic_template=1, main_section_html=text)
	honest = write_past_the_guards(
		"Web Page", title="x", dynamic_template=1, main_section_html="{{ 'Note' }}"
	)
	named = {where for where, _who in find(report.find_pages)}
	assert any(page.name in where for where in named)
	assert not any(honest.name in where for where in named)


def test_mailed_and_prepared_reports(site):
	mailed = write_past_the_guards("Auto Email Report", report="Deadlines", user=email("head"))
	prepared = write_past_the_guards("Prepared Report", report_name="Deadlines")
	found = find(report.find_mailed_and_prepared_reports)
	assert any(mailed.name in where and who == email("head") for where, who in found)
	assert any(prepared.name in where for where, _who in found)
	assert ("Terminy", "") not in found
	frappe.db.set_value("Report", "Deadlines", "prepared_report", 1)
	assert ("Terminy", "") in find(report.find_mailed_and_prepared_reports)


def test_foreign_reports(site):
	values = {"report_type": "Query Report", "is_standard": "No", "module": "Core", "disabled": 0}
	about = write_past_the_guards("Report", name="O rodzinach", ref_doctype="Family", **values)
	hidden = write_past_the_guards(
		"Report", name="Ukryty", ref_doctype="Note", query="select * from `tabFamily`", **values
	)
	write_past_the_guards(
		"Report", name="Zwykły", ref_doctype="Note", query="select * from tabNote", **values
	)
	found = {where for where, _who in find(report.find_foreign_reports)}
	assert {about.name, hidden.name} <= found
	assert "Zwykły" not in found
	# Ours hold the rule.
	assert "Terminy" not in found


def test_server_and_client_scripts(site):
	values = {"script_type": "API", "script": "frappe.get_all('Family')", "disabled": 0}
	script = write_past_the_guards("Server Script", **values)
	[row] = [row for row in report.find_server_scripts() if script.name in row.where]
	assert row.urgent
	client = write_past_the_guards("Client Script", dt="Family", enabled=1, script="x")
	assert any(client.name in where for where, _who in find(report.find_client_scripts))


@pytest.mark.parametrize(
	("doctype", "about", "name"),
	[
		("DocShare", "share_doctype", "share_name"),
		("Document Follow", "ref_doctype", "ref_docname"),
		("Document Share Key", "reference_doctype", "reference_docname"),
	],
)
def test_shares(family, doctype, about, name):
	note = frappe.get_doc({"doctype": "Note", "title": frappe.generate_hash(length=8)}).insert()
	values = {about: "Note", name: note.name, "user": email("stranger"), "read": 1}
	record = frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
	where = report.describe(doctype, record.name, "Family")
	assert where not in {row for row, _who in find(report.find_shares)}
	frappe.db.set_value(doctype, record.name, {about: "Family", name: family})
	who = "Administrator" if doctype == "Document Share Key" else email("stranger")
	assert (where, who) in find(report.find_shares)


def test_global_search(site):
	row = {"parent": "Global Search Settings", "parenttype": "Global Search Settings"}
	write_past_the_guards(
		"Global Search DocType", **row, parentfield="allowed_in_global_search", document_type="Family"
	)
	assert ("Rodzina", "") in find(report.find_global_search)


@pytest.mark.parametrize("doctype", [*CONFIDENTIAL, *CASE_CHILDREN])
def test_nothing_of_ours_is_indexed(site, doctype):
	assert frappe.get_meta(doctype).get_global_search_fields() == []


def test_an_update_empties_the_index(family):
	table = frappe.qb.Table("__global_search")
	for doctype, name in (("Family", family), ("Note", "Notatka o zebraniu")):
		values = (doctype, name, "Maria Testowa", "", "", 0)
		columns = ("doctype", "name", "content", "title", "route", "published")
		frappe.qb.into(table).columns(*columns).insert(*values).run()
	assert ("Rodzina", "") in find(report.find_global_search)
	for _time in range(2):
		empty_search_index.execute()
	assert find(report.find_global_search) == set()
	left = frappe.qb.from_(table).select(table.name).where(table.name == "Notatka o zebraniu")
	assert left.run(pluck=True) == ["Notatka o zebraniu"]
	# The index's table may know no transactions.
	frappe.db.delete("__global_search", {"name": "Notatka o zebraniu"})


def test_api_keys(site):
	assert not any(who == email("stranger") for _where, who in find(report.find_api_keys))
	frappe.db.set_value("User", email("stranger"), "api_key", "klucz-obcej")
	assert any(who == email("stranger") for _where, who in find(report.find_api_keys))


def test_doctypes_without_the_rule(site):
	assert find(report.find_unruled_doctypes) == set()
	field = {"dt": "Note", "fieldname": "rodzina", "fieldtype": "Link", "options": "Family"}
	write_past_the_guards("Custom Field", **field)
	[(where, who)] = find(report.find_unruled_doctypes)
	assert (where, who) == (frappe._("Note"), "Administrator")


def test_people_who_are_gone(family):
	assert email("assistant") not in {who for _where, who in find(report.find_people)}
	frappe.db.set_value("User", email("assistant"), "enabled", 0)
	assert email("assistant") in {who for _where, who in find(report.find_people)}
	frappe.db.set_value("User", email("assistant"), "enabled", 1)
	frappe.db.delete("Has Role", {"parent": email("assistant"), "role": "Family Assistant"})
	assert email("assistant") in {who for _where, who in find(report.find_people)}


def test_an_ended_assignment_is_no_finding(site):
	family = factories.make_family().name
	factories.assign(family, "stranger", "Substitute", until_date=day(-1))
	frappe.db.set_value("User", email("stranger"), "enabled", 0)
	assert email("stranger") not in {who for _where, who in find(report.find_people)}


def notices(user: str) -> int:
	return frappe.db.count("Notification Log", {"for_user": user, "subject": ["like", "Kontrola dostępu%"]})


def test_what_is_new_is_told_once(family):
	notice.notify_of_new_findings()
	told = {key: notices(email(key)) for key in ("head", "administrator", "coordinator", "assistant")}
	notice.notify_of_new_findings()
	assert {key: notices(email(key)) for key in told} == told
	write_past_the_guards("Document Share Key", reference_doctype="Family", reference_docname=family)
	notice.notify_of_new_findings()
	now = {key: notices(email(key)) for key in told}
	assert now == {**told, "head": told["head"] + 1, "administrator": told["administrator"] + 1}
	log = frappe.get_last_doc("Notification Log", {"for_user": email("head")})
	assert log.subject == "Kontrola dostępu – nowe wpisy: 1"
	assert family not in log.email_content


def test_what_comes_back_is_new_again(family):
	key = write_past_the_guards("Document Share Key", reference_doctype="Family", reference_docname=family)
	notice.notify_of_new_findings()
	told = notices(email("head"))
	frappe.db.delete("Document Share Key", {"name": key.name})
	notice.notify_of_new_findings()
	assert notices(email("head")) == told
	key.db_insert()
	notice.notify_of_new_findings()
	assert notices(email("head")) == told + 1


def test_the_memory_holds_no_words(site):
	notice.notify_of_new_findings()
	seen = json.loads(frappe.db.get_global(notice.SEEN))
	assert all(len(key) == 12 for key in seen)


def test_the_demo_has_an_administrator_and_nobody_else_runs_the_platform(demo):
	case = DemoCase(read(CASE_FILE))
	roles = {worker["email"]: set(frappe.get_roles(worker["email"])) for worker in case.get_users()}
	powerful = {user for user, names in roles.items() if names & report.get_roles_past_the_rule()}
	assert powerful == {case.get_email(ADMINISTRATOR)}
	# Whoever runs the platform and works on no case is no alarm.
	assert not [row for row in report.find_powerful_users() if row.who in powerful and row.urgent]
	assert not list(report.find_first_user())


def test_a_role_that_is_taken_away_really_goes(demo):
	user = frappe.get_doc("User", email("stranger"))
	user.add_roles("System Manager")
	user.remove_roles("System Manager")
	assert "System Manager" not in {row.role for row in frappe.get_doc("User", email("stranger")).roles}


def test_a_worker_is_never_made_a_system_manager_without_a_word(site):
	frappe.db.delete("Has Role", {"role": "System Manager", "parent": ["!=", "Administrator"]})
	values = {"doctype": "User", "first_name": "Pierwsza", "send_welcome_email": 0}
	user = frappe.get_doc({**values, "email": "pierwsza@test.opsfamily.example"})
	user.append_roles("Family Assistant")
	try:
		user.insert()
	except FirstUserError as refusal:
		assert "Najpierw należy utworzyć użytkownika" in str(refusal)
	else:
		# A version of the platform that does not do it.
		assert "System Manager" not in {row.role for row in user.roles}


def test_the_first_user_may_be_one_who_runs_the_platform(site):
	frappe.db.delete("Has Role", {"role": "System Manager", "parent": ["!=", "Administrator"]})
	values = {"doctype": "User", "first_name": "Pierwszy", "send_welcome_email": 0}
	first = frappe.get_doc({**values, "email": "pierwszy@test.opsfamily.example"})
	first.append_roles("System Manager", "OPS Administrator")
	first.insert()
	second = frappe.get_doc({**values, "email": "druga@test.opsfamily.example"})
	second.append_roles("Family Assistant")
	assert {row.role for row in second.insert().roles} == {"Family Assistant"}


def test_the_page_for_the_officer_names_what_reaches_further(site):
	page = (Path(opsfamily.__file__).parents[1] / "docs" / "permissions.md").read_text(encoding="utf-8")
	for role in report.get_roles_past_the_rule():
		assert f"| {role} |" in page, role
	for doctype in (*FIELDS, *OWN_GUARDS, *report.TEMPLATES):
		assert doctype in page, doctype
	for setting in (report.DOOR, report.DOOR_METHODS):
		assert setting in page
