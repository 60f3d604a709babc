"""Where a family is in the procedure, and what comes next."""

from datetime import date

import pytest

from opsfamily.core import procedure as core
from opsfamily.core.basis import CONSENT, COURT, FOR_LIFE
from opsfamily.core.closing import CASE_CLOSED, MONITORED, UNDER_SUPPORT
from opsfamily.core.status import GIVEN_UP, NOTIFIED, TURNED_DOWN, WAITING

ORDER = core.WHOLE


def days(*steps: str) -> dict[str, date]:
	"""One step a month, in the order given."""
	return {step: date(2026, number, 1) for number, step in enumerate(steps, start=1)}


def next_of(bases, done, status) -> str | None:
	found = [stage.name for stage in core.get_stages(bases, done, status) if stage.state == core.NEXT]
	assert len(found) <= 1
	return found[0] if found else None


@pytest.mark.parametrize("number", range(len(ORDER) - 3))
def test_each_step_leads_to_the_next_one(number):
	status = UNDER_SUPPORT if number >= ORDER.index(core.ASSISTANT) else NOTIFIED
	assert next_of({CONSENT}, days(*ORDER[: number + 1]), status) == ORDER[number + 1]


def test_a_family_of_which_nothing_is_known():
	assert next_of(set(), {}, NOTIFIED) == core.NOTIFICATION


def test_after_an_evaluation_the_next_assessment():
	done = days(*ORDER[: ORDER.index(core.EVALUATION) + 1])
	assert next_of({CONSENT}, done, UNDER_SUPPORT) == core.ASSESSMENT
	done[core.ASSESSMENT] = date(2026, 12, 1)
	assert next_of({CONSENT}, done, UNDER_SUPPORT) == core.EVALUATION


def test_a_new_schedule_awaits_its_own_evaluation():
	done = {**days(*ORDER[: ORDER.index(core.EVALUATION) + 1]), core.SCHEDULE: date(2026, 12, 1)}
	assert next_of({CONSENT}, done, UNDER_SUPPORT) == core.EVALUATION


def test_a_family_that_was_taken_over_has_no_intake_ahead():
	done = days(core.ASSISTANT, core.ASSESSMENT)
	assert next_of({CONSENT}, done, UNDER_SUPPORT) == core.PLAN
	states = {stage.name: stage.state for stage in core.get_stages({CONSENT}, done, UNDER_SUPPORT)}
	assert states[core.NOTIFICATION] == states[core.RESOLUTION] == core.PASSED
	assert states[core.SCHEDULE] == core.AHEAD


def test_visits_before_the_plan_do_not_pass_it_over():
	done = days(core.ASSISTANT, core.WORK)
	assert next_of({CONSENT}, done, UNDER_SUPPORT) == core.ASSESSMENT


def test_an_order_of_a_court_has_no_interview_unless_one_was_made():
	def names(done):
		return [stage.name for stage in core.get_stages({COURT}, done, WAITING)]

	assert core.INTERVIEW not in names(days(core.NOTIFICATION))
	assert core.INTERVIEW in names(days(core.NOTIFICATION, core.INTERVIEW))


def test_for_life_alone():
	stages = core.get_stages({FOR_LIFE}, days(core.NOTIFICATION, core.ASSISTANT), UNDER_SUPPORT)
	assert [stage.name for stage in stages] == list(core.FOR_LIFE)
	assert next_of({FOR_LIFE}, days(core.ASSISTANT), UNDER_SUPPORT) == core.CATALOGUE
	assert next_of({FOR_LIFE}, days(core.ASSISTANT, core.CATALOGUE, core.WORK), UNDER_SUPPORT) == core.WORK


@pytest.mark.parametrize("status", [TURNED_DOWN, GIVEN_UP, CASE_CLOSED])
def test_of_a_case_that_is_over_nothing_comes(status):
	stages = core.get_stages({CONSENT}, days(core.NOTIFICATION), status)
	assert {stage.state for stage in stages} == {core.DONE, core.ENDED}


def test_a_monitored_family():
	done = days(*ORDER[: ORDER.index(core.CLOSING) + 1])
	assert next_of({CONSENT}, done, MONITORED) == core.MONITORING
	stages = core.get_stages({CONSENT}, {**done, core.MONITORING: date(2026, 12, 1)}, MONITORED)
	assert stages[-1].state == core.NEXT and stages[-1].day == date(2026, 12, 1)


def test_every_step_has_its_hand():
	assert set(core.HANDS) == {*core.WHOLE, *core.FOR_LIFE}
