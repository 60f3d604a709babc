from datetime import date
from unittest.mock import ANY

import frappe
from frappe import PermissionError
from frappe.utils import add_days
from frappe.www.printview import get_rendered_template

from opsfamily.core.figures.checks import ENDED
from opsfamily.core.figures.register import OF_PARTS
from opsfamily.exceptions import PeriodError
from opsfamily.ops_figures.comparing import get_differences_to_today, start_correction
from opsfamily.ops_figures.computing import EmptyTemplateError, UnknownFigureError
from opsfamily.ops_figures.counted import get_list
from opsfamily.ops_figures.doctype.section_report.section_report import (
	CorrectionError,
	OverlappingReportError,
	PeriodNotOverError,
	SentReportError,
	TypedValueError,
)
from opsfamily.ops_figures.paper import paper_report_differences
from opsfamily.ops_figures.screen import get_view
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import assign, email, make_family
from opsfamily.tests.make_employment import make_employment
from opsfamily.tests.make_figures import make_report
from opsfamily.tests.make_safety import make_other_work

# A year in which nothing else of the tests happens.
HALF = {"first": "2019-01-01", "last": "2019-06-30"}
NEXT = {"first": "2019-07-01", "last": "2019-12-31"}


def supported(since: str = "2019-02-01", **values) -> str:
	"""A family that an assistant has worked with since a day of that half-year."""
	family = make_family(assistant_since=since, **values).name
	assign(family, from_date=since)
	return family


def row_of(report, code: str):
	return next(row for row in report.rows if row.code == code)


def sent(**values):
	return make_report(**{**HALF, **values}).submit()


