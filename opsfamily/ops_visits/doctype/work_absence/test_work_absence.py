import frappe

from opsfamily.case.document import PeriodError
from opsfamily.case.worker_period import SecondAtOnceError
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.ops_visits.doctype.other_work_time.other_work_time import WorkTimeClosedError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import day, email, fresh
from opsfamily.tests.make_employment import make_absence

DOCTYPE = "Work Absence"


class TestWorkAbsence(SiteTestCase):
	def away(self, key: str = "assistant", **values):
		return make_absence(key, **{"from_date": day(3), "until_date": day(5), **values})

	def test_a_worker_writes_their_own(self):
		with self.acting("assistant"):
			self.assertEqual(self.away().full_name, "Anna Asystentka")
		with self.acting("other_assistant"), self.refused(SomebodyElsesWorkError, label(DOCTYPE, "user")):
			self.away()

	def test_coordinator_and_head_write_anybodys(self):
		for key in ("coordinator", "head"):
			with self.acting(key):
				self.away(key.replace("coordinator", "assistant").replace("head", "other_assistant"))

	def test_it_has_no_cause(self):
		texts = ("Data", "Small Text", "Text", "Text Editor", "Select", "Link")
		fields = {df.fieldname for df in frappe.get_meta(DOCTYPE).fields if df.fieldtype in texts}
		self.assertEqual(fields, {"naming_series", "user", "full_name"})

	def test_two_at_once(self):
		first = self.away()
		with self.refused(SecondAtOnceError, label(DOCTYPE, "from_date"), first.name):
			self.away(from_date=day(5), until_date=day(9))
		self.away(from_date=day(6), until_date=day(9))

	def test_an_end_before_the_beginning(self):
		with self.refused(PeriodError, label(DOCTYPE, "until_date")):
			self.away(until_date=day(2))

	def test_who_sees_it(self):
		absence, seen = self.away(), {}
		for key in ("assistant", "other_assistant", "coordinator", "head", "social_worker"):
			with self.acting(key):
				seen[key] = fresh(absence).has_permission("read")
		expected = {"assistant": True, "other_assistant": False, "coordinator": True, "head": True}
		self.assertEqual(seen, {**expected, "social_worker": False})

	def test_a_worker_does_not_change_an_old_month(self):
		long_ago = {"from_date": day(-100), "until_date": day(-98)}
		with self.acting("assistant"), self.refused(WorkTimeClosedError, label(DOCTYPE, "from_date")):
			self.away(**long_ago)
		absence = self.away(**long_ago)
		with self.acting("assistant"), self.refused(WorkTimeClosedError):
			fresh(absence).delete()
		with self.acting("coordinator"):
			fresh(absence).update({"until_date": day(-97)}).save()

	def test_but_lengthens_one_that_began_in_it(self):
		absence = self.away(from_date=day(-100), until_date=day(-1))
		with self.acting("assistant"):
			fresh(absence).update({"until_date": day(1)}).save()
			with self.refused(WorkTimeClosedError):
				fresh(absence).update({"from_date": day(-90)}).save()

	def test_a_worker_deletes_one_to_come(self):
		absence = self.away()
		with self.acting("assistant"):
			fresh(absence).delete()
		self.assertFalse(frappe.db.exists(DOCTYPE, {"user": email("assistant"), "from_date": day(3)}))
