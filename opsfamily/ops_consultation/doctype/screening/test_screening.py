import frappe
from frappe.utils import getdate

from opsfamily.case.document import FutureDateError
from opsfamily.case.household import get_household
from opsfamily.exceptions import NotAMemberError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_consultation.doctype.screening.screening import NextScreeningError, ScreeningAgeError
from opsfamily.permissions.gate import can_read_sensitive_fields
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, fresh, make_family
from opsfamily.tests.make_safety import make_screening

DOCTYPE = "Screening"


class TestScreening(SiteTestCase):
	def setUp(self):
		super().setUp()
		child = {"full_name": "Lena Testowa", "birth_date": "2024-07-08", "kinship": "córka"}
		parent = {"full_name": "Maria Testowa", "birth_date": "1990-01-01"}
		self.family = make_family(members=[parent, child, {"full_name": "Bez Daty"}]).name
		assign(self.family)

	def screen(self, **values):
		return make_screening(self.family, **{"child": "Lena Testowa", "birth_date": None, **values})

	def test_the_assistant_writes_it_and_the_app_counts(self):
		with self.acting("assistant"):
			screening = self.screen()
		self.assertEqual(getdate(screening.birth_date), getdate("2024-07-08"))
		self.assertEqual((screening.age, screening.corrected_age), ("26 mies. 14 dni", None))
		self.assertEqual(screening.performed_by_name, "Anna Asystentka")
		self.assertEqual(getdate(screening.next_due), getdate("2027-03-22"))

	def test_the_birth_date_may_be_mended(self):
		screening = self.screen(birth_date="2024-08-08")
		self.assertEqual(screening.age, "25 mies. 14 dni")
		screening.update({"birth_date": "2024-07-09"}).save()
		self.assertEqual(screening.age, "26 mies. 13 dni")

	def test_what_a_client_says_of_the_age_does_not_count(self):
		self.assertEqual(self.screen(age="2 mies.", corrected_age="x").age, "26 mies. 14 dni")

	def test_corrected_under_two_years(self):
		screening = self.screen(screened_on="2026-07-07", weeks_early=6)
		self.assertEqual((screening.age, screening.corrected_age), ("23 mies. 29 dni", "22 mies. 18 dni"))
		screening.update({"screened_on": "2026-07-08", "next_due": None}).save()
		self.assertEqual((screening.age, screening.corrected_age), ("24 mies. 0 dni", None))

	def test_until_the_age_that_the_office_has_set_for_the_tool(self):
		frappe.db.set_value("Screening Tool", "ASQ:SE-2", "corrected_until_months", 0)
		self.assertIsNone(self.screen(screened_on="2026-07-07", weeks_early=6).corrected_age)

	def test_before_the_day_on_which_the_child_was_expected(self):
		screening = self.screen(screened_on="2024-08-01", weeks_early=10)
		self.assertEqual(screening.age, "0 mies. 24 dni")
		self.assertEqual(screening.corrected_age, "przed planowanym terminem porodu")

	def test_weeks_that_cannot_be(self):
		for weeks in (19, -1):
			with self.refused(ScreeningAgeError, label(DOCTYPE, "weeks_early"), "18"):
				self.screen(weeks_early=weeks)
		self.assertTrue(self.screen(screened_on="2026-01-01", weeks_early=18).corrected_age)

	def test_without_a_birth_date(self):
		with self.refused(ScreeningAgeError, label(DOCTYPE, "birth_date")):
			self.screen(child="Bez Daty")
		self.assertTrue(self.screen(child="Bez Daty", birth_date="2025-01-01").age)

	def test_before_the_birth(self):
		with self.refused(ScreeningAgeError, label(DOCTYPE, "screened_on"), "08.07.2024"):
			self.screen(screened_on="2024-07-07")
		self.assertEqual(self.screen(screened_on="2024-07-08").age, "0 mies. 0 dni")

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "screened_on")):
			self.screen(screened_on=day(1))

	def test_somebody_who_is_no_member(self):
		with self.refused(NotAMemberError, label(DOCTYPE, "child"), "Obce Dziecko"):
			self.screen(child="Obce Dziecko", birth_date="2024-07-08")

	def test_the_next_one_does_not_lie_before(self):
		with self.refused(NextScreeningError, label(DOCTYPE, "next_due"), "22.09.2026"):
			self.screen(next_due="2026-09-21")
		self.assertEqual(getdate(self.screen(next_due="2026-09-22").next_due), getdate("2026-09-22"))

	def test_a_tool_without_months_proposes_none(self):
		self.assertIsNone(self.screen(tool="M-CHAT-R/F").next_due)

	def test_a_next_one_that_was_cleared_stays_so(self):
		screening = self.screen()
		self.assertIsNone(screening.update({"next_due": None}).save().next_due)

	def test_the_result_is_health(self):
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "consultant", "Consultant")
		read = {}
		for key in ("assistant", "social_worker", "consultant", "coordinator", "head"):
			with self.acting(key):
				read[key] = can_read_sensitive_fields(DOCTYPE)
		self.assertEqual([key for key, reads in read.items() if not reads], ["social_worker"])

	def test_the_familys_page(self):
		self.screen(screened_on="2026-01-01", result="Above Cut-Off")
		newest = self.screen(next_due="2026-10-01")
		with self.acting("assistant"):
			[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertEqual((line.name, line.late), (newest.name, True))
		self.assertEqual(line.text, "Lena Testowa, ASQ:SE-2 (22.09.2026); poniżej progu; następne 01.10.2026")
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("social_worker"):
			[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertNotIn("progu", line.text)
		with self.acting("stranger"):
			self.assertEqual(get_lines(self.family, frozenset({DOCTYPE})), [])

	def test_the_childs_access_copy(self):
		self.screen(follow_up="poradnia")
		everybody = get_household(self.family)
		child = next(person for person in everybody if person.full_name == "Lena Testowa")
		texts = {
			(entry["heading"], entry["text"])
			for entry in get_prepared_entries(
				self.family, child, [p for p in everybody if p != child]
			).entries
			if entry["source_doctype"] == DOCTYPE
		}
		self.assertIn(("Wynik", "poniżej progu"), texts)
		self.assertIn((label(DOCTYPE, "follow_up"), "poradnia"), texts)
		mother = next(person for person in everybody if person.full_name == "Maria Testowa")
		entries = get_prepared_entries(self.family, mother, [child]).entries
		self.assertEqual([entry for entry in entries if entry["source_doctype"] == DOCTYPE], [])

	def test_a_stranger_writes_none(self):
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			self.screen()
		screening = self.screen()
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			fresh(screening).update({"result": "Above Cut-Off"}).save()
