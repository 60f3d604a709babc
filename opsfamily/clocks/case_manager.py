"""Clocks of delegated tasks and of the case manager's reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from opsfamily.core import deadlines as core
from opsfamily.core.assignments import MANAGER
from opsfamily.core.case_analysis import review_due
from opsfamily.core.deadlines import Deadline
from opsfamily.core.outcomes import PENDING
from opsfamily.office import get_setting

if TYPE_CHECKING:
	from opsfamily.clocks.cases import Cases

# DocType of a review → the field with its day.
REVIEWS = {"Case Analysis": "analysis_date", "Case Conference": "conference_date"}


class Review(NamedTuple):
	"""A review of a whole case: the document that holds it, and its day."""

	family: str
	doctype: str
	name: str
	day: date


def get_delegated_tasks(cases: Cases) -> Iterator[Deadline]:
	"""Yield pending tasks of specialists; the case manager is responsible for tasks of people outside the office."""
	fields = ["name", "family", "task", "given_to", "due_date"]
	for row in cases.listed("Delegated Task", {"outcome": PENDING}, fields, "due_date, name"):
		worker = row.given_to or cases.get_responsible(row.family, MANAGER)
		where = ("Delegated Task", row.name)
		yield Deadline(core.DELEGATED_TASK, row.family, *where, row.due_date, worker, row.task)


def case_reviews(cases: Cases) -> Iterator[Deadline]:
	"""Yield the case manager's next reviews, by the office's weeks; none for a case without a manager."""
	managers = [row for row in cases.assignments if row.part == MANAGER and cases.runs(row)]
	weeks = get_review_weeks() if managers else 0
	if not weeks:
		return
	latest = get_latest_reviews(get_reviews(cases))
	for row in managers:
		if row.family not in cases.families:
			continue
		last = latest.get(row.family)
		is_newer = last and last.day >= row.from_date
		where = (last.doctype, last.name) if is_newer else ("Case Assignment", row.name)
		due = review_due(row.from_date, last.day if last else None, weeks)
		yield Deadline(core.CASE_REVIEW, row.family, *where, due, row.user)


def get_reviews(cases: Cases) -> Iterator[Review]:
	"""Yield every submitted analysis and every conference with submitted minutes."""
	for doctype, day in REVIEWS.items():
		rows = cases.listed(doctype, {"docstatus": 1}, ["name", "family", day], f"{day}, creation")
		yield from (Review(row.family, doctype, row.name, row[day]) for row in rows)


def get_latest_reviews(reviews: Iterable[Review]) -> dict[str, Review]:
	"""Return family → its last review."""
	return {review.family: review for review in sorted(reviews, key=lambda review: review.day)}


def get_review_weeks() -> int:
	"""Return the office's weeks between two reviews; 0: the office has no reviews."""
	return get_setting("case_review_weeks")
