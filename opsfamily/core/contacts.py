"""Contacts with a family: which of them count, and the time that they took.

A span is the first and the last moment of a contact. An attempt that met nobody is working time, never a contact.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from opsfamily.core.contact_kinds import ATTEMPT, DIRECT
from opsfamily.core.hours import overlaps

Span = tuple[datetime, datetime]
DAY = timedelta(days=1)


class Part(NamedTuple):
	"""What one worker wrote of a contact with one family."""

	worker: str
	nature: str
	span: Span
	kind: str = ""

	@property
	def minutes(self) -> int:
		"""Return how long the worker was there."""
		return get_minutes(self.span)


def is_contact(nature: str | None) -> bool:
	"""Return whether a visit of this nature counts as a contact."""
	return nature != ATTEMPT


def join_contacts(parts: Iterable[Part]) -> list[list[Part]]:
	"""Return the contacts of one family, the oldest first, each as the parts of its workers.

	Two workers in one home are one contact: direct parts of different workers that share a minute. Attempts are left
	out.
	"""
	contacts: list[list[Part]] = []
	for part in sorted((part for part in parts if is_contact(part.nature)), key=lambda part: part.span):
		together = find_contact(contacts, part)
		if together:
			together.append(part)
		else:
			contacts.append([part])
	return contacts


def find_contact(contacts: list[list[Part]], part: Part) -> list[Part] | None:
	"""Return the contact to which a further part belongs. A contact is shorter than a day, so earlier ones need no look."""
	recent = takewhile(lambda contact: part.span[0] - contact[0].span[0] < DAY, reversed(contacts))
	return next((contact for contact in recent if is_one_contact(contact, part)), None)


def is_one_contact(contact: Sequence[Part], part: Part) -> bool:
	"""Return whether a further part belongs to this contact."""
	is_direct = part.nature == DIRECT == contact[0].nature
	is_another_worker = all(other.worker != part.worker for other in contact)
	return is_direct and is_another_worker and any(overlaps(other.span, part.span) for other in contact)


def count_minutes(spans: Iterable[Span]) -> int:
	"""Return the minutes in which at least one of the spans runs: time that two of them share counts once."""
	total, reached = 0, None
	for begin, end in sorted(spans):
		begin = max(begin, reached) if reached else begin
		if end > begin:
			total, reached = total + get_minutes((begin, end)), end
	return total


def get_minutes(span: Span) -> int:
	"""Return the whole minutes of a span."""
	return int((span[1] - span[0]).total_seconds()) // 60
