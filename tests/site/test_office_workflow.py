"""An office's own workflow of cards and requests: other states, actions and roles, and the rules that hold all the same."""

import pytest

import frappe
from frappe import _
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.model.workflow import WorkflowTransitionError, apply_workflow

from opsfamily.case.meanings import CARD, REQUEST, get_said_meanings
from opsfamily.case.office_workflow import StateFieldError
from opsfamily.core import meanings, requests
from opsfamily.core import timesheet as card_states
from opsfamily.exceptions import CardStateError, ReasonMissingError
from opsfamily.ops_casework.doctype.ops_settings.state_rules import AcceptorFieldError, StateMeaningError
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import (
	NotDeciderError,
	RequestFrozenError,
	SelfDecisionError,
)
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import (
	CardFrozenError,
	NotAcceptorError,
	SelfAcceptanceError,
)
from opsfamily.ops_visits.doctype.family_visit.family_visit import MonthClosedError
from opsfamily.ops_visits.page.month_close import month_close
from opsfamily.patches.v1_3 import store_state_meanings
from opsfamily.setup import check
from opsfamily.setup.workflows import REQUEST as OUR_REQUEST
from opsfamily.setup.workflows import TIMESHEET, create_workflow
from opsfamily.tests.factories import (
	assign,
	email,
	fresh,
	make_family,
	make_request,
	make_timesheet,
	make_visit,
)

MONTH = "2026-02"
CHECKED, NEW, HANDED_IN, AGREED, BACK = (
	"Sprawdzona przez księgową",
	"Nowa",
	"U koordynatora",
	"Uzgodniona",
	"Do poprawy",
)
ANNULLED, PAID = "Anulowana", "Rozliczona"
CLERK = "Księgowa ośrodka"
ASSISTANT, COORDINATOR, HEAD = "Family Assistant", "Family Coordinator", "Head of Centre"
NOTE = "custom_uwaga_akceptujacego"


@pytest.fixture(autouse=True)
def forgotten_workflow(site):
	"""What a test changed in the workflow is undone; the caches do not know it."""
	yield
	frappe.db.rollback()
	forget()


def forget() -> None:
	for doctype in (CARD, REQUEST):
		frappe.clear_cache(doctype=doctype)
	for name in ("Obieg ośrodka", TIMESHEET.name, OUR_REQUEST.name):
		frappe.clear_document_cache("Workflow", name)
	frappe.clear_document_cache("OPS Settings", "OPS Settings")


@pytest.fixture
def family(site) -> str:
	family = make_family().name
	assign(family, from_date="2026-01-01")
	return family


@pytest.fixture
def card(family):
	make_visit(family, visit_date=f"{MONTH}-10")
	return make_timesheet(family, month=MONTH)


def make_states(*names: str) -> None:
	for name in names:
		if not frappe.db.exists("Workflow State", name):
			frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": name}).insert()


def make_actions(*names: str) -> None:
	for name in names:
		if not frappe.db.exists("Workflow Action Master", name):
			frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": name}).insert()


def mean(doctype: str, **said: str) -> None:
	"""Set what states mean, in OPS Settings as an administrator does. said: state → meaning."""
	settings = frappe.get_single("OPS Settings")
	for state, meaning in said.items():
		settings.append("state_meanings", {"document_type": doctype, "state": state, "meaning": meaning})
	settings.save()


def step(workflow, state: str, action: str, next_state: str, *roles: str) -> None:
	make_actions(action)
	for role in roles:
		values = {"state": state, "action": action, "next_state": next_state, "allowed": role}
		workflow.append("transitions", {**values, "allow_self_approval": 1})


def put_between(meaning: str | None = meanings.SENT, role: str = COORDINATOR) -> None:
	"""Add a state between sent and accepted of our workflow; accepting is left to the head."""
	make_states(CHECKED)
	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	workflow.append("states", {"state": CHECKED, "doc_status": "0", "allow_edit": COORDINATOR})
	# In the order of the work: after sent, before accepted.
	workflow.states.insert(2, workflow.states.pop())
	for number, row in enumerate(workflow.states, start=1):
		row.idx = number
	workflow.transitions = [row for row in workflow.transitions if row.next_state != card_states.ACCEPTED]
	step(workflow, card_states.SENT, "Sprawdź", CHECKED, role)
	step(workflow, CHECKED, "Zatwierdź", card_states.ACCEPTED, HEAD)
	step(workflow, CHECKED, "Cofnij do poprawy", card_states.RETURNED, HEAD, COORDINATOR)
	workflow.save()
	if meaning:
		mean(CARD, **{CHECKED: meaning})


