import frappe

from opsfamily.case.days import FutureDateError
from opsfamily.exceptions import EmptyDocumentError, NotAMemberError
from opsfamily.ops_casework.doctype.child_card.child_card import HealthDateError, SecondCardError
from opsfamily.ops_casework.doctype.child_card.people import get_people, paper_people
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, day, fresh, make_family, make_plan, submitted
from opsfamily.tests.make_child_card import STATE, make_child_card
from opsfamily.tests.make_daycentre import make_centre, make_enrolment

DOCTYPE, GOAL = "Child Card", "Jan mówi pełnymi zdaniami."
TUTOR = {"kind": "szkoła", "institution": "SP nr 2", "contact": "pani Ewa", "phone": "22 555 02 11"}


class TestChildCard(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def test_a_child_of_the_household_has_one_card_under_any_of_its_names(self):
		with self.refused(NotAMemberError, label(DOCTYPE, "child")):
			make_child_card(self.family, "Adam Obcy")
		first = make_child_card(self.family)
		with self.refused(SecondCardError, first.name):
			make_child_card(self.family, " jan  testowy ")
		family = frappe.get_doc("Family", self.family)
		family.members[1].full_name = "Jan Nowy"
		family.save()
		self.assertEqual(fresh(first).child, "Jan Nowy")
		with self.refused(SecondCardError, first.name):
			make_child_card(self.family, "Jan Testowy")
		make_child_card(self.family, "Maria Testowa")

	def test_rows_without_what_they_need_name_field_and_row(self):
		for table, values, fieldname in (
			("authority", {"state": STATE}, "person"),
			("authority", {"person": "Maria Testowa"}, "state"),
			("dates", {"what": "zebranie"}, "due_on"),
			("dates", {"due_on": day(1), "what": " "}, "what"),
		):
			child = frappe.get_meta(DOCTYPE).get_field(table).options
			with self.refused(EmptyDocumentError, in_row(1, label(child, fieldname))):
				make_child_card(self.family, **{table: [values]})

	def test_days_to_come_are_for_dates_alone(self):
		with self.refused(FutureDateError, label(DOCTYPE, "as_of")):
			make_child_card(self.family, as_of=day(1))
		row = {"person": "Maria Testowa", "state": STATE, "since": day(1)}
		with self.refused(FutureDateError, in_row(1, label("Parental Authority", "since"))):
			make_child_card(self.family, authority=[row])

	def test_dates_are_put_in_their_order(self):
		rows = [{"due_on": day(9), "what": "później"}, {"due_on": day(2), "what": "wcześniej"}]
		card = fresh(make_child_card(self.family, dates=rows))
		self.assertEqual([row.what for row in card.dates], ["wcześniej", "później"])


class TestPeople(SiteTestCase):
	"""Who is around the child comes from where each is written once."""

	def setUp(self):
		super().setUp()
		family = make_family(
			support_network=[
				{"kind": "poradnia", "institution": "Poradnia rodziny", "phone": "22 1"},
				{**TUTOR, "child": "Jan Testowy"},
				{"kind": "ochrona zdrowia", "institution": "Lekarz Marii", "child": "Maria Testowa"},
			]
		)
		family.members[1].workplace_or_school = "SP nr 2, kl. V"
		self.family = family.save().name
		assign(self.family)
		self.card = make_child_card(self.family)

	def get_texts(self) -> list[tuple]:
		return [(contact.text, contact.phone, contact.of_family) for contact in get_people(self.card)]

	def test_school_then_the_childs_own_contacts_then_the_familys_and_no_other_childs(self):
		own, whole = ("SP nr 2, pani Ewa", "22 555 02 11", False), ("Poradnia rodziny", "22 1", True)
		found = self.get_texts()
		self.assertIn(" lat, SP nr 2, kl. V", found[0][0])
		self.assertEqual(found[1:], [own, whole])

	def test_paper_leaves_out_who_is_of_the_whole_family(self):
		texts = " ".join(contact.text for contact in paper_people(self.card))
		self.assertIn("pani Ewa", texts)
		self.assertNotIn("Poradnia rodziny", texts)

	def test_the_day_centre_while_the_child_goes_there(self):
		centre = make_centre("Przystań")
		frappe.db.set_value("Day Centre", centre, "phone", "22 555 02 30")
		enrolment = make_enrolment(self.family, centre=centre)
		[found] = [contact for contact in get_people(self.card) if contact.document == enrolment.name]
		self.assertEqual(found.phone, "22 555 02 30")
		enrolment.update({"until_date": day(-1)}).save()
		self.assertNotIn(enrolment.name, [contact.document for contact in get_people(self.card)])

	def test_a_carer_while_the_child_is_placed(self):
		values = {"child": "Jan Testowy", "kind": frappe.get_all("Foster Care Kind", order_by="name")[0].name}
		placement = frappe.get_doc(
			{
				"doctype": "Foster Placement",
				"family": self.family,
				"carer": "Hanna Opiekuńcza",
				"carer_contact": "ul. Cicha 2",
				"since": day(-30),
				**values,
			}
		).insert()
		texts = [contact.text for contact in get_people(self.card) if contact.document == placement.name]
		self.assertIn("Hanna Opiekuńcza, ul. Cicha 2", texts)

	def test_a_renamed_child_keeps_its_contacts(self):
		family = frappe.get_doc("Family", self.family)
		family.members[1].full_name = "Jan Nowy"
		family.save()
		self.assertEqual(fresh(family).support_network[1].child, "Jan Nowy")
		self.card.reload()
		self.assertIn(("SP nr 2, pani Ewa", "22 555 02 11", False), self.get_texts())

	def test_a_contact_is_of_a_child_of_the_household(self):
		family = frappe.get_doc("Family", self.family)
		family.support_network[0].child = "Adam Obcy"
		with self.refused(NotAMemberError, in_row(1, label("Support Contact", "child")), "Adam Obcy"):
			family.save()


class TestHealthAppointments(SiteTestCase):
	"""Off by default; only for a goal of the running plan; of level 1."""

	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.row = {"due_on": day(5), "what": "logopeda", "goal": GOAL}

	def allow(self):
		frappe.db.set_single_value("OPS Settings", "keeps_health_dates", 1)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")

	def write(self, **values):
		return make_child_card(self.family, health_dates=[{**self.row, **values}])

	def test_refused_where_the_office_keeps_none(self):
		submitted(make_plan(self.family, short_term_goals=[{"goal": GOAL}]))
		with self.refused(HealthDateError, in_row(1, label("Child Health Date", "what"))):
			self.write()

	def test_refused_without_a_goal_of_the_running_plan(self):
		self.allow()
		with self.refused(HealthDateError, in_row(1, label("Child Health Date", "goal"))):
			self.write()
		plan = make_plan(self.family, short_term_goals=[{"goal": GOAL}])
		with self.refused(HealthDateError):
			self.write()
		plan.submit()
		with self.refused(HealthDateError):
			self.write(goal="inny cel")
		self.assertEqual(self.write().health_dates[0].goal, GOAL)

	def test_what_was_written_stays_and_may_be_ticked_off_when_the_office_stops(self):
		self.allow()
		submitted(make_plan(self.family, short_term_goals=[{"goal": GOAL}]))
		card = self.write()
		frappe.db.set_single_value("OPS Settings", "keeps_health_dates", 0)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		card.health_dates[0].done = 1
		card.save()
		card.health_dates[0].what = "inny lekarz"
		with self.refused(HealthDateError):
			card.save()
