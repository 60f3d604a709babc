import frappe
from frappe import ValidationError, _
from frappe.model import no_value_fields, table_fields
from frappe.utils import getdate, now_datetime

from opsfamily.case import meanings as states
from opsfamily.case.causes import are_causes_changed, validate_causes
from opsfamily.case.document import CaseDocument
from opsfamily.case.facts import show_facts
from opsfamily.case.locks import read_now
from opsfamily.case.names import keep_agreed_names
from opsfamily.case.office_columns import find_changed_table
from opsfamily.case.people import get_person_on_case
from opsfamily.core import assignments, requests, roles
from opsfamily.core.meanings import ACCEPTED, REFUSED, RETURNED, SENT
from opsfamily.core.requests import COURT_ORDER, INTERVIEW, MINOR_PARENT
from opsfamily.core.sensitive_words import find_sensitive_words
from opsfamily.exceptions import NotificationClosedError, PartRoleError, ReasonMissingError
from opsfamily.permissions.rule import is_deputy, is_head


class BasisIncompleteError(ValidationError):
	"""A field that the basis of the request needs is empty."""


class InterviewMissingError(ValidationError):
	"""A request from an interview and analysis needs the day of the interview."""


class RiskListNotSubmittedError(ValidationError):
	"""A request from an interview and analysis needs a submitted risk list."""


class RequestStateError(ValidationError):
	"""The request cannot move from its state to the other one."""


class RequestFrozenError(ValidationError):
	"""A sent request changes only by the decision on it."""


class SecondRequestError(ValidationError):
	"""Another request of the family waits for a decision."""


class NotDeciderError(ValidationError):
	"""Only the head decides on a request for an assistant."""


class SelfDecisionError(ValidationError):
	"""Nobody decides on their own request."""


class AssistantMissingError(ValidationError):
	"""An assistant is assigned without being named."""


# Written by this controller alone, whatever a client sends.
COMPUTED_FIELDS = (
	"requested_by",
	"requested_by_name",
	"sent_by",
	"sent_by_name",
	"sent_on",
	"decided_by",
	"decided_by_name",
	"decided_as_deputy",
	"decided_on",
)
# Written by the head alone, on a sent request.
DECISION_FIELDS = (
	"decision_date",
	"assistant",
	"assistant_name",
	"assigned_from",
	"workload_reason",
	"refusal_code",
	"refusal_reason",
)
# Written on a request that was sent or decided on.
LATER_FIELDS = ("withdrawn_on", "withdrawal_code", "basis_until")
CHANGING_FIELDS = ("workflow_state", "state_meaning", *COMPUTED_FIELDS, *DECISION_FIELDS, *LATER_FIELDS)


