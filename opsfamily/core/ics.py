"""An invitation as a calendar file: RFC 5545 (iCalendar), METHOD:REQUEST of RFC 5546.

Times are written in UTC, which every calendar shows in the hours of its reader.
"""

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import NamedTuple
from urllib.parse import quote

PRODID = "-//opsfamily//opsfamily//PL"
# RFC 5545, 3.1: a line has at most so many octets without its line break; a folded one goes on after a space.
OCTETS = 75
LINE_BREAK = "\r\n"
# RFC 5545, 3.3.11: signs that have a meaning of their own in a text.
ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\r", "\\n"), ("\n", "\\n"))


class Address(NamedTuple):
	"""A name and its e-mail address."""

	name: str
	email: str


class Meeting(NamedTuple):
	"""A meeting to which one guest is invited.

	uid stays the same and sequence grows with each sending, so that a calendar moves the meeting that it has.
	start and end are moments with a time zone.
	"""

	uid: str
	sequence: int
	sent: datetime
	start: datetime
	end: datetime
	summary: str
	place: str
	description: str
	organiser: Address
	guest: Address


def invitation(meeting: Meeting) -> str:
	"""The calendar file with its line breaks. It names the guest alone, none of the others."""
	return "".join(fold(line) + LINE_BREAK for line in _lines(meeting))


def _lines(meeting: Meeting) -> Iterator[str]:
	yield from ("BEGIN:VCALENDAR", f"PRODID:{PRODID}", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:REQUEST")
	yield "BEGIN:VEVENT"
	yield f"UID:{escape(meeting.uid)}"
	yield f"DTSTAMP:{moment(meeting.sent)}"
	yield f"SEQUENCE:{meeting.sequence}"
	yield f"DTSTART:{moment(meeting.start)}"
	yield f"DTEND:{moment(meeting.end)}"
	yield f"SUMMARY:{escape(meeting.summary)}"
	yield f"LOCATION:{escape(meeting.place)}"
	yield f"DESCRIPTION:{escape(meeting.description)}"
	yield f"ORGANIZER{_address(meeting.organiser)}"
	yield f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE{_address(meeting.guest)}"
	yield from ("CLASS:PRIVATE", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR")


def moment(when: datetime) -> str:
	"""`20261215T090000Z`. Raises ValueError for a moment without a time zone."""
	if when.tzinfo is None:
		raise ValueError(when)
	return when.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
	"""A text as a value: its commas, semicolons, backslashes and line breaks are no signs of the file."""
	for sign, written in ESCAPES:
		text = text.replace(sign, written)
	return _without_controls(text)


def quoted(text: str) -> str:
	"""A text as the value of a parameter. RFC 5545, 3.2: it cannot hold a double quote."""
	return f'"{_without_controls(" ".join(text.split())).replace(chr(34), chr(39))}"'


def fold(line: str) -> str:
	"""The line in pieces of at most 75 octets, none of them broken within a letter."""
	pieces, piece, taken = [], "", 0
	for letter in line:
		octets = len(letter.encode())
		if taken + octets > OCTETS:
			pieces.append(piece)
			# The space that begins a further piece is one of its octets.
			piece, taken = " ", 1
		piece, taken = piece + letter, taken + octets
	return LINE_BREAK.join((*pieces, piece))


def _address(address: Address) -> str:
	return f";CN={quoted(address.name)}:mailto:{quote(address.email.strip(), safe='@+._-')}"


def _without_controls(text: str) -> str:
	return "".join(letter for letter in text if letter >= " " and letter != "\x7f")
