"""One digest per worker: at the thresholds, once, whatever is missing."""

from datetime import date
from email import message_from_string
from email.policy import default

import pytest

import frappe
from frappe.utils import add_days, getdate

from opsfamily.case import batches
from opsfamily.clocks import cases, digest
from opsfamily.core.deadlines import OVERDUE
from opsfamily.notify import acting_as_reader
from opsfamily.ops_casework.doctype.ops_settings.ops_settings import CardDayError, NoticeDaysError
from opsfamily.permissions.rule import forget_families
from opsfamily.tests import factories
from opsfamily.tests.base import forget_setting
from opsfamily.tests.factories import assign, day, email, make_family, make_running_schedule

ASSISTANT, COORDINATOR = email("assistant"), email("coordinator")
SECRET = "Tajnowska"
# Whom these tests ask about.
STAFF = ("assistant", "coordinator", "working_coordinator", "head", "stranger")


@pytest.fixture
def office(site):
	"""No other family, nobody told yet, an account to send from; nobody else works here, whose digest would take its time."""
	kept = ["Administrator", "Guest", *map(email, STAFF)]
	frappe.db.set_value("User", {"name": ["not in", kept]}, "enabled", 0)
	frappe.db.set_value("Family", {"name": ["is", "set"]}, "ended_before", "2020-01-01")
	# What would reopen them, on whatever day a test takes for today.
	for doctype in ("Assistant Request", "Support Catalogue", "Case Closing"):
		frappe.db.delete(doctype)
	# A court's day counts on a closed case as well.
	frappe.db.delete("Court Opinion", {"docstatus": 0})
	# The office plans no visits, so that nobody is told of a family without a plan.
	frappe.db.delete("Planned Visit")
	frappe.db.delete("Deadline Notice")
	frappe.db.delete("Notification Log")
	frappe.db.delete("Email Queue")
	frappe.db.delete("Error Log")
	frappe.db.set_single_value("OPS Settings", "sends_digest_email", 1)
	make_email_account()
	yield
	frappe.db.rollback()
	frappe.local.outgoing_email_account = {}
	frappe.clear_document_cache("OPS Settings", "OPS Settings")


def make_email_account() -> None:
	account = {"email_id": "ops@test.opsfamily.example", "enable_outgoing": 1, "default_outgoing": 1}
	# Inserting it the usual way would ask a mail server.
	frappe.get_doc({"doctype": "Email Account", "name": "OPS", **account}).db_insert()
	frappe.local.outgoing_email_account = {}


@pytest.fixture
def family(office) -> str:
	"""A family of the assistant whose one action is due on day 0 and whose statutory clocks are far off."""
	family = make_family(representative=f"Maria {SECRET}").name
	assign(family, from_date=day(-100))
	action = {"party": "Family", "action": f"odwyk: {SECRET}", "due_date": day()}
	make_running_schedule(family, actions=[action], evaluation_date=day(2000))
	submit_assessment(family)
	return family


def submit_assessment(family: str) -> None:
	frappe.db.set_single_value("OPS Settings", "assessment_interval_months", 24)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	factories.submitted(factories.make_assessment(family, assessment_date=day()))


@pytest.fixture
def on_day(monkeypatch):
	"""`on_day(-14)` does the daily job as if it were so many days from today."""

	def run(offset: int) -> None:
		today = add_days(getdate(), offset)
		monkeypatch.setattr(cases, "getdate", lambda value=None: getdate(value) if value else today)
		forget_families()
		digest.send_digests()
		# As the next jobs of the night would.
		while batches.read_mark(batches.DIGESTS):
			digest.send_digests()
		failed = frappe.get_all("Error Log", pluck="error", order_by="creation")
		assert allowed or not failed, failed[0]

	allowed: list[bool] = []
	run.may_fail = lambda: allowed.append(True)
	return run


def logs(user: str) -> list[str]:
	return frappe.get_all(
		"Notification Log", {"for_user": user, "type": "Alert"}, pluck="subject", order_by="creation, name"
	)


def told(user: str) -> list[tuple[int, int]]:
	rows = frappe.get_all(
		"Deadline Notice", {"user": user}, ["threshold", "told"], order_by="threshold", as_list=True
	)
	return [tuple(row) for row in rows]


def mails() -> list[dict]:
	return frappe.get_all("Email Queue", fields=["name", "message"], order_by="creation, name")


def bodies() -> list[str]:
	"""The readable text of every e-mail in the queue."""
	messages = [message_from_string(mail.message, policy=default) for mail in mails()]
	return [message.get_body(("html", "plain")).get_content() for message in messages]


def recipients() -> set[str]:
	return set(frappe.get_all("Email Queue Recipient", pluck="recipient", order_by="recipient"))


# thresholds


@pytest.mark.parametrize("offset, expected", [(-31, []), (-30, [(30, 1)]), (-15, [(30, 1)])])
def test_told_at_a_threshold(family, on_day, offset, expected):
	on_day(offset)
	assert told(ASSISTANT) == expected
	assert len(logs(ASSISTANT)) == len(expected)


