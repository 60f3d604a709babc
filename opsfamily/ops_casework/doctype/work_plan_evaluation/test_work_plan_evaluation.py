import frappe
from frappe.utils import getdate

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, OutcomeError, SubmittedDeletionError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	fresh,
	make_evaluation,
	make_family,
	make_running_schedule,
	submitted,
)

DOCTYPE = "Work Plan Evaluation"
PAST = {"party": "Family", "action": "Wniosek o raty", "due_date": "2026-09-07"}
TO_COME = {"party": "Social Worker", "action": "Kurs krawiecki", "due_date": "2099-01-15"}


class TestWorkPlanEvaluation(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.schedule = make_running_schedule(self.family, actions=[PAST, TO_COME])
		self.past = self.action("Wniosek o raty")
		self.to_come = self.action("Kurs krawiecki")

	def action(self, text: str):
		return frappe.get_last_doc("Scheduled Action", {"schedule": self.schedule.name, "action": text})

	def make(self, **values):
		return make_evaluation(self.schedule, **{"decision": "Continue the Plan", **values})

	def settle(self, action, **values):
		action.update(values)
		action.save()

	def rows(self, evaluation):
		return [(row.action, row.outcome, row.remark) for row in evaluation.actions]

	# taking over

	def test_the_actions_are_taken_over_with_their_outcomes(self):
		self.settle(self.past, outcome="Done", remark="z opóźnieniem")
		evaluation = self.make()
		self.assertEqual(evaluation.family, self.family)
		self.assertEqual(
			self.rows(evaluation),
			[("Wniosek o raty", "Done", "z opóźnieniem"), ("Kurs krawiecki", "Pending", None)],
		)
		self.assertEqual(
			[(row.party, str(row.due_date)) for row in evaluation.actions],
			[("Family", "2026-09-07"), ("Social Worker", "2099-01-15")],
		)

	def test_withdrawn_actions_are_not_evaluated(self):
		version = self.schedule.new_version()
		version.evaluation_date = "2027-01-18"
		version.remove(version.actions[0])
		submitted(version)
		self.assertEqual(self.rows(make_evaluation(version)), [("Kurs krawiecki", "Pending", None)])

	def test_what_was_agreed_is_taken_over_and_never_typed(self):
		evaluation = self.make()
		evaluation.actions[0].update({"action": "Inne", "due_date": "2099-01-01", "party": "Social Worker"})
		evaluation.save()
		row = fresh(evaluation).actions[0]
		self.assertEqual(
			(row.action, str(row.due_date), row.party), ("Wniosek o raty", "2026-09-07", "Family")
		)

	def test_no_action_is_left_out_or_named_twice(self):
		evaluation = self.make()
		evaluation.set("actions", [evaluation.actions[1], *(2 * [{"scheduled_action": self.to_come.name}])])
		evaluation.save()
		self.assertEqual([row.action for row in evaluation.actions], ["Wniosek o raty", "Kurs krawiecki"])

	def test_an_action_of_another_family_is_refused(self):
		other = make_running_schedule(make_family().name)
		foreign = frappe.get_last_doc("Scheduled Action", {"schedule": other.name})
		evaluation = self.make()
		evaluation.append("actions", {"scheduled_action": foreign.name, "outcome": "Done"})
		with self.refused(FamilyMovedError, in_row(3, label("Evaluated Action", "scheduled_action"))):
			evaluation.save()
		with self.refused(FamilyMovedError, in_row(1, label("Evaluated Action", "scheduled_action"))):
			self.make(actions=[{"scheduled_action": foreign.name, "outcome": "Done"}])

	def test_a_schedule_of_another_family_is_refused(self):
		other = make_running_schedule(make_family().name)
		with self.refused(FamilyMovedError, label(DOCTYPE, "schedule"), other.name):
			make_evaluation(other, family=self.family)

	# submitting

	def test_outcomes_and_remarks_are_written_back(self):
		evaluation = self.make()
		evaluation.actions[0].update({"outcome": "Partly Done", "remark": "w połowie"})
		evaluation.actions[1].update({"outcome": "Done"})
		submitted(evaluation)
		past, to_come = fresh(self.past), fresh(self.to_come)
		self.assertEqual((past.outcome, past.remark, past.done_on), ("Partly Done", "w połowie", None))
		meeting = getdate(evaluation.meeting_date)
		self.assertEqual((to_come.outcome, to_come.done_on), ("Done", meeting))
		# The day of the meeting, not of submitting.
		self.assertEqual((past.outcome_on, to_come.outcome_on), (meeting, meeting))

	def test_a_draft_writes_nothing_back(self):
		evaluation = self.make()
		evaluation.actions[0].outcome = "Done"
		evaluation.save()
		self.assertEqual(fresh(self.past).outcome, "Pending")

	def test_a_pending_action_whose_day_has_come_is_refused(self):
		with self.refused(OutcomeError, in_row(1, label("Evaluated Action", "outcome"))):
			self.make().submit()

	def test_on_its_day_an_action_needs_its_outcome(self):
		for meeting, due in (("2026-09-06", False), ("2026-09-07", True), ("2026-09-08", True)):
			with self.subTest(meeting=meeting):
				frappe.db.savepoint("meeting")
				if due:
					with self.refused(OutcomeError, in_row(1, label("Evaluated Action", "outcome"))):
						self.make(meeting_date=meeting).submit()
				else:
					self.assertEqual(submitted(self.make(meeting_date=meeting)).docstatus, 1)
				frappe.db.rollback(save_point="meeting")

	def test_a_pending_action_to_come_stays_pending(self):
		self.settle(self.past, outcome="Done")
		submitted(self.make())
		self.assertEqual(fresh(self.to_come).outcome, "Pending")

	def test_an_outcome_of_meanwhile_is_seen(self):
		evaluation = self.make()
		self.settle(self.past, outcome="Not Done", remark="brak dokumentów")
		submitted(fresh(evaluation))
		self.assertEqual(self.rows(fresh(evaluation))[0], ("Wniosek o raty", "Not Done", "brak dokumentów"))

	def test_a_decision_is_needed(self):
		self.settle(self.past, outcome="Done")
		with self.refused(EmptyDocumentError, label(DOCTYPE, "decision")):
			self.make(decision=None).submit()

	def test_a_future_meeting_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "meeting_date")):
			self.make(meeting_date=day(1))

	def test_only_the_running_schedule_is_evaluated(self):
		evaluation = self.make()
		evaluation.actions[0].outcome = "Done"
		evaluation.save()
		version = self.schedule.new_version()
		version.evaluation_date = "2027-01-18"
		submitted(version)
		with self.refused(OutcomeError, self.schedule.name):
			fresh(evaluation).submit()

	def test_a_schedule_is_evaluated_more_than_once(self):
		self.settle(self.past, outcome="Done")
		submitted(self.make())
		self.assertEqual(submitted(self.make()).docstatus, 1)

	# what was submitted

	def test_a_submitted_evaluation_is_frozen(self):
		self.settle(self.past, outcome="Done")
		evaluation = submitted(self.make())
		evaluation.description = "inny opis"
		with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, "description")):
			evaluation.save()
		evaluation = fresh(evaluation)
		evaluation.actions[0].outcome = "Not Done"
		with self.refused(frappe.UpdateAfterSubmitError, label("Evaluated Action", "outcome")):
			evaluation.save()

	def test_later_outcomes_leave_it_as_it_was(self):
		self.settle(self.past, outcome="Done")
		evaluation = submitted(self.make())
		self.settle(fresh(self.to_come), outcome="Done")
		self.assertEqual(self.rows(fresh(evaluation))[1], ("Kurs krawiecki", "Pending", None))

	def test_a_cancelled_evaluation_is_not_deleted(self):
		self.settle(self.past, outcome="Done")
		evaluation = cancelled(self.make())
		with self.refused(SubmittedDeletionError, evaluation.name):
			frappe.delete_doc(DOCTYPE, evaluation.name)

	# who

	def test_a_social_worker_writes_their_perspective_and_the_assistant_submits(self):
		assign(self.family, "social_worker", "Social Worker")
		self.settle(self.past, outcome="Done")
		with self.acting("assistant"):
			evaluation = self.make()
		with self.acting("social_worker"):
			evaluation = fresh(evaluation)
			evaluation.social_worker_perspective = "Lodówka zakupiona."
			evaluation.save()
			with self.refused(frappe.PermissionError):
				evaluation.submit()
		with self.acting("assistant"):
			self.assertEqual(submitted(fresh(evaluation)).docstatus, 1)
