import frappe
from frappe import _
from frappe.utils import getdate

from opsfamily.case.closing import end_monitoring, get_standing_closing
from opsfamily.case.document import FutureDateError
from opsfamily.case.facts import status_on
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, NotClosedError, ReasonMissingError
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import SecondAssistantError
from opsfamily.ops_intake.doctype.case_closing.case_closing import (
	CardNotAcceptedError,
	ClosingDateError,
	ClosingInUseError,
	FinalAssessmentError,
	NotHeadError,
	OpenTasksError,
	SecondClosingError,
)
from opsfamily.ops_paper.values import paper_date
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	accepted,
	amended,
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_closed_case,
	make_closing,
	make_family,
	make_final_assessment,
	make_monitoring_contact,
	make_running_schedule,
	make_timesheet,
	make_visit,
	sent,
	submitted,
)
from opsfamily.tests.make_analysis import make_task

DOCTYPE = "Case Closing"
MOVED = "zmiana miejsca zamieszkania"


class ClosingTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		self.assistant = assign(self.family)
		self.worker = assign(self.family, "social_worker", "Social Worker")

	def close(self, **values):
		with self.acting("coordinator"):
			return make_closed_case(self.family, **values)

	def of_family(self, fieldname: str):
		return frappe.db.get_value("Family", self.family, fieldname)

	def until(self, assignment):
		return frappe.db.get_value("Case Assignment", assignment.name, "until_date")

	def outcomes(self) -> dict:
		rows = frappe.get_all(
			"Scheduled Action", {"family": self.family}, ["action", "outcome"], order_by="due_date"
		)
		return {row.action: row.outcome for row in rows}


class TestDraft(ClosingTestCase):
	def test_people_and_open_actions_are_taken_over(self):
		make_running_schedule(self.family)
		closing = make_closing(self.family, closing_date="2026-10-01")
		rows = [(row.case_assignment, row.kept_for_monitoring, row.ends_on) for row in closing.people]
		# Monitoring is the assistant's task, so the assistant stays unless somebody says otherwise.
		monitored = getdate(closing.monitoring_until)
		expected = [(self.assistant.name, 1, monitored), (self.worker.name, 0, getdate("2026-10-01"))]
		self.assertEqual(sorted(rows), sorted(expected))
		proposed = {row.action: row.outcome for row in closing.actions}
		self.assertEqual(proposed, {"Stały plan dnia": "Not Done", "Trening budżetowy": "Withdrawn"})

	def test_what_was_chosen_stays_and_what_is_forged_does_not(self):
		make_running_schedule(self.family)
		closing = make_closing(self.family)
		kept = {row.case_assignment: row for row in closing.people}
		kept[self.assistant.name].kept_for_monitoring = 0
		kept[self.worker.name].kept_for_monitoring = 1
		closing.actions[0].update({"outcome": "Done", "remark": "odhaczone za późno"})
		foreign = make_running_schedule(make_family().name).name
		name = frappe.db.get_value("Scheduled Action", {"schedule": foreign})
		closing.append("actions", {"scheduled_action": name, "outcome": "Done"})
		closing.people[0].ends_on = "2099-01-01"
		closing.reopened_on = day()
		closing.save()
		ticks = {row.case_assignment: row.kept_for_monitoring for row in closing.people}
		self.assertEqual(ticks, {self.assistant.name: 0, self.worker.name: 1})
		self.assertEqual(
			(closing.actions[0].outcome, closing.actions[0].remark), ("Done", "odhaczone za późno")
		)
		self.assertEqual(len(closing.actions), 2)
		self.assertNotIn("2099-01-01", [str(row.ends_on) for row in closing.people])
		self.assertIsNone(closing.reopened_on)

	def test_without_monitoring_nobody_stays(self):
		closing = make_closing(self.family, monitoring_until=None)
		self.assertEqual({row.kept_for_monitoring for row in closing.people}, {0})
		self.assertEqual({row.ends_on for row in closing.people}, {getdate()})

	def test_who_has_left_already_is_not_there(self):
		left = assign(self.family, "consultant", "Consultant", until_date=day(-3))
		closing = make_closing(self.family)
		self.assertNotIn(left.name, [row.case_assignment for row in closing.people])

	def test_tomorrow_is_refused(self):
		with self.refused(FutureDateError, label(DOCTYPE, "closing_date")):
			make_closing(self.family, closing_date=day(1))

	def test_monitoring_cannot_end_before_it_begins(self):
		with self.refused(
			ClosingDateError, label(DOCTYPE, "monitoring_until"), label(DOCTYPE, "closing_date")
		):
			make_closing(self.family, monitoring_until=day(-1))

	def test_another_familys_assessment_is_refused(self):
		foreign = make_final_assessment(make_family().name).name
		with self.refused(FamilyMovedError, label(DOCTYPE, "final_assessment")):
			make_closing(self.family, final_assessment=foreign)