def test_every_threshold_is_told_once(family, on_day):
	for offset in range(-40, 6):
		on_day(offset)
	assert told(ASSISTANT) == [(OVERDUE, 1), (3, 1), (14, 1), (30, 1)]
	assert len(logs(ASSISTANT)) == 4


def test_running_twice_tells_nothing_twice(family, on_day):
	for offset in (-14, -14, -13):
		on_day(offset)
	assert len(logs(ASSISTANT)) == len(mails()) == 1


def test_after_missed_days_only_the_latest_threshold_is_told(family, on_day):
	on_day(-2)
	assert told(ASSISTANT) == [(3, 1), (14, 0), (30, 0)]
	assert len(logs(ASSISTANT)) == 1


def test_what_was_passed_over_is_not_told_when_the_office_changes_its_days(family, on_day):
	on_day(-2)
	set_days("30, 14")
	on_day(-2)
	assert len(logs(ASSISTANT)) == 1


def test_the_offices_own_days(family, on_day):
	set_days("60")
	on_day(-45)
	assert told(ASSISTANT) == [(60, 1)]


def test_a_new_day_is_told_anew(family, on_day):
	on_day(-3)
	frappe.db.set_value("Scheduled Action", {"family": family}, "due_date", day(20))
	on_day(-3)
	on_day(17)
	assert len(logs(ASSISTANT)) == 3


def set_days(text: str) -> None:
	frappe.db.set_single_value("OPS Settings", "notice_days", text)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")


# who


def test_what_is_overdue_goes_to_the_coordinators_too(family, on_day):
	on_day(0)
	assert (len(logs(ASSISTANT)), logs(COORDINATOR)) == (1, [])
	on_day(1)
	for user in (ASSISTANT, COORDINATOR, email("working_coordinator")):
		assert logs(user)[-1] == "Terminy – po terminie: 1, zbliżające się: 0"
	assert logs(email("head")) == logs(email("stranger")) == []


def test_one_digest_for_several_deadlines(family, on_day):
	actions = [{"party": "Family", "action": "x", "due_date": day(index)} for index in (-3, -2, 1, 2)]
	other = make_family().name
	assign(other, from_date=day(-100))
	make_running_schedule(other, actions=actions, evaluation_date=day(2000))
	submit_assessment(other)
	on_day(0)
	assert logs(ASSISTANT) == ["Terminy – po terminie: 2, zbliżające się: 3"]


def test_an_assignment_that_ends_is_told_to_the_person_and_the_coordinator(family, on_day):
	assignment = frappe.get_last_doc("Case Assignment", {"family": family})
	assignment.until_date = day(50)
	assignment.save()
	on_day(36)
	told_of = {"clock": "Assignment Ends", "about": assignment.name, "threshold": 14, "told": 1}
	users = frappe.get_all("Deadline Notice", told_of, pluck="user", order_by="user")
	assert {ASSISTANT, COORDINATOR} <= set(users)


def test_a_family_without_an_assistant_is_the_coordinators(family, on_day):
	frappe.delete_doc("Case Assignment", frappe.db.get_value("Case Assignment", {"family": family}))
	on_day(-14)
	assert (logs(ASSISTANT), len(logs(COORDINATOR))) == ([], 1)


def test_a_worker_who_left_is_passed_over(family, on_day):
	frappe.db.set_value("User", ASSISTANT, "enabled", 0)
	on_day(-14)
	assert (logs(ASSISTANT), len(logs(COORDINATOR))) == ([], 1)


def test_without_a_coordinator_the_head_is_told(family, on_day):
	holders = {"role": "Family Coordinator", "parenttype": "User"}
	for user in frappe.get_all("Has Role", holders, pluck="parent", order_by="parent"):
		frappe.db.set_value("User", user, "enabled", 0)
	on_day(1)
	assert len(logs(email("head"))) == 1


def test_with_nobody_at_all_nothing_breaks(family, on_day):
	frappe.db.set_value("User", {"name": ["not in", ["Administrator", "Guest"]]}, "enabled", 0)
	on_day(1)
	assert frappe.db.count("Deadline Notice") == frappe.db.count("Notification Log") == 0


def test_one_failing_digest_does_not_stop_the_others(family, on_day, monkeypatch):
	write_notice = digest.write_notice

	def fails_for_the_assistant(user, subject, **details):
		write_notice(user, subject, **details)
		if user == ASSISTANT:
			raise RuntimeError(user)

	monkeypatch.setattr(digest, "write_notice", fails_for_the_assistant)
	on_day.may_fail()
	on_day(1)
	assert (logs(ASSISTANT), told(ASSISTANT), len(logs(COORDINATOR))) == ([], [], 1)
	monkeypatch.undo()
	on_day(1)
	assert len(logs(ASSISTANT)) == len(logs(COORDINATOR)) == 1


def test_the_job_leaves_its_user_and_language(family, on_day):
	on_day(1)
	assert (frappe.session.user, frappe.local.lang) == ("Administrator", "pl")


