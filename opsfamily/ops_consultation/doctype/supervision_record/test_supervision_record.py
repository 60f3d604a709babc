import frappe
from frappe.desk.form.load import getdoc

from opsfamily.exceptions import EmptyDocumentError, NotParticipantError, PeriodError
from opsfamily.ops_consultation.doctype.supervision_record.supervision_record import (
	EarlierActionError,
	RecordDeletionError,
	SecondRecordError,
	SessionNotHeldError,
)
from opsfamily.ops_consultation.earlier_actions import get_actions_to_bring
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_supervision import make_record, make_session

DOCTYPE, ACTION, EARLIER = "Supervision Record", "Supervision Action", "Supervision Earlier Action"


class TestSupervisionRecord(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.session = make_session(supervisor=email("consultant"))

	def test_whoever_takes_part_writes_and_reads_it(self):
		with self.acting("assistant"):
			record = make_record(self.session.name, goals=[{"goal": "Ojciec odbiera dzieci."}])
		self.assertEqual(str(record.session_date), str(day(-3)))
		for key in ("assistant", "social_worker", "consultant"):
			with self.acting(key):
				fresh(record).update({"limits": f"pisze {key}"}).save()
				self.assertEqual(len(frappe.get_list(DOCTYPE, {"name": record.name})), 1)

	def test_who_was_invited_but_not_there_reads_it(self):
		people = [{"user": email("assistant"), "attended": 1}, {"user": email("newcomer"), "attended": 0}]
		record = make_record(make_session(attendance=people).name)
		with self.acting("newcomer"):
			self.assertTrue(fresh(record).has_permission("write"))

	def test_nobody_else_begins_reads_or_writes_it(self):
		for key in ("head", "coordinator", "other_assistant", "administrator", "nobody"):
			with self.acting(key), self.assertRaises(frappe.PermissionError):
				make_record(self.session.name)
		record = make_record(self.session.name)
		for key in ("head", "coordinator", "other_assistant", "administrator", "nobody"):
			with self.acting(key):
				for ptype in ("read", "write", "print", "delete", "export"):
					self.assertFalse(fresh(record).has_permission(ptype), (key, ptype))
				with self.assertRaises(frappe.PermissionError):
					getdoc(DOCTYPE, record.name)
				with self.assertRaises(frappe.PermissionError):
					fresh(record).update({"topic": "x"}).save()

	def test_a_head_who_took_part_reads_it(self):
		record = make_record(make_session("assistant", "head").name)
		with self.acting("head"):
			self.assertTrue(fresh(record).has_permission("read"))

	def test_one_record_a_session(self):
		record = make_record(self.session.name)
		with self.refused(SecondRecordError, label(DOCTYPE, "session"), record.name):
			make_record(self.session.name)

	def test_it_does_not_move_to_another_session(self):
		record = make_record(self.session.name)
		other = make_session("head", "coordinator")
		with self.assertRaises(frappe.CannotChangeConstantError):
			fresh(record).update({"session": other.name}).save()
		with self.acting("head"), self.assertRaises(frappe.PermissionError):
			fresh(record).update({"session": other.name}).save()

	def test_of_a_session_that_was_held(self):
		people = [{"user": email(key), "attended": 0} for key in ("assistant", "head")]
		planned = make_session(status="Planned", session_date=day(5), attendance=people)
		with self.refused(SessionNotHeldError, label(DOCTYPE, "session")):
			make_record(planned.name)

	def test_texts_of_blanks(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "topic")):
			make_record(self.session.name, topic="  ")
		with self.refused(EmptyDocumentError, in_row(2, label("Supervision Goal", "goal"))):
			make_record(self.session.name, goals=[{"goal": "a"}, {"goal": " "}])

	def test_an_action_is_a_participants(self):
		action = {"action": "Dzwoni do terapeuty.", "user": email("consultant"), "until_date": day(-3)}
		record = make_record(self.session.name, actions=[action])
		self.assertEqual(record.actions[0].full_name, "Karol Konsultant")
		record.actions[0].user = email("head")
		with self.refused(NotParticipantError, in_row(1, label(ACTION, "user")), "Grażyna Kierowniczka"):
			record.save()

	def test_an_action_not_before_the_session(self):
		action = {"action": "x", "user": email("assistant"), "until_date": day(-4)}
		with self.refused(PeriodError, in_row(1, label(ACTION, "until_date")), paper_date(day(-3))):
			make_record(self.session.name, actions=[action])

	def test_deleted_by_who_began_it_or_the_supervisor(self):
		with self.acting("assistant"):
			record = make_record(self.session.name)
		with self.acting("social_worker"), self.refused(RecordDeletionError):
			fresh(record).delete()
		with self.acting("consultant"):
			fresh(record).delete()
		with self.acting("assistant"):
			make_record(self.session.name).delete()

	def test_no_field_for_what_was_said_in_the_balint_part(self):
		meta = frappe.get_meta(DOCTYPE)
		in_section = [df.fieldname for df in meta.fields if "balint" in df.fieldname]
		self.assertEqual(in_section, ["balint_held"])
		self.assertEqual(meta.get_field("balint_held").fieldtype, "Check")
		self.assertEqual(meta.fields[-1].fieldname, "balint_held")


