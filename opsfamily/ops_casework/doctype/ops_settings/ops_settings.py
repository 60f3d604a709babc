import frappe
from frappe import ValidationError, _
from frappe.model.document import Document
from frappe.utils import cast, cint, escape_html

from opsfamily import compat
from opsfamily.case.optional_parts import refuse_hiding_documents, show_chosen_parts
from opsfamily.case.values import get_sentence, is_number
from opsfamily.clocks import own
from opsfamily.clocks.register import is_clock_of_ours
from opsfamily.clocks.sheets import get_templates
from opsfamily.core.deadlines import MOST_DAYS, parse_thresholds
from opsfamily.office import ZERO_COUNTS
from opsfamily.ops_casework.doctype.ops_settings import state_rules, whom
from opsfamily.ops_visits.travel_fields import show_travel_fields
from opsfamily.permissions.known import get_entries, get_family_column
from opsfamily.permissions.linked import get_linked_entries


class RetentionRuleError(ValidationError):
	"""A DocType has one retention rule, counted from a day that it has."""


class NoticeDaysError(ValidationError):
	"""The days of notice before a deadline are whole numbers separated by commas."""


class TravelRateError(ValidationError):
	"""A class of vehicles has one rate from a day on, and the office one limit."""


class DatedTextError(ValidationError):
	"""A kind of letter has one text from a day on."""


class SettingValueError(ValidationError):
	"""A number in the settings that would not mean what it says, or is longer than the law allows."""


class OwnClockError(ValidationError):
	"""A clock of the office's own needs a kind of documents, a date that it has, and a name of its own."""


class OwnDocumentError(ValidationError):
	"""A document of the office's own that cannot be shown with a family."""


class CardDayError(ValidationError):
	"""The day until which cards are sent must exist in every month."""


# February has 28 days.
LAST_CARD_DAY = 28
# A half-year: art. 15(1)(15) of the Act of 9 June 2011.
LONGEST = {"assessment_interval_months": 6}
# More is a typing mistake. By the unit, a word of a setting's name.
LARGEST = {"weeks": 520, "days": MOST_DAYS, "hours": 8760, "minutes": 1440, "hints": 1000}


