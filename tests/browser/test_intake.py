"""How a family comes to an assistant, in the Desk: notification → risk list → request → assignment → first visit."""

import pytest

import frappe

from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email, make_family
from tests.browser.conftest import PHONE

DIALOG = ".modal.show"


@pytest.fixture
def family(site: str) -> str:
	"""A committed family of the social worker's; every paper of it is erased afterwards."""
	family = make_family(representative=f"Rodzina {frappe.generate_hash(length=6)}").name
	assign(family, "social_worker", "Social Worker")
	frappe.db.commit()
	return family


def new_form(desk, doctype: str, **values) -> None:
	desk.page.evaluate("([doctype, values]) => frappe.new_doc(doctype, values)", [doctype, values])
	wait_for(desk, doctype)


def wait_for(desk, doctype: str) -> None:
	desk.page.wait_for_function(
		"(doctype) => window.cur_frm?.doctype === doctype && cur_frm.is_new() && !cur_frm.refreshing",
		arg=doctype,
	)
	desk.settle()


def press(desk, name: str) -> None:
	desk.page.locator(".page-head:visible, .form-page:visible").get_by_role("button", name=name).first.click()
	desk.settle()


def set_values(desk, **values) -> None:
	desk.page.evaluate("(values) => cur_frm.set_value(values)", values)
	desk.settle()


def answer_all(desk) -> None:
	"""„Tak” to the first item, „nie wiadomo” to the second, „nie” to all others."""
	items = desk.page.locator(".ops-risk-item")
	count = items.count()
	assert count == 24
	for number in range(count):
		answer = {0: "Tak", 1: "Nie wiadomo"}.get(number, "Nie")
		items.nth(number).get_by_text(answer, exact=True).click()


def workflow(desk, action: str) -> None:
	desk.page.locator(".actions-btn-group:visible button").first.click()
	desk.page.locator(".actions-btn-group .dropdown-menu:visible").get_by_text(action).click()


def wait_for_state(desk, state: str) -> None:
	desk.page.wait_for_function("(state) => cur_frm.doc.workflow_state === state", arg=state)
	desk.settle()


def test_from_the_notification_to_the_first_visit(family, desk_of):
	worker = desk_of(email("social_worker"))
	worker.open_form("Family", family)
	new_form(worker, "Family Notification", family=family)
	set_values(worker, reporter_kind="szkoła", subject="Dzieci <b>nie</b> chodzą do szkoły")
	set_values(worker, interview_date=frappe.utils.today())
	worker.fill("reporter", "pedagog szkolny")
	notification = worker.save()
	worker.shot("form-family-notification")

	press(worker, "Wypełnij listę ryzyka")
	wait_for(worker, "Risk List")
	answer_all(worker)
	worker.save()
	worker.shot("form-risk-list")
	worker.assert_accessible('[data-fieldname="answers_html"]')
	assert worker.page.evaluate("[cur_frm.doc.score, cur_frm.doc.unknown]") == [3, 1]
	worker.page.evaluate("() => void cur_frm.savesubmit()")
	worker.page.locator(f"{DIALOG} .btn-primary:visible").first.click()
	worker.page.wait_for_function("cur_frm.doc.docstatus === 1")
	worker.settle()

	worker.open_form("Family Notification", notification)
	press(worker, "Złóż wniosek o przydzielenie asystenta")
	wait_for(worker, "Assistant Request")
	assert worker.page.evaluate("cur_frm.doc.notification") == notification
	assert worker.page.evaluate("Boolean(cur_frm.doc.risk_list)")
	set_values(worker, reason="Rodzina chce pomocy w wychowaniu dzieci.")
	loads = worker.page.locator('[data-fieldname="workload_html"] .ops-loads')
	loads.get_by_role("button", name="Klara Kliencka").click()
	worker.settle()
	worker.assert_accessible('[data-fieldname="workload_html"]')
	request = worker.save()
	assert worker.page.evaluate("cur_frm.doc.proposed_assistant") == email("client")
	worker.shot("form-assistant-request")
	workflow(worker, "Wyślij wniosek")
	wait_for_state(worker, "Request Sent")

	head = desk_of(email("head"))
	head.open_form("Assistant Request", request)
	workflow(head, "Przydziel asystenta")
	dialog = head.page.locator(DIALOG)
	dialog.locator(".ops-loads").wait_for()
	head.page.wait_for_timeout(500)
	head.shot("request-assign")
	dialog.locator('[data-fieldname="workload_reason"] textarea').fill("rodzina próbna")
	dialog.get_by_role("button", name="Przydziel asystenta").click()
	wait_for_state(head, "Request Assigned")
	head.shot("request-assigned")

	assistant = desk_of(email("client"), size=PHONE)
	assistant.open_form("Family", family)
	new_form(assistant, "Family Visit", family=family)
	# On the first day of the assignment, at an hour that has passed at any time of the day.
	set_values(assistant, kind="wizyta w rodzinie", visit_date=frappe.utils.today())
	assistant.fill("from_time", "00:00")
	assistant.fill("to_time", "00:10")
	assistant.fill("actions", "pierwsze spotkanie")
	visit = assistant.save()
	frappe.db.rollback()
	assert frappe.db.get_value("Family Visit", visit, ["family", "minutes"]) == (family, 10)
	assert frappe.db.get_value("Family Notification", notification, "status") == "Request Made"