class TestRefusals(ClosingTestCase):
	def test_without_a_summary(self):
		for summary in (None, "  "):
			with self.refused(EmptyDocumentError, label(DOCTYPE, "summary")):
				self.close(summary=summary)

	def test_without_the_final_assessment(self):
		with self.refused(FinalAssessmentError, label(DOCTYPE, "final_assessment")):
			submitted(make_closing(self.family))

	def test_with_a_draft_or_another_kind(self):
		draft = make_assessment(self.family, kind="Final").name
		periodic = submitted(make_assessment(self.family, kind="Periodic")).name
		for name in (draft, periodic):
			with self.refused(FinalAssessmentError, _("Final")):
				submitted(make_closing(self.family, final_assessment=name))

	def test_a_family_that_is_gone_needs_none_but_the_office(self):
		with self.refused(EmptyDocumentError, label(DOCTYPE, "moved_to")):
			submitted(make_closing(self.family, reason=MOVED))
		closing = submitted(make_closing(self.family, reason=MOVED, moved_to="MOPS Brzeziny"))
		self.assertEqual(get_standing_closing(self.family), closing.name)

	def test_the_reasons_ticks_are_the_dictionarys(self):
		closing = make_closing(self.family, family_gone=1, asks_office=1)
		self.assertEqual((closing.family_gone, closing.asks_office), (0, 0))

	def test_a_pending_task_of_a_specialist_is_settled_first(self):
		task = make_task(self.family)
		with self.refused(OpenTasksError, task.name):
			self.close()
		task.update({"outcome": "Withdrawn"}).save()
		self.assertEqual(self.close().docstatus, 1)

	def test_a_card_that_is_not_accepted_names_its_month(self):
		make_visit(self.family, visit_date="2026-09-07")
		make_visit(self.family)
		september = make_timesheet(self.family, month="2026-09")
		with self.refused(CardNotAcceptedError, "wrzesień 2026, październik 2026"):
			self.close()
		accepted(september)
		card = sent(make_timesheet(self.family))
		with self.refused(CardNotAcceptedError, "październik 2026"):
			self.close()
		accepted(card)
		self.close()
		self.assertEqual(self.of_family("status"), "Monitored")

	def test_a_contact_after_the_closing(self):
		make_visit(self.family)
		with self.refused(ClosingDateError, label(DOCTYPE, "closing_date"), "05.10.2026"):
			self.close(closing_date="2026-10-04")

	def test_an_assignment_that_begins_after_the_closing(self):
		assign(self.family, "consultant", "Consultant", from_date=day(3))
		with self.refused(ClosingDateError, "Karol Konsultant", paper_date(day(3))):
			self.close()

	def test_a_second_closing(self):
		first = self.close()
		with self.refused(SecondClosingError, first.name):
			make_closing(self.family)

	def test_a_second_draft_is_refused_when_the_first_is_submitted(self):
		drafts = [
			make_closing(self.family, final_assessment=make_final_assessment(self.family).name)
			for _i in (1, 2)
		]
		submitted(drafts[0])
		with self.refused(SecondClosingError, drafts[0].name):
			fresh(drafts[1]).submit()


