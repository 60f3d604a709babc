"""A screening of the youngest child, the assistant's other working time, and an outing to the family."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from opsfamily.core.outings import OPEN

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

BORN = "2023-07-09"
# Day, kind, start, end, minutes, description: working time in October besides the visits.
OTHER_WORK = (
	("2026-10-01", "praca biurowa", "08:00", "09:30", 90, "karty czasu pracy za wrzesień"),
	("2026-10-09", "szkolenie", "09:00", "14:00", 300, "praca z rodziną z małym dzieckiem"),
	("2026-10-16", "spotkanie", "08:00", "09:00", 60, "spotkanie asystentów z koordynatorem"),
	("2026-10-23", "dojazd", None, None, 45, "dojazdy do rodzin w tym tygodniu"),
)


def screen(case: DemoCase) -> None:
	keys = {"family": case.family, "tool": "ASQ:SE-2", "screened_on": "2026-09-22"}
	values = {
		"child": get_child_name(case),
		"birth_date": BORN,
		"result": "Near Cut-Off",
		"follow_up": "Rozmowa z matką o zabawie i śnie dziecka; ponowne badanie za pół roku.",
		"next_due": "2027-03-22",
	}
	case.find_or_make("Screening", keys, values)


def get_child_name(case: DemoCase) -> str:
	"""Return the name of the youngest child as the family's page has it."""
	members = frappe.get_doc("Family", case.family).members
	return next(member.full_name for member in members if str(member.birth_date) == BORN)


def record_hours(case: DemoCase) -> None:
	"""Record the assistant's hours, as the coordinator: the assistant can no longer change October."""
	for day, kind, begin, end, minutes, what in OTHER_WORK:
		keys = {"worker": case.get_email("assistant"), "work_date": day, "kind": kind}
		values = {"from_time": begin, "to_time": end, "minutes": minutes, "description": what}
		case.find_or_make("Other Work Time", keys, values)


def go_out_and_come_back(case: DemoCase) -> None:
	"""Record an outing at the time of the demo, as outings use the site's clock."""
	keys = {"family": case.family, "worker": frappe.session.user}
	end = frappe.utils.add_to_date(frappe.utils.now_datetime(), hours=1)
	name = case.find_or_make("Home Outing", keys, {"expected_end": end})
	outing = frappe.get_doc("Home Outing", name)
	if outing.status in OPEN:
		outing.come_back()


STEPS = (
	("assistant", screen),
	("coordinator", record_hours),
	("assistant", go_out_and_come_back),
)
