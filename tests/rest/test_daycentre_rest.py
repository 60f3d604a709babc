"""The day centre over HTTP, each as whose step it is: the page, every refusal, and nothing of the family."""

import json

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import make_centre, make_enrolment, make_note
from tests.releases import validate_link
from tests.rest.http import Person

ENROLMENT, NOTE = "Day Centre Enrolment", "Day Centre Note"
SURNAME = "Świetlikowska"
CHILD, SECOND, FOREIGN = "Ola Mała", "Adam Mały", "Ewa Obca"
MINE, THEIRS = "Świetlica Moja", "Świetlica Sąsiednia"


@pytest.fixture(scope="module")
def case(committed) -> frappe._dict:
	"""A family with two children in my centre and one that left; another family's child in another centre."""

	def make():
		names = (CHILD, SECOND, "Zenon Były")
		members = [{"full_name": name} for name in (f"Maria {SURNAME}", *names)]
		family = factories.make_family(representative=f"Maria {SURNAME}", members=members).name
		factories.assign(family)
		make_centre(MINE, email("day_centre"))
		make_centre(THEIRS, email("other_centre"))
		ola, adam, zenon = (make_enrolment(family, child=name, centre=MINE) for name in names)
		note = make_note(ola, day=day(-3), behaviour="=1+1 <b>x</b>")
		old = make_note(zenon, day=day(-5))
		zenon.update({"until_date": day(-1)}).save()
		foreign = factories.make_family(representative="Rodzina Obca", members=[{"full_name": FOREIGN}]).name
		theirs = make_enrolment(foreign, child=FOREIGN, centre=THEIRS)
		return frappe._dict(
			family=family,
			foreign=foreign,
			ola=ola.name,
			adam=adam.name,
			zenon=zenon.name,
			theirs=theirs.name,
			note=note.name,
			old=old.name,
			their_note=make_note(theirs).name,
		)

	return committed(make)


@pytest.fixture(scope="module")
def staff(case) -> Person:
	return Person(email("day_centre"))


@pytest.fixture(scope="module")
def head(case) -> Person:
	return Person(email("head"))


def screen(person: Person, **arguments):
	return person.call("opsfamily.api.centre_day", **arguments)


def yesterday() -> str:
	return str(day(-1))


def save(person: Person, enrolment: str, on: str = "", **values):
	return person.do(
		"opsfamily.api.save_day_note", enrolment=enrolment, day=on or yesterday(), values=json.dumps(values)
	)


# the page


def test_the_page_shows_the_enrolled_children_and_nothing_of_the_family(staff, case):
	answer = screen(staff, centre=MINE, day=str(day(-3)))
	assert answer.ok, answer.text
	shown = answer.json()["message"]
	assert MINE in shown["centres"] and THEIRS not in shown["centres"]
	# The children of other tests are no concern of this one.
	children = {child["child"]: child for child in shown["children"]}
	assert {CHILD, SECOND} <= set(children) and FOREIGN not in children and "Zenon Były" not in children
	assert children[CHILD]["note"]["name"] == case.note
	for secret in (SURNAME, case.family):
		assert secret not in answer.text


def test_a_note_is_written_changed_and_sent_twice(staff, case, stored):
	first = save(staff, case.ola, presence="Present", behaviour="spokojna")
	assert first.ok, first.text
	note = first.json()["message"]
	assert case.family not in first.text and SURNAME not in first.text
	again = save(staff, case.ola, presence="Present", behaviour="spokojna")
	assert again.json()["message"]["name"] == note["name"]
	changed = save(staff, case.ola, presence="Excused", modified=note["modified"])
	assert changed.ok, changed.text
	assert stored(NOTE, note["name"], ["presence", "family"]) == ("Excused", case.family)
	assert frappe.db.count(NOTE, {"enrolment": case.ola, "day": yesterday()}) == 1


