"""The history of the demo family: what it told of itself, three generations for the genogram, help beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from opsfamily.core.genogram import FEMALE, MALE

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

MOTHER, FATHER = "Katarzyna Zielińska", "Paweł Zieliński"
MOTHERS_PARENTS = ("Halina Nowicka", "Edward Nowicki")
FATHERS_PARENTS = ("Irena Zielińska", "Stanisław Zieliński")
# Year, month, kind, whom it concerned, what happened.
EVENTS = (
	(2013, 6, "ślub, związek", "Katarzyna i Paweł", "Wspólne zamieszkanie u rodziców Pawła."),
	(2015, 0, "śmierć, strata", "Edward Nowicki", "Śmierć ojca Katarzyny; przez rok nie pracowała."),
	(2018, 9, "przeprowadzka", "cała rodzina", "Własne mieszkanie komunalne przy ul. Ogrodowej."),
	(2021, 0, "praca, utrata pracy", "Paweł Zieliński", "Zamknięcie zakładu, odtąd prace dorywcze."),
	(
		2024,
		3,
		"wcześniejsza pomoc",
		"Katarzyna Zielińska",
		"Pół roku w poradni; po przerwie w pracy wróciły siły.",
	),
)
RELATIVES = (
	{
		"full_name": MOTHERS_PARENTS[0],
		"sex": FEMALE,
		"born": "1965",
		"kinship": "babcia",
		"partner": MOTHERS_PARENTS[1],
	},
	{
		"full_name": MOTHERS_PARENTS[1],
		"sex": MALE,
		"born": "1960",
		"died": "2015",
		"illness": "choroba serca",
	},
	{
		"full_name": FATHERS_PARENTS[0],
		"sex": FEMALE,
		"born": "1961",
		"kinship": "babcia",
		"partner": FATHERS_PARENTS[1],
		"separated": 1,
	},
	{"full_name": FATHERS_PARENTS[1], "sex": MALE, "born": "1958", "illness": "uzależnienie od alkoholu"},
	{
		"full_name": "Beata Nowicka",
		"sex": FEMALE,
		"born": "1988",
		"kinship": "ciotka",
		"first_parent": MOTHERS_PARENTS[0],
		"second_parent": MOTHERS_PARENTS[1],
		"remark": "zabiera dzieci w soboty",
	},
)
HELP = (
	{"kind": "świadczenia rodzinne", "from_date": "2026-11-01", "until_date": "2027-10-31", "body": "OPS"},
	{
		"kind": "posiłek w szkole",
		"from_date": "2026-09-01",
		"until_date": "2027-06-30",
		"body": "OPS, SP nr 2",
	},
)


def tell_history(case: DemoCase) -> None:
	values = {
		"as_of": "2026-09-15",
		"events": [
			{"year": year, "month": month, "kind": kind, "who": who, "description": what}
			for year, month, kind, who, what in EVENTS
		],
		"relatives": [dict(row) for row in RELATIVES],
		"resources": "Babcia Halina mieszka dwie ulice dalej i pomaga przy dzieciach; Katarzyna szyje, sąsiadki zamawiają.",
		"patterns": "W obu rodzinach o kłopotach nie mówi się dzieciom; ojcowie po stracie pracy odsuwają się od domu.",
		"material_help": [dict(row) for row in HELP],
	}
	history = frappe.get_doc(
		"Family History", case.find_or_make("Family History", {"family": case.family}, values)
	)
	join_generations(history)


def join_generations(history) -> None:
	"""Say whose children the two parents are, once the household is in the table."""
	parents = {MOTHER: MOTHERS_PARENTS, FATHER: FATHERS_PARENTS}
	for row in history.relatives:
		if row.full_name in parents:
			row.first_parent, row.second_parent = parents[row.full_name]
			row.partner = FATHER if row.full_name == MOTHER else MOTHER
	history.save()


STEPS = (("assistant", tell_history),)
