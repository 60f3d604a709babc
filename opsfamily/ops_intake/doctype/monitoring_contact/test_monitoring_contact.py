import frappe
from frappe.utils import getdate

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, NotClosedError
from opsfamily.ops_intake.doctype.monitoring_contact.monitoring_contact import MonitoringPeriodError
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_closed_case,
	make_closing,
	make_family,
	make_monitoring_contact,
)

DOCTYPE = "Monitoring Contact"


class TestMonitoringContact(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		assign(self.family, "social_worker", "Social Worker")
		self.closing = make_closed_case(self.family, closing_date=day(-30), monitoring_until=day(30))

	def test_the_assistant_who_stayed_writes_it(self):
		with self.acting("assistant"):
			contact = make_monitoring_contact(self.family, next_on=day(30))
		self.assertEqual(contact.closing, self.closing.name)
		self.assertEqual((contact.worker, contact.worker_name), (email("assistant"), "Anna Asystentka"))
		self.assertEqual(contact.representative, "Maria Testowa")

	def test_who_did_not_stay_writes_none(self):
		with self.acting("social_worker"), self.assertRaises(frappe.PermissionError):
			make_monitoring_contact(self.family)

	def test_the_first_and_the_last_day_are_monitored(self):
		make_monitoring_contact(self.family, contact_date=day(-30))
		self.closing.db_set("monitoring_until", day(0))
		make_monitoring_contact(self.family)

	def test_before_the_closing(self):
		with self.refused(MonitoringPeriodError, label(DOCTYPE, "contact_date"), paper_date(day(-30))):
			make_monitoring_contact(self.family, contact_date=day(-31))

	def test_after_its_end(self):
		self.closing.db_set("monitoring_until", day(-1))
		with self.refused(MonitoringPeriodError, label(DOCTYPE, "contact_date"), paper_date(day(-1))):
			make_monitoring_contact(self.family)
		make_monitoring_contact(self.family, contact_date=day(-1))

	def test_an_existing_one_is_not_moved_out_of_it(self):
		contact = make_monitoring_contact(self.family)
		with self.refused(MonitoringPeriodError, label(DOCTYPE, "contact_date")):
			contact.update({"contact_date": day(-31)}).save()

	def test_an_existing_one_keeps_a_closing(self):
		contact = make_monitoring_contact(self.family)
		with self.refused(EmptyDocumentError, label(DOCTYPE, "closing")):
			contact.update({"closing": None}).save()

	def test_a_closing_without_monitoring(self):
		family = make_family().name
		closing = make_closed_case(family, monitoring_until=None)
		with self.refused(MonitoringPeriodError, closing.name):
			make_monitoring_contact(family)

	def test_a_case_that_is_not_closed(self):
		family = make_family().name
		with self.refused(NotClosedError, label(DOCTYPE, "closing")):
			make_monitoring_contact(family)
		with self.refused(NotClosedError):
			make_monitoring_contact(family, closing=make_closing(family).name)

	def test_not_after_reopening(self):
		fresh(self.closing).reopen("kryzys")
		with self.refused(NotClosedError):
			make_monitoring_contact(self.family)

	def test_another_familys_closing(self):
		with self.refused(NotClosedError):
			make_monitoring_contact(make_family().name, closing=self.closing.name)
		contact = make_monitoring_contact(self.family)
		other = make_closed_case(make_family().name)
		with self.refused(FamilyMovedError, label(DOCTYPE, "closing")):
			contact.update({"closing": other.name}).save()

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "contact_date")):
			make_monitoring_contact(self.family, contact_date=day(1))

	def test_the_next_one_lies_between_this_one_and_the_end(self):
		with self.refused(MonitoringPeriodError, label(DOCTYPE, "next_on"), paper_date(day(0))):
			make_monitoring_contact(self.family, next_on=day(-1))
		with self.refused(MonitoringPeriodError, label(DOCTYPE, "next_on"), paper_date(day(30))):
			make_monitoring_contact(self.family, next_on=day(31))
		self.assertEqual(getdate(make_monitoring_contact(self.family, next_on=day(30)).next_on), day(30))

	def test_without_a_finding(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "finding")):
			make_monitoring_contact(self.family, finding="  ")
