from contextlib import contextmanager

import frappe
from frappe import _
from frappe.desk.form.save import savedocs
from frappe.model.workflow import (
	WorkflowTransitionError,
	apply_workflow,
	get_transitions,
)
from frappe.utils import get_last_day, getdate

from opsfamily.case.document import RowAloneError
from opsfamily.core import meanings
from opsfamily.core.hours import format_minutes
from opsfamily.core.months import month_of
from opsfamily.core.timesheet import (
	ACCEPTED,
	DOCSTATUS,
	DRAFT,
	MEANINGS,
	MOVES,
	RETURNED,
	SENT,
	WITHDRAWN,
)
from opsfamily.exceptions import (
	CardStateError,
	EmptyDocumentError,
	FamilyMovedError,
	MonthError,
	ReasonMissingError,
	SomebodyElsesWorkError,
	SubmittedDeletionError,
)
from opsfamily.notify import get_acceptors
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import (
	CardFrozenError,
	CardOutOfDateError,
	MonthRunsError,
	NotAcceptorError,
	RowsTypedError,
	SecondPersonError,
	SecondTimesheetError,
	SelfAcceptanceError,
)
from opsfamily.ops_visits.doctype.family_visit.family_visit import MonthClosedError
from opsfamily.ops_visits.page.month_close import cards as month_cards
from opsfamily.ops_visits.report.cards_accepted_by_their_sender import cards_accepted_by_their_sender
from opsfamily.setup.workflows import TIMESHEET
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	accepted,
	amended,
	assign,
	day,
	email,
	fresh,
	make_family,
	make_timesheet,
	make_visit,
	moved,
	returned,
	sent,
)

DOCTYPE = "Assistant Timesheet"
STATES = tuple(DOCSTATUS)
COMPUTED = {
	"total_minutes": 9999,
	"timesheet_minutes": 9999,
	"out_of_date": 1,
	"minutes_now": 9999,
	"sent_by": "Administrator",
	"sent_on": "2026-01-01 10:00:00",
	"accepted_by": "Administrator",
	"accepted_on": "2026-01-01 10:00:00",
	"withdrawal_reason": "bo tak",
	"live_for": "Administrator",
}


class CardTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.visit = make_visit(self.family)
		self.call = make_visit(
			self.family, from_time="18:00", to_time="18:20", kind="rozmowa telefoniczna", participants=[]
		)

	def tearDown(self):
		super().tearDown()
		# The framework keeps the name of the running workflow in Redis.
		frappe.clear_cache(doctype=DOCTYPE)

	def make(self, **values):
		return make_timesheet(self.family, **values)

	def state(self, card):
		return frappe.db.get_value(DOCTYPE, card.name, ["workflow_state", "docstatus"])

	def change_visit(self, visit=None, **values):
		visit = fresh(visit or self.visit)
		visit.update(values)
		visit.save()

	def card_in(self, state: str):
		"""A card that came to this state by its own way."""
		card = self.make()
		if state == DRAFT:
			return card
		if state == WITHDRAWN:
			card = accepted(card)
			card.withdraw_acceptance("pomyłka")
			return fresh(card)
		if state == SENT:
			# By the assistant, so that whoever runs the test may accept it.
			with self.acting("assistant"):
				return sent(card)
		return {RETURNED: returned, ACCEPTED: accepted}[state](card)


