from functools import partial

import frappe
from frappe.model.workflow import apply_workflow

from opsfamily.case.document import FutureDateError
from opsfamily.core.requests import ASSIGNED, DRAFT, INTERVIEW, LEGAL_BASIS, NEEDS, REFUSED, SENT
from opsfamily.exceptions import FamilyMovedError, PartRoleError, PeriodError, ReasonMissingError
from opsfamily.ops_casework.doctype.case_assignment.case_assignment import (
	SecondAssistantError,
	WorkloadCeilingError,
)
from opsfamily.ops_intake.doctype.assistant_request.assistant_request import (
	AssistantMissingError,
	BasisIncompleteError,
	InterviewMissingError,
	NotDeciderError,
	RequestFrozenError,
	RequestStateError,
	RiskListNotSubmittedError,
	SecondRequestError,
	SelfDecisionError,
)
from opsfamily.tests.base import SiteTestCase, label
from opsfamily.tests.factories import (
	assign,
	day,
	email,
	fresh,
	make_family,
	make_notification,
	make_request,
	make_risk_list,
	moved,
	submitted,
)

DOCTYPE = "Assistant Request"
BASES = {
	"Za Życiem": {"application_date": "2026-08-03"},
	"Court Order": {"court_reference": "SR w Grodzisku, III Nsm 123/26", "court_date": "2026-08-03"},
	"Own Application": {"application_date": "2026-08-03"},
	"Minor Parent": {"institution": "MOW w Lipowej Górze"},
}


def last_of(doctype, **filters):
	return frappe.get_last_doc(doctype, filters)


