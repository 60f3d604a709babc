"""A value that an office adds to a Select of ours leaves nothing off a paper in silence.

For every paper and every Select of its document and rows (from the meta): whatever is printed with one of our own
options is printed with the office's option too, and where the paper names the options, it names that one.
"""

import json
import re
from pathlib import Path

import pytest

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.www.printview import get_rendered_template

import opsfamily
from opsfamily.core.options import is_open
from opsfamily.core.plan_words import PAPERS as PLANS

PAPERS = Path(opsfamily.__file__).parent / "ops_paper" / "print_format"
OWN = "Wartość ośrodka"
MARK = re.compile(r"§[\w.]+§")
# Fields of our own whose text has a form.
FORMED = {
	"month": "2026-10",
	"plan": None,
	# What the app keeps of the visits until the meeting.
	"competence_marks": '[["dom", "2026-03-02", "With Help"]]',
}
# The family's own tasks, for its kitchen table: what others do is on the schedule.
# Written by the app alone, in lists that no office extends: what a state means, and how a question is answered.
OF_THE_APP = {
	("Assistant Request", "state_meaning"),
	("Assistant Timesheet", "state_meaning"),
	("Sheet Answer", "kind"),
}
OF_ONE_OPTION = {(paper, "actions", "party") for paper in PLANS.values()}
VALUES = {
	"Check": 1,
	"Currency": 1,
	"Date": "2026-03-02",
	"Datetime": "2026-03-02 10:00:00",
	"Float": 1,
	"Int": 1,
	"Percent": 1,
	"Signature": None,
	"Time": "10:00:00",
}


def get_records() -> list[dict]:
	files = sorted(PAPERS.glob("*/*.json"))
	return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def get_value(df, prefix: str):
	if df.fieldtype == "Select":
		return next(filter(None, (df.options or "").split("\n")), None)
	if df.fieldname in FORMED:
		return FORMED[df.fieldname]
	return VALUES.get(df.fieldtype, f"§{prefix}{df.fieldname}§")


def fill(doc, prefix: str = "") -> None:
	"""Write a mark in every text, and something that fits in every other field."""
	for df in doc.meta.fields:
		if df.fieldtype in table_fields:
			fill(doc.append(df.fieldname, {}), f"{df.fieldname}.")
		elif df.fieldtype not in no_value_fields and not df.fieldname.startswith("amended_from"):
			doc.set(df.fieldname, get_value(df, prefix))


def get_selects(doctype: str) -> list[tuple[str, str]]:
	"""Return (table or "", field) of every Select that an office may add to."""
	meta = frappe.get_meta(doctype)
	tables = [("", meta), *((df.fieldname, frappe.get_meta(df.options)) for df in meta.get_table_fields())]
	return [
		(table, df.fieldname)
		for table, of_table in tables
		for df in of_table.fields
		if df.fieldtype == "Select"
		and df.options
		and df.fieldname != "naming_series"
		and (of_table.name, df.fieldname) not in OF_THE_APP
	]


def render(record: dict, table: str, fieldname: str, value: str) -> str:
	doc = frappe.get_doc({"doctype": record["doc_type"], "name": "PROBA-1", "creation": "2026-03-02"})
	fill(doc)
	(doc.get(table)[0] if table else doc).set(fieldname, value)
	print_format = frappe.get_doc("Print Format", record["name"])
	return get_rendered_template(doc, print_format=print_format, meta=doc.meta)


@pytest.mark.parametrize("record", get_records(), ids=lambda record: record["name"])
def test_an_option_of_the_office_leaves_nothing_off(site, record):
	for table, fieldname in get_selects(record["doc_type"]):
		if (record["name"], table, fieldname) in OF_ONE_OPTION:
			continue
		meta = frappe.get_meta(record["doc_type"])
		df = (frappe.get_meta(meta.get_field(table).options) if table else meta).get_field(fieldname)
		options = [option for option in df.options.split("\n") if option]
		ours = {option: render(record, table, fieldname, option) for option in options}
		printed = render(record, table, fieldname, OWN)
		marks = {mark for html in ours.values() for mark in MARK.findall(html)}
		where = f"{table}.{fieldname}"
		assert marks - set(MARK.findall(printed)) == set(), f"{where}: left off"
		if is_named(ours):
			assert OWN in printed, f"{where}: the paper names our options, not the office's"


def is_named(papers: dict[str, str]) -> bool:
	"""Return whether each paper has the words of its own option, and not of the others."""
	words = {option: _(option, lang="pl") for option in papers}
	return len(papers) > 1 and all(
		(words[option] in html) == (option == other)
		for option in papers
		for other, html in papers.items()
		if words[option] != option
	)


def test_no_office_extends_what_the_app_alone_writes():
	assert not any(is_open(*place) for place in OF_THE_APP)


def test_the_papers_have_selects(site):
	"""Else the test above would prove nothing."""
	selects = {
		(record["doc_type"], *select)
		for record in get_records()
		for select in get_selects(record["doc_type"])
	}
	assert ("Action Schedule", "actions", "party") in selects
	assert ("Work Plan Evaluation", "actions", "outcome") in selects
	assert len(selects) > 15
