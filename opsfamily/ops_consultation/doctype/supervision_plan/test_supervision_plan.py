import frappe

from opsfamily.exceptions import DurationError, EmptyDocumentError
from opsfamily.ops_consultation.doctype.supervision_plan.supervision_plan import (
	PlanPeopleError,
	PlanYearError,
	arrange_sessions,
)
from opsfamily.ops_consultation.report.supervision_hours.supervision_hours import execute
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import day, email, fresh
from opsfamily.tests.make_supervision import make_session, make_year_plan

DOCTYPE, ROW, SESSION = "Supervision Plan", "Supervision Plan Session", "Supervision Session"


class TestSupervisionPlan(SiteTestCase):
	def hold(self, session: str, minutes: int = 90):
		doc = frappe.get_doc(SESSION, session).update(
			{"status": "Held", "minutes": minutes, "session_date": day(-1)}
		)
		for row in doc.attendance:
			row.attended = 1
		doc.save()

	def test_its_sessions_are_arranged_once_and_it_shows_how_they_go(self):
		with self.acting("coordinator"):
			plan = make_year_plan()
			self.assertEqual((plan.planned_sessions, plan.planned_minutes), (3, 270))
			self.assertEqual((arrange_sessions(plan.name), arrange_sessions(plan.name)), (3, 0))
		found = frappe.get_all(
			SESSION, {"plan": plan.name}, ["name", "status", "minutes"], order_by="session_date"
		)
		self.assertEqual([(row.status, row.minutes) for row in found], [("Planned", 90)] * 3)
		self.hold(found[1].name, 120)
		plan = fresh(plan)
		plan.onload()
		self.assertEqual([row.status for row in plan.sessions], ["Planned", "Held", "Planned"])
		self.assertEqual((plan.held_sessions, plan.held_minutes), (1, 120))

	def test_a_row_that_is_added_is_arranged_as_well(self):
		plan = make_year_plan()
		arrange_sessions(plan.name)
		plan = fresh(plan)
		plan.append("sessions", {"planned_on": f"{day(0).year}-12-10", "minutes": 60})
		plan.save()
		self.assertEqual(arrange_sessions(plan.name), 1)

	def test_who_sees_and_writes_it(self):
		plan = make_year_plan(supervisor=email("consultant"), supervisor_name=None)
		for key, reads in (
			("assistant", True),
			("social_worker", True),
			("consultant", True),
			("coordinator", True),
			("head", True),
			("other_assistant", False),
			("stranger", False),
		):
			with self.acting(key):
				self.assertEqual(fresh(plan).has_permission("read"), reads, key)
				self.assertEqual(bool(frappe.get_list(DOCTYPE, {"name": plan.name})), reads, key)
				self.assertEqual(fresh(plan).has_permission("write"), key in ("coordinator", "head"), key)
		with self.acting("assistant"), self.assertRaises(frappe.PermissionError):
			arrange_sessions(plan.name)

	def test_what_is_refused(self):
		for values, error, words in (
			({"year": 26}, PlanYearError, [label(DOCTYPE, "year")]),
			({"year": day(0).year + 1}, PlanYearError, [in_row(1, label(ROW, "planned_on"))]),
			({"title": " "}, EmptyDocumentError, [label(DOCTYPE, "title")]),
			({"supervisor_name": " "}, PlanPeopleError, [label(DOCTYPE, "supervisor_name")]),
			({"form": "Individual Session"}, PlanPeopleError, [label(DOCTYPE, "participants")]),
			(
				{"participants": [{"user": email("assistant")}] * 2},
				PlanPeopleError,
				[label(DOCTYPE, "participants")],
			),
			(
				{"sessions": [{"planned_on": f"{day(0).year}-02-10", "minutes": 1440}]},
				DurationError,
				[in_row(1, label(ROW, "minutes"))],
			),
		):
			with self.refused(error, *words):
				make_year_plan(**values)

	def test_a_session_joins_no_plan_that_its_writer_does_not_see(self):
		plan = make_year_plan("other_assistant", "client")
		with self.acting("assistant"), self.assertRaises(frappe.PermissionError):
			make_session(plan=plan.name)

	def test_hours_that_a_programme_pays(self):
		values = {"programme_name": "Test: program", "payer": "EFS"}
		programme = frappe.get_doc({"doctype": "Supervision Programme", **values}).insert().name
		make_session(session_date="2017-05-05", minutes=60, programme=programme)
		make_session(session_date="2017-05-06", minutes=30)

		def total(**filters) -> str:
			rows = {row["user"]: row["total"] for row in execute({"year": 2017, **filters})[1]}
			return rows[email("assistant")]

		self.assertEqual((total(), total(programme=programme)), ("1:30", "1:00"))
