"""An update brings the fields of advice, programmes and questions, and fills what tools and kinds say since; what the office
wrote stays."""

import frappe

from opsfamily.patches.v1_3 import (
	create_advice_dictionaries,
	create_supervision_dictionaries,
	name_withdrawn_requests,
)
from opsfamily.tests.make_supervision import make_request

FIELD, TOOL, KIND = "Advice Field", "Screening Tool", "Consultation Kind"
GROUP_KIND = "grupowa konsultacja przypadku"


def test_a_site_from_before_gets_them_once(site):
	frappe.db.delete(FIELD)
	frappe.db.set_value(TOOL, "ASQ:SE-2", {"from_months": 0, "until_months": 0})
	frappe.db.set_value(KIND, GROUP_KIND, "has_steps", 0)
	create_advice_dictionaries.execute()
	create_advice_dictionaries.execute()
	assert "prawo rodzinne" in frappe.get_all(FIELD, pluck="name", order_by="name")
	assert frappe.db.get_value(TOOL, "ASQ:SE-2", ["from_months", "until_months"]) == (1, 72)
	assert frappe.db.get_value(KIND, GROUP_KIND, "has_steps") == 1


def test_what_the_office_wrote_stays(site):
	frappe.db.set_value(TOOL, "ASQ:SE-2", {"from_months": 0, "until_months": 60})
	create_advice_dictionaries.execute()
	assert frappe.db.get_value(TOOL, "ASQ:SE-2", ["from_months", "until_months"]) == (0, 60)


def test_an_entry_that_the_office_took_away_is_not_missed(site):
	frappe.db.delete(TOOL, {"name": "ASQ-3"})
	create_advice_dictionaries.execute()
	assert not frappe.db.exists(TOOL, "ASQ-3")


def test_questions_and_programmes_are_created_once_and_stay_the_offices(site):
	for doctype in ("Supervision Question", "Supervision Programme"):
		frappe.db.delete(doctype)
	create_supervision_dictionaries.execute()
	frappe.db.set_value("Supervision Programme", "środki własne gminy", "disabled", 1)
	create_supervision_dictionaries.execute()
	assert frappe.db.count("Supervision Question") == 4
	assert frappe.db.get_value("Supervision Programme", "środki własne gminy", "disabled") == 1


def test_a_withdrawn_request_stays_withdrawn(site):
	withdrawn, waiting = make_request(), make_request()
	withdrawn.db_set("status", "Withdrawn", update_modified=False)
	name_withdrawn_requests.execute()
	name_withdrawn_requests.execute()
	states = [frappe.db.get_value("Consultation Request", doc.name, "status") for doc in (withdrawn, waiting)]
	assert states == ["Request Withdrawn", "Waiting"]
