import frappe
from frappe.utils import getdate

from opsfamily.case.document import FutureDateError
from opsfamily.core.requests import ASSIGNED, SENT
from opsfamily.exceptions import EmptyDocumentError, NotHeadError
from opsfamily.ops_intake.doctype.court_letter.court_letter import NoCourtOrderError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_court_letter,
	make_family,
	make_request,
	moved,
)

DOCTYPE, PAPER = "Court Letter", "Pismo do sądu"


class TestCourtLetter(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(legal_basis="Court Order").name
		assign(self.family)

	def letter(self, **values):
		with self.acting("assistant"):
			return make_court_letter(self.family, **values)

	def test_only_about_a_family_under_an_order(self):
		self.family = make_family(legal_basis="Family Consent").name
		assign(self.family)
		with self.refused(NoCourtOrderError, label(DOCTYPE, "family")):
			self.letter()

	def test_the_order_of_the_request_is_taken_over(self):
		family = make_family().name
		order = {"basis": "Court Order", "court_reference": "III Nsm 9/26", "court_date": "2026-10-01"}
		with self.acting("coordinator"):
			request = moved(make_request(family, **order), SENT)
		with self.acting("head"):
			moved(request, ASSIGNED, assistant=email("assistant"), workload_reason="rodzina testowa")
		letter = make_court_letter(family, reference=None, letter_date=day())
		self.assertEqual((letter.reference, str(letter.order_date)), ("III Nsm 9/26", "2026-10-01"))

	def test_the_future(self):
		with self.refused(FutureDateError, label(DOCTYPE, "letter_date")):
			self.letter(letter_date=day(1))

	def test_the_head_signs(self):
		letter = self.letter()
		with self.acting("assistant"), self.assertRaises(frappe.PermissionError):
			fresh(letter).submit()
		with self.acting("head"):
			signed = fresh(letter)
			signed.submit()
		self.assertEqual((signed.signed_by, signed.signed_on), (email("head"), getdate()))
		self.assertEqual(signed.signed_as_deputy, 0)

	def test_a_client_signs_nothing(self):
		letter = self.letter(signed_by=email("head"), signed_by_name="Grażyna Kierowniczka")
		self.assertEqual((letter.signed_by, letter.signed_by_name), (None, None))

	def test_only_the_head(self):
		letter = self.letter()
		letter.flags.ignore_permissions = True
		with self.acting("coordinator"), self.refused(NotHeadError):
			letter.submit()

	def test_nothing_to_say(self):
		letter = self.letter(facts=None)
		with self.acting("head"), self.refused(EmptyDocumentError, label(DOCTYPE, "facts")):
			fresh(letter).submit()

	def test_the_paper(self):
		letter = self.letter(facts="Nie było <b>nikogo</b> 3 razy.")
		paper = frappe.get_print(DOCTYPE, letter.name, PAPER)
		for words in ("Sąd Rejonowy", "III Nsm 123/26", "Maria Testowa", "&lt;b&gt;nikogo", "kierownik"):
			self.assertIn(words, paper)
		letter.db_set("signed_as_deputy", 1)
		self.assertIn(", w zastępstwie)", frappe.get_print(DOCTYPE, letter.name, PAPER))
