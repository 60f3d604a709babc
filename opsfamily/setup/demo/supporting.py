"""A supporting family in the demo office's first case: neighbours, by an agreement of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
	from opsfamily.setup.demo.case import DemoCase

DOCTYPE = "Supporting Family"


def propose(case: DemoCase) -> None:
	"""Propose the neighbours after the interview in their home."""
	values = {
		"supporting_people": "Elżbieta i Stanisław Wrona",
		"relation": "sąsiedzi, u których dzieci bywają po szkole",
		"contact": "ul. Lipowa 5, Lipowa Góra, tel. 22 555 02 17",
		"helps_care": 1,
		"helps_household": 1,
		"tasks": "Dwa popołudnia w tygodniu z dziećmi, wspólne zakupy w sobotę.",
		"interview_on": "2026-09-22",
	}
	case.find_or_make(DOCTYPE, {"family": case.family, "proposed_on": "2026-09-20"}, values)


def give_opinion(case: DemoCase) -> None:
	"""Write the head's opinion."""
	doc = frappe.get_doc(DOCTYPE, case.documents[DOCTYPE])
	if not doc.opinion:
		reason = "Warunki i więź z dziećmi dobre; rodzina chce pomagać i zna jej granice."
		doc.update({"opinion": "Positive", "opinion_on": "2026-09-25", "opinion_reason": reason}).save()


def conclude(case: DemoCase) -> None:
	"""Record the signed agreement, and the first costs."""
	doc = frappe.get_doc(DOCTYPE, case.documents[DOCTYPE])
	if doc.docstatus.is_draft():
		agreement = {
			"agreement_number": "RW/3/2026",
			"signed_on": "2026-09-28",
			"from_date": "2026-10-01",
			"until_date": "2027-09-30",
			"parties": "Gmina Lipowa Góra, w jej imieniu kierownik OPS; Elżbieta i Stanisław Wrona",
			"cost_rules": "Bilety, posiłki dzieci i materiały szkolne, na podstawie rachunków do 10. dnia następnego miesiąca.",
			"monthly_limit": 300,
		}
		doc.update(agreement).submit()
		doc.append("costs", {"cost_date": "2026-10-17", "purpose": "bilety do kina dla dzieci", "amount": 64})
		doc.save()


STEPS = (("social_worker", propose), ("head", give_opinion), ("coordinator", conclude))
