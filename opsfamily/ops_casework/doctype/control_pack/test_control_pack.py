import re
from io import BytesIO
from unittest.mock import patch

from pypdf import PdfReader

import frappe
from frappe.utils import getdate

from opsfamily.core import control_pack as core
from opsfamily.exceptions import EmptyDocumentError, PeriodError, ReasonMissingError
from opsfamily.ops_casework.doctype.control_pack import job, many
from opsfamily.ops_casework.doctype.control_pack.control_pack import PackMadeError
from opsfamily.ops_casework.doctype.control_pack.making import make_pack as make_pdf
from opsfamily.ops_casework.doctype.control_pack.papers import get_papers
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
from opsfamily.tests.make_figures import make_report
from opsfamily.tests.make_same_person import make_same_person

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

	def test_what_a_report_has_counted_is_no_paper(self):
		frappe.set_user("Administrator")
		make_report().submit()
		self.assertTrue(frappe.db.exists("Counted Document", {"family": self.family}))
		frappe.set_user(email("coordinator"))
		found = {paper.doctype for paper in get_papers(self.family, getdate(day(-400)), getdate(day()))}
		self.assertIn("Family Assessment", found)
		self.assertNotIn("Counted Document", found)

	def test_another_family_of_a_person_is_not_named(self):
		household = {"members": [{"full_name": "Lena Dwojga Domów"}]}
		family = make_family(**household).name
		make_same_person(family, "Lena Dwojga Domów")
		found = get_papers(family, getdate(day(-400)), getdate(day()))
		self.assertNotIn("Same Person", {paper.doctype for paper in found})
		self.assertNotIn("Druga Rodzina", " ".join(text_of(make_pdf(make_pack(family))[0])))

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


class TestPacksOfMany(SiteTestCase):
	"""Packs of several families for one recipient."""

	def setUp(self):
		super().setUp()
		self.families = [
			self.work_with(name) for name in ("Rodzina Pierwsza", "Rodzina Druga", "Rodzina Trzecia")
		]
		frappe.set_user(email("coordinator"))

	def work_with(self, name: str) -> str:
		family = make_family(representative=name).name
		assign(family)
		submitted(make_assessment(family, parenting=f"Ocena: {name}."))
		return family

	def values(self, **changed) -> dict:
		days = {"period_from": str(day(-365)), "period_until": str(day())}
		return {**days, "recipient": "Urząd", "purpose": "kontrola", "basis": "art. 197", **changed}

	def make(self, families: list[str], together: int = core.MADE_TOGETHER) -> list:
		"""Run all jobs of a request, one after the other. Return the packs by family."""
		queue = []
		with patch.object(core, "MADE_TOGETHER", together):
			with patch.object(frappe, "enqueue", lambda job, **options: queue.append((job, options))):
				many.start(families, self.values())
				for work, options in queue:
					work(packs=options["packs"], made=options["made"])
		self.jobs = len(queue)
		return frappe.get_all(
			"Control Pack",
			{"family": ["in", families]},
			["name", "family", "status", "pages"],
			order_by="family",
		)

	def read(self, pack) -> list[str]:
		file = frappe.get_last_doc("File", {"attached_to_name": pack.name})
		return text_of(file.get_content())

	def test_each_family_has_its_own_papers_contents_and_numbers(self):
		packs = self.make(self.families)
		self.assertEqual([pack.status for pack in packs], [core.READY] * 3)
		for pack in packs:
			pages, name = self.read(pack), frappe.db.get_value("Family", pack.family, "representative")
			text = " ".join(pages)
			self.assertIn(f"Ocena: {name}.", text)
			self.assertEqual(len(re.findall(r"Ocena: Rodzina \w+\.", text)), 1)
			self.assertEqual(
				[page.count(f"{number} / {pack.pages}") for number, page in enumerate(pages, start=1)],
				[1] * pack.pages,
			)

	def test_they_are_what_each_alone_would_be(self):
		[pack, *_others] = self.make(self.families)
		alone = make_pdf(frappe.get_doc("Control Pack", pack.name))[0]
		self.assertEqual(self.read(pack), text_of(alone))

	def test_a_long_list_is_made_in_several_jobs_and_told_of_once(self):
		packs = self.make(self.families, together=2)
		self.assertEqual((self.jobs, len(packs)), (2, 3))
		told = frappe.get_all(
			"Notification Log", {"document_name": ["in", [pack.name for pack in packs]]}, pluck="subject"
		)
		self.assertEqual(told, ["Gotowe pakiety kontrolne: 3."])

	def test_one_that_cannot_be_made_stops_no_other(self):
		real, broken = many.make_packs, self.families[1]

		def make_all_but_one(packs, tell):
			if broken in [pack.family for pack in packs]:
				raise ZeroDivisionError
			return real(packs, tell)

		with patch.object(many, "make_packs", make_all_but_one):
			packs = self.make(self.families)
		states = {pack.family: pack.status for pack in packs}
		self.assertEqual(states.pop(broken), core.FAILED)
		self.assertEqual(set(states.values()), {core.READY})

	def test_what_stays_out_is_listed_and_counted_on_the_first_page(self):
		frappe.set_user("Administrator")
		left_out = make_notification(self.families[0], reporter=REPORTER)
		frappe.set_user(email("coordinator"))
		[pack, *_others] = self.make(self.families)
		listed = frappe.get_doc("Control Pack", pack.name).papers
		self.assertEqual([(row.document, row.include) for row in listed], [(left_out.name, 0)])
		pages = self.read(pack)
		self.assertIn("(dokumentów: 1)", pages[0])
		self.assertNotIn(REPORTER, " ".join(pages))

	def test_each_is_logged_for_whom_and_why(self):
		packs = self.make(self.families)
		names = [pack.name for pack in packs]
		logged = frappe.get_all("Access Log", {"reference_document": ["in", names]}, pluck="filters")
		self.assertEqual(logged, ["Urząd; kontrola; art. 197"] * 3)

	def test_what_is_refused_is_refused_at_once(self):
		late = self.values(period_from=str(day()), period_until=str(day(-1)))
		self.assertRaises(PeriodError, many.start, self.families, late)
		self.assertRaises(EmptyDocumentError, many.start, self.families, self.values(basis=" "))
		self.assertRaises(frappe.ValidationError, many.start, [], self.values())
		self.assertRaises(frappe.PermissionError, many.start, ["ROD-1999-0001"], self.values())
		with patch.object(core, "MOST_FAMILIES", 2):
			self.assertRaises(many.TooManyFamiliesError, many.start, self.families, self.values())
		self.assertEqual(frappe.db.count("Control Pack", {"family": ["in", self.families]}), 0)

	def test_nobody_but_coordinator_and_head_makes_them(self):
		for key in ("assistant", "social_worker", "consultant", "administrator"):
			with self.subTest(key), acting_as(email(key)):
				self.assertRaises(frappe.PermissionError, many.start, self.families, self.values())
