import frappe
from frappe.www.printview import get_rendered_template

from opsfamily import api
from opsfamily.case.document import FutureDateError
from opsfamily.core.months import add_months
from opsfamily.exceptions import EmptyDocumentError, NotAMemberError, SubmittedDeletionError
from opsfamily.ops_casework.doctype.access_copy.access_copy import (
	AlreadyReleasedError,
	AmbiguousPersonError,
	NotReleasedError,
	RedactionMissingError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_assessment,
	make_evaluation,
	make_family,
	make_running_schedule,
	make_visit,
)

DOCTYPE = "Access Copy"
MARIA, JAN = "Maria Testowa", "Jan Testowy"
HEALTH = "padaczka lekooporna"
MEMBERS = [
	{"full_name": MARIA, "birth_date": "1990-01-01", "kinship": "matka", "health": "cukrzyca"},
	{"full_name": JAN, "birth_date": "2015-06-01", "kinship": "syn", "health": HEALTH},
]


class AccessCopyTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(members=MEMBERS).name
		assign(self.family)

	def make(self, person=MARIA, **values):
		return frappe.get_doc(
			{"doctype": DOCTYPE, "family": self.family, "person": person, **values}
		).insert()

	def prepared(self, person=MARIA):
		copy = self.make(person)
		copy.prepare()
		return fresh(copy)

	def released(self):
		copy = self.prepared()
		copy.submit()
		return copy

	def written(self, copy) -> str:
		return "\n".join(f"{row.heading}: {row.text}" for row in copy.entries)

	def ticked(self, copy) -> str:
		return "\n".join(row.text for row in copy.entries if row.include)

	def doubt(self, copy, text: str) -> str:
		"""Why the rows with this text are not ticked."""
		return "\n".join(row.doubt or "" for row in copy.entries if text in row.text)

	def paper(self, copy, print_format="Kopia danych osoby"):
		paper = frappe.get_doc("Print Format", print_format) if print_format else None
		allowed = {"allow_print_for_draft": 1, "allow_print_for_cancelled": 1}
		return get_rendered_template(fresh(copy), print_format=paper, meta=copy.meta, settings=allowed)


class TestRequest(AccessCopyTestCase):
	def test_the_answer_is_due_in_a_month(self):
		self.assertEqual(self.make(requested_on=day(-3), due=day(90)).due, add_months(day(-3), 1))

	def test_a_representative_without_a_row_among_the_members(self):
		self.family = make_family(representative="Ewa Bezwiersza", members=[MEMBERS[1]]).name
		assign(self.family)
		copy = self.make("Ewa Bezwiersza")
		self.assertEqual(copy.person, "Ewa Bezwiersza")
		others = {person.full_name for person in self.make(JAN).get_others()}
		self.assertEqual(others, {"Ewa Bezwiersza"})

	def test_a_request_of_tomorrow_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "requested_on")):
			self.make(requested_on=day(1))

	def test_somebody_elses_family_or_nobody(self):
		with self.refused(NotAMemberError, "Piotr Obcy"):
			self.make("Piotr Obcy")

	def test_two_members_of_one_name(self):
		self.family = make_family(members=[MEMBERS[0], {**MEMBERS[1], "full_name": MARIA}]).name
		with self.refused(AmbiguousPersonError, MARIA):
			self.make()

	def test_a_member_of_an_assessment_alone(self):
		make_assessment(self.family, household=[{"full_name": "Babcia Testowa"}])
		self.assertEqual(self.make("Babcia Testowa").person, "Babcia Testowa")

	def test_a_client_releases_nothing_by_a_field(self):
		copy = self.make(released_on="2026-01-01", released_by=email("head"))
		self.assertFalse(copy.released_on or copy.released_by)