def make_own_workflow() -> None:
	"""Switch ours off and make another one, with no name of ours."""
	make_states(NEW, HANDED_IN, AGREED, BACK, ANNULLED, PAID)
	workflow = frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": "Obieg ośrodka",
			"document_type": CARD,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"states": [
				{"state": state, "doc_status": docstatus, "allow_edit": role}
				for state, docstatus, role in (
					(NEW, "0", ASSISTANT),
					(HANDED_IN, "0", COORDINATOR),
					(BACK, "0", ASSISTANT),
					(AGREED, "1", COORDINATOR),
					(PAID, "1", COORDINATOR),
					(ANNULLED, "2", COORDINATOR),
				)
			],
		}
	)
	step(workflow, NEW, "Oddaj", HANDED_IN, ASSISTANT)
	step(workflow, BACK, "Oddaj", HANDED_IN, ASSISTANT)
	step(workflow, HANDED_IN, "Uzgodnij", AGREED, COORDINATOR)
	step(workflow, HANDED_IN, "Oddaj do poprawy", BACK, COORDINATOR)
	step(workflow, AGREED, "Rozlicz", PAID, COORDINATOR)
	step(workflow, AGREED, "Anuluj", ANNULLED, COORDINATOR)
	mean(CARD, **{NEW: meanings.BEING_WRITTEN, HANDED_IN: meanings.SENT, BACK: meanings.RETURNED})
	mean(CARD, **{AGREED: meanings.ACCEPTED, PAID: meanings.ACCEPTED, ANNULLED: meanings.WITHDRAWN})
	workflow.insert()


def states_of(doc) -> tuple[str, str, int]:
	fields = ["workflow_state", "state_meaning", "docstatus"]
	return frappe.db.get_value(doc.doctype, doc.name, fields)


def do(as_user, key: str, doc, action: str, **values):
	with as_user(email(key)):
		if values:
			changed = fresh(doc)
			changed.update(values)
			changed.save()
		return apply_workflow(fresh(doc), action)


def warnings() -> str:
	return " ".join(str(message) for message in frappe.get_message_log())


# a state between ours


def test_a_card_goes_through_a_state_between(card, as_user):
	put_between()
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	assert states_of(card) == (CHECKED, meanings.SENT, 0)
	with as_user(email("coordinator")), pytest.raises(WorkflowTransitionError):
		apply_workflow(fresh(card), "Zatwierdź")
	do(as_user, "head", card, "Zatwierdź")
	assert states_of(card) == (card_states.ACCEPTED, meanings.ACCEPTED, 1)
	assert fresh(card).accepted_by == email("head")


def test_what_is_between_is_frozen_and_its_visits_too(card, family, as_user):
	put_between()
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	visit = frappe.get_doc("Family Visit", {"family": family})
	visit.to_time = "23:00"
	with as_user(email("assistant")), pytest.raises(MonthClosedError):
		visit.save()
	changed = fresh(card)
	changed.representative = "Ktoś Inny"
	with as_user(email("coordinator")), pytest.raises(CardFrozenError):
		changed.save()


def test_a_return_from_between_needs_its_reason(card, as_user):
	put_between()
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	with pytest.raises(ReasonMissingError):
		do(as_user, "coordinator", card, "Cofnij do poprawy")
	do(as_user, "coordinator", card, "Cofnij do poprawy", return_reason="brak opisu")
	assert states_of(card) == (card_states.RETURNED, meanings.RETURNED, 0)
	assert fresh(card).return_reason == "brak opisu"


def test_a_state_is_not_skipped(card, as_user):
	put_between()
	do(as_user, "assistant", card, "Send Card")
	skipping = fresh(card)
	with as_user(email("coordinator")), pytest.raises(frappe.ValidationError):
		skipping.submit()
	assert states_of(card) == (card_states.SENT, meanings.SENT, 0)


