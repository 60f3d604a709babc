import frappe

from opsfamily.exceptions import PeriodError
from opsfamily.ops_day_centre.doctype.day_centre.day_centre import CentreWorkerRoleError
from opsfamily.permissions.day_centre import get_centres_of, query_day_centre_worker
from opsfamily.permissions.guards import RolesConflictError
from opsfamily.permissions.rule import NOTHING
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_daycentre import make_centre

ROW = "Day Centre Worker"


class TestDayCentre(SiteTestCase):
	def setUp(self):
		super().setUp()
		make_centre("Przystań", email("day_centre"))
		make_centre("Port", email("other_centre"))

	def names(self, key: str) -> set[str]:
		with self.acting(key):
			return {"Przystań", "Port"} & set(frappe.get_list("Day Centre", pluck="name"))

	def test_the_staff_see_their_own_centre_alone(self):
		self.assertEqual(self.names("day_centre"), {"Przystań"})
		self.assertEqual(self.names("assistant"), {"Przystań", "Port"})
		with self.acting("day_centre"):
			self.assertTrue(frappe.get_doc("Day Centre", "Przystań").has_permission("read"))
			self.assertFalse(frappe.get_doc("Day Centre", "Port").has_permission("read"))

	def test_not_before_the_first_day_nor_after_the_last(self):
		centre = frappe.get_doc("Day Centre", "Przystań")
		for from_date, until_date, seen in (
			(day(1), None, set()),
			(day(-5), day(-1), set()),
			(day(-5), day(0), {"Przystań"}),
			(day(0), None, {"Przystań"}),
		):
			with self.subTest(from_date=from_date, until_date=until_date):
				centre.workers[0].update({"from_date": from_date, "until_date": until_date})
				centre.save()
				self.assertEqual(self.names("day_centre"), seen)

	def test_the_staff_do_not_see_who_works_where(self):
		with self.acting("day_centre"):
			rows = frappe.get_list(ROW, parent_doctype="Day Centre", fields=["user"])
			self.assertEqual(rows, [])
			self.assertEqual(query_day_centre_worker(), NOTHING)
			centre = frappe.get_doc("Day Centre", "Przystań")
			centre.apply_fieldlevel_read_permissions()
			self.assertFalse(centre.get("workers"))

	def test_the_last_day_lies_before_the_first(self):
		with self.refused(PeriodError, in_row(1, label(ROW, "until_date"))):
			make_centre("Zatoka", email("day_centre"), until_date=day(-400))

	def test_whoever_works_here_needs_the_role(self):
		with self.refused(CentreWorkerRoleError, in_row(1, label(ROW, "user")), "Wychowawca świetlicy"):
			make_centre("Zatoka", email("assistant"))

	def test_whoever_lost_the_role_is_still_ended_and_sees_nothing(self):
		# Roles are kept in Redis, which no rollback reaches.
		self.addCleanup(frappe.clear_cache, user=email("day_centre"))
		user = frappe.get_doc("User", email("day_centre"))
		user.remove_roles("Day-Centre Staff")
		with self.assertRaises(frappe.PermissionError):
			self.names("day_centre")
		self.assertEqual(get_centres_of(email("day_centre")), frozenset())
		centre = frappe.get_doc("Day Centre", "Przystań")
		centre.workers[0].until_date = day(-1)
		centre.save()

	def test_who_knows_the_families_is_not_of_the_staff(self):
		self.addCleanup(frappe.clear_cache, user=email("day_centre"))
		for role in ("Family Assistant", "Social Worker", "Family Consultant"):
			with self.subTest(role=role), self.refused(RolesConflictError, "Wychowawca świetlicy"):
				frappe.get_doc("User", email("day_centre")).add_roles(role)
