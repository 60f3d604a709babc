"""What is asked of the site of the tests that kill, from within the framework: its answer is a line of JSON.

Run in the bench's `sites` folder as `python -m tests.kills.inside SITE prepare NUMBER` , `… SITE prepare_months NUMBER`, `… SITE prepare_digests`,
`… SITE go_on` or `… SITE check`.
"""

import json
import sys

import frappe

from opsfamily.case import batches
from opsfamily.setup import check
from opsfamily.tests import factories
from opsfamily.tests.factories import day, submitted

# Months of cards that wait to be sent, to be accepted alone, and to be accepted together.
TO_SEND = {"web": "2026-05", "mariadb": "2026-06"}
TO_ACCEPT, TO_CLOSE = "2026-07", ("2026-08", "2026-09")
# Months of another assistant, whose cards a job makes.
TOLD = ("assistant", "other_assistant", "client", "stranger", "newcomer", "working_coordinator")
TO_PREPARE = ("2026-01", "2026-02", "2026-03", "2026-04")


def prepare(number: str) -> list[dict]:
	"""Make cases in the middle of the work: kind of document → its name, for each."""
	factories.make_people()
	cases = [make_case(at) for at in range(int(number))]
	frappe.db.commit()
	return cases


def make_case(at: int) -> dict:
	family = factories.make_family().name
	factories.assign(family)
	for month in (*TO_SEND.values(), TO_ACCEPT, *TO_CLOSE):
		hour = 7 + at // 28
		times = {"from_time": f"{hour:02}:00", "to_time": f"{hour:02}:45"}
		factories.make_visit(family, visit_date=f"{month}-{at % 28 + 1:02}", **times)
	plan = submitted(factories.make_plan(family))
	return {
		"family": family,
		"schedule": factories.make_schedule(plan).name,
		"to_send": [factories.make_timesheet(family, month=month).name for month in TO_SEND.values()],
		"to_accept": factories.sent(factories.make_timesheet(family, month=TO_ACCEPT)).name,
		"to_close": [
			factories.sent(factories.make_timesheet(family, month=month)).name for month in TO_CLOSE
		],
		"closing": make_closing(family),
	}


def prepare_months(number: str) -> list[str]:
	"""Make families of another assistant with a visit in each month, and no cards: their names."""
	families = [factories.make_family().name for _family in range(int(number))]
	for at, family in enumerate(families):
		factories.assign(family, "other_assistant")
		for month in TO_PREPARE:
			values = {"visit_date": f"{month}-{at + 1:02}", "assistant": factories.email("other_assistant")}
			factories.make_visit(family, **values)
	frappe.db.commit()
	return families


def prepare_digests() -> list[str]:
	"""Give every assistant a family with an action that is overdue, and begin the night's jobs: who is to be told."""
	frappe.db.delete("Deadline Notice")
	frappe.db.delete("Notification Log")
	for key in TOLD:
		family = factories.make_family().name
		factories.assign(family, key)
		action = {"party": "Family", "action": "rozmowa", "due_date": day(-1)}
		factories.make_running_schedule(family, actions=[action], evaluation_date=day(200))
	batches.begin_day()
	frappe.db.commit()
	return [factories.email(key) for key in TOLD]


def go_on() -> list[str]:
	"""Begin what is unfinished again: the jobs that are."""
	batches.go_on()
	frappe.db.commit()
	return [job for job in batches.JOBS if batches.read_mark(job)]


def make_closing(family: str) -> str:
	assessment = factories.make_final_assessment(family).name
	return factories.make_closing(family, final_assessment=assessment, monitoring_until=day(180)).name


def run_check() -> list[dict]:
	return check.run()["broken"]


if __name__ == "__main__":
	frappe.init(sys.argv[1])
	frappe.connect()
	frappe.local.lang = "pl"
	try:
		asked = (prepare, prepare_months, prepare_digests, go_on)
		answers = {"check": run_check, **{each.__name__: each for each in asked}}
		answer = answers[sys.argv[2]](*sys.argv[3:])
		print(json.dumps(answer, ensure_ascii=False, default=str))
	finally:
		frappe.destroy()
