import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import NotAMemberError, NoteOutsideEnrolmentError, PeriodError
from opsfamily.ops_day_centre.doctype.day_centre.day_centre import ChildrenGroupError
from opsfamily.ops_day_centre.doctype.day_centre_enrolment.day_centre_enrolment import (
	NoHouseRulesError,
	SecondEnrolmentError,
	paper_house_rules,
)
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_daycentre import make_centre, make_enrolment, make_note

DOCTYPE = "Day Centre Enrolment"


class TestDayCentreEnrolment(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def test_the_coordinator_enrols_a_child(self):
		make_centre()
		with self.acting("coordinator"):
			enrolment = make_enrolment(self.family)
		self.assertEqual((enrolment.family, enrolment.child), (self.family, "Jan Testowy"))

	def test_the_assistant_reads_and_enrols_nobody(self):
		enrolment = make_enrolment(self.family)
		with self.acting("assistant"):
			self.assertTrue(fresh(enrolment).has_permission("read"))
			with self.assertRaises(frappe.PermissionError):
				make_enrolment(
					self.family, centre="Świetlica na Próbę", from_date=day(-400), until_date=day(-300)
				)

	def test_a_child_of_another_family(self):
		with self.refused(NotAMemberError, label(DOCTYPE, "child"), "Adam Obcy"):
			make_enrolment(self.family, child="Adam Obcy")

	def test_the_last_day_lies_before_the_first(self):
		with self.refused(PeriodError, label(DOCTYPE, "until_date")):
			make_enrolment(self.family, until_date=day(-31))
		make_enrolment(self.family, until_date=day(-30))

	def test_once_at_a_time_in_one_centre(self):
		first = make_enrolment(self.family, until_date=day(-10))
		with self.refused(SecondEnrolmentError, label(DOCTYPE, "child"), first.name):
			make_enrolment(self.family, child=" jan testowy ", from_date=day(-10))
		make_enrolment(self.family, from_date=day(-9))
		make_centre("Port")
		make_enrolment(self.family, centre="Port")
		make_enrolment(self.family, child="Maria Testowa")

	def test_an_ended_one_is_not_stretched_over_the_next(self):
		first = make_enrolment(self.family, until_date=day(-10))
		make_enrolment(self.family, from_date=day(-9))
		with self.refused(SecondEnrolmentError):
			first.update({"until_date": None}).save()

	def test_days_with_notes_are_not_cut_off(self):
		enrolment = make_enrolment(self.family)
		make_note(enrolment, day=day(-20))
		make_note(enrolment, day=day(-2))
		with self.refused(NoteOutsideEnrolmentError, label(DOCTYPE, "until_date"), paper_date(day(-2))):
			fresh(enrolment).update({"until_date": day(-3)}).save()
		with self.refused(NoteOutsideEnrolmentError, label(DOCTYPE, "from_date"), paper_date(day(-20))):
			fresh(enrolment).update({"from_date": day(-19)}).save()
		fresh(enrolment).update({"from_date": day(-20), "until_date": day(-2)}).save()

	def test_an_ended_one_stays_while_it_has_notes(self):
		enrolment = make_enrolment(self.family)
		make_note(enrolment)
		with self.acting("coordinator"), self.assertRaises(frappe.LinkExistsError):
			frappe.delete_doc(DOCTYPE, enrolment.name)

	def test_a_corrected_name_is_corrected_on_the_notes(self):
		enrolment = make_enrolment(self.family)
		note = make_note(enrolment)
		enrolment.update({"child": "Maria Testowa"}).save()
		self.assertEqual(fresh(note).child, "Maria Testowa")

	def test_the_centre_stays(self):
		make_centre("Port")
		with self.assertRaises(frappe.CannotChangeConstantError):
			make_enrolment(self.family).update({"centre": "Port"}).save()

	def furnish(self, **values):
		centre = frappe.get_doc("Day Centre", make_centre())
		return centre.update(values).save()

	def test_a_group_of_the_centre(self):
		self.furnish(children_groups=[{"group_name": "Starsi"}])
		with self.refused(ChildrenGroupError, label(DOCTYPE, "children_group"), "Młodsi"):
			make_enrolment(self.family, children_group="Młodsi")
		enrolment = make_enrolment(self.family, children_group="Starsi")
		# The centre may give a group up; who was in it stays as it was.
		self.furnish(children_groups=[])
		enrolment.update({"until_date": day()}).save()
		self.assertEqual(fresh(enrolment).children_group, "Starsi")

	def test_rules_that_nobody_has_written_are_not_signed(self):
		with self.refused(NoHouseRulesError, label(DOCTYPE, "rules_signed_on")):
			make_enrolment(self.family, rules_signed_on=day())

	def test_signed_rules_stay_as_they_were(self):
		self.furnish(house_rules="Mówimy prawdę.\n\nSprzątamy po sobie.")
		with self.refused(FutureDateError, label(DOCTYPE, "rules_signed_on")):
			make_enrolment(self.family, rules_signed_on=day(1))
		enrolment = make_enrolment(self.family, signed_rules="zmyślone")
		self.assertFalse(enrolment.signed_rules)
		enrolment.update({"rules_signed_on": day(-1), "signed_rules": "zmyślone"}).save()
		self.furnish(house_rules="Nowe zasady.")
		enrolment.update({"until_date": day(3), "signed_rules": "zmyślone"}).save()
		self.assertEqual(paper_house_rules(fresh(enrolment)), ["Mówimy prawdę.", "Sprzątamy po sobie."])
		other = make_enrolment(self.family, child="Maria Testowa")
		self.assertEqual(paper_house_rules(other), ["Nowe zasady."])

	def test_more_children_than_places_are_said_and_not_refused(self):
		self.furnish(places=1)
		make_enrolment(self.family)
		self.assertEqual(frappe.get_message_log(), [])
		make_enrolment(self.family, child="Maria Testowa", until_date=day(-1))
		self.assertEqual(frappe.get_message_log(), [])
		make_enrolment(self.family, child="Maria Testowa", from_date=day(2))
		[message] = frappe.get_message_log()
		self.assertIn(paper_date(day(2)), str(message))


class TestWhoSeesIt(SiteTestCase):
	"""The staff: while they work in the centre and the child is enrolled, by what is stored."""

	def setUp(self):
		super().setUp()
		self.family = make_family().name
		make_centre("Przystań", email("day_centre"))
		make_centre("Port", email("other_centre"))
		self.enrolment = make_enrolment(self.family, centre="Przystań")
		self.note = make_note(self.enrolment)

	def seen_by(self, key: str) -> list[bool]:
		"""Enrolment and note: by list, and by form."""
		with self.acting(key):
			docs = (self.enrolment, self.note)
			lists = [bool(frappe.get_list(doc.doctype, {"name": doc.name})) for doc in docs]
			return lists + [bool(fresh(doc).has_permission("read")) for doc in docs]

	def test_the_staff_of_the_centre(self):
		self.assertEqual(self.seen_by("day_centre"), [True] * 4)
		self.assertEqual(self.seen_by("other_centre"), [False] * 4)

	def test_an_enrolment_that_has_ended(self):
		self.enrolment.update({"until_date": day(-1)}).save()
		self.assertEqual(self.seen_by("day_centre"), [False] * 4)

	def test_an_enrolment_to_come(self):
		self.note.delete()
		self.enrolment.update({"from_date": day(1)}).save()
		with self.acting("day_centre"):
			self.assertFalse(frappe.get_list(DOCTYPE, {"name": self.enrolment.name}))

	def test_the_last_day_of_both(self):
		self.enrolment.update({"until_date": day(0)}).save()
		centre = frappe.get_doc("Day Centre", "Przystań")
		centre.workers[0].until_date = day(0)
		centre.save()
		self.assertEqual(self.seen_by("day_centre"), [True] * 4)

	def test_whoever_has_left_the_centre(self):
		centre = frappe.get_doc("Day Centre", "Przystań")
		centre.workers[0].until_date = day(-1)
		centre.save()
		self.assertEqual(self.seen_by("day_centre"), [False] * 4)

	def test_a_document_that_calls_itself_another_centres(self):
		with self.acting("other_centre"):
			for doc in (fresh(self.enrolment), fresh(self.note)):
				doc.update({"centre": "Port", "enrolment": "ZAP-x"})
				self.assertFalse(doc.has_permission("read"))

	def test_the_staff_read_nothing_that_leads_to_the_family(self):
		with self.acting("day_centre"):
			for doc in (self.enrolment, self.note):
				read = fresh(doc)
				read.apply_fieldlevel_read_permissions()
				self.assertIsNone(read.get("family"))
				self.assertNotIn("family", fresh(doc).as_dict())
				[row] = frappe.get_list(doc.doctype, {"name": doc.name}, ["*"])
				self.assertNotIn(self.family, row.values())
		with self.acting("head"):
			self.assertEqual(fresh(self.note).as_dict()["family"], self.family)
