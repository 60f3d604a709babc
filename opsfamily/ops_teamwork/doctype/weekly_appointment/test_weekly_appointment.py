import frappe

from opsfamily.case.household import get_household
from opsfamily.exceptions import BlankTimeError, NotAMemberError, PeriodError, TimeOrderError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, make_family
from opsfamily.tests.make_week import APPOINTMENT, make_appointment


class TestWeeklyAppointment(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def test_everybody_on_the_case_writes_it(self):
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key), self.acting(key):
				self.assertEqual(make_appointment(self.family).representative, "Maria Testowa")
		for key in ("stranger", "day_centre", "administrator"):
			with self.subTest(key), self.acting(key), self.refused(frappe.PermissionError):
				make_appointment(self.family)

	def test_of_a_member_or_of_the_whole_family(self):
		make_appointment(self.family, person="Jan Testowy")
		with self.refused(NotAMemberError, label(APPOINTMENT, "person"), "Adam Obcy"):
			make_appointment(self.family, person="Adam Obcy")

	def test_its_hours(self):
		for values, error, fieldname in (
			({"from_time": None}, BlankTimeError, "from_time"),
			({"to_time": "siedem"}, BlankTimeError, "to_time"),
			({"to_time": "16:00:00"}, TimeOrderError, "to_time"),
		):
			with self.subTest(**values), self.refused(error, label(APPOINTMENT, fieldname)):
				make_appointment(self.family, **values)

	def test_its_days(self):
		with self.refused(PeriodError, label(APPOINTMENT, "until_date")):
			make_appointment(self.family, until_date="2026-09-30")

	def test_what_it_is_must_be_said(self):
		with self.refused(frappe.MandatoryError, label(APPOINTMENT, "what")):
			make_appointment(self.family, what=None)

	def test_it_stays_with_its_family(self):
		with self.refused(frappe.CannotChangeConstantError):
			make_appointment(self.family).update({"family": make_family().name}).save()

	def test_the_copy_of_a_persons_data_has_their_own(self):
		make_appointment(self.family, person="Jan Testowy", what="basen")
		make_appointment(self.family, person="Maria Testowa", what="kurs")
		people = get_household(self.family)
		jan = next(one for one in people if one.full_name == "Jan Testowy")
		others = [one for one in people if one != jan]
		entries = get_prepared_entries(self.family, jan, others).entries
		texts = {row["text"] for row in entries if row["source_doctype"] == APPOINTMENT}
		self.assertIn("basen", texts)
		self.assertNotIn("kurs", texts)
