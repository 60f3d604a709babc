"""Reports of a section and the lists behind their numbers, for tests."""

import frappe

from opsfamily.tests.make_safety import email


def make_figures(family: str, person: str, word: str, assistant: str = "assistant") -> list:
	"""A document that a number of a report counts, as sending a report keeps it; and a notice of the digest."""
	return [make_counted(family, word), make_notice(family, word, assistant)]


def make_notice(family: str, word: str, key: str):
	"""What the digest keeps of having told the person about the family. It writes many at a time, past the rules."""
	values = {"clock": word, "about_type": "Family", "about": family, "user": email(key)}
	doc = frappe.get_doc(
		{"doctype": "Deadline Notice", "due_date": frappe.utils.getdate(), "told": 1, **values}
	)
	doc.set_new_name()
	doc.db_insert()
	return doc


def make_counted(family: str, word: str = "", report: str | None = None, **values):
	"""A row of a list behind a number. Nobody writes one by hand, so it goes past the rules."""
	values = {"report": report or "RAP-0000", "code": "F1", "family": family, **values}
	doc = frappe.get_doc(
		{"doctype": "Counted Document", "document_type": "Family", "document": word or family, **values}
	)
	doc.set_new_name()
	doc.db_insert()
	return doc


def make_report(first: str = "2026-01-01", last: str = "2026-06-30", **values):
	"""A draft report of the first half of 2026 by the office's first template."""
	template = "Sprawozdanie półroczne"
	period = {"from_date": first, "to_date": last}
	return frappe.get_doc({"doctype": "Section Report", "template": template, **period, **values}).insert()
