"""A field that an office made mandatory on a document that the app makes itself: the refusal is a sentence that names the
document and the field, and nothing is half written. Pages that ask for such fields are in `test_office_fields.py`."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import frappe
from frappe import _
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.utils import strip_html

import opsfamily
from opsfamily.case.document import start_new_version
from opsfamily.core import requests
from opsfamily.core.figures.reports import SENT
from opsfamily.ops_casework.page.family_import import trial
from opsfamily.ops_consultation.doctype.supervision_plan.supervision_plan import arrange_sessions
from opsfamily.ops_day_centre.page.centre_day import centre_day
from opsfamily.ops_figures.comparing import start_correction
from opsfamily.ops_teamwork.doctype.support_group.children import add_children
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.planned_visit import agenda
from opsfamily.ops_visits.page.month_close import cards
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	fresh,
	make_access_copy,
	make_evaluation,
	make_family,
	make_plan,
	make_request,
	make_running_schedule,
	make_schedule,
	make_timesheet,
	make_visit,
	moved,
	submitted,
)
from opsfamily.tests.make_analysis import make_case_analysis
from opsfamily.tests.make_conference import decision, make_conference
from opsfamily.tests.make_control_pack import make_pack
from opsfamily.tests.make_daycentre import make_centre, make_enrolment
from opsfamily.tests.make_figures import make_report
from opsfamily.tests.make_groups import make_group
from opsfamily.tests.make_supervision import make_year_plan

FIELD, LABEL = "custom_wymagane_osrodka", "Pole ośrodka"
MONTH, DAY = "2026-02", "2026-02-10"


def at_once(make: Callable) -> Callable:
	"""A scenario that needs nothing beforehand."""
	return lambda family: lambda: make(family)


def schedule_submitted(family: str) -> Callable:
	plan = submitted(make_plan(family))
	schedule = make_schedule(plan)
	return schedule.submit


def conference_held(family: str) -> Callable:
	make_running_schedule(family)
	return make_conference(family, decisions=[decision()]).submit


def conference_goes_on(family: str) -> Callable:
	later = {"next_date": day(30), "next_from_time": "10:00", "next_place": "OPS"}
	return make_conference(family, decisions=[], **later).submit


def manager_assigned(family: str) -> Callable:
	analysis = make_case_analysis(family, needs_manager="Yes", manager_reason="złożona sprawa")
	analysis = submitted(analysis)
	return lambda: fresh(analysis).appoint_manager(email("consultant"))


def assistant_assigned(family: str) -> Callable:
	for name in frappe.get_all("Case Assignment", {"family": family}, pluck="name", order_by="name"):
		frappe.db.set_value("Case Assignment", name, "until_date", "2026-01-31")
	asked = moved(make_request(family), requests.SENT)

	def decide():
		with acting("head"):
			moved(fresh(asked), requests.ASSIGNED, docstatus=1)

	return decide


def acting(key: str):
	return acting_as(email(key))


def opened_by_social_worker(_family: str) -> Callable:
	def open_family():
		with acting("social_worker"):
			make_family()

	return open_family


def version_of(doctype: str) -> Callable:
	def prepare(family: str) -> Callable:
		schedule = make_running_schedule(family)
		name = schedule.name if doctype == "Action Schedule" else schedule.plan
		return lambda: start_new_version(doctype, name)

	return prepare


def card_made(family: str) -> Callable:
	make_visit(family, visit_date=DAY)

	def make():
		with acting("assistant"):
			cards.make_or_refresh(family, MONTH)

	return make


def acceptance_withdrawn(family: str) -> Callable:
	make_visit(family, visit_date=DAY)
	card = accepted(make_timesheet(family, month=MONTH))
	return lambda: fresh(card).withdraw_acceptance("pomyłka")


def rows_fetched(family: str) -> Callable:
	make_visit(family, visit_date=DAY)
	return lambda: make_timesheet(family, month=MONTH)


def gone_out(family: str) -> Callable:
	def go():
		with acting("assistant"):
			outings.go_out(family, 60, "")

	return go


def planned_again(family: str) -> Callable:
	visit = make_visit(family, visit_date=DAY)

	def plan():
		with acting("assistant"):
			agenda.plan_next(visit.name)

	return plan


def sessions_arranged(_family: str) -> Callable:
	plan = make_year_plan("assistant", "other_assistant")
	return lambda: arrange_sessions(plan.name)


def children_added(family: str) -> Callable:
	centre = make_centre("Świetlica wymagających")
	make_enrolment(family, centre=centre)
	group = make_group("Grupa wymagających", centre=centre)
	return lambda: add_children(getattr(group, "name", group))


def all_children_present(family: str) -> Callable:
	centre = make_centre("Świetlica wymagających")
	make_enrolment(family, centre=centre)
	return lambda: centre_day.all_present(centre, str(day()))


def copy_prepared(family: str) -> Callable:
	copy = make_access_copy(family)
	return lambda: fresh(copy).prepare()


def evaluation_begun(family: str) -> Callable:
	schedule = make_running_schedule(family)
	return lambda: make_evaluation(schedule)


def report_corrected(_family: str) -> Callable:
	report = make_report()
	frappe.db.set_value("Section Report", report.name, {"docstatus": 1, "status": SENT})
	return lambda: start_correction(report.name, "błąd")


# What is made → (its DocType, a scenario: what is there before, and returns what makes it).
MADE = {
	"actions of a schedule": ("Scheduled Action", schedule_submitted),
	"actions of a conference": ("Scheduled Action", conference_held),
	"the next conference": ("Case Conference", conference_goes_on),
	"a case manager's part": ("Case Assignment", manager_assigned),
	"the assistant's part after a request": ("Case Assignment", assistant_assigned),
	"the part of who opens a family": ("Case Assignment", opened_by_social_worker),
	"a control pack": ("Control Pack", at_once(make_pack)),
	"a corrected report": ("Section Report", report_corrected),
	"a new version of a plan": ("Family Work Plan", version_of("Family Work Plan")),
	"a new version of a schedule": ("Action Schedule", version_of("Action Schedule")),
	"a card": ("Assistant Timesheet", card_made),
	"a card after a withdrawn acceptance": ("Assistant Timesheet", acceptance_withdrawn),
	"rows of a card": ("Timesheet Row", rows_fetched),
	"an outing": ("Home Outing", gone_out),
	"a plan after a visit": ("Planned Visit", planned_again),
	"sessions of a year's plan": ("Supervision Session", sessions_arranged),
	"children of a centre in a group": ("Group Participation", children_added),
	"notes of all present": ("Day Centre Note", all_children_present),
	"rows of a person's copy": ("Access Copy Entry", copy_prepared),
	"rows of an evaluation": ("Evaluated Action", evaluation_begun),
}
DOCTYPES = sorted({doctype for doctype, _scenario in MADE.values()} | {"Family"})


@pytest.fixture(scope="module")
def fields(connected_site) -> Iterator[None]:
	"""The office's fields, not mandatory yet; each new column commits."""
	frappe.set_user("Administrator")
	field = {"fieldname": FIELD, "label": LABEL, "fieldtype": "Data"}
	create_custom_fields({doctype: [field] for doctype in DOCTYPES})
	frappe.db.commit()
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype in DOCTYPES:
		frappe.delete_doc("Custom Field", f"{doctype}-{FIELD}", force=True)
	frappe.db.commit()


