import frappe
from frappe.desk.query_report import run

from opsfamily.clocks.register import get_next_clocks
from opsfamily.core.months import add_months, month_of
from opsfamily.ops_casework.report.deadlines.deadlines import execute
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	end_before_app,
	make_assessment,
	make_closed_case,
	make_evaluation,
	make_family,
	make_notification,
	make_plan,
	make_request,
	make_running_schedule,
	make_schedule,
	make_timesheet,
	make_visit,
	moved,
	sent,
	submitted,
)

REPORT = "Deadlines"


def months_ago(months):
	"""The first day of a month."""
	return add_months(day().replace(day=1), -months)


class DeadlinesTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(representative="Maria Terminowa").name

	def rows(self, **filters):
		"""The rows of the family, without headings."""
		rows = execute({"family": self.family, **filters})[1]
		return [row for row in rows if not row.get("is_part")]

	def row(self, clock):
		[row] = self.rows(clock=clock)
		return row

	def clocks(self, **filters):
		return [row["clock"] for row in self.rows(**filters)]


class TestHalfYearAssessment(DeadlinesTestCase):
	clock = "Half-Year Assessment"

	def test_the_next_one_is_due_half_a_year_after_the_last(self):
		for date in ("2026-01-10", "2026-03-31"):
			assessment = submitted(make_assessment(self.family, assessment_date=date))
		row = self.row(self.clock)
		self.assertEqual((str(row["due"]), row["document"]), ("2026-09-30", assessment.name))
		self.assertEqual(row["statutory"], 1)

	def test_a_later_day_on_the_assessment_does_not_move_the_laws(self):
		submitted(make_assessment(self.family, assessment_date="2026-03-31", next_due="2027-03-31"))
		self.assertEqual(str(self.row(self.clock)["due"]), "2026-09-30")

	def test_the_offices_interval(self):
		frappe.db.set_single_value("OPS Settings", "assessment_interval_months", 3)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		submitted(make_assessment(self.family, assessment_date="2026-03-31"))
		self.assertEqual(str(self.row(self.clock)["due"]), "2026-06-30")

	def test_a_draft_is_no_assessment(self):
		make_assessment(self.family, assessment_date=day())
		self.assertEqual(self.row(self.clock)["what"], "rodzina bez oceny")

	def test_a_family_without_one_counts_from_its_first_assistant(self):
		assign(self.family, from_date=day(-365), until_date=day(-300))
		assign(self.family, "other_assistant", from_date=day(-299))
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["doctype"]), (add_months(day(-365), 6), "Family"))
		self.assertEqual(row["responsible"], email("other_assistant"))

	def test_a_new_family_without_anybody(self):
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["responsible"]), (add_months(day(), 6), None))
		self.assertEqual(row["worker"], "nikt – należy powiadomić koordynatora")

	def test_it_ends_with_a_final_one_and_with_the_case(self):
		assign(self.family)
		submitted(make_assessment(self.family, assessment_date="2026-03-31", kind="Final"))
		self.assertEqual(self.clocks(clock=self.clock), [])

	def test_closed_and_monitored_families_have_none(self):
		closing = make_closed_case(self.family)
		self.assertEqual(self.clocks(), ["Monitoring Ends"])
		closing.db_set("monitoring_until", day(-1))
		self.assertEqual(self.clocks(), [])


class TestEvaluationDay(DeadlinesTestCase):
	clock = "Evaluation Day"

	def test_of_the_running_schedule(self):
		assign(self.family)
		schedule = make_running_schedule(self.family)
		row = self.row(self.clock)
		self.assertEqual((str(row["due"]), row["document"]), ("2026-11-16", schedule.name))
		self.assertEqual((row["statutory"], row["responsible"]), (1, email("assistant")))

	def test_not_of_a_draft_nor_of_a_cancelled_one(self):
		make_schedule(submitted(make_plan(self.family)))
		self.assertEqual(self.clocks(clock=self.clock), [])
		schedule = make_running_schedule(make_family().name)
		self.family = schedule.family
		schedule.cancel()
		self.assertEqual(self.clocks(clock=self.clock), [])

	def test_until_it_was_evaluated(self):
		assign(self.family)
		schedule = make_running_schedule(self.family)
		evaluation = make_evaluation(schedule, decision="Continue the Plan")
		self.assertEqual(self.clocks(clock=self.clock), [self.clock])
		for action in evaluation.actions:
			action.outcome = "Done"
		evaluation.submit()
		self.assertEqual(self.clocks(clock=self.clock), [])


