import frappe

from opsfamily.case.document import FutureDateError
from opsfamily.exceptions import NoteOutsideEnrolmentError
from opsfamily.ops_casework.doctype.family.together import get_day_centre_notes, get_day_centres
from opsfamily.ops_day_centre.doctype.day_centre_note.day_centre_note import (
	AlarmTextError,
	DayNoteClosedError,
	SecondDayNoteError,
)
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.base import SendsMail, SiteTestCase, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_daycentre import make_centre, make_enrolment, make_note

DOCTYPE = "Day Centre Note"
ALARM = {"alarm": 1, "alarm_text": "boi się wracać do domu"}


class NoteCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		make_centre("Przystań", email("day_centre"))
		make_centre("Port", email("other_centre"))
		self.enrolment = make_enrolment(self.family, centre="Przystań")


class TestDayCentreNote(NoteCase):
	def test_the_staff_write_it_without_knowing_the_family(self):
		with self.acting("day_centre"):
			note = make_note(self.enrolment)
		stored = fresh(note)
		self.assertEqual(
			(stored.family, stored.child, stored.centre), (self.family, "Jan Testowy", "Przystań")
		)

	def test_child_centre_and_family_are_the_enrolments_whatever_the_writer_says(self):
		other = make_family().name
		with self.acting("day_centre"):
			note = make_note(self.enrolment, family=other, child="Adam", centre="Port")
			fresh(note).update({"family": other, "child": "Adam", "centre": "Port"}).save()
		stored = fresh(note)
		self.assertEqual(
			(stored.family, stored.child, stored.centre), (self.family, "Jan Testowy", "Przystań")
		)

	def test_not_on_an_enrolment_of_another_centre(self):
		with self.acting("other_centre"), self.assertRaises(frappe.PermissionError):
			make_note(self.enrolment)

	def test_not_moved_to_another_enrolment(self):
		note = make_note(self.enrolment)
		mine = make_enrolment(make_family().name, centre="Port")
		with self.assertRaises(frappe.CannotChangeConstantError):
			note.update({"enrolment": mine.name}).save()

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "day")):
			make_note(self.enrolment, day=day(1))

	def test_before_and_after_the_enrolment(self):
		self.enrolment.update({"until_date": day(-5)}).save()
		for wrong in (day(-31), day(-4)):
			with self.refused(NoteOutsideEnrolmentError, label(DOCTYPE, "day"), paper_date(wrong)):
				make_note(self.enrolment, day=wrong)
		make_note(self.enrolment, day=day(-30))
		make_note(self.enrolment, day=day(-5))

	def test_one_note_a_child_a_day(self):
		first = make_note(self.enrolment)
		with self.refused(SecondDayNoteError, label(DOCTYPE, "day"), first.name):
			make_note(self.enrolment)
		other = make_note(self.enrolment, day=day(-2))
		with self.refused(SecondDayNoteError, first.name):
			other.update({"day": day(-1)}).save()
		make_note(make_enrolment(self.family, child="Maria Testowa", centre="Przystań"))

	def test_the_database_refuses_a_second_one_too(self):
		first, second = make_note(self.enrolment), make_note(self.enrolment, day=day(-2))
		with self.assertRaises(Exception) as caught:
			second.db_set("day", first.day)
		self.assertTrue(frappe.db.is_duplicate_entry(caught.exception))

	def test_an_alarm_has_its_words(self):
		with self.refused(AlarmTextError, label(DOCTYPE, "alarm_text")):
			make_note(self.enrolment, alarm=1, alarm_text="  ")
		with self.refused(AlarmTextError, label(DOCTYPE, "alarm"), label(DOCTYPE, "alarm_text")):
			make_note(self.enrolment, alarm=0, alarm_text="boi się")

	def test_the_staff_change_it_for_the_offices_days(self):
		with self.acting("day_centre"):
			open_note = make_note(self.enrolment, day=day(-7))
			closed = make_note(self.enrolment, day=day(-8))
			fresh(open_note).update({"behaviour": "inaczej"}).save()
			with self.refused(DayNoteClosedError, label(DOCTYPE, "day"), "7"):
				fresh(closed).update({"behaviour": "inaczej"}).save()
			with self.refused(DayNoteClosedError):
				fresh(closed).update({"day": day(0)}).save()
		with self.acting("coordinator"):
			fresh(closed).update({"behaviour": "inaczej"}).save()

	def test_nought_days_are_the_day_itself(self):
		frappe.db.set_single_value("OPS Settings", "day_note_edit_days", 0)
		with self.acting("day_centre"):
			today, yesterday = make_note(self.enrolment, day=day(0)), make_note(self.enrolment, day=day(-1))
			fresh(today).update({"behaviour": "inaczej"}).save()
			with self.refused(DayNoteClosedError):
				fresh(yesterday).update({"behaviour": "inaczej"}).save()

	def test_only_coordinator_and_head_delete(self):
		note = make_note(self.enrolment)
		for key in ("day_centre", "assistant"):
			with self.subTest(key=key), self.acting(key), self.assertRaises(frappe.PermissionError):
				frappe.delete_doc(DOCTYPE, note.name)
		with self.acting("coordinator"):
			frappe.delete_doc(DOCTYPE, note.name)

	def test_the_consultant_reads_that_there_is_an_alarm_not_which(self):
		note = make_note(self.enrolment, **ALARM)
		assign(self.family, "consultant", "Consultant")
		with self.acting("consultant"):
			read = fresh(note)
			read.apply_fieldlevel_read_permissions()
		self.assertEqual((read.alarm, read.get("alarm_text"), read.family), (1, None, self.family))

	def test_the_familys_page(self):
		self.enrolment.update({"from_date": day(-50)}).save()
		make_note(self.enrolment, day=day(-40), **ALARM)
		make_note(self.enrolment)
		with self.acting("assistant"):
			[centre] = get_day_centres(self.family)
			last, alarm = get_day_centre_notes(self.family)
		self.assertEqual(centre.text, f"Jan Testowy: Przystań, od {paper_date(day(-50))}")
		self.assertIn(f"{paper_date(day(-1))}, Jan Testowy, Obecne, spokojny", last.text)
		self.assertEqual((alarm.text, alarm.late), (f"{paper_date(day(-40))}, Jan Testowy", False))


