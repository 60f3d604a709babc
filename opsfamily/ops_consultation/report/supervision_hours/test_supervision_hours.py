import frappe
from frappe.desk.query_report import run

from opsfamily.ops_consultation.report.supervision_hours.supervision_hours import execute
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import email
from opsfamily.tests.make_supervision import make_session

# Far from the days of other tests' sessions.
YEAR = 2019


class TestSupervisionHours(SiteTestCase):
	def setUp(self):
		super().setUp()
		late = [{"user": email("assistant"), "attended": 1}, {"user": email("head"), "attended": 0}]
		make_session(session_date="2019-01-01", minutes=90)
		make_session("assistant", session_date="2019-12-31", minutes=45)
		make_session(session_date="2019-05-05", minutes=15, attendance=late)
		make_session(session_date="2018-12-31", minutes=500)
		make_session(session_date="2020-01-01", minutes=500)
		unheld = [{**row, "attended": 0} for row in late]
		make_session(session_date="2019-06-06", minutes=60, status="Not Held", attendance=unheld)

	def rows(self, year=YEAR) -> dict[str, tuple]:
		_columns, rows = execute({"year": year})
		values = ("sessions", "individual", "in_group", "total")
		return {row["user"]: tuple(row[key] for key in values) for row in rows}

	def test_what_was_held_and_attended_in_the_year(self):
		rows = self.rows()
		self.assertEqual(rows[email("assistant")], (3, "0:45", "1:45", "2:30"))
		self.assertEqual(rows[email("social_worker")], (1, "0:00", "1:30", "1:30"))
		self.assertNotIn(email("head"), rows)

	def test_who_was_at_none_stands_there_too(self):
		self.assertEqual(self.rows()[email("other_assistant")], (0, "0:00", "0:00", "0:00"))

	def test_a_worker_sees_their_own_hours_only(self):
		with self.acting("social_worker"):
			self.assertEqual(self.rows(), {email("social_worker"): (1, "0:00", "1:30", "1:30")})
		with self.acting("consultant"):
			self.assertEqual(self.rows(), {email("consultant"): (0, "0:00", "0:00", "0:00")})
		for key in ("coordinator", "head"):
			with self.acting(key):
				self.assertIn(email("assistant"), self.rows())

	def test_this_year_where_none_is_asked_for(self):
		for year in (None, "", "2019 or 1=1", -5):
			self.assertNotEqual(self.rows(year)[email("assistant")], (3, "0:45", "1:45", "2:30"))

	def test_beside_the_hours_that_the_office_has_set(self):
		self.assertNotIn("target", [column["fieldname"] for column in execute({"year": YEAR})[0]])
		frappe.db.set_single_value("OPS Settings", "supervision_hours", 2)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		columns, rows = execute({"year": YEAR})
		self.assertIn("target", [column["fieldname"] for column in columns])
		missing = {row["user"]: (row["target"], row["missing"]) for row in rows}
		self.assertEqual(missing[email("assistant")], ("2:00", "0:00"))
		self.assertEqual(missing[email("social_worker")], ("2:00", "0:30"))

	def test_who_may_run_it(self):
		with self.acting("assistant"):
			self.assertEqual(len(run("Supervision Hours", {"year": YEAR})["result"]), 1)
		for key in ("administrator", "nobody"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				run("Supervision Hours", {"year": YEAR})
