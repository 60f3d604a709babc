"""Fields that an office adds under one name to two DocTypes: what is written once travels, and none of it is lost."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field

from opsfamily.case.office_columns import get_shared_columns
from opsfamily.ops_paper.xlsx import HEAD_ROW, make_timesheet_workbook
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import (
	CardFrozenError,
	RowsTypedError,
)
from opsfamily.setup import check
from opsfamily.tests.factories import (
	accepted,
	assign,
	fresh,
	make_assessment,
	make_evaluation,
	make_family,
	make_plan,
	make_risk_list,
	make_schedule,
	make_timesheet,
	make_visit,
	sent,
	submitted,
)
from opsfamily.tests.make_help import make_intervention
from opsfamily.tests.make_sheets import make_sheet, make_sheet_template
from tests.site.papers import page_of, text_of

VISIT, ROW = "Family Visit", "Timesheet Row"
MOOD, FARE, REMARK, COST, SCHOOL = "ops_nastroj", "ops_bilet", "ops_dopisek", "ops_koszt", "ops_klasa"
WEIGHT = "ops_waga"
ADDED = (
	(VISIT, MOOD, "Data"),
	(VISIT, FARE, "Float"),
	(ROW, MOOD, "Data"),
	(ROW, FARE, "Float"),
	(ROW, REMARK, "Data"),
	("Family Member", SCHOOL, "Data"),
	("Agreed Action", COST, "Currency"),
	("Scheduled Action", COST, "Currency"),
	("Evaluated Action", COST, "Currency"),
	("Risk List Answer", REMARK, "Data"),
	("Visit Participant", REMARK, "Data"),
	("Sheet Question", WEIGHT, "Int"),
	("Sheet Answer", WEIGHT, "Int"),
)
MONTH, DAY = "2026-09", "2026-09-07"


@pytest.fixture(scope="module")
def added(connected_site):
	"""The office's fields; the framework commits each new column."""
	for doctype, fieldname, fieldtype in ADDED:
		create_custom_field(doctype, {"fieldname": fieldname, "label": fieldname, "fieldtype": fieldtype})
	yield
	frappe.db.rollback()
	for doctype, fieldname, _fieldtype in ADDED:
		frappe.delete_doc("Custom Field", f"{doctype}-{fieldname}", force=True)
	frappe.db.commit()


@pytest.fixture
def family(added, site) -> str:
	name = make_family().name
	assign(name)
	return name


def first_row(card):
	return fresh(card).rows[0]


def test_from_a_question_to_the_sheet_and_what_is_typed_there_stays(family):
	question = {"question_text": "Co słychać?", WEIGHT: 4}
	template = make_sheet_template("Arkusz z wagą", [question]).name
	assert make_sheet(family, template=template).answers[0].get(WEIGHT) == 4
	typed = [{"question_text": "Co słychać?", "answer": "dobrze", WEIGHT: 2}]
	values = {"doctype": "Family Sheet", "family": family, "template": template, "answers": typed}
	sheet = frappe.get_doc(values).insert()
	assert (fresh(sheet).answers[0].answer, fresh(sheet).answers[0].get(WEIGHT)) == ("dobrze", 2)
	assert f"{WEIGHT}: 2" in text_of(page_of(sheet, "Arkusz rodziny"))


def test_from_a_visit_to_the_card(family):
	visit = make_visit(family, visit_date=DAY, **{MOOD: "=spokojnie 😀", FARE: 4.4})
	card = make_timesheet(family, month=MONTH)
	assert (first_row(card).get(MOOD), first_row(card).get(FARE)) == ("=spokojnie 😀", 4.4)
	fresh(visit).update({FARE: 8}).save()
	assert not fresh(card).is_up_to_date()
	again = fresh(card)
	again.fetch_visits()
	assert first_row(card).get(FARE) == 8
	assert fresh(card).is_up_to_date()