class TestMaking(CardTestCase):
	def test_a_card_is_made_of_the_months_visits(self):
		make_visit(self.family, visit_date="2026-09-30")
		make_visit(self.family, visit_date="2026-11-01")
		make_visit(self.family, from_time="08:00", to_time="09:00", assistant=email("other_assistant"))
		make_visit(make_family().name, from_time="08:00", to_time="09:00")
		card = self.make()
		self.assertEqual([row.visit for row in card.rows], [self.visit.name, self.call.name])
		self.assertEqual((card.total_minutes, card.timesheet_minutes), (140, 120))
		self.assertEqual(self.state(card), (DRAFT, 0))

	def test_a_row_says_what_the_visit_says(self):
		row = fresh(self.make()).rows[0]
		self.assertEqual(
			(str(row.visit_date), str(row.from_time), str(row.to_time)),
			("2026-10-05", "15:00:00", "17:00:00"),
		)
		self.assertEqual((row.minutes, row.kind, row.on_timesheet), (120, "wizyta w rodzinie", 1))
		self.assertEqual((row.place, row.people), ("mieszkanie rodziny", "Maria Testowa"))
		self.assertEqual((row.actions, row.course), ("rozmowa wspierająca", "Omówiono wydatki."))
		self.assertEqual((row.signed, row.signature_note), (0, None))

	def test_rows_stand_in_order_of_time(self):
		first = make_visit(self.family, visit_date="2026-10-01", from_time="20:00", to_time="21:00")
		early = make_visit(self.family, from_time="07:00", to_time="08:00")
		names = [first.name, early.name, self.visit.name, self.call.name]
		self.assertEqual([row.visit for row in self.make().rows], names)

	def test_a_signature_is_told_of(self):
		self.change_visit(signature_mode="On Screen", signature="data:image/png;base64,iVBORw0KGgo=")
		self.change_visit(self.call, signature_mode="Signature Refused", refusal_reason="nie chce")
		card = self.make()
		self.assertEqual([row.signed for row in card.rows], [1, 0])
		self.assertEqual(card.rows[1].signature_note, "odmowa podpisu: nie chce")

	def test_a_long_reason_of_a_refusal_is_not_cut(self):
		reason = "matka mówi, że niczego nie podpisuje, dopóki nie porozmawia z adwokatem; " * 4
		self.change_visit(self.call, signature_mode="Signature Refused", refusal_reason=reason.strip())
		card = fresh(self.make())
		self.assertEqual(card.rows[1].signature_note, f"odmowa podpisu: {reason.strip()}")

	def test_a_card_does_not_depend_on_the_language_of_its_reader(self):
		self.change_visit(self.call, signature_mode="Signature Refused", refusal_reason="nie chce")
		card = self.make()
		frappe.local.lang = "en"
		self.addCleanup(setattr, frappe.local, "lang", "pl")
		self.change_visit(self.call, refusal_reason="nie chce")
		self.assertEqual(fresh(card).out_of_date, 0)
		self.assertEqual(self.state(sent(card)), (SENT, 0))

	def test_what_is_typed_at_the_beginning_is_replaced(self):
		rows = [{"visit": "WIZ-0000-0001", "minutes": 9999, "on_timesheet": 1}]
		values = {key: value for key, value in COMPUTED.items() if key != "live_for"}
		card = self.make(rows=rows, workflow_state=ACCEPTED, return_reason="bo tak", **values)
		self.assertEqual([row.minutes for row in card.rows], [120, 20])
		self.assertEqual(self.state(card), (DRAFT, 0))
		self.assertEqual((card.total_minutes, card.timesheet_minutes, card.out_of_date), (140, 120, 0))
		for fieldname in (
			"sent_by",
			"sent_on",
			"accepted_by",
			"accepted_on",
			"return_reason",
			"withdrawal_reason",
		):
			self.assertFalse(fresh(card).get(fieldname), fieldname)

	def test_a_month_without_visits_is_an_empty_draft(self):
		card = self.make(month="2026-08")
		self.assertEqual((card.rows, card.total_minutes), ([], 0))
		with self.refused(EmptyDocumentError, label(DOCTYPE, "rows")):
			sent(card)

	def test_what_is_no_month_is_refused(self):
		for month in ("2026-13", "2026-1", "październik", "2026-10-05", "0000-01"):
			with self.subTest(month=month), self.refused(MonthError, label(DOCTYPE, "month"), "2026-10"):
				self.make(month=month)

	def test_a_month_that_has_not_begun_is_refused(self):
		with self.refused(MonthError, label(DOCTYPE, "month")):
			self.make(month=str(day(40))[:7])
		self.assertTrue(self.make(month=str(day())[:7]).name)

	def test_a_second_card_is_refused(self):
		card = self.make()
		for state in (DRAFT, SENT, ACCEPTED):
			card = card if state == DRAFT else {SENT: sent, ACCEPTED: accepted}[state](card)
			with self.subTest(state=state), self.refused(SecondTimesheetError, card.name):
				self.make()

	def test_the_database_refuses_a_second_card_too(self):
		card = self.make()
		second = frappe.copy_doc(card)
		second.update({"name": f"{card.name}-second", "docstatus": 0})
		with self.refused(frappe.UniqueValidationError):
			second.db_insert()

	def test_cards_of_other_months_families_and_assistants(self):
		self.make()
		self.assertTrue(self.make(month="2026-09").name)
		self.assertTrue(self.make(assistant=email("other_assistant")).name)
		self.assertTrue(make_timesheet(make_family().name).name)

	def test_a_card_does_not_become_another_one(self):
		for fieldname, value in (
			("family", make_family().name),
			("month", "2026-09"),
			("assistant", email("other_assistant")),
		):
			card = fresh(self.make(month="2026-08") if fieldname == "month" else self.make_for(fieldname))
			card.set(fieldname, value)
			with self.subTest(fieldname=fieldname), self.refused(frappe.CannotChangeConstantError):
				card.save()

	def make_for(self, fieldname: str):
		return make_timesheet(make_family(representative=f"Osoba {fieldname}").name)

	def test_inserting_an_accepted_card_is_refused(self):
		values = {"docstatus": 1, "workflow_state": ACCEPTED}
		with self.acting("coordinator"), self.refused(CardStateError):
			self.make(**values)
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			self.make(**values)

	def test_the_number_names_the_month(self):
		self.assertRegex(self.make().name, r"^KARTA-2026-10-\d{4}$")


