import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.exceptions import DurationError, EmptyDocumentError, PeriodError
from opsfamily.ops_casework.doctype.family.overview import get_overview_html
from opsfamily.ops_consultation.doctype.consultation.consultation import (
	ConsultantNotAssignedError,
	ConsultationKindError,
	ConsultationsOffError,
	ConsultationWriterError,
	PersonsError,
)
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.base import SiteTestCase, forget_setting, in_row, label
from opsfamily.tests.factories import assign, day, email, fresh, make_access_copy, make_family
from opsfamily.tests.make_supervision import TRAINING, make_consultation, make_session

DOCTYPE, PERSON = "Consultation", "Consultation Person"
CLOCK = "Consultation Follow-Up Due"


def workers(*keys: str) -> list[dict]:
	return [{"user": email(key)} for key in keys]


class ConsultationTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(representative="Maria Wilczyńska", members=[{"full_name": "Jan Kruk"}]).name
		assign(self.family)


class TestAboutAFamily(ConsultationTestCase):
	def setUp(self):
		super().setUp()
		assign(self.family, "consultant", "Consultant", from_date=day(-10), until_date=day(-2))

	def test_an_assigned_consultant_writes_it_for_who_works_on_the_case(self):
		assign(self.family, "consultant", "Psychologist", from_date=day(-1))
		with self.acting("consultant"):
			consultation = make_consultation(self.family, persons=workers("assistant"))
		self.assertEqual(consultation.representative, "Maria Wilczyńska")
		self.assertEqual(consultation.persons[0].full_name, "Anna Asystentka")
		for key, reads in (("assistant", True), ("head", True), ("stranger", False)):
			with self.acting(key):
				self.assertEqual(fresh(consultation).has_permission("read"), reads, key)
				self.assertEqual(bool(frappe.get_list(DOCTYPE, {"name": consultation.name})), reads, key)

	def test_after_the_assignment_the_consultant_sees_it_no_more(self):
		consultation = make_consultation(self.family)
		with self.acting("consultant"):
			self.assertFalse(fresh(consultation).has_permission("read"))
			self.assertEqual(frappe.get_list(DOCTYPE, {"name": consultation.name}), [])

	def test_who_is_named_in_it_but_not_on_the_case_does_not_see_it(self):
		consultation = make_consultation(self.family, persons=workers("social_worker"))
		with self.acting("social_worker"):
			self.assertFalse(fresh(consultation).has_permission("read"))

	def test_the_first_and_the_last_day_of_the_assignment(self):
		for offset in (-10, -2):
			make_consultation(self.family, consultation_date=day(offset))
		for offset in (-11, -1):
			words = (label(DOCTYPE, "consultant"), "Karol Konsultant", paper_date(day(offset)))
			with self.refused(ConsultantNotAssignedError, *words):
				make_consultation(self.family, consultation_date=day(offset))

	def test_nor_by_changing_it_afterwards(self):
		consultation = make_consultation(self.family)
		with self.refused(ConsultantNotAssignedError):
			fresh(consultation).update({"consultation_date": day(-1)}).save()
		with self.refused(ConsultantNotAssignedError):
			fresh(consultation).update({"consultant": email("head")}).save()
		# What the consultant left behind is still mended by the coordinator.
		with self.acting("coordinator"):
			fresh(consultation).update({"advice": "poprawka"}).save()

	def test_the_coordinator_writes_none_for_who_is_not_assigned(self):
		with self.acting("coordinator"), self.refused(ConsultantNotAssignedError, "Paweł Psycholog"):
			make_consultation(self.family, "working_consultant")

	def test_a_foreign_family(self):
		with self.acting("working_consultant"), self.assertRaises(frappe.PermissionError):
			make_consultation(self.family, "working_consultant")

	def test_a_kind_that_names_no_family(self):
		with self.refused(ConsultationKindError, label(DOCTYPE, "family"), TRAINING):
			make_consultation(self.family, kind=TRAINING)

	def test_it_moves_to_no_family_and_from_none(self):
		about, without = make_consultation(self.family), make_consultation()
		other = make_family().name
		assign(other, "consultant", "Consultant")
		for doc, family in ((about, other), (about, None), (about, ""), (without, other)):
			with self.assertRaises(frappe.CannotChangeConstantError):
				fresh(doc).update({"family": family}).save()
		fresh(without).update({"family": ""}).save()

	def test_names_are_no_matter(self):
		frappe.clear_messages()
		make_consultation(self.family, topic="Wilczyńscy")
		self.assertEqual(self.messages(), "")

	def test_the_next_consultation_of_the_consultant_ends_the_clock(self):
		first = make_consultation(self.family, consultation_date=day(-9), follow_up_on=day(4))

		def due() -> list:
			return [
				(row.document, row.due, row.responsible) for row in get_deadlines(Cases(self.family), CLOCK)
			]

		self.assertEqual(due(), [(first.name, day(4), email("consultant"))])
		with self.acting("assistant"):
			self.assertEqual(len(due()), 1)
		make_consultation(self.family)
		self.assertEqual(due(), [])

	def test_the_last_one_stands_on_the_familys_page(self):
		make_consultation(self.family, consultation_date=day(-9), topic="temat dawny")
		make_consultation(self.family, topic="temat nowy")
		with self.acting("assistant"):
			page = get_overview_html(frappe.get_doc("Family", self.family))
		self.assertIn("temat nowy", page)
		self.assertIn("Karol Konsultant", page)
		self.assertNotIn("temat dawny", page)

	def test_the_access_copy_has_it_unticked_and_what_is_about_no_family_not_at_all(self):
		make_consultation(self.family, topic="temat rodziny", advice="porada")
		make_consultation(topic="temat bez rodziny")
		make_session(supervisor_name="Superwizor Tajny")
		copy = make_access_copy(self.family, person="Jan Kruk", entries=[])
		with self.acting("coordinator"):
			copy.prepare()
		texts = {entry.text: entry.include for entry in copy.entries}
		self.assertEqual((texts["temat rodziny"], texts["porada"]), (0, 0))
		self.assertFalse([text for text in texts if "bez rodziny" in text or "Tajny" in text])


