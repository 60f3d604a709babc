import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import NotAMemberError, PeriodError, WithdrawnTooEarlyError
from opsfamily.ops_intake.doctype.authorisation.authorisation import AuthorisationUsedError, BodyMissingError
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_authorisation,
	make_catalogue,
	make_family,
	submitted,
)

DOCTYPE = "Authorisation"


class TestAuthorisation(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def test_the_running_assistant_is_filled_in(self):
		authorisation = make_authorisation(self.family, assistant=None)
		self.assertEqual(authorisation.assistant, email("assistant"))
		self.assertEqual(authorisation.assistant_name, "Anna Asystentka")

	def test_a_special_one_names_its_body(self):
		with self.refused(BodyMissingError, label(DOCTYPE, "body")):
			make_authorisation(self.family, body=None)

	def test_a_general_one_names_none(self):
		self.assertIsNone(make_authorisation(self.family, reach="General").body)

	def test_only_somebody_of_the_household_authorises(self):
		with self.refused(NotAMemberError, label(DOCTYPE, "person")):
			make_authorisation(self.family, person="Obcy Człowiek")

	def test_until_before_from_is_refused(self):
		with self.refused(PeriodError, label(DOCTYPE, "until_date"), label(DOCTYPE, "from_date")):
			make_authorisation(self.family, until_date="2026-09-30")

	def test_a_draft_is_not_withdrawn(self):
		self.assertIsNone(make_authorisation(self.family, withdrawn_on=day()).withdrawn_on)

	def test_withdrawal_is_all_that_is_written_after_submitting(self):
		authorisation = submitted(make_authorisation(self.family))
		authorisation.withdrawn_on = day()
		authorisation.save()
		self.assertEqual(str(fresh(authorisation).withdrawn_on), str(day()))
		authorisation.scope = "wszystko"
		with self.refused(frappe.exceptions.UpdateAfterSubmitError):
			authorisation.save()

	def test_days_of_the_withdrawal_are_refused(self):
		for date, refusal in ((day(1), FutureDateError), ("2026-09-30", WithdrawnTooEarlyError)):
			authorisation = submitted(make_authorisation(self.family))
			authorisation.withdrawn_on = date
			with self.subTest(date=date), self.refused(refusal, label(DOCTYPE, "withdrawn_on")):
				authorisation.save()

	def test_one_on_which_steps_were_taken_is_not_cancelled(self):
		authorisation = submitted(make_authorisation(self.family))
		step = {"step_date": "2026-10-05", "body": authorisation.body, "step": "wniosek"}
		make_catalogue(self.family, steps=[step])
		with self.refused(AuthorisationUsedError, authorisation.name, label(DOCTYPE, "withdrawn_on")):
			fresh(authorisation).cancel()

	def test_an_unused_one_is_cancelled(self):
		self.assertTrue(cancelled(make_authorisation(self.family)).docstatus.is_cancelled())
