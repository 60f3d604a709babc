import re
from io import BytesIO
from unittest.mock import patch

from pypdf import PdfReader

import frappe
from frappe.utils import getdate

from opsfamily.core import control_pack as core
from opsfamily.exceptions import PeriodError, ReasonMissingError
from opsfamily.ops_casework.doctype.control_pack import job
from opsfamily.ops_casework.doctype.control_pack.control_pack import PackMadeError
from opsfamily.ops_casework.doctype.control_pack.making import make_pack as make_pdf
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	make_assessment,
	make_family,
	make_notification,
	make_plan,
	make_timesheet,
	make_visit,
	submitted,
)
from opsfamily.tests.make_control_pack import make_pack

REPORTER = "pani zza ściany"


def text_of(content: bytes) -> list[str]:
	"""The words of each page."""
	return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


class TestControlPack(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		make_notification(self.family, received_on="2026-08-01", reporter=REPORTER)
		submitted(make_assessment(self.family, parenting="Matka czyta dzieciom."))
		make_visit(self.family)
		accepted(make_timesheet(self.family))
		frappe.set_user(email("coordinator"))

	def run_job(self, pack):
		with patch.object(frappe, "enqueue"):
			job.start(pack.name)
		job.run(pack.name)
		return frappe.get_doc("Control Pack", pack.name)

	def get_files(self, pack):
		return frappe.get_all(
			"File", {"attached_to_doctype": pack.doctype, "attached_to_name": pack.name}, pluck="name"
		)

	# what is in it

	def test_the_contents_say_on_which_page_each_paper_begins(self):
		pages = text_of(make_pdf(make_pack(self.family))[0])
		rows = re.findall(
			r"(\d+) ((?:Ocena|Karta|Czego)[^\d]+).*? (\d+)(?= \d+ (?:Ocena|Karta)| \d+ / )", pages[1]
		)
		begins = {
			int(number): page
			for page, text in enumerate(pages, start=1)
			for number in re.findall(r"\[poz\. (\d+)\]", text)
		}
		self.assertEqual(len(begins), 3)
		for number, page in begins.items():
			self.assertRegex(pages[1], rf"\b{number} .*\b{page}\b")
		self.assertTrue(rows)

	def test_every_page_has_its_number(self):
		content, count = make_pdf(make_pack(self.family))
		pages = text_of(content)
		self.assertEqual(len(pages), count)
		for number, text in enumerate(pages, start=1):
			self.assertIn(f"{number} / {count}", text)

	def test_the_first_page_says_for_whom_and_why(self):
		first = text_of(make_pdf(make_pack(self.family))[0])[0]
		for words in ("Wydział Polityki Społecznej", "kontrola kompleksowa", "art. 197", self.family):
			self.assertIn(words, first)

	def test_papers_stand_as_they_were_agreed_and_drafts_do_not(self):
		make_plan(self.family, main_goal="Cel tylko w szkicu")
		text = " ".join(text_of(make_pdf(make_pack(self.family))[0]))
		self.assertIn("Matka czyta dzieciom.", text)
		self.assertIn("Omówiono wydatki.", text)
		self.assertNotIn("Cel tylko w szkicu", text)

	def test_papers_of_other_days_are_not_in_it(self):
		pack = make_pack(self.family, period_from="2026-10-01", period_until="2026-10-31")
		text = " ".join(text_of(make_pdf(pack)[0]))
		self.assertIn("Omówiono wydatki.", text)
		self.assertNotIn("Matka czyta dzieciom.", text)

	# what stays out

	def test_what_a_third_party_said_stays_out(self):
		pack = make_pack(self.family)
		[row] = pack.papers
		self.assertEqual((row.document_type, row.why), ("Family Notification", core.THIRD_PARTY))
		self.assertNotIn(REPORTER, " ".join(text_of(make_pdf(pack)[0])))

	def test_it_is_put_in_for_a_reason_that_the_first_page_names(self):
		pack = make_pack(self.family)
		pack.papers[0].update({"include": 1, "reason": "żądanie prokuratora"})
		pages = text_of(make_pdf(pack.save())[0])
		self.assertIn("żądanie prokuratora", pages[0])
		self.assertIn(REPORTER, " ".join(pages))

	def test_without_a_reason_it_is_refused(self):
		pack = make_pack(self.family)
		pack.papers[0].include = 1
		self.assertRaises(ReasonMissingError, pack.save)

	def test_a_paper_about_a_blue_card_stays_out(self):
		frappe.set_user("Administrator")
		plan = submitted(make_plan(self.family, threats="procedura „Niebieskie Karty” w toku"))
		frappe.set_user(email("coordinator"))
		pack = make_pack(self.family)
		self.assertIn((plan.name, core.BLUE_CARD), [(row.document, row.why) for row in pack.papers])
		self.assertNotIn("Niebieskie Karty” w toku", " ".join(text_of(make_pdf(pack)[0])))

	def test_a_client_adds_no_paper_of_another_family(self):
		other = make_notification(make_family(representative="Obca Rodzina").name)
		pack = make_pack(self.family)
		pack.append(
			"papers",
			{"document_type": other.doctype, "document": other.name, "include": 1, "reason": "x"},
		)
		pack.save()
		self.assertNotIn(other.name, [row.document for row in pack.papers])

	# making it

	def test_the_file_is_private_and_hangs_on_the_pack(self):
		pack = self.run_job(make_pack(self.family))
		[name] = self.get_files(pack)
		file = frappe.get_doc("File", name)
		self.assertEqual((pack.status, file.is_private), (core.READY, 1))
		self.assertTrue(file.get_content().startswith(b"%PDF"))
		self.assertEqual(getdate(pack.deleted_on), getdate(day(30)))
		self.assertGreater(pack.pages, 3)

	def test_the_maker_is_told_and_the_notice_names_nobody(self):
		pack = self.run_job(make_pack(self.family))
		notice = frappe.get_last_doc("Notification Log", {"document_name": pack.name})
		self.assertEqual(notice.for_user, email("coordinator"))
		self.assertIn(pack.name, notice.subject)
		self.assertNotIn("Testow", notice.subject)

	def test_it_is_logged_for_whom_and_why(self):
		pack = make_pack(self.family)
		self.run_job(pack)
		logged = frappe.get_all("Access Log", {"reference_document": pack.name}, pluck="filters")
		self.assertTrue(any("kontrola kompleksowa" in (line or "") for line in logged))

	def test_a_failure_leaves_no_file_and_may_be_tried_again(self):
		pack = make_pack(self.family)
		with patch.object(job, "make_pack", side_effect=ZeroDivisionError):
			failed = self.run_job(pack)
		self.assertEqual((failed.status, self.get_files(failed)), (core.FAILED, []))
		self.assertEqual(self.run_job(failed).status, core.READY)

	def test_what_was_made_stays_as_it_is(self):
		pack = self.run_job(make_pack(self.family))
		pack.purpose = "inny cel"
		self.assertRaises(PackMadeError, pack.save)
		self.assertRaises(PackMadeError, frappe.get_doc("Control Pack", pack.name).begin)
		self.assertRaises(PackMadeError, frappe.delete_doc, "Control Pack", pack.name)

	def test_a_client_writes_no_state(self):
		pack = make_pack(self.family, status=core.READY, pages=7)
		self.assertEqual((pack.status, pack.pages), (core.DRAFT, None))
		pack.status = core.READY
		self.assertEqual(pack.save().status, core.DRAFT)

	def test_the_file_goes_when_its_days_are_over_and_the_record_stays(self):
		pack = self.run_job(make_pack(self.family))
		frappe.set_user("Administrator")
		job.delete_old_files()
		self.assertEqual(len(self.get_files(pack)), 1)
		pack.db_set("deleted_on", day(0))
		job.delete_old_files()
		self.assertEqual(self.get_files(pack), [])
		self.assertEqual(frappe.db.get_value("Control Pack", pack.name, "status"), core.FILE_DELETED)

	def test_a_pack_whose_job_broke_off_may_be_made_anew(self):
		pack = make_pack(self.family)
		pack.begin()
		job.tidy_packs()
		self.assertEqual(frappe.db.get_value("Control Pack", pack.name, "status"), core.BEING_MADE)
		pack.db_set("modified", day(-1), update_modified=False)
		job.tidy_packs()
		self.assertEqual(frappe.db.get_value("Control Pack", pack.name, "status"), core.FAILED)
		self.assertEqual(self.run_job(frappe.get_doc("Control Pack", pack.name)).status, core.READY)

	def test_a_period_ends_after_it_begins(self):
		values = {"period_from": "2026-10-02", "period_until": "2026-10-01"}
		self.assertRaises(PeriodError, make_pack, self.family, **values)

	def test_nobody_but_coordinator_and_head_makes_one(self):
		pack = make_pack(self.family)
		for key in ("assistant", "other_assistant", "social_worker", "consultant", "administrator"):
			with self.subTest(key), acting_as(email(key)):
				self.assertRaises(frappe.PermissionError, job.start, pack.name)
				self.assertRaises(frappe.PermissionError, make_pack, self.family)
