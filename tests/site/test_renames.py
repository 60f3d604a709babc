"""Renaming a user, a family or a dictionary entry leaves everything frozen, counted and unique as it was.

The cases are the link targets that the DocTypes of the app have, so that a new one is asked as well.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import frappe

import opsfamily
from opsfamily.case.document import SecondRunningVersionError
from opsfamily.case.meanings import get_said_meanings, set_meaning
from opsfamily.clocks import digest
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.core.timesheet import ACCEPTED, MEANINGS
from opsfamily.ops_casework.doctype.family.completeness import get_missing
from opsfamily.ops_day_centre.doctype.day_centre_note.day_centre_note import SecondDayNoteError
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import SecondTimesheetError
from opsfamily.ops_visits.doctype.family_visit.family_visit import MonthClosedError
from opsfamily.ops_visits.page.month_close.section import get_section_month
from opsfamily.ops_visits.page.quick_visit import quick_visit
from opsfamily.permissions.rule import forget_families, get_families_of
from opsfamily.permissions.session import acting_as
from opsfamily.setup import check
from opsfamily.setup.keys import UNIQUE_KEYS, has_key
from opsfamily.tests import factories
from opsfamily.tests.factories import accepted, email, fresh, make_timesheet, make_visit, make_whole_case
from opsfamily.tests.make_daycentre import make_note
from opsfamily.tests.make_figures import make_report

VISIT, CARD = "Family Visit", "Assistant Timesheet"
MONTH = "2026-09"


def get_link_targets() -> list[str]:
	"""The DocTypes to which fields of ours link, read from the app's own files."""
	files = Path(opsfamily.__file__).parent.glob("*/doctype/*/*.json")
	metas = [meta for file in files if (meta := json.loads(file.read_text()))["doctype"] == "DocType"]
	links = [df for meta in metas for df in meta["fields"] if df["fieldtype"] == "Link"]
	# A DocType is renamed by its developers, with its code.
	return sorted({df["options"] for df in links} - {"DocType", "Workflow State"})


TARGETS = get_link_targets()


@dataclass
class Case:
	"""A family with one of everything: an accepted card of September, an open one of October, a plan that runs."""

	documents: dict
	family: str
	user: str
	visit: str
	card: str

	def renamed(self, old: str, new: str) -> "Case":
		names = {
			key: new if value == old else value for key, value in vars(self).items() if key != "documents"
		}
		return Case(self.documents, **names)


@pytest.fixture
def case(site) -> Case:
	documents = make_whole_case()
	family = documents["Family"].name
	visit = make_visit(family, visit_date="2026-09-07")
	card = accepted(make_timesheet(family, month=MONTH))
	send_digest(email("assistant"))
	return Case(documents, family, email("assistant"), visit.name, card.name)


def send_digest(user: str) -> None:
	forget_families()
	digest.send_digest(user)


# What no case links to is made for the test.
MAKERS = {"Section Report": make_report}


def get_record(doctype: str, case: Case) -> str:
	"""A record of the DocType to which the case links, if it links to one; else any."""
	if doctype == "User":
		return case.user
	for doc in case.documents.values():
		if doc.doctype == doctype and doc.get("family") == case.family:
			return doc.name
		for df in doc.meta.get_link_fields():
			if df.options == doctype and (name := frappe.db.get_value(doc.doctype, doc.name, df.fieldname)):
				return name
	found = frappe.get_all(doctype, pluck="name", order_by="creation", limit=1)
	return found[0] if found else MAKERS[doctype]().name


def rename(doctype: str, old: str) -> str:
	new = f"nowy.{old}" if doctype == "User" else f"{old} po zmianie"
	if doctype == "User":
		# The framework logs a renamed user out, and commits where there is a session to end.
		frappe.db.delete("Sessions", {"user": old})
	# Both are read once a request.
	frappe.flags.link_fields, frappe.local.dynamic_link_map = {}, None
	frappe.rename_doc(doctype, old, new, force=True, show_alert=False, rebuild_search=False)
	frappe.db.value_cache.clear()
	forget_families()
	return new


def describe(case: Case) -> dict:
	"""What is counted and listed of the case, without names."""
	forget_families()
	card = frappe.get_doc(CARD, case.card)
	deadlines = get_deadlines(Cases(case.family))
	section = [row for group in get_section_month(MONTH)["assistants"] for row in group["rows"]]
	with acting_as(case.user):
		own = case.family in get_families_of(case.user)
	return {
		"card": (card.workflow_state, card.docstatus, card.total_minutes, card.timesheet_minutes),
		"card_equals_visits": card.is_up_to_date(),
		"sees_the_family": own,
		"deadlines": sorted((row.clock, str(row.due), bool(row.responsible)) for row in deadlines),
		"missing": sorted(row["doctype"] for row in get_missing(case.family)),
		"month": [
			(row["contacts"], row["minutes"], row["state"]) for row in section if row["family"] == case.family
		],
		"broken": [finding.rule for finding in (rule() for rule in check.RULES) if concerns(finding, case)],
	}


