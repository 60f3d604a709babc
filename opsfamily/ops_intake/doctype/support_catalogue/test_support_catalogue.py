from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import NotAMemberError
from opsfamily.ops_intake.doctype.support_catalogue.support_catalogue import (
	HandedTooEarlyError,
	NoAuthorisationError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	fresh,
	make_authorisation,
	make_catalogue,
	make_consent,
	make_family,
	submitted,
)

ZUS, NFZ = "Zakład Ubezpieczeń Społecznych", "Narodowy Fundusz Zdrowia"
OWN_DATA = "„Za życiem”: zgoda na przetwarzanie danych przez asystenta"
INFORMATION = "„Za życiem”: zgoda na informacje od podmiotów"


def step(body: str = ZUS, date: str = "2026-10-05") -> dict:
	return {"step_date": date, "body": body, "step": "złożono wniosek"}


class TestSupportCatalogue(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def refused_step(self, *rows: dict, row: int = 1, body: str = ZUS, day: str = "05.10.2026"):
		field = in_row(row, label("Support Catalogue Step", "body"))
		with self.refused(NoAuthorisationError, field, body, day):
			make_catalogue(self.family, steps=list(rows))

	def test_an_application_and_its_needs(self):
		catalogue = make_catalogue(self.family, handed_on="2026-10-02")
		self.assertEqual(catalogue.representative, "Maria Testowa")
		self.assertEqual(catalogue.needs[0].status, "To Be Arranged")

	def test_days_are_refused(self):
		for fieldname in ("application_received_on", "handed_on", "catalogue_date", "document_date"):
			with (
				self.subTest(fieldname=fieldname),
				self.refused(FutureDateError, label("Support Catalogue", fieldname)),
			):
				make_catalogue(self.family, **{fieldname: day(1)})

	def test_handed_before_it_came_is_refused(self):
		with self.refused(HandedTooEarlyError, label("Support Catalogue", "handed_on")):
			make_catalogue(self.family, handed_on="2026-09-30")

	def test_only_somebody_of_the_household_is_entitled(self):
		with self.refused(NotAMemberError, label("Support Catalogue", "person")):
			make_catalogue(self.family, person="Obcy Człowiek")

	def test_a_step_tomorrow_is_refused(self):
		submitted(make_authorisation(self.family))
		field = in_row(1, label("Support Catalogue Step", "step_date"))
		with self.refused(FutureDateError, field):
			make_catalogue(self.family, steps=[step(date=day(1))])

	def test_a_step_needs_an_authorisation(self):
		self.refused_step(step())

	def test_a_draft_is_none(self):
		make_authorisation(self.family)
		self.refused_step(step())

	def test_a_cancelled_one_is_none(self):
		cancelled(make_authorisation(self.family))
		self.refused_step(step())

	def test_another_familys_is_none(self):
		submitted(make_authorisation(make_family().name))
		self.refused_step(step())

	def test_another_bodys_is_none_and_the_row_is_named(self):
		submitted(make_authorisation(self.family))
		self.refused_step(step(), step(NFZ), row=2, body=NFZ)

	def test_the_day_before_is_not_covered(self):
		submitted(make_authorisation(self.family))
		self.refused_step(step(date="2026-09-30"), day="30.09.2026")

	def test_a_special_one_covers_its_body(self):
		authorisation = submitted(make_authorisation(self.family))
		catalogue = make_catalogue(self.family, steps=[step()])
		self.assertEqual(catalogue.steps[0].authorisation, authorisation.name)

	def test_a_general_one_covers_any(self):
		authorisation = submitted(make_authorisation(self.family, reach="General"))
		catalogue = make_catalogue(self.family, steps=[step(), step(NFZ)])
		self.assertEqual({row.authorisation for row in catalogue.steps}, {authorisation.name})

	def test_the_authorisation_is_never_typed(self):
		authorisation = submitted(make_authorisation(self.family))
		other = make_authorisation(self.family, body=NFZ).name
		catalogue = make_catalogue(self.family, steps=[{**step(), "authorisation": other}])
		self.assertEqual(catalogue.steps[0].authorisation, authorisation.name)
		catalogue.steps[0].authorisation = other
		catalogue.save()
		self.assertEqual(fresh(catalogue).steps[0].authorisation, authorisation.name)

	def test_a_step_taken_before_the_withdrawal_stays(self):
		authorisation = submitted(make_authorisation(self.family))
		catalogue = make_catalogue(self.family, steps=[step()])
		authorisation.withdrawn_on = "2026-10-04"
		authorisation.save()
		catalogue.steps[0].result = "przyjęto"
		catalogue.save()
		self.assertEqual(fresh(catalogue).steps[0].result, "przyjęto")
		catalogue.append("steps", step())
		with self.refused(NoAuthorisationError, in_row(2, label("Support Catalogue Step", "body"))):
			catalogue.save()

	def test_a_stored_step_is_not_moved_to_an_uncovered_day(self):
		submitted(make_authorisation(self.family))
		catalogue = make_catalogue(self.family, steps=[step()])
		catalogue.steps[0].step_date = "2026-09-15"
		with self.refused(NoAuthorisationError, ZUS, "15.09.2026"):
			catalogue.save()

	def missing(self, catalogue) -> list[str]:
		catalogue.run_method("onload")
		return catalogue.get_onload("missing_consents")

	def test_the_form_says_which_consents_are_missing(self):
		catalogue = make_catalogue(self.family)
		self.assertEqual(self.missing(catalogue), [INFORMATION, OWN_DATA])
		consent = make_consent(self.family, kind=OWN_DATA)
		self.assertEqual(self.missing(catalogue), [INFORMATION])
		consent.withdrawn_on = day()
		consent.save()
		make_consent(self.family, kind=INFORMATION)
		self.assertEqual(self.missing(catalogue), [OWN_DATA])
