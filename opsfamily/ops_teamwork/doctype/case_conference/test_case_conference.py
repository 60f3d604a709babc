import frappe
from frappe.utils import getdate, now_datetime

from opsfamily.case.document import FutureDateError, RowAloneError
from opsfamily.core.conference import WAITS
from opsfamily.exceptions import BlankTimeError, PeriodError, TimeOrderError
from opsfamily.ops_casework.doctype.scheduled_action.scheduled_action import AgreedActionChangedError
from opsfamily.ops_teamwork.doctype.case_conference.case_conference import (
	AttendanceMissingError,
	DecisionIncompleteError,
	GuestError,
	NextConferenceError,
	TwoResponsibleError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import (
	assign,
	cancelled,
	day,
	email,
	fresh,
	make_evaluation,
	make_family,
	make_running_schedule,
	make_schedule,
	submitted,
)
from opsfamily.tests.make_conference import decision, make_conference, make_held, make_planned

DOCTYPE, ACTION = "Case Conference", "Scheduled Action"
PERSON, DECISION = "Conference Person", "Conference Decision"


class ConferenceTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		assign(self.family, "social_worker", "Social Worker")

	def actions(self, conference, **filters) -> list:
		fields = ["name", "party", "party_name", "responsible", "action", "due_date", "outcome", "schedule"]
		filters = {"conference": conference.name, **filters}
		return frappe.get_all(ACTION, filters=filters, fields=fields, order_by="due_date, name")

	def action_of(self, conference):
		"""The document of the one action of a conference."""
		return frappe.get_doc(ACTION, fresh(conference).decisions[0].scheduled_action)

	def settled(self, conference, outcome: str = "Done", remark: str | None = None):
		action = self.action_of(conference)
		action.update({"outcome": outcome, "remark": remark}).save()
		return action

	def shown(self, conference) -> list[tuple]:
		return [(row.what, row.who, row.outcome, row.remark) for row in conference.earlier_decisions]


class TestCaseConference(ConferenceTestCase):
	def test_a_plan_needs_no_more_than_its_day(self):
		with self.acting("assistant"):
			values = {"doctype": DOCTYPE, "family": self.family, "occasion": "przegląd cykliczny"}
			conference = frappe.get_doc({**values, "conference_date": day(3)}).insert()
		self.assertEqual(
			(conference.organiser, conference.organiser_name), (email("assistant"), "Anna Asystentka")
		)
		self.assertEqual(conference.representative, "Maria Testowa")
		self.assertTrue(conference.name.startswith("KONF-"))
		self.assertIsNone(conference.from_time)

	def test_an_hour_that_is_not_written_stays_empty(self):
		conference = make_conference(self.family, from_time=None, to_time=None)
		stored = frappe.db.get_value(DOCTYPE, conference.name, ["from_time", "to_time", "next_from_time"])
		self.assertEqual(stored, (None, None, None))

	def test_hours_are_whole_minutes(self):
		conference = make_conference(self.family, from_time="9:05:59", to_time="10:00")
		self.assertEqual((conference.from_time, conference.to_time), ("09:05:00", "10:00:00"))

	def test_an_hour_that_is_none(self):
		with self.refused(BlankTimeError, label(DOCTYPE, "from_time")):
			make_conference(self.family, from_time="rano")
		with self.refused(BlankTimeError, label(DOCTYPE, "from_time")):
			make_conference(self.family, from_time=None)

	def test_it_ends_after_it_begins(self):
		with self.refused(TimeOrderError, label(DOCTYPE, "to_time"), "10:00"):
			make_conference(self.family, to_time="10:00")

	def test_a_stranger_makes_none(self):
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			make_conference(self.family)

	def test_a_row_alone(self):
		conference = make_conference(self.family)
		with self.refused(RowAloneError):
			fresh(conference).decisions[0].save()


class TestPeopleOfAConference(ConferenceTestCase):
	def test_a_worker_is_known_by_the_account_an_outsider_by_what_is_written(self):
		outsider = {"full_name": " Zofia Szkolna ", "body": "SP nr 2", "email": "zofia@szkola.example"}
		people = [{"user": email("coordinator"), "full_name": "ktoś inny"}, outsider]
		first, second = make_conference(self.family, people=people).people
		self.assertEqual((first.full_name, first.email), ("Ewa Koordynatorka", email("coordinator")))
		self.assertEqual((second.full_name, second.body), ("Zofia Szkolna", "SP nr 2"))

	def test_nobody(self):
		with self.refused(GuestError, in_row(1, label(PERSON, "full_name"))):
			make_conference(self.family, people=[{"body": "policja"}])

	def test_twice(self):
		with self.refused(GuestError, in_row(1, label(PERSON, "user"))):
			make_conference(self.family, people=[{"user": email("head")}, {"user": email("head")}])

	def test_an_address_that_is_none(self):
		for wrong in ("zofia", "a@b.example, c@d.example"):
			people = [{"user": email("head")}, {"full_name": "Zofia", "email": wrong}]
			with self.refused(GuestError, in_row(2, label(PERSON, "email"))):
				make_conference(self.family, people=people)

	def test_who_is_not_on_the_case_is_named_once(self):
		people = [{"user": email(key), "attended": 1} for key in ("assistant", "stranger", "coordinator")]
		conference = make_conference(self.family, people=people)
		self.assertIn("nie zobaczą tego spotkania: Obca Osoba.", self.messages())
		frappe.clear_messages()
		fresh(conference).update({"agenda": "x"}).save()
		self.assertEqual(self.messages(), "")
		conference.run_method("onload")
		self.assertEqual(conference.get_onload("not_on_case"), ["Obca Osoba"])
		with self.acting("stranger"):
			self.assertFalse(fresh(conference).has_permission("read"))

	def test_what_was_sent_is_not_typed(self):
		conference = make_planned(self.family, invitation_sequence=7)
		self.assertEqual(fresh(conference).invitation_sequence, 0)
		conference.people[0].invited_on = now_datetime()
		conference.invitation_sequence = 3
		conference.save()
		self.assertIsNone(fresh(conference).people[0].invited_on)
		self.assertEqual(fresh(conference).invitation_sequence, 0)


class TestHoldingAConference(ConferenceTestCase):
	def test_the_minutes_are_final(self):
		conference = make_held(self.family, findings="Dzieci chodzą do szkoły.")
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			fresh(conference).update({"findings": "inaczej"}).save()

	def test_nobody_attended(self):
		conference = make_conference(self.family, people=[{"user": email("assistant")}])
		with self.refused(AttendanceMissingError, label(DOCTYPE, "people")):
			conference.submit()

	def test_a_decision_without_who(self):
		rows = [decision(), {"what": "Zadzwonić.", "until_date": day(2)}]
		with self.refused(DecisionIncompleteError, in_row(2, label(DECISION, "who"))):
			make_held(self.family, decisions=rows)

	def test_a_decision_without_until(self):
		with self.refused(DecisionIncompleteError, in_row(1, label(DECISION, "until_date"))):
			make_held(self.family, decisions=[decision(until_date=None)])

	def test_a_draft_may_lack_both(self):
		make_conference(self.family, decisions=[{"what": "Zadzwonić."}])

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "conference_date")):
			make_held(self.family, conference_date=day(1))

	def test_a_decision_of_two(self):
		with self.refused(TwoResponsibleError, in_row(1, label(DECISION, "who"))):
			make_conference(self.family, decisions=[decision(user=email("head"), body="policja")])

	def test_a_decision_until_before_it_was_taken(self):
		with self.refused(PeriodError, in_row(1, label(DECISION, "until_date"))):
			make_conference(self.family, decisions=[decision(until_date=day(-1))])
		make_conference(self.family, decisions=[decision(until_date=day())])

	def test_the_next_one_lies_later(self):
		for wrong in (day(), day(-1)):
			with self.refused(NextConferenceError, label(DOCTYPE, "next_date")):
				make_conference(self.family, next_date=wrong)

	def test_the_place_of_a_next_one_without_its_day(self):
		with self.refused(NextConferenceError, label(DOCTYPE, "next_date")):
			make_held(self.family, next_place="szkoła")

	def test_the_next_one_is_planned(self):
		people = [{"user": email("assistant"), "attended": 1}, {"full_name": "Zofia", "body": "SP nr 2"}]
		values = {"next_date": day(30), "next_from_time": "9:30", "next_place": "szkoła", "people": people}
		with self.acting("assistant"):
			held = make_held(self.family, **values)
		planned = frappe.get_last_doc(DOCTYPE, {"family": self.family, "docstatus": 0})
		self.assertEqual(planned.previous, held.name)
		self.assertEqual((planned.conference_date, planned.place), (getdate(day(30)), "szkoła"))
		self.assertEqual(str(planned.from_time), "9:30:00")
		self.assertEqual(
			[(row.full_name, row.attended) for row in planned.people], [("Anna Asystentka", 0), ("Zofia", 0)]
		)
		self.assertIn(planned.name, self.messages())

	def test_it_is_not_planned_twice(self):
		planned = make_planned(self.family)
		make_held(self.family, next_date=planned.conference_date)
		self.assertEqual(frappe.db.count(DOCTYPE, {"family": self.family}), 2)


