"""A column that an office adds to a table is on every paper that prints the table, whatever way its template reads the rows."""

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field

from opsfamily.tests.factories import make_family
from opsfamily.tests.make_groups import make_group, make_meeting, make_participation
from tests.site.papers import assert_in_order, page_of, text_of

pytestmark = pytest.mark.usefixtures("nothing_is_committed")

FIELD, LABEL = "custom_wlasna_kolumna", "Własna kolumna"
# Tables that are not on the paper, so that there is no row to print a column with.
NOT_ON_THE_PAPER = {
	("Rozkład zajęć świetlicy", "workers"): "names the head alone",
	("Rozkład zajęć świetlicy", "children_groups"): "the timetable names each lesson's group",
	("Rodzina w zarysie", "bases"): "a summary",
	("Rodzina w zarysie", "members"): "a summary",
	("Rodzina w zarysie", "absences"): "a summary",
	("Rodzina w zarysie", "missing_consents"): "a summary",
	("Umowa z rodziną wspierającą", "costs"): "what was paid later is no part of the agreement",
}
PRESENCE = "Group Presence"


def find_papers() -> list[tuple[str, str, str, str]]:
	"""(paper, DocType, table, DocType of its rows) of every paper of ours."""
	modules = frappe.get_all("Module Def", {"app_name": "opsfamily"}, pluck="name", order_by="name")
	formats = frappe.get_all(
		"Print Format",
		{"standard": "Yes", "module": ["in", modules]},
		["name", "doc_type"],
		order_by="doc_type, name",
	)
	return [
		(paper.name, paper.doc_type, df.fieldname, df.options)
		for paper in formats
		for df in frappe.get_meta(paper.doc_type).get_table_fields()
		if df.fieldtype == "Table" and not df.get("is_custom_field")
	]


@pytest.fixture
def columns(demo, site):
	"""Our columns in the description of every table. Nothing is saved here, so the database needs none of them."""
	rows_of = {options for *_paper, options in find_papers()}
	for doctype in rows_of:
		column = {"dt": doctype, "fieldname": FIELD, "label": LABEL, "fieldtype": "Data", "idx": 99}
		frappe.get_doc({"doctype": "Custom Field", "name": f"{doctype}-{FIELD}", **column}).db_insert()
		frappe.clear_cache(doctype=doctype)
	yield
	frappe.db.rollback()
	for doctype in rows_of:
		frappe.clear_cache(doctype=doctype)


def find_document(doctype: str, table: str, rows_of: str):
	"""The newest document that has a row in the table."""
	place = {"parenttype": doctype, "parentfield": table}
	kept = frappe.get_all(doctype, pluck="name", order_by="name")
	found = frappe.get_all(
		rows_of, {**place, "parent": ["in", kept]}, pluck="parent", order_by="modified desc", limit=1
	)
	return frappe.get_doc(doctype, found[0]) if found else None


def test_every_paper_prints_the_columns_of_its_tables(columns):
	missing, printed = set(), 0
	for paper, doctype, table, rows_of in find_papers():
		doc = find_document(doctype, table, rows_of)
		for number, row in enumerate(doc.get(table) if doc else ()):
			row.set(FIELD, f"WŁASNE{number}X")
		text = text_of(page_of(doc, paper)) if doc else ""
		if doc and any(f"WŁASNE{number}X" not in text for number in range(len(doc.get(table)))):
			missing.add((paper, table))
		printed += bool(doc)
	assert missing <= NOT_ON_THE_PAPER.keys()
	assert printed - len(missing) > 20


def test_what_the_office_added_is_escaped_and_stays_under_its_row(columns):
	doc = find_document("Day Centre", "timetable", "Day Centre Lesson")
	for number, row in enumerate(doc.timetable):
		row.set(FIELD, f"<b>sala {number}</b>")
	page = page_of(doc, "Rozkład zajęć świetlicy")
	assert f"{LABEL}: <b>sala 0</b>" in text_of(page)
	with_day = [row for row in doc.timetable if row.weekday]
	lines = [part.text for part in page.select(".sheet-row") if "<b>sala" in part.text]
	assert len(lines) == len(with_day)
	assert all(row.activity in line for row, line in zip(sorted_by_week(with_day), lines, strict=True))


def sorted_by_week(rows: list) -> list:
	"""In the order of the paper: term time first, by day and hour."""
	week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
	return sorted(rows, key=lambda row: (row.season != "Term Time", week.index(row.weekday), row.from_time))


@pytest.fixture
def noted_column(connected_site):
	"""A real column: who came is read from the database. The framework commits it."""
	create_custom_field(PRESENCE, {"fieldname": FIELD, "label": LABEL, "fieldtype": "Data"})
	yield
	frappe.db.rollback()
	frappe.delete_doc("Custom Field", f"{PRESENCE}-{FIELD}", force=True)
	frappe.db.commit()


def test_a_list_of_a_groups_meeting_has_the_columns_of_the_presences(noted_column, site):
	family, group = make_family().name, make_group("Grupa z kolumną").name
	meeting = make_meeting(group)
	row = {"meeting": meeting.name, "presence": "Present", FIELD: "z bratem"}
	make_participation(family, group, presences=[row])
	text = text_of(page_of(meeting, "Lista obecności na zajęciach"))
	assert_in_order(["Jan Testowy", f"{LABEL}: z bratem"], text)