@pytest.fixture
def demand(fields, site) -> Iterator[Callable[[str], None]]:
	"""Make the office's field of a DocType mandatory, as an administrator does."""
	changed = []

	def make_mandatory(doctype: str) -> None:
		frappe.db.set_value("Custom Field", f"{doctype}-{FIELD}", "reqd", 1)
		frappe.clear_cache(doctype=doctype)
		changed.append(doctype)

	yield make_mandatory
	frappe.db.rollback()
	for doctype in changed:
		frappe.clear_cache(doctype=doctype)


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name, from_date="2026-01-01")
	return name


@pytest.mark.parametrize("made", MADE)
def test_what_the_app_makes_says_what_is_missing(made, family, demand):
	doctype, prepare = MADE[made]
	make = prepare(family)
	demand(doctype)
	with pytest.raises(frappe.MandatoryError) as refusal:
		make()
	said = strip_html(str(refusal.value))
	assert LABEL in said and FIELD not in said
	holder = doctype if not frappe.get_meta(doctype).istable else None
	assert holder is None or _(doctype) in said
	assert holder or re.search(r"\d+: " + LABEL, said), said
	assert 400 <= refusal.value.http_status_code < 500


def test_the_month_says_it_for_each_card_and_makes_the_others(family, demand, as_user):
	make_visit(family, visit_date=DAY)
	demand("Assistant Timesheet")
	with as_user(email("assistant")):
		cards.prepare_cards(MONTH)
		results = cards.get_progress(MONTH)["results"]
		(result,) = [row for row in results if row["family"] == family]
		assert result["outcome"] == cards.REFUSED and LABEL in result["reason"]
		cards.prepare_cards(MONTH, {FIELD: "jest"})
	assert frappe.db.get_value("Assistant Timesheet", {"family": family, "month": MONTH}, FIELD) == "jest"


