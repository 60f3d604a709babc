"""The facts of a case file as sentences of an opinion for the court („Opinia o rodzinie i jej członkach”).

A court reads Polish, so the sentences are written here and not translated. Every day is a `date`, every
duration whole minutes; what is not in the file is said to be missing, never guessed.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from opsfamily.core.outcomes import DONE, NOT_DONE, PARTLY_DONE, PENDING, WITHDRAWN
from opsfamily.core.polish import counted, plural

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

	def line(self) -> str:
		birth = f"ur. {long_date(self.birth_date)}" if self.birth_date else ""
		care = "w pieczy zastępczej" if self.in_foster_care else ""
		return ", ".join(filter(None, (self.full_name, birth, self.kinship.strip(), care)))


class Contact(NamedTuple):
	"""One contact of the period."""

	kind: str
	minutes: int


class Action(NamedTuple):
	"""One agreed action: whose it is (Polish), what, until when, how it went."""

	party: str
	action: str
	due: date | None
	outcome: str


class Rating(NamedTuple):
	"""One submitted assessment: its kind (Polish) and the ratings given, sphere (Polish) → 1–5."""

	day: date
	kind: str
	spheres: dict[str, str]


class Facts(NamedTuple):
	"""What the file holds about a family in a period, at the reader's permission levels."""

	period: tuple[date, date]
	since: date | None = None
	basis: str = ""
	assistants: tuple[str, ...] = ()
	contacts: tuple[Contact, ...] = ()
	main_goal: str = ""
	goals: tuple[str, ...] = ()
	actions: tuple[Action, ...] = ()
	ratings: tuple[Rating, ...] = ()
	sensitive: tuple[Rating, ...] = ()


def long_date(day: date) -> str:
	"""`26 marca 2026 r.`"""
	return f"{day.day} {MONTHS[day.month - 1]} {day.year} r."


def sentence(text: str) -> str:
	"""With one full stop at its end, also after `r.`"""
	return text if text.endswith(".") else f"{text}."


def duration(minutes: int) -> str:
	"""`25 godzin 35 minut`, `1 godzina`, `20 minut`"""
	hours, rest = divmod(minutes, 60)
	parts = [counted(hours, "godzina", "godziny", "godzin")] if hours else []
	if rest or not hours:
		parts.append(counted(rest, "minuta", "minuty", "minut"))
	return " ".join(parts)


def persons(members: Iterable[Person]) -> str:
	"""One line for each member: name, birth, kinship, foster care, as far as they are known."""
	return "\n".join(member.line() for member in members)


def facts(file: Facts) -> str:
	"""The whole text, a paragraph for each matter."""
	paragraphs = (since(file), contacts(file), goals(file), actions(file), ratings(file))
	return "\n\n".join(filter(None, paragraphs))


def since(file: Facts) -> str:
	if not file.since:
		return "W aktach nie ma przydziału asystenta rodziny."
	basis = f" (podstawa: {file.basis})" if file.basis else ""
	text = sentence(f"Rodzina jest objęta pracą asystenta rodziny od {long_date(file.since)}{basis}")
	if file.assistants:
		who = "Asystent rodziny" if len(file.assistants) == 1 else "Asystenci rodziny"
		text += f" {who} w okresie, którego dotyczy opinia: {', '.join(file.assistants)}."
	return text


def contacts(file: Facts) -> str:
	period = f"W okresie od {long_date(file.period[0])} do {long_date(file.period[1])}"
	if not file.contacts:
		return f"{period} nie odnotowano kontaktów z rodziną."
	count = len(file.contacts)
	verb = plural(count, "odbył się", "odbyły się", "odbyło się")
	number = counted(count, "kontakt", "kontakty", "kontaktów")
	total = duration(sum(contact.minutes for contact in file.contacts))
	lines = (f"– {kind}: {times}, {duration(minutes)}" for kind, times, minutes in by_kind(file.contacts))
	return "\n".join((f"{period} {verb} {number}, łącznie {total}:", *lines))


def by_kind(visits: Iterable[Contact]) -> list[tuple[str, int, int]]:
	"""(kind, how many, minutes), the most frequent first."""
	sums: dict[str, list[int]] = {}
	for visit in visits:
		entry = sums.setdefault(visit.kind, [0, 0])
		entry[0] += 1
		entry[1] += visit.minutes
	return sorted(((kind, *entry) for kind, entry in sums.items()), key=lambda row: (-row[1], row[0]))


def goals(file: Facts) -> str:
	if not file.main_goal:
		return "W tym okresie nie obowiązywał plan pracy z rodziną."
	lines = [f"Cel główny planu pracy z rodziną: {file.main_goal.strip()}"]
	if file.goals:
		lines.append("Cele szczegółowe:")
	return "\n".join((*lines, *(f"– {goal.strip()}" for goal in file.goals)))


def actions(file: Facts) -> str:
	if not file.actions:
		return "W tym okresie nie było działań z harmonogramu."
	number = counted(len(file.actions), "działanie", "działania", "działań")
	lines = (
		f"– {row.action.strip()} ({row.party}{until(row.due)}): {OUTCOMES[row.outcome]}"
		for row in file.actions
	)
	return "\n".join((f"Harmonogram obejmował {number}: {outcome_counts(file.actions)}.", *lines))


def until(due: date | None) -> str:
	return f", termin: {long_date(due)}" if due else ""


def outcome_counts(rows: Iterable[Action]) -> str:
	"""`wykonane – 5, w części wykonane – 2`; an outcome that did not happen is left out."""
	found = [row.outcome for row in rows]
	return ", ".join(f"{word} – {found.count(key)}" for key, word in OUTCOMES.items() if key in found)


def ratings(file: Facts) -> str:
	if not file.ratings:
		return "W tym okresie nie sporządzono oceny sytuacji rodziny."
	lines = (f"– {rating_line(rating)}" for rating in file.ratings)
	return "\n".join((f"Oceny sytuacji rodziny ({SCALE}):", *lines))


def rating_line(rating: Rating) -> str:
	given = ", ".join(f"{sphere.lower()} {value}" for sphere, value in rating.spheres.items())
	return f"{long_date(rating.day)} ({rating.kind.lower()}): {given or 'bez ocen liczbowych'}"


def sensitive_facts(file: Facts) -> str:
	"""The ratings of level 1, for those who hold it."""
	if not file.sensitive:
		return ""
	lines = (f"– {rating_line(rating)}" for rating in file.sensitive)
	return "\n".join((f"Oceny sytuacji rodziny ({SCALE}):", *lines))


def overlaps_period(start: date | None, end: date | None, period: tuple[date, date]) -> bool:
	"""Whether something that began and ended on these days (None: open) falls into the period."""
	return (start is None or start <= period[1]) and (end is None or end >= period[0])