def test_what_was_typed_into_the_card_survives_fetching(family):
	visit = make_visit(family, visit_date=DAY)
	card = fresh(make_timesheet(family, month=MONTH))
	card.rows[0].set(REMARK, "dojazd pociągiem")
	card.save()
	fresh(visit).update({"place": "biblioteka"}).save()
	again = fresh(card)
	again.fetch_visits()
	assert (first_row(card).get(REMARK), first_row(card).place) == ("dojazd pociągiem", "biblioteka")


def test_what_was_typed_into_a_sent_card_is_as_frozen_as_the_card(family):
	make_visit(family, visit_date=DAY)
	card = fresh(make_timesheet(family, month=MONTH))
	card.rows[0].set(REMARK, "dojazd pociągiem")
	card = fresh(sent(card.save()))
	card.rows[0].set(REMARK, "dopisane po wysłaniu")
	with pytest.raises(CardFrozenError):
		card.save()
	assert fresh(accepted(fresh(card))).rows[0].get(REMARK) == "dojazd pociągiem"


def test_a_copied_column_is_not_typed_into_the_card(family):
	make_visit(family, visit_date=DAY, **{FARE: 4})
	card = fresh(make_timesheet(family, month=MONTH))
	# As a browser sends it.
	card.rows[0].set(FARE, "4")
	card.save()
	card.rows[0].set(FARE, 5)
	with pytest.raises(RowsTypedError):
		card.save()


def test_a_card_with_added_columns_is_sent_and_accepted(family):
	make_visit(family, visit_date=DAY, **{MOOD: "dobrze", FARE: 2.5})
	card = accepted(sent(make_timesheet(family, month=MONTH)))
	assert ("Assistant Timesheet", card.name) not in check.check_frozen_cards().documents
	frappe.db.set_value(ROW, {"parent": card.name}, FARE, 3)
	assert ("Assistant Timesheet", card.name) in check.check_frozen_cards().documents


def test_the_papers_and_the_sheet_have_them(family):
	make_visit(family, visit_date=DAY, **{MOOD: "=nastrój pogodny"})
	card = fresh(make_timesheet(family, month=MONTH))
	papers = frappe.get_all("Print Format", {"doc_type": card.doctype}, pluck="name", order_by="name")
	assert len(papers) >= len(("F4", "F5"))
	for paper in papers:
		assert "nastrój pogodny" in frappe.get_print(card.doctype, card.name, paper), paper
	sheet = load_workbook(BytesIO(make_timesheet_workbook(card))).active
	heads, row = ([cell.value for cell in sheet[number]] for number in (HEAD_ROW, HEAD_ROW + 1))
	assert dict(zip(heads, row, strict=True))[MOOD] == "=nastrój pogodny"


def test_from_the_household_to_the_assessment(family):
	page = frappe.get_doc("Family", family)
	page.members[0].set(SCHOOL, "4b")
	page.save()
	assert make_assessment(family).household[0].get(SCHOOL) == "4b"


def test_from_an_agreed_action_to_its_evaluation(family):
	plan = submitted(make_plan(family))
	action = {"party": "Family", "action": "dodatek", "due_date": "2026-10-14", COST: 120.5}
	schedule = submitted(make_schedule(plan, actions=[action]))
	scheduled = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name})
	assert scheduled.get(COST) == 120.5
	assert make_evaluation(schedule).actions[0].get(COST) == 120.5
	assert schedule.new_version().actions[0].get(COST) == 120.5


def test_a_column_of_a_table_stands_in_its_row_on_the_paper(family):
	asked = make_risk_list(family)
	asked.answers[-1].set(REMARK, "pismo <szkoły>")
	assert f"{REMARK}: pismo <szkoły>" in text_of(page_of(asked.save(), "Lista ryzyka"))
	note = make_intervention(family)
	note.persons[0].set(REMARK, "w szpitalu")
	shown = text_of(page_of(note.save(), "Notatka z interwencji"))
	assert f"{note.persons[0].full_name} ({REMARK}: w szpitalu)" in shown


def test_a_field_of_a_level_does_not_travel_to_one_without(added, site):
	field = frappe.get_doc("Custom Field", f"{VISIT}-{MOOD}")
	field.update({"permlevel": 1}).save()
	assert get_shared_columns(VISIT, ROW) == (FARE,)
