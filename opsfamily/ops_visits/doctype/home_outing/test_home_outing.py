import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from opsfamily.core.outings import BACK, MISSED, OUT
from opsfamily.exceptions import OutingEndError, SomebodyElsesWorkError
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.home_outing.home_outing import (
	OutingClosedError,
	SecondOutingError,
	ServerClockError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family, make_visit
from opsfamily.tests.make_safety import make_outing

DOCTYPE = "Home Outing"


def minutes_from_now(minutes: int):
	return add_to_date(now_datetime(), minutes=minutes)


class TestHomeOuting(SiteTestCase):
	def setUp(self):
		super().setUp()
		# Whoever is out on this site is not of this test.
		frappe.db.set_value(DOCTYPE, {"status": ["!=", BACK]}, "status", BACK)
		self.family = make_family().name
		assign(self.family)

	def visit(self, before: int = 30, after: int = 0, **values):
		"""A visit of the assistant that began so many minutes ago."""
		begin, end = minutes_from_now(-before), minutes_from_now(after)
		values = {
			"visit_date": begin.date(),
			"from_time": begin.strftime("%H:%M"),
			"to_time": end.strftime("%H:%M"),
			"ends_next_day": int(end.date() > begin.date()),
			**values,
		}
		return make_visit(self.family, **values)

	def out_since(self, minutes: int):
		"""An outing of an hour that began so many minutes ago."""
		outing = make_outing(self.family)
		outing.db_set("left_at", minutes_from_now(-minutes))
		return outing

	# going out

	def test_the_hours_are_the_servers(self):
		with self.acting("assistant"):
			outing = make_outing(
				self.family, left_at="2020-01-01 08:00:00", returned_at="2020-01-01 09:00:00", status=BACK
			)
		self.assertLess((now_datetime() - get_datetime(outing.left_at)).total_seconds(), 60)
		self.assertEqual((outing.status, outing.returned_at, outing.told_at), (OUT, None, None))
		self.assertEqual(outing.worker_name, "Anna Asystentka")
		margin = get_datetime(outing.alarm_at) - get_datetime(outing.expected_end)
		self.assertEqual(margin.total_seconds(), 30 * 60)

	def test_the_offices_margin(self):
		frappe.db.set_single_value("OPS Settings", "outing_margin_minutes", 0)
		outing = make_outing(self.family)
		self.assertEqual(get_datetime(outing.alarm_at), get_datetime(outing.expected_end))

	def test_an_end_that_has_passed(self):
		with self.refused(OutingEndError, label(DOCTYPE, "expected_end")):
			make_outing(self.family, minutes=-1)

	def test_an_end_of_tomorrow_is_a_typing_mistake(self):
		with self.refused(OutingEndError, label(DOCTYPE, "expected_end"), "16"):
			make_outing(self.family, minutes=17 * 60)

	def test_one_at_a_time_with_the_way_out(self):
		first, other = make_outing(self.family), make_family().name
		with self.refused(SecondOutingError, first.name, self.family, "Jestem z powrotem"):
			make_outing(other)
		make_outing(other, "other_assistant")
		first.come_back()
		make_outing(other)

	def test_nobody_goes_out_in_anothers_name(self):
		assign(self.family, "other_assistant", "Psychologist")
		with self.acting("other_assistant"), self.refused(SomebodyElsesWorkError, label(DOCTYPE, "worker")):
			make_outing(self.family)
		with self.acting("coordinator"):
			make_outing(self.family)

	def test_a_stranger_does_not_go_there(self):
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			make_outing(self.family, "stranger")

	# staying and coming back

	def test_staying_longer(self):
		outing = make_outing(self.family, minutes=30)
		with self.acting("assistant"):
			outings.stay_longer(outing.name, 120, "")
		left = get_datetime(fresh(outing).expected_end) - now_datetime()
		self.assertGreater(left.total_seconds(), 118 * 60)
		self.assertEqual(
			get_datetime(fresh(outing).alarm_at), add_to_date(fresh(outing).expected_end, minutes=30)
		)

	def test_the_worker_is_back(self):
		outing = make_outing(self.family)
		with self.acting("assistant"):
			fresh(outing).come_back()
		outing = fresh(outing)
		self.assertEqual((outing.status, outing.closed_by), (BACK, "Anna Asystentka"))
		returned = outing.returned_at
		outing.come_back()
		self.assertEqual(fresh(outing).returned_at, returned, "twice is once")

	def test_also_who_has_left_the_case_meanwhile(self):
		outing = make_outing(self.family)
		frappe.db.set_value("Case Assignment", {"family": self.family}, "until_date", day(-1))
		with self.acting("assistant"):
			self.assertEqual(outings.get_current(email("assistant"))["outing"], outing.name)
			frappe.get_attr("opsfamily.api.come_back")(outing.name)
		self.assertEqual(fresh(outing).status, BACK)

	def test_only_the_worker_coordinator_and_head_close_it(self):
		assign(self.family, "other_assistant", "Psychologist")
		outing = make_outing(self.family)
		with self.acting("other_assistant"), self.refused(SomebodyElsesWorkError):
			fresh(outing).come_back()
		with self.acting("head"):
			fresh(outing).come_back()
		self.assertEqual(fresh(outing).closed_by, "Grażyna Kierowniczka")

	def test_after_the_return_nobody_stays_longer(self):
		outing = make_outing(self.family)
		outing.come_back()
		with self.refused(OutingClosedError, label(DOCTYPE, "expected_end")):
			outings.stay_longer(outing.name, 30, "")

	def test_hours_are_not_typed(self):
		for fieldname, value in (
			("left_at", "2026-01-01 08:00:00"),
			("returned_at", "2026-01-01 08:00:00"),
			("told_at", "2026-01-01 08:00:00"),
			("alarm_at", "2030-01-01 08:00:00"),
			("status", BACK),
			("closed_by", "ja"),
		):
			outing = frappe.get_last_doc(DOCTYPE) if fieldname != "left_at" else make_outing(self.family)
			with self.refused(ServerClockError, label(DOCTYPE, fieldname)):
				fresh(outing).update({fieldname: value}).save()

	def test_a_note_may_be_written_later(self):
		outing = make_outing(self.family)
		fresh(outing).update({"note": "z pracownikiem socjalnym"}).save()
		self.assertEqual(fresh(outing).alarm_at, outing.alarm_at)

	# a visit ends it

	def test_its_visit_ends_it(self):
		outing = self.out_since(40)
		visit = self.visit()
		self.assertEqual((fresh(outing).status, fresh(outing).closed_by), (BACK, visit.name))

	def test_what_does_not_end_it(self):
		outing = self.out_since(20)
		self.visit(before=15, kind="rozmowa telefoniczna")
		make_visit(self.family, visit_date=day(-1), from_time="10:00", to_time="11:00")
		other = make_family().name
		make_visit(other, visit_date=day(-2), from_time="10:00", to_time="11:00")
		make_visit(self.family, assistant=email("other_assistant"), visit_date=day(-3))
		self.assertEqual(fresh(outing).status, OUT)

	# what is seen

	def test_the_familys_page_says_who_is_there(self):
		outing = make_outing(self.family)
		with self.acting("assistant"):
			[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertIn("Anna Asystentka", line.text)
		self.assertEqual((line.name, line.late), (outing.name, False))
		outing.db_set("expected_end", minutes_from_now(-1))
		self.assertTrue(get_lines(self.family, frozenset({DOCTYPE}))[0].late)
		fresh(outing).come_back()
		self.assertEqual(get_lines(self.family, frozenset({DOCTYPE})), [])

	def test_a_return_after_the_alarm_is_told(self):
		outing = make_outing(self.family)
		outing.db_set({"status": MISSED, "told_at": now_datetime()})
		frappe.db.delete("Notification Log")
		fresh(outing).come_back()
		told = frappe.get_all("Notification Log", pluck="subject", order_by="for_user")
		self.assertTrue(told)
		self.assertEqual(set(told), {"Z powrotem: Anna Asystentka"})