class TestClosing(ClosingTestCase):
	def test_assignments_end_and_the_kept_one_ends_with_monitoring(self):
		closing = self.close(monitoring_until=day(60))
		self.assertEqual(self.until(self.assistant), getdate(day(60)))
		self.assertEqual(self.until(self.worker), getdate())
		self.assertEqual(closing.monitoring_status, "Monitoring Runs")
		self.assertEqual((self.of_family("status"), self.of_family("closed_on")), ("Monitored", None))

	def test_an_earlier_end_that_was_agreed_stays(self):
		self.worker.update({"until_date": day(5)}).save()
		closing = make_closing(
			self.family, monitoring_until=day(60), final_assessment=make_final_assessment(self.family).name
		)
		for row in closing.people:
			row.kept_for_monitoring = 1
		submitted(closing)
		self.assertEqual(self.until(self.worker), getdate(day(5)))

	def test_without_monitoring_the_case_is_closed_at_once(self):
		closing = self.close(monitoring_until=None, closing_date=day(-2))
		self.assertEqual(closing.monitoring_status or "", "")
		self.assertEqual(self.of_family("status"), "Case Closed")
		self.assertEqual(self.of_family("closed_on"), getdate(day(-2)))
		self.assertEqual(self.until(self.assistant), getdate(day(-2)))
		with self.acting("assistant"):
			self.assertEqual(frappe.get_list("Family", {"name": self.family}), [])

	def test_somebody_who_has_lost_the_role_does_not_hinder_it(self):
		leaver = frappe.get_doc("User", email("newcomer"))
		part = assign(self.family, "newcomer", "Psychologist")
		leaver.remove_roles("Family Assistant")
		self.close()
		self.assertEqual(self.until(part), getdate())

	def test_open_actions_are_settled(self):
		make_running_schedule(self.family)
		closing = make_closing(self.family, final_assessment=make_final_assessment(self.family).name)
		closing.actions[0].update({"outcome": "Partly Done", "remark": "w dni powszednie"})
		with self.acting("coordinator"):
			submitted(fresh(closing).update({"actions": closing.actions}))
		self.assertEqual(self.outcomes(), {"Stały plan dnia": "Partly Done", "Trening budżetowy": "Not Done"})

	def test_what_was_not_done_is_of_the_day_of_the_closing(self):
		make_running_schedule(self.family)
		closing = self.close(closing_date=day(-3), monitoring_until=None)
		days = frappe.get_all(
			"Scheduled Action", {"family": self.family}, pluck="outcome_on", order_by="name"
		)
		self.assertTrue(days)
		self.assertEqual({str(each) for each in days}, {str(closing.closing_date)})

	def test_a_typed_status_is_overwritten(self):
		self.close()
		family = frappe.get_doc("Family", self.family)
		family.update({"status": "Under Support", "closed_on": None, "phone": "500 100 300"}).save()
		self.assertEqual((family.status, self.of_family("status")), ("Monitored", "Monitored"))
		self.assertEqual(self.of_family("phone"), "500 100 300")

	def test_the_end_of_an_assignment_is_in_the_history(self):
		self.close()
		filters = {"ref_doctype": "Case Assignment", "docname": self.worker.name}
		versions = frappe.get_all("Version", filters, pluck="data")
		self.assertTrue(any("until_date" in data for data in versions))


class TestMonitoringEnds(ClosingTestCase):
	def test_the_daily_job_closes_the_case_from_the_last_day(self):
		closing = self.close(closing_date=day(-40), monitoring_until=day(1))
		closing.db_set("monitoring_until", day(0))
		end_monitoring()
		self.assertEqual(self.of_family("status"), "Monitored")
		closing.db_set("monitoring_until", day(-1))
		end_monitoring()
		end_monitoring()
		self.assertEqual(self.of_family("status"), "Case Closed")
		self.assertEqual(self.of_family("closed_on"), getdate(day(-1)))
		self.assertEqual(fresh(closing).monitoring_status, "Monitoring Done")

	def test_one_closing_that_cannot_be_saved_does_not_hold_up_the_others(self):
		closings = [self.close(closing_date=day(-40), monitoring_until=day(1))]
		broken, self.family = self.family, make_family().name
		closings.append(self.close(closing_date=day(-40), monitoring_until=day(1)))
		for closing in closings:
			closing.db_set("monitoring_until", day(-1))
		closings[0].db_set("moved_where", "gdzieś, czego nie ma na liście")
		end_monitoring()
		self.assertEqual(self.of_family("status"), "Case Closed")
		self.assertEqual(fresh(closings[1]).monitoring_status, "Monitoring Done")
		# Its status follows from the last day all the same.
		self.assertEqual(status_on(broken), "Case Closed")
		self.assertEqual(fresh(closings[0]).monitoring_status, "Monitoring Runs")

	def test_monitoring_that_was_over_before_the_closing_was_written(self):
		closing = self.close(closing_date=day(-40), monitoring_until=day(-10))
		self.assertEqual(closing.monitoring_status, "Monitoring Done")
		self.assertEqual(
			(self.of_family("status"), self.of_family("closed_on")), ("Case Closed", getdate(day(-10)))
		)


