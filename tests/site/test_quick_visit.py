"""The page for a phone, on its server's side: one visit a key, drafts for their writer alone, every rule held."""

import pytest

import frappe

from opsfamily import api
from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import (
	ActionsMissingError,
	DraftError,
	EntryKeyError,
	SomebodyElsesWorkError,
	TimeOrderError,
)
from opsfamily.ops_visits.doctype.family_visit.family_visit import OverlappingContactError
from opsfamily.ops_visits.doctype.family_visit.tasks import TaskOutcomeError
from opsfamily.ops_visits.page.quick_visit import quick_visit
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import forget_setting
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	end_before_app,
	make_draft,
	make_family,
	make_running_schedule,
	make_timesheet,
	make_visit,
	sent,
)

KEY = "klucz-wpisu-0001-abcd"
OTHER_KEY = "klucz-wpisu-0002-abcd"


@pytest.fixture
def family(site) -> str:
	family = make_family(home_warning="pies, nie wchodzić bez dzwonka").name
	assign(family)
	return family


@pytest.fixture
def assistant(family):
	with acting_as(email("assistant")):
		yield email("assistant")


def typed(family: str, **values) -> dict:
	times = {"visit_date": "2026-10-05", "from_time": "15:00", "to_time": "16:30"}
	return {
		"family": family,
		"kind": "wizyta w rodzinie",
		"actions": "rozmowa",
		"course": "Omówiono wydatki.",
		**times,
		**values,
	}


def visits_of(family: str) -> list[str]:
	return frappe.get_all("Family Visit", {"family": family}, pluck="name", order_by="name")


def drafts_of(family: str) -> list[dict]:
	return frappe.get_all("Visit Draft", {"family": family}, ["owner", "payload"], order_by="name")


# saving


def test_a_visit_is_saved_with_all_that_the_page_holds(family, assistant):
	action = frappe.get_last_doc("Scheduled Action", {"schedule": running_schedule(family)}).name
	people = ["Maria Testowa", "kurator"]
	more = {
		"next_meeting_tasks": "Rachunki",
		"place": "dom",
		"participants": people,
		"scheduled_actions": [action],
		"actions": "",
	}
	answer = quick_visit.save(KEY, frappe.as_json(typed(family, **more)))
	visit = frappe.get_doc("Family Visit", answer["name"])
	assert (visit.minutes, visit.people, visit.assistant) == (90, "Maria Testowa, kurator", assistant)
	assert (visit.place, visit.next_meeting_tasks, visit.entry_key) == ("dom", "Rachunki", KEY)
	assert [row.scheduled_action for row in visit.scheduled_actions] == [action]
	assert visit.actions == frappe.db.get_value("Scheduled Action", action, "action")
	assert visit.signature_mode == "On Paper Card"
	assert answer == {"name": visit.name, "family": family, "visit_date": "2026-10-05", "minutes": 90}


def running_schedule(family: str) -> str:
	with acting_as("Administrator"):
		return make_running_schedule(family).name


def test_a_signature_says_how_it_was_signed(family, assistant):
	drawing = "data:image/png;base64,iVBORw0KGgo="
	answer = quick_visit.save(KEY, typed(family, signature=drawing, signed_by="Maria Testowa"))
	visit = frappe.get_doc("Family Visit", answer["name"])
	assert (visit.signature_mode, visit.signature, visit.signed_by) == ("On Screen", drawing, "Maria Testowa")


def test_the_same_key_is_the_same_visit(family, assistant):
	first = quick_visit.save(KEY, typed(family))
	again = quick_visit.save(KEY, typed(family, course="Co innego."))
	assert frappe.as_json(again) == frappe.as_json(first)
	assert visits_of(family) == [first["name"]]


def test_another_key_is_another_visit(family, assistant):
	quick_visit.save(KEY, typed(family))
	quick_visit.save(OTHER_KEY, typed(family, from_time="17:00", to_time="17:30"))
	assert len(visits_of(family)) == 2


def test_nobody_takes_another_persons_key(family, assistant):
	quick_visit.save(KEY, typed(family))
	with acting_as("Administrator"):
		assign(family, "other_assistant", "Substitute")
	with acting_as(email("other_assistant")), pytest.raises(EntryKeyError):
		quick_visit.save(KEY, typed(family))


@pytest.mark.parametrize("key", ["", "krótki", "x" * 65, "<script>alert(1)</script>"])
def test_a_key_is_a_key(family, assistant, key):
	with pytest.raises(EntryKeyError, match="Klucz wpisu"):
		quick_visit.save(key, typed(family))


