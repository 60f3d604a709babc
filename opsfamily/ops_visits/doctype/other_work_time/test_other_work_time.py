import frappe
from frappe.utils import add_days, getdate

from opsfamily.case.document import FutureDateError
from opsfamily.core.months import month_of
from opsfamily.core.work_time import last_day_to_mend
from opsfamily.exceptions import SomebodyElsesWorkError
from opsfamily.ops_visits.doctype.other_work_time import sums as work_time
from opsfamily.ops_visits.doctype.other_work_time.other_work_time import (
	OtherWorkOffError,
	OverlappingWorkError,
	WorkTimeClosedError,
	WorkTimeError,
)
from opsfamily.permissions.rule import get_row_condition
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family, make_visit
from opsfamily.tests.make_safety import make_other_work

DOCTYPE = "Other Work Time"
# A day that no other test works on.
DAY = "2026-11-11"


class TestOtherWorkTime(SiteTestCase):
	def write(self, **values):
		return make_other_work(**{"work_date": DAY, "minutes": 60, **values})

	def test_an_assistant_writes_minutes(self):
		with self.acting("assistant"):
			entry = self.write(work_date=day())
		self.assertEqual((entry.minutes, entry.worker_name), (60, "Anna Asystentka"))
		self.assertEqual(entry.month, month_of(getdate()))
		self.assertEqual((entry.from_time, entry.to_time), (None, None))

	def test_both_hours_count_themselves(self):
		entry = self.write(from_time="8:15", to_time="10:00:30", minutes=1)
		self.assertEqual(
			(entry.minutes, str(entry.from_time), str(entry.to_time)), (105, "08:15:00", "10:00:00")
		)

	def test_one_hour_alone(self):
		with self.refused(WorkTimeError, label(DOCTYPE, "to_time")):
			self.write(from_time="08:00")
		with self.refused(WorkTimeError, label(DOCTYPE, "from_time")):
			self.write(to_time="08:00")

	def test_an_end_before_its_beginning(self):
		for end in ("08:00", "07:59"):
			with self.refused(WorkTimeError, label(DOCTYPE, "to_time")):
				self.write(from_time="08:00", to_time=end)

	def test_no_hour(self):
		with self.refused(WorkTimeError, label(DOCTYPE, "from_time"), "GG:MM"):
			self.write(from_time="ósma", to_time="09:00")

	def test_no_time_at_all(self):
		for minutes in (0, None, -30):
			with self.refused(WorkTimeError, label(DOCTYPE, "minutes")):
				self.write(minutes=minutes)

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "work_date")):
			self.write(work_date=day(1))

	def test_nobody_writes_for_another(self):
		with self.acting("other_assistant"), self.refused(SomebodyElsesWorkError, label(DOCTYPE, "worker")):
			self.write(work_date=day())
		with self.acting("coordinator"):
			self.assertEqual(self.write().worker, email("assistant"))

	def test_who_sees_it(self):
		entry = self.write(description="szkolenie: tajne")
		seen = {}
		for key in ("assistant", "other_assistant", "social_worker", "coordinator", "head", "administrator"):
			with self.acting(key):
				readable = frappe.has_permission(DOCTYPE, "read", doc=entry.name)
				listed = frappe.has_permission(DOCTYPE, "read") and frappe.get_list(
					DOCTYPE, {"name": entry.name}
				)
				seen[key] = (bool(readable), bool(listed))
		self.assertEqual(
			[key for key, ways in seen.items() if any(ways)], ["assistant", "coordinator", "head"]
		)
		self.assertTrue(all(all(seen[key]) for key in ("assistant", "coordinator", "head")))
		self.assertIn(frappe.db.escape(email("assistant")), get_row_condition(DOCTYPE, email("assistant")))

	def test_by_the_stored_worker(self):
		entry = self.write()
		with self.acting("other_assistant"), self.assertRaises(frappe.PermissionError):
			fresh(entry).update({"worker": email("other_assistant")}).save()

	# overlaps

	def test_with_the_workers_own_visit(self):
		visit = make_visit(make_family().name, visit_date=DAY, from_time="10:00", to_time="11:00")
		with self.refused(OverlappingWorkError, visit.name, "10:00–11:00", "2026"):
			self.write(from_time="10:59", to_time="12:00")
		self.write(from_time="11:00", to_time="12:00")
		self.write(from_time="09:00", to_time="10:00")
		self.write(key="other_assistant", from_time="10:00", to_time="11:00")

	def test_with_a_visit_that_passed_midnight(self):
		night = {"from_time": "23:00", "to_time": "01:00", "ends_next_day": 1}
		visit = make_visit(make_family().name, visit_date=add_days(DAY, -1), **night)
		with self.refused(OverlappingWorkError, visit.name):
			self.write(from_time="00:30", to_time="02:00")

	def test_with_another_entry(self):
		entry = self.write(from_time="08:00", to_time="09:00")
		with self.refused(OverlappingWorkError, entry.name, "08:00–09:00"):
			self.write(from_time="08:30", to_time="09:30")
		entry.update({"to_time": "09:30"}).save()
		self.write(minutes=30)
		entry.update({"to_time": "10:00"}).save()

	def test_a_day_has_24_hours(self):
		make_visit(make_family().name, visit_date=DAY, from_time="10:00", to_time="12:00")
		self.write(minutes=22 * 60 - 1)
		self.write(minutes=1)
		with self.refused(WorkTimeError, label(DOCTYPE, "minutes"), "24:01"):
			self.write(minutes=1)

	# until when

	def closed_day(self):
		"""The last day of the newest month that a worker mends no more."""
		first = getdate().replace(day=1)
		while getdate() <= last_day_to_mend(month_of(first), 5, 5):
			first = add_days(first, -1).replace(day=1)
		return add_days(first, 27)

	def test_after_the_offices_day_the_coordinator_mends(self):
		closed = self.closed_day()
		with self.acting("assistant"), self.refused(WorkTimeClosedError, label(DOCTYPE, "work_date")):
			self.write(work_date=closed)
		with self.acting("coordinator"):
			entry = self.write(work_date=closed)
		for step in (lambda: fresh(entry).update({"minutes": 5}).save(), lambda: fresh(entry).delete()):
			with self.acting("assistant"), self.refused(WorkTimeClosedError):
				step()
		with self.acting("coordinator"):
			fresh(entry).delete()
		self.assertFalse(frappe.db.exists(DOCTYPE, entry.name))

	def test_nor_is_an_entry_moved_out_of_a_closed_month(self):
		entry = self.write(work_date=self.closed_day())
		with self.acting("assistant"), self.refused(WorkTimeClosedError):
			fresh(entry).update({"work_date": day()}).save()

	def test_the_offices_days(self):
		closed = self.closed_day()
		frappe.db.set_single_value("OPS Settings", "other_work_grace_days", 400)
		with self.acting("assistant"):
			self.write(work_date=closed)

	def test_an_own_entry_is_deleted(self):
		with self.acting("assistant"):
			self.write(work_date=day()).delete()

	# switched off

	def test_an_office_that_does_not_count_it(self):
		entry = self.write()
		frappe.db.set_single_value("OPS Settings", "counts_other_work", 0)
		with self.refused(OtherWorkOffError):
			self.write()
		fresh(entry).update({"minutes": 30}).save()
		with self.acting("assistant"):
			self.assertEqual(work_time.get_sums("2026-11"), {})
			self.assertIsNone(work_time.get_sums_next_to_cards({}, email("assistant"), 60))
			self.assertFalse(work_time.state()["is_counted"])

	# sums

	def test_the_months_sum_by_kind(self):
		frappe.db.delete(DOCTYPE, {"month": "2026-11"})
		self.write(kind="szkolenie", minutes=300)
		self.write(kind="dojazd", minutes=45)
		self.write(kind="dojazd", minutes=15, work_date="2026-11-12")
		self.write(key="other_assistant", minutes=10)
		self.write(work_date="2026-10-31")
		with self.acting("assistant"):
			sums = work_time.get_sums("2026-11")
		self.assertEqual(list(sums), [email("assistant")])
		other = work_time.get_sums_next_to_cards(sums, email("assistant"), 120)
		self.assertEqual((other["minutes"], other["whole"]), (360, 480))
		self.assertEqual(
			other["kinds"], [{"kind": "szkolenie", "minutes": 300}, {"kind": "dojazd", "minutes": 60}]
		)
		with self.acting("coordinator"):
			self.assertEqual(
				set(work_time.get_sums("2026-11")), {email("assistant"), email("other_assistant")}
			)
		with self.acting("social_worker"):
			self.assertEqual(work_time.get_sums("2026-11"), {})

	def test_the_last_kind_is_offered(self):
		self.write(kind="szkolenie")
		with self.acting("assistant"):
			self.assertEqual(work_time.state(), {"is_counted": True, "last_kind": "szkolenie"})
		frappe.db.set_value("Other Work Kind", "szkolenie", "disabled", 1)
		with self.acting("assistant"):
			self.assertIsNone(work_time.state()["last_kind"])
		with self.acting("social_worker"), self.assertRaises(frappe.PermissionError):
			work_time.state()

	def test_beside_the_cards_of_the_month(self):
		from opsfamily.ops_visits.page.month_close.overview import get_own_month
		from opsfamily.ops_visits.page.month_close.section import get_section_month

		frappe.db.delete(DOCTYPE, {"month": "2026-11"})
		family = make_family().name
		assign(family)
		make_visit(family, visit_date=DAY, from_time="10:00", to_time="12:00")
		self.write(minutes=90)
		self.write(key="newcomer", minutes=15)
		with self.acting("assistant"):
			own = get_own_month("2026-11", email("assistant"))
		self.assertEqual(own["other"]["minutes"], 90)
		self.assertEqual(own["other"]["whole"], 90 + sum(row["minutes_now"] for row in own["rows"]))
		with self.acting("coordinator"):
			groups = {group["assistant"]: group for group in get_section_month("2026-11")["assistants"]}
		group = groups[email("assistant")]
		self.assertEqual(group["other"]["whole"], 90 + group["sums"]["minutes"])
		alone = groups[email("newcomer")]
		self.assertEqual(
			(alone["assistant_name"], alone["rows"], alone["other"]["whole"]), ("Nowa Osoba", [], 15)
		)
