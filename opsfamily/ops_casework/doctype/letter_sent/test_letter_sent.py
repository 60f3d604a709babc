from hashlib import sha256
from pathlib import Path

import frappe

from opsfamily.case.days import FutureDateError
from opsfamily.core import letters
from opsfamily.core.requests import ASSIGNED, REFUSED, SENT
from opsfamily.exceptions import FamilyMovedError, LetterDocumentError
from opsfamily.ops_casework.doctype.letter_sent import scans
from opsfamily.ops_casework.doctype.letter_sent.beginning import make_beginning
from opsfamily.ops_casework.doctype.letter_sent.letter_sent import ReceivedTooEarlyError
from opsfamily.patches.v1_3 import create_dated_texts
from opsfamily.setup.defaults import read_dated_texts
from opsfamily.setup.document_rules import check_signed_letters
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family, make_request, moved
from opsfamily.tests.make_letters import make_letter
from tests.site.papers import page_of, text_of

DOCTYPE, REFUSAL = "Letter Sent", "Odmowa przydzielenia asystenta"
TO_FAMILY = "Pismo o przydzieleniu dla rodziny"


class TestLetterSent(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(case_mark="OPS.5213.12.2026").name
		assign(self.family)

	def letter(self, **values):
		with self.acting("assistant"):
			return make_letter(**{"family": self.family, **values})

	def decided(self, state: str = REFUSED, basis: str = "Own Application"):
		with self.acting("coordinator"):
			request = moved(make_request(self.family, basis=basis, application_date=day(-3)), SENT)
		reason = {"refusal_reason": "brak zgody", "refusal_code": "Other Reason"}
		assigned = {"assistant": email("assistant"), "workload_reason": "rodzina testowa"}
		with self.acting("head"):
			return moved(request, state, **(reason if state == REFUSED else assigned))

	def set_texts(self, *texts):
		settings = frappe.get_single("OPS Settings")
		settings.dated_texts = []
		for used_in, from_date, text in texts:
			settings.append("dated_texts", {"used_in": used_in, "from_date": from_date, "text": text})
		settings.save()

	# number and mark

	def test_a_letter_has_a_number_and_the_mark_of_the_case(self):
		letter = self.letter()
		self.assertRegex(letter.name, r"^KOR-\d{4}-\d{4}$")
		self.assertEqual(letter.case_mark, "OPS.5213.12.2026")

	def test_an_office_numbers_by_its_own_series(self):
		self.assertEqual(frappe.get_meta(DOCTYPE).autoname, "naming_series:")
		letter = self.letter(naming_series="KOR-.YYYY.-.####")
		self.assertTrue(letter.name.startswith("KOR-"))

	# days

	def test_the_future(self):
		with self.refused(FutureDateError, label(DOCTYPE, "sent_on")):
			self.letter(sent_on=day(1))

	def test_nothing_is_received_before_it_was_sent(self):
		letter = self.letter()
		letter.submit()
		letter.received_on = day(-1)
		with self.refused(ReceivedTooEarlyError, label(DOCTYPE, "received_on")):
			letter.save()

	def test_the_receipt_is_entered_after_sending(self):
		letter = self.letter(letter_date=day(-4), sent_on=day(-3))
		letter.submit()
		letter.update({"received_on": day(-1), "receipt_number": "(00)159007731234567890"})
		letter.save()
		self.assertEqual(str(fresh(letter).received_on), str(day(-1)))

	# its document

	def test_another_familys_document(self):
		other = make_family().name
		assign(other)
		with self.acting("coordinator"):
			foreign = make_request(other)
		with self.refused(FamilyMovedError, foreign.name):
			self.letter(
				letter_kind="Request for an Assistant",
				document_type="Assistant Request",
				document=foreign.name,
			)

	def test_a_document_that_the_user_may_not_see(self):
		with self.acting("coordinator"):
			foreign = make_request(make_family().name)
		with self.assertRaises(frappe.PermissionError):
			self.letter(
				letter_kind="Request for an Assistant",
				document_type="Assistant Request",
				document=foreign.name,
			)

	def test_another_kind_of_letter(self):
		request = self.decided()
		with self.refused(LetterDocumentError, label(DOCTYPE, "letter_kind")):
			self.letter(letter_kind="Court Opinion", document_type="Assistant Request", document=request.name)

	def test_a_draft_is_not_sent(self):
		with self.acting("coordinator"):
			request = make_request(self.family)
		letter = self.letter(
			letter_kind="Request for an Assistant", document_type="Assistant Request", document=request.name
		)
		with self.refused(LetterDocumentError, request.name):
			letter.submit()

	def test_what_a_new_letter_begins_with(self):
		request = self.decided()
		begun = make_beginning("Assistant Request", request.name)
		self.assertEqual(begun["letter_kind"], letters.REFUSAL)
		self.assertEqual(begun["recipient"], "Maria Testowa")
		self.assertEqual(begun["recipient_address"], "ul. Próbna 1")
		self.assertEqual(begun["letter_date"], str(request.decision_date))
		self.letter(**begun).submit()
		with self.assertRaises(LetterDocumentError):
			make_beginning("Family Visit", "x")

	# the text in force, frozen when sent

	def test_the_text_of_the_letters_day_is_printed(self):
		self.set_texts(
			("Letter of Refusal", day(-400), "art. DAWNY"), ("Letter of Refusal", day(-1), "art. NOWY")
		)
		request = self.decided()
		text = text_of(page_of(request, REFUSAL))
		self.assertIn("Na podstawie art. NOWY po rozpatrzeniu", text)
		self.assertIn("Znak sprawy: OPS.5213.12.2026", text)

	def test_a_sent_letter_keeps_its_text(self):
		self.set_texts(
			("Letter of Refusal", day(-400), "art. DAWNY"),
			("Data Protection Clause", day(-400), "Klauzula {administrator}."),
		)
		request = self.decided()
		letter = self.letter(**make_beginning("Assistant Request", request.name))
		letter.submit()
		self.set_texts(("Letter of Refusal", day(-300), "art. NOWY"))
		text = text_of(page_of(request, REFUSAL))
		self.assertIn("art. DAWNY", text)
		self.assertIn(f"Nr pisma: {letter.name}", text)
		self.assertIn("Klauzula", text)
		self.assertNotIn("art. NOWY", text)

	def test_a_client_writes_neither_basis_nor_clause(self):
		self.set_texts(("Letter of Refusal", day(-400), "art. 11"))
		request = self.decided()
		values = {
			**make_beginning("Assistant Request", request.name),
			"legal_basis": "wymyślona",
			"data_clause": "zmyślona",
		}
		letter = self.letter(**values)
		self.assertEqual((letter.legal_basis, letter.data_clause or ""), ("art. 11", ""))

	def test_an_assignment_for_life_has_its_own_basis(self):
		self.set_texts(
			("Letter of Assignment", day(-400), "art. ZWYKŁY"),
			("Letter of Assignment, „Za życiem”", day(-400), "art. ZA ŻYCIEM"),
		)
		request = self.decided(ASSIGNED, "Za Życiem")
		self.assertIn("art. ZA ŻYCIEM", text_of(page_of(request, TO_FAMILY)))

	def test_no_letter_speaks_of_a_decision_or_an_appeal(self):
		text = text_of(page_of(self.decided(), REFUSAL)).lower()
		for word in ("decyzj", "odwołani", "odwołać się"):
			self.assertNotIn(word, text)

	def test_an_office_with_a_director(self):
		settings = frappe.get_single("OPS Settings")
		settings.update(
			{"head_title": "Dyrektor", "office_name_genitive": "Centrum Usług Społecznych w Próbie"}
		)
		settings.save()
		request = self.decided()
		self.assertIn("(pieczęć i podpis dyrektora)", text_of(page_of(request, REFUSAL)))
		self.assertIn(
			"Dyrektor Centrum Usług Społecznych w Próbie",
			text_of(page_of(request, "Wniosek o przydzielenie asystenta")),
		)

	def test_a_reason_that_speaks_of_health_is_warned_of(self):
		with self.acting("coordinator"):
			request = moved(
				make_request(self.family, basis="Own Application", application_date=day(-3)), SENT
			)
		frappe.clear_messages()
		with self.acting("head"):
			moved(request, REFUSED, refusal_reason="Ojciec odbywa terapię.", refusal_code="Other Reason")
		self.assertTrue(any("terapię" in str(note) for note in frappe.get_message_log()))

	# the signed scan

	def scanned(self, content: str = "podpisane pismo"):
		letter = self.letter()
		letter.submit()
		place = {"attached_to_doctype": DOCTYPE, "attached_to_name": letter.name, "is_private": 1}
		with self.acting("assistant"):
			file = frappe.get_doc(
				{"doctype": "File", "file_name": "pismo.txt", "content": content, **place}
			).insert()
			letter = fresh(letter)
			letter.scan = file.file_url
			letter.save()
		self.addCleanup(Path(file.get_full_path()).unlink, missing_ok=True)
		return letter, file

	def test_the_checksum_of_the_scan_is_kept(self):
		letter, _file = self.scanned()
		self.assertEqual(letter.scan_checksum, sha256(b"podpisane pismo").hexdigest())
		self.assertEqual(scans.get_state(letter), letters.UNCHANGED)
		self.assertEqual(check_signed_letters().documents, [])

	def test_a_changed_and_a_missing_scan_are_seen(self):
		letter, file = self.scanned()
		Path(file.get_full_path()).write_bytes(b"inne pismo")
		letter.run_method("onload")
		self.assertEqual(letter.get_onload("scan_state"), letters.CHANGED)
		self.assertIn((DOCTYPE, letter.name), check_signed_letters().documents)
		Path(file.get_full_path()).unlink()
		self.assertEqual(scans.get_state(letter), letters.MISSING)

	def test_a_client_does_not_write_the_checksum(self):
		letter, _file = self.scanned()
		kept = letter.scan_checksum
		letter.update({"scan_checksum": "0" * 64, "remark": "doręczono"})
		letter.save()
		self.assertEqual(fresh(letter).scan_checksum, kept)

	def test_another_familys_file_is_not_read(self):
		_letter, file = self.scanned()
		stranger = make_family().name
		assign(stranger, "stranger")
		with self.acting("stranger"), self.assertRaises(frappe.ValidationError):
			make_letter(stranger, scan=file.file_url)

	# an office that is older than the texts

	def test_the_patch_sets_what_the_office_has_not_set_and_may_run_twice(self):
		self.set_texts(("Letter of Refusal", "2020-01-01", "tekst ośrodka"))
		create_dated_texts.execute()
		create_dated_texts.execute()
		rows = frappe.get_single("OPS Settings").dated_texts
		kinds = {text["used_in"] for text in read_dated_texts()}
		self.assertEqual({row.used_in for row in rows}, kinds)
		self.assertEqual(len(rows), len(kinds))
		self.assertEqual([row.text for row in rows if row.used_in == "Letter of Refusal"], ["tekst ośrodka"])

	def test_two_texts_from_one_day(self):
		with self.assertRaises(frappe.ValidationError):
			self.set_texts(("Letter of Refusal", "2020-01-01", "a"), ("Letter of Refusal", "2020-01-01", "b"))
