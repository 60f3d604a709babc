import frappe
from frappe.desk.query_report import run
from frappe.utils import getdate

from opsfamily.core import deadlines
from opsfamily.ops_casework.report.control_sheet.control_sheet import SheetPeriodError, execute, get_period
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	assign,
	confirmed,
	email,
	make_assessment,
	make_family,
	make_notification,
	make_opinion,
	make_running_schedule,
	make_visit,
	submitted,
)

YEAR = {"from_date": "2026-01-01", "until_date": "2026-12-31"}


class TestControlSheet(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(assistant_since="2026-01-12", representative="Rodzina Kontrolna").name
		assign(self.family, from_date="2026-01-12")

	def get_rows(self, rule, **filters):
		rows = execute({**YEAR, **filters})[1]
		return [row for row in rows if row["family"] == self.family and row["rule"] == frappe._(rule)]

	def test_a_half_year_assessment_that_was_late(self):
		submitted(make_assessment(self.family, assessment_date="2026-01-20"))
		submitted(confirmed(make_assessment(self.family, assessment_date="2026-08-01")))
		[row] = self.get_rows(deadlines.ASSESSMENT)
		self.assertEqual((row["due"], row["done"]), (getdate("2026-07-20"), getdate("2026-08-01")))
		self.assertEqual(row["days"], 12)

	def test_one_in_time_is_no_row(self):
		submitted(make_assessment(self.family, assessment_date="2026-02-01"))
		submitted(confirmed(make_assessment(self.family, assessment_date="2026-07-31")))
		self.assertEqual(self.get_rows(deadlines.ASSESSMENT), [])

	def test_an_interview_that_was_late(self):
		make_notification(self.family, received_on="2026-03-02", interview_date="2026-06-01")
		[row] = self.get_rows(deadlines.INTERVIEW)
		self.assertEqual(row["done"], getdate("2026-06-01"))

	def test_a_schedule_that_was_not_evaluated(self):
		make_running_schedule(self.family, evaluation_date="2026-09-30")
		[row] = self.get_rows(deadlines.EVALUATION)
		self.assertIsNone(row["done"])
		self.assertGreater(row["days"], 0)

	def test_a_card_that_was_not_sent(self):
		make_visit(self.family)
		[row] = self.get_rows(deadlines.CARD)
		self.assertIn("październik", row["what"])

	def test_an_opinion_that_a_court_waits_for(self):
		opinion = make_opinion(self.family, asked_on="2026-10-01", due_date="2026-10-15")
		[row] = self.get_rows(deadlines.COURT_OPINION)
		self.assertEqual((row["due"], row["what"]), (getdate("2026-10-15"), opinion.asked_by))

	def test_what_is_missing_in_the_file_stands_first(self):
		rows = [row for row in execute(YEAR)[1] if row["family"] == self.family]
		self.assertEqual(rows[0]["rule"], "Brak w aktach")
		self.assertIsNone(rows[0]["due"])

	def test_other_periods_and_other_families_are_left_out(self):
		make_running_schedule(self.family, evaluation_date="2026-09-30")
		self.assertEqual(self.get_rows(deadlines.EVALUATION, until_date="2026-09-29"), [])
		other = make_family(representative="Druga Rodzina").name
		rows = execute({**YEAR, "family": other})[1]
		self.assertEqual({row["family"] for row in rows}, {other})

	def test_a_period_in_the_wrong_order_is_refused(self):
		filters = frappe._dict(from_date="2026-02-01", until_date="2026-01-01")
		self.assertRaises(SheetPeriodError, get_period, filters)

	def test_the_coordinator_opens_it_and_an_assistant_does_not(self):
		with acting_as(email("coordinator")):
			self.assertTrue(run("Control Sheet", YEAR)["result"])
		with acting_as(email("assistant")):
			self.assertRaises(frappe.PermissionError, run, "Control Sheet", YEAR)