# what it says


def test_the_digest_names_families_by_number_only(family, on_day):
	on_day(1)
	[log] = frappe.get_all("Notification Log", {"for_user": ASSISTANT}, ["subject", "email_content"])
	text = log.email_content
	written = bodies()
	assert written and all(family in body for body in written)
	assert family in text and "Termin działania" in text and "1 dzień po terminie" in text
	assert "/query-report/Deadlines" in text
	for told_text in (text, log.subject, *written):
		assert SECRET not in told_text
		assert "odwyk" not in told_text


def test_the_days_memory_holds_no_name(family, on_day):
	on_day(1)
	rows = frappe.get_all("Deadline Notice", fields=["*"])
	assert rows and SECRET not in frappe.as_json(rows)


def test_whoever_lacks_the_family_is_not_told_of_it(family, on_day):
	# Responsible by a card of their own, but no longer on the case.
	assert notices_for("stranger") == []


def notices_for(key: str) -> list:
	with acting_as_reader(email(key)):
		return list(digest.get_notices(email(key), cases.Cases(today=add_days(getdate(), 1))))


# e-mail


def test_an_email_goes_to_the_same_people(family, on_day):
	on_day(1)
	assert {ASSISTANT, COORDINATOR} <= recipients()


def test_the_office_may_want_no_email(family, on_day):
	frappe.db.set_single_value("OPS Settings", "sends_digest_email", 0)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")
	on_day(1)
	assert (mails(), len(logs(ASSISTANT))) == ([], 1)


def test_an_office_that_never_said_gets_the_email(family, on_day):
	forget_setting("sends_digest_email")
	on_day(1)
	assert ASSISTANT in recipients()


def test_without_an_email_account_the_notice_stands(family, on_day):
	frappe.db.delete("Email Account")
	frappe.local.outgoing_email_account = {}
	on_day.may_fail()
	on_day(1)
	assert (mails(), len(logs(ASSISTANT)), told(ASSISTANT)[0]) == ([], 1, (OVERDUE, 1))
	assert "e-mail" in frappe.get_all("Error Log", pluck="method", order_by="creation")[0]


def test_a_failure_is_logged_without_a_word_of_the_family(family, on_day, monkeypatch):
	def fails(user, subject, **details):
		raise RuntimeError(user)

	monkeypatch.setattr(digest, "write_notice", fails)
	on_day.may_fail()
	on_day(1)
	errors = frappe.get_all("Error Log", fields=["method", "error"], order_by="creation")
	assert errors and SECRET not in frappe.as_json(errors)


def test_without_an_address_the_notice_stands(family, on_day):
	frappe.db.set_value("User", ASSISTANT, "email", "")
	on_day(1)
	assert len(logs(ASSISTANT)) == 1


# settings and the memory


@pytest.mark.parametrize(
	"text, kept", [("30,14,3", "30, 14, 3"), ("3, 14, 30", "30, 14, 3"), ("", None), ("7", "7")]
)
def test_days_are_kept_in_order(site, text, kept):
	settings = frappe.get_single("OPS Settings")
	settings.notice_days = text
	settings.validate_notice_days()
	assert settings.notice_days == kept


@pytest.mark.parametrize("text", ["trzy", "30;14", "-1", "1.5"])
def test_what_is_no_list_of_days_is_refused(site, text):
	settings = frappe.get_single("OPS Settings")
	settings.notice_days = text
	with pytest.raises(NoticeDaysError, match="Powiadomienia przed terminem"):
		settings.save()


@pytest.mark.parametrize("number", [29, 31, -1])
def test_a_day_that_some_month_lacks_is_refused(site, number):
	settings = frappe.get_single("OPS Settings")
	settings.card_due_day = number
	with pytest.raises(CardDayError, match="Karty wysyła się do dnia"):
		settings.validate_card_due_day()


def test_days_written_past_the_settings_do_not_break_the_job(family, on_day):
	set_days("codziennie")
	on_day(-14)
	assert len(logs(ASSISTANT)) == 1


def test_the_memory_is_cleared_by_the_platform(family, on_day):
	from opsfamily.ops_casework.doctype.deadline_notice.deadline_notice import DeadlineNotice

	on_day(1)
	DeadlineNotice.clear_old_logs(days=730)
	assert told(ASSISTANT)
	frappe.db.set_value("Deadline Notice", {"user": ASSISTANT}, "creation", date(2020, 1, 1))
	DeadlineNotice.clear_old_logs(days=730)
	assert told(ASSISTANT) == []


@pytest.mark.parametrize("key", ["assistant", "coordinator", "head", "administrator", "nobody"])
def test_no_worker_reads_the_memory(site, as_user, key):
	with as_user(email(key)):
		assert not frappe.has_permission("Deadline Notice", "read")


def test_the_job_is_scheduled_daily():
	assert "opsfamily.clocks.digest.send_digests" in frappe.get_hooks("scheduler_events")["daily"]
