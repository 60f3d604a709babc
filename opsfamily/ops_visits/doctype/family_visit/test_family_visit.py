import frappe
from frappe import _
from frappe.desk.form.save import savedocs

from opsfamily.api import visit_context
from opsfamily.case.document import FutureDateError, RowAloneError
from opsfamily.exceptions import (
	BlankTimeError,
	FamilyMovedError,
	ReasonMissingError,
	SomebodyElsesWorkError,
	TimeOrderError,
)
from opsfamily.ops_visits.doctype.family_visit.family_visit import (
	AfterWithdrawalError,
	ContactTooLongError,
	MonthClosedError,
	OverlappingContactError,
	SameMeetingError,
)
from opsfamily.ops_visits.page.quick_visit import quick_visit
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	fresh,
	make_consent,
	make_family,
	make_running_schedule,
	make_timesheet,
	make_visit,
	returned,
	sent,
)

DOCTYPE = "Family Visit"
DRAWING = "data:image/png;base64,iVBORw0KGgo="
SIGNED = {"signature_mode": "On Screen", "signature": DRAWING, "signed_by": "Maria Testowa"}
FROM, TO = "from_time", "to_time"


class VisitTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def make(self, start="15:00", end="17:00", **values):
		return make_visit(self.family, from_time=start, to_time=end, **values)

	def save(self, visit, **values):
		visit = fresh(visit)
		visit.update(values)
		visit.save()
		return fresh(visit)


class TestCost(VisitTestCase):
	"""Every evening each assistant writes several visits: what one costs stays as it is."""

	INSERT, SAVE = 19, 20

	def ask(self, work) -> list[str]:
		"""Return what a piece of work asks the database, after it was done once."""
		asked, sql = [], frappe.db.sql

		def remember(query, *arguments, **options):
			asked.append(str(query))
			return sql(query, *arguments, **options)

		frappe.db.sql = remember
		try:
			work()
		finally:
			del frappe.db.sql
		return asked

	def test_writing_one_asks_few_questions(self):
		with self.acting("assistant"):
			self.make("08:00", "09:00")
			asked = self.ask(lambda: self.make("10:00", "11:00"))
		self.assertLessEqual(len(asked), self.INSERT, asked)

	def test_it_costs_the_same_beside_many(self):
		with self.acting("assistant"):
			self.make("06:00", "06:30")
			few = self.ask(lambda: self.make("07:00", "07:30"))
			for hour in range(8, 14):
				self.make(f"{hour:02d}:00", f"{hour:02d}:30")
			self.assertEqual(len(self.ask(lambda: self.make("15:00", "15:30"))), len(few))

	def test_changing_the_text_asks_few_questions(self):
		with self.acting("assistant"):
			visit = self.make("08:00", "09:00")
			visit.update({"course": "pierwszy opis"}).save()
			visit.course = "drugi opis"
			asked = self.ask(visit.save)
		self.assertLessEqual(len(asked), self.SAVE, asked)


class TestAfterWithdrawal(VisitTestCase):
	def setUp(self):
		super().setUp()
		consent = make_consent(self.family, given_on="2026-08-10")
		consent.update({"withdrawn_on": "2026-10-05", "next_step": "Turn to the Court"}).save()
		self.consent = consent

	def test_the_first_visit_says_why(self):
		words = (label(DOCTYPE, "after_withdrawal"), "05.10.2026")
		with self.refused(AfterWithdrawalError, *words):
			self.make()
		self.assertEqual(self.make(after_withdrawal="Intervention").after_withdrawal, "Intervention")
		later = self.make(visit_date="2026-10-06")
		self.assertFalse(later.after_withdrawal)

	def test_earlier_visits_and_other_contacts_are_not_asked(self):
		self.assertTrue(self.make(visit_date="2026-10-04").name)
		self.assertTrue(self.make(kind="rozmowa telefoniczna", participants=[]).name)
		with self.refused(AfterWithdrawalError):
			self.make("18:00", "19:00")

	def test_the_answer_stays_with_its_visit(self):
		visit = self.make(after_withdrawal="Farewell")
		self.assertEqual(self.save(visit, course="Pożegnanie z rodziną.").after_withdrawal, "Farewell")
		with self.refused(AfterWithdrawalError):
			self.save(visit, after_withdrawal=None)

	def test_another_persons_consent_in_force_is_enough(self):
		make_consent(self.family, given_on="2026-09-01", person="Jan Testowy")
		self.assertTrue(self.make().name)

	def test_a_new_consent_ends_the_question(self):
		make_consent(self.family, given_on="2026-10-10")
		self.assertTrue(self.make(visit_date="2026-10-10").name)
		with self.refused(AfterWithdrawalError):
			self.make(visit_date="2026-10-09")

	def test_the_phone_page_asks_as_well(self):
		with self.acting("assistant"):
			self.assertEqual(str(visit_context(self.family)["withdrawn_on"]), "2026-10-05")
			visit = {
				"family": self.family,
				"kind": "wizyta w rodzinie",
				"visit_date": "2026-10-07",
				"from_time": "15:00",
				"to_time": "16:00",
				"actions": "rozmowa",
				"after_withdrawal": "Ordered by the Court",
			}
			name = quick_visit.save(entry_key="a" * 32, visit=visit)["name"]
			self.assertIsNone(visit_context(self.family)["withdrawn_on"])
		self.assertEqual(frappe.db.get_value(DOCTYPE, name, "after_withdrawal"), "Ordered by the Court")


