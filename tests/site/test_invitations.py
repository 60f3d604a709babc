"""Invitations to a conference, looked at as they stand in the queue."""

from email import message_from_string
from email.policy import default

import pytest

import frappe
from frappe.utils import add_to_date, now_datetime

from opsfamily.exceptions import BlankTimeError
from opsfamily.ops_teamwork.doctype.case_conference.guests import get_guests
from opsfamily.ops_teamwork.doctype.case_conference.invitations import (
	InvitationError,
	NoOutgoingAccountError,
	invite,
)
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import ASSISTANTS_PHONE, assign, day, email, fresh, make_family
from opsfamily.tests.make_conference import make_held, make_planned
from tests.site.test_digest import make_email_account

SECRET = "Tajnowska"


@pytest.fixture
def office(site):
	"""An account to send from, nothing sent yet, clocks in Poland."""
	frappe.db.delete("Email Queue")
	frappe.db.delete("Email Queue Recipient")
	make_email_account()
	yield
	frappe.db.rollback()
	frappe.local.outgoing_email_account = {}


@pytest.fixture
def conference(office):
	family = make_family(representative=f"Maria {SECRET}", members=[{"full_name": f"Jan {SECRET}"}]).name
	assign(family)
	values = {"agenda": f"agenda {SECRET}", "occasion": "podejrzenie przemocy domowej"}
	return make_planned(family, conference_date=day(7), **values)


def mails() -> dict[str, str]:
	"""Address → the whole message."""
	rows = frappe.get_all("Email Queue", fields=["name", "message"], order_by="creation, name")
	to = {
		str(row.parent): row.recipient
		for row in frappe.get_all("Email Queue Recipient", fields=["parent", "recipient"], order_by="name")
	}
	return {to[str(row.name)]: row.message for row in rows}


def parts(message: str) -> tuple[str, str, str, str]:
	"""Subject, text and calendar of a message, and the method that the calendar's part names."""
	parsed = message_from_string(message, policy=default)
	calendar = next(part for part in parsed.walk() if part.get_content_type() == "text/calendar")
	text = parsed.get_body(("plain",)).get_content()
	raw = calendar.get_payload(decode=True).decode()
	return parsed["Subject"], text, raw, calendar.get_param("method")


def test_everybody_with_an_address_gets_an_own_one(conference):
	with acting_as(email("assistant")):
		answer = invite(fresh(conference))
	assert answer == {
		"sent": ["Anna Asystentka", "Zofia Szkolna"],
		"without_address": ["Piotr Kurator"],
		"left": [],
	}
	assert set(mails()) == {email("assistant"), "pedagog@szkola.example"}
	rows = {row.full_name: bool(row.invited_on) for row in fresh(conference).people}
	assert rows == {"Anna Asystentka": True, "Zofia Szkolna": True, "Piotr Kurator": False}


@pytest.fixture
def disabled_psychologist(conference) -> str:
	"""Still on the case, and on the list of the conference."""
	psychologist = email("working_consultant")
	assign(conference.family, "working_consultant", "Psychologist")
	conference.append("people", {"user": psychologist})
	conference.save()
	frappe.db.set_value("User", psychologist, "enabled", 0)
	return psychologist


def test_who_no_longer_works_here_is_not_invited(conference, disabled_psychologist):
	answer = invite(fresh(conference))
	assert answer["left"] == ["Paweł Psycholog"]
	assert answer["without_address"] == ["Piotr Kurator"]
	assert set(mails()) == {email("assistant"), "pedagog@szkola.example"}
	assert not fresh(conference).people[-1].invited_on


def test_who_comes_back_is_invited_again(conference, disabled_psychologist):
	frappe.db.set_value("User", disabled_psychologist, "enabled", 1)
	assert "Paweł Psycholog" in invite(fresh(conference))["sent"]
	assert disabled_psychologist in mails()


def test_nobody_is_left_to_invite(conference, disabled_psychologist):
	conference.update({"people": [{"user": disabled_psychologist}, {"full_name": "Piotr Kurator"}]}).save()
	with pytest.raises(InvitationError, match="nikogo nie można zaprosić"):
		invite(conference)
	assert mails() == {}


def test_an_enabled_worker_without_a_part_in_cases_is_invited(conference):
	conference.append("people", {"user": email("day_centre")})
	conference.save()
	answer = invite(fresh(conference))
	assert "Dorota Świetlicowa" in answer["sent"]
	assert answer["left"] == []


def test_who_no_longer_works_here_is_not_offered(conference, disabled_psychologist):
	def offered() -> list[str]:
		return [row["user"] for row in get_guests(frappe.get_doc("Family", conference.family))["workers"]]

	assert offered() == [email("assistant")]
	frappe.db.set_value("User", disabled_psychologist, "enabled", 1)
	assert offered() == [email("assistant"), disabled_psychologist]


def test_it_says_who_when_and_where(conference):
	invite(conference)
	subject, text, calendar, method = parts(mails()["pedagog@szkola.example"])
	when = conference.conference_date
	assert subject == f"Zaproszenie na spotkanie {when:%d.%m.%Y} o godz. 10:00 ({conference.family})"
	for piece in (conference.family, "10:00–11:30", "sala nr 3", "Anna Asystentka", ASSISTANTS_PHONE):
		assert piece in text
	assert method == "REQUEST"
	for line in ("METHOD:REQUEST", f"UID:{conference.name}@", "SEQUENCE:0", "LOCATION:sala nr 3"):
		assert line in calendar
	assert 'CN="Zofia Szkolna":mailto:pedagog@szkola.example' in calendar.replace("\r\n ", "")


