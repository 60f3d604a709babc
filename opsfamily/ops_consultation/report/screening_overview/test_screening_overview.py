import frappe
from frappe.desk.query_report import run
from frappe.utils import add_months, getdate

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import PeriodError
from opsfamily.ops_consultation.doctype.screening_tool.screening_tool import ToolAgesError
from opsfamily.ops_consultation.report.screening_overview.screening_overview import execute
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, fresh, make_closed_case, make_family
from opsfamily.tests.make_safety import make_screening

REPORT, SECRET = "Screening Overview", "poradnia-tajna"


def born(months: int) -> str:
	return str(add_months(getdate(), -months))


class TestScreeningOverview(SiteTestCase):
	def setUp(self):
		super().setUp()
		# The tools of a site that other tests share.
		for tool in frappe.get_all(
			"Screening Tool", {"name": ["!=", "ASQ:SE-2"]}, pluck="name", order_by="name"
		):
			frappe.db.set_value("Screening Tool", tool, "disabled", 1)
		frappe.db.set_value(
			"Screening Tool", "ASQ:SE-2", {"from_months": 1, "until_months": 72, "disabled": 0}
		)
		names = {"Ola": 30, "Jan": 40, "Ewa": 200, "Zofia": 400, "Noe": 0}
		members = [{"full_name": name, "birth_date": born(months)} for name, months in names.items()]
		self.family = make_family(members=[*members, {"full_name": "Bez Daty"}]).name
		assign(self.family)
		assign(self.family, "consultant", "Consultant")
		assign(self.family, "social_worker", "Social Worker")

	def screen(self, child: str, **values):
		values = {"birth_date": None, "screened_on": day(-200), "follow_up": SECRET, **values}
		return make_screening(self.family, child, **values)

	def rows(self, **filters) -> dict[str, dict]:
		"""The family's rows by child."""
		return {row["child"]: row for row in execute(filters)[1] if row.get("family") == self.family}

	def test_who_was_never_screened_at_an_age_for_which_there_is_a_tool(self):
		with self.acting("consultant"):
			self.assertEqual(set(self.rows(view="Never Screened")), {"Ola", "Jan"})
			message = execute()[2]
		self.assertIn("1", message)
		self.screen("Jan")
		self.assertEqual(set(self.rows(view="Never Screened")), {"Ola"})

	def test_what_is_due_of_the_newest_by_each_tool(self):
		self.screen("Ola", next_due=day(-1))
		self.screen("Jan", next_due=day(0))
		self.screen("Ewa", next_due=day(1))
		self.assertEqual(set(self.rows(view="To Be Screened")), {"Ola", "Jan"})
		self.screen("Ola", screened_on=day(-2), next_due=None)
		self.assertEqual(set(self.rows(view="To Be Screened")), {"Jan"})
		self.assertEqual(self.rows()["Ola"]["state_key"], "Screened")

	def test_a_follow_up_is_open_until_its_day_is_written(self):
		screening = self.screen("Ola")
		with self.acting("consultant"):
			self.assertEqual(self.rows(view="Follow-Up Open")["Ola"]["follow_up"], SECRET)
			fresh(screening).update({"follow_up_done_on": day(0)}).save()
			self.assertEqual(self.rows(view="Follow-Up Open"), {})

	def test_the_day_of_the_follow_up_has_bounds(self):
		screening = self.screen("Ola")
		for offset, refusal in ((-201, PeriodError), (1, FutureDateError)):
			with self.refused(refusal, label("Screening", "follow_up_done_on")):
				fresh(screening).update({"follow_up_done_on": day(offset)}).save()

	def test_results_by_tool_and_age(self):
		before = self.count("24–35")
		self.screen("Jan", screened_on=day(-200), result="Above Cut-Off")
		self.screen("Jan", screened_on=day(-190), result="Below Cut-Off")
		after = self.count("24–35")
		self.assertEqual([late - early for early, late in zip(before, after, strict=True)], [2, 1, 1])

	def count(self, ages: str) -> list[int]:
		"""Number, above and below of the tool at these ages."""
		columns = ("number", "above_cut_off", "below_cut_off")
		for row in execute({"view": "Results", "tool": "ASQ:SE-2"})[1]:
			if row["age"].startswith(ages):
				return [row[column] for column in columns]
		return [0, 0, 0]

	def test_who_may_not_read_the_result_learns_nothing_of_it(self):
		self.screen("Ola", result="Above Cut-Off")
		with self.acting("social_worker"):
			answer = str(run(REPORT, {}))
			self.assertIn("Ola", answer)
			for word in (SECRET, "Above Cut-Off", "Powyżej"):
				self.assertNotIn(word, answer)
			self.assertEqual(run(REPORT, {"view": "Results"})["result"], [])
			self.assertEqual(self.rows(view="Follow-Up Open"), {})

	def test_of_ones_own_families_and_of_open_cases(self):
		for key in ("stranger", "working_consultant"):
			with self.acting(key):
				self.assertEqual(self.rows(), {})
		with self.acting("coordinator"):
			self.assertIn("Ola", self.rows())
		make_closed_case(self.family, closing_date=day(-1), monitoring_until=None)
		self.assertEqual(self.rows(), {})

	def test_who_may_run_it(self):
		for key in ("administrator", "day_centre", "clerk", "nobody"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				run(REPORT, {})

	def test_a_tool_ends_after_it_begins(self):
		tool = frappe.get_doc("Screening Tool", "ASQ:SE-2").update({"from_months": 30, "until_months": 29})
		with self.refused(ToolAgesError, label("Screening Tool", "until_months")):
			tool.save()
