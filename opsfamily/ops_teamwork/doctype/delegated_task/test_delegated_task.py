import frappe
from frappe.desk.form.save import savedocs
from frappe.utils import getdate

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import OutcomeError, PeriodError
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import (
	DelegatedTaskFixedError,
	NotDelegatorError,
	NotOnCaseError,
	RecipientError,
)
from opsfamily.permissions.rule import forget_families
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_analysis import make_task

DOCTYPE = "Delegated Task"
MANAGER, RECIPIENT, OTHER = "working_consultant", "assistant", "social_worker"
CHANGES = {
	"task": "inne",
	"given_to": email(OTHER),
	"outside": "ktoś",
	"due_date": "2027-06-01",
	"delegated_on": "2026-11-03",
}


class TestDelegatedTask(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family, RECIPIENT)
		assign(self.family, OTHER, "Social Worker")
		self.manager = assign(self.family, MANAGER, "Case Manager")

	def give(self, **values):
		return make_task(self.family, **{"given_to": email(RECIPIENT), **values})

	def save(self, given, /, **values):
		task = fresh(given)
		task.update(values)
		task.save()
		return fresh(task)

	# who delegates

	def test_manager_coordinator_and_head_delegate(self):
		for key in (MANAGER, "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				task = self.give()
				self.assertEqual(task.delegated_by, email(key))
				self.assertTrue(task.delegated_by_name and task.given_to_name == "Anna Asystentka")

	def test_nobody_else_on_the_case_delegates(self):
		for key in (RECIPIENT, OTHER):
			with self.subTest(key=key), self.acting(key), self.refused(NotDelegatorError):
				self.give()

	def test_a_stranger_does_not_even_try(self):
		for key in ("stranger", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				self.give()

	def test_not_who_was_the_manager(self):
		assign(self.family, MANAGER, "Psychologist")
		self.manager.update({"until_date": day(-1)}).save()
		with self.acting(MANAGER), self.refused(NotDelegatorError):
			self.give()

	def test_nobody_types_who_delegated(self):
		task = self.give(delegated_by=email("head"))
		self.assertEqual(task.delegated_by, "Administrator")
		with self.acting(MANAGER):
			self.assertEqual(self.save(task, delegated_by=email("head")).delegated_by, "Administrator")

	# to whom

	def test_to_one_recipient(self):
		words = (label(DOCTYPE, "given_to"), label(DOCTYPE, "outside"))
		for values in ({"given_to": None, "outside": " "}, {"outside": "poradnia"}):
			with self.subTest(values=values), self.refused(RecipientError, *words):
				self.give(**values)

	def test_to_somebody_from_outside(self):
		self.assertEqual(self.give(given_to=None, outside=" poradnia ").outside, "poradnia")

	def test_to_a_user_who_sees_the_family(self):
		with self.refused(NotOnCaseError, label(DOCTYPE, "given_to"), "Obca Osoba"):
			self.give(given_to=email("stranger"))
		self.assertTrue(self.give(given_to=email("coordinator")).name)

	def test_who_has_left_keeps_the_task(self):
		task = self.give(given_to=email(OTHER))
		frappe.db.set_value(
			"Case Assignment", {"user": email(OTHER), "family": self.family}, "until_date", day(-1)
		)
		forget_families()
		with self.acting(MANAGER):
			self.assertEqual(self.save(task, outcome="Not Done").outcome, "Not Done")

	# until when

	def test_due_before_it_was_given(self):
		with self.refused(PeriodError, label(DOCTYPE, "due_date"), label(DOCTYPE, "delegated_on")):
			self.give(delegated_on=day(-1), due_date=day(-2))
		self.assertTrue(self.give(delegated_on=day(-1), due_date=day(-1)).name)

	def test_given_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "delegated_on")):
			self.give(delegated_on=day(1), due_date=day(2))

	def test_required_fields(self):
		for fieldname in ("task", "due_date"):
			with (
				self.subTest(fieldname=fieldname),
				self.refused(frappe.MandatoryError, label("Delegated Task", fieldname)),
			):
				self.give(**{fieldname: None})

	# how it goes

	def test_the_recipient_writes_the_outcome(self):
		task = self.give()
		with self.acting(RECIPIENT):
			for outcome in ("Partly Done", "Not Done", "Pending", "Done"):
				task = self.save(task, outcome=outcome, result=f"wynik: {outcome}")
				self.assertEqual((task.outcome, task.result), (outcome, f"wynik: {outcome}"))
		self.assertEqual(task.done_on, day())

	def test_the_recipient_writes_nothing_else(self):
		task = self.give()
		for fieldname, value in CHANGES.items():
			with self.subTest(fieldname=fieldname), self.acting(RECIPIENT):
				with self.refused(DelegatedTaskFixedError, label(DOCTYPE, fieldname)):
					self.save(task, **{fieldname: value})

	def test_the_recipient_does_not_withdraw_it(self):
		task = self.give()
		with self.acting(RECIPIENT), self.refused(DelegatedTaskFixedError, label(DOCTYPE, "outcome")):
			self.save(task, outcome="Withdrawn")
		with self.acting(MANAGER):
			self.assertEqual(self.save(task, outcome="Withdrawn").outcome, "Withdrawn")
		with self.acting(RECIPIENT), self.refused(DelegatedTaskFixedError):
			self.save(task, outcome="Done")

	def test_the_recipients_own_form_saves(self):
		# The form sends every field, dates as text.
		sent = {**frappe.parse_json(fresh(self.give()).as_json()), "outcome": "Done", "done_on": str(day())}
		with self.acting(RECIPIENT):
			savedocs(frappe.as_json(sent), "Save")
		self.assertEqual(frappe.db.get_value(DOCTYPE, sent["name"], "outcome"), "Done")

	def test_others_on_the_case_only_read(self):
		task = self.give()
		with self.acting(OTHER):
			self.assertEqual(frappe.get_list(DOCTYPE, {"name": task.name}, pluck="name"), [task.name])
			with self.refused(NotDelegatorError):
				self.save(task, outcome="Done")

	def test_the_manager_changes_what_was_given(self):
		task = self.give()
		with self.acting(MANAGER):
			task = self.save(task, due_date=day(40), given_to=email(OTHER))
		self.assertEqual((getdate(task.due_date), task.given_to_name), (day(40), "Marek Socjalny"))

	def test_a_task_without_an_outcome_has_no_day(self):
		task = self.save(self.give(), outcome="Done")
		for outcome in ("Pending", "Withdrawn"):
			self.assertIsNone(self.save(task, outcome=outcome, done_on=day()).done_on)

	def test_done_tomorrow_or_before_it_was_given(self):
		task = self.give(delegated_on=day(-5))
		with self.refused(FutureDateError, label(DOCTYPE, "done_on")):
			self.save(task, outcome="Done", done_on=day(1))
		with self.refused(OutcomeError, label(DOCTYPE, "done_on"), label(DOCTYPE, "delegated_on")):
			self.save(task, outcome="Done", done_on=day(-6))

	def test_the_tasks_stay_when_the_manager_goes(self):
		task = self.give()
		self.manager.update({"until_date": day(-1)}).save()
		with self.acting(RECIPIENT):
			self.assertEqual(self.save(task, outcome="Done").outcome, "Done")
		with self.acting("coordinator"):
			self.assertEqual(self.save(task, outcome="Pending").outcome, "Pending")
