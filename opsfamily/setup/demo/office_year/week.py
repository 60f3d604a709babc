"""What every fifth family of the section has every week, and the agreement with the school of the town."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, Case

if TYPE_CHECKING:
	from opsfamily.setup.demo.office_year.section import Office

EVERY, BEGAN_AGO, TO_END = 5, 330, 60
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def agree_with_school(office: Office, today: date) -> None:
	"""Write the agreement with the section's school once; it ends in two months."""
	school = office.pools["network"]["preschool"]
	values = {
		"kind": school["kind"],
		"keeper": office.get_email(COORDINATOR),
		"valid_from": today - timedelta(days=BEGAN_AGO),
		"valid_until": today + timedelta(days=TO_END),
		"contacts": [{"person": school["contact"], "phone": school["phone"]}],
		"subject": "Wspólna praca z rodzinami dzieci.",
	}
	with acting_as(office.get_email(COORDINATOR)):
		office.find_or_make("Cooperation Agreement", {"body": school["institution"]}, values)


def write_appointment(case: Case, first: date, closing: date | None) -> None:
	"""Write one appointment of a child, from the beginning of the work until its end."""
	if case.number % EVERY != 2 or "Weekly Appointment" in case.documents:
		return
	child = min(case.household.children, key=lambda each: each.birth_date)
	case.make(
		COORDINATOR,
		"Weekly Appointment",
		person=child.full_name,
		what="zajęcia ruchowe",
		weekday=WEEKDAYS[case.number % len(WEEKDAYS)],
		from_time="16:00:00",
		to_time="17:00:00",
		from_date=first,
		until_date=closing,
	)
