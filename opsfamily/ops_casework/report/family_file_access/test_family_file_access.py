import frappe
from frappe.desk.form.load import getdoc
from frappe.desk.query_report import run

from opsfamily import api
from opsfamily.ops_casework.report.family_file_access.family_file_access import execute
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import assign, day, email, make_assessment, make_family, make_visit

REPORT = "Family File Access"


def log(doctype, document=None, **values):
	"""As the platform's make_access_log, which would commit what the test wrote."""
	values = {"user": frappe.session.user, "export_from": doctype, "reference_document": document, **values}
	frappe.get_doc({"doctype": "Access Log", **values}).db_insert()


class TestFamilyFileAccess(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.visit = make_visit(self.family)

	def rows(self, **filters):
		"""Without the exports of whole lists that other tests left behind."""
		return [row for row in execute({"family": self.family, **filters})[1] if row["document"]]

	def seen(self, **filters):
		return [(row["full_name"], row["what"], row["document"]) for row in self.rows(**filters)]

	def test_who_opened_what(self):
		with self.acting("assistant"):
			frappe.local.response = frappe._dict(docs=[])
			getdoc("Family", self.family)
			getdoc("Family Visit", self.visit.name)
		with self.acting("coordinator"):
			names = {row[1:] for row in self.seen()}
		self.assertEqual(names, {("Otwarcie", self.family), ("Otwarcie", self.visit.name)})
		self.assertEqual({row["full_name"] for row in self.rows()}, {"Anna Asystentka"})

	def test_our_own_reads_of_the_familys_page(self):
		with self.acting("assistant"):
			api.visit_context(self.family)
			api.household(self.family)
		self.assertEqual(self.seen(), [("Anna Asystentka", "Otwarcie", self.family)] * 2)

	def test_prints_and_downloads(self):
		visit = ("Family Visit", self.visit.name)
		log(*visit, method="Print", file_type="PDF")
		log(*visit, method="Print", file_type="XLSX")
		log(*visit, method="API")
		log(*visit, method="Print Preview")
		what = {row["what"] for row in self.rows()}
		expected = {"Wydruk", "Pobranie jako XLSX", "Odczyt przez program (API)", "Podgląd wydruku"}
		self.assertEqual(what, expected)

	def test_a_file_counts_for_its_document(self):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "zaswiadczenie.txt",
				"content": "x",
				"is_private": 1,
				"attached_to_doctype": "Family Visit",
				"attached_to_name": self.visit.name,
			}
		).insert()
		log("File", file.name, file_type="txt")
		[row] = self.rows()
		self.assertEqual((row["what"], row["document"]), ("Pobranie pliku", self.visit.name))
		self.assertIn("zaswiadczenie", row["details"])

	def test_an_export_of_a_whole_list_is_shown(self):
		before = self.list_exports()
		log("Family Visit", file_type="Excel", report_name="Wizyty")
		log("Note", file_type="Excel")
		log("Family Visit", file_type="PDF", method="Print")
		self.assertEqual(self.list_exports() - before, {("Wizyta", "Wizyty")})

	def test_a_report_is_named_as_the_screen_names_it(self):
		before = self.list_exports()
		log("Family", file_type="Excel", report_name="Deadlines")
		self.assertEqual(self.list_exports() - before, {("Rodzina", "Terminy")})

	def list_exports(self):
		rows = execute({"family": self.family})[1]
		return {(row["kind"], row["details"]) for row in rows if "mogła objąć" in row["what"]}

	def test_a_deleted_draft_leaves_a_trace(self):
		self.visit.delete()
		[row] = self.rows()
		self.assertEqual((row["what"], row["document"]), ("Usunięcie wersji roboczej", self.visit.name))

	def test_other_families_are_not_in_it(self):
		other = make_family().name
		with self.acting("coordinator"):
			api.household(other)
		self.assertEqual(self.rows(), [])

	def test_filters(self):
		with self.acting("assistant"):
			api.household(self.family)
		self.assertEqual(len(self.rows(user=email("assistant"), from_date=day(), until_date=day())), 1)
		self.assertEqual(self.rows(user=email("head")), [])
		self.assertEqual(self.rows(from_date=day(1)), [])
		self.assertEqual(self.rows(until_date=day(-1)), [])

	def test_the_newest_is_on_top(self):
		assessment = make_assessment(self.family)
		for doctype, name in (("Family", self.family), ("Family Assessment", assessment.name)):
			frappe.get_doc(doctype, name).add_viewed()
		moments = [row["moment"] for row in self.rows()]
		self.assertEqual(moments, sorted(moments, reverse=True))

	def test_hostile_filters_are_data(self):
		for value in ("' or 1=1 -- ", "%", '"', "\\"):
			with self.subTest(value=value):
				self.assertEqual(self.rows(user=value), [])
				self.assert_refused(value)

	def assert_refused(self, family):
		"""The report answers a refusal and does not raise it: some versions would make it a prepared report."""
		self.assertEqual(execute({"family": family})[:2], ([], []))
		self.assertEqual(frappe.local.response.pop("http_status_code"), 403)

	def test_a_family_is_asked_for(self):
		for filters in (None, {}, {"family": ""}):
			self.assertEqual(execute(filters)[1:], ([], "Proszę wybrać rodzinę."))


class TestWhoMay(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name

	def test_coordinator_and_head(self):
		for key in ("coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertIn("columns", run(REPORT, filters={"family": self.family}))

	def test_nobody_else(self):
		assign(self.family)
		assign(self.family, "social_worker", "Social Worker")
		for key in ("assistant", "social_worker", "consultant", "administrator", "stranger", "nobody"):
			with self.subTest(key=key), self.acting(key), self.assertRaises(frappe.PermissionError):
				run(REPORT, filters={"family": self.family})

	def test_the_rule_holds_behind_the_reports_roles(self):
		for key in ("stranger", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key):
				self.assertEqual(execute({"family": self.family})[:2], ([], []))
				self.assertEqual(frappe.local.response.pop("http_status_code"), 403)
