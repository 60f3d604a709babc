import frappe
from frappe.desk.query_report import run

from opsfamily.ops_consultation.report.consultation_hours.consultation_hours import execute
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import assign, make_family
from opsfamily.tests.make_supervision import make_consultation

YEAR = 2019


class TestConsultationHours(SiteTestCase):
	def setUp(self):
		super().setUp()
		family = make_family().name
		assign(family, "consultant", "Consultant", from_date="2019-01-01")
		make_consultation(family, consultation_date="2019-01-31", minutes=90)
		make_consultation(consultation_date="2019-01-01", minutes=15)
		make_consultation(consultation_date="2019-12-31", minutes=30)
		make_consultation(consultation_date="2020-01-01", minutes=500)
		make_consultation(key="working_consultant", consultation_date="2019-03-03", minutes=60)

	def rows(self) -> list[tuple]:
		_columns, rows = execute({"year": YEAR})
		values = ("full_name", "month", "consultations", "about_family", "hours")
		return [tuple(row[key] for key in values) for row in rows]

	def test_by_consultant_and_month(self):
		with self.acting("coordinator"):
			self.assertEqual(
				self.rows(),
				[
					("Karol Konsultant", "styczeń 2019", 2, 1, "1:45"),
					("Karol Konsultant", "grudzień 2019", 1, 0, "0:30"),
					("Paweł Psycholog", "marzec 2019", 1, 0, "1:00"),
				],
			)

	def test_a_consultant_sees_their_own_hours_only(self):
		with self.acting("working_consultant"):
			self.assertEqual(self.rows(), [("Paweł Psycholog", "marzec 2019", 1, 0, "1:00")])

	def test_who_may_run_it(self):
		for key in ("assistant", "social_worker", "administrator", "nobody"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				run("Consultation Hours", {"year": YEAR})
