import frappe
from frappe import _
from frappe.utils import add_days

from opsfamily.ops_casework.report.deadlines.test_deadlines import DeadlinesTestCase
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	make_authorisation,
	make_catalogue,
	make_placement,
	make_visit,
	submitted,
)

PERSON, BODY = "Maria Testowa", "Zakład Ubezpieczeń Społecznych"


def in_days(number: int, received: str = "2026-10-01"):
	return frappe.utils.getdate(add_days(received, number))


class ClocksTestCase(DeadlinesTestCase):
	def setUp(self):
		super().setUp()
		assign(self.family)
		assign(self.family, "coordinator", "Coordinator")

	def set(self, fieldname: str, value):
		frappe.db.set_single_value("OPS Settings", fieldname, value)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")


class TestApplicationToHandOver(ClocksTestCase):
	clock = "Application to Hand Over"

	def test_two_days_for_the_coordinator(self):
		catalogue = make_catalogue(self.family)
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["document"]), (in_days(2), catalogue.name))
		self.assertEqual((row["responsible"], row["what"]), (email("coordinator"), PERSON))
		self.assertEqual(row["statutory"], 0)

	def test_until_an_assistant_has_it(self):
		make_catalogue(self.family, handed_on="2026-10-02")
		self.assertEqual(self.clocks(clock=self.clock), [])

	def test_the_offices_own_days(self):
		self.set("handing_over_days", 5)
		make_catalogue(self.family)
		self.assertEqual(self.row(self.clock)["due"], in_days(5))


class TestFirstContact(ClocksTestCase):
	clock = "First Contact"

	def test_a_week_from_handing_over(self):
		catalogue = make_catalogue(self.family)
		self.assertEqual(self.row(self.clock)["due"], in_days(7))
		catalogue.handed_on = "2026-10-02"
		catalogue.save()
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["responsible"]), (in_days(8), email("assistant")))

	def test_the_offices_own_days(self):
		self.set("first_contact_days", 14)
		make_catalogue(self.family)
		self.assertEqual(self.row(self.clock)["due"], in_days(14))

	def test_until_somebody_of_the_family_was_met(self):
		make_catalogue(self.family)
		make_visit(self.family, visit_date="2026-09-30")
		make_visit(self.family, visit_date="2026-10-02", participants=[])
		self.assertEqual(self.clocks(clock=self.clock), [self.clock])
		make_visit(self.family, visit_date="2026-10-03")
		self.assertEqual(self.clocks(clock=self.clock), [])


class TestAuthorisationEnds(ClocksTestCase):
	clock = "Authorisation Ends"

	def test_the_last_day_of_a_submitted_one(self):
		authorisation = make_authorisation(self.family, until_date=day(5))
		self.assertEqual(self.clocks(clock=self.clock), [])
		authorisation.submit()
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["document"]), (day(5), authorisation.name))
		self.assertEqual((row["responsible"], row["what"]), (email("assistant"), f"{PERSON}: {BODY}"))

	def test_a_general_one(self):
		submitted(make_authorisation(self.family, reach="General", until_date=day()))
		self.assertEqual(self.row(self.clock)["what"], f"{PERSON}: {_('General')}")

	def test_not_when_it_is_over_or_has_no_end(self):
		withdrawn = submitted(make_authorisation(self.family, until_date=day(5)))
		withdrawn.withdrawn_on = day()
		withdrawn.save()
		submitted(make_authorisation(self.family, until_date=day(-1)))
		submitted(make_authorisation(self.family))
		self.assertEqual(self.clocks(clock=self.clock), [])


class TestChildPlan(ClocksTestCase):
	clock = "Child's Plan Due"

	def test_the_day_that_the_childs_plan_says(self):
		placement = make_placement(self.family, plan_date="2026-09-10", next_plan_due=day(20))
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["document"]), (day(20), placement.name))
		self.assertEqual((row["responsible"], row["what"]), (email("assistant"), "Jan Testowy"))
		assign(self.family, "consultant", "Foster-Care Coordinator")
		self.assertEqual(self.row(self.clock)["responsible"], email("consultant"))

	def test_while_the_placement_runs(self):
		placement = make_placement(self.family, next_plan_due=day(20))
		placement.update({"until_date": day(), "end_code": "Returned Home"})
		placement.save()
		make_placement(self.family, child=PERSON)
		self.assertEqual(self.clocks(clock=self.clock), [])
