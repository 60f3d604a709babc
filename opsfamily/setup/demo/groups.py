"""Groups in the demo office: a school for parents, to which the mother comes, and a trip of the day centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import add_days, getdate

from opsfamily.ops_teamwork.doctype.group_meeting.attendance import get_attendance, save_attendance
from opsfamily.ops_teamwork.doctype.support_group.children import add_children
from opsfamily.setup.demo.day_centre import DATA

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

SCHOOL, TRIP = "Szkoła dla rodziców i wychowawców – jesień 2026", "Wyjście świetlicy do kina"
TOPICS = (("2026-10-14", "Co dziecko mówi złością"), ("2026-11-04", "Granice, które chronią"))


def open_school(case: DemoCase) -> None:
	"""Open the school for parents, led by the psychologist and a teacher from outside."""
	leaders = [
		{"user": case.get_email("psychologist"), "from_date": "2026-10-01"},
		{"outside_leader": "mgr Irena Sowa, pedagożka", "from_date": "2026-10-01"},
	]
	values = {
		"kind": "szkoła dla rodziców i wychowawców",
		"from_date": "2026-10-01",
		"place": "OPS Lipowa Góra, sala nr 3",
		"leaders": leaders,
		"purpose": "Dla rodziców dzieci w wieku szkolnym; sześć spotkań.",
	}
	case.find_or_make("Support Group", {"group_name": SCHOOL}, values)


def send_mother(case: DemoCase) -> None:
	"""Enter the mother, who chose the school herself."""
	mother = frappe.db.get_value("Family", case.family, "representative")
	keys = {"family": case.family, "support_group": SCHOOL}
	case.find_or_make("Group Participation", keys, {"person": mother, "from_date": "2026-10-01"})


def hold_meetings(case: DemoCase) -> None:
	"""Hold two meetings, and note who came."""
	for day, topic in TOPICS:
		times = {"from_time": "17:00:00", "to_time": "19:00:00", "other_people": 6}
		keys = {"support_group": SCHOOL, "meeting_date": day}
		meeting = case.find_or_make("Group Meeting", keys, {"topic": topic, **times})
		rows = get_attendance(meeting)
		save_attendance(meeting, [{**row, "presence": row["presence"] or "Present"} for row in rows])


def open_trip(case: DemoCase) -> None:
	"""Open the day centre's trip to the cinema of yesterday, led by its staff."""
	leaders = [{"user": case.get_email("day_centre"), "from_date": "2026-11-01"}]
	values = {
		"kind": "wspólny wyjazd lub wyjście",
		"centre": DATA["centre"]["name"],
		"from_date": add_days(getdate(), -1),
		"until_date": add_days(getdate(), 1),
		"leaders": leaders,
	}
	case.find_or_make("Support Group", {"group_name": TRIP}, values)


def enter_children(case: DemoCase) -> None:
	"""Enter the children of the centre and plan the afternoon."""
	add_children(TRIP)
	keys = {"support_group": TRIP}
	values = {"meeting_date": getdate(), "topic": "Film przyrodniczy", "from_time": "15:00:00"}
	case.find_or_make("Group Meeting", keys, values)


STEPS = (
	("coordinator", open_school),
	("assistant", send_mother),
	("psychologist", hold_meetings),
	("coordinator", open_trip),
	("day_centre", enter_children),
)
