import frappe
from frappe import _

from opsfamily.exceptions import FamilyMovedError, PartRoleError, PeriodError
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import (
	AssistantIsSocialWorkerError,
	SecondAssistantError,
	SecondManagerError,
)
from opsfamily.permissions.rule import get_families_of
from opsfamily.tests.base import SiteTestCase, label, unchanging
from opsfamily.tests.factories import assign, day, email, make_family, make_person, make_request

ASSISTANT, SOCIAL_WORKER = "Family Assistant", "Social Worker"


class TestCaseAssignment(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name

	def test_every_part_can_be_given(self):
		parts = frappe.get_meta("Case Assignment").get_options("part").split("\n")
		role = {ASSISTANT: "assistant", SOCIAL_WORKER: "social_worker"}
		for part in parts:
			with self.subTest(part=part):
				assignment = assign(self.family, role.get(part, "consultant"), part)
				self.assertEqual(assignment.representative, "Maria Testowa")
				self.assertTrue(assignment.full_name)

	def test_until_before_from_is_refused(self):
		names = label("Case Assignment", "until_date"), label("Case Assignment", "from_date")
		with self.refused(PeriodError, *names):
			assign(self.family, from_date="2026-08-10", until_date="2026-08-09")

	def test_one_day_is_a_period(self):
		assignment = assign(self.family, from_date="2026-08-10", until_date="2026-08-10")
		self.assertEqual(assignment.from_date, assignment.until_date)

	def test_the_part_needs_its_role(self):
		for key, part, role in (
			("social_worker", ASSISTANT, ASSISTANT),
			("coordinator", ASSISTANT, ASSISTANT),
			("assistant", SOCIAL_WORKER, SOCIAL_WORKER),
			("nobody", "Psychologist", "Family Consultant"),
			("administrator", "Consultant", "Family Consultant"),
		):
			with self.subTest(key=key, part=part), self.refused(PartRoleError, _(role)):
				assign(self.family, key, part)

	def test_a_second_running_assistant_is_refused(self):
		assign(self.family, "assistant")
		with self.refused(SecondAssistantError, "Anna Asystentka"):
			assign(self.family, "other_assistant")

	def test_the_same_assistant_twice_is_refused(self):
		assign(self.family, "assistant")
		with self.refused(SecondAssistantError, "Anna Asystentka"):
			assign(self.family, "assistant")

	def test_a_second_assistant_in_a_time_that_meets(self):
		assign(self.family, "assistant", from_date="2026-03-01", until_date="2026-06-30")
		for start, until, meets in (
			("2026-06-30", None, True),
			("2026-07-01", None, False),
			("2026-01-01", "2026-02-28", False),
			("2026-01-01", "2026-03-01", True),
			("2026-01-01", None, True),
		):
			with self.subTest(start=start, until=until):
				self.check_second_assistant(start, until, meets)

	def check_second_assistant(self, start, until, meets):
		frappe.db.savepoint("second")
		if meets:
			with self.refused(SecondAssistantError, "Anna Asystentka"):
				assign(self.family, "other_assistant", from_date=start, until_date=until)
		else:
			self.assertTrue(assign(self.family, "other_assistant", from_date=start, until_date=until).name)
		frappe.db.rollback(save_point="second")

	def test_a_handover_on_the_next_day(self):
		first = assign(self.family, "assistant")
		first.until_date = day(-1)
		first.save()
		assign(self.family, "other_assistant", from_date=day(0))
		self.assertEqual(frappe.get_doc("Family", self.family).current_assistant, "Beata Bystra")

	def test_an_ended_assignment_cannot_be_reopened_over_its_successor(self):
		first = assign(self.family, "assistant", until_date=day(-1))
		assign(self.family, "other_assistant", from_date=day(0))
		first.until_date = None
		with self.refused(SecondAssistantError, "Beata Bystra"):
			first.save()

	def test_two_families_may_have_one_assistant(self):
		assign(self.family, "assistant")
		self.assertTrue(assign(make_family().name, "assistant").name)

	def test_other_parts_may_be_many(self):
		assign(self.family, "consultant", "Psychologist")
		self.assertTrue(assign(self.family, "stranger", "Psychologist").name)

	def test_one_case_manager_at_a_time(self):
		first = assign(self.family, "consultant", "Case Manager", until_date=day(5))
		for start in (-1, 5):
			with self.subTest(start=start), self.refused(SecondManagerError, "Karol Konsultant"):
				assign(self.family, "coordinator", "Case Manager", from_date=day(start))
		self.assertTrue(assign(self.family, "coordinator", "Case Manager", from_date=day(6)).name)
		with self.refused(SecondManagerError):
			first.update({"until_date": None}).save()

	def test_any_specialist_may_manage_a_case_beside_another_part(self):
		assign(self.family)
		self.assertTrue(assign(self.family, "assistant", "Case Manager").name)

	def person_who_changes_roles(self):
		return make_person("changing", "Dorota Zmienna", (SOCIAL_WORKER,))

	def change_role(self, person, old: str, new: str):
		# Nobody has both at once (art. 17(3)); an assignment of the old role may still run.
		person.set("roles", [row for row in person.roles if row.role != old])
		person.add_roles(new)

	def test_the_assistant_is_not_the_social_worker(self):
		person = self.person_who_changes_roles()
		for first, second in ((SOCIAL_WORKER, ASSISTANT), (ASSISTANT, SOCIAL_WORKER)):
			with self.subTest(second=second):
				family = make_family().name
				assign(family, "changing", first)
				self.change_role(person, first, second)
				with self.refused(AssistantIsSocialWorkerError, "Dorota Zmienna"):
					assign(family, "changing", second)

	def test_the_social_worker_may_become_the_assistant_later(self):
		person = self.person_who_changes_roles()
		assign(self.family, "changing", SOCIAL_WORKER, until_date=day(-1))
		self.change_role(person, SOCIAL_WORKER, ASSISTANT)
		self.assertTrue(assign(self.family, "changing", from_date=day(0)).name)

	def test_only_coordinator_and_head_write_assignments(self):
		for key in ("assistant", "social_worker", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				assign(self.family)
		for key in ("coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertTrue(assign(make_family().name).name)

	def test_nobody_deletes_an_assignment(self):
		assignment = assign(self.family)
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				frappe.delete_doc("Case Assignment", assignment.name)

	def test_the_assistant_cannot_prolong_their_own(self):
		assignment = assign(self.family, until_date=day(0))
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			assignment.until_date = None
			assignment.save()

	def test_an_assignment_does_not_move_to_another_family(self):
		assignment = assign(self.family)
		assignment.family = make_family().name
		with self.refused(frappe.CannotChangeConstantError, unchanging("Case Assignment", "family")):
			assignment.save()

	def test_access_follows_the_assignment_at_once(self):
		self.assertNotIn(self.family, get_families_of(email("assistant")))
		assignment = assign(self.family)
		self.assertIn(self.family, get_families_of(email("assistant")))
		assignment.until_date = day(-1)
		assignment.save()
		self.assertNotIn(self.family, get_families_of(email("assistant")))

	def test_required_fields(self):
		for fieldname in ("user", "from_date"):
			with (
				self.subTest(fieldname=fieldname),
				self.refused(frappe.MandatoryError, label("Case Assignment", fieldname)),
			):
				assign(self.family, "assistant", "Psychologist", **{fieldname: ""})

	def test_an_assistant_not_a_social_worker_brings_a_family_under_support(self):
		family = make_family(assistant_since=None)
		assign(family.name, "social_worker", "Social Worker")
		self.assertEqual(frappe.db.get_value("Family", family.name, "status"), "Notified")
		assign(family.name)
		self.assertEqual(frappe.db.get_value("Family", family.name, "status"), "Under Support")

	def test_another_familys_request_is_no_request_of_this_assignment(self):
		request = make_request(make_family().name)
		with self.refused(FamilyMovedError, request.name):
			assign(make_family().name, assistant_request=request.name)