class TestFetching(CardTestCase):
	def test_fetching_takes_the_visits_as_they_are_now(self):
		card = self.make()
		self.change_visit(to_time="16:00", course="Krócej.")
		card = fresh(card)
		card.fetch_visits()
		card = fresh(card)
		self.assertEqual((card.rows[0].minutes, card.rows[0].course, card.total_minutes), (60, "Krócej.", 80))
		self.assertEqual((card.out_of_date, card.minutes_now), (0, 0))

	def test_a_sent_or_accepted_card_is_not_fetched_anew(self):
		card = self.make()
		for state in (SENT, ACCEPTED):
			card = {SENT: sent, ACCEPTED: accepted}[state](card)
			with self.subTest(state=state), self.refused(CardFrozenError):
				fresh(card).fetch_visits()

	def test_a_returned_card_is(self):
		card = self.card_in(RETURNED)
		self.change_visit(to_time="16:00")
		card = fresh(card)
		card.fetch_visits()
		self.assertEqual(fresh(card).total_minutes, 80)

	def test_rows_are_never_typed(self):
		def shorten(card):
			card.rows.pop()

		def change(card):
			card.rows[0].minutes = 999

		def add(card):
			card.append("rows", {"visit": "WIZ-0000-0001", "minutes": 60})

		def turn_round(card):
			card.rows.reverse()

		for change_rows in (shorten, change, add, turn_round):
			card = fresh(self.make_for(change_rows.__name__))
			change_rows(card)
			with (
				self.subTest(change=change_rows.__name__),
				self.refused(RowsTypedError, label(DOCTYPE, "rows")),
			):
				card.save()

	def make_for(self, name: str):
		family = make_family(representative=name).name
		for hour in (8, 9):
			make_visit(
				family, assistant=email("other_assistant"), from_time=f"{hour}:00", to_time=f"{hour}:10"
			)
			frappe.db.set_value("Family Visit", {"family": family}, "assistant", email("assistant"))
		return make_timesheet(family)

	def test_a_row_is_not_written_by_itself(self):
		card = self.make()
		row = frappe.get_doc("Timesheet Row", card.rows[0].name)
		row.minutes = 999
		with self.refused(RowAloneError):
			row.save()
		with self.refused(RowAloneError):
			frappe.delete_doc("Timesheet Row", row.name)
		new = {"doctype": "Timesheet Row", "parent": card.name, "parenttype": DOCTYPE, "parentfield": "rows"}
		with self.refused(RowAloneError):
			frappe.get_doc({**new, "minutes": 60}).insert()

	def test_the_forms_own_save_is_no_typing(self):
		card = self.make()
		savedocs(card.as_json(), "Save")
		self.assertEqual(fresh(card).total_minutes, 140)

	def test_computed_fields_are_never_typed(self):
		for state in (DRAFT, SENT, RETURNED):
			self.check_computed_fields(state)

	def check_computed_fields(self, state):
		frappe.db.savepoint("state")
		card = self.card_in(state)
		before = fresh(card)
		for fieldname, value in COMPUTED.items():
			card = fresh(card)
			card.set(fieldname, value)
			card.save()
			with self.subTest(state=state, fieldname=fieldname):
				self.assertEqual(fresh(card).get(fieldname), before.get(fieldname))
		frappe.db.rollback(save_point="state")


class TestOutOfDate(CardTestCase):
	def sums(self, card):
		card = fresh(card)
		return card.out_of_date, card.total_minutes, card.minutes_now

	def test_a_changed_visit(self):
		card = self.make()
		self.assertEqual(self.sums(card), (0, 140, 0))
		self.change_visit(to_time="16:00")
		self.assertEqual(self.sums(card), (1, 140, 80))

	def test_an_added_visit(self):
		card = self.make()
		make_visit(self.family, from_time="08:00", to_time="08:30")
		self.assertEqual(self.sums(card), (1, 140, 170))

	def test_a_deleted_visit(self):
		card = self.make()
		frappe.delete_doc("Family Visit", self.call.name)
		self.assertEqual(self.sums(card), (1, 140, 120))

	def test_other_words_of_the_same_length(self):
		card = self.make()
		self.change_visit(course="Inny przebieg.")
		self.assertEqual(self.sums(card), (1, 140, 140))

	def test_a_visit_that_changed_back(self):
		card = self.make()
		self.change_visit(to_time="16:00")
		self.change_visit(to_time="17:00")
		self.assertEqual(self.sums(card), (0, 140, 0))

	def test_a_visit_that_moved_to_another_month(self):
		october, september = self.make(), self.make(month="2026-09")
		self.change_visit(visit_date="2026-09-29")
		self.assertEqual((self.sums(october), self.sums(september)), ((1, 140, 20), (1, 0, 120)))

	def test_other_families_and_assistants_change_nothing(self):
		card = self.make()
		make_visit(make_family().name, from_time="08:00", to_time="08:30")
		make_visit(self.family, assistant=email("other_assistant"))
		self.assertEqual(self.sums(card), (0, 140, 0))

	def test_it_cannot_be_sent(self):
		card = self.make()
		self.change_visit(to_time="16:00")
		for active in (True, False):
			with self.subTest(workflow=active):
				self.check_it_cannot_be_sent(card, active)
		fresh(card).fetch_visits()
		self.assertEqual(self.state(sent(card)), (SENT, 0))

	def check_it_cannot_be_sent(self, card, active):
		frappe.db.set_value("Workflow", TIMESHEET.name, "is_active", int(active))
		frappe.clear_cache(doctype=DOCTYPE)
		with self.refused(CardOutOfDateError, format_minutes(140), format_minutes(80)):
			sent(card)

	def test_a_mark_that_was_wiped_does_not_help(self):
		card = self.make()
		self.change_visit(to_time="16:00")
		frappe.db.set_value(DOCTYPE, card.name, "out_of_date", 0)
		with self.refused(CardOutOfDateError):
			sent(card)

	def test_rows_that_were_tampered_with_are_not_accepted(self):
		card = self.card_in(SENT)
		frappe.db.set_value("Timesheet Row", card.rows[0].name, "minutes", 999)
		with self.refused(CardOutOfDateError):
			accepted(card)


