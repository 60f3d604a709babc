import frappe
from frappe import PermissionError

from opsfamily.core.figures.register import compute
from opsfamily.exceptions import NotAMemberError
from opsfamily.ops_casework.doctype.same_person.same_person import SamePersonError
from opsfamily.ops_casework.report.people_in_several_families.people_in_several_families import execute
from opsfamily.ops_figures.loading import load_facts
from opsfamily.permissions.session import acting_as
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_same_person import make_same_person

CHILD = {"full_name": "Zofia Dwojga", "birth_date": "2016-05-04"}


class TestSamePerson(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.one, self.other = (self.make(name) for name in ("Matka Dwojga", "Ojciec Dwojga"))

	def make(self, name: str, **child) -> str:
		members = [{**CHILD, **child}]
		family = make_family(representative=name, members=members, assistant_since=day(-60)).name
		assign(family, from_date=day(-60))
		return family

	def link(self, **values):
		return make_same_person(self.one, CHILD["full_name"], other_family=self.other, **values)

	def count_children(self) -> int:
		facts = load_facts(frappe.utils.getdate(day(-30)), frappe.utils.getdate())
		return compute(facts.of_families({self.one, self.other}), "Children").value

	def test_figures_count_the_person_once_when_somebody_said_so(self):
		self.assertEqual(self.count_children(), 2)
		link = self.link()
		self.assertEqual(self.count_children(), 1)
		self.assertEqual((link.confirmed_by, link.confirmed_on), ("Administrator", day()))
		link.delete()
		self.assertEqual(self.count_children(), 2)

	def test_three_homes_are_one_person_by_two_links(self):
		third = self.make("Babcia Dwojga")
		self.link()
		make_same_person(self.other, CHILD["full_name"], other_family=third)
		facts = load_facts(frappe.utils.getdate(day(-30)), frappe.utils.getdate())
		self.assertEqual(compute(facts.of_families({self.one, self.other, third}), "Children").value, 1)

	def test_a_pair_is_linked_once_whichever_way(self):
		self.link()
		with self.refused(SamePersonError, "już to stwierdza"):
			make_same_person(self.other, CHILD["full_name"], other_family=self.one)

	def test_who_cannot_be_the_same(self):
		elsewhere = self.make("Inna Dwojga", birth_date="2016-05-05")
		with self.refused(SamePersonError, "daty urodzenia są różne"):
			make_same_person(self.one, CHILD["full_name"], other_family=elsewhere)
		with self.refused(SamePersonError, "Druga rodzina"):
			make_same_person(self.one, CHILD["full_name"], other_family=self.one)
		with self.refused(NotAMemberError, "Osoba w drugiej rodzinie"):
			self.link(other_person="<b>Nikt</b>")

	def test_rows_are_found_whatever_a_client_sends(self):
		link = self.link(member="zzz", other_member="yyy", confirmed_by="Guest", confirmed_on="2001-01-01")
		rows = frappe.get_all("Family Member", {"parent": ["in", [self.one, self.other]]}, pluck="name")
		self.assertEqual({link.member, link.other_member}, set(rows))
		self.assertEqual((link.confirmed_by, link.confirmed_on), ("Administrator", day()))

	def test_only_coordinator_and_head_write_and_see_it(self):
		link = self.link()
		for key in ("assistant", "stranger", "social_worker"):
			with acting_as(email(key)):
				self.assertFalse(frappe.has_permission("Same Person", "read", doc=link.name))
				with self.assertRaises(PermissionError):
					make_same_person(self.one, CHILD["full_name"], other_family=self.other)
		for key in ("coordinator", "head"):
			with acting_as(email(key)):
				self.assertTrue(frappe.has_permission("Same Person", "read", doc=link.name))

	def test_a_changed_name_reaches_both_sides(self):
		link = self.link()
		for family in (self.one, self.other):
			doc = frappe.get_doc("Family", family)
			doc.update({"representative": f"{doc.representative}-Nowa"})
			doc.members[0].full_name = "Zofia Nowa"
			doc.save()
		link.reload()
		self.assertEqual((link.person, link.other_person), ("Zofia Nowa", "Zofia Nowa"))
		self.assertEqual(link.representative, "Matka Dwojga-Nowa")
		self.assertEqual(link.other_representative, "Ojciec Dwojga-Nowa")

	def test_it_goes_with_either_family(self):
		self.link()
		for name in frappe.get_all("Case Assignment", {"family": self.other}, pluck="name", order_by="name"):
			frappe.delete_doc("Case Assignment", name, force=True)
		frappe.delete_doc("Family", self.other)
		self.assertFalse(frappe.db.exists("Same Person", {"family": self.one}))

	def test_the_report_shows_who_might_be_one(self):
		pair = {self.one, self.other}

		def find() -> list[dict]:
			return [row for row in execute()[1] if {row["family"], row["other_family"]} == pair]

		with acting_as(email("coordinator")):
			(row,) = find()
			self.assertEqual((row["person"], row["link"]), (CHILD["full_name"], None))
		link = self.link()
		with acting_as(email("head")):
			(row,) = find()
			self.assertEqual((row["link"], row["confirmed_by"]), (link.name, "Administrator"))
		with acting_as(email("stranger")):
			self.assertEqual(find(), [])

	def test_what_was_said_is_not_said_anew(self):
		"""The right to write is for the new form: Frappe shows no field of it without."""
		link = self.link()
		with self.acting("coordinator"):
			forged = {"confirmed_by": email("coordinator"), "confirmed_on": day(-9), "confirmed_by_name": "x"}
			fresh(link).update(forged).save()
			link.reload()
			self.assertEqual((link.confirmed_by, link.confirmed_on), ("Administrator", day()))
			with self.assertRaises(frappe.CannotChangeConstantError):
				link.update({"other_family": self.make("Trzecia Dwojga")}).save()
