import frappe
from frappe.utils import getdate

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.exceptions import EmptyDocumentError, PeriodError
from opsfamily.ops_consultation.doctype.consultation.consultation import ConsultationsOffError, RequestError
from opsfamily.ops_consultation.doctype.consultation_request.consultation_request import (
	AdviserNotAssignedError,
	AnswererError,
	AnswerError,
	AskerError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_access_copy, make_family
from opsfamily.tests.make_supervision import make_adviser, make_consultation, make_request

DOCTYPE, CLOCK = "Consultation Request", "Consultation Asked For"
GROUP_KIND = "grupowa konsultacja przypadku"


class RequestTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(representative="Maria Wilczyńska", members=[{"full_name": "Jan Kruk"}]).name
		assign(self.family)
		assign(self.family, "consultant", "Consultant")
		self.adviser = make_adviser("consultant")

	def ask(self, family: str | None = "", key: str = "assistant", **values):
		with self.acting(key):
			return make_request(self.family if family == "" else family, **values)

	def notices(self, key: str, request) -> list[str]:
		filters = {"for_user": email(key), "document_type": DOCTYPE, "document_name": request.name}
		return frappe.get_all("Notification Log", filters, pluck="subject", order_by="creation")


class TestAsking(RequestTestCase):
	def test_a_worker_asks_and_the_consultant_answers_with_a_day(self):
		request = self.ask(adviser=self.adviser, urgent=1)
		self.assertEqual((request.asked_by, request.status), (email("assistant"), "Waiting"))
		self.assertEqual((request.asked_by_name, getdate(request.asked_on)), ("Anna Asystentka", day(0)))
		self.assertEqual(self.notices("consultant", request), [f"Pilna prośba o konsultację: {request.name}"])
		with self.acting("consultant"):
			fresh(request).update({"agreed_on": day(2), "agreed_hours": "9:30, pokój 4"}).save()
		request = fresh(request)
		self.assertEqual((request.status, request.answered_by), ("Day Agreed", email("consultant")))
		self.assertEqual(
			(request.answered_by_name, getdate(request.answered_on)), ("Karol Konsultant", day(0))
		)
		self.assertEqual(
			self.notices("assistant", request), [f"Jest odpowiedź na prośbę o konsultację {request.name}"]
		)

	def test_a_notice_names_nobody(self):
		request = self.ask(topic="Wilczyńska i syn")
		self.assertNotIn("Wilcz", " ".join(self.notices("consultant", request)))

	def test_where_no_adviser_is_named_those_on_the_case_are_told_else_the_coordinator(self):
		request = self.ask()
		self.assertEqual(len(self.notices("consultant", request)), 1)
		self.assertEqual(self.notices("working_consultant", request), [])
		frappe.db.delete("Case Assignment", {"family": self.family, "user": email("consultant")})
		request = self.ask()
		self.assertEqual(len(self.notices("coordinator", request)), 1)

	def test_a_client_does_not_say_who_asked_or_answered(self):
		request = self.ask(asked_by=email("head"), answered_by=email("head"), status="Held", asked_on=day(-9))
		self.assertEqual((request.asked_by, request.answered_by), (email("assistant"), None))
		self.assertEqual((request.status, getdate(request.asked_on)), ("Waiting", day(0)))
		with self.acting("assistant"), self.assertRaises(frappe.CannotChangeConstantError):
			fresh(request).update({"asked_by": email("head")}).save()

	def test_days_and_topic(self):
		with self.refused(PeriodError, label(DOCTYPE, "wanted_by")):
			self.ask(wanted_by=day(-1))
		with self.refused(EmptyDocumentError, label(DOCTYPE, "topic")):
			self.ask(topic=" ")
		request = self.ask()
		with self.acting("consultant"), self.refused(PeriodError, label(DOCTYPE, "agreed_on")):
			fresh(request).update({"agreed_on": day(-1)}).save()

	def test_an_adviser_who_is_not_on_the_case(self):
		other = make_adviser("working_consultant")
		with self.refused(AdviserNotAssignedError, label(DOCTYPE, "adviser")):
			self.ask(adviser=other)
		self.ask(None, adviser=other)

	def test_an_office_that_uses_no_consultations(self):
		frappe.db.set_single_value("OPS Settings", "uses_consultations", 0)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		with self.refused(ConsultationsOffError):
			self.ask()

	def test_a_name_without_a_family_is_warned_of(self):
		frappe.clear_messages()
		self.ask(None, question="Pani Wilczyńska prosi o radę")
		self.assertIn("„Wilczyńska”", self.messages())


class TestAnswering(RequestTestCase):
	def test_who_answers(self):
		request = self.ask(adviser=self.adviser)
		with self.acting("assistant"), self.refused(AnswererError, label(DOCTYPE, "agreed_on")):
			fresh(request).update({"agreed_on": day(1)}).save()
		with self.acting("coordinator"):
			fresh(request).update({"agreed_on": day(1)}).save()

	def test_who_asks_writes_the_question(self):
		request = self.ask()
		with self.acting("consultant"), self.refused(AskerError, label(DOCTYPE, "topic")):
			fresh(request).update({"topic": "inny"}).save()
		with self.acting("assistant"):
			fresh(request).update({"topic": "lepszy temat"}).save()

	def test_what_an_adviser_without_an_account_said_is_noted_by_who_asked(self):
		request = self.ask(adviser=make_adviser())
		with self.acting("assistant"):
			fresh(request).update({"agreed_on": day(3), "answer": "przez telefon"}).save()
		self.assertEqual(fresh(request).status, "Day Agreed")

	def test_declining_has_a_word_and_no_day(self):
		request = self.ask()
		with self.acting("consultant"):
			with self.refused(AnswerError, label(DOCTYPE, "answer")):
				fresh(request).update({"declined": 1}).save()
			with self.refused(AnswerError, label(DOCTYPE, "declined")):
				fresh(request).update({"declined": 1, "agreed_on": day(1), "answer": "x"}).save()
			fresh(request).update({"declined": 1, "answer": "nie znam się na tym"}).save()
		self.assertEqual(fresh(request).status, "Declined")

	def test_what_was_withdrawn_is_not_answered(self):
		request = self.ask()
		with self.acting("assistant"):
			fresh(request).update({"withdrawn": 1}).save()
		with self.acting("consultant"), self.refused(AnswerError):
			fresh(request).update({"agreed_on": day(1)}).save()

	def test_the_consultation_ends_it_and_its_deletion_opens_it_again(self):
		request = self.ask()
		with self.acting("consultant"):
			consultation = make_consultation(self.family, request=request.name)
		self.assertEqual(fresh(request).status, "Held")
		with self.acting("assistant"), self.refused(AnswerError):
			fresh(request).update({"withdrawn": 1}).save()
		with self.acting("coordinator"):
			fresh(consultation).delete()
		self.assertEqual(fresh(request).status, "Waiting")

	def test_a_consultation_answers_no_other_familys_request(self):
		request = self.ask()
		for family in (None, make_family().name):
			if family:
				assign(family, "consultant", "Consultant")
			with self.refused(RequestError, label("Consultation", "request")):
				make_consultation(family, request=request.name)
		other = self.ask(None, adviser=make_adviser("working_consultant"))
		with self.acting("consultant"), self.assertRaises(frappe.PermissionError):
			make_consultation(request=other.name)

	def test_two_answers_are_no_answer_to_a_declined_one(self):
		request = self.ask()
		with self.acting("consultant"):
			fresh(request).update({"declined": 1, "answer": "nie mogę"}).save()
		with self.refused(RequestError):
			make_consultation(self.family, request=request.name)


class TestReaders(RequestTestCase):
	def readers(self, request) -> set[str]:
		keys = (
			"assistant",
			"consultant",
			"working_consultant",
			"coordinator",
			"head",
			"stranger",
			"social_worker",
		)
		found = set()
		for key in keys:
			with self.acting(key):
				may_read = fresh(request).has_permission("read")
				listed = bool(frappe.get_list(DOCTYPE, {"name": request.name}))
				self.assertEqual(may_read, listed, key)
				found |= {key} if may_read else set()
		return found

	def test_about_a_family_whoever_sees_the_family(self):
		self.assertEqual(
			self.readers(self.ask(adviser=self.adviser)), {"assistant", "consultant", "coordinator", "head"}
		)

	def test_without_a_family_who_asks_and_who_is_asked(self):
		request = self.ask(None, adviser=self.adviser)
		self.assertEqual(self.readers(request), {"assistant", "consultant", "coordinator", "head"})
		both = {"consultant", "working_consultant"}
		self.assertEqual(self.readers(self.ask(None)), {"assistant", "coordinator", "head", *both})

	def test_an_access_copy_has_it_unticked(self):
		self.ask(topic="temat prośby")
		copy = make_access_copy(self.family, person="Jan Kruk", entries=[])
		with self.acting("coordinator"):
			copy.prepare()
		self.assertEqual({entry.text: entry.include for entry in copy.entries}["temat prośby"], 0)


class TestClock(RequestTestCase):
	def due(self) -> list[tuple]:
		return [(row.document, row.due, row.responsible) for row in get_deadlines(Cases(self.family), CLOCK)]

	def test_until_the_answer_then_until_the_day(self):
		request = self.ask(wanted_by=day(5))
		self.assertEqual(self.due(), [(request.name, day(5), email("consultant"))])
		with self.acting("consultant"):
			fresh(request).update({"agreed_on": day(9)}).save()
		self.assertEqual(self.due(), [(request.name, day(9), email("consultant"))])
		with self.acting("stranger"):
			self.assertEqual(self.due(), [])
		make_consultation(self.family, request=request.name)
		self.assertEqual(self.due(), [])

	def test_without_a_consultant_on_the_case_who_asked_is_reminded(self):
		frappe.db.delete("Case Assignment", {"family": self.family, "user": email("consultant")})
		self.ask(wanted_by=day(5))
		self.assertEqual([row[2] for row in self.due()], [email("assistant")])


class TestDirectory(RequestTestCase):
	def test_fields_are_found_by_lists(self):
		adviser = frappe.get_doc("Adviser", self.adviser)
		adviser.update(
			{"fields_of_advice": [{"advice_field": "uzależnienia"}, {"advice_field": "prawo rodzinne"}]}
		)
		adviser.save()
		with self.acting("assistant"):
			found = frappe.get_list("Adviser", {"fields_in_words": ["like", "%prawo%"]}, pluck="name")
			self.assertIn(adviser.name, found)
			self.assertFalse(frappe.has_permission("Adviser", "write"))


class TestGroupConsultation(RequestTestCase):
	def test_its_steps_are_asked_by_the_kind_and_kept(self):
		values = {"child_in_bond": "bliski babci", "worker_experience": "pomaga spokój"}
		consultation = make_consultation(self.family, kind=GROUP_KIND, **values)
		self.assertEqual((consultation.has_steps, fresh(consultation).child_in_bond), (1, "bliski babci"))
		self.assertEqual(make_consultation(self.family).has_steps, 0)

	def test_what_workers_say_of_themselves_is_in_no_access_copy(self):
		make_consultation(
			self.family, kind=GROUP_KIND, family_needs="spokój w domu", worker_experience="moja droga"
		)
		copy = make_access_copy(self.family, person="Jan Kruk", entries=[])
		with self.acting("coordinator"):
			copy.prepare()
		texts = {entry.text: entry.include for entry in copy.entries}
		self.assertEqual(texts["spokój w domu"], 0)
		self.assertNotIn("moja droga", texts)

	def test_a_name_in_a_step_without_a_family_is_warned_of(self):
		frappe.clear_messages()
		with self.acting("consultant"):
			make_consultation(
				kind=GROUP_KIND, family_readiness="Wilczyńscy chcą", persons=[{"user": email("assistant")}]
			)
		self.assertIn(label("Consultation", "family_readiness"), self.messages())