class TestTimes(VisitTestCase):
	def test_the_duration_is_computed(self):
		for start, end, next_day, minutes in (
			("08:15", "10:00", 0, 105),
			("10:45", "10:46", 0, 1),
			("23:30", "00:15", 1, 45),
			("08:15:59", "09:00:01", 0, 45),
			("16:00", "08:00", 1, 960),
		):
			with self.subTest(start=start, end=end):
				frappe.db.savepoint("visit")
				visit = self.make(start, end, ends_next_day=next_day, minutes=1)
				self.assertEqual(fresh(visit).minutes, minutes)
				frappe.db.rollback(save_point="visit")

	def test_a_duration_is_never_typed(self):
		self.assertEqual(self.save(self.make(), minutes=7).minutes, 120)

	def test_seconds_are_dropped(self):
		visit = fresh(self.make("15:00:59", "17:00:30"))
		self.assertEqual((str(visit.from_time), str(visit.to_time)), ("15:00:00", "17:00:00"))

	def test_an_end_not_after_its_start_is_refused(self):
		for start, end in (
			("15:00", "15:00"),
			("15:00", "14:59"),
			("15:00", "00:00"),
			("15:00:00", "15:00:59"),
		):
			words = label(DOCTYPE, TO), label(DOCTYPE, FROM), _("Ends on the Next Day"), start[:5], end[:5]
			with self.subTest(end=end), self.refused(TimeOrderError, *words):
				self.make(start, end)

	def test_a_changed_end_is_checked_too(self):
		with self.refused(TimeOrderError, label(DOCTYPE, TO), "14:00"):
			self.save(self.make(), to_time="14:00")

	def test_sixteen_hours_is_the_limit(self):
		self.assertEqual(self.make("05:00", "21:00").minutes, 960)
		for start, end, next_day in (("05:00", "21:01", 0), ("16:00", "08:01", 1), ("08:00", "08:00", 1)):
			with self.subTest(end=end), self.refused(ContactTooLongError, "16"):
				self.make(start, end, visit_date="2026-10-20", ends_next_day=next_day)

	def test_the_limit_is_the_offices(self):
		settings = frappe.get_single("OPS Settings")
		settings.longest_visit_hours = 4
		settings.save()
		self.assertEqual(self.make("08:00", "12:00").minutes, 240)
		with self.refused(ContactTooLongError, "4:01", "4"):
			self.make("13:00", "17:01")

	def test_a_blank_time_is_refused(self):
		for fieldname in (FROM, TO):
			for blank in (None, ""):
				with self.subTest(fieldname=fieldname, blank=blank):
					with self.refused(BlankTimeError, label(DOCTYPE, fieldname)):
						make_visit(self.family, **{fieldname: blank})

	def test_a_missing_time_is_refused(self):
		values = make_visit(self.family).as_dict()
		for fieldname in (FROM, TO):
			visit = frappe.get_doc({key: values[key] for key in values if key not in ("name", fieldname)})
			visit.visit_date = "2026-10-06"
			with self.subTest(fieldname=fieldname):
				with self.refused(BlankTimeError, label(DOCTYPE, fieldname)):
					visit.insert()

	def test_a_new_visit_has_no_time_yet(self):
		visit = frappe.new_doc(DOCTYPE)
		self.assertEqual((visit.from_time, visit.to_time), (None, None))
		visit.update({"family": self.family, "kind": "wizyta w rodzinie", "assistant": email("assistant")})
		with self.refused(BlankTimeError, label(DOCTYPE, FROM)):
			visit.insert()
		visit.from_time = "00:00"
		with self.refused(BlankTimeError, label(DOCTYPE, TO)):
			visit.insert()

	def test_a_new_visit_keeps_the_times_that_it_is_given(self):
		visit = frappe.new_doc(DOCTYPE)
		visit.update({"family": self.family, "kind": "wizyta w rodzinie", "assistant": email("assistant")})
		visit.update({"visit_date": "2026-10-05", "from_time": "15:00", "to_time": "15:20"})
		self.assertEqual(fresh(visit.insert()).minutes, 20)

	def test_midnight_is_a_time(self):
		self.assertEqual(self.make("00:00", "00:10").minutes, 10)

	def test_what_is_no_time_is_refused(self):
		for text in ("25:99", "rano", "10.30.99.1"):
			with self.subTest(text=text), self.refused(BlankTimeError, label(DOCTYPE, FROM)):
				self.make(text)

	def test_a_future_date_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "visit_date")):
			self.make(visit_date=day(1))
		self.assertEqual(self.make("00:00", "00:01", visit_date=day()).visit_date, day())
		with self.refused(FutureDateError, label(DOCTYPE, "visit_date")):
			self.save(self.make(), visit_date=day(1))


