"""The updates of visits, cards and outcomes, from the state before them."""

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE, DIRECT
from opsfamily.patches.v1_2 import (
	count_night_of_clock_change,
	create_usual_actions,
	date_outcomes,
	keep_tasks_open,
	set_visit_natures,
)
from opsfamily.setup import check
from opsfamily.tests.factories import (
	accepted,
	assign,
	fresh,
	make_evaluation,
	make_family,
	make_running_schedule,
	make_timesheet,
	make_visit,
	submitted,
)

ROW, VISIT = "Timesheet Row", "Family Visit"


@pytest.fixture
def family(site) -> str:
	family = make_family().name
	assign(family)
	return family


def log_of(title: str) -> list[str]:
	return frappe.get_all("Error Log", {"method": title}, pluck="error", order_by="creation desc")


def test_natures_of_visits_and_cards(family):
	visit = make_visit(family)
	call = make_visit(family, kind="rozmowa telefoniczna", from_time="18:00", to_time="18:10")
	attempt = make_visit(family, kind="nieobecność rodziny w domu", from_time="19:00", to_time="19:10")
	card = accepted(make_timesheet(family))
	before = fresh(card).modified
	visits = (visit, call, attempt)
	names = ["in", [each.name for each in visits]]
	frappe.db.set_value(VISIT, {"name": names}, "nature", None)
	frappe.db.set_value(ROW, {"parent": card.name}, {"nature": None, "signature_note": None})
	card.db_set("direct_minutes", 0, update_modified=False)
	for _again in range(2):
		set_visit_natures.execute()
		card = fresh(card)
		assert [fresh(each).nature for each in visits] == [DIRECT, BY_PHONE, ATTEMPT]
		assert [row.nature for row in card.rows] == [DIRECT, BY_PHONE, ATTEMPT]
		assert (card.direct_minutes, card.total_minutes, card.modified) == (120, 140, before)
		assert card.rows[2].signature_note == "próba kontaktu – bez podpisu"
	assert card.name not in [name for _kind, name in check.check_frozen_cards().documents]


def test_a_row_without_visit_and_kind_is_listed(family):
	make_visit(family)
	card = accepted(make_timesheet(family))
	values = {"nature": None, "visit": "WIZ-0000-0000", "kind": "rodzaj, którego nie ma"}
	frappe.db.set_value(ROW, {"parent": card.name}, values)
	set_visit_natures.execute()
	assert fresh(card).rows[0].nature is None
	assert any(card.name in text for text in log_of("Cards with a contact whose nature is not known"))


def test_the_night_of_the_clock_change(family):
	night = {"visit_date": "2026-10-24", "from_time": "22:00", "to_time": "06:00", "ends_next_day": 1}
	visit = make_visit(family, **night)
	card = make_timesheet(family)
	other = make_family().name
	frozen = make_visit(other, assistant=assign(other, "other_assistant").user, **night)
	make = {"assistant": frozen.assistant}
	frozen_card = accepted(make_timesheet(other, **make))
	for each in (visit, frozen):
		each.db_set("minutes", 480)
	frappe.db.set_value(ROW, {"parent": ["in", [card.name, frozen_card.name]]}, "minutes", 480)
	for _again in range(2):
		count_night_of_clock_change.execute()
		assert (fresh(visit).minutes, fresh(frozen).minutes) == (540, 480)
		assert (fresh(card).out_of_date, fresh(frozen_card).out_of_date) == (1, 0)
	logged = log_of("Visits in the night of the clock change on sent cards")
	assert frozen.name in logged[0] and visit.name not in logged[0]


def test_outcomes_are_dated_by_their_meeting(family):
	schedule = make_running_schedule(family)
	evaluation = make_evaluation(schedule, decision="Continue the Plan")
	evaluation.actions[0].outcome, evaluation.actions[1].outcome = "Done", "Not Done"
	submitted(evaluation.save())
	met = getdate(evaluation.meeting_date)
	names = [row.scheduled_action for row in evaluation.actions]
	submitted_on = getdate(fresh(evaluation).modified)
	frappe.db.set_value("Scheduled Action", {"name": ["in", names]}, "outcome_on", None)
	frappe.db.set_value("Scheduled Action", names[0], "done_on", submitted_on)
	for _again in range(2):
		date_outcomes.execute()
		done, not_done = (frappe.get_doc("Scheduled Action", name) for name in names)
		assert (done.outcome_on, done.done_on) == (met, met)
		assert (not_done.outcome_on, not_done.done_on) == (met, None)


def test_a_day_that_somebody_typed_stays(family):
	schedule = make_running_schedule(family)
	action = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name})
	action.update({"outcome": "Done", "done_on": add_days(getdate(), -20)}).save()
	action.db_set("outcome_on", None)
	date_outcomes.execute()
	action.reload()
	assert action.outcome_on == action.done_on == add_days(getdate(), -20)


def test_an_outcome_without_a_day_is_listed(family):
	schedule = make_running_schedule(family)
	action = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name})
	frappe.db.set_value("Scheduled Action", action.name, {"outcome": "Not Done", "outcome_on": None})
	date_outcomes.execute()
	assert fresh(action).outcome_on is None
	assert any(action.name in text for text in log_of("Actions whose outcome has no known day"))


def test_the_tasks_that_were_shown_are_open(family):
	earlier = make_visit(family, visit_date="2026-10-01", next_meeting_tasks="stare")
	shown = make_visit(family, next_meeting_tasks="Rachunki\nŚwietlica")
	make_visit(family, visit_date="2026-10-07", kind="nieobecność rodziny w domu")
	accepted(make_timesheet(family))
	frappe.db.delete("Visit Task", {"parent": ["in", [earlier.name, shown.name]]})
	for _again in range(2):
		keep_tasks_open.execute()
		assert [row.task for row in fresh(shown).tasks] == ["Rachunki", "Świetlica"]
		assert {row.outcome for row in fresh(shown).tasks} == {"Open Task"}
		assert fresh(earlier).tasks == []


def test_usual_actions_are_created_once_and_stay_the_offices(site):
	frappe.db.delete("Usual Action", {"name": "trening budżetowy"})
	frappe.db.set_value("Usual Action", "rozmowa wspierająca", "disabled", 1)
	for _again in range(2):
		create_usual_actions.execute()
		assert frappe.db.exists("Usual Action", "trening budżetowy")
		assert frappe.db.get_value("Usual Action", "rozmowa wspierająca", "disabled") == 1
