"""Rows of a report, computed from a template and the section's facts."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import ValidationError, _

from opsfamily.core.figures.checks import Check, check_sums
from opsfamily.core.figures.facts import ALL, Counted, Facts
from opsfamily.core.figures.register import FIGURES, compute, get_setting_of
from opsfamily.core.figures.values import Line, format_value
from opsfamily.office import get_setting

COMPUTED, TYPED = "Computed", "Typed"
# What a report's row copies from its template's row, so that a sent report keeps it.
COPIED = (
	"code",
	"row_group",
	"label",
	"kind",
	"figure",
	"part",
	"reach",
	"part_of",
	"is_of_them",
	"is_sensitive",
)
# What people write in a row; it is carried when the report is computed anew.
WRITTEN = ("typed", "reason", "source", "typed_by", "typed_on", "typed_number", "typed_amount")


class UnknownFigureError(ValidationError):
	"""A row asks for a figure, or a part of one, that does not exist."""


class EmptyTemplateError(ValidationError):
	"""A template without rows makes no report."""


def is_reported(row) -> bool:
	"""Return whether the office does the part of the work that a row counts: of others it reports nothing."""
	setting = get_setting_of(row.figure)
	return not setting or bool(get_setting(setting))


def count_rows(rows: Iterable, facts: Facts) -> dict[str, Counted]:
	"""Return code → what each computed row counts. Raises UnknownFigureError with the row's number."""
	counted = {}
	for row in rows:
		if row.kind == COMPUTED:
			require_figure(row)
			counted[row.code] = compute(facts, row.figure, row.part or "", row.reach or "")
	return counted


def require_figure(row) -> None:
	"""Refuse a row whose figure is not in the register, or does not have its part (UnknownFigureError)."""
	figure = FIGURES.get(row.figure)
	if not figure:
		frappe.throw(
			_("Row {0} ({1}): there is no figure “{2}” any more. Choose another in the template.").format(
				row.idx, row.code, frappe.utils.escape_html(row.figure or "")
			),
			UnknownFigureError,
		)
	if not figure.takes(row.part or ""):
		frappe.throw(
			_("Row {0} ({1}): “{2}” is no part of the figure {3}.").format(
				row.idx, row.code, frappe.utils.escape_html(row.part or ""), _(row.figure)
			),
			UnknownFigureError,
		)


def make_values(row, counted: dict[str, Counted]) -> dict:
	"""Return what the report's row says of its template's row: copied text, and the computed value."""
	values = {fieldname: row.get(fieldname) for fieldname in COPIED}
	if row.kind != COMPUTED:
		return {**values, "unit": row.unit, "computed": 0, "computed_text": "", "is_empty": 1}
	figure, found = FIGURES[row.figure], counted[row.code]
	return {
		**values,
		"unit": figure.unit,
		"computed": found.value or 0,
		"computed_text": format_value(found.value, figure.unit),
		"is_empty": int(found.value is None),
		"families": len({item.family for item in found.items if item.family}),
		"documents": len(set(found.items)),
		"base": found.base or 0,
	}


def make_lines(rows: Iterable) -> list[Line]:
	"""Return the computed rows of a report as sums and the publication copy ask for them."""
	return [
		Line(
			code=row.code,
			figure=row.figure,
			value=None if row.is_empty else row.computed,
			part_of=row.part_of or "",
			reach="" if row.reach in (None, "", ALL) else row.reach,
			is_of_them=bool(row.is_of_them),
			families=row.families,
			base=row.base,
			is_sensitive=bool(row.is_sensitive),
			is_shown_anyway=bool(row.is_shown_anyway),
		)
		for row in rows
		if row.kind == COMPUTED
	]


def check_rows(rows: Iterable, counted: dict[str, Counted]) -> list[Check]:
	"""Return the sums of a report's rows that must agree, with the families by which they differ."""
	return check_sums(make_lines(rows), counted)


def get_value(row) -> float | str | None:
	"""Return what a row says: its typed number, amount or text, else its computed value; None where there is none."""
	if row.typed:
		return {"Amount": row.typed_amount, "Text": row.typed}.get(row.unit, row.typed_number)
	return None if row.is_empty else row.computed


def show_value(row) -> str:
	"""Return what a row says, as it is printed."""
	value = get_value(row)
	if isinstance(value, str):
		return value
	return "" if value is None and row.kind == TYPED else format_value(value, row.unit)
