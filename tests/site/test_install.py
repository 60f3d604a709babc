"""What installing leaves on a site, what uninstalling takes away, and the demo case's figures."""

import json

import pytest

import frappe

from opsfamily.core.hours import format_minutes
from opsfamily.core.roles import ROLES
from opsfamily.permissions.registry import CASE_DOCTYPES, CONFIDENTIAL
from opsfamily.setup import demo as demo_story
from opsfamily.setup import install, leftovers, uninstall
from opsfamily.setup.defaults import (
	KANBAN_BOARD,
	create_defaults,
	read_dictionaries,
	read_risk_list,
	store_settings,
)
from opsfamily.setup.demo.case import CASE_FILE
from opsfamily.setup.uninstall import UninstallRefusedError
from opsfamily.setup.workflows import REQUEST, TIMESHEET, WORKFLOWS
from opsfamily.tests.factories import make_family, make_plan, submitted

WITH_DEFAULTS = (
	"Contact Kind",
	"Support Kind",
	"Closing Reason",
	"Conference Occasion",
	"Workflow",
	"Workflow State",
	"Workflow Action Master",
	"Kanban Board",
	"Reporter Kind",
	"Case Difficulty",
	"Risk List Template",
	"Workload Ceiling",
)


@pytest.fixture
def fresh_caches():
	"""The framework keeps workflows and boards in Redis, which no rollback reaches."""
	yield
	frappe.db.rollback()
	frappe.clear_cache()


def counts() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in WITH_DEFAULTS}


# what an office starts with


def test_everything_an_office_starts_with_is_there(site):
	for doctype, records in read_dictionaries().items():
		for record in records:
			name = next(iter(record.values()))
			assert frappe.db.exists(doctype, name), (doctype, name)
	assert frappe.db.exists("Risk List Template", read_risk_list()["template_name"])
	for design in WORKFLOWS:
		assert frappe.db.exists("Workflow", design.name)
		for state in design.states:
			assert frappe.db.exists("Workflow State", state)
	assert frappe.db.exists("Kanban Board", KANBAN_BOARD)
	for role in ROLES:
		assert frappe.db.exists("Role", role)


def test_only_phone_calls_are_not_on_the_timesheet(site):
	kinds = read_dictionaries()["Contact Kind"]
	assert [kind["kind_name"] for kind in kinds if not kind["on_timesheet"]] == ["rozmowa telefoniczna"]


def test_a_patch_knows_the_nature_of_our_kinds_and_lists_the_offices_own(site):
	from opsfamily.patches.v1_1 import set_contact_natures

	frappe.db.set_value("Contact Kind", "rozmowa telefoniczna", "nature", "Direct Contact")
	frappe.get_doc({"doctype": "Contact Kind", "kind_name": "telefon zaufania"}).insert()
	set_contact_natures.execute()
	assert frappe.db.get_value("Contact Kind", "rozmowa telefoniczna", "nature") == "Phone Contact"
	listed = frappe.get_last_doc("Error Log")
	assert "telefon zaufania" in listed.error
	assert "rozmowa telefoniczna" not in listed.error


def test_creating_again_adds_nothing(site):
	before = counts()
	create_defaults()
	install.after_migrate()
	assert counts() == before


def test_what_an_administrator_changed_is_not_overwritten(site, fresh_caches):
	install.after_migrate()  # A missing index is made now: making one commits.
	frappe.db.set_value("Contact Kind", "rozmowa telefoniczna", {"on_timesheet": 1, "disabled": 1})
	frappe.db.set_value("Workflow", TIMESHEET.name, "is_active", 0)
	frappe.db.set_value("Workflow State", "Card Sent", "style", "Primary")
	frappe.db.set_value("Workflow Document State", {"state": "Card Draft"}, "allow_edit", "Head of Centre")
	frappe.db.set_value("Kanban Board", KANBAN_BOARD, "field_name", "party")
	create_defaults()
	install.after_migrate()
	kind = frappe.db.get_value("Contact Kind", "rozmowa telefoniczna", ["on_timesheet", "disabled"])
	assert kind == (1, 1)
	assert frappe.db.get_value("Workflow", TIMESHEET.name, "is_active") == 0
	assert frappe.db.get_value("Workflow State", "Card Sent", "style") == "Primary"
	assert (
		frappe.db.get_value("Workflow Document State", {"state": "Card Draft"}, "allow_edit")
		== "Head of Centre"
	)
	assert frappe.db.get_value("Kanban Board", KANBAN_BOARD, "field_name") == "party"


def test_a_kind_that_was_deleted_is_created_again_only_by_installing(site):
	install.after_migrate()  # A missing index is made now: making one commits.
	frappe.delete_doc("Support Kind", "poradnia", force=True)
	install.after_migrate()
	assert not frappe.db.exists("Support Kind", "poradnia")
	create_defaults()
	assert frappe.db.exists("Support Kind", "poradnia")


