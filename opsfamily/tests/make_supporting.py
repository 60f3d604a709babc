"""Supporting families and their agreements, for tests."""

import frappe

from opsfamily.permissions.session import acting_as
from opsfamily.tests.make_safety import email

DOCTYPE = "Supporting Family"


def make_supporting_family(family: str, **values):
	"""A proposal with an interview, without an opinion."""
	defaults = {
		"proposed_on": "2026-09-20",
		"supporting_people": "Elżbieta i Stanisław Wrona",
		"relation": "sąsiedzi",
		"helps_care": 1,
		"interview_on": "2026-09-22",
	}
	return frappe.get_doc({"doctype": DOCTYPE, "family": family, **defaults, **values}).insert()


def give_opinion(doc, opinion: str = "Positive", key: str = "head"):
	"""The head's opinion on it."""
	with acting_as(email(key)):
		fresh = frappe.get_doc(DOCTYPE, doc.name)
		return fresh.update({"opinion": opinion, "opinion_reason": "Warunki dobre."}).save()


def make_agreement(family: str, **values):
	"""A submitted agreement from 1 October 2026 on."""
	doc = give_opinion(make_supporting_family(family))
	defaults = {
		"signed_on": frappe.utils.getdate(),
		"from_date": "2026-10-01",
		"parties": "Gmina i państwo Wrona",
		"cost_rules": "Bilety, na podstawie rachunków.",
	}
	return doc.update({**defaults, **values}).submit()


def make_supporting(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""A proposal with the word in every text."""
	fields = (
		"supporting_people",
		"relation",
		"contact",
		"tasks",
		"parties",
		"cost_rules",
		"agreement_number",
	)
	cost = {"cost_date": "2026-10-02", "purpose": word, "amount": 10}
	return [
		make_supporting_family(family, **dict.fromkeys(fields, word), from_date="2026-10-01", costs=[cost])
	]
