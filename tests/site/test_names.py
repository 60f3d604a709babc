"""A corrected or married name reaches what is not agreed yet, and leaves what was agreed as it was."""

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.case.household import get_names_of
from opsfamily.case.names import PERSON_FIELDS, get_copies_of_user_names, show_with_former
from opsfamily.core.comparison import CHANGED, SAME
from opsfamily.core.timesheet import DRAFT
from opsfamily.ops_casework.page.assessment_comparison.comparison import get_parts
from opsfamily.ops_consultation.anonymity import get_full_names
from opsfamily.ops_intake.doctype.consent.consent import SecondConsentError
from opsfamily.ops_intake.doctype.foster_placement.foster_placement import SecondPlacementError
from opsfamily.ops_visits.page.month_close.section import get_section_month
from opsfamily.permissions.registry import CASE_DOCTYPES
from opsfamily.setup import check
from opsfamily.tests import factories
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_consent,
	make_family,
	make_plan,
	make_running_schedule,
	make_timesheet,
	make_visit,
	submitted,
)
from opsfamily.tests.make_conference import make_held, make_planned

ASSISTANT = email("assistant")
OLD, NEW = "Anna Asystentka", "Anna Zamężna"
MARIA, MARRIED = "Maria Testowa", "Maria Nowa"
JAN, CORRECTED = "Jan Testowy", "Jan Testowski"
BOTH = [{"full_name": MARIA}, {"full_name": JAN}]


@pytest.fixture
def family(site) -> str:
	family = make_family().name
	assign(family)
	return family


@pytest.fixture
def marry_worker(site):
	"""`marry_worker()` gives the assistant a new surname; printing commits, so the old one is put back."""

	def set_surname(surname: str = "Zamężna") -> None:
		user = frappe.get_doc("User", ASSISTANT)
		user.last_name = surname
		user.save()

	yield set_surname
	frappe.db.rollback()
	if frappe.db.get_value("User", ASSISTANT, "full_name") != OLD:
		set_surname("Asystentka")
		frappe.db.commit()


def rename(family: str, former: str, now: str):
	doc = frappe.get_doc("Family", family)
	for row in doc.members:
		if row.full_name == former:
			row.full_name = now
	return doc.save()


def value(doc, fieldname: str):
	return frappe.db.get_value(doc.doctype, doc.name, fieldname)


def printed(doc, paper: str) -> str:
	return " ".join(strip_html(frappe.get_print(doc.doctype, doc.name, paper)).split())


def broken_for(family: str) -> list[str]:
	return [
		finding.rule
		for finding in (rule() for rule in check.RULES)
		for document in finding.documents
		if frappe.get_meta(document[0]).has_field("family")
		and frappe.db.get_value(*document, "family") == family
	]


# workers


def test_a_workers_name_reaches_what_is_not_agreed(family, marry_worker):
	september = make_visit(family, visit_date="2026-09-07")
	closed = accepted(make_timesheet(family, month="2026-09"))
	visit = make_visit(family)
	card = make_timesheet(family)
	agreed = submitted(make_plan(family))
	draft = make_plan(family)
	ended = assign(family, part="Psychologist", from_date=day(-500), until_date=day(-400))
	running = frappe.get_last_doc("Case Assignment", {"family": family, "until_date": ["is", "not set"]})
	marry_worker()
	assert value(visit, "assistant_name") == value(card, "assistant_name") == NEW
	assert value(draft, "assistant_name") == value(running, "full_name") == NEW
	assert frappe.db.get_value("Family", family, "current_assistant") == NEW
	assert value(september, "assistant_name") == value(closed, "assistant_name") == OLD
	assert value(agreed, "assistant_name") == value(ended, "full_name") == OLD
	assert broken_for(family) == []


def test_a_sent_card_is_agreed_a_returned_one_is_not(family, marry_worker):
	make_visit(family)
	card = factories.sent(make_timesheet(family))
	marry_worker()
	assert value(card, "assistant_name") == OLD
	factories.returned(card)
	fresh(card).fetch_visits()
	assert value(card, "assistant_name") == NEW


def test_a_name_typed_by_hand_stays(family, marry_worker):
	draft = make_plan(family, assistant=ASSISTANT, assistant_name="mgr Anna A.")
	marry_worker()
	assert value(draft, "assistant_name") == "mgr Anna A."


