"""The facts of a case file as sentences of an opinion for the court („Opinia o rodzinie i jej członkach”).

A court reads Polish, so the sentences are not translated. Days are `date`, durations whole minutes. What is not
in the file is stated as missing, never guessed.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.outcomes import DONE, NOT_DONE, PARTLY_DONE, PENDING, WITHDRAWN
from opsfamily.core.polish import counted, plural

# States of an opinion between its author and the head.
WRITTEN, WAITS, RETURNED = "Being Written", "Waits for Approval", "Returned"
APPROVED, FROZEN = "Approved", "Frozen by the Author"
MONTHS = (
	"stycznia",
	"lutego",
	"marca",
	"kwietnia",
	"maja",
	"czerwca",
	"lipca",
	"sierpnia",
	"września",
	"października",
	"listopada",
	"grudnia",
)
OUTCOMES = {
	DONE: "wykonane",
	PARTLY_DONE: "w części wykonane",
	NOT_DONE: "niewykonane",
	WITHDRAWN: "wycofane",
	PENDING: "w trakcie realizacji",
}
SCALE = "skala od 1 – poważne trudności do 5 – bez trudności"


class Person(NamedTuple):
	"""A member of the household."""

	full_name: str
	birth_date: date | None = None
	kinship: str = ""
	in_foster_care: bool = False

	def format_line(self) -> str:
		"""Return name, birth, kinship and foster care, as far as they are known."""
		birth = f"ur. {format_date(self.birth_date)}" if self.birth_date else ""
		care = "w pieczy zastępczej" if self.in_foster_care else ""
		return ", ".join(filter(None, (self.full_name, birth, self.kinship.strip(), care)))


class Contact(NamedTuple):
	"""A contact of the period; of several workers together it is one."""

	kind: str
	minutes: int


class Action(NamedTuple):
	"""An agreed action: the responsible party (in Polish), the action, its last day and its outcome."""

	party: str
	action: str
	due: date | None
	outcome: str


class Rating(NamedTuple):
	"""A submitted assessment: its kind (in Polish) and its ratings, sphere (in Polish) → 1–5."""

	day: date
	kind: str
	spheres: dict[str, str]


class Facts(NamedTuple):
	"""Facts of a family's file in a period. sensitive: ratings of permission level 1."""

	period: tuple[date, date]
	since: date | None = None
	basis: str = ""
	assistants: tuple[str, ...] = ()
	contacts: tuple[Contact, ...] = ()
	attempts: int = 0
	main_goal: str = ""
	goals: tuple[str, ...] = ()
	actions: tuple[Action, ...] = ()
	ratings: tuple[Rating, ...] = ()
	sensitive: tuple[Rating, ...] = ()


def format_date(day: date) -> str:
	"""Return the day as text: `26 marca 2026 r.`"""
	return f"{day.day} {MONTHS[day.month - 1]} {day.year} r."


def end_sentence(text: str) -> str:
	"""End a text with exactly one full stop, also after `r.`"""
	return text if text.endswith(".") else f"{text}."


def format_duration(minutes: int) -> str:
	"""Return minutes as text: `25 godzin 35 minut`, `1 godzina`, `20 minut`."""
	hours, rest = divmod(minutes, 60)
	parts = [counted(hours, "godzina", "godziny", "godzin")] if hours else []
	if rest or not hours:
		parts.append(counted(rest, "minuta", "minuty", "minut"))
	return " ".join(parts)


def persons(members: Iterable[Person]) -> str:
	"""Return one line for each member (see `Person.format_line`)."""
	return "\n".join(member.format_line() for member in members)


def facts(file: Facts) -> str:
	"""Return the whole text without sensitive ratings, a paragraph for each subject."""
	paragraphs = (
		write_since(file),
		write_contacts(file),
		write_goals(file),
		write_actions(file),
		write_ratings(file),
	)
	return "\n\n".join(filter(None, paragraphs))


def write_since(file: Facts) -> str:
	"""Write since when, on which basis and with which assistants the family is supported."""
	if not file.since:
		return "W aktach nie ma przydziału asystenta rodziny."
	basis = f" (podstawa: {file.basis})" if file.basis else ""
	text = end_sentence(f"Rodzina jest objęta pracą asystenta rodziny od {format_date(file.since)}{basis}")
	if file.assistants:
		who = "Asystent rodziny" if len(file.assistants) == 1 else "Asystenci rodziny"
		text += f" {who} w okresie, którego dotyczy opinia: {', '.join(file.assistants)}."
	return text


