import frappe
from frappe import ValidationError, _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, getdate, now_datetime

from opsfamily.case import meanings as states
from opsfamily.case.document import CaseDocument
from opsfamily.case.employment import has_contract_ended
from opsfamily.case.locks import read_now
from opsfamily.case.names import keep_agreed_names
from opsfamily.case.office_columns import find_changed_table, get_added_fields
from opsfamily.core import early_cards as early
from opsfamily.core import timesheet as card
from opsfamily.core.hours import format_minutes
from opsfamily.core.meanings import ACCEPTED, OPEN, RETURNED, SENT, WITHDRAWN
from opsfamily.core.months import first_and_last_day
from opsfamily.core.roles import COORDINATOR
from opsfamily.exceptions import (
	CardStateError,
	EmptyDocumentError,
	MonthError,
	ReasonMissingError,
	SomebodyElsesWorkError,
)
from opsfamily.notify import get_acceptors, in_language_of, write_notice
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import paper_month
from opsfamily.ops_visits.doctype.assistant_timesheet.contacts import (
	get_card_rows,
	get_row_fields,
	make_fingerprint,
)
from opsfamily.permissions.rule import can_see_section, is_head


class SecondTimesheetError(ValidationError):
	"""An assistant has one card per family and month."""


class CardFrozenError(ValidationError):
	"""A sent card cannot be changed."""


class RowsTypedError(ValidationError):
	"""The rows of a card are copied from visits and cannot be typed."""


class CardOutOfDateError(ValidationError):
	"""The visits have changed since they were copied to the card."""


class SelfAcceptanceError(ValidationError):
	"""Assistants cannot accept, return or withdraw their own card."""


class MonthRunsError(ValidationError):
	"""A card is sent when its month has ended, or with a reason before."""


class SecondPersonError(ValidationError):
	"""Whoever sent a card for an absent assistant does not accept it while there is somebody else who can."""


class NotAcceptorError(ValidationError):
	"""Only the coordinator or the head accepts or returns a card, or withdraws an acceptance."""


# Only this controller writes these, whatever a client sends.
COMPUTED_FIELDS = (
	"total_minutes",
	"timesheet_minutes",
	"direct_minutes",
	"out_of_date",
	"minutes_now",
	"sent_by",
	"sent_on",
	"accepted_by",
	"accepted_on",
	"live_for",
)
STATE_FIELDS = (
	"workflow_state",
	"state_meaning",
	"return_reason",
	"withdrawal_reason",
	"early_reason",
	"sole_acceptance_reason",
	*COMPUTED_FIELDS,
)