class TestOverlaps(VisitTestCase):
	def check(self, overlap: bool, start, end, family=None, **values):
		"""The contact is refused, naming both, or saved (and taken back)."""
		family = family or self.family
		frappe.db.savepoint("contact")
		if overlap:
			with self.refused(OverlappingContactError, label(DOCTYPE, FROM), start, end, self.first.name):
				make_visit(family, from_time=start, to_time=end, **values)
		else:
			self.assertTrue(make_visit(family, from_time=start, to_time=end, **values).name)
		frappe.db.rollback(save_point="contact")

	def test_contacts_of_one_day(self):
		self.first = self.make("10:00", "10:45")
		for start, end, overlap in (
			("10:45", "11:30", False),
			("09:00", "10:00", False),
			("10:44", "11:30", True),
			("09:00", "10:01", True),
			("10:10", "10:20", True),
			("09:00", "12:00", True),
			("10:00", "10:45", True),
		):
			with self.subTest(start=start, end=end):
				self.check(overlap, start, end)

	def test_with_another_family(self):
		self.first = self.make("10:00", "10:45")
		other = make_family().name
		self.check(True, "10:30", "11:00", other)
		self.check(False, "10:45", "11:00", other)

	def test_another_assistant_may_be_elsewhere(self):
		self.first = self.make("10:00", "10:45")
		self.check(False, "10:00", "10:45", assistant=email("other_assistant"))

	def test_across_midnight(self):
		self.first = self.make("23:30", "00:30", ends_next_day=1)
		self.check(True, "00:29", "01:00", visit_date="2026-10-06")
		self.check(False, "00:30", "01:00", visit_date="2026-10-06")
		self.check(True, "23:59", "00:10", ends_next_day=1)
		self.check(False, "22:00", "23:30")
		self.check(False, "00:29", "01:00", visit_date="2026-10-07")

	def test_before_midnight_of_the_day_before(self):
		self.first = self.make("00:05", "01:00", visit_date="2026-10-06")
		self.check(True, "23:30", "00:06", ends_next_day=1)
		self.check(False, "23:30", "00:05", ends_next_day=1)

	def test_across_the_end_of_a_month(self):
		self.first = self.make("23:30", "00:30", visit_date="2026-09-30", ends_next_day=1)
		self.check(True, "00:00", "00:10", visit_date="2026-10-01")

	def test_a_changed_contact_does_not_meet_itself(self):
		visit = self.make("10:00", "10:45")
		self.assertEqual(self.save(visit, to_time="11:00").minutes, 60)

	def test_a_changed_contact_is_checked(self):
		self.first = self.make("10:00", "10:45")
		second = self.make("10:45", "11:30")
		with self.refused(OverlappingContactError, self.first.name):
			self.save(second, from_time="10:44")

	def test_a_family_that_the_assistant_left_counts(self):
		left = make_family().name
		self.first = make_visit(left, from_time="10:00", to_time="10:45")
		with self.acting("assistant"):
			self.check(True, "10:30", "11:00")


