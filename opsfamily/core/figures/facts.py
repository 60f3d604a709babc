"""What the figures of a period are computed from: rows of documents, read once, and what follows from them.

A figure is a function from `Facts` to `Counted`: its value and the documents that it counts. Periods include both days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from opsfamily.core import basis as bases
from opsfamily.core import status
from opsfamily.core.assignments import ASSISTANTS, periods_meet
from opsfamily.core.basis import Basis
from opsfamily.core.status import Period

DAY = timedelta(days=1)
# Of which families a row speaks: of all, of those worked with under „Za życiem” alone, of the others.
ALL, FOR_LIFE_ONLY, NOT_FOR_LIFE = "All Families", "„Za życiem” Only", "Without „Za życiem”"
REACHES = (ALL, FOR_LIFE_ONLY, NOT_FOR_LIFE)


class Item(NamedTuple):
	"""A document that a figure counts, and its family (empty: the staff's own work)."""

	family: str
	doctype: str
	document: str


class Counted(NamedTuple):
	"""A figure's value and what it counts. value: a number of things, of minutes or of days; None: nothing to measure.

	base: how many families or workers a mean or a longest time rests on; None for a plain count.
	"""

	value: float | None
	items: tuple[Item, ...] = ()
	base: int | None = None


class Assignment(NamedTuple):
	name: str
	family: str
	user: str
	part: str
	first: date
	last: date | None
	workload_reason: str | None = None


class Member(NamedTuple):
	name: str
	family: str
	full_name: str
	born: date | None
	joined: date | None
	left: date | None
	is_disabled: bool
	disabled_from: date | None
	disabled_until: date | None


class Placement(NamedTuple):
	name: str
	family: str
	child: str
	first: date
	last: date | None
	end_code: str | None


class Request(NamedTuple):
	"""A request for an assistant. state: what its workflow state means (`core.meanings`)."""

	name: str
	family: str
	state: str
	basis: str
	requested: date
	decided: date | None
	refusal_code: str | None
	notified: date | None
	applied: date | None
	ordered: date | None


class Closing(NamedTuple):
	name: str
	family: str
	day: date
	statistical_class: str | None
	reopened: date | None


class Dated(NamedTuple):
	"""A document of a family on a day, with the code by which it is counted."""

	name: str
	family: str
	day: date
	code: str | None = None


class Due(NamedTuple):
	"""A document with the day on which it was done and the day until which it was due."""

	name: str
	family: str
	done: date
	due: date | None


class Assessment(NamedTuple):
	"""A submitted assessment: its day, and the day for the next one that was written on it."""

	name: str
	family: str
	done: date
	next_due: date | None
	is_final: bool = False


class Span(NamedTuple):
	"""A document, or an absence, that lasts from a day until a day."""

	name: str
	family: str
	first: date
	last: date | None
	code: str | None = None


class ContactSum(NamedTuple):
	"""The contacts of one nature with a family in the period: their number, and the workers' minutes."""

	family: str
	nature: str
	contacts: int
	minutes: int


class ContactDay(NamedTuple):
	"""A day of a direct contact with a family."""

	family: str
	day: date


class Enrolment(NamedTuple):
	"""A child's time in a day centre. code: the centre."""

	name: str
	family: str
	first: date
	last: date | None
	code: str
	child: str


class ChildCard(NamedTuple):
	"""A child's card and the day on which it was begun."""

	name: str
	family: str
	child: str
	begun: date


class ChildContact(NamedTuple):
	"""A contact of one child in its family's support network, with the kind of support."""

	family: str
	child: str
	kind: str


class Agreement(NamedTuple):
	"""An agreement with a body, which is of no family: the kind of support and how long it runs."""

	name: str
	kind: str
	first: date
	last: date | None
	is_continued: bool = True


class EvaluatedAgreement(NamedTuple):
	"""A day on which the cooperation with a body was evaluated. name: of its agreement."""

	name: str
	day: date


class Presence(NamedTuple):
	"""A child's days of attendance at a day centre in the period."""

	enrolment: str
	family: str
	days: int


class Session(NamedTuple):
	"""A worker's part in a session of supervision, or in a training."""

	name: str
	user: str
	minutes: int


class Help(NamedTuple):
	"""Help that a specialist gave to a family: its day, its kind and how long it took."""

	name: str
	family: str
	day: date
	kind: str
	minutes: int


class GroupMeeting(NamedTuple):
	"""A meeting of a group, which is of no family: its day and the group's kind."""

	name: str
	day: date
	kind: str


class GroupDay(NamedTuple):
	"""A day on which somebody of a family came to a group. name: of the person's part in the group."""

	name: str
	family: str
	person: str
	day: date
	kind: str


class Cost(NamedTuple):
	"""A cost in PLN that was paid back on a day. name: of the document."""

	name: str
	family: str
	day: date
	amount: float


class Employment(NamedTuple):
	"""A worker's employment: who employs them, by which contract, which part of a full post."""

	name: str
	user: str
	employer: str
	form: str
	fte: float
	first: date
	last: date | None


class Travelled(NamedTuple):
	"""What a worker drove with the own vehicle in the period, and its cost in PLN."""

	user: str
	kilometres: float
	cost: float


class CardSum(NamedTuple):
	"""The minutes of one nature on a monthly card of the period, whose state it has."""

	card: str
	family: str
	nature: str
	minutes: int
	is_accepted: bool


class Answer(NamedTuple):
	"""An answer with a code on a submitted sheet of the office's own (name: of the sheet)."""

	name: str
	family: str
	day: date
	code: str
	kind: str
	choices: str
	answer: str


@dataclass(frozen=True, eq=False)
class Facts:
	"""The rows of a section for one period. last: the period's last day, or today while it runs."""

	first: date
	last: date
	status: dict[str, status.Facts] = field(default_factory=dict)
	bases: dict[str, tuple[Basis, ...]] = field(default_factory=dict)
	assignments: tuple[Assignment, ...] = ()
	members: tuple[Member, ...] = ()
	placements: tuple[Placement, ...] = ()
	requests: tuple[Request, ...] = ()
	closings: tuple[Closing, ...] = ()
	monitoring: tuple[Dated, ...] = ()
	contacts: tuple[ContactSum, ...] = ()
	# Within the period, and the last one before it.
	direct_days: tuple[ContactDay, ...] = ()
	absences: tuple[Span, ...] = ()
	plans: tuple[Dated, ...] = ()
	evaluations: tuple[Dated, ...] = ()
	outcomes: tuple[Dated, ...] = ()
	# All submitted ones up to the last day; on_paper: family → the last one before the app.
	assessments: tuple[Assessment, ...] = ()
	on_paper: dict[str, date] = field(default_factory=dict)
	handed_over: tuple[Dated, ...] = ()
	conferences: tuple[Dated, ...] = ()
	opinions: tuple[Due, ...] = ()
	causes: tuple[Dated, ...] = ()
	answers: tuple[Answer, ...] = ()
	catalogues: tuple[Span, ...] = ()
	authorisations: tuple[Dated, ...] = ()
	needs: tuple[Dated, ...] = ()
	steps: tuple[Dated, ...] = ()
	enrolments: tuple[Enrolment, ...] = ()
	presences: tuple[Presence, ...] = ()
	# Day centre → its places now.
	places: dict[str, int] = field(default_factory=dict)
	helps: tuple[Help, ...] = ()
	interventions: tuple[Dated, ...] = ()
	group_meetings: tuple[GroupMeeting, ...] = ()
	group_days: tuple[GroupDay, ...] = ()
	child_cards: tuple[ChildCard, ...] = ()
	child_contacts: tuple[ChildContact, ...] = ()
	agreements: tuple[Agreement, ...] = ()
	cooperations_evaluated: tuple[EvaluatedAgreement, ...] = ()
	supporting: tuple[Span, ...] = ()
	supporting_costs: tuple[Cost, ...] = ()
	# Visits at which a family managed an area on its own; code: the area.
	alone: tuple[Dated, ...] = ()
	sessions: tuple[Session, ...] = ()
	trainings: tuple[Session, ...] = ()
	employments: tuple[Employment, ...] = ()
	cards: tuple[CardSum, ...] = ()
	travel: tuple[Travelled, ...] = ()
	# Minutes of work beside the families, and the norm of all employed workers.
	other_work_minutes: int = 0
	norm_minutes: int = 0
	ceilings: tuple[tuple[date, float], ...] = ()
	# Family → the weight of its difficulty now; a family without a difficulty is not in it.
	weights: dict[str, float] = field(default_factory=dict)
	# Pairs of rows of households that are one person, by a worker's word.
	same_people: tuple[tuple[str, str], ...] = ()
	assessment_months: int = 6

	@cached_property
	def spells(self) -> dict[str, list[Period]]:
		"""Return family → its spells of support that began up to the last day."""
		found = {name: status.get_spells(facts, self.last) for name, facts in self.status.items()}
		return {name: spells for name, spells in found.items() if spells}

	@cached_property
	def in_period(self) -> dict[str, list[Period]]:
		"""Return family → the parts of its spells that lie in the period."""
		found = {name: list(self._clip(spells)) for name, spells in self.spells.items()}
		return {name: parts for name, parts in found.items() if parts}

	def _clip(self, spells: Iterable[Period]) -> Iterable[Period]:
		for first, last in spells:
			first, last = max(first, self.first), min(last or self.last, self.last)
			if first <= last:
				yield Period(first, last)

	@cached_property
	def with_assistant(self) -> frozenset[str]:
		"""Return the families with a day of support in the period on which an assistant or substitute was assigned."""
		found = set()
		for row in self.assignments:
			parts = self.in_period.get(row.family, ()) if row.part in ASSISTANTS else ()
			if any(periods_meet(row.first, row.last, *part) for part in parts):
				found.add(row.family)
		return frozenset(found)

	@cached_property
	def statuses(self) -> dict[str, str]:
		"""Return family → its status on the last day."""
		return {name: status.status_on(facts, self.last) for name, facts in self.status.items()}

	@cached_property
	def statuses_before(self) -> dict[str, str]:
		"""Return family → its status at the end of the day before the period."""
		return {name: status.status_on(facts, self.first - DAY) for name, facts in self.status.items()}

	@cached_property
	def people(self) -> dict[str, str]:
		"""Return row of a household → the row that stands for the person, for rows that are linked."""
		found: dict[str, str] = {}
		for one, other in self.same_people:
			first, second = sorted((found.get(one, one), found.get(other, other)))
			found.update({row: first for row, stands in found.items() if stands == second})
			found.update({one: first, other: first})
		return found

	def counted_on(self, family: str) -> date:
		"""Return the day for which the family's basis and ages are asked: the last day, or that of its support."""
		parts = self.in_period.get(family)
		return parts[-1].last if parts else self.last

	def kinds_of(self, family: str) -> tuple[str, ...]:
		"""Return the family's bases on the day for which it is counted, the main one first."""
		return bases.bases_on(self.bases.get(family, ()), self.counted_on(family))

	def is_in(self, day: date | None) -> bool:
		"""Return whether the day lies in the period."""
		return day is not None and self.first <= day <= self.last

	@cached_property
	def _kept(self) -> dict:
		return {}

	def keep(self, key: object, make: Callable[[], Any]) -> Any:
		"""Return what `make` returned for this key: several figures ask for the same."""
		if key not in self._kept:
			self._kept[key] = make()
		return self._kept[key]

	def narrowed(self, reach: str) -> Facts:
		"""Return the facts of the families of a reach; the staff's own work stays."""
		if reach not in (FOR_LIFE_ONLY, NOT_FOR_LIFE):
			return self
		return self.keep(reach, lambda: self._narrow(reach))

	def _narrow(self, reach: str) -> Facts:
		alone = {name for name in self.status if bases.is_for_life_only(self.kinds_of(name))}
		return self.of_families(alone if reach == FOR_LIFE_ONLY else set(self.status) - alone)

	def of_families(self, names: set[str]) -> Facts:
		"""Return the facts of these families alone."""
		kept = {"status": {name: row for name, row in self.status.items() if name in names}}
		for fieldname, rows in vars(self).items():
			if isinstance(rows, tuple) and rows and hasattr(rows[0], "family"):
				kept[fieldname] = tuple(row for row in rows if row.family in names)
		return replace(self, **kept)


def families(names: Iterable[str]) -> Counted:
	"""Return the number of these families."""
	items = tuple(Item(name, "Family", name) for name in sorted(set(names)))
	return Counted(len(items), items)


def documents(doctype: str, rows: Iterable) -> Counted:
	"""Return the number of these documents: rows with `name` and `family`."""
	items = tuple(Item(row.family, doctype, row.name) for row in rows)
	return Counted(len(items), items)


def by_family(rows: Iterable) -> dict[str, list]:
	"""Return family → its rows, in their order."""
	found = defaultdict(list)
	for row in rows:
		found[row.family].append(row)
	return found


def mean(values: list[float]) -> float | None:
	"""Return the mean with one decimal; None of nothing."""
	return round(sum(values) / len(values), 1) if values else None
