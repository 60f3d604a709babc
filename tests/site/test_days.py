"""Days out of bounds are refused on every document, with the field's name."""

from datetime import timedelta

import pytest

import frappe
from frappe.utils import add_days, getdate, now_datetime, strip_html

from opsfamily.case.days import (
	FutureDateError,
	TooEarlyError,
	TooLateError,
	get_day_known,
	refuse_impossible_days,
)
from opsfamily.core.days import AHEAD, GROUPS, PAST, WORK
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import FirstDayError
from opsfamily.ops_visits.doctype.family_visit.family_visit import BeforeAssignmentError
from opsfamily.ops_visits.page.quick_visit import quick_visit
from opsfamily.permissions.known import get_children, get_entries
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_notification,
	make_timesheet,
	make_visit,
	make_whole_case,
)


@pytest.fixture
def family(site) -> str:
	family = make_family().name
	assign(family)
	return family


def test_every_day_is_in_a_group():
	known = {(doctype, name) for group in GROUPS for doctype, names in group.items() for name in names}
	doctypes = [*get_entries(), *get_children()]
	dates = {
		(doctype, df.fieldname)
		for doctype in doctypes
		for df in frappe.get_meta(doctype).get("fields", {"fieldtype": "Date"})
		if not df.get("is_custom_field")
	}
	assert dates - known == set(), "enter them in opsfamily/core/days.py"
	assert known - dates == set()


def label(doc, fieldname: str) -> str:
	return strip_html(doc.label_of(fieldname))


def test_no_document_takes_a_day_before_1900_or_in_a_distant_future(site):
	case = make_whole_case()
	for doctype, doc in case.items():
		if not doc.docstatus.is_draft() or doc.meta.istable:
			continue
		for group, wrong, refusal in (
			(WORK, "1890-05-05", TooEarlyError),
			(PAST, "1890-05-05", TooEarlyError),
			(AHEAD, "1890-05-05", TooEarlyError),
			(WORK, str(day(400)), FutureDateError),
			(PAST, str(day(400)), FutureDateError),
			(AHEAD, "2350-01-01", TooLateError),
		):
			for fieldname in group.get(doctype, ()):
				changed = fresh(doc)
				changed.load_doc_before_save()
				changed.set(fieldname, wrong)
				with pytest.raises(refusal) as refused:
					refuse_impossible_days(changed)
				assert label(doc, fieldname) in strip_html(str(refused.value)), (doctype, fieldname)


@pytest.mark.parametrize("wrong", ["0202-05-05", "1899-12-31"])
def test_birth_dates_are_from_1900(site, wrong):
	with pytest.raises(TooEarlyError, match=r"Wiersz 1: .*Data urodzenia.*1900"):
		make_family(members=[{"full_name": "Maria Testowa", "birth_date": wrong}])
	assert make_family(members=[{"full_name": "Maria Testowa", "birth_date": "1900-01-01"}]).name


def test_work_is_not_before_the_notification(site):
	family = make_family().name
	make_notification(family, received_on=day(-30))
	assert get_day_known(family) == day(-30)
	with pytest.raises(TooEarlyError, match="Data oceny"):
		make_assessment(family, assessment_date=day(-31))
	assert make_assessment(family, assessment_date=day(-30)).name


def test_an_earlier_assistant_was_there_before_the_notification(family):
	make_notification(family, received_on=day(-30))
	assert get_day_known(family) == day(-6 * 365)
	with pytest.raises(TooEarlyError):
		make_assessment(family, assessment_date=day(-6 * 365 - 1))


def test_a_family_without_a_paper_of_its_coming_has_the_widest_bounds(family):
	assert get_day_known(family) is None
	assert make_assessment(family, assessment_date="1900-01-01").name


def test_what_was_stored_before_the_rule_can_still_be_saved(family):
	assessment = make_assessment(family)
	assessment.db_set("assessment_date", "1890-01-01")
	saved = fresh(assessment)
	saved.bonds = "Więzi silne."
	assert saved.save().bonds == "Więzi silne."


# hours


def test_a_contact_is_written_when_it_has_ended(family):
	now = now_datetime()
	begin = now - timedelta(hours=1)

	def make_until(end):
		# At night a contact passes midnight.
		passes = int(end.date() > begin.date())
		times = {"from_time": f"{begin:%H:%M}", "to_time": f"{end:%H:%M}", "ends_next_day": passes}
		return make_visit(family, visit_date=begin.date(), **times)

	with pytest.raises(FutureDateError, match="Godzina do"):
		make_until(now + timedelta(hours=1))
	assert make_until(now).minutes == 60