def test_the_month_takes_the_next_step_and_says_where_the_card_is(card, family, as_user):
	put_between()
	with as_user(email("assistant")):
		assert [row["outcome"] for row in month_close.send(MONTH)] == [card_states.SENT]
	with as_user(email("coordinator")):
		row = row_of(month_close.screen(MONTH), family)
		assert row["may_decide"] == "Sprawdź" and not month_close.screen(MONTH)["section"]["sums"]["accepted"]
		result = month_close.accept(frappe.as_json([card.name]))
		assert (result[0]["outcome"], result[0]["meaning"]) == (CHECKED, meanings.SENT)
		row = row_of(month_close.screen(MONTH), family)
		assert (row["state"], row["may_decide"], row["may_return"]) == (CHECKED, "", "Cofnij do poprawy")
		again = month_close.accept(frappe.as_json([card.name]))
		assert again[0]["outcome"] == "refused" and CHECKED in again[0]["reason"]
	with as_user(email("head")):
		assert row_of(month_close.screen(MONTH), family)["may_decide"]
		assert month_close.accept(frappe.as_json([card.name]))[0]["outcome"] == card_states.ACCEPTED


def row_of(screen: dict, family: str) -> dict:
	rows = [row for group in screen["section"]["assistants"] for row in group["rows"]]
	return next(row for row in rows if row["family"] == family)


# a state without a meaning


def test_a_state_without_a_meaning_warns_and_stops_nothing(card, as_user):
	frappe.clear_messages()
	put_between(meaning=None)
	assert CHECKED in warnings()
	assert ("Workflow State", CHECKED) in check.check_unsaid_states().documents
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	assert states_of(card) == (CHECKED, meanings.BEING_WRITTEN, 0)
	do(as_user, "head", card, "Zatwierdź")
	assert states_of(card) == (card_states.ACCEPTED, meanings.ACCEPTED, 1)


def test_a_meaning_that_is_set_later_holds_for_what_stands_there(card, as_user):
	put_between(meaning=None)
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	mean(CARD, **{CHECKED: meanings.SENT})
	assert states_of(card) == (CHECKED, meanings.SENT, 0)
	assert ("Workflow State", CHECKED) not in check.check_unsaid_states().documents
	assert (CARD, card.name) not in check.check_state_meanings().documents


def test_what_was_never_sent_is_not_accepted_through_it(card, as_user):
	make_states(CHECKED)
	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	workflow.append("states", {"state": CHECKED, "doc_status": "0", "allow_edit": COORDINATOR})
	step(workflow, card_states.DRAFT, "Odłóż", CHECKED, COORDINATOR)
	step(workflow, CHECKED, "Zatwierdź", card_states.ACCEPTED, COORDINATOR)
	workflow.save()
	do(as_user, "coordinator", card, "Odłóż")
	with as_user(email("coordinator")), pytest.raises(CardStateError):
		apply_workflow(fresh(card), "Zatwierdź")
	assert states_of(card) == (CHECKED, meanings.BEING_WRITTEN, 0)


# a workflow with no name of ours


def test_a_whole_way_in_the_offices_own_words(card, family, as_user):
	make_own_workflow()
	assert states_of(card) == (NEW, meanings.BEING_WRITTEN, 0)
	do(as_user, "assistant", card, "Oddaj")
	do(as_user, "coordinator", card, "Oddaj do poprawy", return_reason="brak opisu")
	assert states_of(card) == (BACK, meanings.RETURNED, 0)
	with as_user(email("assistant")):
		fresh(card).fetch_visits()
	do(as_user, "assistant", card, "Oddaj")
	do(as_user, "coordinator", card, "Uzgodnij")
	assert states_of(card) == (AGREED, meanings.ACCEPTED, 1)
	do(as_user, "coordinator", card, "Rozlicz")
	assert states_of(card) == (PAID, meanings.ACCEPTED, 1)
	other = make_timesheet(other_family(family), month=MONTH)
	assert states_of(other) == (NEW, meanings.BEING_WRITTEN, 0)


