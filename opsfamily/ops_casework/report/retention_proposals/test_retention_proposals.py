from datetime import date

import frappe
from frappe.desk.query_report import run

from opsfamily.ops_casework.doctype.ops_settings.ops_settings import RetentionRuleError, get_retained_doctypes
from opsfamily.ops_casework.report.retention_proposals.retention_proposals import execute
from opsfamily.permissions.registry import CONFIDENTIAL, PRIVATE_DOCTYPES
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	assign,
	day,
	end_before_app,
	fresh,
	make_assessment,
	make_family,
	make_placement,
	make_timesheet,
	make_visit,
)
from opsfamily.tests.make_supporting import make_agreement

REPORT = "Retention Proposals"
# What is not finished is no paper of the office's yet.
# What a report has counted goes with the family's files (ops_figures), so it has no period of its own.
APART = ("Counted Document", "Deadline Notice", "Same Person", "Supervision Feedback")
KEPT = set(CONFIDENTIAL) - {*PRIVATE_DOCTYPES, *APART}


class RetentionTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)

	def rule(self, kind, years=10, counted_from="Document Date"):
		settings = frappe.get_doc("OPS Settings")
		row = {"symbol": "5120", "category": "BE10", "years": years, "counted_from": counted_from}
		settings.append("retention_rules", {"document_kind": kind, **row})
		settings.save()

	def proposed(self, as_of):
		return [row["document"] for row in execute({"as_of": as_of})[1] if row["family"] == self.family]


class TestRetentionProposals(RetentionTestCase):
	def test_without_rules_nothing_is_proposed(self):
		make_visit(self.family)
		self.assertEqual(self.proposed("2999-01-01"), [])

	def test_from_the_documents_own_year(self):
		visit, later = make_visit(self.family), make_visit(self.family, visit_date="2026-01-01")
		self.rule("Family Visit", 5)
		self.assertEqual(self.proposed("2031-12-31"), [])
		self.assertEqual(set(self.proposed("2032-01-01")), {visit.name, later.name})

	def test_what_ended_earlier_counts_from_that_day(self):
		ended = make_agreement(self.family)
		fresh(ended).update({"ended_on": "2026-11-01", "end_reason": "wyjazd"}).save()
		shorter = make_agreement(self.family, until_date="2028-12-31")
		fresh(shorter).update({"ended_on": "2026-11-02", "end_reason": "wyjazd"}).save()
		as_agreed = make_agreement(self.family, until_date="2027-01-31")
		make_agreement(self.family)
		self.rule("Supporting Family", 5)
		self.assertEqual(self.proposed("2031-12-31"), [])
		self.assertEqual(set(self.proposed("2032-01-01")), {ended.name, shorter.name})
		self.assertEqual(set(self.proposed("2033-01-01")), {ended.name, shorter.name, as_agreed.name})

	def test_a_card_by_its_month(self):
		make_visit(self.family)
		card = make_timesheet(self.family)
		self.rule("Assistant Timesheet", 5)
		self.assertEqual(self.proposed("2031-12-31"), [])
		self.assertEqual(self.proposed("2032-01-01"), [card.name])

	def test_what_runs_for_a_time_from_its_last_day(self):
		placement = make_placement(self.family, since="2026-02-01")
		self.rule("Foster Placement", 5)
		self.assertEqual(self.proposed("2999-01-01"), [])
		placement.update({"until_date": "2026-03-01", "end_code": "Other End", "end_note": "próba"})
		placement.save()
		self.assertEqual(self.proposed("2031-12-31"), [])
		self.assertEqual(self.proposed("2032-01-01"), [placement.name])

	def test_from_the_end_of_the_case(self):
		assessment = make_assessment(self.family, assessment_date="2020-01-01")
		for kind in ("Family Assessment", "Family"):
			self.rule(kind, 10, "Case Closed")
		self.assertEqual(self.proposed("2999-01-01"), [])
		end_before_app(self.family, "2026-03-01")
		self.assertEqual(self.proposed("2036-12-31"), [])
		self.assertEqual(set(self.proposed("2037-01-01")), {assessment.name, self.family})

	def test_every_kind_can_be_listed(self):
		for kind in KEPT:
			self.rule(kind, 0, "Case Closed" if kind == "Family" else "Document Date")
		make_visit(self.family)
		self.assertTrue(self.proposed("2999-01-01"))

	def test_what_a_row_says(self):
		visit = make_visit(self.family)
		self.rule("Family Visit", 5)
		[row] = [row for row in execute({"as_of": "2040-01-01"})[1] if row["document"] == visit.name]
		self.assertEqual(row["kept_until"], date(2031, 12, 31))
		self.assertEqual((row["symbol"], row["category"], row["kind"]), ("5120", "BE10", "Wizyta"))
		self.assertEqual(row["representative"], "Maria Testowa")

	def test_nothing_is_deleted(self):
		visit = make_visit(self.family)
		self.rule("Family Visit", 0)
		execute({"as_of": "2999-01-01"})
		self.assertTrue(frappe.db.exists("Family Visit", visit.name))

	def test_who_may(self):
		for key in ("coordinator", "head"):
			with self.subTest(key=key), self.acting(key):
				self.assertIn("columns", run(REPORT, filters={}))
		for key in ("assistant", "social_worker", "consultant", "administrator", "stranger", "nobody"):
			with self.subTest(key=key), self.acting(key), self.assertRaises(frappe.PermissionError):
				run(REPORT, filters={})

	def test_a_stranger_behind_the_reports_roles_sees_nothing(self):
		make_visit(self.family)
		self.rule("Family Visit", 0)
		with self.acting("stranger"):
			self.assertEqual(self.proposed("2999-01-01"), [])


class TestRules(RetentionTestCase):
	def test_the_kinds_are_our_doctypes(self):
		self.assertEqual(set(get_retained_doctypes()), KEPT)

	def test_a_kind_that_is_not_in_the_registry_has_no_rule(self):
		for kind in ("Visit Draft", "User"):
			with self.subTest(kind=kind), self.refused(RetentionRuleError):
				self.rule(kind)

	def test_one_rule_for_a_kind(self):
		self.rule("Family Visit")
		with self.refused(RetentionRuleError, "Wizyta"):
			self.rule("Family Visit")

	def test_a_family_is_kept_from_its_end(self):
		with self.refused(RetentionRuleError, "Rodzina"):
			self.rule("Family")

	def test_a_closed_family_has_its_day(self):
		end_before_app(self.family, day(-1))
		family = frappe.get_doc("Family", self.family)
		self.assertEqual(family.closed_on, day(-1))
		family.update({"ended_before": None, "assistant_since": day(-9)}).save()
		self.assertIsNone(family.closed_on)
