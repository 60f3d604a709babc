"""A sent document that waits for a step of the office's own role is seen by whoever has the role, and nothing else of its
family is: in the list, in the form, in rows, in what hangs on it, in „Miesiąc”."""

from collections.abc import Iterator

import pytest

import frappe
from frappe.model.workflow import apply_workflow
from frappe.permissions import add_permission, reset_perms, update_permission_property

from opsfamily.case.meanings import CARD, REQUEST
from opsfamily.core import meanings, requests
from opsfamily.core import timesheet as card_states
from opsfamily.core.roles import CENTRE_STAFF
from opsfamily.ops_visits.page.month_close import month_close
from opsfamily.permissions import attached
from opsfamily.permissions.known import get_entries
from opsfamily.permissions.rule import forget_families, get_row_condition
from opsfamily.setup.workflows import REQUEST as OUR_REQUEST
from opsfamily.tests import factories
from opsfamily.tests.factories import assign, email, fresh, make_family, make_request, make_visit, moved
from tests.site.test_office_workflow import CHECKED, forget, make_states, mean, put_between, step

ROLE, OTHER, HOLDER = "Dyrektor filii", "Goniec ośrodka", "holder"
OPINION = "U dyrektora filii"
MONTH = "2026-02"
READ = ("read", "write", "submit", "print", "report")
# What the role may read by itself; requests and cards alone are handed on.
DOCTYPES = (REQUEST, CARD, "Family", "Family Visit", "Case Assignment", "Consent", "Family Work Plan")


@pytest.fixture(scope="module")
def holder(connected_site) -> Iterator[str]:
	"""Somebody who has the office's role alone, with its rights on requests, cards and more of a family than they wait for."""
	frappe.set_user("Administrator")
	frappe.db.rollback()
	for role in (ROLE, OTHER):
		frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert()
	for doctype in DOCTYPES:
		add_permission(doctype, ROLE, 0)
		for right in READ:
			if right != "submit" or frappe.get_meta(doctype).is_submittable:
				update_permission_property(doctype, ROLE, 0, right, 1)
	if not frappe.db.exists("User", email(HOLDER)):
		factories.make_person(HOLDER, "Danuta Dyrektorska", (ROLE,))
	frappe.get_doc("User", email(HOLDER)).add_roles(ROLE)
	frappe.db.commit()
	yield email(HOLDER)
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype in DOCTYPES:
		reset_perms(doctype)
	frappe.get_doc("User", email(HOLDER)).remove_roles(ROLE)
	for role in (ROLE, OTHER):
		frappe.delete_doc("Role", role, force=True)
	frappe.db.commit()


@pytest.fixture(autouse=True)
def forgotten_workflow(site) -> Iterator[None]:
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	forget()
	frappe.clear_cache(user=email(HOLDER))


@pytest.fixture
def family(holder, site) -> str:
	name = make_family().name
	assign(name, from_date="2026-01-01")
	return name


def hand_requests_on(*roles: str, meaning: str | None = meanings.SENT) -> None:
	"""Put a state of the role between sent and decided of our workflow of requests."""
	make_states(OPINION)
	workflow = frappe.get_doc("Workflow", OUR_REQUEST.name)
	workflow.append("states", {"state": OPINION, "doc_status": "0", "allow_edit": roles[0]})
	workflow.states.insert(2, workflow.states.pop())
	for number, row in enumerate(workflow.states, start=1):
		row.idx = number
	step(workflow, requests.SENT, "Przekaż dyrektorowi", OPINION, "Head of Centre", "Family Coordinator")
	step(workflow, OPINION, "Assign Assistant", requests.ASSIGNED, *roles)
	step(workflow, OPINION, "Refuse Request", requests.REFUSED, *roles)
	workflow.save()
	if meaning:
		mean(REQUEST, **{OPINION: meaning})


def handed_on(family: str, as_user):
	with as_user(email("coordinator")):
		asked = make_request(family, proposed_assistant=email("other_assistant"))
		asked = moved(asked, requests.SENT)
		return apply_workflow(fresh(asked), "Przekaż dyrektorowi")


def see(as_user, doctype: str, user: str = "") -> list[str]:
	forget_families()
	with as_user(user or email(HOLDER)):
		return frappe.get_list(doctype, pluck="name", order_by="name", limit_page_length=0)


def may(as_user, doc, right: str = "read", user: str = "") -> bool:
	forget_families()
	with as_user(user or email(HOLDER)):
		return bool(frappe.has_permission(doc.doctype, right, doc=fresh(doc)))


def end_assistants(family: str) -> None:
	for name in frappe.get_all("Case Assignment", {"family": family}, pluck="name", order_by="name"):
		frappe.db.set_value("Case Assignment", name, "until_date", "2026-01-31")


