"""How many children a day centre has, as numbers: against its places, and without signed house rules."""

from __future__ import annotations

from datetime import date

import frappe

from opsfamily.core.assignments import runs_on_in_sql
from opsfamily.permissions.day_centre import get_centres_of
from opsfamily.permissions.rule import can_see_section

ENROLMENT = "Day Centre Enrolment"


def may_see_whole(centre: str, user: str) -> bool:
	"""Return whether the user sees all children of a stored centre: its staff, coordinator and head do."""
	return centre in get_centres_of(user) or can_see_section(user)


def count_enrolled(centre: str, day: date, without_rules: bool = False, lock: bool = False) -> int:
	"""Return how many children are enrolled on the day.

	without_rules: only those who have not signed the house rules. lock: with a locking read, for a rule.
	"""
	enrolment = frappe.qb.DocType(ENROLMENT)
	query = frappe.qb.from_(enrolment).select(enrolment.name).where(enrolment.centre == centre)
	query = query.where(runs_on_in_sql(enrolment, day))
	if without_rules:
		query = query.where(enrolment.rules_signed_on.isnull())
	return len((query.for_update() if lock else query).run())