def test_where_both_names_meet_the_former_one_is_shown(family, marry_worker):
	make_visit(family, visit_date="2026-09-07")
	accepted(make_timesheet(family, month="2026-09"))
	plan = submitted(make_plan(family))
	marry_worker()
	names = [group["assistant_name"] for group in get_section_month("2026-09")["assistants"]]
	assert f"{NEW} (dawniej: {OLD})" in names
	version = plan.new_version()
	version.assistant_name = NEW
	version.save()
	assert f"{NEW} (dawniej: {OLD})" in printed(version, "F2 Plan pracy")
	assert "dawniej" not in printed(plan, "F2 Plan pracy")


def test_rows_of_drafts_follow_too(family, marry_worker):
	held, planned = make_held(family), make_planned(family)
	marry_worker()
	assert [value(doc.people[0], "full_name") for doc in (held, planned)] == [OLD, NEW]
	assert [value(doc, "organiser_name") for doc in (held, planned)] == [OLD, NEW]


def test_every_copy_of_a_workers_name_is_known(site):
	copies = {(doctype, fieldname) for doctype, fieldname, _link in get_copies_of_user_names()}
	assert {("Case Assignment", "full_name"), ("Family Visit", "assistant_name")} <= copies
	assert ("Assistant Timesheet", "assistant_name") in copies
	assert len(copies) > 25


# the representative


def test_the_representatives_name_reaches_what_is_not_agreed(family):
	schedule = make_running_schedule(family)
	action = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name})
	make_visit(family, visit_date="2026-09-07")
	closed = accepted(make_timesheet(family, month="2026-09"))
	visit = make_visit(family)
	card, draft = make_timesheet(family), make_assessment(family)
	doc = frappe.get_doc("Family", family)
	doc.representative = MARRIED
	doc.save()
	for paper in (action, visit, card, draft, frappe.get_last_doc("Case Assignment", {"family": family})):
		assert value(paper, "representative") == MARRIED, paper.doctype
	for paper in (schedule, closed, frappe.get_doc("Family Work Plan", schedule.plan)):
		assert value(paper, "representative") == MARIA, paper.doctype
	doc = fresh(doc)
	assert [row.full_name for row in doc.members] == [MARRIED, JAN]
	assert doc.former_names == doc.members[0].former_names == MARIA
	assert broken_for(family) == []


def test_another_representative_is_nobodys_former_name(family):
	draft = make_assessment(family)
	doc = frappe.get_doc("Family", family)
	doc.representative = JAN
	doc.save()
	assert value(draft, "representative") == JAN
	doc = fresh(doc)
	assert not doc.former_names and [row.full_name for row in doc.members] == [MARIA, JAN]


def test_a_later_paper_says_who_it_was_an_earlier_one_does_not(family):
	earlier = submitted(make_assessment(family))
	rename(family, MARIA, MARRIED)
	later = make_assessment(family, assessment_date=day())
	assert [row.former_names for row in later.household] == [MARIA, None]
	text = printed(later, "F1 Ocena sytuacji rodziny")
	assert f"{MARRIED} (dawniej: {MARIA})" in text
	assert text.count("dawniej") == 2
	assert "dawniej" not in printed(earlier, "F1 Ocena sytuacji rodziny")
	assert MARIA in printed(earlier, "F1 Ocena sytuacji rodziny")


def test_the_comparison_knows_the_same_person(family):
	earlier = submitted(make_assessment(family))
	rename(family, MARIA, MARRIED)
	later = make_assessment(family, assessment_date=day())
	lines = [line for part in get_parts(fresh(earlier), fresh(later)) for line in part.lines]
	assert f"{MARRIED} (dawniej: {MARIA})" in [str(line.label) for line in lines]
	assert {line.change for line in lines} <= {SAME, CHANGED}


# members


