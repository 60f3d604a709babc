"""The check names the documents that break a rule between documents, and finds nothing on a sound site."""

import pytest

import frappe

from opsfamily.case.meanings import restate
from opsfamily.core import meanings, requests
from opsfamily.core.outcomes import DONE
from opsfamily.office import SETTINGS
from opsfamily.setup import check
from opsfamily.setup.demo.case import CASE_FILE, read
from opsfamily.setup.workflows import TIMESHEET
from opsfamily.tests import factories
from opsfamily.tests.factories import accepted, day, make_running_schedule, make_timesheet, make_visit
from opsfamily.tests.make_daycentre import make_enrolment, make_note
from opsfamily.tests.make_figures import make_report
from opsfamily.tests.make_letters import make_letter
from opsfamily.tests.make_safety import make_outing
from opsfamily.tests.make_supervision import make_record, make_session

VISIT = "Family Visit"


@pytest.fixture
def family(site) -> str:
	family = factories.make_family().name
	factories.assign(family)
	return family


def find(rule) -> set[tuple[str, str]]:
	return set(rule().documents)


def break_by_sql(doctype: str, name: str, **values):
	"""Write past every rule of the app, as a crash or a hand in the database would."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.update(table).where(table.name == name)
	for column, value in values.items():
		query = query.set(table[column], value)
	query.run()


def test_every_rule_is_listed_and_tested():
	rules = {name for name, value in vars(check).items() if name.startswith("check_") and callable(value)}
	assert {rule.__name__ for rule in check.RULES} == rules
	tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_check_")}
	assert tested == rules


def test_the_demo_is_sound(demo):
	domain = read(CASE_FILE)["office"]["email"].partition("@")[2]
	broken = [
		(finding.rule, document)
		for finding in (rule() for rule in check.RULES)
		for document in finding.documents
		if (frappe.db.get_value(*document, "owner") or "").endswith(f"@{domain}")
	]
	assert broken == []
	assert frappe.db.count("Family", {"owner": ["like", f"%@{domain}"]})


def test_a_case_of_every_kind_is_sound(site):
	case = factories.make_whole_case()
	# Rows of supervision bear the word in place of their worker's name, so that the access tests find it.
	bare = ("Supervision Attendance", "Supervision Action")
	ours = {(doc.doctype, doc.name) for doc in case.values() if doc.doctype not in bare}
	# Its closing is written past the rules of the work (factories.make_bare_end), so it is a draft.
	assert [rule.__name__ for rule in check.RULES if find(rule) & ours] == []


def test_a_broken_rule_is_a_sentence_with_its_documents(family):
	consent = factories.make_consent(family)
	break_by_sql("Consent", consent.name, status="Consent Withdrawn")
	answer = check.run()
	assert answer["rules"] == len(check.RULES)
	[broken] = [each for each in answer["broken"] if f"Zgoda {consent.name}" in each["documents"]]
	assert broken["rule"].startswith("Zgoda jest wycofana")


def test_nothing_is_repaired(family):
	consent = factories.make_consent(family)
	break_by_sql("Consent", consent.name, status="Consent Withdrawn")
	check.run()
	assert frappe.db.get_value("Consent", consent.name, "status") == "Consent Withdrawn"


def test_check_live_cards(family):
	make_visit(family)
	card = make_timesheet(family)
	found = ("Assistant Timesheet", card.name)
	assert found not in find(check.check_live_cards)
	break_by_sql("Assistant Timesheet", card.name, live_for=None)
	assert found in find(check.check_live_cards)
	break_by_sql("Assistant Timesheet", card.name, live_for=card.assistant, docstatus=2)
	assert found in find(check.check_live_cards)


def test_check_names_of_open_papers(family):
	schedule = make_running_schedule(family)
	action = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name})
	plan = ("Family Work Plan", schedule.plan)
	found = ("Scheduled Action", action.name)
	assert found not in find(check.check_names_of_open_papers)
	for document in (plan, found):
		break_by_sql(*document, representative="Ktoś Inny")
	assert found in find(check.check_names_of_open_papers)
	assert plan not in find(check.check_names_of_open_papers)


def test_check_people_of_papers(family):
	placement = factories.make_placement(family)
	found = ("Foster Placement", placement.name)
	assert found not in find(check.check_people_of_papers)
	break_by_sql(*found, child="Ktoś Obcy")
	assert found in find(check.check_people_of_papers)


@pytest.mark.parametrize("doctype", ["Family Work Plan", "Action Schedule"])
def test_check_one_running_version(family, doctype):
	schedule = make_running_schedule(family)
	running = schedule if doctype == "Action Schedule" else frappe.get_doc("Family Work Plan", schedule.plan)
	assert (doctype, running.name) not in find(check.check_one_running_version)
	second = frappe.copy_doc(running).insert()
	break_by_sql(doctype, second.name, status="Running", docstatus=1)
	assert {(doctype, running.name), (doctype, second.name)} <= find(check.check_one_running_version)


def test_check_frozen_cards(family):
	visit = make_visit(family)
	card = accepted(make_timesheet(family))
	found = ("Assistant Timesheet", card.name)
	assert found not in find(check.check_frozen_cards)
	break_by_sql("Family Visit", visit.name, course="Ktoś to zmienił.")
	assert found in find(check.check_frozen_cards)


def test_a_frozen_card_without_its_row(family):
	make_visit(family)
	card = factories.sent(make_timesheet(family))
	frappe.db.delete("Timesheet Row", {"parent": card.name})
	assert ("Assistant Timesheet", card.name) in find(check.check_frozen_cards)


def test_check_scheduled_actions(family):
	schedule = make_running_schedule(family)
	found = ("Action Schedule", schedule.name)
	assert found not in find(check.check_scheduled_actions)
	frappe.db.delete("Scheduled Action", {"schedule": schedule.name, "action": "Trening budżetowy"})
	assert found in find(check.check_scheduled_actions)


def test_a_new_version_keeps_its_actions(family):
	schedule = make_running_schedule(family)
	action = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name})
	action.update({"outcome": DONE, "done_on": day()}).save()
	draft = schedule.new_version()
	draft.evaluation_date = day(60)
	draft.submit()
	assert ("Action Schedule", draft.name) not in find(check.check_scheduled_actions)


def test_check_private_files(family):
	file = {"doctype": "File", "file_name": "skan.txt", "content": "x", "is_private": 1}
	member = frappe.db.get_value("Family Member", {"parent": family})
	for doctype, name in (("Family", family), ("Family Member", member)):
		made = frappe.get_doc({**file, "attached_to_doctype": doctype, "attached_to_name": name}).insert()
		assert ("File", made.name) not in find(check.check_private_files)
		break_by_sql("File", made.name, is_private=0)
		assert ("File", made.name) in find(check.check_private_files)


def test_check_closed_cases(family):
	assignment = frappe.get_last_doc("Case Assignment", {"family": family})
	closing = factories.make_closed_case(family)
	found = ("Case Assignment", assignment.name)
	assert found not in find(check.check_closed_cases)
	break_by_sql("Case Assignment", assignment.name, until_date=closing.monitoring_until)
	assert found not in find(check.check_closed_cases)
	break_by_sql("Case Assignment", assignment.name, until_date=None)
	assert found in find(check.check_closed_cases)
	break_by_sql("Case Closing", closing.name, reopened_on=day())
	assert found not in find(check.check_closed_cases)


@pytest.mark.parametrize(
	"values", [{"parent": "ROD-9999-0001"}, {"parenttype": "Note"}, {"parenttype": "Żaden"}]
)
def test_check_rows_have_parents(family, values):
	row = frappe.db.get_value("Family Member", {"parent": family})
	assert ("Family Member", row) not in find(check.check_rows_have_parents)
	break_by_sql("Family Member", row, **values)
	assert ("Family Member", row) in find(check.check_rows_have_parents)


def test_check_one_person_for_a_part(family):
	first = frappe.get_last_doc("Case Assignment", {"family": family})
	second = factories.assign(family, "other_assistant", "Substitute")
	both = {("Case Assignment", first.name), ("Case Assignment", second.name)}
	assert not both & find(check.check_one_person_for_a_part)
	break_by_sql("Case Assignment", second.name, part="Family Assistant")
	assert both <= find(check.check_one_person_for_a_part)
	break_by_sql("Case Assignment", first.name, until_date=day(-7 * 365), from_date=day(-8 * 365))
	assert not both & find(check.check_one_person_for_a_part)


def test_two_case_managers(family):
	for _time in range(2):
		assignment = factories.assign(family, "consultant", "Consultant", from_date=day(-3))
		break_by_sql("Case Assignment", assignment.name, part="Case Manager")
	assert ("Case Assignment", assignment.name) in find(check.check_one_person_for_a_part)


def test_check_one_card(family):
	card, other = make_timesheet(family), make_timesheet(family, month="2026-09")
	both = {("Assistant Timesheet", card.name), ("Assistant Timesheet", other.name)}
	assert not both & find(check.check_one_card)
	# As an update leaves the second card of a renamed worker: the database refuses two live ones.
	break_by_sql("Assistant Timesheet", other.name, month=card.month, live_for=None)
	assert both <= find(check.check_one_card)
	break_by_sql("Assistant Timesheet", other.name, docstatus=2)
	assert not both & find(check.check_one_card)


def test_check_one_note(family):
	enrolment = make_enrolment(family)
	note, other = make_note(enrolment), make_note(enrolment, day=day(-2))
	both = {("Day Centre Note", note.name), ("Day Centre Note", other.name)}
	assert not both & find(check.check_one_note)
	# With their enrolment the database refuses it.
	for each in (note, other):
		break_by_sql("Day Centre Note", each.name, day=note.day, enrolment=None)
	assert both <= find(check.check_one_note)


def test_check_shown_people(family):
	assert ("Family", family) not in find(check.check_shown_people)
	break_by_sql("Family", family, current_assistant="Ktoś Inny")
	assert ("Family", family) in find(check.check_shown_people)


def test_check_consent_status(family):
	consent = factories.make_consent(family)
	assert ("Consent", consent.name) not in find(check.check_consent_status)
	break_by_sql("Consent", consent.name, withdrawn_on=day())
	assert ("Consent", consent.name) in find(check.check_consent_status)


def test_check_enrolments(family):
	first = make_enrolment(family, until_date=day(-10))
	second = make_enrolment(family, from_date=day(-5))
	both = {("Day Centre Enrolment", first.name), ("Day Centre Enrolment", second.name)}
	assert not both & find(check.check_enrolments)
	break_by_sql("Day Centre Enrolment", first.name, until_date=None)
	assert both <= find(check.check_enrolments)


def test_check_supervision_records(site):
	session = make_session()
	record = make_record(session.name)
	found = ("Supervision Record", record.name)
	assert found not in find(check.check_supervision_records)
	break_by_sql("Supervision Session", session.name, status="Planned")
	assert found in find(check.check_supervision_records)


# states, numbers and links


def test_check_one_closing(family):
	closing = factories.make_closed_case(family)
	other = closing.as_dict() | {"name": "ZAM-TEST-0001", "final_assessment": None}
	frappe.get_doc({**other, "people": [], "actions": []}).db_insert()
	both = {("Case Closing", closing.name), ("Case Closing", "ZAM-TEST-0001")}
	assert both <= find(check.check_one_closing)
	break_by_sql("Case Closing", closing.name, reopened_on=day())
	assert not both & find(check.check_one_closing)


def test_check_signed_letters(family):
	letter = make_letter(family)
	assert ("Letter Sent", letter.name) not in find(check.check_signed_letters)
	break_by_sql("Letter Sent", letter.name, scan="/private/files/nie-ma.pdf", scan_checksum="0" * 64)
	assert ("Letter Sent", letter.name) in find(check.check_signed_letters)


def test_check_one_waiting_request(family):
	waiting = factories.moved(factories.make_request(family), requests.SENT)
	draft = factories.make_request(family)
	both = {("Assistant Request", waiting.name), ("Assistant Request", draft.name)}
	assert not both & find(check.check_one_waiting_request)
	break_by_sql("Assistant Request", draft.name, state_meaning=meanings.SENT)
	assert both <= find(check.check_one_waiting_request)


def test_check_one_outing(family):
	first, second = (make_outing(family, key) for key in ("assistant", "coordinator"))
	both = {("Home Outing", first.name), ("Home Outing", second.name)}
	assert not both & find(check.check_one_outing)
	break_by_sql("Home Outing", second.name, worker=first.worker)
	assert both <= find(check.check_one_outing)
	break_by_sql("Home Outing", first.name, status="Is Back")
	assert not both & find(check.check_one_outing)


def test_check_closed_notifications(family):
	notification = factories.make_notification(family)
	request = factories.make_request(family, notification=notification.name)
	found = ("Family Notification", notification.name)
	break_by_sql("Family Notification", notification.name, closed_on=day())
	assert found not in find(check.check_closed_notifications)
	break_by_sql("Assistant Request", request.name, state_meaning=meanings.SENT)
	assert found in find(check.check_closed_notifications)


def test_check_monitoring(family):
	closing = factories.make_closed_case(family)
	contact = factories.make_monitoring_contact(family)
	found = ("Monitoring Contact", contact.name)
	assert found not in find(check.check_monitoring)
	break_by_sql("Case Closing", closing.name, docstatus=2)
	assert found in find(check.check_monitoring)


def test_check_notes_in_enrolment(family):
	enrolment = make_enrolment(family)
	note = make_note(enrolment)
	found = ("Day Centre Note", note.name)
	assert found not in find(check.check_notes_in_enrolment)
	break_by_sql("Day Centre Enrolment", enrolment.name, until_date=frappe.utils.add_days(note.day, -1))
	assert found in find(check.check_notes_in_enrolment)
	break_by_sql("Day Centre Note", note.name, enrolment="ZAP-0000-0000")
	assert found in find(check.check_notes_in_enrolment)


def test_check_states(family):
	make_visit(family)
	card = accepted(make_timesheet(family))
	request = factories.make_request(family)
	both = {("Assistant Timesheet", card.name), ("Assistant Request", request.name)}
	assert not both & find(check.check_states)
	break_by_sql("Assistant Timesheet", card.name, docstatus=0)
	break_by_sql("Assistant Request", request.name, workflow_state=requests.ASSIGNED)
	assert both <= find(check.check_states)
	break_by_sql("Assistant Request", request.name, workflow_state="Stan ośrodka")
	assert ("Assistant Request", request.name) not in find(check.check_states)


def test_check_state_meanings(family):
	request = factories.make_request(family)
	found = ("Assistant Request", request.name)
	assert found not in find(check.check_state_meanings)
	break_by_sql("Assistant Request", request.name, state_meaning=meanings.SENT)
	assert found in find(check.check_state_meanings)
	restate("Assistant Request")
	assert found not in find(check.check_state_meanings)


def test_check_unsaid_states(site):
	found = ("Workflow State", "Do wglądu")
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": found[1]}).insert()
	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	workflow.append("states", {"state": found[1], "doc_status": "0", "allow_edit": "Family Coordinator"})
	workflow.save()
	assert found in find(check.check_unsaid_states)
	settings = frappe.get_single("OPS Settings")
	row = {"document_type": "Assistant Timesheet", "state": found[1], "meaning": meanings.ACCEPTED}
	settings.append("state_meanings", row)
	settings.save()
	assert found in find(check.check_unsaid_states)
	settings.state_meanings[-1].meaning = meanings.SENT
	settings.save()
	assert found not in find(check.check_unsaid_states)


def test_check_row_states(family):
	schedule = make_running_schedule(family)
	found = ("Action Schedule", schedule.name)
	assert found not in find(check.check_row_states)
	break_by_sql("Agreed Action", schedule.actions[0].name, docstatus=0)
	assert found in find(check.check_row_states)


def test_check_same_family(family):
	schedule, other = make_running_schedule(family), factories.make_family().name
	found = ("Action Schedule", schedule.name)
	assert found not in find(check.check_same_family)
	break_by_sql("Family Work Plan", schedule.plan, family=other)
	assert found in find(check.check_same_family)
	break_by_sql("Action Schedule", schedule.name, plan="PLAN-0000-0000")
	assert found in find(check.check_same_family)


def test_check_counters(family):
	consent = factories.make_consent(family)
	found, prefix = ("Consent", consent.name), consent.name.rpartition("-")[0] + "-"
	assert found not in find(check.check_counters)
	frappe.db.delete("Series", {"name": prefix})
	assert found in find(check.check_counters)


def test_an_amendment_and_an_own_name_have_no_counter(family):
	make_visit(family)
	draft = accepted(make_timesheet(family)).withdraw_acceptance("pomyłka")
	frappe.rename_doc("Family", family, "ROD-STARY-77", force=True)
	names = {name for _doctype, name in find(check.check_counters)}
	assert not names & {draft.name, "ROD-STARY-77"}


def test_check_deputies(family):
	request = factories.make_request(family)
	break_by_sql(
		request.doctype,
		request.name,
		decided_by=factories.email("coordinator"),
		decided_on="2026-11-20 12:00",
	)
	found = (request.doctype, request.name)
	assert found not in find(check.check_deputies)
	break_by_sql(request.doctype, request.name, decided_as_deputy=1)
	assert found in find(check.check_deputies)
	days = {"from_date": "2026-11-19", "until_date": "2026-11-20"}
	deputy = frappe.get_doc({"doctype": "Head Deputy", "user": factories.email("coordinator"), **days})
	deputy.set_new_name()
	deputy.db_insert()
	assert found not in find(check.check_deputies)


def test_check_placement_ends(family):
	placement = factories.make_placement(family, until_date=day(-3), end_code="Adoption")
	assert (placement.doctype, placement.name) not in find(check.check_placement_ends)
	break_by_sql(placement.doctype, placement.name, end_code=None)
	assert (placement.doctype, placement.name) in find(check.check_placement_ends)


def test_check_closing_classes(family):
	closing = factories.make_closed_case(family)
	assert (closing.doctype, closing.name) not in find(check.check_closing_classes)
	break_by_sql(closing.doctype, closing.name, statistical_class=None)
	assert (closing.doctype, closing.name) in find(check.check_closing_classes)


def test_check_cause_levels(family):
	assessment = factories.make_assessment(family, causes=[{"cause": "bezrobocie"}])
	found = (assessment.doctype, assessment.name)
	assert found not in find(check.check_cause_levels)
	break_by_sql("Case Cause", assessment.causes[0].name, cause="przemoc domowa")
	assert found in find(check.check_cause_levels)


def test_check_shown_facts(family):
	assert ("Family", family) not in find(check.check_shown_facts)
	break_by_sql("Family", family, status="Waiting for Assistant")
	assert ("Family", family) in find(check.check_shown_facts)


def test_check_no_gap_in_days(family):
	doc = frappe.get_doc("Family", family)
	doc.update({"absences": [{"from_date": day(-3), "until_date": day(-1)}]}).save()
	assert ("Family", family) not in find(check.check_no_gap_in_days)
	break_by_sql("Family Absence", doc.absences[0].name, until_date=day(-4))
	assert ("Family", family) in find(check.check_no_gap_in_days)


def test_check_work_on_closed_cases(family):
	factories.make_closed_case(family)
	visit = make_visit(family, visit_date=day(-1))
	found = ("Family Visit", visit.name)
	assert found not in find(check.check_work_on_closed_cases)
	break_by_sql("Family Visit", visit.name, visit_date=day(1))
	assert found in find(check.check_work_on_closed_cases)


def test_check_steps_have_authority(family):
	factories.make_authorisation(family).submit()
	step = {"step_date": "2026-10-05", "body": "Zakład Ubezpieczeń Społecznych", "step": "wniosek"}
	catalogue = factories.make_catalogue(family, steps=[step])
	found = ("Support Catalogue", catalogue.name)
	assert found not in find(check.check_steps_have_authority)
	break_by_sql("Support Catalogue Step", catalogue.steps[0].name, authorisation=None)
	assert found in find(check.check_steps_have_authority)


def test_check_opinions(family):
	opinion = factories.make_opinion(family)
	found = (opinion.doctype, opinion.name)
	break_by_sql(*found, approval="Approved", approved_by=factories.email("head"))
	assert found not in find(check.check_opinions)
	break_by_sql(*found, approved_by=opinion.signed_by)
	assert found in find(check.check_opinions)


def test_check_overlapping_visits(family):
	first = make_visit(family)
	other = factories.make_family().name
	factories.assign(other)
	same = make_visit(other, same_meeting_as=first.name)
	assert not find(check.check_overlapping_visits) & {(VISIT, first.name), (VISIT, same.name)}
	later = make_visit(other, visit_date="2026-10-06")
	break_by_sql(VISIT, later.name, visit_date="2026-10-05")
	assert {(VISIT, first.name), (VISIT, later.name)} <= find(check.check_overlapping_visits)


def test_check_torn_meetings(family):
	first = make_visit(family)
	other = factories.make_family().name
	factories.assign(other)
	same = make_visit(other, same_meeting_as=first.name)
	assert (VISIT, same.name) not in find(check.check_torn_meetings)
	break_by_sql(VISIT, first.name, minutes=90)
	assert (VISIT, same.name) in find(check.check_torn_meetings)


def test_check_two_rules_on_a_card(family):
	one, other = make_visit(family), make_visit(family, from_time="18:00", to_time="19:00")
	both = {(VISIT, one.name), (VISIT, other.name)}
	assert not find(check.check_two_rules_on_a_card) & both
	break_by_sql(VISIT, other.name, on_timesheet=0)
	assert both <= find(check.check_two_rules_on_a_card)


def test_check_visits_without_nature(family):
	visit = make_visit(family)
	assert (VISIT, visit.name) not in find(check.check_visits_without_nature)
	break_by_sql(VISIT, visit.name, nature=None)
	assert (VISIT, visit.name) in find(check.check_visits_without_nature)


def test_check_cards_without_second_person(family):
	make_visit(family)
	card = accepted(make_timesheet(family))
	document = ("Assistant Timesheet", card.name)
	break_by_sql(*document, sent_by=card.assistant)
	assert document not in find(check.check_cards_without_second_person)
	break_by_sql(*document, accepted_by=card.assistant)
	assert document in find(check.check_cards_without_second_person)
	coordinator = factories.email("coordinator")
	break_by_sql(*document, sent_by=coordinator, accepted_by=coordinator)
	assert document in find(check.check_cards_without_second_person)
	break_by_sql(*document, sole_acceptance_reason="nikogo innego")
	assert document not in find(check.check_cards_without_second_person)


def test_check_sent_reports(site):
	report = make_report("2019-01-01", "2019-06-30").submit()
	assert ("Section Report", report.name) not in find(check.check_sent_reports)
	break_by_sql("Section Report Row", report.rows[0].name, computed=5)
	assert ("Section Report", report.name) in find(check.check_sent_reports)


def test_check_own_clocks(site):
	clock = {"document_kind": "Family", "date_field": "work_consent_date", "counted": "From Each Document"}
	settings = frappe.get_doc(SETTINGS)
	settings.set("own_clocks", [{"clock_name": "Zgoda do odnowienia", "part": "Family Assistant", **clock}])
	settings.save()
	assert not find(check.check_own_clocks)
	frappe.db.set_value("Own Clock", settings.own_clocks[0].name, "date_field", "zniknelo")
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	assert (SETTINGS, "Zgoda do odnowienia") in find(check.check_own_clocks)