class TestPrepared(AccessCopyTestCase):
	def setUp(self):
		super().setUp()
		make_assessment(
			self.family,
			incomes=[
				{"recipient": MARIA, "source": "praca", "amount": 3000},
				{"recipient": JAN, "source": "renta", "amount": 900},
			],
			parenting="Maria stawia granice, Jan ich szuka.",
			violence="Krzyk i szarpanie.",
			conflicts="Spory, trwa procedura Niebieskiej Karty.",
			third_party_note="Sąsiadka słyszy krzyki.",
		)
		self.schedule = make_running_schedule(self.family)
		self.visit()

	def visit(self, **values):
		people = [{"full_name": MARIA}, {"full_name": JAN}, {"full_name": "Piotr Obcy"}]
		return make_visit(
			self.family,
			**{
				"participants": people,
				"course": "Rozmowa z Janem.",
				"third_party_note": "Szkoła mówi.",
				**values,
			},
		)

	def test_the_persons_own_data(self):
		ticked = self.ticked(self.prepared())
		for word in (MARIA, "01.01.1990", "matka", "cukrzyca", "praca: 3\u00a0000,00"):
			self.assertIn(word, ticked)

	def test_what_is_agreed_with_the_family_waits_for_the_review(self):
		copy = self.prepared()
		for word in ("Stały plan dnia", "Dzieci są bezpieczne"):
			with self.subTest(word=word):
				self.assertNotIn(word, self.ticked(copy))
				self.assertIn("dotyczy rodziny", self.doubt(copy, word))

	def test_the_fathers_therapy_is_not_in_the_mothers_copy(self):
		schedule = self.schedule.new_version()
		schedule.evaluation_date = day(60)
		schedule.append(
			"actions",
			{
				"party": "Family",
				"action": "ojciec podejmie terapię uzależnienia",
				"due_date": day(30),
				"expected_effect": "Adam nie pije",
			},
		)
		schedule.submit()
		copy = self.prepared()
		self.assertNotIn("terapi", self.ticked(copy))
		reasons = self.doubt(copy, "terapię uzależnienia")
		for words in ("ojciec", "terapię, uzależnienia", "pije"):
			self.assertIn(words, reasons)

	def test_a_fact_about_the_person_that_speaks_of_another_is_not_ticked(self):
		member = frappe.get_doc("Family", self.family)
		member.members[0].update(
			{"workplace_or_school": "opieka nad chorym ojcem", "kinship": "partnerka ojca"}
		)
		member.save()
		self.visit(place="mieszkanie babci", from_time="08:00", to_time="09:00")
		copy = self.prepared()
		for text, word in (
			("chorym ojcem", "chorym"),
			("partnerka ojca", "ojca"),
			("mieszkanie babci", "babci"),
		):
			with self.subTest(text=text):
				self.assertNotIn(text, self.ticked(copy))
				self.assertIn(word, self.doubt(copy, text))

	def test_every_unticked_text_says_why_and_no_ticked_one_does(self):
		for row in self.prepared().entries:
			self.assertNotEqual(bool(row.include), bool(row.doubt), row.text)

	def test_the_coordinator_may_tick_what_is_the_persons(self):
		copy = self.prepared()
		row = next(row for row in copy.entries if "Stały plan dnia" in row.text)
		row.include = 1
		copy.submit()
		paper = self.paper(copy)
		self.assertIn("Stały plan dnia", paper)
		self.assertNotIn("o rodzinie", paper)

	def test_nothing_of_another_person(self):
		written = self.written(self.prepared())
		for word in (JAN, "Jan", "Piotr", "padaczka", "2015", "syn", "renta"):
			self.assertNotIn(word, written)

	def test_what_is_never_prepared(self):
		written = self.written(self.prepared())
		for word in ("Niebiesk", "Spory", "Krzyk", "Sąsiadka", "Szkoła"):
			self.assertNotIn(word, written)

	def test_free_texts_wait_for_the_review(self):
		copy = self.prepared()
		rows = [row for row in copy.entries if "granice" in row.text or "Rozmowa" in row.text]
		self.assertEqual([row.include for row in rows], [0, 0])
		self.assertIn("[inna osoba] ich szuka", rows[0].text)
		self.assertEqual(rows[1].text, "Rozmowa z [inna osoba].")

	def test_a_visit_shows_the_person_and_the_worker(self):
		visits = [row.text for row in self.prepared().entries if row.source_doctype == "Family Visit"]
		self.assertIn("15:00–17:00", visits[0])
		self.assertIn(f"Uczestnicy: {MARIA}, [inna osoba], [inna osoba]", visits[0])
		self.assertIn("Anna Asystentka", visits[0])

	def test_a_visit_without_the_person_is_not_hers(self):
		visit = self.visit(participants=[{"full_name": JAN}], from_time="08:00", to_time="09:00")
		self.assertNotIn(visit.name, [row.source_name for row in self.prepared().entries])

	def test_a_text_that_repeats_anothers_health_is_left_out(self):
		self.visit(course="Syn ma padaczkę lekooporną.", from_time="08:00", to_time="09:00")
		frappe.clear_messages()
		self.assertNotIn("lekoopor", self.written(self.prepared()))
		self.assertIn("1 powtarzających", self.messages())

	def test_the_childs_copy_has_the_childs_health_alone(self):
		written = self.written(self.prepared(JAN))
		self.assertIn(HEALTH, written)
		self.assertNotIn("cukrzyca", written)
		self.assertNotIn("Maria", written)

	def test_the_perspective_of_the_family_is_of_all_of_it(self):
		make_evaluation(self.schedule, meeting_date=day(), family_perspective="Jest lepiej.")
		copy = self.prepared()
		self.assertIn("Jest lepiej.", self.written(copy))
		self.assertNotIn("Jest lepiej.", self.ticked(copy))

	def test_what_a_cancelled_paper_said_of_others_stays_out(self):
		cancelled(
			make_assessment(
				self.family, household=[MEMBERS[0], {"full_name": "Adam Dawny", "health": "schizofrenia"}]
			)
		)
		self.visit(
			course="Adam: schizofrenii nie leczy.", actions="Adamowi", from_time="08:00", to_time="09:00"
		)
		written = self.written(self.prepared())
		self.assertNotIn("schizofreni", written)
		self.assertNotIn("Adam", written)

	def test_it_is_prepared_anew_until_it_is_released(self):
		copy = self.prepared()
		number = len(copy.entries)
		copy.append("entries", {"heading": "Dopisane", "text": "x"})
		copy.save()
		api.prepare_access_copy(copy.name)
		self.assertEqual(len(fresh(copy).entries), number)
		fresh(copy).submit()
		with self.refused(AlreadyReleasedError, copy.name):
			api.prepare_access_copy(copy.name)


