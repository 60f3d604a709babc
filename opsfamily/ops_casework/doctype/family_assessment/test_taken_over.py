import frappe
from frappe.utils import getdate

from opsfamily.ops_casework.doctype.family_assessment import taken_over
from opsfamily.ops_casework.doctype.family_assessment.family_assessment import UnconfirmedPartError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	amended,
	assign,
	cancelled,
	confirmed,
	day,
	fresh,
	make_assessment,
	make_closing,
	make_family,
	make_final_assessment,
	submitted,
)

DOCTYPE, PAPER = "Family Assessment", "F1 Ocena sytuacji rodziny"
FIRST = {
	"assessment_date": "2026-03-10",
	"parenting": "Rodzice stawiają granice.",
	"parenting_rating": "3",
	"violence": "Niebieska karta założona.",
	"violence_rating": "2",
	"housing_tenure": "mieszkanie komunalne",
	"debts": "5000 zł",
	"incomes": [{"recipient": "matka", "source": "zasiłek", "amount": 100}],
	"causes": [{"cause": "ubóstwo"}],
}
PARTS = ("housing", "income", "parenting", "violence", "causes")


class TakenOverTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.first = submitted(make_assessment(self.family, **FIRST))

	def make(self, **values):
		"""The assistant's next assessment."""
		with self.acting("assistant"):
			return make_assessment(self.family, **{"assessment_date": "2026-09-10", **values})

	def confirm(self, doc, *parts):
		with self.acting("assistant"):
			return fresh(doc).update({f"{part}_unchanged": 1 for part in parts}).save()

	def print(self, doc) -> str:
		return frappe.get_print(DOCTYPE, doc.name, PAPER)


class TestTakingOver(TakenOverTestCase):
	def test_a_later_one_begins_from_the_last_as_periodic(self):
		second = self.make()
		self.assertEqual((second.kind, second.taken_from), ("Periodic", self.first.name))
		for fieldname in ("parenting", "parenting_rating", "violence", "housing_tenure", "debts"):
			self.assertEqual(second.get(fieldname), FIRST[fieldname])
		self.assertEqual([(row.source, row.amount) for row in second.incomes], [("zasiłek", 100)])
		self.assertEqual([row.cause for row in second.causes], ["ubóstwo"])
		self.assertEqual(second.income_total, 100)

	def test_from_the_last_by_its_day_not_from_a_draft_or_a_cancelled_one(self):
		mistake = make_assessment(self.family, assessment_date="2026-05-01", parenting="pomyłka")
		cancelled(confirmed(mistake))
		make_assessment(self.family, assessment_date="2026-06-01", parenting="szkic")
		self.assertEqual(self.make().parenting, FIRST["parenting"])

	def test_the_first_one_takes_nothing_over(self):
		self.assertEqual((self.first.taken_from, self.first.kind), (None, "Initial"))
		self.assertEqual(submitted(make_assessment(make_family().name)).docstatus, 1)

	def test_a_typed_part_stays_as_typed(self):
		second = self.make(parenting="Inaczej niż dotąd.")
		self.assertEqual((second.parenting, second.parenting_rating), ("Inaczej niż dotąd.", ""))

	def test_another_kind_stays(self):
		self.assertEqual(self.make(kind="Final").kind, "Final")

	def test_the_first_one_after_a_reopening_may_be_an_initial_one(self):
		final = make_final_assessment(self.family, assessment_date=day(), parenting="koniec").name
		closing = make_closing(self.family, final_assessment=final, monitoring_until=None)
		submitted(closing)
		fresh(closing).reopen("nowe trudności")
		self.assertEqual(self.make(assessment_date=day()).kind, "Initial")

	def test_the_household_is_that_of_the_familys_page(self):
		frappe.get_doc("Family", self.family).update({"members": [{"full_name": "Maria Testowa"}]}).save()
		self.assertEqual([row.full_name for row in self.make().household], ["Maria Testowa"])

	def test_a_field_of_the_office_travels_along(self):
		values = {
			"dt": DOCTYPE,
			"fieldname": "custom_office_note",
			"fieldtype": "Data",
			"label": "Uwaga ośrodka",
		}
		field = frappe.get_doc(
			{"doctype": "Custom Field", "insert_after": "parenting_rating", **values}
		).insert()
		try:
			source = submitted(
				make_assessment(make_family().name, parenting="tekst", custom_office_note="wpis")
			)
			later = make_assessment(source.family, assessment_date="2026-09-10")
			self.assertEqual(later.custom_office_note, "wpis")
		finally:
			frappe.delete_doc("Custom Field", field.name)
			frappe.db.commit()

	def test_every_field_is_taken_over_or_is_each_ones_own(self):
		"""A new field of F1 is entered in PARTS, or here."""
		own = {
			*("family", "kind", "assessment_date", "without_meeting", "taken_from"),
			*("representative", "address", "phone"),
			*("assistant", "assistant_name", "social_worker", "social_worker_name", "household"),
			*("income_total", "income_per_head", "third_party_note"),
			*("next_due", "handed_to_head_on", "amended_from"),
		}
		steps = {f"{part}_{step}" for part in taken_over.PARTS for step in ("unchanged", "confirmed_on")}
		taken = {fieldname for _section, fields in taken_over.PARTS.values() for fieldname in fields}
		typed = {
			df.fieldname
			for df in frappe.get_meta(DOCTYPE).fields
			if df.fieldtype not in frappe.model.no_value_fields and not df.hidden
		}
		tables = {df.fieldname for df in frappe.get_meta(DOCTYPE).get_table_fields()}
		self.assertEqual((typed | tables) - steps - taken, own)


