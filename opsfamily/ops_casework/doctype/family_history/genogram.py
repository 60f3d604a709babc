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

# As the forms, whoever prints them.
PAPER_LANGUAGE = "pl"
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


def draw_genogram(relatives: list[Relative], language: str | None = None) -> Markup:
	"""Return the picture as SVG. language: that of the reader, if none is given."""
	words = Words(
		title=_("Genogram", language),
		description="; ".join(relative.full for relative in relatives)
		or _("Nobody is written here yet.", language),
		nobody=_("Nobody is written here yet.", language),
		male=_("man", language),
		female=_("woman", language),
		unknown=_("sex not recorded", language),
		dead=_("has died", language),
		at_home=_("lives with the family", language),
		together=_("couple", language),
		separated=_("have parted", language),
		common_child=_("parents of a common child", language),
	)
	return Markup(genogram(relatives, words))


def paper_genogram(doc) -> frappe._dict:
	"""Return `picture` (SVG), its `width` and `height` on paper (millimetres) and `lines`: everybody in words. For a print
	format."""
	relatives = make_relatives(doc, PAPER_LANGUAGE) if doc.get("relatives") else []
	picture = draw_genogram(relatives, PAPER_LANGUAGE)
	width, height = (float(size) for size in picture.split('viewBox="0 0 ')[1].split('"')[0].split())
	fitting = min(SHEET_WIDTH, width * UNIT, SHEET_HEIGHT * width / height)
	return frappe._dict(
		picture=picture,
		width=round(fitting, 1),
		height=round(fitting * height / width, 1),
		lines=[each.full for each in relatives],
	)


def make_relatives(history, language: str | None = None) -> list[Relative]:
	"""Return the people of the genogram from the rows of a history, each name once."""
	rows = {row.full_name: row for row in history.get("relatives") or [] if row.full_name}
	return [make_relative(row, language) for row in rows.values()]


def make_relative(row, language: str | None = None) -> Relative:
	"""Return a person from a row."""
	return Relative(
		row.full_name,
		row.sex or "",
		bool(cint(row.is_dead)),
		bool(cint(row.in_household)),
		tuple(filter(None, (row.first_parent, row.second_parent))),
		row.partner or "",
		bool(cint(row.separated)),
		format_years(row, language),
		describe(row, language),
	)


def format_years(row, language: str | None = None) -> str:
	"""Return the years under a name: „1950–2010”, „ur. 1988”, „zm.”; empty where nothing is known."""
	if row.born and row.died:
		return f"{row.born}–{row.died}"
	if cint(row.is_dead):
		born = _("b. {0}", language).format(row.born) + ", " if row.born else ""
		return born + (_("d. {0}", language).format(row.died) if row.died else _("deceased", language))
	return _("b. {0}", language).format(row.born) if row.born else ""


def describe(row, language: str | None = None) -> str:
	"""Return a person in words, with everything that the picture shows."""
	sexes = {FEMALE: _("woman", language), MALE: _("man", language)}
	parents = ", ".join(filter(None, (row.first_parent, row.second_parent)))
	tie = _("parted from: {0}", language) if cint(row.separated) else _("partner: {0}", language)
	parts = (
		as_written(row.kinship or ""),
		sexes.get(row.sex, ""),
		format_years(row, language),
		_("lives with the family", language) if cint(row.in_household) else "",
		_("parents: {0}", language).format(parents) if parents else "",
		tie.format(row.partner) if row.partner else "",
	)
	about = "; ".join(filter(None, parts))
	return f"{as_written(row.full_name)} – {about}" if about else as_written(row.full_name)
