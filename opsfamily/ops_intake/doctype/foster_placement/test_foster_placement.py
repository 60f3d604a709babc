import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import NotAMemberError, PeriodError
from opsfamily.ops_intake.doctype.foster_placement.foster_placement import SecondPlacementError
from opsfamily.ops_paper.jinja import paper_has_foster_child
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, fresh, make_family, make_placement

DOCTYPE = "Foster Placement"


class TestFosterPlacement(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family()
		assign(self.family.name)

	def in_care(self) -> dict:
		return {row.full_name: row.in_foster_care for row in fresh(self.family).members}

	def test_the_familys_page_shows_the_child_in_care(self):
		self.assertFalse(paper_has_foster_child(self.family.name))
		placement = make_placement(self.family.name)
		self.assertEqual(self.in_care(), {"Maria Testowa": 0, "Jan Testowy": 1})
		self.assertTrue(paper_has_foster_child(self.family.name))
		placement.update({"until_date": day(), "end_code": "Returned Home"})
		placement.save()
		self.assertEqual(self.in_care(), {"Maria Testowa": 0, "Jan Testowy": 0})
		self.assertFalse(paper_has_foster_child(self.family.name))

	def test_a_deleted_placement_is_shown_no_more(self):
		make_placement(self.family.name).delete()
		self.assertEqual(self.in_care()["Jan Testowy"], 0)

	def test_the_page_cannot_untick_a_child_in_care(self):
		make_placement(self.family.name)
		family = fresh(self.family)
		family.members[1].in_foster_care = 0
		family.save()
		self.assertEqual(self.in_care()["Jan Testowy"], 1)

	def test_a_tick_without_a_placement_stays(self):
		self.family.members[1].in_foster_care = 1
		self.family.save()
		make_placement(self.family.name, child="Maria Testowa").delete()
		self.assertEqual(self.in_care()["Jan Testowy"], 1)

	def test_the_coordinator_comes_from_the_assignment(self):
		placement = make_placement(self.family.name)
		self.assertIsNone(placement.foster_coordinator)
		assign(self.family.name, "consultant", "Foster-Care Coordinator")
		placement.run_method("onload")
		self.assertEqual(placement.foster_coordinator, "Karol Konsultant")

	def test_days_are_refused(self):
		for values, refusal, fieldname in (
			({"since": day(1)}, FutureDateError, "since"),
			({"until_date": day(1)}, FutureDateError, "until_date"),
			({"plan_date": day(1)}, FutureDateError, "plan_date"),
			({"until_date": "2026-08-31"}, PeriodError, "until_date"),
			({"plan_date": "2026-09-10", "next_plan_due": "2026-09-09"}, PeriodError, "next_plan_due"),
		):
			with self.subTest(values=values), self.refused(refusal, label(DOCTYPE, fieldname)):
				make_placement(self.family.name, **values)

	def test_only_a_child_of_the_household(self):
		with self.refused(NotAMemberError, label(DOCTYPE, "child")):
			make_placement(self.family.name, child="Obce Dziecko")

	def test_one_place_at_a_time(self):
		first = make_placement(self.family.name)
		with self.refused(SecondPlacementError, "Jan Testowy", first.name):
			make_placement(self.family.name, since="2026-10-01")
		first.update({"until_date": "2026-10-01", "end_code": "Other Care"})
		first.save()
		moved = make_placement(self.family.name, since="2026-10-01")
		self.assertEqual(self.in_care()["Jan Testowy"], 1)
		self.assertEqual(frappe.db.count(DOCTYPE, {"child": moved.child, "family": moved.family}), 2)
		make_placement(self.family.name, child="Maria Testowa")