class TestConfirming(TakenOverTestCase):
	def test_submitting_names_what_is_not_confirmed(self):
		second = self.confirm(self.make(), "housing", "income")
		with self.acting("assistant"):
			sections = [label(DOCTYPE, f"{part}_section") for part in ("parenting", "violence", "causes")]
			with self.refused(UnconfirmedPartError, *sections):
				fresh(second).submit()
			self.assertEqual(fresh(second).get_unconfirmed_labels(), sections)

	def test_confirmed_with_the_day(self):
		second = self.confirm(self.make(), *PARTS)
		self.assertEqual(second.parenting_confirmed_on, getdate())
		with self.acting("assistant"):
			self.assertEqual(submitted(fresh(second)).docstatus, 1)

	def test_a_rewritten_part_needs_no_confirmation(self):
		second = self.confirm(self.make(), "housing", "income", "violence", "causes")
		with self.acting("assistant"):
			second = fresh(second).update({"parenting": "Rodzice są konsekwentni."}).save()
			self.assertEqual(submitted(second).parenting_confirmed_on, None)

	def test_a_part_that_is_rewritten_later_is_confirmed_no_more(self):
		second = self.confirm(self.make(), *PARTS)
		with self.acting("assistant"):
			second = fresh(second).update(
				{"incomes": [{"recipient": "matka", "source": "praca", "amount": 9}]}
			)
			second.save()
		self.assertEqual((second.income_unchanged, second.income_confirmed_on), (0, None))

	def test_a_client_invents_no_day_and_no_source(self):
		second = self.make(parenting_confirmed_on="2020-01-01", taken_from=None, taken_over_parts="")
		self.assertEqual((second.parenting_confirmed_on, second.taken_from), (None, self.first.name))
		with self.acting("assistant"):
			changed = {"taken_from": None, "taken_over_parts": "", "parenting_confirmed_on": "2020-01-01"}
			fresh(second).update(changed).save()
			self.assertEqual(fresh(second).taken_from, self.first.name)
			with self.refused(UnconfirmedPartError):
				fresh(second).submit()

	def test_an_amendment_keeps_its_source(self):
		second = self.confirm(self.make(), *PARTS)
		draft = amended(cancelled(fresh(second)))
		self.assertEqual(draft.taken_from, self.first.name)
		self.assertEqual(submitted(fresh(draft)).docstatus, 1)

	def test_violence_is_confirmed_by_its_readers(self):
		second = self.confirm(self.make(), *PARTS)
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("social_worker"):
			read = fresh(second)
			read.apply_fieldlevel_read_permissions()
			self.assertFalse(read.get("violence_unchanged"))

	def test_that_nothing_was_written_of_violence_is_not_shown(self):
		family = make_family().name
		submitted(make_assessment(family, parenting="tekst"))
		later = make_assessment(family, assessment_date="2026-09-10")
		self.assertIn("violence", later.taken_over_parts)
		later.parenting_unchanged = 1
		later.save()
		self.assertEqual(submitted(later).docstatus, 1)


class TestPaper(TakenOverTestCase):
	def test_a_draft_says_what_is_to_be_confirmed(self):
		paper = self.print(self.make())
		self.assertIn("przejęto z poprzedniej oceny, do potwierdzenia", paper)
		self.assertNotIn("bez zmian", paper)

	def test_no_change_is_printed_where_a_worker_confirmed_it(self):
		second = self.confirm(self.make(parenting="Nowy opis."), "housing", "income", "violence", "causes")
		paper = self.print(second)
		self.assertEqual(paper.count("potwierdzono bez zmian w dniu"), 3)
		self.assertNotIn("do potwierdzenia", paper)

	def test_the_first_one_says_neither(self):
		self.assertNotIn("bez zmian", self.print(self.first))


class TestComparison(TakenOverTestCase):
	def test_always_from_the_earlier_to_the_later(self):
		from opsfamily import api

		second = self.make(parenting="Nowy opis.")
		names = (second.name, self.first.name)
		with self.acting("assistant"):
			for later, earlier in (names, names[::-1]):
				screen = api.assessment_comparison(self.family, later, earlier)
				self.assertEqual((screen["later"], screen["earlier"]), names)
				self.assertLess(screen["html"].index(FIRST["parenting"]), screen["html"].index("Nowy opis."))
