"""First steps: each role has its own on its day page, led by facts; an empty site leads its administrator."""

import json
from pathlib import Path

import pytest

import frappe

import opsfamily
from opsfamily.office import SETTINGS
from opsfamily.ops_casework import first_steps
from opsfamily.ops_casework.first_steps import (
	ADMINISTRATOR_DAY,
	FACTS,
	HIDDEN,
	ONBOARDINGS,
	get_first_steps,
	hide_first_steps,
)
from opsfamily.patches.v1_3 import remove_clicked_steps
from opsfamily.tests import factories
from opsfamily.tests.factories import email

TOURS = ("Family", "Case Assignment", "Family Visit", "Assistant Timesheet")
PACKAGE = Path(opsfamily.__file__).parent
FOUNDER = "first_administrator"


def steps_of(onboarding: str) -> list:
	rows = frappe.get_doc("Module Onboarding", onboarding).steps
	return [frappe.get_doc("Onboarding Step", row.step) for row in rows]


def done(page: str) -> dict[str, bool]:
	return {step["name"]: step["is_done"] for step in get_first_steps(page).get("steps", [])}


def forget_office() -> None:
	for field in ("office_name", "place"):
		frappe.db.set_single_value(SETTINGS, field, "")
	frappe.clear_document_cache(SETTINGS, SETTINGS)


@pytest.fixture
def shown(site) -> None:
	frappe.db.set_single_value("System Settings", "enable_onboarding", 1)


@pytest.fixture
def administrator(site) -> str:
	"""A user who sets the office up and works on no case."""
	return factories.make_person(FOUNDER, "Ada Zakładająca", ("OPS Administrator", "System Manager")).name


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_points_at_fields_that_are_on_the_form(tour, site):
	doc = frappe.get_doc("Form Tour", tour)
	shown = {field.fieldname for field in frappe.get_meta(doc.reference_doctype).fields if not field.hidden}
	assert doc.steps
	assert {step.fieldname for step in doc.steps} <= shown


@pytest.mark.parametrize("page", ONBOARDINGS)
def test_an_onboarding_is_for_the_readers_of_its_page_and_has_a_polish_title(page, site):
	doc = frappe.get_doc("Module Onboarding", ONBOARDINGS[page])
	readers = {row.role for row in frappe.get_doc("Workspace", page).roles}
	assert {row.role for row in doc.allow_roles} == readers
	assert doc.title.startswith("Pierwsze kroki")


@pytest.mark.parametrize("page", ONBOARDINGS)
def test_every_step_is_ticked_by_a_fact_and_leads_somewhere(page, site):
	for step in steps_of(ONBOARDINGS[page]):
		assert step.name in FACTS
		# Asked as somebody who may go everywhere.
		target = first_steps.get_target(step)
		is_awaited = step.path == "family-import" and not frappe.db.exists("Page", "family-import")
		assert target or is_awaited, step.name
		assert step.form_tour is None or frappe.db.exists("Form Tour", step.form_tour)


def test_every_fact_has_its_step(site):
	ours = {step.name for onboarding in ONBOARDINGS.values() for step in steps_of(onboarding)}
	assert set(FACTS) == ours


def test_the_platform_draws_no_second_list_of_steps():
	for path in PACKAGE.glob("setup/data/workspace/*.json"):
		content = json.loads(json.loads(path.read_text(encoding="utf-8"))["content"])
		assert [block for block in content if block["type"] == "onboarding"] == [], path.stem


def test_an_empty_site_leads_its_administrator_step_by_step(administrator, as_user):
	"""The site of the tests has families, so each fact is asked of what is made here."""
	forget_office()
	frappe.db.set_value("Letter Head", {"is_default": 1}, "is_default", 0)
	with as_user(administrator):
		assert done(ADMINISTRATOR_DAY)["OPS Name the Office"] is False
		assert done(ADMINISTRATOR_DAY)["OPS Make a Letter Head"] is False
		settings = frappe.get_doc(SETTINGS)
		settings.office_name = "Ośrodek Pomocy Społecznej w Lipowej Górze"
		settings.save()
		# The place is printed as well.
		assert done(ADMINISTRATOR_DAY)["OPS Name the Office"] is False
		settings.place = "Lipowa Góra"
		settings.save()
		assert done(ADMINISTRATOR_DAY)["OPS Name the Office"] is True
		head = {
			"doctype": "Letter Head",
			"letter_head_name": "Pismo próbne",
			"source": "HTML",
			"content": "OPS",
		}
		frappe.get_doc({**head, "is_default": 1}).insert()
		# Everything else is on this site already, so nothing is left to do and nothing is shown.
		assert get_first_steps(ADMINISTRATOR_DAY) == {}