class TestStates(CardTestCase):
	"""Every way from every state to every state: only the five moves, and state and docstatus agree."""

	def ways(self):
		def save(card):
			card.save()

		def submit(card):
			card.submit()

		def cancel(card):
			card.withdrawal_reason = "pomyłka"
			card.cancel()

		return {"save": save, "submit": submit, "cancel": cancel}

	def expected(self, way: str, state: str, next_state: str) -> str | None:
		"""The state after it, or None when it is refused."""
		if state == WITHDRAWN:
			return None
		if way == "cancel":
			return WITHDRAWN if state == ACCEPTED else None
		if way == "submit" and state == SENT:
			return ACCEPTED if next_state in (SENT, ACCEPTED) else None
		if state == next_state:
			return state if way == "save" or state == ACCEPTED else None
		may_move = meanings.may_move(MEANINGS[state], MEANINGS[next_state], MOVES)
		may_be_saved = may_move and DOCSTATUS[next_state] == 0
		return next_state if way == "save" and may_be_saved else None

	def refusal(self, way: str, state: str) -> type[Exception]:
		if state == WITHDRAWN:
			return frappe.ValidationError
		return frappe.DocstatusTransitionError if way == "cancel" else CardStateError

	def test_with_the_workflow(self):
		self.check_all()

	def test_with_the_workflow_switched_off(self):
		frappe.db.set_value("Workflow", TIMESHEET.name, "is_active", 0)
		frappe.clear_cache(doctype=DOCTYPE)
		self.assertFalse(frappe.get_meta(DOCTYPE).get_workflow())
		self.check_all()

	def check_all(self):
		for state in STATES:
			frappe.db.savepoint("state")
			card = self.card_in(state)
			for next_state in STATES:
				for way, go in self.ways().items():
					with self.subTest(state=state, next_state=next_state, way=way):
						self.check(card, way, go, next_state)
			frappe.db.rollback(save_point="state")

	def check(self, card, way, go, next_state):
		frappe.db.savepoint("move")
		state = card.workflow_state
		expected = self.expected(way, state, next_state)
		moving = fresh(card)
		moving.workflow_state = next_state
		if next_state == RETURNED and state == SENT:
			moving.return_reason = "brak opisu"
		if expected:
			go(moving)
		else:
			with self.refused(self.refusal(way, state)):
				go(moving)
		after = expected or state
		self.assertEqual(self.state(card), (after, DOCSTATUS[after]), (way, state, next_state))
		frappe.db.rollback(save_point="move")

	def test_a_refused_move_names_both_states(self):
		with self.refused(CardStateError, _(DRAFT), _(ACCEPTED)):
			moved(self.make(), ACCEPTED)
		with self.refused(CardStateError, _(DRAFT), _(RETURNED)):
			moved(self.make_another(), RETURNED)

	def make_another(self):
		return make_timesheet(make_family().name)

	def test_an_unknown_or_empty_state_is_refused(self):
		for state in (DRAFT, SENT, RETURNED):
			frappe.db.savepoint("state")
			card = self.card_in(state)
			for nonsense in ("", None, "Nonsense", "Approved"):
				with self.subTest(state=state, nonsense=nonsense):
					self.check_nonsense(fresh(card), nonsense)
			frappe.db.rollback(save_point="state")

	def check_nonsense(self, card, nonsense):
		before = self.state(card)
		card.workflow_state = nonsense
		with self.assertRaises((CardStateError, frappe.LinkValidationError)):
			card.save()
		self.assertEqual(self.state(card), before)

	def test_every_action_of_the_workflow(self):
		moves = {(state, action): next_state for state, action, next_state, _roles in TIMESHEET.moves}
		actions = {action for _state, action in moves}
		for state in STATES:
			frappe.db.savepoint("state")
			card = self.card_in(state)
			for action in sorted(actions):
				with self.subTest(state=state, action=action):
					self.check_action(card, action, moves.get((state, action)))
			frappe.db.rollback(save_point="state")

	def check_action(self, card, action, next_state):
		frappe.db.savepoint("action")
		state = card.workflow_state
		# Returning and withdrawing need their reason, which the platform's buttons do not ask for.
		refusals = {
			RETURNED: ReasonMissingError,
			WITHDRAWN: ReasonMissingError,
			None: WorkflowTransitionError,
		}
		if next_state in refusals:
			with self.refused(refusals[next_state]):
				apply_workflow(fresh(card), action)
			next_state = state
		else:
			apply_workflow(fresh(card), action)
		self.assertEqual(self.state(card), (next_state, DOCSTATUS[next_state]))
		frappe.db.rollback(save_point="action")

	def test_sending_and_accepting_write_who_and_when(self):
		card = self.make()
		with self.acting("assistant"):
			card = sent(card)
		with self.acting("coordinator"):
			card = fresh(accepted(card))
		self.assertEqual((card.sent_by, card.accepted_by), (email("assistant"), email("coordinator")))
		self.assertLessEqual(card.sent_on, card.accepted_on)

	def test_a_returned_card_is_sent_again(self):
		card = self.card_in(RETURNED)
		self.assertEqual(card.return_reason, "brak opisu wizyty")
		card = sent(card)
		self.assertFalse(fresh(card).return_reason)
		self.assertEqual(self.state(accepted(card)), (ACCEPTED, 1))

	def test_a_return_needs_its_reason(self):
		card = self.card_in(SENT)
		for reason in (None, "", "  \n"):
			with self.subTest(reason=reason):
				with self.refused(ReasonMissingError, label(DOCTYPE, "return_reason")):
					moved(card, RETURNED, return_reason=reason)


