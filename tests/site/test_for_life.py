"""„Za życiem”: less is asked for, and health providers are acted before on a power of attorney only."""

import pytest

import frappe
from frappe.utils import strip_html

from opsfamily.clocks.cases import Cases
from opsfamily.clocks.register import get_deadlines
from opsfamily.exceptions import EmptyDocumentError
from opsfamily.ops_casework.doctype.family_assessment.family_assessment import MeetingMissingError
from opsfamily.ops_intake.doctype.authorisation.authorisation import PowerOfAttorneyNeededError
from opsfamily.ops_intake.doctype.case_closing.case_closing import FinalAssessmentError
from opsfamily.ops_intake.doctype.support_catalogue.support_catalogue import NoAuthorisationError
from opsfamily.patches.v1_2 import mark_health_providers as patch
from opsfamily.tests.factories import (
	assign,
	day,
	make_assessment,
	make_authorisation,
	make_catalogue,
	make_closing,
	make_consent,
	make_family,
	make_final_assessment,
	make_notification,
	submitted,
)

HOSPITAL = "szpital lub przychodnia"
POWER = {"kind": "Power of Attorney", "body": HOSPITAL}
GONE = "rodzina przerwała współpracę"


@pytest.fixture
def family(site) -> str:
	"""A family supported on an application „Za życiem” alone."""
	name = make_family(assistant_since=None).name
	make_catalogue(name, application_received_on="2026-10-01")
	assign(name, from_date="2026-10-02")
	return name


def paper_text(doc, paper: str) -> str:
	"""Return a printed paper as one line of text."""
	text = strip_html(frappe.get_print(doc.doctype, doc.name, paper, no_letterhead=1))
	return " ".join(text.split())


def step(nature: str = "Acting for the Person", body: str = HOSPITAL) -> dict:
	return {"step_date": "2026-10-05", "body": body, "step": "termin wizyty", "nature": nature}


def test_the_statutory_authorisation_does_not_reach_a_hospital(family):
	with pytest.raises(PowerOfAttorneyNeededError, match=HOSPITAL):
		make_authorisation(family, body=HOSPITAL)
	submitted(make_authorisation(family, reach="General"))
	with pytest.raises(NoAuthorisationError, match="pełnomocnictwa"):
		make_catalogue(family, steps=[step()])
	power = submitted(make_authorisation(family, **POWER))
	assert make_catalogue(family, steps=[step()]).steps[0].authorisation == power.name


@pytest.mark.parametrize(
	"nature", ["Accompanying the Person", "Giving Information", "Telephoning with the Person"]
)
def test_with_the_person_nothing_is_needed(family, nature):
	catalogue = make_catalogue(family, steps=[step(nature), step(nature, "urząd gminy")])
	assert [row.authorisation for row in catalogue.steps] == [None, None]
	catalogue.steps[0].nature = "Acting for the Person"
	with pytest.raises(NoAuthorisationError):
		catalogue.save()


def test_the_paper_says_what_it_reaches(family):
	statutory = paper_text(make_authorisation(family, reach="General"), "Upoważnienie")
	assert "nie obejmuje podmiotów leczniczych" in statutory and "UPOWAŻNIENIE" in statutory
	power = paper_text(make_authorisation(family, **POWER), "Upoważnienie")
	assert "PEŁNOMOCNICTWO" in power and "nie obejmuje" not in power


def test_it_ends_without_f1(family):
	assert submitted(make_closing(family, monitoring_until=None)).docstatus == 1


def test_with_a_second_basis_it_ends_with_f1(family):
	make_consent(family, given_on=day(-1))
	with pytest.raises(FinalAssessmentError):
		submitted(make_closing(family, monitoring_until=None))


def test_no_interview_is_due(family):
	make_notification(family)
	assert "Interview Due" not in [row.clock for row in get_deadlines(Cases(family))]
	make_consent(family, given_on=day(-1))
	assert "Interview Due" in [row.clock for row in get_deadlines(Cases(family))]


def test_a_final_assessment_from_the_files(site):
	family = make_family().name
	assign(family)
	with pytest.raises(MeetingMissingError):
		make_assessment(family, kind="Periodic", without_meeting=1)
	from_files = make_final_assessment(family, without_meeting=1)
	assert "na podstawie akt, bez spotkania" in paper_text(from_files, "F1 Ocena sytuacji rodziny")
	values = {"final_assessment": from_files.name, "monitoring_until": None}
	with pytest.raises(FinalAssessmentError):
		submitted(make_closing(family, **values))
	assert submitted(make_closing(family, reason=GONE, **values)).docstatus == 1


@pytest.mark.parametrize(("where", "said"), [("Not Established", "nieustalone"), ("Abroad", "za granicą")])
def test_a_move_to_an_unknown_place(site, where, said):
	family = make_family().name
	values = {"reason": "zmiana miejsca zamieszkania", "monitoring_until": None}
	closing = make_closing(family, **values)
	with pytest.raises(EmptyDocumentError):
		closing.submit()
	closing = submitted(make_closing(family, moved_where=where, **values))
	assert said in paper_text(closing, "Koniec pracy asystenta")


def test_the_update_marks_what_the_app_has_shipped(family):
	submitted(make_authorisation(family, reach="General")).db_set("kind", None)
	frappe.db.set_value("Support Body", HOSPITAL, "is_health_provider", 0)
	frappe.get_doc({"doctype": "Support Body", "body_name": "Poradnia Zdrowia Testowa"}).insert()
	for _twice in range(2):
		patch.execute()
		assert frappe.db.get_value("Support Body", HOSPITAL, "is_health_provider")
		assert frappe.db.get_value("Closing Reason", GONE, "assessment_from_files")
		assert frappe.db.get_value("Authorisation", {"family": family}, "kind") == "Statutory Authorisation"
	assert "Poradnia Zdrowia Testowa" in frappe.get_last_doc("Error Log").error