class TestAlarm(SendsMail, NoteCase):
	"""Who is told, when, and in which words."""

	def write(self, **values):
		with self.acting("day_centre"):
			return make_note(self.enrolment, **values)

	def told(self) -> list[str]:
		"""Who has a notice, of the people of this test (a site has its demo coordinators, too)."""
		users = frappe.get_all("Notification Log", pluck="for_user", order_by="for_user")
		return [user for user in users if user in (email("assistant"), email("coordinator"), email("head"))]

	def mails(self) -> str:
		return "\n".join(frappe.get_all("Email Queue", pluck="message", order_by="creation"))

	def test_the_assistant_and_the_coordinator_are_told_at_once(self):
		note = self.write(**ALARM)
		self.assertEqual(self.told(), [email("assistant"), email("coordinator")])
		log = frappe.get_last_doc("Notification Log", {"for_user": email("assistant")})
		self.assertEqual((log.document_type, log.document_name), (DOCTYPE, note.name))
		self.assertIn(self.family, log.subject)

	def test_the_email_names_the_number_alone(self):
		self.write(behaviour="płakał", **ALARM)
		recipients = frappe.get_all("Email Queue Recipient", pluck="recipient", order_by="recipient")
		self.assertIn(email("assistant"), recipients)
		self.assertNotIn(email("day_centre"), recipients)
		mails = self.mails()
		self.assertIn(self.family, mails)
		for secret in ("Jan Testowy", "Testow", "boi si", "p=C5=82aka", "Przysta"):
			self.assertNotIn(secret, mails)

	def test_no_email_where_the_office_wants_none(self):
		frappe.db.set_single_value("OPS Settings", "sends_digest_email", 0)
		self.write(**ALARM)
		self.assertEqual(len(self.told()), 2)
		self.assertEqual(self.mails(), "")

	def test_without_an_account_the_notice_on_the_screen_stands(self):
		frappe.db.delete("Email Account")
		frappe.local.outgoing_email_account = {}
		self.write(**ALARM)
		self.assertEqual(len(self.told()), 2)
		self.assertEqual(self.messages(), "")

	def test_without_an_alarm_nobody_is_told(self):
		self.write()
		self.assertEqual(self.told(), [])

	def test_an_edit_does_not_tell_twice(self):
		note = self.write(**ALARM)
		with self.acting("day_centre"):
			fresh(note).save()
			fresh(note).update({"alarm_text": "dopisane", "presence": "Excused"}).save()
		self.assertEqual(len(self.told()), 2)

	def test_an_alarm_that_is_set_later_tells(self):
		note = self.write()
		with self.acting("day_centre"):
			fresh(note).update(ALARM).save()
		self.assertEqual(self.told(), [email("assistant"), email("coordinator")])

	def test_a_family_without_an_assistant(self):
		family = make_family().name
		enrolment = make_enrolment(family, centre="Przystań")
		with self.acting("day_centre"):
			make_note(enrolment, **ALARM)
		self.assertEqual(self.told(), [email("coordinator")])

	def test_an_assistant_who_has_left_is_not_told(self):
		frappe.db.set_value("Case Assignment", {"family": self.family}, "until_date", day(-1))
		self.write(**ALARM)
		self.assertEqual(self.told(), [email("coordinator")])

	def test_an_assistant_who_cannot_see_the_family_is_not_told(self):
		# Roles are kept in Redis, which no rollback reaches.
		self.addCleanup(frappe.clear_cache, user=email("assistant"))
		frappe.get_doc("User", email("assistant")).remove_roles("Family Assistant")
		self.write(**ALARM)
		self.assertEqual(self.told(), [email("coordinator")])
