"""Statements of hours: of a civil contract for its bill, and against the norm of the programme."""

from io import BytesIO

from openpyxl import load_workbook

import frappe
from frappe.utils import strip_html

from opsfamily.exceptions import MonthError, PeriodError
from opsfamily.ops_paper.statements import get_html, make_pdf, make_workbook
from opsfamily.ops_visits.page.month_close import month_close
from opsfamily.ops_visits.report.programme_hours import programme_hours
from opsfamily.ops_visits.statements.bill import NoCivilContractError, get_bill
from opsfamily.ops_visits.statements.programme import describe_employment, get_rows
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	accepted,
	assign,
	email,
	make_family,
	make_timesheet,
	make_visit,
)
from opsfamily.tests.make_employment import make_absence, make_employment
from opsfamily.tests.make_safety import make_other_work

MONTH = "2025-03"
WORKER = email("assistant")


class StatementTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = self.work_with("Krystyna Nazwisko", "ul. Ukryta 7, 05-500 Piaseczno")

	def work_with(self, name: str, address: str) -> str:
		family = make_family(representative=name, address=address).name
		assign(family, from_date="2024-01-01")
		return family

	def visit(self, family: str, on: int, hour: int, **values):
		times = {"from_time": f"{hour:02d}:00", "to_time": f"{hour + 2:02d}:00"}
		return make_visit(family, visit_date=f"{MONTH}-{on:02d}", **times, **values)

	def accept_card(self, family: str):
		return accepted(make_timesheet(family, month=MONTH))

	def contract(self, **values):
		defaults = {"form": "Civil Contract", "fte": 0.5, "contract_number": "UZ/3/2025"}
		return make_employment(
			**{"from_date": "2025-01-01", "until_date": "2025-12-31", **defaults, **values}
		)


