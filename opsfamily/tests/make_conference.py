"""Conferences for tests: every maker fills in what the test does not care about."""

import frappe

from opsfamily.tests import factories

OCCASION = "przegląd cykliczny"
# Stands in the field of level 1 of every conference that is made for all tests to walk through.
SENSITIVE = "pobicie-tajne"


def make_conference(family: str, **values):
	"""A draft of today, called by the assistant, with the assistant there and one decision of theirs."""
	defaults = {
		"occasion": OCCASION,
		"organiser": factories.email("assistant"),
		"conference_date": factories.day(),
		"from_time": "10:00",
		"to_time": "11:30",
		"place": "sala nr 3",
		"people": [{"user": factories.email("assistant"), "attended": 1}],
		"decisions": [decision()],
	}
	return frappe.get_doc({"doctype": "Case Conference", "family": family, **defaults, **values}).insert()


def decision(**values) -> dict:
	"""The assistant accompanies the mother within two weeks."""
	who = {} if {"body", "by_family", "user"} & set(values) else {"user": factories.email("assistant")}
	return {"what": "Towarzyszyć w poradni.", "until_date": factories.day(14), **who, **values}


def make_held(family: str, **values):
	"""A conference that was held."""
	return factories.submitted(make_conference(family, **values))


def make_planned(family: str, **values):
	"""A draft for the day a week from now, with nothing decided."""
	people = [
		{"user": factories.email("assistant")},
		{"full_name": "Zofia Szkolna", "body": "SP nr 2", "email": "pedagog@szkola.example"},
		{"full_name": "Piotr Kurator", "body": "kurator sądowy"},
	]
	defaults = {"conference_date": factories.day(7), "people": people, "decisions": []}
	return make_conference(family, **{**defaults, **values})


def make_conferences(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""A conference that was held, and the next one with a row of each kind, the word in every text."""
	values = {
		"organiser": factories.email(assistant),
		"place": word,
		"agenda": word,
		"findings": word,
		"sensitive_findings": SENSITIVE,
		"people": [{"full_name": person, "body": word, "attended": 1}],
		"decisions": [decision(what=word, body=word)],
	}
	held = make_held(family, **{**values, "conference_date": factories.day(-1)})
	return [held, make_conference(family, **values)]
