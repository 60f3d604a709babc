"""The history of every third family of the section, with the mother's parents on the genogram."""

from __future__ import annotations

from datetime import date

from opsfamily.core.genogram import FEMALE, MALE
from opsfamily.setup.demo.office_year.case import COORDINATOR, Case

EVERY = 3
RESOURCES = "Babcia pomaga przy dzieciach; matka zna sąsiadów i umie prosić o pomoc."
PATTERNS = "Częste przeprowadzki, także w dzieciństwie matki."


def tell_history(case: Case, day: date) -> None:
	"""Write the family's history as of a day, once: a reopened case has one already."""
	if case.number % EVERY or "Family History" in case.documents:
		return
	history = case.make(COORDINATOR, "Family History", **make_values(case, day))
	mother = next(row for row in history.relatives if row.full_name == case.household.mother.full_name)
	mother.first_parent, mother.second_parent = (row["full_name"] for row in make_grandparents(case))
	history.save()


def make_values(case: Case, day: date) -> dict:
	"""Return the fields of the history, without the household, which comes in by itself."""
	mother = case.household.mother
	moved = {"kind": "przeprowadzka", "who": mother.full_name, "description": "Pierwsze własne mieszkanie."}
	born = {"kind": "narodziny", "description": "Narodziny pierwszego dziecka."}
	oldest = min(child.birth_date for child in case.household.children)
	return {
		"as_of": day,
		"events": [{"year": oldest.year - 1, **moved}, {"year": oldest.year, "month": oldest.month, **born}],
		"relatives": make_grandparents(case),
		"resources": RESOURCES,
		"patterns": PATTERNS,
		"material_help": [{"kind": "świadczenie wychowawcze", "from_date": day, "body": "ZUS"}],
	}


def make_grandparents(case: Case) -> list[dict]:
	"""Return the rows of the mother's parents, who live elsewhere; her father died when she was ten."""
	born, (men, women) = case.household.mother.birth_date.year, case.pools["surnames"][case.number]
	woman = {
		"full_name": f"Helena {women} (babcia)",
		"sex": FEMALE,
		"born": str(born - 24),
		"kinship": "babcia",
	}
	man = {"full_name": f"Tadeusz {men} (dziadek)", "sex": MALE, "born": str(born - 26), "kinship": "dziadek"}
	return [woman, {**man, "died": str(born + 10)}]