class TestActionDue(DeadlinesTestCase):
	clock = "Action Due"

	def test_pending_actions_of_whoever_is_responsible(self):
		assign(self.family)
		assign(self.family, "social_worker", "Social Worker")
		actions = [
			{"party": party, "action": party, "due_date": day(index), "party_name": "szkoła"}
			for index, party in enumerate(("Family", "Family Assistant", "Social Worker", "Other Party"))
		]
		make_running_schedule(self.family, actions=actions, evaluation_date=day(90))
		seen = [(row["what"], row["days_left"], row["responsible"]) for row in self.rows(clock=self.clock)]
		assistant, worker = email("assistant"), email("social_worker")
		self.assertEqual(
			seen,
			[
				("Family", 0, assistant),
				("Family Assistant", 1, assistant),
				("Social Worker", 2, worker),
				("Other Party", 3, assistant),
			],
		)

	def test_what_has_ended_is_no_clock(self):
		make_running_schedule(self.family)
		action = frappe.get_last_doc("Scheduled Action", {"family": self.family})
		action.outcome = "Not Done"
		action.save()
		self.assertEqual(len(self.rows(clock=self.clock)), 1)
		self.assertNotIn(action.name, [row["document"] for row in self.rows()])


class TestAssignmentEnds(DeadlinesTestCase):
	clock = "Assignment Ends"

	def test_its_last_day(self):
		name = assign(self.family, until_date=day(10)).name
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["document"]), (day(10), name))
		self.assertIn("Anna Asystentka", row["what"])

	def test_one_that_ended_or_has_no_end_is_no_clock(self):
		assign(self.family, until_date=day(-1))
		assign(self.family, "social_worker", "Social Worker")
		self.assertEqual(self.clocks(clock=self.clock), [])


class TestCardNotSent(DeadlinesTestCase):
	clock = "Card Not Sent"

	def setUp(self):
		super().setUp()
		assign(self.family)
		self.month = month_of(months_ago(1))

	def visit(self, months=1):
		date = months_ago(months)
		# An hour that no other visit of this assistant has.
		taken = frappe.db.count("Family Visit", {"assistant": email("assistant"), "visit_date": date})
		hour = f"{taken % 24:02d}"
		return make_visit(self.family, visit_date=date, from_time=f"{hour}:00", to_time=f"{hour}:30")

	def test_a_month_with_visits_and_no_card(self):
		self.visit()
		row = self.row(self.clock)
		self.assertEqual((row["due"], row["what"]), (months_ago(0).replace(day=5), self.month))
		self.assertEqual((row["doctype"], row["responsible"]), ("Family", email("assistant")))

	def test_the_offices_day(self):
		frappe.db.set_single_value("OPS Settings", "card_due_day", 10)
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		self.visit()
		self.assertEqual(self.row(self.clock)["due"], months_ago(0).replace(day=10))

	def test_a_card_stays_until_it_is_sent(self):
		self.visit()
		card = make_timesheet(self.family, month=self.month)
		self.assertEqual(self.row(self.clock)["document"], card.name)
		sent(card)
		self.assertEqual(self.clocks(clock=self.clock), [])

	def test_this_month_and_a_month_without_visits_are_no_clock(self):
		self.visit(0)
		self.assertEqual(self.clocks(clock=self.clock), [])

	def test_an_older_month_stays_on_the_list(self):
		self.visit(3)
		self.assertLess(self.row(self.clock)["days_left"], 0)


