import frappe

from opsfamily.case.document import FutureDateError, ReplacedVersionError, SecondRunningVersionError
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, SubmittedDeletionError
from opsfamily.tests.base import SiteTestCase, label, unchanging
from opsfamily.tests.factories import (
	ASSISTANTS_PHONE,
	amended,
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_family,
	make_plan,
	submitted,
)

DOCTYPE = "Family Work Plan"


class TestFamilyWorkPlan(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def make(self, **values):
		return make_plan(self.family, **values)

	def statuses(self, *plans):
		return [frappe.db.get_value(DOCTYPE, plan.name, ["docstatus", "status"]) for plan in plans]

	# writing

	def test_a_plan_takes_over_what_is_known(self):
		plan = self.make(long_term_goals=[{"goal": "Rodzina radzi sobie sama."}])
		self.assertEqual((plan.representative, plan.address), ("Maria Testowa", "ul. Próbna 1"))
		self.assertEqual((plan.assistant_name, plan.assistant_phone), ("Anna Asystentka", ASSISTANTS_PHONE))
		self.assertEqual(self.statuses(plan), [(0, "Draft")])

	def test_a_plan_without_a_specific_goal_says_so_while_it_is_written(self):
		self.make()
		self.assertIn("celu szczegółowego", self.messages())
		frappe.clear_messages()
		plan = self.make(short_term_goals=[{"goal": "Jaś chodzi do szkoły."}])
		submitted(plan)
		self.assertNotIn("celu szczegółowego", self.messages())

	def test_a_future_plan_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "plan_date")):
			self.make(plan_date=day(1))
		self.assertTrue(self.make(plan_date=day()).name)

	def test_a_plan_without_a_main_goal_is_a_draft(self):
		for goal in (None, "", "  \n "):
			with self.subTest(goal=goal), self.refused(EmptyDocumentError, label(DOCTYPE, "main_goal")):
				submitted(self.make(main_goal=goal))

	def test_submitting_starts_it(self):
		self.assertEqual(self.statuses(submitted(self.make())), [(1, "Running")])

	# versions

	def test_one_plan_runs(self):
		running, second = submitted(self.make()), self.make()
		with self.refused(SecondRunningVersionError, running.name):
			second.submit()

	def test_a_new_version_any_number_of_times(self):
		versions = [submitted(self.make(short_term_goals=[{"goal": "Plan dnia"}]))]
		for number in range(3):
			version = versions[-1].new_version()
			self.assertEqual((version.docstatus, version.status), (0, "Draft"))
			self.assertEqual(version.replaces, versions[-1].name)
			self.assertEqual(version.short_term_goals[0].goal, "Plan dnia")
			version.main_goal = f"Cel {number}"
			versions.append(submitted(version))
		self.assertEqual(self.statuses(*versions), [(1, "Replaced")] * 3 + [(1, "Running")])
		self.assertEqual(fresh(versions[0]).main_goal, "Dzieci są bezpieczne w domu.")

	def test_a_new_version_begins_today_with_todays_people(self):
		plan = submitted(make_plan(self.family, plan_date="2026-01-10", assistant_phone="500 111 222"))
		old = frappe.get_all("Case Assignment", {"family": self.family}, pluck="name", order_by="name")
		frappe.db.delete("Case Assignment", {"name": ["in", old]})
		assign(self.family, "other_assistant", from_date=day(-1))
		frappe.db.set_value("Family", self.family, "address", "ul. Nowa 1")
		version = plan.new_version()
		self.assertEqual(str(version.plan_date), str(day()))
		self.assertEqual((version.assistant, version.address), (email("other_assistant"), "ul. Nowa 1"))
		self.assertNotEqual(version.assistant_phone, "500 111 222")
		self.assertEqual(str(fresh(plan).plan_date), "2026-01-10")

	def test_a_draft_of_a_new_version_changes_nothing_yet(self):
		plan = submitted(self.make())
		plan.new_version()
		self.assertEqual(self.statuses(plan), [(1, "Running")])

	def test_only_the_running_version_gets_a_new_one(self):
		draft = self.make()
		replaced = submitted(self.make())
		running = submitted(replaced.new_version())
		gone = submitted(running.new_version())
		gone.cancel()
		for plan in (draft, fresh(replaced), gone):
			with self.subTest(status=plan.status), self.refused(ReplacedVersionError, plan.name):
				plan.new_version()

	def test_of_two_new_versions_one_is_submitted(self):
		plan = submitted(self.make())
		first, second = plan.new_version(), plan.new_version()
		first.submit()
		with self.refused(ReplacedVersionError, plan.name):
			second.submit()
		self.assertEqual(self.statuses(plan, first), [(1, "Replaced"), (1, "Running")])

	def test_a_forged_replaces_is_refused(self):
		elsewhere = submitted(make_plan(make_family().name))
		draft = self.make()
		with self.refused(FamilyMovedError, label(DOCTYPE, "replaces"), elsewhere.name):
			self.make(replaces=elsewhere.name)
		with self.refused(ReplacedVersionError, draft.name):
			self.make(replaces=draft.name)
		self.assertEqual(self.statuses(elsewhere), [(1, "Running")])

	def test_replaces_is_not_written_afterwards(self):
		running, draft = submitted(self.make()), self.make()
		draft.replaces = running.name
		with self.refused(frappe.CannotChangeConstantError, unchanging(DOCTYPE, "replaces")):
			draft.save()

	def test_cancelling_makes_the_old_version_run_again(self):
		plan = submitted(self.make())
		version = submitted(plan.new_version())
		version.cancel()
		self.assertEqual(self.statuses(plan, version), [(1, "Running"), (2, "Cancelled")])
		self.assertEqual(submitted(fresh(plan).new_version()).status, "Running")

	def test_a_replaced_version_is_not_cancelled_under_its_successor(self):
		plan = submitted(self.make())
		version = submitted(plan.new_version())
		with self.refused(frappe.LinkExistsError, version.name):
			fresh(plan).cancel()

	def test_an_amendment_runs_again(self):
		plan = submitted(self.make())
		version = cancelled(submitted(plan.new_version()))
		mended = submitted(amended(version))
		self.assertEqual(self.statuses(plan, mended), [(1, "Replaced"), (1, "Running")])

	def test_an_amendment_does_not_run_beside_another_plan(self):
		gone = cancelled(submitted(self.make()))
		running = submitted(self.make())
		with self.refused(SecondRunningVersionError, running.name):
			amended(gone).submit()

	def test_the_status_is_never_typed(self):
		draft = self.make(status="Running")
		self.assertEqual(draft.status, "Draft")
		plan = submitted(self.make())
		for status in ("Replaced", "Draft", "Cancelled"):
			plan.reload()
			plan.status = status
			plan.save()
			with self.subTest(status=status):
				self.assertEqual(self.statuses(plan), [(1, "Running")])

	def test_a_typed_status_does_not_hide_a_cancelled_version(self):
		plan = submitted(self.make())
		version = submitted(plan.new_version())
		version.status = "Replaced"
		version.cancel()
		self.assertEqual(self.statuses(plan, version), [(1, "Running"), (2, "Cancelled")])

	def test_two_families_have_a_plan_each(self):
		submitted(self.make())
		self.assertEqual(submitted(make_plan(make_family().name)).status, "Running")

	# what was submitted

	def test_a_running_plan_is_frozen(self):
		plan = submitted(self.make(short_term_goals=[{"goal": "Plan dnia"}]))
		plan.main_goal = "Inny cel"
		with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, "main_goal")):
			plan.save()
		plan = fresh(plan)
		plan.short_term_goals[0].goal = "Inny cel"
		with self.refused(frappe.UpdateAfterSubmitError, label("Plan Goal", "goal")):
			plan.save()

	def test_a_plan_does_not_move_to_another_family(self):
		for plan, refusal in (
			(self.make(), frappe.CannotChangeConstantError),
			(submitted(self.make()), frappe.CannotChangeConstantError),
		):
			plan.family = make_family().name
			with self.subTest(docstatus=plan.docstatus), self.refused(refusal):
				plan.save()

	def test_what_was_submitted_is_never_deleted(self):
		for plan, refusal in (
			(submitted(self.make()), frappe.ValidationError),
			(cancelled(make_plan(make_family().name)), SubmittedDeletionError),
		):
			with self.subTest(docstatus=plan.docstatus), self.acting("head"):
				with self.refused(refusal, plan.name):
					frappe.delete_doc(DOCTYPE, plan.name)

	# who

	def test_a_social_worker_writes_and_the_assistant_submits(self):
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("social_worker"):
			plan = self.make()
			with self.refused(frappe.PermissionError):
				plan.submit()
		with self.acting("assistant"):
			fresh(plan).submit()
		self.assertEqual(self.statuses(plan), [(1, "Running")])

	def test_a_consultant_makes_no_new_version(self):
		assign(self.family, "consultant", "Consultant")
		plan = submitted(self.make())
		with self.acting("consultant"), self.refused(frappe.PermissionError):
			frappe.get_doc(DOCTYPE, plan.name).new_version()
