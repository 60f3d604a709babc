import frappe

from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.case.values import WrongValueError
from opsfamily.exceptions import BlankTimeError, PeriodError, TimeOrderError
from opsfamily.ops_day_centre.doctype.day_centre.day_centre import (
	CentreWorkerRoleError,
	ChildrenGroupError,
	SecondHeadError,
)
from opsfamily.ops_day_centre.doctype.day_centre.timetable import describe_day, get_head
from opsfamily.permissions.day_centre import get_centres_of
from opsfamily.permissions.guards import RolesConflictError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import day, email, fresh, make_family
from opsfamily.tests.make_daycentre import make_centre, make_enrolment

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
		for key, seen in (
			("day_centre", set()),
			("assistant", set()),
			("coordinator", {"user", "from_date"}),
		):
			with self.subTest(key), self.acting(key):
				self.assertEqual(self.columns_listed(["user", "from_date"]), seen)
				by_centre = frappe.get_list("Day Centre", fields=["name", "workers.user"], order_by="name")
				self.assertEqual(email("day_centre") in str(by_centre), bool(seen))
				centre = frappe.get_doc("Day Centre", "Przystań")
				centre.apply_fieldlevel_read_permissions()
				self.assertEqual(bool(centre.get("workers")), bool(seen))

	def columns_listed(self, fields: list[str]) -> set[str]:
		"""The columns that a list of the staff's rows shows; v16 lists the rows themselves as it lists their centre."""
		try:
			rows = frappe.get_list(ROW, parent_doctype="Day Centre", fields=fields, order_by="name")
		except frappe.PermissionError:
			return set()
		return {column for row in rows for column in row} - {"name"}

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


LESSON, BREAK, GROUP = "Day Centre Lesson", "Day Centre Break", "Day Centre Group"
HOMEWORK = "odrabianie lekcji i pomoc w nauce"


