"""What an office does not use is offered nowhere on its Desk; a part with documents stays there."""

import json
from pathlib import Path

import frappe
from frappe.desk.desktop import get_desktop_page
from frappe.utils.user import UserPermissions

import opsfamily
from opsfamily.case.optional_parts import (
	PartInUseError,
	choose_parts_in_use,
	forget_what_is_shown,
	is_written,
)
from opsfamily.core.optional_parts import PARTS
from opsfamily.office import SETTINGS
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import make_family
from opsfamily.tests.make_help import make_specialist_help

HELP = "Specialist Help"
NOBODYS = "Somebody Else's"


def get_doctypes_by_domain() -> dict[str, set[str]]:
	"""Return domain → the DocTypes of this app that are restricted to it."""
	found: dict[str, set[str]] = {}
	for path in Path(opsfamily.__file__).parent.glob("*/doctype/*/*.json"):
		record = json.loads(path.read_text(encoding="utf-8"))
		if domain := record.get("restrict_to_domain"):
			found.setdefault(domain, set()).add(record["name"])
	return found


class TestOptionalParts(SiteTestCase):
	def setUp(self):
		super().setUp()
		# After the test is undone.
		self.addCleanup(forget_what_is_shown)
		self.forget_documents()

	def forget_documents(self):
		"""Leave a site without documents of the optional parts."""
		for doctype in set().union(*get_doctypes_by_domain().values()):
			if is_written(doctype):
				frappe.db.delete(doctype)

	def choose(self, **values):
		settings = frappe.get_doc(SETTINGS).update(values)
		settings.save()

	def get_offered(self, key: str = "assistant") -> set[str]:
		"""Return the DocTypes that the Desk offers a user: in searches and links of a family, and in the workspace."""
		with self.acting(key):
			user = UserPermissions(frappe.session.user)
			user.build_permissions()
			page = get_desktop_page(json.dumps({"name": "Families", "title": "Families", "public": 1}))
		linked = {link["link_to"] for card in page["cards"]["items"] for link in card["links"]}
		return {*user.can_read, *user.can_create, *linked}

	def test_every_part_has_its_doctypes_and_its_tick(self):
		self.assertEqual(set(get_doctypes_by_domain()), set(PARTS.values()))
		for fieldname in PARTS:
			self.assertEqual(frappe.get_meta(SETTINGS).get_field(fieldname).fieldtype, "Check")

	def test_an_office_that_uses_none_sees_none(self):
		self.choose(**dict.fromkeys(PARTS, 0))
		hidden = set().union(*get_doctypes_by_domain().values())
		for key in ("assistant", "coordinator", "head"):
			offered = self.get_offered(key)
			self.assertIn("Family", offered)
			self.assertEqual(offered & hidden, set())

	def test_one_that_is_ticked_is_offered(self):
		self.choose(**{**dict.fromkeys(PARTS, 0), "uses_specialist_help": 1})
		offered = self.get_offered()
		self.assertIn(HELP, offered)
		self.assertNotIn("Intervention", offered)

	def test_a_part_with_documents_is_not_hidden(self):
		self.choose(**dict.fromkeys(PARTS, 1))
		make_specialist_help(make_family(members=[{"full_name": "Maria Testowa"}]).name, "Maria Testowa")
		with self.refused(PartInUseError, label(SETTINGS, "uses_specialist_help")):
			self.choose(uses_specialist_help=0)
		self.choose(uses_specialist_help=1, uses_interventions=0)
		self.assertNotIn("Intervention", self.get_offered())

	def test_domains_of_others_stay(self):
		frappe.get_doc({"doctype": "Domain", "domain": NOBODYS}).insert()
		domains = frappe.get_single("Domain Settings")
		domains.append("active_domains", {"domain": NOBODYS})
		domains.save()
		self.choose(**dict.fromkeys(PARTS, 0))
		self.assertEqual(
			[row.domain for row in frappe.get_single("Domain Settings").active_domains], [NOBODYS]
		)

	def test_an_older_site_keeps_what_it_has_documents_of(self):
		self.choose(**dict.fromkeys(PARTS, 0))
		make_specialist_help(make_family(members=[{"full_name": "Maria Testowa"}]).name, "Maria Testowa")
		for _time in range(2):
			choose_parts_in_use()
			settings = frappe.get_single(SETTINGS)
			self.assertEqual(
				{name for name in PARTS if settings.get(name)},
				{"uses_specialist_help"},
			)
