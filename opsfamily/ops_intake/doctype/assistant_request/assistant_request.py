import frappe
from frappe import ValidationError, _
from frappe.model import no_value_fields, table_fields
from frappe.utils import getdate, now_datetime

from opsfamily.case.document import CaseDocument
from opsfamily.case.people import get_person_on_case
from opsfamily.core import requests
from opsfamily.core.requests import ASSIGNED, COURT_ORDER, DRAFT, INTERVIEW, MINOR_PARENT, REFUSED, SENT
from opsfamily.exceptions import NotificationClosedError, PartRoleError, ReasonMissingError
from opsfamily.permissions.rule import is_head


class BasisIncompleteError(ValidationError):
	"""A request is sent with what its basis needs."""


class InterviewMissingError(ValidationError):
	"""A request from an interview and analysis needs the day of the interview."""


class RiskListNotSubmittedError(ValidationError):
	"""A request from an interview and analysis needs a submitted risk list."""


class RequestStateError(ValidationError):
	"""The request cannot go from this state to that one."""


class RequestFrozenError(ValidationError):
	"""A sent request is not changed, but by the decision on it."""


class SecondRequestError(ValidationError):
	"""A family has one request at a time that waits for a decision."""


class NotDeciderError(ValidationError):
	"""Only the head decides on a request for an assistant."""


class SelfDecisionError(ValidationError):
	"""Nobody decides on their own request."""


class AssistantMissingError(ValidationError):
	"""Assigning names the assistant."""


# Written by this controller alone, whatever a client sends.
COMPUTED_FIELDS = (
	"requested_by",
	"requested_by_name",
	"sent_by",
	"sent_by_name",
	"sent_on",
	"decided_by",
	"decided_by_name",
	"decided_on",
)
# The head's word on a sent request.
DECISION_FIELDS = (
	"decision_date",
	"assistant",
	"assistant_name",
	"assigned_from",
	"workload_reason",
	"refusal_reason",
)
CHANGING_FIELDS = ("workflow_state", *COMPUTED_FIELDS, *DECISION_FIELDS)


