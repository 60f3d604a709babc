"""The coordinator's duties in the Desk: a person's copy is prepared, reviewed, released; who read the file."""

import pytest

import frappe

from opsfamily.ops_paper.together import make_pdf
from opsfamily.tests import factories
from opsfamily.tests.factories import email

MARIA, HEALTH = "Maria Testowa", "padaczka lekooporna"


@pytest.fixture
def family(site: str) -> str:
	"""A committed family of two with an assessment and a running schedule."""
	members = [
		{"full_name": MARIA, "birth_date": "1990-01-01", "kinship": "matka", "health": "cukrzyca"},
		{"full_name": "Jan Testowy", "birth_date": "2015-06-01", "kinship": "syn", "health": HEALTH},
	]
	family = factories.make_family(members=members).name
	factories.assign(family)
	factories.make_assessment(family, parenting="Maria stawia granice, Jan ich szuka.")
	factories.make_running_schedule(family)
	frappe.db.commit()
	return family


def press(desk, label: str) -> None:
	desk.page.get_by_role("button", name=label, exact=True).locator("visible=true").first.click()


def test_a_copy_is_prepared_reviewed_and_released(family, desk_of):
	desk = desk_of(email("coordinator"))
	desk.open_form("Family", family)
	desk.page.evaluate(f"frappe.new_doc('Access Copy', {{ family: '{family}' }})")
	desk.page.wait_for_function("window.cur_frm?.doctype === 'Access Copy'")
	desk.settle()
	desk.fill("person", MARIA)
	name = desk.save()
	press(desk, "Przygotuj")
	desk.page.wait_for_function("cur_frm.doc.entries?.length > 5")
	desk.settle()
	desk.shot("access-copy-prepared")
	shown = desk.page.inner_text(".layout-main-section:visible")
	assert HEALTH not in shown
	# Agreed actions may be another person's: not ticked, and the grid says why.
	assert "Dlaczego nie zaznaczono" in shown and "Tekst dotyczy rodziny" in shown
	ticked = desk.page.evaluate("cur_frm.doc.entries.filter((row) => row.include).map((row) => row.text)")
	assert MARIA in ticked and not [text for text in ticked if "Stały plan dnia" in text]
	press(desk, "Zatwierdź")
	desk.page.locator(".modal.show .btn-primary:visible").first.click()
	desk.page.wait_for_function("cur_frm.doc.docstatus === 1")
	desk.settle()
	frappe.db.rollback()
	copy = frappe.get_doc("Access Copy", name)
	assert copy.released_by == email("coordinator")
	pdf = make_pdf([copy], "Kopia danych osoby")
	assert pdf.startswith(b"%PDF")


def test_who_read_the_file(family, desk_of):
	desk_of(email("assistant")).open_form("Family", family)
	desk = desk_of(email("coordinator"))
	desk.open_form("Family", family)
	press(desk, "Kto przeglądał akta")
	desk.page.wait_for_selector(".dt-row >> text=Anna Asystentka")
	desk.shot("family-file-access")
	assert "Otwarcie" in desk.page.inner_text(".layout-main-section:visible")


def test_retention_proposals_open(family, desk_of):
	desk = desk_of(email("head")).open("query-report/Retention Proposals")
	assert desk.page.get_by_placeholder("Na dzień").is_visible()
	desk.shot("retention-proposals")


def test_what_goes_round_the_rule_is_shown_in_red(site, desk_of):
	user = frappe.get_doc("User", email("newcomer"))
	user.add_roles("Website Manager")
	frappe.db.commit()
	try:
		desk = desk_of(email("head")).open("query-report/Access Control Check")
		cell = desk.page.wait_for_selector(f".dt-row:has-text('{email('newcomer')}') .text-danger")
		assert "Role sięgające poza zasadę dostępu" in desk.page.inner_text(".layout-main-section:visible")
		assert cell.is_visible()
		desk.shot("access-control-check")
	finally:
		frappe.db.rollback()
		frappe.get_doc("User", email("newcomer")).remove_roles("Website Manager")
		frappe.db.commit()


def test_a_married_name_on_the_familys_page(family, desk_of):
	desk = desk_of(email("coordinator"))
	desk.open_form("Family", family)
	desk.page.get_by_role("tab", name="Dane").click()
	desk.fill("representative", "Maria Nowa")
	desk.save()
	desk.page.wait_for_function("cur_frm.doc.former_names === 'Maria Testowa'")
	desk.settle()
	shown = desk.page.inner_text(".layout-main-section:visible")
	assert "Dawniej" in shown and "Maria Testowa" in shown
	desk.shot("family-former-name")
	frappe.db.rollback()
	assert (
		frappe.db.get_value("Family Member", {"parent": family, "kinship": "matka"}, "full_name")
		== "Maria Nowa"
	)