def test_a_childs_corrected_name_reaches_open_papers(family):
	make_visit(family, visit_date="2026-09-07", participants=BOTH)
	closed = accepted(make_timesheet(family, month="2026-09"))
	visit = make_visit(family, participants=BOTH)
	card = make_timesheet(family)
	placement = factories.make_placement(family)
	draft = make_assessment(family, incomes=[{"recipient": JAN, "source": "renta", "amount": 1}])
	rename(family, JAN, CORRECTED)
	assert value(visit, "people") == f"{MARIA}, {CORRECTED}"
	assert value(placement, "child") == CORRECTED
	draft = fresh(draft)
	assert [row.full_name for row in draft.household] == [MARIA, CORRECTED]
	assert draft.incomes[0].recipient == CORRECTED
	assert value(card, "out_of_date") == 1
	fresh(card).fetch_visits()
	assert fresh(card).rows[0].people == f"{MARIA}, {CORRECTED}"
	assert fresh(card).workflow_state == DRAFT
	assert fresh(closed).rows[0].people == f"{MARIA}, {JAN}"
	assert broken_for(family) == []


def test_what_is_unique_of_a_person_stays_unique(family):
	consent = make_consent(family)
	factories.make_placement(family, since="2026-08-01", until_date="2026-08-20", end_code="Returned Home")
	rename(family, MARIA, MARRIED)
	rename(family, JAN, CORRECTED)
	assert value(consent, "person") == MARIA
	with pytest.raises(SecondConsentError):
		make_consent(family, person=MARRIED)
	with pytest.raises(SecondPlacementError):
		factories.make_placement(family, child=CORRECTED, since="2026-08-10")
	# The signed one is withdrawn under the name of its day.
	withdrawn = fresh(consent)
	withdrawn.update({"withdrawn_on": day(), "next_step": "End the Work"}).save()
	assert get_names_of(family, MARRIED) == [MARRIED, MARIA]


def test_the_access_copy_finds_the_person_and_hides_others_under_every_name(family):
	make_consent(family)
	submitted(make_assessment(family, parenting="Testowy słucha, Testowski nie."))
	rename(family, MARIA, MARRIED)
	rename(family, JAN, CORRECTED)
	copy = factories.make_access_copy(family, person=MARRIED, entries=[])
	copy.prepare()
	written = "\n".join(row.text or "" for row in fresh(copy).entries)
	assert "zgoda na pracę" in written
	assert "[inna osoba] słucha, [inna osoba] nie." in written
	assert "cukrzyca" in written


def test_a_phone_that_still_holds_the_old_name(family):
	rename(family, JAN, CORRECTED)
	visit = make_visit(family, participants=[*BOTH, {"full_name": CORRECTED}])
	assert visit.people == f"{MARIA}, {CORRECTED}"


def test_consultations_stay_without_former_names(family):
	rename(family, MARIA, MARRIED)
	assert {MARIA, MARRIED} <= set(get_full_names([family]))


def test_another_person_in_the_same_row_is_no_rename(family):
	placement = factories.make_placement(family)
	doc = frappe.get_doc("Family", family)
	doc.members[1].update({"full_name": "Jan Inny", "birth_date": "2018-01-01"})
	doc.save()
	assert value(placement, "child") == JAN
	assert not fresh(doc).members[1].former_names


def test_a_client_writes_no_former_names(family):
	doc = frappe.get_doc("Family", family)
	doc.former_names = doc.members[0].former_names = "Obca Osoba"
	doc.save()
	doc = fresh(doc)
	assert not doc.former_names and not doc.members[0].former_names
	draft = make_assessment(family, household=[{"full_name": MARIA, "former_names": "Obca Osoba"}])
	assert not draft.household[0].former_names


def test_a_name_that_was_only_written_in_capitals_is_no_former_name(family):
	placement = factories.make_placement(family)
	rename(family, JAN, "JAN TESTOWY")
	assert value(placement, "child") == "JAN TESTOWY"
	assert not frappe.get_doc("Family", family).members[1].former_names


def test_every_field_with_a_persons_name_is_carried(site):
	named = {
		doctype
		for doctype in CASE_DOCTYPES
		for df in frappe.get_meta(doctype).fields
		if df.fieldtype == "Autocomplete" and df.fieldname in ("person", "child")
	}
	assert named <= set(PERSON_FIELDS)


def test_a_name_alone_and_with_former_ones():
	assert show_with_former(NEW, [OLD, NEW, OLD], "pl") == f"{NEW} (dawniej: {OLD})"
	assert show_with_former(NEW, [], "pl") == NEW
	assert show_with_former(None, [OLD], "pl") == ""