class TestDecisionsAsActions(ConferenceTestCase):
	def setUp(self):
		super().setUp()
		self.schedule = make_running_schedule(self.family)

	def test_every_decision_becomes_an_action_of_the_running_schedule(self):
		rows = [
			decision(what="a", until_date=day(1)),
			decision(what="b", until_date=day(2), user=email("social_worker")),
			decision(what="c", until_date=day(3), user=email("coordinator")),
			decision(what="d", until_date=day(4), body="SP nr 2"),
			decision(what="e", until_date=day(5), by_family=1),
		]
		with self.acting("assistant"):
			conference = make_held(self.family, decisions=rows)
		self.assertEqual(
			[(row.action, row.party, row.party_name, row.responsible) for row in self.actions(conference)],
			[
				("a", "Family Assistant", None, "Anna Asystentka"),
				("b", "Social Worker", None, "Marek Socjalny"),
				("c", "Other Party", "Ewa Koordynatorka", "Ewa Koordynatorka"),
				("d", "Other Party", "SP nr 2", "SP nr 2"),
				("e", "Family", None, "Rodzina"),
			],
		)
		for row in self.actions(conference):
			self.assertEqual((row.outcome, row.schedule), ("Pending", self.schedule.name))
		links = [row.scheduled_action for row in fresh(conference).decisions]
		self.assertEqual(links, [row.name for row in self.actions(conference)])
		self.assertEqual(self.action_of(conference).start_date, getdate(day()))

	def test_where_it_came_from_is_not_changed(self):
		conference = make_held(self.family)
		other = make_held(self.family)
		with self.refused(AgreedActionChangedError, label(ACTION, "conference")):
			self.action_of(conference).update({"conference": other.name}).save()

	def test_a_forged_link_to_an_action_is_dropped(self):
		foreign = frappe.db.get_value(ACTION, {"schedule": self.schedule.name})
		conference = make_conference(self.family, decisions=[decision(scheduled_action=foreign)])
		self.assertIsNone(fresh(conference).decisions[0].scheduled_action)

	def test_a_forged_key_takes_no_agreed_action(self):
		key = self.schedule.actions[0].action_key
		conference = make_held(self.family, decisions=[decision(action_key=key)])
		self.assertNotEqual(self.action_of(conference).action_key, key)

	def test_a_new_version_takes_it_along_pending(self):
		conference = make_held(self.family)
		version = submitted(self.schedule.new_version().update({"evaluation_date": day(60)}))
		action = self.action_of(conference)
		self.assertEqual((action.schedule, action.outcome), (version.name, "Pending"))
		self.assertEqual(frappe.db.count(ACTION, {"family": self.family, "outcome": "Withdrawn"}), 0)

	def test_a_new_version_leaves_what_ended_where_it_was(self):
		conference = make_held(self.family)
		self.settled(conference, "Not Done", "szkoła nie odpowiedziała")
		submitted(self.schedule.new_version().update({"evaluation_date": day(60)}))
		action = self.action_of(conference)
		self.assertEqual((action.schedule, action.outcome), (self.schedule.name, "Not Done"))

	def test_a_version_cancelled_as_a_mistake_gives_it_back(self):
		ended, conference = make_held(self.family), make_held(self.family)
		version = submitted(self.schedule.new_version().update({"evaluation_date": day(60)}))
		late = make_held(self.family)
		self.settled(late)
		fresh(version).cancel()
		action = self.action_of(conference)
		self.assertEqual((action.schedule, action.outcome), (self.schedule.name, "Pending"))
		action = self.action_of(late)
		self.assertEqual((action.schedule, action.outcome), (self.schedule.name, "Done"))
		self.assertEqual(self.action_of(ended).schedule, self.schedule.name)

	def test_a_cancelled_schedule_leaves_it_pending_for_the_next_one(self):
		conference = make_held(self.family)
		self.schedule.cancel()
		self.assertEqual(self.action_of(conference).outcome, "Pending")
		own = {"schedule": self.schedule.name, "conference": ["is", "not set"]}
		self.assertEqual(set(frappe.get_all(ACTION, filters=own, pluck="outcome")), {"Withdrawn"})
		plan = frappe.get_doc("Family Work Plan", self.schedule.plan)
		following = submitted(make_schedule(plan))
		self.assertEqual(self.action_of(conference).schedule, following.name)

	def test_the_evaluation_takes_it_over_like_the_others(self):
		conference = make_held(self.family, decisions=[decision(body="SP nr 2", until_date=day())])
		evaluation = make_evaluation(self.schedule, meeting_date=day(), decision="Continue the Plan")
		rows = {row.scheduled_action: row for row in evaluation.actions}
		row = rows[self.action_of(conference).name]
		self.assertEqual((row.party, row.party_name), ("Other Party", "SP nr 2"))
		for row in evaluation.actions:
			row.update({"outcome": "Partly Done", "remark": "w toku"})
		evaluation.submit()
		action = self.action_of(conference)
		self.assertEqual((action.outcome, action.remark), ("Partly Done", "w toku"))

	def test_a_cancelled_conference_withdraws_what_is_pending(self):
		rows = [decision(what="a", until_date=day(1)), decision(what="b", until_date=day(2))]
		conference = make_held(self.family, decisions=rows)
		self.settled(conference)
		fresh(conference).cancel()
		self.assertEqual([row.outcome for row in self.actions(conference)], ["Done", "Withdrawn"])

	def test_corrected_minutes_find_their_actions_again(self):
		rows = [decision(what="a", until_date=day(1)), decision(what="b", until_date=day(2))]
		conference = make_held(self.family, decisions=rows)
		self.settled(conference)
		correction = self.amended_on_the_desk(cancelled(fresh(conference)))
		correction.decisions[1].what = "b, poprawione"
		correction.append("decisions", decision(what="c", until_date=day(3)))
		correction.save().submit()
		self.assertEqual(self.actions(conference), [])
		found = [(row.action, row.outcome) for row in self.actions(correction)]
		self.assertEqual(found, [("a", "Done"), ("b, poprawione", "Pending"), ("c", "Pending")])
		self.assertEqual(frappe.db.count(ACTION, {"family": self.family, "conference": ["is", "set"]}), 3)

	@staticmethod
	def amended_on_the_desk(conference):
		"""The form's Amend takes along what a copy leaves behind: ticks and keys."""
		draft = frappe.copy_doc(conference)
		draft.amended_from, draft.docstatus = conference.name, 0
		return draft.insert()