class OPSSettings(Document):
	"""The office's own decisions: its name on papers, its clocks and limits."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from opsfamily.ops_casework.doctype.acceptor_field.acceptor_field import AcceptorField
		from opsfamily.ops_casework.doctype.dated_text.dated_text import DatedText
		from opsfamily.ops_casework.doctype.own_clock.own_clock import OwnClock
		from opsfamily.ops_casework.doctype.own_document.own_document import OwnDocument
		from opsfamily.ops_casework.doctype.retention_rule.retention_rule import RetentionRule
		from opsfamily.ops_casework.doctype.workflow_state_meaning.workflow_state_meaning import (
			WorkflowStateMeaning,
		)
		from opsfamily.ops_intake.doctype.workload_ceiling.workload_ceiling import WorkloadCeiling
		from opsfamily.ops_visits.doctype.travel_limit.travel_limit import TravelLimit
		from opsfamily.ops_visits.doctype.travel_rate.travel_rate import TravelRate

		acceptor_fields: DF.Table[AcceptorField]
		assessment_interval_months: DF.Int
		card_due_day: DF.Int
		case_review_weeks: DF.Int
		clock_tolerance_minutes: DF.Int
		closes_outside_answers: DF.Check
		conference_minutes: DF.Int
		control_pack_days: DF.Int
		counts_other_work: DF.Check
		counts_travel: DF.Check
		data_controller: DF.Data | None
		dated_texts: DF.Table[DatedText]
		day_note_edit_days: DF.Int
		days_without_plan: DF.Int
		default_signature_mode: DF.Literal[
			"On Paper Card", "On Screen", "Signature Refused", "No Signature Needed"
		]
		device_draft_hours: DF.Int
		first_assessment_days: DF.Int
		first_contact_days: DF.Int
		first_day_correction_days: DF.Int
		first_plan_days: DF.Int
		handing_over_days: DF.Int
		head_title: DF.Data | None
		interview_days: DF.Int
		keeps_health_dates: DF.Check
		late_entry_days: DF.Int
		leaving_days: DF.Int
		longest_visit_hours: DF.Int
		monthly_norm_hours: DF.Int
		notice_days: DF.Data | None
		office_name: DF.Data | None
		office_name_genitive: DF.Data | None
		opinion_alone_days: DF.Int
		other_work_grace_days: DF.Int
		outing_keep_days: DF.Int
		outing_margin_minutes: DF.Int
		own_clocks: DF.Table[OwnClock]
		own_documents: DF.Table[OwnDocument]
		place: DF.Data | None
		print_expected_effect: DF.Check
		refuses_early_cards: DF.Check
		request_days: DF.Int
		retention_rules: DF.Table[RetentionRule]
		sends_digest_email: DF.Check
		similar_family_hints: DF.Int
		state_meanings: DF.Table[WorkflowStateMeaning]
		supervision_hours: DF.Int
		travel_limits: DF.Table[TravelLimit]
		travel_rates: DF.Table[TravelRate]
		travel_settlement: DF.Literal["Mileage Record", "Lump Sum"]
		urgent_interview_days: DF.Int
		uses_agreements: DF.Check
		uses_child_cards: DF.Check
		uses_competences: DF.Check
		uses_consultation_requests: DF.Check
		uses_consultations: DF.Check
		uses_family_history: DF.Check
		uses_family_week: DF.Check
		uses_groups: DF.Check
		uses_interventions: DF.Check
		uses_outside_answers: DF.Check
		uses_specialist_help: DF.Check
		uses_supervision_plans: DF.Check
		uses_supporting_families: DF.Check
		waiting_days: DF.Int
		workload_ceilings: DF.Table[WorkloadCeiling]
	# end: auto-generated types

	def load_from_db(self):
		"""Load fields that were never stored with their defaults, for the form and `office.get_setting`.

		The framework loads them as empty or unticked, and saving the form would store that.
		"""
		loaded = super().load_from_db()
		stored = frappe.db.get_singles_dict(self.doctype)
		for df in self.meta.fields:
			if df.default and df.fieldname not in stored:
				self.set(df.fieldname, cast(df.fieldtype, df.default))
		return loaded

	def onload(self):
		self.set_onload("retained_doctypes", get_retained_doctypes())
		self.set_onload("clock_fields", own.get_choices())
		self.set_onload("office_fields", state_rules.get_office_fields())
		self.set_onload("warnings", [*state_rules.describe_unsaid_states(), *self.describe_faulty_clocks()])
		self.set_onload("own_documents", [entry.doctype for entry in get_linked_entries()])

	def validate(self):
		self.validate_are_numbers()
		self.validate_numbers()
		self.validate_retention_rules()
		self.validate_notice_days()
		self.validate_own_clocks()
		self.validate_own_documents()
		self.validate_card_due_day()
		self.validate_travel_rates()
		self.validate_dated_texts()
		refuse_hiding_documents(self)
		state_rules.validate_meanings(self)
		state_rules.validate_acceptor_fields(self)
		self.flags.touched = whom.Touched(self) if whom.may_touch(self) else None

	def validate_numbers(self):
		"""Refuse a number below its least or above its largest (SettingValueError).

		Zero is an answer in some settings only (`office.ZERO_COUNTS`); elsewhere the default would count instead.
		"""
		for df in self.meta.get("fields", {"fieldtype": "Int"}):
			value, label = cint(self.get(df.fieldname)), frappe.bold(_(df.label))
			least = 0 if df.fieldname in ZERO_COUNTS else 1
			if value < least:
				self.refuse_number(_("{0}: at least {1}; the app proposes {2}."), label, least, df.default)
			longest = LONGEST.get(df.fieldname)
			if longest and value > longest:
				self.refuse_number(_("{0}: at most {1}, as the Act asks for it."), label, longest)
			unit = next(filter(LARGEST.get, df.fieldname.split("_")), None)
			if unit and value > LARGEST[unit]:
				self.refuse_number(_("{0}: at most {1}."), label, LARGEST[unit])

	def validate_are_numbers(self):
		"""Refuse a word for a number, also in a row: it would count as zero (SettingValueError)."""
		for row in (self, *self.get_all_children()):
			for df in row.meta.get("fields", {"fieldtype": ["in", ("Int", "Float")]}):
				given = row.get(df.fieldname)
				if given not in (None, "") and not is_number(given):
					label = frappe.bold(_(df.label))
					where = label if row is self else _("Row {0}: {1}").format(row.idx, label)
					self.refuse_number(get_sentence(df.fieldtype), where)

	def refuse_number(self, message: str, *values):
		"""Refuse a number (SettingValueError). message: with the field's label as {0}."""
		frappe.throw(message.format(*values), SettingValueError)

	def on_update(self):
		if self.flags.touched:
			self.flags.touched.tell(self)
		if self.has_value_changed("counts_travel"):
			show_travel_fields(bool(self.counts_travel))
		show_chosen_parts(self)
		state_rules.follow_meanings(self)

	def validate_travel_rates(self):
		"""Refuse two rates of a class, or two limits, from one day (TravelRateError)."""
		for fieldname, keys in (
			("travel_rates", ("capacity_class", "from_date")),
			("travel_limits", ("from_date",)),
		):
			seen = set()
			for row in self.get(fieldname):
				key = tuple(str(row.get(name)) for name in keys)
				if key in seen:
					label = frappe.bold(_(self.meta.get_label(fieldname)))
					frappe.throw(
						_("{0}, row {1}: there is another one from this day.").format(label, row.idx),
						TravelRateError,
					)
				seen.add(key)

	def validate_dated_texts(self):
		"""Refuse two texts of a kind of letter from one day (DatedTextError)."""
		seen = set()
		for row in self.dated_texts:
			key = (row.used_in, str(row.from_date))
			if key in seen:
				label = frappe.bold(_(self.meta.get_label("dated_texts")))
				frappe.throw(
					_("{0}, row {1}: there is another one from this day.").format(label, row.idx),
					DatedTextError,
				)
			seen.add(key)

	def validate_notice_days(self):
		"""Refuse anything but whole numbers of days (NoticeDaysError). Empty: the default days."""
		if not (self.notice_days or "").strip():
			self.notice_days = None
			return
		try:
			self.notice_days = ", ".join(str(days) for days in parse_thresholds(self.notice_days))
		except ValueError:
			frappe.throw(
				_("{0}: write days with commas, e.g. 30, 14, 3.").format(
					frappe.bold(_(self.meta.get_label("notice_days")))
				),
				NoticeDaysError,
			)

	def validate_own_clocks(self):
		"""Refuse a clock that counts from nothing, or that has the name of another one (OwnClockError)."""
		names = [row.clock_name for row in self.own_clocks] + [row.name for row in get_templates()]
		for row in self.own_clocks:
			fault = own.find_fault(row)
			if not fault and (names.count(row.clock_name) > 1 or is_clock_of_ours(row.clock_name)):
				fault = "clock_name", _("there is another clock of this name.")
			if fault:
				frappe.throw(describe_fault(row, fault), OwnClockError)

	def describe_faulty_clocks(self) -> list[str]:
		"""Return a sentence for each clock that counts nothing any more, as after its field was taken away."""
		faults = [(row, own.find_fault(row)) for row in self.own_clocks]
		table = _(self.meta.get_label("own_clocks"))
		return [
			f"{table}, {escape_html(row.clock_name)}. {describe_fault(row, fault)}"
			for row, fault in faults
			if fault
		]

	def validate_own_documents(self):
		"""Refuse a document of the office's own that is not under the access rule, or named twice (OwnDocumentError)."""
		linked = [entry.doctype for entry in get_linked_entries()]
		kinds = [row.document_kind for row in self.own_documents]
		for row in self.own_documents:
			if not compat.asks_hooks_of_every_doctype():
				self.refuse_own_document(row, _("this needs Frappe {0}; the site has {1}."), *get_versions())
			if row.document_kind not in linked:
				self.refuse_own_document(
					row, _("choose a document of the office's own with a link to Family.")
				)
			if kinds.count(row.document_kind) > 1:
				self.refuse_own_document(row, _("it is in the table twice."))

	def refuse_own_document(self, row, why: str, *values):
		"""Refuse a row of the office's own documents (OwnDocumentError). why: a translated sentence."""
		label = frappe.bold(_(self.meta.get_label("own_documents")))
		sentence = f"{_(row.document_kind)}: {why.format(*values)}"
		frappe.throw(_("{0}, row {1}: {2}").format(label, row.idx, sentence), OwnDocumentError)

	def validate_card_due_day(self):
		"""Refuse a day that some month does not have (CardDayError)."""
		if self.card_due_day and not 1 <= self.card_due_day <= LAST_CARD_DAY:
			frappe.throw(
				_("{0}: a day from 1 to {1}.").format(
					frappe.bold(_(self.meta.get_label("card_due_day"))), LAST_CARD_DAY
				),
				CardDayError,
			)

	def validate_retention_rules(self):
		"""Refuse a second rule for a DocType, or a day that it does not have (RetentionRuleError)."""
		kinds = [row.document_kind for row in self.retention_rules]
		for row in self.retention_rules:
			if row.document_kind not in get_retained_doctypes():
				self.refuse_rule(row, _("there is no retention period for this kind of document."))
			if kinds.count(row.document_kind) > 1:
				self.refuse_rule(row, _("there is another rule for this kind of document."))
			if row.document_kind == "Family" and row.counted_from == "Document Date":
				self.refuse_rule(row, _("a family's page is kept from the day on which its case was closed."))
			if not get_family_column(row.document_kind) and row.counted_from == "Case Closed":
				self.refuse_rule(row, _("it hangs on no family, so it is kept from its own day."))

	def refuse_rule(self, row, why: str):
		"""Refuse a row of the retention rules (RetentionRuleError). why: a translated sentence."""
		frappe.throw(
			_("Row {0}: {1}").format(row.idx, f"{frappe.bold(_(row.document_kind))}: {why}"),
			RetentionRuleError,
		)


def get_versions() -> tuple[str, str]:
	"""Return the first release that asks our hooks about documents of the office's own, and that of the site."""
	return ".".join(map(str, compat.HOOKS_OF_EVERY_DOCTYPE)), frappe.__version__


def get_retained_doctypes() -> list[str]:
	"""Return the DocTypes for which an office may set a retention period."""
	return [entry.doctype for entry in get_entries().values() if entry.retained]


def describe_fault(row, fault: tuple[str, str]) -> str:
	"""Return what is wrong with a row of a table: number, field and reason. fault: (fieldname, translated sentence)."""
	label = frappe.bold(_(row.meta.get_label(fault[0])))
	return _("Row {0}: {1}").format(row.idx, f"{label}: {fault[1]}")
