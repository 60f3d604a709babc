"""The base of the tests that stand beside the DocTypes, on v15 and v16."""

from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import strip_html

from opsfamily.compat import get_release
from opsfamily.office import SETTINGS
from opsfamily.permissions.rule import forget_families
from opsfamily.permissions.session import acting_as

try:
	# Its IntegrationTestCase first makes records of the framework's own tests, which want a mail server.
	from frappe.tests import UnitTestCase as PlatformTestCase
except ImportError:  # v15
	from frappe.tests.utils import FrappeTestCase as PlatformTestCase

from opsfamily.tests import factories


def forget_setting(fieldname: str) -> None:
	"""Leave a site that was never asked for this setting."""
	frappe.db.delete("Singles", {"doctype": SETTINGS, "field": fieldname})
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def label(doctype: str, fieldname: str) -> str:
	"""The field's label as messages say it, in the language of the session."""
	return _(frappe.get_meta(doctype).get_label(fieldname))


def unchanging(doctype: str, fieldname: str) -> str:
	"""The field's label as the framework refuses to change its value: from v16 on in the language of the session."""
	return (
		label(doctype, fieldname)
		if get_release() >= (16, 0)
		else frappe.get_meta(doctype).get_label(fieldname)
	)


def in_row(row: int, text: str) -> str:
	"""How a message names a field of a row."""
	return _("Row {0}: {1}").format(row, text)


class SiteTestCase(PlatformTestCase):
	"""A real site with the section's people; what a test writes is rolled back after it."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		factories.make_people()
		# Made once a site and kept: no test changes them.
		frappe.db.commit()

	def setUp(self):
		frappe.set_user("Administrator")
		frappe.local.lang = "pl"
		frappe.clear_messages()
		forget_families()
		self.families_before = len(factories.made_families)
		frappe.db.savepoint("before_test")

	def tearDown(self):
		frappe.set_user("Administrator")
		self.undo()
		frappe.db.value_cache.clear()
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		forget_families()

	def undo(self):
		"""Back to the site as it was before the test."""
		try:
			frappe.db.rollback(save_point="before_test")
		except frappe.db.OperationalError:
			# The savepoint is gone with a commit of the framework's own.
			frappe.db.rollback()
			factories.erase_leftovers(self.families_before)

	def acting_as(self, user: str):
		return acting_as(user)

	def acting(self, key: str):
		"""As `acting_as`, by the key of one of the section's people."""
		return acting_as(factories.email(key))

	@contextmanager
	def refused(self, exception: type[Exception], *words: str):
		"""The rule of this exception refuses (no other one), in a message that holds these words.

		What a refused request wrote is undone, as at the end of a request.
		"""
		frappe.db.savepoint("before_refusal")
		with self.assertRaises(exception) as caught:
			yield
		frappe.db.rollback(save_point="before_refusal")
		self.assertIs(type(caught.exception), exception)
		message = strip_html(str(caught.exception))
		for word in words:
			self.assertIn(strip_html(str(word)), message)

	def messages(self) -> str:
		"""What the screen shows beside the result of a request."""
		log = (frappe.parse_json(message) for message in frappe.local.message_log)
		texts = [message.get("message") or "" for message in log]
		# v16 keeps a list of messages as one.
		return " ".join(strip_html(" ".join(text) if isinstance(text, list) else text) for text in texts)


class SendsMail:
	"""Before SiteTestCase: an office that sends its notices by e-mail, too, and none of them yet."""

	def setUp(self):
		super().setUp()
		frappe.db.delete("Notification Log")
		frappe.db.delete("Email Queue")
		frappe.db.set_single_value("OPS Settings", "sends_digest_email", 1)
		account = {"email_id": "ops@test.opsfamily.example", "enable_outgoing": 1, "default_outgoing": 1}
		# Inserting it the usual way would ask a mail server.
		frappe.get_doc({"doctype": "Email Account", "name": "OPS", **account}).db_insert()
		frappe.local.outgoing_email_account = {}

	def tearDown(self):
		super().tearDown()
		frappe.local.outgoing_email_account = {}