class TestSectionReport(SiteTestCase):
	def test_it_is_computed_from_the_documents(self):
		supported()
		report = make_report(**HALF)
		self.assertEqual(row_of(report, "F1").computed, 1)
		self.assertEqual(row_of(report, "F3.1").computed, 1)
		self.assertEqual(row_of(report, "F4.2").computed_text, "1")
		self.assertTrue(all(check.agrees for check in report.checks))

	def test_it_has_no_rows_of_parts_that_the_office_does_not_use(self):
		template = frappe.get_doc("Report Template", "Sprawozdanie półroczne")
		template.rows = template.rows[:1]
		for figures in OF_PARTS.values():
			row = {"label": "wiersz", "kind": "Computed", "figure": figures[0]}
			template.append("rows", {"code": f"X{len(template.rows)}", **row})
		template.save()
		report = make_report(**HALF)
		for used in (1, 0):
			for fieldname in OF_PARTS:
				frappe.db.set_single_value("OPS Settings", fieldname, used)
			frappe.clear_document_cache("OPS Settings", "OPS Settings")
			report.save()
			expected = template.rows if used else template.rows[:1]
			self.assertEqual([row.code for row in report.rows], [row.code for row in expected])

	def test_what_was_typed_stays_when_the_office_stops_using_the_part(self):
		frappe.db.set_single_value("OPS Settings", "uses_groups", 1)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		report = make_report(**HALF)
		row_of(report, "G1.1").update({"typed": "12", "reason": "zeszyt zajęć"})
		report.save()
		frappe.db.set_single_value("OPS Settings", "uses_groups", 0)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		report.save()
		self.assertEqual(row_of(report, "G1.1").typed_number, 12)
		self.assertNotIn("G1.2", {row.code for row in report.rows})

	def test_what_a_client_sends_as_computed_is_overwritten(self):
		supported()
		report = make_report(**HALF, rows=[{"code": "F1", "computed": 99, "kind": "Computed"}])
		row_of(report, "F1").computed = 77
		report.save()
		self.assertEqual(row_of(report, "F1").computed, 1)
		self.assertEqual(len({row.code for row in report.rows}), len(report.rows))

	def test_a_period_is_one_of_its_kind(self):
		for days in (
			("2019-01-01", "2019-05-31"),
			("2019-02-01", "2019-07-31"),
			("2019-06-30", "2019-01-01"),
		):
			with self.subTest(days), self.assertRaises(PeriodError):
				make_report(*days)

	def test_a_computed_row_is_overridden_with_a_reason_only(self):
		report = make_report(**HALF)
		row_of(report, "F1").typed = "12"
		with self.assertRaisesRegex(TypedValueError, "F1"):
			report.save()
		report.reload()
		row_of(report, "F1").update({"typed": "12", "reason": "rodziny sprzed wdrożenia"})
		report.save()
		row = row_of(report, "F1")
		self.assertEqual((row.typed_number, row.computed, row.typed_by), (12, 0, "Administrator"))
		self.assertIn("rodziny sprzed wdrożenia", get_view(report.name))

	def test_a_typed_row_takes_what_it_asks_for(self):
		# An office that counts the places of its centres by hand.
		template = frappe.get_doc("Report Template", "Sprawozdanie półroczne")
		row_of(template, "D1.2").update({"kind": "Typed", "figure": None, "unit": "Number"})
		template.save()
		report = make_report(**HALF)
		row_of(report, "K1").typed = "1 234,50 zł"
		row_of(report, "D1.2").typed = "30"
		row_of(report, "K6").typed = "=1+1 <b>"
		report.save()
		self.assertEqual(row_of(report, "K1").typed_amount, 1234.5)
		self.assertEqual(row_of(report, "D1.2").typed_number, 30)
		for code, text in (("K1", "dużo"), ("K1", "1,234"), ("D1.2", "2,5"), ("D1.2", "-1"), ("K1", "nan")):
			report.reload()
			row_of(report, code).typed = text
			with self.subTest(text), self.assertRaisesRegex(TypedValueError, code):
				report.save()

	def test_reports_of_one_kind_do_not_overlap(self):
		first = make_report(**HALF)
		with self.assertRaisesRegex(OverlappingReportError, first.name):
			make_report(**HALF)
		make_report(**NEXT)
		year = {"template": "Sprawozdanie roczne dla rady"}
		make_report("2019-01-01", "2019-12-31", **year)

	def test_it_is_sent_after_its_period(self):
		with self.assertRaises(PeriodNotOverError):
			make_report("2199-01-01", "2199-06-30").submit()

	def test_sent_it_is_frozen(self):
		family = supported()
		report = sent()
		self.assertEqual((report.status, report.sent_by), ("Report Sent", "Administrator"))
		self.assertTrue(frappe.get_doc("Section Report", report.name).is_intact())
		supported("2019-03-01")
		self.assertEqual(row_of(frappe.get_doc("Section Report", report.name), "F1").computed, 1)
		differences = get_differences_to_today(report.name)
		self.assertTrue(differences["is_intact"])
		self.assertIn({"code": "F1", "label": ANY, "before": "1", "after": "2"}, differences["rows"])
		self.assertEqual([row["family"] for row in get_list(report.name, "F1")["rows"]], [family])

	def test_a_template_changed_since_is_no_difference(self):
		report = sent()
		template = frappe.get_doc("Report Template", report.template)
		template.append("rows", {"code": "X1", "label": "nowy", "kind": "Computed", "figure": "Children"})
		# The last but the new one: no other row is part of it.
		template.remove(template.rows[-2])
		template.save()
		self.assertEqual(get_differences_to_today(report.name)["rows"], [])

	def test_a_number_changed_behind_its_back_is_seen_by_the_checksum(self):
		report = sent()
		row = row_of(report, "F1")
		frappe.db.set_value("Section Report Row", row.name, "computed", 5)
		self.assertFalse(frappe.get_doc("Section Report", report.name).is_intact())

	def test_sent_it_is_neither_changed_nor_cancelled_nor_deleted(self):
		report = sent()
		row_of(report, "F1").typed = "9"
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			report.save()
		for refused in (
			report.reload() or report.cancel,
			lambda: frappe.delete_doc("Section Report", report.name),
		):
			with self.assertRaises(frappe.ValidationError):
				refused()
		report.reload()
		report.confirmation_number = "CAS/2019/7"
		report.save()

	def test_a_cancelling_asks_for_a_correction(self):
		with self.assertRaises(SentReportError):
			sent().cancel()

	def test_a_correction_is_a_new_version(self):
		supported()
		report = sent()
		supported("2019-03-01")
		correction = frappe.get_doc("Section Report", start_correction(report.name, "spóźniony wpis"))
		self.assertEqual((correction.correction_number, correction.replaces), (1, report.name))
		correction.submit()
		self.assertEqual(frappe.db.get_value("Section Report", report.name, "status"), "Report Corrected")
		self.assertIn("1 → 2", get_view(correction.name))
		self.assertIn(["1", "2"], [row[2:] for row in paper_report_differences(correction)])
		paper = frappe.get_doc("Print Format", "Sprawozdanie sekcji")
		html = get_rendered_template(correction, print_format=paper, meta=correction.meta)
		self.assertIn("Różnice w stosunku do", html)
		second = frappe.get_doc("Section Report", start_correction(correction.name, "jeszcze raz"))
		self.assertEqual(second.correction_number, 2)

	def test_a_correction_of_what_was_not_sent_is_refused(self):
		report = make_report(**HALF)
		with self.assertRaises(CorrectionError):
			start_correction(report.name, "pomyłka")
		report.submit()
		with self.assertRaises(CorrectionError):
			start_correction(report.name, " ")
		start_correction(report.name, "pomyłka")
		with self.assertRaises(CorrectionError):
			start_correction(report.name, "druga osoba")
		with self.assertRaises(CorrectionError):
			make_report(**NEXT, replaces=report.name, correction_reason="inny okres")

	def test_a_template_without_rows_makes_no_report(self):
		frappe.db.delete("Report Template Row", {"parent": "Sprawozdanie półroczne"})
		frappe.clear_document_cache("Report Template", "Sprawozdanie półroczne")
		with self.assertRaisesRegex(EmptyTemplateError, "Sprawozdanie półroczne"):
			make_report(**HALF)
		frappe.clear_document_cache("Report Template", "Sprawozdanie półroczne")

	def test_a_figure_that_no_longer_exists_is_named(self):
		row = {"parent": "Sprawozdanie półroczne", "code": "F1"}
		frappe.db.set_value("Report Template Row", row, "figure", "Families Lost")
		frappe.clear_document_cache("Report Template", "Sprawozdanie półroczne")
		with self.assertRaisesRegex(UnknownFigureError, r"F1.*Families Lost"):
			make_report(**HALF)
		self.assertFalse(frappe.db.exists("Section Report", {"from_date": "2019-01-01"}))
		frappe.clear_document_cache("Report Template", "Sprawozdanie półroczne")

	def test_sums_that_do_not_agree_name_their_families(self):
		family = supported()
		report = make_report(**HALF)
		row = next(row for row in report.rows if row.figure == ENDED)
		template = {"parent": report.template, "code": row.code}
		# An office counts something else in this row.
		frappe.db.set_value("Report Template Row", {"parent": report.template, "code": "F2.6"}, "part_of", "")
		frappe.db.set_value("Report Template Row", template, "label", "inne")
		frappe.clear_document_cache("Report Template", report.template)
		report.save()
		(check,) = (check for check in report.checks if not check.agrees)
		self.assertEqual((check.total, check.expected, check.found), ("F1", 1, 0))
		self.assertIn(family, get_view(report.name))
		frappe.clear_document_cache("Report Template", report.template)

	def test_the_clerk_sees_figures_and_no_list(self):
		supported()
		report = make_report(**HALF)
		with acting_as(email("clerk")):
			self.assertIn("F1", get_view(report.name))
			self.assertNotIn("data-code", get_view(report.name))
			with self.assertRaises(PermissionError):
				get_list(report.name, "F1")
			fresh = frappe.get_doc("Section Report", report.name)
			fresh.submit()
			with self.assertRaises(PermissionError):
				get_list(report.name, "F1")
			self.assertFalse(frappe.has_permission("Counted Document"))
			self.assertFalse(frappe.has_permission("Family"))

	def test_head_and_coordinator_open_the_list_of_a_number(self):
		family = supported(representative="Maria <b>Testowa</b>")
		report = sent()
		for key in ("head", "coordinator"):
			with acting_as(email(key)):
				(row,) = get_list(report.name, "F1")["rows"]
				self.assertEqual((row["family"], row["doctype"]), (family, "Family"))
				self.assertIn('data-code="F1"', get_view(report.name))

	def test_a_number_of_the_staff_has_a_list_too(self):
		"""Each reader sees of it what they may read: posts are the head's."""
		family = supported()
		held = {"user": email("assistant"), "family": family}
		assignment = frappe.db.get_value("Case Assignment", held)
		post = make_employment(from_date="2019-01-01").name
		training = make_other_work(work_date="2019-03-05", kind="szkolenie", minutes=90).name
		for report in (make_report(**HALF), sent(first=NEXT["first"], last=NEXT["last"])):
			seen = {}
			for key in ("head", "coordinator"):
				with acting_as(email(key)):
					seen[key] = {
						code: [row["document"] for row in get_list(report.name, code)["rows"]]
						for code in ("A1", "A3.2", "S1.3")
					}
			self.assertEqual(seen["head"]["A1"], [post])
			self.assertEqual(seen["coordinator"]["A1"], [])
			self.assertEqual(seen["coordinator"]["A3.2"], [assignment])
			if str(report.from_date) == HALF["first"]:
				self.assertEqual(seen["coordinator"]["S1.3"], [training])

	def test_an_assistant_has_no_part_in_it(self):
		report = make_report(**HALF)
		with acting_as(email("assistant")), self.assertRaises(PermissionError):
			get_view(report.name)

	def test_the_list_goes_with_the_file_of_a_family_and_the_number_stays(self):
		kept, gone = supported(), supported()
		report = sent()
		for name in frappe.get_all("Case Assignment", {"family": gone}, pluck="name", order_by="name"):
			frappe.delete_doc("Case Assignment", name, force=True)
		frappe.delete_doc("Family", gone)
		answer = get_list(report.name, "F1")
		self.assertEqual([row["family"] for row in answer["rows"]], [kept])
		self.assertTrue(answer["note"])
		report.reload()
		self.assertEqual(row_of(report, "F1").computed, 2)
		self.assertTrue(report.is_intact())

	def test_of_an_unknown_row_there_is_no_list(self):
		report = make_report(**HALF)
		with self.assertRaises(frappe.ValidationError):
			get_list(report.name, "X9")

	def test_the_period_before_stands_beside(self):
		supported()
		sent()
		self.assertIn("Poprzedni okres", get_view(make_report(**NEXT).name))

	def test_the_halves_stand_beside_the_year(self):
		sent()
		year = make_report("2019-01-01", "2019-12-31", template="Sprawozdanie roczne dla rady")
		self.assertIn("I półrocze", get_view(year.name))

	def test_a_period_that_runs_is_counted_up_to_today(self):
		"""What is planned is no fact yet."""
		today = frappe.utils.getdate()
		first, last = (date(today.year, 1, 1), date(today.year, 12, 31))
		now, later = supported(str(today)), supported(str(today))
		frappe.db.set_value("Case Assignment", {"family": later}, "from_date", add_days(today, 1))
		frappe.db.set_value("Family", later, "assistant_since", None)
		report = make_report(str(first), str(last), template="Sprawozdanie roczne dla rady")
		counted = {row["family"] for row in get_list(report.name, "F1")["rows"]}
		self.assertIn(now, counted)
		self.assertNotIn(later, counted)
