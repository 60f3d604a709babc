import frappe
from frappe.utils import getdate

from opsfamily.case.closed import CaseClosedError
from opsfamily.case.days import FutureDateError
from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.core.genogram import FEMALE, MALE
from opsfamily.exceptions import EmptyDocumentError, PeriodError
from opsfamily.ops_casework.doctype.family_history.family_history import (
	KinshipError,
	SameNameError,
	SecondHistoryError,
	UnknownRelativeError,
	WrongYearError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, day, fresh, make_access_copy, make_closed_case, make_family
from opsfamily.tests.make_history import EVENT_KIND, HELP_KIND, make_history

MARIA, JAN, ZOFIA = "Maria Testowa", "Jan Testowy", "Zofia Dawna"
EVENT = {"year": 2019, "kind": EVENT_KIND, "description": "przeprowadzka do babci"}


class HistoryTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def refused(self, refusal, row: int, doctype: str, fieldname: str, **values):
		with self.assertRaises(refusal) as refused:
			make_history(self.family, **values)
		said = frappe.utils.strip_html(str(refused.exception))
		self.assertIn(in_row(row, label(doctype, fieldname)), said)
		return said


class TestHousehold(HistoryTestCase):
	def test_the_household_comes_from_the_familys_page(self):
		history = make_history(self.family)
		shown = [
			(row.full_name, row.in_household, row.born, row.kinship, row.sex) for row in history.relatives
		]
		self.assertEqual(shown, [(MARIA, 1, "1990", "matka", FEMALE), (JAN, 1, "2015", "syn", MALE)])
		self.assertEqual(history.relatives[1].first_parent, MARIA)

	def test_what_was_corrected_stays_and_nobody_comes_twice(self):
		history = make_history(self.family, relatives=[{"full_name": f" {MARIA.lower()} ", "sex": ""}])
		history.relatives[1].first_parent = None
		history.save()
		history = fresh(history)
		self.assertEqual([row.in_household for row in history.relatives], [1, 1])
		self.assertEqual([row.first_parent for row in history.relatives], [None, None])

	def test_who_left_stays_as_a_relative(self):
		history = make_history(self.family)
		family = frappe.get_doc("Family", self.family)
		family.members[1].left_on = day(-1)
		family.save()
		history.save()
		self.assertEqual([row.in_household for row in history.relatives], [1, 0])

	def test_two_of_one_name_are_told_apart(self):
		members = [{"full_name": JAN}, {"full_name": JAN, "birth_date": "2015-06-01"}]
		history = make_history(make_family(members=members).name)
		history.save()
		self.assertEqual([row.full_name for row in fresh(history).relatives], [JAN, f"{JAN} (2015)"])

	def test_a_changed_name_is_carried_into_every_tie(self):
		history = make_history(self.family)
		family = frappe.get_doc("Family", self.family)
		family.members[0].full_name = "Maria Nowa"
		family.save()
		rows = fresh(history).relatives
		self.assertEqual((rows[0].full_name, rows[1].first_parent), ("Maria Nowa", "Maria Nowa"))


class TestRules(HistoryTestCase):
	def test_a_family_has_one_history(self):
		first = make_history(self.family)
		with self.assertRaises(SecondHistoryError) as refused:
			make_history(self.family)
		self.assertIn(first.name, str(refused.exception))

	def test_events_are_put_in_their_order(self):
		history = make_history(self.family, events=[EVENT, {**EVENT, "year": 1999}, {**EVENT, "month": 2}])
		shown = [(row.idx, row.year, row.month) for row in fresh(history).events]
		self.assertEqual(shown, [(1, 1999, 0), (2, 2019, 0), (3, 2019, 2)])

	def test_wrong_years_and_months_name_their_row(self):
		today = getdate()
		for values, fieldname in (
			({"year": 19}, "year"),
			({"year": 1849}, "year"),
			({"year": today.year + 1}, "year"),
			({"month": 13}, "month"),
			({"year": today.year, "month": 12 if today.month < 12 else 13}, "month"),
		):
			self.refused(WrongYearError, 2, "History Event", fieldname, events=[EVENT, {**EVENT, **values}])
		for fieldname, value in (("born", "około"), ("born", str(today.year + 1)), ("died", "20")):
			relative = {"full_name": ZOFIA, fieldname: value}
			self.refused(WrongYearError, 1, "Family Relative", fieldname, relatives=[relative])

	def test_an_event_says_what_happened(self):
		for fieldname in ("kind", "description"):
			wrong = [{**EVENT, fieldname: None}]
			self.refused(EmptyDocumentError, 1, "History Event", fieldname, events=wrong)

	def test_a_disabled_kind_is_not_chosen(self):
		frappe.db.set_value("History Event Kind", EVENT_KIND, "disabled", 1)
		self.refused(DisabledEntryError, 1, "History Event", "kind", events=[EVENT])

	def test_death_before_birth_and_a_child_older_than_its_parent(self):
		wrong = [{"full_name": ZOFIA, "born": "1950", "died": "1949"}]
		self.refused(PeriodError, 1, "Family Relative", "died", relatives=wrong)
		wrong = [{"full_name": ZOFIA, "born": "1989", "first_parent": MARIA}]
		self.refused(PeriodError, 1, "Family Relative", "born", relatives=wrong)

	def test_a_year_of_death_says_that_somebody_has_died(self):
		history = make_history(self.family, relatives=[{"full_name": ZOFIA, "died": "2001"}])
		self.assertEqual(history.relatives[0].is_dead, 1)

	def test_ties_are_with_others_of_the_table(self):
		for fieldname in ("first_parent", "second_parent", "partner"):
			for name in ("Obcy Człowiek", ZOFIA):
				wrong = [{"full_name": ZOFIA, fieldname: name}]
				said = self.refused(UnknownRelativeError, 1, "Family Relative", fieldname, relatives=wrong)
				self.assertIn(name, said)
		history = make_history(
			self.family, relatives=[{"full_name": ZOFIA, "partner": JAN.upper(), "separated": 1}]
		)
		self.assertEqual((history.relatives[0].partner, history.relatives[0].separated), (JAN, 1))

	def test_one_name_stands_for_one_person(self):
		wrong = [{"full_name": ZOFIA}, {"full_name": ZOFIA.upper()}]
		self.refused(SameNameError, 2, "Family Relative", "full_name", relatives=wrong)

	def test_nobody_is_of_two_generations(self):
		wrong = [
			{"full_name": ZOFIA, "first_parent": "Ewa Dawna"},
			{"full_name": "Ewa Dawna", "first_parent": ZOFIA},
		]
		with self.assertRaises(KinshipError):
			make_history(self.family, relatives=wrong)

	def test_days_are_refused(self):
		with self.assertRaises(FutureDateError):
			make_history(self.family, as_of=day(1))
		wrong = [{"kind": HELP_KIND, "from_date": "2026-02-01", "until_date": "2026-01-31"}]
		self.refused(PeriodError, 1, "Material Help", "until_date", material_help=wrong)

	def test_nothing_new_after_the_end(self):
		make_closed_case(self.family, closing_date=day(-3))
		with self.assertRaises(CaseClosedError):
			make_history(self.family)
		history = make_history(self.family, as_of=day(-3))
		history.resources = "siostra"
		history.save()


class TestGenogram(HistoryTestCase):
	def test_the_form_has_the_picture_and_the_same_in_words(self):
		grandmother = {
			"full_name": "Zofia <b>",
			"sex": FEMALE,
			"born": "1950",
			"died": "2010",
			"illness": "cukrzyca-tajna",
		}
		history = make_history(self.family, relatives=[grandmother])
		history.relatives[1].first_parent = "Zofia <b>"
		history.save()
		history.run_method("onload")
		drawn = history.get_onload("genogram")
		for text in ("<svg", "Zofia &lt;b&gt;", "1950–2010", "nie żyje", f"rodzice: {MARIA}", "ur. 1990"):
			self.assertIn(text, drawn)
		self.assertNotIn("<b>", drawn)
		self.assertNotIn("cukrzyca-tajna", drawn)


class TestAccessCopy(HistoryTestCase):
	def test_illnesses_of_relatives_wait_unticked_those_of_the_household_stay_out(self):
		relatives = [
			{"full_name": ZOFIA, "illness": "gruźlica"},
			{"full_name": JAN, "illness": "astma"},
		]
		make_history(self.family, relatives=relatives, events=[EVENT], resources="siostra pomaga")
		copy = make_access_copy(self.family, person=MARIA)
		copy.prepare()
		entries = {
			row.text: row.include for row in fresh(copy).entries if row.source_doctype == "Family History"
		}
		self.assertEqual(entries.pop("1990"), 1)
		self.assertEqual(set(entries.values()), {0})
		texts = "\n".join(entries)
		for text in ("gruźlica", "przeprowadzka do babci", "siostra pomaga"):
			self.assertIn(text, texts)
		self.assertNotIn("astma", texts)