class TestWaitingDecisions(ConferenceTestCase):
	def test_they_become_actions_when_a_schedule_begins_to_run(self):
		conference = make_held(self.family)
		self.assertIn("Nie obowiązuje żaden harmonogram", self.messages())
		self.assertEqual(self.actions(conference), [])
		schedule = make_running_schedule(self.family)
		[action] = self.actions(conference)
		self.assertEqual(
			(action.schedule, action.outcome, action.party), (schedule.name, "Pending", "Family Assistant")
		)
		self.assertEqual(fresh(conference).decisions[0].scheduled_action, action.name)

	def test_not_those_of_a_conference_that_was_a_mistake(self):
		conference = cancelled(make_conference(self.family))
		make_running_schedule(self.family)
		self.assertEqual(self.actions(conference), [])

	def test_nothing_is_said_where_nothing_was_decided(self):
		make_held(self.family, decisions=[])
		self.assertEqual(self.messages(), "")


class TestEarlierDecisions(ConferenceTestCase):
	def setUp(self):
		super().setUp()
		make_running_schedule(self.family)
		self.first = make_held(
			self.family,
			conference_date=day(-20),
			decisions=[decision(what="a", until_date=day(-10)), decision(what="b", body="SP nr 2")],
		)

	def test_they_come_back_with_their_outcome(self):
		self.settled(self.first, "Partly Done", "był raz")
		following = make_conference(self.family)
		self.assertEqual(following.previous, self.first.name)
		self.assertEqual(
			self.shown(following),
			[("a", "Anna Asystentka", "Partly Done", "był raz"), ("b", "SP nr 2", "Pending", None)],
		)
		self.assertEqual({row.conference for row in following.earlier_decisions}, {self.first.name})

	def test_opening_the_draft_shows_today(self):
		following = make_conference(self.family)
		self.settled(self.first)
		opened = fresh(following)
		self.assertEqual(opened.earlier_decisions[0].outcome, "Pending")
		opened.run_method("onload")
		self.assertEqual(opened.earlier_decisions[0].outcome, "Done")

	def test_saving_writes_it_and_submitting_freezes_it(self):
		following = make_conference(self.family)
		self.settled(self.first)
		following = submitted(fresh(following))
		self.assertEqual(fresh(following).earlier_decisions[0].outcome, "Done")
		self.settled(self.first, "Not Done")
		fresh(following).run_method("onload")
		self.assertEqual(fresh(following).earlier_decisions[0].outcome, "Done")

	def test_a_row_keeps_its_name_and_nobody_types_in_it(self):
		following = make_conference(self.family)
		name = following.earlier_decisions[0].name
		following.earlier_decisions[0].outcome = "Done"
		following.append("earlier_decisions", {"what": "zmyślone", "outcome": "Done"})
		following.save()
		self.assertEqual([row.outcome for row in fresh(following).earlier_decisions], ["Pending", "Pending"])
		self.assertEqual(fresh(following).earlier_decisions[0].name, name)

	def test_what_ended_is_shown_once_what_is_open_until_it_ends(self):
		self.settled(self.first)
		make_held(self.family, conference_date=day(-5), decisions=[decision(what="c")])
		third = make_conference(self.family)
		self.assertEqual([row.what for row in third.earlier_decisions], ["b", "c"])

	def test_only_of_conferences_before_it(self):
		earliest = make_conference(self.family, conference_date=day(-30), decisions=[])
		self.assertEqual((earliest.previous, earliest.earlier_decisions), (None, []))

	def test_what_waits_for_a_schedule_says_so(self):
		family = make_family().name
		make_held(family, conference_date=day(-3))
		self.assertEqual([row.outcome for row in make_conference(family).earlier_decisions], [WAITS])

	def test_a_cancelled_one_is_forgotten_by_drafts(self):
		following = make_conference(self.family)
		fresh(self.first).cancel()
		following = fresh(following)
		self.assertEqual((following.previous, following.earlier_decisions), (None, []))
		following.update({"agenda": "x"}).save()

	def test_history_stays_when_an_earlier_one_is_cancelled(self):
		following = make_held(self.family)
		fresh(self.first).cancel()
		self.assertEqual(len(fresh(following).earlier_decisions), 2)
		self.assertTrue(fresh(following).docstatus.is_submitted())

	def test_a_later_one_is_cancelled_too(self):
		fresh(make_held(self.family, next_date=day(9))).cancel()
		planned = frappe.get_last_doc(DOCTYPE, {"family": self.family, "docstatus": 0})
		self.assertEqual(planned.previous, None)
		planned.save()
		self.assertEqual(planned.previous, self.first.name)

	def test_a_history_that_is_short(self):
		following = make_conference(self.family)
		before = frappe.db.count("Version", {"docname": following.name})
		fresh(following).save()
		self.assertEqual(frappe.db.count("Version", {"docname": following.name}), before)
