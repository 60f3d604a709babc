"""The procedure on the family's page: from documents alone, as the reader may see them."""

import frappe

from opsfamily import api
from opsfamily.core import procedure as core
from opsfamily.ops_casework.doctype.family.overview import get_overview_html
from opsfamily.ops_casework.doctype.family.procedure import (
	find_intake,
	get_procedure,
	get_procedure_html,
	name_step,
)
from opsfamily.tests.base import SiteTestCase
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_assessment,
	make_family,
	make_notification,
)


class TestProcedure(SiteTestCase):
	def get_next(self, family: str) -> tuple[str, str] | None:
		stages = get_procedure(frappe.get_doc("Family", family))
		found = [stage for stage in stages if stage.state == core.NEXT]
		return (found[0].name, found[0].hand) if found else None

	def test_a_reported_family_awaits_its_interview(self):
		family = make_family(assistant_since=None).name
		make_notification(family)
		name, hand = self.get_next(family)
		self.assertIn(name, (name_step(core.INTERVIEW), name_step(core.REQUEST)))
		self.assertTrue(hand)

	def test_with_an_assistant_the_assessment_by_name(self):
		family = make_family().name
		assign(family)
		with self.acting("assistant"):
			name, hand = self.get_next(family)
		self.assertEqual(name, name_step(core.ASSESSMENT))
		full_name = frappe.db.get_value("User", email("assistant"), "full_name")
		self.assertTrue(hand.endswith(full_name))

	def test_after_the_assessment_the_plan(self):
		family = make_family().name
		assign(family)
		fresh(make_assessment(family)).submit()
		with self.acting("assistant"):
			self.assertEqual(self.get_next(family)[0], name_step(core.PLAN))

	def test_a_new_notification_begins_it_anew_after_one_that_was_closed(self):
		family = make_family(assistant_since=None).name
		old = make_notification(family, received_on=day(-200), interview_date=day(-190))
		frappe.db.set_value("Family Notification", old.name, "closed_on", day(-180))
		make_notification(family, received_on=day(-3))
		days = dict(find_intake(frappe.get_doc("Family", family), frozenset({"Family Notification"})))
		self.assertEqual({step: str(one) for step, one in days.items()}, {core.NOTIFICATION: str(day(-3))})

	def test_it_is_on_the_page_with_one_step_that_comes_next(self):
		family = make_family().name
		assign(family)
		with self.acting("assistant"):
			doc = frappe.get_doc("Family", family)
			self.assertEqual(get_procedure_html(doc).count('aria-current="step"'), 1)
			# The page itself only offers it.
			self.assertIn("data-procedure", get_overview_html(doc))
			self.assertEqual(api.family_procedure(family), get_procedure_html(doc))

	def test_a_stranger_learns_nothing(self):
		family = make_family().name
		with self.acting("stranger"), self.assertRaises(frappe.PermissionError):
			api.family_procedure(family)
