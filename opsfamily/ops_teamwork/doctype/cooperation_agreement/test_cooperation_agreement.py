import frappe
from frappe.utils import add_months, getdate

from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.case.values import WrongValueError
from opsfamily.clocks.cases import Cases
from opsfamily.clocks.digest import get_notices
from opsfamily.clocks.register import get_deadlines
from opsfamily.exceptions import PeriodError
from opsfamily.ops_teamwork.doctype.cooperation_agreement.agreements import get_agreement_with
from opsfamily.ops_teamwork.doctype.cooperation_agreement.cooperation_agreement import EvaluationDayError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import day, email, fresh, make_family
from opsfamily.tests.make_week import AGREEMENT, STAGES, make_agreement_with

ROW = "Cooperation Evaluation"
ENDS, REVIEW = "Cooperation Agreement Ends", "Cooperation to Evaluate"


def evaluation(offset: int, stage: str = STAGES[0], degree: str = "łączność") -> dict:
	return {"evaluated_on": day(offset), "stage": stage, "degree": degree}


class TestCooperationAgreement(SiteTestCase):
	def setUp(self):
		super().setUp()
		# Agreements of a demo on the same site.
		frappe.db.delete(AGREEMENT)

	def due(self, clock: str, key: str = "coordinator") -> list:
		with self.acting(key):
			return [(row.document, row.due) for row in get_deadlines(Cases(), clock)]

	def test_coordinator_and_head_keep_it_and_workers_read_it(self):
		agreement = make_agreement_with()
		for key in ("coordinator", "head"):
			with self.subTest(key), self.acting(key):
				self.assertTrue(make_agreement_with(key).name)
		for key in ("assistant", "social_worker", "stranger"):
			with self.subTest(key), self.acting(key):
				self.assertTrue(fresh(agreement).has_permission("read"))
				self.assertFalse(fresh(agreement).has_permission("write"))
		with self.acting("day_centre"):
			self.assertFalse(fresh(agreement).has_permission("read"))

	def test_its_days(self):
		with self.refused(PeriodError, label(AGREEMENT, "valid_until")):
			make_agreement_with(valid_until=day(-101))
		with self.refused(WrongValueError, label(AGREEMENT, "valid_from")):
			make_agreement_with(valid_from="jutro")

	def test_whom_to_call_must_be_said(self):
		with self.refused(frappe.MandatoryError, "contacts"):
			make_agreement_with(contacts=[])

	def test_days_of_evaluations(self):
		for rows, number in (
			([evaluation(1)], 1),
			([evaluation(-101)], 1),
			([evaluation(-5), evaluation(-5)], 2),
		):
			with self.refused(EvaluationDayError, in_row(number, label(ROW, "evaluated_on"))):
				make_agreement_with(evaluations=rows)

	def test_the_latest_evaluation_stands_at_the_top_whatever_a_client_sends(self):
		rows = [evaluation(-5, STAGES[1], "integracja"), evaluation(-50)]
		agreement = make_agreement_with(evaluations=rows, stage=STAGES[0], degree="separacja")
		found = fresh(agreement)
		self.assertEqual((found.stage, found.degree), (STAGES[1], "integracja"))
		self.assertEqual(found.evaluated_on, getdate(day(-5)))
		found.update({"evaluations": []}).save()
		self.assertIsNone(fresh(agreement).evaluated_on)

	def test_a_stage_that_is_no_longer_offered(self):
		frappe.get_doc("Cooperation Stage", STAGES[0]).update({"disabled": 1}).save()
		with self.refused(DisabledEntryError, in_row(1, label(ROW, "stage"))):
			make_agreement_with(evaluations=[evaluation(-5)])

	def test_its_end_is_due_until_another_follows_or_none_shall(self):
		first = make_agreement_with(valid_until=day(-3))
		self.assertEqual(self.due(ENDS), [(first.name, getdate(day(-3)))])
		self.assertEqual(self.due(REVIEW), [])
		later = make_agreement_with(" sp  NR 2", valid_from=day(-2))
		self.assertEqual(self.due(ENDS), [])
		later.delete()
		first.update({"not_continued": 1}).save()
		self.assertEqual(self.due(ENDS), [])

	def test_it_is_evaluated_once_a_year(self):
		agreement = make_agreement_with()
		self.assertEqual(self.due(REVIEW), [(agreement.name, add_months(getdate(day(-100)), 12))])
		agreement.append("evaluations", evaluation(-5))
		agreement.save()
		self.assertEqual(self.due(REVIEW), [(agreement.name, add_months(getdate(day(-5)), 12))])

	def test_whoever_keeps_it_is_reminded(self):
		make_agreement_with(valid_until=day(3))
		with self.acting("coordinator"):
			notices = list(get_notices(email("coordinator"), Cases()))
		self.assertIn(ENDS, [notice.deadline.clock for notice in notices])
		with self.acting("assistant"):
			notices = list(get_notices(email("assistant"), Cases()))
		self.assertNotIn(ENDS, [notice.deadline.clock for notice in notices])

	def test_it_is_no_deadline_of_one_family(self):
		make_agreement_with(valid_until=day(3))
		self.assertEqual(get_deadlines(Cases(make_family().name), ENDS), [])

	def test_the_form_of_a_cooperation_shows_whom_to_call(self):
		agreement = make_agreement_with()
		found = get_agreement_with(" sp NR 2 ")
		self.assertEqual(found, {"name": agreement.name, "contacts": ["Joanna Wrona, pedagog, 22 555 02 10"]})
		self.assertEqual(get_agreement_with("Sąd"), {})
		agreement.update({"valid_until": day(-1)}).save()
		self.assertEqual(get_agreement_with("SP nr 2"), {})
		with self.acting("day_centre"):
			self.assertEqual(get_agreement_with("SP nr 2"), {})
