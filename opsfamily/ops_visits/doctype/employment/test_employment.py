import frappe
from frappe.utils import getdate

from opsfamily.case.document import PeriodError
from opsfamily.case.employment import get_employments, get_norm_minutes, get_norms
from opsfamily.case.worker_period import SecondAtOnceError
from opsfamily.exceptions import EmptyDocumentError, PartRoleError
from opsfamily.ops_visits.doctype.employment.employment import FteError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_employment import make_absence, make_employment

DOCTYPE = "Employment"
MARCH = (getdate("2031-03-01"), getdate("2031-03-31"))


class TestEmployment(SiteTestCase):
	def employ(self, key: str = "assistant", **values):
		return make_employment(key, **{"from_date": "2031-01-01", **values})

	def test_the_head_employs(self):
		with self.acting("head"):
			post = self.employ(fte=0.5, contract_number="UZ/7/2031")
		self.assertEqual((post.full_name, post.fte, post.until_date), ("Anna Asystentka", 0.5, None))

	def test_nobody_else_does(self):
		for key in ("coordinator", "assistant", "social_worker", "administrator"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				self.employ()

	def test_who_sees_it(self):
		post = self.employ()
		seen = {}
		for key in ("assistant", "other_assistant", "coordinator", "head", "administrator"):
			with self.acting(key):
				seen[key] = fresh(post).has_permission("read")
		expected = {"assistant": True, "other_assistant": False, "coordinator": False, "head": True}
		self.assertEqual(seen, {**expected, "administrator": False})

	def test_a_worker_lists_their_own(self):
		mine, _other = self.employ(), self.employ("other_assistant")
		with self.acting("assistant"):
			users = frappe.get_list(DOCTYPE, {"from_date": "2031-01-01"}, pluck="name", order_by="name")
		self.assertEqual(users, [mine.name])

	def test_no_part_of_a_post(self):
		for fte in (0, -0.5, 1.5, 1.0001):
			with self.refused(FteError, label(DOCTYPE, "fte")):
				self.employ(fte=fte)

	def test_an_end_before_the_beginning(self):
		with self.refused(PeriodError, label(DOCTYPE, "until_date"), label(DOCTYPE, "from_date")):
			self.employ(until_date="2030-12-31")

	def test_without_a_first_day(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "from_date")):
			self.employ(from_date=None)

	def test_two_at_once(self):
		first = self.employ(until_date="2031-06-30")
		for days in ({"from_date": "2031-06-30"}, {"from_date": "2030-05-01", "until_date": "2031-01-01"}):
			with self.refused(SecondAtOnceError, label(DOCTYPE, "from_date"), "Anna Asystentka", first.name):
				self.employ(**days)
		self.employ(from_date="2031-07-01")
		self.employ("other_assistant")

	def test_a_longer_end_that_meets_the_next(self):
		first, _next = self.employ(until_date="2031-06-30"), self.employ(from_date="2031-07-01")
		with self.refused(SecondAtOnceError):
			fresh(first).update({"until_date": None}).save()
		fresh(first).update({"fte": 0.25}).save()

	def test_somebody_who_is_no_assistant(self):
		with self.refused(PartRoleError, label(DOCTYPE, "user")):
			self.employ("social_worker")

	def test_the_worker_stays(self):
		with self.assertRaises(frappe.CannotChangeConstantError):
			fresh(self.employ()).update({"user": email("other_assistant")}).save()

	def test_families_that_stay_assigned_are_named(self):
		family = make_family().name
		assign(family)
		post = self.employ(from_date=day(-30))
		self.assertNotIn(family, self.messages())
		fresh(post).update({"until_date": day(5)}).save()
		self.assertIn(family, self.messages())

	def test_nobody_is_named_where_the_next_contract_follows(self):
		family = make_family().name
		assign(family)
		first = self.employ(until_date="2031-06-30")
		self.employ(from_date="2031-07-01")
		frappe.clear_messages()
		fresh(first).update({"fte": 0.5}).save()
		self.assertNotIn(family, self.messages())


class TestTheNorm(SiteTestCase):
	def setUp(self):
		super().setUp()
		make_employment(fte=0.5, from_date="2031-01-01", until_date="2031-03-31")
		make_employment("other_assistant", from_date="2031-02-01")

	def test_the_norm_of_everybody(self):
		norms = get_norms(*MARCH)
		self.assertEqual((norms[email("assistant")], norms[email("other_assistant")]), (3600, 7200))
		self.assertEqual(get_norm_minutes(email("assistant"), *MARCH), 3600)

	def test_whoever_is_not_employed_has_none(self):
		self.assertIsNone(get_norm_minutes(email("client"), *MARCH))
		self.assertIsNone(get_norm_minutes(email("assistant"), "2031-04-01", "2031-04-30"))

	def test_absences_lower_it(self):
		# Of 21 working days in March 2031 these are five.
		make_absence(from_date="2031-03-08", until_date="2031-03-16")
		self.assertEqual(get_norm_minutes(email("assistant"), *MARCH), round(3600 * 16 / 21))

	def test_the_office_sets_the_hours(self):
		frappe.db.set_single_value("OPS Settings", "monthly_norm_hours", 100)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		self.assertEqual(get_norm_minutes(email("assistant"), *MARCH), 3000)

	def test_who_is_employed_in_a_period(self):
		rows = get_employments(*MARCH, user=email("assistant"))
		self.assertEqual([(row.fte, row.full_name) for row in rows], [(0.5, "Anna Asystentka")])
		self.assertEqual(get_employments("2031-04-01", "2031-04-30", email("assistant")), [])