class TestTimetable(SiteTestCase):
	"""Places, timetable, groups, rules and head of a centre."""

	def setUp(self):
		super().setUp()
		self.centre = frappe.get_doc("Day Centre", make_centre("Przystań", email("day_centre")))

	def lesson(self, **values):
		row = {"season": "Term Time", "weekday": "Monday", "activity": HOMEWORK, **values}
		self.centre.append("timetable", row)
		return self.centre.save()

	def refused_in_lesson(self, error: type[Exception], fieldname: str, **values):
		self.centre.reload()
		with self.subTest(**values), self.refused(error, in_row(1, label(LESSON, fieldname))):
			self.lesson(**values)

	def test_hours_of_a_row(self):
		self.refused_in_lesson(BlankTimeError, "to_time", from_time="13:00:00")
		self.refused_in_lesson(BlankTimeError, "from_time", to_time="13:00:00")
		self.refused_in_lesson(BlankTimeError, "from_time", from_time="dwa", to_time="13:00:00")
		self.refused_in_lesson(TimeOrderError, "to_time", from_time="13:00:00", to_time="13:00:00")
		self.centre.reload()
		self.assertIsNone(fresh(self.lesson()).timetable[0].from_time)

	def test_what_does_not_fit_its_field(self):
		self.refused_in_lesson(WrongValueError, "children_group", children_group=["x"])
		self.centre.reload()
		with self.refused(WrongValueError, label("Day Centre", "places")):
			self.centre.update({"places": "dużo"}).save()

	def test_an_activity_that_is_no_longer_offered(self):
		frappe.get_doc("Day Centre Activity", HOMEWORK).update({"disabled": 1}).save()
		self.refused_in_lesson(DisabledEntryError, "activity")

	def test_a_group_that_the_centre_does_not_have(self):
		self.refused_in_lesson(ChildrenGroupError, "children_group", children_group="Starsi")

	def test_two_groups_of_one_name(self):
		self.centre.append("children_groups", {"group_name": "Starsi"})
		self.centre.append("children_groups", {"group_name": " starsi "})
		with self.refused(ChildrenGroupError, in_row(2, label(GROUP, "group_name"))):
			self.centre.save()

	def test_a_new_name_of_a_group_is_carried_to_timetable_and_children(self):
		for name in ("Starsi", "Młodsi"):
			self.centre.append("children_groups", {"group_name": name})
		self.lesson(children_group="Starsi")
		family = make_family().name
		older, younger = (
			make_enrolment(family, centre="Przystań", child=child, children_group=group)
			for child, group in (("Jan Testowy", "Starsi"), ("Maria Testowa", "Młodsi"))
		)
		for row, name in zip(self.centre.children_groups, ("Młodsi", "Starsi"), strict=True):
			row.group_name = name
		self.centre.save()
		self.assertEqual(fresh(self.centre).timetable[0].children_group, "Młodsi")
		self.assertEqual(fresh(older).children_group, "Młodsi")
		self.assertEqual(fresh(younger).children_group, "Starsi")

	def test_holidays_that_end_before_they_begin(self):
		values = {"break_name": "ferie", "from_date": day(3), "until_date": day(2)}
		self.centre.append("breaks", values)
		with self.refused(PeriodError, in_row(1, label(BREAK, "until_date"))):
			self.centre.save()

	def test_one_head_at_a_time(self):
		make_centre("Przystań", email("other_centre"), is_head=1)
		self.centre.reload()
		self.assertEqual(get_head("Przystań", day()), self.centre.workers[1].full_name)
		self.centre.workers[0].is_head = 1
		with self.refused(SecondHeadError, in_row(2, label(ROW, "is_head"))):
			self.centre.save()
		self.centre.reload()
		self.centre.workers[0].update({"is_head": 1, "until_date": day(-1)})
		self.centre.workers[1].from_date = day(0)
		self.centre.save()
		self.assertEqual(get_head("Przystań", day(-1)), self.centre.workers[0].full_name)

	def test_a_day_in_words(self):
		monday, holiday = frappe.utils.getdate("2026-11-23"), frappe.utils.getdate("2026-11-11")
		self.assertEqual(describe_day("Przystań", monday), {"closed": "", "hours": "", "timetable": ""})
		self.assertIn("ustawowo wolny", describe_day("Przystań", holiday)["closed"])
		values = {"break_name": "remont <b>", "from_date": monday, "until_date": monday, "is_closed": 1}
		self.lesson(from_time="13:00:00", to_time="15:30:00")
		found = describe_day("Przystań", monday)
		self.assertEqual(
			found, {"closed": "", "hours": "13:00–15:30", "timetable": f"13:00–15:30 {HOMEWORK}"}
		)
		self.centre.append("breaks", values)
		self.centre.save()
		self.assertIn("remont <b>", describe_day("Przystań", monday)["closed"])

	def test_a_weekend_is_told_only_where_there_is_a_timetable(self):
		saturday = frappe.utils.getdate("2026-11-28")
		self.assertEqual(describe_day("Przystań", saturday), {"closed": "", "hours": "", "timetable": ""})
		self.lesson(from_time="13:00:00", to_time="15:30:00")
		self.assertIn("nieczynna", describe_day("Przystań", saturday)["closed"])

	def test_the_form_says_how_many_are_enrolled_to_whoever_sees_them_all(self):
		self.centre.update({"house_rules": "Mówimy prawdę."}).save()
		family = make_family().name
		make_enrolment(family, centre="Przystań")
		make_enrolment(family, centre="Przystań", child="Maria Testowa", rules_signed_on=day())
		for key in ("day_centre", "coordinator"):
			with self.subTest(key), self.acting(key):
				doc = fresh(self.centre)
				doc.run_method("onload")
				self.assertEqual(doc.get("__onload"), {"enrolled": 2, "unsigned": 1})
		with self.acting("assistant"):
			doc = fresh(self.centre)
			doc.run_method("onload")
			self.assertFalse(doc.get("__onload"))