def test_it_holds_nothing_of_the_family_and_of_the_other_guests(conference):
	invite(conference)
	for piece in parts(mails()["pedagog@szkola.example"]):
		for secret in (SECRET, "przemoc", "agenda", "Kurator"):
			assert secret not in piece
	assert email("assistant") not in parts(mails()["pedagog@szkola.example"])[1]


def test_the_hours_are_those_of_the_site(conference):
	frappe.db.set_single_value("System Settings", "time_zone", "Europe/Warsaw")
	frappe.cache().delete_value("time_zone")
	conference.update({"conference_date": "2027-01-15", "to_time": None}).save()
	invite(conference)
	calendar = parts(mails()["pedagog@szkola.example"])[2]
	assert "DTSTART:20270115T090000Z" in calendar
	assert "DTEND:20270115T103000Z" in calendar, "the office's usual length"


def test_the_office_says_how_long_a_conference_usually_lasts(conference):
	frappe.db.set_single_value("OPS Settings", "conference_minutes", 30)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	conference.update({"to_time": None}).save()
	invite(conference)
	lines = parts(mails()["pedagog@szkola.example"])[2].split("\r\n")
	times = [line[-7:-3] for line in lines if line.startswith(("DTSTART", "DTEND"))]
	assert int(times[1]) - int(times[0]) in (30, 70)


def test_each_sending_is_a_newer_one_of_the_same_meeting(conference):
	invite(conference)
	frappe.db.delete("Email Queue")
	invite(fresh(conference))
	_subject, text, calendar, _type = parts(mails()["pedagog@szkola.example"])
	assert "SEQUENCE:1" in calendar
	assert f"UID:{conference.name}@" in calendar
	assert "zastępuje wcześniejsze" in text


def test_what_changes_asks_for_a_new_one(conference):
	invite(conference)
	conference = fresh(conference)
	conference.update({"agenda": "inaczej"}).save()
	assert fresh(conference).people[0].invited_on
	frappe.clear_messages()
	conference.update({"place": "sala nr 4"}).save()
	assert not any(row.invited_on for row in fresh(conference).people)
	[message] = frappe.local.message_log
	assert "zaproszenia należy wysłać ponownie" in frappe.parse_json(message)["message"]
	assert fresh(conference).invitation_sequence == 1


@pytest.mark.parametrize("place", [f"mieszkanie państwa {SECRET[:-1]}ich", f"u {SECRET}"])
def test_a_place_that_names_the_family(conference, place):
	conference.update({"place": place}).save()
	with pytest.raises(InvitationError, match="Miejsce spotkania"):
		invite(conference)
	assert mails() == {}


@pytest.mark.parametrize(
	("representative", "place"),
	[
		("Jan Sokół", "u Sokołów, ul. Lipowa 4"),
		("Sokół Jan", "u Sokołów, ul. Lipowa 4"),
		("Katarzyna Zielińska", "Zielińscy"),
		("Paweł Dąb", "u Dębów"),
		("Jan Kowalski", "KOWALSKA"),
	],
)
def test_a_place_that_names_the_family_in_another_form(conference, representative, place):
	frappe.db.set_value("Family", conference.family, "representative", representative)
	conference.update({"place": place}).save()
	with pytest.raises(InvitationError, match="Miejsce spotkania"):
		invite(conference)
	assert mails() == {}


@pytest.mark.parametrize("place", ["ul. Marii 3", "szkoła, ul. Tajna 1", "Dom Kultury „Sokolnia”"])
def test_a_place_that_names_nobody(conference, place):
	conference.update({"place": place}).save()
	assert invite(conference)["sent"]


@pytest.mark.parametrize(
	("values", "exception", "word"),
	[
		({"place": " "}, InvitationError, "Miejsce spotkania"),
		({"from_time": None, "to_time": None}, BlankTimeError, "Godzina od"),
		({"conference_date": "2026-01-05"}, InvitationError, "Data spotkania"),
		({"people": [{"full_name": "Piotr Kurator"}]}, InvitationError, "Zaproszeni i obecni"),
	],
)
def test_what_is_not_planned_yet_is_refused(conference, values, exception, word):
	conference.update(values).save()
	with pytest.raises(exception, match=word):
		invite(conference)
	assert mails() == {}
	assert fresh(conference).invitation_sequence == 0


def test_an_hour_ahead_of_today_is_enough(conference):
	soon = add_to_date(now_datetime(), minutes=2)
	hours = {"conference_date": soon.date(), "from_time": f"{soon:%H:%M}", "to_time": None}
	conference.update(hours).save()
	assert invite(conference)["sent"]


def test_nobody_is_invited_to_what_was_held(conference):
	held = make_held(conference.family)
	with pytest.raises(InvitationError, match=held.name):
		invite(held)


def test_without_an_account_nothing_is_sent_and_it_is_said(conference):
	frappe.db.delete("Email Account")
	frappe.local.outgoing_email_account = {}
	with pytest.raises(NoOutgoingAccountError, match="nie ma konta e-mail"):
		invite(conference)
	assert mails() == {}
	assert not any(row.invited_on for row in fresh(conference).people)