def other_family(_family: str) -> str:
	other = make_family().name
	assign(other, from_date="2026-01-01")
	make_visit(other, visit_date=f"{MONTH}-11")
	return other


def test_an_acceptance_is_withdrawn_into_the_offices_state(card, as_user):
	make_own_workflow()
	do(as_user, "assistant", card, "Oddaj")
	do(as_user, "coordinator", card, "Uzgodnij")
	with as_user(email("coordinator")):
		amendment = fresh(card).withdraw_acceptance("pomyłka")
	assert states_of(card) == (ANNULLED, meanings.WITHDRAWN, 2)
	assert states_of(amendment) == (NEW, meanings.BEING_WRITTEN, 0)


def test_submitting_is_accepting_in_any_words(card, as_user):
	make_own_workflow()
	do(as_user, "assistant", card, "Oddaj")
	with as_user(email("coordinator")):
		fresh(card).submit()
	assert states_of(card) == (AGREED, meanings.ACCEPTED, 1)


def test_nobody_accepts_their_own_in_any_words(site, as_user):
	make_own_workflow()
	family, worker = make_family().name, email("working_coordinator")
	assign(family, "working_coordinator", from_date="2026-01-01")
	make_visit(family, assistant=worker, visit_date=f"{MONTH}-10")
	own = make_timesheet(family, assistant=worker, month=MONTH)
	do(as_user, "working_coordinator", own, "Oddaj")
	for action, values in (("Uzgodnij", {}), ("Oddaj do poprawy", {"return_reason": "sam sobie"})):
		with pytest.raises(SelfAcceptanceError):
			do(as_user, "working_coordinator", own, action, **values)
	assert states_of(own) == (HANDED_IN, meanings.SENT, 0)


def test_a_role_of_ours_decides_by_our_rules_whatever_the_workflow_says(card, as_user):
	make_own_workflow()
	workflow = frappe.get_doc("Workflow", "Obieg ośrodka")
	step(workflow, HANDED_IN, "Uzgodnij sam", AGREED, ASSISTANT)
	workflow.save()
	do(as_user, "assistant", card, "Oddaj")
	with as_user(email("assistant")), pytest.raises((NotAcceptorError, frappe.PermissionError)):
		apply_workflow(fresh(card), "Uzgodnij sam")


def test_the_month_works_in_the_offices_words(card, family, as_user):
	make_own_workflow()
	with as_user(email("assistant")):
		assert [row["outcome"] for row in month_close.send(MONTH)] == [HANDED_IN]
	with as_user(email("coordinator")):
		month_close.send_back(card.name, "brak opisu")
	assert states_of(card) == (BACK, meanings.RETURNED, 0)
	with as_user(email("assistant")):
		problems = month_close.screen(MONTH)["own"]["problems"]
		assert any("brak opisu" in problem["text"] for problem in problems)
		month_close.send(MONTH)
	with as_user(email("coordinator")):
		assert month_close.accept(frappe.as_json([card.name]))[0]["outcome"] == AGREED
		assert row_of(month_close.screen(MONTH), family)["meaning"] == meanings.ACCEPTED


def test_cards_in_the_former_states_are_carried_over(card, as_user):
	do(as_user, "assistant", card, "Send Card")
	frappe.clear_messages()
	make_own_workflow()
	assert states_of(card) == (HANDED_IN, meanings.SENT, 0)
	assert HANDED_IN in warnings() and _(card_states.SENT) in warnings()
	do(as_user, "coordinator", card, "Uzgodnij")
	assert states_of(card) == (AGREED, meanings.ACCEPTED, 1)


def test_renamed_actions(card, as_user):
	for action in ("Send Card", "Accept Card"):
		frappe.rename_doc("Workflow Action Master", action, f"{action} (ośrodek)", show_alert=False)
	forget()
	do(as_user, "assistant", card, "Send Card (ośrodek)")
	with as_user(email("coordinator")):
		assert month_close.accept(frappe.as_json([card.name]))[0]["outcome"] == card_states.ACCEPTED