class TestFrozenMonth(VisitTestCase):
	def setUp(self):
		super().setUp()
		self.visit = self.make()
		self.september = self.make(visit_date="2026-09-28")
		self.card = make_timesheet(self.family)

	def refused_month(self):
		return self.refused(MonthClosedError, label(DOCTYPE, "visit_date"), self.card.name)

	def test_while_the_card_is_sent_or_accepted(self):
		for move in (sent, accepted):
			self.card = move(self.card)
			with self.subTest(state=self.card.workflow_state):
				self.check_that_nothing_changes()

	def check_that_nothing_changes(self):
		with self.refused_month():
			self.save(self.visit, course="Inny przebieg.")
		with self.refused_month():
			self.save(self.visit, to_time="16:00")
		with self.refused_month():
			self.make("08:00", "09:00", visit_date="2026-10-31")
		with self.refused_month():
			frappe.delete_doc(DOCTYPE, self.visit.name)

	def test_a_visit_does_not_move_out_of_it(self):
		self.card = sent(self.card)
		with self.refused_month():
			self.save(self.visit, visit_date="2026-09-29")

	def test_a_visit_does_not_move_into_it(self):
		self.card = sent(self.card)
		with self.refused_month():
			self.save(self.september, visit_date="2026-10-06")

	def test_other_months_families_and_assistants_are_open(self):
		sent(self.card)
		self.assertEqual(self.save(self.september, course="Inny.").course, "Inny.")
		other = make_visit(make_family().name, from_time="08:00", to_time="09:00")
		self.assertEqual(self.save(other, course="Inny.").course, "Inny.")
		self.assertTrue(self.make(assistant=email("other_assistant")).name)

	def test_a_draft_or_returned_card_leaves_it_open(self):
		for card in (self.card, returned(self.card)):
			with self.subTest(state=card.workflow_state):
				self.assertEqual(
					self.save(self.visit, course=card.workflow_state).course, card.workflow_state
				)

	def test_a_withdrawn_acceptance_opens_it(self):
		accepted(self.card).withdraw_acceptance("pomyłka w godzinach")
		self.assertEqual(self.save(self.visit, to_time="16:30").minutes, 90)

	def test_its_participants_do_not_change_either(self):
		sent(self.card)
		row = self.visit.participants[0]
		with self.refused_month():
			self.save(self.visit, participants=[{"full_name": "Ktoś inny"}])
		with self.refused(RowAloneError):
			frappe.get_doc("Visit Participant", row.name).update({"full_name": "Ktoś inny"}).save()


class TestSignature(VisitTestCase):
	def warning(self):
		return _("Date, hours or people changed: the signature was cleared. Ask for a new one.")

	def signed(self, **values):
		visit = self.make(**{**SIGNED, **values})
		self.assertEqual((visit.signature, visit.signed_by), (DRAWING, "Maria Testowa"))
		frappe.clear_messages()
		return visit

	def test_a_change_of_what_was_signed_clears_it(self):
		for change in (
			{"visit_date": "2026-10-06"},
			{"from_time": "15:01"},
			{"to_time": "16:59"},
			{"to_time": "00:30", "ends_next_day": 1},
			{"participants": [{"full_name": "Maria Testowa"}, {"full_name": "Jan Testowy"}]},
			{"participants": []},
		):
			with self.subTest(change=change):
				frappe.db.savepoint("signed")
				visit = self.save(self.signed(), **change)
				self.assertEqual((visit.signature, visit.signed_by), (None, None))
				self.assertIn(self.warning(), self.messages())
				frappe.db.rollback(save_point="signed")

	def test_any_other_change_keeps_it(self):
		for change in (
			{"course": "Inny przebieg."},
			{"place": "szkoła"},
			{"kind": "towarzyszenie"},
			{"from_time": "15:00:00", "visit_date": "2026-10-05"},
			{},
		):
			with self.subTest(change=change):
				frappe.db.savepoint("signed")
				visit = self.save(self.signed(), **change)
				self.assertEqual((visit.signature, visit.signed_by), (DRAWING, "Maria Testowa"))
				self.assertNotIn(self.warning(), self.messages())
				frappe.db.rollback(save_point="signed")

	def test_the_forms_own_save_keeps_it(self):
		visit = self.signed()
		sent = {**frappe.parse_json(fresh(visit).as_json()), "course": "Inny przebieg."}
		savedocs(frappe.as_json(sent), "Save")
		self.assertEqual((fresh(visit).signature, fresh(visit).course), (DRAWING, "Inny przebieg."))

	def test_a_new_signature_for_the_change_stays(self):
		visit = self.save(self.signed(), to_time="16:00", signature=f"{DRAWING}AA")
		self.assertEqual(visit.signature, f"{DRAWING}AA")
		self.assertNotIn(self.warning(), self.messages())

	def test_another_way_of_signing_has_no_drawing(self):
		for mode in ("On Paper Card", "No Signature Needed"):
			with self.subTest(mode=mode):
				frappe.db.savepoint("signed")
				visit = self.save(self.signed(), signature_mode=mode)
				self.assertEqual((visit.signature, visit.signed_by), (None, None))
				frappe.db.rollback(save_point="signed")

	def test_an_ordinary_visit_needs_nothing(self):
		self.assertEqual(self.make().signature_mode, "On Paper Card")

	def test_the_usual_way_is_the_offices(self):
		settings = frappe.get_single("OPS Settings")
		settings.default_signature_mode = "No Signature Needed"
		settings.save()
		self.assertEqual(self.make().signature_mode, "No Signature Needed")

	def test_a_refusal_has_its_reason(self):
		visit = self.make(signature_mode="Signature Refused", refusal_reason="bez podania przyczyny")
		self.assertEqual(visit.refusal_reason, "bez podania przyczyny")
		for reason in (None, "", "  "):
			with self.subTest(reason=reason):
				with self.refused(ReasonMissingError, label(DOCTYPE, "refusal_reason")):
					self.make("08:00", "09:00", signature_mode="Signature Refused", refusal_reason=reason)