class TestTheBill(StatementTestCase):
	def setUp(self):
		super().setUp()
		self.contract()

	def html(self) -> str:
		return get_html(get_bill(MONTH, WORKER)[0])

	def test_hours_of_accepted_cards_by_number_and_locality(self):
		self.visit(self.family, 4, 10)
		self.visit(self.family, 5, 10)
		card = self.accept_card(self.family)
		statement, cards = get_bill(MONTH, WORKER)
		self.assertEqual((statement.total[-1], cards), (240, [card.name]))
		html = self.html()
		for shown in ("UZ/3/2025", "Anna Asystentka", self.family, "Piaseczno", "04.03.2025", "4:00"):
			self.assertIn(shown, html)
		for hidden in ("Krystyna", "Nazwisko", "Ukryta"):
			self.assertNotIn(hidden, html)

	def test_hours_of_another_contract_in_the_month_are_not_billed(self):
		civil = frappe.db.get_value("Employment", {"contract_number": "UZ/3/2025"})
		frappe.db.set_value("Employment", civil, "from_date", "2025-03-16")
		self.contract(
			form="Task Time",
			fte=1,
			from_date="2025-03-01",
			until_date="2025-03-15",
			contract_number=None,
		)
		self.visit(self.family, 14, 10)
		self.visit(self.family, 15, 10)
		self.visit(self.family, 16, 10)
		self.accept_card(self.family)
		statement, _cards = get_bill(MONTH, WORKER)
		self.assertEqual(statement.total[-1], 120)
		self.assertIn("16.03.2025", self.html())
		self.assertNotIn("15.03.2025", self.html())

	def test_one_meeting_with_two_families_counts_once(self):
		other = self.work_with("Inna", "ul. Inna 1, 05-510 Konstancin")
		first = self.visit(self.family, 4, 10)
		self.visit(other, 4, 10, same_meeting_as=first.name)
		for family in (self.family, other):
			self.accept_card(family)
		statement, _cards = get_bill(MONTH, WORKER)
		self.assertEqual((len(statement.rows), statement.total[-1]), (2, 120))
		self.assertIn("liczy się do sumy raz", self.html())

	def test_cards_that_are_not_accepted_are_named_and_not_counted(self):
		self.visit(self.family, 4, 10)
		card = make_timesheet(self.family, month=MONTH)
		statement, cards = get_bill(MONTH, WORKER)
		self.assertEqual((statement.rows, statement.total[-1], cards), ([], 0, []))
		self.assertIn(card.name, self.html())

	def test_without_a_civil_contract_there_is_none(self):
		frappe.db.set_value("Employment", {"contract_number": "UZ/3/2025"}, "form", "Task Time")
		with self.refused(NoCivilContractError, "Forma zatrudnienia", "Anna Asystentka"):
			get_bill(MONTH, WORKER)

	def test_no_month(self):
		for month in ("2025-13", "x", "", "2999-01"):
			with self.refused(MonthError):
				get_bill(month, WORKER)

	def test_a_workbook_with_real_days_and_hours(self):
		self.visit(self.family, 4, 10)
		self.accept_card(self.family)
		statement, _cards = get_bill(MONTH, WORKER)
		sheet = load_workbook(BytesIO(make_workbook(statement))).active
		rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
		head = next(number for number, row in enumerate(rows) if row[0] == "Lp.")
		self.assertEqual(rows[head + 1][1].strftime("%Y-%m-%d"), "2025-03-04")
		self.assertEqual(rows[head + 1][6].total_seconds(), 7200)

	def test_a_text_is_no_formula_and_no_markup(self):
		frappe.db.set_value("Employment", {"contract_number": "UZ/3/2025"}, "contract_number", "=2+5<b>x</b>")
		statement, _cards = get_bill(MONTH, WORKER)
		self.assertIn("=2+5&lt;b&gt;x", get_html(statement))
		[cell] = [
			cell
			for row in load_workbook(BytesIO(make_workbook(statement))).active.iter_rows()
			for cell in row
			if str(cell.value).startswith("=2+5")
		]
		self.assertEqual((cell.data_type, cell.quotePrefix), ("s", True))

	def test_it_is_a_pdf_and_each_card_is_logged(self):
		self.visit(self.family, 4, 10)
		card = self.accept_card(self.family)
		with self.acting("assistant"):
			month_close.bill(MONTH)
		self.assertTrue(frappe.local.response.filecontent.startswith(b"%PDF"))
		self.assertTrue(frappe.db.exists("Access Log", {"reference_document": card.name, "user": WORKER}))

	def test_whose_it_is(self):
		for key in ("other_assistant", "social_worker", "administrator", "nobody"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				month_close.bill(MONTH, WORKER)
		with self.acting("coordinator"):
			month_close.bill(MONTH, WORKER, 1)
		self.assertEqual(frappe.local.response.type, "download")


class TestTheProgramme(StatementTestCase):
	def row(self, month: str = MONTH) -> dict:
		[row] = [row for row in get_rows(month, month, WORKER)]
		return row

	def test_hours_against_the_norm(self):
		self.contract(form="Task Time")
		self.visit(self.family, 4, 10)
		self.accept_card(self.family)
		make_other_work(work_date=f"{MONTH}-06", minutes=90)
		row = self.row()
		self.assertEqual((row["norm"], row["contacts"], row["other"]), (3600, 120, 90))
		self.assertEqual((row["worked"], row["difference"], row["open_cards"]), (210, -3390, []))

	def test_its_hours_by_nature_add_up(self):
		self.visit(self.family, 4, 10)
		self.visit(self.family, 5, 10, kind="kontakt z instytucją w sprawie rodziny")
		self.accept_card(self.family)
		natures = self.row()["natures"]
		self.assertEqual(
			(natures["Direct Contact"], natures["Indirect Contact"], natures[""]), (120, 120, 240)
		)
		with self.acting("assistant"):
			[shown] = programme_hours.execute({"from_month": MONTH, "until_month": MONTH})[1]
		self.assertEqual((shown["direct_contact"], shown["indirect_contact"]), ("2:00", "2:00"))
		self.assertEqual((shown["contacts"], shown["phone_contact"]), ("4:00", "0:00"))

	def test_absences_lower_the_norm(self):
		self.contract(form="Task Time")
		make_absence(from_date="2025-03-03", until_date="2025-03-07")
		self.assertEqual(self.row()["norm"], round(3600 * 16 / 21))

	def test_open_cards_are_named(self):
		self.visit(self.family, 4, 10)
		card = make_timesheet(self.family, month=MONTH)
		row = self.row()
		self.assertEqual((row["norm"], row["difference"]), (None, None))
		self.assertEqual((row["contacts"], row["open_cards"]), (0, [card.name]))

	def test_a_month_of_the_wrong_order(self):
		with self.refused(PeriodError, "Do miesiąca", "Od miesiąca"):
			get_rows("2025-04", "2025-03")

	def test_the_report_shows_each_their_own(self):
		self.contract(form="Task Time")
		make_employment("other_assistant", from_date="2025-01-01")
		filters = {"from_month": MONTH, "until_month": MONTH}
		with self.acting("assistant"):
			own = {row["user"] for row in programme_hours.execute(filters)[1]}
		with self.acting("coordinator"):
			section = {row["user"] for row in programme_hours.execute(filters)[1]}
		self.assertEqual(own, {WORKER})
		self.assertLessEqual({WORKER, email("other_assistant")}, section)
		with self.acting("assistant"):
			refusal = programme_hours.execute({**filters, "worker": email("other_assistant")})
		self.assertEqual(refusal[:2], ([], []))
		frappe.local.response.pop("http_status_code", None)

	def test_the_statement_says_the_post_to_those_who_may_know_it(self):
		self.contract(form="Task Time")
		shown = {}
		for key in ("assistant", "coordinator", "head"):
			with self.acting(key):
				month_close.programme(MONTH, MONTH, WORKER)
				shown[key] = bool(describe_employment(WORKER, MONTH, MONTH))
			self.assertTrue(frappe.local.response.filecontent.startswith(b"%PDF"))
		self.assertEqual(shown, {"assistant": True, "coordinator": False, "head": True})

	def test_all_workers_are_the_sections(self):
		self.contract(form="Task Time")
		with self.acting("coordinator"):
			month_close.programme(MONTH, MONTH)
		with self.acting("social_worker"), self.assertRaises(frappe.PermissionError):
			month_close.programme(MONTH, MONTH)


class TestTheShapeOfAStatement(StatementTestCase):
	def test_a_long_one_has_its_head_on_every_page(self):
		self.contract()
		for on in range(1, 29):
			for hour in (8, 11, 14):
				self.visit(self.family, on, hour)
		self.accept_card(self.family)
		statement, _cards = get_bill(MONTH, WORKER)
		html = get_html(statement)
		self.assertGreater(html.count("Godzina od–do"), 1)
		self.assertEqual(len(statement.rows), 84)
		self.assertIn("168:00", strip_html(html))
		self.assertTrue(make_pdf([statement]).startswith(b"%PDF"))


class TestTheLookOfStatements(StatementTestCase):
	"""What all statements have in common: the office's letter head, and a workbook with a sheet for each worker."""

	def setUp(self):
		super().setUp()
		self.contract()

	def test_they_bear_the_offices_letter_head(self):
		frappe.set_user("Administrator")
		frappe.db.set_value("Letter Head", {"is_default": 1}, "is_default", 0)
		head = {"letter_head_name": "Nagłówek zestawień", "source": "HTML", "content": "<p>OPS Próbny</p>"}
		frappe.get_doc({"doctype": "Letter Head", "is_default": 1, **head}).insert()
		self.assertIn("OPS Próbny", get_html(get_bill(MONTH, WORKER)[0]))

	def test_without_one_they_bear_the_offices_name(self):
		frappe.db.set_value("Letter Head", {"is_default": 1}, "is_default", 0)
		frappe.db.set_single_value("OPS Settings", "office_name", "Ośrodek bez nagłówka")
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		self.assertIn("Ośrodek bez nagłówka", get_html(get_bill(MONTH, WORKER)[0]))

	def test_the_statement_of_hours_is_a_workbook_as_well(self):
		self.visit(self.family, 4, 10)
		self.accept_card(self.family)
		frappe.set_user(email("head"))
		month_close.programme(from_month=MONTH, worker=WORKER, as_workbook=1)
		answer = frappe.local.response
		self.assertEqual((answer["type"], answer["filename"]), ("download", f"godziny-{MONTH}-{MONTH}.xlsx"))
		[sheet] = load_workbook(BytesIO(answer["filecontent"])).worksheets
		cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
		self.assertIn("Anna Asystentka", cells)
		self.assertIn("marzec 2025", cells)

	def test_each_worker_has_a_sheet(self):
		statement = get_bill(MONTH, WORKER)[0]
		book = load_workbook(BytesIO(make_workbook(statement, statement)))
		self.assertEqual(book.sheetnames, ["Anna Asystentka", "Anna Asystentka1"])
