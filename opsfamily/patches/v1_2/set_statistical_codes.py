"""Codes for the figures of a period: class of a closing, end of a placement, causes of difficulties.

Classes of the reasons shipped with the app are known by their names. Those of an office's own reasons, and how
placements ended, are listed in the Error Log: only the office knows them.
"""

import frappe

from opsfamily.setup.create import create_if_missing
from opsfamily.setup.defaults import create_dictionaries, read_dictionaries

REASON = "Closing Reason"
# Shipped before this version; one that an office has deleted since is not made again.
EARLIER_REASONS = frozenset(
	{
		"cel pracy osiągnięty",
		"rodzina przerwała współpracę",
		"zmiana miejsca zamieszkania",
		"umieszczenie dziecka w pieczy zastępczej",
		"orzeczenie sądu",
		"inna przyczyna",
	}
)


def execute() -> None:
	"""Create the new records, set what is known, and list what is not."""
	create_dictionaries(("Difficulty Cause",))
	create_new_reasons()
	set_classes_of_reasons()
	set_classes_of_closings()
	list_unknown(
		REASON, {"statistical_class": ["is", "not set"]}, "Closing reasons without a statistical class"
	)
	ended = {"until_date": ["is", "set"], "end_code": ["is", "not set"]}
	list_unknown("Foster Placement", ended, "Ended placements without a code of how they ended")


def create_new_reasons() -> None:
	"""Create the reasons that this version brings."""
	for record in read_dictionaries()[REASON]:
		if record["reason_name"] not in EARLIER_REASONS:
			create_if_missing(REASON, record)


def set_classes_of_reasons() -> None:
	"""Set the class of the shipped reasons, unless the office has chosen one."""
	for record in read_dictionaries()[REASON]:
		name = record["reason_name"]
		if frappe.db.exists(REASON, name) and not frappe.db.get_value(REASON, name, "statistical_class"):
			frappe.db.set_value(
				REASON, name, "statistical_class", record["statistical_class"], update_modified=False
			)


def set_classes_of_closings() -> None:
	"""Set the class of closings from their reasons. By SQL: closings stay as they were otherwise."""
	closing = frappe.qb.DocType("Case Closing")
	empty = closing.statistical_class.isnull() | (closing.statistical_class == "")
	# get_all: a dictionary of the office with no family in it.
	for name, code in frappe.get_all(REASON, fields=["name", "statistical_class"], as_list=True):
		if code:
			query = frappe.qb.update(closing).set(closing.statistical_class, code)
			query.where((closing.reason == name) & empty).run()


def list_unknown(doctype: str, filters: dict, title: str) -> None:
	"""List the records that somebody of the office has to complete."""
	# get_all: an update works on every record, without a user.
	names = frappe.get_all(doctype, filters=filters, pluck="name", order_by="name")
	if names:
		frappe.log_error(title=title, message="\n".join(names))
