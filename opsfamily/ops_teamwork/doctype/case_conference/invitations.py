"""Invitations to a conference: an e-mail with a calendar file for each guest.

They leave the office, so they hold only the organiser, time, place and the family's number: never a name of the
family, the occasion or the other guests.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
from frappe import ValidationError, _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.utils import cint, get_system_timezone, get_time, getdate, now_datetime

from opsfamily.case.household import get_everybody
from opsfamily.core import ics
from opsfamily.core.names import names_somebody
from opsfamily.exceptions import BlankTimeError
from opsfamily.notify import is_enabled
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_date, paper_time


class InvitationError(ValidationError):
	"""The conference is not planned, has passed, has no guests, or its place is missing or names the family."""


class NoOutgoingAccountError(ValidationError):
	"""The office has no e-mail account to send from."""


TEMPLATE = "conference_invitation"
FILE_NAME = "zaproszenie.ics"
# The framework splits it at the slash; calendars look for the method here as well (RFC 6047, 2.4).
CONTENT_TYPE = "text/calendar; method=REQUEST"


def invite(conference) -> dict[str, list[str]]:
	"""Send every guest of a planned conference (a document) an invitation, or one that replaces the earlier.

	Return names: `sent`, `without_address`, and `left` (workers whose account is disabled). Nothing is sent when
	it raises InvitationError, BlankTimeError or NoOutgoingAccountError.
	"""
	validate_planned(conference)
	validate_place(conference)
	here = [row for row in conference.people if not has_left(row)]
	guests = [row for row in here if row.email]
	validate_guests(conference, guests)
	validate_account()
	for row in guests:
		send_invitation(conference, row)
		row.invited_on = now_datetime()
	record_sending(conference)
	return {
		"sent": [row.full_name for row in guests],
		"without_address": [row.full_name for row in here if not row.email],
		"left": [row.full_name for row in conference.people if has_left(row)],
	}


def has_left(guest) -> bool:
	"""Return whether the guest is a worker whose account is disabled; outsiders have none."""
	return bool(guest.user) and not is_enabled(guest.user)


def validate_planned(conference) -> None:
	"""Refuse a conference that was held, has passed or has no hour (InvitationError, BlankTimeError)."""
	if not conference.docstatus.is_draft():
		frappe.throw(_("{0} was held, so nobody is invited to it.").format(conference.name), InvitationError)
	conference.require("from_time", BlankTimeError)
	if get_start(conference) <= now_datetime():
		frappe.throw(
			_("{0} has passed, so nobody is invited to it.").format(conference.label_of("conference_date")),
			InvitationError,
		)


def validate_place(conference) -> None:
	"""Refuse a missing place and one that names the family (InvitationError)."""
	label = conference.label_of("place")
	conference.require("place", InvitationError)
	names = [name for person in get_everybody(conference.family) for name in person.names]
	if names_somebody(conference.place, names):
		frappe.throw(
			_("{0} names the family. The invitation leaves the office: write the place without it.").format(
				label
			),
			InvitationError,
		)


def validate_guests(conference, guests: list) -> None:
	"""Refuse when nobody has an e-mail address (InvitationError)."""
	if not guests:
		frappe.throw(
			_("{0}: nobody can be invited by e-mail.").format(conference.label_of("people")), InvitationError
		)


def validate_account() -> None:
	"""Refuse when the office has no e-mail account to send from (NoOutgoingAccountError)."""
	account = EmailAccount.find_outgoing()
	# A site whose e-mails are muted answers with an account that has no address.
	if not account or not account.get("email_id"):
		frappe.throw(
			_(
				"The office has no e-mail account to send from, so no invitation was sent. Ask the administrator."
			),
			NoOutgoingAccountError,
		)


def send_invitation(conference, guest) -> None:
	"""Queue the e-mail to one guest, with the calendar file."""
	day, hour = paper_date(conference.conference_date), paper_time(conference.from_time)
	frappe.sendmail(
		[guest.email],
		subject=_("Invitation to a meeting on {0} at {1} ({2})").format(day, hour, conference.family),
		template=TEMPLATE,
		args=make_content(conference, guest),
		reply_to=get_organiser(conference).email or None,
		attachments=[
			{
				"fname": FILE_NAME,
				"fcontent": ics.invitation(make_meeting(conference, guest)),
				"content_type": CONTENT_TYPE,
			}
		],
	)


def make_content(conference, guest) -> dict:
	"""Return the values of the e-mail's template."""
	return {
		"guest": guest.full_name,
		"family": conference.family,
		"day": conference.conference_date,
		"hours": "–".join(filter(None, map(paper_time, (conference.from_time, conference.to_time)))),
		"place": conference.place,
		"organiser": conference.organiser_name,
		"phone": get_phone(conference.organiser),
		"again": bool(cint(conference.invitation_sequence)),
	}


def make_meeting(conference, guest) -> ics.Meeting:
	"""Return the meeting for the calendar file, in the time zone of the site."""
	zone = ZoneInfo(get_system_timezone())
	start, end = get_start(conference), get_end(conference)
	contact = _("Organiser: {0}").format(conference.organiser_name or "")
	phone = get_phone(conference.organiser)
	return ics.Meeting(
		uid=f"{conference.name}@{frappe.local.site}",
		sequence=cint(conference.invitation_sequence),
		sent=now_datetime().replace(tzinfo=zone),
		start=start.replace(tzinfo=zone),
		end=end.replace(tzinfo=zone),
		summary=_("Meeting of the people on the case {0}").format(conference.family),
		place=conference.place,
		description="\n".join(filter(None, (contact, phone and _("Phone: {0}").format(phone)))),
		organiser=get_organiser(conference),
		guest=ics.Address(guest.full_name, guest.email),
	)


def get_start(conference) -> datetime:
	return datetime.combine(getdate(conference.conference_date), get_time(conference.from_time))


def get_end(conference) -> datetime:
	"""Return the written end, else the start plus the office's usual length (minutes)."""
	if conference.to_time:
		return datetime.combine(getdate(conference.conference_date), get_time(conference.to_time))
	return get_start(conference) + timedelta(minutes=get_setting("conference_minutes"))


def get_organiser(conference) -> ics.Address:
	email = frappe.db.get_value("User", conference.organiser, "email")
	return ics.Address(conference.organiser_name or "", email or "")


def get_phone(user: str) -> str | None:
	"""Return the user's mobile number, else their other one."""
	mobile, phone = frappe.db.get_value("User", user, ["mobile_no", "phone"]) or (None, None)
	return mobile or phone


def record_sending(conference) -> None:
	"""Save the rows' days of invitation and count up the number of the sending."""
	conference.invitation_sequence = cint(conference.invitation_sequence) + 1
	conference.flags.by_invitation = True
	conference.save()
	conference.flags.by_invitation = False