def test_a_setting_that_an_update_brings_has_its_default(site, fresh_caches):
	# As on a site whose settings were saved before there was a notice of deadlines.
	frappe.db.delete(
		"Singles", {"doctype": "OPS Settings", "field": ["in", ["sends_digest_email", "card_due_day"]]}
	)
	frappe.db.set_single_value("OPS Settings", "notice_days", "7")
	store_settings()
	settings = frappe.get_doc("OPS Settings")
	settings.save()
	stored = frappe.db.get_singles_dict("OPS Settings")
	assert (stored.sends_digest_email, stored.card_due_day, stored.notice_days) == ("1", "5", "7")


def test_a_kind_of_the_offices_own_stays(site):
	frappe.get_doc({"doctype": "Contact Kind", "kind_name": "warsztaty", "on_timesheet": 0}).insert()
	create_defaults()
	assert frappe.db.get_value("Contact Kind", "warsztaty", "on_timesheet") == 0


def test_the_workflow_says_what_the_controller_says(site):
	from opsfamily.core import timesheet as card

	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	means = card.MEANINGS
	moves = {(means[t.state], means[t.next_state]) for t in workflow.transitions}
	assert moves == card.MOVES
	assert {s.state: int(s.doc_status) for s in workflow.states} == card.DOCSTATUS


def test_so_does_the_workflow_of_requests(site):
	from opsfamily.core import requests

	workflow = frappe.get_doc("Workflow", REQUEST.name)
	means = requests.MEANINGS
	moves = {(means[t.state], means[t.next_state]) for t in workflow.transitions}
	assert moves < requests.MOVES
	assert {s.state: int(s.doc_status) for s in workflow.states} == requests.DOCSTATUS


# uninstalling


@pytest.fixture
def without_submitted(site):
	"""A site whose case documents are all drafts, as after an installation."""
	for doctype in CASE_DOCTYPES:
		if frappe.get_meta(doctype).is_submittable:
			frappe.db.set_value(doctype, {"docstatus": ["!=", 0]}, "docstatus", 0)


def test_uninstalling_is_refused_while_submitted_documents_exist(without_submitted):
	submitted(make_plan(make_family().name))
	with pytest.raises(UninstallRefusedError) as refusal:
		uninstall.before_uninstall()
	message = str(refusal.value)
	assert f"{frappe._('Family Work Plan')}: 1" in message
	assert uninstall.CONSENT in message
	assert frappe._("Assistant Timesheet") not in message


def test_a_cancelled_document_counts_too(without_submitted):
	submitted(make_plan(make_family().name)).cancel()
	with pytest.raises(UninstallRefusedError):
		uninstall.before_uninstall()


def test_drafts_alone_do_not_refuse(without_submitted):
	make_plan(make_family().name)
	uninstall.before_uninstall()


def test_whoever_consents_may_uninstall(without_submitted):
	submitted(make_plan(make_family().name))
	frappe.conf[uninstall.CONSENT] = 1
	try:
		uninstall.before_uninstall()
	finally:
		del frappe.conf[uninstall.CONSENT]
	with pytest.raises(UninstallRefusedError):
		uninstall.before_uninstall()


def test_uninstalling_takes_away_what_the_app_put_beside_its_doctypes(site, fresh_caches):
	uninstall.take_away()
	left = {
		"Workflow": [TIMESHEET.name, REQUEST.name],
		"Workflow State": [*TIMESHEET.states, *REQUEST.states],
		"Workflow Action Master": sorted({move.action for design in WORKFLOWS for move in design.moves}),
		"Kanban Board": [KANBAN_BOARD],
		"Role": list(ROLES),
	}
	assert [
		name for doctype, names in left.items() for name in names if frappe.db.exists(doctype, name)
	] == []
	assert not frappe.db.exists("Has Role", {"role": ["in", ROLES]})


def test_it_is_taken_away_before_the_platform_commits():
	"""The platform commits before it runs `after_uninstall`, and not again: only the rest stands there, which commits
	by dropping an index."""
	hooks = frappe.get_hooks(app_name="opsfamily")
	assert hooks.before_uninstall == [
		"opsfamily.setup.uninstall.before_uninstall",
		"opsfamily.setup.uninstall.take_away",
	]
	assert hooks.after_uninstall == ["opsfamily.setup.uninstall.take_away_the_rest"]


def test_a_dry_run_drops_no_index_and_commits_nothing(site):
	before = frappe.db.count("Version")
	uninstall.take_away_the_rest()
	assert frappe.db.has_index("tabAccess Log", "export_from_reference_document_index")
	assert frappe.db.count("Version") == before


