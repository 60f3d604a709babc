"""Whoever does not come back is told of: once, not sooner and not for nothing. And what is forgotten."""

from email import message_from_string
from email.policy import default

import pytest

import frappe
from frappe.utils import add_to_date, now_datetime

from opsfamily.core.outings import BACK, MISSED, OUT
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.home_outing.outings import forget_old_outings, tell_of_missed_ends
from opsfamily.permissions.session import acting_as
from opsfamily.tests.factories import ASSISTANTS_PHONE, assign, email, fresh, make_family
from opsfamily.tests.make_safety import make_outing
from tests.site.test_digest import make_email_account

SECRET = "Tajnowska"
COORDINATORS = {email("coordinator"), email("working_coordinator")}


@pytest.fixture
def office(site):
	"""Nobody is out, nobody was told, one account to send from."""
	frappe.db.delete("Home Outing")
	for trace in ("Notification Log", "Email Queue", "Error Log"):
		frappe.db.delete(trace)
	# A site where the demo was run has a coordinator more.
	others = {"role": "Family Coordinator", "parent": ["not in", [*COORDINATORS]]}
	frappe.db.delete("Has Role", others)
	make_email_account()
	yield
	frappe.db.rollback()
	forget_roles("stranger")
	frappe.local.outgoing_email_account = {}


def forget_roles(key: str) -> None:
	"""Empty the person's cache of roles, which knows of no row written past it and which no rollback reaches."""
	frappe.cache.hdel("roles", email(key))


@pytest.fixture
def family(office) -> str:
	name = make_family(representative=f"Maria {SECRET}").name
	assign(name)
	return name


@pytest.fixture
def outing(family):
	return make_outing(family, note=SECRET)


def missed(outing, minutes: int = 31):
	"""The outing as if its end lay so many minutes back."""
	end = add_to_date(now_datetime(), minutes=-minutes)
	outing.db_set({"expected_end": end, "alarm_at": add_to_date(end, minutes=30)})
	return outing


def told() -> dict[str, str]:
	"""Who was told on the screen → what."""
	logs = frappe.get_all("Notification Log", fields=["for_user", "subject"], order_by="creation")
	assert len({log.for_user for log in logs}) == len(logs), "somebody was told twice"
	return {log.for_user: log.subject for log in logs}


def emails() -> list[str]:
	return frappe.get_all("Email Queue", pluck="message", order_by="creation")


def test_not_before_the_end_and_its_margin(outing):
	tell_of_missed_ends()
	missed(outing, 29)
	tell_of_missed_ends()
	assert told() == {} and emails() == []
	assert fresh(outing).status == OUT


def test_then_the_coordinators_once(outing):
	missed(outing)
	tell_of_missed_ends()
	assert set(told()) == COORDINATORS
	assert fresh(outing).status == MISSED and fresh(outing).told_at
	tell_of_missed_ends()
	assert set(told()) == COORDINATORS
	assert len(emails()) == len(COORDINATORS)


def test_what_they_are_told(outing, family):
	missed(outing)
	tell_of_missed_ends()
	log = frappe.get_last_doc("Notification Log", {"for_user": email("coordinator")})
	assert "Anna Asystentka" in log.subject and "Brak powrotu" in log.subject
	for word in (family, ASSISTANTS_PHONE, fresh(outing).expected_end.strftime("%H:%M"), outing.name):
		assert word in log.email_content, word
	assert (log.document_type, log.document_name) == ("Home Outing", outing.name)
	texts = [log.subject, log.email_content, *map(readable, emails())]
	assert not [text for text in texts if SECRET in text]
	assert all(ASSISTANTS_PHONE in text and family in text for text in texts[1:])


def readable(message: str) -> str:
	body = message_from_string(message, policy=default).get_body(("html",))
	return body.get_content()


def test_a_worker_without_a_phone(family):
	outing = missed(make_outing(family, "other_assistant"))
	tell_of_missed_ends()
	assert outing.worker_name in told()[email("coordinator")]
	assert "brak telefonu" in frappe.get_last_doc("Notification Log").email_content


def test_not_after_the_return(outing):
	missed(outing)
	fresh(outing).come_back()
	tell_of_missed_ends()
	assert told() == {}


