import frappe
from frappe import _

from opsfamily.case.dictionaries import DisabledEntryError
from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE, DIRECT
from opsfamily.core.months import add_months, month_of
from opsfamily.ops_visits.doctype.contact_kind.contact_kind import (
	CHANGE_THEM,
	FROM_NEXT_MONTH,
	OpenVisitsError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	accepted,
	assign,
	day,
	email,
	fresh,
	make_family,
	make_timesheet,
	make_visit,
	returned,
	sent,
)

DOCTYPE, VISIT = "Contact Kind", "Family Visit"


class KindTestCase(SiteTestCase):
	def setUp(self):
		super().setUp()
		self.family = make_family().name
		assign(self.family)
		self.kind = frappe.get_doc({"doctype": DOCTYPE, "kind_name": "warsztat", "on_timesheet": 0}).insert()

	def visit(self, **values):
		return make_visit(self.family, **{"kind": self.kind.name, **values})

	def change(self, **values):
		return fresh(self.kind).update(values).save()

	def is_listed(self, visit) -> int:
		return frappe.db.get_value(VISIT, visit.name, "on_timesheet")


class TestOnAndOffTheTimesheet(KindTestCase):
	def test_the_change_asks_what_to_do_with_open_visits(self):
		self.visit()
		words = label(DOCTYPE, "open_visits"), _(CHANGE_THEM), _(FROM_NEXT_MONTH)
		for answer in ("", None):
			with self.subTest(answer=answer), self.refused(OpenVisitsError, *words):
				self.change(on_timesheet=1, open_visits=answer)

	def test_nothing_is_asked_where_nothing_is_open(self):
		self.visit()
		accepted(make_timesheet(self.family))
		self.assertEqual(self.change(on_timesheet=1).timesheet_month, None)

	def test_open_visits_follow_and_their_card_is_out_of_date(self):
		visit, card = self.visit(), make_timesheet(self.family)
		kind = self.change(on_timesheet=1, open_visits=CHANGE_THEM)
		self.assertEqual((self.is_listed(visit), fresh(card).out_of_date), (1, 1))
		self.assertEqual((fresh(kind).open_visits, kind.timesheet_month), ("", None))
		card = fresh(card)
		card.fetch_visits()
		self.assertEqual((fresh(card).timesheet_minutes, fresh(card).out_of_date), (120, 0))

	def test_visits_of_sent_and_accepted_cards_keep_their_rule(self):
		for move in (sent, accepted):
			visit = self.visit()
			card = move(make_timesheet(self.family))
			self.visit(visit_date="2026-11-02")
			self.change(on_timesheet=1, open_visits=CHANGE_THEM)
			with self.subTest(move=move.__name__):
				self.assertEqual((self.is_listed(visit), fresh(card).out_of_date), (0, 0))
			self.tearDown()
			self.setUp()

	def test_a_returned_card_goes_on_by_the_rule_that_it_has(self):
		self.visit()
		card = sent(make_timesheet(self.family))
		self.change(on_timesheet=1)
		returned(card)
		later = self.visit(from_time="18:00", to_time="19:00")
		self.assertEqual(self.is_listed(later), 0)

	def test_from_the_next_month_on_this_month_keeps_its_rule(self):
		before = self.visit()
		kind = self.change(on_timesheet=1, open_visits=FROM_NEXT_MONTH)
		self.assertEqual(kind.timesheet_month, month_of(add_months(day(), 1)))
		after = self.visit(visit_date="2026-11-02")
		self.assertEqual((self.is_listed(before), self.is_listed(after)), (0, 0))
		# A change of the visit does not bring the other rule in.
		self.assertEqual(fresh(before).update({"course": "Inaczej."}).save().on_timesheet, 0)

	def test_in_that_month_the_new_rule_holds(self):
		self.change(on_timesheet=1)
		frappe.db.set_value(DOCTYPE, self.kind.name, "timesheet_month", "2026-10")
		september = self.visit(visit_date="2026-09-30")
		october = self.visit(visit_date="2026-10-01")
		self.assertEqual((self.is_listed(september), self.is_listed(october)), (0, 1))

	def test_a_change_that_has_not_begun_is_taken_back_whole(self):
		visit = self.visit()
		self.change(on_timesheet=1, open_visits=FROM_NEXT_MONTH)
		kind = self.change(on_timesheet=0, open_visits=FROM_NEXT_MONTH)
		self.assertEqual((kind.timesheet_month, self.is_listed(visit)), (None, 0))
		self.assertEqual(self.is_listed(self.visit(visit_date="2026-11-02")), 0)

	def test_the_month_of_the_rule_is_never_typed(self):
		self.assertEqual(self.change(timesheet_month="2020-01").timesheet_month, None)


class TestNature(KindTestCase):
	def test_a_visit_takes_the_nature_of_its_kind(self):
		self.assertEqual(self.visit(nature=ATTEMPT).nature, DIRECT)
		call = self.visit(kind="rozmowa telefoniczna", from_time="18:00", to_time="18:10")
		self.assertEqual(call.nature, BY_PHONE)
		self.assertEqual(fresh(call).update({"nature": DIRECT}).save().nature, BY_PHONE)
		self.assertEqual(fresh(call).update({"kind": self.kind.name}).save().nature, DIRECT)

	def test_a_corrected_nature_reaches_open_cards_only(self):
		kept = self.visit(visit_date="2026-09-07")
		accepted(make_timesheet(self.family, month="2026-09"))
		open_visit = self.visit()
		card = make_timesheet(self.family)
		self.assertEqual(card.direct_minutes, 120)
		self.change(nature=ATTEMPT)
		natures = [frappe.db.get_value(VISIT, visit.name, "nature") for visit in (kept, open_visit)]
		self.assertEqual(natures, [DIRECT, ATTEMPT])
		fresh(card).fetch_visits()
		self.assertEqual(fresh(card).direct_minutes, 0)


class TestDisabled(KindTestCase):
	def test_a_disabled_kind_is_refused_by_the_server(self):
		visit = self.visit()
		self.change(disabled=1)
		with self.refused(DisabledEntryError, label(VISIT, "kind"), self.kind.name):
			self.visit(from_time="18:00", to_time="19:00")
		call = make_visit(self.family, from_time="18:00", to_time="18:10")
		with self.refused(DisabledEntryError, label(VISIT, "kind")):
			fresh(call).update({"kind": self.kind.name}).save()
		# What has it keeps it, and can be changed otherwise.
		self.assertEqual(fresh(visit).update({"course": "Inaczej."}).save().kind, self.kind.name)

	def test_so_is_any_entry_of_a_dictionary(self):
		frappe.db.set_value("Other Work Kind", "szkolenie", "disabled", 1)
		values = {"worker": email("assistant"), "work_date": day(-1), "minutes": 10}
		with self.refused(DisabledEntryError, label("Other Work Time", "kind"), "szkolenie"):
			frappe.get_doc({"doctype": "Other Work Time", "kind": "szkolenie", **values}).insert()