def test_people_are_there_when_one_leads_and_one_assists(site):
	assert first_steps.is_staffed("")
	frappe.db.delete("Has Role", {"role": "Family Assistant"})
	assert not first_steps.is_staffed("")


def test_disabled_people_and_the_platforms_own_users_do_not_count(site):
	frappe.db.set_value("User", {"name": ["not in", frappe.STANDARD_USERS]}, "enabled", 0)
	assert not first_steps.is_staffed("")


def test_an_administrator_who_works_on_no_case_is_led_to_no_family(administrator, as_user):
	with as_user(administrator):
		targets = {name: first_steps.get_step(name)["target"] for name in FACTS}
		assert targets["OPS Bring the Families"] == {}
		assert targets["OPS Assign for the First Time"] == {}
		assert targets["OPS Open a Family"] == {}
		assert targets["OPS Name the Office"] == {"route": ["Form", "OPS Settings"]}
		assert targets["OPS Give the Roles"] == {"new": "User"}
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Family", order_by="name")


@pytest.mark.parametrize(
	("person", "page"),
	[
		("assistant", "Assistant Day"),
		("coordinator", "Coordinator Day"),
		("head", "Head Day"),
		("social_worker", "Social Worker Day"),
		("day_centre", "In the Day Centre"),
	],
)
def test_steps_are_shown_to_their_own_role_only(person, page, shown, as_user):
	with as_user(email(person)):
		for other in set(ONBOARDINGS) - {page}:
			assert get_first_steps(other) == {}
	with as_user(email("nobody")):
		assert get_first_steps(page) == {}


def test_an_assistants_steps_are_ticked_by_the_assistants_own_work(shown, as_user):
	factories.make_person("beginner", "Bożena Początkująca", ("Family Assistant",))
	beginner, family = email("beginner"), factories.make_family().name
	with as_user(beginner):
		assert not any(done("Assistant Day").values())
	factories.assign(family, "beginner")
	with as_user(beginner):
		assert done("Assistant Day")["OPS See Own Families"] is True
		assert done("Assistant Day")["OPS Write a Visit"] is False
	factories.make_visit(family, assistant=beginner)
	with as_user(beginner):
		assert done("Assistant Day")["OPS Write a Visit"] is True
		assert done("Assistant Day")["OPS Close the Month"] is False


def test_a_click_ticks_nothing(shown, as_user):
	with as_user(email("social_worker")):
		frappe.db.set_value("Onboarding Step", "OPS Ask for an Assistant", "is_complete", 1)
		frappe.db.delete("Assistant Request", {"requested_by": email("social_worker")})
		assert done("Social Worker Day")["OPS Ask for an Assistant"] is False


def test_hidden_steps_stay_hidden_for_their_reader_alone(shown, as_user):
	factories.make_person("beginner", "Bożena Początkująca", ("Family Assistant",))
	factories.make_person("another", "Anna Następna", ("Family Assistant",))
	with as_user(email("beginner")):
		assert get_first_steps("Assistant Day")
		hide_first_steps("Assistant Day")
		assert get_first_steps("Assistant Day") == {}
	with as_user(email("another")):
		assert get_first_steps("Assistant Day")


def test_nothing_is_remembered_of_a_page_that_has_no_steps(shown, as_user):
	with as_user(email("assistant")):
		hide_first_steps("Families")
		hide_first_steps("Head Day")
	own = {"defkey": ["like", f"{HIDDEN}%"], "parent": email("assistant")}
	assert not frappe.db.exists("DefaultValue", own)


def test_the_platforms_switch_holds_for_the_staff(site, as_user, administrator):
	frappe.db.set_single_value("System Settings", "enable_onboarding", 0)
	forget_office()
	factories.make_person("beginner", "Bożena Początkująca", ("Family Assistant",))
	with as_user(email("beginner")):
		assert get_first_steps("Assistant Day") == {}
	with as_user(administrator):
		assert get_first_steps(ADMINISTRATOR_DAY)


def test_the_update_removes_steps_that_were_clicked(site):
	step = {"doctype": "Onboarding Step", "name": "OPS See the Deadlines", "title": "OPS See the Deadlines"}
	frappe.get_doc({**step, "action": "Go to Page", "path": "family"}).insert()
	for _time in range(2):
		remove_clicked_steps.execute()
		assert not frappe.db.exists("Onboarding Step", "OPS See the Deadlines")
