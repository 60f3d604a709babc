"""An update brings the kinds of help and the bodies to notify, and leaves what the office has made of them."""

import frappe

from opsfamily.patches.v1_3 import create_help_dictionaries

KIND, BODY = "Specialist Help Kind", "Notified Body"


def test_a_site_from_before_gets_them_once(site):
	for doctype in (KIND, BODY):
		frappe.db.delete(doctype)
	create_help_dictionaries.execute()
	create_help_dictionaries.execute()
	kinds = set(frappe.get_all(KIND, pluck="name", order_by="name"))
	assert {"poradnictwo psychologiczne", "poradnictwo prawne", "terapia", "mediacja"} <= kinds
	assert {"policja", "sąd rodzinny", "prokuratura"} <= set(
		frappe.get_all(BODY, pluck="name", order_by="name")
	)


def test_what_the_office_disabled_stays_so(site):
	frappe.db.set_value(KIND, "terapia", "disabled", 1)
	create_help_dictionaries.execute()
	assert frappe.db.get_value(KIND, "terapia", "disabled") == 1