class AssistantRequest(CaseDocument):
	"""The request for a family assistant (wniosek o przydzielenie asystenta), and the head's decision.

	Draft → Sent → Assigned or Refused (both submitted). These rules hold with and without the platform's
	Workflow. Assigning puts the assistant on the case.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		application_date: DF.Date | None
		assigned_from: DF.Date | None
		assistant: DF.Link | None
		assistant_name: DF.Data | None
		basis: DF.Literal[
			"Interview and Analysis", "Za Życiem", "Court Order", "Own Application", "Minor Parent"
		]
		court_date: DF.Date | None
		court_reference: DF.Data | None
		decided_by: DF.Link | None
		decided_by_name: DF.Data | None
		decided_on: DF.Datetime | None
		decision_date: DF.Date | None
		family: DF.Link
		institution: DF.Data | None
		naming_series: DF.Literal["WNIOS-.YYYY.-.####"]
		notification: DF.Link | None
		proposed_assistant: DF.Link | None
		proposed_assistant_name: DF.Data | None
		reason: DF.Text | None
		refusal_reason: DF.SmallText | None
		representative: DF.Data | None
		request_date: DF.Date
		requested_by: DF.Link | None
		requested_by_name: DF.Data | None
		risk_list: DF.Link | None
		sent_by: DF.Link | None
		sent_by_name: DF.Data | None
		sent_on: DF.Datetime | None
		workflow_state: DF.Link | None
		workload_reason: DF.SmallText | None
	# end: auto-generated types

	def before_insert(self):
		super().before_insert()
		self.update(dict.fromkeys(CHANGING_FIELDS))
		self.workflow_state = DRAFT
		self.set_person("requested_by", frappe.session.user)

	def set_person(self, fieldname: str, user: str | None):
		name = frappe.db.get_value("User", user, "full_name") if user else None
		self.update({fieldname: user, f"{fieldname}_name": name})

	def validate(self):
		self.validate_days()
		self.validate_papers()
		self.validate_assistants()
		before = self.get_doc_before_save()
		if not before:
			self.validate_begins_as_draft()
			return
		self.update({fieldname: before.get(fieldname) for fieldname in COMPUTED_FIELDS})
		self.keep_decision(before)
		self.validate_move(before)
		self.validate_is_unchanged_while_sent(before)
		self.make_move(before)

	def validate_days(self):
		for fieldname in ("request_date", "court_date", "application_date", "decision_date"):
			self.refuse_future(fieldname)

	def validate_papers(self):
		"""Raises FamilyMovedError for papers of another family, NotificationClosedError."""
		self.require_same_family("Family Notification", self.notification, "notification")
		self.require_same_family("Risk List", self.risk_list, "risk_list")
		if self.notification and frappe.db.get_value("Family Notification", self.notification, "closed_on"):
			frappe.throw(
				_("{0}: {1} was closed without a request.").format(
					self.label_of("notification"), frappe.bold(self.notification)
				),
				NotificationClosedError,
			)

	def validate_assistants(self):
		"""Raises PartRoleError for somebody who is no family assistant."""
		for fieldname in ("proposed_assistant", "assistant"):
			user = self.get(fieldname)
			if user and "Family Assistant" not in frappe.get_roles(user):
				frappe.throw(
					_("{0}: {1} is no family assistant.").format(self.label_of(fieldname), frappe.bold(user)),
					PartRoleError,
				)

	def validate_begins_as_draft(self):
		if not self.docstatus.is_draft():
			frappe.throw(_("A request is decided on after it was sent."), RequestStateError)

	def keep_decision(self, before):
		"""The decision is the head's word on a sent request, whatever anybody else sends along."""
		if not (before.workflow_state == SENT and is_head(frappe.session.user)):
			self.update({fieldname: before.get(fieldname) for fieldname in DECISION_FIELDS})

	def validate_move(self, before):
		"""Raises RequestStateError unless state and docstatus go together along an allowed way."""
		state, next_state = before.workflow_state, self.workflow_state
		moved = next_state != state
		if moved and not requests.may_move(state, next_state):
			frappe.throw(
				_("The request cannot go from “{0}” to “{1}”.").format(_(state), _(next_state)),
				RequestStateError,
			)
		if requests.DOCSTATUS.get(next_state) != self.docstatus:
			frappe.throw(_("A request is decided on after it was sent."), RequestStateError)

	def validate_is_unchanged_while_sent(self, before):
		if before.workflow_state != SENT:
			return
		for df in self.meta.fields:
			if df.fieldtype in (*no_value_fields, *table_fields) or df.fieldname in CHANGING_FIELDS:
				continue
			if self.is_changed(df.fieldname):
				frappe.throw(
					_("{0}: a sent request cannot be changed.").format(self.label_of(df.fieldname)),
					RequestFrozenError,
				)

	def make_move(self, before):
		moves = {SENT: self.send, ASSIGNED: self.assign, REFUSED: self.refuse}
		if self.workflow_state != before.workflow_state:
			moves[self.workflow_state]()

	# sending

	def send(self):
		self.validate_basis()
		self.validate_interview_and_list()
		self.validate_only_one_waits()
		self.set_person("sent_by", frappe.session.user)
		self.sent_on = now_datetime()

	def validate_basis(self):
		"""Raises BasisIncompleteError, naming the field that this basis needs."""
		for fieldname in requests.needed_fields(self.basis):
			if not str(self.get(fieldname) or "").strip():
				frappe.throw(
					_("{0} is missing: a request on the basis “{1}” needs it.").format(
						self.label_of(fieldname), _(self.basis)
					),
					BasisIncompleteError,
				)

	def validate_interview_and_list(self):
		"""Raises InterviewMissingError or RiskListNotSubmittedError."""
		if self.basis != INTERVIEW:
			return
		if not frappe.db.get_value("Family Notification", self.notification, "interview_date"):
			frappe.throw(
				_("{0}: in {1} the day of the interview is missing.").format(
					self.label_of("notification"), frappe.bold(self.notification)
				),
				InterviewMissingError,
			)
		if frappe.db.get_value("Risk List", self.risk_list, "docstatus") != 1:
			frappe.throw(
				_("{0}: {1} is not submitted.").format(
					self.label_of("risk_list"), frappe.bold(self.risk_list)
				),
				RiskListNotSubmittedError,
			)

	def validate_only_one_waits(self):
		waiting = {"family": self.family, "workflow_state": SENT, "name": ["!=", self.name]}
		other = frappe.db.get_value("Assistant Request", waiting)
		if other:
			frappe.throw(
				_("{0} of this family waits for a decision already.").format(frappe.bold(other)),
				SecondRequestError,
			)

	# deciding

	def assign(self):
		self.validate_decider()
		self.set_decision()
		self.refusal_reason = None
		self.set_person("assistant", self.assistant or self.proposed_assistant)
		self.require("assistant", AssistantMissingError)
		self.assigned_from = self.assigned_from or self.decision_date

	def refuse(self):
		self.validate_decider()
		self.set_decision()
		self.require("refusal_reason", ReasonMissingError)
		self.update(dict.fromkeys(("assistant", "assistant_name", "assigned_from", "workload_reason")))

	def validate_decider(self):
		"""Raises NotDeciderError or SelfDecisionError."""
		user = frappe.session.user
		if not is_head(user):
			frappe.throw(_("Only the head decides on a request for an assistant."), NotDeciderError)
		if user in (self.requested_by, self.sent_by):
			frappe.throw(_("Nobody decides on their own request."), SelfDecisionError)

	def set_decision(self):
		self.decision_date = self.decision_date or getdate()
		self.refuse_before("decision_date", "request_date")
		self.set_person("decided_by", frappe.session.user)
		self.decided_on = now_datetime()

	def on_submit(self):
		if self.workflow_state == ASSIGNED:
			self.write_on_family()
			self.put_on_case(self.assistant, "Family Assistant", self.workload_reason)
			self.put_asking_worker_on_case()

	def write_on_family(self):
		"""From now on the family is supported, on the basis of this request."""
		family = frappe.get_doc("Family", self.family)
		family.update({"status": "Under Support", "legal_basis": requests.LEGAL_BASIS[self.basis]})
		if note := self.basis_note():
			family.legal_basis_note = note
		family.save()

	def basis_note(self) -> str | None:
		"""The details of the basis, as the family's page has them."""
		if self.basis == COURT_ORDER:
			return _("{0}, order of {1}").format(
				self.court_reference, frappe.utils.formatdate(self.court_date)
			)
		return self.institution if self.basis == MINOR_PARENT else None

	def put_asking_worker_on_case(self):
		is_social_worker = "Social Worker" in frappe.get_roles(self.requested_by)
		if is_social_worker and not get_person_on_case(self.family, "Social Worker"):
			self.put_on_case(self.requested_by, "Social Worker")

	def put_on_case(self, user: str, part: str, workload_reason: str | None = None):
		"""A Case Assignment from the day that the head set; none for who has this part already."""
		running = get_person_on_case(self.family, part)
		if running and running.user == user:
			return
		assignment = frappe.new_doc("Case Assignment")
		assignment.update(
			{
				"family": self.family,
				"user": user,
				"part": part,
				"from_date": self.assigned_from,
				"workload_reason": workload_reason,
				"assistant_request": self.name,
			}
		)
		assignment.insert()

	def on_update(self):
		if self.notification:
			frappe.get_doc("Family Notification", self.notification).show_state()

	def before_update_after_submit(self):
		if self.is_changed("workflow_state"):
			frappe.throw(_("A request that was decided on stays as it is."), RequestStateError)

	def before_cancel(self):
		"""Raises RequestStateError: the decision was handed over; what follows is a new request."""
		frappe.throw(_("A request that was decided on stays as it is."), RequestStateError)

	def on_trash(self):
		"""Raises RequestFrozenError while the request waits for its decision."""
		super().on_trash()
		if self.workflow_state == SENT:
			frappe.throw(_("A sent request cannot be changed."), RequestFrozenError)
