import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import FamilyMovedError, NotificationClosedError, ReasonMissingError
from opsfamily.ops_intake.doctype.family_notification.family_notification import BeforeNotificationError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	day,
	fresh,
	make_closed_case,
	make_family,
	make_notification,
	make_request,
	moved,
)

DOCTYPE = "Family Notification"


class TestFamilyNotification(SiteTestCase):
	def test_a_notification_is_numbered_and_new(self):
		notification = make_notification(make_family().name)
		self.assertRegex(notification.name, r"^ZGL-\d{4}-\d{4}$")
		self.assertEqual(notification.status, "Newly Reported")

	def test_the_state_follows_from_the_facts(self):
		family = make_family()
		notification = make_notification(family.name, status="Request Made")
		self.assertEqual(notification.status, "Newly Reported")
		notification.update({"interview_date": day(-5), "status": "Newly Reported"})
		notification.save()
		self.assertEqual(notification.status, "Interview Done")
		request = make_request(family.name, notification=notification.name)
		self.assertEqual(fresh(notification).status, "Interview Done")
		moved(request, "Request Sent")
		self.assertEqual(fresh(notification).status, "Request Made")

	def test_closing_needs_its_reason(self):
		notification = make_notification(make_family().name)
		for reason in (None, "  "):
			notification = fresh(notification)
			notification.update({"closed_on": day(), "closing_reason": reason})
			with self.refused(ReasonMissingError, label(DOCTYPE, "closing_reason")):
				notification.save()
		notification = fresh(notification)
		notification.update({"closed_on": day()})
		notification.closing_reason = "rodzina otrzymuje już pomoc w innym ośrodku"
		with self.refused(ReasonMissingError, label(DOCTYPE, "closing_code")):
			notification.save()
		notification = fresh(notification)
		notification.update({"closed_on": day(), "closing_code": "Other Support Is Enough"})
		notification.closing_reason = "rodzina otrzymuje już pomoc w innym ośrodku"
		notification.save()
		self.assertEqual(notification.status, "Closed Without Request")

	def test_a_closing_that_is_taken_back_leaves_no_reason(self):
		notification = make_notification(make_family().name, closed_on=day(), closing_reason="pomyłka")
		notification.closed_on = None
		notification.save()
		self.assertEqual((notification.status, notification.closing_reason), ("Newly Reported", None))

	def test_nothing_lies_before_the_notification(self):
		family = make_family().name
		make_notification(family, received_on=day(-20))
		notification = make_notification(family, received_on=day(-10))
		for fieldname in ("interview_date", "answered_on", "closed_on"):
			notification = fresh(notification)
			notification.update({fieldname: day(-11), "closing_reason": "x", "closing_code": "Other Reason"})
			words = (label(DOCTYPE, fieldname), label(DOCTYPE, "received_on"))
			with self.subTest(fieldname=fieldname), self.refused(BeforeNotificationError, *words):
				notification.save()

	def test_all_on_the_day_of_the_notification(self):
		days = dict.fromkeys(("interview_date", "answered_on"), day(-10))
		self.assertEqual(make_notification(make_family().name, **days).status, "Interview Done")

	def test_nothing_lies_in_the_future(self):
		family = make_family().name
		for fieldname in ("received_on", "interview_date", "answered_on", "closed_on"):
			with self.subTest(fieldname=fieldname), self.refused(FutureDateError, label(DOCTYPE, fieldname)):
				make_notification(family, **{fieldname: day(1), "closing_reason": "x"})

	def test_one_with_a_request_is_not_closed_without_one(self):
		family = make_family().name
		notification = make_notification(family)
		request = moved(make_request(family, notification=notification.name), "Request Sent")
		notification.reload()
		reason = {"closing_reason": "x", "closing_code": "Other Reason"}
		notification.update({"closed_on": day(), **reason})
		with self.refused(NotificationClosedError, request.name):
			notification.save()

	def test_a_closed_one_gets_no_request(self):
		family = make_family().name
		notification = make_notification(family, closed_on=day(), closing_reason="fałszywy alarm")
		with self.refused(NotificationClosedError, notification.name):
			make_request(family, notification=notification.name)

	def test_another_familys_notification_is_no_paper_of_this_request(self):
		notification = make_notification(make_family().name)
		with self.refused(FamilyMovedError, notification.name):
			make_request(make_family().name, notification=notification.name)

	def test_the_interview_is_due_by_the_offices_days(self):
		family = make_family().name
		self.assertEqual(make_notification(family, received_on=day(-3)).interview_due, day(11))
		urgent = make_notification(family, received_on=day(-3), urgency="Urgent")
		self.assertEqual(urgent.interview_due, day(-1))
		frappe.db.set_single_value("OPS Settings", "urgent_interview_days", 1)
		urgent.save()
		self.assertEqual(urgent.interview_due, day(-2))

	def test_a_family_without_an_assistant_is_notified_only(self):
		family = make_family(assistant_since=None)
		make_notification(family.name)
		self.assertEqual(fresh(family).status, "Notified")

	def test_a_family_that_has_or_had_an_assistant_stays_as_it_is(self):
		# By an assignment that is older than the notification: the family was taken over with its work under way.
		running, ended, monitored = (make_family(assistant_since=None) for _each in range(3))
		assign(running.name)
		assign(ended.name, until_date=day(-30))
		assign(monitored.name)
		make_closed_case(monitored.name)
		for family, status in (
			(running, "Under Support"),
			(ended, "Under Support"),
			(monitored, "Monitored"),
		):
			make_notification(family.name)
			self.assertEqual(fresh(family).status, status)

	def test_who_reported_is_withheld_from_the_assistant(self):
		family = make_family()
		notification = make_notification(family.name, reporter="sąsiadka", reporter_contact="500 000 000")
		assign(family.name)
		assign(family.name, "social_worker", "Social Worker")
		for key, reporter in (("assistant", None), ("social_worker", "sąsiadka"), ("head", "sąsiadka")):
			with self.subTest(key=key), self.acting(key):
				seen = frappe.get_doc(DOCTYPE, notification.name)
				seen.apply_fieldlevel_read_permissions()
				self.assertEqual(seen.get("reporter"), reporter)
				self.assertEqual(bool(seen.get("reporter_contact")), bool(reporter))

	def test_who_may_write_one(self):
		family = make_family()
		for key, part in (
			("assistant", "Family Assistant"),
			("social_worker", "Social Worker"),
			("consultant", "Consultant"),
		):
			assign(family.name, key, part)
		for key in ("assistant", "consultant", "administrator"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				make_notification(family.name)
		for key in ("social_worker", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertTrue(make_notification(family.name).name)
