"""An agreement with the school of the demo family's child, and what the family has every week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsfamily.setup.demo.child_card import CHILD

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

SCHOOL = "SP nr 2 w Lipowej Górze"


def agree_with_school(case: DemoCase) -> None:
	"""Write down the agreement with the school, and how the cooperation was evaluated after some months."""
	values = {
		"kind": "szkoła",
		"agreement_number": "OPS/3/2026",
		"keeper": case.get_email("coordinator"),
		"valid_until": "2027-01-31",
		"contacts": [
			{"person": "Marta Gil", "position": "pedagog szkolny", "phone": "22 555 02 10"},
			{"person": "Tomasz Lis", "position": "dyrektor", "phone": "22 555 02 00"},
		],
		"subject": "Wspólna praca z rodzinami uczniów: szkoła i asystent rodziny uzgadniają, co robi szkoła, a co dom.",
		"ways": "Pedagog dzwoni do asystenta w dniu, w którym dzieje się coś ważnego; asystent odpowiada do następnego dnia.",
		"shared_tools": "Karta informacyjna ucznia\nSpotkanie raz na dwa miesiące",
		"evaluations": [
			{
				"evaluated_on": "2026-09-18",
				"stage": "poprawa komunikacji",
				"degree": "delegowanie",
				"participants": "pedagog, koordynator",
				"works_well": "Wiadomości przychodzą tego samego dnia.",
				"to_improve": "Zapraszać wychowawców na spotkania osób prowadzących.",
			}
		],
	}
	case.find_or_make("Cooperation Agreement", {"body": SCHOOL, "valid_from": "2026-02-01"}, values)


def write_appointments(case: DemoCase) -> None:
	"""Write what has no other document: a lesson after school, and the mother's course every second week."""
	rows = (
		{
			"person": CHILD,
			"what": "zajęcia wyrównawcze",
			"institution": SCHOOL,
			"weekday": "Wednesday",
			"from_time": "12:30:00",
			"to_time": "13:15:00",
		},
		{
			"person": "Katarzyna Zielińska",
			"what": "kurs komputerowy",
			"institution": "Powiatowy Urząd Pracy",
			"weekday": "Thursday",
			"from_time": "09:00:00",
			"to_time": "12:00:00",
			"every_second": 1,
		},
	)
	for row in rows:
		keys = {"family": case.family, "what": row["what"]}
		case.find_or_make("Weekly Appointment", keys, {**row, "from_date": "2026-10-05"})


STEPS = (("coordinator", agree_with_school), ("assistant", write_appointments))
