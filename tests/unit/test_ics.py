"""A calendar file as RFC 5545 and RFC 5546 want it."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from opsfamily.core.ics import Address, Meeting, escape, fold, format_moment, invitation, quote_parameter

WARSAW = ZoneInfo("Europe/Warsaw")
MEETING = Meeting(
	uid="KONF-2026-0001@ops.example",
	sequence=2,
	sent=datetime(2026, 11, 24, 8, 0, tzinfo=timezone.utc),
	start=datetime(2026, 12, 15, 10, 0, tzinfo=WARSAW),
	end=datetime(2026, 12, 15, 11, 30, tzinfo=WARSAW),
	summary="Spotkanie osób prowadzących, sprawa ROD-2026-0001",
	place="Lipowa Góra, ul. Szkolna 2; sala nr 3",
	description="Organizator: Ewa Łuczak\nTelefon: 22 555 01 19",
	organiser=Address("Ewa Łuczak", "koordynator@ops.example"),
	guest=Address('Zofia "Pedagog" Szkolna', "pedagog+szkola@szkola.example"),
)


def unfolded(text: str) -> list[str]:
	return text.replace("\r\n ", "").split("\r\n")


def test_it_is_a_request_with_its_event():
	lines = unfolded(invitation(MEETING))
	assert lines[:5] == [
		"BEGIN:VCALENDAR",
		"PRODID:-//opsfamily//opsfamily//PL",
		"VERSION:2.0",
		"CALSCALE:GREGORIAN",
		"METHOD:REQUEST",
	]
	assert lines[-3:] == ["END:VEVENT", "END:VCALENDAR", ""]
	for line in (
		"UID:KONF-2026-0001@ops.example",
		"SEQUENCE:2",
		"DTSTAMP:20261124T080000Z",
		"DTSTART:20261215T090000Z",
		"DTEND:20261215T103000Z",
		"LOCATION:Lipowa Góra\\, ul. Szkolna 2\\; sala nr 3",
		"DESCRIPTION:Organizator: Ewa Łuczak\\nTelefon: 22 555 01 19",
		'ORGANIZER;CN="Ewa Łuczak":mailto:koordynator@ops.example',
		"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
		";CN=\"Zofia 'Pedagog' Szkolna\":mailto:pedagog+szkola@szkola.example",
	):
		assert line in lines


def test_every_line_break_is_a_carriage_return_and_a_line_feed():
	text = invitation(MEETING)
	assert text.count("\n") == text.count("\r\n") == text.count("\r")


def test_no_line_is_longer_than_75_octets():
	long = MEETING._replace(summary="ąęśżźćńół, " * 40, place="x" * 500)
	text = invitation(long)
	assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
	assert "SUMMARY:" + escape("ąęśżźćńół, " * 40) in unfolded(text)
	assert "LOCATION:" + "x" * 500 in unfolded(text)


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 151])
def test_folding_at_the_edge(length):
	line = "x" * length
	pieces = fold(line).split("\r\n")
	assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
	assert all(piece.startswith(" ") for piece in pieces[1:])
	assert len(pieces) == 1 + max(0, -(-(length - 75) // 74))


def test_a_letter_of_several_octets_is_not_broken():
	pieces = fold("x" * 74 + "ż" + "x").split("\r\n")
	assert pieces == ["x" * 74, " żx"]


@pytest.mark.parametrize(
	("text", "written"),
	[
		("a,b;c", "a\\,b\\;c"),
		("a\\b", "a\\\\b"),
		("a\r\nb\nc\rd", "a\\nb\\nc\\nd"),
		("a\\n", "a\\\\n"),
		("a\x00\x07b", "ab"),
		("BEGIN:VEVENT", "BEGIN:VEVENT"),
	],
)
def test_escaping(text, written):
	assert escape(text) == written


def test_a_name_cannot_break_out_of_its_parameter():
	assert quote_parameter('Jan "; X:y\r\nATTENDEE:mailto:a@b') == '"Jan \'; X:y ATTENDEE:mailto:a@b"'


def test_an_address_cannot_either():
	evil = MEETING._replace(guest=Address("x", "a@b.example\r\nATTENDEE:mailto:c@d"))
	assert sum(line.startswith("ATTENDEE") for line in unfolded(invitation(evil))) == 1


def test_summer_and_winter_time():
	assert format_moment(datetime(2026, 7, 1, 10, 0, tzinfo=WARSAW)) == "20260701T080000Z"
	assert format_moment(datetime(2026, 12, 1, 10, 0, tzinfo=WARSAW)) == "20261201T090000Z"
	assert (
		format_moment(datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))) == "20261130T233000Z"
	)


def test_a_moment_without_a_zone_says_nothing():
	with pytest.raises(ValueError):
		format_moment(datetime(2026, 12, 1, 10, 0))
