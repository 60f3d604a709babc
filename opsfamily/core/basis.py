"""The basis of the work with a family on a day: consent, court order, „Za życiem”, a minor parent; several in turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from opsfamily.core.consents import Given

CONSENT, COURT, FOR_LIFE = "Family Consent", "Court Order", "Za Życiem"
MINOR_PARENT, OTHER = "Minor Parent", "Other Basis"
# The main one of several first: figures count a family under one basis.
KINDS = (COURT, MINOR_PARENT, CONSENT, FOR_LIFE, OTHER)


class Basis(NamedTuple):
	"""A basis and its days, both included. Without a first day it holds from the beginning, which is not known."""

	kind: str
	first: date | None = None
	last: date | None = None

	def holds_on(self, day: date) -> bool:
		"""Return whether it holds on the day."""
		return (not self.first or self.first <= day) and (not self.last or day <= self.last)


def bases_on(bases: Iterable[Basis], day: date) -> tuple[str, ...]:
	"""Return the kinds that hold on a day, the main one first."""
	held = {basis.kind for basis in bases if basis.holds_on(day)}
	return tuple(kind for kind in (*KINDS, *sorted(held - set(KINDS))) if kind in held)


def bases_held(bases: Iterable[Basis], day: date) -> tuple[str, ...]:
	"""Return the kinds that hold on a day, or where none does, those that held last before it.

	The work goes on for a while after its last basis has ended, until the closing: it asks for what it asked for then.
	"""
	bases = list(bases)
	ended = [basis.last for basis in bases if basis.last and basis.last < day]
	return bases_on(bases, day) or (bases_on(bases, max(ended)) if ended else ())


def main_basis(kinds: Iterable[str]) -> str | None:
	"""Return the one basis under which figures count the family."""
	return next(iter(kinds), None)


def consent_periods(consents: Iterable[Given]) -> list[Basis]:
	"""Return the days on which consents to work were in force; on the day of its withdrawal none is."""
	return [
		Basis(CONSENT, row.given_on, row.withdrawn_on and row.withdrawn_on - timedelta(days=1))
		for row in consents
	]


def merge(recorded: Iterable[Basis], consents: Iterable[Given]) -> tuple[Basis, ...]:
	"""Return all bases of a family.

	A consent that was only recorded (on the page, on a request) holds until the first consent on paper.
	"""
	periods = consent_periods(consents)
	first = min((row.first for row in periods), default=None)
	capped = (_end_before(row, first) if row.kind == CONSENT and first else row for row in recorded)
	# A withdrawal on the day of the consent leaves no day.
	return tuple(row for row in (*capped, *periods) if not (row.first and row.last and row.last < row.first))


def _end_before(basis: Basis, day: date) -> Basis:
	before = day - timedelta(days=1)
	return basis._replace(last=min(basis.last, before) if basis.last else before)


def is_for_life_only(kinds: Iterable[str]) -> bool:
	"""Return whether the work rests on the Act „Za życiem” alone, which asks for less."""
	return set(kinds) == {FOR_LIFE}


def needs_assessment(kinds: Iterable[str]) -> bool:
	"""Return whether F1, the plan and the half-yearly assessment are asked for; not in „Za życiem” alone."""
	return not is_for_life_only(kinds)


def needs_work_consent(kinds: Iterable[str]) -> bool:
	"""Return whether the family's consent to work (art. 8) is asked for; an order or „Za życiem” needs none."""
	return main_basis(kinds) == CONSENT


def needs_data_consent(kinds: Iterable[str]) -> bool:
	"""Return whether the application's consent to data processing is asked for („Za życiem”)."""
	return FOR_LIFE in set(kinds)


def works_by_catalogue(kinds: Iterable[str]) -> bool:
	"""Return whether a catalogue of support is drawn up („Za życiem”)."""
	return FOR_LIFE in set(kinds)


def assessed_since(bases: Iterable[Basis], began: date, day: date) -> date | None:
	"""Return since when the half-yearly assessment has been asked for, not before the support began; None: it is not.

	Where „Za życiem” got a second basis, from the first day of that. A family without any basis on record is assessed.
	"""
	bases = list(bases)
	if not needs_assessment(bases_held(bases, day)):
		return None
	if needs_assessment(bases_on(bases, began)):
		return began
	firsts = (row.first for row in bases if row.kind != FOR_LIFE and row.first and row.holds_on(day))
	return max(began, min(firsts, default=began))
