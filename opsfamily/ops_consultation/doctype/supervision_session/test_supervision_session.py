import frappe

from opsfamily.case.document import FutureDateError, RowAloneError
from opsfamily.exceptions import BlankTimeError, DurationError, NotParticipantError
from opsfamily.ops_consultation.doctype.supervision_session.supervision_session import (
	AttendanceError,
	AttendanceFixedError,
	SessionInUseError,
	SessionWriterError,
	SupervisorMissingError,
)
from opsfamily.permissions.supervision import get_condition
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import day, email, fresh
from opsfamily.tests.make_supervision import SUPERVISOR, make_record, make_session

DOCTYPE, ROW = "Supervision Session", "Supervision Attendance"


def there(*keys: str, attended: int = 1) -> list[dict]:
	return [{"user": email(key), "attended": attended} for key in keys]


class TestSupervisionSession(SiteTestCase):
	def test_a_participant_writes_it_down(self):
		with self.acting("assistant"):
			session = make_session()
		self.assertEqual([row.full_name for row in session.attendance], ["Anna Asystentka", "Marek Socjalny"])
		self.assertEqual(session.supervisor_name, SUPERVISOR)

	def test_the_name_of_a_supervisor_with_an_account(self):
		session = make_session(supervisor=email("consultant"), supervisor_name=None)
		self.assertEqual(session.supervisor_name, "Karol Konsultant")

	def test_without_a_supervisor(self):
		with self.refused(SupervisorMissingError, label(DOCTYPE, "supervisor_name")):
			make_session(supervisor_name="  ")

	def test_minutes_follow_from_both_hours(self):
		self.assertEqual(make_session(from_time="9:00", to_time="11:30", minutes=5).minutes, 150)
		self.assertEqual(make_session(from_time="9:00", minutes=45).minutes, 45)

	def test_hours_that_are_none_or_follow_each_other_wrongly(self):
		with self.refused(BlankTimeError, label(DOCTYPE, "to_time"), "pół do dwunastej"):
			make_session(from_time="9:00", to_time="pół do dwunastej")
		with self.refused(DurationError, label(DOCTYPE, "minutes")):
			make_session(from_time="11:00", to_time="9:00")

	def test_a_held_session_took_some_time(self):
		for minutes in (0, None, 1440):
			with self.refused(DurationError, label(DOCTYPE, "minutes")):
				make_session(minutes=minutes)
		make_session(status="Planned", minutes=None, attendance=there("assistant", "head", attended=0))

	def test_form_and_number_of_participants(self):
		for form, keys in (("Individual Session", ("assistant", "head")), ("Group Session", ("assistant",))):
			with self.refused(AttendanceError, label(DOCTYPE, "attendance")):
				make_session(*keys, form=form)
		make_session("assistant")

	def test_nobody_stands_there_twice(self):
		with self.refused(AttendanceError, in_row(2, label(ROW, "user")), "Anna Asystentka"):
			make_session("assistant", "assistant")
		with self.refused(AttendanceError, in_row(1, label(ROW, "user"))):
			make_session("consultant", "head", supervisor=email("consultant"))

	def test_somebody_was_at_a_held_session_and_nobody_at_another(self):
		people = there("assistant", "head", attended=0)
		with self.refused(AttendanceError, label(DOCTYPE, "attendance")):
			make_session(attendance=people)
		for status in ("Planned", "Not Held"):
			with self.refused(AttendanceError, label(DOCTYPE, "attendance")):
				make_session(status=status)
			make_session(status=status, attendance=people)

	def test_only_a_planned_session_lies_in_the_future(self):
		with self.refused(FutureDateError, label(DOCTYPE, "session_date")):
			make_session(session_date=day(1))
		people = there("assistant", "head", attended=0)
		make_session(session_date=day(1), status="Planned", attendance=people)
		make_session(session_date=day(0))

	# who writes it

	def test_a_worker_writes_only_sessions_of_their_own(self):
		with self.acting("assistant"), self.refused(NotParticipantError, label(DOCTYPE, "attendance")):
			make_session("social_worker", "head")
		with self.acting("consultant"):
			make_session("social_worker", "head", supervisor=email("consultant"))
		with self.acting("coordinator"):
			make_session("social_worker", "head")

	def test_who_changes_it(self):
		with self.acting("assistant"):
			session = make_session(supervisor=email("consultant"))
		for key in ("assistant", "consultant", "coordinator", "head"):
			with self.acting(key):
				fresh(session).update({"minutes": 60}).save()
		with self.acting("social_worker"), self.refused(SessionWriterError):
			fresh(session).update({"minutes": 30}).save()
		with self.acting("social_worker"), self.refused(SessionWriterError):
			fresh(session).update({"minutes": 30, "owner": email("social_worker")}).save()

	def test_who_was_taken_off_the_list_sees_it_no_more(self):
		session = make_session()
		fresh(session).update({"attendance": there("head", "social_worker")}).save()
		with self.acting("assistant"):
			self.assertFalse(fresh(session).has_permission("read"))

	def test_a_row_is_not_written_alone(self):
		session = make_session()
		row = {"doctype": ROW, "parent": session.name, "parenttype": DOCTYPE, "parentfield": "attendance"}
		with self.acting("head"), self.refused(RowAloneError):
			frappe.get_doc({**row, "user": email("head"), "attended": 1}).insert()

	# while there is a record

	def test_head_and_coordinator_do_not_let_themselves_in(self):
		session = make_session()
		record = make_record(session.name)
		for key in ("head", "coordinator"):
			for change in (
				{"attendance": there("assistant", "social_worker", key)},
				{"attendance": there(key, "social_worker")},
				{"supervisor": email(key)},
			):
				with self.acting(key), self.refused(AttendanceFixedError, label(DOCTYPE, "attendance")):
					fresh(session).update(change).save()
			with self.acting(key):
				fresh(session).update({"minutes": 30}).save()
				self.assertFalse(fresh(record).has_permission("read"))

	def test_nor_does_whoever_wrote_the_session_down_without_being_there(self):
		with self.acting("coordinator"):
			session = make_session("assistant", "social_worker")
		make_record(session.name)
		with self.acting("coordinator"), self.refused(AttendanceFixedError):
			fresh(session).update({"attendance": there("assistant", "coordinator")}).save()

	def test_who_was_invited_only_lets_nobody_in(self):
		people = [*there("social_worker", "other_assistant"), *there("assistant", attended=0)]
		with self.acting("assistant"):
			session = make_session(attendance=people)
		make_record(session.name)
		with self.acting("assistant"), self.refused(AttendanceFixedError):
			fresh(session).update({"attendance": [*people, *there("head")]}).save()

	def test_a_participant_who_was_there_corrects_the_list(self):
		with self.acting("assistant"):
			session = make_session()
			make_record(session.name)
			fresh(session).update({"attendance": there("assistant", "social_worker", "head")}).save()
		with self.acting("head"):
			self.assertEqual(len(frappe.get_list("Supervision Record", {"session": session.name})), 1)

	def test_a_session_with_a_record_stays(self):
		session = make_session()
		make_record(session.name)
		with self.acting("head"):
			with self.refused(SessionInUseError, session.name):
				fresh(session).delete()
			with self.refused(AttendanceFixedError):
				people = there("assistant", "social_worker", attended=0)
				fresh(session).update({"status": "Not Held", "attendance": people}).save()
		with self.refused(SessionInUseError, label(DOCTYPE, "status")):
			people = there("assistant", "social_worker", attended=0)
			fresh(session).update({"status": "Not Held", "attendance": people}).save()

	def test_a_session_without_a_record_is_deleted(self):
		session = make_session()
		with self.acting("assistant"), self.assertRaises(frappe.PermissionError):
			fresh(session).delete()
		with self.acting("head"):
			fresh(session).delete()
		self.assertFalse(frappe.db.exists(DOCTYPE, session.name))

	def test_the_form_tells_of_the_record_only_who_takes_part(self):
		session = make_session()
		record = make_record(session.name)
		for key, told in (
			("assistant", {"takes_part": True, "name": record.name}),
			("head", {"takes_part": False, "name": None}),
		):
			with self.acting(key):
				doc = fresh(session)
				doc.run_method("onload")
				self.assertEqual(doc.get_onload("supervision_record"), told)

	# the condition of lists

	def test_the_condition_names_the_own_sessions(self):
		session = make_session("newcomer")
		name = frappe.db.escape(session.name)
		self.assertEqual(get_condition(DOCTYPE, email("newcomer")), f"`tab{DOCTYPE}`.`name` in ({name})")
		record = "Supervision Record"
		self.assertEqual(get_condition(record, email("newcomer")), f"`tab{record}`.`session` in ({name})")
		self.assertEqual(get_condition(DOCTYPE, email("head")), "")
		self.assertEqual(get_condition(DOCTYPE, email("stranger")), "1=0")
