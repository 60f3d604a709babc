import frappe
from frappe.utils import getdate

from opsfamily import notify
from opsfamily.core.requests import ASSIGNED, REFUSED, SENT
from opsfamily.exceptions import PartRoleError, PeriodError
from opsfamily.ops_casework.doctype.head_deputy.head_deputy import DeputyshipError, OwnDeputyshipError
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import NotDeciderError
from opsfamily.ops_intake.doctype.case_closing.case_closing import NotHeadError
from opsfamily.permissions.rule import can_see_section, is_deputy, is_head
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_closed_case,
	make_family,
	make_request,
	moved,
)

DOCTYPE = "Head Deputy"


class DeputyTestCase(SiteTestCase):
	def tearDown(self):
		super().tearDown()
		# The framework commits when it logs a printed paper, and keeps roles in the cache.
		frappe.db.delete(DOCTYPE)
		frappe.db.delete("Has Role", {"parent": email("coordinator"), "role": "Head of Centre"})
		frappe.db.commit()
		frappe.clear_cache(user=email("coordinator"))

	def appoint(self, key="coordinator", **values):
		"""The head's leave of this week, in which this person stands in."""
		defaults = {"user": email(key), "from_date": day(-1), "until_date": day(5), "reason": "urlop"}
		with self.acting("head"):
			return frappe.get_doc({"doctype": DOCTYPE, **defaults, **values}).insert()

	def move_to(self, deputy, start: int, end: int):
		"""As if the deputyship had been written for other days."""
		deputy.db_set({"from_date": day(start), "until_date": day(end)})


