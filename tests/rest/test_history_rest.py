"""A family's history over real HTTP: written by those on the case, nothing for a stranger by any way."""

import json

import pytest

import frappe

from opsfamily.tests.base import in_row, label
from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_history import EVENT_KIND, HELP_KIND, make_history
from tests.rest.http import Person
from tests.rest.test_input_rest import messages, rule_of

SECRET = "gruzlica-tajna"
EVENT = {"year": 2019, "month": 5, "kind": EVENT_KIND, "description": "Przeprowadzka do babci."}
GRANDMOTHER = {"full_name": "Zofia Dawna", "sex": "Female", "born": "1950", "illness": SECRET}
WHOLE = {
	"as_of": "2026-11-02",
	"events": [EVENT],
	"relatives": [GRANDMOTHER],
	"resources": "Siostra pomaga w piątki.",
	"material_help": [{"kind": HELP_KIND, "from_date": "2026-10-01", "body": "OPS"}],
}


EMPTY, FULL, REFUSING = "Historia Pusta", "Historia Pełna", "Historia Odmów"


@pytest.fixture(scope="module")
def made(committed) -> dict[str, str]:
	"""Representative → a family with the client and the consultant on its case; `history`: that of FULL."""

	def make() -> dict[str, str]:
		families = {name: make_family(representative=name).name for name in (EMPTY, FULL, REFUSING)}
		for family in families.values():
			assign(family, "client")
			assign(family, "consultant", "Consultant")
		return {**families, "history": make_history(families[FULL], **WHOLE).name}

	return committed(make)


def post(who: str, family: str, **values):
	return Person(email(who)).post("/api/resource/Family History", json={"family": family, **WHOLE, **values})


def test_the_assistant_writes_it_and_carries_it_on(made):
	client = Person(email("client"))
	answer = post("client", made[EMPTY])
	assert answer.status_code == 200, answer.text
	history = answer.json()["data"]
	rows = history["relatives"]
	assert [row["full_name"] for row in rows] == ["Zofia Dawna", "Maria Testowa", "Jan Testowy"]
	rows[1].update(first_parent="Zofia Dawna")
	path = f"/api/resource/Family History/{history['name']}"
	answer = client.put(path, json={"relatives": rows, "modified": history["modified"]})
	assert answer.status_code == 200, answer.text
	form = client.call("frappe.desk.form.load.getdoc", doctype="Family History", name=history["name"])
	drawn = form.json()["docs"][0]["__onload"]["genogram"]
	assert "<svg" in drawn and "Zofia Dawna" in drawn and SECRET not in drawn


def test_the_familys_page_has_one_line_once_there_is_a_history(made):
	client = Person(email("client"))
	pages = [
		client.call("opsfamily.api.family_overview", family=made[name]).json()["message"]
		for name in (FULL, REFUSING)
	]
	assert [made["history"] in page for page in pages] == [True, False]
	assert ["Historia rodziny" in page for page in pages] == [True, False]
	assert "zdarzenia: 1, osoby: 3" in pages[0]


@pytest.mark.parametrize(
	("values", "rule", "row", "doctype", "fieldname"),
	[
		({"as_of": "2099-01-01"}, "FutureDateError", 0, "Family History", "as_of"),
		({"events": [EVENT, {**EVENT, "year": 12}]}, "WrongYearError", 2, "History Event", "year"),
		({"events": [{**EVENT, "month": 13}]}, "WrongYearError", 1, "History Event", "month"),
		({"events": [{**EVENT, "year": 2099}]}, "WrongYearError", 1, "History Event", "year"),
		(
			{"events": [{**EVENT, "description": " "}]},
			"EmptyDocumentError",
			1,
			"History Event",
			"description",
		),
		({"relatives": [GRANDMOTHER] * 2}, "SameNameError", 2, "Family Relative", "full_name"),
		(
			{"relatives": [{**GRANDMOTHER, "partner": "Obcy"}]},
			"UnknownRelativeError",
			1,
			"Family Relative",
			"partner",
		),
		({"relatives": [{**GRANDMOTHER, "died": "1949"}]}, "PeriodError", 1, "Family Relative", "died"),
		(
			{"relatives": [{"full_name": "A", "first_parent": "B"}, {"full_name": "B", "partner": "A"}]},
			"KinshipError",
			1,
			"Family Relative",
			"first_parent",
		),
		(
			{"material_help": [{"kind": HELP_KIND, "from_date": "2026-02-01", "until_date": "2026-01-01"}]},
			"PeriodError",
			1,
			"Material Help",
			"until_date",
		),
	],
)
def test_a_refusal_names_field_and_row_and_saves_nothing(made, values, rule, row, doctype, fieldname):
	answer = post("client", made[REFUSING], **values)
	assert answer.status_code == 417, answer.text
	assert rule_of(answer) == rule, answer.text
	named = in_row(row, label(doctype, fieldname)) if row else label(doctype, fieldname)
	assert named in frappe.utils.strip_html(messages(answer))
	frappe.db.rollback()
	assert not frappe.db.exists("Family History", {"family": made[REFUSING]})


def test_a_second_history_is_refused_and_the_first_named(made):
	answer = post("client", made[FULL])
	assert answer.status_code == 417 and rule_of(answer) == "SecondHistoryError", answer.text
	assert made["history"] in messages(answer)


def test_a_stranger_gets_nothing_by_any_way(made):
	stranger, name = Person(email("stranger")), made["history"]
	assert post("stranger", made[REFUSING]).status_code == 403
	assert stranger.put(f"/api/resource/Family History/{name}", json={"resources": "x"}).status_code == 403
	ways = [
		stranger.get(f"/api/resource/Family History/{name}"),
		stranger.call("frappe.desk.form.load.getdoc", doctype="Family History", name=name),
		stranger.call("frappe.www.printview.get_html_and_style", doc="Family History", name=name),
	]
	for answer in ways:
		assert answer.status_code == 403 and "Zofia" not in answer.text, answer.text
	assert stranger.get("/api/resource/Family History").json()["data"] == []
	for child in ("History Event", "Family Relative", "Material Help"):
		query = {"parent": "Family History", "fields": json.dumps(["*"])}
		answer = stranger.get(f"/api/resource/{child}", params=query)
		assert not answer.ok or answer.json()["data"] == [], answer.text
		row = frappe.db.get_value(child, {"parent": name}, "name")
		assert stranger.get(f"/api/resource/{child}/{row}").status_code == 403


def test_illnesses_are_for_readers_of_level_one_on_the_form_and_on_paper(made):
	path = f"/api/resource/Family History/{made['history']}"
	for who, is_shown in (("client", True), ("coordinator", True), ("consultant", False)):
		person = Person(email(who))
		answer = person.get(path)
		assert answer.ok and (SECRET in answer.text) == is_shown, who
		printed = person.call(
			"frappe.www.printview.get_html_and_style",
			doc="Family History",
			name=made["history"],
			print_format="Historia rodziny i genogram",
		)
		assert printed.ok and "Zofia Dawna" in printed.text, printed.text
		assert (SECRET in printed.text) == is_shown, who
