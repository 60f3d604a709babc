"""The base of the tests that stand beside the DocTypes, on v15 and v16."""

from contextlib import contextmanager

import frappe

from opsfamily.permissions import forget_families

try:
	from frappe.tests import IntegrationTestCase
except ImportError:  # v15
	from frappe.tests.utils import FrappeTestCase as IntegrationTestCase

from opsfamily.tests import factories


@contextmanager
def acting_as(user: str):
	"""Do something with the permissions of another user, as a request of its own would."""
	before = frappe.session.user
	frappe.set_user(user)
	forget_families()
	try:
		yield
	finally:
		frappe.set_user(before)
		forget_families()


class SiteTestCase(IntegrationTestCase):
	"""A real site with the section's people; what a test writes is rolled back after it."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		factories.make_people()

	def setUp(self):
		frappe.set_user("Administrator")
		forget_families()
		frappe.db.savepoint("before_test")

	def tearDown(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="before_test")
		forget_families()

	def acting_as(self, user: str):
		return acting_as(user)
