import frappe
from frappe.utils import getdate

from opsfamily import api
from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import EmptyDocumentError, PeriodError, SomebodyElsesWorkError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_opinion,
	make_plan,
	make_schedule,
	make_visit,
	submitted,
)

DOCTYPE = "Court Opinion"


class OpinionTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(legal_basis="Family Consent", legal_basis_note="art. 8").name
		assign(self.family, from_date="2026-08-10")
		self.work()

	def work(self):
		"""What stands in the file, and what lies outside the period."""
		plan = make_plan(
			self.family, long_term_goals=[{"goal": "Praca"}], short_term_goals=[{"goal": "Budżet"}]
		)
		plan.submit()
		self.schedule = submitted(make_schedule(plan))
		make_visit(self.family)
		make_visit(self.family, visit_date="2026-10-06", to_time="16:30")
		make_visit(self.family, visit_date="2026-10-07", kind="rozmowa telefoniczna", to_time="15:20")
		make_visit(self.family, visit_date="2026-09-30")
		ratings = {"parenting_rating": "2", "violence_rating": "3", "violence": "opis przemocy"}
		submitted(make_assessment(self.family, assessment_date="2026-10-15", kind="Periodic", **ratings))
		cancelled(make_assessment(self.family, assessment_date="2026-10-16", parenting_rating="5"))
		make_assessment(self.family, assessment_date="2026-10-17", parenting_rating="4")

	def opinion(self, **values):
		with self.acting("assistant"):
			return make_opinion(self.family, **values)


class TestComposing(OpinionTestCase):
	def test_the_draft_holds_the_facts_of_the_period(self):
		facts = self.opinion().facts
		for words in (
			"od 10 sierpnia 2026 r. (podstawa: zgoda rodziny, art. 8). Asystent rodziny",
			"dotyczy opinia: Anna Asystentka.",
			"od 1 października 2026 r. do 20 listopada 2026 r. odbyły się 3 kontakty, łącznie 3 godziny 50 minut:",
			"– wizyta w rodzinie: 2, 3 godziny 30 minut\n– rozmowa telefoniczna: 1, 20 minut",
			"Cel główny planu pracy z rodziną: Dzieci są bezpieczne w domu.\nCele szczegółowe:\n– Praca\n– Budżet",
			"Harmonogram obejmował 1 działanie: w trakcie realizacji – 1.",
			"– Trening budżetowy (asystent rodziny, termin: 30 października 2026 r.): w trakcie realizacji",
			"– 15 października 2026 r. (okresowa): sfera wychowawcza 2",
		):
			self.assertIn(words, facts)
		self.assertEqual(facts.count("sfera wychowawcza"), 1)

	def test_an_attempt_is_no_contact_and_two_workers_are_one(self):
		make_visit(self.family, visit_date="2026-10-08", kind="nieobecność rodziny w domu")
		other = email("other_assistant")
		make_visit(self.family, from_time="16:00", to_time="17:30", assistant=other)
		facts = self.opinion().facts
		self.assertIn("odbyły się 3 kontakty, łącznie 4 godziny 20 minut:", facts)
		self.assertIn("Ponadto podjęto 1 próbę kontaktu, w których nikogo nie zastano.", facts)

	def test_members_are_filled_in(self):
		self.assertEqual(
			self.opinion().persons,
			"Maria Testowa, ur. 1 stycznia 1990 r., matka\nJan Testowy, ur. 1 czerwca 2015 r., syn",
		)

	def test_health_stands_nowhere(self):
		opinion = self.opinion()
		self.assertNotIn("cukrzyca", " ".join((opinion.persons, opinion.facts, opinion.sensitive_facts)))

	def test_level_one_is_for_those_who_hold_it(self):
		opinion = self.opinion()
		self.assertIn("przemoc, zachowania destrukcyjne 3", opinion.sensitive_facts)
		self.assertNotIn("przemoc", opinion.facts.lower())
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("social_worker"):
			from opsfamily.ops_intake.doctype.court_opinion.facts import get_facts

			period = (getdate("2026-10-01"), getdate("2026-11-20"))
			self.assertEqual(get_facts(self.family, period).sensitive, ())
			read = fresh(opinion)
			read.apply_fieldlevel_read_permissions()
			self.assertFalse(read.get("sensitive_facts"))

	def test_what_a_person_wrote_stays_until_they_ask_for_it_anew(self):
		opinion = self.opinion(facts="moje słowa")
		self.assertEqual(opinion.facts, "moje słowa")
		with self.acting("assistant"):
			opinion.save()
			self.assertEqual(fresh(opinion).facts, "moje słowa")
			api.compose_opinion(opinion.name)
		self.assertIn("odbyły się 3 kontakty", fresh(opinion).facts)

	def test_a_stranger_composes_nothing(self):
		opinion = self.opinion()
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			api.compose_opinion(opinion.name)

	def test_the_polish_of_the_court_in_any_language(self):
		frappe.local.lang = "en"
		self.assertIn("(asystent rodziny, termin:", self.opinion().facts)

	def test_a_new_family_has_an_empty_file(self):
		family = make_family(members=[]).name
		self.assertIn("nie odnotowano kontaktów", make_opinion(family).facts)


class TestRules(OpinionTestCase):
	def test_a_period_that_ends_before_it_begins(self):
		with self.refused(PeriodError, label(DOCTYPE, "period_until"), label(DOCTYPE, "period_from")):
			self.opinion(period_until="2026-09-30")

	def test_a_due_date_before_the_letter(self):
		with self.refused(PeriodError, label(DOCTYPE, "due_date"), label(DOCTYPE, "asked_on")):
			self.opinion(due_date="2026-11-19")

	def test_the_future(self):
		for fieldname in ("asked_on", "period_until", "signed_on"):
			with self.refused(FutureDateError, label(DOCTYPE, fieldname)):
				self.opinion(**{fieldname: day(1), "due_date": None})

	def test_without_an_opinion_or_a_signature(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "opinion")):
			submitted(self.opinion())
		with self.refused(EmptyDocumentError, label(DOCTYPE, "signed_by")):
			submitted(self.opinion(opinion="tak").update({"signed_by": None}))

	def test_somebody_elses_signature(self):
		opinion = self.opinion(opinion="tak", signed_by=email("coordinator"))
		with self.acting("assistant"), self.refused(SomebodyElsesWorkError, label(DOCTYPE, "signed_by")):
			fresh(opinion).submit()
		with self.acting("coordinator"):
			self.assertEqual(submitted(fresh(opinion)).signed_on, getdate())

	def test_submitted_it_is_frozen(self):
		opinion = self.opinion(opinion="Rodzina współpracuje.")
		with self.acting("assistant"):
			submitted(opinion)
			with self.assertRaises(frappe.UpdateAfterSubmitError):
				fresh(opinion).update({"facts": "inaczej"}).save()
			with self.assertRaises(frappe.UpdateAfterSubmitError):
				make_visit(self.family, visit_date="2026-10-20")
				api.compose_opinion(opinion.name)
		self.assertTrue(opinion.name.startswith("OPINIA-"))
		self.assertEqual((opinion.signed_by_name, opinion.signed_on), ("Anna Asystentka", getdate()))