def test_a_renamed_state(card, as_user):
	do(as_user, "assistant", card, "Send Card")
	frappe.rename_doc("Workflow State", card_states.SENT, HANDED_IN, force=True, show_alert=False)
	forget()
	assert states_of(card) == (HANDED_IN, meanings.SENT, 0)
	do(as_user, "coordinator", card, "Accept Card")
	assert states_of(card) == (card_states.ACCEPTED, meanings.ACCEPTED, 1)


def test_a_client_does_not_write_the_meaning(card, as_user):
	for meaning in (meanings.ACCEPTED, meanings.SENT, "nic", None):
		changed = fresh(card)
		changed.state_meaning = meaning
		with as_user(email("assistant")):
			changed.save()
		assert states_of(card) == (card_states.DRAFT, meanings.BEING_WRITTEN, 0)


def test_another_field_for_the_state_is_refused(site):
	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	workflow.workflow_state_field = "custom_stan"
	with pytest.raises(StateFieldError):
		workflow.save()


# requests


def test_a_request_in_the_offices_own_words(family, as_user):
	make_states("W pisaniu", "U kierownika", "Do uzupełnienia", "Przydzielono", "Odmówiono")
	workflow = frappe.get_doc("Workflow", OUR_REQUEST.name)
	names = dict(
		zip(requests.MEANINGS, ("W pisaniu", "U kierownika", "Przydzielono", "Odmówiono"), strict=True)
	)
	for row in (*workflow.states, *workflow.transitions):
		row.state = names[row.state]
		if row.get("next_state"):
			row.next_state = names[row.next_state]
	workflow.append("states", {"state": "Do uzupełnienia", "doc_status": "0", "allow_edit": HEAD})
	step(workflow, "U kierownika", "Do uzupełnienia", "Do uzupełnienia", HEAD)
	step(workflow, "Do uzupełnienia", "Send Request", "U kierownika", HEAD, COORDINATOR)
	said = {names[state]: meaning for state, meaning in requests.MEANINGS.items()}
	mean(REQUEST, **said, **{"Do uzupełnienia": meanings.RETURNED})
	workflow.save()
	with as_user(email("coordinator")):
		request = make_request(family, proposed_assistant=email("assistant"))
	assert states_of(request) == ("W pisaniu", meanings.BEING_WRITTEN, 0)
	do(as_user, "coordinator", request, "Send Request")
	changed = fresh(request)
	changed.reason = "inny powód"
	with as_user(email("coordinator")), pytest.raises(RequestFrozenError):
		changed.save()
	do(as_user, "head", request, "Do uzupełnienia")
	do(as_user, "coordinator", request, "Send Request", reason="uzupełniony powód")
	do(as_user, "head", request, "Assign Assistant")
	assert states_of(request) == ("Przydzielono", meanings.ACCEPTED, 1)
	assert fresh(request).decided_by == email("head")
	assert (
		frappe.db.get_value("Case Assignment", {"assistant_request": request.name})
		or fresh(request).assistant
	)


def test_the_rules_of_a_decision_hold(family, as_user):
	with as_user(email("head")):
		own = make_request(family, proposed_assistant=email("assistant"))
		apply_workflow(fresh(own), "Send Request")
		with pytest.raises(SelfDecisionError):
			apply_workflow(fresh(own), "Assign Assistant")
	workflow = frappe.get_doc("Workflow", OUR_REQUEST.name)
	step(workflow, requests.SENT, "Assign Assistant", requests.ASSIGNED, COORDINATOR)
	workflow.save()
	with as_user(email("coordinator")), pytest.raises((NotDeciderError, frappe.PermissionError)):
		apply_workflow(fresh(own), "Assign Assistant")


# the office's own role


def test_a_role_of_the_offices_own_decides(card, family, as_user):
	if not frappe.db.exists("Role", CLERK):
		frappe.get_doc({"doctype": "Role", "role_name": CLERK}).insert()
	clerk = frappe.get_doc("User", email("social_worker"))
	clerk.append("roles", {"role": CLERK})
	clerk.save()
	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	step(workflow, card_states.SENT, "Zatwierdź", card_states.ACCEPTED, CLERK)
	workflow.save()
	from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import can_accept

	frappe.clear_cache(user=clerk.name)
	assert can_accept(clerk.name)
	assert not can_accept(email("assistant"))