class TestChangedWorkflow(CardTestCase):
	"""An administrator may change the workflow; the rules stand in the controller."""

	@contextmanager
	def workflow(self):
		workflow = frappe.get_doc("Workflow", TIMESHEET.name)
		yield workflow
		workflow.save()

	def transition(self, workflow, state, action, next_state, role):
		values = {"state": state, "action": action, "next_state": next_state, "allowed": role}
		workflow.append("transitions", {**values, "allow_self_approval": 1})

	def test_a_jump_from_draft_to_accepted(self):
		with self.workflow() as workflow:
			for role in ("Family Assistant", "Family Coordinator"):
				self.transition(workflow, DRAFT, "Accept Card", ACCEPTED, role)
		card = self.make()
		with self.acting("coordinator"), self.refused(CardStateError, _(DRAFT), _(ACCEPTED)):
			apply_workflow(fresh(card), "Accept Card")
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			apply_workflow(fresh(card), "Accept Card")
		self.assertEqual(self.state(card), (DRAFT, 0))

	def test_the_assistant_as_acceptor(self):
		with self.workflow() as workflow:
			self.transition(workflow, SENT, "Return Card", RETURNED, "Family Assistant")
		card = self.card_in(SENT)
		with self.acting("assistant"), self.refused(NotAcceptorError):
			moved(card, RETURNED, return_reason="sama sobie")

	def test_a_state_of_the_administrators_own(self):
		values = {"doctype": "Workflow State", "workflow_state_name": "Checked"}
		frappe.get_doc(values).insert()
		with self.workflow() as workflow:
			workflow.append(
				"states", {"state": "Checked", "doc_status": "0", "allow_edit": "Family Coordinator"}
			)
			self.transition(workflow, SENT, "Accept Card", "Checked", "Family Coordinator")
		card = self.card_in(SENT)
		with self.acting("coordinator"):
			moved(card, "Checked")
		self.assertEqual(self.state(card), ("Checked", 0))

	def test_accepted_without_submitting(self):
		with self.workflow() as workflow:
			for state in workflow.states:
				state.doc_status = "0"
			workflow.transitions = [t for t in workflow.transitions if t.next_state != WITHDRAWN]
		card = self.card_in(SENT)
		with self.acting("coordinator"), self.refused(CardStateError, _(SENT), _(ACCEPTED)):
			apply_workflow(fresh(card), "Accept Card")
		self.assertEqual(self.state(card), (SENT, 0))

	def test_self_acceptance_that_the_workflow_allows(self):
		self.assertTrue(
			all(t.allow_self_approval for t in frappe.get_doc("Workflow", TIMESHEET.name).transitions)
		)
		card = TestWhoDecides.own_card_of_the_working_coordinator(self)
		with self.acting("working_coordinator"), self.refused(SelfAcceptanceError):
			apply_workflow(fresh(card), "Accept Card")


