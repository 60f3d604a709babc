import frappe

from opsfamily.case.document import FutureDateError, ReplacedVersionError, SecondRunningVersionError
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, SubmittedDeletionError
from opsfamily.ops_casework.doctype.action_schedule.action_schedule import (
	EvaluationDateError,
	PlanNotSubmittedError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	amended,
	assign,
	cancelled,
	day,
	fresh,
	make_evaluation,
	make_family,
	make_plan,
	make_running_schedule,
	make_schedule,
	submitted,
)

DOCTYPE = "Action Schedule"
RENT = {"party": "Family", "action": "Wniosek o raty", "due_date": "2026-09-07"}
COURT = {"party": "Other Party", "party_name": "kurator sądowy", "action": "Wizyta", "due_date": "2026-10-01"}


class TestActionSchedule(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.plan = submitted(make_plan(self.family))

	def make(self, **values):
		return make_schedule(self.plan, **values)

	def running(self, **values):
		return submitted(self.make(**values))

	def statuses(self, *schedules):
		return [
			frappe.db.get_value(DOCTYPE, schedule.name, ["docstatus", "status"]) for schedule in schedules
		]

	def actions(self, schedule) -> dict[str, str]:
		"""Text → outcome of the schedule's Scheduled Actions."""
		found = frappe.get_all(
			"Scheduled Action",
			filters={"schedule": schedule.name},
			fields=["action", "outcome"],
			order_by="name",
		)
		self.assertEqual(len(found), len({action.action for action in found}), "doubled actions")
		return {action.action: action.outcome for action in found}

	def settle(self, text: str, outcome: str):
		name = frappe.db.get_value("Scheduled Action", {"family": self.family, "action": text}, "name")
		action = frappe.get_doc("Scheduled Action", name)
		action.outcome = outcome
		action.save()

	# writing

	def test_a_schedule_without_its_evaluation_day_says_so_while_it_is_written(self):
		schedule = self.make(evaluation_date=None)
		self.assertIn("dnia oceny realizacji", self.messages())
		frappe.clear_messages()
		schedule.evaluation_date = "2026-11-16"
		schedule.save()
		self.assertNotIn("dnia oceny realizacji", self.messages())

	def test_the_other_party_needs_its_name(self):
		nameless = {**COURT, "party_name": ""}
		with self.refused(EmptyDocumentError, in_row(2, label("Agreed Action", "party_name"))):
			self.make(actions=[RENT, nameless])
		self.assertEqual(self.make(actions=[COURT]).actions[0].party_name, "kurator sądowy")

	def test_a_future_schedule_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "schedule_date")):
			self.make(schedule_date=day(1), evaluation_date=day(30))

	def test_the_evaluation_is_not_before_the_schedule(self):
		words = label(DOCTYPE, "evaluation_date"), label(DOCTYPE, "schedule_date")
		with self.refused(EvaluationDateError, *words):
			self.make(evaluation_date="2026-08-23")
		self.assertTrue(self.make(evaluation_date="2026-08-24").name)

	def test_a_plan_of_another_family_is_refused(self):
		elsewhere = make_plan(make_family().name)
		with self.refused(FamilyMovedError, label(DOCTYPE, "plan"), elsewhere.name):
			make_schedule(elsewhere, family=self.family)

	def test_the_family_comes_from_the_plan(self):
		self.assertEqual(self.make(family=None).family, self.family)

	def test_rows_need_their_words(self):
		for fieldname in ("action", "due_date"):
			with (
				self.subTest(fieldname=fieldname),
				self.refused(frappe.MandatoryError, label("Agreed Action", fieldname)),
			):
				self.make(actions=[{**RENT, fieldname: None}])

	def test_every_row_gets_a_key_of_its_own(self):
		schedule = self.make()
		schedule.append("actions", {**RENT, "action_key": schedule.actions[0].action_key})
		schedule.save()
		keys = [row.action_key for row in schedule.actions]
		self.assertEqual(len(set(keys)), 3)
		self.assertTrue(all(keys))

	# submitting

	def test_submitting_needs_actions(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "actions")):
			self.running(actions=[])

	def test_submitting_needs_the_evaluation_date(self):
		with self.refused(EvaluationDateError, label(DOCTYPE, "evaluation_date")):
			self.running(evaluation_date=None)

	def test_submitting_needs_a_running_plan(self):
		draft = make_plan(make_family().name)
		with self.refused(PlanNotSubmittedError, draft.name):
			submitted(make_schedule(draft))
		schedule = self.make()
		submitted(self.plan.new_version())
		with self.refused(PlanNotSubmittedError, self.plan.name):
			schedule.submit()

	def test_submitting_makes_the_scheduled_actions(self):
		schedule = self.running(actions=[RENT, {**COURT, "expected_effect": "spokój", "responsible": "sąd"}])
		self.assertEqual(self.statuses(schedule), [(1, "Running")])
		self.assertEqual(self.actions(schedule), {"Wniosek o raty": "Pending", "Wizyta": "Pending"})
		action = frappe.get_last_doc("Scheduled Action", {"schedule": schedule.name, "action": "Wizyta"})
		self.assertEqual((action.family, action.representative), (self.family, "Maria Testowa"))
		self.assertEqual((action.party, action.party_name), ("Other Party", "kurator sądowy"))
		self.assertEqual((action.expected_effect, action.responsible), ("spokój", "sąd"))
		self.assertEqual((str(action.start_date), str(action.due_date)), ("2026-08-24", "2026-10-01"))

	def test_a_draft_makes_no_scheduled_action(self):
		self.assertEqual(self.actions(self.make()), {})

	def test_one_schedule_runs(self):
		running, second = self.running(), self.make()
		with self.refused(SecondRunningVersionError, running.name):
			second.submit()

	# versions

	def test_a_new_version_any_number_of_times(self):
		versions = [self.running()]
		for _number in range(3):
			version = versions[-1].new_version()
			self.assertIsNone(version.evaluation_date)
			version.evaluation_date = "2027-01-18"
			versions.append(submitted(version))
		self.assertEqual(self.statuses(*versions), [(1, "Replaced")] * 3 + [(1, "Running")])
		pending = {"Stały plan dnia": "Pending", "Trening budżetowy": "Pending"}
		self.assertEqual([self.actions(version) for version in versions], [{}, {}, {}, pending])

	def new_version(self, schedule, *changes):
		"""The submitted new version, after the changes were done to its draft."""
		version = fresh(schedule).new_version()
		version.evaluation_date = "2027-01-18"
		for change in changes:
			change(version)
		return submitted(version)

	def test_open_actions_are_carried_by_key_and_the_rest_is_withdrawn(self):
		def drop_the_first(version):
			version.remove(version.actions[0])

		def word_anew(version):
			version.actions[0].update({"action": "Trening budżetowy co tydzień", "due_date": "2026-12-30"})
			version.append("actions", RENT)

		schedule = self.running()
		kept = frappe.db.get_value(
			"Scheduled Action", {"action": "Trening budżetowy", "schedule": schedule.name}
		)
		version = self.new_version(schedule, drop_the_first, word_anew)
		self.assertEqual(
			self.actions(version), {"Trening budżetowy co tydzień": "Pending", "Wniosek o raty": "Pending"}
		)
		self.assertEqual(self.actions(schedule), {"Stały plan dnia": "Withdrawn"})
		carried = frappe.get_doc("Scheduled Action", kept)
		self.assertEqual((carried.schedule, str(carried.due_date)), (version.name, "2026-12-30"))

	def test_what_was_agreed_stays_as_it_was_signed(self):
		schedule = self.running()
		self.new_version(schedule, lambda version: version.actions[0].update({"action": "Inne słowa"}))
		self.assertEqual(
			[row.action for row in fresh(schedule).actions], ["Stały plan dnia", "Trening budżetowy"]
		)

	def test_what_is_done_is_left_behind_and_what_failed_is_tried_again(self):
		schedule = self.running(actions=[RENT, COURT, {**RENT, "action": "Plan dnia"}])
		self.settle("Wniosek o raty", "Done")
		self.settle("Wizyta", "Not Done")
		version = self.new_version(schedule)
		self.assertEqual(self.actions(version), {"Wizyta": "Pending", "Plan dnia": "Pending"})
		self.assertEqual(self.actions(schedule), {"Wniosek o raty": "Done", "Wizyta": "Not Done"})

	def test_a_new_version_does_not_take_the_signatures_along(self):
		schedule = self.running()
		schedule.update({"signed_on": "2026-08-24", "refused_by": "ojciec – bez podania przyczyny"})
		schedule.save()
		version = schedule.new_version()
		self.assertEqual((version.signed_on, version.refused_by), (None, None))

	def test_a_new_version_after_an_evaluation(self):
		schedule = self.running(actions=[RENT, COURT])
		self.settle("Wizyta", "Partly Done")
		evaluation = make_evaluation(schedule, decision="Change the Plan")
		evaluation.actions[0].outcome = "Done"
		submitted(evaluation)
		version = self.new_version(schedule)
		self.assertEqual(self.actions(version), {"Wizyta": "Pending"})
		self.assertEqual(self.actions(schedule), {"Wniosek o raty": "Done", "Wizyta": "Partly Done"})

	def test_a_new_version_follows_a_new_version_of_the_plan(self):
		schedule = self.running()
		plan = submitted(self.plan.new_version())
		version = self.new_version(schedule)
		self.assertEqual((version.plan, fresh(schedule).plan), (plan.name, self.plan.name))
		self.assertEqual(self.statuses(schedule, version), [(1, "Replaced"), (1, "Running")])

	def test_a_forged_replaces_is_refused(self):
		elsewhere = make_running_schedule(make_family().name)
		draft = self.make()
		with self.refused(FamilyMovedError, label(DOCTYPE, "replaces"), elsewhere.name):
			self.make(replaces=elsewhere.name)
		with self.refused(ReplacedVersionError, draft.name):
			self.make(replaces=draft.name)

	def test_a_key_of_another_family_moves_nothing(self):
		elsewhere = make_running_schedule(make_family().name)
		self.running(actions=[{**RENT, "action_key": elsewhere.actions[0].action_key}])
		self.assertEqual(
			self.actions(elsewhere), {"Stały plan dnia": "Pending", "Trening budżetowy": "Pending"}
		)

	def test_of_two_new_versions_one_is_submitted(self):
		schedule = self.running()
		second = schedule.new_version()
		second.evaluation_date = "2027-01-18"
		self.new_version(schedule)
		with self.refused(ReplacedVersionError, schedule.name):
			second.submit()

	# cancelling

	def test_cancelling_withdraws_the_pending_actions(self):
		schedule = self.running()
		self.settle("Stały plan dnia", "Done")
		schedule.cancel()
		self.assertEqual(
			self.actions(schedule), {"Stały plan dnia": "Done", "Trening budżetowy": "Withdrawn"}
		)

	def test_cancelling_makes_the_old_schedule_run_again(self):
		def change(version):
			version.actions[1].action = "Inne słowa"
			version.append("actions", COURT)

		schedule = self.running()
		version = self.new_version(schedule, change)
		version.cancel()
		self.assertEqual(self.statuses(schedule, version), [(1, "Running"), (2, "Cancelled")])
		self.assertEqual(
			self.actions(schedule), {"Stały plan dnia": "Pending", "Trening budżetowy": "Pending"}
		)
		self.assertEqual(self.actions(version), {"Wizyta": "Withdrawn"})

	def test_cancelling_a_version_does_not_begin_ended_actions_anew(self):
		schedule = self.running(actions=[RENT, COURT, {**RENT, "action": "Plan dnia"}])
		self.settle("Wniosek o raty", "Done")
		self.settle("Wizyta", "Not Done")
		version = self.new_version(schedule)
		self.settle("Plan dnia", "Partly Done")
		version.cancel()
		outcomes = {"Wniosek o raty": "Done", "Wizyta": "Not Done", "Plan dnia": "Partly Done"}
		self.assertEqual(self.actions(schedule), outcomes)
		self.assertEqual(self.actions(version), {"Wizyta": "Withdrawn"})

	def test_an_amendment_takes_its_actions_with_their_outcomes(self):
		schedule = self.running()
		self.settle("Stały plan dnia", "Done")
		mended = submitted(amended(cancelled(schedule)))
		self.assertEqual(self.actions(mended), {"Stały plan dnia": "Done", "Trening budżetowy": "Pending"})
		self.assertEqual(self.actions(schedule), {})

	def test_an_evaluated_schedule_is_not_cancelled(self):
		schedule = self.running(actions=[{**RENT, "due_date": day(30)}])
		evaluation = submitted(make_evaluation(schedule, decision="Continue the Plan"))
		with self.refused(frappe.LinkExistsError, evaluation.name):
			fresh(schedule).cancel()

	# what was submitted

	def test_a_running_schedule_is_frozen(self):
		schedule = self.running()
		schedule.evaluation_date = "2026-12-01"
		with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, "evaluation_date")):
			schedule.save()
		schedule = fresh(schedule)
		schedule.actions[0].due_date = "2026-12-01"
		with self.refused(frappe.UpdateAfterSubmitError, label("Agreed Action", "due_date")):
			schedule.save()

	def test_signatures_are_written_on_a_running_schedule(self):
		schedule = self.running()
		schedule.update({"signed_on": "2026-08-24", "refused_by": "ojciec", "status": "Replaced"})
		schedule.save()
		self.assertEqual((str(schedule.signed_on), schedule.refused_by), ("2026-08-24", "ojciec"))
		self.assertEqual(self.statuses(schedule), [(1, "Running")])

	def test_a_cancelled_schedule_is_not_deleted(self):
		schedule = cancelled(self.make())
		frappe.db.delete("Scheduled Action", {"schedule": schedule.name})
		with self.refused(SubmittedDeletionError, schedule.name):
			frappe.delete_doc(DOCTYPE, schedule.name)

	def test_a_social_worker_writes_and_the_assistant_submits(self):
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("social_worker"):
			schedule = self.make()
			with self.refused(frappe.PermissionError):
				schedule.submit()
		with self.acting("assistant"):
			fresh(schedule).submit()
		self.assertEqual(self.statuses(schedule), [(1, "Running")])

	def test_the_assistant_cancels_a_version_on_their_own(self):
		with self.acting("assistant"):
			schedule = self.running()
			version = self.new_version(schedule)
			version.cancel()
		self.assertEqual(self.statuses(schedule, version), [(1, "Running"), (2, "Cancelled")])