def test_the_holder_sees_it_while_it_waits_and_takes_it_on(family, as_user):
	hand_requests_on(ROLE)
	end_assistants(family)
	asked = handed_on(family, as_user)
	assert see(as_user, REQUEST) == [asked.name]
	assert may(as_user, asked) and may(as_user, asked, "write") and may(as_user, asked, "print")
	with as_user(email(HOLDER)):
		apply_workflow(frappe.get_doc(REQUEST, asked.name), "Assign Assistant")
	decided = fresh(asked)
	assert (decided.state_meaning, decided.decided_by) == (meanings.ACCEPTED, email(HOLDER))
	assert frappe.db.exists("Case Assignment", {"assistant_request": asked.name, "until_date": None})
	# Until the end of the day they read what came of it, and on the next one it is nobody's of that role.
	assert see(as_user, REQUEST) == [asked.name] and may(as_user, asked) and not may(as_user, asked, "write")
	long_ago = {"creation": "2026-01-31 12:00:00", "modified": "2026-01-31 12:00:00"}
	steps = {"reference_doctype": REQUEST, "reference_name": asked.name}
	frappe.db.set_value("Comment", steps, long_ago, update_modified=False)
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)


def test_whoever_wrote_in_a_document_without_a_step_has_not_taken_it_on(family, as_user):
	hand_requests_on(ROLE)
	with as_user(email("coordinator")):
		asked = moved(make_request(family), requests.SENT)
	frappe.db.set_value(REQUEST, asked.name, "modified_by", email(HOLDER))
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)


def test_an_author_who_is_no_longer_on_the_case_has_not_taken_on_their_own(family, as_user):
	hand_requests_on(ROLE)
	end_assistants(family)
	asked = handed_on(family, as_user)
	with as_user(email(HOLDER)):
		apply_workflow(frappe.get_doc(REQUEST, asked.name), "Assign Assistant")
	assert may(as_user, asked)
	frappe.db.set_value(REQUEST, asked.name, "owner", email(HOLDER))
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)


def test_nothing_else_of_the_family_is_seen(family, as_user):
	hand_requests_on(ROLE)
	make_visit(family, visit_date=f"{MONTH}-10")
	frappe.get_doc({"doctype": "Comment", **about("Family", family), "comment_type": "Comment"}).insert()
	asked = handed_on(family, as_user)
	seen = {doctype: see(as_user, doctype) for doctype in DOCTYPES}
	assert {doctype: names for doctype, names in seen.items() if names} == {REQUEST: [asked.name]}
	forget_families()
	others = [doctype for doctype in get_entries() if doctype not in seen]
	assert not [doctype for doctype in others if find_by_rule(doctype)]
	assert not may(as_user, frappe.get_doc("Family", family))
	assert not may(as_user, frappe.get_doc("Family Visit", {"family": family}))
	# What hangs on the request is seen as the request is, and nothing that hangs on the family.
	frappe.get_doc({"doctype": "Comment", **about(REQUEST, asked.name), "comment_type": "Comment"}).insert()
	places = see_comments(as_user)
	assert {doctype for doctype, _name in places if doctype in get_entries()} == {REQUEST}


def about(doctype: str, name: str) -> dict:
	return {"reference_doctype": doctype, "reference_name": name, "content": "uwaga"}


def see_comments(as_user) -> set[tuple[str, str]]:
	forget_families()
	condition = attached.get_condition("Comment", email(HOLDER))
	return set(frappe.db.sql(f"select reference_doctype, reference_name from `tabComment` where {condition}"))


def find_by_rule(doctype: str) -> list[str]:
	"""What the rule shows of a DocType, whatever the roles allow."""
	condition = get_row_condition(doctype, email(HOLDER))
	return frappe.db.sql_list(f"select name from `tab{doctype}` where {condition or '1=1'} limit 1")


def test_another_familys_request_and_a_draft_are_not_seen(family, as_user):
	hand_requests_on(ROLE)
	with as_user(email("coordinator")):
		draft = make_request(family)
		sent = moved(make_request(make_family().name), requests.SENT)
	assert see(as_user, REQUEST) == []
	assert not may(as_user, draft) and not may(as_user, sent)


def test_a_draft_that_the_role_may_send_stays_its_authors(family, as_user):
	workflow = frappe.get_doc("Workflow", OUR_REQUEST.name)
	step(workflow, requests.DRAFT, "Send Request", requests.SENT, ROLE)
	workflow.save()
	with as_user(email("coordinator")):
		draft = make_request(family)
	assert see(as_user, REQUEST) == [] and not may(as_user, draft)


