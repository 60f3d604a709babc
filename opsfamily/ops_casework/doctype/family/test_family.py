import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.case.people import show_everybody
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family, make_visit


class TestFamily(SiteTestCase):
	def test_a_family_with_members_and_network(self):
		network = [
			{"kind": "szkoła", "institution": "SP nr 2", "contact": "pedagog", "phone": "22 555 01 30"}
		]
		family = make_family(support_network=network)
		self.assertRegex(family.name, r"^ROD-\d{4}-\d{4}$")
		self.assertEqual(family.status, "Under Support")
		self.assertEqual([m.full_name for m in family.members], ["Maria Testowa", "Jan Testowy"])
		self.assertEqual(family.support_network[0].institution, "SP nr 2")

	def test_the_two_consents_are_two(self):
		family = make_family(work_consent_date="2026-08-10", data_consent_date="2026-08-11")
		family.reload()
		self.assertEqual(str(family.work_consent_date), "2026-08-10")
		self.assertEqual(str(family.data_consent_date), "2026-08-11")

	def test_a_consent_in_the_future_is_refused(self):
		for fieldname in ("work_consent_date", "data_consent_date"):
			with self.subTest(fieldname=fieldname), self.refused(FutureDateError, label("Family", fieldname)):
				make_family(**{fieldname: day(1)})

	def test_a_consent_of_today(self):
		self.assertTrue(make_family(work_consent_date=day(), data_consent_date=day()).name)

	def test_a_birth_in_the_future_names_its_row(self):
		members = [{"full_name": "Maria Testowa"}, {"full_name": "Jan Testowy", "birth_date": day(1)}]
		with self.refused(FutureDateError, in_row(2, label("Family Member", "birth_date"))):
			make_family(members=members)

	def test_required_fields(self):
		contact = "Support Contact"
		for missing, values in (
			(label("Family", "representative"), {"representative": None}),
			(in_row(1, label("Family Member", "full_name")), {"members": [{"kinship": "matka"}]}),
			(in_row(1, label(contact, "institution")), {"support_network": [{"kind": "szkoła"}]}),
			(in_row(1, label(contact, "kind")), {"support_network": [{"institution": "SP nr 2"}]}),
		):
			with self.subTest(missing=missing), self.refused(frappe.MandatoryError, missing):
				make_family(**values)

	def test_only_the_listed_bases(self):
		with self.refused(frappe.ValidationError, label("Family Basis", "basis")):
			make_family(legal_basis="Nonsense")

	def test_a_sent_status_is_overwritten(self):
		family = make_family(status="Case Closed", closed_on=day(-1), assistant_since=None)
		self.assertEqual((family.status, family.closed_on), ("Notified", None))

	def test_an_unknown_kind_of_support_is_refused(self):
		with self.refused(frappe.LinkValidationError, "nie ma takiego"):
			make_family(support_network=[{"kind": "nie ma takiego", "institution": "X"}])

	def test_who_is_on_the_case_is_shown_from_the_assignments(self):
		family = make_family()
		self.assertEqual(self.people(family), (None, None, None))
		assign(family.name, "assistant")
		assign(family.name, "social_worker", "Social Worker")
		assign(family.name, "coordinator", "Coordinator")
		self.assertEqual(self.people(family), ("Anna Asystentka", "Marek Socjalny", "Ewa Koordynatorka"))

	def people(self, family):
		shown = frappe.get_doc("Family", family.name).as_dict()
		return shown.current_assistant, shown.current_social_worker, shown.current_coordinator

	def test_ended_and_coming_assignments_are_not_shown(self):
		family = make_family()
		assign(family.name, "assistant", until_date=day(-1))
		assign(family.name, "other_assistant", from_date=day(1))
		self.assertEqual(self.people(family), (None, None, None))

	def test_assignments_begin_and_end_by_themselves(self):
		family = make_family()
		first = assign(family.name, "assistant", until_date=day(1))
		second = assign(family.name, "other_assistant", from_date=day(2))
		self.assertEqual(self.people(family)[0], "Anna Asystentka")
		# Two days later.
		first.db_set({"from_date": day(-10), "until_date": day(-1)})
		second.db_set("from_date", day())
		show_everybody()
		self.assertEqual(self.people(family)[0], "Beata Bystra")

	def test_who_is_on_the_case_is_never_typed(self):
		family = make_family(current_assistant="Ktoś Inny")
		assign(family.name, "assistant")
		family = fresh(family)
		family.update({"current_assistant": "Ktoś Inny", "current_coordinator": "Ktoś Inny"})
		family.save()
		self.assertEqual(self.people(family), ("Anna Asystentka", None, None))

	def test_a_social_worker_who_opens_a_family_works_on_it(self):
		with self.acting("social_worker"):
			family = make_family()
			self.assertEqual(frappe.get_doc("Family", family.name).current_social_worker, "Marek Socjalny")
			self.assertIn(family.name, frappe.get_list("Family", pluck="name"))
		keys = {"family": family.name, "user": email("social_worker"), "part": "Social Worker"}
		self.assertEqual(frappe.db.get_value("Case Assignment", keys, "from_date"), day())

	def test_a_coordinator_who_opens_a_family_is_put_on_nothing(self):
		with self.acting("coordinator"):
			family = make_family()
		self.assertFalse(frappe.db.exists("Case Assignment", {"family": family.name}))

	def test_who_may_open_a_family(self):
		for key in ("assistant", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				make_family()
		for key in ("social_worker", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertTrue(make_family().name)

	def test_health_is_withheld_from_a_consultant(self):
		family = make_family()
		assign(family.name, "consultant", "Consultant")
		assign(family.name, "assistant")
		for key, health in (("consultant", None), ("assistant", "cukrzyca"), ("head", "cukrzyca")):
			with self.subTest(key=key), self.acting(key):
				seen = frappe.get_doc("Family", family.name)
				seen.apply_fieldlevel_read_permissions()
				self.assertEqual(seen.members[0].get("health"), health)

	def test_a_family_with_papers_is_not_deleted(self):
		family = make_family()
		make_visit(family.name)
		with self.acting("head"), self.refused(frappe.LinkExistsError, family.name):
			frappe.delete_doc("Family", family.name)
