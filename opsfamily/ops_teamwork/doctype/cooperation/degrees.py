"""The degrees of cooperation of a family as they stand today, for its ecomap."""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.core.cooperation import Recorded, current
from opsfamily.core.ecomap import Degree
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.rule import get_readable_rows


class CurrentDegree(NamedTuple):
	"""The degree with its line, and the entry that it stands in."""

	degree: Degree
	entry: Recorded


def get_current_degrees(family: str | None, kept: frozenset[str]) -> dict[str, CurrentDegree]:
	"""Key of the institution → its degree today, of what the session's user may see. kept: the kinds of
	documents that the family has."""
	if not family or "Cooperation" not in kept:
		return {}
	fields = ["institution", "degree", "since", "name"]
	rows = get_readable_rows("Cooperation", {"family": family}, fields, "since, creation")
	degrees = _degrees()
	return {
		key: CurrentDegree(degrees.get(entry.degree) or Degree(entry.degree, ""), entry)
		for key, entry in current(Recorded(*(row[name] for name in fields)) for row in rows).items()
	}


def format_degree(found: CurrentDegree) -> str:
	"""„ścisła współpraca od 01.09.2026”"""
	return _("{0} since {1}").format(found.entry.degree, paper_date(found.entry.since))


def _degrees() -> dict[str, Degree]:
	# get_all: the office's own dictionary, nothing of a family.
	rows = frappe.get_all(
		"Cooperation Degree", fields=["name", "line", "position"], order_by="position, name"
	)
	return {row.name: Degree(row.name, row.line, row.position) for row in rows}
