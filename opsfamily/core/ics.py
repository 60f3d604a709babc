"""An invitation as a calendar file: RFC 5545 (iCalendar), METHOD:REQUEST of RFC 5546.

Times are written in UTC; calendars show them in the reader's time zone.
"""

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import NamedTuple
from urllib.parse import quote

PRODID = "-//opsfamily//opsfamily//PL"
# RFC 5545, 3.1: maximum octets of a line without its line break; a folded line goes on after a space.
OCTETS = 75
LINE_BREAK = "\r\n"
# RFC 5545, 3.3.11: characters with a special meaning in a text.
ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\r", "\\n"), ("\n", "\\n"))


class Address(NamedTuple):
	"""A name and its e-mail address."""

	name: str
	email: str


class Meeting(NamedTuple):
	"""A meeting to which one guest is invited.

	uid stays the same and sequence grows with each sending, so that a calendar moves the existing meeting.
	start and end have a time zone.
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
	"""Return the calendar file with its line breaks. It names this guest only, none of the others."""
	return "".join(fold(line) + LINE_BREAK for line in _write_lines(meeting))


def _write_lines(meeting: Meeting) -> Iterator[str]:
	yield from ("BEGIN:VCALENDAR", f"PRODID:{PRODID}", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:REQUEST")
	yield "BEGIN:VEVENT"
	yield f"UID:{escape(meeting.uid)}"
	yield f"DTSTAMP:{format_moment(meeting.sent)}"
	yield f"SEQUENCE:{meeting.sequence}"
	yield f"DTSTART:{format_moment(meeting.start)}"
	yield f"DTEND:{format_moment(meeting.end)}"
	yield f"SUMMARY:{escape(meeting.summary)}"
	yield f"LOCATION:{escape(meeting.place)}"
	yield f"DESCRIPTION:{escape(meeting.description)}"
	yield f"ORGANIZER{_format_address(meeting.organiser)}"
	yield f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE{_format_address(meeting.guest)}"
	yield from ("CLASS:PRIVATE", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR")


def format_moment(when: datetime) -> str:
	"""Return the moment in UTC: `20261215T090000Z`. Raise ValueError for a moment without a time zone."""
	if when.tzinfo is None:
		raise ValueError(when)
	return when.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
	"""Escape a text for a value: commas, semicolons, backslashes and line breaks lose their special meaning."""
	for character, escaped in ESCAPES:
		text = text.replace(character, escaped)
	return _strip_controls(text)


def quote_parameter(text: str) -> str:
	"""Quote a text for the value of a parameter, which cannot hold a double quote (RFC 5545, 3.2)."""
	return f'"{_strip_controls(" ".join(text.split())).replace(chr(34), chr(39))}"'


def fold(line: str) -> str:
	"""Fold a line into pieces of at most 75 octets, never within a letter."""
	pieces, piece, taken = [], "", 0
	for letter in line:
		octets = len(letter.encode())
		if taken + octets > OCTETS:
			pieces.append(piece)
			# The space that begins the next piece counts as one of its octets.
			piece, taken = " ", 1
		piece, taken = piece + letter, taken + octets
	return LINE_BREAK.join((*pieces, piece))


def _format_address(address: Address) -> str:
	return f";CN={quote_parameter(address.name)}:mailto:{quote(address.email.strip(), safe='@+._-')}"


def _strip_controls(text: str) -> str:
	return "".join(letter for letter in text if letter >= " " and letter != "\x7f")
