"""Access to the lists behind the numbers of a report: by their family; what names none, the staff's own work, is seen by
the coordinator and the head."""

from opsfamily.permissions.rule import can_see_by_family, get_family_condition


def can_see(doc, user: str) -> bool:
	"""Return whether the user sees one line of a list."""
	return can_see_by_family(doc, user)


def get_condition(doctype: str, user: str) -> str:
	"""Return the SQL condition for the rows that the user sees (empty: all)."""
	return get_family_condition(doctype, user)