# fields of whoever decides


@pytest.fixture
def note_field(site):
	create_custom_field(CARD, {"fieldname": NOTE, "label": "Uwaga akceptującego", "fieldtype": "Small Text"})
	yield NOTE
	frappe.db.rollback()
	frappe.delete_doc("Custom Field", f"{CARD}-{NOTE}", force=True)
	frappe.db.commit()


def leave_open(fieldname: str) -> None:
	settings = frappe.get_single("OPS Settings")
	settings.append("acceptor_fields", {"document_type": CARD, "writable_field": fieldname})
	settings.save()


def write(as_user, key: str, card, **values) -> None:
	changed = fresh(card)
	changed.update(values)
	with as_user(email(key)):
		changed.save()


def test_whoever_decides_writes_the_field_and_nobody_else(note_field, family, as_user):
	make_visit(family, visit_date=f"{MONTH}-10")
	card = make_timesheet(family, month=MONTH)
	do(as_user, "assistant", card, "Send Card")
	with pytest.raises(CardFrozenError):
		write(as_user, "coordinator", card, **{NOTE: "sprawdzono"})
	leave_open(NOTE)
	write(as_user, "coordinator", card, **{NOTE: "sprawdzono"})
	assert fresh(card).get(NOTE) == "sprawdzono"
	with pytest.raises(CardFrozenError):
		write(as_user, "assistant", card, **{NOTE: "zmieniam"})
	with pytest.raises(CardFrozenError):
		write(as_user, "coordinator", card, representative="Ktoś Inny")
	do(as_user, "coordinator", card, "Accept Card")
	assert fresh(card).get(NOTE) == "sprawdzono"


def test_only_the_offices_fields_are_left_open(site):
	with pytest.raises(AcceptorFieldError, match="assistant"):
		leave_open("assistant")


def test_a_step_may_write_a_field_itself(note_field, family, as_user):
	make_visit(family, visit_date=f"{MONTH}-10")
	card = make_timesheet(family, month=MONTH)
	put_between()
	workflow = frappe.get_doc("Workflow", TIMESHEET.name)
	row = next(row for row in workflow.states if row.state == CHECKED)
	row.update({"update_field": NOTE, "update_value": "sprawdziła księgowość"})
	workflow.save()
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	assert fresh(card).get(NOTE) == "sprawdziła księgowość"


# settings


@pytest.mark.parametrize(
	"rows",
	[
		((CARD, card_states.SENT, meanings.RETURNED),),
		((CARD, NEW, meanings.REFUSED),),
		((REQUEST, NEW, meanings.WITHDRAWN),),
		((CARD, NEW, meanings.SENT), (CARD, NEW, meanings.SENT)),
	],
)
def test_bad_meanings_are_refused_with_the_row(site, rows):
	make_states(NEW)
	settings = frappe.get_single("OPS Settings")
	before = len(settings.state_meanings)
	for doctype, state, meaning in rows:
		settings.append("state_meanings", {"document_type": doctype, "state": state, "meaning": meaning})
	with pytest.raises(StateMeaningError, match=str(before + len(rows))):
		settings.save()
	assert len(frappe.get_single("OPS Settings").state_meanings) == before


def test_an_emptied_table_leaves_ours_as_they_are(card, as_user):
	settings = frappe.get_single("OPS Settings")
	settings.state_meanings = []
	settings.save()
	do(as_user, "assistant", card, "Send Card")
	assert states_of(card) == (card_states.SENT, meanings.SENT, 0)


def test_the_patch_fills_what_is_missing_and_leaves_what_is_set(card, as_user):
	put_between()
	do(as_user, "assistant", card, "Send Card")
	do(as_user, "coordinator", card, "Sprawdź")
	before = get_said_meanings(CARD)
	frappe.db.set_value(CARD, card.name, "state_meaning", "Being Written")
	store_state_meanings.execute()
	store_state_meanings.execute()
	create_workflow(TIMESHEET)
	assert states_of(card) == (CHECKED, meanings.SENT, 0)
	assert get_said_meanings(CARD) == before
