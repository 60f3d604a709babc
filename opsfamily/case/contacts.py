"""Contacts of families as the rules of `core/contacts.py` count them, from rows of Family Visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from frappe.utils import cint, get_time, getdate

from opsfamily.core import contacts as core
from opsfamily.core import hours
from opsfamily.office import get_zone

# What a row needs for `join_contacts` and `count_minutes`.
PART_FIELDS = ("assistant", "nature", "kind", "visit_date", "from_time", "minutes")


def get_span(visit: Mapping, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
	"""Return the first and the last moment of a visit (a document or a row), in UTC. zone: the office's, if known."""
	start = get_time(visit.get("from_time"))
	return hours.span(getdate(visit.get("visit_date")), start, cint(visit.get("minutes")), zone or get_zone())


def join_contacts(visits: Iterable[Mapping]) -> list[list[core.Part]]:
	"""Return the contacts with one family, the oldest first: `core.contacts.join_contacts` of its visits."""
	zone = get_zone()
	return core.join_contacts(
		core.Part(visit["assistant"], visit["nature"] or "", get_span(visit, zone), visit["kind"])
		for visit in visits
	)


def count_minutes(visits: Iterable[Mapping]) -> int:
	"""Return the minutes of one worker's visits; one meeting with several families counts once."""
	zone = get_zone()
	return core.count_minutes(get_span(visit, zone) for visit in visits)
