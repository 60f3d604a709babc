import frappe
from frappe.utils import getdate

from opsfamily import api
from opsfamily.case.document import FutureDateError
from opsfamily.core.court_opinion import APPROVED, FROZEN, RETURNED, WAITS, WRITTEN
from opsfamily.exceptions import (
	EmptyDocumentError,
	NotHeadError,
	PartRoleError,
	PeriodError,
	ReasonMissingError,
)
from opsfamily.ops_intake.doctype.court_opinion.court_opinion import (
	NotApprovedError,
	NotAuthorError,
	OpinionStateError,
	OpinionWaitsError,
)
from opsfamily.patches.v1_2 import set_opinion_states
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	confirmed,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_opinion,
	make_plan,
	make_request,
	make_schedule,
	make_visit,
	submitted,
)

DOCTYPE = "Court Opinion"


class OpinionTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(
			legal_basis="Family Consent", legal_basis_note="art. 8", work_consent_date="2026-08-10"
		).name
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
		cancelled(confirmed(make_assessment(self.family, assessment_date="2026-10-16", parenting_rating="5")))
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

	def test_the_work_began_before_the_app_and_an_order_that_no_longer_holds_is_not_named(self):
		frappe.db.set_value("Family", self.family, "assistant_since", "2023-05-02")
		order = {"basis": "Court Order", "court_reference": "III Nsm 9/24", "court_date": "2024-02-01"}
		request = make_request(self.family)
		frappe.db.set_value("Assistant Request", request.name, order)
		frappe.db.set_value(
			"Family", self.family, "legal_basis_note", "III Nsm 9/24, postanowienie z 01.02.2024"
		)
		facts = self.opinion().facts
		self.assertIn("od 2 maja 2023 r. (podstawa: zgoda rodziny).", facts)

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

	def test_the_author_is_the_familys_assistant(self):
		for key in ("coordinator", "head"):
			with self.refused(PartRoleError, label(DOCTYPE, "signed_by")):
				self.opinion(signed_by=email(key))

	def test_a_coordinator_begins_it_for_the_assistant(self):
		with self.acting("coordinator"):
			opinion = make_opinion(self.family)
		self.assertEqual((opinion.signed_by, opinion.signed_by_name), (email("assistant"), "Anna Asystentka"))
		self.assertIn("odbyły się 3 kontakty", opinion.facts)

	def test_a_coordinator_writes_where_there_is_no_assistant(self):
		family = make_family().name
		with self.acting("coordinator"):
			self.assertEqual(make_opinion(family, opinion="tak").signed_by, email("coordinator"))

	def test_submitted_it_is_frozen(self):
		opinion = self.opinion(opinion="Rodzina współpracuje.", due_date=day(2))
		with self.acting("assistant"):
			submitted(opinion)
			with self.assertRaises(frappe.UpdateAfterSubmitError):
				fresh(opinion).update({"facts": "inaczej"}).save()
			with self.assertRaises(frappe.UpdateAfterSubmitError):
				make_visit(self.family, visit_date="2026-10-20")
				api.compose_opinion(opinion.name)
		self.assertTrue(opinion.name.startswith("OPINIA-"))
		self.assertEqual((opinion.signed_by_name, opinion.signed_on), ("Anna Asystentka", getdate()))