def test_a_state_of_which_nobody_has_said_what_it_means_opens_nothing(family, as_user):
	hand_requests_on(ROLE, meaning=None)
	asked = handed_on(family, as_user)
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)
	mean(REQUEST, **{OPINION: meanings.SENT})
	assert see(as_user, REQUEST) == [asked.name] and may(as_user, asked)


@pytest.mark.parametrize("role", [OTHER, "Social Worker", "Family Assistant", "All", "System Manager"])
def test_a_step_of_another_role_opens_nothing(family, as_user, role):
	hand_requests_on(role)
	asked = handed_on(family, as_user)
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)
	assert asked.name not in see(as_user, REQUEST, email("social_worker"))


def test_staff_of_a_day_centre_know_no_family_whatever_other_role_they_have(family, as_user):
	hand_requests_on(ROLE)
	asked = handed_on(family, as_user)
	assert may(as_user, asked)
	user = frappe.get_doc("User", email(HOLDER))
	user.append_roles(CENTRE_STAFF)
	user.save()
	frappe.clear_cache(user=email(HOLDER))
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)


def test_without_a_workflow_the_role_opens_nothing(family, as_user):
	hand_requests_on(ROLE)
	asked = handed_on(family, as_user)
	frappe.db.set_value("Workflow", OUR_REQUEST.name, "is_active", 0)
	forget()
	assert see(as_user, REQUEST) == [] and not may(as_user, asked)


def test_a_worker_who_has_the_role_as_well_sees_both(family, as_user):
	hand_requests_on(ROLE)
	own = make_family().name
	assign(own, "social_worker", "Social Worker")
	with as_user(email("social_worker")):
		draft = make_request(own)
	asked = handed_on(family, as_user)
	worker = frappe.get_doc("User", email("social_worker"))
	worker.append_roles(ROLE)
	worker.save()
	frappe.clear_cache(user=worker.name)
	try:
		seen = see(as_user, REQUEST, worker.name)
		assert {draft.name, asked.name} <= set(seen)
		assert asked.family not in see(as_user, "Family", worker.name)
	finally:
		frappe.db.rollback()
		frappe.clear_cache(user=worker.name)


# cards, and „Miesiąc”


def test_a_card_waits_for_a_step_on_the_way_in_the_month_too(family, as_user):
	put_between(role=ROLE)
	make_visit(family, visit_date=f"{MONTH}-10")
	other = make_family().name
	assign(other, from_date="2026-01-01")
	make_visit(other, visit_date=f"{MONTH}-11")
	card = factories.sent(factories.make_timesheet(family, month=MONTH))
	draft = factories.make_timesheet(other, month=MONTH)
	assert see(as_user, CARD) == [card.name]
	forget_families()
	with as_user(email(HOLDER)):
		screen = month_close.screen(MONTH)
		rows = [row for group in screen["section"]["assistants"] for row in group["rows"]]
		assert [(row["family"], row["may_decide"]) for row in rows] == [(family, "Sprawdź")]
		assert rows[0]["representative"] == card.representative
		result = month_close.accept(frappe.as_json([card.name, draft.name]))
		assert [row["outcome"] for row in result] == [CHECKED]
		groups = month_close.screen(MONTH)["section"]["assistants"]
		assert [row["may_decide"] for group in groups for row in group["rows"]] == [""]
	assert frappe.db.get_value(CARD, card.name, "workflow_state") == CHECKED
	assert frappe.db.get_value(CARD, draft.name, "workflow_state") == card_states.DRAFT


def test_nobody_of_the_role_takes_on_their_own_card(family, as_user):
	put_between(role=ROLE)
	make_visit(family, visit_date=f"{MONTH}-10")
	card = factories.make_timesheet(family, month=MONTH)
	with as_user(email(HOLDER)), pytest.raises(frappe.PermissionError):
		apply_workflow(fresh(card), "Send Card")


def test_the_list_asks_an_index(family, as_user):
	hand_requests_on(ROLE)
	handed_on(family, as_user)
	forget_families()
	with as_user(email(HOLDER)):
		query = frappe.get_list(REQUEST, fields=["name"], order_by="modified desc", run=False)
	query = query if isinstance(query, str) else query.get_sql()  # v16
	assert "in ('U dyrektora filii')" in query and "`family` in" not in query
	indexes = frappe.db.sql(
		f"show index from `tab{REQUEST}` where Column_name = 'workflow_state'", as_dict=True
	)
	assert [row.Seq_in_index for row in indexes].count(1) >= 1
	(plan,) = frappe.db.sql(f"explain {query}", as_dict=True)
	assert "workflow_state" in (plan.possible_keys or "")