def concerns(finding, case: Case) -> bool:
	families = frappe._dict()
	for doctype, name in finding.documents:
		has_family = frappe.get_meta(doctype).has_field("family")
		families[name] = frappe.db.get_value(doctype, name, "family") if has_family else name
	return case.family in families.values()


def refuse_all(case: Case) -> None:
	"""Nothing is open that was frozen, nothing can be made twice."""
	september = frappe.get_doc(VISIT, case.visit)
	with pytest.raises(MonthClosedError):
		september.update({"to_time": "23:00"}).save()
	september = frappe.get_doc(VISIT, case.visit)
	with pytest.raises(MonthClosedError):
		september.delete()
	for month in (MONTH, "2026-10"):
		with pytest.raises(SecondTimesheetError):
			make_timesheet(case.family, month=month, assistant=case.user)
	plan = frappe.get_last_doc("Family Work Plan", {"family": case.family, "docstatus": 1})
	with pytest.raises(SecondRunningVersionError):
		factories.submitted(factories.make_plan(case.family)) if plan else None
	note = frappe.get_last_doc("Day Centre Note", {"family": case.family})
	with pytest.raises(SecondDayNoteError):
		make_note(frappe.get_doc("Day Centre Enrolment", note.enrolment), day=note.day, mood=note.mood)


def test_a_rename_leaves_everything_frozen_counted_and_unique(case):
	"""One case for all of them, put back after each: to make it takes longer than to rename."""
	before, notices = describe(case), frappe.db.count("Deadline Notice")
	assert before["broken"] == [] and before["card_equals_visits"] and before["card"][0] == ACCEPTED
	assert {"User", "Family", "Contact Kind", "Support Kind", "Scheduled Action"} <= set(TARGETS)
	broken = {}
	for doctype in TARGETS:
		frappe.db.savepoint("before_rename")
		old = get_record(doctype, case)
		try:
			after = case.renamed(old, rename(doctype, old))
			assert describe(after) == before
			refuse_all(after)
			send_digest(after.user)
			assert frappe.db.count("Deadline Notice") == notices
		except Exception as error:
			broken[doctype] = repr(error)
		frappe.db.rollback(save_point="before_rename")
		frappe.db.value_cache.clear()
	assert broken == {}


def test_a_renamed_worker_goes_on_with_the_same_draft(case):
	new = rename("User", case.user)
	[key] = frappe.get_all("Visit Draft", {"family": case.family}, pluck="entry_key", order_by="name")
	with acting_as(new):
		quick_visit.save_draft(case.family, key, '{"course": "dalej"}')
	drafts = frappe.get_all("Visit Draft", {"family": case.family}, ["writer", "owner"], order_by="name")
	assert drafts == [{"writer": new, "owner": new}]


def test_a_withdrawn_card_frees_its_place(case):
	card = frappe.get_doc(CARD, case.card)
	card.withdraw_acceptance("pomyłka")
	places = frappe.get_all(
		CARD, {"family": case.family, "month": MONTH}, ["docstatus", "live_for"], order_by="docstatus"
	)
	assert [(row.docstatus, row.live_for) for row in places] == [(0, case.user), (2, None)]


@pytest.mark.parametrize("state", sorted(MEANINGS))
def test_a_renamed_state_of_a_card_means_the_same(case, state):
	card = fresh(case.documents[CARD])
	card.db_set({"workflow_state": state, "state_meaning": MEANINGS[state]})
	frappe.rename_doc("Workflow State", state, f"{state} 2", force=True, show_alert=False)
	renamed = fresh(card)
	set_meaning(renamed)
	assert renamed.workflow_state == f"{state} 2"
	assert get_said_meanings(CARD)[f"{state} 2"] == MEANINGS[state]


def test_a_state_of_the_office_is_renamed(site):
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Do wglądu"}).insert()
	assert (
		frappe.rename_doc("Workflow State", "Do wglądu", "W czytaniu", force=True, show_alert=False)
		== "W czytaniu"
	)


@pytest.mark.parametrize("key", UNIQUE_KEYS, ids=lambda key: key.name)
def test_the_database_holds_the_key(site, key):
	assert has_key(key)
	meta = frappe.get_meta(key.doctype)
	assert {meta.get_field(column).fieldtype for column in key.columns} <= {
		"Link",
		"Dynamic Link",
		"Date",
		"Int",
		"Autocomplete",
		"Data",
	}


def test_the_database_refuses_a_second_live_card(case):
	other = fresh(case.documents[CARD])
	with pytest.raises(Exception) as caught:
		frappe.db.set_value(CARD, other.name, "month", MONTH)
	assert frappe.db.is_duplicate_entry(caught.value)
