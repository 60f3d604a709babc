import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import FamilyMovedError, SubmittedDeletionError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	submitted,
)

DOCTYPE = "Family Assessment"
INCOMES = [
	{"recipient": "matka", "source": "świadczenie wychowawcze", "amount": 2400},
	{"recipient": "matka", "source": "zasiłek rodzinny", "amount": 438},
	{"recipient": "matka", "source": "zasiłek okresowy", "amount": 1388.5},
	{"recipient": "ojciec", "source": "praca dorywcza", "amount": 900},
]


class TestFamilyAssessment(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family()
		assign(self.family.name)
		assign(self.family.name, "social_worker", "Social Worker")

	def make(self, **values):
		return make_assessment(self.family.name, **values)

	# what is taken over

	def test_the_household_is_taken_over(self):
		assessment = self.make()
		for member, person in zip(self.family.members, assessment.household, strict=True):
			for fieldname in ("full_name", "birth_date", "kinship", "health", "in_foster_care"):
				self.assertEqual(str(person.get(fieldname)), str(member.get(fieldname)), fieldname)

	def test_the_household_then_belongs_to_the_assessment(self):
		assessment = self.make()
		assessment.household[0].full_name = "Maria Nowa"
		assessment.household.pop()
		assessment.save()
		self.family.members[1].full_name = "Jan Inny"
		self.family.save()
		self.assertEqual([p.full_name for p in fresh(assessment).household], ["Maria Nowa"])
		self.assertEqual([m.full_name for m in fresh(self.family).members], ["Maria Testowa", "Jan Inny"])

	def test_a_household_that_was_given_stays(self):
		assessment = self.make(household=[{"full_name": "Tylko Ona"}])
		self.assertEqual([person.full_name for person in assessment.household], ["Tylko Ona"])

	def test_the_familys_page_and_its_people_are_taken_over(self):
		assessment = self.make()
		self.assertEqual(assessment.representative, "Maria Testowa")
		self.assertEqual((assessment.address, assessment.phone), ("ul. Próbna 1", "500 100 200"))
		self.assertEqual(assessment.assistant, email("assistant"))
		self.assertEqual(assessment.assistant_name, "Anna Asystentka")
		self.assertEqual(assessment.social_worker_name, "Marek Socjalny")

	def test_what_was_written_is_not_taken_over(self):
		assessment = self.make(address="ul. Nowa 2", assistant=email("stranger"))
		self.assertEqual((assessment.address, assessment.assistant_name), ("ul. Nowa 2", "Obca Osoba"))

	# income

	def test_income_total_and_per_head(self):
		household = [{"full_name": f"Osoba {number}"} for number in range(5)]
		assessment = self.make(incomes=INCOMES, household=household)
		assessment.reload()
		self.assertEqual((assessment.income_total, assessment.income_per_head), (5126.5, 1025.3))

	def test_income_sums_are_never_typed(self):
		assessment = self.make(incomes=INCOMES, income_total=1, income_per_head=1)
		self.assertEqual((assessment.income_total, assessment.income_per_head), (5126.5, 2563.25))
		assessment.update({"income_total": 7, "incomes": INCOMES[:1]})
		assessment.save()
		self.assertEqual((assessment.income_total, assessment.income_per_head), (2400, 1200))

	def test_income_per_head_without_a_household(self):
		family = make_family(members=[]).name
		for residents, per_head in ((4, 1281.63), (None, 0)):
			with self.subTest(residents=residents):
				assessment = make_assessment(family, incomes=INCOMES, residents=residents)
				self.assertEqual(assessment.income_per_head, per_head)

	def test_no_income_is_nothing(self):
		assessment = self.make()
		self.assertEqual((assessment.income_total, assessment.income_per_head), (0, 0))

	def test_a_negative_income_is_refused(self):
		with self.refused(frappe.NonNegativeError, "#2", label("Family Income", "amount")):
			self.make(incomes=[INCOMES[0], {**INCOMES[1], "amount": -1}])

	# the clock

	def test_the_next_assessment_is_proposed(self):
		for date, kind, due in (
			("2026-08-17", "Initial", "2027-02-17"),
			("2026-08-31", "Periodic", "2027-02-28"),
			("2026-08-17", "Final", "None"),
		):
			with self.subTest(date=date, kind=kind):
				self.assertEqual(str(self.make(assessment_date=date, kind=kind).next_due), due)

	def test_another_date_of_the_next_one_stays(self):
		self.assertEqual(str(self.make(next_due="2026-12-01").next_due), "2026-12-01")

	def test_the_next_one_follows_a_changed_day_unless_somebody_typed_another(self):
		reckoned, typed = self.make(assessment_date="2026-01-31"), self.make(next_due="2026-12-01")
		reckoned.update({"assessment_date": "2026-03-15"}).save()
		self.assertEqual(str(reckoned.next_due), "2026-09-15")
		typed.update({"assessment_date": "2026-03-15"}).save()
		self.assertEqual(str(typed.next_due), "2026-12-01")
		reckoned.update({"assessment_date": "2026-03-16", "next_due": "2026-08-01"}).save()
		self.assertEqual(str(reckoned.next_due), "2026-08-01")

	def test_the_interval_is_the_offices(self):
		settings = frappe.get_single("OPS Settings")
		settings.assessment_interval_months = 3
		settings.save()
		self.assertEqual(str(self.make().next_due), "2026-11-17")

	# dates

	def test_a_future_assessment_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "assessment_date")):
			self.make(assessment_date=day(1))
		self.assertTrue(self.make(assessment_date=day()).name)

	def test_a_birth_in_the_future_names_its_row(self):
		household = [{"full_name": "Maria"}, {"full_name": "Jan", "birth_date": day(1)}]
		with self.refused(FutureDateError, in_row(2, label("Family Member", "birth_date"))):
			self.make(household=household)

	def test_handing_over_in_the_future_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "handed_to_head_on")):
			self.make(handed_to_head_on=day(1))
		assessment = submitted(self.make())
		assessment.handed_to_head_on = day(1)
		with self.refused(FutureDateError, label(DOCTYPE, "handed_to_head_on")):
			assessment.save()

	def test_what_may_be_written_after_submitting(self):
		assessment = submitted(self.make())
		assessment.update({"handed_to_head_on": day(), "next_due": "2027-01-15"})
		assessment.save()
		assessment.reload()
		self.assertEqual((assessment.handed_to_head_on, str(assessment.next_due)), (day(), "2027-01-15"))

	# what was submitted

	def test_a_submitted_assessment_is_frozen(self):
		for fieldname, value in (("debts", "5000 zł"), ("parenting_rating", "5"), ("income_total", 1)):
			assessment = submitted(self.make(incomes=INCOMES))
			assessment.set(fieldname, value)
			with self.subTest(fieldname=fieldname):
				with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, fieldname)):
					assessment.save()

	def test_its_rows_are_frozen(self):
		assessment = submitted(self.make(incomes=INCOMES))
		assessment.incomes[0].amount = 1
		with self.refused(frappe.UpdateAfterSubmitError, label("Family Income", "amount")):
			assessment.save()

	def test_nothing_else_changes_while_it_is_cancelled(self):
		assessment = submitted(self.make(incomes=INCOMES))
		assessment.debts = "5000 zł"
		with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, "debts")):
			assessment.cancel()

	def test_it_does_not_move_to_another_family_while_it_is_cancelled(self):
		assessment = submitted(self.make())
		assessment.family = make_family().name
		with self.refused(frappe.UpdateAfterSubmitError, label(DOCTYPE, "family")):
			assessment.cancel()

	def test_what_was_submitted_is_never_deleted(self):
		for make, refusal in (
			(submitted, frappe.ValidationError),
			(cancelled, SubmittedDeletionError),
		):
			assessment = make(self.make())
			with self.subTest(docstatus=assessment.docstatus), self.acting("head"):
				with self.refused(refusal, assessment.name):
					frappe.delete_doc(DOCTYPE, assessment.name)

	def test_the_head_deletes_a_draft(self):
		draft = self.make()
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			frappe.delete_doc(DOCTYPE, draft.name)
		with self.acting("head"):
			frappe.delete_doc(DOCTYPE, draft.name)
		self.assertFalse(frappe.db.exists(DOCTYPE, draft.name))

	def test_an_amendment_stays_in_the_family(self):
		other = cancelled(make_assessment(make_family().name))
		with self.refused(FamilyMovedError, label(DOCTYPE, "amended_from"), other.name):
			self.make(amended_from=other.name)
		own = cancelled(self.make())
		self.assertEqual(self.make(amended_from=own.name).name, f"{own.name}-1")

	# who

	def test_who_begins_an_assessment(self):
		assign(self.family.name, "consultant", "Consultant")
		for key in ("social_worker", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				self.make()
		for key in ("assistant", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertEqual(submitted(self.make()).docstatus, 1)

	def test_violence_is_withheld_without_the_level(self):
		assessment = self.make(violence="niebieska karta", violence_rating="2")
		for key, seen in (
			("assistant", "niebieska karta"),
			("social_worker", None),
			("head", "niebieska karta"),
		):
			with self.subTest(key=key), self.acting(key):
				doc = frappe.get_doc(DOCTYPE, assessment.name)
				doc.apply_fieldlevel_read_permissions()
				self.assertEqual(doc.get("violence"), seen)

	def test_ratings_are_one_to_five_or_empty(self):
		for rating in ("", "1", "5"):
			self.assertEqual(self.make(bonds_rating=rating).bonds_rating, rating)
		for rating in ("0", "6", "dobrze"):
			with self.subTest(rating=rating):
				with self.refused(frappe.ValidationError, label(DOCTYPE, "bonds_rating")):
					self.make(bonds_rating=rating)
