import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.utils import add_days, getdate

from opsfamily.core import planned_visits as core
from opsfamily.core.work_days import is_day_off
from opsfamily.exceptions import BlankTimeError, FamilyMovedError, SomebodyElsesWorkError, TimeOrderError
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_visits.doctype.planned_visit import agenda
from opsfamily.ops_visits.doctype.planned_visit.planned_visit import (
	MovedToError,
	NotOnTheCaseError,
	PastPlanError,
	RepetitionError,
)
from opsfamily.ops_visits.doctype.planned_visit.plans import PlanClosedError
from opsfamily.ops_visits.plan_calendar import move_plan, plan_events
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_family,
	make_running_schedule,
	make_visit,
)
from opsfamily.tests.make_employment import make_absence
from opsfamily.tests.make_plan import make_planned_visit
from tests.site.papers import pdf_text

DOCTYPE = "Planned Visit"
ATTEMPT_KIND = "nieobecność rodziny w domu"


def said() -> str:
	"""What was shown to the user since the last time."""
	log = (frappe.parse_json(message) for message in frappe.local.message_log)
	messages = " ".join(message.get("message") or "" for message in log)
	frappe.clear_messages()
	return messages


class TestPlannedVisit(SiteTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.delete(DOCTYPE)
		self.family = make_family().name
		assign(self.family)
		frappe.clear_messages()

	def visit_now(self, **values):
		"""A visit of this morning, whatever the hour is."""
		return make_visit(self.family, visit_date=day(), from_time="00:01", to_time="00:02", **values)

	# planning

	def test_a_plan_has_minutes_and_waits(self):
		with self.acting("assistant"):
			plan = make_planned_visit(self.family, from_time="15:00:30", to_time="16:30")
		self.assertEqual((plan.minutes, plan.status), (90, core.PLANNED))
		self.assertEqual(plan.worker_name, "Anna Asystentka")

	def test_what_a_client_says_of_the_outcome_counts_for_nothing(self):
		plan = make_planned_visit(self.family, status=core.MADE, minutes=5, visit=self.visit_now().name)
		self.assertEqual((plan.status, plan.minutes, plan.visit), (core.PLANNED, 90, None))

	def test_both_hours_are_needed(self):
		for fieldname in ("from_time", "to_time"):
			with self.assertRaises(BlankTimeError):
				make_planned_visit(self.family, **{fieldname: None})

	def test_an_end_that_does_not_follow_is_refused(self):
		for end in ("15:00", "00:30"):
			with self.assertRaises(TimeOrderError):
				make_planned_visit(self.family, to_time=end)

	def test_nothing_is_planned_in_the_past(self):
		with self.assertRaises(PastPlanError):
			make_planned_visit(self.family, planned_on=day(-1))
		plan = make_planned_visit(self.family)
		plan.planned_on = day(-1)
		with self.assertRaises(PastPlanError):
			plan.save()

	def test_today_may_be_planned(self):
		self.assertEqual(make_planned_visit(self.family, planned_on=day()).status, core.PLANNED)

	def test_an_old_plan_may_still_get_a_note(self):
		plan = make_planned_visit(self.family)
		plan.db_set("planned_on", day(-3))
		plan = fresh(plan)
		plan.purpose = "dopisane"
		self.assertEqual(plan.save().purpose, "dopisane")

	def test_nobody_plans_for_somebody_else(self):
		assign(self.family, "social_worker", "Social Worker")
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			make_planned_visit(self.family)
		other = make_family().name
		assign(other, "other_assistant", "Psychologist")
		assign(other)
		with self.acting("other_assistant"), self.assertRaises(SomebodyElsesWorkError):
			make_planned_visit(other)

	def test_coordinator_plans_for_a_worker(self):
		with self.acting("coordinator"):
			self.assertEqual(make_planned_visit(self.family).worker, email("assistant"))

	def test_the_worker_must_be_on_the_case_on_that_day(self):
		with self.acting("coordinator"), self.assertRaises(NotOnTheCaseError):
			make_planned_visit(self.family, "other_assistant")
		assign(self.family, "other_assistant", "Substitute", until_date=day(2))
		with self.acting("other_assistant"):
			make_planned_visit(self.family, "other_assistant", planned_on=day(2))
			with self.assertRaises(NotOnTheCaseError):
				make_planned_visit(self.family, "other_assistant", planned_on=day(3))

	def test_an_action_of_another_family_is_refused(self):
		schedule = make_running_schedule(make_family().name)
		action = frappe.db.get_value("Scheduled Action", {"schedule": schedule.name}, "name")
		with self.assertRaises(FamilyMovedError):
			make_planned_visit(self.family, scheduled_actions=[{"scheduled_action": action}])

	def test_the_family_page_names_the_next_one(self):
		make_planned_visit(self.family, planned_on=day(5))
		make_planned_visit(self.family, planned_on=day(2))
		[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertIn(agenda.paper_date(day(2)), line.text)

	# doubts

	def test_an_overlap_is_said_and_not_refused(self):
		other = make_family(representative="Jan <b>Inny</b>").name
		assign(other)
		make_planned_visit(other)
		frappe.clear_messages()
		plan = make_planned_visit(self.family, from_time="16:00", to_time="17:00")
		self.assertTrue(plan.name)
		words = said()
		self.assertIn("15:00–16:30", words)
		self.assertNotIn("<b>Inny</b>", words)

	def test_visits_one_after_the_other_do_not_overlap(self):
		other = make_family().name
		assign(other)
		make_planned_visit(other)
		frappe.clear_messages()
		make_planned_visit(self.family, from_time="16:30", to_time="17:00")
		self.assertEqual(said(), "")

	def test_a_family_of_others_is_not_named(self):
		"""A substitute who plans for an absent worker learns nothing of that worker's other families."""
		secret = make_family(representative="Tajna Rodzina").name
		assign(secret)
		make_planned_visit(secret)
		assign(self.family, "other_assistant", "Substitute")
		frappe.clear_messages()
		with self.acting("other_assistant"):
			make_planned_visit(self.family)
		self.assertEqual(said(), "")

	def test_a_visit_of_today_is_said(self):
		visit = self.visit_now()
		frappe.clear_messages()
		make_planned_visit(self.family, planned_on=day())
		self.assertIn(visit.name, said())

	def test_days_off_and_absences_are_said(self):
		new_year = f"{getdate().year + 1}-01-01"
		make_planned_visit(self.family, planned_on=new_year)
		self.assertIn("dniem wolnym", said())
		make_absence("assistant", from_date=day(3), until_date=day(4))
		with self.acting("assistant"):
			make_planned_visit(self.family)
		self.assertIn("nieobecność", said())

	# repetition

	def test_every_week_until_a_day(self):
		plan = make_planned_visit(self.family, repeat_until=day(3 + 21), purpose="trening")
		days = frappe.get_all(DOCTYPE, {"family": self.family}, pluck="planned_on", order_by="planned_on")
		expected = [getdate(day(3 + 7 * week)) for week in range(4)]
		self.assertEqual(days, [expected[0], *(row for row in expected[1:] if not is_day_off(row))])
		self.assertIn(str(len(days)), said())
		last = frappe.get_last_doc(DOCTYPE, {"planned_on": days[-1]})
		self.assertEqual((last.purpose, last.repeat_until, last.minutes), ("trening", None, 90))
		self.assertEqual(fresh(plan).repeat_until, getdate(day(24)))

	def test_days_off_are_left_out_and_said(self):
		christmas = getdate(f"{getdate().year + 1}-12-25")
		plan = make_planned_visit(
			self.family, planned_on=add_days(christmas, -7), repeat_until=add_days(christmas, 14)
		)
		days = frappe.get_all(DOCTYPE, {"family": self.family}, pluck="planned_on", order_by="planned_on")
		self.assertEqual(days, [plan.planned_on, add_days(christmas, 14)])
		self.assertIn(frappe.utils.formatdate(christmas), said())

	def test_a_repetition_is_bounded_and_all_or_nothing(self):
		for until in (day(3), day(9), day(3 + 27 * 7)):
			with self.assertRaises(RepetitionError):
				make_planned_visit(self.family, repeat_until=until)
		frappe.db.set_value("Case Assignment", {"family": self.family}, "until_date", day(12))
		with self.refused(NotOnTheCaseError):
			make_planned_visit(self.family, repeat_until=day(24))
		self.assertEqual(frappe.db.count(DOCTYPE, {"family": self.family}), 0)

	def test_what_is_stored_repeats_no_more(self):
		plan = make_planned_visit(self.family)
		plan.repeat_until = day(24)
		plan.save()
		self.assertEqual((plan.repeat_until, frappe.db.count(DOCTYPE, {"family": self.family})), (None, 1))

	# what came of it

	def test_the_visit_of_the_day_is_what_was_planned(self):
		plan = make_planned_visit(self.family, planned_on=day())
		visit = self.visit_now()
		self.assertEqual(visit.planned_visit, plan.name)
		self.assertEqual((fresh(plan).status, fresh(plan).visit), (core.MADE, visit.name))

	def test_who_met_nobody_writes_an_attempt(self):
		plan = make_planned_visit(self.family, planned_on=day())
		visit = self.visit_now(kind=ATTEMPT_KIND)
		self.assertEqual(fresh(plan).status, core.NOBODY_MET)
		visit.kind = "wizyta w rodzinie"
		visit.save()
		self.assertEqual(fresh(plan).status, core.MADE)

	def test_a_phone_call_leaves_the_plan_open(self):
		plan = make_planned_visit(self.family, planned_on=day())
		self.assertIsNone(self.visit_now(kind="rozmowa telefoniczna").planned_visit)
		self.assertEqual(fresh(plan).status, core.PLANNED)

	def test_a_deleted_visit_opens_the_plan_again(self):
		plan = make_planned_visit(self.family, planned_on=day())
		self.visit_now().delete()
		self.assertEqual((fresh(plan).status, fresh(plan).visit), (core.PLANNED, None))

	def test_a_visit_of_another_day_may_name_its_plan(self):
		plan = make_planned_visit(self.family)
		visit = self.visit_now(planned_visit=plan.name)
		self.assertEqual(fresh(plan).visit, visit.name)

	def test_one_plan_becomes_one_visit(self):
		plan = make_planned_visit(self.family)
		self.visit_now(planned_visit=plan.name)
		with self.assertRaises(PlanClosedError):
			make_visit(self.family, planned_visit=plan.name)

	def test_a_plan_of_another_family_is_refused(self):
		other = make_family().name
		assign(other)
		with self.assertRaises(FamilyMovedError):
			self.visit_now(planned_visit=make_planned_visit(other).name)

	def test_a_colleagues_plan_is_not_taken_unasked(self):
		assign(self.family, "other_assistant", "Psychologist")
		plan = make_planned_visit(self.family, planned_on=day())
		self.assertIsNone(self.visit_now(assistant=email("other_assistant")).planned_visit)
		self.assertEqual(fresh(plan).status, core.PLANNED)

	def test_a_substitute_makes_the_visit_that_was_planned(self):
		assign(self.family, "other_assistant", "Substitute")
		plan = make_planned_visit(self.family, planned_on=day())
		with self.acting("other_assistant"):
			visit = self.visit_now(assistant=email("other_assistant"))
		self.assertEqual(fresh(plan).visit, visit.name)

	# called off

	def test_called_off_is_no_attempt(self):
		plan = make_planned_visit(self.family, planned_on=day())
		plan.call_off(core.BY_FAMILY, "choroba dziecka")
		self.assertEqual((plan.status, plan.called_off_reason), (core.CALLED_OFF, "choroba dziecka"))
		self.assertEqual(frappe.db.count("Family Visit", {"family": self.family}), 0)
		self.assertIsNone(self.visit_now().planned_visit)

	def test_who_called_off_is_said(self):
		plan = make_planned_visit(self.family)
		for by in ("", "Sąsiad"):
			with self.assertRaises(frappe.ValidationError):
				fresh(plan).call_off(by)

	def test_what_was_called_off_may_be_taken_back(self):
		plan = make_planned_visit(self.family)
		plan.call_off(core.BY_WORKER)
		plan.planned_on = day(5)
		with self.assertRaises(PlanClosedError):
			plan.save()
		plan = fresh(plan)
		plan.restore()
		self.assertEqual((plan.status, plan.called_off_by), (core.PLANNED, ""))

	def test_the_past_is_not_taken_back(self):
		plan = make_planned_visit(self.family)
		plan.call_off(core.BY_WORKER)
		plan.db_set("planned_on", day(-1))
		with self.assertRaises(PastPlanError):
			fresh(plan).restore()

	def test_a_moved_visit_names_the_new_one(self):
		plan = make_planned_visit(self.family, purpose="trening")
		moved = plan.move(getdate(day(6)), ("10:00", "11:00"), core.BY_FAMILY)
		self.assertEqual((plan.status, plan.moved_to), (core.MOVED, moved.name))
		self.assertEqual((moved.status, moved.purpose, moved.minutes), (core.PLANNED, "trening", 60))
		with self.assertRaises(PlanClosedError):
			plan.restore()

	def test_a_plan_does_not_move_to_itself_or_to_another_family(self):
		plan = make_planned_visit(self.family)
		plan.update({"called_off_by": core.BY_FAMILY, "moved_to": plan.name})
		with self.assertRaises(MovedToError):
			plan.save()
		other = make_family().name
		assign(other)
		plan = fresh(plan)
		plan.update({"called_off_by": core.BY_FAMILY, "moved_to": make_planned_visit(other).name})
		with self.assertRaises(FamilyMovedError):
			plan.save()

	def test_what_was_made_is_not_called_off(self):
		plan = make_planned_visit(self.family, planned_on=day())
		self.visit_now()
		with self.assertRaises(PlanClosedError):
			fresh(plan).call_off(core.BY_FAMILY)

	def test_a_worker_deletes_an_open_plan_only(self):
		plan = make_planned_visit(self.family)
		other = make_planned_visit(self.family, planned_on=day(4))
		other.call_off(core.BY_FAMILY)
		with self.acting("assistant"):
			frappe.delete_doc(DOCTYPE, plan.name)
			with self.assertRaises(PlanClosedError):
				frappe.delete_doc(DOCTYPE, other.name)

	# the calendar

	def test_the_calendar_shows_plans_and_what_was_done(self):
		make_planned_visit(self.family)
		make_planned_visit(self.family, planned_on=day())
		self.visit_now()
		with self.acting("assistant"):
			events = plan_events(str(day()), str(day(6)))
		shown = [(event["doctype"], event["movable"]) for event in events]
		self.assertEqual(shown, [(DOCTYPE, 1), ("Family Visit", 0)])

	def test_a_worker_chosen_in_the_filter_has_their_own_actions(self):
		other = make_family().name
		assign(other, "other_assistant")
		for family in (self.family, other):
			make_running_schedule(family)
		chosen = frappe.as_json([[DOCTYPE, "worker", "=", email("assistant")]])
		with self.acting("coordinator"):
			events = plan_events("2020-01-01", "2030-01-01", chosen)
		shown = {event["name"] for event in events if event["doctype"] == "Scheduled Action"}
		families = frappe.get_all(
			"Scheduled Action", {"name": ["in", shown]}, pluck="family", order_by="name"
		)
		self.assertIn(self.family, families)
		self.assertNotIn(other, families)

	def test_a_plan_is_dragged_and_resized(self):
		plan = make_planned_visit(self.family)
		with self.acting("assistant"):
			move_plan(
				{
					"doctype": DOCTYPE,
					"name": plan.name,
					"start": f"{day(4)} 09:00:00",
					"end": f"{day(4)} 09:45:00",
				}
			)
		plan = fresh(plan)
		self.assertEqual((plan.planned_on, plan.minutes), (getdate(day(4)), 45))
		with self.acting("assistant"):
			move_plan(
				{
					"doctype": DOCTYPE,
					"name": plan.name,
					"start": f"{day(5)}",
					"end": f"{day(5)}",
					"all_day": 1,
				}
			)
		self.assertEqual((fresh(plan).planned_on, fresh(plan).minutes), (getdate(day(5)), 45))

	def test_no_drag_passes_midnight_or_moves_a_visit(self):
		plan = make_planned_visit(self.family)
		late = {
			"doctype": DOCTYPE,
			"name": plan.name,
			"start": f"{day(4)} 23:00:00",
			"end": f"{day(5)} 00:30:00",
		}
		with self.assertRaises(TimeOrderError):
			move_plan(late)
		with self.assertRaises(frappe.PermissionError):
			move_plan(
				{"doctype": "Family Visit", "name": self.visit_now().name, "start": f"{day(-1)} 09:00:00"}
			)

	# the phone page and the week

	def test_the_phone_page_counts_families(self):
		with self.acting("assistant"):
			self.assertEqual(agenda.get_today()["heading"], "")
			make_planned_visit(self.family, planned_on=day())
			make_planned_visit(self.family, planned_on=day(), from_time="18:00", to_time="18:30")
			today = agenda.get_today()
		self.assertEqual((today["heading"], len(today["today"])), ("dziś: 1 rodzina", 2))

	def test_polish_plurals(self):
		heads = [agenda.get_heading(number) for number in (1, 3, 5, 12, 22)]
		self.assertEqual(
			heads,
			["dziś: 1 rodzina", "dziś: 3 rodziny", "dziś: 5 rodzin", "dziś: 12 rodzin", "dziś: 22 rodziny"],
		)

	def test_a_past_plan_waits_to_be_written(self):
		plan = make_planned_visit(self.family)
		plan.db_set("planned_on", day(-2))
		with self.acting("assistant"):
			self.assertEqual([row["name"] for row in agenda.get_today()["late"]], [plan.name])

	def test_a_substitute_sees_the_families_taken_over_and_no_others(self):
		other = make_family().name
		assign(other)
		plan = make_planned_visit(self.family, planned_on=day())
		make_planned_visit(other, planned_on=day(), from_time="18:00", to_time="18:30")
		assign(self.family, "other_assistant", "Substitute", until_date=day(1))
		with self.acting("other_assistant"):
			rows = agenda.get_today()["today"]
			self.assertEqual([row["name"] for row in rows], [plan.name])
			self.assertEqual(rows[0]["instead_of"], "Anna Asystentka")
			self.assertEqual([row.name for row in frappe.get_list(DOCTYPE, order_by="name")], [plan.name])

	def test_the_paper_of_a_substitute_has_the_week_that_the_screen_has(self):
		plan = make_planned_visit(self.family, planned_on=day())
		assign(self.family, "other_assistant", "Substitute", until_date=day(1))
		with self.acting("other_assistant"):
			week = agenda.get_week_plan(day())
			agenda.send_week_pdf("", day())
		shown = [row for of_day in week["days"] for row in of_day["plans"]]
		self.assertEqual(
			[(row["name"], row["instead_of"]) for row in shown], [(plan.name, "Anna Asystentka")]
		)
		text = " ".join(pdf_text(frappe.local.response.filecontent).split())
		self.assertIn(self.family, text)
		self.assertIn("w zastępstwie: Anna Asystentka", text)

	def test_the_next_visit_is_one_tap(self):
		visit = self.visit_now()
		with self.acting("assistant"):
			row = agenda.plan_next(visit.name)
		following = core.get_next_week_day(getdate(), getdate())
		self.assertEqual((row["planned_on"], row["from_time"]), (str(following), "00:01"))

	def proposed(self, visit, key: str = "assistant"):
		with self.acting(key):
			return agenda.get_plan_of_family(self.family, visit.name)["proposed"]

	def test_the_next_visit_is_proposed_to_whoever_may_plan_it(self):
		visit = self.visit_now()
		following = core.get_next_week_day(getdate(), getdate())
		proposed = self.proposed(visit)
		self.assertEqual((proposed["planned_on"], proposed["from_time"]), (str(following), "00:01"))
		assign(self.family, "social_worker", "Social Worker")
		self.assertIsNone(self.proposed(visit, "social_worker"))
		self.assertIsNone(self.proposed(visit, "coordinator"))

	def test_nothing_is_proposed_where_it_makes_no_sense(self):
		call = self.visit_now(kind="rozmowa telefoniczna")
		self.assertIsNone(self.proposed(call))
		visit = make_visit(self.family, visit_date=day(), from_time="00:03", to_time="00:04")
		self.assertTrue(self.proposed(visit))
		make_planned_visit(self.family, planned_on=day(3))
		self.assertIsNone(self.proposed(visit))
		frappe.db.delete(DOCTYPE)
		frappe.db.set_value("Case Assignment", {"family": self.family}, "until_date", day(1))
		self.assertIsNone(self.proposed(visit))
		frappe.db.set_value("Case Assignment", {"family": self.family}, "until_date", None)
		frappe.db.set_value("Family", self.family, "status", "Case Closed")
		self.assertIsNone(self.proposed(visit))

	def test_a_visit_of_another_family_proposes_nothing(self):
		other = make_family().name
		assign(other)
		visit = make_visit(other, visit_date=day(), from_time="00:01", to_time="00:02")
		self.assertIsNone(self.proposed(visit))

	# what an office made mandatory

	def make_mandatory(self, fieldname: str = "purpose"):
		make_property_setter(DOCTYPE, fieldname, "reqd", 1, "Check")
		frappe.clear_cache(doctype=DOCTYPE)
		self.addCleanup(frappe.clear_cache, doctype=DOCTYPE)

	def test_what_the_office_asks_is_asked_and_written(self):
		visit = self.visit_now()
		self.make_mandatory()
		asked = self.proposed(visit)["office"]
		self.assertEqual([field["fieldname"] for field in asked["fields"]], ["purpose"])
		with self.acting("assistant"):
			with self.assertRaises(frappe.MandatoryError):
				agenda.plan_next(visit.name)
			row = agenda.plan_next(visit.name, {"purpose": "rachunki", "worker": email("client")})
		self.assertEqual((row["purpose"], row["worker"]), ("rachunki", email("assistant")))

	def test_what_only_the_form_can_take_is_said(self):
		visit = self.visit_now()
		self.make_mandatory("scheduled_actions")
		self.assertTrue(self.proposed(visit)["office"]["elsewhere"])

	def test_no_button_is_stopped_by_a_field_that_it_does_not_show(self):
		plan = make_planned_visit(self.family, purpose="")
		self.make_mandatory()
		with self.acting("assistant"):
			plan.call_off(core.BY_FAMILY)
			fresh(plan).restore()
			moved = fresh(plan).move(getdate(day(3)), ("10:00", "11:00"), core.BY_FAMILY)
		self.assertEqual((fresh(plan).moved_to, moved.purpose), (moved.name, ""))

	def test_a_repeated_week_asks_for_what_its_plans_have_not(self):
		week = core.get_week(add_days(getdate(), 7))
		open_days = [row for row in week if not is_day_off(row) and not is_day_off(add_days(row, 7))]
		with self.acting("assistant"):
			make_planned_visit(self.family, planned_on=open_days[0], purpose="")
			make_planned_visit(self.family, planned_on=open_days[1], purpose="własny cel")
			self.assertFalse(agenda.get_week_plan(str(week[0]))["office"]["fields"])
			self.make_mandatory()
			self.assertTrue(agenda.get_week_plan(str(week[0]))["office"]["fields"])
			agenda.repeat_week(str(week[0]), {"purpose": "wspólny cel"})
		later = {"family": self.family, "planned_on": [">", week[-1]]}
		purposes = frappe.get_all(DOCTYPE, later, pluck="purpose", order_by="planned_on")
		self.assertEqual(purposes, ["wspólny cel", "własny cel"])

	def test_a_copy_keeps_what_the_office_made_mandatory(self):
		make_property_setter(DOCTYPE, "purpose", "no_copy", 1, "Check")
		self.make_mandatory()
		plan = make_planned_visit(self.family, purpose="cel", repeat_until=day(20))
		purposes = frappe.get_all(DOCTYPE, {"family": self.family}, pluck="purpose")
		self.assertGreater(len(purposes), 1)
		self.assertEqual(set(purposes), {plan.purpose})

	def test_a_week_is_planned_as_the_one_before(self):
		week = core.get_week(add_days(getdate(), 7))
		other = make_family().name
		assign(other)
		open_days = [row for row in week if not is_day_off(row) and not is_day_off(add_days(row, 7))]
		with self.acting("assistant"):
			make_planned_visit(self.family, planned_on=open_days[0])
			make_planned_visit(other, planned_on=open_days[1]).call_off(core.BY_FAMILY)
			answers = [agenda.repeat_week(str(week[0])) for _time in range(2)]
		self.assertEqual([answer["planned"] for answer in answers], [1, 0])
		self.assertTrue(
			frappe.db.exists(DOCTYPE, {"family": self.family, "planned_on": add_days(open_days[0], 7)})
		)

	def test_the_paper_has_the_week_by_day_without_addresses(self):
		plan = make_planned_visit(self.family, purpose="= zakupy <b>razem</b>")
		days = core.get_week(getdate(plan.planned_on))
		html = agenda.get_week_html(plan.worker, days, agenda.get_rows({"name": plan.name}))
		for text in (
			"PLAN TYGODNIA",
			"poniedziałek",
			"niedziela",
			"15:00–16:30",
			self.family,
			"Anna Asystentka",
		):
			self.assertIn(text, html)
		self.assertIn("= zakupy &lt;b&gt;razem&lt;/b&gt;", html)
		for text in ("ul. Próbna", "500 100 200"):
			self.assertNotIn(text, html)
