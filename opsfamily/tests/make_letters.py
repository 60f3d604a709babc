"""Letters in the register of what was sent, for tests."""

import frappe
from frappe.utils import getdate


def make_letter(family: str, **values):
	"""A draft of a letter to the family, of today, by post."""
	defaults = {
		"letter_kind": "Other Letter",
		"letter_date": getdate(),
		"recipient": "Maria Testowa",
		"recipient_address": "ul. Próbna 1",
		"way": "Post",
		"sent_on": getdate(),
	}
	return frappe.get_doc({"doctype": "Letter Sent", "family": family, **defaults, **values}).insert()


def make_letters(family: str, _person: str, word: str, _assistant: str = "assistant") -> list:
	"""A letter with the word in every text."""
	texts = ("recipient", "recipient_address", "case_mark", "copies", "remark", "receipt_number")
	return [make_letter(family, **dict.fromkeys(texts, word))]