@pytest.mark.parametrize("visit", ["", "[]", "null", "{", "7"])
def test_a_visit_is_an_object(family, assistant, visit):
	with pytest.raises(DraftError):
		quick_visit.save(KEY, visit)


@pytest.mark.parametrize(
	("values", "refusal", "word"),
	[
		({"to_time": "14:00"}, TimeOrderError, "Godzina do"),
		({"visit_date": "2999-01-01"}, FutureDateError, "Data wizyty"),
		({"kind": ""}, frappe.MandatoryError, "Rodzaj kontaktu"),
	],
)
def test_a_refusal_names_the_field_and_keeps_the_draft(family, assistant, values, refusal, word):
	quick_visit.save_draft(family, KEY, '{"course": "Omówiono."}')
	with pytest.raises(refusal, match=word):
		quick_visit.save(KEY, typed(family, **values))
	assert visits_of(family) == []
	assert len(drafts_of(family)) == 1


def test_the_rules_of_a_visit_hold(family, assistant):
	make_visit(family)
	with pytest.raises(OverlappingContactError):
		quick_visit.save(KEY, typed(family))


def test_nobody_writes_as_another(family, assistant):
	answer = quick_visit.save(KEY, typed(family, assistant=email("other_assistant"), minutes=7, owner="x"))
	visit = frappe.get_doc("Family Visit", answer["name"])
	assert (visit.assistant, visit.owner, visit.minutes) == (assistant, assistant, 90)
	with acting_as("Administrator"):
		assign(family, "other_assistant", "Substitute")
	with acting_as(email("other_assistant")), pytest.raises(SomebodyElsesWorkError):
		frappe.get_doc("Family Visit", answer["name"]).update({"course": "x"}).save()


# who may