class TestNamesInARecord(SiteTestCase):
	def setUp(self):
		super().setUp()
		members = [{"full_name": "Jan Wilczyński"}]
		self.family = make_family(representative="Maria Gołębiowska-Kruk", members=members).name
		self.session = make_session()

	def warned(self, key: str, **values) -> str:
		frappe.clear_messages()
		with self.acting(key):
			doc = fresh(make_record(self.session.name, **values))
		said = self.messages()
		doc.delete()
		for fieldname, text in values.items():
			if isinstance(text, str):
				self.assertEqual(doc.get(fieldname), text)
		return said

	def test_word_and_field_are_named_and_the_text_is_kept(self):
		assign(self.family)
		said = self.warned("assistant", limits="Pani GOŁĘBIOWSKIEJ brakuje pieniędzy.", main_goal="Spokój.")
		self.assertIn("„GOŁĘBIOWSKIEJ”", said)
		self.assertIn(label(DOCTYPE, "limits"), said)
		self.assertNotIn(label(DOCTYPE, "main_goal"), said)

	def test_in_a_row(self):
		assign(self.family)
		rows = [{"goal": "Dzieci śpią."}, {"goal": "Wilczyńscy rozmawiają."}]
		said = self.warned("assistant", goals=rows)
		self.assertIn("„Wilczyńscy”", said)
		self.assertIn(in_row(2, label("Supervision Goal", "goal")), said)

	def test_either_half_of_a_double_surname(self):
		assign(self.family)
		said = self.warned("assistant", topic="Kruków odwiedza babcia")
		self.assertIn("„Kruków”", said)

	def test_no_warning_where_there_is_no_name(self):
		assign(self.family)
		self.assertEqual(self.warned("assistant", topic="Rodzina z kruczymi długami"), "")

	def test_no_oracle_for_families_of_another_participant(self):
		assign(self.family)
		self.assertEqual(self.warned("social_worker", topic="Kruk"), "")

	def test_no_oracle_for_families_of_others(self):
		assign(self.family, "other_assistant")
		self.assertEqual(self.warned("assistant", topic="Kruk"), "")

	def test_an_assignment_that_did_not_run_on_that_day(self):
		assign(self.family, until_date=day(-4))
		self.assertEqual(self.warned("assistant", topic="Kruk"), "")

	def test_who_sees_the_section_is_warned_of_every_family(self):
		self.session = make_session("assistant", "head")
		self.assertIn("„Kruk”", self.warned("head", topic="Kruk"))

	def test_markup_in_the_word_is_no_markup(self):
		assign(self.family)
		frappe.clear_messages()
		with self.acting("assistant"):
			make_record(self.session.name, topic="Kruk<img src=x onerror=alert(1)>")
		self.assertNotIn("<img", str(frappe.local.message_log))


class TestEarlierActions(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.earlier = make_session(session_date=day(-30))
		actions = [
			{"action": "Dzwoni do szkoły.", "user": email("assistant"), "until_date": day(-10)},
			{"action": "Pyta terapeutę.", "user": email("social_worker")},
		]
		with self.acting("assistant"):
			self.record = make_record(self.earlier.name, actions=actions)

	def record_of(self, *keys: str, writer: str = "assistant", offset: int = -3, **values):
		session = make_session(*keys, session_date=day(offset))
		with self.acting(writer):
			return make_record(session.name, **values)

	def test_they_come_back_with_their_outcome_until_they_are_done(self):
		second = self.record_of()
		self.assertEqual(
			[row.action for row in second.earlier_actions], ["Dzwoni do szkoły.", "Pyta terapeutę."]
		)
		self.assertEqual({row.outcome for row in second.earlier_actions}, {"Pending"})
		self.assertEqual(second.earlier_actions[0].full_name, "Anna Asystentka")
		with self.acting("social_worker"):
			doc = fresh(second)
			doc.earlier_actions[0].update({"outcome": "Done", "remark": "Szkoła pomaga."})
			doc.save()
		third = self.record_of(offset=-1)
		self.assertEqual([row.action for row in third.earlier_actions], ["Pyta terapeutę."])
		self.assertEqual(fresh(second).earlier_actions[0].remark, "Szkoła pomaga.")

	def test_somebody_new_learns_nothing_by_itself(self):
		record = self.record_of("assistant", "other_assistant")
		self.assertEqual(record.earlier_actions, [])
		with self.acting("other_assistant"):
			self.assertEqual(get_actions_to_bring(record.session), [])
			with self.refused(EarlierActionError):
				doc = fresh(record)
				doc.append("earlier_actions", {"agreed_action": self.record.actions[0].name})
				doc.save()
		with self.acting("assistant"):
			brought = get_actions_to_bring(record.session)
			self.assertEqual([row["action"] for row in brought], ["Dzwoni do szkoły."])
			doc = fresh(record)
			doc.append("earlier_actions", {**brought[0], "action": "inny tekst", "outcome": "Done"})
			doc.save()
		self.assertEqual(fresh(record).earlier_actions[0].action, "Dzwoni do szkoły.")
		with self.acting("other_assistant"):
			fresh(record).update({"limits": "pisze też nowa osoba"}).save()

	def test_of_who_is_not_here_nothing_is_told(self):
		record = self.record_of("assistant", "client")
		with self.acting("assistant"):
			self.assertEqual(
				{row["user"] for row in get_actions_to_bring(record.session)}, {email("assistant")}
			)
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			get_actions_to_bring(record.session)

	def test_no_row_twice(self):
		record = self.record_of()
		with self.acting("assistant"), self.refused(EarlierActionError, in_row(3, label(EARLIER, "action"))):
			doc = fresh(record)
			doc.append("earlier_actions", {"agreed_action": self.record.actions[0].name})
			doc.save()

	def test_a_name_in_a_remark_is_warned_of(self):
		family = make_family(representative="Maria Wilczyńska").name
		assign(family)
		record = self.record_of()
		frappe.clear_messages()
		with self.acting("assistant"):
			doc = fresh(record)
			doc.earlier_actions[0].remark = "Wilczyńska się zgodziła"
			doc.save()
		self.assertIn("„Wilczyńska”", self.messages())