class TestWhatItSays(VisitTestCase):
	def test_computed_fields(self):
		visit = self.make(participants=[{"full_name": " Maria Testowa "}, {"full_name": "pedagog szkolny"}])
		self.assertEqual((visit.month, visit.people), ("2026-10", "Maria Testowa, pedagog szkolny"))
		self.assertEqual(visit.on_timesheet, 1)
		self.assertEqual((visit.representative, visit.assistant_name), ("Maria Testowa", "Anna Asystentka"))

	def test_computed_fields_are_never_typed(self):
		visit = self.make(month="2025-01", people="nikt", kind="rozmowa telefoniczna", on_timesheet=1)
		self.assertEqual((visit.month, visit.people, visit.on_timesheet), ("2026-10", "Maria Testowa", 0))
		visit = self.save(visit, month="2025-01", people="nikt", on_timesheet=1)
		self.assertEqual((visit.month, visit.people, visit.on_timesheet), ("2026-10", "Maria Testowa", 0))

	def test_a_kind_is_needed(self):
		with self.refused(frappe.MandatoryError, label("Family Visit", "kind")):
			self.make(kind=None)

	def test_actions_worked_on_are_the_familys(self):
		own = frappe.get_last_doc("Scheduled Action", {"schedule": make_running_schedule(self.family).name})
		visit = self.make(scheduled_actions=[{"scheduled_action": own.name}])
		self.assertEqual(visit.scheduled_actions[0].action, own.action)
		other = make_running_schedule(make_family().name)
		foreign = frappe.get_last_doc("Scheduled Action", {"schedule": other.name})
		with self.refused(FamilyMovedError, label(DOCTYPE, "scheduled_actions"), foreign.name):
			self.save(visit, scheduled_actions=[{"scheduled_action": foreign.name}])

	def test_a_visit_does_not_move_to_another_family_or_assistant(self):
		visit = self.make()
		for change in ({"family": make_family().name}, {"assistant": email("other_assistant")}):
			with self.subTest(change=change), self.refused(frappe.CannotChangeConstantError):
				self.save(visit, **change)


class TestWhoWrites(VisitTestCase):
	def test_an_assistant_writes_their_own(self):
		with self.acting("assistant"):
			visit = self.make()
			self.assertEqual(self.save(visit, course="Inny.").course, "Inny.")

	def test_nobody_writes_for_another_assistant(self):
		assign(self.family, "other_assistant", "Substitute")
		visit = self.make()
		with self.acting("other_assistant"):
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "assistant")):
				self.make("08:00", "09:00")
			with self.refused(SomebodyElsesWorkError, label(DOCTYPE, "assistant")):
				self.save(visit, course="Inny.")
			self.assertTrue(self.make("08:00", "09:00", assistant=email("other_assistant")).name)

	def test_coordinator_and_head_mend_for_an_assistant(self):
		visit = self.make()
		for key in ("coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertEqual(self.save(visit, course=key).course, key)

	def test_others_only_read(self):
		visit = self.make()
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "consultant", "Consultant")
		for key in ("social_worker", "consultant"):
			with self.subTest(key=key), self.acting(key):
				self.assertEqual(
					frappe.get_list(DOCTYPE, {"family": self.family}, pluck="name"), [visit.name]
				)
				with self.refused(frappe.PermissionError):
					self.save(visit, course="Inny.")
				with self.refused(frappe.PermissionError):
					self.make("08:00", "09:00", assistant=email(key))

	def test_only_coordinator_and_head_delete(self):
		visit = self.make()
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			frappe.delete_doc(DOCTYPE, visit.name)
		with self.acting("coordinator"):
			frappe.delete_doc(DOCTYPE, visit.name)
		self.assertFalse(frappe.db.exists(DOCTYPE, visit.name))


