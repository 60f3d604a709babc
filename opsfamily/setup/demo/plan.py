"""The assistant's planned visits with the family of the story: today and the coming week, from the day of the demo."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from opsfamily.core.planned_visits import BY_FAMILY, PLANNED
from opsfamily.core.work_days import is_working_day

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

# Working days from today, hours, what for.
VISITS = (
	(0, "16:00", "17:30", "Trening budżetowy: rachunki za listopad.\nZabrać zeszyt wydatków."),
	(2, "15:00", "16:30", "Rozmowa o planie dnia dzieci."),
	(5, "16:00", "17:30", "Ćwiczenie zabawy z najmłodszym dzieckiem."),
)
# The second one was called off by the family.
CALLED_OFF, WHY = 1, "Wizyta dziecka u lekarza."


def plan_visits(case: DemoCase) -> None:
	"""Plan the visits, unless an earlier run has left open ones."""
	open_ones = {"family": case.family, "status": PLANNED, "planned_on": [">=", getdate()]}
	last = frappe.db.get_value("Planned Visit", open_ones, "name", order_by="planned_on desc")
	if last:
		case.documents["Planned Visit"] = last
		return
	for number, (ahead, begin, end, purpose) in enumerate(VISITS):
		keys = {"family": case.family, "worker": frappe.session.user, "planned_on": get_working_day(ahead)}
		values = {"from_time": begin, "to_time": end, "purpose": purpose}
		plan = frappe.get_doc("Planned Visit", case.find_or_make("Planned Visit", keys, values))
		if number == CALLED_OFF and plan.status == PLANNED:
			plan.call_off(BY_FAMILY, WHY)


def get_working_day(ahead: int) -> date:
	"""Return today where it is a working day, else the next one, and so many working days from it."""
	day = getdate()
	while True:
		if is_working_day(day):
			if not ahead:
				return day
			ahead -= 1
		day += timedelta(days=1)


STEPS = (("assistant", plan_visits),)