def test_what_hangs_on_our_documents_goes_with_them(site):
	family = make_family()
	family.add_comment("Comment", "uwaga")
	frappe.get_doc({"doctype": "ToDo", "description": "obce zadanie"}).insert()
	foreign = frappe.db.count("ToDo")
	leftovers.delete_what_hangs()
	assert not frappe.db.exists("Comment", {"reference_doctype": "Family"})
	assert not frappe.db.exists("Version", {"ref_doctype": "Family"})
	assert frappe.db.count("ToDo") <= foreign
	assert frappe.db.exists("ToDo", {"description": "obce zadanie"})


def test_our_counters_are_told_from_others(site):
	for name in ("ROD-2031-", "RODO-2031-", "ROD-X-"):
		frappe.db.sql("insert into tabSeries (name, current) values (%s, 1)", name)
	leftovers.delete_series()
	left = {name for (name,) in frappe.db.sql("select name from tabSeries")}
	assert {"RODO-2031-", "ROD-X-"} <= left
	assert "ROD-2031-" not in left


# the demo case


def test_the_demo_case_goes_the_whole_way(demo):
	states = {
		"Family Notification": 0,
		"Risk List": 1,
		"Assistant Request": 1,
		"Family Assessment": 1,
		"Family Work Plan": 1,
		"Action Schedule": 1,
		"Work Plan Evaluation": 1,
		"Assistant Timesheet": 1,
		"Supervision Session": 0,
		"Supervision Record": 0,
		"Consultation": 0,
	}
	for doctype, docstatus in states.items():
		assert frappe.db.get_value(doctype, demo[doctype], "docstatus") == docstatus, doctype


def test_the_demo_case_began_with_a_notification(demo):
	request = frappe.get_doc("Assistant Request", demo["Assistant Request"])
	assert request.decided_by_name == "Grażyna Świątek"
	notification = frappe.get_doc("Family Notification", request.notification)
	assert (notification.status, str(notification.interview_due)) == ("Request Made", "2026-08-10")
	risk_list = frappe.get_doc("Risk List", request.risk_list)
	assert (risk_list.score, risk_list.unknown) == (15, 2)
	keys = {"family": request.family, "part": "Family Assistant"}
	assigned = frappe.db.get_value("Case Assignment", keys, ["from_date", "user"])
	assert (str(assigned[0]), assigned[1]) == ("2026-08-10", request.assistant)
	assert frappe.db.get_value("Family", request.family, "status") == "Under Support"


def test_the_demo_cases_income(demo):
	assessment = frappe.get_doc("Family Assessment", demo["Family Assessment"])
	assert (assessment.income_total, assessment.income_per_head) == (5126.50, 1025.30)
	assert str(assessment.next_due) == "2027-02-17"
	assert len(assessment.household) == 5


def test_the_demo_cases_hours(demo):
	card = frappe.get_doc("Assistant Timesheet", demo["Assistant Timesheet"])
	on_f4 = [row for row in card.rows if row.on_timesheet]
	assert (len(card.rows), format_minutes(card.total_minutes)) == (14, "25:35")
	assert (len(on_f4), format_minutes(card.timesheet_minutes)) == (13, "25:15")


def test_every_step_of_the_demo_case_was_done_by_its_person(demo):
	office = json.loads(CASE_FILE.read_text(encoding="utf-8"))["office"]
	domain = office["email"].partition("@")[2]
	owner = {doctype: frappe.db.get_value(doctype, name, "owner") for doctype, name in demo.items()}
	assert owner["Family"] == f"social.worker@{domain}"
	assert owner["Case Assignment"] == f"coordinator@{domain}"
	for doctype in ("Family Notification", "Risk List", "Assistant Request"):
		assert owner[doctype] == f"social.worker@{domain}", doctype
	for doctype in (
		"Family Assessment",
		"Family Work Plan",
		"Action Schedule",
		"Family Visit",
		"Work Plan Evaluation",
	):
		assert owner[doctype] == f"assistant@{domain}", doctype
	card = frappe.get_doc("Assistant Timesheet", demo["Assistant Timesheet"])
	assert (card.sent_by, card.accepted_by) == (f"assistant@{domain}", f"coordinator@{domain}")


def test_the_demo_cases_actions_are_evaluated(demo):
	evaluation = frappe.get_doc("Work Plan Evaluation", demo["Work Plan Evaluation"])
	outcomes = [row.outcome for row in evaluation.actions]
	assert {outcome: outcomes.count(outcome) for outcome in outcomes} == {"Done": 7, "Partly Done": 2}
	assert evaluation.decision == "Continue the Plan"


def test_running_the_demo_case_again_doubles_nothing(demo):
	doctypes = (*CONFIDENTIAL, "User", "Letter Head", "Contact Kind", "Version")
	# What other tests have taken away, as planned visits, is made again first.
	demo_story.run()
	before = {doctype: frappe.db.count(doctype) for doctype in doctypes}
	again = demo_story.run()
	assert {doctype: frappe.db.count(doctype) for doctype in doctypes} == before
	assert again["documents"] == demo
	# Six workers, and the administrator of the platform.
	assert len(again["users"]) == 7