class AssistantTimesheet(CaseDocument):
	"""One assistant's contacts with one family in one month: both monthly papers (F4 and F5).

	The rows are copied from the visits, never typed. Draft → Sent → Accepted (submitted), or Returned with a
	reason; an acceptance is withdrawn with a reason. These rules hold with and without a Frappe Workflow, by what its
	states mean (`state_meaning`). Durations are in minutes.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_visits.doctype.timesheet_row.timesheet_row import TimesheetRow

		accepted_by: DF.Link | None
		accepted_on: DF.Datetime | None
		amended_from: DF.Link | None
		assistant: DF.Link
		assistant_name: DF.Data | None
		direct_minutes: DF.Int
		early_reason: DF.Literal[
			"", "No More Visits", "On Leave", "Contract Ends", "Assignment Ends", "Case Ends"
		]
		family: DF.Link
		live_for: DF.Link | None
		minutes_now: DF.Int
		month: DF.Autocomplete
		naming_series: DF.Literal["KARTA-.month.-.####"]
		out_of_date: DF.Check
		representative: DF.Data | None
		return_reason: DF.SmallText | None
		rows: DF.Table[TimesheetRow]
		sent_by: DF.Link | None
		sent_on: DF.Datetime | None
		sole_acceptance_reason: DF.SmallText | None
		state_meaning: DF.Literal["Being Written", "Sent", "Returned", "Accepted", "Refused", "Withdrawn"]
		timesheet_minutes: DF.Int
		total_minutes: DF.Int
		withdrawal_reason: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def onload(self):
		# The form asks what is needed by what the next state means.
		self.set_onload("state_meanings", states.get_all_meanings(self.doctype))
		if self.sent_by == frappe.session.user:
			self.set_onload("has_second_person", bool(get_second_persons(get_acceptors(), self.assistant)))

	def before_insert(self):
		super().before_insert()
		self.validate_month()
		self.validate_is_own_work()
		self.validate_is_only_one()
		self.update(dict.fromkeys(STATE_FIELDS))
		states.begin(self)
		self.live_for = self.assistant
		self.set_rows()

	def validate_month(self):
		"""Refuse a text that is no month, or a month that has not begun (MonthError)."""
		try:
			first_day, _last_day = first_and_last_day(self.month)
		except ValueError:
			frappe.throw(
				_("{0}: write the month as RRRR-MM, e.g. 2026-10.").format(self.label_of("month")), MonthError
			)
		if first_day > getdate():
			frappe.throw(_("{0} has not begun yet.").format(self.label_of("month")), MonthError)

	def validate_is_own_work(self):
		"""Refuse another person's card, except to coordinator and head (SomebodyElsesWorkError)."""
		user = frappe.session.user
		if self.assistant != user and not can_see_section(user):
			frappe.throw(
				_("{0}: you make your own cards only.").format(self.label_of("assistant")),
				SomebodyElsesWorkError,
			)

	def validate_is_only_one(self):
		"""Refuse a second card of the same family, month and assistant (SecondTimesheetError)."""
		other = get_live_card(self.family, self.month, self.assistant, lock=True)
		if other:
			frappe.throw(
				_("{0}: the card of this family, month and assistant exists already.").format(
					frappe.bold(other.name)
				),
				SecondTimesheetError,
			)

	def set_rows(self):
		"""Copy the month's contacts from the visits as they are now, and add them up."""
		typed = self.get_typed_columns()
		self.set("rows", get_card_rows(self.family, self.month, self.assistant, lock=True))
		for row in self.rows:
			row.update(typed.get(row.visit, {}))
		self.total_minutes = card.total_minutes(self.get_rows_as_dicts())
		self.timesheet_minutes = card.timesheet_minutes(self.get_rows_as_dicts())
		self.direct_minutes = card.direct_minutes(self.get_rows_as_dicts())
		self.out_of_date = self.minutes_now = 0

	def get_typed_columns(self) -> dict[str, dict]:
		"""Return visit → what was typed into its row, in columns that the office added to the card alone."""
		copied = get_row_fields()
		added = [df.fieldname for df in get_added_fields("Timesheet Row") if df.fieldname not in copied]
		return {row.visit: {name: row.get(name) for name in added} for row in self.rows}

	def get_rows_as_dicts(self) -> list[dict]:
		"""Return the rows in the shape of `contacts.get_row_fields`."""
		fieldnames = get_row_fields()
		return [{fieldname: row.get(fieldname) for fieldname in fieldnames} for row in self.rows]

	def validate(self):
		before = self.get_doc_before_save()
		if not before:
			self.validate_begins_as_draft()
			return
		self.keep_computed_fields(before)
		self.keep_reason(before)
		self.keep_early_reason(before)
		self.set_accepted_state(before)
		states.set_meaning(self)
		self.validate_is_ones_business(before)
		self.validate_rows_are_fetched(before)
		self.validate_move(before)
		self.validate_is_unchanged_while_sent(before)
		self.make_move(before)

	def set_accepted_state(self, before):
		"""Submitting a sent card means accepting it, with or without a Frappe Workflow."""
		stays = self.workflow_state == before.workflow_state
		if self._action == "submit" and stays and states.waits_for_decision(before):
			self.workflow_state = states.find_next_state(before, ACCEPTED) or before.workflow_state

	def validate_is_ones_business(self, before):
		"""Refuse another person's card, except to those who see the section, who decide on it, or who take a step of the
		office's workflow on a sent card (SomebodyElsesWorkError)."""
		decides = self.state_meaning in (RETURNED, ACCEPTED)
		takes_step = self.workflow_state != before.workflow_state and not decides
		takes_step = takes_step or can_accept(frappe.session.user)
		if not (takes_step and states.waits_for_decision(before)):
			self.validate_is_own_work()

	def validate_begins_as_draft(self):
		"""Refuse a new card that is submitted at once (CardStateError)."""
		if not self.docstatus.is_draft():
			frappe.throw(_("A card is accepted after it was sent."), CardStateError)

	def keep_computed_fields(self, before):
		"""Restore the fields that only this controller writes, unless it is copying the visits now."""
		if not self.flags.fetching_visits:
			self.update({fieldname: before.get(fieldname) for fieldname in COMPUTED_FIELDS})

	def keep_reason(self, before):
		"""Restore the reasons: only the acceptor of a sent card writes why it is returned."""
		if not (states.waits_for_decision(before) and can_accept(frappe.session.user)):
			self.return_reason = before.return_reason
			self.sole_acceptance_reason = before.sole_acceptance_reason
		self.withdrawal_reason = before.withdrawal_reason

	def keep_early_reason(self, before):
		"""Restore why the card was sent before the month's end: it is said until the card is sent."""
		if before.state_meaning not in OPEN:
			self.early_reason = before.early_reason

	def validate_rows_are_fetched(self, before):
		"""Refuse rows that a client has changed (RowsTypedError)."""
		if self.flags.fetching_visits:
			return
		if make_fingerprint(self.get_rows_as_dicts()) != make_fingerprint(before.get_rows_as_dicts()):
			frappe.throw(
				_("{0} are made from the visits. Change the visit, then use “Fetch Visits”.").format(
					self.label_of("rows")
				),
				RowsTypedError,
			)

	def validate_move(self, before):
		"""Refuse a move that is not allowed, or a docstatus that does not fit the state (CardStateError)."""
		if not states.may_go(self, before) or not states.fits_docstatus(self):
			frappe.throw(
				_("The card cannot go from “{0}” to “{1}”.").format(
					_(before.workflow_state), _(self.workflow_state)
				)
				if self.workflow_state != before.workflow_state
				else _("A card is accepted after it was sent."),
				CardStateError,
			)

	def validate_is_unchanged_while_sent(self, before):
		"""Refuse any change of a sent card besides its state and reasons, and the fields that the office keeps for
		whoever decides on it (CardFrozenError)."""
		if before.state_meaning != SENT:
			return
		keep_agreed_names(self, before)
		left = states.get_fields_to_leave(self, before, self.is_acceptor())
		for df in self.meta.fields:
			if df.fieldtype in (*no_value_fields, *table_fields) or df.fieldname in (*STATE_FIELDS, *left):
				continue
			if self.is_changed(df.fieldname):
				frappe.throw(
					_("{0}: a sent card cannot be changed.").format(self.label_of(df.fieldname)),
					CardFrozenError,
				)
		if table := find_changed_table(self, before):
			frappe.throw(
				_("{0}: a sent card cannot be changed.").format(self.label_of(table)), CardFrozenError
			)

	def make_move(self, before):
		"""Check and record what the new state needs; one that means the same needs nothing."""
		moves = {SENT: self.send, RETURNED: self.send_back, ACCEPTED: self.accept}
		if self.state_meaning != before.state_meaning and self.state_meaning in moves:
			moves[self.state_meaning]()

	def send(self):
		"""Record who sent the card and when; a former reason of return is cleared."""
		self.validate_is_own_work()
		self.validate_month_has_ended()
		self.validate_has_rows()
		self.validate_is_up_to_date()
		self.return_reason = None
		self.sent_by, self.sent_on = frappe.session.user, now_datetime()

	def validate_month_has_ended(self):
		"""Ask before the month's last day whether there will be further visits (MonthRunsError).

		The end of the assignment, of the case or of the contract is the answer by itself.
		"""
		first_day, last_day = first_and_last_day(self.month)
		if not early.is_early(getdate(), last_day):
			self.early_reason = None
			return
		contract_has_ended = has_contract_ended(self.assistant, first_day, last_day)
		on_file = self.get_ends_on_file(last_day, contract_has_ended)
		self.early_reason = self.early_reason or (on_file[0] if on_file else None)
		if not self.early_reason:
			self.refuse_early(_("The month still runs – will there be further visits? Choose {0}."))
		if early.is_contradicted(self.early_reason, on_file, contract_has_ended):
			self.refuse_early(_("{0}: the file shows no such end in this month."))
		if self.early_reason == early.NO_MORE_VISITS and get_setting("refuses_early_cards"):
			self.refuse_early(_("{0}: the office takes cards only after the month has ended."))

	def get_ends_on_file(self, last_day, contract_has_ended: bool | None) -> list[str]:
		"""Return which ends within the month the file shows (`core.early_cards`)."""
		rows = read_now("Case Assignment", {"family": self.family, "user": self.assistant}, ["until_date"])
		closed_on = frappe.db.get_value("Family", self.family, "closed_on")
		ends = [row.until_date for row in rows]
		return early.get_ends_on_file(last_day, ends, closed_on, contract_has_ended)

	def refuse_early(self, message: str):
		"""Throw MonthRunsError. message: takes the label of the reason."""
		frappe.throw(message.format(self.label_of("early_reason")), MonthRunsError)

	def validate_has_rows(self):
		"""Refuse a card without contacts (EmptyDocumentError)."""
		if not self.rows:
			frappe.throw(_("{0} has no row.").format(self.label_of("rows")), EmptyDocumentError)

	def is_up_to_date(self) -> bool:
		"""Return whether the visits still give these rows."""
		return self.has_same_rows(get_card_rows(self.family, self.month, self.assistant))

	def has_same_rows(self, contacts: list[dict]) -> bool:
		"""Return whether the contacts (as of `get_card_rows`) are those of the card."""
		return make_fingerprint(contacts) == make_fingerprint(self.get_rows_as_dicts())

	def validate_is_up_to_date(self):
		"""Refuse a card that differs from the visits (CardOutOfDateError)."""
		now = get_card_rows(self.family, self.month, self.assistant, lock=True)
		if not self.has_same_rows(now):
			frappe.throw(
				_(
					"The visits changed: the card says {0}, the visits say {1}. Use “Fetch Visits” first."
				).format(format_minutes(self.total_minutes), format_minutes(card.total_minutes(now))),
				CardOutOfDateError,
			)

	def send_back(self):
		"""Refuse a return by users who may not decide, or without a reason (ReasonMissingError)."""
		self.validate_acceptor()
		self.require("return_reason", ReasonMissingError)

	def accept(self):
		"""Record who accepted the card and when."""
		self.validate_acceptor()
		self.validate_second_person()
		self.validate_is_up_to_date()
		self.accepted_by, self.accepted_on = frappe.session.user, now_datetime()

	def is_acceptor(self) -> bool:
		"""Return whether the user may decide on this card."""
		return can_accept(frappe.session.user) and frappe.session.user != self.assistant

	def validate_acceptor(self):
		"""Refuse users who are neither coordinator nor head (NotAcceptorError), and the assistant of the card
		(SelfAcceptanceError)."""
		user = frappe.session.user
		if not can_accept(user):
			frappe.throw(_("Only the coordinator or the head decides on a sent card."), NotAcceptorError)
		if user == self.assistant:
			frappe.throw(_("Nobody decides on a card on which they are the assistant."), SelfAcceptanceError)

	def validate_second_person(self):
		"""Refuse acceptance by whoever sent the card for an absent assistant while another person can accept it
		(SecondPersonError); without such a person require a reason, which stays on the card (ReasonMissingError)."""
		user = frappe.session.user
		if user != self.sent_by:
			self.sole_acceptance_reason = None
			return
		others = get_second_persons(get_acceptors(), self.assistant)
		if others:
			names = [frappe.db.get_value("User", other, "full_name") or other for other in others]
			frappe.throw(
				_("You sent this card for the assistant, so somebody else accepts it: {0}.").format(
					", ".join(names)
				),
				SecondPersonError,
			)
		self.require("sole_acceptance_reason", ReasonMissingError)

	def on_update(self):
		if self.state_meaning == RETURNED and self.is_changed("state_meaning"):
			self.notify_assistant()

	def notify_assistant(self):
		"""Notify the assistant of the return. The reason is on the card only, where the access rule protects it."""
		with in_language_of(self.assistant):
			write_notice(
				self.assistant,
				_("The card {0} for {1} was returned to you.").format(self.name, paper_month(self.month)),
				from_user=frappe.session.user,
				document_type=self.doctype,
				document_name=self.name,
			)

	def before_update_after_submit(self):
		before = self.get_doc_before_save()
		states.set_meaning(self)
		if self.state_meaning != before.state_meaning or not states.may_go(self, before):
			frappe.throw(_("An accepted card changes by withdrawing the acceptance."), CardStateError)

	def before_cancel(self):
		before = self.get_doc_before_save()
		reason, self.withdrawal_reason = self.withdrawal_reason, None
		super().before_cancel()
		self.withdrawal_reason = reason
		self.validate_acceptor()
		self.require("withdrawal_reason", ReasonMissingError)
		self.workflow_state = states.find_next_state(before, WITHDRAWN) or before.workflow_state
		states.set_meaning(self)
		self.live_for = None

	def fetch_visits(self):
		"""Copy the rows anew from the visits. Raises CardFrozenError when the card is sent or accepted."""
		if self.state_meaning not in OPEN:
			frappe.throw(_("A sent card cannot be changed."), CardFrozenError)
		self.flags.fetching_visits = True
		self.set_rows()
		self.save()
		self.flags.fetching_visits = False

	def on_trash(self):
		"""Refuse to delete a sent card, which must be returned first (CardFrozenError)."""
		super().on_trash()
		if self.state_meaning == SENT:
			frappe.throw(_("A sent card cannot be changed."), CardFrozenError)

	def mark_out_of_date(self):
		"""Store whether the visits differ from the card and, if so, the minutes that they give now."""
		now = get_card_rows(self.family, self.month, self.assistant, lock=True)
		differs = not self.has_same_rows(now)
		minutes = card.total_minutes(now) if differs else 0
		if (differs, minutes) != (bool(self.out_of_date), cint(self.minutes_now)):
			self.db_set({"out_of_date": int(differs), "minutes_now": minutes})

	def withdraw_acceptance(self, reason: str) -> "AssistantTimesheet":
		"""Cancel the accepted card and open its amendment as a draft. Raises ReasonMissingError."""
		self.withdrawal_reason = reason
		self.cancel()
		amendment = frappe.copy_doc(self, ignore_no_copy=False)
		amendment.docstatus, amendment.amended_from = 0, self.name
		return amendment.insert()


def get_second_persons(acceptors: list[str], assistant: str) -> list[str]:
	"""Return who else than the user and the assistant of a card may accept it. acceptors: see `notify.get_acceptors`."""
	return [other for other in acceptors if other not in (frappe.session.user, assistant)]


def get_live_card(family: str, month: str, assistant: str, lock: bool = False) -> frappe._dict | None:
	"""Return `name`, `workflow_state` and `state_meaning` of the card that is not cancelled, without a permission check.

	lock: with a locking read, for a rule.
	"""
	filters, fields = (
		{"live_for": assistant, "family": family, "month": month},
		["name", "workflow_state", "state_meaning"],
	)
	if not lock:
		return frappe.db.get_value("Assistant Timesheet", filters, fields, as_dict=True)
	rows = read_now("Assistant Timesheet", filters, fields)
	return rows[0] if rows else None


def can_accept(user: str) -> bool:
	"""Return whether the user decides on sent cards (of other assistants): a coordinator, the head or a deputy of today, or
	whoever has a role of the office's own that its workflow lets decide."""
	is_ours = COORDINATOR in frappe.get_roles(user) or is_head(user)
	return is_ours or states.decides_by_workflow(user, "Assistant Timesheet")
