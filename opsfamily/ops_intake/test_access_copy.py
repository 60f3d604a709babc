"""What a person's access copy takes from consents, „Za życiem” and foster care."""

from opsfamily.case.household import get_household
from opsfamily.core.access_copy import Person
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	make_authorisation,
	make_catalogue,
	make_consent,
	make_family,
	make_placement,
	submitted,
)

MARIA, JAN = "Maria Testowa", "Jan Testowy"


class TestAccessCopyOfSupport(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		make_consent(self.family)
		submitted(make_authorisation(self.family))
		make_authorisation(self.family, scope="tylko szkic")
		step = {
			"step_date": "2026-10-05",
			"body": "Zakład Ubezpieczeń Społecznych",
			"step": "złożono podanie",
		}
		make_catalogue(self.family, steps=[step], issuer="dr Tajna")
		make_placement(self.family, plan_goal="powrót do rodziny")

	def entries(self, name: str) -> list[dict]:
		everybody = get_household(self.family)
		person = next(member for member in everybody if member.full_name == name)
		others = [member for member in everybody if member.full_name != name]
		return get_prepared_entries(self.family, Person(*person), others).entries

	def texts(self, name: str, doctype: str) -> dict[str, int]:
		return {row["text"]: row["include"] for row in self.entries(name) if row["source_doctype"] == doctype}

	def test_own_consent_and_authorisation_are_ticked(self):
		self.assertEqual(self.texts(MARIA, "Consent")["zgoda na pracę z asystentem rodziny"], 1)
		self.assertEqual(self.texts(MARIA, "Authorisation")["złożenie wniosku"], 1)

	def test_what_was_never_signed_is_left_out(self):
		self.assertNotIn("tylko szkic", self.texts(MARIA, "Authorisation"))

	def test_the_catalogue_is_for_the_coordinator_to_decide(self):
		texts = self.texts(MARIA, "Support Catalogue")
		self.assertEqual([texts[text] for text in texts if "złożono podanie" in text], [0])
		self.assertFalse([text for text in texts if "dr Tajna" in text])

	def test_the_child_gets_its_own_stay(self):
		texts = self.texts(JAN, "Foster Placement")
		self.assertEqual(texts["rodzina zastępcza niezawodowa"], 1)
		self.assertEqual(texts["powrót do rodziny"], 0)
		self.assertFalse([text for text in texts if "Zofia" in text])

	def test_nobody_gets_what_is_anothers(self):
		for doctype in ("Consent", "Authorisation", "Support Catalogue"):
			with self.subTest(doctype=doctype):
				self.assertEqual(self.texts(JAN, doctype), {})
		self.assertEqual(self.texts(MARIA, "Foster Placement"), {})