def test_nobody_overwrites_what_another_wrote_meanwhile(staff, head, case, stored):
	on = str(day(-4))
	note = save(staff, case.ola, on, presence="Present").json()["message"]
	assert save(head, case.ola, on, presence="Present", behaviour="ważne", modified=note["modified"]).ok
	late = save(staff, case.ola, on, presence="Absent", modified=note["modified"])
	assert late.status_code == 417, late.text
	assert "zmienił" in late.text or "zmieni\\u0142" in late.text
	assert stored(NOTE, note["name"], "behaviour") == "ważne"
	assert save(staff, case.ola, on, presence="Absent").status_code == 417


@pytest.mark.parametrize(
	("offset", "values", "field"),
	[
		(1, {"presence": "Present"}, "Dzień"),
		(-31, {"presence": "Present"}, "Dzień"),
		(-6, {"presence": "Present", "alarm": 1}, "Co niepokoi"),
		(-6, {"presence": "Present", "alarm_text": "x"}, "Co niepokoi"),
		(-6, {"presence": "Może"}, "Obecność"),
		(-6, {"presence": "Present", "mood": "nie ma takiego"}, "Nastrój dziecka"),
	],
)
def test_refusals_name_the_field(staff, case, offset, values, field):
	on = str(day(offset))
	answer = save(staff, case.adam, on, **values)
	assert answer.status_code in (404, 417), answer.text
	assert field in json.loads(json.loads(answer.json()["_server_messages"])[0])["message"]
	frappe.db.rollback()
	assert not frappe.db.exists(NOTE, {"enrolment": case.adam, "day": on})


def test_all_present_leaves_what_was_noted(staff, case):
	on = str(day(-8))
	assert save(staff, case.ola, on, presence="Absent").ok
	answer = staff.do("opsfamily.api.all_present", centre=MINE, day=on)
	assert answer.ok, answer.text
	noted = {row["enrolment"]: row["note"]["presence"] for row in answer.json()["message"]["children"]}
	assert (noted[case.ola], noted[case.adam]) == ("Absent", "Present")


def test_after_the_offices_days_the_staff_change_nothing(staff, head, case):
	on = str(day(-9))
	note = save(staff, case.adam, on, presence="Present").json()["message"]
	child = next(
		c
		for c in screen(staff, centre=MINE, day=on).json()["message"]["children"]
		if c["enrolment"] == case.adam
	)
	assert child["may_change"] is False
	answer = save(staff, case.adam, on, presence="Absent", modified=note["modified"])
	assert answer.status_code == 417 and "7 dni" in answer.text
	assert save(head, case.adam, on, presence="Absent", modified=note["modified"]).ok


# another centre, an ended enrolment, an ended employment


def test_the_page_of_another_centre(staff, case):
	for answer in (
		screen(staff, centre=THEIRS),
		staff.do("opsfamily.api.all_present", centre=THEIRS, day=yesterday()),
		staff.call("opsfamily.api.attendance_list", centre=THEIRS, month=yesterday()[:7]),
		save(staff, case.theirs, presence="Present"),
		save(staff, case.zenon, str(day(-2)), presence="Present"),
		save(staff, "ZAP-2026-9999", presence="Present"),
		staff.post(f"/api/resource/{NOTE}", json={"enrolment": case.theirs, "day": str(day(-2))}),
		staff.put(f"/api/resource/{NOTE}/{case.their_note}", json={"behaviour": "x"}),
		staff.get(f"/api/resource/{NOTE}/{case.old}"),
	):
		assert answer.status_code == 403, answer.text
		assert FOREIGN not in answer.text


def test_an_enrolment_that_says_it_is_of_another_centre(staff, case, stored):
	body = {"doctype": NOTE, "name": case.their_note, "enrolment": case.ola, "centre": MINE, "behaviour": "x"}
	assert staff.do("frappe.client.save", doc=json.dumps(body)).status_code == 403
	assert staff.do("frappe.www.printview.get_html_and_style", doc=json.dumps(body)).status_code == 403
	assert stored(NOTE, case.their_note, "behaviour") != "x"


def test_whoever_left_the_centre_has_empty_hands(case, committed):
	def leave():
		centre = frappe.get_doc("Day Centre", THEIRS)
		centre.workers[0].until_date = day(-1)
		centre.save()

	committed(leave)
	person = Person(email("other_centre"))
	assert screen(person).json()["message"]["children"] == []
	assert person.get(f"/api/resource/{NOTE}/{case.their_note}").status_code == 403
	assert person.get(f"/api/resource/{NOTE}").json()["data"] == []


