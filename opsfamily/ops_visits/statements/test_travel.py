"""Kilometres on visits and other work, their cost, and the month's paper."""

from io import BytesIO

from openpyxl import load_workbook

import frappe
from frappe.utils import getdate

from opsfamily.case.travel import Travel, get_travel
from opsfamily.case.travelled import DistanceError, TravelOffError, propose_ends
from opsfamily.case.worker_period import SecondAtOnceError
from opsfamily.core.travel import LARGE_CAR, LUMP_SUM, MILEAGE_RECORD, SMALL_CAR
from opsfamily.exceptions import EmptyDocumentError
from opsfamily.ops_paper.statements import get_html, make_workbook
from opsfamily.ops_visits.doctype.family_visit.family_visit import MonthClosedError
from opsfamily.ops_visits.doctype.other_work_time.other_work_time import TravelFrozenError
from opsfamily.ops_visits.doctype.worker_vehicle.worker_vehicle import VehicleLimitError
from opsfamily.ops_visits.page.month_close import month_close
from opsfamily.ops_visits.statements.travel import (
	RateMissingError,
	VehicleMissingError,
	get_statement,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	email,
	fresh,
	make_family,
	make_timesheet,
	make_visit,
	sent,
)
from opsfamily.tests.make_employment import make_absence, make_vehicle
from opsfamily.tests.make_safety import make_other_work

MONTH = "2025-03"
MARCH = (getdate("2025-03-01"), getdate("2025-03-31"))
WORKER = email("assistant")
VISIT, SETTINGS = "Family Visit", "OPS Settings"


class TravelTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.set_up_office(counts_travel=1, place="Miasto", travel_settlement=MILEAGE_RECORD)
		self.family = make_family(
			representative="Krystyna Nazwisko", address="ul. Ukryta 7, 05-500 Piaseczno"
		).name
		assign(self.family, from_date="2024-01-01")

	def tearDown(self):
		super().tearDown()
		for doctype in (VISIT, "Other Work Time"):
			frappe.clear_cache(doctype=doctype)

	def set_up_office(self, **values):
		settings = frappe.get_single(SETTINGS)
		settings.update(values)
		settings.set(
			"travel_rates",
			[
				{"capacity_class": LARGE_CAR, "from_date": "2023-01-17", "rate": 1.15},
				{"capacity_class": SMALL_CAR, "from_date": "2025-03-10", "rate": 0.89},
			],
		)
		settings.set("travel_limits", [{"from_date": "2020-01-01", "kilometres": 300}])
		settings.save()
		frappe.clear_document_cache(SETTINGS, SETTINGS)

	def visit(self, on: int = 4, hour: int = 10, **values):
		times = {"from_time": f"{hour:02d}:00", "to_time": f"{hour + 1:02d}:00"}
		return make_visit(self.family, visit_date=f"{MONTH}-{on:02d}", **times, **values)

	def vehicle(self, **values):
		defaults = {"from_date": "2025-01-01", "registration": "WPI 12345", "capacity_class": LARGE_CAR}
		return make_vehicle(**{**defaults, **values})