class TestAssistantRequest(SiteTestCase):
	def setUp(self):
		super().setUp()
		# Whatever other tests put on the assistant: the limit has tests of its own.
		frappe.db.delete("Workload Ceiling", {"parent": "OPS Settings"})
		frappe.clear_document_cache("OPS Settings", "OPS Settings")
		self.family = make_family(assistant_since=None).name
		assign(self.family, "social_worker", "Social Worker")

	def asked(self, **values):
		"""A draft of the social worker's."""
		with self.acting("social_worker"):
			return make_request(self.family, **values)

	def sent(self, **values):
		request = self.asked(**values)
		with self.acting("social_worker"):
			return moved(request, SENT)

	def decided(self, request, state, **values):
		with self.acting("head"):
			return moved(request, state, **values)

	def by_interview(self, **values):
		notification = make_notification(self.family, interview_date=day(-8))
		risk_list = submitted(make_risk_list(self.family))
		papers = {"notification": notification.name, "risk_list": risk_list.name}
		return self.asked(basis=INTERVIEW, **{**papers, **values})

	# asking

	def test_a_request_begins_as_the_askers_draft(self):
		request = self.asked(
			workflow_state=ASSIGNED, requested_by=email("head"), assistant=email("assistant"), sent_on=day()
		)
		self.assertRegex(request.name, r"^WNIOS-\d{4}-\d{4}$")
		self.assertEqual(
			(request.workflow_state, request.requested_by, request.requested_by_name),
			(DRAFT, email("social_worker"), "Marek Socjalny"),
		)
		self.assertFalse(request.assistant or request.sent_on)

	def test_from_an_interview(self):
		request = self.by_interview()
		with self.acting("social_worker"):
			request = moved(request, SENT)
		self.assertEqual(
			(request.workflow_state, request.sent_by, request.sent_by_name),
			(SENT, email("social_worker"), "Marek Socjalny"),
		)
		self.assertTrue(request.sent_on)

	def test_every_other_basis_needs_no_interview(self):
		for basis, values in BASES.items():
			# A family of its own: an order cannot be refused, so it goes on waiting.
			self.family = make_family(assistant_since=None).name
			assign(self.family, "social_worker", "Social Worker")
			with self.subTest(basis=basis):
				self.assertEqual(self.sent(basis=basis, **values).workflow_state, SENT)

	def test_what_the_basis_needs(self):
		for basis, fieldnames in NEEDS.items():
			for fieldname in (*fieldnames, "reason"):
				values = {**BASES.get(basis, {}), fieldname: None}
				ask = self.by_interview if basis == INTERVIEW else partial(self.asked, basis=basis)
				request = ask(**values)
				words = (label(DOCTYPE, fieldname), frappe._(basis))
				with (
					self.subTest(basis=basis, fieldname=fieldname),
					self.acting("social_worker"),
					self.refused(BasisIncompleteError, *words),
				):
					moved(request, SENT)

	def test_a_draft_may_wait_for_its_papers(self):
		self.assertEqual(self.asked(basis=INTERVIEW, reason=None).workflow_state, DRAFT)

	def test_the_interview_has_its_day(self):
		notification = make_notification(self.family)
		request = self.by_interview(notification=notification.name)
		with self.refused(InterviewMissingError, notification.name, label(DOCTYPE, "notification")):
			moved(request, SENT)

	def test_the_risk_list_is_submitted(self):
		risk_list = make_risk_list(self.family)
		request = self.by_interview(risk_list=risk_list.name)
		with self.refused(RiskListNotSubmittedError, risk_list.name, label(DOCTYPE, "risk_list")):
			moved(request, SENT)

	def test_another_familys_risk_list_is_refused(self):
		other = make_risk_list(make_family().name)
		with self.refused(FamilyMovedError, other.name):
			make_request(self.family, risk_list=other.name)

	def test_one_request_of_a_family_waits_at_a_time(self):
		first, second = self.sent(), self.asked()
		with self.acting("social_worker"), self.refused(SecondRequestError, first.name):
			moved(second, SENT)
		self.decided(first, REFUSED, refusal_reason="brak miejsc")
		with self.acting("social_worker"):
			self.assertEqual(moved(second, SENT).workflow_state, SENT)

	def test_nothing_lies_in_the_future(self):
		for fieldname in ("request_date", "court_date", "application_date"):
			with self.subTest(fieldname=fieldname), self.refused(FutureDateError, label(DOCTYPE, fieldname)):
				make_request(self.family, **{fieldname: day(1)})

	def test_only_an_assistant_is_proposed(self):
		with self.refused(PartRoleError, label(DOCTYPE, "proposed_assistant")):
			make_request(self.family, proposed_assistant=email("consultant"))

	def test_a_sent_request_is_frozen(self):
		request = self.sent()
		changes = {
			"reason": "inny",
			"basis": "Court Order",
			"proposed_assistant": None,
			"application_date": day(-1),
		}
		for key in ("social_worker", "head"):
			for fieldname, value in changes.items():
				changed = fresh(request)
				changed.set(fieldname, value)
				with (
					self.subTest(key=key, fieldname=fieldname),
					self.acting(key),
					self.refused(RequestFrozenError, label(DOCTYPE, fieldname)),
				):
					changed.flags.ignore_permissions = True
					changed.save()
		with self.acting("head"), self.refused(RequestFrozenError):
			frappe.delete_doc(DOCTYPE, request.name)

	# deciding

	def test_assigning_puts_the_assistant_on_the_case(self):
		request = self.decided(self.sent(), ASSIGNED)
		self.assertEqual(
			(request.docstatus, request.assistant, request.assistant_name, request.decided_by_name),
			(1, email("assistant"), "Anna Asystentka", "Grażyna Kierowniczka"),
		)
		self.assertEqual((request.decision_date, request.assigned_from), (day(), day()))
		assignment = last_of("Case Assignment", family=self.family, part="Family Assistant")
		self.assertEqual(
			(assignment.user, assignment.from_date, assignment.assistant_request),
			(email("assistant"), day(), request.name),
		)
		with self.acting("assistant"):
			self.assertIn(self.family, frappe.get_list("Family", pluck="name", limit_page_length=0))

	def test_an_assistant_who_was_to_stay_until_a_day_goes_on(self):
		staying = assign(self.family, from_date=day(-40), until_date=day(90))
		request = self.decided(self.sent(), ASSIGNED)
		found = frappe.get_all(
			"Case Assignment",
			{"family": self.family, "part": "Family Assistant"},
			["name", "until_date", "assistant_request"],
			order_by="name",
		)
		self.assertEqual([tuple(row.values()) for row in found], [(staying.name, None, request.name)])

	def test_the_head_may_choose_another_assistant_and_day(self):
		values = {"assistant": email("other_assistant"), "assigned_from": day(3), "decision_date": day(-1)}
		request = self.decided(self.sent(), ASSIGNED, **values)
		assignment = last_of("Case Assignment", family=self.family, part="Family Assistant")
		self.assertEqual((assignment.user, assignment.from_date), (email("other_assistant"), day(3)))
		self.assertEqual(request.assistant_name, "Beata Bystra")

	def test_assigning_names_the_assistant(self):
		request = self.sent(proposed_assistant=None)
		with self.refused(AssistantMissingError, label(DOCTYPE, "assistant")):
			self.decided(request, ASSIGNED)

	def test_assigning_writes_status_and_basis_on_the_family(self):
		for basis, values in BASES.items():
			self.family = make_family(assistant_since=None).name
			assign(self.family, "social_worker", "Social Worker")
			self.decided(self.sent(basis=basis, **values), ASSIGNED)
			family = frappe.get_doc("Family", self.family)
			with self.subTest(basis=basis):
				self.assertEqual((family.status, family.legal_basis), ("Under Support", LEGAL_BASIS[basis]))
				self.assertEqual(family.current_assistant, "Anna Asystentka")
				if basis == "Court Order":
					self.assertIn("III Nsm 123/26", family.legal_basis_note)

	def test_the_way_from_a_notification(self):
		request = self.by_interview()
		notification = frappe.get_doc("Family Notification", request.notification)
		self.assertEqual(frappe.db.get_value("Family", self.family, "status"), "Notified")
		with self.acting("social_worker"):
			request = moved(request, SENT)
		self.decided(request, ASSIGNED)
		self.assertEqual(fresh(notification).status, "Request Made")
		self.assertEqual(frappe.db.get_value("Family", self.family, "status"), "Under Support")

	def test_the_asking_social_worker_comes_on_the_case(self):
		assignment = last_of("Case Assignment", family=self.family, part="Social Worker")
		request = self.sent()
		assignment.db_set("until_date", day(-1))
		self.decided(request, ASSIGNED)
		parts = frappe.get_all(
			"Case Assignment",
			filters={"family": self.family, "part": "Social Worker", "user": email("social_worker")},
			fields=["from_date", "assistant_request"],
			order_by="creation desc",
		)
		self.assertEqual(len(parts), 2)
		self.assertEqual((parts[0].from_date, parts[0].assistant_request), (day(), request.name))

	def test_who_is_on_the_case_already_is_not_put_on_it_twice(self):
		assign(self.family)
		self.decided(self.sent(), ASSIGNED)
		self.assertEqual(frappe.db.count("Case Assignment", {"family": self.family}), 2)

	def test_another_running_assistant_is_ended_first(self):
		assign(self.family, "other_assistant")
		request = self.sent()
		with self.refused(SecondAssistantError, "Beata Bystra"):
			self.decided(request, ASSIGNED)

	def test_refusing_needs_its_reason(self):
		request = self.sent()
		for reason in (None, "  "):
			with self.refused(ReasonMissingError, label(DOCTYPE, "refusal_reason")):
				self.decided(request, REFUSED, refusal_reason=reason)
		with self.refused(ReasonMissingError, label(DOCTYPE, "refusal_code")):
			self.decided(request, REFUSED, refusal_reason="rodzina odmówiła współpracy", refusal_code=None)
		request = self.decided(request, REFUSED, refusal_reason="rodzina odmówiła współpracy")
		self.assertEqual((request.docstatus, request.decided_by), (1, email("head")))
		self.assertFalse(
			frappe.db.exists("Case Assignment", {"family": self.family, "part": "Family Assistant"})
		)

	def test_only_the_head_decides(self):
		request = self.sent()
		frappe.db.set_value("Workflow", "Assistant Request Decision", "is_active", 0)
		frappe.clear_cache(doctype=DOCTYPE)
		try:
			for key in ("social_worker", "coordinator"):
				for state in (ASSIGNED, REFUSED):
					decided = fresh(request)
					decided.update({"workflow_state": state, "refusal_reason": "x", "docstatus": 1})
					decided.flags.ignore_permissions = True
					with (
						self.subTest(key=key, state=state),
						self.acting(key),
						self.refused(NotDeciderError),
					):
						decided.save()
		finally:
			frappe.db.set_value("Workflow", "Assistant Request Decision", "is_active", 1)
			frappe.clear_cache(doctype=DOCTYPE)

	def test_the_head_does_not_decide_on_their_own_request(self):
		with self.acting("head"):
			request = moved(make_request(self.family), SENT)
		for state in (ASSIGNED, REFUSED):
			with self.subTest(state=state), self.refused(SelfDecisionError):
				self.decided(request, state, refusal_reason="x")

	def test_nor_on_one_that_they_sent(self):
		request = self.asked()
		with self.acting("head"):
			request = moved(request, SENT)
		with self.refused(SelfDecisionError):
			self.decided(request, ASSIGNED)

	def test_the_decision_is_written_by_the_head_alone(self):
		request = self.sent()
		with self.acting("coordinator"):
			changed = fresh(request)
			changed.update({"assistant": email("other_assistant"), "refusal_reason": "nie"})
			changed.save()
		self.assertFalse(fresh(request).assistant or fresh(request).refusal_reason)
		with self.acting("head"):
			changed = fresh(request)
			changed.update({"assistant": email("other_assistant"), "decided_by": email("nobody")})
			changed.save()
		self.assertEqual(fresh(request).assistant, email("other_assistant"))
		self.assertFalse(fresh(request).decided_by)

	def test_a_decision_before_its_request_is_refused(self):
		with self.refused(PeriodError, label(DOCTYPE, "decision_date")):
			self.decided(self.sent(request_date=day(-3)), REFUSED, refusal_reason="x", decision_date=day(-4))

	def test_no_way_past_the_states(self):
		for state, docstatus in ((ASSIGNED, 1), (REFUSED, 1), (SENT, 1), (DRAFT, 1), (ASSIGNED, 0)):
			request = self.asked()
			request.update({"workflow_state": state, "docstatus": docstatus, "refusal_reason": "x"})
			with self.subTest(state=state, docstatus=docstatus), self.refused(RequestStateError):
				request.save()
		request = self.sent()
		with self.acting("head"), self.refused(RequestStateError):
			fresh(request).submit()

	def test_what_was_decided_stays(self):
		request = self.decided(self.sent(), REFUSED, refusal_reason="x")
		changed = fresh(request)
		changed.workflow_state = ASSIGNED
		with self.refused(RequestStateError):
			changed.save()
		with self.refused(RequestStateError):
			fresh(request).cancel()
		again = fresh(request)
		again.refusal_reason = "inny"
		with self.refused(frappe.UpdateAfterSubmitError):
			again.save()

	def test_the_workflow_goes_the_same_way(self):
		request = self.asked()
		with self.acting("social_worker"):
			apply_workflow(fresh(request), "Send Request")
		with self.acting("head"):
			apply_workflow(fresh(request), "Assign Assistant")
		self.assertEqual((fresh(request).workflow_state, fresh(request).docstatus), (ASSIGNED, 1))

	def test_above_the_limit_the_request_carries_the_reason(self):
		settings = frappe.get_single("OPS Settings")
		settings.append("workload_ceilings", {"from_date": "2015-01-01", "families": 0.5})
		settings.save()
		request = self.sent()
		with self.refused(WorkloadCeilingError, label("Case Assignment", "workload_reason")):
			self.decided(request, ASSIGNED)
		self.decided(request, ASSIGNED, workload_reason="nikt inny nie dojeżdża do tej wsi")
		assignment = last_of("Case Assignment", family=self.family, part="Family Assistant")
		self.assertEqual(assignment.workload_reason, "nikt inny nie dojeżdża do tej wsi")