class TestWhoDecides(CardTestCase):
	def own_card_of_the_working_coordinator(self):
		family, assistant = make_family().name, email("working_coordinator")
		assign(family, "working_coordinator")
		make_visit(family, assistant=assistant)
		return sent(make_timesheet(family, assistant=assistant))

	def test_nobody_accepts_their_own_card(self):
		card = self.own_card_of_the_working_coordinator()
		with self.acting("working_coordinator"):
			for way in (accepted, returned, lambda card: fresh(card).submit()):
				with self.subTest(way=way), self.refused(SelfAcceptanceError):
					way(card)
		self.assertEqual(self.state(card), (SENT, 0))

	def test_nobody_withdraws_the_acceptance_of_their_own_card(self):
		card = self.own_card_of_the_working_coordinator()
		with self.acting("head"):
			card = accepted(card)
		with self.acting("working_coordinator"), self.refused(SelfAcceptanceError):
			fresh(card).withdraw_acceptance("sama sobie")

	def test_the_author_of_a_card_may_accept_it(self):
		with self.acting("coordinator"):
			card = self.make()
		# Whoever sent it as well does not: see TestTheSecondPerson.
		with self.acting("assistant"):
			card = sent(card)
		with self.acting("coordinator"):
			self.assertEqual(self.state(accepted(card)), (ACCEPTED, 1))

	def test_the_head_accepts_in_a_tiny_office(self):
		with self.acting("assistant"):
			card = sent(self.make())
		with self.acting("head"):
			self.assertEqual(self.state(apply_workflow(fresh(card), "Accept Card")), (ACCEPTED, 1))

	def test_the_head_accepts_the_coordinators_own_card(self):
		card = self.own_card_of_the_working_coordinator()
		with self.acting("head"):
			self.assertEqual(self.state(accepted(card)), (ACCEPTED, 1))

	def test_the_assistant_cannot_accept(self):
		card = self.card_in(SENT)
		with self.acting("assistant"):
			self.assertEqual(get_transitions(fresh(card)), [])
			with self.refused(WorkflowTransitionError):
				apply_workflow(fresh(card), "Accept Card")
			with self.refused(frappe.PermissionError):
				moved(card, ACCEPTED)

	def test_the_assistant_cannot_accept_with_the_right_to_submit_either(self):
		card = fresh(self.card_in(SENT))
		with self.acting("assistant"), self.refused(NotAcceptorError):
			card.flags.ignore_permissions = True
			card.submit()

	def test_another_assistant_cannot_return_it(self):
		assign(self.family, "other_assistant", "Substitute")
		card = self.card_in(SENT)
		with self.acting("other_assistant"), self.refused(SomebodyElsesWorkError):
			moved(card, RETURNED, return_reason="nie moja")

	def test_another_assistant_makes_sends_and_fetches_nothing(self):
		assign(self.family, "other_assistant", "Substitute")
		card = self.make()
		with self.acting("other_assistant"):
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "assistant")):
				self.make(month="2026-09")
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "assistant")):
				sent(card)
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "assistant")):
				fresh(card).fetch_visits()

	def test_a_coordinator_makes_and_sends_for_an_assistant(self):
		with self.acting("coordinator"):
			self.assertEqual(self.state(sent(self.make())), (SENT, 0))

	def test_the_reason_of_a_return_is_the_acceptors(self):
		card = self.card_in(RETURNED)
		with self.acting("assistant"):
			card = fresh(card)
			card.return_reason = "wszystko dobrze"
			card.save()
		self.assertEqual(fresh(card).return_reason, "brak opisu wizyty")

	def test_others_only_read(self):
		assign(self.family, "social_worker", "Social Worker")
		card = self.make()
		with self.acting("social_worker"):
			self.assertEqual(frappe.get_list(DOCTYPE, {"name": card.name}, pluck="name"), [card.name])
			with self.refused(frappe.PermissionError):
				sent(card)
			with self.refused(frappe.PermissionError):
				self.make(month="2026-09", assistant=email("social_worker"))


class TestFrozen(CardTestCase):
	def test_a_sent_card_is_frozen(self):
		card = self.card_in(SENT)
		for fieldname, value in (
			("family", make_family().name),
			("month", "2026-09"),
			("assistant", email("other_assistant")),
			("representative", "Ktoś Inny"),
			("naming_series", "INNA-.####"),
		):
			changed = fresh(card)
			changed.set(fieldname, value)
			with self.subTest(fieldname=fieldname):
				with self.refused(CardFrozenError, label(DOCTYPE, fieldname)):
					changed.save()

	def test_its_rows_are_frozen(self):
		card = fresh(self.card_in(SENT))
		card.rows[0].minutes = 999
		with self.refused(RowsTypedError, label(DOCTYPE, "rows")):
			card.save()

	def test_the_same_rules_while_it_moves(self):
		card = fresh(self.card_in(SENT))
		card.update(
			{"workflow_state": RETURNED, "return_reason": "brak opisu", "representative": "Ktoś Inny"}
		)
		with self.refused(CardFrozenError, label(DOCTYPE, "representative")):
			card.save()

	def test_a_sent_card_may_be_saved_as_it_is(self):
		card = self.card_in(SENT)
		savedocs(fresh(card).as_json(), "Save")
		self.assertEqual(self.state(card), (SENT, 0))

	def test_a_sent_card_is_not_deleted(self):
		card = self.card_in(SENT)
		with self.acting("head"), self.refused(CardFrozenError):
			frappe.delete_doc(DOCTYPE, card.name)

	def test_a_draft_is_deleted_by_coordinator_and_head_only(self):
		card = self.make()
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			frappe.delete_doc(DOCTYPE, card.name)
		with self.acting("coordinator"):
			frappe.delete_doc(DOCTYPE, card.name)
		self.assertTrue(self.make().name)

	def test_an_accepted_card_is_frozen(self):
		card = self.card_in(ACCEPTED)
		for fieldname, value in (
			("total_minutes", 1),
			("accepted_by", "Guest"),
			("withdrawal_reason", "bo tak"),
		):
			changed = fresh(card)
			changed.set(fieldname, value)
			with self.subTest(fieldname=fieldname):
				with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, fieldname)):
					changed.save()
		changed = fresh(card)
		changed.rows[0].minutes = 1
		with self.refused(frappe.UpdateAfterSubmitError):
			changed.save()

	def test_an_accepted_card_does_not_change_its_state(self):
		card = self.card_in(ACCEPTED)
		for state in (DRAFT, SENT, RETURNED, WITHDRAWN):
			with self.subTest(state=state), self.refused(CardStateError):
				changed = fresh(card)
				changed.workflow_state = state
				changed.save()
		self.assertEqual(self.state(card), (ACCEPTED, 1))


