"""A conference on a real Desk: its decision becomes an action, the next conference shows how it went."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import day, email
from opsfamily.tests.make_conference import make_held, make_planned
from tests.browser.conftest import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def family(connected_site):
	"""A family of the client's with a running schedule and a school in its network."""
	frappe.set_user("Administrator")
	before = len(factories.made_families)
	network = [{"kind": "szkoła", "institution": "SP nr 2", "contact": "pedagog <b>x</b>"}]
	family = factories.make_family(representative="Rodzina Spotkana", support_network=network).name
	factories.assign(family, "client")
	factories.assign(family, "social_worker", "Social Worker")
	factories.make_running_schedule(family)
	frappe.db.commit()
	yield family
	frappe.db.rollback()
	factories.erase_leftovers(before)


def confirm(desk) -> None:
	desk.page.locator(".modal.show .btn-primary:visible").first.click()


def begin(desk, family: str) -> None:
	desk.open_form("Family", family)
	desk.page.evaluate("(family) => frappe.new_doc('Case Conference', { family })", family)
	desk.page.wait_for_function("cur_frm?.doctype === 'Case Conference' && cur_frm.is_new()")
	desk.settle()


def press_grid(desk, label: str) -> None:
	desk.page.locator('.frappe-control[data-fieldname="people"]').get_by_role("button", name=label).click()
	desk.settle()


@SIZES
def test_from_the_decision_to_the_next_conference(family, desk_of, size):
	suffix = "phone" if size is PHONE else "desktop"
	desk = desk_of(email("client"), size=size)
	begin(desk, family)
	assert not desk.page.evaluate("cur_frm.doc.from_time"), "no hour is guessed"
	desk.page.evaluate(
		"""([today, later, next, me]) => cur_frm.set_value({ occasion: "przegląd cykliczny",
			conference_date: today, from_time: "10:00:00", place: "sala nr 3", findings: "Omówiono postępy.",
			next_date: next, decisions: [{ what: "Zapisać do poradni.", user: me, until_date: later }] })""",
		[str(day()), str(day(14)), str(day(30)), email("client")],
	)
	press_grid(desk, "Dodaj osoby prowadzące")
	press_grid(desk, "Dodaj osoby prowadzące")
	press_grid(desk, "Dodaj z sieci wsparcia")
	desk.page.locator(".modal.show").get_by_text("pedagog <b>x</b> (SP nr 2)").click()
	confirm(desk)
	names = desk.page.evaluate("cur_frm.doc.people.map((row) => row.full_name)")
	assert names == ["Klara Kliencka", "Marek Socjalny", "pedagog <b>x</b>"]
	desk.page.evaluate(
		"frappe.model.set_value(cur_frm.doc.people[0].doctype, cur_frm.doc.people[0].name, 'attended', 1)"
	)
	name = desk.save()
	desk.assert_no_sideways_scroll()
	desk.shot(f"conference-draft-{suffix}")
	desk.page.locator(".page-actions .primary-action:visible").first.click()
	confirm(desk)
	desk.page.wait_for_function("cur_frm.doc.docstatus === 1 && cur_frm.doc.decisions[0].scheduled_action")
	desk.settle()
	action = desk.page.evaluate("cur_frm.doc.decisions[0].scheduled_action")
	# The outcome, as whoever has done it writes it.
	desk.open_form("Scheduled Action", action)
	assert desk.page.evaluate("[cur_frm.doc.conference, cur_frm.doc.party]") == [name, "Family Assistant"]
	desk.page.evaluate("cur_frm.set_value({ outcome: 'Done', remark: 'zapisano na grudzień' })")
	desk.save()
	frappe.db.rollback()
	following = frappe.db.get_value("Case Conference", {"family": family, "docstatus": 0})
	desk.open_form("Case Conference", following)
	[row] = desk.page.evaluate("cur_frm.doc.earlier_decisions")
	assert (row["what"], row["outcome"], row["remark"]) == (
		"Zapisać do poradni.",
		"Done",
		"zapisano na grudzień",
	)
	shown = desk.page.locator('.frappe-control[data-fieldname="earlier_decisions"]')
	shown.scroll_into_view_if_needed()
	assert "Zapisać do poradni." in shown.inner_text()
	desk.assert_no_sideways_scroll()
	desk.shot(f"conference-next-{suffix}")
	desk.open_form("Family", family)
	desk.page.get_by_text("Następne spotkanie").first.wait_for()
	assert "Następne spotkanie" in desk.page.inner_text(".layout-main-section:visible")


def test_invitations_without_an_account_say_so(family, desk_of):
	frappe.set_user("Administrator")
	planned = make_planned(family, organiser=email("client")).name
	frappe.db.commit()
	desk = desk_of(email("client"))
	desk.open_form("Case Conference", planned)
	assert "nie zobaczą tego spotkania: Anna Asystentka" in desk.page.inner_text(
		".layout-main-section:visible"
	)
	desk.page.locator(".page-actions").get_by_role("button", name="Zaproś").click()
	confirm(desk)
	desk.page.get_by_text("nie ma konta e-mail").wait_for()
	desk.shot("conference-invitation-refused")
	desk.forgive_refusal()


def test_list_and_calendar(family, desk_of):
	frappe.set_user("Administrator")
	make_held(family, conference_date=day(-1))
	make_planned(family, conference_date=day(1))
	frappe.db.commit()
	desk = desk_of(email("client"))
	desk.open(f"case-conference/view/list?family={family}")
	desk.page.get_by_text("Zaplanowane").first.wait_for()
	assert desk.page.get_by_text("Odbyło się").first.is_visible()
	desk.shot("conference-list")
	desk.open("case-conference/view/calendar/default")
	desk.page.locator(".fc-event", has_text="Rodzina Spotkana").first.wait_for()
	desk.shot("conference-calendar")


def test_a_new_conference_fits_a_phone_and_its_texts_are_short(family, desk_of):
	desk = desk_of(email("client"), size=PHONE)
	begin(desk, family)
	desk.assert_no_sideways_scroll()
	heights = desk.page.evaluate(
		"""["agenda", "findings", "sensitive_findings"].map(
			(name) => cur_frm.fields_dict[name].$input?.[0].offsetHeight || 0)"""
	)
	assert max(heights) <= 180
	desk.page.evaluate("cur_frm.set_value('findings', 'Omówiono postępy.\\n'.repeat(40))")
	desk.page.evaluate("cur_frm.refresh()")
	desk.settle()
	assert desk.page.evaluate("cur_frm.fields_dict.findings.$input[0].offsetHeight") > 400
	desk.shot("conference-new-phone")
