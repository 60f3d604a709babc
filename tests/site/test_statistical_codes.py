"""Codes for the figures of a period: ends of cases and of placements, causes of difficulties."""

import pytest

import frappe

from opsfamily.case.causes import CauseLevelError
from opsfamily.core.requests import SENT
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import RequestFrozenError
from opsfamily.ops_intake.doctype.foster_placement.foster_placement import PlacementEndError
from opsfamily.patches.v1_2 import set_statistical_codes
from opsfamily.permissions.session import acting_as
from opsfamily.setup import check
from opsfamily.setup.defaults import read_dictionaries
from opsfamily.tests.factories import (
	assign,
	email,
	fresh,
	make_assessment,
	make_cause,
	make_closed_case,
	make_family,
	make_placement,
	make_request,
	moved,
)

VIOLENCE, POVERTY = "przemoc domowa", "ubóstwo"


@pytest.fixture
def family(site) -> str:
	name = make_family().name
	assign(name)
	assign(name, "social_worker", "Social Worker")
	return name


def get_logged(title: str) -> str:
	return "\n".join(frappe.get_all("Error Log", {"method": title}, pluck="error", order_by="creation"))


# closings


def test_shipped_reasons_cover_every_class():
	df = frappe.get_meta("Closing Reason").get_field("statistical_class")
	shipped = {record["statistical_class"] for record in read_dictionaries()["Closing Reason"]}
	assert shipped == set(filter(None, df.options.split("\n")))
	assert frappe.get_meta("Case Closing").get_field("statistical_class").options == df.options


def test_a_reason_needs_its_class(site):
	with pytest.raises(frappe.MandatoryError, match="statistical_class"):
		frappe.get_doc({"doctype": "Closing Reason", "reason_name": "wyjazd"}).insert()


def test_a_closing_keeps_the_class_of_its_day(family):
	closing = make_closed_case(family)
	assert closing.statistical_class == "Goal Reached"
	frappe.db.set_value("Closing Reason", closing.reason, "statistical_class", "Other Reason")
	assert fresh(closing).statistical_class == "Goal Reached"


# placements


def test_a_placement_ends_with_a_day_and_a_code(family):
	placement = make_placement(family)
	with pytest.raises(PlacementEndError, match="kod"):
		fresh(placement).update({"until_date": "2026-10-01"}).save()
	with pytest.raises(PlacementEndError):
		fresh(placement).update({"end_code": "Adoption"}).save()
	ended = fresh(placement).update({"until_date": "2026-10-01", "end_code": "Returned Home"}).save()
	assert fresh(ended).end_code == "Returned Home"


# causes


def test_the_dictionary_holds_article_seven(site):
	sensitive = set(frappe.get_all("Difficulty Cause", {"is_sensitive": 1}, pluck="name"))
	shipped = {row["cause_name"]: row["is_sensitive"] for row in read_dictionaries()["Difficulty Cause"]}
	assert len(shipped) == 15
	assert {name for name, is_sensitive in shipped.items() if is_sensitive} <= sensitive
	assert {VIOLENCE, "alkoholizm lub narkomania", "niepełnosprawność"} <= sensitive


@pytest.mark.parametrize("make", [make_assessment, make_request])
def test_a_sensitive_cause_is_refused_on_level_zero(family, make):
	with pytest.raises(CauseLevelError, match=VIOLENCE):
		make(family, causes=[{"cause": VIOLENCE}])
	with pytest.raises(CauseLevelError, match=POVERTY):
		make(family, sensitive_causes=[{"cause": POVERTY}])


def test_each_cause_stands_once(family):
	assessment = make_assessment(family, causes=[{"cause": POVERTY}, {"cause": POVERTY}])
	assert [row.cause for row in fresh(assessment).causes] == [POVERTY]


def test_causes_of_level_one_are_for_its_readers(family):
	assessment = make_assessment(family, causes=[{"cause": POVERTY}], sensitive_causes=[{"cause": VIOLENCE}])
	for key, expected in (("assistant", [VIOLENCE]), ("social_worker", [])):
		with acting_as(email(key)):
			read = fresh(assessment)
			read.apply_fieldlevel_read_permissions()
			assert [row.cause for row in read.get("sensitive_causes") or []] == expected, key
			assert [row.cause for row in read.causes] == [POVERTY]


def test_a_writer_without_level_one_keeps_what_is_there(family):
	request = make_request(family, sensitive_causes=[{"cause": VIOLENCE}])
	frappe.db.delete("DocPerm", {"parent": request.doctype, "permlevel": 1, "role": "Social Worker"})
	frappe.clear_cache(doctype=request.doctype)
	try:
		with acting_as(email("social_worker")):
			fresh(request).update({"sensitive_causes": [], "reason": "inne uzasadnienie"}).save()
		assert [row.cause for row in fresh(request).sensitive_causes] == [VIOLENCE]
	finally:
		frappe.db.rollback()
		frappe.clear_cache(doctype=request.doctype)


def test_a_sent_request_keeps_its_causes(family):
	request = moved(make_request(family, causes=[{"cause": POVERTY}]), SENT)
	with pytest.raises(RequestFrozenError):
		fresh(request).update({"causes": [{"cause": "bezrobocie"}]}).save()


def test_a_stored_cause_stays_when_the_dictionary_changes(family):
	cause = make_cause("problemy szkolne")
	assessment = make_assessment(family, causes=[{"cause": cause}])
	frappe.db.set_value("Difficulty Cause", cause, "is_sensitive", 1)
	fresh(assessment).update({"debts": "brak"}).save()
	assert check.check_cause_levels().documents == [("Family Assessment", assessment.name)]


# update


def test_the_update_sets_what_is_known_and_lists_the_rest(family):
	closing, placement = make_closed_case(family), make_placement(family)
	placement.db_set("until_date", "2026-10-01")
	reasons = {"cel pracy osiągnięty": None, "powód ośrodka": None}
	frappe.get_doc(
		{"doctype": "Closing Reason", "reason_name": "powód ośrodka", "statistical_class": "Death"}
	).insert()
	for name in reasons:
		frappe.db.set_value("Closing Reason", name, "statistical_class", None)
	modified = closing.modified
	closing.db_set("statistical_class", None, update_modified=False)
	frappe.delete_doc("Closing Reason", "brak efektów pracy")
	frappe.delete_doc("Closing Reason", "orzeczenie sądu")
	for _run in range(2):
		set_statistical_codes.execute()
		assert fresh(closing).statistical_class == "Goal Reached"
		assert str(fresh(closing).modified) == str(modified)
		assert not frappe.db.get_value("Closing Reason", "powód ośrodka", "statistical_class")
		assert frappe.db.exists("Closing Reason", "brak efektów pracy")
		assert not frappe.db.exists("Closing Reason", "orzeczenie sądu")
	assert "powód ośrodka" in get_logged("Closing reasons without a statistical class")
	assert placement.name in get_logged("Ended placements without a code of how they ended")
	assert ("Foster Placement", placement.name) in check.check_placement_ends().documents