def write_contacts(file: Facts) -> str:
	"""Write the number and duration of the contacts, in total and by kind."""
	period = f"W okresie od {format_date(file.period[0])} do {format_date(file.period[1])}"
	if not file.contacts:
		return f"{period} nie odnotowano kontaktów z rodziną.{write_attempts(file.attempts)}"
	count = len(file.contacts)
	verb = plural(count, "odbył się", "odbyły się", "odbyło się")
	number = counted(count, "kontakt", "kontakty", "kontaktów")
	total = format_duration(sum(contact.minutes for contact in file.contacts))
	lines = (
		f"– {kind}: {times}, {format_duration(minutes)}"
		for kind, times, minutes in sum_by_kind(file.contacts)
	)
	text = "\n".join((f"{period} {verb} {number}, łącznie {total}:", *lines))
	return f"{text}\n{write_attempts(file.attempts).strip()}".strip()


def write_attempts(attempts: int) -> str:
	"""Write how often the worker met nobody; empty where that never happened."""
	if not attempts:
		return ""
	return f" Ponadto podjęto {counted(attempts, 'próbę', 'próby', 'prób')} kontaktu, w których nikogo nie zastano."


def sum_by_kind(visits: Iterable[Contact]) -> list[tuple[str, int, int]]:
	"""Return (kind, number, minutes) of the contacts, the most frequent kind first."""
	sums: dict[str, list[int]] = {}
	for visit in visits:
		entry = sums.setdefault(visit.kind, [0, 0])
		entry[0] += 1
		entry[1] += visit.minutes
	return sorted(((kind, *entry) for kind, entry in sums.items()), key=lambda row: (-row[1], row[0]))


def write_goals(file: Facts) -> str:
	"""Write the goals of the work plan."""
	if not file.main_goal:
		return "W tym okresie nie obowiązywał plan pracy z rodziną."
	lines = [f"Cel główny planu pracy z rodziną: {file.main_goal.strip()}"]
	if file.goals:
		lines.append("Cele szczegółowe:")
	return "\n".join((*lines, *(f"– {goal.strip()}" for goal in file.goals)))


def write_actions(file: Facts) -> str:
	"""Write the actions of the schedule with their outcomes."""
	if not file.actions:
		return "W tym okresie nie było działań z harmonogramu."
	number = counted(len(file.actions), "działanie", "działania", "działań")
	lines = (
		f"– {row.action.strip()} ({row.party}{format_due(row.due)}): {name_outcome(row.outcome)}"
		for row in file.actions
	)
	return "\n".join((f"Harmonogram obejmował {number}: {format_outcome_counts(file.actions)}.", *lines))


def format_due(due: date | None) -> str:
	"""Return the last day of an action as text after a comma, empty without one."""
	return f", termin: {format_date(due)}" if due else ""


def format_outcome_counts(rows: Iterable[Action]) -> str:
	"""Return the number of actions by outcome, without zeros: `wykonane – 5, w części wykonane – 2`."""
	counts = Counter(row.outcome for row in rows)
	# In the usual order, then the outcomes that an office has added.
	ordered = dict.fromkeys((*OUTCOMES, *counts))
	return ", ".join(f"{name_outcome(key)} – {counts[key]}" for key in ordered if counts[key])


def name_outcome(outcome: str) -> str:
	"""Return an outcome in Polish; one that an office has added is written as it is named."""
	return OUTCOMES.get(outcome, outcome)


def write_ratings(file: Facts) -> str:
	"""Write the ratings of the assessments that are not sensitive."""
	if not file.ratings:
		return "W tym okresie nie sporządzono oceny sytuacji rodziny."
	lines = (f"– {format_rating(rating)}" for rating in file.ratings)
	return "\n".join((f"Oceny sytuacji rodziny ({SCALE}):", *lines))


def format_rating(rating: Rating) -> str:
	"""Return day, kind and ratings of an assessment in one line."""
	given = ", ".join(f"{sphere.lower()} {value}" for sphere, value in rating.spheres.items())
	return f"{format_date(rating.day)} ({rating.kind.lower()}): {given or 'bez ocen liczbowych'}"


def sensitive_facts(file: Facts) -> str:
	"""Return the ratings of permission level 1 as text, for readers with that level."""
	if not file.sensitive:
		return ""
	lines = (f"– {format_rating(rating)}" for rating in file.sensitive)
	return "\n".join((f"Oceny sytuacji rodziny ({SCALE}):", *lines))


def overlaps_period(start: date | None, end: date | None, period: tuple[date, date]) -> bool:
	"""Return whether something between these days (None: open) overlaps the period."""
	return (start is None or start <= period[1]) and (end is None or end >= period[0])