class TestWithdrawing(CardTestCase):
	def test_it_needs_a_reason(self):
		card = self.card_in(ACCEPTED)
		for reason in (None, "", "  "):
			with self.subTest(reason=reason):
				with self.refused(ReasonMissingError, label(DOCTYPE, "withdrawal_reason")):
					fresh(card).withdraw_acceptance(reason)
		with self.refused(ReasonMissingError, label(DOCTYPE, "withdrawal_reason")):
			fresh(card).cancel()
		self.assertEqual(self.state(card), (ACCEPTED, 1))

	def test_it_opens_an_amendment_with_fresh_rows(self):
		card = self.card_in(ACCEPTED)
		# A mistake that nobody could mend in a frozen month.
		frappe.db.set_value("Family Visit", self.visit.name, {"to_time": "16:30:00", "minutes": 90})
		with self.acting("coordinator"):
			draft = fresh(card).withdraw_acceptance("pomyłka w godzinach")
		draft = fresh(draft)
		self.assertEqual((draft.amended_from, draft.name), (card.name, f"{card.name}-1"))
		self.assertEqual(self.state(draft), (DRAFT, 0))
		self.assertEqual(([row.minutes for row in draft.rows], draft.total_minutes), ([90, 20], 110))
		for fieldname in ("sent_by", "accepted_by", "return_reason", "withdrawal_reason", "minutes_now"):
			self.assertFalse(draft.get(fieldname), fieldname)

	def test_the_cancelled_card_stays_readable(self):
		card = self.card_in(ACCEPTED)
		fresh(card).withdraw_acceptance("pomyłka w godzinach")
		self.assertEqual(self.state(card), (WITHDRAWN, 2))
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				seen = fresh(card)
				seen.check_permission("read")
				self.assertEqual((seen.withdrawal_reason, seen.total_minutes), ("pomyłka w godzinach", 140))
				self.assertEqual([row.minutes for row in seen.rows], [120, 20])

	def test_nothing_else_changes_while_it_is_withdrawn(self):
		for fieldname, value in (("total_minutes", 1), ("family", make_family().name)):
			frappe.db.savepoint("card")
			card = fresh(self.card_in(ACCEPTED))
			card.update({fieldname: value, "withdrawal_reason": "pomyłka"})
			with self.subTest(fieldname=fieldname):
				with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, fieldname)):
					card.cancel()
			frappe.db.rollback(save_point="card")

	def test_a_card_is_withdrawn_and_accepted_more_than_once(self):
		card = self.card_in(ACCEPTED)
		for number in (1, 2):
			draft = fresh(card).withdraw_acceptance(f"pomyłka {number}")
			card = accepted(sent(draft))
			self.assertEqual(self.state(card), (ACCEPTED, 1))
		self.assertTrue(card.name.endswith("-2"))

	def test_only_coordinator_and_head_withdraw(self):
		card = self.card_in(ACCEPTED)
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			fresh(card).withdraw_acceptance("pomyłka")
		with self.acting("assistant"), self.refused(NotAcceptorError):
			allowed = fresh(card)
			allowed.flags.ignore_permissions = True
			allowed.withdraw_acceptance("pomyłka")

	def test_beside_the_amendment_there_is_no_second_card(self):
		card = self.card_in(ACCEPTED)
		draft = fresh(card).withdraw_acceptance("pomyłka")
		with self.refused(SecondTimesheetError, draft.name):
			self.make()
		with self.refused(SecondTimesheetError, draft.name):
			amended(fresh(card))

	def test_an_amendment_stays_in_the_family(self):
		card = self.card_in(ACCEPTED)
		fresh(card).withdraw_acceptance("pomyłka")
		with self.refused(FamilyMovedError, label(DOCTYPE, "amended_from"), card.name):
			make_timesheet(make_family().name, amended_from=card.name)

	def test_a_withdrawn_card_is_not_deleted(self):
		card = self.card_in(WITHDRAWN)
		frappe.db.delete(DOCTYPE, {"amended_from": card.name})
		with self.acting("head"), self.refused(SubmittedDeletionError, card.name):
			frappe.delete_doc(DOCTYPE, card.name)

	def test_a_withdrawn_card_is_not_changed(self):
		card = self.card_in(WITHDRAWN)
		card.withdrawal_reason = "inny powód"
		with self.refused(frappe.ValidationError):
			card.save()


