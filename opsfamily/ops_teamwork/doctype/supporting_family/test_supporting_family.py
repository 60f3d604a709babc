import frappe
from frappe.utils import getdate

from opsfamily.case.household import get_household
from opsfamily.clocks.register import get_deadlines
from opsfamily.exceptions import EmptyDocumentError, NotHeadError, PeriodError, ReasonMissingError
from opsfamily.ops_casework.doctype.access_copy.sources import get_prepared_entries
from opsfamily.ops_casework.doctype.family.together import get_lines
from opsfamily.ops_teamwork.doctype.supporting_family.supporting_family import CostError, OpinionError
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, day, email, fresh, make_family
from opsfamily.tests.make_supporting import (
	DOCTYPE,
	give_opinion,
	make_agreement,
	make_supporting_family,
)

CLOCK = "Supporting Family's Agreement Ends"


class TestSupportingFamily(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family(members=[{"full_name": "Maria Testowa"}]).name
		assign(self.family)

	def test_the_opinion_is_the_heads_alone(self):
		doc = make_supporting_family(self.family)
		for key in ("assistant", "coordinator"):
			with self.acting(key), self.refused(NotHeadError, label(DOCTYPE, "opinion")):
				fresh(doc).update({"opinion": "Positive", "opinion_reason": "x"}).save()
			with self.acting(key), self.refused(NotHeadError):
				make_supporting_family(self.family, opinion="Positive", opinion_reason="x")
		given = give_opinion(doc)
		self.assertEqual((given.opinion_by, getdate(given.opinion_on)), (email("head"), getdate()))
		with self.acting("assistant"):
			changed = fresh(doc).update({"opinion_by": email("assistant"), "tasks": "zakupy"}).save()
			with self.refused(NotHeadError):
				fresh(doc).update({"opinion_on": "2026-10-01"}).save()
		self.assertEqual(changed.opinion_by, email("head"))

	def test_an_opinion_follows_on_an_interview_and_has_reasons(self):
		doc = make_supporting_family(self.family, interview_on=None)
		with self.refused(OpinionError, label(DOCTYPE, "interview_on")):
			give_opinion(doc)
		doc = make_supporting_family(self.family)
		with self.acting("head"), self.refused(OpinionError, label(DOCTYPE, "opinion_reason")):
			fresh(doc).update({"opinion": "Negative"}).save()

	def test_an_agreement_needs_a_positive_opinion_and_what_it_says(self):
		agreement = {
			"signed_on": getdate(),
			"from_date": "2026-10-01",
			"parties": "Gmina",
			"cost_rules": "Bilety",
		}
		doc = make_supporting_family(self.family)
		with self.refused(OpinionError, label(DOCTYPE, "opinion")):
			fresh(doc).update(agreement).submit()
		give_opinion(doc, "Negative")
		with self.refused(OpinionError):
			fresh(doc).update(agreement).submit()
		give_opinion(doc)
		for fieldname in agreement:
			with self.refused(EmptyDocumentError, label(DOCTYPE, fieldname)):
				fresh(doc).update({**agreement, fieldname: None}).submit()
		with self.refused(EmptyDocumentError, label(DOCTYPE, "tasks")):
			fresh(doc).update({**agreement, "helps_care": 0}).submit()
		self.assertTrue(fresh(doc).update(agreement).submit())

	def test_an_assistant_concludes_none(self):
		doc = give_opinion(make_supporting_family(self.family))
		with self.acting("assistant"), self.assertRaises(frappe.PermissionError):
			fresh(doc).submit()

	def test_days_in_their_order(self):
		for values in (
			{"from_date": "2026-10-01", "until_date": "2026-09-30"},
			{"from_date": "2026-10-01", "ended_on": "2026-09-30"},
			# An end is an earlier one.
			{"from_date": "2026-10-01", "until_date": "2026-10-31", "ended_on": "2026-11-01"},
		):
			with self.refused(PeriodError):
				make_supporting_family(self.family, **values)

	def test_costs_of_days_of_the_agreement(self):
		doc = make_agreement(self.family, until_date="2026-10-31")
		for row, exception, fieldname in (
			({"cost_date": "2026-09-30", "amount": 5}, CostError, "cost_date"),
			({"cost_date": "2026-11-01", "amount": 5}, CostError, "cost_date"),
			({"cost_date": "2026-10-02", "amount": 0}, CostError, "amount"),
		):
			changed = fresh(doc)
			changed.append("costs", {"purpose": "bilety", **row})
			with self.refused(exception, in_row(1, label("Supporting Family Cost", fieldname))):
				changed.save()
		changed = fresh(doc)
		for amount in (10.25, 20.5):
			changed.append("costs", {"purpose": "bilety", "cost_date": "2026-10-02", "amount": amount})
		self.assertEqual(changed.save().total_costs, 30.75)

	def test_what_was_agreed_is_frozen_and_ends_with_a_reason(self):
		doc = make_agreement(self.family)
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			fresh(doc).update({"monthly_limit": 900}).save()
		with self.refused(ReasonMissingError, label(DOCTYPE, "end_reason")):
			fresh(doc).update({"ended_on": "2026-11-01"}).save()
		self.assertTrue(fresh(doc).update({"ended_on": "2026-11-01", "end_reason": "wyjazd"}).save())
		short = make_agreement(make_family().name, until_date="2026-10-31")
		with self.refused(PeriodError, label(DOCTYPE, "ended_on")):
			fresh(short).update({"ended_on": "2027-10-30", "end_reason": "wyjazd"}).save()

	def clocks(self) -> list[tuple]:
		with self.acting("assistant"):
			found = [one for one in get_deadlines(clock=CLOCK) if one.family == self.family]
		return [(getdate(one.due), one.responsible) for one in found]

	def test_the_clock_runs_until_the_end_or_the_next_agreement(self):
		doc = make_agreement(self.family, until_date=day(20))
		self.assertEqual(self.clocks(), [(day(20), email("assistant"))])
		with self.acting("stranger"):
			self.assertEqual([one for one in get_deadlines(clock=CLOCK) if one.family == self.family], [])
		make_agreement(self.family, from_date=day(21))
		self.assertEqual(self.clocks(), [])
		doc = make_agreement(self.family, from_date=day(-2), until_date=day(40))
		frappe.db.delete(DOCTYPE, {"family": self.family, "name": ["!=", doc.name]})
		self.assertEqual(len(self.clocks()), 1)
		fresh(doc).update({"ended_on": day(0), "end_reason": "wyjazd"}).save()
		self.assertEqual(self.clocks(), [])

	def test_the_familys_page(self):
		make_agreement(self.family)
		with self.acting("assistant"):
			[line] = get_lines(self.family, frozenset({DOCTYPE}))
		self.assertIn("Elżbieta i Stanisław Wrona", line.text)
		with self.acting("stranger"):
			self.assertEqual(get_lines(self.family, frozenset({DOCTYPE})), [])

	def test_the_access_copy_names_no_stranger(self):
		make_agreement(self.family, contact="tel. 600 100 200", tasks="dwa popołudnia")
		people = get_household(self.family)
		entries = get_prepared_entries(self.family, people[0], people[1:]).entries
		texts = {row["text"] for row in entries if row["source_doctype"] == DOCTYPE}
		self.assertIn("01.10.2026", texts)
		self.assertFalse(any("Wrona" in text or "600" in text for text in texts))

	def test_a_stranger_writes_none(self):
		doc = make_supporting_family(self.family)
		with self.acting("stranger"):
			with self.assertRaises(frappe.PermissionError):
				make_supporting_family(self.family)
			self.assertFalse(doc.has_permission("read"))
