"""The office's limit of families for one assistant: where it holds, for whom, and what is shown of it."""

import frappe
from frappe.utils import getdate

from opsfamily.api import assistant_loads
from opsfamily.case.workload import get_ceiling, get_loads_of_assistants
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import WorkloadCeilingError
from opsfamily.ops_intake.report.workload.workload import execute
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, end_before_app, fresh, make_family
from opsfamily.tests.make_employment import make_employment

WORKER = "newcomer"


class TestWorkload(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.settings = frappe.get_single("OPS Settings")
		self.settings.set("workload_ceilings", [])
		self.limit("2015-01-01", 2)
		frappe.db.delete("Case Assignment", {"user": email(WORKER)})

	def limit(self, from_date, families):
		self.settings.append("workload_ceilings", {"from_date": from_date, "families": families})
		self.settings.save()

	def take(self, key="coordinator", difficulty=None, reason=None, **values):
		"""A new family for the worker, assigned by somebody."""
		family = make_family(difficulty=difficulty)
		with self.acting(key):
			return assign(family.name, WORKER, **{"from_date": day(), "workload_reason": reason, **values})

	def load(self, **options):
		return next(
			row for row in get_loads_of_assistants(getdate(), **options) if row["user"] == email(WORKER)
		)

	def test_an_office_starts_with_fifteen(self):
		self.settings.set("workload_ceilings", [])
		self.settings.save()
		from opsfamily.setup.defaults import create_intake_defaults

		create_intake_defaults()
		self.assertEqual(get_ceiling(getdate("2026-11-23")), 15)
		self.assertIsNone(get_ceiling(getdate("2014-12-31")))

	def test_up_to_the_limit_the_coordinator_assigns(self):
		self.take()
		self.take()
		self.assertEqual((self.load()["families"], self.load()["is_above"]), (2, False))

	def test_above_it_only_the_head(self):
		self.take()
		self.take()
		with self.refused(WorkloadCeilingError, "Nowa Osoba", "2"):
			self.take(reason="pilna sprawa")

	def test_and_the_head_with_a_written_reason(self):
		self.take()
		self.take()
		for reason in (None, " "):
			with self.refused(WorkloadCeilingError, label("Case Assignment", "workload_reason")):
				self.take("head", reason=reason)
		assignment = self.take("head", reason="pilna sprawa")
		self.assertEqual(fresh(assignment).workload_reason, "pilna sprawa")
		self.assertTrue(self.load()["is_above"])

	def test_a_difficult_family_counts_for_more(self):
		self.take(difficulty="podwyższona")
		self.assertEqual((self.load()["families"], self.load()["weighted"]), (1, 1.5))
		with self.refused(WorkloadCeilingError):
			self.take()

	def test_ending_and_changing_what_runs_is_not_assigning(self):
		self.take()
		second = self.take()
		third = self.take("head", reason="pilna sprawa")
		with self.acting("coordinator"):
			for assignment in (third, second):
				assignment = fresh(assignment)
				assignment.until_date = day(10)
				assignment.save()
				assignment.reason = "kończy się"
				assignment.save()

	def test_another_part_is_no_work_of_an_assistant(self):
		self.take()
		self.take()
		self.assertTrue(self.take(part="Substitute").name)

	def test_neither_ended_nor_closed_cases_count(self):
		self.take(from_date=day(-10), until_date=day(-1))
		closed = self.take()
		end_before_app(closed.family, day(-1))
		self.assertEqual(self.load()["families"], 0)
		self.take()
		self.assertTrue(self.take().name)

	def test_the_limit_of_the_first_day_counts(self):
		self.limit(day(30), 1)
		self.take()
		with self.refused(WorkloadCeilingError, "1"):
			self.take(from_date=day(30))
		self.assertTrue(self.take(from_date=day(29)).name)

	def test_without_a_limit_nobody_is_above(self):
		self.settings.set("workload_ceilings", [])
		self.settings.save()
		for _number in range(3):
			self.take()
		self.assertEqual((self.load()["ceiling"], self.load()["is_above"]), (None, False))

	def test_what_it_would_be_with_a_family_on_top(self):
		self.take()
		heavy = make_family(difficulty="duża").name
		load = self.load(family=heavy)
		self.assertEqual((load["weighted"], load["weighted_then"], load["is_above"]), (1, 3, True))
		# The family that the assistant has already is not counted twice.
		own = frappe.db.get_value("Case Assignment", {"user": email(WORKER)}, "family")
		self.assertEqual(self.load(family=own)["weighted_then"], 1)

	def test_who_sees_the_loads(self):
		for key in ("social_worker", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertIn(email(WORKER), [row["user"] for row in assistant_loads()])
		for key in ("assistant", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				assistant_loads()

	def test_the_loads_name_no_family(self):
		family = self.take().family
		with self.acting("social_worker"):
			self.assertNotIn(family, frappe.as_json(assistant_loads()))
			with self.refused(frappe.PermissionError):
				assistant_loads(family=family)

	def test_the_report_and_its_chart(self):
		self.take(difficulty="podwyższona")
		columns, rows, _message, chart = execute({"as_of": day()})
		row = next(row for row in rows if row["user"] == email(WORKER))
		self.assertEqual((row["families"], row["weighted"], row["ceiling"], row["free"]), (1, 1.5, 2, 0.5))
		place = chart["data"]["labels"].index("Nowa Osoba")
		self.assertEqual([dataset["values"][place] for dataset in chart["data"]["datasets"]], [1, 1.5])
		self.assertEqual([marker["value"] for marker in chart["data"]["yMarkers"]], [2])
		self.assertIn("Z wagą trudności", [column["label"] for column in columns])

	def test_the_norm_of_the_month_is_next_to_the_load(self):
		make_employment(WORKER, from_date="2030-01-01", fte=0.5)
		[row] = [row for row in execute({"as_of": "2030-03-15"})[1] if row["user"] == email(WORKER)]
		self.assertEqual(row["norm"], "60:00")
		[row] = [row for row in execute({"as_of": "2029-03-15"})[1] if row["user"] == email(WORKER)]
		self.assertIsNone(row["norm"])