class TestApproval(OpinionTestCase):
	def setUp(self):
		super().setUp()
		self.asked = self.opinion(opinion="Rodzina współpracuje.", due_date=day(8))

	def send(self, opinion=None):
		with self.acting("assistant"):
			api.send_opinion((opinion or self.asked).name)
		return fresh(opinion or self.asked)

	def notices(self, key: str) -> list[str]:
		filters = {"for_user": email(key), "document_name": self.asked.name}
		return frappe.get_all("Notification Log", filters, pluck="subject", order_by="creation")

	def test_the_head_approves_what_the_author_has_sent(self):
		self.assertEqual(self.send().approval, WAITS)
		self.assertIn("czeka na akceptację", self.notices("head")[0])
		with self.acting("head"):
			opinion = submitted(fresh(self.asked))
		self.assertEqual((opinion.approval, opinion.approved_by), (APPROVED, email("head")))
		self.assertEqual((opinion.approved_by_name, opinion.approved_on), ("Grażyna Kierowniczka", getdate()))
		self.assertEqual(opinion.signed_by_name, "Anna Asystentka")
		self.assertIn("zaakceptowana", self.notices("assistant")[-1])
		paper = frappe.get_print(DOCTYPE, opinion.name, "Opinia o rodzinie")
		self.assertIn("Grażyna Kierowniczka", paper)
		self.assertNotIn("w zastępstwie", paper)

	def test_not_before_it_was_sent_and_by_nobody_else(self):
		with self.acting("head"), self.refused(NotApprovedError):
			fresh(self.asked).submit()
		self.send()
		for key in ("assistant", "coordinator"):
			with self.acting(key), self.refused(NotApprovedError):
				fresh(self.asked).submit()

	def test_nobody_changes_the_authors_text(self):
		for key in ("coordinator", "head"):
			for fieldname in ("opinion", "facts", "sensitive_facts", "persons"):
				with self.acting(key), self.refused(NotAuthorError, label(DOCTYPE, fieldname)):
					fresh(self.asked).update({fieldname: "inaczej"}).save()
			with self.acting(key), self.refused(NotAuthorError):
				api.compose_opinion(self.asked.name)
		with self.acting("head"):
			fresh(self.asked).update({"reference": "III Nsm 7/26"}).save()

	def test_nobody_begins_with_somebody_elses_words(self):
		with self.acting("coordinator"), self.refused(NotAuthorError, label(DOCTYPE, "opinion")):
			make_opinion(self.family, opinion="moje zdanie")

	def test_nothing_changes_while_it_waits(self):
		self.send()
		with self.acting("assistant"), self.refused(OpinionWaitsError, label(DOCTYPE, "opinion")):
			fresh(self.asked).update({"opinion": "inaczej"}).save()
		with self.acting("head"), self.refused(OpinionWaitsError, label(DOCTYPE, "due_date")):
			fresh(self.asked).update({"due_date": day(30)}).save()

	def test_the_head_returns_it_with_a_reason(self):
		self.send()
		with self.acting("head"):
			with self.refused(ReasonMissingError, label(DOCTYPE, "return_reason")):
				api.return_opinion(self.asked.name, " ")
			api.return_opinion(self.asked.name, "brak oceny postępów")
		opinion = fresh(self.asked)
		self.assertEqual((opinion.approval, opinion.return_reason), (RETURNED, "brak oceny postępów"))
		self.assertIn("zwrócona", self.notices("assistant")[-1])
		with self.acting("assistant"):
			fresh(opinion).update({"opinion": "Rodzina współpracuje, postępy są widoczne."}).save()
		self.assertEqual(self.send().return_reason, None)

	def test_only_the_head_returns_and_only_the_author_sends(self):
		with self.acting("coordinator"), self.refused(NotAuthorError):
			api.send_opinion(self.asked.name)
		with self.acting("head"), self.refused(OpinionStateError):
			api.return_opinion(self.asked.name, "x")
		self.send()
		for key in ("coordinator", "assistant"):
			with self.acting(key), self.refused(NotHeadError):
				api.return_opinion(self.asked.name, "x")
		with self.acting("assistant"), self.refused(OpinionStateError):
			api.send_opinion(self.asked.name)

	def test_near_the_courts_day_the_author_submits_alone_and_the_head_is_notified(self):
		for days, alone in ((4, False), (3, True), (-1, True)):
			self.asked = self.opinion(
				opinion="tak", asked_on=day(-5), due_date=day(days), period_until=day(-6)
			)
			with self.subTest(days=days), self.acting("assistant"):
				if not alone:
					with self.refused(NotApprovedError, "3 dni"):
						fresh(self.asked).submit()
					continue
				self.assertEqual(submitted(fresh(self.asked)).approval, FROZEN)
				self.assertIn("bez akceptacji", self.notices("head")[-1])

	def test_also_while_it_waits(self):
		self.asked.db_set("due_date", day(2))
		self.send()
		with self.acting("assistant"):
			self.assertEqual(submitted(fresh(self.asked)).approval, FROZEN)

	def test_the_offices_days(self):
		frappe.db.set_single_value("OPS Settings", "opinion_alone_days", 10)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		with self.acting("assistant"):
			self.assertEqual(submitted(fresh(self.asked)).approval, FROZEN)

	def test_a_client_approves_nothing(self):
		values = {"approval": APPROVED, "approved_by": email("head"), "return_reason": "x"}
		with self.acting("assistant"):
			fresh(self.asked).update(values).save()
			new = make_opinion(self.family, **values)
		for opinion in (fresh(self.asked), new):
			self.assertEqual((opinion.approval, opinion.approved_by), (WRITTEN, None))

	def test_the_deputy_approves_in_the_heads_place(self):
		self.send()
		days = {"from_date": day(-1), "until_date": day(1)}
		deputy = frappe.get_doc({"doctype": "Head Deputy", "user": email("working_coordinator"), **days})
		try:
			with self.acting("head"):
				deputy.insert()
			with self.acting("working_coordinator"):
				opinion = submitted(fresh(self.asked))
			self.assertEqual((opinion.approval, opinion.approved_as_deputy), (APPROVED, 1))
			self.assertIn("(w zastępstwie)", frappe.get_print(DOCTYPE, opinion.name, "Opinia o rodzinie"))
		finally:
			frappe.set_user("Administrator")
			frappe.db.delete("Head Deputy")
			frappe.db.delete("Has Role", {"parent": email("working_coordinator"), "role": "Head of Centre"})
			# The framework commits when it logs a printed paper.
			frappe.db.commit()
			frappe.clear_cache(user=email("working_coordinator"))

	def test_what_was_submitted_before_this_version_has_no_state(self):
		self.asked.db_set({"docstatus": 1, "approval": WRITTEN})
		draft = self.opinion(due_date=None)
		for _run in range(2):
			set_opinion_states.execute()
			self.assertEqual((fresh(self.asked).approval, fresh(draft).approval), ("", WRITTEN))
