"""What families of the section have every week: one appointment in every fifth, a whole week where the plan says so."""

from __future__ import annotations

from datetime import date

from opsfamily.setup.demo.office_year.case import COORDINATOR, Case

DOCTYPE = "Weekly Appointment"
EVERY = 5
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def write_week(case: Case, first: date, closing: date | None) -> None:
	"""Write the appointments from the beginning of the work until its end, once."""
	if DOCTYPE in case.documents:
		return
	child = min(case.household.children, key=lambda each: each.birth_date)
	people = {"child": child.full_name, "parent": case.household.mother.full_name}
	for row in get_rows(case):
		values = {key: value for key, value in row.items() if key != "who"}
		case.make(
			COORDINATOR, DOCTYPE, person=people[row["who"]], from_date=first, until_date=closing, **values
		)


def get_rows(case: Case) -> list[dict]:
	"""Return what the family has every week. who: `child`, the oldest one, or `parent`."""
	if "week" in case.plan:
		return case.pools["week"]
	hours = {"from_time": "16:00:00", "to_time": "17:00:00"}
	weekday = WEEKDAYS[case.number % len(WEEKDAYS)]
	exercise = {"who": "child", "what": "zajęcia ruchowe", "weekday": weekday, **hours}
	return [exercise] if case.number % EVERY == 2 else []
