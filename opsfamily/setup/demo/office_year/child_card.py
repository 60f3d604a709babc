"""The card of the oldest child of every fourth family: who decides for it, and the next meeting at its school."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.setup.demo.office_year.case import COORDINATOR, Case

EVERY, WEEKS_AHEAD = 4, 3


def write_card(case: Case, day: date, closing: date | None) -> None:
	"""Write the card as of a day, once; an ended case has nothing ahead."""
	if case.number % EVERY != 1 or "Child Card" in case.documents:
		return
	child, mother = min(case.household.children, key=lambda each: each.birth_date), case.household.mother
	due = day + timedelta(weeks=WEEKS_AHEAD)
	case.make(
		COORDINATOR,
		"Child Card",
		child=child.full_name,
		as_of=day,
		authority=[{"person": mother.full_name, "state": "pełna"}],
		dates=[{"due_on": due, "what": "spotkanie z wychowawcą", "done": int(bool(closing))}],
	)
