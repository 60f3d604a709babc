"""The degrees of cooperation of a family today, for its ecomap."""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe import _

from opsfamily.core.cooperation import Recorded, current
from opsfamily.core.ecomap import Degree
from opsfamily.ops_paper.values import paper_date
from opsfamily.permissions.rule import get_readable_rows


class CurrentDegree(NamedTuple):
	"""The degree with its line, and the entry that records it."""

	degree: Degree
	entry: Recorded


def get_current_degrees(family: str | None, kept: frozenset[str]) -> dict[str, CurrentDegree]:
	"""Return key of the institution → its degree today, as far as the session's user may see it.

	kept: DocTypes of which the family has documents.
	"""
	if not family or "Cooperation" not in kept:
		return {}
	fields = ["institution", "degree", "since", "name"]
	rows = get_readable_rows("Cooperation", {"family": family}, fields, "since, creation")
	degrees = _get_degrees()
	return {
		key: CurrentDegree(degrees.get(entry.degree) or Degree(entry.degree, ""), entry)
		for key, entry in current(Recorded(*(row[name] for name in fields)) for row in rows).items()
	}


def format_degree(current_degree: CurrentDegree) -> str:
	"""Return the degree with its day: „ścisła współpraca od 01.09.2026”."""
	entry = current_degree.entry
	return _("{0} since {1}").format(entry.degree, paper_date(entry.since))


def _get_degrees() -> dict[str, Degree]:
	# get_all: the office's own dictionary, nothing of a family.
	rows = frappe.get_all(
		"Cooperation Degree", fields=["name", "line", "position"], order_by="position, name"
	)
	return {row.name: Degree(row.name, row.line, row.position) for row in rows}