def test_a_family_of_a_table_is_a_fault_with_the_fields_name(demand):
	demand("Family")
	said = trial.get_text(refuse(lambda: make_family()))
	assert said == _("{0}: {1} is missing.").format(_("Family"), LABEL)


def refuse(act: Callable) -> Exception:
	with pytest.raises(frappe.MandatoryError) as refusal:
		act()
	return refusal.value


# Made for the platform, or by a page that asks (test_office_fields.py), or written without the rules of a document.
ELSEWHERE = {
	"permissions/traces.py",
	"permissions/own_desk.py",
	"permissions/access_log.py",
	"ops_consultation/feedback.py",
	"ops_casework/page/family_import/trial.py",
	"ops_casework/doctype/family/similar.py",
	"ops_casework/doctype/control_pack/job.py",
	"ops_figures/counted.py",
	"ops_paper/pages.py",
	"ops_paper/editable_copy.py",
	"ops_paper/mailed.py",
	"clocks/digest.py",
	"ops_visits/page/quick_visit/quick_visit.py",
	"ops_visits/travel_fields.py",
	"setup/create.py",
	"setup/defaults.py",
	"setup/shipped.py",
	"ops_teamwork/doctype/group_meeting/attendance.py",
	"ops_teamwork/doctype/outside_answer/outside_answer.py",
	"notify.py",
	"case/document.py",
}
ASKED_HERE = {
	"ops_casework/doctype/action_schedule/action_schedule.py",
	"ops_casework/doctype/family/family.py",
	"ops_casework/doctype/control_pack/many.py",
	"ops_teamwork/doctype/case_conference/actions.py",
	"ops_teamwork/doctype/case_conference/case_conference.py",
	"ops_teamwork/doctype/case_analysis/case_analysis.py",
	"ops_teamwork/doctype/support_group/children.py",
	"ops_intake/doctype/assistant_request/assistant_request.py",
	"ops_consultation/doctype/supervision_plan/supervision_plan.py",
	"ops_figures/comparing.py",
	"ops_visits/page/month_close/cards.py",
	"ops_visits/doctype/assistant_timesheet/assistant_timesheet.py",
	"ops_visits/doctype/home_outing/outings.py",
	"ops_visits/doctype/planned_visit/agenda.py",
	"ops_visits/doctype/planned_visit/planned_visit.py",
	"ops_day_centre/page/centre_day/centre_day.py",
}


def test_every_place_that_makes_a_document_is_asked():
	root = Path(opsfamily.__file__).parent
	without = ("tests/", "patches/", "setup/demo/")
	files = {str(path.relative_to(root)): path for path in root.rglob("*.py")}
	making = {
		name
		for name, path in files.items()
		if not name.startswith(without)
		and "/test_" not in name
		and re.search(r"\.(insert|db_insert|bulk_insert)\(|new_doc\(", path.read_text())
	}
	assert making == ELSEWHERE | ASKED_HERE