class TestAppointing(DeputyTestCase):
	def test_only_the_head_appoints(self):
		for key in ("coordinator", "assistant", "administrator"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				values = {"user": email("working_coordinator"), "from_date": day(), "until_date": day(1)}
				frappe.get_doc({"doctype": DOCTYPE, **values}).insert()

	def test_nobody_appoints_themselves(self):
		with self.refused(OwnDeputyshipError, label(DOCTYPE, "user")):
			self.appoint("head")

	def test_only_users_who_see_the_section_are_appointed(self):
		with self.refused(PartRoleError, label(DOCTYPE, "user"), "Anna Asystentka"):
			self.appoint("assistant")
		self.assertFalse(can_see_section(email("assistant")))

	def test_it_does_not_end_before_it_begins(self):
		with self.refused(PeriodError, label(DOCTYPE, "until_date")):
			self.appoint(until_date=day(-2))

	def test_days_that_have_passed_stay(self):
		deputy = self.appoint()
		with self.acting("head"):
			with self.refused(DeputyshipError, label(DOCTYPE, "from_date")):
				fresh(deputy).update({"from_date": day(-3)}).save()
			with self.refused(DeputyshipError, label(DOCTYPE, "until_date")):
				fresh(deputy).update({"until_date": day(-1)}).save()
			fresh(deputy).update({"until_date": day()}).save()

	def test_one_that_is_over_is_not_made_longer(self):
		deputy = self.appoint()
		self.move_to(deputy, -9, -5)
		with self.acting("head"), self.refused(DeputyshipError, label(DOCTYPE, "until_date")):
			fresh(deputy).update({"until_date": day(3)}).save()

	def test_it_is_never_deleted(self):
		deputy = self.appoint()
		with self.refused(DeputyshipError):
			fresh(deputy).delete(ignore_permissions=True)


class TestWhoIsHead(DeputyTestCase):
	def test_a_deputy_is_head_on_the_days_alone(self):
		deputy, user = self.appoint(), email("coordinator")
		for offset, expected in ((-2, False), (-1, True), (0, True), (5, True), (6, False)):
			self.assertEqual(is_head(user, getdate(day(offset))), expected, offset)
			self.assertEqual(is_deputy(user, getdate(day(offset))), expected, offset)
		self.move_to(deputy, -9, -5)
		self.assertFalse(is_head(user))
		self.assertIn("Head of Centre", frappe.get_roles(user))

	def test_the_head_is_head_on_every_day_and_no_deputy(self):
		self.appoint()
		self.assertTrue(is_head(email("head"), getdate("2020-01-01")))
		self.assertFalse(is_deputy(email("head")))

	def test_notices_for_the_head_reach_the_deputy_too(self):
		deputy = self.appoint()
		self.assertIn(email("coordinator"), notify.get_heads())
		self.move_to(deputy, -9, -5)
		self.assertNotIn(email("coordinator"), notify.get_heads())
		self.assertIn(email("head"), notify.get_heads())


class TestDeciding(DeputyTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		with self.acting("working_coordinator"):
			self.request = moved(make_request(self.family), SENT)

	def assign(self):
		with self.acting("coordinator"):
			reason = {"workload_reason": "rodzina testowa"}
			return fresh(moved(self.request, ASSIGNED, assistant=email("assistant"), **reason))

	def test_the_deputy_decides_and_the_paper_says_so(self):
		self.appoint()
		request = self.assign()
		self.assertEqual((request.decided_by, request.decided_as_deputy), (email("coordinator"), 1))
		for paper in ("Pismo o przydzieleniu dla rodziny", "Wniosek o przydzielenie asystenta"):
			self.assertIn(", w zastępstwie)", frappe.get_print(request.doctype, request.name, paper))

	def test_the_heads_own_decision_is_nobodys_place(self):
		self.appoint()
		with self.acting("head"):
			request = fresh(moved(self.request, REFUSED, refusal_reason="brak podstaw"))
		self.assertEqual(request.decided_as_deputy, 0)
		paper = frappe.get_print(request.doctype, request.name, "Odmowa przydzielenia asystenta")
		self.assertNotIn("w zastępstwie", paper)

	def test_after_the_last_day_the_deputy_decides_nothing(self):
		self.move_to(self.appoint(), -9, -1)
		with self.refused(NotDeciderError):
			self.assign()

	def test_a_client_does_not_say_who_stands_in(self):
		with self.acting("head"):
			values = {"refusal_reason": "brak podstaw", "decided_as_deputy": 1}
			self.assertEqual(fresh(moved(self.request, REFUSED, **values)).decided_as_deputy, 0)

	def test_reopening(self):
		closing = make_closed_case(make_family().name)
		deputy = self.appoint()
		self.move_to(deputy, -9, -1)
		with self.acting("coordinator"), self.refused(NotHeadError):
			fresh(closing).reopen("kryzys")
		self.move_to(deputy, -1, 1)
		with self.acting("coordinator"):
			fresh(closing).reopen("kryzys")
		self.assertEqual(fresh(closing).reopened_as_deputy, 1)
		self.assertIn(
			"w zastępstwie", frappe.get_print(closing.doctype, closing.name, "Koniec pracy asystenta")
		)

	def test_late_entries(self):
		closing = make_closed_case(make_family().name)
		self.appoint()
		for key, expected in (("coordinator", 1), ("head", 0)):
			with self.acting(key):
				fresh(closing).open_late_entries(day(3), "wpisy z urlopu")
			self.assertEqual(fresh(closing).late_opened_as_deputy, expected, key)

	def test_assigning_above_the_limit(self):
		settings = frappe.get_single("OPS Settings")
		settings.set("workload_ceilings", [{"from_date": "2015-01-01", "families": 1}])
		settings.save()
		self.appoint()
		values = {"from_date": day(), "workload_reason": "pilna sprawa"}
		assign(make_family().name, "newcomer", **values)
		for key, expected in (("coordinator", 1), ("head", 0)):
			with self.acting(key):
				forged = {"workload_as_deputy": 1 - expected}
				assignment = assign(make_family().name, "newcomer", **values, **forged)
				self.assertEqual(fresh(assignment).workload_as_deputy, expected, key)
				fresh(assignment).update({"reason": "x", **forged}).save()
				self.assertEqual(fresh(assignment).workload_as_deputy, expected, key)