class TestRelease(AccessCopyTestCase):
	def test_only_a_released_copy_prints(self):
		copy = self.prepared()
		for print_format in ("Kopia danych osoby", None):
			with self.subTest(print_format=print_format), self.refused(NotReleasedError, copy.name):
				self.paper(copy, print_format)
		copy.submit()
		self.assertIn(MARIA, self.paper(copy))
		self.assertEqual(copy.released_by, frappe.session.user)
		with self.refused(NotReleasedError, copy.name):
			self.paper(cancelled(copy))

	def test_only_ticked_texts_stand_on_paper(self):
		copy = self.prepared()
		copy.append("entries", {"heading": "Odznaczone", "text": "TAJNE", "include": 0})
		copy.append(
			"entries",
			{"heading": "Nowe", "text": "<b>jawne</b>", "redaction_note": "pominięto", "include": 1},
		)
		copy.submit()
		for print_format in ("Kopia danych osoby", None):
			with self.subTest(print_format=print_format):
				paper = self.paper(copy, print_format)
				self.assertNotIn("TAJNE", paper)
				self.assertIn("jawne", paper)
				self.assertIn("pominięto", paper)
		self.assertNotIn("<b>jawne", self.paper(copy))

	def test_the_review_note_is_not_printed(self):
		copy = self.prepared()
		copy.review_note = "WEWNETRZNE"
		copy.submit()
		for print_format in ("Kopia danych osoby", None):
			self.assertNotIn("WEWNETRZNE", self.paper(copy, print_format))

	def test_an_empty_copy_is_not_released(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "entries")):
			self.make().submit()

	def test_typed_secrets_are_not_released(self):
		for values in (
			{"text": "Trwa procedura Niebieskiej Karty."},
			{"text": "x", "redaction_note": "pominięto Niebieską Kartę"},
			{"text": "Syn choruje na padaczkę lekooporną."},
			{"text": f"cukrzyca, {HEALTH}"},
			{"text": "x", "heading": HEALTH},
		):
			copy = self.prepared()
			copy.append("entries", {"heading": "Dopisane", "include": 1, **values})
			with self.subTest(values=values), self.refused(RedactionMissingError):
				copy.submit()

	def test_an_unticked_secret_stops_nobody(self):
		copy = self.prepared()
		copy.append("entries", {"heading": "Dopisane", "text": "Niebieska Karta"})
		copy.submit()
		self.assertTrue(copy.docstatus.is_submitted())

	def test_a_released_copy_stays(self):
		copy = self.released()
		with self.acting("head"), self.refused(SubmittedDeletionError):
			cancelled(copy).delete()

	def test_a_released_copy_is_frozen(self):
		copy = fresh(self.released())
		copy.entries[0].text = "inne"
		with self.refused(frappe.UpdateAfterSubmitError):
			copy.save()


class TestWhoMay(AccessCopyTestCase):
	def test_coordinator_and_head(self):
		for key in ("coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				copy = self.make()
				api.prepare_access_copy(copy.name)
				self.assertIn("cukrzyca", self.ticked(fresh(copy)))
				fresh(copy).submit()

	def test_nobody_else(self):
		copy = self.prepared()
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "consultant", "Consultant")
		for key in ("assistant", "social_worker", "consultant", "administrator", "stranger", "nobody"):
			with self.subTest(key=key), self.acting(key):
				self.check_refused(copy)

	def check_refused(self, copy):
		self.assertFalse(copy.has_permission("read"))
		for doctype in (DOCTYPE, "Access Copy Entry"):
			with self.assertRaises(frappe.PermissionError):
				frappe.get_list(doctype, parent_doctype=DOCTYPE, order_by="name")
		for method, argument in ((api.prepare_access_copy, copy.name), (api.household_names, self.family)):
			with self.assertRaises(frappe.PermissionError):
				method(argument)
		with self.assertRaises(frappe.PermissionError):
			self.make()

	def test_names_to_choose_from(self):
		make_assessment(self.family, household=[{"full_name": "Babcia Testowa"}])
		with self.acting("coordinator"):
			self.assertEqual(api.household_names(self.family), ["Babcia Testowa", JAN, MARIA])
