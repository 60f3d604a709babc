"""Documents of specialists' help and of interventions, for tests."""

import frappe

from opsfamily.tests.make_safety import email

# What stands in the fields of level 1 of an intervention or of help, and nowhere else in them.
SENSITIVE_HELP, SENSITIVE = "terapia-tajna", "zagrozenie-tajne"


def make_specialist_help(family: str, person: str = "Jan Testowy", **values):
	"""An hour of counselling by somebody from outside on 12 October 2026."""
	defaults = {
		"help_date": "2026-10-12",
		"kind": "poradnictwo psychologiczne",
		"minutes": 60,
		"outside_specialist": None if values.get("worker") else "Hanna Bąk, psycholog",
		"persons": [{"full_name": person}],
	}
	return _insert("Specialist Help", {"family": family, **defaults, **values})


def make_intervention(family: str, person: str = "Jan Testowy", key: str = "assistant", **values):
	"""A draft of an intervention on 14 October 2026, in which the police was notified."""
	defaults = {
		"worker": email(key),
		"intervention_date": "2026-10-14",
		"from_time": "17:40:00",
		"persons": [{"full_name": person}],
		"seen": "Dziecko samo na parapecie otwartego okna.",
		"done": "Zdjęto dziecko z parapetu, wezwano policję.",
		"notified": [{"body": "policja", "notified_on": "2026-10-14", "at_time": "17:45:00", "way": "Phone"}],
	}
	return _insert("Intervention", {"family": family, **defaults, **values})


def make_helps(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""One of each, with the word in every text."""
	by_whom = {"outside_specialist": f"Hanna {word}", "institution": word}
	notice = {"body": "policja", "notified_on": "2026-10-14", "way": "Phone", "reference": word}
	texts = {"seen": f"{SENSITIVE} {word}", "done": word, "place": word, "blue_card_by": word}
	return [
		make_specialist_help(family, person, note=f"{SENSITIVE_HELP} {word}", **by_whom),
		make_intervention(family, person, assistant, notified=[notice], **texts),
	]


def _insert(doctype: str, values: dict):
	return frappe.get_doc({"doctype": doctype, **values}).insert()