@pytest.mark.parametrize("key", ["stranger", "social_worker", "consultant", "administrator", "nobody"])
def test_an_outsider_gets_nothing(family, key):
	with acting_as(email(key)):
		for attempt in (
			lambda: quick_visit.save(KEY, typed(family)),
			lambda: quick_visit.save_draft(family, KEY, "{}"),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()
		if key == "stranger":
			assert quick_visit.start()["families"] == []
		else:
			with pytest.raises(frappe.PermissionError):
				quick_visit.start()
	assert (visits_of(family), drafts_of(family)) == ([], [])


def test_a_family_that_is_not_there_is_refused_like_a_foreign_one(assistant):
	for attempt in (quick_visit.save_draft, lambda name, key, _text: quick_visit.save(key, typed(name))):
		with pytest.raises(frappe.PermissionError):
			attempt("ROD-NIE-MA", KEY, "{}")


# drafts


def test_a_draft_is_one_and_goes_with_the_visit(family, assistant):
	for course in ("Omó", "Omówiono."):
		assert quick_visit.save_draft(family, KEY, frappe.as_json({"course": course})) == {"visit": None}
	[draft] = quick_visit.start()["drafts"]
	assert (draft.family, draft.entry_key) == (family, KEY)
	assert frappe.parse_json(draft.payload) == {"course": "Omówiono."}
	saved = quick_visit.save(KEY, typed(family))
	assert quick_visit.start()["drafts"] == []
	for left in ("Version", "Deleted Document"):
		field = "ref_doctype" if left == "Version" else "deleted_doctype"
		assert not frappe.get_all(left, {field: "Visit Draft"}, order_by="creation")
	# Typed words that come late do not bring it back.
	assert quick_visit.save_draft(family, KEY, "{}") == {"visit": saved["name"]}
	assert drafts_of(family) == []


def test_what_is_typed_on_another_device_is_another_draft(family, assistant):
	quick_visit.save_draft(family, KEY, '{"course": "z telefonu"}')
	quick_visit.save_draft(family, OTHER_KEY, '{"course": "z komputera"}')
	quick_visit.save_draft(family, OTHER_KEY, '{"course": "z komputera, dalej"}')
	texts = {draft.entry_key: draft.payload for draft in quick_visit.start()["drafts"]}
	assert texts == {KEY: '{"course": "z telefonu"}', OTHER_KEY: '{"course": "z komputera, dalej"}'}
	quick_visit.save(OTHER_KEY, typed(family))
	assert [draft.entry_key for draft in quick_visit.start()["drafts"]] == [KEY]


@pytest.mark.parametrize("way", ["draft", "visit", "discarded"])
def test_a_draft_goes_when_its_text_stands_in_another_entry(family, assistant, way):
	quick_visit.save_draft(family, KEY, '{"course": "z telefonu", "typed_at": 1000}')
	quick_visit.save_draft(family, OTHER_KEY, '{"course": "z komputera"}')
	joined = {KEY: 1000}
	if way == "draft":
		quick_visit.save_draft(family, OTHER_KEY, '{"course": "oba"}', joined=joined)
	elif way == "visit":
		quick_visit.save(OTHER_KEY, typed(family), joined=joined)
	else:
		quick_visit.discard_draft(family, OTHER_KEY, joined)
	left = [draft.payload for draft in drafts_of(family)]
	assert left == (['{"course": "oba"}'] if way == "draft" else [])


def test_a_draft_that_was_typed_on_since_stays(family, assistant):
	quick_visit.save_draft(family, KEY, '{"course": "z telefonu, dalej", "typed_at": 2000}')
	quick_visit.save(OTHER_KEY, typed(family), joined={KEY: 1000})
	assert [draft.payload for draft in drafts_of(family)] == [
		'{"course": "z telefonu, dalej", "typed_at": 2000}'
	]


def test_nobody_joins_another_persons_draft(family, assistant):
	with acting_as("Administrator"):
		assign(family, "other_assistant", "Substitute")
	with acting_as(email("other_assistant")):
		quick_visit.save_draft(family, KEY, '{"course": "cudze"}')
	quick_visit.save(OTHER_KEY, typed(family), joined={KEY: 9999})
	quick_visit.discard_draft(family, KEY, {KEY: 9999})
	assert [draft.payload for draft in drafts_of(family)] == ['{"course": "cudze"}']


def test_a_draft_is_nobody_elses(family, assistant):
	quick_visit.save_draft(family, KEY, '{"course": "moje"}')
	with acting_as("Administrator"):
		assign(family, "other_assistant", "Substitute")
	for key in ("other_assistant", "coordinator", "head"):
		with acting_as(email(key)):
			assert quick_visit.start()["drafts"] == [], key
			quick_visit.discard_draft(family)
			assert quick_visit.save_draft(family, OTHER_KEY, '{"course": "cudze"}') == {"visit": None}
	assert {(d.owner, d.payload) for d in drafts_of(family)} >= {(assistant, '{"course": "moje"}')}
	assert len(drafts_of(family)) == 4


def test_a_draft_waits_while_its_writer_is_off_the_case(family, assistant):
	quick_visit.save_draft(family, KEY, "{}")
	with acting_as("Administrator"):
		assignment = frappe.get_last_doc("Case Assignment", {"family": family})
		assignment.update({"until_date": day(-1)}).save()
	with acting_as(assistant):
		assert quick_visit.start()["drafts"] == []
		with pytest.raises(frappe.PermissionError):
			quick_visit.save_draft(family, KEY, '{"course": "x"}')


def test_a_draft_is_discarded_by_its_writer(family, assistant):
	quick_visit.save_draft(family, KEY, "{}")
	quick_visit.save_draft(family, OTHER_KEY, "{}")
	quick_visit.discard_draft(family, KEY)
	assert [draft.entry_key for draft in quick_visit.start()["drafts"]] == [OTHER_KEY]
	# A page that was opened before the update names no key.
	quick_visit.save_draft(family, KEY, "{}")
	quick_visit.discard_draft(family)
	assert drafts_of(family) == []


@pytest.mark.parametrize("payload", ["", "[]", "tekst", "null", '{"x": "' + "x" * 500_001 + '"}'])
def test_a_draft_is_an_object_of_a_visits_size(family, assistant, payload):
	with pytest.raises((DraftError, frappe.MandatoryError)):
		quick_visit.save_draft(family, KEY, payload)
	assert drafts_of(family) == []


def test_a_draft_that_nobody_touched_is_forgotten(family):
	make_draft(family)
	quick_visit.forget_old_drafts()
	assert len(drafts_of(family)) == 1
	frappe.db.set_value("Visit Draft", {"family": family}, "modified", day(-61), update_modified=False)
	quick_visit.forget_old_drafts()
	assert drafts_of(family) == []


def test_a_draft_does_not_hinder_deleting_a_family(family):
	empty = make_family().name
	make_draft(empty, "head")
	with acting_as(email("coordinator")):
		frappe.delete_doc("Family", empty)
	assert not frappe.db.exists("Family", empty)


# the first screen


def test_own_families_stand_first_the_one_seen_last_on_top(family, assistant):
	with acting_as("Administrator"):
		seen = make_family(representative="Widziana").name
		closed = make_family(representative="Zamknięta").name
		for name in (seen, closed):
			assign(name)
		end_before_app(closed, day(-1))
		make_visit(seen)
	families = quick_visit.start()["families"]
	names = [row.name for row in families]
	assert names.index(seen) < names.index(family)
	assert closed not in names
	row = families[names.index(family)]
	assert (row.home_warning, row.last_visit, row.is_own) == ("pies, nie wchodzić bez dzwonka", None, True)
	assert str(families[names.index(seen)].last_visit) == "2026-10-05"


def test_a_coordinator_who_works_has_the_own_families_first(family):
	own = make_family(representative="Ąż ostatnia").name
	assign(own, "working_coordinator")
	with acting_as(email("working_coordinator")):
		families = quick_visit.start()["families"]
	assert families[0].name == own
	assert not next(row for row in families if row.name == family).is_own


def test_the_warning_is_for_who_may_read_it(family):
	assign(family, "consultant", "Consultant")
	with acting_as(email("consultant")):
		assert api.visit_context(family)["warning"] is None
	with acting_as(email("assistant")):
		assert api.visit_context(family)["warning"] == "pies, nie wchodzić bez dzwonka"


def test_a_phone_call_is_offered_while_the_office_has_its_kind(family, assistant):
	answer = quick_visit.start()
	assert answer["phone_kind"] == "rozmowa telefoniczna" in answer["kinds"]
	frappe.db.set_value("Contact Kind", "rozmowa telefoniczna", "disabled", 1)
	answer = quick_visit.start()
	assert answer["phone_kind"] is None
	assert "rozmowa telefoniczna" not in answer["kinds"]


def test_the_last_visit_stands_on_the_next_one(family, assistant):
	make_visit(family, place="dom dziadków", kind="towarzyszenie")
	make_visit(family, kind="rozmowa telefoniczna", visit_date="2026-10-07", place="telefon")
	context = api.visit_context(family)
	assert context["last_place"] == "dom dziadków"
	assert (context["last_kind"], str(context["last_visit"])) == ("towarzyszenie", "2026-10-05")


def test_an_attempt_and_an_institution_are_not_proposed(family, assistant):
	make_visit(family, place="dom dziadków", kind="towarzyszenie")
	make_visit(family, kind="kontakt z instytucją w sprawie rodziny", visit_date="2026-10-06", place="szkoła")
	make_visit(family, kind="nieobecność rodziny w domu", visit_date="2026-10-07", place="mieszkanie")
	context = api.visit_context(family)
	assert (context["last_place"], context["last_kind"]) == ("dom dziadków", "towarzyszenie")
	assert str(context["last_visit"]) == "2026-10-07"


# the device


def test_a_devices_key_is_the_users(assistant):
	own = quick_visit.device_key("urzadzenie-1")
	assert own == quick_visit.device_key("urzadzenie-1")
	assert own["hours"] == 24
	with acting_as(email("other_assistant")):
		other = quick_visit.device_key("urzadzenie-1")
	assert (own["key"], own["tag"]) != (other["key"], other["tag"])
	assert quick_visit.device_key("urzadzenie-2")["key"] != own["key"]


@pytest.mark.parametrize("device", ["", "x", "<b>" * 9])
def test_a_device_has_its_identifier(assistant, device):
	with pytest.raises(DraftError):
		quick_visit.device_key(device)


def test_an_office_may_keep_nothing_on_devices(assistant):
	with acting_as("Administrator"):
		frappe.get_single("OPS Settings").update({"device_draft_hours": 0}).save()
	answer = quick_visit.device_key("urzadzenie-1")
	assert (answer["hours"], answer["key"]) == (0, None)


def test_a_site_that_was_never_asked_has_the_usual_hours(site):
	forget_setting("device_draft_hours")
	assert quick_visit.device_key("urzadzenie-1")["hours"] == 24


# what was done is never empty


def test_a_visit_without_an_action_is_refused(family, assistant):
	for nothing in ("", "   ", None):
		with pytest.raises(ActionsMissingError, match="Podjęte działania"):
			quick_visit.save(KEY, typed(family, actions=nothing))
	assert visits_of(family) == []


def test_ticks_and_the_typed_line_are_one_text(family, assistant):
	action = frappe.get_last_doc("Scheduled Action", {"schedule": running_schedule(family)})
	usual = ["rozmowa wspierająca", "trening budżetowy"]
	more = {"scheduled_actions": [action.name], "usual_actions": usual, "actions": " telefon do szkoły "}
	visit = frappe.get_doc("Family Visit", quick_visit.save(KEY, typed(family, **more))["name"])
	assert visit.actions == "; ".join((action.action, *usual, "telefon do szkoły"))


@pytest.mark.parametrize("kind", ["rozmowa telefoniczna", "nieobecność rodziny w domu"])
def test_a_call_and_an_attempt_are_themselves_what_was_done(family, assistant, kind):
	answer = quick_visit.save(KEY, typed(family, kind=kind, actions=""))
	assert frappe.db.get_value("Family Visit", answer["name"], "actions") == kind


def test_usual_actions_are_proposed_without_a_schedule_too(family, assistant):
	proposed = api.visit_context(family)["usual_actions"]
	assert "rozmowa wspierająca" in proposed
	frappe.db.set_value("Usual Action", "rozmowa wspierająca", "disabled", 1)
	assert "rozmowa wspierająca" not in api.visit_context(family)["usual_actions"]
	assert api.visit_context(family)["actions"] == []


# tasks for the next meeting


def open_tasks(family: str) -> dict[str, str]:
	return {row["text"]: row["task"] for row in api.visit_context(family)["open_tasks"]}


def test_tasks_stay_open_over_visits_and_attempts(family, assistant):
	make_visit(family, next_meeting_tasks="Rachunki\n\n Umówić lekarza \nRachunki", visit_date="2026-10-01")
	make_visit(family, kind="nieobecność rodziny w domu")
	make_visit(family, next_meeting_tasks="Świetlica", visit_date="2026-10-06")
	assert list(open_tasks(family)) == ["Rachunki", "Umówić lekarza", "Świetlica"]
	agreed = [str(row["agreed_on"]) for row in api.visit_context(family)["open_tasks"]]
	assert agreed == ["2026-10-01", "2026-10-01", "2026-10-06"]


def test_a_visit_closes_tasks_on_its_day(family, assistant):
	make_visit(family, next_meeting_tasks="Rachunki\nŚwietlica\nPaczka", visit_date="2026-10-01")
	tasks = open_tasks(family)
	closed = [
		{"task": tasks["Rachunki"], "outcome": "Task Done"},
		{"task": tasks["Świetlica"], "outcome": "Task Dropped"},
	]
	visit = quick_visit.save(KEY, typed(family, closed_tasks=closed))["name"]
	assert list(open_tasks(family)) == ["Paczka"]
	row = frappe.get_doc("Visit Task", tasks["Rachunki"])
	assert (row.outcome, str(row.closed_on)) == ("Task Done", "2026-10-05")
	assert (row.closed_by, row.closed_at) == (assistant, visit)


def test_a_task_is_closed_although_its_month_is_frozen(family, assistant):
	visit = make_visit(family, next_meeting_tasks="Rachunki", visit_date="2026-10-01")
	sent(make_timesheet(family))
	task = open_tasks(family)["Rachunki"]
	assert api.close_task(task, "Task Done") == []
	[reopened] = api.close_task(task, "Open Task")
	assert reopened["text"] == "Rachunki"
	assert frappe.get_doc("Family Visit", visit.name).tasks[0].closed_on is None


def test_a_task_keeps_its_outcome_when_its_visit_is_changed(family, assistant):
	visit = make_visit(family, next_meeting_tasks="Rachunki\nŚwietlica")
	api.close_task(open_tasks(family)["Rachunki"], "Task Done")
	visit = frappe.get_doc("Family Visit", visit.name)
	visit.next_meeting_tasks = "Świetlica\nRachunki\nPaczka"
	visit.append("tasks", {"task": "Dopisane", "outcome": "Task Done"})
	visit.save()
	rows = [(row.task, row.outcome) for row in frappe.get_doc("Family Visit", visit.name).tasks]
	assert rows == [("Świetlica", "Open Task"), ("Rachunki", "Task Done"), ("Paczka", "Open Task")]


@pytest.mark.parametrize("outcome", ["", "Wykonane", None, ["Task Done"]])
def test_an_outcome_is_one_of_three(family, assistant, outcome):
	make_visit(family, next_meeting_tasks="Rachunki", visit_date="2026-10-01")
	closed = [{"task": open_tasks(family)["Rachunki"], "outcome": outcome}]
	with pytest.raises(TaskOutcomeError, match="Zadania do następnego spotkania"):
		quick_visit.save(KEY, typed(family, closed_tasks=closed))


def test_a_task_of_another_family_is_no_ones_to_close(family, assistant):
	with acting_as("Administrator"):
		other = make_family().name
		make_visit(other, next_meeting_tasks="cudze", assistant=email("other_assistant"))
		task = frappe.db.get_value("Visit Task", {"task": "cudze"})
	with pytest.raises(TaskOutcomeError):
		quick_visit.save(KEY, typed(family, closed_tasks=[{"task": task, "outcome": "Task Done"}]))
	with pytest.raises(frappe.PermissionError):
		api.close_task(task, "Task Done")
	assert frappe.db.get_value("Visit Task", task, "outcome") == "Open Task"
