"""Numbers in the settings: each means what it says, and a change tells whom it touches."""

import re

import frappe
from frappe import ValidationError, _
from frappe.utils import add_months, getdate

from opsfamily.core.deadlines import ASSESSMENT
from opsfamily.office import SETTINGS, ZERO_COUNTS, get_setting
from opsfamily.ops_casework.doctype.ops_settings.ops_settings import SettingValueError
from opsfamily.patches.v1_3 import store_meant_settings
from opsfamily.tests.base import SiteTestCase, in_row, label
from opsfamily.tests.factories import assign, confirmed, day, email, make_assessment, make_family

INTERVAL = "assessment_interval_months"


def get_numbers() -> list[str]:
	return [df.fieldname for df in frappe.get_meta(SETTINGS).get("fields", {"fieldtype": "Int"})]


class TestNumbers(SiteTestCase):
	def change(self, **values):
		settings = frappe.get_doc(SETTINGS).update(values)
		frappe.clear_messages()
		settings.save()
		return settings

	def said(self) -> str:
		return " ".join(frappe.parse_json(message)["message"] for message in frappe.message_log)

	def test_zero_is_zero_or_refused(self):
		for fieldname in get_numbers():
			with self.subTest(fieldname=fieldname):
				if fieldname in ZERO_COUNTS:
					self.change(**{fieldname: 0})
					self.assertEqual(get_setting(fieldname), 0)
				else:
					with self.refused(SettingValueError, label(SETTINGS, fieldname)):
						self.change(**{fieldname: 0})

	def test_nothing_is_below_zero(self):
		for fieldname in get_numbers():
			with self.subTest(fieldname=fieldname), self.assertRaises(frappe.ValidationError):
				self.change(**{fieldname: -1})

	def test_nothing_is_so_large_that_no_day_comes_of_it(self):
		for fieldname in get_numbers():
			with self.subTest(fieldname=fieldname):
				with self.assertRaisesRegex(ValidationError, re.escape(label(SETTINGS, fieldname))):
					self.change(**{fieldname: 1_000_000})

	def test_a_word_is_no_zero(self):
		for fieldname in ZERO_COUNTS:
			with (
				self.subTest(fieldname=fieldname),
				self.refused(SettingValueError, label(SETTINGS, fieldname)),
			):
				self.change(**{fieldname: "nigdy"})
		for families in ("dużo", 10**12):
			with self.refused(SettingValueError, in_row(1, label("Workload Ceiling", "families"))):
				self.change(workload_ceilings=[{"from_date": "2015-01-01", "families": families}])

	def test_the_interval_is_no_longer_than_the_half_year_of_the_act(self):
		with self.refused(SettingValueError, label(SETTINGS, INTERVAL), "6"):
			self.change(**{INTERVAL: 7})
		self.change(**{INTERVAL: 6})

	def test_a_stored_zero_becomes_the_default_that_counted(self):
		frappe.db.set_single_value(SETTINGS, {"interview_days": 0, "waiting_days": 0})
		store_meant_settings.execute()
		store_meant_settings.execute()
		stored = frappe.db.get_singles_dict(SETTINGS)
		self.assertEqual((int(stored.interview_days), int(stored.waiting_days)), (14, 0))

	def test_a_shorter_interval_tells_what_is_now_overdue(self):
		family = make_family().name
		assign(family)
		confirmed(make_assessment(family, assessment_date=add_months(getdate(), -4))).submit()
		self.change(**{INTERVAL: 6})
		self.assertEqual(self.said(), "")
		self.change(**{INTERVAL: 3})
		self.assertIn(_(ASSESSMENT), self.said())
		self.change(**{INTERVAL: 6})
		# Who keeps the settings sees no family.
		with self.acting("administrator"):
			self.change(**{INTERVAL: 3})
		self.assertIn(
			_("Which deadlines this touches the coordinator and the head see in Deadlines."), self.said()
		)

	def test_a_lower_limit_names_who_is_above_it(self):
		self.change(workload_ceilings=[{"from_date": "2015-01-01", "families": 99}])
		for _part in range(2):
			assign(make_family().name, "newcomer", from_date=day())
		self.change(workload_ceilings=[{"from_date": "2015-01-01", "families": 1}])
		self.assertIn(frappe.db.get_value("User", email("newcomer"), "full_name"), self.said())
		self.change(place="Lipowa Góra")
		self.assertEqual(self.said(), "")