def test_the_tolerance_is_the_offices(family):
	frappe.db.set_single_value("OPS Settings", "clock_tolerance_minutes", 24 * 60)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	assert make_visit(family, visit_date=day(), from_time="00:10", to_time="00:20").name
	assert make_visit(family, visit_date=day(), from_time="23:00", to_time="23:30").name


@pytest.mark.parametrize(("written_at", "is_refused"), [("14:00", True), ("16:20", False), ("17:00", False)])
def test_an_entry_that_waited_is_judged_by_its_own_time(family, written_at, is_refused):
	visit = {
		"family": family,
		"kind": "wizyta w rodzinie",
		"actions": "rozmowa",
		"visit_date": "2026-10-05",
		"from_time": "15:00",
		"to_time": "16:30",
		"written_at": f"2026-10-05 {written_at}:00",
	}
	with acting_as(email("assistant")):
		if is_refused:
			with pytest.raises(FutureDateError, match="Godzina do"):
				quick_visit.save("klucz-czasu-0001-abcd", visit)
		else:
			assert quick_visit.save("klucz-czasu-0001-abcd", visit)["name"]


# before the assignment


@pytest.fixture
def late(site) -> str:
	"""A family whose assignment begins a week after its first contact."""
	family = make_family().name
	make_notification(family, received_on=day(-60))
	assign(family, from_date=day(-20))
	return family


def early_visit(family: str, **values):
	return make_visit(family, **{"visit_date": day(-27), **values})


def test_a_contact_before_the_assignment_is_refused_with_an_offer(late):
	with (
		acting_as(email("assistant")),
		pytest.raises(BeforeAssignmentError, match="Koordynator może poprawić"),
	):
		early_visit(late)
	assert "correct_first_day" not in str(frappe.local.message_log)
	frappe.clear_messages()
	with acting_as(email("coordinator")), pytest.raises(BeforeAssignmentError):
		early_visit(late)
	assert "opsfamily.correct_first_day" in str(frappe.local.message_log)


def test_an_introductory_contact_is_outside_f4(late):
	visit = early_visit(late, introductory=1)
	assert (visit.introductory, visit.on_timesheet) == (1, 0)
	card = make_timesheet(late, month=visit.month)
	assert (card.total_minutes, card.timesheet_minutes) == (120, 0)
	ordinary = make_visit(late, visit_date=day(-19), introductory=1)
	assert (ordinary.introductory, ordinary.on_timesheet) == (0, 1)


def test_somebody_without_an_assignment_is_not_asked_for_one(late):
	assert early_visit(late, assistant=email("coordinator")).name


def test_the_coordinator_corrects_the_first_day(late):
	from opsfamily import api

	values = {"family": late, "worker": email("assistant"), "day": str(day(-27))}
	with acting_as(email("coordinator")):
		for reason in ("", "  "):
			with pytest.raises(FirstDayError, match="Przyczyna poprawienia"):
				api.correct_first_day(**values, reason=reason)
		name = api.correct_first_day(**values, reason="pierwsza wizyta przed pismem")
	assignment = frappe.get_doc("Case Assignment", name)
	assert (assignment.from_date, assignment.first_day_before) == (day(-27), day(-20))
	comments = frappe.get_all("Comment", {"reference_name": name, "comment_type": "Info"}, pluck="content")
	assert any("pierwsza wizyta przed pismem" in comment for comment in comments)
	assert early_visit(late).on_timesheet == 1


def test_two_weeks_back_are_the_limit_however_often(late):
	from opsfamily import api

	values = {"family": late, "worker": email("assistant"), "reason": "pomyłka"}
	with acting_as(email("coordinator")):
		with pytest.raises(FirstDayError, match="14 dni"):
			api.correct_first_day(**values, day=str(day(-35)))
		api.correct_first_day(**values, day=str(day(-30)))
		with pytest.raises(FirstDayError, match="14 dni"):
			api.correct_first_day(**{**values, "reason": "znowu"}, day=str(day(-35)))
		api.correct_first_day(**{**values, "reason": "znowu"}, day=str(day(-34)))


@pytest.mark.parametrize("key", ["assistant", "stranger", "social_worker"])
def test_nobody_else_corrects_it(late, key):
	from opsfamily import api

	with acting_as(email(key)), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
		api.correct_first_day(late, email("assistant"), str(day(-25)), "bo tak")
	[stored] = frappe.get_all("Case Assignment", {"family": late}, pluck="from_date")
	assert getdate(stored) == add_days(getdate(), -20)