# nothing leads to the family


def test_the_family_is_set_by_nobody_but_the_server(staff, case, stored):
	body = {"enrolment": case.adam, "day": str(day(-10)), "presence": "Present", "family": case.foreign}
	answer = staff.post(f"/api/resource/{NOTE}", json=body)
	assert answer.ok, answer.text
	name = answer.json()["data"]["name"]
	assert stored(NOTE, name, "family") == case.family
	changed = staff.put(f"/api/resource/{NOTE}/{name}", json={"family": case.foreign})
	assert stored(NOTE, name, "family") == case.family
	for told in (answer.text, changed.text):
		assert case.family not in told


WAYS = {
	"REST": lambda p, c: p.get(f"/api/resource/{NOTE}/{c.note}"),
	"REST list": lambda p, c: p.get(f"/api/resource/{NOTE}", params={"fields": '["*"]'}),
	"list": lambda p, c: p.call("frappe.client.get_list", doctype=NOTE, fields='["*"]'),
	"enrolments": lambda p, c: p.get(f"/api/resource/{ENROLMENT}", params={"fields": '["*"]'}),
	"form": lambda p, c: p.call("frappe.desk.form.load.getdoc", doctype=NOTE, name=c.note),
	"docinfo": lambda p, c: p.call("frappe.desk.form.load.get_docinfo", doctype=NOTE, name=c.note),
	"enrolment": lambda p, c: p.call("frappe.desk.form.load.getdoc", doctype=ENROLMENT, name=c.ola),
	"client.get": lambda p, c: p.call("frappe.client.get", doctype=ENROLMENT, name=c.ola),
	"print": lambda p, c: p.call("frappe.www.printview.get_html_and_style", doc=NOTE, name=c.note),
	"print page": lambda p, c: p.get("/printview", params={"doctype": ENROLMENT, "name": c.ola}),
	"linked": lambda p, c: p.call("frappe.desk.form.linked_with.get", doctype=ENROLMENT, docname=c.ola),
	"search": lambda p, c: p.call("frappe.desk.search.search_link", doctype=ENROLMENT, txt=""),
	"title": lambda p, c: p.call("frappe.desk.search.get_link_title", doctype=NOTE, docname=c.note),
	"report view": lambda p, c: p.call("frappe.desk.reportview.get", doctype=NOTE, fields='["*"]'),
	"report": lambda p, c: p.call("frappe.desk.query_report.run", report_name="Day Centre Attendance"),
	"save": lambda p, c: p.put(f"/api/resource/{NOTE}/{c.note}", json={"learning": "x"}),
	"set value": lambda p, c: p.do(
		"frappe.client.set_value", doctype=NOTE, name=c.note, fieldname="learning", value="y"
	),
	"comment": lambda p, c: p.do(
		"frappe.desk.form.utils.add_comment",
		reference_doctype=NOTE,
		reference_name=c.note,
		content="x",
		comment_email=p.user,
		comment_by=p.user,
	),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_names_the_family(way, staff, case):
	answer = WAYS[way](staff, case)
	assert answer.ok, answer.text
	for secret in (case.family, SURNAME, FOREIGN, "Zenon"):
		assert secret not in answer.text, way


def test_a_saved_document_of_the_desk_names_it_neither(staff, case):
	body = staff.get(f"/api/resource/{NOTE}/{case.note}").json()["data"]
	answer = staff.do(
		"frappe.desk.form.save.savedocs", doc=json.dumps({**body, "learning": "z"}), action="Save"
	)
	assert answer.ok, answer.text
	assert case.family not in answer.text and SURNAME not in answer.text


def test_the_history_of_a_note_is_for_those_who_know_the_family(staff, head, case):
	def versions(person: Person) -> list:
		answer = person.call("frappe.desk.form.load.getdoc", doctype=NOTE, name=case.note)
		return answer.json()["docinfo"]["versions"]

	assert staff.put(f"/api/resource/{NOTE}/{case.note}", json={"learning": "czytała"}).ok
	assert versions(staff) == []
	assert versions(head)


def test_the_staff_do_not_try_out_who_works_with_the_family(staff, case):
	for key in ("assistant", "stranger"):
		answer = staff.do(
			"frappe.desk.form.assign_to.add", doctype=NOTE, name=case.note, assign_to=json.dumps([email(key)])
		)
		assert answer.status_code == 417, answer.text
		assert "nie jest" not in answer.text


GUESS = [[NOTE, "family", "like", "ROD%"]]
ASKED = {
	"REST list": lambda p: p.get(f"/api/resource/{NOTE}", params={"filters": json.dumps(GUESS)}),
	"order": lambda p: p.get(f"/api/resource/{NOTE}", params={"order_by": "family desc"}),
	"accents": lambda p: p.get(f"/api/resource/{NOTE}", params={"order_by": "fam\u0131ly desc"}),
	"list": lambda p: p.call(
		"frappe.client.get_list", doctype=ENROLMENT, filters='{"family": ["like", "%1"]}'
	),
	"count": lambda p: p.call("frappe.client.get_count", doctype=NOTE, filters=json.dumps(GUESS)),
	"view": lambda p: p.call(
		"frappe.desk.reportview.get", doctype=NOTE, fields='["name"]', filters=json.dumps(GUESS)
	),
	"view count": lambda p: p.call(
		"frappe.desk.reportview.get_count", doctype=NOTE, fields="[]", filters=json.dumps(GUESS)
	),
	"group": lambda p: p.call(
		"frappe.desk.listview.get_group_by_count", doctype=NOTE, current_filters="[]", field="family"
	),
	"value": lambda p: p.call(
		"frappe.client.get_value", doctype=NOTE, fieldname="name", filters='{"family": ["like", "ROD%"]}'
	),
	"search": lambda p: p.call(
		"frappe.desk.search.search_link", doctype=ENROLMENT, txt="", filters='{"family": ["is", "set"]}'
	),
	"link": lambda p: validate_link(p, ENROLMENT, "ZAP-2026-0001", "family"),
	"card": lambda p: p.do(
		"frappe.desk.doctype.number_card.number_card.get_result",
		doc=json.dumps({"document_type": NOTE, "function": "Count", "filters_json": json.dumps(GUESS)}),
		filters="[]",
	),
}


@pytest.mark.parametrize("way", ASKED)
def test_nothing_is_asked_by_the_family(way, staff, head, case):
	answer = ASKED[way](staff)
	assert answer.status_code == 403, answer.text
	# Whoever reads the family asks as before.
	if way not in ("accents", "link"):
		assert ASKED[way](head).status_code < 400


ROWS_OF_STAFF = {
	"list": ("frappe.client.get_list", {"parent": "Day Centre", "fields": '["name"]'}),
	"count": ("frappe.desk.reportview.get_count", {"filters": "[]", "fields": "[]"}),
	"report": ("frappe.desk.reportview.get", {"parent_doctype": "Day Centre", "fields": '["user"]'}),
}


@pytest.mark.parametrize("way", ROWS_OF_STAFF)
def test_who_works_where_is_listed_to_who_may_change_it(way, staff, head, case):
	method, arguments = ROWS_OF_STAFF[way]
	refused = staff.call(method, doctype="Day Centre Worker", **arguments)
	assert refused.status_code == 403 and email("day_centre") not in refused.text, refused.text
	path, columns = "/api/resource/Day Centre Worker", {"parent": "Day Centre", "fields": '["user"]'}
	refused = staff.get(path, params=columns)
	assert refused.status_code == 403 and email("day_centre") not in refused.text, refused.text
	# Over REST a list of rows gives the columns of a level to nobody; the form shows them to the head.
	shown = head.get(path, params={"parent": "Day Centre", "fields": '["name"]'})
	assert shown.ok and shown.json()["data"], shown.text
	assert email("day_centre") in head.get(f"/api/resource/Day Centre/{MINE}").text


def test_nor_with_a_key_instead_of_a_login(case, committed, staff):
	def give_key():
		user = frappe.get_doc("User", email("day_centre"))
		user.api_key, user.api_secret = user.api_key or "swietlica-key", "swietlica-secret"
		user.save()
		return user.api_key

	token = {"Authorization": f"token {committed(give_key)}:swietlica-secret", "Host": staff.headers["Host"]}
	import requests

	from tests.rest.http import BASE

	asked = requests.get(f"{BASE}/api/resource/{NOTE}", headers=token, timeout=60)
	assert asked.ok, asked.text
	guess = {"filters": json.dumps(GUESS)}
	assert (
		requests.get(f"{BASE}/api/resource/{NOTE}", headers=token, params=guess, timeout=60).status_code
		== 403
	)


def test_a_file_on_a_note_is_the_centres(staff, case):
	# A file of its own: the platform gives equal ones one address, also those of earlier runs.
	name = frappe.generate_hash(length=12)
	answer = staff.do(
		"frappe.client.attach_file", filename=f"{name}.txt", filedata=name, doctype=NOTE, docname=case.note
	)
	assert answer.ok, answer.text
	url = answer.json()["message"]["file_url"]
	assert "/private/" in url and staff.get(url).ok
	assert Person(email("assistant")).get(url).ok
	assert Person(email("stranger")).get(url).status_code == 403


# the list of a month


def test_the_list_of_attendance(staff, head, case):
	month = yesterday()[:7]
	log = {"reference_document": case.ola, "export_from": ENROLMENT, "user": email("day_centre")}
	before = frappe.db.count("Access Log", log)
	for person in (staff, head):
		for blank in ("0", "1"):
			answer = person.call("opsfamily.api.attendance_list", centre=MINE, month=month, blank=blank)
			assert answer.content.startswith(b"%PDF"), answer.text
	frappe.db.rollback()
	assert frappe.db.count("Access Log", log) == before + 2
	wrong = staff.call("opsfamily.api.attendance_list", centre=MINE, month="2026-13")
	assert wrong.status_code == 417 and "Miesi" in wrong.text


def test_the_report_shows_each_what_is_theirs(staff, head, case):
	def children(person: Person) -> set:
		answer = person.call("frappe.desk.query_report.run", report_name="Day Centre Attendance")
		assert answer.ok, answer.text
		return {row["child"] for row in answer.json()["message"]["result"] if isinstance(row, dict)}

	assert {CHILD, SECOND} <= children(staff) and FOREIGN not in children(staff)
	assert {CHILD, SECOND, FOREIGN} <= children(head)
	assistants = children(Person(email("assistant")))
	assert {CHILD, SECOND} <= assistants and FOREIGN not in assistants


def test_the_section_prints_its_own_children_not_the_whole_list(case):
	answer = Person(email("assistant")).call(
		"opsfamily.api.attendance_list", centre=MINE, month=yesterday()[:7]
	)
	assert answer.status_code == 403


def test_the_report_is_exported_by_the_coordinator(head, staff, case):
	arguments = {
		"report_name": "Day Centre Attendance",
		"file_format_type": "Excel",
		"filters": "{}",
		"visible_idx": "[0]",
	}
	assert head.do("frappe.desk.query_report.export_query", **arguments).ok
	export = {
		"doctype": NOTE,
		"fields": '["`tabDay Centre Note`.`child`"]',
		"file_format_type": "CSV",
		"title": "x",
	}
	assert staff.do("frappe.desk.reportview.export_query", **export).status_code == 403


def test_who_enrols(case):
	body = {"family": case.family, "child": f"Maria {SURNAME}", "centre": MINE, "from_date": str(day(-2))}
	for key in ("assistant", "day_centre", "stranger", "nobody"):
		assert Person(email(key)).post(f"/api/resource/{ENROLMENT}", json=body).status_code == 403, key
	answer = Person(email("coordinator")).post(f"/api/resource/{ENROLMENT}", json=body)
	assert answer.ok, answer.text
	second = Person(email("head")).post(f"/api/resource/{ENROLMENT}", json=body)
	assert second.status_code == 417 and case.family not in second.text


def test_an_alarm_over_http_reaches_the_assistant(staff, case):
	on = str(day(-12))
	assert save(staff, case.ola, on, presence="Present", alarm=1, alarm_text="boi się").ok
	log = Person(email("assistant")).call(
		"frappe.desk.doctype.notification_log.notification_log.get_notification_logs"
	)
	frappe.db.rollback()
	name = frappe.db.get_value(NOTE, {"enrolment": case.ola, "day": on})
	assert name in log.text and "boi si" not in log.text


# house rules


SIGN = "opsfamily.api.note_house_rules_signed"
RULES = "Mówimy prawdę."


@pytest.fixture
def unsigned(case, committed, stored) -> str:
	"""Ola's enrolment without a day of signing, in a centre with house rules."""

	def make() -> str:
		frappe.db.set_value("Day Centre", MINE, "house_rules", RULES)
		values = {"rules_signed_on": None, "signed_rules": None}
		frappe.db.set_value(ENROLMENT, case.ola, values, update_modified=False)
		return case.ola

	return committed(make)


def test_the_staff_note_when_the_house_rules_were_signed_and_write_nothing_else(
	staff, unsigned, case, stored
):
	assert (
		staff.put(f"/api/resource/{ENROLMENT}/{unsigned}", json={"rules_signed_on": yesterday()}).status_code
		== 403
	)
	answer = staff.do(SIGN, enrolment=unsigned, day=yesterday())
	assert answer.ok and answer.json()["message"] == yesterday(), answer.text
	assert case.family not in answer.text and SURNAME not in answer.text
	kept = stored(ENROLMENT, unsigned, ["rules_signed_on", "signed_rules", "family", "child", "modified_by"])
	assert kept == (day(-1), RULES, case.family, CHILD, email("day_centre"))


def test_it_is_noted_once(staff, head, unsigned, stored):
	assert staff.do(SIGN, enrolment=unsigned).ok
	again = staff.do(SIGN, enrolment=unsigned, day=yesterday())
	assert again.status_code == 417 and again.json()["exc_type"] == "RulesSignedError", again.text
	assert stored(ENROLMENT, unsigned, "rules_signed_on") == day(0)
	corrected = head.put(f"/api/resource/{ENROLMENT}/{unsigned}", json={"rules_signed_on": yesterday()})
	assert corrected.ok, corrected.text


@pytest.mark.parametrize("ahead", [None, 1], ids=["no day", "tomorrow"])
def test_a_day_of_signing_is_a_day_and_has_come(staff, unsigned, stored, ahead):
	answer = staff.do(SIGN, enrolment=unsigned, day=str(day(ahead)) if ahead else "jutro")
	assert answer.status_code == 417, answer.text
	assert "Zasady podpisane dnia" in json.loads(json.loads(answer.json()["_server_messages"])[0])["message"]
	assert stored(ENROLMENT, unsigned, "rules_signed_on") is None


def test_under_no_rules_nothing_is_signed(staff, unsigned, committed, stored):
	committed(lambda: frappe.db.set_value("Day Centre", MINE, "house_rules", None))
	answer = staff.do(SIGN, enrolment=unsigned)
	assert answer.status_code == 417 and answer.json()["exc_type"] == "NoHouseRulesError", answer.text
	assert stored(ENROLMENT, unsigned, "rules_signed_on") is None


@pytest.mark.parametrize("key", ["other_centre", "stranger", "assistant", "clerk"])
def test_others_note_no_signing(key, unsigned, stored):
	answer = Person(email(key)).do(SIGN, enrolment=unsigned)
	assert answer.status_code == 403 and CHILD not in answer.text, answer.text
	assert stored(ENROLMENT, unsigned, "rules_signed_on") is None


def test_the_staff_of_a_centre_that_the_child_left_note_no_signing(staff, case, stored):
	assert staff.do(SIGN, enrolment=case.zenon).status_code == 403
	assert stored(ENROLMENT, case.zenon, "rules_signed_on") is None


def test_a_read_only_form_offers_it(staff, head, unsigned):
	for person, offered in ((staff, True), (head, False)):
		form = person.call("frappe.desk.form.load.getdoc", doctype=ENROLMENT, name=unsigned).json()
		assert form["docs"][0]["__onload"]["may_note_signing"] is offered