class TestWithoutAFamily(ConsultationTestCase):
	def test_who_took_part_and_the_section_see_it(self):
		with self.acting("consultant"):
			consultation = make_consultation(persons=workers("assistant"))
		for key, reads in (
			("consultant", True),
			("assistant", True),
			("coordinator", True),
			("head", True),
			("other_assistant", False),
			("working_consultant", False),
			("administrator", False),
		):
			with self.acting(key):
				self.assertEqual(fresh(consultation).has_permission("read"), reads, key)
				if key != "administrator":
					self.assertEqual(bool(frappe.get_list(DOCTYPE, {"name": consultation.name})), reads, key)

	def test_what_a_document_says_of_itself_does_not_count(self):
		consultation = make_consultation(persons=workers("assistant"))
		with self.acting("working_consultant"):
			forged = fresh(consultation).update({"consultant": email("working_consultant")})
			self.assertFalse(forged.has_permission("read"))
			with self.assertRaises(frappe.PermissionError):
				forged.save()

	def test_a_surname_is_warned_of_and_kept(self):
		assign(self.family, "consultant", "Consultant")
		with self.acting("consultant"):
			consultation = make_consultation(
				persons=workers("assistant"), advice="Pani Wilczyńskiej trzeba ciszy."
			)
		self.assertIn("„Wilczyńskiej”", self.messages())
		self.assertIn(label(DOCTYPE, "advice"), self.messages())
		self.assertEqual(fresh(consultation).advice, "Pani Wilczyńskiej trzeba ciszy.")

	def test_also_in_the_name_of_an_outsider(self):
		assign(self.family, "consultant", "Consultant")
		with self.acting("consultant"):
			make_consultation(persons=[*workers("assistant"), {"full_name": "Jan Kruk"}])
		self.assertIn(in_row(2, label(PERSON, "full_name")), self.messages())

	def test_no_oracle(self):
		with self.acting("consultant"):
			make_consultation(topic="Wilczyńska", persons=workers("assistant"))
		self.assertEqual(self.messages(), "")

	def test_the_representative_of_no_family_is_nobody(self):
		self.assertIsNone(make_consultation(representative="Maria Wilczyńska").representative)


class TestEveryConsultation(ConsultationTestCase):
	def test_a_consultant_writes_only_their_own(self):
		with self.acting("consultant"), self.refused(ConsultationWriterError, label(DOCTYPE, "consultant")):
			make_consultation(key="working_consultant")
		consultation = make_consultation(persons=workers("working_consultant"))
		with self.acting("working_consultant"), self.refused(ConsultationWriterError):
			fresh(consultation).update({"advice": "inna"}).save()
		with self.acting("consultant"), self.refused(ConsultationWriterError):
			fresh(consultation).update({"consultant": email("working_consultant")}).save()
		with self.acting("assistant"), self.assertRaises(frappe.PermissionError):
			make_consultation(key="assistant")

	def test_the_consultant_is_who_writes(self):
		values = {"consultation_date": day(0), "kind": TRAINING, "minutes": 30, "topic": "Więź"}
		with self.acting("consultant"):
			doc = frappe.get_doc({"doctype": DOCTYPE, **values, "persons": workers("head")}).insert()
		self.assertEqual((doc.consultant, doc.consultant_name), (email("consultant"), "Karol Konsultant"))

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "consultation_date")):
			make_consultation(consultation_date=day(1))

	def test_how_long_it_took(self):
		for minutes in (0, 1440):
			with self.refused(DurationError, label(DOCTYPE, "minutes")):
				make_consultation(minutes=minutes)

	def test_without_a_topic(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "topic")):
			make_consultation(topic=" ")

	def test_each_person_has_a_name_and_stands_there_once(self):
		with self.refused(PersonsError, in_row(1, label(PERSON, "full_name"))):
			make_consultation(persons=[{"full_name": " "}])
		with self.refused(PersonsError, in_row(2, label(PERSON, "full_name")), "Anna Asystentka"):
			make_consultation(persons=workers("assistant", "assistant"))
		with self.refused(PersonsError, "Karol Konsultant"):
			make_consultation(persons=workers("consultant"))

	def test_somebody_took_part(self):
		with self.assertRaises(frappe.MandatoryError):
			make_consultation(persons=[])

	def test_the_follow_up_is_not_before_it(self):
		with self.refused(PeriodError, label(DOCTYPE, "follow_up_on"), paper_date(day(-3))):
			make_consultation(follow_up_on=day(-4))

	def test_an_office_that_uses_none(self):
		consultation = make_consultation()
		frappe.db.set_single_value("OPS Settings", "uses_consultations", 0)
		with self.refused(ConsultationsOffError):
			make_consultation()
		with self.acting("consultant"):
			fresh(consultation).update({"advice": "dopisane"}).save()
		forget_setting("uses_consultations")
		make_consultation()