class TestOneMeetingWithSeveralFamilies(VisitTestCase):
	def setUp(self):
		super().setUp()
		self.second, self.third = make_family().name, make_family().name
		for family in (self.second, self.third):
			assign(family)
		self.first = self.make()

	def also(self, family: str, **values):
		return make_visit(family, **{"same_meeting_as": self.first.name, **values})

	def test_each_family_has_its_own_visit_of_the_meeting(self):
		second = self.also(self.second)
		third = self.also(self.third, same_meeting_as=second.name)
		self.assertEqual(third.same_meeting_as, self.first.name)
		self.assertEqual([visit.minutes for visit in (self.first, second, third)], [120] * 3)

	def test_anything_else_that_overlaps_is_refused(self):
		self.also(self.second)
		with self.refused(OverlappingContactError):
			make_visit(self.third)
		with self.refused(OverlappingContactError):
			make_visit(self.third, from_time="16:00", to_time="16:30")

	def test_one_meeting_has_one_time(self):
		words = label(DOCTYPE, "same_meeting_as"), "15:00–17:00"
		with self.refused(SameMeetingError, *words):
			self.also(self.second, to_time="16:00")

	def test_it_is_one_workers_meeting_with_different_families(self):
		with self.refused(SameMeetingError, label(DOCTYPE, "same_meeting_as")):
			self.also(self.second, assistant=email("other_assistant"))
		with self.refused(SameMeetingError, label(DOCTYPE, "same_meeting_as")):
			self.also(self.family)

	def test_the_first_names_no_other(self):
		second = self.also(self.second)
		with self.refused(SameMeetingError):
			self.save(self.first, same_meeting_as=second.name)

	def test_a_changed_time_moves_the_whole_meeting(self):
		second, third = self.also(self.second), self.also(self.third)
		for changed, end in ((self.first, "17:30"), (second, "18:00")):
			self.save(changed, to_time=end)
			ends = [str(fresh(visit).to_time)[:5] for visit in (self.first, second, third)]
			self.assertEqual(ends, [end] * 3)
		self.assertEqual(fresh(third).minutes, 180)

	def test_a_frozen_month_of_one_family_holds_all(self):
		self.also(self.second)
		sent(make_timesheet(self.second))
		with self.refused(MonthClosedError):
			self.save(self.first, to_time="17:30")

	def test_a_visit_that_leaves_the_meeting_overlaps(self):
		second = self.also(self.second)
		with self.refused(OverlappingContactError):
			self.save(second, same_meeting_as=None)

	def test_two_workers_in_one_home_are_no_overlap(self):
		other = self.make(assistant=email("other_assistant"))
		self.assertEqual(other.minutes, 120)


class TestAttempts(VisitTestCase):
	def test_an_attempt_needs_no_signature(self):
		visit = self.make(kind="nieobecność rodziny w domu")
		self.assertEqual((visit.nature, visit.signature_mode), ("Attempted Contact", "No Signature Needed"))

	def test_the_card_says_so_and_counts_it_as_work_only(self):
		self.make(end="15:20", kind="nieobecność rodziny w domu")
		self.make("16:00", "17:00")
		card = make_timesheet(self.family)
		attempt = card.rows[0]
		self.assertEqual(attempt.signature_note, "próba kontaktu – bez podpisu")
		self.assertEqual((card.total_minutes, card.timesheet_minutes, card.direct_minutes), (80, 80, 60))


class TestNightOfTheClockChange(VisitTestCase):
	def test_real_minutes_count(self):
		night = self.make("22:00", "06:00", visit_date="2026-10-24", ends_next_day=1)
		self.assertEqual(night.minutes, 9 * 60)