class TestCancelling(ClosingTestCase):
	def test_a_mistake_is_taken_back(self):
		make_running_schedule(self.family)
		self.worker.update({"until_date": day(30)}).save()
		closing = self.close()
		with self.acting("coordinator"):
			fresh(closing).cancel()
		self.assertEqual((self.until(self.assistant), self.until(self.worker)), (None, getdate(day(30))))
		self.assertEqual(set(self.outcomes().values()), {"Pending"})
		self.assertEqual((self.of_family("status"), self.of_family("closed_on")), ("Under Support", None))
		again = submitted(amended(fresh(closing)))
		self.assertEqual(get_standing_closing(self.family), again.name)

	def test_what_was_changed_since_stays(self):
		closing = self.close()
		fresh(self.worker).update({"until_date": day(7)}).save()
		fresh(closing).cancel()
		self.assertEqual(self.until(self.worker), getdate(day(7)))

	def test_not_after_a_monitoring_contact(self):
		closing = self.close()
		contact = make_monitoring_contact(self.family)
		with self.refused(ClosingInUseError, contact.name):
			fresh(closing).cancel()

	def test_not_after_reopening(self):
		closing = self.close()
		fresh(closing).reopen("rodzina prosi o pomoc")
		with self.refused(ClosingInUseError, paper_date(day())):
			fresh(closing).cancel()

	def test_not_when_another_assistant_works_there_since(self):
		closing = self.close(monitoring_until=None, closing_date=day(-1))
		# A closed case refuses another assistant, so here it was written past the lock.
		other = assign(self.family, "other_assistant", from_date=day(-8 * 365), until_date=day(-7 * 365))
		other.db_set({"from_date": day(0), "until_date": None})
		with self.refused(SecondAssistantError, "Beata Bystra"):
			fresh(closing).cancel()
		self.assertEqual(self.of_family("status"), "Case Closed")


class TestReopening(ClosingTestCase):
	def test_by_the_head_with_a_reason(self):
		closing = self.close()
		with self.acting("head"):
			fresh(closing).reopen("kryzys po utracie pracy")
		closing = fresh(closing)
		self.assertEqual(closing.docstatus, 1)
		self.assertEqual(closing.reopened_on, getdate())
		self.assertEqual(
			(closing.reopened_by, closing.reopened_by_name), (email("head"), "Grażyna Kierowniczka")
		)
		self.assertEqual(closing.reopening_reason, "kryzys po utracie pracy")
		self.assertEqual(closing.monitoring_status, "Monitoring Interrupted")
		self.assertEqual((self.of_family("status"), self.of_family("closed_on")), ("Under Support", None))

	def test_nobody_else(self):
		closing = self.close()
		for key in ("coordinator", "assistant"):
			with self.acting(key), self.refused(NotHeadError):
				fresh(closing).reopen("bo tak")

	def test_without_a_reason(self):
		closing = self.close()
		with self.acting("head"), self.refused(ReasonMissingError, label(DOCTYPE, "reopening_reason")):
			fresh(closing).reopen("  ")

	def test_a_draft_or_twice(self):
		with self.acting("head"), self.refused(NotClosedError):
			make_closing(self.family).reopen("x")
		closing = self.close()
		with self.acting("head"):
			fresh(closing).reopen("x")
			with self.refused(NotClosedError, closing.name):
				fresh(closing).reopen("x")

	def test_a_typed_reopening_is_no_reopening(self):
		closing = self.close()
		with self.acting("coordinator"):
			fresh(closing).update({"reopened_on": day(), "monitoring_status": "Monitoring Done"}).save()
		closing = fresh(closing)
		self.assertEqual((closing.reopened_on, closing.monitoring_status), (None, "Monitoring Runs"))

	def test_the_next_closing_needs_an_assessment_of_its_own(self):
		closing = self.close(closing_date=day(-1))
		fresh(closing).reopen("x")
		with self.refused(FinalAssessmentError, label(DOCTYPE, "final_assessment")):
			submitted(make_closing(self.family, final_assessment=closing.final_assessment))
		again = self.close()
		self.assertEqual(get_standing_closing(self.family), again.name)
		self.assertEqual(frappe.db.count(DOCTYPE, {"family": self.family, "docstatus": 1}), 2)

	def test_the_work_goes_on_with_a_new_version_of_the_schedule(self):
		schedule = make_running_schedule(self.family)
		closing = self.close(monitoring_until=None)
		fresh(closing).reopen("x")
		version = fresh(schedule).new_version()
		version.evaluation_date = day(90)
		version.submit()
		pending = frappe.get_all("Scheduled Action", {"schedule": version.name, "outcome": "Pending"})
		self.assertEqual(len(pending), 2)