def test_closing_without_a_request_asks_why(family, desk_of):
	notification = factories.make_notification(family).name
	frappe.db.commit()
	desk = desk_of(email("social_worker"))
	desk.open_form("Family Notification", notification)
	press(desk, "Zamknij bez wniosku")
	desk.page.locator(f"{DIALOG} select:visible").select_option("Other Support Is Enough")
	desk.page.locator(f"{DIALOG} textarea:visible").fill("rodzina ma już pomoc w innej gminie")
	desk.page.locator(f"{DIALOG} .btn-primary:visible").click()
	desk.page.wait_for_function("cur_frm.doc.status === 'Closed Without Request' && !cur_frm.is_dirty()")
	desk.settle()
	frappe.db.rollback()
	closed = frappe.db.get_value("Family Notification", notification, ["status", "closing_code"])
	assert closed == ("Closed Without Request", "Other Support Is Enough")


def test_the_head_refuses_with_a_reason(family, desk_of):
	frappe.set_user(email("social_worker"))
	request = factories.moved(factories.make_request(family), "Request Sent").name
	frappe.set_user("Administrator")
	frappe.db.commit()
	head = desk_of(email("head"))
	head.open_form("Assistant Request", request)
	workflow(head, "Odmów przydzielenia")
	head.page.locator(f"{DIALOG} select:visible").select_option("Family Does Not Agree")
	head.page.locator(f"{DIALOG} textarea:visible").fill("rodzina się nie zgadza")
	head.page.locator(f"{DIALOG} .btn-primary:visible").click()
	wait_for_state(head, "Request Refused")
	head.shot("request-refused")
	frappe.db.rollback()
	assert frappe.db.get_value("Assistant Request", request, "refusal_reason") == "rodzina się nie zgadza"


@pytest.mark.parametrize("doctype", ["Family Notification", "Risk List", "Assistant Request"])
def test_forms_fit_a_phone(doctype, family, desk_of):
	makers = {
		"Family Notification": factories.make_notification,
		"Risk List": factories.make_risk_list,
		"Assistant Request": factories.make_request,
	}
	name = makers[doctype](family).name
	frappe.db.commit()
	desk = desk_of(email("social_worker"), size=PHONE)
	desk.open_form(doctype, name)
	desk.assert_no_sideways_scroll()
	desk.shot(f"form-{doctype.lower().replace(' ', '-')}-phone")
	for target in desk.page.locator(".ops-pick:visible, .ops-risk-item label:visible").all()[:9]:
		assert min(target.bounding_box()[side] for side in ("width", "height")) >= 43.5


def test_the_load_is_shown_where_an_assistant_is_assigned(family, desk_of):
	desk = desk_of(email("coordinator"))
	desk.open_form("Family", family)
	new_form(desk, "Case Assignment", family=family)
	set_values(desk, part="Family Assistant")
	loads = desk.page.locator('[data-fieldname="workload_html"] .ops-loads')
	loads.get_by_role("button", name="Nowa Osoba").click()
	desk.settle()
	assert desk.page.evaluate("cur_frm.doc.user") == email("newcomer")
	desk.assert_accessible('[data-fieldname="workload_html"]')
	desk.shot("form-case-assignment-loads")


def test_the_report_of_the_workload(desk_of):
	desk = desk_of(email("coordinator"))
	desk.open("query-report/Workload")
	desk.page.wait_for_selector(".report-wrapper .dt-row")
	desk.settle()
	assert "Z wagą trudności" in desk.page.inner_text(".report-wrapper")
	desk.page.wait_for_selector(".chart-wrapper svg")
	desk.shot("report-workload")
