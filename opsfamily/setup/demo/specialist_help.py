"""Help of specialists in the demo office's first case, and an intervention when a child was ill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from opsfamily.setup.demo.safety import get_child_name

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase


def give_help(case: DemoCase) -> None:
	"""Record the psychologist's talk with the mother."""
	mother = frappe.db.get_value("Family", case.family, "representative")
	keys = {"family": case.family, "kind": "poradnictwo psychologiczne", "help_date": "2026-11-10"}
	values = {
		"minutes": 50,
		"worker": frappe.session.user,
		"persons": [{"full_name": mother}],
		"note": "Rozmowa o zmęczeniu i o stałych porach dnia dzieci; następna za miesiąc.",
		"follow_up_on": "2026-12-10",
	}
	case.find_or_make("Specialist Help", keys, values)


def work_in_centre(case: DemoCase) -> None:
	"""Record the psychologist's individual work with the child in the day centre."""
	child, centre = frappe.db.get_value(
		"Day Centre Enrolment", {"family": case.family}, ["child", "centre"], order_by="from_date"
	)
	keys = {"family": case.family, "kind": "praca indywidualna z dzieckiem", "help_date": "2026-11-19"}
	values = {
		"minutes": 45,
		"worker": frappe.session.user,
		"centre": centre,
		"persons": [{"full_name": child}],
		"note": "Zabawa w nazywanie uczuć; dziecko chętnie mówi o szkole, mniej o domu.",
	}
	case.find_or_make("Specialist Help", keys, values)


def record_legal_help(case: DemoCase) -> None:
	"""Record help from outside the office."""
	mother = frappe.db.get_value("Family", case.family, "representative")
	keys = {"family": case.family, "kind": "poradnictwo prawne", "help_date": "2026-10-20"}
	values = {
		"minutes": 45,
		"outside_specialist": "r. pr. Ewa Lisowska",
		"institution": "punkt nieodpłatnej pomocy prawnej",
		"persons": [{"full_name": mother}],
		"note": "Omówiono pozew o alimenty i dokumenty, które trzeba zebrać.",
	}
	case.find_or_make("Specialist Help", keys, values)


def intervene(case: DemoCase) -> None:
	"""Record and sign how an ambulance was called to the youngest child."""
	day = "2026-10-07"
	values = {
		"worker": frappe.session.user,
		"from_time": "16:20:00",
		"place": "mieszkanie rodziny",
		"persons": [{"full_name": get_child_name(case)}],
		"seen": "Dziecko z wysoką gorączką dostało drgawek; matka przestraszona, telefon rozładowany.",
		"done": "Wezwano pogotowie pod 112, do jego przyjazdu dziecko leżało na boku; matka pojechała z dzieckiem "
		"do szpitala, rodzeństwo zostało z babcią.",
		"notified": [
			{"body": "pogotowie ratunkowe", "notified_on": day, "at_time": "16:22:00", "way": "Phone"}
		],
	}
	case.find_or_make("Intervention", {"family": case.family, "intervention_date": day}, values, submit=True)


STEPS = (
	("psychologist", give_help),
	("psychologist", work_in_centre),
	("assistant", record_legal_help),
	("assistant", intervene),
)
