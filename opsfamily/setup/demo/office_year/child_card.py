"""The card of the oldest child of every fourth family: who decides for it, and the next meeting at its school."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.setup.demo.office_year.case import COORDINATOR, Case
from opsfamily.setup.demo.office_year.household import LAST_CLASS, Person, get_class

EVERY, PLACE, WEEKS_AHEAD = 4, 1, 3


def write_card(case: Case, day: date, closing: date | None) -> None:
	"""Write the card as of a day, once; an ended case has nothing ahead."""
	if not has_card(case) or "Child Card" in case.documents:
		return
	child, mother = get_oldest(case), case.household.mother
	due = day + timedelta(weeks=WEEKS_AHEAD)
	at_school, before = (
		("spotkanie w szkole", "wychowawca"),
		("rozmowa o miejscu w przedszkolu", "dyrektorka"),
	)
	what, with_whom = at_school if goes_to_school(case) else before
	case.make(
		COORDINATOR,
		"Child Card",
		child=child.full_name,
		as_of=day,
		authority=[{"person": mother.full_name, "state": "pełna"}],
		dates=[
			{
				"due_on": due,
				"what": what,
				"with_whom": with_whom,
				"done": int(bool(closing)),
			}
		],
	)


def has_card(case: Case) -> bool:
	return case.number % EVERY == PLACE


def get_oldest(case: Case) -> Person:
	return min(case.household.children, key=lambda each: each.birth_date)


def get_people(case: Case) -> list[dict]:
	"""Return tutor and doctor of the card's child as rows of the family's network; a small child has no tutor."""
	if not has_card(case):
		return []
	child = get_oldest(case)
	tutor, doctor = ({**row, "child": child.full_name} for row in case.pools["child_people"])
	return [tutor, doctor] if goes_to_school(case) else [doctor]


def goes_to_school(case: Case) -> bool:
	return 1 <= get_class(get_oldest(case).birth_date, case.today) <= LAST_CLASS
