from frappe.utils import add_days, getdate

from opsfamily.core.months import month_of
from opsfamily.ops_figures.report.section_by_month.section_by_month import (
	describe_endings,
	execute,
	get_months,
	make_endings_chart,
)
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import assign, email, make_closed_case, make_family, make_visit


def get_last(field: str):
	return execute()[1][-1][field]


class TestSectionByMonth(SiteTestCase):
	def test_it_has_twelve_months_up_to_this_one(self):
		self.assertEqual(len(set(get_months())), 12)
		self.assertEqual(get_months()[-1], month_of(getdate()))

	def test_a_family_counts_from_its_first_day(self):
		before, rows = get_last("supported"), execute()[1]
		assign(make_family(assistant_since=getdate()).name, from_date=getdate())
		self.assertEqual(get_last("supported"), before + 1)
		self.assertEqual(
			[row["supported"] for row in execute()[1][:-1]], [row["supported"] for row in rows[:-1]]
		)

	def test_an_end_is_counted_in_its_month_and_by_its_reason(self):
		before = get_last("ended")
		family = make_family(assistant_since=add_days(getdate(), -400)).name
		assign(family, from_date=add_days(getdate(), -400))
		closings = sum(execute({"show": "Endings"})[3]["data"]["datasets"][0]["values"])
		make_closed_case(family)
		self.assertEqual(get_last("ended"), before + 1)
		chart = execute({"show": "Endings"})[3]["data"]
		self.assertEqual(sum(chart["datasets"][0]["values"]), closings + 1)
		self.assertIn("Cel osiągnięty", execute()[2])
		self.assertLessEqual(len(chart["labels"]), 5)

	def test_what_has_no_room_in_the_chart_is_one_bar_and_stands_in_the_text(self):
		endings = [("Cel osiągnięty", 4), *[(f"Przyczyna {number}", 1) for number in range(6)]]
		data = make_endings_chart(endings)["data"]
		self.assertEqual(data["datasets"][0]["values"], [4, 1, 1, 1, 3])
		self.assertEqual(data["labels"][-1], "Pozostałe przyczyny")
		self.assertIn("Przyczyna 5: 1", describe_endings(endings))
		self.assertEqual(
			make_endings_chart(endings[:5])["data"]["labels"], [kind for kind, _n in endings[:5]]
		)
		self.assertIsNone(describe_endings([]))

	def test_hours_are_those_of_contacts_and_never_of_attempts(self):
		family = make_family(assistant_since=add_days(getdate(), -400)).name
		assign(family)
		# Within the tolerance of a clock at any hour of the day.
		day = {"visit_date": getdate(), "from_time": "00:00", "to_time": "00:08"}
		before = execute()[1][-1]["minutes"]
		make_visit(family, **day)
		make_visit(
			family, kind="nieobecność rodziny w domu", **{**day, "from_time": "00:08", "to_time": "00:14"}
		)
		after = execute()[1][-1]["minutes"]
		self.assertEqual(sum(after.values()) - sum(before.values()), 8)

	def test_the_clerk_reads_it(self):
		with acting_as(email("clerk")):
			columns, rows, _message, chart = execute({"show": "Hours"})
		self.assertEqual(len(rows), 12)
		self.assertEqual(len(chart["data"]["datasets"]), 3)
		self.assertNotIn("family", {column["fieldname"] for column in columns})
