"""A control pack, for tests."""

import frappe
from frappe.utils import add_days, getdate


def make_pack(family: str, **values):
	"""A draft of the last year for a controller of the voivode."""
	defaults = {
		"period_from": add_days(getdate(), -365),
		"period_until": getdate(),
		"recipient": "Wydział Polityki Społecznej",
		"purpose": "kontrola kompleksowa",
		"basis": "art. 197 ustawy o wspieraniu rodziny",
	}
	return frappe.get_doc({"doctype": "Control Pack", "family": family, **defaults, **values}).insert()


def make_packs(family: str, _person: str, word: str, _assistant: str = "assistant") -> list:
	"""A pack with the word in every text, and every paper that it would leave out put in."""
	pack = make_pack(family, recipient=word, purpose=word, basis=word)
	for row in pack.papers:
		row.update({"include": 1, "reason": word})
	return [pack.save()]