class TestKilometres(TravelTestCase):
	def test_the_ends_are_proposed(self):
		visit = self.visit(kilometres=12.4)
		self.assertEqual(
			(visit.kilometres, visit.travel_from, visit.travel_to), (12.4, "Miasto", "Piaseczno")
		)
		later = self.visit(hour=13, kilometres=3, travel_to=" Wólka ")
		self.assertEqual((later.travel_from, later.travel_to), ("Piaseczno", "Wólka"))
		self.assertEqual(propose_ends(WORKER, visit.visit_date, None)["travel_from"], "Wólka")
		self.assertEqual(
			propose_ends(WORKER, visit.visit_date, self.family, "12:00")["travel_from"], "Piaseczno"
		)

	def test_without_kilometres_there_is_no_way(self):
		visit = fresh(self.visit(travel_from="A", travel_to="B"))
		self.assertEqual((visit.kilometres, visit.travel_from, visit.travel_to), (0, None, None))

	def test_what_is_no_distance(self):
		for kilometres in (-1, 12.45, 5000):
			with self.refused(DistanceError, label(VISIT, "kilometres")):
				self.visit(kilometres=kilometres)

	def test_other_work_says_where_it_went(self):
		with self.refused(EmptyDocumentError, label("Other Work Time", "travel_to")):
			make_other_work(work_date=f"{MONTH}-05", kilometres=8)
		entry = make_other_work(work_date=f"{MONTH}-05", kilometres=8, travel_to="Warszawa")
		self.assertEqual((entry.travel_from, entry.travel_to), ("Miasto", "Warszawa"))

	def test_where_the_office_pays_nothing(self):
		self.set_up_office(counts_travel=0)
		with self.refused(TravelOffError, label(VISIT, "kilometres")):
			self.visit(kilometres=3)
		self.visit()

	def test_an_old_visit_is_still_saved_after_it_was_switched_off(self):
		visit = self.visit(kilometres=3)
		self.set_up_office(counts_travel=0)
		fresh(visit).update({"course": "dopisane"}).save()
		self.assertEqual(fresh(visit).kilometres, 3)

	def test_a_month_is_frozen_with_its_card(self):
		visit = self.visit(kilometres=3)
		work = make_other_work(work_date=f"{MONTH}-05", kilometres=8, travel_to="Warszawa")
		card = sent(make_timesheet(self.family, month=MONTH))
		with self.refused(MonthClosedError, label(VISIT, "visit_date")):
			fresh(visit).update({"kilometres": 4}).save()
		with self.refused(TravelFrozenError, label("Other Work Time", "kilometres"), card.name):
			fresh(work).update({"kilometres": 9}).save()
		with self.refused(TravelFrozenError, label("Other Work Time", "kilometres")):
			make_other_work(work_date=f"{MONTH}-06", kilometres=8, travel_to="Warszawa")
		with self.refused(TravelFrozenError):
			fresh(work).delete()
		fresh(work).update({"description": "opis"}).save()
		make_other_work(work_date=f"{MONTH}-06")


class TestTheFields(TravelTestCase):
	def hidden(self) -> set[int]:
		return {
			frappe.get_meta(doctype).get_field(fieldname).hidden
			for doctype in (VISIT, "Other Work Time")
			for fieldname in ("travel_section", "kilometres", "travel_from", "travel_to")
		}

	def test_they_are_shown_where_the_office_pays(self):
		self.assertEqual(self.hidden(), {0})
		self.set_up_office(counts_travel=0)
		self.assertEqual(self.hidden(), {1})

	def test_the_phone_page_asks_only_then(self):
		from opsfamily.ops_visits.doctype.family_visit.context import get_visit_context

		family = frappe.get_doc("Family", self.family)
		with self.acting("assistant"):
			context = get_visit_context(family)
		self.assertEqual(context["travel"], {"travel_from": "Miasto", "travel_to": "Piaseczno"})
		self.set_up_office(counts_travel=0)
		with self.acting("assistant"):
			context = get_visit_context(frappe.get_doc("Family", self.family))
		self.assertIsNone(context["travel"])


class TestTheVehicle(TravelTestCase):
	def test_no_more_than_the_offices_limit(self):
		with self.refused(VehicleLimitError, label("Worker Vehicle", "monthly_limit"), "300"):
			self.vehicle(monthly_limit=301)
		self.assertEqual(self.vehicle(monthly_limit=300).full_name, "Anna Asystentka")

	def test_one_at_a_time(self):
		self.vehicle()
		with self.refused(SecondAtOnceError, label("Worker Vehicle", "from_date")):
			self.vehicle(from_date="2025-02-01")

	def test_without_a_number(self):
		with self.refused(EmptyDocumentError, label("Worker Vehicle", "registration")):
			self.vehicle(registration=" ")

	def test_a_worker_sees_their_own(self):
		vehicle, seen = self.vehicle(), {}
		for key in ("assistant", "other_assistant", "coordinator", "social_worker"):
			with self.acting(key):
				seen[key] = fresh(vehicle).has_permission("read")
		expected = {"assistant": True, "other_assistant": False, "coordinator": True}
		self.assertEqual(seen, {**expected, "social_worker": False})


