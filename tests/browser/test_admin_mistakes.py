"""What an administrator gets wrong in the Desk is named by its row and field, and nothing that was typed goes."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field

from opsfamily.setup.workflows import TIMESHEET
from opsfamily.tests import factories
from opsfamily.tests.factories import email
from tests.browser.test_intake import new_form
from tests.browser.test_office_workflow import restore
from tests.site.test_office_workflow import CHECKED, forget, put_between

ADMINISTRATOR = "mistaken_administrator"
VISIT, FIELD, CLOCK = "Family Visit", "custom_przeglad", "Przegląd celów <b>ośrodka</b>"


@pytest.fixture
def desk(site, desk_of):
	if not frappe.db.exists("User", email(ADMINISTRATOR)):
		factories.make_person(ADMINISTRATOR, "Ada Omylna", ("OPS Administrator", "System Manager"))
		frappe.db.commit()
	return desk_of(email(ADMINISTRATOR))


def refused(desk) -> str:
	"""Save what cannot be saved, and answer what the Desk says."""
	desk.page.evaluate("() => void cur_frm.save().catch(() => {})")
	message = desk.page.locator(".modal.show .msgprint").last
	message.wait_for()
	desk.settle()
	desk.forgive_refusal()
	text = message.inner_text()
	desk.page.keyboard.press("Escape")
	# A dialog that is still fading out would not show the next message.
	desk.page.locator(".modal .msgprint").first.wait_for(state="hidden")
	return text


def test_a_template_that_is_not_whole(desk):
	name = f"Wzór {frappe.generate_hash(length=6)}"
	desk.open("sheet-template")
	new_form(desk, "Sheet Template")
	desk.page.evaluate(
		"""(name) => cur_frm.set_value({ template_name: name, intro: "Wstęp do karty" }).then(() => {
			cur_frm.clear_table("questions");
			cur_frm.refresh_field("questions");
		})""",
		name,
	)
	assert "Pytania" in refused(desk)
	desk.page.evaluate(
		"""() => {
			cur_frm.add_child("questions", { question_text: "Co słychać?" });
			cur_frm.add_child("questions", { question_text: "Co słychać?", kind: "Long Text" });
			cur_frm.refresh_field("questions");
		}"""
	)
	text = refused(desk)
	assert "2" in text and "Pytanie" in text
	assert desk.page.evaluate("[cur_frm.doc.intro, cur_frm.doc.questions.length]") == ["Wstęp do karty", 2]
	desk.page.evaluate(
		"""() => frappe.model.set_value("Sheet Question", cur_frm.doc.questions[1].name, "question_text", "Co dalej?")"""
	)
	desk.save()
	frappe.db.rollback()
	assert frappe.db.get_value("Sheet Template", name, ["intro", "version"]) == ("Wstęp do karty", 1)
	frappe.delete_doc("Sheet Template", name)
	frappe.db.commit()


@pytest.fixture
def clock(connected_site) -> Iterator[str]:
	"""A clock of the office's from a field that has gone past the guard, as by a script on the server."""
	frappe.set_user("Administrator")
	create_custom_field(VISIT, {"fieldname": FIELD, "label": "Przegląd", "fieldtype": "Date"})
	settings = frappe.get_doc("OPS Settings")
	row = {"clock_name": CLOCK, "document_kind": VISIT, "date_field": FIELD, "days": 14}
	settings.append("own_clocks", {**row, "part": "Family Assistant", "counted": "From Each Document"})
	settings.save()
	frappe.db.delete("Custom Field", {"dt": VISIT, "fieldname": FIELD})
	frappe.db.commit()
	frappe.clear_cache()
	yield CLOCK
	frappe.db.rollback()
	settings = frappe.get_doc("OPS Settings")
	settings.set("own_clocks", [])
	settings.save()
	frappe.db.commit()
	frappe.clear_cache()


def test_a_clock_on_a_field_that_is_gone(clock, desk):
	desk.open_form("OPS Settings", "OPS Settings")
	headline = desk.page.locator(".form-message, .form-dashboard-headline").filter(has_text=clock)
	headline.first.wait_for()
	desk.shot("admin-mistake-clock")
	days = desk.page.evaluate("cur_frm.doc.deadline_days ?? cur_frm.doc.days_ahead ?? null")
	desk.page.evaluate("""() => cur_frm.set_value("office_name", "OPS po pomyłce")""")
	text = refused(desk)
	assert ("1" in text and "Dzień" in text) or "Data" in text, text
	assert desk.page.evaluate("cur_frm.doc.office_name") == "OPS po pomyłce"
	assert desk.page.evaluate("cur_frm.doc.own_clocks[0].clock_name") is not None
	assert desk.page.evaluate("cur_frm.doc.deadline_days ?? cur_frm.doc.days_ahead ?? null") == days
	frappe.db.rollback()
	assert frappe.db.count("Own Clock", {"parent": "OPS Settings"}) == 1


@pytest.fixture
def unsaid(site) -> Iterator[str]:
	put_between(meaning=None)
	frappe.db.commit()
	forget()
	yield CHECKED
	frappe.db.rollback()
	restore()


def test_a_state_without_a_meaning(unsaid, desk):
	desk.open_form("Workflow", TIMESHEET.name)
	desk.page.evaluate(
		f"""() => {{
			const row = cur_frm.doc.states.find((each) => each.state === "{CHECKED}");
			return frappe.model.set_value(row.doctype, row.name, "message", "Do księgowej");
		}}"""
	)
	desk.page.evaluate("cur_frm.save()")
	message = desk.page.locator(".modal.show .msgprint").last
	message.wait_for()
	assert CHECKED in message.inner_text()
	desk.page.keyboard.press("Escape")
	desk.page.wait_for_function("() => !cur_frm.is_dirty()")
	frappe.db.rollback()
	where = {"parent": TIMESHEET.name, "state": CHECKED}
	assert frappe.db.get_value("Workflow Document State", where, "message") == "Do księgowej"
	desk.open_form("OPS Settings", "OPS Settings")
	headline = desk.page.locator(".form-message, .form-dashboard-headline").filter(has_text=CHECKED)
	headline.first.wait_for()
	desk.shot("admin-mistake-state")
