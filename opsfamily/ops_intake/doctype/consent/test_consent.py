import frappe
from frappe import _

from opsfamily.case.document import FutureDateError
from opsfamily.core.consents import WITH_OTHER_PARENT
from opsfamily.core.roles import COORDINATOR
from opsfamily.exceptions import NotAMemberError, ReasonMissingError, WithdrawnTooEarlyError
from opsfamily.notify import get_workers
from opsfamily.ops_casework.doctype.family.completeness import get_missing
from opsfamily.ops_intake.doctype.consent.consent import (
	NextStepMissingError,
	NobodyElseConsentsError,
	SecondConsentError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_consent, make_family
from tests.site.papers import page_of, text_of

DATA = "zgoda na przetwarzanie danych osobowych"
IMAGE = "zgoda na wykorzystanie wizerunku"
COURT = "Turn to the Court"


class TestConsent(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		assign(self.family, "coordinator", "Coordinator")

	def withdraw(self, consent, **values):
		consent.update({"withdrawn_on": day(), "next_step": COURT, **values})
		return consent.save()

	def page(self) -> tuple:
		return frappe.db.get_value("Family", self.family, ["work_consent_date", "data_consent_date"])

	def notices(self, family: str | None = None) -> list:
		about = f"%{family or self.family}%"
		return frappe.get_all(
			"Notification Log",
			filters={"document_type": "Consent", "subject": ["like", about]},
			fields=["for_user", "subject", "document_name"],
			order_by="creation",
		)

	def test_the_familys_page_shows_since_when(self):
		make_consent(self.family)
		make_consent(self.family, kind=DATA, given_on="2026-08-12")
		self.assertEqual([str(date) for date in self.page()], ["2026-08-10", "2026-08-12"])

	def test_the_text_agreed_to_stays(self):
		consent = make_consent(self.family)
		agreed = consent.text
		self.assertTrue(agreed)
		frappe.db.set_value("Consent Kind", consent.kind, "text", "inna treść")
		consent.remark = "x"
		consent.save()
		self.assertEqual(fresh(consent).text, agreed)

	def test_a_typed_day_stays_where_there_is_no_consent(self):
		make_consent(self.family, kind=IMAGE)
		family = frappe.get_doc("Family", self.family)
		family.update({"work_consent_date": "2025-01-02", "data_consent_date": "2025-01-03"})
		family.save()
		self.assertEqual([str(date) for date in self.page()], ["2025-01-02", "2025-01-03"])

	def test_a_typed_day_gives_way_to_a_consent(self):
		make_consent(self.family)
		family = frappe.get_doc("Family", self.family)
		family.work_consent_date = "2025-01-02"
		family.save()
		self.assertEqual(str(self.page()[0]), "2026-08-10")

	def test_the_page_forgets_a_withdrawn_and_a_deleted_consent(self):
		self.withdraw(make_consent(self.family))
		self.assertIsNone(self.page()[0])
		other = make_consent(self.family, given_on="2026-09-01")
		self.assertEqual(str(self.page()[0]), "2026-09-01")
		other.delete()
		self.assertIsNone(self.page()[0])

	def test_days_are_refused(self):
		for values, refusal, fieldname in (
			({"given_on": day(1)}, FutureDateError, "given_on"),
			({"withdrawn_on": day(1)}, FutureDateError, "withdrawn_on"),
			({"withdrawn_on": "2026-08-09"}, WithdrawnTooEarlyError, "withdrawn_on"),
		):
			with self.subTest(values=values), self.refused(refusal, label("Consent", fieldname)):
				make_consent(self.family, **values)

	def test_withdrawn_on_the_same_day(self):
		consent = self.withdraw(make_consent(self.family), withdrawn_on="2026-08-10")
		self.assertEqual(consent.status, "Consent Withdrawn")

	def test_only_somebody_of_the_household_consents(self):
		with self.refused(NotAMemberError, label("Consent", "person"), "Obcy Człowiek"):
			make_consent(self.family, person="Obcy Człowiek")
		self.assertTrue(make_consent(self.family, person="jan  testowy").name)

	def test_the_representative_consents_though_no_member_row_names_them(self):
		family = make_family(representative="Halina Inna").name
		self.assertTrue(make_consent(family, person="Halina Inna").name)

	def test_a_second_running_consent_is_refused(self):
		first = make_consent(self.family)
		with self.refused(SecondConsentError, label("Consent", "kind"), "Maria Testowa", first.name):
			make_consent(self.family, given_on="2026-09-01")
		make_consent(self.family, person="Jan Testowy")
		make_consent(self.family, kind=DATA)
		self.withdraw(first)
		self.assertTrue(make_consent(self.family, given_on=day()).name)

	def test_a_withdrawal_is_not_taken_back_beside_a_new_consent(self):
		first = self.withdraw(make_consent(self.family))
		make_consent(self.family, given_on=day())
		first.withdrawn_on = None
		with self.refused(SecondConsentError, "Maria Testowa"):
			first.save()

	def test_withdrawing_the_consent_to_work_asks_what_happens_next(self):
		with self.refused(NextStepMissingError, label("Consent", "next_step")):
			self.withdraw(make_consent(self.family), next_step=None)

	def test_withdrawing_another_consent_asks_nothing_and_tells_nobody(self):
		consent = self.withdraw(make_consent(self.family, kind=DATA), next_step=None)
		self.assertIsNone(consent.next_step)
		self.assertEqual(self.notices(), [])

	def test_a_running_consent_has_no_next_step(self):
		self.assertIsNone(make_consent(self.family, next_step=COURT).next_step)

	def test_the_coordinator_of_the_case_is_told_once(self):
		with self.acting("assistant"):
			consent = self.withdraw(make_consent(self.family))
			consent.remark = "rodzina nie chce"
			consent.save()
		(notice,) = self.notices()
		self.assertEqual((notice.for_user, notice.document_name), (email("coordinator"), consent.name))
		for words in (self.family, _(COURT)):
			self.assertIn(words, notice.subject)
		self.assertNotIn("Testow", notice.subject)

	def test_who_withdraws_is_not_told(self):
		with self.acting("coordinator"):
			self.withdraw(make_consent(self.family))
		self.assertEqual(self.notices(), [])

	def test_without_a_coordinator_on_the_case_all_are_told(self):
		family = make_family().name
		with self.acting("head"):
			self.withdraw(make_consent(family))
		told = {notice.for_user for notice in self.notices(family)}
		self.assertLessEqual({email("coordinator"), email("working_coordinator")}, told)
		self.assertNotIn(email("head"), told)

	def test_an_ended_coordinator_is_not_told(self):
		assign(self.family, "working_coordinator", "Coordinator", until_date=day(-1))
		self.withdraw(make_consent(self.family))
		self.assertEqual([notice.for_user for notice in self.notices()], [email("coordinator")])

	def test_without_any_coordinator_the_head_is_told(self):
		"""Neither on the case nor in the office: the head stands in, as for every other notice."""
		self.disable(*get_workers(COORDINATOR))
		with self.acting("assistant"):
			self.withdraw(make_consent(self.family))
		told = [notice.for_user for notice in self.notices()]
		self.assertIn(email("head"), told)
		self.assertNotIn(email("coordinator"), told)

	def test_a_disabled_coordinator_of_the_case_is_passed_over(self):
		"""The assignment runs on, but nobody reads the notices of a disabled account."""
		self.disable(email("coordinator"))
		with self.acting("assistant"):
			self.withdraw(make_consent(self.family))
		told = [notice.for_user for notice in self.notices()]
		self.assertIn(email("working_coordinator"), told)
		self.assertNotIn(email("coordinator"), told)

	def test_an_enabled_coordinator_of_the_case_is_told_beside_a_disabled_one(self):
		assign(self.family, "working_coordinator", "Coordinator")
		self.disable(email("coordinator"))
		with self.acting("assistant"):
			self.withdraw(make_consent(self.family))
		self.assertEqual([notice.for_user for notice in self.notices()], [email("working_coordinator")])

	@staticmethod
	def disable(*users: str) -> None:
		for user in users:
			frappe.db.set_value("User", user, "enabled", 0)

	# everyone of age, and the other parent

	def make_two_parents(self) -> str:
		members = [
			{"full_name": "Maria Testowa", "birth_date": "1990-01-01"},
			{"full_name": "Piotr Testowy", "birth_date": "1988-05-05"},
			{"full_name": "Jan Testowy", "birth_date": "2015-06-01"},
		]
		family = make_family(legal_basis="Family Consent", members=members).name
		assign(family)
		self.family = family
		return family

	def get_unanswered(self) -> list[str]:
		said = _("{0}: there is neither a consent to work nor a reason for its absence.").format("")
		return [row["what"] for row in get_missing(self.family) if row["what"].endswith(said)]

	def test_work_goes_on_with_the_other_parent_while_that_consent_runs(self):
		self.make_two_parents()
		other = make_consent(self.family, person="Piotr Testowy")
		consent = self.withdraw(make_consent(self.family), next_step=WITH_OTHER_PARENT)
		self.assertEqual(consent.next_step, WITH_OTHER_PARENT)
		# The page still knows since when the family agrees.
		self.assertEqual(str(self.page()[0]), "2026-08-10")
		with self.refused(NobodyElseConsentsError, label("Consent", "next_step")):
			self.withdraw(other, next_step=WITH_OTHER_PARENT)

	def test_nothing_is_chosen_for_the_family(self):
		self.make_two_parents()
		make_consent(self.family, person="Piotr Testowy")
		with self.refused(NextStepMissingError, label("Consent", "next_step")):
			self.withdraw(make_consent(self.family), next_step=None)

	def test_everyone_of_age_is_asked_for_the_consent(self):
		self.make_two_parents()
		make_consent(self.family)
		self.assertEqual([what.split(":")[0] for what in self.get_unanswered()], ["Piotr Testowy"])
		make_consent(self.family, person="Piotr Testowy")
		self.assertEqual(self.get_unanswered(), [])

	def test_a_missing_parent_has_a_coded_reason_and_is_no_refusal(self):
		family = frappe.get_doc("Family", self.make_two_parents())
		make_consent(self.family)
		family.reload()
		family.append("missing_consents", {"person": "Piotr Testowy"})
		with self.refused(ReasonMissingError, "1"):
			family.save()
		family.reload()
		family.append("missing_consents", {"person": "Piotr Testowy", "reason": "Parent Absent"})
		family.save()
		self.assertEqual(self.get_unanswered(), [])
		text = text_of(page_of(frappe.get_last_doc("Consent", {"family": self.family}), "Zgoda"))
		self.assertIn("Piotr Testowy – nieobecność rodzica", text)
		self.assertNotIn("odmowa", text.lower())

	def test_each_consent_has_its_own_sentence_and_names_the_controller(self):
		frappe.db.set_single_value("OPS Settings", "data_controller", "Gmina Próbna")
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		work = text_of(page_of(make_consent(self.family), "Zgoda"))
		data = text_of(page_of(make_consent(self.family, kind=DATA), "Zgoda"))
		for text in (work, data):
			self.assertIn("Administratorem danych osobowych jest Gmina Próbna.", text)
		self.assertIn("art. 7 ust. 3 RODO", data)
		self.assertNotIn("art. 7", work)
		self.assertIn("art. 8 ust. 3", work)