class AssistantRequest(CaseDocument):
	"""The request for a family assistant (wniosek o przydzielenie asystenta), and the head's decision.

	Draft → Sent → Assigned or Refused (both submitted). These rules hold with and without the platform's
	Workflow, by what its states mean (`state_meaning`). Assigning puts the assistant on the case.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_intake.doctype.case_cause.case_cause import CaseCause
		from opsfamily.ops_intake.doctype.sensitive_case_cause.sensitive_case_cause import SensitiveCaseCause

		amended_from: DF.Link | None
		application_date: DF.Date | None
		assigned_from: DF.Date | None
		assistant: DF.Link | None
		assistant_name: DF.Data | None
		basis: DF.Literal[
			"Interview and Analysis", "Za Życiem", "Court Order", "Own Application", "Minor Parent"
		]
		basis_until: DF.Date | None
		causes: DF.TableMultiSelect[CaseCause]
		court_date: DF.Date | None
		court_reference: DF.Data | None
		decided_as_deputy: DF.Check
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
		refusal_code: DF.Literal[
			"",
			"No Need Found",
			"Family Does Not Agree",
			"Other Support Is Enough",
			"Outside the Municipality",
			"Conditions Not Met",
			"Other Reason",
		]
		refusal_reason: DF.SmallText | None
		representative: DF.Data | None
		request_date: DF.Date
		requested_by: DF.Link | None
		requested_by_name: DF.Data | None
		risk_list: DF.Link | None
		sensitive_causes: DF.TableMultiSelect[SensitiveCaseCause]
		sent_by: DF.Link | None
		sent_by_name: DF.Data | None
		sent_on: DF.Datetime | None
		state_meaning: DF.Literal["Being Written", "Sent", "Returned", "Accepted", "Refused", "Withdrawn"]
		withdrawal_code: DF.Literal[
			"",
			"Family Changed Its Mind",
			"Situation Improved",
			"Family Moved",
			"Other Support Is Enough",
			"Other Reason",
		]
		withdrawn_on: DF.Date | None
		workflow_state: DF.Link | None
		workload_reason: DF.SmallText | None
	# end: auto-generated types

	def onload(self):
		# The form asks what is needed by what the next state means.
		self.set_onload("state_meanings", states.get_all_meanings(self.doctype))

	def before_insert(self):
		super().before_insert()
		self.update(dict.fromkeys(CHANGING_FIELDS))
		states.begin(self)
		self.set_person("requested_by", frappe.session.user)

	def set_person(self, fieldname: str, user: str | None):
		"""Write a user and their full name to the field and to its `…_name`."""
		name = frappe.db.get_value("User", user, "full_name") if user else None
		self.update({fieldname: user, f"{fieldname}_name": name})

	def validate(self):
		self.validate_days()
		self.validate_papers()
		self.validate_assistants()
		validate_causes(self)
		before = self.get_doc_before_save()
		if not before:
			self.validate_begins_as_draft()
			return
		self.update({fieldname: before.get(fieldname) for fieldname in COMPUTED_FIELDS})
		self.keep_decision(before)
		states.set_meaning(self)
		self.validate_move(before)
		self.validate_is_unchanged_while_sent(before)
		self.validate_basis_until()
		self.validate_withdrawal()
		self.validate_is_not_withdrawn(before)
		self.make_move(before)

	def validate_days(self):
		for fieldname in ("request_date", "court_date", "application_date", "decision_date"):
			self.refuse_future(fieldname)

	def validate_papers(self):
		"""Refuse papers of another family (FamilyMovedError) and a closed notification (NotificationClosedError)."""
		self.require_same_family("Family Notification", self.notification, "notification")
		self.require_same_family("Risk List", self.risk_list, "risk_list")
		if self.notification and self.is_notification_closed():
			frappe.throw(
				_("{0}: {1} was closed without a request.").format(
					self.label_of("notification"), frappe.bold(self.notification)
				),
				NotificationClosedError,
			)

	def is_notification_closed(self) -> bool:
		"""Return whether the notification was closed without a request, as it is committed now."""
		stored = ("Family Notification", self.notification, "closed_on")
		return bool(frappe.db.get_value(*stored, for_update=True))

	def validate_assistants(self):
		"""Refuse users without the role of a family assistant (PartRoleError)."""
		for fieldname in ("proposed_assistant", "assistant"):
			user = self.get(fieldname)
			if user and roles.ASSISTANT not in frappe.get_roles(user):
				frappe.throw(
					_("{0}: {1} is no family assistant.").format(self.label_of(fieldname), frappe.bold(user)),
					PartRoleError,
				)

	def validate_begins_as_draft(self):
		"""Refuse a new request that is submitted at once (RequestStateError)."""
		if not self.docstatus.is_draft():
			frappe.throw(_("A request is decided on after it was sent."), RequestStateError)

	def keep_decision(self, before):
		"""Restore the decision unless whoever decides writes it on a sent request."""
		if not (states.waits_for_decision(before) and can_decide(frappe.session.user)):
			self.update({fieldname: before.get(fieldname) for fieldname in DECISION_FIELDS})

	def validate_move(self, before):
		"""Refuse a move that is not allowed, and a docstatus that does not fit the state (RequestStateError)."""
		if not states.may_go(self, before):
			frappe.throw(
				_("The request cannot go from “{0}” to “{1}”.").format(
					_(before.workflow_state), _(self.workflow_state)
				),
				RequestStateError,
			)
		if not states.fits_docstatus(self):
			frappe.throw(_("A request is decided on after it was sent."), RequestStateError)

	def validate_is_unchanged_while_sent(self, before):
		"""Refuse a change of anything but the decision, and the fields that the office keeps for it, once the request is
		sent (RequestFrozenError)."""
		if before.state_meaning != SENT:
			return
		keep_agreed_names(self, before)
		left = states.get_fields_to_leave(self, before, self.is_decider())
		for df in self.meta.fields:
			if df.fieldtype in (*no_value_fields, *table_fields) or df.fieldname in (*CHANGING_FIELDS, *left):
				continue
			if self.is_changed(df.fieldname):
				frappe.throw(
					_("{0}: a sent request cannot be changed.").format(self.label_of(df.fieldname)),
					RequestFrozenError,
				)
		if table := find_changed_table(self, before):
			frappe.throw(
				_("{0}: a sent request cannot be changed.").format(self.label_of(table)), RequestFrozenError
			)

		if are_causes_changed(self):
			frappe.throw(
				_("{0}: a sent request cannot be changed.").format(self.label_of("causes")),
				RequestFrozenError,
			)

	def validate_is_not_withdrawn(self, before):
		"""Refuse a decision on a request that was withdrawn (RequestStateError)."""
		if self.withdrawn_on and self.state_meaning != before.state_meaning:
			frappe.throw(
				_("{0}: a request that was withdrawn is not decided on.").format(
					self.label_of("withdrawn_on")
				),
				RequestStateError,
			)

	def make_move(self, before):
		"""Run the step that belongs to what the new state means; one that means the same needs nothing."""
		moves = {
			SENT: self.send,
			ACCEPTED: self.assign,
			REFUSED: self.refuse,
			RETURNED: self.validate_decider,
		}
		if self.state_meaning != before.state_meaning and self.state_meaning in moves:
			moves[self.state_meaning]()

	def send(self):
		"""Check the request and record who sends it, when."""
		self.validate_basis()
		self.validate_interview_and_list()
		self.validate_only_one_waits()
		self.set_person("sent_by", frappe.session.user)
		self.sent_on = now_datetime()

	def validate_basis(self):
		"""Refuse an empty field that the basis needs (BasisIncompleteError)."""
		for fieldname in requests.needed_fields(self.basis):
			if not str(self.get(fieldname) or "").strip():
				frappe.throw(
					_("{0} is missing: a request on the basis “{1}” needs it.").format(
						self.label_of(fieldname), _(self.basis)
					),
					BasisIncompleteError,
				)

	def validate_interview_and_list(self):
		"""Refuse a missing interview (InterviewMissingError) or draft risk list (RiskListNotSubmittedError)."""
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
		"""Refuse a second request of the family that waits for a decision (SecondRequestError)."""
		waiting = {"family": self.family, "state_meaning": SENT, "name": ["!=", self.name]}
		waiting["withdrawn_on"] = ["is", "not set"]
		other = frappe.db.get_value("Assistant Request", waiting, for_update=True)
		if other:
			frappe.throw(
				_("{0} of this family waits for a decision already.").format(frappe.bold(other)),
				SecondRequestError,
			)

	def assign(self):
		"""Record the head's decision to assign; by default the proposed assistant, from the day of the decision."""
		self.validate_decider()
		self.set_decision()
		self.update({"refusal_code": None, "refusal_reason": None})
		self.set_person("assistant", self.assistant or self.proposed_assistant)
		self.require("assistant", AssistantMissingError)
		self.assigned_from = self.assigned_from or self.decision_date

	def refuse(self):
		"""Record the head's refusal, with its reason."""
		self.validate_decider()
		self.validate_may_be_refused()
		self.set_decision()
		for fieldname in ("refusal_reason", "refusal_code"):
			self.require(fieldname, ReasonMissingError)
		self.warn_of_sensitive_words()
		self.update(dict.fromkeys(("assistant", "assistant_name", "assigned_from", "workload_reason")))

	def warn_of_sensitive_words(self):
		"""Warn of words for illness, addiction or violence: the reason is printed in the letter to the family."""
		if words := find_sensitive_words(self.refusal_reason):
			frappe.msgprint(
				_(
					"{0} is printed in the letter. It may say something of another person's health: {1}. Please check it before it is sent."
				).format(self.label_of("refusal_reason"), frappe.utils.escape_html(", ".join(words))),
				indicator="orange",
			)

	def validate_may_be_refused(self):
		"""Refuse to refuse what a court or art. 11(1a) of the Act of 9 June 2011 orders (RequestStateError)."""
		if not requests.may_be_refused(self.basis):
			frappe.throw(
				_(
					"A request on the basis “{0}” cannot be refused: the family waits for an assistant."
				).format(_(self.basis)),
				RequestStateError,
			)

	def is_decider(self) -> bool:
		"""Return whether the user may decide on this request."""
		user = frappe.session.user
		return can_decide(user) and user not in (self.requested_by, self.sent_by)

	def validate_decider(self):
		"""Refuse users who do not decide (NotDeciderError) or asked for it themselves (SelfDecisionError)."""
		user = frappe.session.user
		if not can_decide(user):
			frappe.throw(_("Only the head decides on a request for an assistant."), NotDeciderError)
		if user in (self.requested_by, self.sent_by):
			frappe.throw(_("Nobody decides on their own request."), SelfDecisionError)

	def set_decision(self):
		"""Set the day of the decision and who decides; refuse a day before the request (PeriodError)."""
		self.decision_date = self.decision_date or getdate()
		self.refuse_before("decision_date", "request_date")
		self.set_person("decided_by", frappe.session.user)
		self.decided_as_deputy = int(is_deputy(frappe.session.user))
		self.decided_on = now_datetime()

	def on_submit(self):
		if self.state_meaning == ACCEPTED:
			self.write_on_family()
			self.put_on_case(self.assistant, assignments.ASSISTANT, self.workload_reason)
			self.put_requesting_worker_on_case()

	def write_on_family(self):
		"""Write the details of the basis on the family's page; status and basis follow from this request."""
		if note := self.get_basis_note():
			family = frappe.get_doc("Family", self.family)
			family.legal_basis_note = note
			# Safe: follows from the decision, which this user may take, also by a role of the office's own.
			family.save(ignore_permissions=True)

	def get_basis_note(self) -> str | None:
		"""Return the details of the basis for the family's page; None where there are none."""
		if self.basis == COURT_ORDER:
			return _("{0}, order of {1}").format(
				self.court_reference, frappe.utils.formatdate(self.court_date)
			)
		return self.institution if self.basis == MINOR_PARENT else None

	def put_requesting_worker_on_case(self):
		"""Assign the social worker who made the request, where the case has none yet."""
		is_social_worker = roles.SOCIAL_WORKER in frappe.get_roles(self.requested_by)
		if is_social_worker and not get_person_on_case(self.family, assignments.SOCIAL_WORKER):
			self.put_on_case(self.requested_by, assignments.SOCIAL_WORKER)

	def put_on_case(self, user: str, part: str, workload_reason: str | None = None):
		"""Insert a Case Assignment from the day that the head set, unless the user has this part already.

		Who was to stay until a day, as for monitoring, goes on without an end.
		"""
		running = find_running(self.family, user, part)
		if running:
			if running.until_date:
				self.let_go_on(running.name, workload_reason)
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
		# Safe: as above; whoever decides by a role of the office's own writes no other assignment.
		assignment.insert(ignore_permissions=True)

	def let_go_on(self, name: str, workload_reason: str | None):
		"""Take the last day off an assignment, which is this request's from now on."""
		assignment = frappe.get_doc("Case Assignment", name)
		assignment.update({"until_date": None, "assistant_request": self.name})
		if workload_reason:
			assignment.workload_reason = workload_reason
		# Safe: as for a new one.
		assignment.save(ignore_permissions=True)

	def on_update(self):
		self.show_on_family()

	def show_on_family(self):
		"""Bring the notification and the family's page up to date."""
		if self.notification:
			frappe.get_doc("Family Notification", self.notification).update_status()
		show_facts(self.family)

	def before_update_after_submit(self):
		before = self.get_doc_before_save()
		states.set_meaning(self)
		if self.state_meaning != before.state_meaning or not states.may_go(self, before):
			frappe.throw(_("A request that was decided on stays as it is."), RequestStateError)
		self.validate_refusal_code()
		self.validate_basis_until()
		self.validate_withdrawal()

	def on_update_after_submit(self):
		self.show_on_family()

	def after_delete(self):
		show_facts(self.family)

	def validate_refusal_code(self):
		"""Refuse a changed kind of refusal; only an older refusal that has none gets one (RequestStateError)."""
		before = self.get_doc_before_save()
		if self.is_changed("refusal_code") and (before.refusal_code or self.state_meaning != REFUSED):
			frappe.throw(_("A request that was decided on stays as it is."), RequestStateError)

	def validate_basis_until(self):
		"""Refuse a future end of the basis (FutureDateError), and one before the decision (PeriodError)."""
		self.refuse_future("basis_until")
		self.refuse_before("basis_until", "request_date")

	def validate_withdrawal(self):
		"""Refuse a withdrawal without its reason, of an order, of a refused request, or after an assistant has begun."""
		if not self.withdrawn_on:
			self.withdrawal_code = None
			return
		self.refuse_future("withdrawn_on")
		self.refuse_before("withdrawn_on", "request_date")
		self.require("withdrawal_code", ReasonMissingError)
		if self.is_changed("withdrawn_on"):
			self.validate_may_be_withdrawn()

	def validate_may_be_withdrawn(self):
		"""Refuse the withdrawal of an order, of a refused request, and after an assistant has begun (RequestStateError)."""
		if not requests.may_be_refused(self.basis):
			frappe.throw(
				_(
					"A request on the basis “{0}” cannot be withdrawn: the family waits for an assistant."
				).format(_(self.basis)),
				RequestStateError,
			)
		began = {"assistant_request": self.name, "from_date": ["<=", self.withdrawn_on]}
		if self.state_meaning == REFUSED or frappe.db.get_value("Case Assignment", began, for_update=True):
			frappe.throw(
				_("{0}: only a request that no assistant has begun on can be withdrawn.").format(
					self.label_of("withdrawn_on")
				),
				RequestStateError,
			)

	def before_cancel(self):
		"""Refuse (RequestStateError): the decision was handed over, so a change needs a new request."""
		frappe.throw(_("A request that was decided on stays as it is."), RequestStateError)

	def on_trash(self):
		"""Refuse while the request waits for its decision (RequestFrozenError)."""
		super().on_trash()
		if self.state_meaning == SENT:
			frappe.throw(_("A sent request cannot be changed."), RequestFrozenError)


def can_decide(user: str) -> bool:
	"""Return whether the user decides on requests: the head or a deputy of today, or whoever has a role of the office's own
	that its workflow lets decide."""
	return is_head(user) or states.decides_by_workflow(user, "Assistant Request")


def find_running(family: str, user: str, part: str) -> frappe._dict | None:
	"""Return `name` and `until_date` of the user's assignment to this part that runs today, read with a lock; None for none."""
	filters = {"family": family, "user": user, "part": part}
	rows = read_now("Case Assignment", filters, ["name", "from_date", "until_date"], "from_date desc")
	today = getdate()
	return next((row for row in rows if assignments.runs_on(today, row.from_date, row.until_date)), None)
