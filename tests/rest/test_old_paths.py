"""What a phone that still holds the page scripts of version 1.0 asks for is answered, for one version."""

import pickle

import pytest

import frappe

from opsfamily import old_paths
from opsfamily.ops_visits.page.month_close.cards import prepare_cards
from opsfamily.tests.factories import email
from tests.rest.http import Person

GET, POST = "GET", "POST"
PERIOD = {"start": "2026-10-01", "end": "2026-10-31"}
MONTH_CLOSE, QUICK_VISIT = "opsfamily.ops_visits.month_close", "opsfamily.ops_visits.quick_visit"
# Old path → who asks, how, with what, and the refusal of the method's own that this brings (None: an answer).
REQUESTS = {
	"opsfamily.calendars.deadline_events": ("coordinator", GET, PERIOD, None),
	"opsfamily.calendars.visit_events": ("coordinator", GET, PERIOD, None),
	"opsfamily.calendars.conference_events": ("coordinator", GET, PERIOD, None),
	"opsfamily.calendars.move_visit": ("assistant", POST, {"args": '{"doctype": "ToDo"}'}, "PermissionError"),
	"opsfamily.ops_casework.import_template.download_import_template": (
		"coordinator",
		GET,
		{"doctype": "Family"},
		None,
	),
	f"{MONTH_CLOSE}.screen": ("assistant", GET, {"month": "2019-01"}, None),
	f"{MONTH_CLOSE}.progress": ("assistant", GET, {"month": "2019-01"}, None),
	f"{MONTH_CLOSE}.prepare": ("assistant", POST, {"month": "styczeń"}, "MonthError"),
	f"{MONTH_CLOSE}.send": ("assistant", POST, {"month": "2019-01"}, None),
	f"{MONTH_CLOSE}.accept": ("coordinator", POST, {"cards": "[]"}, None),
	f"{MONTH_CLOSE}.send_back": ("coordinator", POST, {"card": "x"}, "ReasonMissingError"),
	f"{MONTH_CLOSE}.papers": ("assistant", GET, {"month": "2019-01"}, "EmptyDocumentError"),
	f"{QUICK_VISIT}.start": ("assistant", GET, {}, None),
	f"{QUICK_VISIT}.save": ("assistant", POST, {"entry_key": "?", "visit": "{}"}, "EntryKeyError"),
	f"{QUICK_VISIT}.save_draft": ("assistant", POST, {"entry_key": "?"}, "EntryKeyError"),
	f"{QUICK_VISIT}.discard_draft": ("assistant", POST, {"family": "x"}, None),
	f"{QUICK_VISIT}.device_key": ("assistant", POST, {"device": "?"}, "DraftError"),
}


@pytest.fixture(scope="module")
def people(connected_site) -> dict[str, Person]:
	return {part: Person(email(part)) for part in ("assistant", "coordinator")}


def test_every_old_path_is_asked_here():
	assert set(REQUESTS) == set(old_paths.overrides())


@pytest.mark.parametrize("path", REQUESTS)
def test_an_old_path_answers_as_the_new_one(path, people):
	part, verb, arguments, refusal = REQUESTS[path]
	old, new = (
		people[part].request(verb, f"/api/method/{asked}", **{sent_as(verb): arguments})
		for asked in (path, old_paths.overrides()[path])
	)
	assert old.status_code == new.status_code
	assert old.ok is (refusal is None), old.text
	assert refusal is None or refusal in old.text
	assert old.headers["Content-Type"] == new.headers["Content-Type"]
	if old.headers["Content-Type"].startswith("application/json"):
		assert old.json().get("message") == new.json().get("message")


def sent_as(verb: str) -> str:
	return "params" if verb == GET else "data"


def test_the_overrides_of_the_core_are_still_ours(site):
	overrides = frappe.get_hooks("override_whitelisted_methods")
	assert overrides["frappe.client.get"] == ["opsfamily.permissions.gate.get"]
	assert overrides["frappe.desk.form.load.getdoc"] == ["opsfamily.permissions.gate.getdoc"]


def test_a_job_that_was_queued_before_the_update_still_runs(site):
	"""The queue keeps a function as its module and name."""
	queued = b"copsfamily.ops_visits.month_cards\nprepare_cards\n."
	assert pickle.loads(queued) is prepare_cards
	assert frappe.get_attr("opsfamily.ops_visits.month_cards.prepare_cards") is prepare_cards
