"""The competences of a family over time, from its visits: for its page, for the evaluation and its paper.

Read with the permissions of the session's user.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.core.competences import LEVELS, WORKED_ON, Course, Mark, gather
from opsfamily.core.competences_picture import Words, competences
from opsfamily.notify import in_language
from opsfamily.ops_paper.values import as_written, paper_date
from opsfamily.permissions.rule import get_readable_rows

VISIT = "Family Visit"


def read_marks(family: str, until: date | None = None) -> list[Mark]:
	"""Return what the family's visits up to a day say of its competences."""
	filters = {"family": family, **({"visit_date": ["<=", until]} if until else {})}
	visits = get_readable_rows(VISIT, filters, ["name", "visit_date"], "visit_date, name") if family else []
	return get_marks({visit.name: visit.visit_date for visit in visits})


def get_marks(days: dict[str, date]) -> list[Mark]:
	"""Return the marks of these visits. days: visit → its day, of visits that the user may see."""
	if not days:
		return []
	rows = [*_read_levels(days), *((*row, WORKED_ON) for row in _read_worked_on(days))]
	return [Mark(area, getdate(days[visit]), level or WORKED_ON) for visit, area, level in rows]


def _read_levels(visits: Iterable[str]) -> tuple:
	"""Return (visit, area, level) of what was marked at the visits."""
	row = frappe.qb.DocType("Visit Competence")
	query = frappe.qb.from_(row).select(row.parent, row.area, row.level)
	return query.where((row.parenttype == VISIT) & row.parent.isin([*visits])).run()


def _read_worked_on(visits: Iterable[str]) -> tuple:
	"""Return (visit, area) of the agreed actions with an area on which the visits worked."""
	row, action = frappe.qb.DocType("Visit Action"), frappe.qb.DocType("Scheduled Action")
	query = frappe.qb.from_(row).join(action).on(action.name == row.scheduled_action)
	query = query.select(row.parent, action.competence_area)
	is_of_visits = (row.parenttype == VISIT) & row.parent.isin([*visits])
	return query.where(is_of_visits & (action.competence_area != "")).run()


def dump_marks(marks: list[Mark]) -> str | None:
	"""Return marks as text, to be kept on a paper; None where there is none."""
	return json.dumps([[mark.area, str(mark.day), mark.level] for mark in sorted(marks)]) if marks else None


def load_marks(text: str | None) -> list[Mark]:
	"""Return the marks that a paper has kept."""
	return [Mark(area, getdate(day), level) for area, day, level in json.loads(text or "[]")]


def get_competences_html(evaluation) -> Markup:
	"""Return an evaluation's picture and the same as a list, for its form; empty where nothing was marked."""
	courses = gather(load_marks(evaluation.competence_marks))
	if not courses:
		return Markup("")
	lines = Markup("").join(Markup("<li>{}</li>").format(describe(course)) for course in courses)
	return Markup(
		'<div class="opsfamily-competences" style="max-width: 640px">{}<details><summary>{}</summary><ul>{}</ul></details></div>'
	).format(draw(courses, getdate(evaluation.meeting_date)), _("The same as a list"), lines)


def paper_competences(evaluation) -> frappe._dict:
	"""Return an evaluation's `picture` (SVG) and the same as `lines`, in Polish for everybody. For a print format."""
	courses = gather(load_marks(evaluation.get("competence_marks")))
	if not courses:
		return frappe._dict(picture="", lines=[])
	with in_language("pl"):
		picture = draw(courses, getdate(evaluation.meeting_date))
		return frappe._dict(picture=picture, lines=[describe(course) for course in courses])


def draw(courses: list[Course], today: date) -> Markup:
	"""Return the picture in the language of the request."""
	words = Words(
		_("Competences of the Family"),
		". ".join(map(describe, courses)),
		tuple(_(level) for level in LEVELS),
		_("worked on"),
	)
	shown = [course._replace(area=as_written(course.area)) for course in courses]
	return Markup(competences(shown, today, words))


def describe(course: Course) -> str:
	"""Return an area in words: since when which level, how often and when last it was worked on."""
	levels = [f"{_(level)} – {paper_date(day)}" for day, level in course.changes]
	times = _("worked on {0} times, last on {1}").format(len(course.worked), paper_date(course.worked[-1]))
	return f"{as_written(course.area)}: {'; '.join([*levels, times])}"
