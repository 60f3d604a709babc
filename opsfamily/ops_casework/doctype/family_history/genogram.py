"""The genogram of a family's history, drawn and in words, for its form and its paper.

Illnesses are neither drawn nor said: they have a permission level of their own.
"""

from __future__ import annotations

from markupsafe import Markup, escape

import frappe
from frappe import _
from frappe.utils import cint

from opsfamily.core.genogram import FEMALE, MALE, Relative
from opsfamily.core.genogram_picture import Words, genogram, get_width
from opsfamily.ops_paper.values import as_written

# Millimetres on paper: of one unit of the picture at most, and of the whole picture.
UNIT, SHEET_WIDTH, SHEET_HEIGHT = 0.3, 180, 215


def get_genogram_html(history) -> Markup:
	"""Return the picture and the same as a list, for the form; every value is escaped."""
	relatives = make_relatives(history)
	lines = Markup("").join(Markup("<li>{}</li>").format(relative.full) for relative in relatives)
	summary = escape(_("The same as a list"))
	words = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(summary, lines)
	return Markup(
		'<div class="opsfamily-genogram"><div tabindex="0" role="region" aria-label="{}" style="overflow-x: auto">'
		'<div style="width: {}px; max-width: none; margin: 0 auto">{}</div></div>{}</div>'
	).format(
		_("Genogram"),
		round(get_width(relatives)),
		draw_genogram(relatives),
		words if relatives else Markup(""),
	)


def draw_genogram(relatives: list[Relative]) -> Markup:
	"""Return the picture as SVG."""
	words = Words(
		title=_("Genogram"),
		description="; ".join(relative.full for relative in relatives) or _("Nobody is written here yet."),
		nobody=_("Nobody is written here yet."),
		male=_("man"),
		female=_("woman"),
		unknown=_("sex not recorded"),
		dead=_("has died"),
		at_home=_("lives with the family"),
		together=_("couple"),
		separated=_("have parted"),
		common_child=_("parents of a common child"),
	)
	return Markup(genogram(relatives, words))


def paper_genogram(doc) -> frappe._dict:
	"""Return `picture` (SVG), its `width` on paper (millimetres) and `lines`: everybody in words. For a print format."""
	relatives = make_relatives(doc) if doc.get("relatives") else []
	picture = draw_genogram(relatives)
	width, height = (float(size) for size in picture.split('viewBox="0 0 ')[1].split('"')[0].split())
	fitting = min(SHEET_WIDTH, width * UNIT, SHEET_HEIGHT * width / height)
	return frappe._dict(picture=picture, width=round(fitting, 1), lines=[each.full for each in relatives])


def make_relatives(history) -> list[Relative]:
	"""Return the people of the genogram from the rows of a history, each name once."""
	rows = {row.full_name: row for row in history.get("relatives") or [] if row.full_name}
	return [make_relative(row) for row in rows.values()]


def make_relative(row) -> Relative:
	"""Return a person from a row."""
	return Relative(
		row.full_name,
		row.sex or "",
		bool(cint(row.is_dead)),
		bool(cint(row.in_household)),
		tuple(filter(None, (row.first_parent, row.second_parent))),
		row.partner or "",
		bool(cint(row.separated)),
		format_years(row),
		describe(row),
	)


def format_years(row) -> str:
	"""Return the years under a name: „1950–2010”, „ur. 1988”, „zm.”; empty where nothing is known."""
	if row.born and row.died:
		return f"{row.born}–{row.died}"
	if cint(row.is_dead):
		born = _("b. {0}").format(row.born) + ", " if row.born else ""
		return born + (_("d. {0}").format(row.died) if row.died else _("deceased"))
	return _("b. {0}").format(row.born) if row.born else ""


def describe(row) -> str:
	"""Return a person in words, with everything that the picture shows."""
	sexes = {FEMALE: _("woman"), MALE: _("man")}
	parents = ", ".join(filter(None, (row.first_parent, row.second_parent)))
	tie = _("parted from: {0}") if cint(row.separated) else _("partner: {0}")
	parts = (
		as_written(row.kinship or ""),
		sexes.get(row.sex, ""),
		format_years(row),
		_("lives with the family") if cint(row.in_household) else "",
		_("parents: {0}").format(parents) if parents else "",
		tie.format(row.partner) if row.partner else "",
	)
	about = "; ".join(filter(None, parts))
	return f"{as_written(row.full_name)} – {about}" if about else as_written(row.full_name)