class TestBeforeTheEndOfTheMonth(CardTestCase):
	"""The last day of the card's month is tomorrow or later, whenever the test runs."""

	def setUp(self):
		super().setUp()
		self.today = getdate()
		if self.today == get_last_day(self.today):
			self.skipTest("the month ends today")
		self.month = month_of(self.today)
		make_visit(self.family, visit_date=self.today.replace(day=1), from_time="00:01", to_time="00:02")

	def card(self):
		return self.make(month=self.month)

	def test_sending_asks_whether_there_will_be_further_visits(self):
		with self.refused(MonthRunsError, label(DOCTYPE, "early_reason"), "czy będą dalsze wizyty"):
			sent(self.card())

	def test_with_an_answer_the_card_is_sent(self):
		for reason in ("No More Visits", "On Leave", "Contract Ends"):
			frappe.db.savepoint("card")
			card = moved(self.card(), SENT, early_reason=reason)
			self.assertEqual(fresh(card).early_reason, reason)
			frappe.db.rollback(save_point="card")

	def test_an_office_may_refuse_but_never_leave_or_an_end(self):
		frappe.db.set_single_value("OPS Settings", "refuses_early_cards", 1)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		card = self.card()
		with self.refused(MonthRunsError, label(DOCTYPE, "early_reason")):
			moved(card, SENT, early_reason="No More Visits")
		moved(card, SENT, early_reason="On Leave")

	def test_the_end_of_the_assignment_is_the_answer_by_itself(self):
		frappe.db.set_value("Case Assignment", {"family": self.family}, "until_date", self.today)
		self.assertEqual(fresh(sent(self.card())).early_reason, "Assignment Ends")

	def test_an_end_that_the_file_does_not_show_is_no_answer(self):
		card = self.card()
		for reason in ("Assignment Ends", "Case Ends"):
			with self.refused(MonthRunsError, label(DOCTYPE, "early_reason")):
				moved(card, SENT, early_reason=reason)

	def employ(self, until):
		values = {"user": email("assistant"), "from_date": self.today.replace(day=1), "until_date": until}
		frappe.get_doc({"doctype": "Employment", "fte": 1, **values}).insert()

	def test_the_end_of_the_contract_on_file_is_the_answer_by_itself(self):
		self.employ(self.today)
		self.assertEqual(fresh(sent(self.card())).early_reason, "Contract Ends")

	def test_a_contract_that_goes_on_contradicts_the_worker(self):
		self.employ(None)
		with self.refused(MonthRunsError, label(DOCTYPE, "early_reason")):
			moved(self.card(), SENT, early_reason="Contract Ends")

	def test_a_later_visit_says_how_to_correct(self):
		moved(self.card(), SENT, early_reason="No More Visits")
		with self.refused(MonthClosedError, "zwrócić kartę"):
			make_visit(self.family, visit_date=self.today.replace(day=1), from_time="00:03", to_time="00:04")

	def test_the_answer_is_not_kept_for_a_month_that_has_ended(self):
		self.assertIsNone(fresh(moved(self.make(), SENT, early_reason="No More Visits")).early_reason)

	def test_a_sent_card_keeps_its_answer(self):
		card = fresh(moved(self.card(), SENT, early_reason="On Leave"))
		with self.acting("coordinator"):
			card.update({"early_reason": "Contract Ends"}).save()
		self.assertEqual(fresh(card).early_reason, "On Leave")


class TestTheSecondPerson(CardTestCase):
	def sent_by(self, key: str):
		with self.acting(key):
			return sent(self.make())

	def acceptors(self, enabled: int, *keys: str):
		for key in keys:
			frappe.db.set_value("User", email(key), "enabled", enabled)

	def test_whoever_sent_it_for_the_assistant_does_not_accept_it(self):
		card = self.sent_by("coordinator")
		with self.acting("coordinator"), self.refused(SecondPersonError, "Grażyna Kierowniczka"):
			moved(card, ACCEPTED)
		with self.acting("coordinator"), self.refused(SecondPersonError):
			moved(card, ACCEPTED, sole_acceptance_reason="bo tak")

	def test_another_coordinator_or_the_head_accepts_it(self):
		for key in ("working_coordinator", "head"):
			frappe.db.savepoint("card")
			card = self.sent_by("coordinator")
			with self.acting(key):
				card = fresh(moved(card, ACCEPTED, sole_acceptance_reason="niepotrzebna"))
			self.assertEqual((card.accepted_by, card.sole_acceptance_reason), (email(key), None))
			frappe.db.rollback(save_point="card")

	def test_alone_the_same_person_accepts_with_a_reason_that_is_listed(self):
		card = self.sent_by("coordinator")
		self.disable_others()
		with self.acting("coordinator"):
			with self.refused(ReasonMissingError, label(DOCTYPE, "sole_acceptance_reason")):
				moved(card, ACCEPTED)
			moved(card, ACCEPTED, sole_acceptance_reason="asystentka w szpitalu, jeden koordynator")
			listed = {row["name"]: row for row in cards_accepted_by_their_sender.execute()[1]}
		self.assertIn("w szpitalu", listed[card.name]["sole_acceptance_reason"])
		self.assertEqual(listed[card.name]["accepted_by"], email("coordinator"))

	def disable_others(self):
		others = [user for user in get_acceptors() if user != email("coordinator")]
		frappe.db.set_value("User", {"name": ["in", others]}, "enabled", 0)

	def test_the_reason_is_never_the_assistants(self):
		with self.acting("assistant"):
			card = self.make()
			card.update({"sole_acceptance_reason": "sam"}).save()
			self.assertIsNone(fresh(card).sole_acceptance_reason)
			moved(card, SENT, sole_acceptance_reason="sam")
		self.assertIsNone(fresh(card).sole_acceptance_reason)

	def test_a_card_that_the_assistant_sent_needs_no_reason(self):
		card = self.sent_by("assistant")
		with self.acting("coordinator"):
			self.assertIsNone(fresh(moved(card, ACCEPTED)).sole_acceptance_reason)

	def test_the_page_of_the_month_takes_the_reason(self):
		card = self.sent_by("coordinator")
		self.disable_others()
		with self.acting("coordinator"):
			[refused] = month_cards.accept_cards([card.name])
			self.assertEqual(refused["outcome"], "refused")
			[done] = month_cards.accept_cards([card.name], "jeden koordynator")
		self.assertEqual(
			(done["outcome"], fresh(card).sole_acceptance_reason), (ACCEPTED, "jeden koordynator")
		)
