import frappe
from frappe import PermissionError

from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_figures import make_counted


class TestCountedDocument(SiteTestCase):
	def test_nobody_writes_one_by_hand(self):
		family = make_family().name
		values = {
			"report": "RAP-0000",
			"code": "F1",
			"family": family,
			"document_type": "Family",
			"document": family,
		}
		for key in ("head", "coordinator", "clerk"):
			with self.subTest(key), acting_as(email(key)), self.assertRaises(PermissionError):
				frappe.get_doc({"doctype": "Counted Document", **values}).insert()

	def test_it_is_read_by_head_and_coordinator_alone(self):
		family = make_family().name
		assign(family)
		name = make_counted(family).name
		for key, reads in (("head", True), ("coordinator", True), ("clerk", False), ("assistant", False)):
			with self.subTest(key), acting_as(email(key)):
				self.assertEqual(bool(frappe.has_permission("Counted Document", doc=name)), reads)