def test_after_an_extension_only_then(outing):
	missed(outing)
	with acting_as(email("assistant")):
		outings.stay_longer(outing.name, 60, "")
	tell_of_missed_ends()
	assert told() == {}
	missed(fresh(outing))
	tell_of_missed_ends()
	assert set(told()) == COORDINATORS


def test_a_promise_after_the_alarm_is_a_new_one(outing):
	missed(outing)
	tell_of_missed_ends()
	outings.stay_longer(outing.name, 60, "")
	assert (fresh(outing).status, fresh(outing).told_at) == (OUT, None)
	frappe.db.delete("Notification Log")
	missed(fresh(outing))
	tell_of_missed_ends()
	assert set(told()) == COORDINATORS


def test_nobody_is_told_of_their_own(family):
	missed(make_outing(family, "working_coordinator"))
	tell_of_missed_ends()
	assert set(told()) == {email("coordinator")}


def test_the_head_where_there_is_no_coordinator(outing):
	frappe.db.delete("Has Role", {"role": "Family Coordinator"})
	missed(outing)
	tell_of_missed_ends()
	assert email("head") in told()


def test_where_there_is_nobody_it_waits_for_somebody(outing):
	roles = {"role": ["in", ["Family Coordinator", "Head of Centre"]]}
	frappe.db.delete("Has Role", roles)
	missed(outing)
	tell_of_missed_ends()
	assert told() == {} and fresh(outing).told_at is None
	role = {
		"parent": email("stranger"),
		"parenttype": "User",
		"parentfield": "roles",
		"role": "Head of Centre",
	}
	frappe.get_doc({"doctype": "Has Role", "name": "test-head", **role}).db_insert()
	forget_roles("stranger")
	tell_of_missed_ends()
	assert set(told()) == {email("stranger")}


def test_without_an_account_the_notice_on_the_screen_stands(outing):
	frappe.db.delete("Email Account")
	frappe.local.outgoing_email_account = {}
	missed(outing)
	tell_of_missed_ends()
	assert set(told()) == COORDINATORS
	assert fresh(outing).told_at
	assert frappe.db.count("Error Log") == len(COORDINATORS)


def test_a_broken_one_does_not_stop_the_others(outing):
	broken = missed(make_outing(make_family().name, "other_assistant"), 100)
	# A worker who is gone from the site: the notice cannot be written in their name.
	broken.db_set("worker", "nikt@test.opsfamily.example")
	missed(outing)
	tell_of_missed_ends()
	assert fresh(broken).told_at is None and fresh(broken).status == OUT
	assert fresh(outing).told_at
	[log] = frappe.get_all("Error Log", fields=["method", "error"], order_by="creation")
	assert broken.name in log.method + log.error


def test_the_scheduler_knows_both_jobs():
	events = frappe.get_hooks("scheduler_events")
	assert (
		"opsfamily.ops_visits.doctype.home_outing.outings.tell_of_missed_ends"
		in events["cron"]["*/5 * * * *"]
	)
	assert "opsfamily.ops_visits.doctype.home_outing.outings.forget_old_outings" in events["daily"]


# what is forgotten


def old(family: str, days: int, is_back: bool = True):
	outing = make_outing(family)
	if is_back:
		outing.come_back()
	outing.db_set("left_at", add_to_date(now_datetime(), days=-days))
	return outing


def test_old_ones_are_forgotten(family):
	gone, kept = old(family, 91), old(family, 89)
	out = old(family, 200, is_back=False)
	forget_old_outings()
	assert not frappe.db.exists("Home Outing", gone.name)
	assert frappe.db.exists("Home Outing", kept.name)
	assert frappe.db.exists("Home Outing", out.name), "somebody who is still out"
	assert not frappe.db.exists("Deleted Document", {"deleted_name": gone.name})
	trace = {"export_from": "Home Outing", "reference_document": gone.name, "method": "Delete"}
	assert frappe.db.get_value("Access Log", trace, "filters") == family


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (400, True), (10, False)])
def test_by_the_offices_limit(family, days, is_kept):
	frappe.db.set_single_value("OPS Settings", "outing_keep_days", days)
	outing = old(family, 300)
	forget_old_outings()
	assert bool(frappe.db.exists("Home Outing", outing.name)) == is_kept
	assert outing.status == BACK
