"""First steps: what a tour points at and where a step leads exists, for the people whom it is shown to."""

import pytest

import frappe

TOURS = ("Family", "Case Assignment", "Family Visit", "Assistant Timesheet")
ONBOARDINGS = {"OPS Family Assistant": "Family Assistant", "OPS Family Coordinator": "Family Coordinator"}
TARGETS = {"Go to Page": "path", "View Report": "reference_report", "Show Form Tour": "form_tour"}


def steps_of(onboarding: str) -> list:
	rows = frappe.get_doc("Module Onboarding", onboarding).steps
	return [frappe.get_doc("Onboarding Step", row.step) for row in rows]


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_points_at_fields_that_are_on_the_form(tour, site):
	doc = frappe.get_doc("Form Tour", tour)
	shown = {field.fieldname for field in frappe.get_meta(doc.reference_doctype).fields if not field.hidden}
	assert doc.steps
	assert {step.fieldname for step in doc.steps} <= shown


@pytest.mark.parametrize("onboarding", ONBOARDINGS)
def test_an_onboarding_is_for_its_part_and_has_a_polish_title(onboarding, site):
	doc = frappe.get_doc("Module Onboarding", onboarding)
	assert ONBOARDINGS[onboarding] in {row.role for row in doc.allow_roles}
	assert doc.title.startswith("Pierwsze kroki")


@pytest.mark.parametrize("onboarding", ONBOARDINGS)
def test_every_step_leads_somewhere(onboarding, site):
	for step in steps_of(onboarding):
		assert step.get(TARGETS.get(step.action, "reference_document")), step.name
		if step.action == "View Report":
			assert frappe.db.exists("Report", step.reference_report), step.name
		if step.action == "Go to Page":
			page = step.path.split("/")[0]
			assert frappe.db.exists("Page", page) or frappe.db.exists("DocType", page.title()), step.name


@pytest.mark.parametrize("onboarding", ONBOARDINGS)
def test_a_workspace_shows_it(onboarding, site):
	blocks = frappe.get_all("Workspace", {"module": ["like", "OPS%"]}, pluck="content", order_by="name")
	assert any(f'"onboarding_name":"{onboarding}"' in content.replace('": "', '":"') for content in blocks)
