"""A family's history, for tests."""

import frappe
from frappe.utils import getdate

EVENT_KIND, HELP_KIND = "przeprowadzka", "zasiłek celowy"


def make_history(family: str, **values):
	"""A history of today with what is given; the household comes in by itself."""
	defaults = {"doctype": "Family History", "family": family, "as_of": getdate()}
	return frappe.get_doc({**defaults, **values}).insert()


def make_histories(family: str, _person: str, word: str, _assistant: str = "assistant") -> list:
	"""One history with the word in every text and row."""
	return [
		make_history(
			family,
			work_place=word,
			resources=word,
			patterns=word,
			events=[{"year": 2019, "kind": EVENT_KIND, "who": word, "description": word}],
			relatives=[{"full_name": f"Babcia {word}", "remark": word}],
			material_help=[{"kind": HELP_KIND, "body": word, "remark": word}],
		)
	]