class TestTheReport(DeadlinesTestCase):
	def setUp(self):
		super().setUp()
		assign(self.family, from_date=day(-1), until_date=day(5))
		actions = [
			{"party": "Family", "action": "zaległe", "due_date": day(-1)},
			{"party": "Family", "action": "bliskie", "due_date": day(1)},
			{"party": "Social Worker", "action": "dalekie", "due_date": day(60)},
		]
		make_running_schedule(self.family, actions=actions, evaluation_date=day(2))

	def test_statutory_ones_on_top_under_their_heading(self):
		parts = [row["clock_label"] for row in execute({"family": self.family})[1]]
		self.assertEqual(
			parts,
			[
				"Terminy ustawowe",
				"Dzień oceny planu",
				"Ocena co pół roku",
				"Pozostałe terminy",
				"Termin działania",
				"Termin działania",
				"Koniec przydziału",
				"Pierwsza ocena",
				"Termin działania",
			],
		)

	def test_filters(self):
		self.assertEqual([row["what"] for row in self.rows(overdue_only=1)], ["zaległe"])
		self.assertEqual(self.clocks(clock="Evaluation Day"), ["Evaluation Day"])
		self.assertEqual(len(self.rows(until=day(2))), 3)
		self.assertEqual(len(self.rows(worker=email("assistant"))), 6)
		self.assertEqual(self.rows(worker=email("head")), [])

	def test_colours_and_words(self):
		seen = {row["what"]: (row["when"], row["colour"]) for row in self.rows(clock="Action Due")}
		self.assertEqual(
			seen,
			{
				"zaległe": ("1 dzień po terminie", "red"),
				"bliskie": ("za 1 dzień", "orange"),
				"dalekie": ("za 60 dni", "green"),
			},
		)

	def test_sums(self):
		*_rest, sums = execute({"family": self.family})
		self.assertEqual([part["value"] for part in sums], [0, 1, 1, 2])

	def test_the_chart_counts_every_row_once(self):
		chart = execute({"family": self.family})[3]
		counted = sum(sum(dataset["values"]) for dataset in chart["data"]["datasets"])
		self.assertEqual(counted, len(self.rows()))

	def test_the_labels_of_the_chart_are_short(self):
		labels = execute({"family": self.family})[3]["data"]["labels"]
		self.assertEqual(labels, ["Zaległe", "7 dni", "14 dni", "30 dni", "90 dni", "Dalej"])

	def test_nothing_there(self):
		end_before_app(self.family, day(-1))
		_columns, rows, _message, chart, _sums = execute({"family": self.family})
		self.assertEqual((rows, chart), ([], None))

	def test_hostile_filters_are_data(self):
		for value in ("' or 1=1 -- ", "%", '"', "\\"):
			with self.subTest(value=value):
				self.assertEqual(execute({"family": value})[1], [])
				self.assertEqual(self.rows(worker=value), [])
				self.assertEqual(self.rows(clock=value), [])

	def test_the_familys_page_shows_the_same(self):
		clocks = get_next_clocks(self.family)
		self.assertEqual([row["clock"] for row in clocks], self.clocks())
		self.assertEqual(len(get_next_clocks(self.family, limit=2)), 2)


class TestWhoSees(DeadlinesTestCase):
	def setUp(self):
		super().setUp()
		make_running_schedule(self.family)

	def names(self):
		return {row.get("family") for row in execute({})[1]}

	def test_who_is_on_the_case_and_the_section(self):
		assign(self.family)
		assign(self.family, "social_worker", "Social Worker")
		for key in ("assistant", "social_worker", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertIn(self.family, self.names())

	def test_nobody_else(self):
		assign(self.family, "other_assistant", until_date=day(-1))
		assign(self.family, "stranger", "Substitute", from_date=day(1))
		for key in ("other_assistant", "stranger", "social_worker", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key):
				self.assertNotIn(self.family, self.names())
				self.assertEqual((self.rows(), get_next_clocks(self.family)), ([], []))

	def test_the_reports_roles(self):
		for key in ("administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.assertRaises(frappe.PermissionError):
				run(REPORT, filters={})


class TestIntake(DeadlinesTestCase):
	def setUp(self):
		super().setUp()
		assign(self.family, "social_worker", "Social Worker")

	def test_an_interview_is_due_until_it_was_held(self):
		notification = make_notification(self.family, received_on=day(-3), urgency="Urgent")
		row = self.row("Interview Due")
		self.assertEqual((row["due"], row["document"], row["statutory"]), (day(-1), notification.name, 0))
		self.assertEqual((row["responsible"], row["colour"]), (email("social_worker"), "red"))
		notification.update({"interview_date": day(-1)})
		notification.save()
		self.assertNotIn("Interview Due", self.clocks())

	def test_no_interview_is_due_of_what_was_closed(self):
		make_notification(self.family, closed_on=day(), closing_reason="fałszywy alarm")
		self.assertNotIn("Interview Due", self.clocks())

	def test_an_answer_is_due_until_it_was_given(self):
		notification = make_notification(self.family, answer_due=day(4))
		self.assertEqual(self.row("Answer Due")["due"], day(4))
		notification.update({"answered_on": day(), "answer": "Wywiad w toku."})
		notification.save()
		self.assertNotIn("Answer Due", self.clocks())

	def test_a_sent_request_waits_for_its_decision(self):
		request = make_request(self.family)
		self.assertNotIn("Request Waits", self.clocks())
		with self.acting("social_worker"):
			request = moved(request, "Request Sent")
		row = self.row("Request Waits")
		self.assertEqual((row["due"], row["document"], row["responsible"]), (day(7), request.name, None))
		frappe.db.set_single_value("OPS Settings", "request_days", 2)
		self.assertEqual(self.row("Request Waits")["due"], day(2))
		with self.acting("head"):
			moved(request, "Request Refused", refusal_reason="brak zgody rodziny")
		self.assertNotIn("Request Waits", self.clocks())
