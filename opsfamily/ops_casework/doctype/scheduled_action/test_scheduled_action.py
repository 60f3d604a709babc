import frappe
from frappe.desk.form.save import savedocs

from opsfamily.case.document import FutureDateError
from opsfamily.ops_casework.doctype.scheduled_action.scheduled_action import AgreedActionChangedError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, fresh, make_family, make_running_schedule

DOCTYPE = "Scheduled Action"
OTHER_VALUES = {
	"party": "Social Worker",
	"party_name": "szkoła",
	"action": "Inne działanie",
	"due_date": "2027-01-01",
	"start_date": "2026-01-01",
	"expected_effect": "inny",
	"responsible": "ktoś inny",
	"action_key": "0000000000",
}


class TestScheduledAction(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.schedule = make_running_schedule(self.family)
		self.action = frappe.get_last_doc(DOCTYPE, {"schedule": self.schedule.name, "party": "Family"})

	def save(self, **values):
		action = fresh(self.action)
		action.update(values)
		action.save()
		return fresh(action)

	# outcomes

	def test_every_outcome_of_a_worker(self):
		for outcome in ("Done", "Partly Done", "Not Done", "Pending"):
			with self.subTest(outcome=outcome), self.acting("assistant"):
				action = self.save(outcome=outcome, remark="uwaga")
				self.assertEqual((action.outcome, action.remark), (outcome, "uwaga"))

	def test_done_gets_its_day(self):
		self.assertEqual(self.save(outcome="Done").done_on, day())

	def test_a_day_that_was_written_stays(self):
		self.assertEqual(str(self.save(outcome="Done", done_on="2026-09-10").done_on), "2026-09-10")

	def test_a_pending_action_has_no_day(self):
		done = self.save(outcome="Done", done_on="2026-09-10")
		self.assertEqual(str(done.outcome_on), "2026-09-10")
		self.assertIsNone(self.save(outcome="Pending").outcome_on)
		self.assertEqual(self.save(outcome="Not Done", outcome_on="2026-09-01").outcome_on, day())
		self.save(outcome="Done", done_on="2026-09-10")
		self.assertIsNone(self.save(outcome="Pending").done_on)

	def test_done_in_the_future_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "done_on")):
			self.save(outcome="Done", done_on=day(1))

	def test_only_the_listed_outcomes(self):
		with self.refused(frappe.ValidationError, label(DOCTYPE, "outcome")):
			self.save(outcome="Nonsense")

	# what was agreed

	def test_what_was_agreed_is_not_changed(self):
		for fieldname, value in OTHER_VALUES.items():
			with self.subTest(fieldname=fieldname):
				with self.refused(AgreedActionChangedError, label(DOCTYPE, fieldname)):
					self.save(**{fieldname: value})

	def test_it_does_not_move_to_another_schedule_or_family(self):
		other = make_running_schedule(make_family().name)
		with self.refused(AgreedActionChangedError, label(DOCTYPE, "schedule")):
			self.save(schedule=other.name)
		with self.refused(frappe.CannotChangeConstantError):
			self.save(family=other.family)

	def test_the_forms_own_save_changes_only_the_outcome(self):
		# The form sends every field, dates as text.
		sent = {**frappe.parse_json(fresh(self.action).as_json()), "outcome": "Done", "done_on": "2026-09-10"}
		with self.acting("assistant"):
			savedocs(frappe.as_json(sent), "Save")
		action = fresh(self.action)
		self.assertEqual((action.outcome, str(action.done_on)), ("Done", "2026-09-10"))

	def test_the_forms_own_save_does_not_change_what_was_agreed(self):
		sent = {**frappe.parse_json(fresh(self.action).as_json()), "due_date": "2027-01-01"}
		with self.acting("assistant"):
			with self.refused(AgreedActionChangedError, label(DOCTYPE, "due_date")):
				savedocs(frappe.as_json(sent), "Save")

	def test_nobody_withdraws_by_hand(self):
		with self.refused(AgreedActionChangedError):
			self.save(outcome="Withdrawn")

	def test_a_withdrawn_action_is_history(self):
		self.schedule.cancel()
		self.assertEqual(fresh(self.action).outcome, "Withdrawn")
		for outcome in ("Pending", "Done"):
			with self.subTest(outcome=outcome), self.refused(AgreedActionChangedError):
				self.save(outcome=outcome)

	def test_nobody_makes_one_by_hand(self):
		values = {"doctype": DOCTYPE, "family": self.family, "schedule": self.schedule.name, "action": "X"}
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				frappe.get_doc(values).insert()

	def test_nobody_deletes_one(self):
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				frappe.delete_doc(DOCTYPE, self.action.name)
		with self.refused(AgreedActionChangedError):
			frappe.delete_doc(DOCTYPE, self.action.name)

	def test_a_consultant_only_reads(self):
		assign(self.family, "consultant", "Consultant")
		with self.acting("consultant"):
			self.assertEqual(
				frappe.get_list(DOCTYPE, {"name": self.action.name}, pluck="name"), [self.action.name]
			)
			with self.refused(frappe.PermissionError):
				self.save(outcome="Done")
