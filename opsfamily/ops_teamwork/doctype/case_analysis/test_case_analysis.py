import frappe
from frappe.utils import getdate

from opsfamily.case.document import FutureDateError, RowAloneError
from opsfamily.exceptions import EmptyDocumentError, FamilyMovedError, PartRoleError, PeriodError
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import SecondManagerError
from opsfamily.ops_teamwork.doctype.case_analysis.case_analysis import (
	ManagerQuestionError,
	ManagerReasonError,
	NoManagerNeededError,
	ParticipantError,
)
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, cancelled, day, email, fresh, make_family, submitted
from opsfamily.tests.make_analysis import make_case_analysis

DOCTYPE, ROW = "Case Analysis", "Analysis Finding"
ANSWER = {"needs_manager": "Yes", "manager_reason": "trzech specjalistów z trzech instytucji"}


def outsider(name: str = "Hanna Bąk", **values) -> dict:
	return {"outsider": name, "body": "logopeda", "finding": "Postępy.", **values}


class TestCaseAnalysis(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def analyse(self, **values):
		return make_case_analysis(self.family, **values)

	# who writes it

	def test_everybody_on_the_case_writes_and_submits(self):
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "consultant", "Psychologist")
		for key in ("assistant", "social_worker", "consultant", "coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				rows = [{"user": email(key), "finding": "x"}]
				self.assertEqual(submitted(self.analyse(led_by=email(key), findings=rows)).docstatus, 1)

	def test_a_stranger_writes_none(self):
		for key in ("stranger", "social_worker", "consultant", "administrator", "nobody"):
			with self.subTest(key=key), self.acting(key), self.refused(frappe.PermissionError):
				self.analyse()

	# who takes part

	def test_a_row_names_one_person(self):
		message = in_row(1, label(ROW, "user"))
		for row in ({"finding": "x"}, {**outsider(), "user": email("assistant")}, {"outsider": "  "}):
			with self.subTest(row=row), self.refused(ParticipantError, message, label(ROW, "outsider")):
				self.analyse(findings=[row])

	def test_an_outsider_has_a_body_or_a_profession(self):
		with self.refused(ParticipantError, in_row(2, label(ROW, "body"))):
			self.analyse(findings=[outsider(), outsider("Robert Kania", body=" ")])

	def test_a_row_is_written_with_its_analysis_only(self):
		row = self.analyse().findings[0]
		with self.refused(RowAloneError):
			frappe.get_doc(ROW, row.name).save()

	def test_submitting_without_any_finding(self):
		analysis = self.analyse(findings=[])
		with self.refused(EmptyDocumentError, label(DOCTYPE, "findings")):
			analysis.submit()
		analysis = self.analyse(findings=[outsider(finding="  ")])
		with self.refused(EmptyDocumentError):
			analysis.submit()

	def test_a_finding_on_health_alone_is_one(self):
		self.assertTrue(submitted(self.analyse(findings=[outsider(finding="", sensitive_finding="x")])).name)

	# its day and what it goes on from

	def test_tomorrow(self):
		with self.refused(FutureDateError, label(DOCTYPE, "analysis_date")):
			self.analyse(analysis_date=day(1))

	def test_the_last_one_is_filled_in_by_itself(self):
		self.assertIsNone(self.analyse().earlier_analysis)
		first = submitted(self.analyse(analysis_date=day(-20)))
		second = submitted(self.analyse(analysis_date=day(-10)))
		self.assertEqual(self.analyse(analysis_date=day(-15)).earlier_analysis, first.name)
		self.assertEqual(self.analyse(analysis_date=day()).earlier_analysis, second.name)

	def test_any_level_may_follow_any_other(self):
		for level in ("szeroka", "wstępna", "specjalistyczna (pogłębiona)", "szczegółowa", "szeroka"):
			self.assertTrue(submitted(self.analyse(level=level)).name)

	def test_the_earlier_one_is_of_this_family_and_earlier(self):
		later = submitted(self.analyse(analysis_date=day(-1)))
		field = label(DOCTYPE, "earlier_analysis")
		with self.refused(PeriodError, field, later.name):
			self.analyse(analysis_date=day(-2), earlier_analysis=later.name)
		with self.refused(PeriodError, field):
			draft = self.analyse()
			draft.update({"earlier_analysis": draft.name}).save()
		foreign = submitted(make_case_analysis(make_family().name))
		with self.refused(FamilyMovedError, field):
			self.analyse(earlier_analysis=foreign.name)

	# the question

	def test_it_is_not_asked_of_a_usual_case(self):
		assign(self.family, "social_worker", "Social Worker")
		assign(self.family, "coordinator", "Coordinator")
		analysis = submitted(self.analyse(findings=[{"user": email("assistant"), "finding": "x"}]))
		self.assertEqual((analysis.specialists, analysis.manager_is_asked), ("", 0))

	def test_one_specialist_is_not_enough(self):
		assign(self.family, "consultant", "Psychologist")
		rows = [{"user": email("consultant"), "finding": "x"}]
		self.assertEqual(submitted(self.analyse(findings=rows)).specialists, "Karol Konsultant")

	def test_it_is_asked_with_two_on_the_case(self):
		assign(self.family, "consultant", "Psychologist")
		assign(self.family, "working_consultant", "Consultant")
		analysis = self.analyse(findings=[{"user": email("assistant"), "finding": "x"}])
		self.assertEqual(analysis.manager_is_asked, 1)
		words = (label(DOCTYPE, "needs_manager"), "Karol Konsultant", "Paweł Psycholog")
		with self.refused(ManagerQuestionError, *words):
			analysis.submit()
		self.assertTrue(submitted(fresh(analysis).update(ANSWER)).name)

	def test_it_is_asked_with_one_on_the_case_and_one_from_outside(self):
		assign(self.family, "consultant", "Psychologist")
		with self.refused(ManagerQuestionError, "Karol Konsultant; Hanna Bąk"):
			submitted(self.analyse())

	def test_it_is_asked_with_two_from_outside(self):
		with self.refused(ManagerQuestionError, "Hanna Bąk; Robert Kania"):
			submitted(self.analyse(findings=[outsider(), outsider("Robert Kania")]))

	def test_only_the_assignments_of_the_day_count(self):
		assign(self.family, "consultant", "Psychologist", from_date=day(-60), until_date=day(-31))
		assign(self.family, "working_consultant", "Consultant", from_date=day(-9))
		for offset, names in (
			(-60, "Karol Konsultant"),
			(-31, "Karol Konsultant"),
			(-30, ""),
			(-9, "Paweł Psycholog"),
		):
			analysis = self.analyse(analysis_date=day(offset), findings=[])
			with self.subTest(offset=offset):
				self.assertEqual(analysis.specialists, names)

	def test_nobody_types_the_specialists(self):
		analysis = self.analyse(
			specialists="nikt", manager_is_asked=0, findings=[outsider(), outsider("Jan")]
		)
		self.assertEqual((analysis.specialists, analysis.manager_is_asked), ("Hanna Bąk; Jan", 1))

	def test_it_may_be_answered_unasked(self):
		analysis = submitted(self.analyse(**ANSWER))
		self.assertEqual((analysis.manager_is_asked, analysis.needs_manager), (0, "Yes"))

	def test_an_answer_has_a_reason(self):
		for answer in ("Yes", "No"):
			with (
				self.subTest(answer=answer),
				self.refused(ManagerReasonError, label(DOCTYPE, "manager_reason")),
			):
				submitted(self.analyse(needs_manager=answer, manager_reason=" "))

	def test_nobody_is_proposed_where_none_is_needed(self):
		analysis = self.analyse(**{**ANSWER, "needs_manager": "No"}, proposed_manager=email("consultant"))
		self.assertIsNone(analysis.proposed_manager)

	def test_who_is_proposed_works_in_the_section(self):
		with self.refused(PartRoleError, "Bez Roli"):
			self.analyse(**ANSWER, proposed_manager=email("nobody"))

	# appointing

	def needed(self, **values):
		return submitted(self.analyse(**{**ANSWER, "proposed_manager": email("consultant"), **values}))

	def test_the_coordinator_appoints_who_is_proposed(self):
		analysis = self.needed()
		with self.acting("coordinator"):
			assignment = analysis.appoint_manager()
		self.assertEqual(
			(assignment.user, assignment.part, assignment.reason, getdate(assignment.from_date)),
			(email("consultant"), "Case Manager", ANSWER["manager_reason"], day()),
		)

	def test_or_another_specialist(self):
		with self.acting("head"):
			assignment = self.needed().appoint_manager(email("working_consultant"))
		self.assertEqual(assignment.user, email("working_consultant"))

	def test_nobody_else_appoints(self):
		analysis = self.needed()
		with self.acting("assistant"), self.refused(frappe.PermissionError):
			analysis.appoint_manager()

	def test_only_from_a_submitted_analysis_that_needs_one(self):
		draft = self.analyse(**ANSWER, proposed_manager=email("consultant"))
		refusing = submitted(self.analyse(**{**ANSWER, "needs_manager": "No"}))
		for analysis in (draft, refusing, cancelled(self.needed())):
			with self.refused(NoManagerNeededError, analysis.name):
				analysis.appoint_manager(email("consultant"))

	def test_somebody_is_named(self):
		with self.refused(NoManagerNeededError, label(DOCTYPE, "proposed_manager")):
			self.needed(proposed_manager=None).appoint_manager()

	def test_one_manager_at_a_time(self):
		analysis = self.needed()
		analysis.appoint_manager()
		with self.refused(SecondManagerError, "Karol Konsultant"):
			analysis.appoint_manager(email("working_consultant"))

	def test_a_submitted_analysis_is_frozen(self):
		analysis = submitted(self.analyse())
		with self.refused(frappe.UpdateAfterSubmitError):
			analysis.update({"conclusions": "inaczej"}).save()
