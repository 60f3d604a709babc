import frappe
from frappe.utils import get_datetime, now_datetime

from opsfamily.case.document import FutureDateError
from opsfamily.case.household import get_household
from opsfamily.core.control_pack import DANGER, get_why
from opsfamily.exceptions import EmptyDocumentError, PeriodError, SomebodyElsesWorkError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_consultation.doctype.intervention.intervention import SignerError
from opsfamily.permissions.registry import ENTRIES
from opsfamily.tests.base import SendsMail, SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	amended,
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_closed_case,
	make_family,
)
from opsfamily.tests.make_help import make_intervention

DOCTYPE = "Intervention"
PEOPLE = ("assistant", "coordinator", "head", "social_worker", "stranger")


class InterventionCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(members=[{"full_name": "Jan Testowy"}]).name
		assign(self.family)

	def write(self, key: str = "assistant", **values):
		with self.acting(key):
			return make_intervention(self.family, key=key, **values)


class TestIntervention(InterventionCase):
	def test_the_worker_writes_and_signs(self):
		record = self.write()
		self.assertIsNone(record.signed_at)
		with self.acting("assistant"):
			record.submit()
		self.assertLess(abs((now_datetime() - get_datetime(record.signed_at)).total_seconds()), 120)

	def test_nobody_signs_for_another(self):
		record = self.write()
		for key in ("coordinator", "head"):
			with self.acting(key), self.refused(SignerError, label(DOCTYPE, "worker"), "Anna Asystentka"):
				fresh(record).submit()
		self.assertTrue(fresh(record).docstatus.is_draft())

	def test_a_client_does_not_type_the_signature(self):
		self.assertIsNone(self.write(signed_at="2026-10-14 18:00:00").signed_at)

	def test_nobody_on_the_case_writes_anothers(self):
		record = self.write()
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("social_worker"):
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "worker")):
				make_intervention(self.family)
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "worker")):
				fresh(record).update({"done": "x"}).save()
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "worker")):
				fresh(record).update({"worker": email("social_worker")}).save()
		with self.acting("coordinator"):
			fresh(record).update({"place": "szkoła"}).save()

	def test_what_was_seen_is_needed_at_once_and_what_was_done_when_signing(self):
		with self.acting("assistant"), self.assertRaises(frappe.MandatoryError):
			make_intervention(self.family, seen=None)
		record = self.write(done=" ")
		with self.acting("assistant"), self.refused(EmptyDocumentError, label(DOCTYPE, "done")):
			record.submit()

	def test_its_days(self):
		with self.refused(FutureDateError, label(DOCTYPE, "intervention_date")):
			self.write(intervention_date=day(1), notified=[])
		early = [
			{"body": "policja", "notified_on": "2026-10-14"},
			{"body": "sąd rodzinny", "notified_on": "2026-10-13"},
		]
		with self.refused(PeriodError, in_row(2, label("Intervention Notice", "notified_on"))):
			self.write(notified=early)

	def test_a_day_of_the_blue_card_says_who_started_it(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "blue_card_by")):
			self.write(blue_card_on="2026-10-14")
		self.assertTrue(self.write(blue_card_on="2026-10-14", blue_card_by="policja").name)

	def test_danger_is_written_on_a_closed_case_too(self):
		make_closed_case(self.family)
		self.assertTrue(self.write("coordinator", intervention_date=day(), notified=[]).name)

	def test_what_happened_is_at_level_1(self):
		fields = {df.fieldname for df in frappe.get_meta(DOCTYPE).fields if df.permlevel == 1}
		self.assertEqual(fields, {"persons", "seen", "done", "notified", "blue_card_by", "blue_card_on"})

	def test_neither_in_an_access_copy_nor_in_a_control_pack(self):
		record = self.write()
		people = get_household(self.family)
		entries = get_prepared_entries(self.family, people[0], people[1:]).entries
		self.assertEqual([row for row in entries if row["source_name"] == record.name], [])
		entry = next(one for one in ENTRIES if one.doctype == DOCTYPE)
		self.assertIsNone(entry.access_copy_reader)
		self.assertEqual(get_why(DOCTYPE, False), DANGER)

	def test_the_familys_page_tells_the_day_alone(self):
		record = self.write(intervention_date=day(), notified=[], seen="tajne")
		with self.acting("coordinator"):
			[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertEqual((line.name, line.late), (record.name, True))
		self.assertNotIn("tajne", line.text)
		with self.acting("stranger"):
			self.assertEqual(get_lines(self.family, frozenset({DOCTYPE})), [])

	def test_a_stranger_reads_and_writes_none(self):
		record = self.write()
		with self.acting("stranger"):
			with self.assertRaises(frappe.PermissionError):
				make_intervention(self.family, key="stranger")
			self.assertFalse(frappe.has_permission(DOCTYPE, "read", doc=record.name))
			self.assertEqual(frappe.get_list(DOCTYPE, {"family": self.family}), [])


class TestNotice(SendsMail, InterventionCase):
	"""Who is told at once, and in which words."""

	def told(self) -> list[str]:
		"""Return who has a notice, of the people of this test (a site has its demo coordinators, too)."""
		users = frappe.get_all("Notification Log", pluck="for_user", order_by="for_user")
		return [user for user in users if user in map(email, PEOPLE)]

	def test_the_coordinator_and_the_head_are_told_at_once(self):
		record = self.write()
		self.assertEqual(self.told(), [email("coordinator"), email("head")])
		log = frappe.get_last_doc("Notification Log", {"for_user": email("head")})
		self.assertEqual((log.document_type, log.document_name), (DOCTYPE, record.name))

	def test_both_name_the_number_alone(self):
		self.write()
		subjects = frappe.get_all("Notification Log", pluck="subject", order_by="name")
		self.assertEqual(set(subjects), {f"Zapisano interwencję: rodzina {self.family}"})
		mails = "\n".join(frappe.get_all("Email Queue", pluck="message", order_by="creation"))
		self.assertIn(self.family, mails)
		for secret in ("Testow", "parapecie", "polic"):
			self.assertNotIn(secret, mails)

	def test_the_writer_is_not_told(self):
		self.write("coordinator")
		self.assertNotIn(email("coordinator"), self.told())
		self.assertIn(email("head"), self.told())

	def test_the_familys_own_coordinator_rather_than_all(self):
		assign(self.family, "working_coordinator", "Coordinator")
		self.write()
		self.assertNotIn(email("coordinator"), self.told())

	def test_neither_a_change_nor_a_correction_tells_again(self):
		record = self.write()
		with self.acting("assistant"):
			record.update({"place": "szkoła"}).save()
			amended(cancelled(record))
		self.assertEqual(self.told(), [email("coordinator"), email("head")])
