"""Notices of days on a child's card are about the row: a second one on the same day was never told.

What was told of a card's day becomes the notice of the first row with that day, so that nobody is told of it twice.
"""

import frappe

from opsfamily.clocks.child_card import CARD, DATE, HEALTH_DATE
from opsfamily.core.deadlines import CHILD_DATE


def execute() -> None:
	"""Name the row in each notice; one whose day is on no row any more stays as it is."""
	# get_all: a patch is run for the whole site.
	notices = frappe.get_all(
		"Deadline Notice",
		{"clock": CHILD_DATE, "about_type": CARD},
		["name", "about", "due_date"],
		order_by="creation, name",
	)
	rows = find_first_rows({notice.about for notice in notices})
	for notice in notices:
		if place := rows.get((notice.about, notice.due_date)):
			about_type, about = place
			values = {"about_type": about_type, "about": about}
			frappe.db.set_value("Deadline Notice", notice.name, values, update_modified=False)


def find_first_rows(cards: set[str]) -> dict[tuple, tuple[str, str]]:
	"""Return (card, day) → DocType and name of the first row with the day."""
	found: dict[tuple, tuple[str, str]] = {}
	place = {"parenttype": CARD, "parent": ["in", sorted(cards) or [""]]}
	# get_all: as above; of a health appointment only the day is read.
	for doctype in (DATE, HEALTH_DATE):
		for row in frappe.get_all(doctype, place, ["name", "parent", "due_on"], order_by="parent, idx"):
			found.setdefault((row.parent, row.due_on), (doctype, row.name))
	return found