class TestTheMileageRecord(TravelTestCase):
	def test_ways_with_number_and_locality_only(self):
		self.vehicle()
		visit = self.visit(kilometres=12.4)
		make_other_work(work_date=f"{MONTH}-05", kilometres=8, travel_to="Warszawa", kind="szkolenie")
		statement, visits = get_statement(MONTH, WORKER)
		html = get_html(statement)
		shown = ("Miasto – Piaseczno", self.family, "szkolenie", "WPI 12345", "12,4", "1,1500", "14,26")
		for text in (*shown, "20,4", "23,46"):
			self.assertIn(text, html)
		for hidden in ("Krystyna", "Nazwisko", "Ukryta"):
			self.assertNotIn(hidden, html)
		self.assertEqual(visits, [visit.name])
		self.assertEqual(get_travel(*MARCH)[WORKER], Travel(20.4, 23.46, 0))

	def test_a_rate_that_is_missing_for_the_day(self):
		self.vehicle(capacity_class=SMALL_CAR)
		self.visit(on=4, kilometres=10)
		with self.refused(RateMissingError, label(SETTINGS, "travel_rates"), "04.03.2025"):
			get_statement(MONTH, WORKER)
		self.assertEqual(get_travel(*MARCH)[WORKER], Travel(10, 0, 10))

	def test_without_a_vehicle(self):
		self.visit(on=4, kilometres=10)
		with self.refused(VehicleMissingError, "Anna Asystentka", "04.03.2025"):
			get_statement(MONTH, WORKER)

	def test_what_is_above_the_limit_and_not_sent_is_noted(self):
		self.vehicle(monthly_limit=20)
		self.visit(on=4, kilometres=30.5)
		card = make_timesheet(self.family, month=MONTH)
		html = get_html(get_statement(MONTH, WORKER)[0])
		for text in ("20 km", "10,5 km", card.name):
			self.assertIn(text, html)

	def test_a_workbook_of_numbers(self):
		self.vehicle()
		self.visit(kilometres=12.4, travel_to="=1+1")
		sheet = load_workbook(BytesIO(make_workbook(get_statement(MONTH, WORKER)[0]))).active
		rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
		head = next(number for number, row in enumerate(rows) if row[0] == "Lp.")
		self.assertEqual(rows[head + 1][4:7], [12.4, 1.15, 14.26])
		self.assertEqual(rows[head + 2][4:7:2], [12.4, 14.26])

	def test_it_is_answered_to_its_worker_and_the_section(self):
		self.vehicle()
		visit = self.visit(kilometres=12.4)
		with self.acting("assistant"):
			month_close.travel(MONTH)
		self.assertTrue(frappe.local.response.filecontent.startswith(b"%PDF"))
		self.assertTrue(frappe.db.exists("Access Log", {"reference_document": visit.name, "user": WORKER}))
		with self.acting("coordinator"):
			month_close.travel(MONTH, WORKER, 1)
		for key in ("other_assistant", "social_worker", "nobody"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				month_close.travel(MONTH, WORKER)

	def test_where_the_office_pays_nothing(self):
		self.set_up_office(counts_travel=0)
		with self.refused(TravelOffError, label(SETTINGS, "counts_travel")):
			get_statement(MONTH, WORKER)

	def test_the_months_page_offers_it(self):
		with self.acting("assistant"):
			self.assertNotIn("travel", month_close.screen(MONTH)["own"]["statements"])
		self.vehicle()
		with self.acting("assistant"):
			self.assertIn("travel", month_close.screen(MONTH)["own"]["statements"])
		self.set_up_office(counts_travel=0)
		with self.acting("assistant"):
			self.assertNotIn("travel", month_close.screen(MONTH)["own"]["statements"])


class TestTheLumpSum(TravelTestCase):
	def setUp(self):
		super().setUp()
		self.set_up_office(travel_settlement=LUMP_SUM)

	def test_less_a_twenty_second_part_for_each_day_of_absence(self):
		self.vehicle()
		make_absence(from_date="2025-03-06", until_date="2025-03-10")
		html = get_html(get_statement(MONTH, WORKER)[0])
		for text in ("300 km", "1,1500 zł", "345,00", "47,05", "297,95"):
			self.assertIn(text, html)
		self.assertEqual(get_travel(*MARCH)[WORKER], Travel(0, 297.95, 0))

	def test_days_without_the_vehicle_count_as_well(self):
		self.vehicle(from_date="2025-03-05", monthly_limit=220)
		html = get_html(get_statement(MONTH, WORKER)[0])
		# Two working days before the contract: 253 zł less 2/22.
		for text in ("220 km", "253,00", "23,00", "230,00"):
			self.assertIn(text, html)

	def test_without_a_vehicle_a_rate_or_a_limit(self):
		with self.refused(VehicleMissingError, "Anna Asystentka"):
			get_statement(MONTH, WORKER)
		self.vehicle()
		frappe.db.delete("Travel Rate")
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		with self.refused(RateMissingError, label(SETTINGS, "travel_rates")):
			get_statement(MONTH, WORKER)

	def test_without_a_limit(self):
		self.vehicle()
		frappe.db.delete("Travel Limit")
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		with self.refused(RateMissingError, label(SETTINGS, "travel_limits")):
			get_statement(MONTH, WORKER)
